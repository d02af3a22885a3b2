/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of worksheets that come with the program: filled with typed rows, against the worked examples of
 * the methods and against sums done by hand. */
#include "config.h"

#include "method-fixture.h"
#include "sy-worksheet.h"

static const char *const kinds[] = { "swot",  "five-forces", "five-w2h", "fishbone",  "forces",       "climb",
                                     "needs", "steps",       "board",    "year-plan", "customer-file" };

/* Rows that are given must all be there. */
static void
fill_up (Job *job, const char *table, GPtrArray *rows)
{
  GPtrArray *given = sy_workbook_get_input_rows (job->workbook, table);
  static const char *const fixed[] = { "five_forces_forces", "five_w2h_questions", "steps_list",
                                       "five_whys2_chain", NULL };
  static const char *const blank[] = { NULL };

  while (g_strv_contains (fixed, table) && rows->len < given->len)
    g_ptr_array_add (rows, g_strdupv ((char **) blank));
}

/* @rows: lines of cells, with | between. */
static void
type (Job *job, const char *table, const char *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) typed = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_auto (GStrv) lines = g_strsplit (rows, "\n", -1);

  for (char **line = lines; *line; line++)
    {
      char **cells = g_strsplit (*line, "|", -1);

      for (char **cell = cells; *cell; cell++)
        g_strstrip (*cell);
      g_ptr_array_add (typed, cells);
    }
  fill_up (job, table, typed);
  sy_workbook_set_input_rows (job->workbook, table, typed, &error);
  g_assert_no_error (error);
}

static gboolean
is_said (Job *job, const char *about, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) said = sy_report_list_findings (job->evaluation, about, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < said->len; i++)
    if (strstr (said->pdata[i], words))
      return TRUE;
  return FALSE;
}

static void
assert_said (Job *job, const char *about, const char *words)
{
  if (!is_said (job, about, words))
    g_error ("nothing about %s says “%s”", about, words);
}

static void
assert_unsaid (Job *job, const char *about, const char *words)
{
  if (is_said (job, about, words))
    g_error ("something about %s says “%s”", about, words);
}

/* --- all of them --- */

static void
read_everything (Job *job, SyTemplate *template)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parts = NULL;
  GPtrArray *values = sy_template_get_values (template);
  GPtrArray *tables = sy_template_get_tables (template);

  for (guint i = 0; i < values->len; i++)
    get_value (job, ((SyTemplateValue *) values->pdata[i])->id);
  for (guint i = 0; i < tables->len; i++)
    {
      g_autoptr (SyFrame) frame = read_table (job, ((SyTemplateTable *) tables->pdata[i])->id);

      g_assert_nonnull (frame);
    }
  parts = sy_report_build (job->evaluation, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (parts->len, >, 1);
}

/* Read once a language. */
static SyCatalogue *
get_catalogue (const char *language)
{
  static SyCatalogue *english, *chinese;
  SyCatalogue **catalogue = g_str_equal (language, "en") ? &english : &chinese;
  g_autoptr (GError) error = NULL;

  if (!*catalogue)
    *catalogue = sy_catalogue_new (language, &error);
  g_assert_no_error (error);
  return *catalogue;
}

static Job *
open_empty (const char *language)
{
  g_autoptr (GError) error = NULL;
  Job *job = g_new0 (Job, 1);

  job->catalogue = g_object_ref (get_catalogue (language));
  job->engine = sy_duckdb_engine_open (NULL, NULL, &error);
  g_assert_no_error (error);
  job->workbook = sy_workbook_new (job->catalogue, job->engine);
  return job;
}

static Job *
open_in (const char *kind, const char *language)
{
  g_autoptr (GError) error = NULL;
  Job *job = open_empty (language);
  SyTemplate *template;

  template = sy_catalogue_find_worksheet (job->catalogue, kind, &error);
  g_assert_no_error (error);
  sy_workbook_set_template (job->workbook, template, &error);
  g_assert_no_error (error);
  return job;
}

/* As they come: with their questions, or empty. */
static void
test_as_given (gconstpointer data)
{
  static const char *const languages[] = { "en", "zh_CN" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr (Job) job = open_in (data, languages[i]);
      SyTemplate *template = sy_catalogue_find_worksheet (job->catalogue, data, NULL);

      g_assert_true (sy_template_is_worksheet (template));
      evaluate (job);
      read_everything (job, template);
    }
}

