/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-explorer-page.h"

#include <glib/gi18n.h>

#include "sy-explorer-question.h"
#include "sy-explorer-totals.h"
#include "sy-indicator-text.h"
#include "sy-table-page.h"

#define VIEW_TABLE "view"
#define STEP_KEY "steelyard-step"

struct _SyExplorerPage
{
  AdwBin parent_instance;

  SySession *session;
  SyView *view;             /* what is asked */
  SyEvaluation *evaluation; /* of it; NULL: nothing can be had */
  gboolean was_asked;       /* by the user: what is asked does not follow the month any more */
  GObject *opening;         /* owner of the read of a row that is opened */
  SyExplorerQuestion *question;
  SyExplorerTotals *totals;
  SyTablePage *table;

  AdwBin *question_bin;
  GtkBox *path;
  GtkMenuButton *drill_button;
  GtkMenuButton *keep_button;
  GtkPopover *keep_popover;
  GtkEntry *keep_entry;
  GtkMenuButton *kept_button;
  GtkBox *kept_list;
  GtkPopover *kept_popover;
  GtkLabel *problems;
  GtkLabel *headline;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *bring_button;
  AdwBin *table_bin;
  AdwBin *totals_bin;
};

G_DEFINE_FINAL_TYPE (SyExplorerPage, sy_explorer_page, ADW_TYPE_BIN)

/* --- the path from the company down --- */

static void
on_step_cb (GtkWidget *button, SyExplorerPage *self)
{
  guint steps = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), STEP_KEY));
  g_autoptr (SyView) view = g_object_ref (self->view);

  for (guint i = 0; i < steps; i++)
    {
      SyView *up = sy_view_drill_up (view);

      if (!up)
        break;
      g_object_unref (view);
      view = up;
    }
  sy_explorer_page_show_view (self, view);
}

/* What the last step down went into. */
static char *
describe_step (SyView *view, SyView *above)
{
  GPtrArray *filters = sy_view_get_filters (view);
  guint n_above = sy_view_get_filters (above)->len;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *period = sy_view_dup_period (view);
  g_autofree char *period_above = sy_view_dup_period (above);

  for (guint i = n_above; i < filters->len; i++)
    {
      const SyViewFilter *filter = filters->pdata[i];

      g_string_append_printf (text, "%s%s", text->len ? " · " : "",
                              *filter->value ? filter->value : _ ("(blank)"));
    }
  if (!g_str_equal (period, period_above))
    g_string_append_printf (text, "%s%s", text->len ? " · " : "", period);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
prepend_step (SyExplorerPage *self, const char *text, guint steps)
{
  GtkWidget *step = steps > 0 ? gtk_button_new_with_label (text) : gtk_label_new (text);

  gtk_widget_add_css_class (step, "step");
  if (steps > 0)
    {
      gtk_widget_add_css_class (step, "flat");
      g_object_set_data (G_OBJECT (step), STEP_KEY, GUINT_TO_POINTER (steps));
      g_signal_connect (step, "clicked", G_CALLBACK (on_step_cb), self);
    }
  if (gtk_widget_get_first_child (GTK_WIDGET (self->path)))
    gtk_box_prepend (self->path, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_box_prepend (self->path, step);
}

static void
show_path (SyExplorerPage *self)
{
  g_autoptr (SyView) view = g_object_ref (self->view);
  GtkWidget *child;
  SyView *up;
  guint steps = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->path))))
    gtk_box_remove (self->path, child);
  while ((up = sy_view_drill_up (view)))
    {
      g_autofree char *text = describe_step (view, up);

      prepend_step (self, text, steps++);
      g_object_unref (view);
      view = up;
    }
  prepend_step (self, _ ("Company"), steps);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "explorer.up", steps > 0);
}

/* --- into a row, read off the main loop --- */

typedef struct
{
  SyExplorerPage *page; /* borrowed: its token owns the fetch */
  SyTable *table;
  gint64 row;
  char *dimension; /* NULL: the nearest */
  GPtrArray *key;  /* (element-type utf8) texts of the columns that name the row */
} Opening;

static void
free_opening (gpointer data)
{
  Opening *opening = data;

  g_object_unref (opening->table);
  g_ptr_array_unref (opening->key);
  g_free (opening->dimension);
  g_free (opening);
}

