/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The proof: a workbook of formulas in our own Excel text, its cached values poisoned, recalculated by
 * LibreOffice, against what the engine computes from our SQL. Twice: with structured references and with
 * plain ones. STEELYARD_SEED repeats the random part of an earlier run. */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "proof.h"
#include "sy-binder.h"

#define N_RANDOM 500
#define BATCH 40
#define MAX_SHOWN 60

static void
free_formula (gpointer data)
{
  ProofFormula *formula = data;

  g_free (formula->text);
  g_free (formula->not_live);
  sy_expression_unref (formula->bound);
  g_strfreev (formula->values);
  g_free (formula);
}

static guint32
read_seed (void)
{
  const char *text = g_getenv ("STEELYARD_SEED");

  return text ? (guint32) g_ascii_strtoull (text, NULL, 10) : (guint32) g_get_real_time ();
}

static gboolean
add_formula (FormulaFixture *fixture, GPtrArray *formulas, char *text, GError **error)
{
  SyExpression *bound =
      sy_binder_bind_formula (fixture->model, sy_model_find_table (fixture->model, "t"), text, error);
  ProofFormula *formula;

  if (!bound)
    {
      g_prefix_error (error, "%s: ", text);
      g_free (text);
      return FALSE;
    }
  formula = g_new0 (ProofFormula, 1);
  formula->text = text;
  formula->bound = bound;
  g_ptr_array_add (formulas, formula);
  return TRUE;
}

/* ---- our side ---- */

static char *
read_cell (SyFrame *frame, guint column, gint64 row)
{
  if (sy_frame_is_null (frame, column, row))
    return NULL;
  switch (sy_frame_get_column_type (frame, column))
    {
    case SY_COLUMN_TEXT:
      return g_strconcat ("s", sy_frame_get_text (frame, column, row), NULL);
    case SY_COLUMN_DATE:
      return g_strdup_printf ("n%" G_GINT64_FORMAT, sy_frame_get_int64 (frame, column, row) + 25569);
    default:
      {
        char buffer[G_ASCII_DTOSTR_BUF_SIZE];

        return g_strconcat (
            "n", g_ascii_dtostr (buffer, sizeof buffer, sy_frame_get_double (frame, column, row)), NULL);
      }
    }
}

static void
compute_batch (FormulaFixture *fixture, GPtrArray *formulas, guint first, guint n)
{
  g_autoptr (GPtrArray) extra = g_ptr_array_new ();
  g_autoptr (SyStatement) statement = NULL;
  g_autoptr (SyFrame) frame = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (extra, ((ProofFormula *) g_ptr_array_index (formulas, first + i))->bound);
  statement = sy_sql_writer_write_table (sy_model_find_table (fixture->model, "t"), extra, &error);
  frame = statement ? formula_fixture_query (fixture, statement, &error) : NULL;
  if (!frame && n > 1)
    {
      for (guint i = 0; i < n; i++)
        compute_batch (fixture, formulas, first + i, 1);
      return;
    }
  if (!frame)
    {
      g_test_message ("%s: %s\n%s", ((ProofFormula *) g_ptr_array_index (formulas, first))->text,
                      error->message, statement ? statement->sql : "");
      g_test_fail ();
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      ProofFormula *formula = g_ptr_array_index (formulas, first + i);
      g_autofree char *name = g_strdup_printf ("extra_%u", i + 1);
      int column = sy_frame_find_column (frame, name);

      formula->values = g_new0 (char *, sy_frame_get_n_rows (frame) + 2);
      for (gint64 row = 0; row < sy_frame_get_n_rows (frame); row++)
        {
          char *value = read_cell (frame, (guint) column, row);

          formula->values[row] = value ? value : g_strdup ("e");
        }
    }
}

/* ---- their side ---- */

static GHashTable *
read_results (const char *path)
{
  GHashTable *results = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return results;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "\t", 5);

      if (g_strv_length (fields) == 5)
        g_hash_table_insert (results, g_strjoin ("\t", fields[0], fields[1], fields[2], NULL),
                             fields[3][0] == 'e' ? g_strdup ("e") : g_strconcat (fields[3], fields[4], NULL));
    }
  return results;
}

/* LibreOffice and its Python bridge. */
static gboolean
has_office (void)
{
  const char *argv[] = { "/usr/bin/python3", "-c", "import uno", NULL };
  g_autofree char *office = g_find_program_in_path ("soffice");
  int status = 0;

  return office
         && g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                          &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

static gboolean
recalculate (const char *book, const char *result)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "tests", "formula", "recalculate.py", NULL);
  const char *argv[] = { "/usr/bin/python3", script, book, result, NULL };
  g_autofree char *output = NULL;
  int status = 0;
  g_autoptr (GError) error = NULL;

  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &output, &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    {
      g_test_message ("%s: %s", error->message, output ? output : "");
      return FALSE;
    }
  return TRUE;
}

/* Numbers to 1e-9 of each other, texts exactly, errors with errors. */
static gboolean
is_same (const char *ours, const char *theirs)
{
  double a, b;

  if (!theirs)
    theirs = "s";
  if (ours[0] != theirs[0])
    return FALSE;
  if (ours[0] != 'n')
    return ours[0] == 'e' || g_str_equal (ours, theirs);
  a = g_ascii_strtod (ours + 1, NULL);
  b = g_ascii_strtod (theirs + 1, NULL);
  return fabs (a - b) <= fmax (1e-9 * fmax (fabs (a), fabs (b)), 1e-11);
}

