/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pollutions of Vitagliano and others, Pollock: A Data Loading Benchmark, VLDB 2023, made of a table of
 * ours of the same shape: 83 sales of 9 columns with commas, quotes and apostrophes in texts and a last
 * column that is empty. Scored as there: for each file success, and precision, recall and F1 of header,
 * records and cells as multisets, 10 in all; the weights are how often each pollution was met in 3,712 real
 * files. */
#include "config.h"

#include "reader-fixture.h"

#define N_ROWS 84 /* with the header */
#define N_COLUMNS 9

/* One line of a file: cells, with what is wrong about it. */
typedef struct
{
  char *cells[N_COLUMNS + 2];
  guint n_cells;
  gboolean quoted[N_COLUMNS + 2];
  const char *delimiter;
  int less, more; /* delimiter that is missing, or doubled; -1 */
} Line;

typedef struct
{
  GPtrArray *lines; /* (element-type Line) */
  const char *delimiter, *line_end, *escape, *last_end;
  char quote;
} Pollution;

/* Rows as a reader of the result sees them. */
typedef GPtrArray Rows; /* (element-type GPtrArray of utf8) */

static const char *const header[] = {
  "DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"
};
static const char *const products[] = { "Men's Walking Boots",  "Light-Up Jacket",
                                        "Throw Pillow, Wooden", "Dining Table, Round 48\"",
                                        "Kids' Bike, 24\"",     "Leather Sofa",
                                        "Women's  Rod 8 Wt.",   "Cap" };
static const char *const descriptions[] = {
  "These boots for men are rugged enough for peak performance yet light enough to keep feet from feeling "
  "heavy.",
  "The next level of protection. From running, biking or walking the dog, the features won't let you down.",
  "Add fun to your bed, chair or sofa with this whimsical pillow, handhooked on front for a timeless style.",
  "Amazingly crisp action and a light feel in our 8\\'9\" length rod, impeccably designed for her.",
  "It's also equipped with a grippier outsole: perfect for camp, sports and play.",
};

static void
line_free (gpointer data)
{
  Line *line = data;

  for (guint i = 0; i < line->n_cells; i++)
    g_free (line->cells[i]);
  g_free (line);
}

static Line *
make_line (guint row)
{
  Line *line = g_new0 (Line, 1);

  line->n_cells = N_COLUMNS;
  line->less = line->more = -1;
  if (row == 0)
    for (guint i = 0; i < N_COLUMNS; i++)
      line->cells[i] = g_strdup (header[i]);
  else
    {
      line->cells[0] = g_strdup_printf ("%02u/%02u/2018", 13 + row % 16, 1 + row % 12);
      line->cells[1] = g_strdup_printf ("%02u:%02u", row * 7 % 24, row * 15 % 60);
      line->cells[2] = g_strdup_printf ("%u", row * row % 23);
      line->cells[3] = g_strdup_printf ("%c%c-%04u", 'A' + row % 7, 'N' + row % 5, 1000 + row * 97);
      line->cells[4] = g_strdup_printf ("$%u.%02u", 1 + row * 37 % 90, row * 13 % 100);
      line->cells[5] = g_strdup (products[row % G_N_ELEMENTS (products)]);
      line->cells[6] = g_strdup (descriptions[row % G_N_ELEMENTS (descriptions)]);
      line->cells[7] = g_strdup_printf ("https://www.example.com/product/%u.html", 1000 + row * 97);
      line->cells[8] = g_strdup ("");
      line->quoted[7] = TRUE;
    }
  for (guint i = 0; i < N_COLUMNS; i++)
    line->quoted[i] = line->quoted[i] || strpbrk (line->cells[i], ",\"") != NULL;
  return line;
}

static Pollution
make_source (void)
{
  Pollution source = { g_ptr_array_new_with_free_func (line_free), ",", "\r\n", "\"", "\r\n", '"' };

  for (guint row = 0; row < N_ROWS; row++)
    g_ptr_array_add (source.lines, make_line (row));
  return source;
}

static Line *
get_line (const Pollution *pollution, guint i)
{
  return g_ptr_array_index (pollution->lines, i);
}