static gboolean
read_key (SyJob *job, gpointer data, GError **error)
{
  Opening *opening = data;
  char **columns = sy_table_get_key (opening->table);
  g_autoptr (SyFrame) frame =
      sy_table_read (opening->table, opening->row - 1, 1, -1, FALSE, sy_job_get_cancellable (job), error);

  for (guint i = 0; frame && sy_frame_get_n_rows (frame) > 0 && columns && columns[i]; i++)
    {
      int column = sy_table_find_column (opening->table, columns[i]);

      g_ptr_array_add (opening->key,
                       column < 0 ? g_strdup ("") : sy_frame_dup_plain (frame, (guint) column + 1, 0));
    }
  return frame != NULL;
}

static void
open_row (SySession *session, gpointer data, const GError *error)
{
  Opening *opening = data;
  SyExplorerPage *self = opening->page;
  const char *const *dimensions = sy_view_get_dimensions (self->view);
  guint n = dimensions ? g_strv_length ((GStrv) dimensions) : 0;
  gboolean has_period = sy_view_get_grain (self->view) != SY_VIEW_GRAIN_NONE;
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  g_autoptr (SyView) view = NULL;

  if (error)
    {
      sy_session_fail (session, error);
      return;
    }
  if (opening->key->len < n + has_period)
    return;
  for (guint i = 0; i < n; i++)
    {
      const char *value = opening->key->pdata[i];

      g_ptr_array_add (values, (gpointer) (!value || g_str_equal (value, _ ("(blank)")) ? "" : value));
    }
  g_ptr_array_add (values, NULL);
  view = sy_view_drill (self->view, (const char *const *) values->pdata,
                        has_period ? opening->key->pdata[n] : NULL, opening->dimension);
  if (view)
    sy_explorer_page_show_view (self, view);
}

static void
drill (SyExplorerPage *self, gint64 row, const char *dimension)
{
  SyTable *table = sy_table_page_get_shown (self->table);
  g_autoptr (GPtrArray) ways = NULL;
  Opening *opening;

  if (!table || row < 1)
    return;
  if (!dimension)
    {
      ways = sy_view_suggest_drill (sy_session_get_workbook (self->session), self->view);
      if (ways->len == 0)
        return;
      dimension = ((const SyViewChoice *) ways->pdata[0])->id;
    }
  opening = g_new0 (Opening, 1);
  opening->page = self;
  opening->table = g_object_ref (table);
  opening->row = row;
  opening->dimension = g_strdup (dimension);
  opening->key = g_ptr_array_new_with_free_func (g_free);
  g_clear_object (&self->opening);
  self->opening = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->opening, read_key, open_row, opening, free_opening);
}

static void
on_row_opened_cb (SyExplorerPage *self, gint64 row)
{
  drill (self, row, NULL);
}

static void
show_ways (SyExplorerPage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GPtrArray) ways = sy_view_suggest_drill (sy_session_get_workbook (self->session), self->view);

  for (guint i = 0; i < ways->len; i++)
    {
      const SyViewChoice *way = ways->pdata[i];
      g_autoptr (GMenuItem) item = g_menu_item_new (way->title, NULL);

      g_menu_item_set_action_and_target (item, "explorer.drill", "s", way->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->drill_button, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->drill_button), ways->len > 0 && self->evaluation);
}

/* --- asking --- */

static void
show_problems (SyExplorerPage *self)
{
  GPtrArray *problems = self->evaluation ? sy_evaluation_get_view_problems (self->evaluation) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; problems && i < problems->len; i++)
    g_string_append_printf (text, "%s%s", i ? "\n" : "", (const char *) problems->pdata[i]);
  gtk_label_set_text (self->problems, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), text->len > 0);
}

static void
show_nothing (SyExplorerPage *self, const char *title, const char *description, gboolean bring)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, escaped);
  gtk_widget_set_visible (self->bring_button, bring);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_answer (SyExplorerPage *self, const GError *error)
{
  gboolean has_data = sy_workbook_get_sources (sy_session_get_workbook (self->session))->len > 0;
  const char *const *indicators = sy_view_get_indicators (self->view);

  if (self->evaluation)
    gtk_stack_set_visible_child_name (self->stack, "result");
  else if (!has_data)
    show_nothing (
        self, _ ("Nothing to Explore Yet"),
        _ ("Bring a table of sales, members, stock, visitors …: every indicator that it gives can then be "
           "told apart by store, product, customer and time."),
        TRUE);
  else if (!indicators || !indicators[0])
    show_nothing (self, _ ("Which Indicator?"),
                  _ ("Add one above: search by name, pinyin initials, formula or meaning."), FALSE);
  else
    show_nothing (self, _ ("This Can’t Be Had"), error ? error->message : "", FALSE);
}

