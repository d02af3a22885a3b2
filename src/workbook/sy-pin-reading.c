/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-pin-reading.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define VIEW_TABLE "view"
#define MAX_INDICATORS 8

struct _SyPinGroup
{
  char *key;             /* what its pins have in common */
  GPtrArray *pins;       /* (element-type SyPin) */
  GPtrArray *indicators; /* (element-type SyIndicator) of each pin; NULL: no such indicator */
  SyView *view;
  SyEvaluation *evaluation; /* NULL: nothing can be had of it */
  char *problem;            /* why */
  SyWorkbook *workbook;
};

void
sy_pin_reading_free (SyPinReading *self)
{
  sy_pin_free (self->pin);
  g_free (self->title);
  g_free (self->text);
  g_free (self->change_text);
  g_free (self->period);
  g_free (self->history);
  g_free (self->state_text);
  g_free (self->reason);
  g_free (self);
}

void
sy_pin_group_free (SyPinGroup *self)
{
  g_free (self->key);
  g_ptr_array_unref (self->pins);
  g_ptr_array_unref (self->indicators);
  g_clear_object (&self->view);
  g_clear_object (&self->evaluation);
  g_clear_object (&self->workbook);
  g_free (self->problem);
  g_free (self);
}

gboolean
sy_pin_reading_suggest_limits (const SyPinReading *self, double *low, double *high)
{
  double values[SY_PIN_MONTHS];
  guint n = 0;

  for (guint i = 0; i + 1 < self->n_history && n < SY_PIN_MONTHS; i++)
    if (!isnan (self->history[i]))
      values[n++] = self->history[i];
  return sy_pin_suggest_limits (values, n, low, high);
}

static int
compare_readings (gconstpointer a, gconstpointer b)
{
  const SyPinReading *left = *(SyPinReading *const *) a;
  const SyPinReading *right = *(SyPinReading *const *) b;

  if (left->state != right->state)
    return (int) left->state - (int) right->state;
  return atoi (left->pin->id) - atoi (right->pin->id);
}

void
sy_pin_reading_sort (GPtrArray *readings)
{
  g_ptr_array_sort (readings, compare_readings);
}

/* --- what is asked, on the main thread --- */

char *
sy_pin_make_period (const char *month)
{
  int number;

  if (strlen (month) < 7)
    return g_strdup ("");
  number = atoi (month) * 12 + atoi (month + 5) - SY_PIN_MONTHS;
  return g_strdup_printf ("%04d-%02d..%.7s", number / 12, number % 12 + 1, month);
}

/* The rows that a pin is about: the filters of the view it was made from, month by month. */
static SyView *
make_view (const SyPin *pin, const char *month)
{
  g_autoptr (SyView) from = pin->view && *pin->view ? sy_view_new_from_text (pin->view, NULL) : NULL;
  g_autofree char *period = sy_pin_make_period (month);
  SyView *view = sy_view_new ();
  GPtrArray *filters = from ? sy_view_get_filters (from) : NULL;

  for (guint i = 0; filters && i < filters->len; i++)
    {
      const SyViewFilter *filter = filters->pdata[i];

      sy_view_set_filter (view, filter->dimension, filter->value);
    }
  if (from)
    sy_view_set_comparable (view, sy_view_get_comparable (from), sy_view_get_min_open_months (from));
  sy_view_set_grain (view, SY_VIEW_GRAIN_MONTH);
  sy_view_set_period (view, period, NULL);
  return view;
}

static SyPinGroup *
find_group (GPtrArray *groups, const char *key)
{
  for (guint i = 0; i < groups->len; i++)
    {
      SyPinGroup *group = groups->pdata[i];

      if (g_str_equal (group->key, key) && group->pins->len < MAX_INDICATORS)
        return group;
    }
  return NULL;
}

static void
evaluate (SyPinGroup *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->pins->len; i++)
    {
      const SyPin *pin = self->pins->pdata[i];

      if (!g_ptr_array_find_with_equal_func (ids, pin->indicator, g_str_equal, NULL))
        g_ptr_array_add (ids, pin->indicator);
    }
  g_ptr_array_add (ids, NULL);
  sy_view_set_indicators (self->view, (const char *const *) ids->pdata);
  self->evaluation = sy_workbook_evaluate_view (self->workbook, self->view, &error);
  if (error)
    self->problem = g_strdup (error->message);
}

GPtrArray *
sy_pin_group_list (SyWorkbook *workbook, GPtrArray *pins, const char *month)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_group_free);
  SyCatalogue *catalogue;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && pins && month, groups);

  catalogue = sy_workbook_get_catalogue (workbook);
  for (guint i = 0; i < pins->len; i++)
    {
      g_autoptr (SyView) view = make_view (pins->pdata[i], month);
      g_autofree char *key = sy_view_to_text (view);
      SyPinGroup *group = find_group (groups, key);

      if (!group)
        {
          group = g_new0 (SyPinGroup, 1);
          group->key = g_steal_pointer (&key);
          group->pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_free);
          group->indicators = g_ptr_array_new ();
          group->view = g_steal_pointer (&view);
          group->workbook = g_object_ref (workbook);
          g_ptr_array_add (groups, group);
        }
      g_ptr_array_add (group->pins, sy_pin_copy (pins->pdata[i]));
      g_ptr_array_add (group->indicators, sy_catalogue_find_indicator (
                                              catalogue, ((const SyPin *) pins->pdata[i])->indicator, NULL));
    }
  for (guint i = 0; i < groups->len; i++)
    evaluate (groups->pdata[i]);
  return groups;
}

