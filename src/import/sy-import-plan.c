/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognition of a file from end to end: sheet, header, columns, kind, roles, types; and recognition anew
 * when one of them is corrected by hand. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sy-import-plan-private.h"
#include "sy-reader-private.h"
#include "sy-recognition.h"
#include "sy-role-matcher.h"
#include "sy-salvage.h"

#define SAMPLE_ROWS 5000

void
sy_import_plan_set_reason (char **reason, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*reason);
  *reason = copy;
}

void
sy_import_plan_init_read_options (const SyImportPlan *plan, SyReadOptions *options)
{
  *options = (SyReadOptions){
    .encoding = plan->encoding, .delimiter = plan->delimiter, .quote = plan->quote, .escape = plan->escape
  };
}

typedef struct
{
  const SyImportPlan *plan;
  GCancellable *cancellable;
  GError **error;
} ReadJob;

static gboolean
read_sheet (const SyCellSink *sink, gpointer data)
{
  const ReadJob *job = data;
  SyReadOptions options;

  sy_import_plan_init_read_options (job->plan, &options);
  return sy_salvage_read (job->plan->path, job->plan->info, job->plan->sheet_index, &options, sink, NULL,
                          job->cancellable, job->error);
}

static gboolean
read_grouped (const SyCellSink *sink, gpointer data)
{
  const ReadJob *job = data;

  if (job->plan->grouped_sample)
    return sy_group_fill_run (job->plan->group_fill, sink, read_sheet, data);
  return read_sheet (sink, data);
}

static gboolean
read_widened (const SyCellSink *sink, gpointer data)
{
  const ReadJob *job = data;

  if (job->plan->widen)
    return sy_sheet_widen_run (job->plan->widen, sink, read_grouped, data);
  return read_grouped (sink, data);
}

static gboolean
read_filled (const SyCellSink *sink, gpointer data)
{
  const ReadJob *job = data;

  if (job->plan->year_fill)
    return sy_year_fill_run (job->plan->year_fill, sink, read_widened, data);
  return read_widened (sink, data);
}

gboolean
sy_import_plan_read (const SyImportPlan *plan,
                     const SyCellSink *sink,
                     GCancellable *cancellable,
                     GError **error)
{
  ReadJob job = { plan, cancellable, error };

  if (plan->unpivot && plan->crosstab)
    return sy_crosstab_turn (plan->crosstab, sink, read_filled, &job);
  return read_filled (sink, &job);
}

/* ---- What follows from sheet and header -----------------------------------------------------------------
 */

/* All that recognition makes from the sample. */
static void
clear_recognised (SyImportPlan *plan)
{
  g_clear_pointer (&plan->header_reason, g_free);
  g_clear_pointer (&plan->columns, g_ptr_array_unref);
  g_clear_object (&plan->kind);
  g_clear_pointer (&plan->kind_reason, g_free);
  g_clear_pointer (&plan->missing_roles, g_strfreev);
  g_clear_object (&plan->nearest);
  g_clear_pointer (&plan->widen, sy_sheet_widen_free);
  g_clear_pointer (&plan->grouped_sample, sy_sample_free);
  g_clear_pointer (&plan->joined_sample, sy_sample_free);
  g_clear_pointer (&plan->filled_sample, sy_sample_free);
  g_clear_pointer (&plan->turned_sample, sy_sample_free);
  g_clear_pointer (&plan->group_fill, sy_group_fill_free);
  g_clear_pointer (&plan->year_fill, sy_year_fill_free);
  g_clear_pointer (&plan->crosstab, sy_crosstab_free);
  g_clear_pointer (&plan->findings, g_ptr_array_unref);
}

static void
forget_recognised (SyImportPlan *plan)
{
  plan->header_reason = plan->kind_reason = NULL;
  plan->columns = plan->findings = NULL;
  plan->kind = plan->nearest = NULL;
  plan->missing_roles = NULL;
  plan->widen = NULL;
  plan->grouped_sample = plan->joined_sample = plan->filled_sample = plan->turned_sample = NULL;
  plan->group_fill = NULL;
  plan->year_fill = NULL;
  plan->crosstab = NULL;
}

