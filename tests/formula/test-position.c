/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows INDEX means. */
#include <glib.h>

#include "sy-binder.h"
#include "sy-position.h"

static void
test_position (void)
{
  static const struct
  {
    const char *formula;
    SyPositionKind kind;
    gint64 offset;
  } cases[] = {
    { "INDEX([item],3)", SY_POSITION_ABSOLUTE, 3 },
    { "INDEX([item],-3)", SY_POSITION_ABSOLUTE, -3 },
    { "INDEX([item],1+1)", SY_POSITION_ABSOLUTE, 2 },
    { "INDEX([item],1.5)", SY_POSITION_COMPUTED, 0 },
    { "INDEX([item],[@row])", SY_POSITION_RELATIVE, 0 },
    { "INDEX([item],[@row]-3)", SY_POSITION_RELATIVE, -3 },
    { "INDEX([item],2+[@row]-3)", SY_POSITION_RELATIVE, -1 },
    { "INDEX([item],3-[@row])", SY_POSITION_COMPUTED, 0 },
    { "INDEX([item],[@row]+[@row])", SY_POSITION_COMPUTED, 0 },
    { "INDEX([item],-[@row])", SY_POSITION_COMPUTED, 0 },
    { "INDEX([item],ROWS([item]))", SY_POSITION_LAST, 0 },
    { "INDEX([item],ROWS([item])-1)", SY_POSITION_LAST, -1 },
    { "INDEX([item],ROWS([item])-[@row])", SY_POSITION_COMPUTED, 0 },
    { "INDEX([item],ROWS(u[item]))", SY_POSITION_COMPUTED, 0 },
    { "INDEX(u[item],[@row])", SY_POSITION_COMPUTED, 0 },
    { "INDEX(u[item],ROWS(u[item]))", SY_POSITION_LAST, 0 },
    { "INDEX([item],[@item])", SY_POSITION_COMPUTED, 0 },
    { "[@item]", SY_POSITION_RELATIVE, 0 },
  };
  g_autoptr (SyModel) model = sy_model_new ();
  SyModelTable *table = sy_model_add_table (model, "t", NULL, "LIST(1,3)");
  g_autoptr (GError) error = NULL;

  sy_model_add_table (model, "u", NULL, "LIST(1,3)");
  sy_binder_bind (model, &error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SyExpression) bound = sy_binder_bind_formula (model, table, cases[i].formula, &error);
      SyPosition position = { 0 };

      g_assert_no_error (error);
      position = sy_position_of_cell (bound);
      g_test_message ("%s", cases[i].formula);
      g_assert_cmpint (position.kind, ==, cases[i].kind);
      g_assert_cmpint (position.offset, ==, cases[i].offset);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/position/position", test_position);
  return g_test_run ();
}
