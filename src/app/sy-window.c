/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "sy-custom-page.h"
#include "sy-dashboard-page.h"
#include "sy-explorer-page.h"
#include "sy-indicator-page.h"
#include "sy-job-row.h"
#include "sy-report-page.h"
#include "sy-source-page.h"
#include "sy-table-page.h"
#include "sy-window-private.h"
#include "sy-worksheet-page.h"
#include "sy-worksheet.h"

/* Work that is done before anyone could read of it is not shown: the page would jump up and down for nothing.
 */
#define JOBS_DELAY_MS 250

G_DEFINE_FINAL_TYPE (SyWindow, sy_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- messages --- */

void
sy_window_toast (SyWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

void
sy_window_show_banner (SyWindow *self, const char *text)
{
  if (text)
    gtk_label_set_text (self->banner_label, text);
  gtk_revealer_set_reveal_child (self->banner_revealer, text != NULL);
}

static void
on_banner_close_cb (SyWindow *self)
{
  sy_window_show_banner (self, NULL);
}

static void
on_failed_cb (SyWindow *self, const char *message)
{
  sy_window_show_banner (self, message);
}

/* --- pages --- */

static const char *
page_name (int place)
{
  switch (place)
    {
    case SY_PLACE_EXPLORER:
      return "explorer";
    case SY_PLACE_INDICATORS:
      return "indicators";
    case SY_PLACE_DASHBOARD:
      return "dashboard";
    case SY_PLACE_WORKSHEET:
      return "worksheet";
    case SY_AREA_CUSTOM:
      return "custom";
    case SY_AREA_SOURCE:
      return "source";
    case SY_AREA_HELPER:
    case SY_AREA_ANALYSIS:
      return "table";
    case SY_AREA_REPORT:
    default:
      return "report";
    }
}

/* Pages are made when they are first gone to: the first picture of the window must not wait for five of them.
 */
static GtkWidget *
new_page (SyWindow *self, int place)
{
  switch (place)
    {
    case SY_PLACE_EXPLORER:
      return sy_explorer_page_new (self->session);
    case SY_PLACE_INDICATORS:
      return sy_indicator_page_new (self->session);
    case SY_PLACE_DASHBOARD:
      return sy_dashboard_page_new (self->session, self->dashboard);
    case SY_PLACE_WORKSHEET:
      return sy_worksheet_page_new (self->session);
    case SY_AREA_CUSTOM:
      return sy_custom_page_new (self->session);
    case SY_AREA_SOURCE:
      return sy_source_page_new (self->session);
    case SY_AREA_HELPER:
    case SY_AREA_ANALYSIS:
      return sy_table_page_new (self->session);
    case SY_AREA_REPORT:
    default:
      return sy_report_page_new (self->session);
    }
}

static GtkWidget *
get_page (SyWindow *self, int place)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->page_stack, page_name (place));

  if (!page)
    {
      page = new_page (self, place);
      gtk_stack_add_named (self->page_stack, page, page_name (place));
    }
  return page;
}

static void
show_page (SyWindow *self, int place, const char *table)
{
  GtkWidget *page = get_page (self, place);

  self->place = place;
  g_free (self->table);
  self->table = g_strdup (table);
  if (SY_IS_TABLE_PAGE (page))
    sy_table_page_set_table (SY_TABLE_PAGE (page), table);
  if (SY_IS_WORKSHEET_PAGE (page))
    sy_worksheet_page_set_worksheet (SY_WORKSHEET_PAGE (page), table);
  gtk_stack_set_visible_child (self->page_stack, page);
  sy_window_update_actions (self);
}

void
sy_window_go (SyWindow *self, int place, const char *table)
{
  const char *shown;

  if (!self->session)
    {
      /* Explorer, library and dashboard can be looked at before there are data. */
      if (place <= SY_AREA_REPORT)
        return;
      self->wanted_place = place;
      sy_window_open_document (self, NULL);
      return;
    }
  shown = sy_sidebar_go (self->sidebar, place, table);
  show_page (self, place, shown);
}

