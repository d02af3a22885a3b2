/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas and the cell texts, structured and A1, that a reader of Excel's rules would write for them. */
#include <glib.h>
#include <string.h>

#include "sy-binder.h"
#include "sy-excel-writer.h"

typedef struct
{
  SyModel *model;
  SyModelTable *stand_in;
} Fixture;

static const char *
get_table_name (gpointer user_data, const SyModelTable *table)
{
  return table->title;
}

static const char *
get_column_header (gpointer user_data, const SyModelColumn *column)
{
  return column->title;
}

static const char *
get_row_header (gpointer user_data, const SyModelTable *table)
{
  return "No";
}

static const char *
get_defined_name (gpointer user_data, const SyModelName *name)
{
  return name->title;
}

/* Every table on its own sheet, columns from B on, rows 5 to 8; “single” has row 5 only. */
static void
get_column_place (gpointer user_data,
                  const SyModelColumn *column,
                  const char **sheet,
                  guint *col,
                  guint *first_row,
                  guint *last_row)
{
  guint index = 0;

  g_ptr_array_find (column->table->columns, column, &index);
  *sheet = column->table->title;
  *col = index + 1;
  *first_row = 4;
  *last_row = g_str_equal (column->table->id, "single") ? 4 : 7;
}

static void
get_row_place (gpointer user_data,
               const SyModelTable *table,
               const char **sheet,
               guint *col,
               guint *first_row,
               guint *last_row)
{
  *sheet = table->title;
  *col = 0;
  *first_row = 4;
  *last_row = 7;
}

static SyModelTable *
get_stand_in (gpointer user_data, const SyModelTable *table, GPtrArray *criteria_columns)
{
  Fixture *fixture = user_data;

  return fixture->stand_in && g_str_equal (table->id, "sales") ? fixture->stand_in : NULL;
}

static gboolean
get_needs_escape (gpointer user_data, const SyModelColumn *column)
{
  return g_str_equal (column->id, "wild");
}

static gboolean
get_needs_exact (gpointer user_data, const SyModelColumn *column)
{
  return g_str_equal (column->id, "exact");
}

static void
set_up (Fixture *fixture)
{
  SyModelTable *sales = NULL;
  SyModelTable *table = NULL;

  fixture->model = sy_model_new ();
  sales = sy_model_add_table (fixture->model, "sales", "销售", NULL);
  sy_model_table_add_column (sales, "date", "日期", NULL)->type = SY_TYPE_DATE;
  sy_model_table_add_column (sales, "product", "商品", NULL)->type = SY_TYPE_TEXT;
  sy_model_table_add_column (sales, "amount", "销售金额", NULL)->may_be_blank = TRUE;
  sy_model_table_add_column (sales, "note", "Note [#1]", NULL)->type = SY_TYPE_TEXT;
  table = sy_model_add_table (fixture->model, "daily", "日追踪", "INPUT");
  sy_model_table_add_column (table, "date", "日期", NULL)->type = SY_TYPE_DATE;
  sy_model_table_add_column (table, "a", "A", NULL);
  sy_model_table_add_column (table, "b", "B.1", NULL);
  sy_model_table_add_column (table, "name", "Name", NULL)->type = SY_TYPE_TEXT;
  sy_model_table_add_column (table, "wild", "Wild", NULL)->type = SY_TYPE_TEXT;
  sy_model_table_add_column (table, "empty", "Empty", NULL)->type = SY_TYPE_TEXT;
  sy_model_table_find_column (table, "empty")->may_be_blank = TRUE;
  sy_model_table_add_column (table, "bad", "Bad", "1/[@a]");
  sy_model_table_add_column (table, "exact", "Exact", NULL)->type = SY_TYPE_TEXT;
  sy_model_table_add_column (sy_model_add_table (fixture->model, "single", "单行", "INPUT"), "v", "V", NULL);
  sy_model_add_parameter (fixture->model, "target", "月销售目标", SY_TYPE_NUMBER);
  sy_model_add_parameter (fixture->model, "kind", "Kind", SY_TYPE_TEXT);
}

static SyExcelFormula *
write_formula (Fixture *fixture, const char *text, guint row, gboolean a1)
{
  SyExcelLayout layout = { fixture,          get_table_name,   get_column_header, get_row_header,
                           get_defined_name, get_column_place, get_row_place,     get_stand_in,
                           get_needs_escape, get_needs_exact };
  SyModelTable *table = sy_model_find_table (fixture->model, "daily");
  g_autoptr (GError) error = NULL;
  g_autoptr (SyExpression) bound = sy_binder_bind_formula (fixture->model, table, text, &error);
  SyExcelFormula *formula = NULL;

  g_assert_no_error (error);
  formula = sy_excel_writer_write (&layout, table, bound, row, a1, &error);
  g_assert_no_error (error);
  return formula;
}

