/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognition goes from proof to likelihood: a byte order mark, then strict UTF-8 over the file, then UTF-16
 * without a mark, then GB18030 where every sequence exists and enough of its characters are common ones, then
 * what uchardet says. GB18030 accepts nearly any pair of high bytes, so validity alone proves nothing: Korean
 * and Big5 text pass as well. Counting everyday characters tells them apart even in a file that has only
 * three Chinese headers, where uchardet still guesses windows-1252. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <uchardet/uchardet.h>

#include "sy-encoding.h"
#include "sy-reader-private.h"

#define READ_SIZE (256 * 1024)
#define WINDOW_SIZE (4 * 1024 * 1024)
/* So many UTF-8 sequences without a mistake settle the matter. */
#define ENOUGH_SEQUENCES 100000

/* Frequent characters of Chinese prose and of the headers of tills, shops and ledgers. */
static const char common_chinese[] =
    "的一是不了在人有我他这中大来上个国和地到说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然"
    "家种事成方多经么去法学如都同现当没动面起看"
    "定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点"
    "正业外将两高间由问很最重并物手应战向头文体政美"
    "相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名"
    "真论处走义各入几口认条平系气题活尔更别打女变四"
    "神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司"
    "五基眼书非则听白却界达光放强即像难且权思王象完"
    "设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔卖买价销售额单"
    "订号商编码店铺顾客户姓卡存款支付退货仓库供收券"
    "折扣优惠备注规格型含税率毛净成箱瓶件套渠道城市省县街址联系机邮箱合计小汇总渠早午晚餐菜饮料素食鸡肉经典";

/* ---- Recognition ----------------------------------------------------------------------------------------
 */

typedef struct
{
  guint64 n_multi; /* good sequences of two bytes or more */
  guint64 n_bad;   /* bytes that belong to none */
  guint64 n_nul;
  gint64 first_high; /* offset of the first byte that is not ASCII, or -1 */
  gboolean finished; /* the whole file was seen */
} Utf8Survey;

static void
survey_block (Utf8Survey *survey, const guint8 *data, gsize length, guint64 offset, gsize *n_left)
{
  const guint8 *p = data, *end = data + length;

  *n_left = 0;
  while (p < end)
    {
      int n;

      p += sy_ascii_run (p, end);
      if (p == end)
        return;
      if (survey->first_high < 0)
        survey->first_high = (gint64) (offset + (guint64) (p - data));
      n = sy_utf8_sequence (p, end);
      if (n < 0)
        {
          *n_left = (gsize) (end - p);
          return;
        }
      if (n > 1)
        survey->n_multi++;
      else if (*p == 0)
        survey->n_nul++;
      else
        survey->n_bad++;
      p += MAX (n, 1);
    }
}

static gboolean
survey_utf8 (int fd, Utf8Survey *survey, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  guint64 offset = 0;
  gsize left = 0;

  memset (survey, 0, sizeof *survey);
  survey->first_high = -1;
  for (;;)
    {
      gssize n;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = sy_reader_read_at (fd, buffer + left, READ_SIZE - left, offset + left, error);
      if (n < 0)
        return FALSE;
      if (n == 0)
        {
          survey->n_bad += left > 0;
          survey->finished = TRUE;
          return TRUE;
        }
      n += (gssize) left;
      survey_block (survey, buffer, (gsize) n, offset, &left);
      memmove (buffer, buffer + n - left, left);
      offset += (guint64) n - left;
      if (survey->n_bad + survey->n_nul > 10000
          || (survey->n_multi > ENOUGH_SEQUENCES && survey->n_bad + survey->n_nul == 0))
        return TRUE;
    }
}

/* Share of the code units that are plausible text when the bytes are taken as UTF-16 of that order. */
static double
utf16_plausibility (const guint8 *data, gsize length, gboolean big)
{
  gsize n = 0, good = 0, breaks = 0;

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      guint16 unit = (guint16) (big ? data[i] << 8 | data[i + 1] : data[i + 1] << 8 | data[i]);

      n++;
      breaks += unit == '\n' || unit == '\r' || unit == '\t' || unit == ',' || unit == ';';
      if (unit == '\n' || unit == '\r' || unit == '\t' || (unit >= 0x20 && unit < 0x7F)
          || (unit >= 0xA0 && unit < 0x600) || (unit >= 0x3000 && unit < 0x3100)
          || (unit >= 0x4E00 && unit < 0xA000) || (unit >= 0xAC00 && unit < 0xD800)
          || (unit >= 0xFF00 && unit < 0xFFF0))
        good++;
    }
  return n > 0 && (breaks > 0 || n < 8) ? (double) good / (double) n : 0;
}

