/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked, and nothing of how it is answered. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-suggestion.h"
#include "sy-view-private.h"

#define MAX_DIMENSIONS 3
#define GROUP "view"

struct _SyView
{
  GObject parent_instance;

  char *id, *title;
  char **indicators, **dimensions;
  SyViewGrain grain;
  char *from, *to;
  SyContrast contrast;
  char *argument;
  GPtrArray *filters; /* (element-type SyViewFilter) */
  gboolean comparable;
  guint min_open_months;
  char *sort;
  guint top;
  char *origin; /* text of the view that this one was drilled from; NULL */
};

G_DEFINE_FINAL_TYPE (SyView, sy_view, G_TYPE_OBJECT)

/* --- names --- */

static const struct
{
  const char *name, *title;
} grains[] = {
  { "none", N_ ("Whole period") }, { "day", N_ ("Day") },         { "week", N_ ("Week") },
  { "month", N_ ("Month") },       { "quarter", N_ ("Quarter") }, { "year", N_ ("Year") },
}, contrasts[] = {
  { "none", N_ ("Nothing") },
  { "yoy", N_ ("Year before, same dates") },
  { "yoy-weekday", N_ ("Year before, same weekdays") },
  { "yoy-festival", N_ ("Year before, same festivals") },
  { "previous", N_ ("Period before") },
  { "fixed", N_ ("Fixed base period") },
  { "similar", N_ ("Similar ones") },
  { "best", N_ ("Leading one") },
  { "parent", N_ ("Wider space") },
  { "plan", N_ ("Plan") },
  { "experience", N_ ("Experience") },
  { "theory", N_ ("Theory") },
  { "mean", N_ ("Mean") },
};

const char *
sy_view_grain_get_name (SyViewGrain grain)
{
  g_return_val_if_fail (grain < G_N_ELEMENTS (grains), "none");
  return grains[grain].name;
}

const char *
sy_view_grain_get_title (SyViewGrain grain)
{
  g_return_val_if_fail (grain < G_N_ELEMENTS (grains), "");
  return _ (grains[grain].title);
}

gboolean
sy_view_grain_from_name (const char *name, SyViewGrain *grain)
{
  for (guint i = 0; i < G_N_ELEMENTS (grains); i++)
    if (g_strcmp0 (name, grains[i].name) == 0)
      {
        *grain = (SyViewGrain) i;
        return TRUE;
      }
  return FALSE;
}

const char *
sy_contrast_get_name (SyContrast contrast)
{
  g_return_val_if_fail (contrast < G_N_ELEMENTS (contrasts), "none");
  return contrasts[contrast].name;
}

const char *
sy_contrast_get_title (SyContrast contrast)
{
  g_return_val_if_fail (contrast < G_N_ELEMENTS (contrasts), "");
  return _ (contrasts[contrast].title);
}

gboolean
sy_contrast_from_name (const char *name, SyContrast *contrast)
{
  for (guint i = 0; i < G_N_ELEMENTS (contrasts); i++)
    if (g_strcmp0 (name, contrasts[i].name) == 0)
      {
        *contrast = (SyContrast) i;
        return TRUE;
      }
  return FALSE;
}

/* --- object --- */

static void
free_filter (gpointer data)
{
  SyViewFilter *filter = data;

  g_free (filter->dimension);
  g_free (filter->value);
  g_free (filter);
}

static void
sy_view_finalize (GObject *object)
{
  SyView *self = SY_VIEW (object);

  g_free (self->id);
  g_free (self->title);
  g_strfreev (self->indicators);
  g_strfreev (self->dimensions);
  g_free (self->from);
  g_free (self->to);
  g_free (self->argument);
  g_ptr_array_unref (self->filters);
  g_free (self->sort);
  g_free (self->origin);
  G_OBJECT_CLASS (sy_view_parent_class)->finalize (object);
}

static void
sy_view_class_init (SyViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_view_finalize;
}

