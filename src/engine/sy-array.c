/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values get their codes from one open hash table. Texts are looked for in lower case, as formulas compare
 * them, and are kept as they were first spelled. Neighbours are often equal: the last one is tried first. */
#include "config.h"

#include "sy-array-private.h"

#include <math.h>
#include <string.h>

/* Where a text stands in the arena; what it is looked for by stands at @key. */
typedef struct
{
  gsize spelling;
  gsize key;
  guint32 length;
  guint32 key_length;
} Text;

struct _SyArrayValues
{
  guint64 *slots; /* hash and code, so that another value is passed by without looking at it; 0: free */
  gsize n_slots;

  GArray *hashes;   /* (element-type guint32) of each code, so that growing reads no values */
  GArray *texts;    /* (element-type Text) */
  GArray *integers; /* (element-type gint64); a DOUBLE's bits */
  char *arena;
  gsize used;
  gsize room;
  GString *key; /* of the text at hand */

  SyArrayNamer namer; /* or NULL: texts of runs are asked for when they are wanted */
  gpointer namer_data;
  GDestroyNotify free_namer_data;
};

SyArray *
sy_array_new (SyArrayKind kind, SyColumnType type, guint scale)
{
  SyArray *self = g_new0 (SyArray, 1);

  self->kind = kind;
  self->type = type;
  self->scale = scale;
  self->values = g_new0 (SyArrayValues, 1);
  self->values->hashes = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->values->texts = g_array_new (FALSE, FALSE, sizeof (Text));
  self->values->integers = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->values->key = g_string_new (NULL);
  return self;
}

void
sy_array_free (SyArray *self)
{
  g_free (self->numbers);
  g_free (self->codes);
  g_free (self->starts);
  g_free (self->values->slots);
  g_array_unref (self->values->hashes);
  g_array_unref (self->values->texts);
  g_array_unref (self->values->integers);
  g_free (self->values->arena);
  g_string_free (self->values->key, TRUE);
  if (self->values->free_namer_data)
    self->values->free_namer_data (self->values->namer_data);
  g_free (self->values);
  g_free (self);
}

/* In powers of two, so that a long column is copied a few times only. */
gsize
sy_array_grow (SyArray *self, gsize n)
{
  gsize first = self->n_rows;
  gsize wanted = first + n;

  if (first == 0 || g_bit_storage (first - 1) != g_bit_storage (wanted - 1))
    {
      gsize room = (gsize) 1 << g_bit_storage (wanted | 2047);

      if (self->kind == SY_ARRAY_NUMBERS)
        self->numbers = g_renew (double, self->numbers, room);
      else
        self->codes = g_renew (guint32, self->codes, room);
    }
  self->n_rows = wanted;
  return first;
}

/* --- the table of values --- */

static guint32
finish_hash (guint64 hash)
{
  hash ^= hash >> 32;
  hash *= G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return (guint32) (hash ^ (hash >> 32));
}

static void
grow_slots (SyArrayValues *self)
{
  gsize n = self->n_slots ? self->n_slots * 2 : 1024;

  g_free (self->slots);
  self->slots = g_new0 (guint64, n);
  self->n_slots = n;
  for (guint32 i = 0; i < self->hashes->len; i++)
    {
      guint32 hash = g_array_index (self->hashes, guint32, i);
      gsize slot = hash & (n - 1);

      while (self->slots[slot])
        slot = (slot + 1) & (n - 1);
      self->slots[slot] = (guint64) hash << 32 | (i + 1);
    }
}

/* --- texts --- */

static gsize
keep (SyArrayValues *self, const char *text, gsize length)
{
  gsize at = self->used;

  if (self->used + length > self->room)
    {
      self->room = MAX (self->room * 2, self->used + length + 65536);
      self->arena = g_realloc (self->arena, self->room);
    }
  if (length > 0)
    memcpy (self->arena + at, text, length);
  self->used += length;
  return at;
}

/* Letters with a case begin with other bytes than those of Chinese, Japanese and Korean characters. */
static gboolean
may_have_case (guchar byte)
{
  return byte >= 0xc3 && (byte < 0xe3 || byte == 0xea || byte > 0xed);
}

static void
fold_letters (GString *key, const char *text, gsize length)
{
  g_string_set_size (key, 0);
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    g_string_append_unichar (key, g_unichar_tolower (g_utf8_get_char (p)));
}

/* The lower case of a text into @key, with eight zeros behind it. */
static void
make_key (SyArrayValues *self, const char *text, gsize length)
{
  gboolean is_special = FALSE;
  GString *key = self->key;

  g_string_set_size (key, length + 8);
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) text[i];

      is_special = is_special || may_have_case (byte);
      key->str[i] = (char) (byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
    }
  if (is_special)
    {
      fold_letters (key, text, length);
      length = key->len;
      g_string_set_size (key, length + 8);
    }
  memset (key->str + length, 0, 8);
  key->len = length;
}

