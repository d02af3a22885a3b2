/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import would do to the rows that are there, told before it is done; and which way to join suits a
 * file. Master data have a key, and a row that comes again takes the place of the one before. Facts have a
 * day, and a month that comes again takes the place of that month - unless none of its orders is among those
 * rows: then it is another part of the same days, say another till's. */
#include "config.h"

#include "sy-workbook-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-dialect.h"
#include "sy-import-scan.h"
#include "sy-source-cleaning.h"
#include "sy-source-merge.h"

typedef struct
{
  SyWorkbook *workbook;
  SyImportPlan *plan;
  SySource *old; /* NULL: nothing is there */
  const SyRole *date;
  SyImportScan *scan;
  GArray *spans; /* (element-type SyDaySpan) */
  GCancellable *cancellable;
} Preview;

void
sy_import_preview_free (SyImportPreview *self)
{
  if (!self)
    return;
  g_strfreev (self->keys);
  g_strfreev (self->replaced_files);
  g_free (self->reason);
  g_free (self->text);
  g_free (self);
}

static gboolean
plan_has_role (const SyImportPlan *plan, const char *role)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (g_strcmp0 (((const SyImportColumn *) plan->columns->pdata[i])->role, role) == 0)
      return TRUE;
  return FALSE;
}

/* As columns, or derived from columns. */
static gboolean
plan_reaches (const SyImportPlan *plan, const char *const *roles)
{
  g_autoptr (GPtrArray) present = g_ptr_array_new ();
  g_autoptr (GPtrArray) derived = NULL;

  for (guint i = 0; i < plan->columns->len; i++)
    if (((const SyImportColumn *) plan->columns->pdata[i])->role)
      g_ptr_array_add (present, ((const SyImportColumn *) plan->columns->pdata[i])->role);
  g_ptr_array_add (present, NULL);
  derived = sy_source_kind_derive (plan->kind, (const char *const *) present->pdata, NULL);
  for (guint i = 0; roles[i]; i++)
    {
      gboolean found = g_strv_contains ((const char *const *) present->pdata, roles[i]);
      for (guint j = 0; !found && j < derived->len; j++)
        found = g_str_equal (((const SyRole *) derived->pdata[j])->id, roles[i]);
      if (!found)
        return FALSE;
    }
  return TRUE;
}

/**
 * sy_import_preview_choose_mode:
 * @plan: of a known kind
 * @keys: (out): what rows are told apart by, of the kind; borrowed
 *
 * Returns: the way to join that suits the kind
 */
SyImportMode
sy_import_preview_choose_mode (const SyImportPlan *plan, const char *const **keys)
{
  const char *const *key = sy_source_kind_get_key (plan->kind);
  const SyRole *date = sy_source_merge_find_date (plan->kind);

  *keys = key;
  if (key[0] && plan_reaches (plan, key))
    return SY_IMPORT_UPSERT;
  if (date && plan_has_role (plan, date->id))
    return SY_IMPORT_REPLACE_PERIOD;
  return SY_IMPORT_APPEND;
}

static gboolean
old_has_text (const SySource *old, const char *role)
{
  const SySourceColumn *column = sy_source_find_column (old, role);

  return column && column->type == SY_COLUMN_TEXT;
}

static char **
list_stores (const Preview *self)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer store;

  if (!self->scan->stores || !old_has_text (self->old, "store"))
    return NULL;
  g_hash_table_iter_init (&iter, self->scan->stores);
  while (g_hash_table_iter_next (&iter, &store, NULL))
    g_strv_builder_add (list, store);
  return g_strv_builder_end (list);
}

static SyStaying *
describe_staying (const Preview *self, const SyImportPreview *preview)
{
  SyStaying *staying = sy_staying_new ();
  g_auto (GStrv) stores = NULL;

  switch (preview->mode)
    {
    case SY_IMPORT_REPLACE_PERIOD:
      stores = list_stores (self);
      sy_source_merge_keep_outside (staying, self->date->id, self->spans, (const char *const *) stores);
      break;
    case SY_IMPORT_UPSERT:
      if (self->scan->keys)
        sy_source_merge_keep_other_texts (staying, (const char *const *) preview->keys, self->scan->keys);
      break;
    case SY_IMPORT_REPLACE_ALL:
      sy_source_merge_keep_none (staying);
      break;
    case SY_IMPORT_APPEND:
    default:
      break;
    }
  return staying;
}

