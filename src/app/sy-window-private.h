/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shared by the parts of the window: sy-window.c (pages, signals), sy-window-files.c (open, save, close),
 * sy-window-import.c (data on its way in), sy-window-export.c. */
#pragma once

#include "sy-dashboard-reader.h"
#include "sy-early-look.h"
#include "sy-folder-watch.h"
#include "sy-inspector.h"
#include "sy-session.h"
#include "sy-sidebar.h"
#include "sy-start-page.h"
#include "sy-tour.h"
#include "sy-window.h"

G_BEGIN_DECLS

/* A data file, or one sheet of it, that waits to be brought in. */
typedef struct
{
  char *path;
  char *sheet;       /* NULL: as recognised */
  char *title;       /* NULL: the name of the file */
  char *encoding;    /* NULL: as recognised */
  char *folder;      /* NULL, or a folder that is removed with the file when it is done with */
  SyEarlyLook *look; /* begun already, or NULL */
} SyIncoming;

struct _SyWindow
{
  AdwApplicationWindow parent_instance;

  /* owned */
  SyCatalogue *catalogue;
  SySession *session;           /* NULL while the start page is shown */
  SyDashboardReader *dashboard; /* with the session */
  int wanted_place;             /* to go to as soon as a document is open; -1: the report */
  GSettings *settings;
  SyFolderWatch *watch;          /* NULL: no folder is watched */
  SyEarlyLook *early_look;       /* at a file that will be opened next; or NULL */
  GQueue waiting;                /* (element-type SyIncoming) what is still to be looked at */
  gboolean bringing_in;          /* one of them is on its way */
  guint n_of_line;               /* how many of those that came together were begun */
  guint n_brought_in;            /* … and how many are in */
  GPtrArray *files_brought_in;   /* (element-type utf8) their base names */
  gint64 n_rows_brought_in;      /* their rows … */
  gint64 n_rows_refused;         /* … and those that were refused */
  gboolean line_flawed;          /* something of it was refused */
  gboolean asked_to_join;        /* and whether its tables are joined was answered */
  char *said_of_line;            /* what to say when the line is done; NULL: nothing */
  GtkFileChooserNative *chooser; /* the one that is open */
  SyCase *wanted_case;           /* to be brought in once there is a draft; NULL: none */
  SyTemplate *wanted_template;   /* for the next document; NULL: as set */
  char *wanted_text;             /* of a template's file, likewise */
  char *wanted_worksheet;        /* a kind, likewise */
  int place;                     /* an area, or one of the places of the sidebar */
  char *table;                   /* shown table, NULL for areas without */
  char *unmasked_for;            /* why personal data are shown, for reading; NULL: they are masked */
  guint jobs_id;                 /* until work under way is shown */
  gboolean closing;
  gboolean wants_tour; /* as soon as the case is in */
  SyTour *tour;        /* NULL: nobody is shown around */

  /* template */
  AdwWindowTitle *title;
  SyStartPage *start_page;
  AdwToastOverlay *toasts;
  AdwFlap *sidebar_flap;
  AdwFlap *inspector_flap;
  AdwBin *inspector_bin;
  SySidebar *sidebar;
  GtkMenuButton *month_button;
  GtkMenuButton *open_button;
  GtkMenuButton *export_button;
  GtkButton *privacy_button;
  GtkRevealer *privacy_revealer;
  GtkLabel *privacy_label;
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
void sy_window_go (SyWindow *self, int place, const char *table);
void sy_window_toast (SyWindow *self, const char *text);
void sy_window_show_banner (SyWindow *self, const char *text); /* NULL hides it */
void sy_window_update_actions (SyWindow *self);

/* sy-window-files.c */
void sy_window_files_install (GtkWidgetClass *widget_class);
/* @path NULL: a new draft. What waits is brought in afterwards. */
void sy_window_open_document (SyWindow *self, const char *path);
void sy_window_ask_before_closing (SyWindow *self);

/* sy-window-import.c */
SyIncoming *sy_incoming_new (const char *path, const char *sheet);
void sy_incoming_free (SyIncoming *self);
void sy_window_import_install (GtkWidgetClass *widget_class);
/* Takes @item. Opens a draft where nothing is open. */
void sy_window_bring_in (SyWindow *self, SyIncoming *item);
void sy_window_next_file (SyWindow *self);
/* Another document is open now: what was on its way went with the old one. */
void sy_window_reset_line (SyWindow *self);

/* sy-window-database.c */
void sy_window_database_install (GtkWidgetClass *widget_class);

/* sy-window-case.c */
void sy_window_case_install (GtkWidgetClass *widget_class);
/* A document was opened: the case that was asked for is brought in, or the one it is made of shown. */
void sy_window_case_opened (SyWindow *self);

/* sy-window-folder.c */
void sy_window_folder_install (GtkWidgetClass *widget_class);
void sy_window_stop_watching (SyWindow *self);
void sy_window_resume_watching (SyWindow *self);

/* sy-window-export.c */
void sy_window_export_install (GtkWidgetClass *widget_class);

/* sy-window-privacy.c */
void sy_window_privacy_install (GtkWidgetClass *widget_class);
/* The document is looked at with personal data masked. */
void sy_window_mask (SyWindow *self, SyDocument *document);
/* The button and the mark follow what is masked. */
void sy_window_update_privacy (SyWindow *self);
/* Reasons for which personal data are shown, to be translated. */
const char *const *sy_window_list_privacy_reasons (void);

/* sy-window-places.c */
void sy_window_places_install (GtkWidgetClass *widget_class);
void sy_window_connect_dashboard (SyWindow *self);

/* sy-window-template.c */
void sy_window_template_install (GtkWidgetClass *widget_class);
/* The text of a template's file; NULL: it is something else. */
char *sy_window_read_template (const char *path);
/* The document works with it from now on; where none is open, a new one. Messages call it @name. */
void sy_window_apply_template (SyWindow *self, const char *text, const char *name);

/* sy-window-tour.c */
void sy_window_tour_install (GtkWidgetClass *widget_class);
void sy_window_begin_tour (SyWindow *self); /* if it was asked for */
void sy_window_end_tour (SyWindow *self);

/* sy-window-worksheet.c */
void sy_window_worksheet_install (GtkWidgetClass *widget_class);
/* What is being typed on the page goes to the document. */
void sy_window_commit_worksheet (SyWindow *self);
/* The keys go to the first cell of the worksheet that is looked at. */
void sy_window_begin_worksheet (SyWindow *self);
/* A document was opened: the worksheet that was asked for is added. */
void sy_window_add_wanted_worksheet (SyWindow *self);

/* sy-month-menu.c: fills the month button from the first and last day of the sales. */
void sy_window_update_month (SyWindow *self);

G_END_DECLS
