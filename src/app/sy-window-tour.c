/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tour: the first case is opened, and what there is in the window is pointed at, from area to area. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-chart-view.h"
#include "sy-grid.h"
#include "sy-parameter-row.h"
#include "sy-window-private.h"

#define TOUR_KEY "tour-seen"
#define STOP_KEY "steelyard-stop"
#define WAIT_INTERVAL 150 /* ms */
#define MAX_WAITS 20      /* a page that is made anew, or a slow machine */

typedef struct
{
  int place;
  const char *table; /* NULL: the first of the area */
  GtkPositionType position;
  const char *title;
  const char *text;
} Stop;

static const Stop stops[] = {
  { SY_AREA_REPORT, NULL, GTK_POS_RIGHT, N_ ("Five areas, one after another"),
    N_ ("What is set, what came in, what helps, what is found, what is reported: the sheets of a monthly "
        "workbook, "
        "in the order of the work. Alt+1 to Alt+5 go there.") },
  { SY_AREA_CUSTOM, NULL, GTK_POS_BOTTOM, N_ ("1 · What is set"),
    N_ ("Month, target, weights: all an analysis asks for. Change one, and all that follows from it is "
        "computed "
        "anew.") },
  { SY_AREA_SOURCE, NULL, GTK_POS_BOTTOM, N_ ("2 · What came in"),
    N_ ("The rows of the till, each with its file and row. Rows that can’t be read are listed, never dropped "
        "silently.") },
  { SY_AREA_HELPER, NULL, GTK_POS_BOTTOM, N_ ("3 · What helps"),
    N_ ("Steps in between, such as the mean sales of a weekday. Each column is one Excel formula.") },
  { SY_AREA_ANALYSIS, "daily", GTK_POS_BOTTOM, N_ ("4 · What is found"),
    N_ ("The month day by day against its target. Arrow keys move; Enter or a click on a number asks why.") },
  { SY_AREA_ANALYSIS, "daily", GTK_POS_LEFT, N_ ("Every number explains itself"),
    N_ ("The formula in words, then with its numbers put in; each part opens, down to the rows of the file. "
        "F4 "
        "hides this side.") },
  { SY_AREA_REPORT, NULL, GTK_POS_BOTTOM, N_ ("5 · What is reported"),
    N_ ("Export the report as a living workbook: Excel, WPS and LibreOffice recalculate it to the same "
        "numbers. "
        "The case stays open: its story is on the right.") },
};

enum
{
  STOP_AREAS,
  STOP_EXPLAIN = 5,
  STOP_LAST = G_N_ELEMENTS (stops) - 1
};

/* --- what is pointed at --- */

static GtkWidget *
find_shown (GtkWidget *widget, GType type)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_shown (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_target (SyWindow *self, guint stop)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->page_stack);

  switch (stop)
    {
    case STOP_AREAS:
      return GTK_WIDGET (self->sidebar);
    case STOP_EXPLAIN:
      return GTK_WIDGET (self->inspector_bin);
    case STOP_LAST:
      return GTK_WIDGET (self->export_button);
    default:
      break;
    }
  return find_shown (page, stops[stop].place == SY_AREA_CUSTOM ? SY_TYPE_PARAMETER_ROW : SY_TYPE_GRID);
}

static guint
get_stop (SyWindow *self)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (self->tour), STOP_KEY));
}

/* --- going from stop to stop --- */

typedef struct
{
  SyWindow *window; /* alive as long as the tour: see end */
  SyTour *tour;
  guint stop;
  guint n_waits;
} Wait;

static void
free_wait (gpointer data)
{
  Wait *wait = data;

  g_object_unref (wait->window);
  g_object_unref (wait->tour);
  g_free (wait);
}

/* Pages are filled when their numbers are there. */
static gboolean
point (gpointer data)
{
  Wait *wait = data;
  SyWindow *self = wait->window;
  GtkWidget *target;

  if (self->tour != wait->tour || get_stop (self) != wait->stop)
    return G_SOURCE_REMOVE;
  target = find_target (self, wait->stop);
  if ((!target || !gtk_widget_get_mapped (target)) && wait->n_waits++ < MAX_WAITS)
    return G_SOURCE_CONTINUE;
  sy_tour_point_at (self->tour, target, stops[wait->stop].position);
  if (wait->stop == 0)
    sy_tour_take_focus (self->tour);
  return G_SOURCE_REMOVE;
}

