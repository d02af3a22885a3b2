/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages lay themselves out with tables, too. A table that holds others counts as data only when it has rows
 * of several cells of its own; the innermost ones always count, as long as anything stands in them. */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sy-encoding.h"
#include "sy-html-page.h"
#include "sy-html-scanner.h"
#include "sy-reader-private.h"

#define MAX_FILE (G_GUINT64_CONSTANT (160) << 20)
#define MAX_TABLES 10000
#define MAX_NAME 80

/* ---- Loading --------------------------------------------------------------------------------------------
 */

static GByteArray *
load_bytes (int fd, GCancellable *cancellable, GError **error)
{
  guint64 size = sy_reader_file_size (fd), at = 0;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  if (size > MAX_FILE)
    {
      g_set_error (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_HOSTILE,
                   _ ("The web page is larger than %d MB. Save it as XLSX or CSV and import that."),
                   (int) (MAX_FILE >> 20));
      return NULL;
    }
  g_byte_array_set_size (bytes, (guint) size);
  while (at < size)
    {
      gssize n = sy_reader_read_at (fd, bytes->data + at, (gsize) MIN (size - at, 1 << 20), at, error);

      if (n < 0 || g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (n == 0)
        break;
      at += (guint64) n;
    }
  g_byte_array_set_size (bytes, (guint) at);
  return g_steal_pointer (&bytes);
}

/* The charset that the page names near its start; NULL when it names none. */
static char *
declared_charset (const GByteArray *bytes)
{
  g_autofree char *head = g_strndup ((const char *) bytes->data, MIN (bytes->len, 16384));
  g_autofree char *lower = g_ascii_strdown (head, -1);
  const char *p = strstr (lower, "charset"), *q;

  if (p == NULL)
    return NULL;
  for (p += 7; g_ascii_isspace (*p) || *p == '=' || *p == '"' || *p == '\'';)
    p++;
  for (q = p; g_ascii_isalnum (*q) || *q == '-' || *q == '_' || *q == ':' || *q == '.';)
    q++;
  return q > p ? g_strndup (p, (gsize) (q - p)) : NULL;
}

/* The bytes as UTF-8 and how many are no text in @encoding; NULL when that is not known. */
static GByteArray *
decode (const GByteArray *bytes, guint skip, const char *encoding, guint *n_bad, GError **error)
{
  g_autoptr (SyDecoder) decoder = sy_decoder_new (encoding, error);
  g_autoptr (GArray) bad = g_array_new (FALSE, FALSE, sizeof (gsize));
  GByteArray *text;

  if (decoder == NULL)
    return NULL;
  text = g_byte_array_sized_new (bytes->len);
  skip = MIN (skip, bytes->len);
  sy_decoder_run (decoder, bytes->data + skip, bytes->len - skip, TRUE, text, bad);
  *n_bad = bad->len;
  return text;
}

static void
set_encoding (SyHtmlPage *self, const char *encoding, const char *reason)
{
  g_free (self->encoding);
  g_free (self->encoding_reason);
  self->encoding = g_strdup (encoding);
  self->encoding_reason = g_strdup (reason);
}

/* What the page says counts only when all of its bytes agree. */
static gboolean
decode_as_declared (SyHtmlPage *self, const GByteArray *bytes)
{
  g_autofree char *charset = declared_charset (bytes);
  g_autoptr (GByteArray) text = NULL;

  if (charset == NULL)
    return FALSE;
  text = decode (bytes, 0, charset, &self->n_bad, NULL);
  if (text == NULL || self->n_bad > 0)
    return FALSE;
  self->text = g_steal_pointer (&text);
  set_encoding (self, charset, _ ("The page says so, and all of its bytes agree."));
  return TRUE;
}

/**
 * sy_html_page_load:
 * @asked: (nullable): the encoding that the user wants
 *
 * Returns: (nullable): the page, or %NULL with %SY_IMPORT_ERROR_HOSTILE, _ENCODING, _DAMAGED or
 * %G_IO_ERROR_CANCELLED
 */
SyHtmlPage *
sy_html_page_load (int fd, const char *asked, GCancellable *cancellable, GError **error)
{
  g_autoptr (SyHtmlPage) self = g_new0 (SyHtmlPage, 1);
  g_autoptr (GByteArray) bytes = load_bytes (fd, cancellable, error);
  g_auto (SyEncodingGuess) guess = { 0 };
  gboolean marked;

  if (bytes == NULL)
    return NULL;
  if (bytes->len == 0)
    {
      g_set_error_literal (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY, _ ("The file is empty (0 bytes)."));
      return NULL;
    }
  marked = bytes->len >= 2
           && (memcmp (bytes->data, "\xFF\xFE", 2) == 0 || memcmp (bytes->data, "\xFE\xFF", 2) == 0
               || (bytes->len >= 3 && memcmp (bytes->data, "\xEF\xBB\xBF", 3) == 0));
  if (!marked && (asked == NULL || *asked == '\0') && decode_as_declared (self, bytes))
    return g_steal_pointer (&self);
  if (!sy_encoding_detect (fd, asked, &guess, cancellable, error))
    return NULL;
  self->text = decode (bytes, guess.bom_length, guess.name, &self->n_bad, error);
  if (self->text == NULL)
    return NULL;
  set_encoding (self, guess.name, guess.reason);
  return g_steal_pointer (&self);
}

void
sy_html_page_free (SyHtmlPage *page)
{
  g_clear_pointer (&page->text, g_byte_array_unref);
  g_free (page->encoding);
  g_free (page->encoding_reason);
  g_free (page);
}

/* ---- Tables ---------------------------------------------------------------------------------------------
 */

/* A table while its extent is not known yet. */
typedef struct
{
  gsize offset;
  GString *caption;
  guint n_cells;      /* filled ones of its own, in this row */
  guint n_rows;       /* with a filled cell */
  guint n_wide_rows;  /* with several */
  gboolean has_inner; /* other tables in its cells */
  gboolean in_cell, cell_filled;
} Outline;

typedef struct
{
  SyHtmlScanner scanner;
  GPtrArray *outlines; /* (element-type Outline), in order of their tags */
  GPtrArray *open;     /* borrowed, the innermost last */
  GString *target;     /* borrowed: the caption or title being read */
  GString *title;
  GString *sheet_name; /* as Excel notes it */
} Survey;

static void
outline_free (gpointer data)
{
  Outline *outline = data;

  g_string_free (outline->caption, TRUE);
  g_free (outline);
}

static void
html_table_free (gpointer data)
{
  SyHtmlTable *table = data;

  g_free (table->name);
  g_free (table);
}

static Outline *
innermost (const Survey *self)
{
  return self->open->len > 0 ? g_ptr_array_index (self->open, self->open->len - 1) : NULL;
}

static void
end_cell (Outline *outline)
{
  outline->n_cells += outline->in_cell && outline->cell_filled;
  outline->in_cell = outline->cell_filled = FALSE;
}

static void
end_row (Outline *outline)
{
  end_cell (outline);
  outline->n_rows += outline->n_cells > 0;
  outline->n_wide_rows += outline->n_cells > 1;
  outline->n_cells = 0;
}

static void
begin_table (Survey *self)
{
  Outline *outer = innermost (self), *outline = g_new0 (Outline, 1);

  if (outer != NULL)
    outer->has_inner = TRUE;
  /* The tag ends where the scanner is; its start is what the reader goes to. */
  outline->offset = (gsize) (self->scanner.name - 1 - self->scanner.start);
  outline->caption = g_string_new (NULL);
  g_ptr_array_add (self->outlines, outline);
  g_ptr_array_add (self->open, outline);
}

static void
on_start (Survey *self)
{
  Outline *outline = innermost (self);

  self->target = NULL;
  if (sy_html_scanner_is (&self->scanner, "table") && self->outlines->len < MAX_TABLES)
    begin_table (self);
  else if (sy_html_scanner_is (&self->scanner, "title"))
    self->target = self->title;
  else if (sy_html_scanner_is (&self->scanner, "caption") && outline != NULL)
    self->target = outline->caption;
  else if (outline != NULL && sy_html_scanner_is (&self->scanner, "tr"))
    end_row (outline);
  else if (outline != NULL
           && (sy_html_scanner_is (&self->scanner, "td") || sy_html_scanner_is (&self->scanner, "th")))
    {
      end_cell (outline);
      outline->in_cell = TRUE;
    }
}

static void
on_end (Survey *self)
{
  Outline *outline = innermost (self);

  if (outline != NULL && sy_html_scanner_is (&self->scanner, "table"))
    {
      end_row (outline);
      g_ptr_array_set_size (self->open, (int) self->open->len - 1);
    }
  if (sy_html_scanner_is (&self->scanner, "title") || sy_html_scanner_is (&self->scanner, "caption"))
    self->target = NULL;
}

static void
on_text (Survey *self)
{
  const char *text = self->scanner.text;
  Outline *outline = innermost (self);
  gboolean filled = FALSE;

  for (gsize i = 0; i < self->scanner.text_length && !filled; i++)
    filled = !g_ascii_isspace (text[i]);
  if (!filled)
    return;
  if (self->target != NULL && self->target->len < MAX_NAME)
    g_string_append_len (self->target, text, (gssize) MIN (self->scanner.text_length, MAX_NAME));
  else if (outline != NULL && outline->in_cell)
    outline->cell_filled = TRUE;
}

/* Excel writes the name of the sheet into a comment: <x:Name>. */
static void
find_sheet_name (Survey *self)
{
  const char *page = self->scanner.start;
  gsize length = MIN ((gsize) (self->scanner.end - page), 65536);
  const char *name = memmem (page, length, "<x:Name>", 8), *end;

  if (name == NULL)
    return;
  name += 8;
  end = memchr (name, '<', (gsize) (page + length - name));
  if (end != NULL && end - name < MAX_NAME)
    g_string_append_len (self->sheet_name, name, end - name);
}

static char *
tidy_name (const GString *raw)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *p = raw->str, *end = raw->str + raw->len;

  while (p < end)
    {
      gunichar ch = 0;
      gsize n = *p == '&' ? sy_html_read_reference (p, end, &ch) : 0;

      if (n > 0)
        g_string_append_unichar (text, ch);
      else
        g_string_append_c (text, g_ascii_isspace (*p) ? ' ' : *p);
      p += MAX (n, 1);
    }
  return g_strstrip (g_utf8_make_valid (text->str, -1));
}