/* Rows that go, by file. */
static gboolean
count_replaced (const Preview *self, SyImportPreview *preview, GError **error)
{
  g_autoptr (SyStaying) staying = describe_staying (self, preview);
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  g_autofree char *relation = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (SyFrame) frame = NULL;

  preview->n_replaced = 0;
  if (staying->sql->len == 0)
    return TRUE;
  relation = sy_sql_quote_identifier (self->old->info.relation);
  sql =
      g_strdup_printf ("SELECT CAST(o.\"_file\" AS VARCHAR), COUNT(*) FROM %s AS o WHERE NOT (%s) GROUP BY 1 "
                       "ORDER BY 1",
                       relation, staying->sql->str);
  frame = sy_engine_query (self->workbook->engine, sql, (const SyValue *) (gpointer) staying->values->data,
                           staying->values->len, self->cancellable, error);
  if (!frame)
    return FALSE;
  for (gint64 i = 0; i < sy_frame_get_n_rows (frame); i++)
    {
      const char *file = sy_frame_get_text (frame, 0, i);
      g_strv_builder_add (files, file ? file : "");
      preview->n_replaced += sy_frame_get_int64 (frame, 1, i);
    }
  g_strfreev (preview->replaced_files);
  preview->replaced_files = g_strv_builder_end (files);
  return TRUE;
}

/* Whether one of the file's orders is there already; TRUE where there are no orders to ask for. */
static gboolean
shares_orders (const Preview *self)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (SyFrame) frame = NULL;
  g_autofree char *relation = NULL;
  g_autofree char *sql = NULL;
  GHashTableIter iter;
  gpointer order;
  SyValue value;

  if (!self->scan->orders || g_hash_table_size (self->scan->orders) == 0
      || !sy_source_has_role (self->old, "order"))
    return TRUE;
  g_hash_table_iter_init (&iter, self->scan->orders);
  while (g_hash_table_iter_next (&iter, &order, NULL))
    g_string_append_printf (list, "%s%s", list->len > 0 ? "\x1e" : "", (const char *) order);
  relation = sy_sql_quote_identifier (self->old->info.relation);
  sql = g_strdup_printf ("SELECT COUNT(*) FROM %s AS o WHERE CAST(o.\"order\" AS VARCHAR) IN (SELECT "
                         "unnest(string_split($1, chr(30))))",
                         relation);
  value = SY_VALUE_TEXT (list->str);
  frame = sy_engine_query (self->workbook->engine, sql, &value, 1, self->cancellable, NULL);
  return !frame || sy_frame_get_int64 (frame, 0, 0) > 0;
}

/* The sheets of a workbook belong together, whatever orders they share: what one brought in stays beside the
 * next. Of a corrected workbook the first sheet still replaces what the old one brought in. */
static gboolean
replaces_own_sheets (const Preview *self, const SyImportPreview *preview)
{
  g_autofree char *name = sy_reader_dup_name (self->plan->path);

  return g_strv_length (preview->replaced_files) == 1 && g_str_equal (preview->replaced_files[0], name)
         && sy_workbook_has_other_sheet (self->workbook, self->plan, self->cancellable);
}

static void
append_instead (SyImportPreview *preview, const char *reason)
{
  preview->mode = SY_IMPORT_APPEND;
  g_free (preview->reason);
  preview->reason = g_strdup (reason);
  g_clear_pointer (&preview->replaced_files, g_strfreev);
  preview->replaced_files = g_new0 (char *, 1);
  preview->n_replaced = 0;
}

static gboolean
look_at_file (Preview *self, const SyImportPreview *preview, GError **error)
{
  g_autoptr (GArray) months = g_array_new (FALSE, FALSE, sizeof (SyDaySpan));
  gboolean by_key = preview->mode == SY_IMPORT_UPSERT;

  self->scan =
      sy_import_scan_new (self->plan, self->date ? self->date->id : NULL, "store", "order",
                          by_key ? (const char *const *) preview->keys : NULL, self->cancellable, error);
  if (!self->scan)
    return FALSE;
  for (guint i = 0; i < self->scan->months->len; i++)
    {
      const SyImportMonth *month = &g_array_index (self->scan->months, SyImportMonth, i);
      SyDaySpan span = { month->first, month->last };
      g_array_append_val (months, span);
    }
  self->spans = sy_source_merge_join_months (months);
  return TRUE;
}

static char *
dup_day (gint64 day)
{
  int year, month, in_month;

  sy_date_from_days (day, &year, &month, &in_month);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, in_month);
}

static void
describe (const Preview *self, SyImportPreview *preview)
{
  g_autofree char *files = g_strjoinv (", ", preview->replaced_files);
  g_autofree char *first = dup_day (preview->first_day);
  g_autofree char *last = dup_day (preview->last_day);
  gint64 n_stay = preview->n_there - preview->n_replaced;

  if (preview->n_there == 0)
    preview->text = g_strdup (_ ("the first rows of this kind"));
  else if (preview->n_replaced < 0)
    preview->text = g_strdup (_ ("rows that have the same key are replaced"));
  else if (preview->n_replaced == 0)
    preview->text = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "adds to the %" PRId64 " row that is there, and replaces none",
                     "adds to the %" PRId64 " rows that are there, and replaces none", (gulong) n_stay),
        n_stay);
  else if (preview->mode == SY_IMPORT_REPLACE_PERIOD && preview->has_period)
    preview->text =
        g_strdup_printf (_ ("replaces %" PRId64 " rows from %s to %s (%s); %" PRId64 " rows stay"),
                         preview->n_replaced, first, last, files, n_stay);
  else
    preview->text = g_strdup_printf (_ ("replaces %" PRId64 " rows (%s); %" PRId64 " rows stay"),
                                     preview->n_replaced, files, n_stay);
}

