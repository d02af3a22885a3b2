/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dashboard-sparkline.h"

#include <glib/gi18n.h>
#include <math.h>

#define HEIGHT 40
#define MARGIN 4.0

struct _SyDashboardSparkline
{
  GtkWidget parent_instance;

  double *values; /* NAN: a gap */
  guint n;
  SyPin *pin;
};

G_DEFINE_FINAL_TYPE (SyDashboardSparkline, sy_dashboard_sparkline, GTK_TYPE_WIDGET)

/* --- from values to places --- */

typedef struct
{
  double low, high; /* values at the bottom and the top */
  double width, height;
} Scale;

static void
include (Scale *scale, double value)
{
  if (isnan (value))
    return;
  scale->low = fmin (scale->low, value);
  scale->high = fmax (scale->high, value);
}

static Scale
make_scale (SyDashboardSparkline *self)
{
  Scale scale = { INFINITY, -INFINITY, gtk_widget_get_width (GTK_WIDGET (self)),
                  gtk_widget_get_height (GTK_WIDGET (self)) };

  for (guint i = 0; i < self->n; i++)
    include (&scale, self->values[i]);
  if (self->pin->has_low)
    include (&scale, self->pin->low);
  if (self->pin->has_high)
    include (&scale, self->pin->high);
  return scale;
}

static double
place_x (const Scale *scale, guint index, guint n)
{
  double step = n > 1 ? (scale->width - 2 * MARGIN) / (n - 1) : 0;

  return n > 1 ? MARGIN + step * index : scale->width / 2;
}

static double
place_y (const Scale *scale, double value)
{
  double range = scale->high - scale->low;

  return range > 0 ? scale->height - MARGIN - (value - scale->low) / range * (scale->height - 2 * MARGIN)
                   : scale->height / 2;
}

/* --- drawing --- */

static void
draw_limit (cairo_t *cr, const Scale *scale, double value)
{
  const double dashes[] = { 3, 3 };
  double y = floor (place_y (scale, value)) + 0.5;

  cairo_save (cr);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, scale->width, y);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_line (SyDashboardSparkline *self, cairo_t *cr, const Scale *scale)
{
  gboolean is_down = FALSE;

  for (guint i = 0; i < self->n; i++)
    {
      double x = place_x (scale, i, self->n);

      if (isnan (self->values[i]))
        is_down = FALSE;
      else if (is_down)
        cairo_line_to (cr, x, place_y (scale, self->values[i]));
      else
        cairo_move_to (cr, x, place_y (scale, self->values[i]));
      is_down = !isnan (self->values[i]);
    }
  cairo_set_line_width (cr, 1.5);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

static void
sy_dashboard_sparkline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SyDashboardSparkline *self = SY_DASHBOARD_SPARKLINE (widget);
  Scale scale = make_scale (self);
  GdkRGBA color;
  cairo_t *cr;

  if (self->n == 0 || !isfinite (scale.low) || scale.width <= 0)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, (float) scale.width, (float) scale.height));
  cairo_set_source_rgba (cr, (double) color.red, (double) color.green, (double) color.blue, 0.45);
  if (self->pin->has_low)
    draw_limit (cr, &scale, self->pin->low);
  if (self->pin->has_high)
    draw_limit (cr, &scale, self->pin->high);
  gdk_cairo_set_source_rgba (cr, &color);
  draw_line (self, cr, &scale);
  if (!isnan (self->values[self->n - 1]))
    {
      cairo_arc (cr, place_x (&scale, self->n - 1, self->n), place_y (&scale, self->values[self->n - 1]), 3,
                 0, 2 * G_PI);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
}

static void
sy_dashboard_sparkline_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 60;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : 160;
}

/* --- the object --- */

static void
sy_dashboard_sparkline_finalize (GObject *object)
{
  SyDashboardSparkline *self = SY_DASHBOARD_SPARKLINE (object);

  g_free (self->values);
  sy_pin_free (self->pin);
  G_OBJECT_CLASS (sy_dashboard_sparkline_parent_class)->finalize (object);
}

static void
sy_dashboard_sparkline_class_init (SyDashboardSparklineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sy_dashboard_sparkline_finalize;
  widget_class->snapshot = sy_dashboard_sparkline_snapshot;
  widget_class->measure = sy_dashboard_sparkline_measure;
  gtk_widget_class_set_css_name (widget_class, "sparkline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sy_dashboard_sparkline_init (SyDashboardSparkline *self)
{
}

GtkWidget *
sy_dashboard_sparkline_new (const SyPinReading *reading, const char *language)
{
  SyDashboardSparkline *self = g_object_new (SY_TYPE_DASHBOARD_SPARKLINE, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  self->n = reading->n_history;
  self->values = g_new (double, MAX (self->n, 1));
  self->pin = sy_pin_copy (reading->pin);
  for (guint i = 0; i < self->n; i++)
    {
      g_autofree char *value =
          isnan (reading->history[i])
              ? g_strdup ("—")
              : sy_format_number (reading->history[i], reading->unit, reading->decimals, language);

      self->values[i] = reading->history[i];
      g_string_append_printf (text, "%s%s", i ? ", " : "", value);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Month by month"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text->str, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text->str);
  return GTK_WIDGET (self);
}
