/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-statistics-view.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#define HISTOGRAM_HEIGHT 72
#define BAR_GAP 1.0

struct _SyStatisticsView
{
  GtkWidget parent_instance;

  SyColumnStatistics *statistics; /* NULL: not counted yet */
  SyUnit unit;
  guint decimals;
  char *language;
  GObject *reading; /* owner of the count under way */

  GtkStack *stack;
  GtkSpinner *spinner;
  GtkLabel *problem;
  GtkGrid *numbers;
  GtkWidget *histogram;
  GtkWidget *ends;
  GtkLabel *low;
  GtkLabel *high;
  GtkWidget *frequent_title;
  GtkGrid *frequent;
};

G_DEFINE_FINAL_TYPE (SyStatisticsView, sy_statistics_view, GTK_TYPE_WIDGET)

static guint shown_signal;

/* --- numbers --- */

static GtkWidget *
new_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clear_grid (GtkGrid *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))))
    gtk_grid_remove (grid, child);
}

/* Name and value in the next line; the accessible name of the value says both. */
static void
add_number (SyStatisticsView *self, int *line, const char *name, const char *value)
{
  GtkWidget *title = new_label (name, 0.f, "hint");
  GtkWidget *number = new_label (value, 1.f, "numeric");
  g_autofree char *both = g_strdup_printf ("%s: %s", name, value);

  gtk_widget_set_hexpand (number, TRUE);
  gtk_label_set_selectable (GTK_LABEL (number), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  gtk_grid_attach (self->numbers, title, 0, *line, 1, 1);
  gtk_grid_attach (self->numbers, number, 1, *line, 1, 1);
  *line += 1;
}

static void
add_count (SyStatisticsView *self, int *line, const char *name, gint64 count, gboolean is_about)
{
  g_autofree char *text = g_strdup_printf (is_about ? _ ("about %'" PRId64) : "%'" PRId64, count);

  add_number (self, line, name, text);
}

static char *
format (SyStatisticsView *self, double value)
{
  return self->statistics->is_date ? sy_format_date ((gint64) floor (value), SY_UNIT_DATE, self->language)
                                   : sy_format_number (value, self->unit, self->decimals, self->language);
}

static void
add_value (SyStatisticsView *self, int *line, const char *name, double value, gboolean is_about)
{
  g_autofree char *text = format (self, value);
  g_autofree char *about = g_strdup_printf (_ ("about %s"), text);

  add_number (self, line, name, is_about ? about : text);
}

static void
add_span (SyStatisticsView *self, int *line)
{
  gint64 days = (gint64) (self->statistics->maximum - self->statistics->minimum) + 1;
  g_autofree char *text =
      g_strdup_printf (ngettext ("%'" PRId64 " day", "%'" PRId64 " days", (gulong) days), days);

  add_value (self, line, _ ("First"), self->statistics->minimum, FALSE);
  add_value (self, line, _ ("Last"), self->statistics->maximum, FALSE);
  add_number (self, line, _ ("Span"), text);
}

static void
show_numbers (SyStatisticsView *self)
{
  const SyColumnStatistics *s = self->statistics;
  int line = 0;

  clear_grid (self->numbers);
  add_count (self, &line, _ ("Rows"), s->n_rows, FALSE);
  add_count (self, &line, _ ("Blank cells"), s->n_blank, FALSE);
  add_count (self, &line, _ ("Different values"), s->n_distinct, s->is_approximate);
  if (s->has_numbers && s->is_date)
    add_span (self, &line);
  else if (s->has_numbers)
    {
      add_value (self, &line, _ ("Smallest"), s->minimum, FALSE);
      add_value (self, &line, _ ("Largest"), s->maximum, FALSE);
      add_value (self, &line, _ ("Sum"), s->sum, FALSE);
      add_value (self, &line, _ ("Mean"), s->mean, FALSE);
      add_value (self, &line, _ ("Median"), s->median, s->is_approximate);
    }
}

static void
show_frequent (SyStatisticsView *self)
{
  GPtrArray *values = self->statistics->frequent;

  clear_grid (self->frequent);
  for (guint i = 0; i < values->len; i++)
    {
      const SyValueCount *value = values->pdata[i];
      double share = (double) value->n_rows / (double) MAX (self->statistics->n_rows, 1);
      g_autofree char *count = g_strdup_printf ("%'" PRId64, value->n_rows);
      g_autofree char *percent = sy_format_number (share, SY_UNIT_PERCENT, 0, self->language);
      GtkWidget *text = new_label (value->text, 0.f, NULL);

      gtk_widget_set_hexpand (text, TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (text), 22);
      gtk_grid_attach (self->frequent, text, 0, (int) i, 1, 1);
      gtk_grid_attach (self->frequent, new_label (count, 1.f, "numeric"), 1, (int) i, 1, 1);
      gtk_grid_attach (self->frequent, new_label (percent, 1.f, "numeric"), 2, (int) i, 1, 1);
    }
  gtk_widget_set_visible (self->frequent_title, values->len > 0);
}

/* --- the histogram --- */

static gint64
find_highest (const SyColumnStatistics *statistics)
{
  gint64 highest = 1;

  for (guint i = 0; i < statistics->n_bins; i++)
    highest = MAX (highest, statistics->bins[i]);
  return highest;
}

/* A bin with a single row among millions is still to be seen. */
static void
draw_histogram (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  SyStatisticsView *self = data;
  double highest, step;
  GdkRGBA colour;

  if (!self->statistics || self->statistics->n_bins == 0)
    return;
  highest = (double) find_highest (self->statistics);
  step = (double) width / self->statistics->n_bins;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &colour);
  gdk_cairo_set_source_rgba (cr, &colour);
  for (guint i = 0; i < self->statistics->n_bins; i++)
    {
      double size = (double) self->statistics->bins[i] / highest * (height - 1);

      if (self->statistics->bins[i] > 0)
        cairo_rectangle (cr, i * step, height - MAX (size, 1), MAX (step - BAR_GAP, 1), MAX (size, 1));
    }
  cairo_fill (cr);
}

