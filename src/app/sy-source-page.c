/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-source-page.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-table-view.h"

#define MAX_REFUSALS 500

struct _SySourcePage
{
  AdwBin parent_instance;

  SySession *session;
  SyTableView *grid;
  char *kind; /* of the source that is shown; NULL until there is one */

  GtkStack *stack;
  GtkBox *kinds; /* one toggle a source, where there are several */
  GtkLabel *finding;
  GtkLabel *roles;
  GtkLabel *missing;
  GtkExpander *refusals;
  GtkLabel *refusal_list;
  AdwBin *grid_bin;
};

G_DEFINE_FINAL_TYPE (SySourcePage, sy_source_page, ADW_TYPE_BIN)

/* --- the rows, read off the main loop --- */

typedef struct
{
  SySourcePage *page;
  SyEvaluation *evaluation;
  char *id;
  SyTable *table;
  GPtrArray *refusals; /* (element-type SyRefusal) */
} Rows;

static void
free_rows (gpointer data)
{
  Rows *rows = data;

  g_object_unref (rows->evaluation);
  g_clear_object (&rows->table);
  g_clear_pointer (&rows->refusals, g_ptr_array_unref);
  g_free (rows->id);
  g_free (rows);
}

static gboolean
read_rows (SyJob *job, gpointer data, GError **error)
{
  Rows *rows = data;

  rows->refusals = sy_workbook_get_refusals (sy_evaluation_get_workbook (rows->evaluation), rows->id, error);
  if (!rows->refusals)
    return FALSE;
  rows->table = sy_evaluation_get_table (rows->evaluation, rows->id, sy_job_get_cancellable (job), error);
  return rows->table != NULL;
}

static void
show_refusals (SySourcePage *self, GPtrArray *refusals)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (refusals->len, MAX_REFUSALS); i++)
    {
      const SyRefusal *refusal = refusals->pdata[i];

      g_string_append_printf (text, _ ("row %" PRIu64 "%s%s: “%s” — %s\n"), refusal->row,
                              refusal->column ? ", " : "", refusal->column ? refusal->column : "",
                              refusal->text, refusal->reason);
    }
  if (refusals->len > MAX_REFUSALS)
    g_string_append_printf (text, _ ("… and %u more"), refusals->len - MAX_REFUSALS);
  gtk_label_set_text (self->refusal_list, text->str);
}

static void
set_n_refused (SySourcePage *self, gint64 n_refused)
{
  g_autofree char *label = g_strdup_printf (_ ("What was refused (%'" PRId64 ")"), n_refused);

  gtk_expander_set_label (self->refusals, label);
  gtk_widget_set_visible (GTK_WIDGET (self->refusals), n_refused > 0);
}

static void
show_rows (SySession *session, gpointer data, const GError *error)
{
  Rows *rows = data;

  if (error)
    sy_session_fail (session, error);
  if (rows->refusals)
    show_refusals (rows->page, rows->refusals);
  if (rows->table)
    sy_table_view_set_table (rows->page->grid, rows->table);
}

static void
fetch_rows (SySourcePage *self, const char *kind)
{
  SyEvaluation *evaluation = sy_session_get_evaluation (self->session);
  Rows *rows;

  if (!evaluation)
    return;
  rows = g_new0 (Rows, 1);
  rows->page = self;
  rows->evaluation = g_object_ref (evaluation);
  rows->id = g_strdup (kind);
  sy_session_fetch (self->session, G_OBJECT (self), read_rows, show_rows, rows, free_rows);
}

/* --- words --- */

static char *
describe_files (const SyWorkbookSource *source)
{
  g_autoptr (GString) files = g_string_new (NULL);

  /* several sheets of a file come one after the other */
  for (guint i = 0; i < source->files->len; i++)
    if (i == 0 || !g_str_equal (source->files->pdata[i], source->files->pdata[i - 1]))
      g_string_append_printf (files, "%s%s", i ? ", " : "", (const char *) source->files->pdata[i]);
  if (source->n_refused == 0)
    return g_strdup_printf (_ ("%s: %'" PRId64 " rows from %s, nothing refused."), source->title,
                            source->n_rows, files->str);
  return g_strdup_printf (_ ("%s: %'" PRId64 " rows from %s; %'" PRId64 " rows or cells were refused."),
                          source->title, source->n_rows, files->str, source->n_refused);
}

