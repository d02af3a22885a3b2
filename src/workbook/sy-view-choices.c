/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be asked of a workbook: dimensions, contrasts, where to drill; and why the rest can't. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-view-private.h"
#include "sy-workbook-private.h"

void
sy_view_choice_free (SyViewChoice *choice)
{
  g_free (choice->id);
  g_free (choice->title);
  g_free (choice->unavailable);
  g_free (choice);
}

static void
free_choice (gpointer data)
{
  sy_view_choice_free (data);
}

static SyViewChoice *
add_choice (GPtrArray *list, const char *id, const char *title, char *unavailable)
{
  SyViewChoice *choice = g_new0 (SyViewChoice, 1);

  choice->id = g_strdup (id);
  choice->title = g_strdup (title);
  choice->unavailable = unavailable;
  g_ptr_array_add (list, choice);
  return choice;
}

/* --- dimensions --- */

/* 公司 → 区域 → 店 → 人 → 货 → 单 */
static const char *const order[] = { "region",     "channel",     "format",     "area_type", "store",
                                     "department", "employee",    "level",      "customer",  "member",
                                     "category",   "subcategory", "brand",      "season",    "supplier",
                                     "size",       "product",     "product_id", "order",     NULL };

static guint
find_place (const char *id)
{
  const char *dot = strchr (id, '.');
  guint i = 0;

  while (order[i] && !g_str_equal (order[i], dot ? dot + 1 : id))
    i++;
  return i;
}

static int
compare_choices (gconstpointer a, gconstpointer b)
{
  const SyViewChoice *const *x = a;
  const SyViewChoice *const *y = b;
  int by_reason = ((*x)->unavailable != NULL) - ((*y)->unavailable != NULL);

  return by_reason ? by_reason : (int) find_place ((*x)->id) - (int) find_place ((*y)->id);
}

/* (element-type SyMeasure) */
static GPtrArray *
list_measures (SyWorkbook *workbook, const char *const *indicators)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_measure_free);

  for (guint i = 0; indicators && indicators[i]; i++)
    {
      SyMeasure *measure = sy_measure_new (sy_workbook_get_catalogue (workbook), indicators[i], i + 1, NULL);

      if (measure)
        g_ptr_array_add (list, measure);
    }
  return list;
}

/* The sources that are read. (element-type SySource, borrowed) */
static GPtrArray *
list_read (GPtrArray *measures, GPtrArray *sources)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < measures->len; i++)
    {
      const SyMeasure *measure = measures->pdata[i];

      for (char **kind = measure->kinds; *kind; kind++)
        {
          SySource *source = sy_view_find_source (sources, *kind);

          if (source && !g_ptr_array_find (list, source, NULL))
            g_ptr_array_add (list, source);
        }
    }
  return list;
}

/* Why the sources of a measure can't be told apart by it; NULL: they can. */
static char *
say_unreachable_of (SyCatalogue *catalogue,
                    GPtrArray *sources,
                    const SyMeasure *measure,
                    const char *dimension)
{
  for (char **kind = measure->kinds; *kind; kind++)
    {
      SySource *source = sy_view_find_source (sources, *kind);
      g_auto (SyReach) reach = { 0 };
      g_autofree char *why = NULL;

      if (source && !sy_view_reach (catalogue, sources, source, dimension, &reach, &why)
          && !sy_measure_is_regardless (measure, catalogue, source, dimension))
        return g_steal_pointer (&why);
    }
  return NULL;
}

/* NULL when every source can be told apart by it. */
static char *
say_unreachable (SyWorkbook *workbook, GPtrArray *sources, GPtrArray *measures, const char *dimension)
{
  char *why = NULL;

  for (guint i = 0; !why && i < measures->len; i++)
    why = say_unreachable_of (sy_workbook_get_catalogue (workbook), sources, measures->pdata[i], dimension);
  return why;
}

static gboolean
has_choice (GPtrArray *list, const char *id)
{
  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (((const SyViewChoice *) list->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* The dimensions of a source, each once: what two masters call alike is told apart by the master's name. */
static void
add_dimensions (
    SyWorkbook *workbook, GPtrArray *sources, GPtrArray *measures, SySource *source, GPtrArray *list)
{
  GPtrArray *roles = sy_source_kind_get_roles (source->kind);

  for (guint i = 0; i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];

      if (role->is_dimension && sy_source_has_role (source, role->id) && !has_choice (list, role->id))
        add_choice (list, role->id, role->title, say_unreachable (workbook, sources, measures, role->id));
    }
}

GPtrArray *
sy_view_list_dimensions (SyWorkbook *workbook, const char *const *indicators)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_choice);
  g_autoptr (GPtrArray) measures = NULL;
  g_autoptr (GPtrArray) read = NULL;
  g_autoptr (GPtrArray) sources = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook), list);
  sources = sy_workbook_list_sources (workbook);
  measures = list_measures (workbook, indicators);
  read = list_read (measures, sources);
  for (guint i = 0; i < read->len; i++)
    add_dimensions (workbook, sources, measures, read->pdata[i], list);
  for (guint i = 0; i < sources->len; i++)
    if (!*sy_source_kind_get_period (((SySource *) sources->pdata[i])->kind))
      add_dimensions (workbook, sources, measures, sources->pdata[i], list);
  g_ptr_array_sort (list, compare_choices);
  return list;
}