static void
sy_view_init (SyView *self)
{
  self->id = g_strdup ("view");
  self->title = g_strdup ("");
  self->indicators = g_new0 (char *, 1);
  self->dimensions = g_new0 (char *, 1);
  self->from = g_strdup ("");
  self->to = g_strdup ("");
  self->argument = g_strdup ("");
  self->filters = g_ptr_array_new_with_free_func (free_filter);
  self->min_open_months = 12;
  self->sort = g_strdup ("");
}

SyView *
sy_view_new (void)
{
  return g_object_new (SY_TYPE_VIEW, NULL);
}

SyView *
sy_view_copy (SyView *self)
{
  g_autofree char *text = sy_view_to_text (self);

  return sy_view_new_from_text (text, NULL);
}

/* --- what is asked --- */

static void
set_text (char **place, const char *text)
{
  char *copy = g_strdup (text ? text : "");

  g_free (*place);
  *place = copy;
}

const char *
sy_view_get_id (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return self->id;
}

void
sy_view_set_id (SyView *self, const char *id)
{
  g_return_if_fail (SY_IS_VIEW (self) && id && *id);
  set_text (&self->id, id);
}

const char *
sy_view_get_title (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return self->title;
}

void
sy_view_set_title (SyView *self, const char *title)
{
  g_return_if_fail (SY_IS_VIEW (self));
  set_text (&self->title, title);
}

const char *const *
sy_view_get_indicators (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return (const char *const *) self->indicators;
}

void
sy_view_set_indicators (SyView *self, const char *const *ids)
{
  char **copy = ids ? g_strdupv ((char **) ids) : g_new0 (char *, 1);

  g_return_if_fail (SY_IS_VIEW (self));
  g_strfreev (self->indicators);
  self->indicators = copy;
}

const char *const *
sy_view_get_dimensions (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return (const char *const *) self->dimensions;
}

void
sy_view_set_dimensions (SyView *self, const char *const *ids)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  char **copy;

  g_return_if_fail (SY_IS_VIEW (self));
  for (guint i = 0; ids && ids[i] && i < MAX_DIMENSIONS; i++)
    g_strv_builder_add (list, ids[i]);
  copy = g_strv_builder_end (list);
  g_strfreev (self->dimensions);
  self->dimensions = copy;
}

SyViewGrain
sy_view_get_grain (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), SY_VIEW_GRAIN_NONE);
  return self->grain;
}

void
sy_view_set_grain (SyView *self, SyViewGrain grain)
{
  g_return_if_fail (SY_IS_VIEW (self) && grain < G_N_ELEMENTS (grains));
  self->grain = grain;
}

const char *
sy_view_get_from (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return self->from;
}

const char *
sy_view_get_to (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return self->to;
}

gboolean
sy_view_set_period (SyView *self, const char *text, GError **error)
{
  char *from = NULL, *to = NULL;

  g_return_val_if_fail (SY_IS_VIEW (self), FALSE);
  if (!sy_period_parse (text ? text : "", &from, &to, error))
    return FALSE;
  g_free (self->from);
  g_free (self->to);
  self->from = from;
  self->to = to;
  return TRUE;
}

char *
sy_view_dup_period (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return sy_period_to_text (self->from, self->to);
}

SyContrast
sy_view_get_contrast (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), SY_CONTRAST_NONE);
  return self->contrast;
}

const char *
sy_view_get_argument (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return self->argument;
}

void
sy_view_set_contrast (SyView *self, SyContrast contrast, const char *argument)
{
  g_return_if_fail (SY_IS_VIEW (self) && contrast < G_N_ELEMENTS (contrasts));
  self->contrast = contrast;
  set_text (&self->argument, argument);
}

GPtrArray *
sy_view_get_filters (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return self->filters;
}

