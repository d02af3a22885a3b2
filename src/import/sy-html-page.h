/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web page in memory as UTF-8, and the tables in it that hold data. */
#pragma once

#include "sy-reader.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  gsize offset; /* of its tag in the page */
} SyHtmlTable;

typedef struct
{
  GByteArray *text;
  guint n_bad; /* bytes that are no text in its encoding */
  char *encoding;
  char *encoding_reason;
} SyHtmlPage;

SyHtmlPage *sy_html_page_load (int fd, const char *asked, GCancellable *cancellable, GError **error);
GPtrArray *sy_html_page_list_tables (const SyHtmlPage *page);
void sy_html_page_free (SyHtmlPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyHtmlPage, sy_html_page_free)

G_END_DECLS
