/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognition of a file from end to end: sheet, header, columns, kind, roles, types; and its correction by
 * hand. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-importer.h"
#include "sy-reader-private.h"
#include "sy-recognition.h"
#include "sy-role-matcher.h"
#include "sy-value-fold.h"

#define SAMPLE_ROWS 5000
#define MAX_EXAMPLES 5
/* Longer headers are cut: they are sentences, and names of columns are shown everywhere. */
#define MAX_HEADER_CHARS 120

static void
import_column_free (gpointer data)
{
  SyImportColumn *column = data;

  g_free (column->header);
  g_free (column->type_reason);
  g_free (column->role);
  g_free (column->role_reason);
  g_strfreev (column->examples);
  g_free (column->evidence);
  g_free (column);
}

static SyImportColumn *
get_column (const SyImportPlan *plan, guint i)
{
  return g_ptr_array_index (plan->columns, i);
}

/* One line of printable characters, not too long. */
static char *
clean_header (const SyCell *cell)
{
  g_autofree char *text = sy_cell_to_text (cell);
  GString *clean = g_string_new (NULL);
  guint n = 0;
  gboolean blank = TRUE;

  for (const char *p = text; *p && n < MAX_HEADER_CHARS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char_validated (p, -1);
      if (c == (gunichar) -1 || c == (gunichar) -2)
        break;
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT)
        {
          if (!blank)
            g_string_append_c (clean, ' ');
          blank = TRUE;
          continue;
        }
      g_string_append_unichar (clean, c);
      blank = FALSE;
      n++;
    }
  while (clean->len > 0 && clean->str[clean->len - 1] == ' ')
    g_string_truncate (clean, clean->len - 1);
  return g_string_free (clean, FALSE);
}

/* The header, with " (2)" behind it where it was there before, whatever the case. */
static char *
make_unique (GHashTable *seen, const char *header)
{
  g_autofree char *key = g_utf8_casefold (header, -1);
  g_autofree char *candidate = NULL;

  if (!g_hash_table_contains (seen, key))
    {
      g_hash_table_add (seen, g_steal_pointer (&key));
      return g_strdup (header);
    }
  for (guint i = 2;; i++)
    {
      g_free (candidate);
      candidate = g_strdup_printf ("%s (%u)", header, i);
      g_free (key);
      key = g_utf8_casefold (candidate, -1);
      if (g_hash_table_contains (seen, key))
        continue;
      g_hash_table_add (seen, g_steal_pointer (&key));
      return g_steal_pointer (&candidate);
    }
}

/* Index of the first sample row below the header. */
static guint
first_data_row (const SyImportPlan *plan)
{
  guint i = 0;

  while (i < plan->sample->rows->len
         && ((const SySampleRow *) g_ptr_array_index (plan->sample->rows, i))->number <= plan->header_row)
    i++;
  return i;
}

static const SySampleRow *
find_header_row (const SyImportPlan *plan)
{
  for (guint i = 0; plan->header_row > 0 && i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (plan->sample->rows, i);
      if (row->number == plan->header_row)
        return row;
    }
  return NULL;
}

/* Whether a column without a header, with @n_filled of @n_rows cells, is a column of the table. In delimited
 * text a field too many in few lines is a fault of those lines. */
static gboolean
is_column (const SyImportPlan *plan, const SySampleRow *header, guint index, guint n_filled, guint n_rows)
{
  if (plan->info->format == SY_FILE_CSV && header && index >= header->n_cells)
    return n_filled * 4 > n_rows;
  return n_filled > 0;
}

