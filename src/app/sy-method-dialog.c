/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-method-dialog.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "sy-formula-entry.h"
#include "sy-indicator-text.h"
#include "sy-method-part.h"
#include "sy-template-text.h"

#define CELLS_SHOWN 5
/* A result that is there by then is not announced. */
#define BUSY_DELAY_MS 300

struct _SyMethodDialog
{
  AdwWindow parent_instance;

  /* owned */
  SySession *session;
  GPtrArray *parts;   /* (element-type SyMethodPart), one a row */
  GHashTable *drafts; /* key of a part → what was typed and is not applied */
  SyModel *model;     /* NULL: a formula is wrong already */
  GtkFileChooserNative *chooser;
  GObject *reading; /* owner of the result under way: the newest edit breaks off what an older one began */
  guint busy_id;    /* until it is said that it takes long */
  gboolean filling;

  GtkSearchEntry *search;
  GtkListBox *list;
  GtkStack *stack;
  GtkLabel *title, *place, *description, *result, *hint;
  SyFormulaEntry *entry;
  GtkWidget *apply;
};

G_DEFINE_FINAL_TYPE (SyMethodDialog, sy_method_dialog, ADW_TYPE_WINDOW)

static SyMethodPart *
get_part (SyMethodDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  guint index = row ? (guint) gtk_list_box_row_get_index (row) : G_MAXUINT;

  return index < self->parts->len ? self->parts->pdata[index] : NULL;
}

static char *
make_key (const SyMethodPart *part)
{
  return g_strdup_printf ("%d/%s/%s/%s", (int) part->kind, part->owner, part->column ? part->column : "",
                          part->attribute);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text && *text);
}

/* --- what it comes to, off the main loop --- */

typedef struct
{
  SyMethodDialog *dialog;
  SyEvaluation *evaluation;
  SyTemplatePart kind;
  char *owner, *column;
  char *text;
} Result;

static void
free_result (gpointer data)
{
  Result *result = data;

  g_object_unref (result->evaluation);
  g_free (result->owner);
  g_free (result->column);
  g_free (result->text);
  g_free (result);
}

static char *
write_cells (SyEvaluation *evaluation, SyTable *table, const char *column, SyFrame *frame)
{
  int index = sy_table_find_column (table, column);
  GString *text = g_string_new (NULL);

  for (gint64 i = 0; index >= 0 && i < sy_frame_get_n_rows (frame); i++)
    {
      g_autofree char *cell = NULL;

      sy_table_format_cell (table, frame, (guint) index, i, sy_evaluation_get_language (evaluation), &cell);
      g_string_append_printf (text, "%s%s", i ? "  ·  " : "", cell);
    }
  if (sy_table_get_n_rows (table) > CELLS_SHOWN)
    g_string_append (text, "  …");
  return g_string_free (text, FALSE);
}

static gboolean
read_result (SyJob *job, gpointer data, GError **error)
{
  Result *result = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);
  g_autoptr (SyTable) table = NULL;
  g_autoptr (SyFrame) frame = NULL;

  if (result->kind == SY_TEMPLATE_PART_TABLE)
    {
      table = sy_evaluation_get_table (result->evaluation, result->owner, cancellable, error);
      if (table)
        result->text = g_strdup_printf (
            ngettext ("%" PRId64 " row", "%" PRId64 " rows", (gulong) sy_table_get_n_rows (table)),
            sy_table_get_n_rows (table));
      return table != NULL;
    }
  if (!result->column)
    {
      result->text = sy_evaluation_format_value (result->evaluation, result->owner, cancellable, error);
      return result->text != NULL;
    }
  table = sy_evaluation_get_table (result->evaluation, result->owner, cancellable, error);
  frame = table ? sy_table_read (table, 0, CELLS_SHOWN, -1, FALSE, cancellable, error) : NULL;
  if (frame)
    result->text = write_cells (result->evaluation, table, result->column, frame);
  return frame != NULL;
}

static void
end_reading (SyMethodDialog *self)
{
  g_clear_handle_id (&self->busy_id, g_source_remove);
  g_clear_object (&self->reading);
}

