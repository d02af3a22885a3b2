/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of the proof and the formulas that are always tried: every function, every kind of error.
 *
 * Left out because LibreOffice differs from Excel by nature: conditions put into text (it writes 1 for TRUE)
 * or compared with numbers (it takes them for numbers), 0^0, roots of negative numbers, MROUND of two signs,
 * ranks of numbers that aren't there, the last digit of PERCENTRANK (it rounds what Excel cuts off), WEEKNUM
 * in the last days of a year, apostrophes in headers, dates before March 1900, numbers that a criterion finds
 * in text cells, and letters beyond ASCII in text comparisons with < and >. */
#include "config.h"

#include "proof.h"

const char *const proof_formulas[] = {
  /* arithmetic */
  "-2^2",
  "2^-1+2^3^2",
  "50%^2+[@y]%",
  "[@x]+1",
  "[@x]",
  "[@y]/[@x]",
  "[@x]*[@y]-[@z]",
  "-[@y]+ +[@x]",
  "[@y]^2",
  "1.05^[@n]",
  "IFERROR([@x]^-1,-5)",
  "[@z]*3-[@z]-[@z]-[@z]",
  "0.1+0.2-0.3",
  "IF(0.1+0.2-0.3=0,1,0)",
  "IF([@z]*3=[@z]+[@z]+[@z],1,0)",
  "\"12\"*2+\" 3 \"",
  "IFERROR(\"abc\"*2,-1)",
  "IFERROR([@name]*1,-1)",
  "1E+200*1E+200",
  "IFERROR(1E+200*1E+200,-7)",
  "ABS([@y])",
  "SIGN([@y])",
  "SIGN([@x])",
  "ROUND([@y],0)",
  "ROUND([@z],2)",
  "ROUND([@z],1)",
  "ROUND(-[@z],2)",
  "ROUND(2.675,2)",
  "ROUND(1.005,2)",
  "ROUND([@y]*100,-2)",
  "ROUND([@z],[@n]-2)",
  "ROUNDUP([@z],1)",
  "ROUNDUP(-[@z],1)",
  "ROUNDUP([@y]*10,-1)",
  "ROUNDDOWN([@z],1)",
  "ROUNDDOWN([@y]*10,-1)",
  "INT([@y])",
  "INT(-[@z])",
  "INT((0.1+0.7)*10)",
  "TRUNC([@y])",
  "TRUNC(-[@z],1)",
  "MOD([@y],3)",
  "MOD([@y],-3)",
  "MOD([@z],0.1)",
  "MOD(5,[@x])",
  "MROUND(ABS([@y]),2)",
  "MROUND(-ABS([@y]),-2)",
  "CEILING([@y],2)",
  "CEILING(-ABS([@y]),-2)",
  "FLOOR([@y],2)",
  "FLOOR(-ABS([@y]),-2)",
  "CEILING([@z],0.05)",
  "FLOOR(ABS([@z]),0.05)",
  "POWER([@z],2)",
  "POWER(2,[@x])",
  "SQRT([@y])",
  "SQRT(ABS([@y]))",
  "EXP([@x])",
  "EXP(1000)",
  "LN([@y])",
  "LN([@z])",
  "LOG([@z])",
  "LOG([@z],2)",
  "LOG([@n],[@n])",
  "LOG10([@y])",
  "PI()*[@z]",
  /* logic */
  "IF([@y]>0,\"plus\",IF([@y]<0,\"minus\",\"none\"))",
  "IF([@err]>0,1,2)",
  "IF([@x]=0,0,10/[@x])",
  "IF([@x]=\"\",1,0)+IF([@x]=0,10,0)",
  "IF([@note]=\"\",\"empty\",[@note])",
  "[@note]",
  "[@note]&\"|\"&[@x]",
  "IF([@x]>[@y],[@x],[@y])",
  "IF([@ok],[@y],-[@y])",
  "IF(TRUE,,5)",
  "IF([@ok],[@y]>0)",
  "IFS([@y]>2,\"big\",[@y]>0,\"small\",TRUE,\"none\")",
  "IFS([@y]>2,1,[@y]>0,2)",
  "IF(AND([@err]>0,[@ok]),1,0)",
  "IF(OR([@ok],[@err]>0),1,0)",
  "AND([@y]>0,[@x]>0,[@ok])",
  "OR([@y]>6,NOT([@ok]))",
  "NOT([@y]>0)",
  "IFERROR([@err],-1)",
  "IFERROR([@y],1)",
  "IFERROR(1/[@x],[@err])",
  "ISBLANK([@x])",
  "ISBLANK([@note])",
  "ISNUMBER(INDEX([x],[@row]))",
  "ISTEXT(INDEX([note],[@row]))",
  "ISNUMBER(INDEX([x],2))",
  "ISERROR([@err])",
  "ISNUMBER([@x])",
  "ISNUMBER([@name])",
  "ISNUMBER([@err])",
  "ISTEXT([@note])",
  "ISTEXT([@name])",
  "NA()",
  "IFERROR(NA(),3)",
  "CHOOSE([@n],\"a\",\"b\",\"c\")",
  "CHOOSE(MOD([@n],3)+1,[@x],[@y],[@z])",
  "[@name]=\"apple\"",
  "[@name]<>\"pear\"",
  "[@name]<\"m\"",
  "[@name]>=[@note]",
  "[@x]=[@y]",
  "[@x]<=[@y]",
  "[@name]>5",
  "[@y]<\"a\"",
  "[@ok]=([@y]>0)",
  "([@y]>0)+([@x]>0)",
  "[@ok]*[@y]",
  /* dates */
  "WEEKDAY([@day])",
  "WEEKDAY([@day],2)",
  "WEEKDAY([@day],3)",
  "WEEKDAY([@day],11)",
  "WEEKDAY([@day],14)",
  "WEEKDAY([@day],17)",
  "WEEKNUM(MIN([@day],DATE(YEAR([@day]),12,20)))",
  "WEEKNUM(MIN([@day],DATE(YEAR([@day]),12,20)),2)",
  "WEEKNUM([@day],21)",
  "ISOWEEKNUM([@day])",
  "YEAR([@day])*10000+MONTH([@day])*100+DAY([@day])",
  "[@day]",
  "[@day]+1",
  "[@day]-DATE(2024,1,1)",
  "EDATE([@day],1)",
  "EDATE([@day],-[@n])",
  "EOMONTH([@day],0)",
  "EOMONTH([@day],-1)",
  "DATE(2024,[@n]*4,31)",
  "DATE(YEAR([@day]),MONTH([@day])+1,0)",
  "DATE(2024,1,[@y])",
  "DAYS([@day],DATE(2023,1,1))",
  "DATEDIF(DATE(1999,1,31),[@day],\"M\")",
  "DATEDIF(DATE(1999,1,31),[@day],\"Y\")",
  "DATEDIF(DATE(1999,1,31),[@day],\"D\")",
  "DATEDIF([@day],DATE(2024,3,1),\"D\")",
  "IF([@day]>DATE(2024,1,1),1,0)",
  "MAX([@day],DATE(2024,1,1))",
  "HOUR([@day]+0.75)+MINUTE([@day]+0.51)",
  "MONTH([@y]+40000)",
  /* text */
  "TEXT([@day],\"yyyy-mm-dd\")",
  "TEXT([@day],\"yyyy-m-d\")",
  "TEXT([@day],\"yy mm\")",
  "TEXT([@y],\"0\")",
  "TEXT([@y]*1000,\"#,##0.00\")",
  "TEXT([@z],\"0.00\")",
  "TEXT([@y]/8,\"0.0%\")",
  "TEXT([@n],\"000\")",
  "VALUE(\"3.5\")+VALUE(\" 12 \")",
  "CONCATENATE([@name],\"-\",[@n],[@note])",
  "LEFT([@name],2)",
  "RIGHT([@name],2)&RIGHT([@name])",
  "MID([@name],2,3)",
  "MID([@name],0,3)",
  "LEFT([@name],[@y])",
  "LEN([@name])+LEN([@note])",
  "UPPER([@name])&LOWER([@name])",
  "TRIM(\"  a   b \"&[@note])",
  "FIND(\"p\",[@name])",
  "FIND(\"p\",[@name],3)",
  "SEARCH(\"P\",[@name])",
  "SEARCH(\"p?e\",[@name])",
  "SEARCH(\"a*e\",[@name])",
  "SUBSTITUTE([@name],\"p\",\"bb\")",
  "SUBSTITUTE([@name],\"p\",\"\",2)",
  "REPT(\"ab\",[@n])",
  "REPT([@name],[@y])",
  "EXACT([@name],\"apple\")",
  "[@y]&\"\"",
  "[@x]&\"/\"&[@n]",
  "1/8&\"\"",
  "1000000*[@n]&\"\"",
  /* aggregates of columns */
  "SUM([x])",
  "SUM([y],[z],5)",
  "SUM([@x],[@y],1)",
  "SUM([err])",
  "IFERROR(SUM([err]),-1)",
  "[@y]/SUM([y])",
  "AVERAGE([x])",
  "AVERAGE([@x],[@y])",
  "COUNT([x])",
  "COUNT([name])",
  "COUNT([err])",
  "COUNTA([note])",
  "COUNTA([err])",
  "COUNTBLANK([note])",
  "COUNTBLANK([x])",
  "MIN([x])",
  "MAX([y],[z])",
  "MAX([@x],[@y],-1)",
  "MIN([@x])",
  "MIN([day])",
  "MAX([err])",
  "MEDIAN([x])",
  "MEDIAN([@x],[@y],[@z])",
  "STDEV.S([y])",
  "STDEV.P([x])",
  "VAR.S([z])",
  "VAR.P([y])",
  "STDEV.S([@y])",
  "PERCENTILE.INC([y],0.3)",
  "PERCENTILE.INC([x],limit/10)",
  "PERCENTILE.INC([y],2)",
  "QUARTILE.INC([y],1)",
  "QUARTILE.INC([z],3)",
  "LARGE([y],2)",
  "LARGE([x],[@row])",
  "SMALL([y],[@n])",
  "SMALL([x],0)",
  "CORREL([x],[y])",
  "SLOPE([y],[x])",
  "INTERCEPT([y],[x])",
  "RSQ([z],[y])",
  "CORREL([n],[y])",
  "GEOMEAN([z])",
  "GEOMEAN([y])",
  "PRODUCT([z])",
  "PRODUCT([@x],[@y])",
  "SUMSQ([y])",
  "SUMPRODUCT([x],[y])",
  "SUMPRODUCT(([y]>0)*[z])",
  "SUMPRODUCT(([name]=[@name])*[y])",
  "SUMPRODUCT((sales[product]=[@name])*sales[price])",
  "SUMPRODUCT(([y]<[@y])*1)",
  "SUMPRODUCT(sales[qty],sales[price])",
  "SUMPRODUCT([err],[y])",
  "ROWS([x])",
  "ROWS(sales[qty])",
  "SUM(sales[qty])",
  "SUM(sales[price])",
  "AVERAGE(sales[price])",
  "MAX(sales[day])",
  "MEDIAN(sales[qty])",
  "COUNTA(sales[region])",
  "PERCENTILE.INC(sales[price],0.9)",
  "LARGE(sales[qty],[@n])",
  "SUM(items[amount])",
  "MAX(items[share])",
  "total*2",
  "biggest",
  /* conditional aggregates */
  "SUMIFS(sales[qty],sales[product],[@name])",
  "SUMIFS(sales[price],sales[product],[@name],sales[region],\"north\")",
  "SUMIFS(sales[qty],sales[qty],[@x])",
  "SUMIFS(sales[price],sales[qty],\">\"&[@x])",
  "SUMIFS(sales[price],sales[qty],\"<>\"&[@y])",
  "SUMIFS(sales[price],sales[product],\"A*\")",
  "SUMIFS(sales[price],sales[day],\">=\"&DATE(2024,2,1),sales[day],\"<\"&DATE(2024,3,1))",
  "SUMIFS(sales[price],sales[day],\"<=\"&[@day])",
  "SUMIFS(sales[price],sales[day],[@day])",
  "SUMIFS(sales[price],sales[day],\">\"&[@day],sales[product],[@name])",
  "SUMIFS(sales[qty],sales[region],\"\")",
  "SUMIFS(sales[net],sales[product],[@name])",
  "COUNTIFS(sales[region],\"\")",
  "COUNTIFS(sales[region],\"<>\")",
  "COUNTIFS(sales[region],\"=\")",
  "COUNTIFS(sales[region],\"<>north\")",
  "COUNTIFS(sales[region],\"*\")",
  "COUNTIFS(sales[product],\"p?um~*\")",
  "COUNTIFS(sales[product],\"plum*\")",
  "COUNTIFS(sales[product],\"<>*p*\")",
  "COUNTIFS(sales[product],wanted)",
  "COUNTIFS(sales[qty],cheap)",
  "COUNTIFS(sales[qty],\">=2\",sales[qty],\"<=4\")",
  "COUNTIFS(sales[qty],2)",
  "COUNTIFS(sales[qty],\"2\")",
  "COUNTIFS(sales[qty],\"<>2\")",
  "COUNTIFS(sales[qty],\"=\")",
  "COUNTIFS(sales[price],\">\"&limit)",
  "COUNTIFS(sales[day],\">=2024-02-20\")",
  "COUNTIFS([ok],TRUE)",
  "COUNTIFS([err],\">0\")",
  "COUNTIFS([y],[@err])",
  "MAX(-[@n],IF([@ok],-10,nothing))",
  "MIN([@n],IFERROR([@x],7))",
  "COUNTIFS([x],\"<>\"&[@err])",
  "SUMIFS([y],[y],\"<\"&[@err])",
  "SUMIFS(sales[net],sales[product],INDEX(sales[product],MATCH([@x],sales[qty],0)))",
  "COUNTIFS(sales[region],\"<>\"&INDEX(sales[region],MATCH([@name],sales[product],0)))",
  "IFERROR(AVERAGEIFS([y],[y],[@err]),-1)",
  "MAXIFS([y],[y],[@err])",
  "MAXIFS([y],[y],\"<\"&[@err])",
  "IFERROR(SUMIFS([y],[name],IF([@x]>0,NA(),\"fig\")),-1)",
  "COUNTIFS([y],[@y])",
  "COUNTIFS([y],\"<\"&[@y])",
  "COUNTIFS([name],[@name],[y],\">0\")",
  "COUNTIFS([name],\"<>\"&[@name])",
  "COUNTIFS([x],\"\")",
  "COUNTIF([y],\">0\")",
  "COUNTIF(sales[product],[@name])",
  "SUMIF([y],\">0\")",
  "SUMIF(sales[product],[@name],sales[price])",
  "AVERAGEIF([y],\"<0\")",
  "AVERAGEIF(sales[product],[@name],sales[qty])",
  "AVERAGEIFS(sales[qty],sales[product],[@name])",
  "AVERAGEIFS([y],[ok],TRUE)",
  "MAXIFS(sales[qty],sales[product],[@name])",
  "MINIFS(sales[price],sales[region],\"north\")",
  "MAXIFS(sales[day],sales[product],[@name])",
  "MINIFS([y],[x],\">\"&[@x])",
  "SUMIFS([err],[x],\"<>0\")",
  "SUMIFS([err],[ok],TRUE)",
  "SUMIFS([y],[name],[@name])",
  "SUMIFS([y],[name],[@name],[ok],FALSE)",
  "SUMIFS([y],[day],\">=\"&[@day])",
  "SUMIFS([y],[x],\">=\"&[@x],[x],\"<\"&[@x]+3)",
  "SUMIFS(items[amount],items[product],[@name])",
  "SUMIFS(sales[qty],sales[day],\">\"&MAX(sales[day])-30)",
  "SUMIFS(sales[qty],sales[price],\">\"&AVERAGE(sales[price]))",
  /* ranges and neighbours */
  "SUM(INDEX([y],1):[@y])",
  "SUM(INDEX([y],1):[@y])/SUM([y])",
  "AVERAGE(INDEX([x],1):[@x])",
  "MAX(INDEX([y],1):[@y])",
  "SUM(INDEX([err],1):[@err])",
  "COUNT(INDEX([x],1):[@x])",
  "SUM(INDEX([y],[@row]-1):[@y])",
  "AVERAGE(INDEX([y],[@row]-2):[@y])",
  "MIN(INDEX([y],[@row]-1):INDEX([y],[@row]+1))",
  "SUM([@y]:INDEX([y],[@row]+2))",
  "STDEV.S(INDEX([y],1):[@y])",
  "MEDIAN(INDEX([y],[@row]-2):[@y])",
  "SUM(INDEX([y],[@row]-limit):[@y])",
  "MAX([@y]:INDEX([y],ROWS([y])))",
  "SUM(INDEX([y],2):INDEX([y],4))",
  "SUM(INDEX([y],1):INDEX([y],[@n]))",
  "LARGE(INDEX([y],1):[@y],1)",
  "PERCENTILE.INC(INDEX([y],1):[@y],0.5)",
  "INDEX([y],[@row]-1)",
  "INDEX([x],[@row]-1)",
  "INDEX([name],[@row]+2)",
  "IFERROR([@y]/INDEX([y],[@row]-1)-1,0)",
  "IFERROR(INDEX([y],[@row]-limit),99)",
  "INDEX([y],1)",
  "INDEX([y],3)",
  "INDEX([y],ROWS([y]))",
  "INDEX([y],[@n])",
  "INDEX([note],[@row]+1)",
  "[@row]*10",
  "COUNTIFS(INDEX([name],1):[@name],[@name])",
  "COUNTIFS(INDEX([y],1):[@y],\">0\")",
  "COUNTIFS(INDEX([y],1):[@y],\"<\"&[@y])",
  "SUMIFS(INDEX([y],1):[@y],INDEX([name],1):[@name],[@name])",
  "SUMIFS(INDEX([y],[@row]-3):[@y],INDEX([ok],[@row]-3):[@ok],TRUE)",
  "IF(COUNTIFS(INDEX([name],1):[@name],[@name])=1,1,0)",
  "SUMPRODUCT(INDEX([x],1):[@x],INDEX([y],1):[@y])",
  /* ranks and lookups */
  "RANK.EQ([@y],[y])",
  "RANK.EQ([@y],[y],1)",
  "RANK.EQ([@n],sales[qty])",
  "RANK.EQ([@y],[y])+COUNTIFS(INDEX([y],1):[@y],[@y])-1",
  "INT(PERCENTRANK.INC([y],[@y])*100)",
  "INT(PERCENTRANK.INC([y],[@x])*100)",
  "INT(PERCENTRANK.INC([z],[@z],5)*1000)",
  "PERCENTRANK.INC(steps[from],[@y])",
  "INT(PERCENTRANK.INC(INDEX([y],1):[@y],[@y])*100)",
  "RANK.EQ([@y],INDEX([y],1):[@y])",
  "INT(PERCENTRANK.INC(INDEX([y],[@row]-2):[@y],[@n])*100)",
  "MATCH([@name],sales[product],0)",
  "MATCH([@n],[y],0)",
  "MATCH([@x],[y],0)",
  "MATCH([@x],steps[from],1)",
  "MATCH([@note],sales[region],0)",
  "MATCH([@y],steps[from],1)",
  "MATCH([@y],steps[from])",
  "MATCH(\"p*\",sales[product],0)",
  "MATCH([@day],sales[day],0)",
  "INDEX(sales[qty],MATCH([@name],sales[product],0))",
  "INDEX(sales[region],MATCH([@name],sales[product],0))",
  "INDEX(steps[label],MATCH([@y],steps[from],1))",
  "INDEX(sales[price],[@n])",
  "INDEX(sales[day],[@y])",
  "IFERROR(INDEX(sales[qty],MATCH([@name],sales[product],0)),-1)",
  "INDEX(items[rank],MATCH([@name],items[product],0))",
  "IFERROR(1/MATCH([@name],items[product],0),0)",
  "MAX(INDEX(sales[qty],MATCH([@name],sales[product],0)),-5)",
  "AVERAGE(INDEX([x],[@row]-1),[@y])",
  "INDEX(sales[qty],MATCH([@name],sales[product],0))&\"|\"",
  "IF(INDEX([x],[@row]-1)=\"\",1,2)",
  "nothing+1",
  "nothing&\"x\"",
  "limit*[@y]",
  "wanted&\"!\"",
  "IF(nothing=\"\",1,2)",
  "start+[@n]",
};
const guint proof_n_formulas = G_N_ELEMENTS (proof_formulas);

