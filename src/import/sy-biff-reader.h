/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook stream of Excel 5 to 2003 files (BIFF5 and BIFF8). Runs in the helper only. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SyBiffReader SyBiffReader;

SyBiffReader *sy_biff_reader_new (const guint8 *data, gsize length);
void sy_biff_reader_list (SyBiffReader *reader);
void sy_biff_reader_read (SyBiffReader *reader, guint sheet_index);
void sy_biff_reader_free (SyBiffReader *reader);

G_END_DECLS