/* Caption, else the name of the only sheet, else a number; never the same twice. */
static char *
name_table (const Survey *self, const Outline *outline, guint number, gboolean only, GHashTable *taken)
{
  g_autofree char *name = tidy_name (outline->caption);

  if (*name == '\0' && only)
    {
      g_free (name);
      name = tidy_name (self->sheet_name->len > 0 ? self->sheet_name : self->title);
    }
  if (*name == '\0')
    {
      g_free (name);
      name = g_strdup_printf (_ ("Table %u"), number);
    }
  if (!g_hash_table_add (taken, g_strdup (name)))
    return g_strdup_printf ("%s (%u)", name, number);
  return g_steal_pointer (&name);
}

static GPtrArray *
choose_tables (const Survey *self)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func (html_table_free);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->outlines->len; i++)
    {
      Outline *outline = g_ptr_array_index (self->outlines, i);

      if (outline->has_inner ? outline->n_wide_rows > 1 : outline->n_rows > 0)
        g_ptr_array_add (chosen, outline);
    }
  for (guint i = 0; i < chosen->len; i++)
    {
      const Outline *outline = g_ptr_array_index (chosen, i);
      SyHtmlTable *table = g_new0 (SyHtmlTable, 1);

      table->name = name_table (self, outline, i + 1, chosen->len == 1, taken);
      table->offset = outline->offset;
      g_ptr_array_add (tables, table);
    }
  return tables;
}

