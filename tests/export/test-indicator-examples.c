/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every example of the catalogue of indicators, which was computed elsewhere: the value by SQL, the exported
 * cell after LibreOffice has recalculated it, and the words with the numbers put in. All examples stand in
 * one template, each with its own inputs, so that one workbook holds them. */
#include "config.h"

#include <math.h>

#include "recalculation.h"
#include "sy-explanation.h"

#define CATALOGUE "spec/indicators.json"
#define N_EXAMPLES 376

static const char examples_sql[] =
    "WITH indicators AS (SELECT unnest(from_json($1::JSON->'indicators', '[\"JSON\"]')) AS i), "
    "listed AS (SELECT i->>'id' AS id, unnest(list_prepend(i->'worked_example', "
    "from_json(i->'edge_examples', '[\"JSON\"]'))) AS e FROM indicators), "
    "numbered AS (SELECT row_number() OVER () AS n, id, e, unnest(json_keys(e->'inputs')) AS k FROM listed) "
    "SELECT dense_rank() OVER (ORDER BY id, e->'inputs'), id, k, "
    "CASE json_type(e->'inputs'->k) WHEN 'ARRAY' THEN array_to_string(from_json(e->'inputs'->k, "
    "'[\"VARCHAR\"]'), ';') ELSE e->'inputs'->>k END, TRY_CAST(e->>'result' AS DOUBLE) FROM numbered ORDER "
    "BY 1";

typedef struct
{
  SyIndicator *indicator; /* borrowed */
  char *prefix;
  GHashTable *inputs; /* id → text */
  gboolean has_result;
  double result;
} Example;

static void
example_free (gpointer data)
{
  Example *example = data;
  g_free (example->prefix);
  g_hash_table_unref (example->inputs);
  g_free (example);
}

static SyFrame *
query_examples (SyEngine *engine)
{
  g_autofree char *path = g_build_filename (g_getenv ("STEELYARD_TEST_DATA"), CATALOGUE, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SyValue value = { .type = SY_COLUMN_TEXT };
  SyFrame *frame;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  value.text = text;
  frame = sy_engine_query (engine, examples_sql, &value, 1, NULL, &error);
  g_assert_no_error (error);
  return frame;
}

static GPtrArray *
read_examples (SyCatalogue *catalogue, SyFrame *frame)
{
  GPtrArray *examples = g_ptr_array_new_with_free_func (example_free);
  g_autoptr (GError) error = NULL;
  Example *example = NULL;
  gint64 last = -1;

  for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
    {
      g_autofree char *id = sy_frame_dup_plain (frame, 1, row);
      if (sy_frame_get_int64 (frame, 0, row) != last)
        {
          example = g_new0 (Example, 1);
          example->prefix = g_strdup_printf ("e%u_", examples->len + 1);
          example->indicator = sy_catalogue_find_indicator (catalogue, id, &error);
          g_assert_no_error (error);
          example->inputs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
          example->has_result = !sy_frame_is_null (frame, 4, row);
          if (example->has_result)
            example->result = sy_frame_get_double (frame, 4, row);
          g_ptr_array_add (examples, example);
          last = sy_frame_get_int64 (frame, 0, row);
        }
      g_hash_table_insert (example->inputs, sy_frame_dup_plain (frame, 2, row),
                           sy_frame_dup_plain (frame, 3, row));
    }
  return examples;
}

/* Not in the catalogue: signs that a spreadsheet reads as wildcards are letters like others. */
static void
add_wildcards (SyCatalogue *catalogue, GPtrArray *examples)
{
  Example *example = g_new0 (Example, 1);

  example->prefix = g_strdup ("wild_");
  example->indicator = sy_catalogue_find_indicator (catalogue, "active_member_count", NULL);
  example->inputs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (example->inputs, g_strdup ("active_member_ids"), g_strdup ("ab;a*;A*;a?;~;~~"));
  example->has_result = TRUE;
  example->result = 5;
  g_ptr_array_add (examples, example);
}

/* Nor this: of nothing there are none, in every reading. */
static void
add_nothing (SyCatalogue *catalogue, GPtrArray *examples)
{
  Example *example = g_new0 (Example, 1);

  example->prefix = g_strdup ("none_");
  example->indicator = sy_catalogue_find_indicator (catalogue, "purchase_frequency", NULL);
  example->inputs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (example->inputs, g_strdup ("order_ids"), g_strdup (""));
  example->has_result = TRUE;
  g_ptr_array_add (examples, example);
}

static SyTemplate *
write_template (SyCatalogue *catalogue, GPtrArray *examples)
{
  g_autoptr (GString) xml = g_string_new ("<template id=\"examples\">");
  g_autoptr (GError) error = NULL;
  SyTemplate *template;

  for (guint i = 0; i < examples->len; i++)
    {
      const Example *example = examples->pdata[i];
      sy_indicator_append_template (example->indicator, xml, example->prefix);
    }
  g_string_append (xml, "</template>");
  template = sy_template_reader_read_text (xml->str, "examples", "en", &error);
  g_assert_no_error (error);
  return template;
}

/* --- typing the inputs --- */

static void
type_lists (SyWorkbook *workbook, const Example *example)
{
  GPtrArray *inputs = sy_indicator_get_inputs (example->indicator);
  g_autofree char *table = g_strconcat (example->prefix, SY_INDICATOR_LISTS, NULL);
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];
      if (input->is_list)
        g_ptr_array_add (columns, g_strsplit (g_hash_table_lookup (example->inputs, input->id), ";", -1));
    }
  for (guint row = 0; columns->len > 0 && row < g_strv_length (columns->pdata[0]); row++)
    {
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      for (guint i = 0; i < columns->len; i++)
        g_strv_builder_add (cells, ((char **) columns->pdata[i])[row]);
      g_ptr_array_add (rows, g_strv_builder_end (cells));
    }
  if (rows->len > 0)
    sy_workbook_set_input_rows (workbook, table, rows, &error);
  g_assert_no_error (error);
}

