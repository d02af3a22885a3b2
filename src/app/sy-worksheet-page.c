/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-worksheet-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-chart-view.h"
#include "sy-indicator-text.h"
#include "sy-link-dialog.h"
#include "sy-parameter-field.h"
#include "sy-sheet-grid.h"
#include "sy-worksheet-dialog.h"
#include "sy-worksheet-print.h"
#include "sy-worksheet-reader.h"

#define CHART_HEIGHT 300

struct _SyWorksheetPage
{
  AdwBin parent_instance;

  SySession *session;
  char *id;             /* NULL: none */
  SyTemplate *template; /* of it, as the widgets were made from */
  GHashTable *forms;    /* table id → SySheetRows: what is wrong in a form is kept while another is shown */
  GPtrArray *grids;     /* (element-type SySheetGrid) of the present worksheet, borrowed */
  GPtrArray *views;     /* (element-type SyChartView) likewise */
  GPtrArray *view_names; /* (element-type utf8) the chart of each */
  GPtrArray *fields;     /* (element-type SyParameterField) */
  GObject *reading;      /* owner of the read under way */
  guint generation;
  double place;      /* of the form that is filled, on the screen */
  gboolean is_shown; /* it was read once */
  guint place_id;    /* it is to be kept there */
  GtkFileChooserNative *chooser;

  GtkStack *stack;
  AdwStatusPage *empty;
  GtkScrolledWindow *scrolled;
  GtkLabel *title;
  GtkLabel *tags;
  GtkLabel *finding;
  GtkFlowBox *parameters;
  GtkBox *charts;
  GtkBox *tables;
};

G_DEFINE_FINAL_TYPE (SyWorksheetPage, sy_worksheet_page, ADW_TYPE_BIN)

static SyWorkbook *
get_workbook (SyWorksheetPage *self)
{
  return sy_session_get_workbook (self->session);
}

static SyWorksheet *
get_worksheet (SyWorksheetPage *self)
{
  return self->id ? sy_workbook_find_worksheet (get_workbook (self), self->id) : NULL;
}

/* --- tables --- */

static void
on_explain_cb (SyWorksheetPage *self, guint row, const char *column, SySheetGrid *grid)
{
  sy_session_explain_cell (self->session, sy_sheet_rows_get_id (sy_sheet_grid_get_rows (grid)), column,
                           (gint64) row + 1);
}

static void
on_follow_cb (SyWorksheetPage *self, const char *link)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.follow-link", "s", link);
}

static void
on_link_cb (SyWorksheetPage *self, guint row, const char *column, SySheetGrid *grid)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));

  gtk_window_present (GTK_WINDOW (sy_link_dialog_new (window, self->session, grid)));
}

static void
on_said_cb (SyWorksheetPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text);
}

/* The item of a row is marked in the drawings of its table. */
static void
on_row_chosen_cb (SyWorksheetPage *self, guint row, SySheetGrid *grid)
{
  const char *table = sy_sheet_rows_get_id (sy_sheet_grid_get_rows (grid));
  GPtrArray *charts = self->template ? sy_template_get_charts (self->template) : NULL;

  for (guint i = 0; i < self->views->len; i++)
    for (guint j = 0; charts && j < charts->len; j++)
      {
        const SyTemplateChart *chart = charts->pdata[j];

        if (g_str_equal (chart->id, self->view_names->pdata[i]) && g_strcmp0 (chart->table, table) == 0)
          sy_chart_view_select_row (self->views->pdata[i], (gint64) row + 1);
      }
}

static SySheetRows *
get_form (SyWorksheetPage *self, const SyTemplateTable *definition)
{
  SySheetRows *rows = g_hash_table_lookup (self->forms, definition->id);

  if (rows)
    {
      sy_sheet_rows_refresh (rows);
      return rows;
    }
  rows = g_strcmp0 (definition->rows, "INPUT") == 0
             ? sy_sheet_rows_new (self->session, self->template, definition)
             : sy_sheet_rows_new_computed (self->session, definition->id);
  g_hash_table_insert (self->forms, g_strdup (definition->id), rows);
  return rows;
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* A broad table scrolls by itself, so that head, drawings and menu stay in sight. */
static GtkWidget *
wrap_grid (GtkWidget *grid)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);

  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), grid);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), viewport);
  gtk_widget_add_css_class (scrolled, "sheet-card");
  return scrolled;
}