void
sy_view_set_filter (SyView *self, const char *dimension, const char *value)
{
  SyViewFilter *filter = NULL;

  g_return_if_fail (SY_IS_VIEW (self) && dimension);
  for (guint i = 0; i < self->filters->len && !filter; i++)
    {
      filter = self->filters->pdata[i];
      if (!g_str_equal (filter->dimension, dimension))
        filter = NULL;
      else if (!value)
        {
          g_ptr_array_remove_index (self->filters, i);
          return;
        }
    }
  if (!value)
    return;
  if (!filter)
    {
      filter = g_new0 (SyViewFilter, 1);
      filter->dimension = g_strdup (dimension);
      g_ptr_array_add (self->filters, filter);
    }
  set_text (&filter->value, value);
}

gboolean
sy_view_get_comparable (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), FALSE);
  return self->comparable;
}

guint
sy_view_get_min_open_months (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), 0);
  return self->min_open_months;
}

void
sy_view_set_comparable (SyView *self, gboolean comparable, guint months)
{
  g_return_if_fail (SY_IS_VIEW (self));
  self->comparable = comparable;
  self->min_open_months = MIN (months, 1200);
}

const char *
sy_view_get_sort (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return self->sort;
}

void
sy_view_set_sort (SyView *self, const char *column)
{
  g_return_if_fail (SY_IS_VIEW (self));
  set_text (&self->sort, column);
}

guint
sy_view_get_top (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), 0);
  return self->top;
}

void
sy_view_set_top (SyView *self, guint top)
{
  g_return_if_fail (SY_IS_VIEW (self));
  self->top = top;
}

/* --- as text --- */

static void
write_filters (SyView *self, GKeyFile *file)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < self->filters->len; i++)
    {
      const SyViewFilter *filter = self->filters->pdata[i];

      g_ptr_array_add (names, filter->dimension);
      g_ptr_array_add (values, filter->value);
    }
  if (!names->len)
    return;
  g_key_file_set_string_list (file, GROUP, "filters", (const char *const *) names->pdata, names->len);
  g_key_file_set_string_list (file, GROUP, "values", (const char *const *) values->pdata, values->len);
}

static void
write_list (GKeyFile *file, const char *key, char **list)
{
  g_key_file_set_string_list (file, GROUP, key, (const char *const *) list, g_strv_length (list));
}

char *
sy_view_to_text (SyView *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *period = NULL;

  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  period = sy_view_dup_period (self);
  g_key_file_set_string (file, GROUP, "id", self->id);
  g_key_file_set_string (file, GROUP, "title", self->title);
  write_list (file, "indicators", self->indicators);
  write_list (file, "dimensions", self->dimensions);
  g_key_file_set_string (file, GROUP, "grain", sy_view_grain_get_name (self->grain));
  g_key_file_set_string (file, GROUP, "period", period);
  g_key_file_set_string (file, GROUP, "contrast", sy_contrast_get_name (self->contrast));
  g_key_file_set_string (file, GROUP, "argument", self->argument);
  write_filters (self, file);
  g_key_file_set_boolean (file, GROUP, "comparable", self->comparable);
  g_key_file_set_integer (file, GROUP, "open-months", (int) self->min_open_months);
  g_key_file_set_string (file, GROUP, "sort", self->sort);
  g_key_file_set_integer (file, GROUP, "top", (int) MIN (self->top, G_MAXINT));
  if (self->origin)
    g_key_file_set_string (file, GROUP, "origin", self->origin);
  return g_key_file_to_data (file, NULL, NULL);
}

static char *
read_text (GKeyFile *file, const char *key)
{
  char *text = g_key_file_get_string (file, GROUP, key, NULL);

  return text ? text : g_strdup ("");
}

static char **
read_list (GKeyFile *file, const char *key)
{
  char **list = g_key_file_get_string_list (file, GROUP, key, NULL, NULL);

  return list ? list : g_new0 (char *, 1);
}

static void
read_filters (SyView *self, GKeyFile *file)
{
  g_auto (GStrv) names = read_list (file, "filters");
  g_auto (GStrv) values = read_list (file, "values");

  for (guint i = 0; names[i] && i < g_strv_length (values); i++)
    sy_view_set_filter (self, names[i], values[i]);
}

static gboolean
fail (GError **error, const char *what, const char *text)
{
  g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("There is no %s “%s” for a view"),
               what, text);
  return FALSE;
}

