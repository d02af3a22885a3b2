/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A limit is crossed to the wrong or to the right side, by what is good for the indicator: a closing rate
 * above its upper limit is worth a look, one below its lower limit an alarm. */
#include "config.h"

#include "sy-pin.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-workbook.h"

#define GROUP_PREFIX "pin "
#define MIN_VALUES 3
#define DEVIATIONS 2.0

G_DEFINE_QUARK (sy - pin - error - quark, sy_pin_error)

SyPin *
sy_pin_new (const char *indicator)
{
  SyPin *self = g_new0 (SyPin, 1);

  self->indicator = g_strdup (indicator);
  self->margin = SY_PIN_DEFAULT_MARGIN;
  return self;
}

SyPin *
sy_pin_copy (const SyPin *self)
{
  SyPin *copy = g_new (SyPin, 1);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->indicator = g_strdup (self->indicator);
  copy->view = g_strdup (self->view);
  copy->title = g_strdup (self->title);
  return copy;
}

void
sy_pin_free (SyPin *self)
{
  if (!self)
    return;
  g_free (self->id);
  g_free (self->indicator);
  g_free (self->view);
  g_free (self->title);
  g_free (self);
}

/**
 * sy_pin_check:
 *
 * Returns: %FALSE with %SY_PIN_ERROR_LIMITS when its limits make no sense
 */
gboolean
sy_pin_check (const SyPin *self, GError **error)
{
  const char *problem = NULL;

  if ((self->has_low && !isfinite (self->low)) || (self->has_high && !isfinite (self->high)))
    problem = _ ("A limit must be a number");
  else if (self->has_low && self->has_high && self->low > self->high)
    problem = _ ("The lower limit is above the upper one");
  else if (!(self->margin >= 0 && self->margin <= 1))
    problem = _ ("The margin must be between 0% and 100%");
  if (problem)
    g_set_error_literal (error, SY_PIN_ERROR, SY_PIN_ERROR_LIMITS, problem);
  return problem == NULL;
}

/* The limit that @value is beyond or near, and how. */
static SyPinState
judge (const SyPin *self, int direction, double value, double *limit)
{
  *limit = self->has_low ? self->low : self->high;
  if (self->has_low && value < self->low)
    return direction < 0 ? SY_PIN_GOOD : SY_PIN_BAD;
  if (self->has_high && value > self->high)
    {
      *limit = self->high;
      return direction > 0 ? SY_PIN_GOOD : SY_PIN_BAD;
    }
  if (self->has_low && direction >= 0 && value - self->low < self->margin * fabs (self->low))
    return SY_PIN_NEAR;
  if (self->has_high && direction <= 0 && self->high - value < self->margin * fabs (self->high))
    {
      *limit = self->high;
      return SY_PIN_NEAR;
    }
  return SY_PIN_FINE;
}

SyPinState
sy_pin_judge (const SyPin *self, int direction, const double *value)
{
  double limit;

  if (!value || isnan (*value))
    return SY_PIN_UNKNOWN;
  if (!self->has_low && !self->has_high)
    return SY_PIN_PLAIN;
  return judge (self, direction, *value, &limit);
}

/**
 * sy_pin_describe:
 *
 * Returns: (transfer full): a few words, so that the state is not told by its colour alone
 */
char *
sy_pin_describe (
    const SyPin *self, int direction, const double *value, SyUnit unit, guint decimals, const char *language)
{
  SyPinState state = sy_pin_judge (self, direction, value);
  double limit = 0;
  g_autofree char *text = NULL;

  if (state == SY_PIN_UNKNOWN)
    return g_strdup (_ ("no number"));
  if (state == SY_PIN_PLAIN)
    return g_strdup (_ ("no limits"));
  judge (self, direction, *value, &limit);
  text = sy_format_number (limit, unit, decimals, language);
  if (state == SY_PIN_FINE)
    return g_strdup (_ ("within its limits"));
  if (state == SY_PIN_NEAR)
    return g_strdup_printf (_ ("near the limit of %s"), text);
  if (state == SY_PIN_GOOD)
    return g_strdup_printf (_ ("better than the limit of %s"), text);
  return g_strdup_printf (*value < limit ? _ ("below the limit of %s") : _ ("above the limit of %s"), text);
}