/* Every title, text and description has a Chinese reading. */
static void
test_both_languages (gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      g_strdup_printf ("%s/data/worksheets/%s.xml", g_getenv ("G_TEST_SRCDIR"), (const char *) data);
  g_autofree char *text = NULL;
  guint n_english = 0, n_chinese = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  static const char *const english[] = { "<title>", "<description>", "<text>" };
  static const char *const chinese[] = { "<title xml:lang=\"zh_CN\">", "<description xml:lang=\"zh_CN\">",
                                         "<text xml:lang=\"zh_CN\">" };
  for (guint i = 0; i < G_N_ELEMENTS (english); i++)
    {
      for (const char *at = text; (at = strstr (at, english[i])); at++)
        n_english++;
      for (const char *at = text; (at = strstr (at, chinese[i])); at++)
        n_chinese++;
      g_assert_cmpuint (n_english, ==, n_chinese);
    }
  g_assert_cmpuint (n_english, >, 20);
}

/* --- SWOT --- */

/* Inside .2 and .2 become .5 and .5: (4 + 2) / 2 = 3. Outside .6 × 3 + .4 × 2 = 2.6 as it is. */
static void
test_swot_scores (void)
{
  g_autoptr (Job) job = open_in ("swot", "en");

  type (job, "swot_items",
        "swot_s | S1 | Members come back | | 0.2 | 4\n"
        "Weakness | W1 | Weak online | | 0.2 | 2\n"
        "机会 | O1 | County towns | | 0.6 | 3\n"
        "swot_t | T1 | Discounters | | 0.4 | 2\n"
        "swot_s | S2 | Not scored yet | | | \n"
        " | | Of no side | | 1 | 5");
  evaluate (job);
  assert_value (job, "swot_ife", 3, 1e-12);
  assert_value (job, "swot_efe", 2.6, 1e-12);
  assert_value_text (job, "swot_direction", "ST: diversify");
  assert_value (job, "swot_open_items", 2, 0);
  assert_said (job, "swot_scored", "The weights of strengths and weaknesses sum to 0.4");
  assert_unsaid (job, "swot_scored", "opportunities and threats sum");
}

static void
test_swot_zero_weights (void)
{
  g_autoptr (Job) job = open_in ("swot", "en");

  type (job, "swot_items",
        "swot_s | S1 | One | | 0 | 4\nswot_w | W1 | Two | | 0 | 2\nswot_o | O1 | Three | | 1 | 4");
  evaluate (job);
  g_assert_true (isnan (get_value (job, "swot_ife")));
  assert_value (job, "swot_efe", 4, 1e-12);
  assert_said (job, "swot_scored", "All weights of a half are 0");
}

static void
test_swot_strategies (void)
{
  static const char *const problems[] = { "",
                                          "",
                                          "unknown number, or one of another side",
                                          "unknown number, or one of another side",
                                          "joins no items",
                                          "no kind chosen" };
  g_autoptr (Job) job = open_in ("swot", "zh_CN");
  g_autoptr (Job) english = open_in ("swot", "en");
  const char *items = "swot_s|S1|a\nswot_s|s2|b\nswot_w|W1|c\nswot_o|O1|d\nswot_t|T1|e\nswot_t|T1|f";
  const char *strategies = "swot_so|Grow|S1、s2|o1\nswot_wt|Defend|W1|T1\nswot_so|Of another "
                           "side|W1|O1\nswot_st|Unknown|S1，S9|T1\n"
                           "swot_wo|Nothing\n|No kind|S1|O1";

  type (job, "swot_items", items);
  type (job, "swot_strategies", strategies);
  evaluate (job);
  assert_value (job, "swot_open_strategies", 4, 0);
  assert_said (job, "swot_joined", "4 条策略有缺项");
  type (english, "swot_items", items);
  type (english, "swot_strategies", strategies);
  evaluate (english);
  g_autoptr (SyFrame) joined = read_table (english, "swot_joined");
  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    g_assert_cmpstr (get_text (joined, "problem", i), ==, problems[i]);
  g_autoptr (SyFrame) scored = read_table (english, "swot_scored");
  g_assert_cmpstr (get_text (scored, "problem", 5), ==, "number used twice");
}

/* --- five forces, 5W2H --- */

