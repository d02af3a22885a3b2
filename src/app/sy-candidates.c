/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-candidates.h"

#include <glib/gi18n.h>

#include "sy-indicator-text.h"

/* Where the cells of a candidate stand; G_MAXUINT: there is no such column. */
typedef struct
{
  guint name, has_data, fits_grain;
} Places;

static gboolean
find_places (const SyTemplateTable *definition, Places *places)
{
  *places = (Places){ G_MAXUINT, G_MAXUINT, G_MAXUINT };
  for (guint i = 0; g_strcmp0 (definition->rows, "INPUT") == 0 && i < definition->columns->len; i++)
    {
      const SyTemplateColumn *column = definition->columns->pdata[i];

      if (column->is_text && g_str_equal (column->id, "indicator"))
        places->name = i;
      else if (g_str_equal (column->id, "has_data"))
        places->has_data = i;
      else if (g_str_equal (column->id, "fits_grain"))
        places->fits_grain = i;
    }
  return places->name != G_MAXUINT && places->has_data != G_MAXUINT;
}

gboolean
sy_candidates_is_one (const SyTemplateTable *definition)
{
  Places places;

  g_return_val_if_fail (definition, FALSE);
  return find_places (definition, &places);
}

static void
set_cell (char **row, guint place, const char *text)
{
  if (place == G_MAXUINT)
    return;
  g_free (row[place]);
  row[place] = g_strdup (text);
}

/* As many cells as there are columns. */
static char **
fill_row (const SyTemplateTable *definition, char **row)
{
  GStrv filled = g_new0 (char *, definition->columns->len + 1);
  guint n = row ? g_strv_length (row) : 0;

  for (guint i = 0; i < definition->columns->len; i++)
    filled[i] = g_strdup (i < n ? row[i] : "");
  return filled;
}

static GPtrArray *
copy_rows (SyWorkbook *workbook, const SyTemplateTable *definition)
{
  GPtrArray *rows = sy_workbook_get_input_rows (workbook, definition->id);
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; rows && i < rows->len; i++)
    g_ptr_array_add (copy, fill_row (definition, rows->pdata[i]));
  return copy;
}

static SyIndicator *
find_indicator (SyWorkbook *workbook, const char *name)
{
  return *name ? sy_catalogue_find_indicator (sy_workbook_get_catalogue (workbook), name, NULL) : NULL;
}

static gboolean
has_data (SyWorkbook *workbook, SyIndicator *indicator)
{
  return sy_indicator_check_access (indicator, workbook) == SY_INDICATOR_AVAILABLE;
}

static gboolean
is_candidate (SyWorkbook *workbook, GPtrArray *rows, const Places *places, SyIndicator *indicator)
{
  for (guint i = 0; i < rows->len; i++)
    if (find_indicator (workbook, ((char **) rows->pdata[i])[places->name]) == indicator)
      return TRUE;
  return FALSE;
}

gboolean
sy_candidates_add (SyWorkbook *workbook,
                   const SyTemplateTable *definition,
                   GPtrArray *indicators,
                   GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  Places places;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && definition && indicators, FALSE);
  g_return_val_if_fail (find_places (definition, &places), FALSE);
  rows = copy_rows (workbook, definition);
  for (guint i = 0; i < indicators->len; i++)
    {
      SyIndicator *indicator = indicators->pdata[i];
      char **row;

      if (is_candidate (workbook, rows, &places, indicator))
        continue;
      row = fill_row (definition, NULL);
      set_cell (row, places.name, sy_indicator_get_title (indicator));
      set_cell (row, places.has_data, has_data (workbook, indicator) ? "1" : "0");
      set_cell (row, places.fits_grain, "1");
      g_ptr_array_add (rows, row);
    }
  return sy_workbook_set_input_rows (workbook, definition->id, rows, error);
}

/* NULL where there is nothing to be said. */
static char *
say (SyWorkbook *workbook, const char *name, SyIndicator *indicator)
{
  g_autofree char *missing = NULL;

  if (!indicator)
    return g_strdup_printf (_ ("“%s” is not in the library: say yourself whether it has data"), name);
  if (has_data (workbook, indicator))
    return NULL;
  missing = sy_indicator_dup_missing (indicator, workbook);
  return missing ? g_strdup_printf ("%s: %s", name, missing)
                 : g_strdup_printf (_ ("%s: from no data, its inputs are typed"), name);
}

gboolean
sy_candidates_test (SyWorkbook *workbook, const SyTemplateTable *definition, char **said, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  Places places;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && definition, FALSE);
  g_return_val_if_fail (find_places (definition, &places), FALSE);
  rows = copy_rows (workbook, definition);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      SyIndicator *indicator = find_indicator (workbook, row[places.name]);
      g_autofree char *line = *row[places.name] ? say (workbook, row[places.name], indicator) : NULL;

      if (indicator)
        set_cell (row, places.has_data, has_data (workbook, indicator) ? "1" : "0");
      if (line)
        g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
    }
  if (said)
    *said = g_string_free (g_steal_pointer (&lines), FALSE);
  return sy_workbook_set_input_rows (workbook, definition->id, rows, error);
}
