/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stream is cut into blocks of 1,024 bytes, each with a key of its own, made of a salt, the password and
 * the number of the block. Heads of records and a few records stay in clear; the key stream goes on under
 * them. Source: [MS-OFFCRYPTO] 2.3.5 and 2.3.6, [MS-XLS] 2.2.10 and 2.4.117. */
#include "config.h"

#include "sy-biff-cipher.h"

#include <string.h>

#include "sy-biff-stream.h"

#define BLOCK_SIZE 1024u
#define SALT_SIZE 16u
#define MAX_KEY 16u
#define MAX_DIGEST 20u
#define SHORT_SECRET 5u /* bytes of a hash that Excel 97 takes, and of keys of 40 bits */
#define RC4_ALGORITHM 0x6801u

enum
{
  RECORD_FILEPASS = 0x002F,
  RECORD_BOUNDSHEET = 0x0085,
  RECORD_INTERFACE = 0x00E1,
  RECORD_REVISION_HEAD = 0x0138,
  RECORD_USERS = 0x0194,
  RECORD_LOCK = 0x0195,
  RECORD_REVISION = 0x0196,
  RECORD_BOF = 0x0809,
};

static const char password[] = "VelvetSweatshop";

typedef struct
{
  GChecksumType hash;
  guint8 secret[MAX_DIGEST]; /* of salt and password */
  gsize secret_size;         /* as much of it as goes into the keys */
  gsize key_size; /* bytes of the hash that are the key; the rest of MAX_KEY is 0 where it is padded */
  gboolean padded;
} Cipher;

/* ---- RC4 ------------------------------------------------------------------------------------------------
 */

typedef struct
{
  guint8 state[256];
  guint8 i, j;
} Rc4;

static void
rc4_init (Rc4 *self, const guint8 *key, gsize n_key)
{
  guint8 j = 0;

  for (guint i = 0; i < 256; i++)
    self->state[i] = (guint8) i;
  for (guint i = 0; i < 256; i++)
    {
      guint8 swap = self->state[i];
      j = (guint8) (j + swap + key[i % n_key]);
      self->state[i] = self->state[j];
      self->state[j] = swap;
    }
  self->i = self->j = 0;
}

static void
rc4_apply (Rc4 *self, guint8 *bytes, gsize n)
{
  for (gsize k = 0; k < n; k++)
    {
      guint8 swap = self->state[++self->i];
      self->j = (guint8) (self->j + swap);
      self->state[self->i] = self->state[self->j];
      self->state[self->j] = swap;
      bytes[k] ^= self->state[(guint8) (self->state[self->i] + swap)];
    }
}

/* ---- Keys -----------------------------------------------------------------------------------------------
 */

static void
digest (GChecksumType type, const guint8 *a, gsize n_a, const guint8 *b, gsize n_b, guint8 *out)
{
  g_autoptr (GChecksum) sum = g_checksum_new (type);
  gsize n = MAX_DIGEST;

  g_checksum_update (sum, a, (gssize) n_a);
  if (n_b > 0)
    g_checksum_update (sum, b, (gssize) n_b);
  g_checksum_get_digest (sum, out, &n);
}

static gsize
write_password (guint8 *wide)
{
  for (gsize i = 0; i < sizeof password - 1; i++)
    {
      wide[2 * i] = (guint8) password[i];
      wide[2 * i + 1] = 0;
    }
  return 2 * (sizeof password - 1);
}

/* Excel 97: 16 times five bytes of the password's hash and the salt. */
static void
init_old (Cipher *self, const guint8 *salt)
{
  guint8 wide[2 * sizeof password];
  guint8 hash[MAX_DIGEST];
  guint8 mixed[16 * (SHORT_SECRET + SALT_SIZE)];

  self->hash = G_CHECKSUM_MD5;
  digest (self->hash, wide, write_password (wide), NULL, 0, hash);
  for (gsize i = 0; i < 16; i++)
    {
      memcpy (mixed + i * (SHORT_SECRET + SALT_SIZE), hash, SHORT_SECRET);
      memcpy (mixed + i * (SHORT_SECRET + SALT_SIZE) + SHORT_SECRET, salt, SALT_SIZE);
    }
  digest (self->hash, mixed, sizeof mixed, NULL, 0, self->secret);
  self->secret_size = SHORT_SECRET;
  self->key_size = MAX_KEY;
}