static void
choose (Preview *self, SyImportPreview *preview, const SyImportMode *mode, const char *const *keys)
{
  g_autoptr (SyRecipe) recipe = mode ? NULL : sy_workbook_find_recipe_for (self->workbook, self->plan);
  const char *const *kind_keys = NULL;
  const char *const *recipe_keys = NULL;
  SyImportMode chosen = sy_import_preview_choose_mode (self->plan, &kind_keys);

  preview->mode = chosen;
  preview->reason =
      g_strdup (chosen == SY_IMPORT_UPSERT           ? _ ("rows of this kind have a key")
                : chosen == SY_IMPORT_REPLACE_PERIOD ? _ ("rows of this kind have a day")
                                                     : _ ("nothing tells rows of this kind apart"));
  if (mode || (recipe && sy_recipe_get_mode (recipe, &preview->mode, &recipe_keys)))
    {
      if (mode)
        preview->mode = *mode;
      g_free (preview->reason);
      preview->reason = g_strdup (mode ? _ ("asked for") : _ ("as the last time"));
    }
  if (!keys && recipe_keys && recipe_keys[0])
    keys = recipe_keys;
  preview->keys = preview->mode == SY_IMPORT_UPSERT ? g_strdupv ((char **) (keys ? keys : kind_keys))
                                                    : g_new0 (char *, 1);
}

static gboolean
fill (Preview *self, SyImportPreview *preview, gboolean is_free, GError **error)
{
  if (!look_at_file (self, preview, error))
    return FALSE;
  preview->has_period = self->spans->len > 0;
  if (preview->has_period)
    {
      preview->first_day = g_array_index (self->spans, SyDaySpan, 0).first;
      preview->last_day = g_array_index (self->spans, SyDaySpan, self->spans->len - 1).last;
    }
  if (!self->old)
    return TRUE;
  preview->n_there = self->old->info.n_rows;
  if (!count_replaced (self, preview, error))
    return FALSE;
  if (is_free && preview->mode == SY_IMPORT_REPLACE_PERIOD && preview->n_replaced > 0
      && !preview->is_same_file)
    {
      if (replaces_own_sheets (self, preview))
        append_instead (preview, _ ("it is another sheet of the same file"));
      else if (!shares_orders (self))
        append_instead (preview, _ ("none of its orders is there: it is another part of these days"));
    }
  if (preview->mode == SY_IMPORT_UPSERT && !self->scan->keys)
    preview->n_replaced = -1;
  return TRUE;
}

/**
 * sy_workbook_preview_import:
 * @plan: of a known kind
 * @mode: (nullable): asked for; %NULL: the recipe's, else what suits the file
 * @keys: (nullable): role ids, for %SY_IMPORT_UPSERT
 *
 * Returns: (transfer full): what would be replaced (n_replaced −1: only the import tells); %NULL with
 * %SY_WORKBOOK_ERROR_NEEDS, an import error, the engine's or %G_IO_ERROR_CANCELLED
 */
SyImportPreview *
sy_workbook_preview_import (SyWorkbook *workbook,
                            SyImportPlan *plan,
                            const SyImportMode *mode,
                            const char *const *keys,
                            GCancellable *cancellable,
                            GError **error)
{
  Preview self = { .workbook = workbook, .plan = plan, .cancellable = cancellable };
  g_autoptr (SyImportPreview) preview = g_new0 (SyImportPreview, 1);
  g_autoptr (SySource) old = NULL;
  gboolean ok;

  g_return_val_if_fail (SY_IS_WORKBOOK (workbook) && plan, NULL);
  if (!sy_workbook_check_plan (plan, error))
    return NULL;
  g_mutex_lock (&workbook->import_lock);
  old = sy_workbook_find_next_source (workbook->next_sources, sy_source_kind_get_id (plan->kind), NULL);
  /* A file joins what was imported, before it was cleaned. */
  old = sy_source_get_base (old);
  if (old)
    sy_source_ref (old);
  g_mutex_unlock (&workbook->import_lock);
  self.old = old && old->info.n_rows > 0 ? old : NULL;
  self.date = sy_source_merge_find_date (plan->kind);
  preview->replaced_files = g_new0 (char *, 1);
  choose (&self, preview, mode, keys);
  preview->is_same_file = sy_workbook_has_file (workbook, plan, cancellable);
  ok = fill (&self, preview, mode == NULL, error);
  if (ok)
    describe (&self, preview);
  sy_import_scan_free (self.scan);
  g_clear_pointer (&self.spans, g_array_unref);
  return ok ? g_steal_pointer (&preview) : NULL;
}