static guint32
hash_key (const GString *key)
{
  guint64 hash = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + key->len;

  for (gsize i = 0; i < key->len; i += 8)
    {
      guint64 part;

      memcpy (&part, key->str + i, 8);
      hash = (hash ^ part) * G_GUINT64_CONSTANT (0x9fb21c651e98df25);
      hash ^= hash >> 29;
    }
  return finish_hash (hash);
}

static guint32
add_text (SyArray *self, const char *text, gsize length, guint32 hash)
{
  SyArrayValues *values = self->values;
  Text added = { .length = (guint32) length, .key_length = (guint32) values->key->len };

  added.spelling = keep (values, text, length);
  added.key = length == values->key->len && (length == 0 || memcmp (text, values->key->str, length) == 0)
                  ? added.spelling
                  : keep (values, values->key->str, values->key->len);
  g_array_append_val (values->texts, added);
  g_array_append_val (values->hashes, hash);
  return ++self->n_codes;
}

guint32
sy_array_code_text (SyArray *self, const char *text, gsize length)
{
  SyArrayValues *values = self->values;
  guint32 hash;
  gsize slot;

  if (length == 0)
    return 0;
  if ((gsize) values->hashes->len * 2 >= values->n_slots)
    grow_slots (values);
  make_key (values, text, length);
  hash = hash_key (values->key);
  for (slot = hash & (values->n_slots - 1); values->slots[slot]; slot = (slot + 1) & (values->n_slots - 1))
    {
      guint32 code = (guint32) values->slots[slot];
      const Text *found = &g_array_index (values->texts, Text, code - 1);

      if (values->slots[slot] >> 32 == hash && found->key_length == values->key->len
          && memcmp (values->arena + found->key, values->key->str, found->key_length) == 0)
        return code;
    }
  values->slots[slot] = (guint64) hash << 32 | add_text (self, text, length, hash);
  return self->n_codes;
}

/* --- numbers --- */

guint32
sy_array_code_integer (SyArray *self, gint64 value)
{
  SyArrayValues *values = self->values;
  guint32 hash = finish_hash ((guint64) value * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  gsize slot;

  if ((gsize) values->hashes->len * 2 >= values->n_slots)
    grow_slots (values);
  for (slot = hash & (values->n_slots - 1); values->slots[slot]; slot = (slot + 1) & (values->n_slots - 1))
    if (values->slots[slot] >> 32 == hash
        && g_array_index (values->integers, gint64, (guint32) values->slots[slot] - 1) == value)
      return (guint32) values->slots[slot];
  g_array_append_val (values->integers, value);
  g_array_append_val (values->hashes, hash);
  values->slots[slot] = (guint64) hash << 32 | ++self->n_codes;
  return self->n_codes;
}

guint32
sy_array_code_number (SyArray *self, double value)
{
  gint64 bits;

  value = value + 0.; /* -0 is 0 */
  if (!isfinite (value))
    return 0;
  memcpy (&bits, &value, sizeof bits);
  return sy_array_code_integer (self, bits);
}

static double
get_number (const SyArray *self, guint32 code)
{
  gint64 value = g_array_index (self->values->integers, gint64, code - 1);
  double number;

  if (self->type != SY_COLUMN_DOUBLE)
    return (double) value;
  memcpy (&number, &value, sizeof number);
  return number;
}

/* --- runs --- */

/* FALSE when they do not ascend from 0 within @n_rows. */
static gboolean
take_starts (guint32 *to, const double *starts, gsize n_runs, gsize n_rows)
{
  gboolean is_good = n_runs == 0 || starts[0] == 0.;
  double last = -1.;

  for (gsize i = 0; i < n_runs; i++)
    {
      is_good = is_good && starts[i] > last && starts[i] < (double) n_rows;
      if (!is_good)
        return FALSE;
      last = starts[i];
      to[i] = (guint32) starts[i];
    }
  to[n_runs] = (guint32) n_rows;
  return n_runs > 0 || n_rows == 0;
}

SyArray *
sy_array_new_runs (const double *starts,
                   gsize n_runs,
                   gsize n_rows,
                   SyArrayNamer namer,
                   gpointer data,
                   GDestroyNotify free_data)
{
  SyArray *self = sy_array_new (SY_ARRAY_CODES, SY_COLUMN_TEXT, 0);

  self->values->namer = namer;
  self->values->namer_data = data;
  self->values->free_namer_data = free_data;
  self->starts = g_new (guint32, n_runs + 1);
  self->n_rows = n_rows;
  self->n_codes = (guint32) n_runs;
  if (n_rows < G_MAXUINT32 && take_starts (self->starts, starts, n_runs, n_rows))
    return self;
  sy_array_free (self);
  return NULL;
}

static char *
name_run (const SyArray *self, guint32 code)
{
  return self->values->namer (self->starts[code - 1], self->values->namer_data);
}

/* --- reading --- */

static int
compare_codes (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SyArray *self = user_data;
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;
  const Text *s, *t;
  int order;

  if (self->type != SY_COLUMN_TEXT && self->type != SY_COLUMN_DOUBLE)
    {
      gint64 i = g_array_index (self->values->integers, gint64, x - 1);
      gint64 j = g_array_index (self->values->integers, gint64, y - 1);

      return i < j ? -1 : i > j;
    }
  if (self->type == SY_COLUMN_DOUBLE)
    return get_number (self, x) < get_number (self, y) ? -1 : get_number (self, x) > get_number (self, y);
  s = &g_array_index (self->values->texts, Text, x - 1);
  t = &g_array_index (self->values->texts, Text, y - 1);
  order =
      memcmp (self->values->arena + s->key, self->values->arena + t->key, MIN (s->key_length, t->key_length));
  return order != 0 ? order : s->key_length < t->key_length ? -1 : s->key_length > t->key_length;
}

static GArray *
reorder (GArray *array, guint size, const guint32 *order)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, size, array->len);

  for (guint i = 0; i < array->len; i++)
    g_array_append_vals (sorted, array->data + (gsize) (order[i] - 1) * size, 1);
  g_array_unref (array);
  return sorted;
}