static char *
describe_roles (SySourcePage *self, const SyWorkbookSource *source)
{
  SyCatalogue *catalogue = sy_workbook_get_catalogue (sy_session_get_workbook (self->session));
  SySourceKind *kind = sy_catalogue_find_kind (catalogue, source->kind);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; source->roles[i]; i++)
    {
      const SyRole *role = kind ? sy_source_kind_find_role (kind, source->roles[i]) : NULL;

      g_string_append_printf (text, "%s%s ← %s", i ? "   " : "", role ? role->title : source->roles[i],
                              source->headers[i] ? source->headers[i] : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What the sources do not allow, and why. */
static char *
describe_missing (SySourcePage *self)
{
  GPtrArray *tables = sy_workbook_list_tables (sy_session_get_workbook (self->session));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];

      if (table->unavailable)
        g_string_append_printf (text, "%s%s: %s", text->len ? "\n" : "", table->definition->title,
                                table->unavailable);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* --- which source --- */

static const SyWorkbookSource *
find_shown (SySourcePage *self)
{
  GPtrArray *sources = sy_workbook_get_sources (sy_session_get_workbook (self->session));

  for (guint i = 0; self->kind && i < sources->len; i++)
    {
      const SyWorkbookSource *source = sources->pdata[i];

      if (g_str_equal (source->kind, self->kind))
        return source;
    }
  return sources->len > 0 ? sources->pdata[0] : NULL;
}

static void
show_source (SySourcePage *self)
{
  const SyWorkbookSource *source = find_shown (self);
  g_autofree char *files = describe_files (source);
  g_autofree char *roles = describe_roles (self, source);
  g_autofree char *missing = describe_missing (self);

  gtk_label_set_text (self->finding, files);
  gtk_label_set_text (self->roles, roles);
  gtk_label_set_text (self->missing, missing);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), *missing != '\0');
  set_n_refused (self, source->n_refused);
  fetch_rows (self, source->kind);
}

static void
on_kind_toggled_cb (GtkToggleButton *button, SySourcePage *self)
{
  const char *kind = gtk_widget_get_name (GTK_WIDGET (button));

  if (!gtk_toggle_button_get_active (button) || g_strcmp0 (kind, self->kind) == 0)
    return;
  g_free (self->kind);
  self->kind = g_strdup (kind);
  show_source (self);
}

static void
add_kind_toggle (SySourcePage *self, const SyWorkbookSource *source, GtkToggleButton *group)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (source->title);

  gtk_widget_set_name (button, source->kind);
  if (group)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), group);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_str_equal (source->kind, self->kind));
  g_signal_connect (button, "toggled", G_CALLBACK (on_kind_toggled_cb), self);
  gtk_box_append (self->kinds, button);
}

static void
fill_kinds (SySourcePage *self)
{
  GPtrArray *sources = sy_workbook_get_sources (sy_session_get_workbook (self->session));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->kinds))))
    gtk_box_remove (self->kinds, child);
  for (guint i = 0; i < sources->len; i++)
    add_kind_toggle (self, sources->pdata[i],
                     GTK_TOGGLE_BUTTON (gtk_widget_get_first_child (GTK_WIDGET (self->kinds))));
  gtk_widget_set_visible (GTK_WIDGET (self->kinds), sources->len > 1);
}

static void
on_evaluated_cb (SySourcePage *self)
{
  const SyWorkbookSource *source = find_shown (self);

  gtk_stack_set_visible_child_name (self->stack, source ? "sources" : "empty");
  if (!source)
    return;
  if (g_strcmp0 (self->kind, source->kind) != 0)
    {
      g_free (self->kind);
      self->kind = g_strdup (source->kind);
    }
  fill_kinds (self);
  show_source (self);
}

static void
sy_source_page_dispose (GObject *object)
{
  SySourcePage *self = SY_SOURCE_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->kind, g_free);
  G_OBJECT_CLASS (sy_source_page_parent_class)->dispose (object);
}

static void
sy_source_page_class_init (SySourcePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_source_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-source-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SySourcePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SySourcePage, kinds);
  gtk_widget_class_bind_template_child (widget_class, SySourcePage, finding);
  gtk_widget_class_bind_template_child (widget_class, SySourcePage, roles);
  gtk_widget_class_bind_template_child (widget_class, SySourcePage, missing);
  gtk_widget_class_bind_template_child (widget_class, SySourcePage, refusals);
  gtk_widget_class_bind_template_child (widget_class, SySourcePage, refusal_list);
  gtk_widget_class_bind_template_child (widget_class, SySourcePage, grid_bin);
}

static void
sy_source_page_init (SySourcePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_source_page_new (SySession *session)
{
  SySourcePage *self = g_object_new (SY_TYPE_SOURCE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->grid = SY_TABLE_VIEW (sy_table_view_new (session));
  adw_bin_set_child (self->grid_bin, GTK_WIDGET (self->grid));
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  on_evaluated_cb (self);
  return GTK_WIDGET (self);
}