/* Whether the window is GB18030: every sequence exists and everyday characters are among them. */
static gboolean
looks_gb18030 (const guint8 *data, gsize length, double *share)
{
  static gsize once = 0;
  static GHashTable *common = NULL;
  const guint8 *p = data, *end = data + length;
  guint64 n_bad = 0, n_high = 0, n_common = 0;

  if (g_once_init_enter (&once))
    {
      common = g_hash_table_new (NULL, NULL);
      for (const char *c = common_chinese; *c != '\0'; c = g_utf8_next_char (c))
        g_hash_table_add (common, GUINT_TO_POINTER (g_utf8_get_char (c)));
      g_once_init_leave (&once, 1);
    }
  while (p < end)
    {
      gunichar ch = 0;
      int n;

      p += sy_ascii_run (p, end);
      if (p == end)
        break;
      n = sy_gb18030_sequence (p, end, &ch);
      if (n < 0)
        break;
      if (n == 0)
        {
          n_bad++;
          p++;
          continue;
        }
      /* Punctuation of the language is no proof of it, hanzi are. */
      n_high += ch >= 0x3400 && ch < 0xFF00;
      n_common += g_hash_table_contains (common, GUINT_TO_POINTER (ch));
      p += n;
    }
  *share = n_high > 0 ? (double) n_common / (double) n_high : 0;
  return n_high > 0 && n_bad * 1000 <= n_high;
}

static char *
ask_uchardet (const guint8 *data, gsize length)
{
  uchardet_t detector = uchardet_new ();
  char *name = NULL;

  if (uchardet_handle_data (detector, (const char *) data, length) == 0)
    {
      uchardet_data_end (detector);
      name = g_strdup (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);
  if (name != NULL && *name == '\0')
    g_clear_pointer (&name, g_free);
  return name;
}

static void
set_guess (SyEncodingGuess *guess, const char *name, guint bom_length, char *reason)
{
  guess->name = g_strdup (name);
  guess->reason = reason;
  guess->bom_length = bom_length;
}

static gboolean
detect_bom (const guint8 *head, gsize n, SyEncodingGuess *guess)
{
  static const struct
  {
    const char *name;
    guint8 bytes[4];
    guint length;
  } marks[] = {
    { "UTF-32LE", { 0xFF, 0xFE, 0, 0 }, 4 }, { "UTF-32BE", { 0, 0, 0xFE, 0xFF }, 4 },
    { "UTF-8", { 0xEF, 0xBB, 0xBF }, 3 },    { "UTF-16LE", { 0xFF, 0xFE }, 2 },
    { "UTF-16BE", { 0xFE, 0xFF }, 2 },       { "GB18030", { 0x84, 0x31, 0x95, 0x33 }, 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (n >= marks[i].length && memcmp (head, marks[i].bytes, marks[i].length) == 0)
      {
        set_guess (guess, marks[i].name, marks[i].length,
                   g_strdup (_ ("The file begins with its byte order mark.")));
        return TRUE;
      }
  return FALSE;
}

/* Neither a mark nor UTF-8: the window holds the first part of the file that is not ASCII. */
static void
detect_legacy (const guint8 *window, gsize length, SyEncodingGuess *guess)
{
  g_autofree char *uchardet = ask_uchardet (window, length);
  double share = 0;
  gboolean gb = looks_gb18030 (window, length, &share);
  gboolean other_cjk =
      uchardet != NULL
      && (g_str_has_prefix (uchardet, "EUC-") || g_str_has_prefix (uchardet, "UHC")
          || g_ascii_strcasecmp (uchardet, "BIG5") == 0 || g_ascii_strcasecmp (uchardet, "SHIFT_JIS") == 0);
  gboolean says_gb = uchardet != NULL && g_ascii_strncasecmp (uchardet, "GB", 2) == 0;

  if (gb && (share >= 0.4 || (share >= 0.1 && !other_cjk) || says_gb))
    set_guess (guess, "GB18030", 0,
               g_strdup (_ ("Not UTF-8; all of it is valid GB18030 with everyday Chinese characters.")));
  else if (uchardet != NULL && !says_gb && g_ascii_strcasecmp (uchardet, "ASCII") != 0)
    set_guess (guess, uchardet, 0,
               g_strdup_printf (_ ("A guess from the frequency of bytes: %s."), uchardet));
  else if (gb && says_gb)
    set_guess (guess, "GB18030", 0, g_strdup (_ ("Not UTF-8; valid GB18030.")));
  else
    set_guess (guess, "windows-1252", 0, g_strdup (_ ("No encoding could be told; read as windows-1252.")));
}

/* The encoding asked for must fit what is there. */
static gboolean
check_asked (const char *asked, const guint8 *data, gsize length, GError **error)
{
  g_autoptr (SyDecoder) decoder = sy_decoder_new (asked, error);
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gsize));
  gsize n_high = 0;

  if (decoder == NULL)
    return FALSE;
  sy_decoder_run (decoder, data, length, FALSE, out, bad);
  for (gsize i = 0; i < length; i++)
    n_high += data[i] >= 0x80;
  if (bad->len == 0 || bad->len * 20 < MAX (n_high, 20))
    return TRUE;
  g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_ENCODING,
               _ ("The file is not in the encoding “%s” that was asked for: %u places do not fit. Leave it "
                  "out to have "
                  "it recognised."),
               asked, bad->len);
  return FALSE;
}