static void
add_table (SyWorksheetPage *self, const SyTemplateTable *definition)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = sy_sheet_grid_new (get_form (self, definition));

  gtk_box_append (GTK_BOX (box), new_label (definition->title, "heading"));
  if (definition->description)
    gtk_box_append (GTK_BOX (box), new_label (definition->description, "hint"));
  gtk_box_append (GTK_BOX (box), wrap_grid (grid));
  g_signal_connect_object (grid, "explain", G_CALLBACK (on_explain_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "follow", G_CALLBACK (on_follow_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "link", G_CALLBACK (on_link_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "said", G_CALLBACK (on_said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (grid, "row-chosen", G_CALLBACK (on_row_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->tables, box);
  g_ptr_array_add (self->grids, grid);
}

static SySheetGrid *
find_grid (SyWorksheetPage *self, const char *table)
{
  for (guint i = 0; i < self->grids->len; i++)
    if (g_str_equal (sy_sheet_rows_get_id (sy_sheet_grid_get_rows (self->grids->pdata[i])), table))
      return self->grids->pdata[i];
  return NULL;
}

/* --- drawings --- */

static int
find_column (SySheetGrid *grid, const char *id)
{
  GPtrArray *columns = sy_sheet_rows_get_columns (sy_sheet_grid_get_rows (grid));

  for (guint i = 0; i < columns->len; i++)
    if (g_strcmp0 (((const SySheetColumn *) columns->pdata[i])->id, id) == 0)
      return (int) i;
  return -1;
}

/* What a row says, in one text. */
static char *
join_row (SySheetRows *rows, guint row)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sy_sheet_rows_get_columns (rows)->len; i++)
    {
      g_autofree char *cell = sy_sheet_rows_dup_shown (rows, row, i);

      g_string_append_printf (text, "%s\n", cell);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A drawing is mostly made of what was computed: the row that was typed is the one whose words are in it. */
static gboolean
find_origin (SyWorksheetPage *self, const char *text, SySheetGrid **grid, guint *row, guint *column)
{
  gsize longest = 0;

  for (guint i = 0; i < self->grids->len; i++)
    {
      SySheetRows *rows = sy_sheet_grid_get_rows (self->grids->pdata[i]);
      guint n = sy_sheet_rows_is_typed (rows) ? sy_sheet_rows_get_n_rows (rows) : 0;

      for (guint r = 0; r < n; r++)
        for (guint c = 0; c < sy_sheet_rows_get_columns (rows)->len; c++)
          {
            const SySheetColumn *look = sy_sheet_rows_get_columns (rows)->pdata[c];
            g_autofree char *cell = sy_sheet_rows_dup_text (rows, r, c);

            if (look->kind != SY_SHEET_TEXT || strlen (cell) <= longest || !strstr (text, cell))
              continue;
            longest = strlen (cell);
            *grid = self->grids->pdata[i];
            *row = r;
            *column = c;
          }
    }
  return longest > 0;
}

static void
on_item_chosen_cb (SyWorksheetPage *self, const char *table, const char *column, gint64 row)
{
  SySheetGrid *grid = find_grid (self, table);
  SySheetGrid *origin = NULL;
  g_autofree char *text = NULL;
  guint r, c;

  if (grid && row >= 1 && sy_sheet_rows_is_typed (sy_sheet_grid_get_rows (grid)))
    {
      sy_sheet_grid_select (grid, (guint) row - 1, find_column (grid, column));
      return;
    }
  text = grid && row >= 1 ? join_row (sy_sheet_grid_get_rows (grid), (guint) row - 1) : NULL;
  if (text && find_origin (self, text, &origin, &r, &c))
    sy_sheet_grid_select (origin, r, (int) c);
  else
    sy_session_explain_cell (self->session, table, column, row);
}

static void
add_chart (SyWorksheetPage *self, const SyTemplateChart *definition)
{
  GtkWidget *view = sy_chart_view_new (self->session);

  gtk_widget_set_size_request (view, -1, CHART_HEIGHT);
  gtk_widget_set_visible (view, FALSE);
  g_signal_connect_object (view, "item-chosen", G_CALLBACK (on_item_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->charts, view);
  g_ptr_array_add (self->views, view);
  g_ptr_array_add (self->view_names, g_strdup (definition->id));
}

/* --- showing what was read --- */

typedef struct
{
  SyWorksheetPage *page;
  SyWorksheetReading *reading;
  guint generation;
} Read;

static void
free_read (gpointer data)
{
  Read *read = data;

  sy_worksheet_reading_free (read->reading);
  g_free (read);
}

static gboolean
run_read (SyJob *job, gpointer data, GError **error)
{
  Read *read = data;

  return sy_worksheet_reading_read (read->reading, sy_job_get_cancellable (job), error);
}

static void
show_findings (SyWorksheetPage *self, SyWorksheetReading *reading)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *description = sy_template_get_description (reading->template);
  const char *said[] = { "finding", NULL }, *about[] = { "hint", NULL };

  for (guint i = 0; i < reading->findings->len; i++)
    g_string_append_printf (text, "%s%s", i ? "\n" : "", (const char *) reading->findings->pdata[i]);
  gtk_widget_set_css_classes (GTK_WIDGET (self->finding), text->len ? said : about);
  if (text->len == 0 && description)
    g_string_append (text, description);
  gtk_label_set_text (self->finding, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->finding), text->len > 0);
}

static void
show_parameters (SyWorksheetPage *self, SyWorksheetReading *reading)
{
  for (guint i = 0; i < self->fields->len; i++)
    for (guint j = 0; j < reading->names->len; j++)
      if (g_str_equal (sy_parameter_field_get_id (self->fields->pdata[i]), reading->names->pdata[j]))
        sy_parameter_field_update (self->fields->pdata[i], reading->values->pdata[j]);
}

static void
show_charts (SyWorksheetPage *self, SyWorksheetReading *reading)
{
  for (guint i = 0; i < self->views->len; i++)
    {
      SyBuiltChart *found = NULL;

      for (guint j = 0; j < reading->charts->len; j++)
        {
          SyBuiltChart *chart = reading->charts->pdata[j];

          if (!chart || !g_str_equal (chart->definition->id, self->view_names->pdata[i]))
            continue;
          found = chart;
          reading->charts->pdata[j] = NULL; /* the view has it */
        }
      /* Nothing to draw yet: the form stands in its place. */
      gtk_widget_set_visible (self->views->pdata[i], found && !sy_chart_is_empty (found->chart));
      if (found)
        gtk_widget_set_size_request (
            self->views->pdata[i], -1,
            sy_chart_type_is_drawing (sy_chart_get_chart_type (found->chart)) ? -1 : CHART_HEIGHT);
      sy_chart_view_set_chart (self->views->pdata[i], found);
    }
}

static void
show_tables (SyWorksheetPage *self, SyWorksheetReading *reading)
{
  for (guint i = 0; i < reading->tables->len; i++)
    {
      SyWorksheetTable *table = reading->tables->pdata[i];
      SySheetGrid *grid = find_grid (self, table->definition->id);
      SySheetRows *rows = grid ? sy_sheet_grid_get_rows (grid) : NULL;

      if (!rows)
        continue;
      for (guint j = 0; j < table->choices->len; j++)
        sy_sheet_rows_set_choices (rows, table->choice_columns->pdata[j], table->choices->pdata[j]);
      sy_sheet_rows_set_remarks (rows, table->remarks);
      sy_sheet_rows_set_results (rows, table->table, table->frame);
      gtk_widget_set_tooltip_text (GTK_WIDGET (grid), table->problem);
    }
}

/* What is typed in stays where it is on the screen while drawings above it grow. */
static gboolean
get_place (SyWorksheetPage *self, double *y)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GtkWidget *grid = focus ? gtk_widget_get_ancestor (focus, SY_TYPE_SHEET_GRID) : NULL;
  graphene_point_t at;

  if (!grid || !gtk_widget_is_ancestor (grid, GTK_WIDGET (self->scrolled))
      || !gtk_widget_compute_point (grid, GTK_WIDGET (self->scrolled), &GRAPHENE_POINT_INIT (0, 0), &at))
    return FALSE;
  *y = at.y;
  return TRUE;
}

static gboolean
keep_place_cb (gpointer data)
{
  SyWorksheetPage *self = data;
  double y;

  self->place_id = 0;
  if (get_place (self, &y))
    {
      GtkAdjustment *vertical = gtk_scrolled_window_get_vadjustment (self->scrolled);

      gtk_adjustment_set_value (vertical, gtk_adjustment_get_value (vertical) + y - self->place);
    }
  return G_SOURCE_REMOVE;
}

static void
keep_place (SyWorksheetPage *self)
{
  if (self->place_id == 0 && get_place (self, &self->place))
    self->place_id = g_idle_add_full (GDK_PRIORITY_REDRAW + 5, keep_place_cb, self, NULL);
}

static void
show_reading (SySession *session, gpointer data, const GError *error)
{
  Read *read = data;
  SyWorksheetPage *self = read->page;

  if (read->generation != self->generation || error)
    return;
  if (self->is_shown)
    keep_place (self);
  self->is_shown = TRUE;
  show_findings (self, read->reading);
  show_parameters (self, read->reading);
  show_charts (self, read->reading);
  show_tables (self, read->reading);
}

static void
refresh (SyWorksheetPage *self)
{
  SyEvaluation *evaluation = sy_session_get_evaluation (self->session);
  Read *read;

  self->generation++;
  g_clear_object (&self->reading);
  if (!evaluation || !self->template)
    return;
  read = g_new0 (Read, 1);
  read->page = self;
  read->generation = self->generation;
  read->reading = sy_worksheet_reading_new (evaluation, self->template);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, run_read, show_reading, read, free_read);
}

/* --- the worksheet --- */

static void
add_tag (GString *text, const char *tag)
{
  g_string_append_printf (text, "%s%s", text->len ? " · " : "", tag);
}

static void
show_head (SyWorksheetPage *self, const SyWorksheet *worksheet)
{
  g_auto (GStrv) lines = g_strsplit (worksheet->line ? worksheet->line : "", " ", -1);
  g_autoptr (GString) tags = g_string_new (NULL);

  gtk_label_set_text (self->title, worksheet->title);
  if (worksheet->level && *worksheet->level)
    add_tag (tags, sy_indicator_level_get_title (worksheet->level));
  for (char **line = lines; *line; line++)
    if (**line)
      add_tag (tags, sy_worksheet_line_get_title (*line));
  gtk_label_set_text (self->tags, tags->str);
  gtk_widget_set_visible (GTK_WIDGET (self->tags), tags->len > 0);
}

static void
clear_box (GtkBox *box)
{
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (box)));)
    gtk_box_remove (box, child);
}