/* What lies under the pointer: “10 to 20: 1,204 rows”. */
static char *
describe_bin (SyStatisticsView *self, guint bin)
{
  const SyColumnStatistics *s = self->statistics;
  double from = s->bin_low + bin * s->bin_width;
  double to = s->is_date ? from + s->bin_width - 1 : from + s->bin_width;
  g_autofree char *low = format (self, from);
  g_autofree char *high = format (self, MIN (to, s->maximum));

  return g_strdup_printf (
      ngettext ("%s to %s: %'" PRId64 " row", "%s to %s: %'" PRId64 " rows", (gulong) s->bins[bin]), low,
      high, s->bins[bin]);
}

static gboolean
on_query_tooltip_cb (SyStatisticsView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  int width = gtk_widget_get_width (self->histogram);
  g_autofree char *text = NULL;

  if (keyboard || !self->statistics || self->statistics->n_bins == 0 || width <= 0 || x < 0 || x >= width)
    return FALSE;
  text = describe_bin (self, (guint) x * self->statistics->n_bins / (guint) width);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
show_histogram (SyStatisticsView *self)
{
  gboolean has_bins = self->statistics->n_bins > 0;

  gtk_widget_set_visible (self->histogram, has_bins);
  gtk_widget_set_visible (self->ends, has_bins);
  gtk_widget_queue_draw (self->histogram);
  if (!has_bins)
    return;
  {
    g_autofree char *low = format (self, self->statistics->minimum);
    g_autofree char *high = format (self, self->statistics->maximum);
    g_autoptr (GString) words = g_string_new (NULL);

    gtk_label_set_text (self->low, low);
    gtk_label_set_text (self->high, high);
    for (guint i = 0; i < self->statistics->n_bins; i++)
      {
        g_autofree char *bin = describe_bin (self, i);
        g_string_append_printf (words, "%s%s", i ? "; " : "", bin);
      }
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->histogram), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    words->str, -1);
  }
}

