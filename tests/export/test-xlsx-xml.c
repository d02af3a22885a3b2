/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-xlsx-xml.h"

#include <math.h>
#include <zlib.h>

/* What another library makes of the bytes. */
static char *
inflate_piece (const SyXlsxPiece *piece)
{
  char *text = g_malloc (piece->length + 1);
  z_stream stream = { 0 };

  g_assert_cmpint (inflateInit2 (&stream, -MAX_WBITS), ==, Z_OK);
  stream.next_in = piece->bytes->data;
  stream.avail_in = piece->bytes->len;
  stream.next_out = (Bytef *) text;
  stream.avail_out = (uInt) piece->length + 1;
  g_assert_cmpint (inflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_assert_cmpuint (stream.total_out, ==, piece->length);
  g_assert_cmpuint (stream.avail_in, ==, 0);
  inflateEnd (&stream);
  text[piece->length] = '\0';
  g_assert_cmphex (piece->crc, ==, crc32 (0, (const Bytef *) text, (uInt) piece->length));
  return text;
}

static char *
write_number (double number)
{
  SyXlsxXml xml;
  g_autoptr (SyXlsxPiece) piece = NULL;
  g_autoptr (SyXlsxPiece) last = sy_xlsx_deflate_text ("", 0, TRUE);

  sy_xlsx_xml_init (&xml);
  sy_xlsx_xml_put_number (&xml, number);
  piece = sy_xlsx_xml_end (&xml);
  sy_xlsx_piece_join (piece, last);
  return inflate_piece (piece);
}

static void
test_numbers (void)
{
  static const struct
  {
    double number;
    const char *text;
  } cases[] = {
    { 0., "0" },
    { -0., "0" },
    { 1., "1" },
    { -3., "-3" },
    { 20.4, "20.4" },
    { 0.05, "0.05" },
    { -0.07, "-0.07" },
    { 100., "100" },
    { 8440.94, "8440.94" },
    { 1e14, "100000000000000" },
    { 1e21, "1e+21" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1234567.891234, "1234567.891234" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = write_number (cases[i].number);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Whatever is written reads back to the last bit. */
static void
test_numbers_read_back (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 300; i++)
    {
      double number = i % 3 == 0   ? g_rand_double_range (rand, -1e6, 1e6)
                      : i % 3 == 1 ? round (g_rand_double_range (rand, -1e9, 1e9)) / 100.
                                   : g_rand_double (rand) * pow (10., g_rand_int_range (rand, -300, 300));
      g_autofree char *text = write_number (number);
      double back = g_ascii_strtod (text, NULL);

      g_assert_true (!(back < number) && !(back > number));
    }
}

/* Pieces written apart are one stream, also beyond the size of a block. */
static void
test_pieces (void)
{
  g_autoptr (GString) wanted = g_string_new ("<head>");
  g_autoptr (SyXlsxPiece) all = sy_xlsx_deflate_text ("<head>", 6, FALSE);
  g_autoptr (SyXlsxPiece) rows = NULL, tail = NULL;
  g_autofree char *text = NULL;
  g_autofree char *large = g_strnfill (300000, 'x');
  SyXlsxXml xml;

  sy_xlsx_xml_init (&xml);
  for (guint i = 0; i < 100000; i++)
    {
      sy_xlsx_xml_put_literal (&xml, "<row r=\"");
      sy_xlsx_xml_put_count (&xml, i);
      sy_xlsx_xml_put_literal (&xml, "\"/>");
      g_string_append_printf (wanted, "<row r=\"%u\"/>", i);
    }
  sy_xlsx_xml_put (&xml, large, 300000);
  g_string_append (wanted, large);
  rows = sy_xlsx_xml_end (&xml);
  tail = sy_xlsx_deflate_text ("</head>", 7, TRUE);
  g_string_append (wanted, "</head>");
  sy_xlsx_piece_join (all, rows);
  sy_xlsx_piece_join (all, tail);
  text = inflate_piece (all);
  g_assert_cmpstr (text, ==, wanted->str);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xlsx-xml/numbers", test_numbers);
  g_test_add_func ("/xlsx-xml/numbers-read-back", test_numbers_read_back);
  g_test_add_func ("/xlsx-xml/pieces", test_pieces);
  return g_test_run ();
}