typedef struct
{
  const char *formula;
  const char *structured;
  const char *a1; /* in the table's second row, NULL: as structured */
} WriteCase;

#define ROW "日追踪[[#This Row],[No]]"

static const WriteCase write_cases[] = {
  { "1+2*3", "=1+2*3", NULL },
  { "(1+2)*3", "=(1+2)*3", NULL },
  { "1-(2-3)", "=1-(2-3)", NULL },
  { "1-(2+3)*4", "=1-(2+3)*4", NULL },
  { "(1-2)-3", "=1-2-3", NULL },
  { "-2^2", "=-2^2", NULL },
  { "-(2^2)", "=-(2^2)", NULL },
  { "2^-1", "=2^-1", NULL },
  { "2^3^2", "=2^3^2", NULL },
  { "2^(3^2)", "=2^(3^2)", NULL },
  { "(1+2)%", "=(1+2)%", NULL },
  { "50%^2", "=50%^2", NULL },
  { "(2^2)%", "=(2^2)%", NULL },
  { "1&(2=3)", "=1&(2=3)", NULL },
  { "(1&2)=\"12\"", "=1&2=\"12\"", NULL },
  { "0.1", "=0.1", NULL },
  { "\"a\"\"b\"", "=\"a\"\"b\"", NULL },
  { "[@a]*target/SUM([a])", "=日追踪[[#This Row],[A]]*月销售目标/SUM(日追踪[A])",
    "=C6*月销售目标/SUM('日追踪'!$C$5:$C$8)" },
  { "[@b]", "=日追踪[[#This Row],[B.1]]", "=D6" },
  { "SUM([b])", "=SUM(日追踪[[B.1]])", "=SUM('日追踪'!$D$5:$D$8)" },
  { "COUNTA(sales[note])", "=COUNTA(销售[[Note '['#1']]])", "=COUNTA('销售'!$E$5:$E$8)" },
  { "[@row]", "=" ROW, "=A6" },
  { "SUM(INDEX([a],1):[@a])", "=SUM(INDEX(日追踪[A],1):日追踪[[#This Row],[A]])", "=SUM($C$5:C6)" },
  { "SUM(INDEX([a],[@row]-1):[@a])",
    "=SUM(INDEX(日追踪[A],IF(" ROW ">1," ROW "-1,NA())):日追踪[[#This Row],[A]])", "=SUM(C5:C6)" },
  { "SUM(INDEX([a],[@row]-2):[@a])",
    "=SUM(INDEX(日追踪[A],IF(" ROW ">2," ROW "-2,NA())):日追踪[[#This Row],[A]])", "=SUM(NA())" },
  { "COUNT(INDEX([a],[@row]-1):[@a])",
    "=COUNT(INDEX(日追踪[A],IF(" ROW ">1," ROW
    "-1,NA())):日追踪[[#This Row],[A]])+0*ROWS(INDEX(日追踪[A],IF(" ROW ">1," ROW
    "-1,NA())):日追踪[[#This Row],[A]])",
    "=COUNT(C5:C6)+0*ROWS(C5:C6)" },
  { "SUM([@a]:INDEX([a],ROWS([a])))", "=SUM(日追踪[[#This Row],[A]]:INDEX(日追踪[A],ROWS(日追踪[A])))",
    "=SUM(C6:$C$8)" },
  { "INDEX([a],[@row]-1)", "=INDEX(日追踪[A],IF(" ROW ">1," ROW "-1,NA()))", "=C5" },
  { "INDEX([a],[@row]+1)", "=INDEX(日追踪[A]," ROW "+1)", "=C7" },
  { "INDEX([a],[@row]+3)", "=INDEX(日追踪[A]," ROW "+3)", "=NA()" },
  { "INDEX([a],[@row])", "=日追踪[[#This Row],[A]]", "=C6" },
  { "INDEX([a],1)", "=INDEX(日追踪[A],1)", "=$C$5" },
  { "INDEX([a],0)", "=INDEX(日追踪[A],NA())", "=NA()" },
  { "INDEX([a],target)", "=INDEX(日追踪[A],IF(月销售目标<1,NA(),月销售目标))",
    "=INDEX('日追踪'!$C$5:$C$8,IF(月销售目标<1,NA(),月销售目标))" },
  { "INDEX(sales[amount],MATCH([@name],sales[product],0))",
    "=INDEX(销售[销售金额],MATCH(日追踪[[#This Row],[Name]],销售[商品],0))",
    "=INDEX('销售'!$D$5:$D$8,MATCH(E6,'销售'!$C$5:$C$8,0))" },
  { "INDEX(single[v],MATCH([@a],single[v],0))", "=INDEX(单行[V],MATCH(日追踪[[#This Row],[A]],单行[V],0))",
    "=CHOOSE(MATCH(C6,'单行'!$B$5:$B$5,0),'单行'!$B$5)" },
  { "MATCH([@wild],sales[product],0)",
    "=MATCH(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(日追踪[[#This "
    "Row],[Wild]],\"~\",\"~~\"),\"*\",\"~*\"),\"?\",\"~?\"),销售[商品],0)",
    "=MATCH(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(F6,\"~\",\"~~\"),\"*\",\"~*\"),\"?\",\"~?\"),'销售'!$C$5:$C$8,"
    "0)" },
  { "MATCH(\"a*\",sales[product],0)", "=MATCH(\"a*\",销售[商品],0)", "=MATCH(\"a*\",'销售'!$C$5:$C$8,0)" },
  { "COUNTIFS(sales[amount],[@bad])", "=COUNTIFS(销售[销售金额],IFERROR(日追踪[[#This Row],[Bad]],CHAR(1)))",
    "=COUNTIFS('销售'!$D$5:$D$8,IFERROR(H6,CHAR(1)))" },
  { "COUNTIFS(sales[date],\">=\"&EDATE([@date],-12))",
    "=COUNTIFS(销售[日期],\">=\"&EDATE(日追踪[[#This Row],[日期]],-12))",
    "=COUNTIFS('销售'!$B$5:$B$8,\">=\"&EDATE(B6,-12))" },
  { "SUMIFS(sales[amount],sales[product],[@name])",
    "=SUMIFS(销售[销售金额],销售[商品],日追踪[[#This Row],[Name]])",
    "=SUMIFS('销售'!$D$5:$D$8,'销售'!$C$5:$C$8,E6)" },
  { "COUNTIFS(sales[product],[@wild])",
    "=COUNTIFS(销售[商品],\"=\"&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(日追踪[[#This "
    "Row],[Wild]],\"~\",\"~~\"),\"*\",\"~*\"),\"?\",\"~?\"))",
    "=SUMPRODUCT(('销售'!$C$5:$C$8=F6)*1)" },
  { "SUMIFS(sales[amount],sales[product],[@exact],sales[date],\">=\"&[@date])",
    "=SUMPRODUCT((销售[商品]=日追踪[[#This Row],[Exact]])*(销售[日期]>=日追踪[[#This "
    "Row],[日期]])*1,销售[销售金额])",
    "=SUMPRODUCT(('销售'!$C$5:$C$8=I6)*('销售'!$B$5:$B$8>=B6)*1,'销售'!$D$5:$D$8)" },
  { "COUNTIFS(sales[date],\">=\"&[@date],sales[product],\"a*\")",
    "=COUNTIFS(销售[日期],\">=\"&日追踪[[#This Row],[日期]],销售[商品],\"a*\")",
    "=COUNTIFS('销售'!$B$5:$B$8,\">=\"&B6,'销售'!$C$5:$C$8,\"a*\")" },
  { "COUNTIFS(INDEX([a],1):[@a],[@a])",
    "=COUNTIFS(INDEX(日追踪[A],1):日追踪[[#This Row],[A]],日追踪[[#This Row],[A]])",
    "=COUNTIFS($C$5:C6,C6)" },
  { "IFS([@a]>1,\"x\",[@a]>0,\"y\")",
    "=IF(日追踪[[#This Row],[A]]>1,\"x\",IF(日追踪[[#This Row],[A]]>0,\"y\",NA()))",
    "=IF(C6>1,\"x\",IF(C6>0,\"y\",NA()))" },
  { "IFS([@a]>1,1,TRUE,2)", "=IF(日追踪[[#This Row],[A]]>1,1,2)", "=IF(C6>1,1,2)" },
  { "IF([@a]>1,[@a]>2,1)", "=IF(日追踪[[#This Row],[A]]>1,(日追踪[[#This Row],[A]]>2)*1,1)",
    "=IF(C6>1,(C6>2)*1,1)" },
  { "[@empty]", "=日追踪[[#This Row],[Empty]]&\"\"", "=G6&\"\"" },
  { "IF([@a]>1,[@empty],\"x\")", "=IF(日追踪[[#This Row],[A]]>1,日追踪[[#This Row],[Empty]]&\"\",\"x\")",
    "=IF(C6>1,G6&\"\",\"x\")" },
  { "ISOWEEKNUM([@date])", "=WEEKNUM(日追踪[[#This Row],[日期]],21)", "=WEEKNUM(B6,21)" },
  { "DAYS([@date],[@date]-1)*2", "=(日追踪[[#This Row],[日期]]-(日追踪[[#This Row],[日期]]-1))*2",
    "=(B6-(B6-1))*2" },
  { "STDEV.S([a])", "=STDEV(日追踪[A])", "=STDEV('日追踪'!$C$5:$C$8)" },
  { "RANK.EQ([@a],[a])", "=RANK(日追踪[[#This Row],[A]],日追踪[A])", "=RANK(C6,'日追踪'!$C$5:$C$8)" },
  { "PERCENTILE.INC([a],0.9)", "=PERCENTILE(日追踪[A],0.9)", "=PERCENTILE('日追踪'!$C$5:$C$8,0.9)" },
  { "SUMPRODUCT((sales[product]=[@name])*sales[amount])",
    "=SUMPRODUCT((销售[商品]=日追踪[[#This Row],[Name]])*销售[销售金额])",
    "=SUMPRODUCT(('销售'!$C$5:$C$8=E6)*'销售'!$D$5:$D$8)" },
};

