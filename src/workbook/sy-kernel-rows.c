/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a kernel: it checks what the signature can't, calls, and writes the rows down. */
#include "config.h"

#include "sy-kernel-rows.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sy-clusters.h"
#include "sy-itemsets.h"
#include "sy-judgements.h"
#include "sy-pairs.h"
#include "sy-shapley.h"
#include "sy-words-writer.h"

#define BETWEEN_ITEMS " + "
#define DEFAULT_SEED 1
/* Rows or products between two looks at whether to go on. */
#define STEP 65536

/* Rows in the order in which they are written; "~n" is their number. */
typedef struct
{
  SyAppender *appender;
  const SyKernelJob *job;
  gint64 n_rows;
} Output;

static void
begin_row (Output *self)
{
  sy_appender_int64 (self->appender, ++self->n_rows);
}

static void
put_number (Output *self, double number)
{
  if (isfinite (number))
    sy_appender_double (self->appender, number);
  else
    sy_appender_null (self->appender);
}

static gboolean
end_row (Output *self, GError **error)
{
  SyKernelReport report = { .fraction = 1., .done = (guint64) self->n_rows, .unit = N_ ("rows") };

  if (self->n_rows % STEP == 0 && !sy_kernel_job_go_on (self->job, &report, error))
    return FALSE;
  return sy_appender_end_row (self->appender, error);
}

static SyArray *
get_array (const SyKernelCall *call, guint i)
{
  return call->arrays->pdata[i];
}

static double
get_number (const SyKernelCall *call, guint i)
{
  return g_array_index (call->numbers, double, i);
}

/* --- pairs and itemsets --- */

/* Items are in the order of their names, so that of two equal rules the same is always first. */
static SyBaskets *
make_baskets (const SyKernelCall *call, GError **error)
{
  SyArray *orders = get_array (call, 0);
  SyArray *items = get_array (call, 1);
  SyOrderLines lines = { .n_lines = orders->n_rows, .n_orders = orders->n_codes, .n_items = items->n_codes };
  SyLeast least = { get_number (call, 0), get_number (call, 1) };

  sy_array_sort_codes (items);
  lines.orders = orders->codes;
  lines.starts = orders->starts;
  lines.items = items->codes;
  return sy_baskets_new (&lines, &least, call->job, error);
}

