/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet can be looked up in by columns whose values each stand there once and are found for nearly all rows
 * of the other sheet. Names that are the same, or headers that are, make a key of anything; without them the
 * values must look like codes, since every short list of numbers holds every other one. Where no single
 * column does it, all that have the same names together may: order numbers that begin anew in each store. */
#include "config.h"

#include "sy-join-finder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sy-import-plan-private.h"
#include "sy-recognition.h"
#include "sy-role-matcher.h"

#define MAX_KEY_COLUMNS 4
/* Share of rows that find theirs. */
#define MIN_SHARE_NAMED 0.8
#define MIN_SHARE 0.95
/* Keys that come twice with different rows behind them, of all. */
#define MAX_TWICE 0.01
#define MIN_CODES 5
#define MIN_CODE_LENGTH 3

/* A way from one sheet to another. */
typedef struct
{
  gboolean found;
  GStrv own, keys;
  SySheetJoin *join;
  double share;
  gboolean named;
} Way;

typedef struct
{
  GPtrArray *plans;
  guint n;
  Way *ways;         /* [base * n + other] */
  GHashTable *names; /* normalised header → (element-type SyRole) the roles that it is a name of */
  GCancellable *cancellable;
} Finder;

gboolean
sy_import_plan_is_complete (const SyImportPlan *plan)
{
  return plan->kind && (!plan->missing_roles || !plan->missing_roles[0]);
}

static const SyImportPlan *
get_plan (const Finder *self, guint i)
{
  return self->plans->pdata[i];
}

/* --- columns that may be a key --- */

static gboolean
may_be_key (const SyImportColumn *column)
{
  switch (column->type)
    {
    case SY_COLUMN_TEXT:
    case SY_COLUMN_INT64:
    case SY_COLUMN_DATE:
      return !column->left_out && column->evidence && column->evidence->n_filled > 0;
    case SY_COLUMN_DECIMAL:
      return !column->left_out && column->scale == 0 && !column->role;
    default:
      return FALSE;
    }
}

static gboolean
is_totals (const SySampleRow *row)
{
  guint i = 0;

  while (i < row->n_cells && sy_cell_is_blank (&row->cells[i]))
    i++;
  return i < row->n_cells && row->cells[i].kind == SY_CELL_TEXT
         && sy_recognition_is_totals_word (row->cells[i].text, row->cells[i].length);
}

/* One after the other of the rows below the header that were looked at. */
static gboolean
next_row (const SyImportPlan *plan, guint *i, const SySampleRow **row)
{
  while (*i < plan->sheet_sample->rows->len)
    {
      *row = plan->sheet_sample->rows->pdata[(*i)++];
      if ((*row)->number > plan->header_row && !is_totals (*row))
        return TRUE;
    }
  return FALSE;
}

/* Whether the rows that were looked at can be told apart by these columns, but for very few. */
static gboolean
tells_apart (const SyImportPlan *plan, const guint *indexes, guint n_indexes)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) key = g_string_new (NULL);
  const SySampleRow *row;
  guint i = 0, n = 0, n_rows = 0, n_twice = 0;

  while (next_row (plan, &i, &row))
    {
      n_rows++;
      if (!sy_sheet_join_write_key (key, row->cells, row->n_cells, indexes, n_indexes))
        continue;
      n++;
      n_twice += !g_hash_table_add (seen, g_strdup (key->str));
    }
  return n >= 2 && n * 10 >= n_rows * 9 && n_twice <= MAX_TWICE * n;
}

static gboolean
is_code (const char *key)
{
  return g_utf8_strlen (key, -1) >= MIN_CODE_LENGTH;
}

/* Of the rows of @plan that were looked at and have a key, how many find it. @codes: how many different keys
 * that look like codes do. */
static double
count_found (
    const SyImportPlan *plan, const guint *indexes, guint n_indexes, const SySheetJoin *join, guint *codes)
{
  g_autoptr (GHashTable) different = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) key = g_string_new (NULL);
  const SySampleRow *row;
  guint i = 0, n = 0, n_found = 0;

  while (next_row (plan, &i, &row))
    {
      if (!sy_sheet_join_write_key (key, row->cells, row->n_cells, indexes, n_indexes))
        continue;
      n++;
      if (!sy_sheet_join_has_key (join, key->str))
        continue;
      n_found++;
      if (is_code (key->str))
        g_hash_table_add (different, g_strdup (key->str));
    }
  *codes = g_hash_table_size (different);
  return n > 0 ? (double) n_found / n : 0;
}

