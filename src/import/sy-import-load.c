/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a load: what they are in the table, which of them are stored as codes, which one is the
 * amount, and the wider types that a pass over the file asked for. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-import-load-private.h"
#include "sy-import-table.h"

/* A column without a role becomes text when more than one in so many cells does not fit. */
#define MISFIT_SHARE 50

/* Marks the columns without which a row says nothing: required roles, and what missing ones are derived from.
 */
static void
mark_required (SyLoad *load, const char *id, guint depth)
{
  const SyRole *role = sy_source_kind_find_role (load->plan->kind, id);
  const char *p;

  for (guint i = 0; i < load->n_columns; i++)
    if (g_strcmp0 (load->columns[i].column->role, id) == 0)
      {
        load->columns[i].required = TRUE;
        return;
      }
  if (!role || !role->derive || depth > 8)
    return;
  for (p = strstr (role->derive, "[@"); p; p = strstr (p + 2, "[@"))
    {
      const char *end = strchr (p, ']');
      g_autofree char *operand = end ? g_strndup (p + 2, end - p - 2) : NULL;
      if (operand)
        mark_required (load, operand, depth + 1);
    }
}

/* The role “amount”, else the money without which a row says nothing. */
static SyLoadColumn *
find_amount (SyLoad *load)
{
  SyLoadColumn *found = NULL;

  for (guint i = 0; i < load->n_columns; i++)
    {
      SyLoadColumn *column = &load->columns[i];
      if (g_strcmp0 (column->column->role, "amount") == 0)
        return column;
      if (!found && column->format.money && column->required)
        found = column;
    }
  return found;
}

/* Sums of doubles are not exact, so none are told. */
void
sy_load_begin_amount (SyLoad *load)
{
  load->amount = find_amount (load);
  if (load->amount && load->amount->format.type != SY_COLUMN_DECIMAL
      && load->amount->format.type != SY_COLUMN_INT64)
    load->amount = NULL;
  load->amount_kept = 0;
}

void
sy_load_end_amount (SyLoad *load)
{
  guint scale =
      load->amount && load->amount->format.type == SY_COLUMN_DECIMAL ? load->amount->format.scale : 0;

  if (!load->amount || scale > SY_MAX_SCALE)
    return;
  load->report->amount_role = g_strdup (load->amount->column->role);
  load->report->amount_kept.value = load->amount_kept;
  for (; scale < SY_MAX_SCALE; scale++)
    load->report->amount_kept.value *= 10;
}

void
sy_load_init_columns (SyLoad *load)
{
  SyImportPlan *plan = load->plan;

  load->columns = g_new0 (SyLoadColumn, plan->columns->len + 1);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = g_ptr_array_index (plan->columns, i);
      SyLoadColumn *target = &load->columns[load->n_columns];
      const SyRole *role =
          plan->kind && column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;

      load->n_indexes = MAX (load->n_indexes, column->index + 1);
      if (column->left_out)
        continue;
      load->n_columns++;
      target->column = column;
      target->format.type = column->type;
      target->format.scale = column->scale;
      target->format.reading = column->reading;
      target->format.month_end = g_strcmp0 (column->role, "period_end") == 0;
      target->format.money = role && role->type == SY_ROLE_MONEY;
      target->has_role = role != NULL;
      target->is_date_role = g_strcmp0 (column->role, "date") == 0;
      target->is_time_role = role && role->type == SY_ROLE_TIME;
      target->format.fixed = column->type_by_hand;
    }
  load->by_index = g_new (int, load->n_indexes + 1);
  for (guint i = 0; i < load->n_indexes; i++)
    load->by_index[i] = -1;
  for (guint i = 0; i < plan->columns->len; i++)
    load->by_index[((const SyImportColumn *) g_ptr_array_index (plan->columns, i))->index] = SY_LOAD_LEFT_OUT;
  for (guint i = 0; i < load->n_columns; i++)
    load->by_index[load->columns[i].column->index] = (int) i;
  if (plan->kind)
    {
      GPtrArray *roles = sy_source_kind_get_roles (plan->kind);
      for (guint i = 0; i < roles->len; i++)
        {
          const SyRole *role = g_ptr_array_index (roles, i);
          if (role->required)
            mark_required (load, role->id, 0);
        }
    }
}

static void
drop_codes (SyLoadColumn *column)
{
  sy_column_codes_unref (g_steal_pointer (&column->codes));
}

/* Columns whose cells point to these texts are stored by their numbers. */
void
sy_load_take_texts (SyLoad *load, const SyCellText *texts, guint n_texts)
{
  SyColumnCodes *codes = NULL;

  if (load->rows || !sy_import_codes_is_large (load->plan))
    return;
  for (guint i = 0; i < load->n_columns; i++)
    {
      SyLoadColumn *column = &load->columns[i];

      drop_codes (column);
      if (column->format.type != SY_COLUMN_TEXT || column->uncodable
          || !sy_import_codes_has_numbers (load->plan, column->column->index))
        continue;
      if (!codes)
        codes = sy_import_codes_new_for_texts (texts, n_texts);
      if (!codes)
        return;
      column->codes = sy_column_codes_ref (codes);
    }
  sy_column_codes_unref (codes);
}