static void
on_chosen_cb (SyWindow *self, int place, const char *table)
{
  show_page (self, place, table);
  if (adw_flap_get_folded (self->sidebar_flap))
    adw_flap_set_reveal_flap (self->sidebar_flap, FALSE);
}

static void
remove_pages (SyWindow *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->page_stack))))
    gtk_stack_remove (self->page_stack, child);
}

/* --- jobs --- */

static gboolean
on_jobs_last_cb (gpointer data)
{
  SyWindow *self = data;

  self->jobs_id = 0;
  gtk_revealer_set_reveal_child (self->jobs_revealer, TRUE);
  return G_SOURCE_REMOVE;
}

static void
hide_jobs (SyWindow *self)
{
  g_clear_handle_id (&self->jobs_id, g_source_remove);
  gtk_revealer_set_reveal_child (self->jobs_revealer, FALSE);
}

static void
on_jobs_changed_cb (SyWindow *self)
{
  GListModel *jobs = sy_session_get_jobs (self->session);

  if (g_list_model_get_n_items (jobs) == 0)
    hide_jobs (self);
  else if (self->jobs_id == 0)
    self->jobs_id = g_timeout_add (JOBS_DELAY_MS, on_jobs_last_cb, self);
  sy_window_update_actions (self);
}

static GtkWidget *
create_job_row_cb (gpointer item, gpointer data)
{
  return sy_job_row_new (item);
}

/* --- the session --- */

static void
update_title (SyWindow *self)
{
  SyDocument *document = sy_session_get_document (self->session);
  SyTemplate *template = sy_workbook_get_template (sy_session_get_workbook (self->session));
  g_autofree char *base = g_path_get_basename (sy_document_get_path (document));
  char *dot = g_strrstr (base, ".steelyard");

  if (dot)
    *dot = '\0';
  adw_window_title_set_title (self->title, sy_document_is_draft (document) ? _ ("New Workbook") : base);
  adw_window_title_set_subtitle (self->title, template ? sy_template_get_title (template) : "");
}

static void
on_evaluated_cb (SyWindow *self)
{
  update_title (self);
  sy_window_update_month (self);
  sy_window_update_actions (self);
  sy_window_update_privacy (self);
  if (sy_session_get_problem (self->session))
    sy_window_show_banner (self, sy_session_get_problem (self->session));
}

static void
on_explained_cb (SyWindow *self)
{
  adw_flap_set_reveal_flap (self->inspector_flap, TRUE);
}