static void
write_cell (const Pollution *pollution, const Line *line, guint i, GString *out)
{
  if (line->quoted[i])
    g_string_append_c (out, pollution->quote);
  for (const char *p = line->cells[i]; *p; p++)
    {
      /* the first of an added quote is no part of the text that is escaped */
      if (*p == '"' && !(p == line->cells[i] && *p == '"'))
        g_string_append (out, pollution->escape);
      g_string_append_c (out, *p);
    }
  if (line->quoted[i])
    g_string_append_c (out, pollution->quote);
}

static char *
write_pollution (const Pollution *pollution)
{
  GString *out = g_string_new (NULL);

  for (guint row = 0; row < pollution->lines->len; row++)
    {
      const Line *line = get_line (pollution, row);
      const char *delimiter = line->delimiter ? line->delimiter : pollution->delimiter;

      for (guint i = 0; i < line->n_cells; i++)
        {
          if ((int) i == line->more)
            g_string_append (out, delimiter);
          if (i > 0 && (int) i != line->less)
            g_string_append (out, delimiter);
          write_cell (pollution, line, i, out);
        }
      g_string_append (out, row + 1 < pollution->lines->len ? pollution->line_end : pollution->last_end);
    }
  return g_string_free (out, FALSE);
}

/* ---- Reading and scoring --------------------------------------------------------------------------------
 */

static gboolean
on_row (gpointer self, guint64 number, const SyCell *cells, guint n_cells)
{
  Rows *rows = self;
  GPtrArray *row = g_ptr_array_new_with_free_func (g_free);

  /* blank lines stay lines, as the command convert writes them */
  while (rows->len + 1 < number)
    g_ptr_array_add (rows, g_ptr_array_new_with_free_func (g_free));
  for (guint i = 0; i < n_cells; i++)
    g_ptr_array_add (row,
                     g_strndup (cells[i].text ? cells[i].text : "", cells[i].text ? cells[i].length : 0));
  g_ptr_array_add (rows, row);
  return TRUE;
}

static void
on_refused (gpointer self, guint64 row, const char *text, const char *reason)
{
}

static Rows *
read_rows (const char *text)
{
  static const SyCellSinkFuncs funcs = { recording_begin, on_row, on_refused, recording_end, NULL };
  char *path = fixture_file ("polluted.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyFileInfo) info = sy_reader_inspect (path, NULL, NULL, &error);
  Rows *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  SyCellSink sink = { &funcs, rows };

  if (!g_error_matches (error, SY_IMPORT_ERROR, SY_IMPORT_ERROR_EMPTY))
    {
      g_assert_no_error (error);
      g_assert_true (sy_reader_read (path, info, 0, NULL, &sink, NULL, &error));
      g_assert_no_error (error);
    }
  fixture_remove (path);
  return rows;
}

static double
compare_multisets (GPtrArray *expected, GPtrArray *loaded)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_same = 0;
  double precision, recall;

  if (expected->len == 0)
    return 3;
  for (guint i = 0; i < expected->len; i++)
    g_hash_table_insert (
        counts, expected->pdata[i],
        GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, expected->pdata[i])) + 1));
  for (guint i = 0; i < loaded->len; i++)
    {
      guint left = GPOINTER_TO_UINT (g_hash_table_lookup (counts, loaded->pdata[i]));
      if (left == 0)
        continue;
      n_same++;
      g_hash_table_insert (counts, loaded->pdata[i], GUINT_TO_POINTER (left - 1));
    }
  if (n_same == 0)
    return 0;
  precision = (double) n_same / expected->len;
  recall = (double) n_same / loaded->len;
  return precision + recall + 2 * precision * recall / (precision + recall);
}

static GPtrArray *
list_records (Rows *rows, guint first)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first; i < rows->len; i++)
    {
      g_autoptr (GString) record = g_string_new (NULL);
      GPtrArray *row = rows->pdata[i];
      for (guint c = 0; c < row->len; c++)
        g_string_append (record, row->pdata[c]);
      g_ptr_array_add (records, g_strdup (record->str));
    }
  return records;
}