/* All headers that kinds of data know for texts and codes. */
static GHashTable *
collect_names (GPtrArray *kinds)
{
  GHashTable *names =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint k = 0; kinds && k < kinds->len; k++)
    {
      GPtrArray *roles = sy_source_kind_get_roles (kinds->pdata[k]);
      for (guint r = 0; r < roles->len; r++)
        {
          const SyRole *role = roles->pdata[r];
          for (char **synonym = role->synonyms; synonym && *synonym && role->type == SY_ROLE_TEXT; synonym++)
            {
              char *name = sy_role_matcher_normalise (*synonym);
              GPtrArray *known = g_hash_table_lookup (names, name);
              if (known)
                g_free (name);
              else
                g_hash_table_insert (names, name, known = g_ptr_array_new ());
              g_ptr_array_add (known, (gpointer) role);
            }
        }
    }
  return names;
}

/* The same header, or two that are names of one thing: 单号, 订单编号. */
static gboolean
is_same_name (const Finder *self, const SyImportColumn *a, const SyImportColumn *b)
{
  g_autofree char *first = sy_role_matcher_normalise (a->header);
  g_autofree char *second = sy_role_matcher_normalise (b->header);
  const GPtrArray *roles = g_hash_table_lookup (self->names, first);
  GPtrArray *others = g_hash_table_lookup (self->names, second);

  if (*first && g_str_equal (first, second))
    return TRUE;
  for (guint i = 0; roles && others && i < roles->len; i++)
    if (g_ptr_array_find (others, roles->pdata[i], NULL))
      return TRUE;
  return FALSE;
}

/* Whether some of the first values are in both: reading all of a sheet is worth it then only. */
static gboolean
share_values (const SyImportPlan *base, guint own, const SyImportPlan *other, guint key_index)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) key = g_string_new (NULL);
  const SySampleRow *row;
  guint n = 0;

  for (guint i = 0; next_row (other, &i, &row);)
    if (sy_sheet_join_write_key (key, row->cells, row->n_cells, &key_index, 1))
      g_hash_table_add (values, g_strdup (key->str));
  for (guint i = 0; next_row (base, &i, &row);)
    if (sy_sheet_join_write_key (key, row->cells, row->n_cells, &own, 1))
      n += is_code (key->str) && g_hash_table_contains (values, key->str);
  return n >= MIN_CODES;
}

/* --- ways --- */

static void
way_clear (Way *way)
{
  g_strfreev (way->own);
  g_strfreev (way->keys);
  sy_sheet_join_unref (way->join);
  *way = (Way){ FALSE };
}

/* Reads the other sheet, unless a better way is known, and keeps the way where it holds. */
static void
try_way (Finder *self,
         guint base,
         guint other,
         const SyImportColumn *const *own,
         const SyImportColumn *const *keys,
         guint n,
         gboolean named)
{
  Way *best = &self->ways[base * self->n + other];
  g_autofree const char **own_headers = g_new0 (const char *, n + 1);
  g_autofree const char **key_headers = g_new0 (const char *, n + 1);
  guint indexes[MAX_KEY_COLUMNS];
  g_autoptr (SySheetJoin) join = NULL;
  double share;
  guint codes;

  for (guint i = 0; i < n; i++)
    {
      own_headers[i] = own[i]->header;
      key_headers[i] = keys[i]->header;
      indexes[i] = own[i]->index;
    }
  join = sy_sheet_join_new (get_plan (self, other), own_headers, key_headers, self->cancellable, NULL);
  if (!join || !join->headers[0] || (double) join->n_twice > MAX_TWICE * (double) join->n_rows)
    return;
  share = count_found (get_plan (self, base), indexes, n, join, &codes);
  if (share < (named ? MIN_SHARE_NAMED : MIN_SHARE) || (!named && codes < MIN_CODES)
      || (best->found && (best->named > named || (best->named == named && best->share >= share))))
    return;
  way_clear (best);
  *best = (Way){ .found = TRUE, .share = share, .named = named, .join = g_steal_pointer (&join) };
  best->own = g_strdupv ((char **) own_headers);
  best->keys = g_strdupv ((char **) key_headers);
}

