/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bound formula in words: titles instead of ids, × and ÷, 合计, 平均 … in the language of gettext, and the
 * same with the numbers put in. */
#pragma once

#include "sy-model.h"

G_BEGIN_DECLS

/* Gives the text of the value of an operand (a node of the formula), formatted for reading; NULL: not known,
 * the words stay. Owned by the caller. */
typedef char *(*SyWordsValue) (const SyExpression *operand, gpointer user_data);

/* 月销售目标 × 日权重 ÷ 日权重合计 */
char *sy_words_writer_write (const SyExpression *bound);
/* 1,200,000 × 1.32 ÷ 38.6 */
char *sy_words_writer_write_values (const SyExpression *bound, SyWordsValue value, gpointer user_data);
/* The operands that a reader can open: cells, names, lookups, aggregates; in order of appearance, each once.
 * (element-type SyExpression, borrowed) */
GPtrArray *sy_words_writer_list_operands (const SyExpression *bound);

G_END_DECLS