/* --- reading, off the main loop --- */

typedef struct
{
  SyStatisticsView *view; /* borrowed: its token owns the fetch */
  SyTable *table;
  guint column;
  GPtrArray *conditions;
  char *language;
  SyColumnStatistics *statistics;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->table);
  g_ptr_array_unref (reading->conditions);
  g_clear_pointer (&reading->statistics, sy_column_statistics_free);
  g_free (reading->language);
  g_free (reading);
}

static gboolean
read_statistics (SyJob *job, gpointer data, GError **error)
{
  Reading *reading = data;

  reading->statistics = sy_column_statistics_read (reading->table, reading->conditions, reading->column,
                                                   reading->language, sy_job_get_cancellable (job), error);
  return reading->statistics != NULL;
}

static void
show_statistics (SySession *session, gpointer data, const GError *error)
{
  Reading *reading = data;
  SyStatisticsView *self = reading->view;

  gtk_spinner_stop (self->spinner);
  if (error)
    {
      gtk_label_set_text (self->problem, error->message);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_clear_pointer (&self->statistics, sy_column_statistics_free);
  self->statistics = g_steal_pointer (&reading->statistics);
  show_numbers (self);
  show_histogram (self);
  show_frequent (self);
  gtk_stack_set_visible_child_name (self->stack, "numbers");
  g_signal_emit (self, shown_signal, 0);
}

void
sy_statistics_view_read (
    SyStatisticsView *self, SySession *session, SyTable *table, guint column, GPtrArray *conditions)
{
  const SyTableColumn *look = sy_table_get_columns (table)->pdata[column];
  Reading *reading = g_new0 (Reading, 1);

  g_return_if_fail (SY_IS_STATISTICS_VIEW (self));

  self->unit = look->unit;
  self->decimals = look->decimals;
  g_free (self->language);
  self->language = g_strdup (sy_workbook_get_language (sy_session_get_workbook (session)));
  reading->view = self;
  reading->table = g_object_ref (table);
  reading->column = column;
  reading->conditions = g_ptr_array_ref (conditions);
  reading->language = g_strdup (self->language);
  g_clear_object (&self->reading);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  gtk_stack_set_visible_child_name (self->stack, "reading");
  gtk_spinner_start (self->spinner);
  sy_session_fetch (session, self->reading, read_statistics, show_statistics, reading, free_reading);
}

void
sy_statistics_view_stop (SyStatisticsView *self)
{
  g_return_if_fail (SY_IS_STATISTICS_VIEW (self));

  g_clear_object (&self->reading);
  gtk_spinner_stop (self->spinner);
}

/* --- the object --- */

static void
sy_statistics_view_dispose (GObject *object)
{
  SyStatisticsView *self = SY_STATISTICS_VIEW (object);

  g_clear_object (&self->reading);
  if (self->stack)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->stack)));
  g_clear_pointer (&self->statistics, sy_column_statistics_free);
  g_clear_pointer (&self->language, g_free);
  G_OBJECT_CLASS (sy_statistics_view_parent_class)->dispose (object);
}

static void
sy_statistics_view_class_init (SyStatisticsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_statistics_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-statistics-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, stack);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, spinner);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, problem);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, numbers);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, histogram);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, ends);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, low);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, high);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, frequent_title);
  gtk_widget_class_bind_template_child (widget_class, SyStatisticsView, frequent);
  shown_signal =
      g_signal_new ("shown", SY_TYPE_STATISTICS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_statistics_view_init (SyStatisticsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_size_request (self->histogram, -1, HISTOGRAM_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->histogram), draw_histogram, self, NULL);
  gtk_widget_set_has_tooltip (self->histogram, TRUE);
  g_signal_connect_swapped (self->histogram, "query-tooltip", G_CALLBACK (on_query_tooltip_cb), self);
}
