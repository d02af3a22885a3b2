/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Worksheets of thinking in the window: new ones, going to one, taking one away, following a link. */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-window-private.h"
#include "sy-worksheet-chooser.h"
#include "sy-worksheet-page.h"
#include "sy-worksheet-search.h"
#include "sy-worksheet.h"

static SyWorksheetPage *
get_worksheet_page (SyWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->page_stack);

  return self->session && page && SY_IS_WORKSHEET_PAGE (page) ? SY_WORKSHEET_PAGE (page) : NULL;
}

void
sy_window_commit_worksheet (SyWindow *self)
{
  SyWorksheetPage *page = get_worksheet_page (self);

  if (page)
    sy_worksheet_page_commit (page);
}

void
sy_window_begin_worksheet (SyWindow *self)
{
  SyWorksheetPage *page = get_worksheet_page (self);

  if (page)
    sy_worksheet_page_begin (page);
}

/* --- new ones --- */

static void
add (SyWindow *self, const char *kind)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup (sy_workbook_add_worksheet (workbook, kind, NULL, &error));

  if (!id)
    {
      sy_session_fail (self->session, error);
      return;
    }
  sy_window_go (self, SY_PLACE_WORKSHEET, id);
  sy_worksheet_page_begin (get_worksheet_page (self));
}

void
sy_window_add_wanted_worksheet (SyWindow *self)
{
  g_autofree char *kind = g_steal_pointer (&self->wanted_worksheet);

  if (kind)
    add (self, kind);
}

/* Where nothing is open yet, a new document begins with it. */
static void
on_add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  if (self->session)
    {
      add (self, g_variant_get_string (parameter, NULL));
      return;
    }
  g_free (self->wanted_worksheet);
  self->wanted_worksheet = g_variant_dup_string (parameter, NULL);
  sy_window_open_document (self, NULL);
}

static void
on_new_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  SyWorkbook *workbook = self->session ? sy_session_get_workbook (self->session) : NULL;

  gtk_window_present (GTK_WINDOW (sy_worksheet_chooser_new (GTK_WINDOW (self), self->catalogue, workbook)));
}

static void
on_worksheet_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sy_window_go (SY_WINDOW (widget), SY_PLACE_WORKSHEET, g_variant_get_string (parameter, NULL));
}

/* --- finding --- */

static void
on_find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);

  if (!self->session)
    return;
  sy_window_commit_worksheet (self);
  gtk_window_present (GTK_WINDOW (sy_worksheet_search_new (GTK_WINDOW (self), self->session)));
}

static void
on_cell_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  const char *worksheet, *table, *column;
  guint row;

  g_variant_get (parameter, "(&s&su&s)", &worksheet, &table, &row, &column);
  if (!self->session)
    return;
  sy_window_go (self, SY_PLACE_WORKSHEET, worksheet);
  if (*table && get_worksheet_page (self))
    sy_worksheet_page_select (get_worksheet_page (self), table, row, column);
}

/* --- a kind from a file --- */

static void
on_file_cb (GtkNativeDialog *chooser, int response, gpointer data)
{
  SyWindow *self = data;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  path = file ? g_file_get_path (file) : NULL;
  g_clear_object (&self->chooser);
  if (path)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.add-worksheet", "s", path);
}

