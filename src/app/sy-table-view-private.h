/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the parts of the view: sy-table-view.c (what is shown, in which order), sy-table-view-status.c
 * (chips, counts, where a row comes from), sy-table-view-actions.c (search, jump, copy, the column's panel).
 */
#pragma once

#include "sy-column-panel.h"
#include "sy-grid.h"
#include "sy-jump-popover.h"
#include "sy-table-view.h"

G_BEGIN_DECLS

/* How the rows of a table are looked at. */
typedef struct
{
  GPtrArray *conditions; /* (element-type SyCondition) never changed, only replaced */
  int sort_column;
  gboolean descending;
} SyTableLook;

/* Where to look after the rows have changed. */
typedef enum
{
  SY_TABLE_GOAL_TOP,   /* at the first rows */
  SY_TABLE_GOAL_PLACE, /* where one was */
  SY_TABLE_GOAL_ROW,   /* at the row of the cursor, when it is still there */
} SyTableGoal;

struct _SyTableView
{
  GtkWidget parent_instance;

  SySession *session;
  SyTable *table; /* asked for; the grid shows that of the model's order */
  SyRowModel *model;
  SyGrid *grid;
  SyTableLook wanted, shown;
  GObject *build;      /* owner of the work that puts rows in order; NULL: none is under way */
  guint busy_id;       /* shows that work goes on, when it takes longer than one notices */
  char *select_column; /* a cell to go to once the rows are there */
  gint64 select_row;
  SyColumnPanel *panel;
  SyJumpPopover *jump;
  GObject *copying; /* owner of a copy under way */

  GtkWidget *box;
  GtkSearchBar *search_bar;
  GtkEditable *search_entry;
  GtkRevealer *chips_revealer;
  GtkBox *chips;
  GtkScrolledWindow *scrolled;
  GtkWidget *nothing;
  GtkSpinner *spinner;
  GtkWidget *stop;
  GtkLabel *count;
  GtkLabel *origin;
  GtkWidget *copy_origin;
  GtkMenuButton *jump_button;
};

/* sy-table-view.c: @conditions: taken */
void sy_table_view_look (
    SyTableView *self, GPtrArray *conditions, int sort_column, gboolean descending, SyTableGoal goal);
/* A copy of the conditions but those on @column, or with @column NULL but the search. */
GPtrArray *sy_table_view_dup_conditions (SyTableView *self, const char *column);

/* sy-table-view-status.c */
void sy_table_view_show_chips (SyTableView *self);
void sy_table_view_show_count (SyTableView *self);
void sy_table_view_show_origin (SyTableView *self);
void sy_table_view_copy_origin (SyTableView *self);

/* sy-table-view-actions.c */
void sy_table_view_install_actions (GtkWidgetClass *widget_class);
void sy_table_view_search (SyTableView *self);
void sy_table_view_connect_actions (SyTableView *self);

G_END_DECLS
