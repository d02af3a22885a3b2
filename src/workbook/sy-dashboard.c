/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dashboard.h"

#define KEPT_NAME "dashboard"

GPtrArray *
sy_dashboard_list_pins (SyWorkbook *workbook)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *pins;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook), NULL);

  pins = sy_pin_list_new_from_text (sy_workbook_get_kept (workbook, KEPT_NAME), &error);
  if (!pins)
    {
      g_warning ("%s", error->message);
      pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_free);
    }
  return pins;
}

static int
find_index (GPtrArray *pins, const char *id)
{
  for (guint i = 0; id && i < pins->len; i++)
    if (g_strcmp0 (((const SyPin *) pins->pdata[i])->id, id) == 0)
      return (int) i;
  return -1;
}

SyPin *
sy_dashboard_find_pin (SyWorkbook *workbook, const char *id)
{
  g_autoptr (GPtrArray) pins = sy_dashboard_list_pins (workbook);
  int index = find_index (pins, id);

  return index < 0 ? NULL : sy_pin_copy (pins->pdata[index]);
}

gboolean
sy_dashboard_has_pin (SyWorkbook *workbook, const char *indicator, const char *view)
{
  g_autoptr (GPtrArray) pins = sy_dashboard_list_pins (workbook);

  for (guint i = 0; i < pins->len; i++)
    {
      const SyPin *pin = pins->pdata[i];

      if (g_strcmp0 (pin->indicator, indicator) == 0
          && g_str_equal (pin->view ? pin->view : "", view ? view : ""))
        return TRUE;
    }
  return FALSE;
}

/* One more than the largest there is, so that an undone pin and a new one are never the same. */
static char *
new_id (GPtrArray *pins)
{
  guint64 last = 0;

  for (guint i = 0; i < pins->len; i++)
    last = MAX (last, g_ascii_strtoull (((const SyPin *) pins->pdata[i])->id, NULL, 10));
  return g_strdup_printf ("%" G_GUINT64_FORMAT, last + 1);
}

static void
keep (SyWorkbook *workbook, GPtrArray *pins)
{
  g_autofree char *text = pins->len ? sy_pin_list_to_text (pins) : NULL;

  sy_workbook_set_kept (workbook, KEPT_NAME, text);
}

gboolean
sy_dashboard_pin (SyWorkbook *workbook, const SyPin *pin, GError **error)
{
  g_autoptr (GPtrArray) pins = NULL;
  SyPin *copy;
  int index;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && pin && pin->indicator, FALSE);

  if (!sy_pin_check (pin, error))
    return FALSE;
  pins = sy_dashboard_list_pins (workbook);
  index = find_index (pins, pin->id);
  copy = sy_pin_copy (pin);
  if (!copy->id)
    copy->id = new_id (pins);
  if (index >= 0)
    g_ptr_array_remove_index (pins, (guint) index);
  g_ptr_array_insert (pins, index, copy);
  keep (workbook, pins);
  return TRUE;
}

void
sy_dashboard_unpin (SyWorkbook *workbook, const char *id)
{
  g_autoptr (GPtrArray) pins = sy_dashboard_list_pins (workbook);
  int index = find_index (pins, id);

  if (index < 0)
    return;
  g_ptr_array_remove_index (pins, (guint) index);
  keep (workbook, pins);
}