static const char sales_rows[] = "('Apple', 'North', 1, 10.10, '2024-01-15'), ('apple', NULL, 2, 0.20, "
                                 "'2024-02-15'), ('Pear', 'south', NULL, 5.00, '2024-02-20'),"
                                 "('plum*', 'North', 4, 7.70, '2024-03-01'), ('plums', 'South', 8, 0.05, "
                                 "'2024-03-01'), ('fig', 'NORTH', 2, 3.33, '2024-02-29'),"
                                 "('FIG', 'south', 2, 3.33, '2023-12-31'), ('pear', NULL, -3, 2.00, "
                                 "'2024-01-01'), ('quince', 'west', 0, 1.25, '2024-03-31'),"
                                 "('Apple', 'South', 4, 9.99, '2024-02-01'), ('plum*', 'north', NULL, 7.00, "
                                 "'2024-03-04'), ('kiwi', 'East', 5, 0.50, '2024-02-10'),"
                                 "('kiwi', 'east', 5, 0.50, '2024-02-10'), ('apple', 'North', 1, 10.10, "
                                 "'2024-03-15'), ('Quince', 'West', 3, 1.75, '2024-01-31')";

static const char own_rows[] =
    "('Apple', 1, 2.5, 0.5, 1, 'first', '2024-02-29', true), ('pear', NULL, -3, 2.675, 2, NULL, "
    "'2024-12-31', false),"
    "('APPLE', 3, 2.5, 1.005, 3, 'First', '2023-01-01', true), ('plum*', 0, 7, 0.1, 4, 'zeta', '2024-03-04', "
    "false),"
    "('fig', -2, 0, 12.3456, 5, NULL, '1999-11-30', true), ('Fig', 2, 2.5, 0.125, 1, '*', '2024-02-29', "
    "true),"
    "('kiwi', 5, -0.75, 3.3, 2, 'a b', '2024-02-10', false), ('unknown', NULL, 100, 0.7, 3, 'FIRST', "
    "'2024-01-31', true),"
    "('pear', -1, 4, 1.5, 4, NULL, '2000-02-29', true), ('quince', 0, -3, 9.995, 5, 'x', '2024-06-30', "
    "false),"
    "('a', 4, 8, 0.05, 1, '', '2025-01-01', true), ('PLUMS', 7, 1, 2.25, 2, 'last', '2024-10-05', false)";

