/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-cli-options.h"

#include <glib/gi18n-lib.h>

#include "sy-cli-database.h"
#include <string.h>

G_DEFINE_QUARK (sy_cli_error, sy_cli_error)

#define OPTION(long_name, letter, kind, field, text, value)                                                  \
  {                                                                                                          \
    long_name, letter, 0, kind, (gpointer) G_STRUCT_OFFSET (SyCliOptions, field), text, value                \
  }

/* arg_data holds the offset of the field; it becomes an address when one command line is parsed. */
static const GOptionEntry all_entries[] = {
  OPTION ("lang", 0, G_OPTION_ARG_STRING, language, N_ ("Language of titles: zh_CN or en"), "LANGUAGE"),
  OPTION ("template", 't', G_OPTION_ARG_FILENAME, template, N_ ("Template, by id or file"), "ID"),
  OPTION ("output", 'o', G_OPTION_ARG_FILENAME, output, N_ ("Where to write"), "FILE"),
  OPTION ("format", 0, G_OPTION_ARG_STRING, format, N_ ("csv, json or text"), "FORMAT"),
  OPTION ("refs", 0, G_OPTION_ARG_STRING, refs, N_ ("References in formulas: names or a1"), "KIND"),
  OPTION ("table", 0, G_OPTION_ARG_STRING, table, N_ ("Table, by id or title"), "TABLE"),
  OPTION ("name", 0, G_OPTION_ARG_STRING, name, N_ ("Value or parameter, by id or title"), "NAME"),
  OPTION ("cell", 0, G_OPTION_ARG_STRING, cell, N_ ("Cell to explain: table[column], or a name"), "CELL"),
  OPTION ("row", 0, G_OPTION_ARG_STRING, row, N_ ("Row of the cell: its key, or #number"), "KEY"),
  OPTION ("chart", 0, G_OPTION_ARG_STRING, chart, N_ ("Chart, by id"), "CHART"),
  OPTION ("kind", 0, G_OPTION_ARG_STRING, kind, N_ ("What the file is: sales …"), "KIND"),
  OPTION ("sheet", 0, G_OPTION_ARG_STRING, sheet, N_ ("Sheet, by name or number"), "SHEET"),
  OPTION ("encoding", 0, G_OPTION_ARG_STRING, encoding, N_ ("Encoding of a text file"), "NAME"),
  OPTION ("delimiter", 0, G_OPTION_ARG_STRING, delimiter, N_ ("Delimiter of a text file"), "CHARACTER"),
  OPTION ("quote", 0, G_OPTION_ARG_STRING, quote, N_ ("Quote of a text file, or none"), "CHARACTER"),
  OPTION ("escape",
          0,
          G_OPTION_ARG_STRING,
          escape,
          N_ ("What marks a quote within quotes, or none"),
          "CHARACTER"),
  OPTION ("header", 0, G_OPTION_ARG_STRING, header, N_ ("First row of the header, or none"), "ROW"),
  OPTION ("header-rows", 0, G_OPTION_ARG_INT, header_rows, N_ ("Rows of the header"), "N"),
  OPTION ("year", 0, G_OPTION_ARG_INT, year, N_ ("Year of days that have none"), "N"),
  OPTION (
      "keep-footer", 0, G_OPTION_ARG_NONE, keep_footer, N_ ("Keep rows of totals and remarks as data"), NULL),
  OPTION ("keep-blanks",
          0,
          G_OPTION_ARG_NONE,
          keep_blanks,
          N_ ("Leave cells blank below one that stands for several rows"),
          NULL),
  OPTION ("watch",
          0,
          G_OPTION_ARG_FILENAME,
          watch,
          N_ ("Take in what arrives in a folder, until interrupted"),
          "DIR"),
  OPTION (
      "join", 0, G_OPTION_ARG_STRING, join, N_ ("Tables of one command that share a key: all, none"), "HOW"),
  OPTION ("unpivot", 0, G_OPTION_ARG_NONE, unpivot, N_ ("Turn months, days or shops across into rows"), NULL),
  OPTION (
      "type", 0, G_OPTION_ARG_STRING_ARRAY, type, N_ ("Type of a column; may be repeated"), "HEADER=TYPE"),
  OPTION ("reading",
          0,
          G_OPTION_ARG_STRING_ARRAY,
          reading,
          N_ ("How a column is written: comma, point, day-first, month-first, year-first; may be repeated"),
          "HEADER=HOW"),
  OPTION ("leave-out",
          0,
          G_OPTION_ARG_STRING_ARRAY,
          leave_out,
          N_ ("A column that is not imported; may be repeated"),
          "HEADER"),
  OPTION ("clean",
          0,
          G_OPTION_ARG_STRING_ARRAY,
          clean,
          N_ ("A step of cleaning, in order; may be repeated; none: no steps any more"),
          "STEP"),
  OPTION ("step", 0, G_OPTION_ARG_STRING, step, N_ ("Step of cleaning whose rows are listed"), "N"),
  OPTION ("search", 0, G_OPTION_ARG_STRING, search, N_ ("Words, pinyin or initials to look for"), "TEXT"),
  OPTION ("domain",
          0,
          G_OPTION_ARG_STRING,
          domain,
          N_ ("Only of this domain, or of people, goods, place, money"),
          "DOMAIN"),
  OPTION ("level",
          0,
          G_OPTION_ARG_STRING,
          level,
          N_ ("Only of this level: guidance, operations, strategy, planning"),
          "LEVEL"),
  OPTION ("line",
          0,
          G_OPTION_ARG_STRING,
          line,
          N_ ("Only of this line: sales, goods, finance, staff, production, logistics"),
          "LINE"),
  OPTION ("by",
          0,
          G_OPTION_ARG_STRING_ARRAY,
          by,
          N_ ("What rows are told apart by; may be repeated"),
          "DIMENSION"),
  OPTION ("grain",
          0,
          G_OPTION_ARG_STRING,
          grain,
          N_ ("A row for each day, week, month, quarter or year"),
          "GRAIN"),
  OPTION (
      "period", 0, G_OPTION_ARG_STRING, period, N_ ("2015, 2015-Q3, 2015-12, 2015-01..2015-06"), "PERIOD"),
  OPTION ("contrast",
          0,
          G_OPTION_ARG_STRING,
          contrast,
          N_ ("What it is held against: yoy, previous, best …"),
          "NAME[:ARGUMENT]"),
  OPTION ("where",
          0,
          G_OPTION_ARG_STRING_ARRAY,
          where,
          N_ ("Only these rows; may be repeated"),
          "DIMENSION=VALUE"),
  OPTION ("comparable",
          0,
          G_OPTION_ARG_STRING,
          comparable,
          N_ ("Only stores that had been open for so many months when the period began"),
          "MONTHS"),
  OPTION ("sort",
          0,
          G_OPTION_ARG_STRING,
          sort,
          N_ ("Column to sort by, “-” before it for the largest first"),
          "COLUMN"),
  OPTION ("top", 0, G_OPTION_ARG_INT, top, N_ ("At most so many rows"), "N"),
  OPTION ("size", 0, G_OPTION_ARG_STRING, size, N_ ("Size of a picture, 900x420"), "WIDTHxHEIGHT"),
  OPTION ("set", 0, G_OPTION_ARG_STRING_ARRAY, set, N_ ("Set a parameter; may be repeated"), "NAME=VALUE"),
  OPTION ("input",
          0,
          G_OPTION_ARG_FILENAME_ARRAY,
          input,
          N_ ("Fill a table that the user types; may be repeated"),
          "TABLE=FILE"),
  OPTION ("map",
          0,
          G_OPTION_ARG_STRING_ARRAY,
          map,
          N_ ("Give a column a meaning; may be repeated"),
          "ROLE=HEADER"),
  OPTION ("mode",
          0,
          G_OPTION_ARG_STRING,
          mode,
          N_ ("How rows join: append, replace-period, upsert or replace-all"),
          "MODE"),
  OPTION ("key", 0, G_OPTION_ARG_STRING, key, N_ ("What makes rows the same under upsert"), "ROLE,ROLE"),
  OPTION ("recipe", 0, G_OPTION_ARG_STRING, recipe, N_ ("none: as if no such file had come before"), "none"),
  OPTION ("refused", 0, G_OPTION_ARG_FILENAME, refused, N_ ("Where to write the refused rows"), "FILE.csv"),
  OPTION ("unmask", 0, G_OPTION_ARG_STRING, unmask, N_ ("Show personal data, and why"), "REASON"),
  OPTION ("add", 0, G_OPTION_ARG_FILENAME, add, N_ ("Add a worksheet of this kind, by id or file"), "KIND"),
  OPTION ("remove", 0, G_OPTION_ARG_STRING, remove, N_ ("Remove a worksheet, with its rows"), "ID"),
  OPTION ("id", 0, G_OPTION_ARG_STRING, id, N_ ("Worksheet that is filled or tagged"), "ID"),
  OPTION ("title", 0, G_OPTION_ARG_STRING, title, N_ ("Title of a worksheet"), "TITLE"),
  OPTION ("tag", 0, G_OPTION_ARG_STRING, tag, N_ ("Tags of a worksheet"), "level=LEVEL,line=LINE"),
  OPTION ("rows", 0, G_OPTION_ARG_INT, rows, N_ ("Number of source rows to list"), "N"),
  OPTION ("header-row", 0, G_OPTION_ARG_INT, header_row, N_ ("Row of the header; 0 when there is none"), "N"),
};