static void
test_write (void)
{
  Fixture fixture = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  sy_binder_bind (fixture.model, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (write_cases); i++)
    {
      g_autoptr (SyExcelFormula) structured = write_formula (&fixture, write_cases[i].formula, 1, FALSE);
      g_autoptr (SyExcelFormula) a1 = write_formula (&fixture, write_cases[i].formula, 1, TRUE);

      g_assert_cmpstr (structured->text, ==, write_cases[i].structured);
      g_assert_cmpstr (a1->text, ==, write_cases[i].a1 ? write_cases[i].a1 : write_cases[i].structured);
      g_assert_false (structured->is_array);
      g_assert_null (structured->not_live);
    }
  sy_model_unref (fixture.model);
}

static const WriteCase array_cases[] = {
  { "MAXIFS(sales[amount],sales[product],[@name])",
    "=MAX(IF((销售[商品]=日追踪[[#This Row],[Name]])*(销售[销售金额]<>\"\"),销售[销售金额]))", NULL },
  { "MINIFS([a],[b],\">5\")", "=MIN(IF((日追踪[[B.1]]>5),日追踪[A]))", NULL },
  { "MINIFS([a],[bad],\">5\",[b],[@b])",
    "=MIN(IF(IFERROR((日追踪[Bad]>5),0)*(日追踪[[B.1]]=日追踪[[#This Row],[B.1]]),日追踪[A]))", NULL },
  { "MAXIFS([a],[name],\"x*\")",
    "=MAX(IF(ISNUMBER(SEARCH(CHAR(1)&\"x*\"&CHAR(1),CHAR(1)&日追踪[Name]&CHAR(1))),日追踪[A]))", NULL },
  { "DISTINCTCOUNT(daily[a])",
    "=IF(SUM(--(日追踪[A]<>\"\"))=0,0,SUM(--(FREQUENCY(IF((日追踪[A]<>\"\"),MATCH(日追踪[A],日追踪[A],0)),"
    "ROW(日追踪[A])-MIN(ROW(日追踪[A]))+"
    "1)>0)))",
    NULL },
  { "DISTINCTCOUNT(sales[product])", NULL, NULL },
  { "MAXIFS([a],[name],kind)", NULL, NULL },
};

