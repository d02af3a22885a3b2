/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which sheet of a workbook is the table, and where in it the header is. */
#pragma once

#include "sy-sample.h"

G_BEGIN_DECLS

/* Where the table begins. */
typedef struct
{
  int index;     /* of the header among the sample's rows, the last one of several; -1: there is none */
  guint n_rows;  /* of the header, 1 mostly */
  guint n_known; /* headers that are names of a role */
  guint width;   /* filled cells of the usual row */
  char *reason;  /* owned, a sentence */
} SyHeader;

void sy_recognition_find_header (const SySample *sample, GHashTable *names, SyHeader *header);
void sy_header_clear (SyHeader *header);
gboolean sy_recognition_choose_sheet (const char *path,
                                      const SyFileInfo *info,
                                      const SyReadOptions *options,
                                      GHashTable *names,
                                      guint *sheet_index,
                                      char **reason,
                                      char ***alike,
                                      GCancellable *cancellable,
                                      GError **error);
gboolean sy_recognition_is_totals_word (const char *text, gsize length);
gboolean sy_recognition_ends_in_totals_word (const char *text, gsize length);

G_END_DECLS