static gboolean
detect_unmarked (int fd,
                 const guint8 *head,
                 gsize n_head,
                 SyEncodingGuess *guess,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree guint8 *window = NULL;
  Utf8Survey survey;
  guint64 from;
  gssize n;

  if (!survey_utf8 (fd, &survey, cancellable, error))
    return FALSE;
  if (survey.n_nul > 0 && survey.n_nul * 200 > n_head / 10)
    {
      gboolean big = utf16_plausibility (head, n_head, TRUE) > utf16_plausibility (head, n_head, FALSE);

      if (utf16_plausibility (head, n_head, big) > 0.95)
        {
          set_guess (guess, big ? "UTF-16BE" : "UTF-16LE", 0,
                     g_strdup (_ ("The bytes come in pairs of UTF-16.")));
          return TRUE;
        }
    }
  if (survey.n_bad == 0 || survey.n_multi >= survey.n_bad * 10)
    {
      set_guess (guess, "UTF-8", 0,
                 survey.n_bad > 0 ? g_strdup (_ ("UTF-8 but for a few damaged places."))
                 : survey.n_multi > 0
                     ? g_strdup (_ ("All of it is valid UTF-8."))
                     : g_strdup (_ ("Only ASCII characters, the same in nearly every encoding.")));
      return TRUE;
    }
  from = survey.first_high > 4096 ? (guint64) survey.first_high : 0;
  window = g_malloc (WINDOW_SIZE);
  n = sy_reader_read_at (fd, window, WINDOW_SIZE, from, error);
  if (n < 0)
    return FALSE;
  detect_legacy (window, (gsize) n, guess);
  return TRUE;
}

/**
 * sy_encoding_detect:
 * @fd: a file that can be read at any offset; its position is not moved
 * @asked: (nullable): the encoding that the user wants, checked against the start of the file
 * @guess: (out caller-allocates): what was found
 *
 * Tells the encoding of a text file, looking at all of it where it must.
 *
 * Returns: %TRUE, or %FALSE with %SY_IMPORT_ERROR_ENCODING, _DAMAGED or %G_IO_ERROR_CANCELLED
 */
gboolean
sy_encoding_detect (
    int fd, const char *asked, SyEncodingGuess *guess, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *head = g_malloc (READ_SIZE);
  gssize n;

  g_return_val_if_fail (guess != NULL, FALSE);
  memset (guess, 0, sizeof *guess);
  n = sy_reader_read_at (fd, head, READ_SIZE, 0, error);
  if (n < 0)
    return FALSE;
  if (asked != NULL && *asked != '\0')
    {
      SyEncodingGuess mark = { 0 };

      if (detect_bom (head, (gsize) n, &mark) && g_ascii_strncasecmp (mark.name, asked, strlen (asked)) == 0)
        set_guess (guess, mark.name, mark.bom_length,
                   g_strdup (_ ("Asked for, and the byte order mark agrees.")));
      else
        set_guess (guess, asked, 0, g_strdup (_ ("Asked for.")));
      sy_encoding_guess_clear (&mark);
      return check_asked (guess->name, head + guess->bom_length, (gsize) n - guess->bom_length, error);
    }
  if (detect_bom (head, (gsize) n, guess))
    return TRUE;
  return detect_unmarked (fd, head, (gsize) n, guess, cancellable, error);
}

/**
 * sy_encoding_bom_length:
 * @fd: a file
 * @encoding: the encoding it is read in
 *
 * Returns: how many bytes the byte order mark takes, 0 when there is none or it belongs to another encoding
 */
guint
sy_encoding_bom_length (int fd, const char *encoding)
{
  g_auto (SyEncodingGuess) mark = { 0 };
  guint8 head[4];
  gssize n = sy_reader_read_at (fd, head, sizeof head, 0, NULL);

  if (n <= 0 || !detect_bom (head, (gsize) n, &mark)
      || g_ascii_strncasecmp (mark.name, encoding, strlen (encoding)) != 0)
    return 0;
  return mark.bom_length;
}

void
sy_encoding_guess_clear (SyEncodingGuess *guess)
{
  g_clear_pointer (&guess->name, g_free);
  g_clear_pointer (&guess->reason, g_free);
}