static void
connect_session (SyWindow *self)
{
  GListModel *jobs = sy_session_get_jobs (self->session);

  g_signal_connect_object (self->session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "explained", G_CALLBACK (on_explained_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (on_failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (jobs, "items-changed", G_CALLBACK (on_jobs_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->jobs_list, jobs, create_job_row_cb, NULL, NULL);
}

static void
drop_session (SyWindow *self)
{
  sy_window_stop_watching (self);
  sy_window_end_tour (self);
  if (!self->session)
    return;
  remove_pages (self);
  adw_bin_set_child (self->inspector_bin, NULL);
  sy_sidebar_set_session (self->sidebar, NULL);
  gtk_list_box_bind_model (self->jobs_list, NULL, NULL, NULL, NULL);
  hide_jobs (self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->dashboard);
  g_clear_object (&self->session);
}

static void
set_default_template (SyWindow *self)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  g_autofree char *id = g_settings_get_string (self->settings, "template");
  g_autoptr (SyTemplate) wanted = g_steal_pointer (&self->wanted_template);
  SyTemplate *template = wanted;
  g_autoptr (GError) error = NULL;

  if (!wanted && sy_workbook_get_template (workbook))
    return;
  if (!wanted)
    template = sy_catalogue_find_template (self->catalogue, id, &error);
  if (!template || !sy_workbook_set_template (workbook, template, &error))
    sy_window_show_banner (self, error->message);
}

void
sy_window_set_document (SyWindow *self, SyDocument *document)
{
  drop_session (self);
  sy_window_reset_line (self);
  sy_window_mask (self, document);
  self->session = sy_session_new (document);
  set_default_template (self);
  connect_session (self);
  sy_window_connect_dashboard (self);
  sy_sidebar_set_session (self->sidebar, self->session);
  adw_bin_set_child (self->inspector_bin, sy_inspector_new (self->session));
  gtk_stack_set_visible_child_name (self->main_stack, "workbook");
  sy_window_show_banner (self, NULL);
  sy_window_go (self, self->wanted_place >= 0 ? self->wanted_place : SY_AREA_REPORT, NULL);
  self->wanted_place = -1;
  update_title (self);
  if (self->wanted_text)
    {
      g_autofree char *text = g_steal_pointer (&self->wanted_text);

      sy_window_apply_template (self, text, "template.xml");
    }
  sy_window_case_opened (self);
  sy_window_add_wanted_worksheet (self);
  sy_window_resume_watching (self);
}

/* --- actions --- */

void
sy_window_update_actions (SyWindow *self)
{
  SyWorkbook *workbook = self->session ? sy_session_get_workbook (self->session) : NULL;
  gboolean evaluated = self->session && sy_session_get_evaluation (self->session);
  gboolean idle = self->session && !sy_session_is_busy (self->session);
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.undo", workbook && idle && sy_workbook_can_undo (workbook));
  gtk_widget_action_set_enabled (widget, "win.redo", workbook && idle && sy_workbook_can_redo (workbook));
  gtk_widget_action_set_enabled (widget, "win.add-data", self->session && idle);
  gtk_widget_action_set_enabled (widget, "win.watch-folder", self->session != NULL);
  gtk_widget_action_set_enabled (widget, "win.stop-watching", self->watch != NULL);
  gtk_widget_action_set_enabled (widget, "win.save-as", self->session && idle);
  gtk_widget_action_set_enabled (widget, "win.import-report", self->session != NULL);
  gtk_widget_action_set_enabled (widget, "win.clean", self->session && idle);
  gtk_widget_action_set_enabled (widget, "win.export-xlsx", evaluated && idle);
  gtk_widget_action_set_enabled (widget, "win.export-pdf", evaluated && idle);
  gtk_widget_action_set_enabled (widget, "win.export-html", evaluated && idle);
  gtk_widget_action_set_enabled (widget, "win.export-csv", evaluated && idle && self->table);
}

static void
undo_or_redo (SyWindow *self, char *(*step) (SyWorkbook *, GError **), const char *format)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = step (sy_session_get_workbook (self->session), &error);
  g_autofree char *text = NULL;

  if (!what)
    {
      if (error)
        sy_session_fail (self->session, error);
      return;
    }
  text = g_strdup_printf ("%s %s", format, what);
  sy_window_toast (self, text);
}

static void
on_undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget *page = gtk_stack_get_visible_child (SY_WINDOW (widget)->page_stack);

  /* What was typed last and is wrong goes first. */
  if (page && SY_IS_WORKSHEET_PAGE (page) && sy_worksheet_page_take_back (SY_WORKSHEET_PAGE (page)))
    return;
  undo_or_redo (SY_WINDOW (widget), sy_workbook_undo, _ ("Undone:"));
}

static void
on_redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  undo_or_redo (SY_WINDOW (widget), sy_workbook_redo, _ ("Done again:"));
}

static void
on_area_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  int place = g_variant_get_int32 (parameter);

  /* Once to look at the worksheet, once more to go on filling it. */
  if (place == SY_PLACE_WORKSHEET && self->place == place)
    sy_window_begin_worksheet (self);
  else
    sy_window_go (self, place, NULL);
}

/* "table" ids, from notes and cards that lead to a page. */
static void
on_table_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyWindow *self = SY_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  GPtrArray *tables =
      self->session ? sy_workbook_list_tables (sy_session_get_workbook (self->session)) : NULL;

  SyWorksheet *worksheet =
      tables ? sy_workbook_find_worksheet_of (sy_session_get_workbook (self->session), id) : NULL;

  if (worksheet)
    {
      sy_window_go (self, SY_PLACE_WORKSHEET, worksheet->id);
      return;
    }
  for (guint i = 0; tables && i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];

      if (g_str_equal (table->definition->id, id))
        sy_window_go (self, table->definition->area, id);
    }
}