/* --- reading, off the main thread --- */

static char *
make_title (SyPinGroup *self, const SyPin *pin, SyIndicator *indicator)
{
  GPtrArray *filters = sy_view_get_filters (self->view);
  GString *text = g_string_new (pin->title  ? pin->title
                                : indicator ? sy_indicator_get_title (indicator)
                                            : pin->indicator);

  for (guint i = 0; !pin->title && i < filters->len; i++)
    g_string_append_printf (text, " · %s", ((const SyViewFilter *) filters->pdata[i])->value);
  return g_string_free (text, FALSE);
}

/* “+1.2 pp”: the change of a percentage is told in points. */
static char *
format_change (const SyPinReading *self, const char *language)
{
  const char *sign = self->change > 0 ? "+" : "";
  g_autofree char *text = NULL;

  if (self->unit == SY_UNIT_PERCENT)
    {
      text = sy_format_number (self->change * 100, SY_UNIT_NUMBER, 1, language);
      return g_strdup_printf (_ ("%s%s points"), sign, text);
    }
  text = sy_format_number (self->change, self->unit, self->decimals, language);
  return g_strconcat (sign, text, NULL);
}

static void
read_history (SyPinReading *self, SyFrame *frame, guint column, gint64 first)
{
  gint64 n = sy_frame_get_n_rows (frame);

  self->n_history = (guint) (n - first);
  self->history = g_new (double, MAX (self->n_history, 1));
  for (guint i = 0; i < self->n_history; i++)
    self->history[i] =
        sy_frame_is_null (frame, column, first + i) ? NAN : sy_frame_get_double (frame, column, first + i);
}

static void
read_latest (SyPinReading *self, SyTable *table, SyFrame *frame, int column, const char *language)
{
  gint64 last = sy_frame_get_n_rows (frame) - 1;
  int period = sy_table_find_column (table, "period");
  int complete = sy_table_find_column (table, "complete");

  sy_table_format_cell (table, frame, (guint) column, last, language, &self->text);
  if (period >= 0)
    sy_table_format_cell (table, frame, (guint) period, last, language, &self->period);
  self->is_complete = complete < 0 || sy_frame_is_null (frame, (guint) complete + 1, last)
                      || sy_frame_get_int64 (frame, (guint) complete + 1, last) != 0;
  self->value = self->history[self->n_history - 1];
  self->has_value = !isnan (self->value);
  if (!self->has_value || self->n_history < 2 || isnan (self->history[self->n_history - 2]))
    return;
  self->has_change = TRUE;
  self->change = self->value - self->history[self->n_history - 2];
  self->change_text = format_change (self, language);
}

static void
read_pin (SyPinReading *self, SyTable *table, SyFrame *frame, const char *language)
{
  int column = table ? sy_table_find_column (table, self->pin->indicator) : -1;
  gint64 n = frame ? sy_frame_get_n_rows (frame) : 0;
  const SyTableColumn *look;

  if (column < 0 || n == 0)
    {
      if (!self->reason)
        self->reason = g_strdup (_ ("The data have no rows for it"));
      return;
    }
  look = sy_table_get_columns (table)->pdata[column];
  self->unit = look->unit;
  self->decimals = look->decimals;
  read_history (self, frame, (guint) column + 1, MAX (n - SY_PIN_MONTHS, 0));
  read_latest (self, table, frame, column, language);
}

static SyPinReading *
new_reading (SyPinGroup *self, const SyPin *pin, SyIndicator *indicator)
{
  SyPinReading *reading = g_new0 (SyPinReading, 1);

  reading->pin = sy_pin_copy (pin);
  reading->title = make_title (self, pin, indicator);
  reading->is_complete = TRUE;
  reading->reason = g_strdup (self->problem);
  if (indicator)
    {
      reading->unit = sy_indicator_get_unit (indicator);
      reading->decimals = sy_indicator_get_decimals (indicator);
      reading->direction = sy_indicator_get_direction (indicator);
    }
  return reading;
}

GPtrArray *
sy_pin_group_read (SyPinGroup *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_reading_free);
  const char *language = sy_workbook_get_language (self->workbook);
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;

  if (self->evaluation)
    {
      table = sy_evaluation_get_table (self->evaluation, VIEW_TABLE, cancellable, error);
      frame = table ? sy_table_read_all (table, cancellable, error) : NULL;
      if (!frame)
        return NULL;
    }
  for (guint i = 0; i < self->pins->len; i++)
    {
      SyPinReading *reading = new_reading (self, self->pins->pdata[i], self->indicators->pdata[i]);
      const double *value;

      read_pin (reading, table, frame, language);
      if (!reading->text)
        reading->text = g_strdup ("—");
      value = reading->has_value ? &reading->value : NULL;
      reading->state = sy_pin_judge (reading->pin, reading->direction, value);
      reading->state_text = sy_pin_describe (reading->pin, reading->direction, value, reading->unit,
                                             reading->decimals, language);
      g_ptr_array_add (readings, reading);
    }
  return g_steal_pointer (&readings);
}
