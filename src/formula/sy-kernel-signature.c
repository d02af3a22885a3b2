/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row for each way to call a kernel. */
#include "config.h"

#include "sy-kernel-signature.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NUMBER SY_KERNEL_LIKE_NUMBER
#define TEXT SY_KERNEL_LIKE_TEXT

#define PAIRS "KERNEL(pairs, t[order], t[item], least share, least count, most lift?, least expected?)"
#define CLUSTERS "KERNEL(clusters, t[key], number of groups, seed?, t[feature], …)"
#define EIGENVECTOR "KERNEL(eigenvector, t[group]?, t[row], t[column], t[value])"
#define SHAPLEY "KERNEL(shapley, t[group]?, t[factor], t[base], t[report])"

#define PAIR_COLUMNS                                                                                         \
  {                                                                                                          \
    { "a", 1, FALSE }, { "b", 1, FALSE }, { "count_a", NUMBER, FALSE }, { "count_b", NUMBER, FALSE },        \
        { "count_ab", NUMBER, FALSE }, { "orders", NUMBER, FALSE }, { "largest_order", 0, TRUE },            \
        { "largest_size", NUMBER, FALSE },                                                                   \
  }
#define CLUSTER_COLUMNS                                                                                      \
  {                                                                                                          \
    { "key", 0, TRUE }, { "cluster", NUMBER, FALSE }, { "silhouette", NUMBER, TRUE },                        \
    {                                                                                                        \
      "distance", NUMBER, TRUE                                                                               \
    }                                                                                                        \
  }

static const SyKernelSignature signatures[] = {
  { "pairs", "kkss", PAIRS, PAIR_COLUMNS },
  { "pairs", "kkssss", PAIRS, PAIR_COLUMNS },
  { "itemsets",
    "kksss",
    "KERNEL(itemsets, t[order], t[item], least share, least count, most items)",
    { { "antecedent", TEXT, FALSE },
      { "consequent", TEXT, FALSE },
      { "count_antecedent", NUMBER, FALSE },
      { "count_consequent", NUMBER, FALSE },
      { "count_both", NUMBER, FALSE },
      { "orders", NUMBER, FALSE } } },
  { "clusters", "ksn+", CLUSTERS, CLUSTER_COLUMNS },
  { "clusters", "kssn+", CLUSTERS, CLUSTER_COLUMNS },
  { "eigenvector", "kkn", EIGENVECTOR, { { "item", 0, FALSE }, { "weight", NUMBER, FALSE } } },
  { "eigenvector",
    "kkkn",
    EIGENVECTOR,
    { { "group", 0, FALSE }, { "item", 1, FALSE }, { "weight", NUMBER, FALSE } } },
  { "shapley", "knn", SHAPLEY, { { "factor", 0, TRUE }, { "contribution", NUMBER, TRUE } } },
  { "shapley",
    "kknn",
    SHAPLEY,
    { { "group", 0, TRUE }, { "factor", 1, TRUE }, { "contribution", NUMBER, TRUE } } },
};

char
sy_kernel_signature_get_kind (const SyKernelSignature *self, guint i)
{
  const char *plus = strchr (self->arguments, '+');
  guint n = (guint) (plus ? plus - self->arguments : (gssize) strlen (self->arguments));

  if (i < n)
    return self->arguments[i];
  return plus ? plus[-1] : '\0';
}

static gboolean
takes_number (const SyKernelSignature *self, guint n)
{
  guint length = (guint) strlen (self->arguments);

  return strchr (self->arguments, '+') ? n >= length - 1 : n == length;
}

static gboolean
fits (const SyKernelSignature *self, const SyExpression *rows)
{
  guint n = sy_expression_get_n_children (rows) - 1;

  if (!takes_number (self, n))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      gboolean is_column = sy_expression_get_child (rows, i + 1)->kind == SY_EXPRESSION_COLUMN;

      if (is_column != (sy_kernel_signature_get_kind (self, i) != 's'))
        return FALSE;
    }
  return TRUE;
}

const SyKernelSignature *
sy_kernel_signature_find (const SyExpression *rows, GError **error)
{
  const SyExpression *name = sy_expression_get_child (rows, 0);
  const char *usage = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signatures); i++)
    {
      if (g_ascii_strcasecmp (signatures[i].name, name->text) != 0)
        continue;
      if (fits (&signatures[i], rows))
        return &signatures[i];
      usage = signatures[i].usage;
    }
  if (usage)
    sy_formula_set_error (error, SY_FORMULA_ERROR_ROWS, name->line, name->column,
                          _ ("the arguments do not fit; it is used as %s"), usage);
  else
    sy_formula_set_error (error, SY_FORMULA_ERROR_ROWS, name->line, name->column,
                          _ ("no kernel “%s”; there are pairs, itemsets, clusters, eigenvector and shapley"),
                          name->text);
  return NULL;
}

const SyKernelColumn *
sy_kernel_signature_find_column (const SyKernelSignature *self, const char *id)
{
  for (guint i = 0; self->columns[i].id; i++)
    if (g_ascii_strcasecmp (self->columns[i].id, id) == 0)
      return &self->columns[i];
  return NULL;
}
