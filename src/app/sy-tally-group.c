/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tally-group.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-tally.h"

#define ITEM "steelyard-item"
/* So many items have a key of their own. */
#define MAX_KEYS 9

struct _SyTallyGroup
{
  AdwPreferencesGroup parent_instance;

  SySession *session;
  const SyTemplateTable *definition;
  GPtrArray *items; /* (element-type utf8) as the buttons stand */

  AdwEntryRow *period;
  AdwEntryRow *new_item;
  GtkFlowBox *buttons;
  GtkLabel *total;
};

G_DEFINE_FINAL_TYPE (SyTallyGroup, sy_tally_group, ADW_TYPE_PREFERENCES_GROUP)

static SyWorkbook *
get_workbook (SyTallyGroup *self)
{
  return sy_session_get_workbook (self->session);
}

static char *
dup_entry (AdwEntryRow *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
}

static void
count (SyTallyGroup *self, const char *item, gint64 step)
{
  g_autofree char *period = dup_entry (self->period);
  g_autoptr (GError) error = NULL;

  if (!sy_tally_add (get_workbook (self), self->definition, item, period, step, &error))
    sy_session_fail (self->session, error);
  sy_tally_group_update (self);
}

static void
on_more_cb (GtkWidget *button, SyTallyGroup *self)
{
  count (self, g_object_get_data (G_OBJECT (button), ITEM), 1);
}

static void
on_less_cb (GtkWidget *button, SyTallyGroup *self)
{
  count (self, g_object_get_data (G_OBJECT (button), ITEM), -1);
}

static void
on_new_item_cb (SyTallyGroup *self)
{
  g_autofree char *item = dup_entry (self->new_item);

  count (self, item, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->new_item), "");
}

static void
on_clear_cb (SyTallyGroup *self)
{
  g_autoptr (GError) error = NULL;

  if (!sy_tally_clear (get_workbook (self), self->definition, &error))
    sy_session_fail (self->session, error);
  sy_tally_group_update (self);
}

/* The button at the keyboard counts by plus and minus, the first ones by their number as well. */
static gboolean
on_key_cb (SyTallyGroup *self, guint key)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  const char *item = focus ? g_object_get_data (G_OBJECT (focus), ITEM) : NULL;
  gint64 step = key == GDK_KEY_plus || key == GDK_KEY_KP_Add         ? 1
                : key == GDK_KEY_minus || key == GDK_KEY_KP_Subtract ? -1
                                                                     : 0;
  guint place = key >= GDK_KEY_1 && key < GDK_KEY_1 + MAX_KEYS ? key - GDK_KEY_1 : G_MAXUINT;

  if (place < self->items->len)
    {
      count (self, self->items->pdata[place], 1);
      return GDK_EVENT_STOP;
    }
  if (!item || step == 0)
    return GDK_EVENT_PROPAGATE;
  count (self, item, step);
  return GDK_EVENT_STOP;
}

/* --- buttons --- */

static GtkWidget *
create_less (SyTallyGroup *self, const char *item)
{
  GtkWidget *less = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *label = g_strdup_printf (_ ("One less of “%s”"), item);

  gtk_widget_add_css_class (less, "flat");
  gtk_widget_set_valign (less, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (less, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (less), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (less), ITEM, g_strdup (item), g_free);
  g_signal_connect (less, "clicked", G_CALLBACK (on_less_cb), self);
  return less;
}

static GtkWidget *
create_more (SyTallyGroup *self, const char *item)
{
  GtkWidget *more = gtk_button_new ();
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_button_set_child (GTK_BUTTON (more), label);
  gtk_widget_set_size_request (more, 140, 72);
  gtk_widget_set_hexpand (more, TRUE);
  gtk_widget_add_css_class (more, "tally");
  g_object_set_data_full (G_OBJECT (more), ITEM, g_strdup (item), g_free);
  g_signal_connect (more, "clicked", G_CALLBACK (on_more_cb), self);
  return more;
}

static void
add_button (SyTallyGroup *self, const char *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *child;

  gtk_box_append (GTK_BOX (box), create_more (self, item));
  gtk_box_append (GTK_BOX (box), create_less (self, item));
  gtk_flow_box_insert (self->buttons, box, -1);
  child = gtk_widget_get_parent (box);
  gtk_widget_set_focusable (child, FALSE);
}

/* What stands on the button of the item at @place. */
static void
update_button (SyTallyGroup *self, guint place, const char *period)
{
  const char *item = self->items->pdata[place];
  GtkWidget *box =
      gtk_flow_box_child_get_child (gtk_flow_box_get_child_at_index (self->buttons, (int) place));
  GtkWidget *more = gtk_widget_get_first_child (box);
  gint64 now = sy_tally_count (get_workbook (self), self->definition, item, period);
  gint64 all = sy_tally_count (get_workbook (self), self->definition, item, NULL);
  g_autofree char *text = g_strdup_printf (_ ("%s\n%" PRId64 " of %" PRId64), item, now, all);
  g_autofree char *said = g_strdup_printf (_ ("Count “%s”: %" PRId64 ", in all %" PRId64), item, now, all);

  gtk_label_set_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (more))), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (more), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  gtk_widget_set_sensitive (gtk_widget_get_next_sibling (more), now > 0);
}

