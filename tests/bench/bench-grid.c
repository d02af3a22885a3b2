/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the main loop stands still while a large table is looked at: opened, scrolled, sorted, filtered.
 * Usage: bench-grid FILE          a file of sales
 *        bench-grid N FOLDER      N made rows, in a document in FOLDER
 *        bench-grid DOCUMENT      only opened and scrolled; one more line, “resident MEGABYTES”, the most
 * there were Lines of four words: what is done, the longest gap between two turns of the main loop and the
 * longest that its thread worked within one, in milliseconds, and how long it took until the rows were there.
 * A clock ticks every 5 ms; where others use the machine, the work says more than the gap. */
#include <adwaita.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "sy-dialect.h"
#include "sy-row-filter.h"
#include "sy-session.h"
#include "sy-source-page.h"
#include "sy-table-view.h"

#define TICK_MS 5
#define PATIENCE_S 300
#define AFTER_MS 400
#define FRAMES 120

typedef struct
{
  gint64 last_wall, last_work;
  gint64 gap, work; /* the longest ones, microseconds */
} Clock;

static gint64
thread_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static gboolean
on_tick_cb (gpointer data)
{
  Clock *ticks = data;
  gint64 wall = g_get_monotonic_time (), work = thread_time ();

  ticks->gap = MAX (ticks->gap, wall - ticks->last_wall - TICK_MS * 1000);
  ticks->work = MAX (ticks->work, work - ticks->last_work);
  ticks->last_wall = wall;
  ticks->last_work = work;
  return G_SOURCE_CONTINUE;
}

static void
start_clock (Clock *ticks)
{
  ticks->last_wall = g_get_monotonic_time ();
  ticks->last_work = thread_time ();
  ticks->gap = ticks->work = 0;
}

static gboolean
on_time_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, on_time_cb, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
on_happened_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

static void
wait_for (gpointer object, const char *signal, void (*act) (gpointer), gpointer data)
{
  gboolean happened = FALSE, is_late = FALSE;
  gulong id = g_signal_connect_swapped (object, signal, G_CALLBACK (on_happened_cb), &happened);
  guint late = g_timeout_add_seconds (PATIENCE_S, on_time_cb, &is_late);

  act (data);
  while (!happened && !is_late)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (object, id);
  if (is_late)
    {
      g_printerr ("nothing happened within %d s\n", PATIENCE_S);
      exit (1);
    }
  g_source_remove (late);
}

/* --- the data --- */