static void
clear (SyWorksheetPage *self)
{
  g_ptr_array_set_size (self->grids, 0);
  g_ptr_array_set_size (self->views, 0);
  g_ptr_array_set_size (self->view_names, 0);
  g_ptr_array_set_size (self->fields, 0);
  for (GtkWidget *child; (child = gtk_widget_get_first_child (GTK_WIDGET (self->parameters)));)
    gtk_flow_box_remove (self->parameters, child);
  clear_box (self->charts);
  clear_box (self->tables);
  gtk_label_set_text (self->finding, "");
  g_clear_object (&self->template);
  self->is_shown = FALSE;
}

static void
add_fields (SyWorksheetPage *self)
{
  GPtrArray *parameters = sy_template_get_parameters (self->template);

  for (guint i = 0; i < parameters->len; i++)
    {
      GtkWidget *field =
          sy_parameter_field_new (self->session, ((const SyTemplateParameter *) parameters->pdata[i])->id);

      gtk_flow_box_insert (self->parameters, field, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (field), FALSE);
      g_ptr_array_add (self->fields, field);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->parameters), parameters->len > 0);
}

static void
add_parts (SyWorksheetPage *self)
{
  GPtrArray *charts = sy_template_get_charts (self->template);
  GPtrArray *tables = sy_template_get_tables (self->template);

  add_fields (self);
  for (guint i = 0; i < charts->len; i++)
    add_chart (self, charts->pdata[i]);
  /* Those to be filled come first: what is computed of them stands below. */
  for (int typed = 1; typed >= 0; typed--)
    for (guint i = 0; i < tables->len; i++)
      {
        const SyTemplateTable *definition = tables->pdata[i];
        gboolean is_typed = g_strcmp0 (definition->rows, "INPUT") == 0;

        if (!definition->hidden && !definition->is_source && is_typed == typed)
          add_table (self, definition);
      }
}

