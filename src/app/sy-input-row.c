/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-input-row.h"

#include <glib/gi18n.h>

#define ENTRIES_KEY "steelyard-entries"

struct _SyInputRow
{
  AdwExpanderRow parent_instance;

  SySession *session;
  const SyTemplateTable *definition;
  GPtrArray *lines; /* (element-type GtkListBoxRow) one a typed row, borrowed from the expander */
  GtkWidget *add_row;
};

G_DEFINE_FINAL_TYPE (SyInputRow, sy_input_row, ADW_TYPE_EXPANDER_ROW)

static void add_line (SyInputRow *self, const char *const *cells);

static GPtrArray *
line_entries (gpointer line)
{
  return g_object_get_data (G_OBJECT (line), ENTRIES_KEY);
}

/* The fields as they stand; lines without any text are not rows. */
static GPtrArray *
read_lines (SyInputRow *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  for (guint i = 0; i < self->lines->len; i++)
    {
      GPtrArray *entries = line_entries (self->lines->pdata[i]);
      GStrv cells = g_new0 (char *, entries->len + 1);
      gboolean any = FALSE;

      for (guint j = 0; j < entries->len; j++)
        {
          cells[j] = g_strdup (gtk_editable_get_text (entries->pdata[j]));
          any = any || *cells[j];
        }
      if (any)
        g_ptr_array_add (rows, cells);
      else
        g_strfreev (cells);
    }
  return rows;
}

static gboolean
rows_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      GStrv left = a->pdata[i], right = b->pdata[i];

      for (guint j = 0; left[j] || right[j]; j++)
        {
          if (g_strcmp0 (left[j] ? left[j] : "", right[j] ? right[j] : "") != 0)
            return FALSE;
          if (!left[j] || !right[j])
            break;
        }
    }
  return TRUE;
}

static void
set_subtitle (SyInputRow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text ? text : "", -1);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), escaped);
}

static void
apply (SyInputRow *self)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  g_autoptr (GPtrArray) rows = read_lines (self);
  GPtrArray *known = sy_workbook_get_input_rows (workbook, self->definition->id);
  g_autoptr (GError) error = NULL;

  if (known && rows_equal (rows, known))
    return;
  if (sy_workbook_set_input_rows (workbook, self->definition->id, rows, &error))
    set_subtitle (self, self->definition->description);
  else
    set_subtitle (self, error->message);
}

static void
on_remove_cb (GtkWidget *button, GtkWidget *line)
{
  SyInputRow *self = SY_INPUT_ROW (gtk_widget_get_ancestor (button, SY_TYPE_INPUT_ROW));

  g_ptr_array_remove (self->lines, line);
  adw_expander_row_remove (ADW_EXPANDER_ROW (self), line);
  apply (self);
}

static GtkWidget *
new_entry (SyInputRow *self, const SyTemplateColumn *column, const char *text)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text ? text : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), column->title);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 8);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, column->title, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (apply), self);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static void
add_line (SyInputRow *self, const char *const *cells)
{
  GtkWidget *line = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  GPtrArray *entries = g_ptr_array_new ();
  guint n_cells = cells ? g_strv_length ((GStrv) cells) : 0;

  for (guint i = 0; i < self->definition->columns->len; i++)
    {
      GtkWidget *entry = new_entry (self, self->definition->columns->pdata[i], i < n_cells ? cells[i] : NULL);

      gtk_box_append (GTK_BOX (box), entry);
      g_ptr_array_add (entries, entry);
    }
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove this row"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove this row"), -1);
  g_signal_connect (remove, "clicked", G_CALLBACK (on_remove_cb), line);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (line), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), FALSE);
  g_object_set_data_full (G_OBJECT (line), ENTRIES_KEY, entries, (GDestroyNotify) g_ptr_array_unref);
  /* The button that adds rows stays last. */
  if (self->add_row)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->add_row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), line);
  if (self->add_row)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->add_row);
  g_ptr_array_add (self->lines, line);
}

static void
on_add_cb (SyInputRow *self)
{
  GPtrArray *entries;

  add_line (self, NULL);
  entries = line_entries (self->lines->pdata[self->lines->len - 1]);
  gtk_widget_grab_focus (entries->pdata[0]);
}

void
sy_input_row_update (SyInputRow *self)
{
  GPtrArray *known =
      sy_workbook_get_input_rows (sy_session_get_workbook (self->session), self->definition->id);
  g_autoptr (GPtrArray) rows = read_lines (self);

  if (!known || rows_equal (rows, known))
    return;
  for (guint i = 0; i < self->lines->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->lines->pdata[i]);
  g_ptr_array_set_size (self->lines, 0);
  for (guint i = 0; i < known->len; i++)
    add_line (self, known->pdata[i]);
}

static void
sy_input_row_dispose (GObject *object)
{
  SyInputRow *self = SY_INPUT_ROW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->add_row);
  G_OBJECT_CLASS (sy_input_row_parent_class)->dispose (object);
}

static void
sy_input_row_finalize (GObject *object)
{
  g_ptr_array_unref (SY_INPUT_ROW (object)->lines);
  G_OBJECT_CLASS (sy_input_row_parent_class)->finalize (object);
}

static void
sy_input_row_class_init (SyInputRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_input_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_input_row_finalize;
}

static void
sy_input_row_init (SyInputRow *self)
{
  self->lines = g_ptr_array_new ();
}

GtkWidget *
sy_input_row_new (SySession *session, const SyTemplateTable *definition)
{
  SyInputRow *self = g_object_new (SY_TYPE_INPUT_ROW, NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add a Row"));
  g_autofree char *title = g_markup_escape_text (definition->title, -1);

  self->session = g_object_ref (session);
  self->definition = definition;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  set_subtitle (self, definition->description);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_add_cb), self);
  self->add_row = g_object_ref_sink (gtk_list_box_row_new ());
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->add_row), button);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->add_row), FALSE);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->add_row);
  sy_input_row_update (self);
  return GTK_WIDGET (self);
}