static void
try_single_columns (Finder *self, guint base, guint other)
{
  const SyImportPlan *from = get_plan (self, base), *to = get_plan (self, other);

  for (guint k = 0; k < to->columns->len; k++)
    {
      const SyImportColumn *key = sy_import_plan_get_column (to, k);
      if (!may_be_key (key) || key->type == SY_COLUMN_DATE || !tells_apart (to, &key->index, 1))
        continue;
      for (guint o = 0; o < from->columns->len; o++)
        {
          const SyImportColumn *own = sy_import_plan_get_column (from, o);
          gboolean named;
          if (!may_be_key (own) || own->type == SY_COLUMN_DATE)
            continue;
          named = is_same_name (self, own, key);
          if (named || share_values (from, own->index, to, key->index))
            try_way (self, base, other, &own, &key, 1, named);
        }
    }
}

static void
try_all_named (Finder *self, guint base, guint other)
{
  const SyImportPlan *from = get_plan (self, base), *to = get_plan (self, other);
  const SyImportColumn *own[MAX_KEY_COLUMNS], *keys[MAX_KEY_COLUMNS];
  guint indexes[MAX_KEY_COLUMNS], n = 0;

  for (guint o = 0; o < from->columns->len; o++)
    for (guint k = 0; k < to->columns->len && n < MAX_KEY_COLUMNS; k++)
      {
        const SyImportColumn *a = sy_import_plan_get_column (from, o), *b = sy_import_plan_get_column (to, k);
        if (!may_be_key (a) || !may_be_key (b) || !is_same_name (self, a, b))
          continue;
        own[n] = a;
        keys[n] = b;
        indexes[n++] = b->index;
        break;
      }
  if (n >= 2 && tells_apart (to, indexes, n))
    try_way (self, base, other, own, keys, n, TRUE);
}

static gboolean
is_same_header (const SyImportColumn *a, const SyImportColumn *b)
{
  return *a->header && g_str_equal (a->header, b->header);
}

/* Months of one till are put below each other; so are two that say it in the same words, though neither is
 * known for what it is. */
static gboolean
are_of_one_kind (const Finder *self, const SyImportPlan *a, const SyImportPlan *b)
{
  gboolean known = a->kind == b->kind && sy_import_plan_is_complete (a) && sy_import_plan_is_complete (b);

  if (a->columns->len != b->columns->len)
    return FALSE;
  for (guint i = 0; i < a->columns->len; i++)
    {
      const SyImportColumn *x = sy_import_plan_get_column (a, i);
      const SyImportColumn *y = sy_import_plan_get_column (b, i);
      if (!is_same_header (x, y) && !(known && is_same_name (self, x, y)))
        return FALSE;
    }
  return TRUE;
}

static void
find_ways (Finder *self)
{
  for (guint base = 0; base < self->n; base++)
    for (guint other = 0; other < self->n; other++)
      {
        if (other == base || get_plan (self, base)->header_row == 0
            || are_of_one_kind (self, get_plan (self, base), get_plan (self, other))
            || g_cancellable_is_cancelled (self->cancellable))
          continue;
        try_single_columns (self, base, other);
        if (!self->ways[base * self->n + other].found)
          try_all_named (self, base, other);
      }
}

/* --- from which sheet all others are reached --- */

/* Where a key of a sheet on the way is called in the widened one; NULL: it is not there. */
static gboolean
brings (const SySheetJoin *join, char **own)
{
  for (; *own; own++)
    if (!g_strv_contains ((const char *const *) join->headers, *own))
      return FALSE;
  return TRUE;
}

/* The sheets that are reached from @base, nearest first; -1 behind them. @from: from where each is. */
static guint
reach (const Finder *self, guint base, guint *order, guint *from)
{
  g_autofree gboolean *seen = g_new0 (gboolean, self->n);
  guint n = 0;

  order[n++] = base;
  seen[base] = TRUE;
  for (guint at = 0; at < n; at++)
    for (guint other = 0; other < self->n; other++)
      {
        const Way *way = &self->ways[order[at] * self->n + other];
        if (seen[other] || !way->found
            || (at > 0 && !brings (self->ways[from[at] * self->n + order[at]].join, way->own)))
          continue;
        seen[other] = TRUE;
        from[n] = order[at];
        order[n++] = other;
      }
  return n;
}