static void
type_inputs (SyWorkbook *workbook, const Example *example)
{
  GPtrArray *inputs = sy_indicator_get_inputs (example->indicator);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_hash_table_size (example->inputs), ==, inputs->len);
  for (guint i = 0; i < inputs->len; i++)
    {
      const SyIndicatorInput *input = inputs->pdata[i];
      g_autofree char *id = g_strconcat (example->prefix, input->id, NULL);
      if (!input->is_list)
        sy_workbook_set_parameter (workbook, id, g_hash_table_lookup (example->inputs, input->id), &error);
      g_assert_no_error (error);
    }
  type_lists (workbook, example);
}

/* --- the three readings --- */

static gboolean
is_near (double got, double want)
{
  return fabs (got - want) <= 1e-9 * MAX (1., fabs (want));
}

static void
check_value (SyEvaluation *evaluation, const Example *example)
{
  const char *id = sy_indicator_get_id (example->indicator);
  g_autofree char *name = g_strconcat (example->prefix, id, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SyValue value = { 0 };

  g_assert_true (sy_evaluation_get_value (evaluation, name, &value, NULL, &error));
  text = sy_evaluation_format_value (evaluation, name, NULL, &error);
  g_assert_no_error (error);
  if (!example->has_result && (!value.is_null || g_strcmp0 (text, "—") != 0))
    g_error ("%s: there must be no value, not %s", id, text);
  if (!example->has_result)
    return;
  if (value.is_null)
    g_error ("%s: no value, wanted %.17g", id, example->result);
  double got = value.type == SY_COLUMN_DOUBLE ? value.number : (double) value.integer;
  if (!is_near (got, example->result))
    g_error ("%s: %.17g, wanted %.17g", id, got, example->result);
}

static guint
count_digits (const char *text)
{
  guint n = 0;
  for (; *text; text++)
    n += g_ascii_isdigit (*text) != 0;
  return n;
}

static void
check_words (SyEvaluation *evaluation, const Example *example)
{
  const char *id = sy_indicator_get_id (example->indicator);
  g_autofree char *name = g_strconcat (example->prefix, id, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExplanation) explanation = sy_explanation_new_name (evaluation, name, NULL, &error);
  const char *words, *numbers;

  g_assert_no_error (error);
  words = sy_explanation_get_words (explanation);
  numbers = sy_explanation_get_numbers (explanation);
  if (!words || !*words || strchr (words, '_'))
    g_error ("%s: words “%s”", id, words);
  if (!numbers || !*numbers || (example->has_result && count_digits (numbers) == 0))
    g_error ("%s: numbers “%s”", id, numbers);
  if (!example->has_result && !sy_explanation_get_reason (explanation))
    g_error ("%s: no value, and no reason", id);
}

typedef struct
{
  guint row;
  const char *value;
} Cell;

static int
compare_cells (gconstpointer a, gconstpointer b)
{
  return (int) ((const Cell *) a)->row - (int) ((const Cell *) b)->row;
}

/* The formula cells of the sheet that holds the values, from top to bottom: values stand in the order of the
 * template. */
static GArray *
list_cells (GHashTable *recalculated)
{
  g_autoptr (GHashTable) sheets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GArray *most = NULL;
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, recalculated);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, "\t", -1);
      GArray *cells = g_hash_table_lookup (sheets, parts[0]);
      Cell cell = { (guint) g_ascii_strtoull (parts[1], NULL, 10), value };
      if (!cells)
        {
          cells = g_array_new (FALSE, FALSE, sizeof (Cell));
          g_hash_table_insert (sheets, g_strdup (parts[0]), cells);
        }
      g_array_append_val (cells, cell);
    }
  g_hash_table_iter_init (&iter, sheets);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      GArray *cells = value;
      GArray *fewer = most && most->len > cells->len ? cells : most;
      most = fewer == most ? cells : most;
      g_clear_pointer (&fewer, g_array_unref);
    }
  g_array_sort (most, compare_cells);
  return most;
}