static void
test_five_forces (void)
{
  g_autoptr (Job) job = open_in ("five-forces", "en");

  type (job, "five_forces_forces", "| | | 3\n| | | 4\n| | | 2\n| | | \n| | | 5 | | Members");
  evaluate (job);
  g_assert_true (isnan (get_value (job, "five_forces_mean")));
  assert_value (job, "five_forces_mean_so_far", 3.5, 1e-12);
  assert_said (job, "five_forces_scored", "1 of the five forces is not scored");
  type (job, "five_forces_forces", "| | | 3\n| | | 4\n| | | 2\n| | | 3\n| | | 5 | | Members");
  g_clear_object (&job->evaluation);
  evaluate (job);
  assert_value (job, "five_forces_mean", 3.4, 1e-12);
  assert_value_text (job, "five_forces_strongest", "Rivalry among competitors");
  assert_value (job, "five_forces_open_responses", 1, 0);
}

static void
test_five_w2h (void)
{
  g_autoptr (Job) job = open_in ("five-w2h", "en");

  type (job, "five_w2h_questions", "| | A chair\n| | Families\n| | \n| |   \n| | It is light");
  evaluate (job);
  assert_value (job, "five_w2h_share", 3 / 7., 1e-12);
  assert_value_text (job, "five_w2h_next", "When");
}

/* --- fishbone --- */

static void
test_fishbone (void)
{
  static const double cumulative[] = { .5, .8, .95, 1 };
  g_autoptr (Job) job = open_in ("fishbone", "en");

  type (job, "fishbone_causes",
        "Sellers leave | People | 6 | TRUE\n"
        "Pay | Sellers leave | 10 | TRUE\n"
        "Old scheme | Pay | 3\n"
        "No figures | Old scheme | 1\n"
        "Own bone");
  evaluate (job);
  g_autoptr (SyFrame) votes = read_table (job, "fishbone_votes");
  for (guint i = 0; i < G_N_ELEMENTS (cumulative); i++)
    assert_near ("cumulative", get_cell (votes, "cumulative", i), cumulative[i], 1e-12);
  assert_value_text (job, "fishbone_first", "Pay");
  assert_value (job, "fishbone_main_count", 2, 0);
  /* Four bones, three levels below one of them and a bone of its own; the fourth level is told. */
  g_autoptr (SyFrame) drawn = read_table (job, "fishbone_fish");
  g_assert_cmpint (sy_frame_get_n_rows (drawn), ==, 8);
  assert_said (job, "fishbone_fish", "such as “No figures”: hang it higher");
}

static void
test_fishbone_circle (void)
{
  g_autoptr (Job) job = open_in ("fishbone", "en");

  type (job, "fishbone_causes", "a|b|1\nb|c|1\nc|a|1\nd|d\ne|Goods\nf|Nowhere");
  evaluate (job);
  assert_value (job, "fishbone_circles", 4, 0);
  assert_value (job, "fishbone_orphans", 1, 0);
  assert_value (job, "fishbone_deeper", 0, 0);
  assert_said (job, "fishbone_fish",
               "4 causes hang on each other in a circle and are not drawn, such as “a”");
}

/* The longest way round: each of 500 names the next. */
static void
test_fishbone_long_circle (void)
{
  g_autoptr (Job) job = open_in ("fishbone", "en");
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (rows, "%scause %u|cause %u|1", i ? "\n" : "", i, (i + 1) % 500);
  type (job, "fishbone_causes", rows->str);
  evaluate (job);
  assert_value (job, "fishbone_circles", 500, 0);
  assert_value (job, "fishbone_all_votes", 500, 0);
}

typedef struct
{
  const char *set, *first, *last;
  int n;
} Bones;

