/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random formulas that make sense: every piece has the type that is needed where it stands.
 *
 * Kept out: what LibreOffice does otherwise than Excel (see proof-formulas.c), and numbers with endless
 * digits where a last bit decides over everything: in texts, in criteria and in lookups only cells and whole
 * numbers stand. */
#include "config.h"

#include "proof.h"

typedef struct
{
  GRand *random;
  GString *text;
  int budget; /* pieces that are left */
} Generator;

static void add_number (Generator *g);
static void add_condition (Generator *g);
static void add_text (Generator *g);

static guint
pick (Generator *g, guint n)
{
  return (guint) g_rand_int_range (g->random, 0, (gint32) n);
}

#define PICK(g, list) ((list)[pick ((g), G_N_ELEMENTS (list))])
#define ADD(g, ...) g_string_append_printf ((g)->text, __VA_ARGS__)

static const char *const literals[] = { "0",    "1",  "2",   "3",   "-1", "-4",   "0.5",
                                        "3.25", "10", "100", "0.1", "7%", "-2.5", "12" };
static const char *const number_cells[] = { "[@x]",   "[@y]",   "[@z]",  "[@n]",    "[@calc]",
                                            "[@err]", "[@row]", "limit", "nothing", "total" };
static const char *const plain_cells[] = { "[@x]", "[@y]", "[@n]", "[@row]", "limit" };
static const char *const own_columns[] = { "[x]", "[y]", "[z]", "[n]", "[calc]", "[err]" };
static const char *const own_ids[] = { "x", "y", "z", "n", "calc" };
static const char *const foreign_columns[] = { "sales[qty]",     "sales[price]",  "sales[net]",
                                               "sales[month]",   "items[amount]", "items[share]",
                                               "months[amount]", "bands[rows]" };
static const char *const aggregates[] = { "SUM",     "AVERAGE", "MIN",   "MAX",   "COUNT", "MEDIAN",
                                          "STDEV.S", "STDEV.P", "VAR.S", "VAR.P", "SUMSQ" };
static const char *const text_cells[] = { "[@name]", "[@note]", "[@kind]", "wanted" };
static const char *const text_literals[] = { "\"a\"", "\"Apple\"", "\"p\"", "\"\"", "\"x y\"", "\"FIG\"" };
static const char *const comparisons[] = { "=", "<>", "<", "<=", ">", ">=" };
static const char *const criteria[] = { "\">0\"",     "\"<=2\"",     "\"<>3\"", "\"=2\"", "\">=\"&[@y]",
                                        "\"<\"&[@x]", "\"<>\"&[@n]", "[@n]",    "[@y]",   "\">\"&limit",
                                        "2" };
static const char *const text_criteria[] = { "[@name]", "\"a*\"",    "\"p???\"",  "\"<>fig\"",
                                             "\"*\"",   "\"apple\"", "\"<>*e*\"", "\"plum~*\"" };
static const char *const region_criteria[] = { "\"\"",      "\"<>\"",      "\"=\"",
                                               "\"north\"", "\"<>SOUTH\"", "\"*st\"" };
static const char *const date_criteria[] = { "\">=\"&[@day]", "\"<\"&DATE(2024,2,20)",   "[@day]",
                                             "\">\"&start",   "\"<=\"&EOMONTH(start,0)", "\">=2024-02-10\"" };

static void
add_leaf (Generator *g)
{
  if (pick (g, 3) == 0)
    ADD (g, "%s", PICK (g, literals));
  else
    ADD (g, "%s", PICK (g, number_cells));
}

static void
add_binary (Generator *g)
{
  static const char *const operators[] = { "+", "-", "*", "/", "+", "-" };

  ADD (g, "(");
  add_number (g);
  ADD (g, "%s", PICK (g, operators));
  add_number (g);
  ADD (g, ")");
}

