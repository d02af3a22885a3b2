/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to tree. */
#pragma once

#include "sy-expression.h"

G_BEGIN_DECLS

/* @text: a formula with or without a leading "=". Full-width punctuation （ ） ， ： typed by a Chinese input
 * method is read as its ASCII twin outside of texts. */
SyExpression *sy_parser_parse (const char *text, GError **error);

G_END_DECLS
