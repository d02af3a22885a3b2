/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recognition goes from proof to likelihood: a byte order mark, then strict UTF-8 over the file, then UTF-16
 * without a mark, then what the characters of each older encoding would say, with uchardet as one voice. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <uchardet/uchardet.h>

#include "sy-encoding.h"
#include "sy-encoding-score.h"
#include "sy-reader-private.h"

#define READ_SIZE (256 * 1024)
#define WINDOW_SIZE (4 * 1024 * 1024)
/* So many UTF-8 sequences without a mistake settle the matter. */
#define ENOUGH_SEQUENCES 100000
/* Below this the best reading is hardly text. */
#define LEAST_SCORE 0.15
/* Nothing needs to be asked when the best reading is so much better than the next, over so many characters.
 */
#define SURE_MARGIN 0.25
#define SURE_LETTERS 12

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
  guint16 before = 0;

  for (gsize i = 0; i + 1 < length; i += 2)
    {
      guint16 unit = (guint16) (big ? data[i] << 8 | data[i + 1] : data[i + 1] << 8 | data[i]);

      n++;
      breaks += unit == '\n' || unit == '\r' || unit == '\t' || unit == ',' || unit == ';';
      if (unit == '\n' || unit == '\r' || unit == '\t' || (unit >= 0x20 && unit < 0x7F)
          || (unit >= 0xA0 && unit < 0x600) || (unit >= 0x3000 && unit < 0x3100)
          || (unit >= 0x3400 && unit < 0xA000) || (unit >= 0xAC00 && unit < 0xDC00)
          || (unit >= 0xDC00 && unit < 0xE000 && before >= 0xD800 && before < 0xDC00)
          || (unit >= 0xFF00 && unit < 0xFFF0))
        good++;
      before = unit;
    }
  return n > 0 && (breaks > 0 || n < 8) ? (double) good / (double) n : 0;
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
  guess->sure = TRUE;
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

/* Encodings of seven bits that call their characters by escapes. */
static const char *
find_escapes (const guint8 *head, gsize length)
{
  static const struct
  {
    const char *name;
    const char *escape;
  } escapes[] = {
    { "ISO-2022-JP", "\033$B" },
    { "ISO-2022-JP", "\033$@" },
    { "ISO-2022-KR", "\033$)C" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (escapes); i++)
    if (memmem (head, length, escapes[i].escape, strlen (escapes[i].escape)) != NULL)
      return escapes[i].name;
  return NULL;
}

/* Neither a mark nor UTF-8: the window holds the first part of the file that is not ASCII. */
static void
detect_legacy (const guint8 *window, gsize length, SyEncodingGuess *guess)
{
  g_autofree char *uchardet = ask_uchardet (window, length);
  SyEncodingScore score = { 0 };

  if (!sy_encoding_score (window, length, uchardet, &score) || score.score < LEAST_SCORE)
    {
      gboolean guessed = uchardet != NULL && g_ascii_strcasecmp (uchardet, "ASCII") != 0;

      set_guess (guess, guessed ? uchardet : "windows-1252", 0,
                 guessed ? g_strdup_printf (_ ("A guess from the frequency of bytes: %s."), uchardet)
                         : g_strdup (_ ("No encoding could be told; read as windows-1252.")));
      guess->sure = FALSE;
    }
  else
    {
      set_guess (
          guess, score.name, 0,
          strcmp (score.name, "GB18030") == 0
              ? g_strdup (_ ("Not UTF-8; all of it is valid GB18030 with everyday Chinese characters."))
              : g_strdup_printf (_ ("Not UTF-8; read as %s its characters are everyday ones."), score.name));
      guess->sure = score.margin >= SURE_MARGIN && score.n_letters >= SURE_LETTERS;
    }
  g_free (score.name);
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
  const char *escaped;
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
  escaped = survey.first_high < 0 ? find_escapes (head, n_head) : NULL;
  if (escaped != NULL)
    {
      set_guess (guess, escaped, 0,
                 g_strdup_printf (_ ("All of it is ASCII with the escapes of %s."), escaped));
      return TRUE;
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
