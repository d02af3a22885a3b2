/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML of millions of cells on its way into a compressed part. */
#pragma once

#include <string.h>

#include "sy-xlsx-deflate.h"

G_BEGIN_DECLS

typedef struct
{
  SyXlsxDeflate *deflate;
  char *data;
  gsize used, size;
} SyXlsxXml;

void sy_xlsx_xml_init (SyXlsxXml *self);
void sy_xlsx_xml_clear (SyXlsxXml *self);
/* What was put, compressed; the XML is cleared. */
SyXlsxPiece *sy_xlsx_xml_end (SyXlsxXml *self);

void sy_xlsx_xml_put_long (SyXlsxXml *self, const char *text, gsize length);
void sy_xlsx_xml_put_count (SyXlsxXml *self, guint64 number);
/* As few digits as read back to the same number. @number: finite */
void sy_xlsx_xml_put_number (SyXlsxXml *self, double number);

static inline void
sy_xlsx_xml_put (SyXlsxXml *self, const char *text, gsize length)
{
  if (length > self->size - self->used)
    {
      sy_xlsx_xml_put_long (self, text, length);
      return;
    }
  memcpy (self->data + self->used, text, length);
  self->used += length;
}

#define sy_xlsx_xml_put_literal(xml, text) sy_xlsx_xml_put ((xml), (text), sizeof (text) - 1)

G_END_DECLS