/* Which columns of the sheet are columns of the table: they have a header or values. */
static gboolean *
find_used_columns (const SyImportPlan *plan, const SySampleRow *header, guint *n_columns)
{
  guint first = first_data_row (plan);
  g_autofree guint *n_filled = NULL;
  gboolean *used;

  *n_columns = header ? header->n_cells : 0;
  for (guint i = first; i < plan->sample->rows->len; i++)
    *n_columns = MAX (*n_columns, ((const SySampleRow *) g_ptr_array_index (plan->sample->rows, i))->n_cells);
  n_filled = g_new0 (guint, *n_columns + 1);
  used = g_new0 (gboolean, *n_columns + 1);
  for (guint i = first; i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (plan->sample->rows, i);
      for (guint c = 0; c < row->n_cells; c++)
        n_filled[c] += !sy_cell_is_blank (&row->cells[c]);
    }
  for (guint c = 0; c < *n_columns; c++)
    used[c] = (header && c < header->n_cells && !sy_cell_is_blank (&header->cells[c]))
              || is_column (plan, header, c, n_filled[c], plan->sample->rows->len - first);
  return used;
}

static void
look_at_cells (SyImportPlan *plan, SyImportColumn *column)
{
  static const SyCell empty = { .kind = SY_CELL_EMPTY };
  g_autoptr (GStrvBuilder) examples = g_strv_builder_new ();
  guint n_examples = 0;

  column->evidence = g_new0 (SyColumnEvidence, 1);
  for (guint i = first_data_row (plan); i < plan->sample->rows->len; i++)
    {
      const SySampleRow *row = g_ptr_array_index (plan->sample->rows, i);
      const SyCell *cell = column->index < row->n_cells ? &row->cells[column->index] : &empty;

      sy_column_evidence_add (column->evidence, cell);
      if (n_examples < MAX_EXAMPLES && !sy_cell_is_blank (cell))
        {
          g_autofree char *text = sy_cell_to_text (cell);
          g_strv_builder_add (examples, text);
          n_examples++;
        }
    }
  column->n_empty = column->evidence->n_empty;
  column->examples = g_strv_builder_end (examples);
}

static gboolean
build_columns (SyImportPlan *plan, GError **error)
{
  const SySampleRow *header = find_header_row (plan);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_columns;
  g_autofree gboolean *used = find_used_columns (plan, header, &n_columns);
  guint n_used = 0;

  for (guint c = 0; c < n_columns; c++)
    n_used += used[c];
  if (n_used > SY_IMPORT_MAX_COLUMNS)
    {
      g_autofree char *base = g_path_get_basename (plan->path);
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                   _ ("“%s” has %u columns with something in them, more than the %u that can be imported; "
                      "delete those that are not needed"),
                   base, n_used, SY_IMPORT_MAX_COLUMNS);
      return FALSE;
    }
  g_clear_pointer (&plan->columns, g_ptr_array_unref);
  plan->columns = g_ptr_array_new_with_free_func (import_column_free);
  for (guint c = 0; c < n_columns; c++)
    {
      g_autofree char *name = NULL;
      SyImportColumn *column;

      if (!used[c])
        continue;
      if (header && c < header->n_cells)
        name = clean_header (&header->cells[c]);
      if (!name || !*name)
        {
          g_free (name);
          name = g_strdup_printf (_ ("Column %u"), c + 1);
        }
      column = g_new0 (SyImportColumn, 1);
      column->index = c;
      column->header = make_unique (seen, name);
      look_at_cells (plan, column);
      g_ptr_array_add (plan->columns, column);
    }
  return TRUE;
}

/* Goes on through the file for columns whose dates can't be told yet: the 13th of a month tells. */
typedef struct
{
  SyImportPlan *plan;
  guint64 after;
} SettleSink;

static gboolean
on_settle_begin_sheet (gpointer self, guint index, const char *name)
{
  return TRUE;
}

static gboolean
on_settle_row (gpointer self, guint64 row_number, const SyCell *cells, guint n_cells)
{
  SettleSink *sink = self;
  guint n_unsettled = 0;

  if (row_number <= sink->after)
    return TRUE;
  for (guint i = 0; i < sink->plan->columns->len; i++)
    {
      SyImportColumn *column = get_column (sink->plan, i);
      if (!sy_column_evidence_is_unsettled (column->evidence))
        continue;
      if (column->index < n_cells)
        sy_column_evidence_add (column->evidence, &cells[column->index]);
      n_unsettled++;
    }
  return n_unsettled > 0;
}

