/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the parts of the form: sy-sheet-grid.c (places, scrolling), sy-sheet-grid-edit.c (the editor),
 * sy-sheet-grid-input.c (keys and mouse), sy-sheet-grid-offer.c (choices and calendar). */
#pragma once

#include "sy-sheet-grid.h"
#include "sy-sheet-row.h"

G_BEGIN_DECLS

struct _SySheetGrid
{
  GtkWidget parent_instance;

  SySheetRows *rows;

  /* places */
  GPtrArray *titles;      /* (element-type GtkLabel) owned as children */
  GPtrArray *pool;        /* (element-type SySheetRow) owned as children; row % len shows it */
  gboolean has_new_texts; /* since the columns were placed */
  SySheetPlace *places;   /* of the columns, for @width */
  int width;              /* for which all this holds; 0: none */
  int header_height;
  GArray *heights; /* (element-type int) of the cells of each row; 0: to be measured */
  GArray *errors;  /* (element-type int) … and of what is wrong under them */
  GArray *offsets; /* (element-type int) top of each row, and the bottom of the last */
  PangoLayout *ruler;
  GtkWidget *scrolled; /* around it, borrowed; NULL: none yet */
  guint grow_id, scroll_id, follow_id, resize_id;

  /* the editor */
  guint row, column; /* the cursor */
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkWidget *button;      /* at the end of the cell: choices, calendar, where the link leads */
  GtkWidget *row_menu;    /* at the end of the row */
  gboolean has_keys;      /* the focus is within; the state of the widget tells it too late */
  gboolean is_loading;    /* the text changes because the cell does */
  gboolean has_preedit;   /* an input method is in the middle of something */
  gboolean is_raw;        /* the editor has the text of a link and not what it gives */
  gboolean has_typed;     /* since the cursor came to the cell */
  gboolean has_committed; /* something of the same cell: one step of undo */
  char *explained;        /* which link was explained last */
  char *before;           /* what stood there then */
  char *canonical;        /* how the document writes what was typed since; NULL: it has not taken it yet */
  gboolean is_committing;
  guint commit_id;

  /* what is offered */
  GtkPopover *popover; /* of choices */
  GtkListBox *list;
  GPtrArray *offered; /* (element-type SySheetChoice) borrowed from the column */
  GtkPopover *calendar_popover;
  GtkCalendar *calendar;
  gboolean is_picking; /* the calendar changes because of us */
};

enum
{
  SY_SHEET_GRID_EXPLAIN,
  SY_SHEET_GRID_FOLLOW,
  SY_SHEET_GRID_LINK,
  SY_SHEET_GRID_ROW_CHOSEN,
  SY_SHEET_GRID_SAID,
  SY_SHEET_GRID_N_SIGNALS
};
extern guint sy_sheet_grid_signals[SY_SHEET_GRID_N_SIGNALS];

/* sy-sheet-grid.c */
const SySheetColumn *sy_sheet_grid_get_column (SySheetGrid *self, guint column);
guint sy_sheet_grid_get_n_columns (SySheetGrid *self);
/* Where a cell is within the widget. */
/* Opens it at the cursor, or as near to it as can be seen. */
void sy_sheet_grid_point (SySheetGrid *self, GtkPopover *popover);
void sy_sheet_grid_get_area (SySheetGrid *self, guint row, guint column, GdkRectangle *area);
/* The cell at a place; FALSE: none is there. */
gboolean sy_sheet_grid_find_cell (SySheetGrid *self, double x, double y, guint *row, guint *column);
/* The texts of a row are others: its height is measured again. -1: of all rows. */
void sy_sheet_grid_forget_height (SySheetGrid *self, int row);
void sy_sheet_grid_scroll_to_cursor (SySheetGrid *self);

/* sy-sheet-grid-edit.c */
void sy_sheet_grid_add_editor (SySheetGrid *self);
/* Another cell; what was typed in the old one is committed. */
void sy_sheet_grid_move (SySheetGrid *self, guint row, guint column);
/* The editor shows what the cell has. */
void sy_sheet_grid_load (SySheetGrid *self);
void sy_sheet_grid_set_text (SySheetGrid *self, const char *text); /* as if it was typed */
char *sy_sheet_grid_dup_typed (SySheetGrid *self);
void sy_sheet_grid_edit_raw (SySheetGrid *self); /* F2 */
void sy_sheet_grid_cancel (SySheetGrid *self);   /* Esc: back to what stood there */
gboolean sy_sheet_grid_can_type (SySheetGrid *self, guint row, guint column);
/* What the cell's button does. */
void sy_sheet_grid_press_button (SySheetGrid *self);

/* sy-sheet-grid-input.c */
void sy_sheet_grid_add_controllers (SySheetGrid *self);
void sy_sheet_grid_install_actions (GtkWidgetClass *klass);

/* sy-sheet-grid-offer.c */
void sy_sheet_grid_add_offers (SySheetGrid *self);
void sy_sheet_grid_remove_offers (SySheetGrid *self);
gboolean sy_sheet_grid_is_offering (SySheetGrid *self);
void sy_sheet_grid_offer (SySheetGrid *self, gboolean all); /* @all: whatever is typed */
void sy_sheet_grid_stop_offering (SySheetGrid *self);
void sy_sheet_grid_offer_step (SySheetGrid *self, int by);
/* Takes the one that is chosen; FALSE: none is. */
gboolean sy_sheet_grid_take_offer (SySheetGrid *self);
void sy_sheet_grid_open_calendar (SySheetGrid *self);
/* After a text was typed: what fits it is offered. */
void sy_sheet_grid_update_offer (SySheetGrid *self);

G_END_DECLS
