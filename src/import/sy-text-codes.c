/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open table of texts, looked up once a cell: the hash goes through the text eight bytes at a time, and a
 * place holds hash and length beside the text, so that a wrong text is hardly ever looked at. Codes follow
 * the order of the texts' bytes, which is the engine's order of texts: a column of codes sorts as one of
 * texts. */
#include "config.h"

#include "sy-text-codes.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_PLACES 256u
/* More than that is no list of names. */
#define MOST_BYTES ((gsize) 4 << 20)
#define CHUNK ((gsize) 64 << 10)

typedef struct
{
  const char *text; /* NUL-terminated; NULL: the place is free */
  guint32 length;
  guint32 hash;
  int code;
} Place;

struct _SyTextCodes
{
  Place *places;
  guint n_places; /* a power of two */
  guint n_texts;
  gsize n_bytes;
  GPtrArray *chunks; /* (element-type utf8) the texts, end to end */
  gsize chunk_left;
};

static guint32
hash_text (const char *text, gsize length)
{
  guint64 hash = length * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  guint64 word;

  for (; length >= 8; text += 8, length -= 8)
    {
      memcpy (&word, text, 8);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
      hash ^= hash >> 32;
    }
  if (length > 0)
    {
      word = 0;
      memcpy (&word, text, length);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
    }
  return (guint32) (hash ^ hash >> 32);
}

SyTextCodes *
sy_text_codes_new (void)
{
  SyTextCodes *self = g_new0 (SyTextCodes, 1);

  self->n_places = FIRST_PLACES;
  self->places = g_new0 (Place, self->n_places);
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sy_text_codes_free (SyTextCodes *self)
{
  if (!self)
    return;
  g_free (self->places);
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

/* Where the text is, or the free place for it. */
static Place *
find_place (const SyTextCodes *self, const char *text, gsize length, guint32 hash)
{
  guint mask = self->n_places - 1;
  guint i = hash & mask;

  for (;; i = (i + 1) & mask)
    {
      Place *place = &self->places[i];

      if (!place->text
          || (place->hash == hash && place->length == length && memcmp (place->text, text, length) == 0))
        return place;
    }
}

static void
grow (SyTextCodes *self)
{
  g_autofree Place *old = self->places;
  guint n_old = self->n_places;

  self->n_places *= 2;
  self->places = g_new0 (Place, self->n_places);
  for (guint i = 0; i < n_old; i++)
    if (old[i].text)
      *find_place (self, old[i].text, old[i].length, old[i].hash) = old[i];
}

static const char *
copy_text (SyTextCodes *self, const char *text, gsize length)
{
  char *copy;

  if (self->chunk_left < length + 1)
    {
      self->chunk_left = MAX (CHUNK, length + 1);
      g_ptr_array_add (self->chunks, g_malloc (self->chunk_left));
    }
  /* The room that is left lies at the end of the chunk, so it is filled from there. */
  self->chunk_left -= length + 1;
  copy = (char *) self->chunks->pdata[self->chunks->len - 1] + self->chunk_left;
  memcpy (copy, text, length);
  copy[length] = '\0';
  return copy;
}

/**
 * sy_text_codes_add:
 * @text: (array length=length): valid UTF-8 without NUL
 *
 * Before sy_text_codes_settle(). A text that is there already changes nothing.
 *
 * Returns: %FALSE when there are more texts, or longer ones, than codes are made for
 */
gboolean
sy_text_codes_add (SyTextCodes *self, const char *text, gsize length)
{
  guint32 hash = hash_text (text, length);
  Place *place = find_place (self, text, length, hash);

  if (place->text)
    return TRUE;
  if (self->n_texts == SY_TEXT_CODES_MAX || length > MOST_BYTES - self->n_bytes)
    return FALSE;
  *place = (Place){ copy_text (self, text, length), (guint32) length, hash, SY_TEXT_CODES_NONE };
  self->n_texts++;
  self->n_bytes += length;
  if (self->n_texts * 2 > self->n_places)
    grow (self);
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *const *x = a, *const *y = b;

  /* as bytes without sign, the shorter first: the order of the engine */
  return strcmp ((*x)->text, (*y)->text);
}

/**
 * sy_text_codes_settle:
 *
 * Gives each text its code, from 0.
 *
 * Returns: (transfer full) (element-type utf8): the texts in the order of their codes; they belong to @self
 */
GPtrArray *
sy_text_codes_settle (SyTextCodes *self)
{
  GPtrArray *members = g_ptr_array_sized_new (self->n_texts);

  for (guint i = 0; i < self->n_places; i++)
    if (self->places[i].text)
      g_ptr_array_add (members, &self->places[i]);
  if (members->len > 1)
    qsort (members->pdata, members->len, sizeof (gpointer), compare_places);
  for (guint i = 0; i < members->len; i++)
    {
      Place *place = members->pdata[i];
      place->code = (int) i;
      members->pdata[i] = (gpointer) place->text;
    }
  return members;
}

/* The code of a text, once they are settled; SY_TEXT_CODES_NONE when it is none of them. */
int
sy_text_codes_find (const SyTextCodes *self, const char *text, gsize length)
{
  const Place *place = find_place (self, text, length, hash_text (text, length));

  return place->text ? place->code : SY_TEXT_CODES_NONE;
}
