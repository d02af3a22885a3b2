/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dashboard-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "sy-dashboard.h"
#include "sy-dashboard-sparkline.h"
#include "sy-parameter.h"

struct _SyDashboardCard
{
  AdwBin parent_instance;

  SySession *session;
  SyPin *pin;
  SyUnit unit;
  gboolean can_suggest;
  double suggested_low, suggested_high;

  GtkWidget *button;
  GtkLabel *title;
  GtkLabel *value;
  GtkLabel *change;
  GtkLabel *period;
  GtkBox *line;
  GtkImage *state_icon;
  GtkLabel *state;
  GtkPopover *popover;
  GtkEntry *low_entry;
  GtkEntry *high_entry;
  GtkEntry *margin_entry;
  GtkLabel *problem;
  GtkWidget *suggest_button;
};

G_DEFINE_FINAL_TYPE (SyDashboardCard, sy_dashboard_card, ADW_TYPE_BIN)

/* --- limits --- */

/* As one types it: "0.953" of a percentage is "95.3%". */
static char *
write_limit (double value, SyUnit unit)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.6g", unit == SY_UNIT_PERCENT ? value * 100 : value);
  return g_strconcat (buffer, unit == SY_UNIT_PERCENT ? "%" : "", NULL);
}

/* FALSE when the text is no number. An empty one is no limit. */
static gboolean
read_limit (GtkEntry *entry, SyUnit unit, gboolean *has, double *value)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  SyTemplateParameter definition = { .id = (char *) "limit",
                                     .title = (char *) _ ("Limit"),
                                     .unit = SY_UNIT_NUMBER };
  g_auto (SyTypedValue) typed = { 0 };

  *has = *text != '\0';
  if (!*has)
    return TRUE;
  if (!sy_parameter_parse (&definition, text, &typed, NULL) || typed.value.is_null)
    return FALSE;
  *value = typed.value.number;
  return TRUE;
}

static void
show_limits (SyDashboardCard *self)
{
  g_autofree char *low = self->pin->has_low ? write_limit (self->pin->low, self->unit) : NULL;
  g_autofree char *high = self->pin->has_high ? write_limit (self->pin->high, self->unit) : NULL;
  g_autofree char *margin = write_limit (self->pin->margin, SY_UNIT_PERCENT);

  gtk_editable_set_text (GTK_EDITABLE (self->low_entry), low ? low : "");
  gtk_editable_set_text (GTK_EDITABLE (self->high_entry), high ? high : "");
  gtk_editable_set_text (GTK_EDITABLE (self->margin_entry), margin);
}

static void
on_save_cb (SyDashboardCard *self)
{
  g_autoptr (SyPin) pin = sy_pin_copy (self->pin);
  g_autoptr (GError) error = NULL;
  gboolean has_margin = FALSE;
  const char *problem = NULL;

  if (!read_limit (self->low_entry, self->unit, &pin->has_low, &pin->low)
      || !read_limit (self->high_entry, self->unit, &pin->has_high, &pin->high)
      || !read_limit (self->margin_entry, SY_UNIT_PERCENT, &has_margin, &pin->margin))
    /* xgettext:no-c-format */
    problem = _ ("A limit is a number such as 95% or 12,000");
  else if (!sy_dashboard_pin (sy_session_get_workbook (self->session), pin, &error))
    problem = error->message;
  gtk_label_set_text (self->problem, problem ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (!problem)
    gtk_popover_popdown (self->popover);
}

static void
on_suggest_cb (SyDashboardCard *self)
{
  g_autofree char *low = write_limit (self->suggested_low, self->unit);
  g_autofree char *high = write_limit (self->suggested_high, self->unit);

  gtk_editable_set_text (GTK_EDITABLE (self->low_entry), low);
  gtk_editable_set_text (GTK_EDITABLE (self->high_entry), high);
}

static void
on_unpin_cb (SyDashboardCard *self)
{
  sy_dashboard_unpin (sy_session_get_workbook (self->session), self->pin->id);
}

/* --- the ways on --- */

static void
on_explore_cb (SyDashboardCard *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.explore-pin", "s", self->pin->id);
}

static void
on_library_cb (SyDashboardCard *self)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.indicator", "s", self->pin->indicator);
}