static void
compare_formulas (FormulaFixture *fixture, GPtrArray *formulas, GHashTable *results, const char *what)
{
  guint n_cells = 0;
  guint n_differ = 0;

  for (guint i = 0; i < formulas->len; i++)
    {
      ProofFormula *formula = g_ptr_array_index (formulas, i);

      gboolean is_shown = FALSE;

      if (formula->not_live || !formula->values)
        continue;
      for (guint row = 0; formula->values[row]; row++)
        {
          g_autofree char *key =
              g_strdup_printf ("t\t%u\t%u", row + 1, proof_get_formula_column (fixture, i));
          const char *theirs = g_hash_table_lookup (results, key);

          n_cells++;
          if (is_same (formula->values[row], theirs))
            continue;
          if (n_differ++ < MAX_SHOWN || !is_shown)
            g_test_message ("%s row %u: ours %s, theirs %s", formula->text, row + 1, formula->values[row],
                            theirs ? theirs : "nothing");
          is_shown = TRUE;
        }
    }
  g_test_message ("%s: %u formula cells, %u differ", what, n_cells, n_differ);
  if (n_differ > 0)
    g_test_fail ();
}

/* The tables themselves, whose columns are formulas too. */
static void
compare_tables (FormulaFixture *fixture, GHashTable *results, const char *what)
{
  GPtrArray *tables = sy_model_get_tables (fixture->model);
  guint n_cells = 0;
  guint n_differ = 0;

  for (guint i = 0; i < tables->len; i++)
    {
      SyModelTable *table = g_ptr_array_index (tables, i);
      g_autoptr (SyStatement) statement = sy_sql_writer_write_table (table, NULL, NULL);
      g_autoptr (SyFrame) frame = formula_fixture_query (fixture, statement, NULL);

      for (guint c = 0; c < table->columns->len; c++)
        for (gint64 row = 0; ((SyModelColumn *) g_ptr_array_index (table->columns, c))->formula
                             && row < sy_frame_get_n_rows (frame);
             row++)
          {
            g_autofree char *key =
                g_strdup_printf ("%s\t%" G_GINT64_FORMAT "\t%u", table->id, row + 1, c + 1);
            g_autofree char *value = read_cell (frame, c + 1, row);
            const char *theirs = g_hash_table_lookup (results, key);

            n_cells++;
            if (is_same (value ? value : "e", theirs))
              continue;
            n_differ++;
            g_test_message ("%s %s: ours %s, theirs %s", key,
                            ((SyModelColumn *) g_ptr_array_index (table->columns, c))->id,
                            value ? value : "e", theirs ? theirs : "nothing");
          }
    }
  g_test_message ("%s: %u table cells, %u differ", what, n_cells, n_differ);
  if (n_differ > 0)
    g_test_fail ();
}

/* ---- tests ---- */

static void
prove (FormulaFixture *fixture, GPtrArray *formulas, gboolean a1)
{
  g_autofree char *folder = g_dir_make_tmp ("formula-proof-XXXXXX", NULL);
  g_autofree char *book = g_build_filename (folder, "book.xlsx", NULL);
  g_autofree char *result = g_build_filename (folder, "result.tsv", NULL);
  g_autoptr (GHashTable) results = NULL;
  GError *error = NULL;
  const char *what = a1 ? "plain references" : "structured references";

  proof_write_workbook (fixture, formulas, a1, book, &error);
  g_assert_no_error (error);
  g_assert_true (recalculate (book, result));
  results = read_results (result);
  compare_formulas (fixture, formulas, results, what);
  compare_tables (fixture, results, what);
  if (g_getenv ("STEELYARD_KEEP"))
    {
      g_test_message ("kept: %s", book);
      return;
    }
  g_remove (book);
  g_remove (result);
  g_rmdir (folder);
}

static void
add_random (FormulaFixture *fixture, GPtrArray *formulas)
{
  guint32 seed = read_seed ();
  GRand *random = g_rand_new_with_seed (seed);
  guint n_refused = 0;

  g_test_message ("seed %u", seed);
  for (guint n = 0; n < N_RANDOM;)
    {
      g_autoptr (GError) error = NULL;

      if (add_formula (fixture, formulas, proof_generate (random), &error))
        n++;
      else if (n_refused++ > N_RANDOM)
        g_error ("%s", error->message);
      else if (g_getenv ("STEELYARD_KEEP"))
        g_test_message ("refused: %s", error->message);
    }
  g_rand_free (random);
}

static void
test_proof (void)
{
  g_autoptr (FormulaFixture) fixture = NULL;
  g_autoptr (GPtrArray) formulas = g_ptr_array_new_with_free_func (free_formula);
  GError *error = NULL;

  if (!has_office ())
    {
      g_test_skip ("LibreOffice (soffice) or python3-uno is not installed, there is nothing to compare with");
      return;
    }
  fixture = proof_make_fixture ();
  for (guint i = 0; i < proof_n_formulas; i++)
    if (!add_formula (fixture, formulas, g_strdup (proof_formulas[i]), &error))
      {
        g_test_message ("%s", error->message);
        g_test_fail ();
        g_clear_error (&error);
      }
  add_random (fixture, formulas);
  for (guint i = 0; i < formulas->len; i += BATCH)
    compute_batch (fixture, formulas, i, MIN (BATCH, formulas->len - i));
  prove (fixture, formulas, FALSE);
  prove (fixture, formulas, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formula/proof", test_proof);
  return g_test_run ();
}
