/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-table-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sy-chart-view.h"
#include "sy-evaluation-private.h"
#include "sy-report.h"
#include "sy-table-view.h"

struct _SyTablePage
{
  GtkWidget parent_instance;

  SySession *session;
  SyEvaluation *evaluation; /* of its own; NULL: the session's */
  gboolean is_view;         /* shows nothing but an evaluation of its own */
  char *table_id;
  SyTable *shown;   /* NULL: nothing is on the screen */
  GObject *reading; /* owner of the read under way: what is not wanted any more is broken off */
  guint generation; /* of the reads: what an older one brings is not shown */

  GtkWidget *box;
  GtkLabel *finding;
  GtkWidget *again; /* computes what was cancelled */
  GtkPaned *paned;
  GtkWidget *charts; /* GtkStack with one chart each, under a switcher */
  GtkWidget *switcher;
  GtkStack *chart_stack;
  SyTableView *grid;
};

G_DEFINE_FINAL_TYPE (SyTablePage, sy_table_page, GTK_TYPE_WIDGET)

static guint row_opened_signal;

/* --- reading, off the main loop --- */

typedef struct
{
  SyTablePage *page;
  SyEvaluation *evaluation;
  GPtrArray *definitions; /* (element-type SyTemplateChart) charts of this table */
  char *table_id;
  guint generation;
  SyTable *table;
  GPtrArray *charts;   /* (element-type SyBuiltChart) */
  GPtrArray *findings; /* (element-type utf8) */
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  g_object_unref (read->evaluation);
  g_clear_object (&read->table);
  g_ptr_array_unref (read->definitions);
  g_ptr_array_unref (read->charts);
  g_clear_pointer (&read->findings, g_ptr_array_unref);
  g_free (read->table_id);
  g_free (read);
}

static void
free_chart (gpointer chart)
{
  if (chart)
    sy_built_chart_free (chart);
}

/* A sentence stands once, though a table and its charts may share it. */
static void
add_finding (GPtrArray *findings, const char *text)
{
  if (!g_ptr_array_find_with_equal_func (findings, text, g_str_equal, NULL))
    g_ptr_array_add (findings, g_strdup (text));
}

static gboolean
read_findings (Read *read, GCancellable *cancellable, GError **error)
{
  read->findings = sy_report_list_findings (read->evaluation, read->table_id, cancellable, error);
  for (guint i = 0; read->findings && i < read->definitions->len; i++)
    {
      const SyTemplateChart *definition = read->definitions->pdata[i];
      g_autoptr (GPtrArray) more =
          sy_report_list_findings (read->evaluation, definition->id, cancellable, error);

      if (!more)
        return FALSE;
      for (guint j = 0; j < more->len; j++)
        add_finding (read->findings, more->pdata[j]);
    }
  return read->findings != NULL;
}

static gboolean
read_all (SyJob *job, gpointer data, GError **error)
{
  Read *read = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);

  read->table = sy_evaluation_get_table (read->evaluation, read->table_id, cancellable, error);
  if (!read->table)
    return FALSE;
  for (guint i = 0; i < read->definitions->len; i++)
    {
      SyBuiltChart *chart =
          sy_chart_builder_build (read->evaluation, read->definitions->pdata[i], cancellable, error);

      if (!chart)
        return FALSE;
      g_ptr_array_add (read->charts, chart);
    }
  return read_findings (read, cancellable, error);
}

/* Views of other tables' charts go; those of the same charts stay, and keep the focus. */
static void
forget_charts (SyTablePage *self, Read *read)
{
  GtkWidget *next;

  for (GtkWidget *view = gtk_widget_get_first_child (GTK_WIDGET (self->chart_stack)); view; view = next)
    {
      const char *name = gtk_stack_page_get_name (gtk_stack_get_page (self->chart_stack, view));
      gboolean wanted = FALSE;

      next = gtk_widget_get_next_sibling (view);
      for (guint i = 0; i < read->charts->len; i++)
        wanted = wanted || g_strcmp0 (((SyBuiltChart *) read->charts->pdata[i])->definition->id, name) == 0;
      if (!wanted)
        gtk_stack_remove (self->chart_stack, view);
    }
}