static void
test_array (void)
{
  Fixture fixture = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  sy_binder_bind (fixture.model, &error);
  for (guint i = 0; i < G_N_ELEMENTS (array_cases); i++)
    {
      g_autoptr (SyExcelFormula) formula = write_formula (&fixture, array_cases[i].formula, 1, FALSE);

      g_assert_cmpstr (formula->text, ==, array_cases[i].structured);
      if (formula->text)
        g_assert_true (formula->is_array);
      else
        g_assert_nonnull (formula->not_live);
    }
  sy_model_unref (fixture.model);
}

static const WriteCase stand_in_cases[] = {
  { "SUM(sales[amount])", "=SUM(汇总[sum_amount])", NULL },
  { "SUMIFS(sales[amount],sales[product],[@name])",
    "=SUMIFS(汇总[sum_amount],汇总[product],日追踪[[#This Row],[Name]])", NULL },
  { "SUMIF(sales[product],[@name],sales[amount])",
    "=SUMIFS(汇总[sum_amount],汇总[product],日追踪[[#This Row],[Name]])", NULL },
  { "COUNTIFS(sales[product],\"a\")", "=SUMIFS(汇总[rows],汇总[product],\"a\")", NULL },
  { "2/AVERAGEIFS(sales[amount],sales[product],\"a\")",
    "=2/(SUMIFS(汇总[sum_amount],汇总[product],\"a\")/SUMIFS(汇总[n_amount],汇总[product],\"a\"))", NULL },
  { "ROWS(sales[amount])", "=SUM(汇总[rows])", NULL },
  { "COUNT(sales[amount])", "=SUM(汇总[n_amount])", NULL },
  { "MAX(sales[amount])", "=MAX(汇总[max_amount])", NULL },
  { "MAXIFS(sales[amount],sales[product],\"a\")",
    "=MAX(IF((汇总[product]=\"a\")*(汇总[max_amount]<>\"\"),汇总[max_amount]))", NULL },
  { "MEDIAN(sales[amount])", NULL, NULL },
  { "COUNTIFS(sales[date],1)", NULL, NULL },
  { "SUMPRODUCT(sales[amount]*2)", NULL, NULL },
  { "INDEX(sales[amount],3)", NULL, NULL },
};