/* Once: what was found holds for a second pass, too. */
void
sy_load_search_codes (SyLoad *load)
{
  g_autoptr (GArray) searches = g_array_new (FALSE, TRUE, sizeof (SyCodeSearch));

  if (load->codes_searched || load->plan->info->format != SY_FILE_CSV
      || !sy_import_codes_is_large (load->plan))
    return;
  load->codes_searched = TRUE;
  for (guint i = 0; i < load->n_columns; i++)
    {
      SyCodeSearch search = { .index = load->columns[i].column->index, .format = load->columns[i].format };
      if (search.format.type == SY_COLUMN_TEXT)
        g_array_append_val (searches, search);
    }
  sy_import_codes_search (load->plan, (SyCodeSearch *) (gpointer) searches->data, searches->len,
                          load->cancellable);
  for (guint i = 0, n = 0; i < load->n_columns; i++)
    if (load->columns[i].format.type == SY_COLUMN_TEXT)
      load->columns[i].codes = g_array_index (searches, SyCodeSearch, n++).codes;
}

GArray *
sy_load_list_table_columns (SyLoad *load)
{
  g_auto (GStrv) names = sy_import_plan_dup_column_names (load->plan);
  GArray *columns = sy_import_table_columns_new ();
  SyColumnType time_type = load->target->times_as_text ? SY_COLUMN_TEXT : SY_COLUMN_TIME;
  gboolean is_large = sy_import_codes_is_large (load->plan);
  gboolean has_time = FALSE;

  for (guint i = 0; i < load->n_columns; i++)
    has_time = has_time || g_str_equal (names[i], "time");
  sy_import_table_add_column (columns, "_row", SY_COLUMN_INT64, 0);
  for (guint i = 0; i < load->n_columns; i++)
    {
      SyLoadColumn *column = &load->columns[i];
      SyColumnType type = column->format.type;

      column->adds_time = column->is_date_role && type == SY_COLUMN_TIMESTAMP && !has_time;
      if (type == SY_COLUMN_TIMESTAMP && (column->is_date_role || column->is_time_role))
        type = column->is_date_role ? SY_COLUMN_DATE : time_type;
      else if (type == SY_COLUMN_TIME)
        type = time_type;
      sy_import_table_add_coded_column (columns, names[i], type, column->format.scale,
                                        column->codes ? column->codes->members : NULL);
      g_array_index (columns, SyRowColumn, columns->len - 1).is_plain =
          is_large && type == SY_COLUMN_TEXT && !column->codes
          && sy_import_codes_has_own_texts (load->plan, column->column->index);
      if (column->adds_time)
        sy_import_table_add_column (columns, "time", time_type, 0);
    }
  return columns;
}

/* Without a role, and too much of it does not fit, or digits would be lost: it was no number or date after
 * all. */
static gboolean
should_be_text (const SyLoadColumn *column)
{
  if (column->has_role || column->column->type_by_hand || column->format.type == SY_COLUMN_TEXT)
    return FALSE;
  /* words that are neither yes nor no show that the others were words, too */
  if (column->format.type == SY_COLUMN_BOOL && column->n_misfit > 0)
    return TRUE;
  return column->need.long_id || column->n_misfit * MISFIT_SHARE > column->n_filled;
}

/* Texts that turned up are among the others the next time. */
static void
settle_late (SyLoadColumn *column)
{
  SyColumnCodes *codes = sy_column_codes_new_with_late (column->codes);

  drop_codes (column);
  column->codes = codes;
}

/* After a pass: whether columns need other types than they were loaded with; sets them for the second. */
gboolean
sy_load_widen_columns (SyLoad *load)
{
  gboolean changed = load->widening;

  for (guint i = 0; i < load->n_columns; i++)
    changed = changed || should_be_text (&load->columns[i]);
  for (guint i = 0; changed && i < load->n_columns; i++)
    {
      SyLoadColumn *column = &load->columns[i];
      gboolean to_text = should_be_text (column);

      if (column->uncodable)
        drop_codes (column);
      else if (column->codes && column->codes->late)
        settle_late (column);
      if (to_text)
        {
          column->format.type = SY_COLUMN_TEXT;
          column->format.scale = 0;
        }
      else if (!column->column->type_by_hand)
        sy_cell_format_widen (&column->format, &column->need);
      column->format.fixed = TRUE;
      column->n_filled = 0;
      column->n_misfit = 0;
    }
  return changed;
}

/* The plan shows what was loaded, so the types that the second pass had. */
void
sy_load_store_types (SyLoad *load)
{
  for (guint i = 0; i < load->n_columns; i++)
    {
      SyImportColumn *column = (SyImportColumn *) load->columns[i].column;
      if (column->type == load->columns[i].format.type && column->scale == load->columns[i].format.scale)
        continue;
      column->type = load->columns[i].format.type;
      column->scale = load->columns[i].format.scale;
      g_free (column->type_reason);
      column->type_reason = g_strdup (_ ("widened for later rows"));
    }
}

void
sy_load_clear_columns (SyLoad *load)
{
  for (guint i = 0; i < load->n_columns; i++)
    drop_codes (&load->columns[i]);
  g_clear_pointer (&load->columns, g_free);
  g_clear_pointer (&load->by_index, g_free);
}