void
sy_array_sort_codes (SyArray *self)
{
  g_autofree guint32 *order = g_new (guint32, (gsize) self->n_codes + 1);
  g_autofree guint32 *renamed = g_new0 (guint32, (gsize) self->n_codes + 1);
  SyArrayValues *values = self->values;

  g_return_if_fail (self->kind == SY_ARRAY_CODES && self->n_codes < G_MAXINT && !values->namer);

  if (self->n_codes == 0)
    return;
  for (guint32 i = 0; i < self->n_codes; i++)
    order[i] = i + 1;
  g_qsort_with_data (order, (int) self->n_codes, sizeof *order, compare_codes, self);
  for (guint32 i = 0; i < self->n_codes; i++)
    renamed[order[i]] = i + 1;
  for (gsize i = 0; i < self->n_rows; i++)
    self->codes[i] = renamed[self->codes[i]];
  values->hashes = reorder (values->hashes, sizeof (guint32), order);
  if (self->type == SY_COLUMN_TEXT)
    values->texts = reorder (values->texts, sizeof (Text), order);
  else
    values->integers = reorder (values->integers, sizeof (gint64), order);
  values->n_slots /= 2;
  grow_slots (values);
}

static char *
write_date (gint64 days)
{
  g_autoptr (GDate) date = g_date_new_julian (1);
  char text[32];

  /* GDate counts from 1 January of the year 1. */
  if (days < -719162 || days > 2900000)
    return g_strdup_printf ("%" G_GINT64_FORMAT, days);
  g_date_set_julian (date, (guint32) (days + 719163));
  g_date_strftime (text, sizeof text, "%Y-%m-%d", date);
  return g_strdup (text);
}

char *
sy_array_dup_text (const SyArray *self, guint32 code)
{
  g_return_val_if_fail (code > 0 && code <= self->n_codes, NULL);

  if (self->values->namer)
    return name_run (self, code);
  if (self->type == SY_COLUMN_TEXT)
    {
      const Text *text = &g_array_index (self->values->texts, Text, code - 1);

      return g_strndup (self->values->arena + text->spelling, text->length);
    }
  if (self->type == SY_COLUMN_DATE)
    return write_date (g_array_index (self->values->integers, gint64, code - 1));
  return g_strdup_printf ("%.15g", get_number (self, code) / pow (10., self->scale));
}

void
sy_array_append (const SyArray *self, guint32 code, SyAppender *appender)
{
  gint64 integer;

  if (code == 0)
    {
      sy_appender_null (appender);
      return;
    }
  if (self->values->namer)
    {
      g_autofree char *name = name_run (self, code);

      if (name)
        sy_appender_text (appender, name, -1);
      else
        sy_appender_null (appender);
      return;
    }
  if (self->type == SY_COLUMN_TEXT)
    {
      const Text *text = &g_array_index (self->values->texts, Text, code - 1);

      sy_appender_text (appender, self->values->arena + text->spelling, (gssize) text->length);
      return;
    }
  integer = g_array_index (self->values->integers, gint64, code - 1);
  if (self->type == SY_COLUMN_DOUBLE)
    sy_appender_double (appender, get_number (self, code));
  else if (self->type == SY_COLUMN_DECIMAL)
    sy_appender_decimal (appender, integer);
  else if (self->type == SY_COLUMN_DATE)
    sy_appender_date (appender, integer);
  else if (self->type == SY_COLUMN_BOOL)
    sy_appender_bool (appender, integer != 0);
  else
    sy_appender_int64 (appender, integer);
}
