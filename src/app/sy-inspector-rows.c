/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-inspector-rows.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#define MORE_ROWS 100
#define MAX_CHARS 20

struct _SyInspectorRows
{
  GtkWidget parent_instance;

  SySession *session;
  SyExplanation *explanation;
  gint64 n_shown, n_rows;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *where;
  GtkGrid *grid;
  GtkButton *more;
};

G_DEFINE_FINAL_TYPE (SyInspectorRows, sy_inspector_rows, GTK_TYPE_WIDGET)

static GtkWidget *
new_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  /* A number is never cut short, nor a short text. */
  if (xalign < 1.f && g_utf8_strlen (text, -1) > MAX_CHARS)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), MAX_CHARS);
      gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_CHARS);
    }
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static gboolean
is_number (SyFrame *frame, guint column)
{
  SyColumnType type = sy_frame_get_column_type (frame, column);

  return type == SY_COLUMN_INT64 || type == SY_COLUMN_DOUBLE || type == SY_COLUMN_DECIMAL;
}

/* The title of a column of a table of the template, or of a role of a source; NULL where there is none. */
static const char *
known_title (SyInspectorRows *self, const char *table, const char *name)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  SySourceKind *kind = sy_catalogue_find_kind (sy_workbook_get_catalogue (workbook), table);
  const SyRole *role = kind ? sy_source_kind_find_role (kind, name) : NULL;
  GPtrArray *tables = sy_workbook_list_tables (workbook);

  if (role)
    return role->title;
  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *definition = ((const SyWorkbookTable *) tables->pdata[i])->definition;

      for (guint j = 0; g_str_equal (definition->id, table) && j < definition->columns->len; j++)
        if (g_str_equal (((const SyTemplateColumn *) definition->columns->pdata[j])->id, name))
          return ((const SyTemplateColumn *) definition->columns->pdata[j])->title;
    }
  return NULL;
}

/* A heading for people: provenance in words, the rest as the columns are called. */
static const char *
column_title (SyInspectorRows *self, const char *table, const char *name)
{
  const char *known = table ? known_title (self, table, name) : NULL;

  if (known)
    return known;
  if (g_str_equal (name, "row"))
    return "#";
  if (g_str_equal (name, "_file"))
    return _ ("File");
  if (g_str_equal (name, "_sheet"))
    return _ ("Sheet");
  if (g_str_equal (name, "_row"))
    return _ ("Row in the file");
  return name;
}

static void
clear_grid (SyInspectorRows *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))))
    gtk_grid_remove (self->grid, child);
  self->n_shown = 0;
}

static void
add_header (SyInspectorRows *self, const char *table, SyFrame *frame)
{
  for (guint column = 0; column < sy_frame_get_n_columns (frame); column++)
    gtk_grid_attach (self->grid,
                     new_label (column_title (self, table, sy_frame_get_name (frame, column)),
                                is_number (frame, column) ? 1.f : 0.f, "heading"),
                     (int) column, 0, 1, 1);
}

static void
add_rows (SyInspectorRows *self, SyFrame *frame)
{
  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    {
      self->n_shown++;
      for (guint column = 0; column < sy_frame_get_n_columns (frame); column++)
        {
          g_autofree char *text = sy_frame_dup_plain (frame, column, row);

          gtk_grid_attach (self->grid,
                           new_label (text ? text : "", is_number (frame, column) ? 1.f : 0.f, "numeric"),
                           (int) column, (int) self->n_shown, 1, 1);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more), self->n_shown < self->n_rows);
}

void
sy_inspector_rows_show (SyInspectorRows *self, SyExplanation *explanation, SyRowsBehind *rows)
{
  g_autofree char *title = NULL;

  g_return_if_fail (SY_IS_INSPECTOR_ROWS (self));

  g_set_object (&self->explanation, explanation);
  clear_grid (self);
  gtk_widget_set_visible (GTK_WIDGET (self), rows != NULL);
  if (!rows)
    return;
  self->n_rows = rows->n_rows;
  title = g_strdup_printf (
      ngettext ("Comes from %'" PRId64 " row", "Comes from %'" PRId64 " rows", (gulong) rows->n_rows),
      rows->n_rows);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->where, rows->where ? rows->where : "");
  gtk_widget_set_visible (GTK_WIDGET (self->where), rows->where && *rows->where);
  add_header (self, rows->table, rows->frame);
  add_rows (self, rows->frame);
}

/* --- more of them --- */

typedef struct
{
  SyInspectorRows *view;
  SyExplanation *explanation;
  gint64 first;
  SyRowsBehind *rows;
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  g_object_unref (read->explanation);
  g_clear_pointer (&read->rows, sy_rows_behind_free);
  g_free (read);
}

static gboolean
read_more (SyJob *job, gpointer data, GError **error)
{
  Read *read = data;

  read->rows = sy_explanation_read_rows (read->explanation, read->first, MORE_ROWS,
                                         sy_job_get_cancellable (job), error);
  return read->rows != NULL;
}

static void
show_more (SySession *session, gpointer data, const GError *error)
{
  Read *read = data;

  if (error)
    sy_session_fail (session, error);
  else if (read->explanation == read->view->explanation && read->first == read->view->n_shown)
    add_rows (read->view, read->rows->frame);
}

static void
on_more_cb (SyInspectorRows *self)
{
  Read *read = g_new0 (Read, 1);

  read->view = self;
  read->explanation = g_object_ref (self->explanation);
  read->first = self->n_shown;
  sy_session_fetch (self->session, G_OBJECT (self), read_more, show_more, read, free_read);
}

/* --- the object --- */

static void
sy_inspector_rows_dispose (GObject *object)
{
  SyInspectorRows *self = SY_INSPECTOR_ROWS (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->explanation);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_inspector_rows_parent_class)->dispose (object);
}

static void
sy_inspector_rows_class_init (SyInspectorRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_inspector_rows_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sy_inspector_rows_init (SyInspectorRows *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = GTK_LABEL (new_label ("", 0.f, "heading"));
  gtk_widget_set_margin_top (GTK_WIDGET (self->title), 12);
  self->where = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->where, 0.f);
  gtk_label_set_wrap (self->where, TRUE);
  gtk_label_set_wrap_mode (self->where, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->where, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->where), "hint");
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 3);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  self->more = GTK_BUTTON (gtk_button_new_with_mnemonic (_ ("_More Rows")));
  gtk_widget_set_halign (GTK_WIDGET (self->more), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->more), "flat");
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (on_more_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->where));
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->more));
}

GtkWidget *
sy_inspector_rows_new (SySession *session)
{
  SyInspectorRows *self = g_object_new (SY_TYPE_INSPECTOR_ROWS, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