/* File, sheet and titles above the header may name the year of months across. */
static char *
dup_context (const SyImportPlan *plan)
{
  g_autofree char *base = sy_reader_dup_name (plan->path);
  GString *context = g_string_new (base);

  if (plan->info->sheets && plan->sheet_index < plan->info->sheets->len)
    g_string_append_printf (context, " %s",
                            (char *) g_ptr_array_index (plan->info->sheets, plan->sheet_index));
  for (guint i = 0; i < plan->sheet_sample->rows->len && i < 10; i++)
    {
      const SySampleRow *row = g_ptr_array_index (plan->sheet_sample->rows, i);
      if (row->number + plan->n_header_rows > plan->header_row)
        break;
      for (guint c = 0; c < row->n_cells && c < 10; c++)
        {
          g_autofree char *text = sy_cell_to_text (&row->cells[c]);
          g_string_append_printf (context, " %s", text);
        }
    }
  return g_string_free (context, FALSE);
}

static gboolean
turn (gconstpointer crosstab, const SyCellSink *sink, SySampleRead read, gpointer data)
{
  return sy_crosstab_turn (crosstab, sink, read, data);
}

static gboolean
fill (gconstpointer year_fill, const SyCellSink *sink, SySampleRead read, gpointer data)
{
  return sy_year_fill_run (year_fill, sink, read, data);
}

static gboolean
repeat (gconstpointer group_fill, const SyCellSink *sink, SySampleRead read, gpointer data)
{
  return sy_group_fill_run (group_fill, sink, read, data);
}

static gboolean
widen (gconstpointer self, const SyCellSink *sink, SySampleRead read, gpointer data)
{
  return sy_sheet_widen_run (self, sink, read, data);
}

const SySample *
sy_import_plan_get_sheet_sample (const SyImportPlan *plan)
{
  if (plan->joined_sample)
    return plan->joined_sample;
  return plan->grouped_sample ? plan->grouped_sample : plan->sheet_sample;
}

/* Cells that stand for several rows stand in each of them before anything else is looked at. */
static void
repeat_groups (SyImportPlan *plan)
{
  g_auto (GStrv) headers = sy_import_columns_dup_headers (plan, plan->sheet_sample);

  plan->group_fill = sy_group_fill_find (plan->sheet_sample, plan->header_row, (const char *const *) headers,
                                         g_strv_length (headers));
  if (plan->group_fill && !plan->keep_blanks)
    plan->grouped_sample = sy_sample_change (plan->sheet_sample, repeat, plan->group_fill);
}

/* What other sheets bring stands beside the rows. */
static gboolean
apply_joins (SyImportPlan *plan, GError **error)
{
  g_auto (GStrv) headers = NULL;

  if (!plan->joins || plan->joins->len == 0)
    return TRUE;
  headers = sy_import_columns_dup_headers (plan, sy_import_plan_get_sheet_sample (plan));
  plan->widen = sy_sheet_widen_new (plan->joins, (const char *const *) headers, plan->header_row,
                                    plan->info->format == SY_FILE_CSV, error);
  if (!plan->widen)
    return FALSE;
  plan->joined_sample = sy_sample_change (sy_import_plan_get_sheet_sample (plan), widen, plan->widen);
  return TRUE;
}

/* What changes the rows before columns are made of them. */
static gboolean
find_changes (SyImportPlan *plan, GError **error)
{
  g_auto (GStrv) headers = NULL;
  g_autofree char *context = dup_context (plan);
  const SySample *sample;

  repeat_groups (plan);
  if (!apply_joins (plan, error))
    return FALSE;
  sample = sy_import_plan_get_sheet_sample (plan);
  headers = sy_import_columns_dup_headers (plan, sample);
  plan->crosstab = sy_crosstab_find (sample, plan->header_row, plan->n_header_rows,
                                     (const char *const *) headers, g_strv_length (headers), context);
  plan->year_fill = sy_year_fill_find (sample, plan->header_row, (const char *const *) headers,
                                       g_strv_length (headers), context, plan->year);
  plan->unpivot = plan->unpivot && plan->crosstab;
  if (plan->crosstab)
    plan->crosstab->keeps_totals = plan->keep_footer;
  plan->sample = (SySample *) sample;
  if (plan->year_fill && sy_year_fill_knows (plan->year_fill))
    plan->sample = plan->filled_sample = sy_sample_change (plan->sample, fill, plan->year_fill);
  if (plan->unpivot)
    plan->sample = plan->turned_sample = sy_sample_change (plan->sample, turn, plan->crosstab);
  return TRUE;
}