static void
on_settle_refused (gpointer self, guint64 row_number, const char *text, const char *reason)
{
}

static void
on_settle_end_sheet (gpointer self)
{
}

static void
init_read_options (const SyImportPlan *plan, SyReadOptions *options)
{
  *options = (SyReadOptions){ .encoding = plan->encoding, .delimiter = plan->delimiter };
}

static gboolean
settle_columns (SyImportPlan *plan, GCancellable *cancellable, GError **error)
{
  static const SyCellSinkFuncs funcs = { on_settle_begin_sheet, on_settle_row, on_settle_refused,
                                         on_settle_end_sheet, NULL };
  guint n_rows = plan->sample->rows->len;
  SettleSink self = { .plan = plan };
  SyCellSink sink = { &funcs, &self };
  SyReadOptions options;
  gboolean unsettled = FALSE;

  for (guint i = 0; i < plan->columns->len; i++)
    unsettled = unsettled || sy_column_evidence_is_unsettled (get_column (plan, i)->evidence);
  if (!unsettled || plan->sample->complete || n_rows == 0)
    return TRUE;
  self.after = ((const SySampleRow *) g_ptr_array_index (plan->sample->rows, n_rows - 1))->number;
  init_read_options (plan, &options);
  return sy_reader_read (plan->path, plan->info, plan->sheet_index, &options, &sink, cancellable, error);
}

static gboolean
file_uses_comma (const SyImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    if (sy_column_evidence_uses_comma (get_column (plan, i)->evidence))
      return TRUE;
  return FALSE;
}

/* FALSE: the cells are not what the column's role needs. */
static gboolean
type_column (SyImportPlan *plan, SyImportColumn *column)
{
  const SyRole *role =
      plan->kind && column->role ? sy_source_kind_find_role (plan->kind, column->role) : NULL;
  SyTypingHints hints = { .has_role = role != NULL,
                          .role = role ? role->type : SY_ROLE_TEXT,
                          .header_says_date = sy_role_matcher_says_date (column->header),
                          .file_uses_comma = file_uses_comma (plan) };
  SyTyping typing;

  sy_column_typer_decide (column->evidence, &hints, &typing);
  column->type = typing.type;
  column->scale = typing.type == SY_COLUMN_DECIMAL ? typing.scale : 0;
  column->reading = typing.reading;
  g_free (column->type_reason);
  column->type_reason = g_steal_pointer (&typing.reason);
  sy_typing_clear (&typing);
  return typing.fits_role;
}

static SyMatchColumn *
list_match_columns (const SyImportPlan *plan)
{
  SyMatchColumn *columns = g_new0 (SyMatchColumn, plan->columns->len + 1);

  for (guint i = 0; i < plan->columns->len; i++)
    {
      columns[i].header = get_column (plan, i)->header;
      columns[i].evidence = get_column (plan, i)->evidence;
    }
  return columns;
}

static void
update_missing (SyImportPlan *plan)
{
  g_autoptr (GPtrArray) present = g_ptr_array_new ();

  g_clear_pointer (&plan->missing_roles, g_strfreev);
  if (!plan->kind)
    return;
  for (guint i = 0; i < plan->columns->len; i++)
    if (get_column (plan, i)->role)
      g_ptr_array_add (present, get_column (plan, i)->role);
  g_ptr_array_add (present, NULL);
  plan->missing_roles = sy_role_matcher_find_missing (plan->kind, (const char *const *) present->pdata);
}

static void
adopt_match (SyImportPlan *plan, const SyRoleMatch *match)
{
  g_set_object (&plan->kind, match->kind);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      SyImportColumn *column = get_column (plan, i);
      g_clear_pointer (&column->role, g_free);
      g_clear_pointer (&column->role_reason, g_free);
      if (!match->roles[i])
        continue;
      column->role = g_strdup (match->roles[i]->id);
      column->role_reason = g_strdup (match->reasons[i]);
    }
}