/* --- contrasts --- */

static gboolean
has_dates (GPtrArray *read)
{
  for (guint i = 0; i < read->len; i++)
    {
      const SySource *source = read->pdata[i];
      const char *const *period = sy_source_kind_get_period (source->kind);

      if (period[0] && sy_source_has_role (source, period[0]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_role (GPtrArray *sources, const char *kind, const char *role)
{
  SySource *source = sy_view_find_source (sources, kind);

  return source && sy_source_has_role (source, role);
}

static char *
say_no_contrast (SyView *view, GPtrArray *sources, GPtrArray *read, SyContrast contrast)
{
  guint n_rows = g_strv_length ((char **) sy_view_get_dimensions (view))
                 + (sy_view_get_grain (view) != SY_VIEW_GRAIN_NONE);

  switch (contrast)
    {
    case SY_CONTRAST_YOY_FESTIVAL:
      if (!has_role (sources, "calendar", "aligned"))
        return g_strdup (_ ("It needs a calendar that says which days correspond."));
      G_GNUC_FALLTHROUGH;
    case SY_CONTRAST_YOY:
    case SY_CONTRAST_YOY_WEEKDAY:
    case SY_CONTRAST_PREVIOUS:
    case SY_CONTRAST_FIXED:
      return has_dates (read) ? NULL : g_strdup (_ ("What is read has no dates."));
    case SY_CONTRAST_SIMILAR:
      if (!has_role (sources, "stores", "format") && !has_role (sources, "stores", "area_type"))
        return g_strdup (_ ("It needs a list of stores with their format or kind of area."));
      return n_rows ? NULL : g_strdup (_ ("There is one row only: tell it apart by something."));
    case SY_CONTRAST_BEST:
    case SY_CONTRAST_PARENT:
    case SY_CONTRAST_MEAN:
      return n_rows ? NULL : g_strdup (_ ("There is one row only: tell it apart by something."));
    case SY_CONTRAST_PLAN:
      return has_role (sources, "targets", "value")
                 ? NULL
                 : g_strdup (_ ("It needs targets: import a file with them."));
    case SY_CONTRAST_NONE:
    case SY_CONTRAST_EXPERIENCE:
    case SY_CONTRAST_THEORY:
    default:
      return NULL;
    }
}

GPtrArray *
sy_view_list_contrasts (SyWorkbook *workbook, SyView *view)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_choice);
  g_autoptr (GPtrArray) sources = NULL;
  g_autoptr (GPtrArray) measures = NULL;
  g_autoptr (GPtrArray) read = NULL;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && SY_IS_VIEW (view), list);
  sources = sy_workbook_list_sources (workbook);
  measures = list_measures (workbook, sy_view_get_indicators (view));
  read = list_read (measures, sources);
  for (int i = SY_CONTRAST_NONE; i <= SY_CONTRAST_MEAN; i++)
    {
      SyContrast contrast = (SyContrast) i;

      add_choice (list, sy_contrast_get_name (contrast), sy_contrast_get_title (contrast),
                  say_no_contrast (view, sources, read, contrast));
    }
  return list;
}

/* --- drilling --- */

/* Dimensions that are chosen already say nothing new. */
static gboolean
is_used (SyView *view, const char *dimension)
{
  GPtrArray *filters = sy_view_get_filters (view);

  if (g_strv_contains (sy_view_get_dimensions (view), dimension))
    return TRUE;
  for (guint i = 0; i < filters->len; i++)
    if (g_str_equal (((const SyViewFilter *) filters->pdata[i])->dimension, dimension))
      return TRUE;
  return FALSE;
}

/* How far in we are: the innermost of the chosen dimensions. */
static guint
find_depth (SyView *view)
{
  GPtrArray *filters = sy_view_get_filters (view);
  const char *const *dimensions = sy_view_get_dimensions (view);
  guint depth = 0;

  for (guint i = 0; dimensions[i]; i++)
    depth = MAX (depth, find_place (dimensions[i]));
  for (guint i = 0; i < filters->len; i++)
    depth = MAX (depth, find_place (((const SyViewFilter *) filters->pdata[i])->dimension));
  return depth;
}

GPtrArray *
sy_view_suggest_drill (SyWorkbook *workbook, SyView *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_choice);
  g_autoptr (GPtrArray) all = NULL;
  guint depth;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && SY_IS_VIEW (self), list);
  all = sy_view_list_dimensions (workbook, sy_view_get_indicators (self));
  depth = find_depth (self);
  /* Further in first, then what was passed over. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < all->len; i++)
      {
        const SyViewChoice *choice = all->pdata[i];

        if (!choice->unavailable && !is_used (self, choice->id)
            && (find_place (choice->id) > depth) == (pass == 0))
          add_choice (list, choice->id, choice->title, NULL);
      }
  return list;
}
