/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-explorer-totals.h"

#include <glib/gi18n.h>

#define COLUMN_KEY "steelyard-column"

struct _SyExplorerTotals
{
  AdwBin parent_instance;

  SySession *session;
  char *table_id; /* of the whole */
  GObject *reading;
  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (SyExplorerTotals, sy_explorer_totals, ADW_TYPE_BIN)

static guint read_signal;

/* --- reading, off the main loop --- */

typedef struct
{
  SyExplorerTotals *totals; /* borrowed: its token owns the fetch */
  SyEvaluation *evaluation;
  char *table_id;
  SyTable *table;
  SyFrame *frame;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->evaluation);
  g_clear_object (&reading->table);
  g_clear_object (&reading->frame);
  g_free (reading->table_id);
  g_free (reading);
}

static gboolean
read_whole (SyJob *job, gpointer data, GError **error)
{
  Reading *reading = data;
  GCancellable *cancellable = sy_job_get_cancellable (job);

  reading->table = sy_evaluation_get_table (reading->evaluation, reading->table_id, cancellable, error);
  if (reading->table)
    reading->frame = sy_table_read (reading->table, 0, 1, -1, FALSE, cancellable, error);
  return reading->frame != NULL;
}

/* --- showing --- */

static void
on_clicked_cb (GtkWidget *button, SyExplorerTotals *self)
{
  sy_session_explain_cell (self->session, self->table_id, g_object_get_data (G_OBJECT (button), COLUMN_KEY),
                           1);
}

static int
judge (const SyTableColumn *column, SyFrame *frame, guint index)
{
  double value;

  if (!column->is_signed || column->direction == 0 || sy_frame_is_null (frame, index + 1, 0))
    return 0;
  value = sy_frame_get_double (frame, index + 1, 0) * column->direction;
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}

static void
add_number (SyExplorerTotals *self, Reading *reading, guint index)
{
  const SyTableColumn *column = sy_table_get_columns (reading->table)->pdata[index];
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (column->title);
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  GtkWidget *value;
  int side = judge (column, reading->frame, index);

  sy_table_format_cell (reading->table, reading->frame, index, 0,
                        sy_evaluation_get_language (reading->evaluation), &text);
  value = gtk_label_new (text);
  name = g_strdup_printf ("%s: %s", column->title, text);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (title), 24);
  gtk_label_set_xalign (GTK_LABEL (title), 1.f);
  gtk_label_set_xalign (GTK_LABEL (value), 1.f);
  gtk_widget_add_css_class (title, "hint");
  gtk_widget_add_css_class (title, "small");
  gtk_widget_add_css_class (value, "numeric");
  gtk_widget_add_css_class (value, "total");
  if (side != 0)
    gtk_widget_add_css_class (value, side > 0 ? "good" : "bad");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), value);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Explain this number"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), COLUMN_KEY, g_strdup (column->id), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked_cb), self);
  gtk_box_append (self->box, button);
}

/* Text of a column of the whole by the end of its id, such as "_base"; NULL: there is none. */
static char *
dup_text (Reading *reading, const char *id, const char *end)
{
  g_autofree char *name = g_strconcat (id, end, NULL);
  int column = sy_table_find_column (reading->table, name);
  char *text = NULL;

  if (column >= 0)
    sy_table_format_cell (reading->table, reading->frame, (guint) column, 0,
                          sy_evaluation_get_language (reading->evaluation), &text);
  return text;
}

static gboolean
is_null (Reading *reading, const char *id, const char *end)
{
  g_autofree char *name = g_strconcat (id, end, NULL);
  int column = sy_table_find_column (reading->table, name);

  return column >= 0 && sy_frame_is_null (reading->frame, (guint) column + 1, 0);
}

/* “Sales: 953,025; base 966,314, −13,289 (−1.4%)” for each indicator. */
static char *
write_sentence (Reading *reading)
{
  GPtrArray *columns = sy_table_get_columns (reading->table);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean has_base = FALSE;

  for (guint i = 0; i < columns->len; i++)
    {
      const SyTableColumn *column = columns->pdata[i];
      g_autofree char *value = dup_text (reading, column->id, "");
      g_autofree char *base = dup_text (reading, column->id, "_base");
      g_autofree char *difference = dup_text (reading, column->id, "_difference");
      g_autofree char *rate = dup_text (reading, column->id, "_rate");

      /* What belongs to a contrast is told with its indicator. */
      if (column->hidden || (has_base && !base))
        continue;
      has_base = has_base || base != NULL;
      if (text->len > 0)
        g_string_append (text, "\n");
      if (is_null (reading, column->id, "_base"))
        g_string_append_printf (text, _ ("%s: %s; there is no base"), column->title, value);
      else if (base && difference && rate)
        g_string_append_printf (text, _ ("%s: %s; base %s, %s (%s)"), column->title, value, base, difference,
                                rate);
      else if (base && difference)
        g_string_append_printf (text, _ ("%s: %s; base %s, %s"), column->title, value, base, difference);
      else
        g_string_append_printf (text, _ ("%s: %s"), column->title, value);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
clear (SyExplorerTotals *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))))
    gtk_box_remove (self->box, child);
}

static void
show_whole (SySession *session, gpointer data, const GError *error)
{
  Reading *reading = data;
  SyExplorerTotals *self = reading->totals;
  g_autofree char *sentence = NULL;
  GPtrArray *columns;
  GtkWidget *label;

  clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self), !error && sy_frame_get_n_rows (reading->frame) > 0);
  if (error || sy_frame_get_n_rows (reading->frame) == 0)
    return;
  label = gtk_label_new (_ ("The whole"));
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->box, label);
  columns = sy_table_get_columns (reading->table);
  for (guint i = 0; i < columns->len; i++)
    if (!((const SyTableColumn *) columns->pdata[i])->hidden)
      add_number (self, reading, i);
  sentence = write_sentence (reading);
  g_signal_emit (self, read_signal, 0, sentence);
}

void
sy_explorer_totals_set_view (SyExplorerTotals *self, SyEvaluation *evaluation, const char *id)
{
  Reading *reading;

  g_return_if_fail (SY_IS_EXPLORER_TOTALS (self));

  g_clear_object (&self->reading);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  if (!evaluation)
    return;
  g_free (self->table_id);
  self->table_id = g_strconcat (id, "_whole", NULL);
  reading = g_new0 (Reading, 1);
  reading->totals = self;
  reading->evaluation = g_object_ref (evaluation);
  reading->table_id = g_strdup (self->table_id);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, read_whole, show_whole, reading, free_reading);
}

/* --- the object --- */

static void
sy_explorer_totals_dispose (GObject *object)
{
  SyExplorerTotals *self = SY_EXPLORER_TOTALS (object);

  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_explorer_totals_parent_class)->dispose (object);
}

static void
sy_explorer_totals_finalize (GObject *object)
{
  g_free (SY_EXPLORER_TOTALS (object)->table_id);
  G_OBJECT_CLASS (sy_explorer_totals_parent_class)->finalize (object);
}

static void
sy_explorer_totals_class_init (SyExplorerTotalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_explorer_totals_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_explorer_totals_finalize;
  read_signal = g_signal_new ("read", SY_TYPE_EXPLORER_TOTALS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sy_explorer_totals_init (SyExplorerTotals *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = GTK_BOX (box);
  gtk_widget_add_css_class (box, "totals");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  adw_bin_set_child (ADW_BIN (self), scrolled);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sy_explorer_totals_new (SySession *session)
{
  SyExplorerTotals *self = g_object_new (SY_TYPE_EXPLORER_TOTALS, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}