static void
go_to_stop (SyWindow *self, guint number)
{
  const Stop *stop = &stops[number];
  Wait *wait = g_new0 (Wait, 1);

  g_object_set_data (G_OBJECT (self->tour), STOP_KEY, GUINT_TO_POINTER (number));
  sy_window_go (self, stop->place, stop->table);
  if (number == STOP_AREAS)
    adw_flap_set_reveal_flap (self->sidebar_flap, TRUE);
  if (number == STOP_EXPLAIN)
    sy_session_explain_name (self->session, "completion");
  sy_tour_show_stop (self->tour, number + 1, G_N_ELEMENTS (stops), _ (stop->title), _ (stop->text));
  wait->window = g_object_ref (self);
  wait->tour = g_object_ref (self->tour);
  wait->stop = number;
  g_timeout_add_full (G_PRIORITY_DEFAULT, WAIT_INTERVAL, point, wait, free_wait);
}

static void
move (SyWindow *self, int by)
{
  guint stop = get_stop (self);

  if ((by < 0 && stop == 0) || (by > 0 && stop == STOP_LAST))
    return;
  go_to_stop (self, (guint) ((int) stop + by));
}

static void
on_moved_cb (SyWindow *self, int by)
{
  move (self, by);
}

static void
on_step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (SY_WINDOW (widget)->tour)
    move (SY_WINDOW (widget), g_variant_get_int32 (parameter));
}

/* Only where nothing else wanted the key. */
static gboolean
on_key_cb (SyWindow *self, guint key, guint code, GdkModifierType state)
{
  if (!self->tour || key != GDK_KEY_Escape)
    return FALSE;
  sy_window_end_tour (self);
  return TRUE;
}

/* --- beginning and ending --- */

/* The popover is on its way out of a handler of its own. */
static gboolean
unparent_tour (gpointer data)
{
  if (gtk_widget_get_parent (data))
    gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

void
sy_window_end_tour (SyWindow *self)
{
  SyTour *tour = self->tour;

  if (!tour)
    return;
  self->tour = NULL;
  g_signal_handlers_disconnect_by_data (tour, self);
  sy_tour_point_at (tour, NULL, GTK_POS_BOTTOM);
  gtk_popover_popdown (GTK_POPOVER (tour));
  g_idle_add_full (G_PRIORITY_DEFAULT, unparent_tour, g_object_ref (tour), g_object_unref);
  if (gtk_stack_get_visible_child (self->page_stack))
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->page_stack), GTK_DIR_TAB_FORWARD);
}

static void
listen_to_escape (SyWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
sy_window_begin_tour (SyWindow *self)
{
  if (!self->wants_tour || self->tour)
    return;
  self->wants_tour = FALSE;
  self->tour = sy_tour_new (adw_application_window_get_content (ADW_APPLICATION_WINDOW (self)));
  g_signal_connect_swapped (self->tour, "moved", G_CALLBACK (on_moved_cb), self);
  g_signal_connect_swapped (self->tour, "closed", G_CALLBACK (sy_window_end_tour), self);
  listen_to_escape (self);
  go_to_stop (self, 0);
}

/* A window with a document keeps it: the tour gets one of its own. */
static void
on_tour_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  GPtrArray *cases = sy_catalogue_get_cases (self->catalogue);

  if (cases->len == 0)
    {
      sy_window_show_banner (self, _ ("The tour goes through a case, and there is none in the data folder"));
      return;
    }
  g_settings_set_boolean (self->settings, TOUR_KEY, TRUE);
  if (self->session)
    {
      self = sy_window_new (SY_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), self->catalogue);
      gtk_window_present (GTK_WINDOW (self));
    }
  self->wants_tour = TRUE;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.learn", "s", sy_case_get_id (cases->pdata[0]));
}

void
sy_window_tour_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.tour", NULL, on_tour_cb);
  gtk_widget_class_install_action (widget_class, "win.tour-step", "i", on_step_cb);
}
