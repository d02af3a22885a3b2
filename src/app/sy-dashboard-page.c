/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dashboard-page.h"

#include <glib/gi18n.h>

#include "sy-dashboard-card.h"
#include "sy-tag-filter.h"

struct _SyDashboardPage
{
  AdwBin parent_instance;

  SySession *session;
  SyDashboardReader *reader;

  GtkStack *stack;
  GtkLabel *summary;
  SyTagFilter *filter;
  GtkWidget *none_tagged;
  GtkFlowBox *cards;
};

G_DEFINE_FINAL_TYPE (SyDashboardPage, sy_dashboard_page, ADW_TYPE_BIN)

static guint
count (GPtrArray *readings, SyPinState state)
{
  guint n = 0;

  for (guint i = 0; i < readings->len; i++)
    n += ((const SyPinReading *) readings->pdata[i])->state == state;
  return n;
}

/* “2 of 7 are beyond their limits: 成交率, 退货率; 1 is near.” */
static char *
write_summary (GPtrArray *readings)
{
  guint n_bad = count (readings, SY_PIN_BAD), n_near = count (readings, SY_PIN_NEAR);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *bad = NULL;
  g_autofree char *near =
      g_strdup_printf (ngettext ("%u is near its limit.", "%u are near their limits.", n_near), n_near);

  for (guint i = 0; i < n_bad; i++) /* the most urgent come first */
    g_string_append_printf (names, "%s%s", i ? _ (", ") : "",
                            ((const SyPinReading *) readings->pdata[i])->title);
  if (n_bad == 0)
    return g_strdup_printf ("%s %s", _ ("None is beyond its limits."), n_near ? near : "");
  bad = g_strdup_printf (
      ngettext ("%u of %u is beyond its limits: %s.", "%u of %u are beyond their limits: %s.", n_bad), n_bad,
      readings->len, names->str);
  return g_strdup_printf ("%s %s", bad, n_near ? near : "");
}

/* (transfer container) (element-type SyPinReading): those whose indicators are tagged as is asked for */
static GPtrArray *
list_wanted (SyDashboardPage *self)
{
  SyCatalogue *catalogue = sy_workbook_get_catalogue (sy_session_get_workbook (self->session));
  GPtrArray *readings = sy_dashboard_reader_get_readings (self->reader);
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; i < readings->len; i++)
    {
      const SyPinReading *reading = readings->pdata[i];
      SyIndicator *indicator = sy_catalogue_find_indicator (catalogue, reading->pin->indicator, NULL);

      if (sy_tag_filter_accepts (self->filter, indicator ? sy_indicator_get_levels (indicator) : NULL,
                                 indicator ? sy_indicator_get_lines (indicator) : NULL))
        g_ptr_array_add (wanted, readings->pdata[i]);
    }
  return wanted;
}

static void
refresh (SyDashboardPage *self)
{
  GPtrArray *readings = sy_dashboard_reader_get_readings (self->reader);
  g_autoptr (GPtrArray) wanted = list_wanted (self);
  g_autofree char *summary = write_summary (wanted);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))))
    gtk_flow_box_remove (self->cards, child);
  for (guint i = 0; i < wanted->len; i++)
    {
      gtk_flow_box_insert (self->cards, sy_dashboard_card_new (self->session, wanted->pdata[i]), -1);
      /* The button takes the focus, not the cell around it. */
      gtk_widget_set_focusable (GTK_WIDGET (gtk_flow_box_get_child_at_index (self->cards, (int) i)), FALSE);
    }
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), wanted->len > 0);
  gtk_widget_set_visible (self->none_tagged, wanted->len == 0);
  gtk_stack_set_visible_child_name (self->stack, readings->len > 0 ? "cards" : "empty");
}

static void
sy_dashboard_page_dispose (GObject *object)
{
  SyDashboardPage *self = SY_DASHBOARD_PAGE (object);

  g_clear_object (&self->reader);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sy_dashboard_page_parent_class)->dispose (object);
}

static void
sy_dashboard_page_class_init (SyDashboardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_dashboard_page_dispose;
  g_type_ensure (SY_TYPE_TAG_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-dashboard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SyDashboardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardPage, summary);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardPage, filter);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardPage, none_tagged);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardPage, cards);
}

static void
sy_dashboard_page_init (SyDashboardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_dashboard_page_new (SySession *session, SyDashboardReader *reader)
{
  SyDashboardPage *self = g_object_new (SY_TYPE_DASHBOARD_PAGE, NULL);

  self->session = g_object_ref (session);
  self->reader = g_object_ref (reader);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (reader, "read", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
