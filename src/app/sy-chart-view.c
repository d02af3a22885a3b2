/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-chart-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "sy-chart-hit.h"
#include "sy-painter.h"

#define MINIMUM_WIDTH 280
#define NATURAL_WIDTH 640
#define MINIMUM_HEIGHT 180
#define MINIMUM_DRAWING_HEIGHT 100 /* a drawing says itself how high it is: a row of steps is low */
#define NATURAL_HEIGHT 300

struct _SyChartView
{
  GtkWidget parent_instance;

  SySession *session;
  SyBuiltChart *built;   /* NULL: empty */
  SyChartLayout *layout; /* for the present size and style; NULL until it is needed */
  guint series, point;   /* the chosen one */
  gboolean has_point;
};

G_DEFINE_FINAL_TYPE (SyChartView, sy_chart_view, GTK_TYPE_WIDGET)

static guint item_chosen_signal;

static SyTheme *
new_theme (SyChartView *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (style);
  SyThemeKind kind = adw_style_manager_get_high_contrast (style)
                         ? (dark ? SY_THEME_HIGH_CONTRAST_DARK : SY_THEME_HIGH_CONTRAST)
                         : (dark ? SY_THEME_DARK : SY_THEME_LIGHT);
  SyTheme *theme = sy_theme_new (kind, sy_workbook_get_language (sy_session_get_workbook (self->session)));
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= 96.0 / 72.0;
  sy_theme_set_font (theme, pango_font_description_get_family (font), size * 0.9);
  return theme;
}

static void
drop_layout (SyChartView *self)
{
  g_clear_pointer (&self->layout, sy_chart_layout_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static SyChartLayout *
get_layout (SyChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  if (!self->layout && self->built)
    {
      g_autoptr (SyTheme) theme = new_theme (self);

      self->layout = sy_chart_layout_new (self->built->chart, gtk_widget_get_width (widget),
                                          gtk_widget_get_height (widget), theme);
    }
  return self->layout;
}

static void
sy_chart_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SyChartView *self = SY_CHART_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  SyChartLayout *layout = get_layout (self);
  cairo_t *cr;

  if (!layout || width <= 0 || height <= 0)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  sy_chart_paint_layout (cr, layout);
  if (self->has_point)
    sy_chart_paint_focus (cr, layout, self->series, self->point);
  cairo_destroy (cr);
}

/* Drawings are as high as what they have to say; charts fill what there is. */
static int
measure_drawing (SyChartView *self, int width)
{
  g_autoptr (SyTheme) theme = NULL;

  if (!self->built || !sy_chart_type_is_drawing (sy_chart_get_chart_type (self->built->chart)))
    return 0;
  theme = new_theme (self);
  return (int) ceil (sy_chart_layout_measure_height (self->built->chart, width, theme));
}

static GtkSizeRequestMode
sy_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sy_chart_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MINIMUM_WIDTH : MINIMUM_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      SyChartView *self = SY_CHART_VIEW (widget);
      int height = measure_drawing (self, for_size > 0 ? for_size : NATURAL_WIDTH);

      if (height > 0)
        *minimum = *natural = MAX (height, MINIMUM_DRAWING_HEIGHT);
    }
}

static void
sy_chart_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  drop_layout (SY_CHART_VIEW (widget));
}

/* --- choosing a point --- */

static void
tell_point (SyChartView *self)
{
  g_autofree char *text = self->has_point
                              ? sy_chart_describe_point (self->built->chart, self->series, self->point)
                              : sy_chart_describe (self->built->chart);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

static void
choose_point (SyChartView *self, guint series, guint point)
{
  self->series = series;
  self->point = point;
  self->has_point = TRUE;
  tell_point (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
explain_point (SyChartView *self)
{
  const char *table, *column;
  gint64 row;

  if (!self->has_point || self->point >= self->built->rows->len)
    return;
  table = sy_table_get_id (self->built->table);
  column = self->built->columns[self->series];
  row = g_array_index (self->built->rows, gint64, self->point);
  if (g_signal_has_handler_pending (self, item_chosen_signal, 0, FALSE))
    g_signal_emit (self, item_chosen_signal, 0, table, column, row);
  else
    sy_session_explain_cell (self->session, table, column, row);
}

static void
on_pressed_cb (SyChartView *self, int n_press, double x, double y)
{
  SyChartLayout *layout = get_layout (self);
  guint series, point;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!layout || !sy_chart_hit (layout, x, y, &series, &point))
    return;
  choose_point (self, series, point);
  explain_point (self);
}

static void
move (SyChartView *self, SyChartMove step)
{
  guint series = self->series, point = self->point;

  if (!self->has_point)
    {
      series = 0;
      step = SY_CHART_MOVE_FIRST;
    }
  if (sy_chart_hit_move (self->built->chart, step, &series, &point))
    choose_point (self, series, point);
}

static gboolean
on_key_cb (SyChartView *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!self->built || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Right:
      move (self, SY_CHART_MOVE_NEXT);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
      move (self, SY_CHART_MOVE_PREVIOUS);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move (self, SY_CHART_MOVE_PREVIOUS_SERIES);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      move (self, SY_CHART_MOVE_NEXT_SERIES);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      move (self, SY_CHART_MOVE_FIRST);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      move (self, SY_CHART_MOVE_LAST);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      explain_point (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
on_query_tooltip_cb (SyChartView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  SyChartLayout *layout = get_layout (self);
  g_autofree char *text = NULL;
  guint series, point;

  if (!layout || keyboard || !sy_chart_hit (layout, x, y, &series, &point))
    return FALSE;
  text = sy_chart_describe_point (self->built->chart, series, point);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* --- the object --- */

static void
sy_chart_view_dispose (GObject *object)
{
  SyChartView *self = SY_CHART_VIEW (object);

  g_clear_pointer (&self->layout, sy_chart_layout_free);
  g_clear_pointer (&self->built, sy_built_chart_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_chart_view_parent_class)->dispose (object);
}

static void
sy_chart_view_class_init (SyChartViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_chart_view_dispose;
  widget_class->snapshot = sy_chart_view_snapshot;
  widget_class->measure = sy_chart_view_measure;
  widget_class->get_request_mode = sy_chart_view_get_request_mode;
  widget_class->size_allocate = sy_chart_view_size_allocate;
  item_chosen_signal = g_signal_new ("item-chosen", SY_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                     NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT64);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sy_chart_view_init (SyChartView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip_cb), NULL);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (drop_layout), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (drop_layout), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sy_chart_view_new (SySession *session)
{
  SyChartView *self = g_object_new (SY_TYPE_CHART_VIEW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
sy_chart_view_set_chart (SyChartView *self, SyBuiltChart *chart)
{
  g_return_if_fail (SY_IS_CHART_VIEW (self));

  g_clear_pointer (&self->built, sy_built_chart_free);
  self->built = chart;
  self->has_point = FALSE;
  drop_layout (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (!chart)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sy_chart_get_title (chart->chart), -1);
  tell_point (self);
}

void
sy_chart_view_select_row (SyChartView *self, gint64 row)
{
  g_return_if_fail (SY_IS_CHART_VIEW (self));

  for (guint i = 0; self->built && i < self->built->rows->len; i++)
    if (g_array_index (self->built->rows, gint64, i) == row)
      choose_point (self, MIN (self->series, sy_chart_get_n_series (self->built->chart) - 1), i);
}
