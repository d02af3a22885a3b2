/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-indicator-page.h"

#include <glib/gi18n.h>

#include "sy-indicator-calculator.h"
#include "sy-indicator-list.h"
#include "sy-indicator-text.h"
#include "sy-view.h"

#define VIEW_TABLE "view"

struct _SyIndicatorPage
{
  AdwBin parent_instance;

  SySession *session;
  SyIndicator *indicator; /* the open one; NULL: none */
  SyIndicatorList *list;
  SyIndicatorCalculator *calculator;
  GObject *reading; /* owner of the reading under way */

  AdwLeaflet *leaflet;
  AdwBin *list_bin;
  GtkStack *stack;
  GtkWidget *back;
  GtkLabel *title;
  GtkLabel *tags;
  GtkLabel *meaning;
  GtkLabel *words;
  GtkLabel *formula;
  GtkLabel *facts;
  GtkLabel *edges;
  GtkWidget *edges_title;
  AdwActionRow *value_row;
  GtkLabel *value;
  AdwBin *calculator_bin;
};

G_DEFINE_FINAL_TYPE (SyIndicatorPage, sy_indicator_page, ADW_TYPE_BIN)

/* --- its value from the data, off the main loop --- */

typedef struct
{
  SyIndicatorPage *page; /* borrowed: its token owns the fetch */
  SyEvaluation *evaluation;
  char *column;
  char *language;
  char *text;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->evaluation);
  g_free (reading->column);
  g_free (reading->language);
  g_free (reading->text);
  g_free (reading);
}

static gboolean
read_value (SyJob *job, gpointer data, GError **error)
{
  Reading *reading = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  g_autoptr (SyTable) table = sy_evaluation_get_table (reading->evaluation, VIEW_TABLE, cancellable, error);
  g_autoptr (SyFrame) frame = table ? sy_table_read (table, 0, 1, -1, FALSE, cancellable, error) : NULL;
  int column = frame ? sy_table_find_column (table, reading->column) : -1;

  if (column >= 0 && sy_frame_get_n_rows (frame) > 0)
    sy_table_format_cell (table, frame, (guint) column, 0, reading->language, &reading->text);
  return frame != NULL;
}

static void
show_value (SySession *session, gpointer data, const GError *error)
{
  Reading *reading = data;

  gtk_label_set_text (reading->page->value, reading->text ? reading->text : "—");
  if (error)
    gtk_widget_set_tooltip_text (GTK_WIDGET (reading->page->value), error->message);
}

static void
fetch_value (SyIndicatorPage *self, SyEvaluation *evaluation)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->page = self;
  reading->evaluation = g_object_ref (evaluation);
  reading->column = g_strdup (sy_indicator_get_id (self->indicator));
  reading->language = g_strdup (sy_evaluation_get_language (evaluation));
  g_clear_object (&self->reading);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, read_value, show_value, reading, free_reading);
}

/* For the period at the top of the window. */
static void
refresh_value (SyIndicatorPage *self)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  const char *ids[] = { NULL, NULL };
  const char *period = sy_session_get_period (self->session);
  g_autofree char *missing = NULL;
  g_autofree char *subtitle = NULL;
  g_autoptr (SyView) view = sy_view_new ();
  g_autoptr (SyEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->reading);
  if (!self->indicator)
    return;
  ids[0] = sy_indicator_get_id (self->indicator);
  missing = sy_indicator_dup_missing (self->indicator, workbook);
  if (!sy_indicator_is_from_data (self->indicator))
    subtitle = g_strdup (_ ("No table brings it: type its inputs below."));
  else if (missing)
    subtitle = g_strdup_printf (_ ("It %s: bring such a table."), missing);
  sy_view_set_indicators (view, ids);
  sy_view_set_period (view, period, NULL);
  if (!subtitle)
    evaluation = sy_workbook_evaluate_view (workbook, view, &error);
  if (evaluation)
    subtitle = g_strdup (*period ? period : _ ("All there is"));
  else if (error)
    subtitle = g_strdup (error->message);
  adw_action_row_set_subtitle (self->value_row, subtitle);
  gtk_label_set_text (self->value, evaluation ? "" : "—");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "indicator.explore", evaluation != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "indicator.pin", evaluation != NULL);
  if (evaluation)
    fetch_value (self, evaluation);
}

/* --- what is said of it --- */

static void
append_titles (GString *text, const char *const *names, const char *(*get_title) (const char *) )
{
  for (guint i = 0; names && names[i]; i++)
    if (get_title (names[i]))
      g_string_append_printf (text, "%s%s", text->len ? " · " : "", get_title (names[i]));
}

