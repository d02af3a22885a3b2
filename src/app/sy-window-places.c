/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways between explorer, library and dashboard, and what they ask of the window. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-dashboard.h"
#include "sy-explorer-page.h"
#include "sy-indicator-page.h"
#include "sy-window-private.h"

static void
on_explore_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  if (!self->session)
    return;
  sy_window_go (self, SY_PLACE_EXPLORER, NULL);
  sy_explorer_page_show_indicator (SY_EXPLORER_PAGE (gtk_stack_get_visible_child (self->page_stack)),
                                   g_variant_get_string (parameter, NULL));
}

/* Twelve months of what is pinned, over the same rows. */
static SyView *
make_pin_view (SySession *session, const SyPin *pin)
{
  g_autoptr (SyView) from = pin->view && *pin->view ? sy_view_new_from_text (pin->view, NULL) : NULL;
  SyView *view = from ? sy_view_copy (from) : sy_view_new ();
  const char *ids[] = { pin->indicator, NULL };
  const char *none[] = { NULL };

  sy_view_set_indicators (view, ids);
  sy_view_set_dimensions (view, none);
  sy_view_set_grain (view, SY_VIEW_GRAIN_MONTH);
  sy_view_set_contrast (view, SY_CONTRAST_YOY, "");
  if (*sy_session_get_period (session))
    {
      g_autofree char *period = sy_pin_make_period (sy_session_get_period (session));

      sy_view_set_period (view, period, NULL);
    }
  return view;
}

static void
on_explore_pin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  g_autoptr (SyPin) pin = NULL;
  g_autoptr (SyView) view = NULL;

  if (!self->session)
    return;
  pin =
      sy_dashboard_find_pin (sy_session_get_workbook (self->session), g_variant_get_string (parameter, NULL));
  if (!pin)
    return;
  view = make_pin_view (self->session, pin);
  sy_window_go (self, SY_PLACE_EXPLORER, NULL);
  sy_explorer_page_show_view (SY_EXPLORER_PAGE (gtk_stack_get_visible_child (self->page_stack)), view);
}

static void
on_indicator_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  if (!self->session)
    return;
  sy_window_go (self, SY_PLACE_INDICATORS, NULL);
  sy_indicator_page_open (SY_INDICATOR_PAGE (gtk_stack_get_visible_child (self->page_stack)),
                          g_variant_get_string (parameter, NULL));
}

static void
on_say_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sy_window_toast (SY_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

/* --- pins --- */

static void
point_to_dashboard (SyWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, 8);
  adw_toast_set_button_label (toast, _ ("_Dashboard"));
  adw_toast_set_action_name (toast, "win.area");
  adw_toast_set_action_target (toast, "i", SY_PLACE_DASHBOARD);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_pin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  const char *indicator, *view;

  g_variant_get (parameter, "(&s&s)", &indicator, &view);
  if (!self->dashboard)
    return;
  if (sy_dashboard_has_pin (sy_session_get_workbook (self->session), indicator, view))
    point_to_dashboard (self, _ ("This is watched already"));
  else
    sy_dashboard_reader_pin (self->dashboard, indicator, view);
}

static void
on_pinned_cb (SyWindow *self, const SyPinReading *reading)
{
  const char *language = sy_workbook_get_language (sy_session_get_workbook (self->session));
  g_autofree char *low = sy_format_number (reading->pin->low, reading->unit, reading->decimals, language);
  g_autofree char *high = sy_format_number (reading->pin->high, reading->unit, reading->decimals, language);
  g_autofree char *text = NULL;

  text = reading->pin->has_low ? g_strdup_printf (_ ("“%s” is watched: it should stay between %s and %s"),
                                                  reading->title, low, high)
                               : g_strdup_printf (_ ("“%s” is watched, without limits yet"), reading->title);
  point_to_dashboard (self, text);
}

static void
on_read_cb (SyWindow *self)
{
  sy_sidebar_set_alarms (self->sidebar, sy_dashboard_reader_count_alarms (self->dashboard));
}

void
sy_window_connect_dashboard (SyWindow *self)
{
  self->dashboard = sy_dashboard_reader_new (self->session);
  g_signal_connect_object (self->dashboard, "read", G_CALLBACK (on_read_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->dashboard, "pinned", G_CALLBACK (on_pinned_cb), self, G_CONNECT_SWAPPED);
}

void
sy_window_places_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.explore", "s", on_explore_cb);
  gtk_widget_class_install_action (widget_class, "win.explore-pin", "s", on_explore_pin_cb);
  gtk_widget_class_install_action (widget_class, "win.indicator", "s", on_indicator_cb);
  gtk_widget_class_install_action (widget_class, "win.say", "s", on_say_cb);
  gtk_widget_class_install_action (widget_class, "win.pin", "(ss)", on_pin_cb);
}
