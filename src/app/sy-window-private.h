/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the parts of the window: sy-window.c (pages, signals), sy-window-files.c (open, import, save),
 * sy-window-export.c. */
#pragma once

#include "sy-inspector.h"
#include "sy-session.h"
#include "sy-sidebar.h"
#include "sy-start-page.h"
#include "sy-window.h"

G_BEGIN_DECLS

struct _SyWindow
{
  AdwApplicationWindow parent_instance;

  /* owned */
  SyCatalogue *catalogue;
  SySession *session; /* NULL while the start page is shown */
  GSettings *settings;
  GQueue waiting;                /* (element-type GFile) data files still to be looked at */
  GtkFileChooserNative *chooser; /* the one that is open */
  SyArea area;
  char *table;       /* shown table, NULL for areas without */
  gboolean add_data; /* the chooser's files go into the open document */
  gboolean closing;

  /* template */
  AdwWindowTitle *title;
  AdwToastOverlay *toasts;
  AdwFlap *sidebar_flap;
  AdwFlap *inspector_flap;
  AdwBin *inspector_bin;
  SySidebar *sidebar;
  GtkMenuButton *month_button;
  GtkMenuButton *open_button;
  GtkMenuButton *export_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  GtkStack *main_stack;
  GtkStack *page_stack;
  GtkRevealer *banner_revealer;
  GtkLabel *banner_label;
  GtkRevealer *jobs_revealer;
  GtkListBox *jobs_list;
};

/* sy-window.c */
void sy_window_set_document (SyWindow *self, SyDocument *document);
void sy_window_go (SyWindow *self, SyArea area, const char *table);
void sy_window_toast (SyWindow *self, const char *text);
void sy_window_show_banner (SyWindow *self, const char *text); /* NULL hides it */
void sy_window_update_actions (SyWindow *self);

/* sy-window-files.c */
void sy_window_files_install (GtkWidgetClass *widget_class);
void sy_window_next_file (SyWindow *self);
void sy_window_ask_before_closing (SyWindow *self);

/* sy-window-export.c */
void sy_window_export_install (GtkWidgetClass *widget_class);

/* sy-month-menu.c: fills the month button from the first and last day of the sales. */
void sy_window_update_month (SyWindow *self);

G_END_DECLS