static void
show_charts (SyTablePage *self, Read *read)
{
  forget_charts (self, read);
  for (guint i = 0; i < read->charts->len; i++)
    {
      SyBuiltChart *chart = read->charts->pdata[i];
      GtkWidget *view = gtk_stack_get_child_by_name (self->chart_stack, chart->definition->id);

      if (!view)
        {
          view = sy_chart_view_new (self->session);
          gtk_stack_add_titled (self->chart_stack, view, chart->definition->id, chart->definition->title);
        }
      sy_chart_view_set_chart (SY_CHART_VIEW (view), chart);
      read->charts->pdata[i] = NULL; /* the view has it */
    }
  gtk_widget_set_visible (self->switcher, read->charts->len > 1);
  gtk_widget_set_visible (self->charts, read->charts->len > 0);
}

static void
empty (SyTablePage *self)
{
  g_clear_object (&self->shown);
  sy_table_view_set_table (self->grid, NULL);
}

/* It is the user who cancelled it. */
static void
show_problem (SyTablePage *self, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  gtk_label_set_text (self->finding,
                      cancelled ? _ ("Cancelled: the table is not computed.") : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->finding), TRUE);
  gtk_widget_set_visible (self->again, cancelled);
  gtk_widget_set_visible (self->charts, FALSE);
  empty (self);
}

static void
show_all (SySession *session, gpointer data, const GError *error)
{
  Read *read = data;
  SyTablePage *self = read->page;
  g_autoptr (GString) text = g_string_new (NULL);

  if (read->generation != self->generation)
    return;
  if (error)
    {
      show_problem (self, error);
      return;
    }
  for (guint i = 0; i < read->findings->len; i++)
    g_string_append_printf (text, "%s%s", i ? "\n" : "", (const char *) read->findings->pdata[i]);
  if (text->len == 0 && sy_table_get_description (read->table))
    g_string_append (text, sy_table_get_description (read->table));
  gtk_label_set_text (self->finding, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->finding), text->len > 0);
  show_charts (self, read);
  g_set_object (&self->shown, read->table);
  sy_table_view_set_table (self->grid, read->table);
}

static GPtrArray *
charts_of (SyEvaluation *evaluation, const char *table_id)
{
  GPtrArray *all = sy_plan_get_charts (sy_evaluation_get_plan (evaluation));
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((const SyTemplateChart *) all->pdata[i])->table, table_id))
      g_ptr_array_add (own, all->pdata[i]);
  return own;
}

static void
refresh (SyTablePage *self)
{
  SyEvaluation *evaluation = self->is_view ? self->evaluation : sy_session_get_evaluation (self->session);
  Read *read;

  self->generation++;
  g_clear_object (&self->reading);
  gtk_widget_set_visible (self->again, FALSE);
  if (!evaluation || !self->table_id)
    {
      empty (self);
      gtk_widget_set_visible (GTK_WIDGET (self->finding), FALSE);
      gtk_widget_set_visible (self->charts, FALSE);
      return;
    }
  read = g_new0 (Read, 1);
  read->page = self;
  read->evaluation = g_object_ref (evaluation);
  read->table_id = g_strdup (self->table_id);
  read->generation = self->generation;
  read->definitions = charts_of (evaluation, self->table_id);
  read->charts = g_ptr_array_new_with_free_func (free_chart);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, read_all, show_all, read, free_read);
}

/* The inspector's subject is marked here when it is a cell of this table. */
static void
on_explained_cb (SyTablePage *self)
{
  const SySubject *subject = sy_session_get_subject (self->session);
  GtkWidget *view;

  if (!subject || !subject->table || subject->evaluation != self->evaluation
      || g_strcmp0 (subject->table, self->table_id) != 0)
    return;
  sy_table_view_select (self->grid, subject->column, subject->row);
  view = gtk_stack_get_visible_child (self->chart_stack);
  if (view)
    sy_chart_view_select_row (SY_CHART_VIEW (view), subject->row);
}

/* The session evaluates anew what it shows; a view's owner does so himself. */
static void
on_evaluated_cb (SyTablePage *self)
{
  if (!self->is_view)
    refresh (self);
}

static void
on_row_opened_cb (SyTablePage *self, gint64 row)
{
  g_signal_emit (self, row_opened_signal, 0, row);
}

/* --- the object --- */