static gboolean
write_pairs (
    const SyKernelCall *call, const SyBaskets *baskets, GArray *pairs, Output *output, GError **error)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const SyPair *pair = &g_array_index (pairs, SyPair, i);

      begin_row (output);
      sy_array_append (get_array (call, 1), pair->a, output->appender);
      sy_array_append (get_array (call, 1), pair->b, output->appender);
      put_number (output, baskets->counts[pair->a]);
      put_number (output, baskets->counts[pair->b]);
      put_number (output, pair->count);
      put_number (output, (double) baskets->n_orders);
      sy_array_append (get_array (call, 0), baskets->largest, output->appender);
      put_number (output, baskets->n_largest);
      if (!end_row (output, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_pairs (const SyKernelCall *call, Output *output, GError **error)
{
  g_autoptr (SyBaskets) baskets = make_baskets (call, error);
  g_autoptr (GArray) pairs = NULL;
  SyExclusion exclusion = { 0. };

  if (call->numbers->len > 2)
    exclusion = (SyExclusion){ get_number (call, 2), get_number (call, 3) };
  if (baskets)
    pairs = sy_pairs_find (baskets, &exclusion, call->job, error);
  return pairs && write_pairs (call, baskets, pairs, output, error);
}

static char *
name_antecedent (const SyArray *items, const SyItemRule *rule)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < rule->n_antecedent; i++)
    {
      g_autofree char *name = sy_array_dup_text (items, rule->antecedent[i]);

      g_string_append_printf (text, "%s%s", i ? BETWEEN_ITEMS : "", name);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
write_rules (
    const SyKernelCall *call, const SyBaskets *baskets, GArray *rules, Output *output, GError **error)
{
  for (guint i = 0; i < rules->len; i++)
    {
      const SyItemRule *rule = &g_array_index (rules, SyItemRule, i);
      g_autofree char *antecedent = name_antecedent (get_array (call, 1), rule);
      g_autofree char *consequent = sy_array_dup_text (get_array (call, 1), rule->consequent);

      begin_row (output);
      sy_appender_text (output->appender, antecedent, -1);
      sy_appender_text (output->appender, consequent, -1);
      put_number (output, rule->count_antecedent);
      put_number (output, rule->count_consequent);
      put_number (output, rule->count_both);
      put_number (output, (double) baskets->n_orders);
      if (!end_row (output, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
run_itemsets (const SyKernelCall *call, Output *output, GError **error)
{
  g_autoptr (SyBaskets) baskets = make_baskets (call, error);
  double size = CLAMP (floor (get_number (call, 2)), 0., 1000.);
  g_autoptr (GArray) rules = NULL;

  if (baskets)
    rules = sy_itemsets_find_rules (baskets, (guint) size, call->job, error);
  return rules && write_rules (call, baskets, rules, output, error);
}

/* --- clusters --- */

static gboolean
run_clusters (const SyKernelCall *call, Output *output, GError **error)
{
  const SyArray *keys = get_array (call, 0);
  g_autoptr (GPtrArray) features = g_ptr_array_new ();
  g_autoptr (SyClusters) clusters = NULL;
  double k = CLAMP (floor (get_number (call, 0)), -1., 1000.);
  double seed = call->numbers->len > 1 ? CLAMP (floor (get_number (call, 1)), 0., 4e9) : DEFAULT_SEED;

  for (guint i = 1; i < call->arrays->len; i++)
    g_ptr_array_add (features, get_array (call, i)->numbers);
  clusters = sy_clusters_find ((const double *const *) features->pdata, features->len, keys->n_rows,
                               k < 0. ? 1 : (guint) k, (guint32) seed, call->job, error);
  if (!clusters)
    return FALSE;
  for (gsize i = 0; i < keys->n_rows; i++)
    {
      begin_row (output);
      sy_array_append (keys, keys->codes[i], output->appender);
      put_number (output, clusters->labels[i]);
      put_number (output, clusters->silhouette[i]);
      put_number (output, clusters->distance[i]);
      if (!end_row (output, error))
        return FALSE;
    }
  return TRUE;
}

/* --- eigenvector --- */

/* The rows of each group side by side, groups by code, those without one before them; @starts: [n_codes + 2]
 * where each begins. */
static gsize *
sort_rows (const SyArray *groups, gsize *starts)
{
  gsize *rows = g_new (gsize, groups->n_rows + 1);
  g_autofree gsize *places = g_new (gsize, (gsize) groups->n_codes + 2);

  memset (starts, 0, ((gsize) groups->n_codes + 2) * sizeof *starts);
  for (gsize i = 0; i < groups->n_rows; i++)
    starts[groups->codes[i] + 1]++;
  for (gsize code = 0; code <= groups->n_codes; code++)
    starts[code + 1] += starts[code];
  memcpy (places, starts, ((gsize) groups->n_codes + 2) * sizeof *starts);
  for (gsize i = 0; i < groups->n_rows; i++)
    rows[places[groups->codes[i]]++] = i;
  return rows;
}

static gboolean
put_weights (
    const SyKernelCall *call, const SyJudgements *judgements, guint32 group, Output *output, GError **error)
{
  for (guint i = 0; i < judgements->n; i++)
    {
      const SyJudged *judged = &judgements->items[i];
      const SyArray *rows = get_array (call, call->arrays->len - 3);

      begin_row (output);
      if (call->arrays->len > 3)
        sy_array_append (get_array (call, 0), group, output->appender);
      /* Both columns of the matrix are of one type, or the names could not be alike. */
      if (rows->type == SY_COLUMN_TEXT)
        sy_appender_text (output->appender, judged->name, -1);
      else
        sy_array_append (judged->array, judged->code, output->appender);
      put_number (output, judged->weight);
      if (!end_row (output, error))
        return FALSE;
    }
  return TRUE;
}

/* Of the matrix whose judgements are in these rows of the last three columns. */
static gboolean
weigh (
    const SyKernelCall *call, guint32 group, const gsize *rows, gsize n_rows, Output *output, GError **error)
{
  guint first = call->arrays->len - 3;
  g_autoptr (SyJudgements) judgements =
      sy_judgements_weigh (get_array (call, first), get_array (call, first + 1), get_array (call, first + 2),
                           rows, n_rows, call->job, error);

  return judgements && put_weights (call, judgements, group, output, error);
}

/* With four columns the first one names the matrix that a row is of. */
static gboolean
run_eigenvector (const SyKernelCall *call, Output *output, GError **error)
{
  const SyArray *groups = get_array (call, 0);
  g_autofree gsize *starts = NULL;
  g_autofree gsize *rows = NULL;

  if (call->arrays->len < 4)
    return weigh (call, 0, NULL, groups->n_rows, output, error);
  starts = g_new (gsize, (gsize) groups->n_codes + 2);
  rows = sort_rows (groups, starts);
  for (guint32 group = 1; group <= groups->n_codes; group++)
    if (!weigh (call, group, rows + starts[group], starts[group + 1] - starts[group], output, error))
      return FALSE;
  return TRUE;
}

/* --- shapley --- */

typedef struct
{
  gsize rows[SY_SHAPLEY_MOST];
  guint n;
} Product;

static gboolean
collect_products (const SyKernelCall *call, guint n_keys, GArray *products, GError **error)
{
  const SyArray *groups = n_keys > 1 ? get_array (call, 0) : NULL;
  gsize n_rows = get_array (call, 0)->n_rows;

  g_array_set_size (products, groups ? groups->n_codes + 1 : 1);
  for (gsize i = 0; i < n_rows; i++)
    {
      Product *product = &g_array_index (products, Product, groups ? groups->codes[i] : 0);
      g_autofree char *name = NULL;

      if (product->n < SY_SHAPLEY_MOST)
        {
          product->rows[product->n++] = i;
          continue;
        }
      name = groups && groups->codes[i] ? sy_array_dup_text (groups, groups->codes[i]) : g_strdup ("");
      g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_TOO_LARGE,
                   _ ("more than %d factors in one product (%s)"), SY_SHAPLEY_MOST, name);
      return FALSE;
    }
  return TRUE;
}

/* A product with a factor that is not known has no contributions. */
static gboolean
take_apart (
    const Product *product, const double *base, const double *report, double *contributions, GError **error)
{
  double from[SY_SHAPLEY_MOST], to[SY_SHAPLEY_MOST], parts[SY_SHAPLEY_MOST];

  for (guint i = 0; i < product->n; i++)
    {
      from[i] = base[product->rows[i]];
      to[i] = report[product->rows[i]];
      if (isnan (from[i]) || isnan (to[i]))
        return TRUE;
    }
  if (!sy_shapley_find (from, to, product->n, parts, error))
    return FALSE;
  for (guint i = 0; i < product->n; i++)
    contributions[product->rows[i]] = parts[i];
  return TRUE;
}

static gboolean
run_shapley (const SyKernelCall *call, Output *output, GError **error)
{
  guint n_keys = call->arrays->len - 2;
  gsize n_rows = get_array (call, 0)->n_rows;
  g_autoptr (GArray) products = g_array_new (FALSE, TRUE, sizeof (Product));
  g_autofree double *contributions = g_new (double, n_rows + 1);

  for (gsize i = 0; i < n_rows; i++)
    contributions[i] = NAN;
  if (!collect_products (call, n_keys, products, error))
    return FALSE;
  for (guint i = 0; i < products->len; i++)
    {
      SyKernelReport report = { (double) i / products->len, i, products->len, N_ ("products") };

      if (i % 64 == 0 && !sy_kernel_job_go_on (call->job, &report, error))
        return FALSE;
      if (!take_apart (&g_array_index (products, Product, i), get_array (call, n_keys)->numbers,
                       get_array (call, n_keys + 1)->numbers, contributions, error))
        return FALSE;
    }
  for (gsize i = 0; i < n_rows; i++)
    {
      begin_row (output);
      for (guint j = 0; j < n_keys; j++)
        sy_array_append (get_array (call, j), get_array (call, j)->codes[i], output->appender);
      put_number (output, contributions[i]);
      if (!end_row (output, error))
        return FALSE;
    }
  return TRUE;
}

/* --- all of them --- */

typedef struct
{
  const char *name;
  gboolean (*run) (const SyKernelCall *call, Output *output, GError **error);
  gboolean takes_runs; /* as its first column */
} Kernel;

static const Kernel kernels[] = {
  { "pairs", run_pairs, TRUE }, { "itemsets", run_itemsets, TRUE }, { "clusters", run_clusters },
  { "shapley", run_shapley },   { "eigenvector", run_eigenvector },
};

/* Of each name that has a signature there is one. */
static const Kernel *
find_kernel (const SyModelTable *table)
{
  const Kernel *kernel = kernels;

  while (!g_str_equal (kernel->name, table->kernel->name))
    kernel++;
  return kernel;
}

gboolean
sy_kernel_rows_takes_runs (const SyModelTable *table)
{
  return find_kernel (table)->takes_runs;
}

static guint
count_arguments (const SyModelTable *table)
{
  return sy_expression_get_n_children (table->rows_bound) - 1;
}

GArray *
sy_kernel_rows_list_kinds (const SyModelTable *table)
{
  GArray *kinds = g_array_new (FALSE, FALSE, sizeof (SyArrayKind));

  for (guint i = 0; i < count_arguments (table); i++)
    {
      char letter = sy_kernel_signature_get_kind (table->kernel, i);
      SyArrayKind kind = letter == 'k' ? SY_ARRAY_CODES : SY_ARRAY_NUMBERS;

      if (letter != 's')
        g_array_append_val (kinds, kind);
    }
  return kinds;
}

/* Names the first number that has no value: an empty parameter, a division by zero. */
static gboolean
check_numbers (const SyKernelCall *call, GError **error)
{
  guint n = 0;

  for (guint i = 0; i < count_arguments (call->table); i++)
    {
      g_autofree char *words = NULL;

      if (sy_kernel_signature_get_kind (call->table->kernel, i) != 's' || isfinite (get_number (call, n++)))
        continue;
      words = sy_words_writer_write (sy_expression_get_child (call->table->rows_bound, i + 1));
      g_set_error (error, SY_KERNEL_ERROR, SY_KERNEL_ERROR_ARGUMENT,
                   _ ("the kernel “%s” needs a number for %s, which has none"), call->table->kernel->name,
                   words);
      return FALSE;
    }
  return TRUE;
}

static SyRowStream *
open_output (SyEngine *engine, const SyKernelCall *call, GError **error)
{
  const SyKernelColumn *columns = call->table->kernel->columns;
  SyRowColumn outputs[SY_KERNEL_MOST_COLUMNS + 1] = { { (char *) "~n", SY_COLUMN_INT64, 0 } };
  guint n = 1;

  for (; columns[n - 1].id; n++)
    {
      const SyKernelColumn *column = &columns[n - 1];
      const SyArray *like = column->like >= 0 ? get_array (call, (guint) column->like) : NULL;

      outputs[n].name = (char *) column->id;
      outputs[n].type = like                                  ? like->type
                        : column->like == SY_KERNEL_LIKE_TEXT ? SY_COLUMN_TEXT
                                                              : SY_COLUMN_DOUBLE;
      outputs[n].scale = like ? like->scale : 0;
    }
  return sy_engine_open_stream (engine, outputs, n, FALSE, error);
}

/**
 * sy_kernel_rows_compute:
 *
 * Returns: (transfer full): the relation, with "~n" and the kernel's columns; %NULL with the kernel's error
 * or the engine's
 */
SyRelation *
sy_kernel_rows_compute (SyRelations *relations,
                        const char *key,
                        const SyKernelCall *call,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (SyRowStream) stream = NULL;
  g_autofree char *sql = NULL;
  SyRelation *relation = NULL;
  Output output = { NULL, call->job, 0 };

  if (!check_numbers (call, error))
    return NULL;
  stream = open_output (sy_relations_get_engine (relations), call, error);
  if (!stream)
    return NULL;
  output.appender = sy_row_stream_get_appender (stream);
  if (find_kernel (call->table)->run (call, &output, error) && sy_appender_close (output.appender, error))
    {
      sql = g_strconcat ("SELECT * FROM ", sy_row_stream_get_source (stream), NULL);
      relation = sy_relations_compute (relations, key, sql, NULL, 0, cancellable, error);
    }
  sy_row_stream_stop (stream);
  return relation;
}

char *
sy_kernel_rows_say (const SyModelTable *table)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < count_arguments (table); i++)
    {
      g_autofree char *words = sy_words_writer_write (sy_expression_get_child (table->rows_bound, i + 1));

      g_string_append_printf (text, "%s%s", i ? ", " : "", words);
    }
  return g_strdup_printf (_ ("found by the algorithm “%s” from %s: not by a formula"), table->kernel->name,
                          text->str);
}