/* One sentence with the numbers of the whole. */
static void
on_whole_read_cb (SyExplorerPage *self, const char *sentence)
{
  gtk_label_set_text (self->headline, sentence);
}

static void
update_actions (SyExplorerPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_there = self->evaluation != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->keep_button), is_there);
  gtk_widget_action_set_enabled (widget, "explorer.pin", is_there);
  gtk_widget_action_set_enabled (widget, "explorer.drill", is_there);
  gtk_widget_set_visible (GTK_WIDGET (self->kept_button),
                          sy_workbook_get_views (sy_session_get_workbook (self->session))->len > 0);
}

static void
ask (SyExplorerPage *self)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  const char *const *indicators = sy_view_get_indicators (self->view);
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->opening);
  g_clear_object (&self->evaluation);
  if (indicators && indicators[0] && sy_workbook_get_sources (workbook)->len > 0)
    self->evaluation = sy_workbook_evaluate_view (workbook, self->view, &error);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    sy_session_look_at (self->session, self->evaluation);
  sy_explorer_question_set_evaluation (self->question, self->evaluation);
  show_answer (self, error);
  show_problems (self);
  show_path (self);
  show_ways (self);
  update_actions (self);
  sy_table_page_set_view (self->table, self->evaluation, VIEW_TABLE);
  sy_explorer_totals_set_view (self->totals, self->evaluation, VIEW_TABLE);
}

static void
take_view (SyExplorerPage *self, SyView *view)
{
  g_autoptr (SyView) copy = sy_view_copy (view);

  /* Its parts are called as those of any question, though it may be a kept one. */
  sy_view_set_id (copy, VIEW_TABLE);
  g_set_object (&self->view, copy);
}

static void
on_question_changed_cb (SyExplorerPage *self)
{
  self->was_asked = TRUE;
  take_view (self, sy_explorer_question_get_view (self->question));
  ask (self);
}

void
sy_explorer_page_show_view (SyExplorerPage *self, SyView *view)
{
  g_return_if_fail (SY_IS_EXPLORER_PAGE (self));
  g_return_if_fail (SY_IS_VIEW (view));

  self->was_asked = TRUE;
  take_view (self, view);
  sy_explorer_question_set_view (self->question, self->view);
  ask (self);
}

/* --- a beginning --- */

/* Sums of money say most; else the first that the data give. */
static const char *
find_first_indicator (SyWorkbook *workbook)
{
  GPtrArray *all = sy_catalogue_get_indicators (sy_workbook_get_catalogue (workbook));
  SyIndicator *first = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      SyIndicator *indicator = all->pdata[i];

      if (sy_indicator_check_access (indicator, workbook) != SY_INDICATOR_AVAILABLE)
        continue;
      if (sy_indicator_get_grain (indicator) == SY_GRAIN_SUM
          && sy_indicator_get_unit (indicator) == SY_UNIT_CURRENCY
          && sy_indicator_get_direction (indicator) > 0)
        return sy_indicator_get_id (indicator);
      if (!first)
        first = indicator;
    }
  return first ? sy_indicator_get_id (first) : NULL;
}

static void
begin_with (SyExplorerPage *self, const char *id)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  const char *ids[] = { id, NULL };
  const char *by[] = { NULL, NULL };
  g_autoptr (SyView) view = sy_view_new ();
  g_autoptr (GPtrArray) dimensions = NULL;
  g_autoptr (GPtrArray) contrasts = NULL;

  sy_view_set_indicators (view, ids);
  sy_view_set_period (view, sy_session_get_period (self->session), NULL);
  dimensions = sy_view_list_dimensions (workbook, ids);
  for (guint i = 0; i < dimensions->len && !by[0]; i++)
    if (!((const SyViewChoice *) dimensions->pdata[i])->unavailable)
      by[0] = ((const SyViewChoice *) dimensions->pdata[i])->id;
  sy_view_set_dimensions (view, by);
  contrasts = sy_view_list_contrasts (workbook, view);
  for (guint i = 0; i < contrasts->len; i++)
    {
      const SyViewChoice *choice = contrasts->pdata[i];
      SyContrast contrast;

      if (!choice->unavailable && *sy_session_get_period (self->session)
          && sy_contrast_from_name (choice->id, &contrast) && contrast == SY_CONTRAST_PREVIOUS)
        sy_view_set_contrast (view, contrast, "");
    }
  take_view (self, view);
  sy_explorer_question_set_view (self->question, self->view);
}