gboolean
sy_pin_suggest_limits (const double *values, gsize n, double *low, double *high)
{
  double mean = 0, squares = 0, deviation;

  if (n < MIN_VALUES)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    mean += values[i] / (double) n;
  for (gsize i = 0; i < n; i++)
    squares += (values[i] - mean) * (values[i] - mean);
  deviation = sqrt (squares / (double) (n - 1));
  if (!(deviation > 0))
    return FALSE;
  *low = mean - DEVIATIONS * deviation;
  *high = mean + DEVIATIONS * deviation;
  return TRUE;
}

/* --- as text --- */

static void
write_text (GKeyFile *file, const char *group, const char *key, const char *text)
{
  if (text)
    g_key_file_set_string (file, group, key, text);
}

char *
sy_pin_list_to_text (GPtrArray *pins)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  for (guint i = 0; i < pins->len; i++)
    {
      const SyPin *pin = pins->pdata[i];
      g_autofree char *group = g_strconcat (GROUP_PREFIX, pin->id, NULL);

      write_text (file, group, "indicator", pin->indicator);
      write_text (file, group, "view", pin->view);
      write_text (file, group, "title", pin->title);
      if (pin->has_low)
        g_key_file_set_double (file, group, "low", pin->low);
      if (pin->has_high)
        g_key_file_set_double (file, group, "high", pin->high);
      g_key_file_set_double (file, group, "margin", pin->margin);
    }
  return g_key_file_to_data (file, NULL, NULL);
}

static double
read_number (GKeyFile *file, const char *group, const char *key, gboolean *is_there)
{
  g_autoptr (GError) error = NULL;
  double value = g_key_file_get_double (file, group, key, &error);

  *is_there = !error && isfinite (value);
  return *is_there ? value : 0;
}

static SyPin *
read_pin (GKeyFile *file, const char *group)
{
  g_autofree char *indicator = g_key_file_get_string (file, group, "indicator", NULL);
  g_autoptr (SyPin) pin = indicator ? sy_pin_new (indicator) : NULL;
  gboolean has_margin;
  double margin;

  if (!pin)
    return NULL;
  pin->id = g_strdup (group + strlen (GROUP_PREFIX));
  pin->view = g_key_file_get_string (file, group, "view", NULL);
  pin->title = g_key_file_get_string (file, group, "title", NULL);
  pin->low = read_number (file, group, "low", &pin->has_low);
  pin->high = read_number (file, group, "high", &pin->has_high);
  margin = read_number (file, group, "margin", &has_margin);
  if (has_margin)
    pin->margin = margin;
  return sy_pin_check (pin, NULL) ? g_steal_pointer (&pin) : NULL;
}

/**
 * sy_pin_list_new_from_text:
 * @text: (nullable): what sy_pin_list_to_text() wrote
 *
 * Returns: (transfer full) (element-type SyPin): in the order of the text; %NULL with %SY_PIN_ERROR_TEXT
 */
GPtrArray *
sy_pin_list_new_from_text (const char *text, GError **error)
{
  g_autoptr (GPtrArray) pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_free);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) groups = NULL;
  g_autoptr (GError) local = NULL;

  if (!text || !*text)
    return g_steal_pointer (&pins);
  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, &local))
    {
      g_set_error (error, SY_PIN_ERROR, SY_PIN_ERROR_TEXT, _ ("The dashboard can’t be read: %s"),
                   local->message);
      return NULL;
    }
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i]; i++)
    {
      SyPin *pin = g_str_has_prefix (groups[i], GROUP_PREFIX) ? read_pin (file, groups[i]) : NULL;

      if (pin)
        g_ptr_array_add (pins, pin);
    }
  return g_steal_pointer (&pins);
}