static void
check_cell (const Example *example, const char *cell)
{
  const char *id = sy_indicator_get_id (example->indicator);

  if (example->has_result ? !is_near (g_ascii_strtod (cell, NULL), example->result) || *cell == '#'
                          : !g_str_equal (cell, "#ERROR"))
    g_error ("%s: the cell says %s, wanted %.17g%s", id, cell, example->result,
             example->has_result ? "" : " (an error)");
}

static void
check_export (SyEvaluation *evaluation, GPtrArray *examples)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("steelyard-indicators-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "indicators.xlsx", NULL);
  g_autofree char *list = g_strconcat (path, ".tsv", NULL);
  g_autoptr (GHashTable) recalculated = NULL;
  g_autoptr (GArray) cells = NULL;

  g_assert_true (sy_xlsx_writer_write (evaluation, path, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  recalculated = recalculate (path, NULL);
  if (recalculated)
    {
      cells = list_cells (recalculated);
      g_assert_cmpuint (cells->len, ==, examples->len);
      for (guint i = 0; i < examples->len; i++)
        check_cell (examples->pdata[i], g_array_index (cells, Cell, i).value);
    }
  else
    g_test_message ("there is no LibreOffice with Python to ask: exported cells are not compared");
  g_remove (path);
  g_remove (list);
  g_rmdir (folder);
}

static void
test_examples (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", &error);
  g_autoptr (SyEngine) engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GPtrArray) examples = NULL;
  g_autoptr (SyWorkbook) workbook = NULL;
  g_autoptr (SyTemplate) template = NULL;
  g_autoptr (SyEvaluation) evaluation = NULL;

  g_assert_no_error (error);
  frame = g_getenv ("STEELYARD_TEST_DATA") ? query_examples (engine) : NULL;
  if (!frame)
    {
      g_test_skip ("STEELYARD_TEST_DATA has no " CATALOGUE);
      return;
    }
  examples = read_examples (catalogue, frame);
  g_assert_cmpuint (examples->len, ==, N_EXAMPLES);
  add_wildcards (catalogue, examples);
  add_nothing (catalogue, examples);
  workbook = sy_workbook_new (catalogue, engine);
  template = write_template (catalogue, examples);
  g_assert_true (sy_workbook_set_template (workbook, template, &error));
  for (guint i = 0; i < examples->len; i++)
    type_inputs (workbook, examples->pdata[i]);
  evaluation = sy_workbook_evaluate (workbook, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < examples->len; i++)
    {
      check_value (evaluation, examples->pdata[i]);
      check_words (evaluation, examples->pdata[i]);
    }
  check_export (evaluation, examples);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/indicator-examples/three-readings", test_examples);
  return g_test_run ();
}
