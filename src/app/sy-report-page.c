/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-report-page.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-chart-view.h"
#include "sy-report.h"
#include "sy-worksheet.h"

#define CHART_HEIGHT 320
#define MAX_CARDS 5 /* side by side */

struct _SyReportPage
{
  AdwBin parent_instance;

  SySession *session;
  GObject *reading;  /* owner of the read under way: what is not wanted any more is broken off */
  gboolean is_stale; /* a newer evaluation is not read yet: nobody looks at the page */

  GtkStack *stack;
  AdwStatusPage *empty;
  GtkBox *items;
};

G_DEFINE_FINAL_TYPE (SyReportPage, sy_report_page, ADW_TYPE_BIN)

/* --- evaluation, off the main loop --- */

typedef struct
{
  SyReportPage *page;
  SyEvaluation *evaluation;
  GPtrArray *parts;
} Build;

static void
free_build (gpointer data)
{
  Build *build = data;

  g_object_unref (build->evaluation);
  g_clear_pointer (&build->parts, g_ptr_array_unref);
  g_free (build);
}

static gboolean
build_report (SyJob *job, gpointer data, GError **error)
{
  Build *build = data;

  build->parts = sy_report_build (build->evaluation, sy_job_get_cancellable (job), error);
  return build->parts != NULL;
}

/* --- laying out --- */

static GtkWidget *
new_label (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
on_card_cb (SyReportPage *self, GtkWidget *button)
{
  sy_session_explain_name (self->session, g_object_get_data (G_OBJECT (button), "name"));
}

static GtkWidget *
new_card (SyReportPage *self, const SyReportCard *card)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *name = g_strdup_printf ("%s: %s", card->title, card->text);

  gtk_box_append (GTK_BOX (box), new_label (card->title, "card-title", 0.f));
  gtk_box_append (GTK_BOX (box), new_label (card->text, "card-value", 0.f));
  gtk_widget_set_margin_start (box, 6);
  gtk_widget_set_margin_end (box, 6);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_set_tooltip_text (button, _ ("Explain this number"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (card->id), g_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_card_cb), self);
  return button;
}

static GtkWidget *
new_cards (SyReportPage *self, GPtrArray *cards)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (flow), TRUE);
  /* Two even lines look calmer than a full one and a rest. */
  gtk_flow_box_set_max_children_per_line (
      GTK_FLOW_BOX (flow), cards->len <= MAX_CARDS ? MAX (cards->len, 2) : (cards->len + 1) / 2);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), 12);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 12);
  for (guint i = 0; i < cards->len; i++)
    {
      gtk_flow_box_insert (GTK_FLOW_BOX (flow), new_card (self, cards->pdata[i]), -1);
      /* The button takes the focus, not the cell around it. */
      gtk_widget_set_focusable (GTK_WIDGET (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (flow), (int) i)),
                                FALSE);
    }
  return flow;
}

static GtkWidget *
new_chart (SyReportPage *self, SyReportPart *part)
{
  GtkWidget *view = sy_chart_view_new (self->session);

  gtk_widget_set_size_request (view, -1, CHART_HEIGHT);
  sy_chart_view_set_chart (SY_CHART_VIEW (view), g_steal_pointer (&part->chart));
  return view;
}

static void
on_cell_cb (SyReportPage *self, GtkWidget *button)
{
  sy_session_explain_cell (self->session, g_object_get_data (G_OBJECT (button), "table"),
                           g_object_get_data (G_OBJECT (button), "column"),
                           GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "row")));
}

/* Numbers that a formula gave can be opened; keys and texts are plain. */
static GtkWidget *
new_cell (SyReportPage *self, SyReportPart *part, guint column, gint64 row)
{
  const SyTableColumn *look = sy_table_get_columns (part->table)->pdata[column];
  g_autofree char *text = NULL;
  float xalign = look->type == SY_TYPE_TEXT ? 0.f : 1.f;
  GtkWidget *label, *button;

  sy_table_format_cell (part->table, part->frame, column, row,
                        sy_workbook_get_language (sy_session_get_workbook (self->session)), &text);
  label = new_label (text, "numeric", xalign);
  gtk_label_set_wrap (GTK_LABEL (label), FALSE);
  if (!look->is_formula || look->type == SY_TYPE_TEXT)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label),
                               look->type == SY_TYPE_TEXT ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 28);
      return label;
    }
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "cell");
  g_object_set_data_full (G_OBJECT (button), "table", g_strdup (sy_table_get_id (part->table)), g_free);
  g_object_set_data_full (G_OBJECT (button), "column", g_strdup (look->id), g_free);
  g_object_set_data (G_OBJECT (button), "row",
                     GINT_TO_POINTER ((int) sy_frame_get_int64 (part->frame, 0, row)));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_cell_cb), self);
  return button;
}

static GtkWidget *
new_grid (SyReportPage *self, SyReportPart *part)
{
  GtkWidget *grid = gtk_grid_new ();
  GPtrArray *columns = sy_table_get_columns (part->table);
  int position = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *column = columns->pdata[i];
      GtkWidget *header;

      if (column->hidden || column->is_provenance)
        continue;
      header = new_label (column->title, "heading", column->type == SY_TYPE_TEXT ? 0.f : 1.f);
      gtk_label_set_wrap (GTK_LABEL (header), FALSE);
      gtk_grid_attach (GTK_GRID (grid), header, position, 0, 1, 1);
      for (gint64 row = 0; row < sy_frame_get_n_rows (part->frame); row++)
        gtk_grid_attach (GTK_GRID (grid), new_cell (self, part, i, row), position, (int) row + 1, 1, 1);
      position++;
    }
  return grid;
}

