/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All sheets of a file into typed rows of a document. Usage: bench-import FILE [DOCUMENT]; without a document
 * into memory. The file is looked at while the document is made, as the window does it. Prints “recognised
 * SECONDS” (what was waited for that), “ours SECONDS” (from the beginning until the document is closed),
 * “rows N” and “resident MEGABYTES”. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "sy-duckdb-engine.h"
#include "sy-early-look.h"
#include "sy-workbook.h"

static void
check (GError *error)
{
  if (error)
    g_error ("%s", error->message);
}

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1e6;
}

/* What the file holds; @first: the look at its first sheet, which began with the program. */
static SyImportPlan *
recognise (SyCatalogue *catalogue, SyEarlyLook *first, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sheet = g_strdup_printf ("%u", index + 1);
  SyReadOptions options = { .sheet = sheet };
  gint64 start = g_get_monotonic_time ();
  SyImportPlan *plan = index == 0
                           ? sy_early_look_take_plan (first, NULL, &error)
                           : sy_importer_recognise (sy_early_look_get_path (first), &options,
                                                    sy_catalogue_get_kinds (catalogue), NULL, NULL, &error);

  check (error);
  printf ("recognised %.4f\n", seconds_since (start));
  return plan;
}

/* All sheets of the file, one after the other. */
static gint64
import (SyCatalogue *catalogue, SyEngine *engine, SyEarlyLook *first)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyWorkbook) workbook = sy_workbook_new (catalogue, engine);
  guint n_sheets = 1;

  for (guint i = 0; i < n_sheets; i++)
    {
      g_autoptr (SyImportPlan) plan = recognise (catalogue, first, i);

      n_sheets = MAX (plan->info->sheets->len, 1);
      sy_workbook_import (workbook, plan, NULL, NULL, NULL, &error);
      check (error);
      sy_workbook_refresh (workbook);
    }
  return ((const SyWorkbookSource *) sy_workbook_get_sources (workbook)->pdata[0])->n_rows;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = sy_catalogue_new ("en", &error);
  g_autoptr (SyEngine) engine = NULL;
  SyEarlyLook *first;
  struct rusage usage;
  gint64 start, n_rows;

  check (error);
  if (argc < 2 || argc > 3)
    return 2;
  start = g_get_monotonic_time ();
  first = sy_early_look_new (argv[1], sy_catalogue_get_kinds (catalogue));
  engine = sy_duckdb_engine_open (argc == 3 ? argv[2] : NULL, NULL, &error);
  check (error);
  n_rows = import (catalogue, engine, first);
  sy_early_look_free (first);
  sy_duckdb_engine_close (SY_DUCKDB_ENGINE (engine), &error);
  check (error);
  getrusage (RUSAGE_SELF, &usage);
  printf ("ours %.4f\nrows %" G_GINT64_FORMAT "\nresident %ld\n", seconds_since (start), n_rows,
          usage.ru_maxrss / 1024);
  return EXIT_SUCCESS;
}