static void
sy_table_page_dispose (GObject *object)
{
  SyTablePage *self = SY_TABLE_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->reading);
  g_clear_object (&self->shown);
  g_clear_object (&self->evaluation);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_table_page_parent_class)->dispose (object);
}

static void
sy_table_page_finalize (GObject *object)
{
  g_free (SY_TABLE_PAGE (object)->table_id);
  G_OBJECT_CLASS (sy_table_page_parent_class)->finalize (object);
}

static void
sy_table_page_class_init (SyTablePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_table_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_table_page_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  row_opened_signal = g_signal_new ("row-opened", SY_TYPE_TABLE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
build_charts (SyTablePage *self)
{
  self->chart_stack = GTK_STACK (gtk_stack_new ());
  self->switcher = gtk_stack_switcher_new ();
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (self->switcher), self->chart_stack);
  gtk_widget_set_halign (self->switcher, GTK_ALIGN_START);
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart_stack), TRUE);
  self->charts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_margin_start (self->charts, 18);
  gtk_widget_set_margin_end (self->charts, 18);
  gtk_widget_set_margin_bottom (self->charts, 12);
  gtk_box_append (GTK_BOX (self->charts), self->switcher);
  gtk_box_append (GTK_BOX (self->charts), GTK_WIDGET (self->chart_stack));
}

static void
sy_table_page_init (SyTablePage *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->finding = GTK_LABEL (label);
  gtk_label_set_xalign (self->finding, 0.f);
  gtk_label_set_wrap (self->finding, TRUE);
  gtk_label_set_selectable (self->finding, TRUE);
  gtk_widget_add_css_class (label, "finding");
  gtk_widget_set_margin_start (label, 18);
  gtk_widget_set_margin_end (label, 18);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 12);
  gtk_box_append (GTK_BOX (self->box), label);
  self->again = gtk_button_new_with_mnemonic (_ ("_Compute Again"));
  gtk_widget_set_halign (self->again, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->again, 18);
  gtk_widget_set_margin_bottom (self->again, 12);
  gtk_widget_set_visible (self->again, FALSE);
  g_signal_connect_swapped (self->again, "clicked", G_CALLBACK (refresh), self);
  gtk_box_append (GTK_BOX (self->box), self->again);
  build_charts (self);
}

GtkWidget *
sy_table_page_new (SySession *session)
{
  SyTablePage *self = g_object_new (SY_TYPE_TABLE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->grid = SY_TABLE_VIEW (sy_table_view_new (session));
  gtk_widget_set_size_request (GTK_WIDGET (self->grid), -1, 140);
  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_VERTICAL));
  gtk_paned_set_start_child (self->paned, self->charts);
  gtk_paned_set_end_child (self->paned, GTK_WIDGET (self->grid));
  gtk_paned_set_shrink_start_child (self->paned, FALSE);
  gtk_paned_set_shrink_end_child (self->paned, FALSE);
  gtk_paned_set_resize_start_child (self->paned, TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->paned), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->paned), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Chart and table"), -1);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->paned));
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "explained", G_CALLBACK (on_explained_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
sy_table_page_set_table (SyTablePage *self, const char *table_id)
{
  g_return_if_fail (SY_IS_TABLE_PAGE (self));

  if (g_strcmp0 (self->table_id, table_id) == 0)
    return;
  g_free (self->table_id);
  self->table_id = g_strdup (table_id);
  refresh (self);
}

void
sy_table_page_set_view (SyTablePage *self, SyEvaluation *evaluation, const char *table_id)
{
  g_return_if_fail (SY_IS_TABLE_PAGE (self));

  if (!self->is_view)
    g_signal_connect_object (self->grid, "row-opened", G_CALLBACK (on_row_opened_cb), self,
                             G_CONNECT_SWAPPED);
  self->is_view = TRUE;
  g_set_object (&self->evaluation, evaluation);
  g_free (self->table_id);
  self->table_id = g_strdup (table_id);
  refresh (self);
}

SyTable *
sy_table_page_get_shown (SyTablePage *self)
{
  g_return_val_if_fail (SY_IS_TABLE_PAGE (self), NULL);

  return self->shown;
}

gint64
sy_table_page_get_row (SyTablePage *self)
{
  g_return_val_if_fail (SY_IS_TABLE_PAGE (self), 0);

  return sy_table_view_get_row (self->grid);
}