/* Columns, kind, roles and types, from the sample and the header. */
static gboolean
arrange (SyImportPlan *plan,
         GPtrArray *columns_before,
         const char *kind_id,
         GCancellable *cancellable,
         GError **error)
{
  if (!find_changes (plan, error) || !sy_import_columns_build (plan, error)
      || !sy_import_columns_settle (plan, cancellable, error))
    return FALSE;
  sy_import_columns_take_over (plan, columns_before);
  if (!sy_import_roles_choose (plan, kind_id, error))
    return FALSE;
  sy_import_findings_update (plan);
  return TRUE;
}

/* Recognises anew with @change made to the plan by the caller; @before is the plan without it. */
static gboolean
rearrange (SyImportPlan *plan, SyImportPlan *before, GCancellable *cancellable, GError **error)
{
  const char *kind_id = before->kind && before->kind_by_hand ? sy_source_kind_get_id (before->kind) : NULL;
  gboolean no_kind = !before->kind && before->kind_by_hand;

  if (!arrange (plan, before->columns, kind_id, cancellable, error)
      || (no_kind && !sy_import_plan_set_kind (plan, NULL, error)))
    {
      clear_recognised (plan);
      *plan = *before;
      return FALSE;
    }
  clear_recognised (before);
  return TRUE;
}

/* ---- Recognition ----------------------------------------------------------------------------------------
 */

static gboolean
recognise_header (SyImportPlan *plan, GHashTable *names, GError **error)
{
  SyHeader header;
  g_autofree char *base = sy_reader_dup_name (plan->path);

  sy_recognition_find_header (plan->sheet_sample, names, &header);
  plan->header_row = 0;
  plan->n_header_rows = 0;
  if (header.index >= 0)
    {
      plan->header_row =
          ((const SySampleRow *) g_ptr_array_index (plan->sheet_sample->rows, header.index))->number;
      plan->n_header_rows = header.n_rows;
    }
  plan->header_reason = g_steal_pointer (&header.reason);
  if (plan->sheet_sample->rows->len == 0)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY, _ ("“%s” has no rows"), base);
      return FALSE;
    }
  return TRUE;
}

static gboolean
choose_sheet (SyImportPlan *plan,
              const SyReadOptions *options,
              GHashTable *names,
              GCancellable *cancellable,
              GError **error)
{
  SyReadOptions plain;

  if (plan->info->format == SY_FILE_CSV || !plan->info->sheets || plan->info->sheets->len < 2)
    {
      plan->sheet_reason = g_strdup (_ ("the only sheet"));
      if (!options || !options->sheet || plan->info->format == SY_FILE_CSV)
        return TRUE;
    }
  if (options && options->sheet && *options->sheet)
    {
      sy_import_plan_set_reason (&plan->sheet_reason, _ ("asked for"));
      return sy_reader_choose_sheet (plan->info, 0, options, &plan->sheet_index, error);
    }
  sy_import_plan_init_read_options (plan, &plain);
  g_clear_pointer (&plan->alike_sheets, g_strfreev);
  return sy_recognition_choose_sheet (plan->path, plan->info, &plain, names, &plan->sheet_index,
                                      &plan->sheet_reason, &plan->alike_sheets, cancellable, error);
}

static GPtrArray *
copy_kinds (GPtrArray *kinds)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; kinds && i < kinds->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (kinds, i)));
  return copy;
}

