/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-column-panel.h"

#include "sy-column-filter.h"
#include "sy-statistics-view.h"

struct _SyColumnPanel
{
  GtkPopover parent_instance;

  SySession *session;
  SyTable *table;
  guint column;
  GPtrArray *conditions; /* (element-type SyCondition) of the rows that are counted */

  GtkLabel *title;
  GtkToggleButton *ascending;
  GtkToggleButton *descending;
  GtkWidget *unsorted;
  GtkWidget *change;
  GtkStack *stack;
  SyColumnFilter *filter;
  SyStatisticsView *statistics;
};

G_DEFINE_FINAL_TYPE (SyColumnPanel, sy_column_panel, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_SORT,
  SIGNAL_FILTER,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
sort (SyColumnPanel *self, int direction)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_SORT], 0, direction);
}

static void
on_ascending_cb (SyColumnPanel *self)
{
  sort (self, gtk_toggle_button_get_active (self->ascending) ? 1 : 0);
}

static void
on_descending_cb (SyColumnPanel *self)
{
  sort (self, gtk_toggle_button_get_active (self->descending) ? -1 : 0);
}

static void
on_change_cb (SyColumnPanel *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_unsorted_cb (SyColumnPanel *self)
{
  sort (self, 0);
}

static void
on_filter_cb (SyColumnPanel *self, GPtrArray *conditions)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_FILTER], 0, conditions);
}

/* Statistics are counted when they are looked at. */
static void
on_page_cb (SyColumnPanel *self)
{
  if (self->table && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "statistics") == 0)
    sy_statistics_view_read (self->statistics, self->session, self->table, self->column, self->conditions);
}

/* What is still being counted is of no use when nobody looks. */
static void
sy_column_panel_closed (GtkPopover *popover)
{
  SyColumnPanel *self = SY_COLUMN_PANEL (popover);

  sy_column_filter_stop (self->filter);
  sy_statistics_view_stop (self->statistics);
  g_clear_object (&self->table);
}

static void
sy_column_panel_dispose (GObject *object)
{
  SyColumnPanel *self = SY_COLUMN_PANEL (object);

  g_clear_object (&self->table);
  g_clear_object (&self->session);
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  G_OBJECT_CLASS (sy_column_panel_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (klass, "/io/github/steelyard/Steelyard/sy-column-panel.ui");
  gtk_widget_class_bind_template_child (klass, SyColumnPanel, title);
  gtk_widget_class_bind_template_child (klass, SyColumnPanel, ascending);
  gtk_widget_class_bind_template_child (klass, SyColumnPanel, descending);
  gtk_widget_class_bind_template_child (klass, SyColumnPanel, unsorted);
  gtk_widget_class_bind_template_child (klass, SyColumnPanel, change);
  gtk_widget_class_bind_template_child (klass, SyColumnPanel, stack);
  gtk_widget_class_bind_template_child (klass, SyColumnPanel, filter);
  gtk_widget_class_bind_template_child (klass, SyColumnPanel, statistics);
  gtk_widget_class_bind_template_callback (klass, on_ascending_cb);
  gtk_widget_class_bind_template_callback (klass, on_descending_cb);
  gtk_widget_class_bind_template_callback (klass, on_unsorted_cb);
  gtk_widget_class_bind_template_callback (klass, on_change_cb);
  gtk_widget_class_bind_template_callback (klass, on_page_cb);
}

static void
sy_column_panel_class_init (SyColumnPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_column_panel_dispose;
  GTK_POPOVER_CLASS (klass)->closed = sy_column_panel_closed;
  g_type_ensure (SY_TYPE_COLUMN_FILTER);
  g_type_ensure (SY_TYPE_STATISTICS_VIEW);
  bind_template (widget_class);
  signals[SIGNAL_SORT] = g_signal_new ("sort", SY_TYPE_COLUMN_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_FILTER] = g_signal_new ("filter", SY_TYPE_COLUMN_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
}

static void
sy_column_panel_init (SyColumnPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->filter, "apply", G_CALLBACK (on_filter_cb), self);
}

GtkWidget *
sy_column_panel_new (SySession *session)
{
  SyColumnPanel *self = g_object_new (SY_TYPE_COLUMN_PANEL, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
sy_column_panel_open (SyColumnPanel *self,
                      SyTable *table,
                      guint column,
                      GPtrArray *conditions,
                      GPtrArray *others,
                      int direction)
{
  const SyTableColumn *look = sy_table_get_columns (table)->pdata[column];

  g_return_if_fail (SY_IS_COLUMN_PANEL (self));

  g_set_object (&self->table, table);
  self->column = column;
  g_clear_pointer (&self->conditions, g_ptr_array_unref);
  self->conditions = g_ptr_array_ref (conditions);
  gtk_label_set_text (self->title, sy_table_column_get_heading (look));
  gtk_toggle_button_set_active (self->ascending, direction > 0);
  gtk_toggle_button_set_active (self->descending, direction < 0);
  gtk_widget_set_sensitive (self->unsorted, direction != 0);
  /* The formulas of a view are not the template's. */
  gtk_widget_set_visible (self->change,
                          look->is_formula && self->session && !sy_session_get_looked_at (self->session));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->change), "(ss)", sy_table_get_id (table), look->id);
  sy_column_filter_open (self->filter, self->session, table, column, conditions, others);
  on_page_cb (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sy_table_column_get_heading (look), -1);
  gtk_popover_popup (GTK_POPOVER (self));
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "filter") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->filter));
}

guint
sy_column_panel_get_column (SyColumnPanel *self)
{
  g_return_val_if_fail (SY_IS_COLUMN_PANEL (self), 0);

  return self->column;
}
