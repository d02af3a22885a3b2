/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tokens of a formula. */
#pragma once

#include "sy-expression.h"

G_BEGIN_DECLS

#define SY_LEXER_MAX_CHARACTERS 8192 /* Excel's own limit */

typedef enum
{
  SY_TOKEN_END,
  SY_TOKEN_NUMBER, /* number */
  SY_TOKEN_TEXT,   /* text, without its quotes */
  SY_TOKEN_NAME,   /* text: a function, table, parameter or value; 'in quotes' where it has spaces or signs */
  SY_TOKEN_CELL,   /* [@c]: text is c, unescaped */
  SY_TOKEN_COLUMN, /* [c]: text is c, unescaped */
  SY_TOKEN_OPERATOR, /* op: the binary operator; a sign is SY_OP_ADD or SY_OP_SUBTRACT */
  SY_TOKEN_PERCENT,
  SY_TOKEN_OPEN,
  SY_TOKEN_CLOSE,
  SY_TOKEN_COMMA,
  SY_TOKEN_COLON,
} SyTokenKind;

typedef struct
{
  SyTokenKind kind;
  SyOperator op;
  double number;
  char *text;
  gboolean quoted;      /* a NAME in quotes, which is never a function or TRUE */
  guint line, column;   /* 1-based, in characters */
  gsize offset, length; /* in bytes of the text */
} SyToken;

/* All tokens of @text, the last one SY_TOKEN_END. (element-type SyToken) */
GArray *sy_lexer_read (const char *text, GError **error);

G_END_DECLS