static void
store_options (SyImportPlan *plan, const SyReadOptions *options)
{
  if (!options)
    return;
  plan->encoding = g_strdup (options->encoding);
  plan->delimiter = g_strdup (options->delimiter);
  plan->quote = g_strdup (options->quote);
  plan->escape = g_strdup (options->escape);
  plan->sheet = g_strdup (options->sheet);
}

/* A plan with its sheet chosen and the first rows of it read. */
static SyImportPlan *
look_at_file (const char *path,
              const SyReadOptions *options,
              GPtrArray *kinds,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SyImportPlan) plan = g_new0 (SyImportPlan, 1);
  g_autoptr (GHashTable) names = sy_role_matcher_collect_names (kinds);
  SyReadOptions plain;

  plan->path = g_strdup (path);
  store_options (plan, options);
  plan->kinds = copy_kinds (kinds);
  plan->info = sy_reader_inspect (path, options, cancellable, error);
  if (!plan->info || !choose_sheet (plan, options, names, cancellable, error))
    return NULL;
  sy_import_plan_init_read_options (plan, &plain);
  plan->sheet_sample =
      sy_sample_read (path, plan->info, plan->sheet_index, &plain, SAMPLE_ROWS, cancellable, error);
  if (!plan->sheet_sample || !recognise_header (plan, names, error))
    return NULL;
  return g_steal_pointer (&plan);
}

/**
 * sy_importer_recognise:
 * @path: a file name
 * @options: (nullable): what is asked for
 * @kinds: (nullable) (element-type SySourceKind): what tables may be
 * @kind_id: (nullable): only this kind, even if it lacks roles
 *
 * Looks at the first 5,000 rows, and further where only more rows tell the day from the month.
 *
 * Returns: (transfer full): the plan, or %NULL with one of SY_IMPORT_ERROR
 */
SyImportPlan *
sy_importer_recognise (const char *path,
                       const SyReadOptions *options,
                       GPtrArray *kinds,
                       const char *kind_id,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (SyImportPlan) plan = look_at_file (path, options, kinds, cancellable, error);

  if (!plan || !arrange (plan, NULL, kind_id, cancellable, error))
    return NULL;
  return g_steal_pointer (&plan);
}

/* ---- Corrections ----------------------------------------------------------------------------------------
 */

/**
 * sy_import_plan_reread:
 * @options: (nullable): all that is asked for now; what is left out is recognised
 *
 * Recognises the file again with another encoding, delimiter, quote, escape or sheet. Corrections of columns
 * that have the same header as before stay; a header row chosen by hand is looked for anew.
 *
 * Returns: %FALSE with one of SY_IMPORT_ERROR, and then the plan is as it was
 */
gboolean
sy_import_plan_reread (SyImportPlan *plan,
                       const SyReadOptions *options,
                       GCancellable *cancellable,
                       GError **error)
{
  const char *kind_id = plan->kind && plan->kind_by_hand ? sy_source_kind_get_id (plan->kind) : NULL;
  g_autoptr (SyImportPlan) fresh = look_at_file (plan->path, options, plan->kinds, cancellable, error);
  SyImportPlan swap;

  if (!fresh)
    return FALSE;
  fresh->unpivot = plan->unpivot;
  fresh->joins = plan->joins ? g_ptr_array_ref (plan->joins) : NULL;
  fresh->year = plan->year;
  fresh->keep_footer = plan->keep_footer;
  fresh->keep_blanks = plan->keep_blanks;
  if (!arrange (fresh, plan->columns, kind_id, cancellable, error)
      || (plan->kind_by_hand && !plan->kind && !sy_import_plan_set_kind (fresh, NULL, error)))
    return FALSE;
  swap = *plan;
  *plan = *fresh;
  *fresh = swap;
  return TRUE;
}

static gboolean
has_row (const SySample *sample, guint64 number)
{
  for (guint i = 0; i < sample->rows->len; i++)
    if (((const SySampleRow *) g_ptr_array_index (sample->rows, i))->number == number)
      return TRUE;
  return FALSE;
}