/* Forms of another making of the same worksheet, such as one that came back by an undo. */
static void
forget_forms (SyWorksheetPage *self)
{
  GPtrArray *tables = sy_template_get_tables (self->template);

  for (guint i = 0; i < tables->len; i++)
    g_hash_table_remove (self->forms, ((const SyTemplateTable *) tables->pdata[i])->id);
}

static gboolean
is_same_kind (SyTemplate *a, SyTemplate *b)
{
  g_autofree char *left = a && b && a != b ? sy_template_dup_text (a, NULL) : NULL;
  g_autofree char *right = left ? sy_template_dup_text (b, NULL) : NULL;

  return a == b || (left && right && g_str_equal (left, right));
}

static void
show_worksheet (SyWorksheetPage *self)
{
  SyWorksheet *worksheet = get_worksheet (self);

  if (!worksheet || !worksheet->template)
    {
      if (worksheet && worksheet->problem)
        adw_status_page_set_title (self->empty, worksheet->title);
      adw_status_page_set_description (self->empty, worksheet ? worksheet->problem : NULL);
      clear (self);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  show_head (self, worksheet);
  if (!is_same_kind (self->template, worksheet->template))
    {
      gboolean is_other_text = self->template != NULL;

      clear (self);
      self->template = g_object_ref (worksheet->template);
      if (is_other_text)
        forget_forms (self);
      add_parts (self);
    }
  gtk_stack_set_visible_child_name (self->stack, "sheet");
}

static void
on_workbook_changed_cb (SyWorksheetPage *self)
{
  for (guint i = 0; i < self->grids->len; i++)
    sy_sheet_rows_refresh (sy_sheet_grid_get_rows (self->grids->pdata[i]));
  for (guint i = 0; i < self->fields->len; i++)
    sy_parameter_field_update (self->fields->pdata[i], NULL);
}

static void
on_evaluated_cb (SyWorksheetPage *self)
{
  show_worksheet (self);
  on_workbook_changed_cb (self);
  refresh (self);
}

/* --- actions --- */

static void
fail (SyWorksheetPage *self, const GError *error)
{
  if (error)
    sy_session_fail (self->session, error);
}

static void
on_edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWorksheetPage *self = SY_WORKSHEET_PAGE (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));

  if (get_worksheet (self))
    gtk_window_present (GTK_WINDOW (sy_worksheet_dialog_new (window, self->session, self->id)));
}