static GtkWidget *
new_table (SyReportPage *self, SyReportPart *part)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  gint64 n_rows = sy_table_get_n_rows (part->table);
  g_autofree char *all = g_strdup_printf (_ ("All %'" PRId64 " rows"), n_rows);

  gtk_box_append (GTK_BOX (box), new_label (sy_table_get_title (part->table), "heading", 0.f));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), new_grid (self, part));
  gtk_box_append (GTK_BOX (box), scrolled);
  if (n_rows > sy_frame_get_n_rows (part->frame))
    {
      GtkWidget *more = gtk_button_new_with_label (all);

      gtk_widget_set_halign (more, GTK_ALIGN_START);
      gtk_widget_add_css_class (more, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (more), "win.table");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (more), "s", sy_table_get_id (part->table));
      gtk_box_append (GTK_BOX (box), more);
    }
  return box;
}

static GtkWidget *
new_part (SyReportPage *self, SyReportPart *part)
{
  GtkWidget *label;

  switch (part->kind)
    {
    case SY_REPORT_HEADING:
      return new_label (part->text, "title-2", 0.f);
    case SY_REPORT_CARDS:
      return new_cards (self, part->cards);
    case SY_REPORT_CHART:
      return new_chart (self, part);
    case SY_REPORT_TABLE:
      return new_table (self, part);
    case SY_REPORT_NOTE:
    default:
      label = new_label (part->text, "finding", 0.f);
      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      return label;
    }
}

static void
clear_items (SyReportPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->items))))
    gtk_box_remove (self->items, child);
}

static void read_report (SyReportPage *self);

/* It is the user who cancelled it. */
static void
show_cancelled (SyReportPage *self)
{
  GtkWidget *again = gtk_button_new_with_mnemonic (_ ("_Compute Again"));

  clear_items (self);
  gtk_widget_set_halign (again, GTK_ALIGN_START);
  g_signal_connect_swapped (again, "clicked", G_CALLBACK (read_report), self);
  gtk_box_append (self->items, new_label (_ ("Cancelled: the report is not computed."), "finding", 0.f));
  gtk_box_append (self->items, again);
  gtk_stack_set_visible_child_name (self->stack, "report");
}

static void
show_report (SySession *session, gpointer data, const GError *error)
{
  Build *build = data;
  SyReportPage *self = build->page;

  g_clear_object (&self->reading);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      show_cancelled (self);
      return;
    }
  if (error)
    {
      adw_status_page_set_description (self->empty, error->message);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      sy_session_fail (session, error);
      return;
    }
  if (build->evaluation != sy_session_get_evaluation (session))
    return; /* a newer one is on its way */
  clear_items (self);
  for (guint i = 0; i < build->parts->len; i++)
    gtk_box_append (self->items, new_part (self, build->parts->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, "report");
}

/* A template that needs no file, or finds in the files that there are what it needs. */
static gboolean
has_results (SyWorkbook *workbook)
{
  GPtrArray *tables = sy_workbook_list_tables (workbook);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];

      if (!table->unavailable && !table->definition->is_source
          && g_strcmp0 (table->definition->rows, "INPUT") != 0
          && !sy_workbook_find_worksheet_of (workbook, table->definition->id))
        return TRUE;
    }
  return sy_workbook_get_sources (workbook)->len > 0;
}

static void
read_report (SyReportPage *self)
{
  SyEvaluation *evaluation = sy_session_get_evaluation (self->session);
  Build *build;

  self->is_stale = FALSE;
  g_clear_object (&self->reading);
  if (!evaluation || !has_results (sy_session_get_workbook (self->session)))
    {
      const char *problem = sy_session_get_problem (self->session);

      if (problem)
        adw_status_page_set_description (self->empty, problem);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "empty") == 0)
    clear_items (self); /* what is computed is not waited for */
  gtk_stack_set_visible_child_name (self->stack, "report");
  build = g_new0 (Build, 1);
  build->page = self;
  build->evaluation = g_object_ref (evaluation);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, build_report, show_report, build, free_build);
}

/* A report reads everything: it is only computed for who looks at it. */
static void
on_evaluated_cb (SyReportPage *self)
{
  g_clear_object (&self->reading);
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    read_report (self);
}

static void
sy_report_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sy_report_page_parent_class)->map (widget);
  if (SY_REPORT_PAGE (widget)->is_stale)
    read_report (SY_REPORT_PAGE (widget));
}

static void
sy_report_page_dispose (GObject *object)
{
  g_clear_object (&SY_REPORT_PAGE (object)->reading);
  g_clear_object (&SY_REPORT_PAGE (object)->session);
  G_OBJECT_CLASS (sy_report_page_parent_class)->dispose (object);
}

static void
sy_report_page_class_init (SyReportPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_report_page_dispose;
  widget_class->map = sy_report_page_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-report-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyReportPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyReportPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SyReportPage, items);
}

static void
sy_report_page_init (SyReportPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_report_page_new (SySession *session)
{
  SyReportPage *self = g_object_new (SY_TYPE_REPORT_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  self->is_stale = TRUE;
  return GTK_WIDGET (self);
}