void
sy_explorer_page_show_indicator (SyExplorerPage *self, const char *id)
{
  g_return_if_fail (SY_IS_EXPLORER_PAGE (self));
  g_return_if_fail (id != NULL);

  self->was_asked = TRUE;
  begin_with (self, id);
  ask (self);
}

/* Data, parameters or the month changed. */
static void
refresh (SyExplorerPage *self)
{
  const char *id = self->was_asked ? NULL : find_first_indicator (sy_session_get_workbook (self->session));

  if (id)
    begin_with (self, id);
  else
    sy_explorer_question_set_view (self->question, self->view);
  ask (self);
}

/* A question that nobody has touched follows the month at the top. */
static void
on_period_cb (SyExplorerPage *self)
{
  if (!self->was_asked)
    refresh (self);
}

/* --- keeping --- */

static void
on_keep_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (widget);
  g_autoptr (SyView) copy = sy_view_copy (self->view);
  g_autoptr (GError) error = NULL;

  sy_view_set_title (copy, gtk_editable_get_text (GTK_EDITABLE (self->keep_entry)));
  gtk_popover_popdown (self->keep_popover);
  if (!sy_workbook_keep_view (sy_session_get_workbook (self->session), copy, &error))
    sy_session_fail (self->session, error);
  else
    gtk_widget_activate_action (widget, "win.say", "s", _ ("Kept as a table of the business analysis"));
}

static void
on_keep_entered_cb (SyExplorerPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "explorer.keep", NULL);
}

static SyView *
find_kept (SyExplorerPage *self, GVariant *parameter)
{
  GPtrArray *views = sy_workbook_get_views (sy_session_get_workbook (self->session));

  for (guint i = 0; i < views->len; i++)
    if (g_strcmp0 (sy_view_get_id (views->pdata[i]), g_variant_get_string (parameter, NULL)) == 0)
      return views->pdata[i];
  return NULL;
}

static void
on_open_kept_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (widget);
  SyView *view = find_kept (self, parameter);

  gtk_popover_popdown (self->kept_popover);
  if (view)
    sy_explorer_page_show_view (self, view);
}

static void
on_remove_kept_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (widget);
  g_autoptr (GError) error = NULL;

  gtk_popover_popdown (self->kept_popover);
  if (!sy_workbook_remove_view (sy_session_get_workbook (self->session),
                                g_variant_get_string (parameter, NULL), &error))
    sy_session_fail (self->session, error);
}

static void
add_kept (SyExplorerPage *self, SyView *view)
{
  const char *id = sy_view_get_id (view);
  const char *title = sy_view_get_title (view);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *open = gtk_button_new_with_label (title && *title ? title : id);
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Remove “%s”"), title && *title ? title : id);

  gtk_widget_set_hexpand (open, TRUE);
  gtk_widget_add_css_class (open, "flat");
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (open), "explorer.open-kept");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (open), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "explorer.remove-kept");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", id);
  gtk_box_append (GTK_BOX (box), open);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_box_append (self->kept_list, box);
}

static void
on_kept_opened_cb (SyExplorerPage *self)
{
  GPtrArray *views = sy_workbook_get_views (sy_session_get_workbook (self->session));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->kept_list))))
    gtk_box_remove (self->kept_list, child);
  for (guint i = 0; i < views->len; i++)
    add_kept (self, views->pdata[i]);
}

/* --- other actions --- */

static void
on_pin_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (widget);
  const char *const *ids = sy_view_get_indicators (self->view);
  g_autofree char *text = sy_view_to_text (self->view);

  for (guint i = 0; ids && ids[i]; i++)
    if (*ids[i] != '=')
      gtk_widget_activate_action (widget, "win.pin", "(ss)", ids[i], text);
}

