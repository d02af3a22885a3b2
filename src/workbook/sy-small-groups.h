/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of so few people that they tell who is in them. */
#pragma once

#include "sy-model.h"
#include "sy-source.h"

G_BEGIN_DECLS

/* Fewer people than so many are not shown as a group. */
#define SY_SMALL_GROUP 5

/* The condition by which groups of enough people stay, for a table of the model whose columns are there:
 * where its rows are groups by what tells something of people (gender, birthday, postcode), and not the
 * people themselves. NULL for all other tables. */
char *sy_small_groups_write_condition (GPtrArray *sources, SyModel *model, const SyModelTable *table);

G_END_DECLS
