/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-sidebar.h"

#include <glib/gi18n.h>

#include "sy-worksheet.h"

#define PLACE_KEY "steelyard-place"
#define TABLE_KEY "steelyard-table"
#define NEW_WORKSHEET (-1)

struct _SySidebar
{
  AdwBin parent_instance;

  GtkListBox *list;
  GtkLabel *alarms; /* beside the dashboard; NULL before there are rows */
  guint n_alarms;
  SySession *session;
  char *signature;    /* what the rows were made from, so that an unchanged list keeps its focus */
  gboolean quiet;     /* a selection of ours, not the user's */
  GHashTable *opened; /* ids of the hidden tables that were asked for */
};

G_DEFINE_FINAL_TYPE (SySidebar, sy_sidebar, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static int
row_place (GtkListBoxRow *row)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), PLACE_KEY));
}

static const char *
row_table (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), TABLE_KEY);
}

static GtkWidget *
new_label (const char *text, gboolean expand)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, expand);
  return label;
}

static GtkListBoxRow *
add_row (SySidebar *self, int place, const char *table, const char *title, const char *count)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), new_label (title, TRUE));
  if (count)
    {
      GtkWidget *label = new_label (count, FALSE);

      gtk_widget_add_css_class (label, "count");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_add_css_class (row, table ? "table" : "area");
  g_object_set_data (G_OBJECT (row), PLACE_KEY, GINT_TO_POINTER (place));
  g_object_set_data_full (G_OBJECT (row), TABLE_KEY, g_strdup (table), g_free);
  gtk_list_box_append (self->list, row);
  return GTK_LIST_BOX_ROW (row);
}

static gboolean
is_shown (SySidebar *self, const SyWorkbookTable *table, SyArea area)
{
  /* What belongs to a worksheet stands on its page. */
  if (sy_workbook_find_worksheet_of (sy_session_get_workbook (self->session), table->definition->id))
    return FALSE;
  if (table->definition->hidden && !g_hash_table_contains (self->opened, table->definition->id))
    return FALSE;
  /* Typed tables are on the page of the settings, sources on their own. */
  return (area == SY_AREA_HELPER || area == SY_AREA_ANALYSIS) && table->definition->area == area
         && !table->definition->is_source && !table->unavailable;
}

static void
add_tables (SySidebar *self, SyArea area)
{
  GPtrArray *tables = sy_workbook_list_tables (sy_session_get_workbook (self->session));

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];

      if (is_shown (self, table, area))
        add_row (self, area, table->definition->id, table->definition->title, NULL);
    }
}

static char *
count_rows (SySidebar *self)
{
  GPtrArray *sources = sy_workbook_get_sources (sy_session_get_workbook (self->session));
  gint64 n = 0;

  for (guint i = 0; i < sources->len; i++)
    n += ((const SyWorkbookSource *) sources->pdata[i])->n_rows;
  return n > 0 ? g_strdup_printf ("%'" G_GINT64_FORMAT, n) : NULL;
}

/* Everything the rows say, as one text. */
static char *
make_signature (SySidebar *self)
{
  GPtrArray *tables = sy_workbook_list_tables (sy_session_get_workbook (self->session));
  g_autofree char *count = count_rows (self);
  GPtrArray *worksheets = sy_workbook_get_worksheets (sy_session_get_workbook (self->session));
  GString *text = g_string_new (count);

  for (guint i = 0; i < tables->len; i++)
    {
      const SyWorkbookTable *table = tables->pdata[i];

      g_string_append_printf (text, "\n%s%c", table->definition->id, table->unavailable ? '-' : '+');
    }
  for (guint i = 0; i < worksheets->len; i++)
    {
      const SyWorksheet *worksheet = worksheets->pdata[i];

      g_string_append_printf (text, "\n%s %s", worksheet->id, worksheet->title);
    }
  return g_string_free (text, FALSE);
}

static void
remove_rows (SySidebar *self)
{
  GtkWidget *child;

  self->alarms = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))))
    gtk_list_box_remove (self->list, child);
}

static GtkWidget *
new_alarms (SySidebar *self, GtkListBoxRow *row)
{
  GtkWidget *label = new_label (NULL, FALSE);

  gtk_widget_add_css_class (label, "alarms");
  gtk_widget_set_visible (label, FALSE);
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (row)), label);
  return label;
}

static void
add_places (SySidebar *self)
{
  GtkListBoxRow *row;

  add_row (self, SY_PLACE_EXPLORER, NULL, _ ("Explore"), NULL);
  add_row (self, SY_PLACE_INDICATORS, NULL, _ ("Indicators"), NULL);
  row = add_row (self, SY_PLACE_DASHBOARD, NULL, _ ("Dashboard"), NULL);
  self->alarms = GTK_LABEL (new_alarms (self, row));
  sy_sidebar_set_alarms (self, self->n_alarms);
}

/* In a document without data and without a template too. */
static void
add_worksheets (SySidebar *self)
{
  GPtrArray *worksheets = sy_workbook_get_worksheets (sy_session_get_workbook (self->session));
  GtkListBoxRow *row;

  add_row (self, SY_PLACE_WORKSHEET, NULL, _ ("Worksheets"), NULL);
  for (guint i = 0; i < worksheets->len; i++)
    {
      const SyWorksheet *worksheet = worksheets->pdata[i];

      add_row (self, SY_PLACE_WORKSHEET, worksheet->id, worksheet->title, NULL);
    }
  row = add_row (self, NEW_WORKSHEET, "", _ ("＋ New Worksheet…"), NULL);
  gtk_list_box_row_set_selectable (row, FALSE);
}