static guint
count_rows (const SyImportPlan *plan)
{
  return plan->sample->complete ? plan->sample->rows->len : G_MAXUINT;
}

/* The one that reaches most; of those the longer one, as several rows find the same one in a shorter. */
static guint
choose_base (const Finder *self, guint *order, guint *from)
{
  guint best = 0, best_reached = 0;

  for (guint i = 0; i < self->n; i++)
    {
      guint reached = reach (self, i, order, from);
      if (reached < best_reached
          || (reached == best_reached
              && count_rows (get_plan (self, i)) <= count_rows (get_plan (self, best))))
        continue;
      best = i;
      best_reached = reached;
    }
  return best;
}

static void
link_free (gpointer data)
{
  SyJoinLink *link = data;

  sy_sheet_join_unref (link->join);
  g_free (link->reason);
  g_free (link);
}

static SyJoinLink *
make_link (const Finder *self, guint base, guint from, guint other)
{
  const Way *way = &self->ways[from * self->n + other];
  SyJoinLink *link = g_new0 (SyJoinLink, 1);
  g_autofree char *own = g_strjoinv (" + ", way->own);
  g_autofree char *keys = g_strjoinv (" + ", way->keys);

  link->other = other;
  link->join = sy_sheet_join_ref (way->join);
  link->share = way->share;
  link->useful = !sy_import_plan_is_complete (get_plan (self, base))
                 || !sy_import_plan_is_complete (get_plan (self, other));
  link->reason =
      g_str_equal (own, keys)
          ? g_strdup_printf (_ ("%s is in both; %.0f %% of the rows find theirs"), own, way->share * 100)
          : g_strdup_printf (_ ("%s is %s there; %.0f %% of the rows find theirs"), own, keys,
                             way->share * 100);
  return link;
}

static SyJoinProposal *
propose (const Finder *self)
{
  g_autofree guint *order = g_new0 (guint, self->n + 1);
  g_autofree guint *from = g_new0 (guint, self->n + 1);
  guint base = choose_base (self, order, from);
  guint n = reach (self, base, order, from);
  SyJoinProposal *proposal;

  if (n < 2)
    return NULL;
  proposal = g_new0 (SyJoinProposal, 1);
  proposal->base = base;
  proposal->links = g_ptr_array_new_with_free_func (link_free);
  for (guint i = 1; i < n; i++)
    {
      SyJoinLink *link = make_link (self, base, from[i], order[i]);
      proposal->useful = proposal->useful || link->useful;
      g_ptr_array_add (proposal->links, link);
    }
  return proposal;
}

/**
 * sy_join_finder_find:
 * @plans: (element-type SyImportPlan): of sheets that come together, recognised each by itself
 *
 * Returns: (transfer full) (nullable): the sheet with a row for each of what is told, and what can be looked
 * up for it; %NULL when no two of them share a key
 */
SyJoinProposal *
sy_join_finder_find (GPtrArray *plans, GCancellable *cancellable)
{
  Finder self = { .plans = plans, .n = plans->len, .cancellable = cancellable };
  SyJoinProposal *proposal = NULL;

  self.names = collect_names (plans->len > 0 ? ((SyImportPlan *) plans->pdata[0])->kinds : NULL);
  self.ways = g_new0 (Way, self.n * self.n + 1);
  find_ways (&self);
  if (!g_cancellable_is_cancelled (cancellable))
    proposal = propose (&self);
  for (guint i = 0; i < self.n * self.n; i++)
    way_clear (&self.ways[i]);
  g_free (self.ways);
  g_hash_table_unref (self.names);
  return proposal;
}

void
sy_join_proposal_free (SyJoinProposal *self)
{
  if (!self)
    return;
  g_ptr_array_unref (self->links);
  g_free (self);
}

gboolean
sy_join_proposal_apply (
    const SyJoinProposal *self, SyImportPlan *base, gboolean all, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) joins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_sheet_join_unref);

  for (guint i = 0; i < self->links->len; i++)
    {
      const SyJoinLink *link = self->links->pdata[i];
      if (all || link->useful)
        g_ptr_array_add (joins, sy_sheet_join_ref (link->join));
    }
  return sy_import_plan_set_joins (base, joins->len > 0 ? joins : NULL, cancellable, error);
}