static void
check (const GError *error)
{
  if (!error)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

static void
import (SyDocument *document, SyCatalogue *catalogue, const char *path)
{
  SyReadOptions options = { 0 };
  SyWorkbook *workbook = sy_document_get_workbook (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (SyImportPlan) plan =
      sy_importer_recognise (path, &options, sy_catalogue_get_kinds (catalogue), NULL, NULL, &error);

  check (error);
  sy_workbook_import (workbook, plan, NULL, NULL, NULL, &error);
  check (error);
  sy_workbook_refresh (workbook);
}

static void
run_sql (SyEngine *engine, const char *sql)
{
  g_autoptr (GError) error = NULL;

  sy_engine_execute (engine, sql, NULL, 0, NULL, &error);
  check (error);
}

/* Ten rows are imported, and as many more of the kind made from them by the engine. */
static void
multiply (SyDocument *document, gint64 n)
{
  SyWorkbook *workbook = sy_document_get_workbook (document);
  SyEngine *engine = sy_workbook_get_engine (workbook);
  const SyWorkbookSource *source = sy_workbook_get_sources (workbook)->pdata[0];
  g_autofree char *name = sy_sql_quote_identifier (source->relation);
  g_autofree char *make = g_strdup_printf (
      "CREATE OR REPLACE TABLE %s AS SELECT * REPLACE (\"date\" + CAST(i %% 1000 AS INTEGER) AS \"date\", "
      "product || ' ' || CAST(hash(i) %% 5000 AS VARCHAR) AS product, "
      "CAST(amount + (hash(i + 1) %% 100000) / 100.0 AS DECIMAL(18,2)) AS amount, "
      "i * 10 + \"_row\" AS \"_row\") FROM range(%" G_GINT64_FORMAT ") AS r(i), %s",
      name, n / 10, name);
  g_autofree char *tell = g_strdup_printf ("UPDATE sy_sources SET n_rows = %" G_GINT64_FORMAT, n / 10 * 10);

  run_sql (engine, make);
  run_sql (engine, tell);
}

static SyDocument *
make_document (SyCatalogue *catalogue, gint64 n, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "made.steelyard", NULL);
  g_autofree char *csv = g_build_filename (folder, "ten.csv", NULL);
  g_autoptr (GString) text = g_string_new ("date,product,quantity,price,amount,store,member,order\n");
  g_autoptr (GError) error = NULL;
  SyDocument *document;

  for (int i = 0; i < 10; i++)
    g_string_append_printf (text, "2024-01-%02d,tea %d,1,%d.50,%d.50,store %d,C%04d,A%04d\n", i + 1, i, i, i,
                            i % 4, i * 7, i);
  g_file_set_contents (csv, text->str, -1, &error);
  check (error);
  document = sy_document_create (path, catalogue, &error);
  check (error);
  import (document, catalogue, csv);
  multiply (document, n);
  g_object_unref (document);
  document = sy_document_open (path, catalogue, &error);
  check (error);
  return document;
}

static gboolean
is_document (const char *path)
{
  return g_str_has_suffix (path, ".steelyard");
}

static SyDocument *
open_data (SyCatalogue *catalogue, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SyDocument *document;
  SyTemplate *template;

  if (is_document (argv[1]))
    {
      document = sy_document_open (argv[1], catalogue, &error);
      check (error);
    }
  else if (argc > 2)
    document = make_document (catalogue, g_ascii_strtoll (argv[1], NULL, 10), argv[2]);
  else
    {
      document = sy_document_create (NULL, catalogue, &error);
      check (error);
      import (document, catalogue, argv[1]);
    }
  template = sy_catalogue_find_template (catalogue, "monthly", &error);
  check (error);
  sy_workbook_set_template (sy_document_get_workbook (document), template, &error);
  check (error);
  return document;
}

/* --- what is done --- */

typedef struct
{
  SySession *session;
  GtkWidget *window;
  SyTableView *view;
  GtkAdjustment *scroll;
  SyTable *table;
  int column;
  GPtrArray *conditions;
} Bench;

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static void
open_page (gpointer data)
{
  Bench *bench = data;

  gtk_window_present (GTK_WINDOW (bench->window));
}

static void
sort_rows (gpointer data)
{
  Bench *bench = data;

  sy_table_view_sort (bench->view, bench->column, TRUE);
}

static void
filter_rows (gpointer data)
{
  Bench *bench = data;

  sy_table_view_filter (bench->view, bench->conditions);
}

static void
report (const char *what, Clock *ticks, gint64 start)
{
  double seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;

  run_for (AFTER_MS);
  printf ("%s %.1f %.1f %.0f\n", what, (double) ticks->gap / 1000, (double) ticks->work / 1000,
          seconds * 1000);
  fflush (stdout);
}

static void
measure (Bench *bench, Clock *ticks, const char *what, void (*act) (gpointer))
{
  gint64 start = g_get_monotonic_time ();

  start_clock (ticks);
  wait_for (bench->view, "shown", act, bench);
  report (what, ticks, start);
}

/* A jump, then rows rolling by, one after the other as fast as frames come. */
static void
measure_scroll (Bench *bench, Clock *ticks, const char *what, double place)
{
  gint64 start = g_get_monotonic_time ();

  start_clock (ticks);
  gtk_adjustment_set_value (bench->scroll, place * gtk_adjustment_get_upper (bench->scroll));
  for (int i = 0; i < FRAMES; i++)
    {
      run_for (8);
      gtk_adjustment_set_value (bench->scroll, gtk_adjustment_get_value (bench->scroll) + 90);
    }
  report (what, ticks, start);
}

static void
measure_look (Bench *bench, Clock *ticks)
{
  GtkWidget *scrolled;

  measure (bench, ticks, "open", open_page);
  scrolled = gtk_widget_get_ancestor (find_widget (GTK_WIDGET (bench->view), g_type_from_name ("SyGrid")),
                                      GTK_TYPE_SCROLLED_WINDOW);
  bench->scroll = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
  measure_scroll (bench, ticks, "scroll-from-top", 0);
  measure_scroll (bench, ticks, "scroll-in-the-middle", 0.5);
  measure_scroll (bench, ticks, "scroll-at-the-end", 0.99999);
}

static void
report_memory (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  printf ("resident %ld\n", usage.ru_maxrss / 1024);
}

static void
measure_questions (Bench *bench, Clock *ticks)
{
  bench->column = sy_table_find_column (bench->table, "amount");
  measure (bench, ticks, "sort-by-number", sort_rows);
  measure_scroll (bench, ticks, "scroll-sorted", 0.5);
  bench->column = sy_table_find_column (bench->table, "product");
  measure (bench, ticks, "sort-by-text", sort_rows);
  bench->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_condition_free);
  g_ptr_array_add (bench->conditions, sy_condition_new_text (SY_CONDITION_CONTAINS, "product", "11"));
  measure (bench, ticks, "filter", filter_rows);
  measure_scroll (bench, ticks, "scroll-filtered", 0.5);
  g_clear_pointer (&bench->conditions, g_ptr_array_unref);
}

static void
do_nothing (gpointer data)
{
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SyCatalogue) catalogue = NULL;
  g_autoptr (SyDocument) document = NULL;
  Bench bench = { 0 };
  Clock ticks = { 0 };

  if (argc < 2 || !gtk_init_check ())
    {
      g_printerr ("usage: bench-grid FILE | N FOLDER, on a display\n");
      return 2;
    }
  adw_init ();
  catalogue = sy_catalogue_new ("en", &error);
  check (error);
  document = open_data (catalogue, argc, argv);
  bench.session = sy_session_new (document);
  wait_for (bench.session, "evaluated", do_nothing, NULL);
  bench.table = sy_evaluation_get_table (sy_session_get_evaluation (bench.session), "sales", NULL, &error);
  check (error);
  bench.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 1280, 900);
  g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, on_tick_cb, &ticks, NULL);
  start_clock (&ticks);
  gtk_window_set_child (GTK_WINDOW (bench.window), sy_source_page_new (bench.session));
  bench.view = SY_TABLE_VIEW (find_widget (bench.window, SY_TYPE_TABLE_VIEW));
  measure_look (&bench, &ticks);
  if (is_document (argv[1]))
    report_memory ();
  else
    measure_questions (&bench, &ticks);
  gtk_window_destroy (GTK_WINDOW (bench.window));
  g_clear_object (&bench.table);
  run_for (50);
  g_clear_object (&bench.session);
  return 0;
}