static void
move (SyWorksheetPage *self, int by)
{
  GPtrArray *worksheets = sy_workbook_get_worksheets (get_workbook (self));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < worksheets->len; i++)
    {
      int place = (int) i + by;

      if (g_strcmp0 (((const SyWorksheet *) worksheets->pdata[i])->id, self->id) != 0)
        continue;
      if (place >= 0 && place < (int) worksheets->len)
        sy_workbook_move_worksheet (get_workbook (self), self->id, (guint) place, &error);
      break;
    }
  fail (self, error);
}

static void
on_move_up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (SY_WORKSHEET_PAGE (widget), -1);
}

static void
on_move_down_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (SY_WORKSHEET_PAGE (widget), 1);
}

static void
on_remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWorksheetPage *self = SY_WORKSHEET_PAGE (widget);

  if (self->id)
    gtk_widget_activate_action (widget, "win.remove-worksheet", "s", self->id);
}

static void
on_print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWorksheetPage *self = SY_WORKSHEET_PAGE (widget);

  sy_worksheet_page_commit (self);
  if (get_worksheet (self))
    sy_worksheet_print (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->id);
}

static void
on_save_drawing_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWorksheetPage *self = SY_WORKSHEET_PAGE (widget);

  sy_worksheet_page_commit (self);
  if (get_worksheet (self))
    sy_worksheet_save_drawing (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->id);
}

/* --- the object --- */

static void
sy_worksheet_page_dispose (GObject *object)
{
  SyWorksheetPage *self = SY_WORKSHEET_PAGE (object);

  if (self->session)
    sy_worksheet_page_commit (self);
  g_clear_handle_id (&self->place_id, g_source_remove);
  g_clear_object (&self->reading);
  g_clear_object (&self->chooser);
  g_ptr_array_set_size (self->grids, 0);
  g_ptr_array_set_size (self->views, 0);
  g_ptr_array_set_size (self->fields, 0);
  g_hash_table_remove_all (self->forms);
  g_clear_object (&self->template);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_worksheet_page_parent_class)->dispose (object);
}