static void
explain_kind (SyImportPlan *plan, const SyRoleMatch *match)
{
  g_autofree char *missing = NULL;
  g_autoptr (GString) titles = g_string_new (NULL);

  g_clear_pointer (&plan->kind_reason, g_free);
  if (!match)
    {
      plan->kind_reason = g_strdup (_ ("no column has a known name; the table is kept as it is"));
      return;
    }
  if (!match->missing[0])
    {
      plan->kind_reason = g_strdup_printf (_ ("%u columns have names that “%s” knows"), match->n_roles,
                                           sy_source_kind_get_title (match->kind));
      return;
    }
  for (char **id = match->missing; *id; id++)
    {
      const SyRole *role = sy_source_kind_find_role (match->kind, *id);
      g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                              role && role->title ? role->title : *id);
    }
  plan->kind_reason = g_strdup_printf (_ ("nearest is “%s”, but there is no column for: %s"),
                                       sy_source_kind_get_title (match->kind), titles->str);
}

static SySourceKind *
find_kind (GPtrArray *kinds, const char *kind_id, GError **error)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; kinds && i < kinds->len; i++)
    {
      SySourceKind *kind = g_ptr_array_index (kinds, i);
      if (g_strcmp0 (sy_source_kind_get_id (kind), kind_id) == 0)
        return kind;
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? ", " : "", sy_source_kind_get_id (kind));
    }
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
               _ ("There is no kind of source “%s”; there are: %s"), kind_id, ids->str);
  return NULL;
}

/* Kind, roles and types, from the columns. A kind that was asked for is taken even when it lacks roles. */
static gboolean
choose_roles (SyImportPlan *plan, const char *kind_id, GError **error)
{
  g_autofree SyMatchColumn *columns = list_match_columns (plan);
  g_autoptr (SyRoleMatch) match = NULL;
  gboolean comma = file_uses_comma (plan);

  g_clear_object (&plan->kind);
  g_clear_object (&plan->nearest);
  if (kind_id)
    {
      SySourceKind *kind = find_kind (plan->kinds, kind_id, error);
      if (!kind)
        return FALSE;
      match = sy_role_matcher_match (kind, columns, plan->columns->len, comma);
    }
  else
    match = sy_role_matcher_choose (plan->kinds, columns, plan->columns->len, comma);
  explain_kind (plan, match);
  if (match && (kind_id || !match->missing[0]))
    adopt_match (plan, match);
  else if (match)
    g_set_object (&plan->nearest, match->kind);
  update_missing (plan);
  if (match && !plan->kind)
    plan->missing_roles = g_strdupv (match->missing);
  for (guint i = 0; i < plan->columns->len; i++)
    type_column (plan, get_column (plan, i));
  return TRUE;
}

static gboolean
recognise_header (SyImportPlan *plan, GHashTable *names, GError **error)
{
  SyHeader header;
  g_autofree char *base = g_path_get_basename (plan->path);

  sy_recognition_find_header (plan->sample, names, &header);
  plan->header_row = 0;
  if (header.index >= 0)
    plan->header_row = ((const SySampleRow *) g_ptr_array_index (plan->sample->rows, header.index))->number;
  plan->header_reason = g_steal_pointer (&header.reason);
  if (plan->sample->rows->len == 0)
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
      g_free (plan->sheet_reason);
      plan->sheet_reason = g_strdup (_ ("asked for"));
      return sy_reader_choose_sheet (plan->info, 0, options, &plan->sheet_index, error);
    }
  init_read_options (plan, &plain);
  return sy_recognition_choose_sheet (plan->path, plan->info, &plain, names, &plan->sheet_index,
                                      &plan->sheet_reason, cancellable, error);
}