/**
 * sy_import_plan_set_header:
 * @first_row: of the file, 1-based
 * @n_rows: rows of the header, 1 to 3, joined by a blank; 0: there is none, and columns are called
 * “Column 1” …
 *
 * Columns, types and roles are recognised anew; corrections of columns that keep their header stay.
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when the row can't be a header, and then the plan is as it was
 */
gboolean
sy_import_plan_set_header (
    SyImportPlan *plan, guint64 first_row, guint n_rows, GCancellable *cancellable, GError **error)
{
  SyImportPlan before = *plan;
  guint64 last = n_rows > 0 ? first_row + n_rows - 1 : 0;

  if (n_rows > 3 || (n_rows > 0 && (first_row == 0 || !has_row (plan->sheet_sample, last))))
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                   n_rows > 3 ? _ ("A header has three rows at most")
                              : _ ("Row %" PRIu64 " is empty or too far down to be the header"),
                   last);
      return FALSE;
    }
  forget_recognised (plan);
  plan->header_row = last;
  plan->n_header_rows = n_rows;
  plan->header_by_hand = TRUE;
  plan->header_reason = g_strdup (_ ("chosen by hand"));
  return rearrange (plan, &before, cancellable, error);
}

/* Another header row (0: none). */
gboolean
sy_import_plan_set_header_row (SyImportPlan *plan, guint64 row, GCancellable *cancellable, GError **error)
{
  return sy_import_plan_set_header (plan, row, row > 0 ? 1 : 0, cancellable, error);
}

/**
 * sy_import_plan_set_unpivot:
 * @on: whether the columns of the cross-tab become rows: one column for their header, one for the value
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when the sheet is no cross-tab, and then the plan is as it was
 */
gboolean
sy_import_plan_set_unpivot (SyImportPlan *plan, gboolean on, GCancellable *cancellable, GError **error)
{
  SyImportPlan before = *plan;

  if (on && !plan->crosstab)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                           _ ("There are no columns side by side that are months, days or shops, so nothing "
                              "can be turned into rows"));
      return FALSE;
    }
  if (on == plan->unpivot)
    return TRUE;
  forget_recognised (plan);
  plan->unpivot = on;
  plan->header_reason = g_strdup (before.header_reason);
  return rearrange (plan, &before, cancellable, error);
}

/**
 * sy_import_plan_set_joins:
 * @joins: (nullable) (element-type SySheetJoin): looked up one after the other; %NULL: none any more
 *
 * Columns, kind and roles are recognised anew, of the wider table.
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when a column of a key is not there, and then the plan is as it
 * was
 */
gboolean
sy_import_plan_set_joins (SyImportPlan *plan, GPtrArray *joins, GCancellable *cancellable, GError **error)
{
  SyImportPlan before = *plan;

  forget_recognised (plan);
  plan->joins = joins ? g_ptr_array_ref (joins) : NULL;
  plan->header_reason = g_strdup (before.header_reason);
  if (rearrange (plan, &before, cancellable, error))
    g_clear_pointer (&before.joins, g_ptr_array_unref);
  else
    {
      g_clear_pointer (&joins, g_ptr_array_unref);
      return FALSE;
    }
  return TRUE;
}

/**
 * sy_import_plan_set_year:
 * @year: of days that have none, 1990 to 2099; 0: as names, titles or a column tell it
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when no column has such days, and then the plan is as it was
 */
gboolean
sy_import_plan_set_year (SyImportPlan *plan, int year, GCancellable *cancellable, GError **error)
{
  SyImportPlan before = *plan;

  if (!plan->year_fill || (year != 0 && (year < 1990 || year > 2099)))
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                           plan->year_fill ? _ ("A year is one from 1990 to 2099")
                                           : _ ("No column has days without a year"));
      return FALSE;
    }
  if (year == plan->year)
    return TRUE;
  forget_recognised (plan);
  plan->year = year;
  plan->header_reason = g_strdup (before.header_reason);
  return rearrange (plan, &before, cancellable, error);
}