static void
toggle (AdwFlap *flap)
{
  adw_flap_set_reveal_flap (flap, !adw_flap_get_reveal_flap (flap));
}

static void
on_toggle_sidebar_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  toggle (SY_WINDOW (widget)->sidebar_flap);
}

static void
on_toggle_inspector_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  toggle (SY_WINDOW (widget)->inspector_flap);
}

/* Made when it is first asked for: nothing that comes up with the window waits for it. */
static void
on_shortcuts_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (!gtk_application_window_get_help_overlay (window))
    {
      g_autoptr (GtkBuilder) builder =
          gtk_builder_new_from_resource ("/io/github/steelyard/Steelyard/help-overlay.ui");

      gtk_application_window_set_help_overlay (
          window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
on_choose_month_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkMenuButton *button = SY_WINDOW (widget)->month_button;

  if (gtk_widget_get_visible (GTK_WIDGET (button)))
    gtk_menu_button_popup (button);
}

/* --- a narrow window: the header bar gives up what has a key, then words --- */

static void
set_menu_look (GtkMenuButton *button, const char *label, const char *icon_name)
{
  if (icon_name)
    gtk_menu_button_set_icon_name (button, icon_name);
  else
    gtk_menu_button_set_label (button, label);
}

static gboolean
fit_header (gpointer data)
{
  SyWindow *self = data;
  gboolean narrow = adw_flap_get_folded (self->inspector_flap);
  gboolean very_narrow = adw_flap_get_folded (self->sidebar_flap);

  gtk_widget_set_visible (self->undo_button, !narrow);
  gtk_widget_set_visible (self->redo_button, !narrow);
  set_menu_look (self->open_button, _ ("_Open"), very_narrow ? "document-open-symbolic" : NULL);
  set_menu_look (self->export_button, _ ("_Export"), very_narrow ? "document-send-symbolic" : NULL);
  return G_SOURCE_REMOVE;
}

/* Folding happens while sizes are given out, when nothing may change its own. */
static void
on_folded_cb (SyWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, fit_header, g_object_ref (self), g_object_unref);
}

/* --- dropping files --- */

static gboolean
on_drop_cb (SyWindow *self, const GValue *value)
{
  GSList *list = g_value_get_boxed (value);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();

  for (GSList *l = list; l; l = l->next)
    g_ptr_array_add (files, l->data);
  if (files->len == 0)
    return FALSE;
  sy_window_open_files (self, (GFile **) files->pdata, files->len);
  return TRUE;
}

/* --- the object --- */

static gboolean
sy_window_close_request (GtkWindow *window)
{
  SyWindow *self = SY_WINDOW (window);

  if (!gtk_window_is_maximized (window))
    {
      int width, height;

      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
  if (self->session && !self->closing)
    {
      sy_window_ask_before_closing (self);
      return !self->closing;
    }
  return GTK_WINDOW_CLASS (sy_window_parent_class)->close_request (window);
}

/* For measuring how long the first picture takes: the program ends when it has been painted. */
static void
on_after_paint_cb (GdkFrameClock *clock, gpointer data)
{
  g_application_quit (g_application_get_default ());
}

static void
sy_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sy_window_parent_class)->map (widget);
  if (g_getenv ("STEELYARD_QUIT_AFTER_PAINT"))
    g_signal_connect (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (on_after_paint_cb),
                      NULL);
}