static void
fill (SySidebar *self)
{
  g_autofree char *count = count_rows (self);

  add_places (self);

  for (int area = SY_AREA_CUSTOM; area <= SY_AREA_REPORT; area++)
    {
      g_autofree char *title = g_strdup_printf ("%d  %s", area + 1, sy_area_get_title ((SyArea) area));

      add_row (self, area, NULL, title, area == SY_AREA_SOURCE ? count : NULL);
      add_tables (self, (SyArea) area);
    }
  add_worksheets (self);
}

static void
on_evaluated_cb (SySidebar *self)
{
  g_autofree char *signature = make_signature (self);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  int place = selected ? row_place (selected) : SY_AREA_REPORT;
  g_autofree char *table = selected ? g_strdup (row_table (selected)) : NULL;

  if (g_strcmp0 (signature, self->signature) == 0)
    return;
  g_free (self->signature);
  self->signature = g_steal_pointer (&signature);
  self->quiet = TRUE;
  remove_rows (self);
  fill (self);
  self->quiet = FALSE;
  if (selected)
    sy_sidebar_go (self, place, table);
}

void
sy_sidebar_set_session (SySidebar *self, SySession *session)
{
  g_return_if_fail (SY_IS_SIDEBAR (self));

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_clear_pointer (&self->signature, g_free);
  remove_rows (self);
  g_hash_table_remove_all (self->opened);
  self->n_alarms = 0;
  if (!session)
    return;
  g_signal_connect_object (session, "evaluated", G_CALLBACK (on_evaluated_cb), self, G_CONNECT_SWAPPED);
  on_evaluated_cb (self);
}

/* The row of a place; for an area with tables and no table given, its first table. */
static GtkListBoxRow *
find_row (SySidebar *self, int place, const char *table)
{
  GtkListBoxRow *found = NULL, *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    {
      if (row_place (row) != place)
        continue;
      if (!found || (!table && !row_table (found) && row_table (row)))
        found = row;
      if (table && g_strcmp0 (row_table (row), table) == 0)
        return row;
    }
  return found;
}

/* A hidden table that an explanation leads to stands in the list from then on. */
static void
open_hidden (SySidebar *self, const char *table)
{
  GPtrArray *tables = sy_workbook_list_tables (sy_session_get_workbook (self->session));

  for (guint i = 0; i < tables->len; i++)
    {
      const SyTemplateTable *definition = ((const SyWorkbookTable *) tables->pdata[i])->definition;

      if (!definition->hidden || !g_str_equal (definition->id, table)
          || !g_hash_table_add (self->opened, g_strdup (table)))
        continue;
      self->quiet = TRUE;
      remove_rows (self);
      fill (self);
      self->quiet = FALSE;
    }
}

const char *
sy_sidebar_go (SySidebar *self, int place, const char *table)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (SY_IS_SIDEBAR (self), NULL);

  if (place == SY_PLACE_WORKSHEET && self->session)
    on_evaluated_cb (self); /* it may be a new one */
  else if (table && self->session)
    open_hidden (self, table);
  row = find_row (self, place, table);
  if (!row)
    return NULL;
  self->quiet = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->quiet = FALSE;
  return row_table (row);
}

void
sy_sidebar_set_alarms (SySidebar *self, guint n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);
  g_autofree char *tip = g_strdup_printf (
      ngettext ("%u indicator is beyond its limits", "%u indicators are beyond their limits", n), n);

  g_return_if_fail (SY_IS_SIDEBAR (self));

  self->n_alarms = n;
  if (!self->alarms)
    return;
  gtk_label_set_text (self->alarms, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->alarms), tip);
  gtk_widget_set_visible (GTK_WIDGET (self->alarms), n > 0);
}

static void
on_row_selected_cb (SySidebar *self, GtkListBoxRow *row)
{
  const char *table;

  if (!row || self->quiet)
    return;
  /* The heading of an area with tables stands for its first table. */
  table = row_table (row);
  if (!table)
    table = sy_sidebar_go (self, row_place (row), NULL);
  row = gtk_list_box_get_selected_row (self->list);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, row_place (row), table);
}

static void
on_row_activated_cb (SySidebar *self, GtkListBoxRow *row)
{
  if (row_place (row) == NEW_WORKSHEET)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.new-worksheet", NULL);
}

/* A line between what is asked freely, the five areas, and the worksheets. */
static void
set_header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gboolean is_first_area = before && row_place (row) >= 0 && row_place (row) <= SY_AREA_REPORT
                           && row_place (before) > SY_AREA_REPORT;
  gboolean is_first_worksheet =
      before && row_place (row) == SY_PLACE_WORKSHEET && row_place (before) <= SY_AREA_REPORT;

  gtk_list_box_row_set_header (
      row, is_first_area || is_first_worksheet ? gtk_separator_new (GTK_ORIENTATION_HORIZONTAL) : NULL);
}

static void
sy_sidebar_dispose (GObject *object)
{
  SySidebar *self = SY_SIDEBAR (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_sidebar_parent_class)->dispose (object);
}

static void
sy_sidebar_finalize (GObject *object)
{
  g_free (SY_SIDEBAR (object)->signature);
  g_hash_table_unref (SY_SIDEBAR (object)->opened);
  G_OBJECT_CLASS (sy_sidebar_parent_class)->finalize (object);
}

static void
sy_sidebar_class_init (SySidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sy_sidebar_dispose;
  object_class->finalize = sy_sidebar_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SY_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static void
sy_sidebar_init (SySidebar *self)
{
  self->opened = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Areas"),
                                  -1);
  gtk_list_box_set_header_func (self->list, set_header_cb, NULL, NULL);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (on_row_selected_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (on_row_activated_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}