static void
test_fishbone_bones (void)
{
  static const Bones sets[] = {
    { "1", "人", "财", 4 }, { "2", "人", "环", 5 }, { "3", "产品性价比", "客户调查", 6 }, { "0", "", "", 0 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (Job) job = open_in ("fishbone", "zh_CN");

      set (job, "fishbone_set", sets[i].set);
      evaluate (job);
      g_autoptr (SyFrame) drawn = read_table (job, "fishbone_fish");
      g_assert_cmpint (sy_frame_get_n_rows (drawn), ==, sets[i].n);
      if (sets[i].n == 0)
        continue;
      g_assert_cmpstr (get_text (drawn, "name", 0), ==, sets[i].first);
      g_assert_cmpstr (get_text (drawn, "name", sets[i].n - 1), ==, sets[i].last);
    }
}

/* --- force field: L1 --- */

static void
test_forces (void)
{
  g_autoptr (Job) job = open_in ("forces", "en");

  type (job, "forces_items",
        "forces_driving | a | 4\nDriving | b | 3\n驱动力 | c | 5\n"
        "forces_restraining | d | 2\nRestraining | e | 4\n阻力 | f | 3");
  evaluate (job);
  assert_value (job, "forces_net", 3, 0);
  assert_value (job, "forces_ratio", 1.3333, 5e-5);
  assert_value (job, "forces_unfinished", 0, 0);
  assert_said (job, "forces_field", "12 against 9, net 3");
}

static void
test_forces_unfinished (void)
{
  g_autoptr (Job) job = open_in ("forces", "en");

  type (job, "forces_items", "forces_driving | a | 4\n | no side | 5\nforces_restraining | no strength");
  evaluate (job);
  assert_value (job, "forces_net", 4, 0);
  assert_value (job, "forces_unfinished", 2, 0);
  g_assert_true (isnan (get_value (job, "forces_ratio")));
}

/* --- S-climb --- */

/* Ten days each way from the middle: 0, one half, 1; a quarter by hand from the formula with k = 10. */
static void
test_climb_curve (void)
{
  double low = 1 / (1 + exp (5.)), high = 1 / (1 + exp (-5.));
  double quarter = (1 / (1 + exp (2.5)) - low) / (high - low);
  const double proposal[] = { 0, quarter, .5, 1 };
  g_autoptr (Job) job = open_in ("climb", "en");

  type (job, "climb_steps",
        "Goal | 2026-01-21 | | \nStart | 2026-01-01 | | 0.02\nPilot | 2026-01-06 | | 0.05\nMiddle | "
        "2026-01-11 | 0.4 | ");
  evaluate (job);
  g_autoptr (SyFrame) path = read_table (job, "climb_path");
  for (guint i = 0; i < G_N_ELEMENTS (proposal); i++)
    assert_near ("proposal", get_cell (path, "proposal", i), proposal[i], 1e-12);
  assert_near ("planned", get_cell (path, "planned", 2), .4, 0);
  assert_value (job, "climb_done", .05, 0);
  assert_value_text (job, "climb_last_step", "Pilot");
  assert_value (job, "climb_falls_count", 0, 0);
}

static void
test_climb_falls (void)
{
  g_autoptr (Job) job = open_in ("climb", "en");

  type (job, "climb_steps", "Start | | 0.1\nPilot | | 0.5\nReview | | 0.4\nAgain | | 0.45\nGoal | | 1");
  evaluate (job);
  assert_value (job, "climb_falls_count", 2, 0);
  assert_value_text (job, "climb_falling_step", "Review");
  assert_said (job, "climb_path", "The plan falls at “Review”: 40.0% after 50.0%");
}

/* --- needs --- */

static void
test_needs (void)
{
  static const char *const order[] = { "Margin", "Stock", "Visits" };
  static const double gaps[] = { 8, 3, -1 };
  g_autoptr (Job) job = open_in ("needs", "en");

  type (job, "needs_list",
        "Stock | days | 10 | 7\nVisits | a month | 4 | 5\nMargin | points | 20 | 12\nNo actual | | 5 | ");
  evaluate (job);
  g_autoptr (SyFrame) list = read_table (job, "needs_gap_list");
  g_assert_cmpint (sy_frame_get_n_rows (list), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_assert_cmpstr (get_text (list, "need", i), ==, order[i]);
      assert_near (order[i], get_cell (list, "gap", i), gaps[i], 1e-12);
    }
  assert_value (job, "needs_incomplete_count", 1, 0);
  assert_said (job, "needs_gap_list", "widest gap is “Margin”");
}

static void
test_needs_order (void)
{
  g_autoptr (Job) job = open_in ("needs", "en");

  type (job, "needs_interview",
        "needs_overview | One | yes\nneeds_reality | Two | \nneeds_centre | Three | no\nneeds_degree | Four");
  evaluate (job);
  assert_value (job, "needs_out_of_order", 1, 0);
  assert_value (job, "needs_kinds_missing", 1, 0);
  assert_value (job, "needs_answered_share", .5, 0);
  assert_said (job, "needs_answers", "1 question comes after one of a later kind");
}

/* --- eight steps --- */

static void
test_steps (void)
{
  g_autoptr (Job) job = open_in ("steps", "en");

  type (job, "steps_list",
        "| Li | Done | 2026-01-05\n| Li | 完成\n| Li | steps_done\n| Wang | In progress | 2026-02-01\n| | | "
        "2026-03-01");
  evaluate (job);
  assert_value (job, "steps_progress", .375, 0);
  assert_value (job, "steps_under_way", 1, 0);
  assert_value (job, "steps_late_count", 0, 0);
  assert_value (job, "steps_ahead_count", 0, 0);
  set (job, "steps_as_of", "2026-02-02");
  g_clear_object (&job->evaluation);
  evaluate (job);
  assert_value (job, "steps_late_count", 1, 0);
  assert_value_text (job, "steps_first_late", "Analyse");
}

static void
test_steps_ahead (void)
{
  g_autoptr (Job) job = open_in ("steps", "zh_CN");

  type (job, "steps_list", "| | steps_done\n| | steps_doing\n| | steps_done");
  evaluate (job);
  assert_value (job, "steps_ahead_count", 1, 0);
  assert_said (job, "steps_progress_table", "“整理数据”已完成，而它之前的“收集数据”尚未完成");
}

/* --- a kind of one’s own, as docs/templates.md shows it --- */

static char *
read_example (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "docs", "templates.md", NULL);
  g_autofree char *text = NULL;
  const char *from, *to;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  from = strstr (text, "<worksheet ");
  g_assert_nonnull (from);
  to = strstr (from, "</worksheet>");
  g_assert_nonnull (to);
  return g_strndup (from, (gsize) (to - from) + strlen ("</worksheet>"));
}