static void
sy_window_dispose (GObject *object)
{
  SyWindow *self = SY_WINDOW (object);

  if (self->page_stack)
    drop_session (self);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) sy_incoming_free);
  g_clear_pointer (&self->early_look, sy_early_look_free);
  g_clear_pointer (&self->files_brought_in, g_ptr_array_unref);
  g_clear_pointer (&self->said_of_line, g_free);
  g_clear_pointer (&self->unmasked_for, g_free);
  g_clear_object (&self->chooser);
  g_clear_object (&self->wanted_case);
  g_clear_object (&self->wanted_template);
  g_clear_pointer (&self->wanted_text, g_free);
  g_clear_pointer (&self->wanted_worksheet, g_free);
  g_clear_object (&self->settings);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->table, g_free);
  G_OBJECT_CLASS (sy_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/io/github/steelyard/Steelyard/sy-window.ui");
  gtk_widget_class_bind_template_child (klass, SyWindow, title);
  gtk_widget_class_bind_template_child (klass, SyWindow, start_page);
  gtk_widget_class_bind_template_child (klass, SyWindow, toasts);
  gtk_widget_class_bind_template_child (klass, SyWindow, sidebar_flap);
  gtk_widget_class_bind_template_child (klass, SyWindow, inspector_flap);
  gtk_widget_class_bind_template_child (klass, SyWindow, inspector_bin);
  gtk_widget_class_bind_template_child (klass, SyWindow, sidebar);
  gtk_widget_class_bind_template_child (klass, SyWindow, month_button);
  gtk_widget_class_bind_template_child (klass, SyWindow, main_stack);
  gtk_widget_class_bind_template_child (klass, SyWindow, page_stack);
  gtk_widget_class_bind_template_child (klass, SyWindow, banner_revealer);
  gtk_widget_class_bind_template_child (klass, SyWindow, banner_label);
  gtk_widget_class_bind_template_child (klass, SyWindow, jobs_revealer);
  gtk_widget_class_bind_template_child (klass, SyWindow, jobs_list);
  gtk_widget_class_bind_template_child (klass, SyWindow, open_button);
  gtk_widget_class_bind_template_child (klass, SyWindow, export_button);
  gtk_widget_class_bind_template_child (klass, SyWindow, privacy_button);
  gtk_widget_class_bind_template_child (klass, SyWindow, privacy_revealer);
  gtk_widget_class_bind_template_child (klass, SyWindow, privacy_label);
  gtk_widget_class_bind_template_child (klass, SyWindow, undo_button);
  gtk_widget_class_bind_template_child (klass, SyWindow, redo_button);
  gtk_widget_class_bind_template_callback (klass, on_banner_close_cb);
  gtk_widget_class_bind_template_callback (klass, on_folded_cb);
}

static void
sy_window_class_init (SyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = sy_window_close_request;
  widget_class->map = sy_window_map;
  g_type_ensure (SY_TYPE_START_PAGE);
  g_type_ensure (SY_TYPE_SIDEBAR);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, on_undo_cb);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, on_redo_cb);
  gtk_widget_class_install_action (widget_class, "win.area", "i", on_area_cb);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, on_shortcuts_cb);
  gtk_widget_class_install_action (widget_class, "win.table", "s", on_table_cb);
  gtk_widget_class_install_action (widget_class, "win.choose-month", NULL, on_choose_month_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, on_toggle_sidebar_cb);
  gtk_widget_class_install_action (widget_class, "win.toggle-inspector", NULL, on_toggle_inspector_cb);
  sy_window_files_install (widget_class);
  sy_window_import_install (widget_class);
  sy_window_database_install (widget_class);
  sy_window_case_install (widget_class);
  sy_window_folder_install (widget_class);
  sy_window_export_install (widget_class);
  sy_window_places_install (widget_class);
  sy_window_privacy_install (widget_class);
  sy_window_template_install (widget_class);
  sy_window_tour_install (widget_class);
  sy_window_worksheet_install (widget_class);
}

static void
sy_window_init (SyWindow *self)
{
  GtkDropTarget *drop;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->wanted_place = -1;
  self->files_brought_in = g_ptr_array_new_with_free_func (g_free);
  self->settings = g_settings_new (SY_APP_ID);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  g_settings_bind (self->settings, "inspector-shown", self->inspector_flap, "reveal-flap",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_swapped (self->sidebar, "chosen", G_CALLBACK (on_chosen_cb), self);
  drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (on_drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  sy_window_update_actions (self);
}

SyWindow *
sy_window_new (SyApplication *application, SyCatalogue *catalogue)
{
  SyWindow *self = g_object_new (SY_TYPE_WINDOW, "application", application, NULL);

  self->catalogue = g_object_ref (catalogue);
  sy_start_page_set_catalogue (self->start_page, catalogue);
  return self;
}