static gboolean
are_items_same (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; a->len == b->len && i < a->len; i++)
    if (!g_str_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return a->len == b->len;
}

static void
show_items (SyTallyGroup *self)
{
  GPtrArray *items = sy_tally_list_items (get_workbook (self), self->definition);
  gboolean is_same = are_items_same (items, self->items);
  GtkFlowBoxChild *child;

  g_ptr_array_unref (self->items);
  self->items = items;
  if (is_same)
    return;
  while ((child = gtk_flow_box_get_child_at_index (self->buttons, 0)))
    gtk_flow_box_remove (self->buttons, GTK_WIDGET (child));
  for (guint i = 0; i < items->len; i++)
    add_button (self, items->pdata[i]);
}

void
sy_tally_group_update (SyTallyGroup *self)
{
  g_autofree char *period = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (SY_IS_TALLY_GROUP (self));
  period = dup_entry (self->period);
  show_items (self);
  for (guint i = 0; i < self->items->len; i++)
    update_button (self, i, period);
  text = g_strdup_printf (_ ("In this period: %" PRId64 "  ·  in all: %" PRId64),
                          sy_tally_count (get_workbook (self), self->definition, NULL, period),
                          sy_tally_count (get_workbook (self), self->definition, NULL, NULL));
  gtk_label_set_label (self->total, text);
}

/* --- where it is sent --- */

/* A button to each Pareto and control chart of the analysis. */
static void
add_charts (SyTallyGroup *self, GtkBox *box)
{
  GPtrArray *charts = sy_workbook_list_charts (get_workbook (self));

  for (guint i = 0; i < charts->len; i++)
    {
      const SyTemplateChart *chart = charts->pdata[i];
      GtkWidget *button;

      if (!g_str_equal (chart->type, "pareto") && !g_str_equal (chart->type, "control"))
        continue;
      button = gtk_button_new_with_label (chart->title);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.table");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", chart->table);
      gtk_box_append (box, button);
    }
}

static GtkWidget *
create_foot (SyTallyGroup *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *clear = gtk_button_new_with_mnemonic (_ ("Set to _Zero"));

  self->total = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->total), TRUE);
  gtk_label_set_xalign (self->total, 0);
  gtk_label_set_wrap (self->total, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->total), "numeric");
  gtk_widget_set_margin_top (box, 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->total));
  add_charts (self, GTK_BOX (box));
  g_signal_connect_swapped (clear, "clicked", G_CALLBACK (on_clear_cb), self);
  gtk_box_append (GTK_BOX (box), clear);
  return box;
}

static AdwEntryRow *
create_entry (SyTallyGroup *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return ADW_ENTRY_ROW (row);
}

static void
sy_tally_group_dispose (GObject *object)
{
  g_clear_object (&SY_TALLY_GROUP (object)->session);
  G_OBJECT_CLASS (sy_tally_group_parent_class)->dispose (object);
}

static void
sy_tally_group_finalize (GObject *object)
{
  g_ptr_array_unref (SY_TALLY_GROUP (object)->items);
  G_OBJECT_CLASS (sy_tally_group_parent_class)->finalize (object);
}

static void
sy_tally_group_class_init (SyTallyGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_tally_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_tally_group_finalize;
}

static void
sy_tally_group_init (SyTallyGroup *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->items = g_ptr_array_new_with_free_func (g_free);
  self->buttons = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->buttons, GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (self->buttons, 4);
  gtk_flow_box_set_homogeneous (self->buttons, TRUE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->buttons), keys);
}

/* The latest period is the one that is counted in. */
static void
show_period (SyTallyGroup *self)
{
  g_autoptr (GPtrArray) periods = sy_tally_list_periods (get_workbook (self), self->definition);

  if (periods->len > 0)
    gtk_editable_set_text (GTK_EDITABLE (self->period), periods->pdata[periods->len - 1]);
}

GtkWidget *
sy_tally_group_new (SySession *session, const SyTemplateTable *definition)
{
  SyTallyGroup *self = g_object_new (SY_TYPE_TALLY_GROUP, NULL);
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  g_autofree char *title = g_markup_escape_text (definition->title, -1);

  self->session = g_object_ref (session);
  self->definition = definition;
  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (
      group, _ ("A click counts one more; so does the plus key, or the number of the button from 1 to 9."));
  self->period = create_entry (self, _ ("Counted in the period"));
  self->new_item = create_entry (self, _ ("Another item to count"));
  adw_entry_row_set_show_apply_button (self->new_item, TRUE);
  show_period (self);
  g_signal_connect_swapped (self->period, "changed", G_CALLBACK (sy_tally_group_update), self);
  g_signal_connect_swapped (self->new_item, "apply", G_CALLBACK (on_new_item_cb), self);
  adw_preferences_group_add (group, GTK_WIDGET (self->period));
  adw_preferences_group_add (group, GTK_WIDGET (self->new_item));
  adw_preferences_group_add (group, GTK_WIDGET (self->buttons));
  adw_preferences_group_add (group, create_foot (self));
  sy_tally_group_update (self);
  return GTK_WIDGET (self);
}
