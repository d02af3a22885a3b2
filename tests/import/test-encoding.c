/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <unistd.h>

#include "reader-fixture.h"
#include "sy-encoding.h"

static const char chinese[] = "订单号,日期,金额\n20150000001,2015-01-01,13.25\n";
static const char chinese_long[] =
    "门店,商品名称,备注\n人民路店,宫保鸡丁,少放辣椒，打包带走\n中山路店,西湖醋鱼,顾客要求不要香菜\n";
static const char rare[] = "姓名,城市\n𠮷野,㐀\n张三,北京\n";
static const char japanese[] = "注文番号,商品名,数量,金額\n1001,りんごジュース,二本,"
                               "ありがとうございます\n1002,おにぎりセット,三個,またお越しください\n"
                               "1003,カレーライス,一皿,これはテストのための文章です\n";
static const char korean[] = "주문번호,상품명,수량,금액\n1001,사과 주스,두 병,감사합니다 또 "
                             "오세요\n1002,김치찌개,한 그릇,맛있게 드세요 안녕히 가세요\n"
                             "1003,비빔밥,세 그릇,이것은 시험을 위한 문장입니다\n";
static const char taiwanese[] = "訂單編號,商品名稱,數量,金額\n1001,蘋果汁,兩瓶,"
                                "謝謝光臨歡迎再來本店消費\n1002,牛肉麵,一碗,請問您要不要加辣椒與香菜呢\n"
                                "1003,珍珠奶茶,三杯,這是一段為了測試而寫的文字內容\n";
static const char western[] = "Bestellung,Kunde,Straße\n1,Jürgen Müller,Königsallee für Bücher\n2,Renée "
                              "Lefèvre,Rue de l’Église où déjà\n";

/* Source of truth: the system's own converter writes the text in the encoding that is to be found again. */
static const struct
{
  const char *name;
  const char *text;
  const char *encoding; /* written in */
  const char *bom;
  const char *expected;
} cases[] = {
  { "ascii", "a,b\n1,2\n", "UTF-8", "", "UTF-8" },
  { "utf8", chinese, "UTF-8", "", "UTF-8" },
  { "utf8-bom", chinese, "UTF-8", "\xEF\xBB\xBF", "UTF-8" },
  { "gb18030-headers", chinese, "GB18030", "", "GB18030" },
  { "gbk", chinese_long, "GBK", "", "GB18030" },
  { "gb18030-four-bytes", rare, "GB18030", "", "GB18030" },
  { "utf16le-bom", chinese, "UTF-16LE", "\xFF\xFE", "UTF-16LE" },
  { "utf16be-bom", chinese, "UTF-16BE", "\xFE\xFF", "UTF-16BE" },
  { "utf16le", chinese, "UTF-16LE", "", "UTF-16LE" },
  { "utf16be", chinese, "UTF-16BE", "", "UTF-16BE" },
  { "utf16le-rare", rare, "UTF-16LE", "", "UTF-16LE" },
  { "utf16be-rare", rare, "UTF-16BE", "", "UTF-16BE" },
  { "iso-2022-jp", japanese, "ISO-2022-JP", "", "ISO-2022-JP" },
  { "shift-jis", japanese, "SHIFT_JIS", "", "SHIFT_JIS" },
  { "euc-jp", japanese, "EUC-JP", "", "EUC-JP" },
  { "euc-kr", korean, "EUC-KR", "", "EUC-KR" },
  { "big5", taiwanese, "BIG5", "", "BIG5" },
};

/* The bytes of a text in an encoding, behind a mark. */
static GByteArray *
encode (const char *text, const char *encoding, const char *bom)
{
  g_autoptr (GError) error = NULL;
  gsize n = 0;
  g_autofree char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &n, &error);
  GByteArray *all = g_byte_array_new ();

  g_assert_no_error (error);
  g_byte_array_append (all, (const guint8 *) bom, (guint) strlen (bom));
  g_byte_array_append (all, (const guint8 *) bytes, (guint) n);
  return all;
}

static gboolean
detect (const GByteArray *bytes, const char *asked, SyEncodingGuess *guess, GError **error)
{
  char *path = fixture_file ("text.csv", bytes->data, (gssize) bytes->len);
  int fd = g_open (path, O_RDONLY, 0);
  gboolean ok = sy_encoding_detect (fd, asked, guess, NULL, error);

  close (fd);
  fixture_remove (path);
  return ok;
}

static void
test_detect (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GByteArray) bytes = encode (cases[i].text, cases[i].encoding, cases[i].bom);
  g_auto (SyEncodingGuess) guess = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (detect (bytes, NULL, &guess, &error));
  g_assert_no_error (error);
  g_assert_true (g_ascii_strcasecmp (guess.name, cases[i].expected) == 0
                 || (g_str_equal (cases[i].expected, "EUC-KR") && g_str_equal (guess.name, "UHC")));
  g_assert_cmpuint (guess.bom_length, ==, strlen (cases[i].bom));
  g_assert_cmpstr (guess.reason, !=, "");
}