static void
test_stand_in (void)
{
  static const char *const ids[] = { "rows", "sum_amount", "n_amount", "max_amount", "min_amount" };
  Fixture fixture = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  set_up (&fixture);
  fixture.stand_in = sy_model_add_table (fixture.model, "totals", "汇总", "INPUT");
  sy_model_table_add_column (fixture.stand_in, "product", "product", NULL)->type = SY_TYPE_TEXT;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    sy_model_table_add_column (fixture.stand_in, ids[i], ids[i], NULL);
  sy_binder_bind (fixture.model, &error);
  /* Underscores are letters of a header. */
  for (guint i = 0; i < G_N_ELEMENTS (stand_in_cases); i++)
    {
      g_autoptr (SyExcelFormula) formula = write_formula (&fixture, stand_in_cases[i].formula, 1, FALSE);

      g_assert_cmpstr (formula->text, ==, stand_in_cases[i].structured);
      g_assert_true ((formula->text == NULL) == (formula->not_live != NULL));
    }
  sy_model_unref (fixture.model);
}

static void
test_long_text_is_split (void)
{
  g_autofree char *letters = g_strnfill (600, 'x');
  g_autofree char *quoted = sy_excel_writer_quote_text (letters);
  g_auto (GStrv) pieces = g_strsplit (quoted, "&", -1);

  g_assert_cmpuint (g_strv_length (pieces), ==, 3);
  g_assert_cmpuint (strlen (pieces[0]), ==, 257);
  g_assert_cmpuint (strlen (pieces[2]), ==, 92);
}

/* 70 conditions are 70 nested IF, six more than Excel takes. */
static void
test_too_deep_is_not_live (void)
{
  Fixture fixture = { NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new ("IFS(");
  g_autoptr (SyExcelFormula) formula = NULL;

  set_up (&fixture);
  sy_binder_bind (fixture.model, &error);
  for (guint i = 0; i < 70; i++)
    g_string_append_printf (text, "%s[@a]=%u,%u", i > 0 ? "," : "", i, i);
  g_string_append_c (text, ')');
  formula = write_formula (&fixture, text->str, 1, TRUE);
  g_assert_null (formula->text);
  g_assert_nonnull (strstr (formula->not_live, "64"));
  sy_model_unref (fixture.model);
}

/* A guard writes its number twice; thirty of them within one another would be 2^30 numbers. */
static void
test_guards_do_not_explode (void)
{
  Fixture fixture = { NULL, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SyExcelFormula) formula = NULL;

  set_up (&fixture);
  sy_binder_bind (fixture.model, &error);
  for (guint i = 0; i < 30; i++)
    g_string_append (text, "INDEX([a],");
  g_string_append (text, "target");
  for (guint i = 0; i < 30; i++)
    g_string_append_c (text, ')');
  formula = write_formula (&fixture, text->str, 1, FALSE);
  g_assert_null (formula->text);
  g_assert_nonnull (formula->not_live);
  sy_model_unref (fixture.model);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/excel-writer/write", test_write);
  g_test_add_func ("/excel-writer/array", test_array);
  g_test_add_func ("/excel-writer/stand-in", test_stand_in);
  g_test_add_func ("/excel-writer/long-text-is-split", test_long_text_is_split);
  g_test_add_func ("/excel-writer/too-deep-is-not-live", test_too_deep_is_not_live);
  g_test_add_func ("/excel-writer/guards-do-not-explode", test_guards_do_not_explode);
  return g_test_run ();
}