static gboolean
read_numbers (SyView *self, GKeyFile *file, GError **error)
{
  g_autofree char *grain = read_text (file, "grain");
  g_autofree char *contrast = read_text (file, "contrast");
  g_autofree char *period = read_text (file, "period");

  if (*grain && !sy_view_grain_from_name (grain, &self->grain))
    return fail (error, _ ("grain"), grain);
  if (*contrast && !sy_contrast_from_name (contrast, &self->contrast))
    return fail (error, _ ("contrast"), contrast);
  self->comparable = g_key_file_get_boolean (file, GROUP, "comparable", NULL);
  if (g_key_file_has_key (file, GROUP, "open-months", NULL))
    self->min_open_months =
        (guint) CLAMP (g_key_file_get_integer (file, GROUP, "open-months", NULL), 0, 1200);
  self->top = (guint) MAX (g_key_file_get_integer (file, GROUP, "top", NULL), 0);
  return sy_view_set_period (self, period, error);
}

SyView *
sy_view_new_from_text (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (SyView) self = sy_view_new ();
  g_autoptr (GError) cause = NULL;
  g_autofree char *id = NULL;
  g_auto (GStrv) dimensions = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  if (!g_key_file_load_from_data (file, text, (gsize) -1, G_KEY_FILE_NONE, &cause)
      || !g_key_file_has_group (file, GROUP))
    {
      g_set_error (error, SY_WORKBOOK_ERROR, SY_WORKBOOK_ERROR_PARAMETER, _ ("This is no view: %s"),
                   cause ? cause->message : text);
      return NULL;
    }
  id = read_text (file, "id");
  if (*id)
    set_text (&self->id, id);
  g_free (self->title);
  self->title = read_text (file, "title");
  g_strfreev (self->indicators);
  self->indicators = read_list (file, "indicators");
  dimensions = read_list (file, "dimensions");
  sy_view_set_dimensions (self, (const char *const *) dimensions);
  g_free (self->argument);
  self->argument = read_text (file, "argument");
  g_free (self->sort);
  self->sort = read_text (file, "sort");
  self->origin = g_key_file_get_string (file, GROUP, "origin", NULL);
  read_filters (self, file);
  return read_numbers (self, file, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
sy_view_equal (SyView *a, SyView *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_return_val_if_fail (SY_IS_VIEW (a) && SY_IS_VIEW (b), FALSE);
  first = sy_view_to_text (a);
  second = sy_view_to_text (b);
  return g_str_equal (first, second);
}

/* --- drilling --- */

SyView *
sy_view_drill (SyView *self, const char *const *values, const char *period, const char *dimension)
{
  SyView *view;
  const char *const next[] = { dimension, NULL };

  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  view = sy_view_copy (self);
  g_free (view->origin);
  view->origin = sy_view_to_text (self);
  for (guint i = 0; self->dimensions[i] && values && values[i]; i++)
    sy_view_set_filter (view, self->dimensions[i], values[i]);
  if (period && self->grain != SY_VIEW_GRAIN_NONE)
    {
      char *from = NULL, *to = NULL;

      if (sy_period_around (period, self->grain, &from, &to))
        {
          g_free (view->from);
          g_free (view->to);
          view->from = from;
          view->to = to;
          view->grain = SY_VIEW_GRAIN_NONE;
          /* A week is held against the one 52 weeks before it, as its row is. */
          if (self->grain == SY_VIEW_GRAIN_WEEK && self->contrast == SY_CONTRAST_YOY)
            view->contrast = SY_CONTRAST_YOY_WEEKDAY;
        }
    }
  sy_view_set_dimensions (view, next);
  set_text (&view->title, "");
  set_text (&view->sort, "");
  view->top = 0;
  return view;
}

SyView *
sy_view_drill_up (SyView *self)
{
  g_return_val_if_fail (SY_IS_VIEW (self), NULL);
  return self->origin ? sy_view_new_from_text (self->origin, NULL) : NULL;
}