/* --- showing --- */

static const struct
{
  const char *css_class, *icon;
} looks[] = {
  [SY_PIN_BAD] = { "bad", "dialog-error-symbolic" },
  [SY_PIN_NEAR] = { "near", "dialog-warning-symbolic" },
  [SY_PIN_UNKNOWN] = { "unknown", "dialog-question-symbolic" },
  [SY_PIN_GOOD] = { "good", "emblem-ok-symbolic" },
  [SY_PIN_FINE] = { "fine", "emblem-ok-symbolic" },
  [SY_PIN_PLAIN] = { "plain", "view-pin-symbolic" },
};

static void
show_change (SyDashboardCard *self, const SyPinReading *reading)
{
  double side = reading->change * reading->direction;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->change), reading->has_change);
  if (!reading->has_change)
    return;
  text = g_strdup_printf ("%s %s",
                          reading->change > 0   ? "▲"
                          : reading->change < 0 ? "▼"
                                                : "＝",
                          reading->change_text);
  gtk_label_set_text (self->change, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->change), _ ("Against the month before"));
  if (side > 0 || side < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->change), side > 0 ? "good" : "bad");
}

static void
show_period (SyDashboardCard *self, const SyPinReading *reading)
{
  g_autofree char *text =
      reading->is_complete ? g_strdup (reading->period ? reading->period : "")
                           : g_strdup_printf (_ ("%s, not over yet"), reading->period ? reading->period : "");

  gtk_label_set_text (self->period, text);
}

static void
show_reading (SyDashboardCard *self, const SyPinReading *reading)
{
  const char *state = reading->reason && !reading->has_value ? reading->reason : reading->state_text;
  g_autofree char *name = g_strdup_printf ("%s: %s, %s", reading->title, reading->text, state);

  gtk_label_set_text (self->title, reading->title);
  gtk_label_set_text (self->value, reading->text);
  gtk_label_set_text (self->state, state);
  gtk_image_set_from_icon_name (self->state_icon, looks[reading->state].icon);
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[reading->state].css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  show_change (self, reading);
  show_period (self, reading);
  if (reading->n_history > 1)
    gtk_box_append (self->line,
                    sy_dashboard_sparkline_new (
                        reading, sy_workbook_get_language (sy_session_get_workbook (self->session))));
}

/* --- the object --- */

static void
sy_dashboard_card_dispose (GObject *object)
{
  g_clear_object (&SY_DASHBOARD_CARD (object)->session);
  G_OBJECT_CLASS (sy_dashboard_card_parent_class)->dispose (object);
}

static void
sy_dashboard_card_finalize (GObject *object)
{
  sy_pin_free (SY_DASHBOARD_CARD (object)->pin);
  G_OBJECT_CLASS (sy_dashboard_card_parent_class)->finalize (object);
}

static void
sy_dashboard_card_class_init (SyDashboardCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_dashboard_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_dashboard_card_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-dashboard-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, button);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, title);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, value);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, change);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, period);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, line);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, state_icon);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, state);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, popover);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, low_entry);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, high_entry);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, margin_entry);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, problem);
  gtk_widget_class_bind_template_child (widget_class, SyDashboardCard, suggest_button);
  gtk_widget_class_bind_template_callback (widget_class, on_save_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_suggest_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unpin_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_explore_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_library_cb);
}

static void
sy_dashboard_card_init (SyDashboardCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sy_dashboard_card_new (SySession *session, const SyPinReading *reading)
{
  SyDashboardCard *self = g_object_new (SY_TYPE_DASHBOARD_CARD, NULL);

  self->session = g_object_ref (session);
  self->pin = sy_pin_copy (reading->pin);
  self->unit = reading->unit;
  self->can_suggest = sy_pin_reading_suggest_limits (reading, &self->suggested_low, &self->suggested_high);
  gtk_widget_set_sensitive (self->suggest_button, self->can_suggest);
  show_limits (self);
  show_reading (self, reading);
  return GTK_WIDGET (self);
}
