/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open table of texts, looked up once a cell: a place holds the first and last bytes of its text, which of
 * most texts is all there is, so that the text itself is hardly ever looked at. Codes follow
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
  guint64 head;     /* the first eight bytes, or what there is of them */
  guint64 tail;     /* the last eight of those with more */
  const char *text; /* NUL-terminated; NULL: the place is free */
  guint32 length;
  int code; /* once they are settled; before, the number of the text in their order of coming */
} Place;

struct _SyTextCodes
{
  Place *places;
  guint n_places; /* a power of two */
  gsize n_bytes;
  GPtrArray *texts;  /* (element-type utf8) (unowned) in their order of coming */
  GPtrArray *chunks; /* (element-type utf8) the texts, end to end */
  gsize chunk_left;
};

/* A text in two words and its length: up to sixteen bytes that is all of it. */
typedef struct
{
  guint64 head;
  guint64 tail;
  guint32 hash;
} Key;

static inline guint64
read_word (const char *text, gsize length)
{
  guint64 word = 0;
  guint32 low, high;

  if (length >= 8)
    {
      memcpy (&word, text, 8);
      return word;
    }
  if (length >= 4)
    {
      memcpy (&low, text, 4);
      memcpy (&high, text + length - 4, 4);
      return low | (guint64) high << 32;
    }
  for (gsize i = 0; i < length; i++)
    word = word << 8 | (guint8) text[i];
  return word;
}

/* Both halves of the product: texts that differ in their last bytes alone differ in the low bits, too. */
static inline guint64
mix (guint64 hash, guint64 word)
{
  __extension__ unsigned __int128 product = hash ^ G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  product *= word ^ G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  return (guint64) product ^ (guint64) (product >> 64);
}

static inline Key
make_key (const char *text, gsize length)
{
  Key key = { .head = read_word (text, length), .tail = length > 8 ? read_word (text + length - 8, 8) : 0 };
  guint64 hash = mix (key.head ^ length, key.tail);

  for (gsize i = 8; i + 8 < length; i += 8)
    hash = mix (hash, read_word (text + i, 8));
  key.hash = (guint32) (hash ^ hash >> 32);
  return key;
}

SyTextCodes *
sy_text_codes_new (void)
{
  SyTextCodes *self = g_new0 (SyTextCodes, 1);

  self->n_places = FIRST_PLACES;
  self->places = g_new0 (Place, self->n_places);
  self->texts = g_ptr_array_new ();
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sy_text_codes_free (SyTextCodes *self)
{
  if (!self)
    return;
  g_free (self->places);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

/* Where the text is, or the free place for it. */
static inline Place *
find_place (const SyTextCodes *self, const char *text, gsize length, const Key *key)
{
  guint mask = self->n_places - 1;
  guint i = key->hash & mask;

  for (;; i = (i + 1) & mask)
    {
      Place *place = &self->places[i];

      if (!place->text
          || (place->head == key->head && place->tail == key->tail && place->length == length
              && (length <= 16 || memcmp (place->text, text, length) == 0)))
        return place;
    }
}

/* Free places. Memory that comes cleared from the kernel is mapped when it is first read and again when it is
 * written, and the second time all processors are interrupted: a text is looked for before it is added. */
static Place *
make_places (guint n_places)
{
  Place *places = g_new (Place, n_places);

  memset (places, 0, n_places * sizeof (Place));
  return places;
}

static void
grow (SyTextCodes *self)
{
  g_autofree Place *old = self->places;
  guint n_old = self->n_places;

  self->n_places *= 2;
  self->places = make_places (self->n_places);
  for (guint i = 0; i < n_old; i++)
    if (old[i].text)
      {
        Key key = make_key (old[i].text, old[i].length);
        *find_place (self, old[i].text, old[i].length, &key) = old[i];
      }
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
 * sy_text_codes_number:
 * @text: (array length=length): valid UTF-8 without NUL
 *
 * Before sy_text_codes_settle(). A text that is not there yet is added.
 *
 * Returns: its number in the order of their coming, from 0; SY_TEXT_CODES_NONE when there are more texts, or
 * longer ones, than codes are made for
 */
int
sy_text_codes_number (SyTextCodes *self, const char *text, gsize length)
{
  Key key = make_key (text, length);
  Place *place = find_place (self, text, length, &key);
  guint number = self->texts->len;

  if (place->text)
    return place->code;
  if (number == SY_TEXT_CODES_MAX || length > MOST_BYTES - self->n_bytes)
    return SY_TEXT_CODES_NONE;
  *place = (Place){ key.head, key.tail, copy_text (self, text, length), (guint32) length, (int) number };
  g_ptr_array_add (self->texts, (gpointer) place->text);
  self->n_bytes += length;
  if (self->texts->len * 2 > self->n_places)
    grow (self);
  return (int) number;
}

/* FALSE: there are too many. */
gboolean
sy_text_codes_add (SyTextCodes *self, const char *text, gsize length)
{
  return sy_text_codes_number (self, text, length) != SY_TEXT_CODES_NONE;
}

guint
sy_text_codes_get_n_texts (const SyTextCodes *self)
{
  return self->texts->len;
}

/* Of the text that came as @number; it stays where it is. */
const char *
sy_text_codes_get_text (const SyTextCodes *self, int number)
{
  return g_ptr_array_index (self->texts, number);
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
  GPtrArray *members = g_ptr_array_sized_new (self->texts->len);

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
  Key key = make_key (text, length);
  const Place *place = find_place (self, text, length, &key);

  return place->text ? place->code : SY_TEXT_CODES_NONE;
}