static void
add_math (Generator *g)
{
  switch (pick (g, 8))
    {
    case 0:
      ADD (g, "ABS(");
      add_number (g);
      ADD (g, ")");
      break;
    case 1:
      ADD (g, "ROUND(");
      add_number (g);
      ADD (g, "*1.0371,%u)", pick (g, 3));
      break;
    case 2:
      ADD (g, "INT(%s*%s)", PICK (g, plain_cells), PICK (g, plain_cells));
      break;
    case 3:
      ADD (g, "MOD(%s,%s)", PICK (g, plain_cells), PICK (g, plain_cells));
      break;
    case 4:
      ADD (g, "%s(%s,%s)", pick (g, 2) ? "CEILING" : "FLOOR", PICK (g, plain_cells),
           pick (g, 2) ? "2" : "0.25");
      break;
    case 5:
      ADD (g, "SQRT(");
      add_number (g);
      ADD (g, ")");
      break;
    case 6:
      ADD (g, "(%s^%u)", PICK (g, plain_cells), pick (g, 3) + 1);
      break;
    default:
      ADD (g, "-");
      add_leaf (g);
      break;
    }
}

static void
add_branch (Generator *g)
{
  switch (pick (g, 4))
    {
    case 0:
    case 1:
      ADD (g, "IF(");
      add_condition (g);
      ADD (g, ",");
      break;
    case 2:
      ADD (g, "IFERROR(");
      break;
    default:
      ADD (g, "%s(", pick (g, 2) ? "MAX" : "SUM");
      break;
    }
  add_number (g);
  ADD (g, ",");
  add_number (g);
  ADD (g, ")");
}

static void
add_aggregate (Generator *g)
{
  const char *function = PICK (g, aggregates);
  const char *id = PICK (g, own_ids);

  switch (pick (g, 6))
    {
    case 0:
      ADD (g, "%s(%s)", function, PICK (g, own_columns));
      break;
    case 1:
      ADD (g, "%s(%s)", function, PICK (g, foreign_columns));
      break;
    case 2:
      ADD (g, "%s(INDEX([%s],1):[@%s])", function, id, id);
      break;
    case 3:
      ADD (g, "%s(INDEX([%s],[@row]-%u):[@%s])", function, id, pick (g, 3) + 1, id);
      break;
    case 4:
      ADD (g, "%s(%s,%u)", pick (g, 2) ? "LARGE" : "SMALL",
           pick (g, 2) ? PICK (g, own_columns) : PICK (g, foreign_columns), pick (g, 4) + 1);
      break;
    default:
      ADD (g, "PERCENTILE.INC(%s,0.%u)", pick (g, 2) ? PICK (g, own_columns) : PICK (g, foreign_columns),
           pick (g, 10));
      break;
    }
}

static void
add_criteria (Generator *g)
{
  guint n = pick (g, 2) + 1;

  for (guint i = 0; i < n; i++)
    switch (pick (g, 5))
      {
      case 0:
        ADD (g, ",sales[region],%s", PICK (g, region_criteria));
        break;
      case 1:
        ADD (g, ",sales[day],%s", PICK (g, date_criteria));
        break;
      case 2:
        ADD (g, ",sales[qty],%s", PICK (g, criteria));
        break;
      default:
        ADD (g, ",sales[product],%s", PICK (g, text_criteria));
        break;
      }
}

static void
add_conditional (Generator *g)
{
  static const char *const functions[] = { "SUMIFS", "SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS" };
  static const char *const values[] = { "sales[qty]", "sales[price]", "sales[net]" };

  switch (pick (g, 5))
    {
    case 0:
    case 1:
      ADD (g, "%s(%s", PICK (g, functions), PICK (g, values));
      add_criteria (g);
      break;
    case 2:
      ADD (g, "COUNTIFS(sales[price],\">%u\"", pick (g, 8));
      add_criteria (g);
      break;
    case 3:
      ADD (g, "%s([y],[%s],%s", PICK (g, functions), pick (g, 2) ? "x" : "n", PICK (g, criteria));
      break;
    default:
      ADD (g, "SUMIFS([y],[name],%s,[ok],%s", PICK (g, text_criteria), pick (g, 2) ? "TRUE" : "FALSE");
      break;
    }
  ADD (g, ")");
}

static void
add_lookup (Generator *g)
{
  switch (pick (g, 6))
    {
    case 0:
      ADD (g, "INDEX([%s],[@row]%s%u)", PICK (g, own_ids), pick (g, 2) ? "+" : "-", pick (g, 3));
      break;
    case 1:
      ADD (g, "INDEX(%s,MATCH([@name],sales[product],0))", pick (g, 2) ? "sales[qty]" : "sales[price]");
      break;
    case 2:
      ADD (g, "MATCH(%s,steps[from],1)", PICK (g, plain_cells));
      break;
    case 3:
      ADD (g, "RANK.EQ([@y],[y]%s)", pick (g, 2) ? ",1" : "");
      break;
    case 4:
      ADD (g, "COUNTIFS(INDEX([name],1):[@name],[@name])");
      break;
    default:
      ADD (g, "INDEX(items[amount],MATCH([@name],items[product],0))");
      break;
    }
}

