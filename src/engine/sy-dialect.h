/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every statement needs done the same way: quoting of identifiers and of text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "name" with quotes doubled; the one function through which an identifier reaches SQL in the rooms above the
 * engine. */
char *sy_sql_quote_identifier (const char *name);
void sy_sql_append_identifier (GString *sql, const char *name);
/* 'text' with quotes doubled, for the few places where nothing can be bound (enum members). */
void sy_sql_append_text (GString *sql, const char *text);

G_END_DECLS