static GPtrArray *
list_cells (Rows *rows)
{
  GPtrArray *cells = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    for (guint c = 0; c < ((GPtrArray *) rows->pdata[i])->len; c++)
      g_ptr_array_add (cells, ((GPtrArray *) rows->pdata[i])->pdata[c]);
  return cells;
}

static double
score (Rows *expected, Rows *loaded)
{
  g_autoptr (GPtrArray) expected_records = list_records (expected, 1);
  g_autoptr (GPtrArray) loaded_records = list_records (loaded, 1);
  g_autoptr (GPtrArray) expected_cells = list_cells (expected);
  g_autoptr (GPtrArray) loaded_cells = list_cells (loaded);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (expected->len == 0)
    return 10;
  return 1 + compare_multisets (expected->pdata[0], loaded->len > 0 ? loaded->pdata[0] : none)
         + compare_multisets (expected_records, loaded_records)
         + compare_multisets (expected_cells, loaded_cells);
}

/* ---- The files ------------------------------------------------------------------------------------------
 */

typedef struct
{
  double sum, weighted, weights, worst;
  guint n;
} Total;

static Rows *
expect_lines (const Pollution *pollution, guint first)
{
  Rows *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = first; i < pollution->lines->len; i++)
    {
      GPtrArray *row = g_ptr_array_new_with_free_func (g_free);
      for (guint c = 0; c < get_line (pollution, i)->n_cells; c++)
        g_ptr_array_add (row, g_strdup (get_line (pollution, i)->cells[c]));
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static void
judge (Total *total, const char *name, const Pollution *pollution, Rows *expected, double weight)
{
  g_autofree char *text = write_pollution (pollution);
  g_autoptr (GPtrArray) loaded = read_rows (text);
  double points = score (expected, loaded);

  total->sum += points;
  total->n++;
  total->weighted += points * weight;
  total->weights += weight;
  total->worst = MIN (total->worst, points);
  if (points < 9.5)
    g_test_message ("%s: %.3f", name, points);
  g_ptr_array_unref (expected);
  g_ptr_array_unref (pollution->lines);
}

static void
judge_dialects (Total *total)
{
  static const struct
  {
    const char *name, *delimiter, *line_end, *escape, *last_end;
    char quote;
    double weight;
  } dialects[] = {
    { "source", ",", "\r\n", "\"", "\r\n", '"', 1 },
    { "no-final-newline", ",", "\r\n", "\"", "", '"', 184 },
    { "double-final-newline", ",", "\r\n", "\"", "\r\n\r\n", '"', 5 },
    { "lf", ",", "\n", "\"", "\n", '"', 1691 },
    { "cr", ",", "\r", "\"", "\r", '"', 7 },
    { "semicolon", ";", "\r\n", "\"", "\r\n", '"', 834 },
    { "tab", "\t", "\r\n", "\"", "\r\n", '"', 4 },
    { "comma-blank", ", ", "\r\n", "\"", "\r\n", '"', 101 },
    { "blank", " ", "\r\n", "\"", "\r\n", '"', 4 },
    { "apostrophe", ",", "\r\n", "\"", "\r\n", '\'', 11 },
    { "backslash", ",", "\r\n", "\\", "\r\n", '"', 1 },
    { "no-escape", ",", "\r\n", "", "\r\n", '"', 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      Pollution source = make_source ();
      source.delimiter = dialects[i].delimiter;
      source.line_end = dialects[i].line_end;
      source.escape = dialects[i].escape;
      source.last_end = dialects[i].last_end;
      source.quote = dialects[i].quote;
      judge (total, dialects[i].name, &source, expect_lines (&source, 0), dialects[i].weight);
    }
}

/* Several header rows: what is expected are their words joined. */
static void
judge_headers (Total *total, guint n_rows)
{
  Pollution source = make_source ();
  Rows *expected = expect_lines (&source, 0);

  for (guint i = 1; i < n_rows; i++)
    g_ptr_array_insert (source.lines, 0, make_line (0));
  for (guint c = 0; c < N_COLUMNS; c++)
    {
      GPtrArray *first = expected->pdata[0];
      g_free (first->pdata[c]);
      first->pdata[c] = n_rows == 2 ? g_strdup_printf ("%s %s", header[c], header[c])
                                    : g_strdup_printf ("%s %s %s", header[c], header[c], header[c]);
    }
  judge (total, "several header rows", &source, expected, 47);
}

static void
judge_tables (Total *total, guint n_columns)
{
  Pollution source = make_source ();

  for (guint row = 0; row + 1 < N_ROWS; row++)
    {
      Line *line = make_line (row);
      for (; line->n_cells > n_columns; line->n_cells--)
        g_free (line->cells[line->n_cells - 1]);
      if (n_columns > N_COLUMNS)
        line->cells[line->n_cells++] = g_strdup (row == 0 ? "col10" : "x");
      g_ptr_array_add (source.lines, line);
    }
  judge (total, "two tables", &source, expect_lines (&source, 0), 188 / 3.);
}

static void
judge_tables_and_headers (Total *total)
{
  Pollution source = make_source ();
  Line *line;

  g_ptr_array_remove_index (source.lines, 0);
  judge (total, "no header", &source, expect_lines (&source, 0), 470);
  judge_headers (total, 2);
  judge_headers (total, 3);
  for (guint n = N_COLUMNS - 1; n <= N_COLUMNS + 1; n++)
    judge_tables (total, n);

  source = make_source ();
  for (guint i = 0; i < 2; i++)
    {
      line = make_line (0);
      for (guint c = 0; c < N_COLUMNS; c++)
        {
          g_free (line->cells[c]);
          line->cells[c] = g_strdup (i == 1 && c == 0 ? "PREAMBLE" : "");
        }
      g_ptr_array_insert (source.lines, 0, line);
    }
  judge (total, "preamble", &source, expect_lines (&source, 2), 282);

  source = make_source ();
  g_ptr_array_set_size (source.lines, 1);
  judge (total, "header only", &source, expect_lines (&source, 0), 3);
  source = make_source ();
  g_ptr_array_set_size (source.lines, 2);
  judge (total, "one row", &source, expect_lines (&source, 0), 4);
  source = make_source ();
  g_ptr_array_set_size (source.lines, 0);
  judge (total, "nothing", &source, expect_lines (&source, 0), 15);
}

static void
judge_cell (Total *total, guint row, guint column)
{
  g_autofree char *name = g_strdup_printf ("row %u column %u", row, column);
  Pollution source = make_source ();
  char *text;

  get_line (&source, row)->more = (int) column;
  judge (total, name, &source, expect_lines (&source, 0), 0.3677);
  if (column > 0)
    {
      source = make_source ();
      get_line (&source, row)->less = (int) column;
      judge (total, name, &source, expect_lines (&source, 0), 0.3677);
    }
  source = make_source ();
  text = get_line (&source, row)->cells[column];
  get_line (&source, row)->cells[column] = g_strconcat ("\"", text, NULL);
  g_free (text);
  judge (total, name, &source, expect_lines (&source, 0), 0.3677);
}

static void
test_pollutions (void)
{
  Total total = { .worst = 10 };
  double simple, weighted;

  judge_dialects (&total);
  judge_tables_and_headers (&total);
  for (guint row = 0; row < N_ROWS; row++)
    {
      Pollution source = make_source ();
      get_line (&source, row)->delimiter = " ";
      judge (&total, "row with blanks", &source, expect_lines (&source, 0), 0.3677);
      for (guint column = 0; column < N_COLUMNS; column++)
        judge_cell (&total, row, column);
    }
  simple = total.sum / total.n;
  weighted = total.weighted / total.weights;
  g_test_message ("%u files: simple %.3f, weighted %.3f, worst %.3f", total.n, simple, weighted, total.worst);
  g_assert_cmpuint (total.n, ==, 2290);
  g_assert_cmpfloat (simple, >=, 9.9);
  g_assert_cmpfloat (weighted, >=, 9.6);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pollock/pollutions", test_pollutions);
  return g_test_run ();
}