static void
show_tags (SyIndicatorPage *self)
{
  const char *const view[] = { sy_indicator_get_view (self->indicator), NULL };
  g_autoptr (GString) text = g_string_new (sy_indicator_get_domain_title (self->indicator));

  append_titles (text, view, sy_indicator_view_get_title);
  append_titles (text, sy_indicator_get_levels (self->indicator), sy_indicator_level_get_title);
  append_titles (text, sy_indicator_get_lines (self->indicator), sy_indicator_line_get_title);
  gtk_label_set_text (self->tags, text->str);
}

static void
show_facts (SyIndicatorPage *self)
{
  const char *unit = sy_indicator_get_unit_name (self->indicator);
  g_autofree char *text =
      g_strdup_printf ("%s%s%s · %s", unit ? unit : "", unit ? " · " : "",
                       sy_indicator_direction_get_title (sy_indicator_get_direction (self->indicator)),
                       sy_indicator_grain_get_title (self->indicator));

  gtk_label_set_text (self->facts, text);
}

static void
show_edges (SyIndicatorPage *self)
{
  const char *const *edges = sy_indicator_get_edges (self->indicator);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; edges[i]; i++)
    g_string_append_printf (text, "%s• %s", i ? "\n" : "", edges[i]);
  gtk_label_set_text (self->edges, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->edges), text->len > 0);
  gtk_widget_set_visible (self->edges_title, text->len > 0);
}

static void
open_indicator (SyIndicatorPage *self, SyIndicator *indicator)
{
  g_autofree char *words =
      sy_indicator_dup_words (indicator, sy_workbook_get_language (sy_session_get_workbook (self->session)));

  g_set_object (&self->indicator, indicator);
  gtk_label_set_text (self->title, sy_indicator_get_title (indicator));
  gtk_label_set_text (self->meaning, sy_indicator_get_meaning (indicator));
  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->formula, sy_indicator_get_formula (indicator));
  show_tags (self);
  show_facts (self);
  show_edges (self);
  sy_indicator_calculator_set_indicator (self->calculator, indicator);
  refresh_value (self);
  gtk_stack_set_visible_child_name (self->stack, "indicator");
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

void
sy_indicator_page_open (SyIndicatorPage *self, const char *id)
{
  SyCatalogue *catalogue;
  SyIndicator *indicator;

  g_return_if_fail (SY_IS_INDICATOR_PAGE (self));

  catalogue = sy_workbook_get_catalogue (sy_session_get_workbook (self->session));
  indicator = id ? sy_catalogue_find_indicator (catalogue, id, NULL) : NULL;
  if (!indicator)
    return;
  sy_indicator_list_select (self->list, indicator);
  open_indicator (self, indicator);
}

/* --- actions --- */

static void
on_explore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyIndicatorPage *self = SY_INDICATOR_PAGE (widget);

  if (self->indicator)
    gtk_widget_activate_action (widget, "win.explore", "s", sy_indicator_get_id (self->indicator));
}

static void
on_pin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyIndicatorPage *self = SY_INDICATOR_PAGE (widget);

  if (self->indicator)
    gtk_widget_activate_action (widget, "win.pin", "(ss)", sy_indicator_get_id (self->indicator), "");
}

static void
on_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_leaflet_navigate (SY_INDICATOR_PAGE (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/* --- the object --- */

static void
sy_indicator_page_dispose (GObject *object)
{
  SyIndicatorPage *self = SY_INDICATOR_PAGE (object);

  g_clear_object (&self->reading);
  g_clear_object (&self->indicator);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_indicator_page_parent_class)->dispose (object);
}

static void
sy_indicator_page_class_init (SyIndicatorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_indicator_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-indicator-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, list_bin);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, back);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, title);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, tags);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, meaning);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, words);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, formula);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, facts);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, edges);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, edges_title);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, value_row);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, value);
  gtk_widget_class_bind_template_child (widget_class, SyIndicatorPage, calculator_bin);
  gtk_widget_class_install_action (widget_class, "indicator.explore", NULL, on_explore_cb);
  gtk_widget_class_install_action (widget_class, "indicator.pin", NULL, on_pin_cb);
  gtk_widget_class_install_action (widget_class, "indicator.back", NULL, on_back_cb);
}

static void
sy_indicator_page_init (SyIndicatorPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_bind_property (self->leaflet, "folded", self->back, "visible", G_BINDING_SYNC_CREATE);
}

GtkWidget *
sy_indicator_page_new (SySession *session)
{
  SyIndicatorPage *self = g_object_new (SY_TYPE_INDICATOR_PAGE, NULL);

  self->session = g_object_ref (session);
  self->list = SY_INDICATOR_LIST (sy_indicator_list_new (session, FALSE));
  adw_bin_set_child (self->list_bin, GTK_WIDGET (self->list));
  self->calculator = SY_INDICATOR_CALCULATOR (sy_indicator_calculator_new (session));
  adw_bin_set_child (self->calculator_bin, GTK_WIDGET (self->calculator));
  g_signal_connect_swapped (self->list, "chosen", G_CALLBACK (open_indicator), self);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (refresh_value), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::period", G_CALLBACK (refresh_value), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