static GPtrArray *
copy_kinds (GPtrArray *kinds)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; kinds && i < kinds->len; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (kinds, i)));
  return copy;
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
  g_autoptr (SyImportPlan) plan = g_new0 (SyImportPlan, 1);
  g_autoptr (GHashTable) names = sy_role_matcher_collect_names (kinds);
  SyReadOptions plain;

  plan->path = g_strdup (path);
  plan->encoding = options ? g_strdup (options->encoding) : NULL;
  plan->delimiter = options ? g_strdup (options->delimiter) : NULL;
  plan->kinds = copy_kinds (kinds);
  plan->info = sy_reader_inspect (path, options, cancellable, error);
  if (!plan->info || !choose_sheet (plan, options, names, cancellable, error))
    return NULL;
  init_read_options (plan, &plain);
  plan->sample =
      sy_sample_read (path, plan->info, plan->sheet_index, &plain, SAMPLE_ROWS, cancellable, error);
  if (!plan->sample || !recognise_header (plan, names, error))
    return NULL;
  if (!build_columns (plan, error) || !settle_columns (plan, cancellable, error)
      || !choose_roles (plan, kind_id, error))
    return NULL;
  return g_steal_pointer (&plan);
}

/* Exactly, else as names are compared. */
static SyImportColumn *
find_by_header (SyImportPlan *plan, const char *header, GError **error)
{
  g_autofree char *wanted = sy_role_matcher_normalise (header);
  g_autoptr (GString) headers = g_string_new (NULL);

  for (guint i = 0; i < plan->columns->len; i++)
    if (g_str_equal (get_column (plan, i)->header, header))
      return get_column (plan, i);
  for (guint i = 0; *wanted && i < plan->columns->len; i++)
    {
      g_autofree char *name = sy_role_matcher_normalise (get_column (plan, i)->header);
      if (g_str_equal (name, wanted))
        return get_column (plan, i);
    }
  for (guint i = 0; i < plan->columns->len && i < 40; i++)
    g_string_append_printf (headers, "%s%s", i > 0 ? ", " : "", get_column (plan, i)->header);
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE, _ ("There is no column “%s”; there are: %s"),
               header, headers->str);
  return NULL;
}

static const SyRole *
find_role (SyImportPlan *plan, const char *id, GError **error)
{
  const SyRole *role = plan->kind ? sy_source_kind_find_role (plan->kind, id) : NULL;
  g_autoptr (GString) ids = g_string_new (NULL);
  GPtrArray *roles;

  if (role)
    return role;
  if (!plan->kind)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                   _ ("The file is of no known kind, so there is no role “%s”; choose a kind first"), id);
      return NULL;
    }
  roles = sy_source_kind_get_roles (plan->kind);
  for (guint i = 0; i < roles->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? ", " : "",
                            ((const SyRole *) g_ptr_array_index (roles, i))->id);
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE, _ ("There is no role “%s”; there are: %s"), id,
               ids->str);
  return NULL;
}

static void
take_role_away (SyImportPlan *plan, const char *role)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      SyImportColumn *column = get_column (plan, i);
      if (g_strcmp0 (column->role, role) != 0)
        continue;
      g_clear_pointer (&column->role, g_free);
      g_clear_pointer (&column->role_reason, g_free);
      type_column (plan, column);
    }
}

/* Where no kind was complete, the first mapping by hand begins from the nearest. */
static void
adopt_nearest (SyImportPlan *plan)
{
  g_autofree SyMatchColumn *columns = NULL;
  g_autoptr (SyRoleMatch) match = NULL;
  SySourceKind *kind = plan->nearest;

  if (!kind && plan->kinds->len > 0)
    kind = g_ptr_array_index (plan->kinds, 0);
  if (plan->kind || !kind)
    return;
  columns = list_match_columns (plan);
  match = sy_role_matcher_match (kind, columns, plan->columns->len, file_uses_comma (plan));
  adopt_match (plan, match);
  for (guint i = 0; i < plan->columns->len; i++)
    type_column (plan, get_column (plan, i));
}

