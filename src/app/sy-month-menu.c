/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The month is chosen once, at the top: a menu of the months that have sales, newest first. */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-window-private.h"

#define MAX_MONTHS 240
#define MONTH_PARAMETER "month"

typedef struct
{
  SyEvaluation *evaluation;
  SyWindow *window;
  SyValue first, last, month; /* dates, NULL where there are none */
} Months;

static void
free_months (gpointer data)
{
  Months *months = data;

  g_object_unref (months->evaluation);
  g_free (months);
}

static gboolean
read_months (SyJob *job, gpointer data, GError **error)
{
  Months *months = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);

  return sy_evaluation_compute (months->evaluation, "MIN(sales[date])", &months->first, cancellable, error)
         && sy_evaluation_compute (months->evaluation, "MAX(sales[date])", &months->last, cancellable, error)
         && sy_evaluation_get_value (months->evaluation, MONTH_PARAMETER, &months->month, cancellable, error);
}

/* Days since 1970, whether the engine calls it a date or a number. */
static GDateTime *
value_date (const SyValue *value)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_utc (1970, 1, 1, 0, 0, 0.0);

  return value->is_null || value->type != SY_COLUMN_DATE ? NULL
                                                         : g_date_time_add_days (epoch, (int) value->integer);
}

static GMenu *
list_months (GDateTime *first, GDateTime *last)
{
  GMenu *menu = g_menu_new ();
  int from = g_date_time_get_year (first) * 12 + g_date_time_get_month (first) - 1;
  int to = g_date_time_get_year (last) * 12 + g_date_time_get_month (last) - 1;

  for (int month = to; month >= from && to - month < MAX_MONTHS; month--)
    {
      g_autofree char *text = g_strdup_printf ("%04d-%02d", month / 12, month % 12 + 1);
      g_autoptr (GMenuItem) item = g_menu_item_new (text, NULL);

      g_menu_item_set_action_and_target (item, "win.month", "s", text);
      g_menu_append_item (menu, item);
    }
  return menu;
}

static void
show_months (SySession *session, gpointer data, const GError *error)
{
  Months *months = data;
  SyWindow *self = months->window;
  g_autoptr (GDateTime) first = error ? NULL : value_date (&months->first);
  g_autoptr (GDateTime) last = error ? NULL : value_date (&months->last);
  g_autoptr (GDateTime) month = error ? NULL : value_date (&months->month);
  g_autoptr (GMenu) menu = NULL;
  g_autofree char *label = NULL;

  if (months->evaluation != sy_session_get_evaluation (session))
    return; /* a newer one is being looked at */
  gtk_widget_set_visible (GTK_WIDGET (self->month_button), first && last && month);
  if (!first || !last || !month)
    {
      sy_session_set_period (session, "");
      return;
    }
  menu = list_months (first, last);
  label = g_date_time_format (month, "%Y-%m");
  gtk_menu_button_set_menu_model (self->month_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_label (self->month_button, label);
  sy_session_set_period (session, label);
}

void
sy_window_update_month (SyWindow *self)
{
  SyEvaluation *evaluation = sy_session_get_evaluation (self->session);
  Months *months;

  if (!evaluation || !sy_workbook_find_parameter (sy_session_get_workbook (self->session), MONTH_PARAMETER)
      || sy_workbook_get_sources (sy_session_get_workbook (self->session))->len == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->month_button), FALSE);
      sy_session_set_period (self->session, "");
      return;
    }
  months = g_new0 (Months, 1);
  months->evaluation = g_object_ref (evaluation);
  months->window = self;
  sy_session_fetch (self->session, G_OBJECT (self), read_months, show_months, months, free_months);
}