static void
sy_worksheet_page_finalize (GObject *object)
{
  SyWorksheetPage *self = SY_WORKSHEET_PAGE (object);

  g_ptr_array_unref (self->grids);
  g_ptr_array_unref (self->views);
  g_ptr_array_unref (self->view_names);
  g_ptr_array_unref (self->fields);
  g_hash_table_unref (self->forms);
  g_free (self->id);
  G_OBJECT_CLASS (sy_worksheet_page_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "worksheet.edit", NULL, on_edit_cb);
  gtk_widget_class_install_action (klass, "worksheet.move-up", NULL, on_move_up_cb);
  gtk_widget_class_install_action (klass, "worksheet.move-down", NULL, on_move_down_cb);
  gtk_widget_class_install_action (klass, "worksheet.remove", NULL, on_remove_cb);
  gtk_widget_class_install_action (klass, "worksheet.print", NULL, on_print_cb);
  gtk_widget_class_install_action (klass, "worksheet.save-drawing", NULL, on_save_drawing_cb);
}

static void
sy_worksheet_page_class_init (SyWorksheetPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_worksheet_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_worksheet_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-worksheet-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, empty);
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, title);
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, tags);
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, finding);
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, parameters);
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, charts);
  gtk_widget_class_bind_template_child (widget_class, SyWorksheetPage, tables);
  install_actions (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.find-in-worksheets",
                                       NULL);
}

static void
sy_worksheet_page_init (SyWorksheetPage *self)
{
  self->forms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->grids = g_ptr_array_new ();
  self->views = g_ptr_array_new ();
  self->view_names = g_ptr_array_new_with_free_func (g_free);
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_worksheet_page_new (SySession *session)
{
  SyWorksheetPage *self = g_object_new (SY_TYPE_WORKSHEET_PAGE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (get_workbook (self), "changed", G_CALLBACK (on_workbook_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
sy_worksheet_page_set_worksheet (SyWorksheetPage *self, const char *id)
{
  g_return_if_fail (SY_IS_WORKSHEET_PAGE (self));

  if (g_strcmp0 (self->id, id) == 0)
    return;
  sy_worksheet_page_commit (self);
  clear (self);
  g_free (self->id);
  self->id = g_strdup (id);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  show_worksheet (self);
  refresh (self);
}

const char *
sy_worksheet_page_get_worksheet (SyWorksheetPage *self)
{
  g_return_val_if_fail (SY_IS_WORKSHEET_PAGE (self), NULL);

  return self->id;
}

void
sy_worksheet_page_begin (SyWorksheetPage *self)
{
  g_return_if_fail (SY_IS_WORKSHEET_PAGE (self));

  for (guint i = 0; i < self->grids->len; i++)
    if (sy_sheet_grid_begin (self->grids->pdata[i]))
      return;
}

void
sy_worksheet_page_select (SyWorksheetPage *self, const char *table, guint row, const char *column)
{
  SySheetGrid *grid;

  g_return_if_fail (SY_IS_WORKSHEET_PAGE (self) && table && column);

  grid = find_grid (self, table);
  if (!grid)
    return;
  sy_sheet_grid_select (grid, row, find_column (grid, column));
  gtk_widget_child_focus (GTK_WIDGET (grid), GTK_DIR_TAB_FORWARD);
}

void
sy_worksheet_page_commit (SyWorksheetPage *self)
{
  g_return_if_fail (SY_IS_WORKSHEET_PAGE (self));

  for (guint i = 0; i < self->grids->len; i++)
    sy_sheet_grid_commit (self->grids->pdata[i]);
  for (guint i = 0; i < self->fields->len; i++)
    sy_parameter_field_commit (self->fields->pdata[i]);
}

gboolean
sy_worksheet_page_take_back (SyWorksheetPage *self)
{
  gboolean taken = FALSE;

  g_return_val_if_fail (SY_IS_WORKSHEET_PAGE (self), FALSE);

  sy_worksheet_page_commit (self);
  for (guint i = 0; i < self->grids->len; i++)
    taken = sy_sheet_rows_forget_errors (sy_sheet_grid_get_rows (self->grids->pdata[i])) || taken;
  return taken;
}