static void
test_example (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = read_example ();
  g_autoptr (Job) job = open_empty ("zh_CN");

  g_assert_cmpstr (sy_workbook_keep_worksheet_kind (job->workbook, xml, &error), ==, "five-whys");
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      sy_workbook_add_worksheet (job->workbook, "five-whys", NULL, &error);
      g_assert_no_error (error);
    }
  type (job, "five_whys2_chain", "|销售下滑|推测\n|客流减少|fact\n|修路|five_whys_guess");
  evaluate (job);
  assert_value (job, "five_whys2_guesses", 2, 0);
  assert_value (job, "five_whys_guesses", 0, 0);
}

/* --- links --- */

static void
add (Job *job, const char *kind)
{
  g_autoptr (GError) error = NULL;

  sy_workbook_add_worksheet (job->workbook, kind, NULL, &error);
  g_assert_no_error (error);
}

typedef struct
{
  const char *kind, *table, *rows; /* a row with a link among others */
  const char *value;
  double linked, broken; /* what it is with the link, and when its target is gone */
} LinkCase;

static const LinkCase link_cases[] = {
  { "needs", "needs_list", "Stock||10|=forces_net\nVisits||9|8", "needs_complete", 2, 1 },
  { "swot", "swot_items", "swot_s|S1|a||=forces_net/6|5\nswot_s|S2|b||0.5|3", "swot_ife", 4, 3 },
  { "forces", "forces2_items", "forces_driving|a|=forces_net\nforces_driving|b|2", "forces2_sum_driving", 5,
    2 },
  { "fishbone", "fishbone_causes", "a|Goods|=forces_net\nb|Goods|2", "fishbone_all_votes", 5, 2 },
  { "climb", "climb_steps", "a||0|=forces_net/10\nb||=forces_net/4|\nc||1|", "climb_last", 1, 0 },
  { "climb", "climb_steps", "a||0|\nb||=forces_net/4|0.5\nc||1|", "climb_planned_then", .75, .5 },
  { "five-forces", "five_forces_forces", "|||=forces_net\n|||1\n|||1\n|||1\n|||1", "five_forces_filled", 5,
    4 },
  { "steps", "steps_list", "||steps_done|=DATE(2026,1,forces_net)", "steps_progress", .125, .125 },
};