static gboolean
on_busy_cb (gpointer data)
{
  SyMethodDialog *self = data;

  self->busy_id = 0;
  set_text (self->result, _ ("Computing…"));
  return G_SOURCE_REMOVE;
}

static void
show_result (SySession *session, gpointer data, const GError *error)
{
  Result *result = data;
  SyMethodDialog *self = result->dialog;
  g_autofree char *text = NULL;

  end_reading (self);
  text = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? g_strdup (_ ("Cancelled"))
         : error                                                   ? g_strdup (error->message)
                 : g_strdup_printf (result->column ? _ ("First rows: %s") : _ ("Now: %s"), result->text);
  set_text (self->result, text);
}

static void
fetch_result (SyMethodDialog *self, const SyMethodPart *part)
{
  SyEvaluation *evaluation = sy_session_get_evaluation (self->session);
  Result *result;

  end_reading (self);
  if (part->kind == SY_TEMPLATE_PART_CHART)
    {
      set_text (self->result, NULL);
      return;
    }
  if (!evaluation)
    {
      set_text (self->result, sy_session_get_problem (self->session));
      return;
    }
  result = g_new0 (Result, 1);
  result->dialog = self;
  result->evaluation = g_object_ref (evaluation);
  result->owner = g_strdup (part->owner);
  result->column = g_strdup (part->column);
  result->kind = part->kind;
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  self->busy_id = g_timeout_add (BUSY_DELAY_MS, on_busy_cb, self);
  sy_session_fetch (self->session, self->reading, read_result, show_result, result, free_result);
}

/* --- the part that is looked at --- */

static gboolean
check_text (const char *text, gpointer data, GError **error)
{
  SyMethodDialog *self = data;
  const SyMethodPart *part = get_part (self);

  return !part || sy_method_part_check (part, self->model, text, error);
}

static char *
write_place (SyMethodDialog *self, const SyMethodPart *part)
{
  SyTemplate *own = sy_workbook_get_template (sy_session_get_workbook (self->session));
  g_autofree char *id =
      part->column ? g_strdup_printf ("%s[%s]", part->owner, part->column) : g_strdup (part->owner);

  if (g_str_equal (sy_template_get_id (part->template), sy_template_get_id (own)))
    return g_strdup_printf ("%s · %s", part->group, id);
  return g_strdup_printf (_ ("%s · %s · from “%s”"), part->group, id, sy_template_get_title (part->template));
}

static void
show_part (SyMethodDialog *self)
{
  const SyMethodPart *part = get_part (self);
  g_autofree char *key = NULL;
  g_autofree char *place = NULL;
  const char *draft;

  gtk_stack_set_visible_child_name (self->stack, part ? "part" : "none");
  if (!part)
    return;
  key = make_key (part);
  place = write_place (self, part);
  draft = g_hash_table_lookup (self->drafts, key);
  set_text (self->title, part->title);
  set_text (self->place, place);
  set_text (self->description, part->description);
  set_text (self->hint, sy_method_part_get_hint (part));
  sy_formula_entry_set_model (self->entry, self->model, sy_method_part_find_table (part, self->model));
  sy_formula_entry_set_text (self->entry, draft ? draft : part->text);
  fetch_result (self, part);
}

static void
on_selected_cb (SyMethodDialog *self)
{
  if (!self->filling)
    show_part (self);
}

static void
on_checked_cb (SyMethodDialog *self, gboolean good)
{
  const SyMethodPart *part = get_part (self);
  g_autofree char *text = sy_formula_entry_dup_text (self->entry);
  gboolean changed = part && !g_str_equal (text, part->text);

  gtk_widget_set_sensitive (self->apply, good && changed);
  if (changed)
    g_hash_table_replace (self->drafts, make_key (part), g_strdup (text));
  else if (part)
    {
      g_autofree char *key = make_key (part);

      g_hash_table_remove (self->drafts, key);
    }
}

