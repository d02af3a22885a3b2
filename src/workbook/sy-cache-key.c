/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The definition is taken, not the statement that is made of it: the same definition may be written as SQL in
 * more than one order of its parts. Every text is added with its end, so that no two lists of texts read the
 * same. */
#include "config.h"

#include "sy-cache-key.h"

#include <string.h>

void
sy_cache_key_add_text (GChecksum *key, const char *text)
{
  if (text)
    g_checksum_update (key, (const guchar *) text, (gssize) strlen (text) + 1);
  else
    g_checksum_update (key, (const guchar *) "\1", 2);
}

static void
add_number (GChecksum *key, guint number)
{
  char text[16];

  g_snprintf (text, sizeof text, "%u", number);
  sy_cache_key_add_text (key, text);
}

void
sy_cache_key_add_value (GChecksum *key, const SyValue *value)
{
  add_number (key, value->is_null ? 99 : (guint) value->type);
  if (value->is_null)
    return;
  if (value->type == SY_COLUMN_TEXT)
    sy_cache_key_add_text (key, value->text);
  else if (value->type == SY_COLUMN_DOUBLE)
    g_checksum_update (key, (const guchar *) &value->number, sizeof value->number);
  else
    g_checksum_update (key, (const guchar *) &value->integer, sizeof value->integer);
}

static void
add_column (GChecksum *key, const SyModelColumn *column)
{
  sy_cache_key_add_text (key, column->id);
  sy_cache_key_add_text (key, column->formula);
  add_number (key, (guint) column->type);
  add_number (key, (guint) column->may_be_blank);
  add_number (key, column->is_decimal ? column->decimals + 1 : 0);
}

void
sy_cache_key_add_table (GChecksum *key, const SyModelTable *table)
{
  sy_cache_key_add_text (key, table->id);
  sy_cache_key_add_text (key, table->rows);
  sy_cache_key_add_text (key, table->where);
  sy_cache_key_add_text (key, table->sort);
  sy_cache_key_add_text (key, table->top);
  add_number (key, table->columns->len);
  for (guint i = 0; i < table->columns->len; i++)
    add_column (key, table->columns->pdata[i]);
}

void
sy_cache_key_add_name (GChecksum *key, const SyModelName *name)
{
  sy_cache_key_add_text (key, name->id);
  sy_cache_key_add_text (key, name->formula);
  add_number (key, (guint) name->type);
  add_number (key, (guint) name->may_be_blank);
}