static void
add_date (Generator *g)
{
  static const char *const parts[] = { "YEAR([@day])",
                                       "MONTH([@day])",
                                       "DAY([@day])",
                                       "WEEKDAY([@day])",
                                       "WEEKDAY([@day],2)",
                                       "([@day]-start)",
                                       "DAY(EOMONTH([@day],1))",
                                       "MONTH(EDATE([@day],[@n]))",
                                       "WEEKNUM([@day],21)",
                                       "LEN([@name])",
                                       "LEN([@note])" };

  ADD (g, "%s", PICK (g, parts));
}

static void
add_number (Generator *g)
{
  if (--g->budget <= 0)
    {
      add_leaf (g);
      return;
    }
  switch (pick (g, 9))
    {
    case 0:
    case 1:
      add_binary (g);
      break;
    case 2:
      add_math (g);
      break;
    case 3:
      add_branch (g);
      break;
    case 4:
      add_aggregate (g);
      break;
    case 5:
      add_conditional (g);
      break;
    case 6:
      add_lookup (g);
      break;
    case 7:
      add_date (g);
      break;
    default:
      add_leaf (g);
      break;
    }
}

static void
add_condition (Generator *g)
{
  g->budget--;
  switch (pick (g, 6))
    {
    case 0:
      ADD (g, "%s%s%s", PICK (g, plain_cells), PICK (g, comparisons), PICK (g, plain_cells));
      break;
    case 1:
      ADD (g, "%s=%s", PICK (g, text_cells), PICK (g, text_literals));
      break;
    case 2:
      ADD (g, "%s(%s>0,", pick (g, 2) ? "AND" : "OR", PICK (g, number_cells));
      if (g->budget > 0)
        add_condition (g);
      else
        ADD (g, "[@ok]");
      ADD (g, ")");
      break;
    case 3:
      ADD (g, "%s", pick (g, 2) ? "[@ok]" : "NOT([@ok])");
      break;
    case 4:
      ADD (g, "%s", pick (g, 2) ? "ISBLANK([@x])" : "ISERROR([@err])");
      break;
    default:
      add_number (g);
      ADD (g, "%s%s*1.0173", pick (g, 2) ? ">" : "<", PICK (g, plain_cells));
      break;
    }
}

static void
add_text (Generator *g)
{
  g->budget--;
  switch (g->budget > 0 ? pick (g, 9) : 8)
    {
    case 0:
      ADD (g, "IF(");
      add_condition (g);
      ADD (g, ",");
      add_text (g);
      ADD (g, ",");
      add_text (g);
      ADD (g, ")");
      break;
    case 1:
      ADD (g, "(");
      add_text (g);
      ADD (g, "&%s)", PICK (g, plain_cells));
      break;
    case 2:
      ADD (g, "%s(", pick (g, 2) ? "LEFT" : "RIGHT");
      add_text (g);
      ADD (g, ",[@n])");
      break;
    case 3:
      ADD (g, "%s(", pick (g, 2) ? "UPPER" : "LOWER");
      add_text (g);
      ADD (g, ")");
      break;
    case 4:
      ADD (g, "TEXT([@day],\"%s\")", pick (g, 2) ? "yyyy-mm" : "yyyy-mm-dd");
      break;
    case 5:
      ADD (g, "INDEX(%s,MATCH([@name],sales[product],0))", pick (g, 2) ? "sales[region]" : "sales[product]");
      break;
    case 6:
      ADD (g, "SUBSTITUTE(");
      add_text (g);
      ADD (g, ",\"p\",\"-\")");
      break;
    case 7:
      ADD (g, "%s", PICK (g, text_literals));
      break;
    default:
      ADD (g, "%s", PICK (g, text_cells));
      break;
    }
}

char *
proof_generate (GRand *random)
{
  Generator g = { random, g_string_new (NULL), g_rand_int_range (random, 2, 9) };

  if (pick (&g, 6) == 0)
    add_text (&g);
  else
    add_number (&g);
  return g_string_free (g.text, FALSE);
}
