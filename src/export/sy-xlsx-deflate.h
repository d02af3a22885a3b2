/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML compressed as it is written, in pieces that can be put one behind the other: sheets are made of what
 * the library wrote and of rows of our own. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A run of compressed bytes that ends at a whole byte and refers to nothing before it. */
typedef struct
{
  GByteArray *bytes;
  guint32 crc;    /* of what it was */
  guint64 length; /* of what it was, in bytes */
} SyXlsxPiece;
void sy_xlsx_piece_free (SyXlsxPiece *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyXlsxPiece, sy_xlsx_piece_free)
/* Puts @next behind. */
void sy_xlsx_piece_join (SyXlsxPiece *self, const SyXlsxPiece *next);

typedef struct _SyXlsxDeflate SyXlsxDeflate;
SyXlsxDeflate *sy_xlsx_deflate_new (void);
void sy_xlsx_deflate_free (SyXlsxDeflate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyXlsxDeflate, sy_xlsx_deflate_free)
void sy_xlsx_deflate_append (SyXlsxDeflate *self, const char *text, gsize length);
/* Ends and frees it. @is_last: nothing is put behind this piece. */
SyXlsxPiece *sy_xlsx_deflate_end (SyXlsxDeflate *self, gboolean is_last);
/* The piece of one text. */
SyXlsxPiece *sy_xlsx_deflate_text (const char *text, gsize length, gboolean is_last);

G_END_DECLS