/* The decoder gives the text back however the bytes are cut. */
static void
test_decode (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GByteArray) bytes = encode (cases[i].text, cases[i].encoding, "");

  for (gsize step = 1; step < 9; step++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SyDecoder) decoder = sy_decoder_new (cases[i].encoding, &error);
      g_autoptr (GByteArray) out = g_byte_array_new ();
      g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gsize));

      g_assert_no_error (error);
      for (gsize at = 0; at < bytes->len; at += step)
        sy_decoder_run (decoder, bytes->data + at, MIN (step, bytes->len - at), FALSE, out, bad);
      sy_decoder_run (decoder, NULL, 0, TRUE, out, bad);
      g_assert_cmpuint (bad->len, ==, 0);
      g_assert_cmpmem (out->data, out->len, cases[i].text, strlen (cases[i].text));
    }
}

static void
test_western (void)
{
  g_autoptr (GByteArray) bytes = encode (western, "WINDOWS-1252", "");
  g_auto (SyEncodingGuess) guess = { 0 };

  g_assert_true (detect (bytes, NULL, &guess, NULL));
  g_assert_cmpstr (guess.name, !=, "UTF-8");
  g_assert_cmpstr (guess.name, !=, "GB18030");
}

/* Text that is ASCII for long and Chinese only then. */
static void
test_late (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GByteArray) bytes = NULL;
  g_auto (SyEncodingGuess) guess = { 0 };

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "20150000001,abc\n");
  g_string_append (text, chinese);
  bytes = encode (text->str, "GB18030", "");
  g_assert_true (detect (bytes, NULL, &guess, NULL));
  g_assert_cmpstr (guess.name, ==, "GB18030");
}

/* Bad bytes: what each is shown as, and that it is marked. */
static const struct
{
  const char *encoding;
  const char *bytes;
  gsize length;
  const char *expected;
  guint n_bad;
} damages[] = {
  { "UTF-8", "a\xFFz", 3, "a\\xFFz", 1 },
  { "UTF-8", "a\0z", 3, "a\\x00z", 1 },
  { "UTF-8", "\xC0\xAF", 2, "\\xC0\\xAF", 2 },
  { "UTF-8", "\xED\xA0\x80", 3, "\\xED\\xA0\\x80", 3 },
  { "UTF-8", "ab\xE4\xB8", 4, "ab\\xE4\\xB8", 2 },
  { "UTF-8", "\xF4\x90\x80\x80", 4, "\\xF4\\x90\\x80\\x80", 4 },
  { "GB18030", "\xC8\xD5\xFF,1", 5, "日\\xFF,1", 1 },
  { "GB18030", "1\xC8", 2, "1\\xC8", 1 },
  { "GB18030", "\xC8,1", 3, "\\xC8,1", 1 },
  { "UTF-16LE", "a\0\0\xD8z\0", 6, "a\\x00\\xD8z", 1 },
  { "windows-1252", "a\x81z", 3, "a\\x81z", 1 },
};

static void
test_damage (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    for (gsize step = 1; step < 7; step++)
      {
        g_autoptr (SyDecoder) decoder = sy_decoder_new (damages[i].encoding, NULL);
        g_autoptr (GByteArray) out = g_byte_array_new ();
        g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gsize));

        for (gsize at = 0; at < damages[i].length; at += step)
          sy_decoder_run (decoder, (const guint8 *) damages[i].bytes + at, MIN (step, damages[i].length - at),
                          FALSE, out, bad);
        sy_decoder_run (decoder, NULL, 0, TRUE, out, bad);
        g_test_message ("case %" G_GSIZE_FORMAT " step %" G_GSIZE_FORMAT, i, step);
        g_assert_cmpmem (out->data, out->len, damages[i].expected, strlen (damages[i].expected));
        g_assert_cmpuint (bad->len, ==, damages[i].n_bad);
      }
}

static void
test_asked (void)
{
  g_autoptr (GByteArray) bytes = encode (chinese_long, "GB18030", "");
  g_auto (SyEncodingGuess) guess = { 0 }, wrong = { 0 }, unknown = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (detect (bytes, "GBK", &guess, NULL));
  g_assert_cmpstr (guess.name, ==, "GBK");
  g_assert_false (detect (bytes, "UTF-8", &wrong, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING);
  g_clear_error (&error);
  g_assert_false (detect (bytes, "no-such-thing", &unknown, &error));
  g_assert_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *detects = g_strconcat ("/encoding/detect/", cases[i].name, NULL);
      g_autofree char *decodes = g_strconcat ("/encoding/decode/", cases[i].name, NULL);

      g_test_add_data_func (detects, GSIZE_TO_POINTER (i), test_detect);
      g_test_add_data_func (decodes, GSIZE_TO_POINTER (i), test_decode);
    }
  g_test_add_func ("/encoding/western", test_western);
  g_test_add_func ("/encoding/late", test_late);
  g_test_add_func ("/encoding/damage", test_damage);
  g_test_add_func ("/encoding/asked", test_asked);
  return g_test_run ();
}