static gboolean
is_listed (const char *names, const char *name)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  return g_strv_contains ((const char *const *) list, name);
}

static GOptionEntry *
pick_entries (SyCliOptions *self, const char *allowed)
{
  GArray *entries = g_array_new (TRUE, TRUE, sizeof (GOptionEntry));

  for (guint i = 0; i < G_N_ELEMENTS (all_entries); i++)
    {
      GOptionEntry entry = all_entries[i];

      if (!is_listed (allowed, entry.long_name) && !g_str_equal (entry.long_name, "lang"))
        continue;
      entry.arg_data = (guint8 *) self + GPOINTER_TO_SIZE (entry.arg_data);
      g_array_append_val (entries, entry);
    }
  return (GOptionEntry *) g_array_free (entries, FALSE);
}

SyCliOptions *
sy_cli_options_parse (int argc, char **argv, const char *allowed, GError **error)
{
  g_autoptr (SyCliOptions) self = g_new0 (SyCliOptions, 1);
  g_autofree GOptionEntry *entries = pick_entries (self, allowed);
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) arguments = g_strdupv (argv);
  g_autoptr (GError) local = NULL;

  self->header_row = -1;
  self->header_rows = -1;
  self->rows = -1;
  self->top = -1;
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &arguments, &local))
    {
      g_set_error_literal (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, local->message);
      return NULL;
    }
  self->arguments = g_strdupv (arguments + 1);
  if (self->arguments[0] && g_str_equal (self->arguments[0], "--"))
    {
      g_auto (GStrv) all = g_steal_pointer (&self->arguments);

      self->arguments = g_strdupv (all + 1);
    }
  sy_cli_database_take_passwords (self->arguments);
  return g_steal_pointer (&self);
}