const SyImportColumn *
sy_import_plan_find_unsettled (const SyImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = sy_import_plan_get_column (plan, i);
      if (!column->left_out && !column->reading_by_hand && sy_column_evidence_is_unsettled (column->evidence))
        return column;
    }
  return NULL;
}

/**
 * sy_import_plan_set_date_order:
 * @order: of days such as 5/1/2023; %SY_DATE_ORDER_UNKNOWN: they stay text
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when the cells tell it of all columns, and then the plan is as it
 * was
 */
gboolean
sy_import_plan_set_date_order (SyImportPlan *plan,
                               SyDateOrder order,
                               GCancellable *cancellable,
                               GError **error)
{
  SyImportPlan before = *plan;

  if (order == plan->date_order)
    return TRUE;
  if (plan->date_order == SY_DATE_ORDER_UNKNOWN && !sy_import_plan_find_unsettled (plan))
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                           _ ("No column has days whose order is open"));
      return FALSE;
    }
  forget_recognised (plan);
  plan->date_order = order;
  plan->header_reason = g_strdup (before.header_reason);
  return rearrange (plan, &before, cancellable, error);
}

/**
 * sy_import_plan_set_keep_blanks:
 * @keep: whether cells below one that stands for several rows are blank, as the file has them
 *
 * Returns: %FALSE with an error of recognition, and then the plan is as it was
 */
gboolean
sy_import_plan_set_keep_blanks (SyImportPlan *plan, gboolean keep, GCancellable *cancellable, GError **error)
{
  SyImportPlan before = *plan;

  if (keep == plan->keep_blanks)
    return TRUE;
  forget_recognised (plan);
  plan->keep_blanks = keep;
  plan->header_reason = g_strdup (before.header_reason);
  return rearrange (plan, &before, cancellable, error);
}

void
sy_import_plan_set_keep_footer (SyImportPlan *plan, gboolean keep)
{
  g_return_if_fail (plan != NULL);
  plan->keep_footer = keep;
  if (plan->crosstab)
    plan->crosstab->keeps_totals = keep;
  sy_import_findings_update (plan);
}

/* Names that no column of a file may take in the table. */
static void
reserve_names (const SyImportPlan *plan, GHashTable *seen)
{
  static const char *const reserved[] = { "_file", "_sheet", "_row", "row" };

  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    g_hash_table_add (seen, g_strdup (reserved[i]));
  if (plan->kind)
    {
      GPtrArray *roles = sy_source_kind_get_roles (plan->kind);
      for (guint i = 0; i < roles->len; i++)
        g_hash_table_add (seen, g_utf8_casefold (((const SyRole *) g_ptr_array_index (roles, i))->id, -1));
    }
}

/**
 * sy_import_plan_dup_column_names:
 *
 * What the columns are called in the table: the role, else its name, else the header, with " (2)" behind it
 * where that name is taken by another column, by a role or by the program.
 *
 * Returns: (transfer full): one for each of the plan's columns that is not left out
 */
char **
sy_import_plan_dup_column_names (const SyImportPlan *plan)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **names = g_new0 (char *, plan->columns->len + 1);
  guint n = 0;

  reserve_names (plan, seen);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = sy_import_plan_get_column (plan, i);
      if (column->left_out)
        continue;
      names[n++] = column->role
                       ? g_strdup (column->role)
                       : sy_import_columns_make_unique (seen, column->name ? column->name : column->header);
    }
  return names;
}

void
sy_import_plan_free (SyImportPlan *plan)
{
  if (!plan)
    return;
  clear_recognised (plan);
  g_free (plan->path);
  g_clear_pointer (&plan->info, sy_file_info_free);
  g_free (plan->encoding);
  g_free (plan->delimiter);
  g_free (plan->quote);
  g_free (plan->escape);
  g_free (plan->sheet);
  g_free (plan->sheet_reason);
  g_strfreev (plan->alike_sheets);
  g_clear_pointer (&plan->sheet_sample, sy_sample_free);
  g_clear_pointer (&plan->joins, g_ptr_array_unref);
  g_clear_pointer (&plan->kinds, g_ptr_array_unref);
  g_free (plan);
}