static void
on_drill_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (widget);

  drill (self, MAX (sy_table_page_get_row (self->table), 1), g_variant_get_string (parameter, NULL));
}

static void
on_up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (widget);
  g_autoptr (SyView) up = sy_view_drill_up (self->view);

  if (up)
    sy_explorer_page_show_view (self, up);
}

static void
on_add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sy_explorer_question_choose_indicators (SY_EXPLORER_PAGE (widget)->question);
}

/* Wherever the focus is, as long as the page is looked at. */
static void
add_shortcut (SyExplorerPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_i, GDK_CONTROL_MASK),
                        gtk_named_action_new ("explorer.add")));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/* --- the object --- */

static void
sy_explorer_page_map (GtkWidget *widget)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (widget);

  GTK_WIDGET_CLASS (sy_explorer_page_parent_class)->map (widget);
  sy_session_look_at (self->session, self->evaluation);
}

static void
sy_explorer_page_unmap (GtkWidget *widget)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (widget);

  if (self->session)
    sy_session_look_at (self->session, NULL);
  GTK_WIDGET_CLASS (sy_explorer_page_parent_class)->unmap (widget);
}

static void
sy_explorer_page_dispose (GObject *object)
{
  SyExplorerPage *self = SY_EXPLORER_PAGE (object);

  g_clear_object (&self->opening);
  g_clear_object (&self->evaluation);
  g_clear_object (&self->view);
  G_OBJECT_CLASS (sy_explorer_page_parent_class)->dispose (object);
  g_clear_object (&self->session); /* unmapping looks at it */
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/io/github/steelyard/Steelyard/sy-explorer-page.ui");
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, question_bin);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, path);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, drill_button);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, keep_button);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, keep_popover);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, keep_entry);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, kept_button);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, kept_list);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, kept_popover);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, problems);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, headline);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, stack);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, empty);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, bring_button);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, table_bin);
  gtk_widget_class_bind_template_child (klass, SyExplorerPage, totals_bin);
  gtk_widget_class_bind_template_callback (klass, on_kept_opened_cb);
  gtk_widget_class_bind_template_callback (klass, on_keep_entered_cb);
}

static void
sy_explorer_page_class_init (SyExplorerPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_explorer_page_dispose;
  widget_class->map = sy_explorer_page_map;
  widget_class->unmap = sy_explorer_page_unmap;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "explorer.keep", NULL, on_keep_cb);
  gtk_widget_class_install_action (widget_class, "explorer.open-kept", "s", on_open_kept_cb);
  gtk_widget_class_install_action (widget_class, "explorer.remove-kept", "s", on_remove_kept_cb);
  gtk_widget_class_install_action (widget_class, "explorer.pin", NULL, on_pin_cb);
  gtk_widget_class_install_action (widget_class, "explorer.drill", "s", on_drill_cb);
  gtk_widget_class_install_action (widget_class, "explorer.up", NULL, on_up_cb);
  gtk_widget_class_install_action (widget_class, "explorer.add", NULL, on_add_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "explorer.up", NULL);
}

static void
sy_explorer_page_init (SyExplorerPage *self)
{
  self->view = sy_view_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_shortcut (self);
}

GtkWidget *
sy_explorer_page_new (SySession *session)
{
  SyExplorerPage *self = g_object_new (SY_TYPE_EXPLORER_PAGE, NULL);

  self->session = g_object_ref (session);
  self->question = SY_EXPLORER_QUESTION (sy_explorer_question_new (session));
  adw_bin_set_child (self->question_bin, GTK_WIDGET (self->question));
  self->table = SY_TABLE_PAGE (sy_table_page_new (session));
  adw_bin_set_child (self->table_bin, GTK_WIDGET (self->table));
  self->totals = SY_EXPLORER_TOTALS (sy_explorer_totals_new (session));
  adw_bin_set_child (self->totals_bin, GTK_WIDGET (self->totals));
  g_signal_connect_swapped (self->totals, "read", G_CALLBACK (on_whole_read_cb), self);
  g_signal_connect_swapped (self->question, "changed", G_CALLBACK (on_question_changed_cb), self);
  g_signal_connect_swapped (self->table, "row-opened", G_CALLBACK (on_row_opened_cb), self);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::period", G_CALLBACK (on_period_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