gboolean
sy_cli_options_has (const SyCliOptions *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_entries); i++)
    {
      gsize offset = GPOINTER_TO_SIZE (all_entries[i].arg_data);

      if (!g_str_equal (all_entries[i].long_name, name))
        continue;
      if (all_entries[i].arg == G_OPTION_ARG_NONE)
        return G_STRUCT_MEMBER (gboolean, self, offset);
      if (all_entries[i].arg == G_OPTION_ARG_INT)
        return G_STRUCT_MEMBER (int, self, offset) >= 0;
      return G_STRUCT_MEMBER (gpointer, self, offset) != NULL;
    }
  return FALSE;
}

gboolean
sy_cli_options_split (const char *pair, const char *option, char **name, char **value, GError **error)
{
  const char *equals = strchr (pair, '=');

  if (!equals || equals == pair)
    {
      g_set_error (error, SY_CLI_ERROR, SY_CLI_ERROR_USAGE, _ ("--%s takes NAME=VALUE, not “%s”"), option,
                   pair);
      return FALSE;
    }
  *name = g_strndup (pair, (gsize) (equals - pair));
  *value = g_strdup (equals + 1);
  return TRUE;
}

void
sy_cli_options_free (SyCliOptions *self)
{
  g_strfreev (self->arguments);
  g_strfreev (self->set);
  g_strfreev (self->input);
  g_strfreev (self->map);
  g_strfreev (self->type);
  g_strfreev (self->reading);
  g_strfreev (self->leave_out);
  g_strfreev (self->clean);
  g_strfreev (self->by);
  g_strfreev (self->where);
  g_free (self->grain);
  g_free (self->period);
  g_free (self->contrast);
  g_free (self->comparable);
  g_free (self->sort);
  g_free (self->step);
  g_free (self->search);
  g_free (self->domain);
  g_free (self->level);
  g_free (self->line);
  g_free (self->add);
  g_free (self->remove);
  g_free (self->id);
  g_free (self->title);
  g_free (self->tag);
  g_free (self->language);
  g_free (self->template);
  g_free (self->output);
  g_free (self->format);
  g_free (self->refs);
  g_free (self->table);
  g_free (self->name);
  g_free (self->cell);
  g_free (self->row);
  g_free (self->chart);
  g_free (self->kind);
  g_free (self->sheet);
  g_free (self->encoding);
  g_free (self->delimiter);
  g_free (self->quote);
  g_free (self->join);
  g_free (self->escape);
  g_free (self->header);
  g_free (self->size);
  g_free (self->watch);
  g_free (self->mode);
  g_free (self->key);
  g_free (self->recipe);
  g_free (self->refused);
  g_free (self->unmask);
  g_free (self);
}