static void
init_new (Cipher *self, const guint8 *salt, gsize key_size)
{
  guint8 wide[2 * sizeof password];

  self->hash = G_CHECKSUM_SHA1;
  digest (self->hash, salt, SALT_SIZE, wide, write_password (wide), self->secret);
  self->secret_size = MAX_DIGEST;
  self->key_size = key_size;
  self->padded = key_size == SHORT_SECRET;
}

static void
begin_block (const Cipher *self, guint32 block, Rc4 *rc4)
{
  guint8 number[4] = { (guint8) block, (guint8) (block >> 8), (guint8) (block >> 16),
                       (guint8) (block >> 24) };
  guint8 key[MAX_DIGEST] = { 0 };

  digest (self->hash, self->secret, self->secret_size, number, sizeof number, key);
  if (self->padded)
    memset (key + self->key_size, 0, MAX_KEY - self->key_size);
  rc4_init (rc4, key, self->padded ? MAX_KEY : self->key_size);
}

/* A known text and its hash, both encrypted, tell whether the password is right. */
static gboolean
verify (const Cipher *self, const guint8 *verifier, const guint8 *hash)
{
  gsize n = self->hash == G_CHECKSUM_MD5 ? 16 : 20;
  guint8 clear[16], expected[MAX_DIGEST], found[MAX_DIGEST];
  Rc4 rc4;

  memcpy (clear, verifier, sizeof clear);
  memcpy (expected, hash, n);
  begin_block (self, 0, &rc4);
  rc4_apply (&rc4, clear, sizeof clear);
  rc4_apply (&rc4, expected, n);
  digest (self->hash, clear, sizeof clear, NULL, 0, found);
  return memcmp (found, expected, n) == 0;
}

/* What FILEPASS says: kind, version, then salt and verifier, in the newer one behind a header with the size
 * of the keys. */
static gboolean
init (Cipher *self, const guint8 *info, gsize length)
{
  const guint8 *header = info + 14;
  gsize header_size, key_size;

  if (length < 6 || sy_biff_get16 (info) != 1)
    return FALSE;
  if (sy_biff_get16 (info + 2) == 1)
    {
      if (length < 6 + 3 * SALT_SIZE)
        return FALSE;
      init_old (self, info + 6);
      return verify (self, info + 6 + SALT_SIZE, info + 6 + 2 * SALT_SIZE);
    }
  if (length < 14 + 20 || sy_biff_get16 (info + 4) != 2)
    return FALSE;
  header_size = sy_biff_get32 (info + 10);
  if (header_size < 20 || header_size > length - 14 || length - 14 - header_size < 4 + 16 + 16 + 4 + 20
      || sy_biff_get32 (header + 8) != RC4_ALGORITHM)
    return FALSE;
  key_size = sy_biff_get32 (header + 16) / 8;
  init_new (self, header + header_size + 4, key_size == 0 ? SHORT_SECRET : key_size);
  return self->key_size >= SHORT_SECRET && self->key_size <= MAX_KEY
         && verify (self, header + header_size + 20, header + header_size + 40);
}

/* ---- The stream -----------------------------------------------------------------------------------------
 */

/* How many bytes of a record stay in clear. */
static gsize
count_clear (const SyBiffRecord *record)
{
  switch (record->type)
    {
    case RECORD_BOF:
    case RECORD_FILEPASS:
    case RECORD_INTERFACE:
    case RECORD_REVISION_HEAD:
    case RECORD_USERS:
    case RECORD_LOCK:
    case RECORD_REVISION:
      return record->length;
    case RECORD_BOUNDSHEET:
      return MIN (record->length, 4);
    default:
      return 0;
    }
}

guint8 *
sy_biff_cipher_decrypt (const guint8 *data, gsize length, const guint8 *info, gsize info_length)
{
  Cipher cipher = { 0 };
  SyBiffStream stream = { data, length };
  SyBiffRecord record;
  guint8 *clear;
  guint8 *mask;

  if (!init (&cipher, info, info_length))
    return NULL;
  mask = g_malloc0 (length);
  for (gsize block = 0; block * BLOCK_SIZE < length; block++)
    {
      Rc4 rc4;
      begin_block (&cipher, (guint32) block, &rc4);
      rc4_apply (&rc4, mask + block * BLOCK_SIZE, MIN (BLOCK_SIZE, length - block * BLOCK_SIZE));
    }
  clear = g_memdup2 (data, length);
  for (gsize offset = 0; sy_biff_read_record (&stream, offset, &record); offset = record.next)
    for (gsize i = count_clear (&record); i < record.length; i++)
      clear[offset + 4 + i] ^= mask[offset + 4 + i];
  g_free (mask);
  return clear;
}