static void
apply (SyMethodDialog *self)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  const SyMethodPart *part = get_part (self);
  g_autofree char *text = sy_formula_entry_dup_text (self->entry);
  g_autofree char *xml = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;

  if (!part || !sy_formula_entry_check (self->entry) || g_str_equal (text, part->text))
    return;
  key = make_key (part);
  xml = sy_method_part_change (part, workbook, text, &error);
  if (!xml || !sy_workbook_set_own_template (workbook, xml, &error))
    {
      sy_formula_entry_show_error (self->entry, error->message);
      return;
    }
  g_hash_table_remove (self->drafts, key);
}

static void
on_apply_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  apply (SY_METHOD_DIALOG (widget));
}

/* --- the list --- */

static GtkWidget *
new_row (const SyMethodPart *part)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (part->title);
  g_autofree char *name = g_strdup_printf ("%s: %s", part->group, part->title);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_margin_start (label, 18);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_tooltip_text (row, part->column ? part->column : part->owner);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return row;
}

static const SyMethodPart *
part_of_row (SyMethodDialog *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  return index < self->parts->len ? self->parts->pdata[index] : NULL;
}

static void
put_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const SyMethodPart *part = part_of_row (data, row);
  const SyMethodPart *other = before ? part_of_row (data, before) : NULL;
  GtkWidget *label;

  if (!part || (other && g_str_equal (part->group, other->group)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (part->group);
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 3);
  gtk_list_box_row_set_header (row, label);
}

static gboolean
contains (const char *text, const char *wanted)
{
  g_autofree char *folded = g_utf8_casefold (text ? text : "", -1);

  return strstr (folded, wanted) != NULL;
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  SyMethodDialog *self = data;
  const SyMethodPart *part = part_of_row (self, row);
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  return part
         && (contains (part->title, wanted) || contains (part->group, wanted)
             || contains (part->owner, wanted) || contains (part->column, wanted));
}

/* The list is as it was, but for what the formulas say: it keeps its place, and what is chosen. */
static gboolean
is_listed (SyMethodDialog *self, GPtrArray *parts)
{
  gboolean same = parts->len == self->parts->len;

  for (guint i = 0; same && i < parts->len; i++)
    {
      const SyMethodPart *a = parts->pdata[i];
      const SyMethodPart *b = self->parts->pdata[i];

      same = a->kind == b->kind && g_str_equal (a->owner, b->owner) && g_strcmp0 (a->column, b->column) == 0
             && g_strcmp0 (a->title, b->title) == 0 && g_strcmp0 (a->group, b->group) == 0;
    }
  return same;
}

static void
fill_list (SyMethodDialog *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < self->parts->len; i++)
    gtk_list_box_append (self->list, new_row (self->parts->pdata[i]));
}

/* @attribute: (nullable): %NULL: the first of them */
static int
find_part (SyMethodDialog *self, const char *owner, const char *column, const char *attribute)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const SyMethodPart *part = self->parts->pdata[i];

      if (g_str_equal (part->owner, owner) && g_strcmp0 (part->column, *column ? column : NULL) == 0
          && (!attribute || g_str_equal (part->attribute, attribute)))
        return (int) i;
    }
  return -1;
}

static void
fill (SyMethodDialog *self, const char *owner, const char *column, const char *attribute)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  SyModel *model = sy_workbook_get_model (workbook, NULL);
  GPtrArray *parts = sy_method_part_list (workbook);
  gboolean listed = is_listed (self, parts);
  int selected;

  self->filling = TRUE;
  g_ptr_array_unref (self->parts);
  self->parts = parts;
  g_clear_pointer (&self->model, sy_model_unref);
  self->model = model ? sy_model_ref (model) : NULL;
  if (!listed)
    fill_list (self);
  selected = find_part (self, owner, column, attribute);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, MAX (selected, 0)));
  self->filling = FALSE;
  show_part (self);
}

/* Also after undo in the window behind. */
static void
on_evaluated_cb (SyMethodDialog *self)
{
  const SyMethodPart *part = get_part (self);
  g_autofree char *owner = g_strdup (part ? part->owner : "");
  g_autofree char *column = g_strdup (part && part->column ? part->column : "");

  fill (self, owner, column, part ? part->attribute : NULL);
}

/* --- keeping and sharing --- */

static void
say (SyMethodDialog *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), "win.say", "s",
                              text);
}

