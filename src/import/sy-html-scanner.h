/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pulls tags and text out of web pages as they are, closed or not. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SY_HTML_END_OF_FILE,
  SY_HTML_START, /* name, attributes */
  SY_HTML_END,   /* name */
  SY_HTML_TEXT,  /* text with its references */
} SyHtmlToken;

/* Everything points into the page. */
typedef struct
{
  const char *name;
  gsize name_length;
  const char *attributes;
  gsize attributes_length;
  const char *text;
  gsize text_length;
  /* ---- */
  const char *start, *position, *end;
} SyHtmlScanner;

void sy_html_scanner_init (SyHtmlScanner *scanner, const char *page, gsize length, gsize offset);
SyHtmlToken sy_html_scanner_next (SyHtmlScanner *scanner);
gboolean sy_html_scanner_is (const SyHtmlScanner *scanner, const char *name);
gboolean sy_html_scanner_is_any (const SyHtmlScanner *scanner, const char *const *names);
char *sy_html_scanner_dup_attribute (const SyHtmlScanner *scanner, const char *name);

gsize sy_html_read_reference (const char *text, const char *end, gunichar *ch);

G_END_DECLS
