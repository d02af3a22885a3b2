/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a result depends on, as one short text: the same text, the same rows. */
#pragma once

#include "sy-engine.h"
#include "sy-model.h"

G_BEGIN_DECLS

void sy_cache_key_add_text (GChecksum *key, const char *text);
void sy_cache_key_add_value (GChecksum *key, const SyValue *value);
/* Everything that a table's definition says: rows, conditions, columns with their formulas and types. */
void sy_cache_key_add_table (GChecksum *key, const SyModelTable *table);
/* Id, type and formula of a parameter or named value; not its value. */
void sy_cache_key_add_name (GChecksum *key, const SyModelName *name);

G_END_DECLS