static void
keep (SyMethodDialog *self, const char *title, const char *level)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  g_autoptr (GError) error = NULL;
  g_autofree char *xml = sy_template_dup_text (sy_workbook_get_template (workbook), &error);
  g_autofree char *tagged = xml ? sy_template_text_set_level (xml, level) : NULL;
  SyTemplate *kept =
      xml ? sy_catalogue_keep_template (sy_workbook_get_catalogue (workbook), tagged, title, &error) : NULL;
  g_autofree char *text = NULL;

  if (!kept || !sy_workbook_set_template (workbook, kept, &error))
    {
      sy_formula_entry_show_error (self->entry, error->message);
      return;
    }
  text = g_strdup_printf (_ ("“%s” is among your analyses now"), sy_template_get_title (kept));
  set_text (self->result, text);
  say (self, text);
}

static void
on_title_response_cb (AdwMessageDialog *dialog, const char *response, SyMethodDialog *self)
{
  GtkWidget *entry = gtk_widget_get_first_child (adw_message_dialog_get_extra_child (dialog));
  GtkWidget *choice = gtk_widget_get_last_child (adw_message_dialog_get_extra_child (dialog));
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (g_str_equal (response, "save") && *title)
    keep (self, title, sy_indicator_levels[gtk_drop_down_get_selected (GTK_DROP_DOWN (choice))]);
}

/* 业务指导 … 战略规划: by it the analysis is found again. */
static GtkWidget *
new_level_choice (const char *level)
{
  GtkStringList *titles = gtk_string_list_new (NULL);
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (titles), NULL);

  for (guint i = 0; sy_indicator_levels[i]; i++)
    {
      gtk_string_list_append (titles, sy_indicator_level_get_title (sy_indicator_levels[i]));
      if (g_strcmp0 (level, sy_indicator_levels[i]) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), i);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Level of management"), -1);
  return choice;
}

static void
on_keep_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyMethodDialog *self = SY_METHOD_DIALOG (widget);
  SyTemplate *template = sy_workbook_get_template (sy_session_get_workbook (self->session));
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Save as My Template"),
      _ ("It is then in the list of analyses, for every document. What is not applied is not in it."));
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), new_level_choice (sy_template_get_level (template)));
  gtk_editable_set_text (GTK_EDITABLE (entry), sy_template_get_title (template));
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Title"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), box);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save", _ ("_Save"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_title_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
write_file (SyMethodDialog *self, GFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *xml =
      sy_template_dup_text (sy_workbook_get_template (sy_session_get_workbook (self->session)), &error);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = NULL;

  if (!xml
      || !g_file_replace_contents (file, xml, strlen (xml), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                                   &error))
    {
      sy_formula_entry_show_error (self->entry, error->message);
      return;
    }
  text = g_strdup_printf (_ ("Written: “%s”. Whoever drops it on the window works with it."), name);
  set_text (self->result, text);
}

static void
on_share_chosen_cb (SyMethodDialog *self, int response)
{
  g_autoptr (GFile) file =
      response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser)) : NULL;

  if (file)
    write_file (self, file);
  g_clear_object (&self->chooser);
}

static void
on_share_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SyMethodDialog *self = SY_METHOD_DIALOG (widget);
  SyTemplate *template = sy_workbook_get_template (sy_session_get_workbook (self->session));
  g_autofree char *name = g_strconcat (sy_template_get_id (template), ".xml", NULL);

  if (self->chooser)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Share the Template"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_share_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- the window --- */

/* The part that was asked for comes into sight; then one can type. */
static gboolean
show_selected (gpointer data)
{
  SyMethodDialog *self = data;
  GtkListBoxRow *row = self->session ? gtk_list_box_get_selected_row (self->list) : NULL;

  if (row)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  if (self->session)
    sy_formula_entry_focus (self->entry);
  return G_SOURCE_REMOVE;
}

static void
sy_method_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sy_method_dialog_parent_class)->map (widget);
  g_idle_add_full (G_PRIORITY_LOW, show_selected, g_object_ref (widget), g_object_unref);
}

