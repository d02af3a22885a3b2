/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of the encodings from before Unicode a text is in, by what its characters would be. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The best candidate; clear the name with g_free(). */
typedef struct
{
  char *name;      /* IANA name */
  double score;    /* of a character; 1 is typical text, below 0.2 it is hardly text */
  double margin;   /* to the best other reading of the same bytes; no more is told than “far” */
  gsize n_letters; /* characters that are not ASCII */
} SyEncodingScore;

gboolean sy_encoding_score (const guint8 *data, gsize length, const char *opinion, SyEncodingScore *score);

G_END_DECLS