/* Empty texts are what a formula gives, never what was imported. */
static void
add_relations (FormulaFixture *fixture)
{
  g_autoptr (GString) rows = g_string_new (own_rows);
  SyModelTable *table;

  g_string_replace (rows, "1, '',", "1, NULL,", 0);
  table = formula_fixture_add_relation (fixture, "sales", "SOURCE(sales)",
                                        "product text, region text?, qty number?, price decimal, day date",
                                        sales_rows);
  sy_model_table_add_column (table, "net", "net", "[@qty]*[@price]");
  sy_model_table_add_column (table, "month", "month", "MONTH([@day])");
  table = formula_fixture_add_relation (
      fixture, "t", "INPUT",
      "name text, x number?, y number, z number, n number, note text?, day date, ok bool", rows->str);
  sy_model_table_add_column (table, "err", "err [#]", "10/[@x]");
  sy_model_table_add_column (table, "calc", "计算 [值], #2", "[@y]*2+[@z]");
  sy_model_table_add_column (table, "kind", "kind", "IF([@y]>0,\"plus\",\"minus\")");
  formula_fixture_add_relation (fixture, "steps", "INPUT", "from number, label text",
                                "(0, 'low'), (2, 'middle'), (5, 'high')");
}

FormulaFixture *
proof_make_fixture (void)
{
  static const char *const items[] = {
    "product", NULL,
    "amount",  "SUMIFS(sales[net],sales[product],[@product])",
    "share",   "[@amount]/SUM([amount])",
    "running", "SUM(INDEX([share],1):[@share])",
    "rank",    "RANK.EQ([@amount],[amount])",
    "class",   "IF([@running]-[@share]<0.7,\"A\",IF([@running]-[@share]<0.9,\"B\",\"C\"))",
    NULL
  };
  static const char *const months[] = { "item",   NULL,
                                        "amount", "SUMIFS(sales[net],sales[month],[@item])",
                                        "growth", "[@amount]/INDEX([amount],[@row]-1)-1",
                                        NULL };
  static const char *const days[] = {
    "date", NULL, "weekday", "WEEKDAY([@date],2)", "amount", "SUMIFS(sales[net],sales[day],[@date])", NULL
  };
  static const char *const bands[] = {
    "low", NULL, "high", NULL, "rows", "COUNTIFS(sales[price],\">=\"&[@low],sales[price],\"<\"&[@high])", NULL
  };
  static const char *const cells[] = { "product", NULL,   "weekday",
                                       NULL,      "rows", "COUNTIFS(sales[product],[@product])*[@weekday]",
                                       NULL };
  FormulaFixture *fixture = formula_fixture_new ();
  SyModelTable *table;
  GError *error = NULL;

  add_relations (fixture);
  table = formula_fixture_add_table (fixture, "items", "GROUP(sales[product])", items);
  table->sort = g_strdup ("amount desc, product");
  table->where = g_strdup ("[@amount]>0");
  formula_fixture_add_table (fixture, "months", "LIST(1,4)", months);
  formula_fixture_add_table (fixture, "days", "DAYS(DATE(2024,2,26),DATE(2024,3,3))", days);
  formula_fixture_add_table (fixture, "bands", "BANDS(0,11,2)", bands);
  table = formula_fixture_add_table (fixture, "cells", "CROSS(items[product],days[weekday])", cells);
  table->top = g_strdup ("limit*5");
  formula_fixture_add_parameter (fixture, "limit", SY_TYPE_NUMBER, "2");
  formula_fixture_add_parameter (fixture, "wanted", SY_TYPE_TEXT, "PL*");
  formula_fixture_add_parameter (fixture, "cheap", SY_TYPE_TEXT, "<5");
  formula_fixture_add_parameter (fixture, "nothing", SY_TYPE_NUMBER, NULL);
  formula_fixture_add_parameter (fixture, "start", SY_TYPE_DATE, "2024-02-28");
  sy_model_add_value (fixture->model, "total", "total", "SUM(sales[net])");
  sy_model_add_value (fixture->model, "biggest", "biggest", "INDEX(items[product],1)");
  formula_fixture_evaluate (fixture, &error);
  g_assert_no_error (error);
  return fixture;
}
