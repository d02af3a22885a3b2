/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a model that the binder fills in. */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

struct _SyModel
{
  grefcount ref_count;
  GPtrArray *tables; /* (element-type SyModelTable) */
  GPtrArray *names;  /* (element-type SyModelName) */
  GArray *steps;     /* (element-type SyModelStep) */
  GHashTable *reads; /* SyModelTable or SyModelName → GPtrArray of what it reads, likewise borrowed */
};

/* Forgets what an earlier binding found: trees, orders, steps. Columns that the binder had added stay. */
void sy_model_clear_bindings (SyModel *self);
void sy_model_table_insert_column (SyModelTable *table, guint position, SyModelColumn *column);
SyModelColumn *sy_model_column_new (const char *id, const char *title, const char *formula);

G_END_DECLS