/**
 * sy_html_page_list_tables:
 *
 * Returns: (transfer full) (element-type SyHtmlTable): the tables with data, in the order of the page
 */
GPtrArray *
sy_html_page_list_tables (const SyHtmlPage *page)
{
  Survey self = { 0 };
  SyHtmlToken token;
  GPtrArray *tables;

  sy_html_scanner_init (&self.scanner, (const char *) page->text->data, page->text->len, 0);
  self.outlines = g_ptr_array_new_with_free_func (outline_free);
  self.open = g_ptr_array_new ();
  self.title = g_string_new (NULL);
  self.sheet_name = g_string_new (NULL);
  find_sheet_name (&self);
  while ((token = sy_html_scanner_next (&self.scanner)) != SY_HTML_END_OF_FILE)
    if (token == SY_HTML_START)
      on_start (&self);
    else if (token == SY_HTML_END)
      on_end (&self);
    else
      on_text (&self);
  /* Those that are never closed end with the page. */
  for (guint i = 0; i < self.open->len; i++)
    end_row (g_ptr_array_index (self.open, i));
  tables = choose_tables (&self);
  g_ptr_array_unref (self.outlines);
  g_ptr_array_unref (self.open);
  g_string_free (self.title, TRUE);
  g_string_free (self.sheet_name, TRUE);
  return tables;
}