/* What can't be had is missing, and nothing else falls with it. */
static void
test_link (gconstpointer data)
{
  const LinkCase *link = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Job) job = open_empty ("en");

  add (job, "forces");
  type (job, "forces_items", "forces_driving|a|5\nforces_restraining|b|2");
  add (job, link->kind);
  type (job, link->table, link->rows);
  evaluate (job);
  assert_value (job, link->value, link->linked, 1e-12);
  sy_workbook_remove_worksheet (job->workbook, "forces", &error);
  g_assert_no_error (error);
  g_clear_object (&job->evaluation);
  evaluate (job);
  assert_value (job, link->value, link->broken, 1e-12);
}

/* --- hostile --- */

/* Kept whole, and counted. */
static void
test_long_texts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Job) job = open_in ("five-w2h", "en");
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  g_autoptr (GString) answer =
      g_string_new ("first line\nsecond line \342\200\217مرحبا 👨‍👩‍👧 |");

  while (g_utf8_strlen (answer->str, -1) < 10000)
    g_string_append (answer, "长");
  const char *cells[] = { "", "", answer->str, NULL };
  g_ptr_array_add (rows, g_strdupv ((char **) cells));
  fill_up (job, "five_w2h_questions", rows);
  sy_workbook_set_input_rows (job->workbook, "five_w2h_questions", rows, &error);
  g_assert_no_error (error);
  evaluate (job);
  assert_value (job, "five_w2h_answered", 1, 0);
  g_autoptr (SyFrame) answers = read_table (job, "five_w2h_answers");
  g_assert_cmpstr (get_text (answers, "answer", 0), ==, answer->str);
}

static void
test_many_items (void)
{
  static const char *const sides[] = { "swot_s", "swot_w", "swot_o", "swot_t" };
  g_autoptr (Job) job = open_in ("swot", "zh_CN");
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (rows, "%s%s|%c%u|条目 %u||0.01|%u", i ? "\n" : "", sides[i % 4], "SWOT"[i % 4],
                            i / 4 + 1, i, i % 5 + 1);
  type (job, "swot_items", rows->str);
  evaluate (job);
  assert_value (job, "swot_ife", 3, 1e-9);
  assert_value (job, "swot_open_items", 0, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *as_given = g_strdup_printf ("/worksheets/%s/as-given", kinds[i]);
      g_autofree char *languages = g_strdup_printf ("/worksheets/%s/both-languages", kinds[i]);

      g_test_add_data_func (as_given, kinds[i], test_as_given);
      g_test_add_data_func (languages, kinds[i], test_both_languages);
    }
  g_test_add_func ("/worksheets/swot/scores", test_swot_scores);
  g_test_add_func ("/worksheets/swot/zero-weights", test_swot_zero_weights);
  g_test_add_func ("/worksheets/swot/strategies", test_swot_strategies);
  g_test_add_func ("/worksheets/swot/many-items", test_many_items);
  g_test_add_func ("/worksheets/five-forces/mean", test_five_forces);
  g_test_add_func ("/worksheets/five-w2h/share", test_five_w2h);
  g_test_add_func ("/worksheets/five-w2h/long-texts", test_long_texts);
  g_test_add_func ("/worksheets/fishbone/votes", test_fishbone);
  g_test_add_func ("/worksheets/fishbone/circle", test_fishbone_circle);
  g_test_add_func ("/worksheets/fishbone/long-circle", test_fishbone_long_circle);
  g_test_add_func ("/worksheets/fishbone/bones", test_fishbone_bones);
  g_test_add_func ("/worksheets/forces/L1", test_forces);
  g_test_add_func ("/worksheets/forces/unfinished", test_forces_unfinished);
  g_test_add_func ("/worksheets/climb/curve", test_climb_curve);
  g_test_add_func ("/worksheets/climb/falls", test_climb_falls);
  g_test_add_func ("/worksheets/needs/gaps", test_needs);
  g_test_add_func ("/worksheets/needs/order", test_needs_order);
  g_test_add_func ("/worksheets/steps/progress", test_steps);
  g_test_add_func ("/worksheets/steps/ahead", test_steps_ahead);
  for (guint i = 0; i < G_N_ELEMENTS (link_cases); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/worksheets/link/%s/%s", link_cases[i].kind, link_cases[i].value);

      g_test_add_data_func (path, &link_cases[i], test_link);
    }
  g_test_add_func ("/worksheets/example-of-the-documents", test_example);
  return g_test_run ();
}