static void
on_open_file_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("A Kind of Worksheet"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_file_filter_set_name (filter, _ ("Kinds of worksheets (XML)"));
  gtk_file_filter_add_pattern (filter, "*.xml");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_file_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- taking one away --- */

/* What stands in its place then: its neighbour, or the report. */
static char *
find_neighbour (SyWorkbook *workbook, const char *id)
{
  GPtrArray *worksheets = sy_workbook_get_worksheets (workbook);

  for (guint i = 0; i < worksheets->len; i++)
    if (g_str_equal (((const SyWorksheet *) worksheets->pdata[i])->id, id) && worksheets->len > 1)
      return g_strdup (((const SyWorksheet *) worksheets->pdata[i ? i - 1 : 1])->id);
  return NULL;
}

static void
say_removed (SyWindow *self, const char *title)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s” was removed"), title);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (escaped);

  adw_toast_set_timeout (toast, 10);
  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  g_autofree char *id = g_variant_dup_string (parameter, NULL);
  SyWorkbook *workbook;
  SyWorksheet *worksheet;
  g_autofree char *title = NULL;
  g_autofree char *next = NULL;
  g_autoptr (GError) error = NULL;

  if (!self->session)
    return;
  sy_window_commit_worksheet (self);
  workbook = sy_session_get_workbook (self->session);
  worksheet = sy_workbook_find_worksheet (workbook, id);
  title = g_strdup (worksheet ? worksheet->title : id);
  next = find_neighbour (workbook, id);
  if (!sy_workbook_remove_worksheet (workbook, id, &error))
    {
      sy_session_fail (self->session, error);
      return;
    }
  sy_window_go (self, next ? SY_PLACE_WORKSHEET : SY_AREA_REPORT, next);
  say_removed (self, title);
}

/* --- where a link leads --- */

static gboolean
go_to_chart (SyWindow *self, const char *id)
{
  GPtrArray *charts = sy_workbook_list_charts (sy_session_get_workbook (self->session));

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];

      if (!g_str_equal (chart->id, id))
        continue;
      gtk_widget_activate_action (GTK_WIDGET (self), "win.table", "s", chart->table);
      return TRUE;
    }
  return FALSE;
}

/* The first table that a formula names. */
static char *
find_table (SyWorkbook *workbook, const char *formula)
{
  GPtrArray *tables = sy_workbook_list_tables (workbook);
  const char *first = NULL;
  char *found = NULL;

  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *table = ((const SyWorkbookTable *) tables->pdata[i])->definition;
      g_autofree char *with_bracket = g_strconcat (table->id, "[", NULL);
      const char *place = strstr (formula, with_bracket);

      if (!place || (first && place > first)
          || (place > formula && (g_ascii_isalnum (place[-1]) || place[-1] == '_')))
        continue;
      first = place;
      g_free (found);
      found = g_strdup (table->id);
    }
  return found;
}

static void
on_follow_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  g_autofree char *target = NULL;
  g_autofree char *table = NULL;
  SyLinkKind kind = sy_link_parse (g_variant_get_string (parameter, NULL), &target);

  if (!self->session || kind == SY_LINK_NONE)
    return;
  if (kind == SY_LINK_CHART)
    {
      if (!go_to_chart (self, target))
        sy_window_toast (self, _ ("The chart is not there any more"));
      return;
    }
  table = find_table (sy_session_get_workbook (self->session), target);
  if (table)
    gtk_widget_activate_action (widget, "win.table", "s", table);
  else
    sy_session_explain_name (self->session, target);
}

/* Ctrl+P: the worksheet that is looked at, else the report as a file. */
static void
on_print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWorksheetPage *page = get_worksheet_page (SY_WINDOW (widget));

  if (page)
    gtk_widget_activate_action (GTK_WIDGET (page), "worksheet.print", NULL);
  else
    gtk_widget_activate_action (widget, "win.export-pdf", NULL);
}

void
sy_window_worksheet_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.new-worksheet", NULL, on_new_cb);
  gtk_widget_class_install_action (widget_class, "win.add-worksheet", "s", on_add_cb);
  gtk_widget_class_install_action (widget_class, "win.open-worksheet-file", NULL, on_open_file_cb);
  gtk_widget_class_install_action (widget_class, "win.worksheet", "s", on_worksheet_cb);
  gtk_widget_class_install_action (widget_class, "win.worksheet-cell", "(ssus)", on_cell_cb);
  gtk_widget_class_install_action (widget_class, "win.find-in-worksheets", NULL, on_find_cb);
  gtk_widget_class_install_action (widget_class, "win.remove-worksheet", "s", on_remove_cb);
  gtk_widget_class_install_action (widget_class, "win.follow-link", "s", on_follow_cb);
  gtk_widget_class_install_action (widget_class, "win.print", NULL, on_print_cb);
}