/**
 * sy_import_plan_map:
 * @role: id of a role of the plan's kind
 * @header: (nullable): of a column; "" or %NULL takes the role away
 *
 * Returns: %FALSE with SY_IMPORT_ERROR_ROLE when there is no such role or column, or when the column holds
 * something else
 */
gboolean
sy_import_plan_map (SyImportPlan *plan, const char *role, const char *header, GError **error)
{
  SyImportColumn *column;
  g_autofree char *previous = NULL;

  g_return_val_if_fail (plan && role, FALSE);
  adopt_nearest (plan);
  if (!find_role (plan, role, error))
    return FALSE;
  if (!header || !*header)
    {
      take_role_away (plan, role);
      update_missing (plan);
      return TRUE;
    }
  column = find_by_header (plan, header, error);
  if (!column)
    return FALSE;
  previous = g_steal_pointer (&column->role);
  column->role = g_strdup (role);
  if (!type_column (plan, column))
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                   _ ("Column “%s” cannot be “%s”: it holds %s, for example “%s”"), column->header, role,
                   column->type_reason, column->examples[0] ? column->examples[0] : "");
      g_free (column->role);
      column->role = g_steal_pointer (&previous);
      type_column (plan, column);
      return FALSE;
    }
  g_clear_pointer (&column->role, g_free);
  take_role_away (plan, role);
  column->role = g_strdup (role);
  g_free (column->role_reason);
  column->role_reason = g_strdup (_ ("chosen by hand"));
  type_column (plan, column);
  update_missing (plan);
  return TRUE;
}

/**
 * sy_import_plan_set_header_row:
 * @row: of the file, 1-based; 0: there is no header
 *
 * Columns, types and roles are recognised anew; what was corrected by hand is gone.
 */
gboolean
sy_import_plan_set_header_row (SyImportPlan *plan, guint64 row, GCancellable *cancellable, GError **error)
{
  g_autofree char *kind_id = plan->kind ? g_strdup (sy_source_kind_get_id (plan->kind)) : NULL;
  guint64 before = plan->header_row;

  plan->header_row = row;
  if (row > 0 && !find_header_row (plan))
    {
      plan->header_row = before;
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ROLE,
                   _ ("Row %" G_GUINT64_FORMAT " is empty or too far down to be the header"), row);
      return FALSE;
    }
  g_free (plan->header_reason);
  plan->header_reason = g_strdup (_ ("chosen by hand"));
  if (!build_columns (plan, error) || !settle_columns (plan, cancellable, error))
    return FALSE;
  return choose_roles (plan, kind_id, error);
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
 * What the columns are called in the table: the role, else the header, with " (2)" behind it where that name
 * is taken by another column, by a role or by the program.
 *
 * Returns: (transfer full): one for each of the plan's columns
 */
char **
sy_import_plan_dup_column_names (const SyImportPlan *plan)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  char **names = g_new0 (char *, plan->columns->len + 1);

  reserve_names (plan, seen);
  for (guint i = 0; i < plan->columns->len; i++)
    {
      const SyImportColumn *column = get_column (plan, i);
      names[i] = column->role ? g_strdup (column->role) : make_unique (seen, column->header);
    }
  return names;
}

void
sy_import_plan_free (SyImportPlan *plan)
{
  if (!plan)
    return;
  g_free (plan->path);
  g_clear_pointer (&plan->info, sy_file_info_free);
  g_free (plan->header_reason);
  g_clear_pointer (&plan->columns, g_ptr_array_unref);
  g_clear_object (&plan->kind);
  g_free (plan->kind_reason);
  g_strfreev (plan->missing_roles);
  g_free (plan->encoding);
  g_free (plan->delimiter);
  g_free (plan->sheet_reason);
  g_clear_object (&plan->nearest);
  g_clear_pointer (&plan->sample, sy_sample_free);
  g_clear_pointer (&plan->kinds, g_ptr_array_unref);
  g_free (plan);
}
