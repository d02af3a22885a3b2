/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small parts of an XLSX workbook and its texts. The input is cut at lines of “--”: relations of the
 * package, workbook, relations of the workbook, styles, texts, a sheet; they are packed as they are. */
#include "config.h"

#include "fuzz.h"

#define N_PARTS 6

static void
put_number (GByteArray *out, guint32 value, guint n)
{
  for (guint i = 0; i < n; i++, value >>= 8)
    {
      guint8 byte = value & 0xFF;

      g_byte_array_append (out, &byte, 1);
    }
}

static guint32
checksum (const guint8 *data, gsize size)
{
  guint32 sum = 0xFFFFFFFF;

  for (gsize i = 0; i < size; i++)
    {
      sum ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = sum & 1 ? sum >> 1 ^ 0xEDB88320 : sum >> 1;
    }
  return ~sum;
}

/* The fields that an entry has both before its data and in the directory. */
static void
put_entry (GByteArray *out, const char *name, const guint8 *data, gsize size)
{
  put_number (out, 20, 2);
  put_number (out, 0, 4);
  put_number (out, 0, 4);
  put_number (out, checksum (data, size), 4);
  put_number (out, (guint32) size, 4);
  put_number (out, (guint32) size, 4);
  put_number (out, (guint32) strlen (name), 2);
  put_number (out, 0, 2);
}

static void
add_part (GByteArray *zip, GByteArray *directory, const char *name, const guint8 *data, gsize size)
{
  guint offset = zip->len;

  put_number (zip, 0x04034b50, 4);
  put_entry (zip, name, data, size);
  g_byte_array_append (zip, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (zip, data, (guint) size);
  put_number (directory, 0x02014b50, 4);
  put_number (directory, 20, 2);
  put_entry (directory, name, data, size);
  put_number (directory, 0, 10);
  put_number (directory, offset, 4);
  g_byte_array_append (directory, (const guint8 *) name, (guint) strlen (name));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const names[N_PARTS] = {
    "_rels/.rels",   "xl/workbook.xml",      "xl/_rels/workbook.xml.rels",
    "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"
  };
  g_autoptr (GByteArray) zip = g_byte_array_new (), directory = g_byte_array_new ();
  const guint8 *p = data, *end = data + size;
  guint n = 0;

  for (; n < N_PARTS && p < end; n++)
    {
      const guint8 *stop = memmem (p, (gsize) (end - p), "\n--\n", 4);
      const guint8 *next = stop != NULL ? stop + 4 : end;

      add_part (zip, directory, names[n], p, (gsize) ((stop != NULL ? stop : end) - p));
      p = next;
    }
  put_number (directory, 0x06054b50, 4);
  put_number (directory, 0, 4);
  put_number (directory, n, 2);
  put_number (directory, n, 2);
  put_number (directory, directory->len - 12, 4);
  put_number (directory, zip->len, 4);
  put_number (directory, 0, 2);
  g_byte_array_append (zip, directory->data, directory->len);
  fuzz_read_file (zip->data, zip->len);
  return 0;
}
