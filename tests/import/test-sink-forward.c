/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sink is told goes on to the next one as it is, and what that one does not listen to goes nowhere. */
#include "config.h"

#include "sy-sink-forward.h"

static gboolean
write_begin (gpointer log, guint index, const char *name)
{
  g_string_append_printf (log, "sheet %u %s\n", index, name);
  return index == 1;
}

static gboolean
write_row (gpointer log, guint64 row_number, const SyCell *cells, guint n_cells)
{
  g_string_append_printf (log, "row %" G_GUINT64_FORMAT " %u %g\n", row_number, n_cells, cells[0].number);
  return row_number < 7;
}

static void
write_refused (gpointer log, guint64 row_number, const char *text, const char *reason)
{
  g_string_append_printf (log, "refused %" G_GUINT64_FORMAT " %s: %s\n", row_number, text, reason);
}

static void
write_end (gpointer log)
{
  g_string_append (log, "end\n");
}

static void
write_progress (gpointer log, guint64 done, guint64 total)
{
  g_string_append_printf (log, "progress %" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT "\n", done, total);
}

static void
write_texts (gpointer log, const SyCellText *texts, guint n_texts)
{
  g_string_append_printf (log, "texts %u %.*s\n", n_texts, (int) texts[0].length, texts[0].text);
}

/* What arrives behind two sinks that hand on. */
static void
tell_all (const SyCellSinkFuncs *funcs, const char *expected)
{
  g_autoptr (GString) log = g_string_new (NULL);
  const SyCellSinkFuncs forward = { sy_sink_forward_begin_sheet, sy_sink_forward_row,
                                    sy_sink_forward_refused,     sy_sink_forward_end_sheet,
                                    sy_sink_forward_progress,    sy_sink_forward_texts };
  SyCellSink last = { funcs, log };
  SySinkForward near = { &last };
  SyCellSink middle = { &forward, &near };
  SySinkForward self = { &middle };
  SyCell cell = { .kind = SY_CELL_NUMBER, .number = 2.5 };
  SyCellText text = { "茶杯x", 6 };

  g_assert_true (sy_sink_forward_begin_sheet (&self, 1, "一月"));
  g_assert_false (sy_sink_forward_begin_sheet (&self, 2, "二月"));
  sy_sink_forward_texts (&self, &text, 1);
  g_assert_true (sy_sink_forward_row (&self, 3, &cell, 1));
  g_assert_false (sy_sink_forward_row (&self, 7, &cell, 1));
  sy_sink_forward_refused (&self, 8, "12x", "is no number");
  sy_sink_forward_progress (&self, 5, 9);
  sy_sink_forward_end_sheet (&self);
  g_assert_cmpstr (log->str, ==, expected);
}

static void
all_goes_on (void)
{
  static const SyCellSinkFuncs funcs = { write_begin, write_row,      write_refused,
                                         write_end,   write_progress, write_texts };

  tell_all (&funcs, "sheet 1 一月\nsheet 2 二月\ntexts 1 茶杯\nrow 3 1 2.5\nrow 7 1 2.5\n"
                    "refused 8 12x: is no number\nprogress 5/9\nend\n");
}

static void
what_is_not_listened_to_goes_nowhere (void)
{
  static const SyCellSinkFuncs funcs = { write_begin, write_row, write_refused, write_end };

  tell_all (&funcs,
            "sheet 1 一月\nsheet 2 二月\nrow 3 1 2.5\nrow 7 1 2.5\nrefused 8 12x: is no number\nend\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/sink-forward/all-goes-on", all_goes_on);
  g_test_add_func ("/import/sink-forward/what-is-not-listened-to", what_is_not_listened_to_goes_nowhere);
  return g_test_run ();
}
