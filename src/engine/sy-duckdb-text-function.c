/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A function of ours, from a text to a text, as one of the engine. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sy-duckdb-private.h"

typedef struct
{
  SyTextFunction function;
  gpointer data;
  GDestroyNotify free_data;
} Bridge;

static void
free_bridge (void *data)
{
  Bridge *bridge = data;

  if (bridge->free_data)
    bridge->free_data (bridge->data);
  g_free (bridge);
}

static void
run_cb (duckdb_function_info info, duckdb_data_chunk input, duckdb_vector output)
{
  const Bridge *bridge = duckdb_scalar_function_get_extra_info (info);
  duckdb_vector in = duckdb_data_chunk_get_vector (input, 0);
  duckdb_string_t *texts = duckdb_vector_get_data (in);
  uint64_t *there = duckdb_vector_get_validity (in);
  idx_t n = duckdb_data_chunk_get_size (input);
  g_autoptr (GString) out = g_string_sized_new (32);

  for (idx_t row = 0; row < n; row++)
    {
      if (there && !duckdb_validity_row_is_valid (there, row))
        {
          duckdb_vector_ensure_validity_writable (output);
          duckdb_validity_set_row_invalid (duckdb_vector_get_validity (output), row);
          continue;
        }
      g_string_truncate (out, 0);
      bridge->function (duckdb_string_t_data (&texts[row]), duckdb_string_t_length (texts[row]), out,
                        bridge->data);
      duckdb_vector_assign_string_element_len (output, row, out->str, out->len);
    }
}

gboolean
sy_duckdb_register_text_function (duckdb_connection connection,
                                  const char *name,
                                  SyTextFunction function,
                                  gpointer data,
                                  GDestroyNotify free_data,
                                  GError **error)
{
  duckdb_scalar_function made = duckdb_create_scalar_function ();
  duckdb_logical_type text = duckdb_create_logical_type (DUCKDB_TYPE_VARCHAR);
  Bridge *bridge = g_new0 (Bridge, 1);
  gboolean done;

  bridge->function = function;
  bridge->data = data;
  bridge->free_data = free_data;
  duckdb_scalar_function_set_name (made, name);
  duckdb_scalar_function_add_parameter (made, text);
  duckdb_scalar_function_set_return_type (made, text);
  duckdb_scalar_function_set_extra_info (made, bridge, free_bridge);
  duckdb_scalar_function_set_function (made, run_cb);
  done = duckdb_register_scalar_function (connection, made) == DuckDBSuccess;
  duckdb_destroy_logical_type (&text);
  duckdb_destroy_scalar_function (&made);
  if (!done)
    g_set_error (error, SY_ENGINE_ERROR, SY_ENGINE_ERROR_FAILED, _ ("The engine has a function “%s” already"),
                 name);
  return done;
}
