/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-worksheet-search.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-workbook-privacy.h"
#include "sy-worksheet.h"

/* More than one looks through: the word is to be longer. */
#define MAX_FOUND 200
#define BEFORE 24 /* characters shown before what was found */
#define HIT_KEY "steelyard-hit"

struct _SyWorksheetSearch
{
  AdwWindow parent_instance;

  SySession *session;
  GtkSearchEntry *search;
  GtkListBox *list;
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (SyWorksheetSearch, sy_worksheet_search, ADW_TYPE_WINDOW)

/* --- looking --- */

/* Where one word stands. */
typedef struct
{
  char *worksheet, *table, *column;
  guint row;
} Hit;

static void
free_hit (gpointer data)
{
  Hit *hit = data;

  g_free (hit->worksheet);
  g_free (hit->table);
  g_free (hit->column);
  g_free (hit);
}

/* Case folded and made compatible: full-width letters are found by plain ones. */
static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);

  return g_utf8_casefold (normal ? normal : text, -1);
}

/* The passage around the word in one line. */
static char *
make_passage (const char *text, const char *wanted)
{
  g_autofree char *folded = fold (text);
  const char *found = strstr (folded, wanted);
  glong at = found ? g_utf8_pointer_to_offset (folded, found) : 0;
  glong length = g_utf8_strlen (text, -1), first = CLAMP (at - BEFORE, 0, MAX (length - 1, 0));
  g_autofree char *rest = g_utf8_substring (text, first, MIN (length, first + 160));
  char *passage = g_strconcat (first > 0 ? "…" : "", rest, NULL);

  return g_strdelimit (passage, "\n\r\t", ' ');
}

static void
add_hit (SyWorksheetSearch *self,
         const SyWorksheet *worksheet,
         const SyTemplateTable *table,
         const SyTemplateColumn *column,
         guint row,
         const char *passage)
{
  GtkWidget *widget = adw_action_row_new ();
  Hit *hit = g_new0 (Hit, 1);
  g_autofree char *place = table ? g_strdup_printf (_ ("%s · %s, row %u · %s"), worksheet->title,
                                                    table->title, row + 1, column->title)
                                 : g_strdup (_ ("Title"));
  g_autofree char *name = g_strjoin (". ", passage, place, NULL);

  hit->worksheet = g_strdup (worksheet->id);
  hit->table = g_strdup (table ? table->id : "");
  hit->column = g_strdup (column ? column->id : "");
  hit->row = row;
  g_object_set_data_full (G_OBJECT (widget), HIT_KEY, hit, free_hit);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), passage);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (widget), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), place);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, widget);
}

/* As the cell shows it: the title of a choice, personal data masked. */
static char *
dup_shown (SyWorksheetSearch *self,
           const SyTemplateTable *table,
           const SyTemplateColumn *column,
           const char *cell)
{
  return sy_workbook_mask_cell (sy_session_get_workbook (self->session), table->id, column->id,
                                sy_template_column_show_cell (column, cell));
}

static void
look_in_row (SyWorksheetSearch *self,
             const SyWorksheet *worksheet,
             const SyTemplateTable *table,
             guint row,
             char **cells,
             const char *wanted,
             guint *n)
{
  for (guint i = 0; i < table->columns->len && cells[i]; i++)
    {
      const SyTemplateColumn *column = table->columns->pdata[i];
      g_autofree char *shown = NULL;
      g_autofree char *folded = NULL;
      g_autofree char *passage = NULL;

      if (column->hidden || !*cells[i])
        continue;
      shown = dup_shown (self, table, column, cells[i]);
      folded = fold (shown);
      if (!strstr (folded, wanted) || ++*n > MAX_FOUND)
        continue;
      passage = make_passage (shown, wanted);
      add_hit (self, worksheet, table, column, row, passage);
    }
}

static void
look_in_worksheet (SyWorksheetSearch *self, const SyWorksheet *worksheet, const char *wanted, guint *n)
{
  SyWorkbook *workbook = sy_session_get_workbook (self->session);
  GPtrArray *tables = worksheet->template ? sy_template_get_tables (worksheet->template) : NULL;
  g_autofree char *title = fold (worksheet->title);

  if (strstr (title, wanted) && ++*n <= MAX_FOUND)
    add_hit (self, worksheet, NULL, NULL, 0, worksheet->title);
  for (guint i = 0; tables && i < tables->len; i++)
    {
      const SyTemplateTable *table = tables->pdata[i];
      GPtrArray *rows =
          g_strcmp0 (table->rows, "INPUT") == 0 ? sy_workbook_get_input_rows (workbook, table->id) : NULL;

      for (guint row = 0; rows && row < rows->len; row++)
        look_in_row (self, worksheet, table, row, rows->pdata[row], wanted, n);
    }
}

static void
look (SyWorksheetSearch *self)
{
  GPtrArray *worksheets = sy_workbook_get_worksheets (sy_session_get_workbook (self->session));
  g_autofree char *wanted = fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *said = NULL;
  guint n = 0;

  for (GtkWidget *child; (child = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));)
    gtk_list_box_remove (self->list, child);
  g_strstrip (wanted);
  for (guint i = 0; *wanted && i < worksheets->len; i++)
    look_in_worksheet (self, worksheets->pdata[i], wanted, &n);
  said = n > MAX_FOUND ? g_strdup_printf (_ ("The first %u of %u places"), MAX_FOUND, n)
                       : g_strdup_printf (ngettext ("%u place", "%u places", n), n);
  gtk_label_set_text (self->count, *wanted ? said : "");
}

/* --- choosing --- */

static void
choose (SyWorksheetSearch *self, GtkListBoxRow *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const Hit *hit = g_object_get_data (G_OBJECT (row), HIT_KEY);
  g_autoptr (GVariant) target =
      g_variant_ref_sink (g_variant_new ("(ssus)", hit->worksheet, hit->table, hit->row, hit->column));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action_variant (GTK_WIDGET (parent), "win.worksheet-cell", target);
}

static void
on_activate_cb (SyWorksheetSearch *self)
{
  GtkListBoxRow *row;

  look (self);
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row)
    choose (self, row);
}

static void
on_down_cb (SyWorksheetSearch *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

/* --- the window --- */

static void
sy_worksheet_search_dispose (GObject *object)
{
  g_clear_object (&SY_WORKSHEET_SEARCH (object)->session);
  G_OBJECT_CLASS (sy_worksheet_search_parent_class)->dispose (object);
}

static void
sy_worksheet_search_class_init (SyWorksheetSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_worksheet_search_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_list (SyWorksheetSearch *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_ ("Titles and cells of all worksheets are searched"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_set_margin_top (empty, 24);
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Found"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
sy_worksheet_search_init (SyWorksheetSearch *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_size_request (GTK_WIDGET (self->search), 320, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "hint");
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->count), 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find in the worksheets"), -1);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (look), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (on_activate_cb), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (on_down_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_window_close), self);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Find in the Worksheets"));
  gtk_window_set_default_size (GTK_WINDOW (self), 640, 560);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_box_append (GTK_BOX (box), build_list (self));
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

GtkWidget *
sy_worksheet_search_new (GtkWindow *parent, SySession *session)
{
  SyWorksheetSearch *self = g_object_new (SY_TYPE_WORKSHEET_SEARCH, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
