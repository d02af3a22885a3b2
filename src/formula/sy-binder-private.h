/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps of binding, shared by the binder's files: resolve names, type trees, compile row sources, order
 * what depends. */
#pragma once

#include "sy-model-private.h"

G_BEGIN_DECLS

/* Where a formula stands. */
typedef struct
{
  SyModel *model;
  SyModelTable *table; /* whose rows [@c] means; NULL: a named value */
} SyScope;

/* sy-binder-resolve.c: points every reference, name and function of the tree to what it means. */
gboolean sy_binder_resolve (SyExpression *root, const SyScope *scope, GError **error);
SyModelTable *
sy_binder_find_table (SyModel *model, const char *name, const SyExpression *node, GError **error);
/* @node: whose place the error takes */
gboolean sy_binder_find_column (
    SyModelTable *table, const char *name, const SyExpression *node, SyModelColumn **column, GError **error);

/* sy-binder-types.c: fills type, is_column, may_be_blank and may_be_error; what the tree reads is typed
 * already. */
gboolean sy_binder_type_value (SyExpression *root, const SyScope *scope, GError **error);
gboolean sy_binder_type_any (SyExpression *root, const SyScope *scope, GError **error);

/* sy-binder-rows.c */
gboolean sy_binder_prepare_rows (SyModel *model, GError **error);
gboolean sy_binder_type_rows (SyModel *model, SyModelTable *table, GError **error);
gboolean sy_binder_check_filters (SyModelTable *table, GError **error);
gboolean sy_binder_parse_sort (SyModelTable *table, GError **error);

/* sy-binder-order.c: @order gets @nodes, each after all that it reads; else @cycle gets "a → b → a" (free
 * it). */
typedef const char *(*SyBinderNodeName) (gconstpointer node);
gboolean sy_binder_order (
    GPtrArray *nodes, GHashTable *reads, SyBinderNodeName get_name, GPtrArray *order, char **cycle);

G_END_DECLS