static void
sy_method_dialog_dispose (GObject *object)
{
  SyMethodDialog *self = SY_METHOD_DIALOG (object);

  self->filling = TRUE; /* rows that go select others */
  end_reading (self);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_method_dialog_parent_class)->dispose (object);
}

static void
sy_method_dialog_finalize (GObject *object)
{
  SyMethodDialog *self = SY_METHOD_DIALOG (object);

  g_ptr_array_unref (self->parts);
  g_hash_table_unref (self->drafts);
  g_clear_pointer (&self->model, sy_model_unref);
  G_OBJECT_CLASS (sy_method_dialog_parent_class)->finalize (object);
}

static void
sy_method_dialog_class_init (SyMethodDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_method_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_method_dialog_finalize;
  widget_class->map = sy_method_dialog_map;
  gtk_widget_class_install_action (widget_class, "method.apply", NULL, on_apply_cb);
  gtk_widget_class_install_action (widget_class, "method.keep", NULL, on_keep_cb);
  gtk_widget_class_install_action (widget_class, "method.share", NULL, on_share_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "method.apply", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
new_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
build_part (SyMethodDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *note;

  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  self->title = add_label (box, "title-2");
  self->place = add_label (box, "hint");
  self->description = add_label (box, "body");
  self->entry = SY_FORMULA_ENTRY (sy_formula_entry_new (check_text, self));
  g_signal_connect_swapped (self->entry, "checked", G_CALLBACK (on_checked_cb), self);
  g_signal_connect_swapped (self->entry, "applied", G_CALLBACK (apply), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  self->hint = add_label (box, "hint");
  self->apply = new_button (_ ("_Apply"), "method.apply");
  gtk_widget_add_css_class (self->apply, "suggested-action");
  gtk_widget_set_halign (self->apply, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->apply, _ ("Compute with this formula (Ctrl+Enter)"));
  gtk_box_append (GTK_BOX (box), self->apply);
  self->result = add_label (box, "numeric");
  note = GTK_WIDGET (add_label (box, "hint"));
  gtk_label_set_text (GTK_LABEL (note),
                      _ ("The analysis that came with the program stays as it is: this document "
                         "gets a copy, and undo goes back."));
  gtk_widget_set_vexpand (note, TRUE);
  gtk_widget_set_valign (note, GTK_ALIGN_END);
  return box;
}

static GtkWidget *
build_list (SyMethodDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_widget_set_margin_start (GTK_WIDGET (self->search), 9);
  gtk_widget_set_margin_end (GTK_WIDGET (self->search), 9);
  gtk_widget_set_margin_top (GTK_WIDGET (self->search), 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search formulas"), -1);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_header_func (self->list, put_heading, self, NULL);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Formulas"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (on_selected_cb), self);
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (gtk_list_box_invalidate_filter),
                            self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_set_size_request (box, 260, -1);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), scrolled);
  return box;
}

static void
sy_method_dialog_init (SyMethodDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  GtkWidget *none = adw_status_page_new ();

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_method_part_free);
  self->drafts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Method"));
  gtk_window_set_default_size (GTK_WINDOW (self), 980, 640);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), new_button (_ ("Save as _My Template…"), "method.keep"));
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), new_button (_ ("S_hare…"), "method.share"));
  adw_status_page_set_title (ADW_STATUS_PAGE (none), _ ("No Formulas"));
  adw_status_page_set_description (ADW_STATUS_PAGE (none), _ ("Choose an analysis first."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, build_part (self), "part");
  gtk_stack_add_named (self->stack, none, "none");
  gtk_paned_set_start_child (GTK_PANED (paned), build_list (self));
  gtk_paned_set_end_child (GTK_PANED (paned), GTK_WIDGET (self->stack));
  gtk_paned_set_resize_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_vexpand (paned, TRUE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), paned);
  adw_window_set_content (ADW_WINDOW (self), box);
}

GtkWidget *
sy_method_dialog_new (GtkWindow *parent, SySession *session, const char *table, const char *column)
{
  SyMethodDialog *self = g_object_new (SY_TYPE_METHOD_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  fill (self, table, column, NULL);
  return GTK_WIDGET (self);
}
