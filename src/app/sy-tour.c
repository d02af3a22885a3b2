/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tour.h"

#include <glib/gi18n.h>

#define FRAME_CLASS "toured"
#define FOLLOW_INTERVAL 250 /* ms: pages come and grow while one reads */
#define TALL 160            /* pixels: of what is taller the head is pointed at */
#define HEAD 40

struct _SyTour
{
  GtkPopover parent_instance;

  GtkWidget *target; /* watched by a weak pointer; NULL: the middle */
  GtkPositionType position;
  guint following; /* source */
  gboolean last;

  GtkLabel *place;
  GtkLabel *title;
  GtkLabel *text;
  GtkWidget *back;
  GtkWidget *next;
  GtkWidget *skip;
};

G_DEFINE_FINAL_TYPE (SyTour, sy_tour, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_MOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- where it points --- */

static GdkRectangle
measure_target (SyTour *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  GdkRectangle place = { 0, 0, 1, 1 };
  graphene_rect_t bounds;

  if (!parent)
    return place; /* on its way out */
  place.x = gtk_widget_get_width (parent) / 2;
  place.y = gtk_widget_get_height (parent) / 2;
  if (!self->target || !gtk_widget_get_mapped (self->target)
      || !gtk_widget_compute_bounds (self->target, parent, &bounds))
    return place;
  place.x = (int) bounds.origin.x;
  place.y = (int) bounds.origin.y;
  place.width = MAX ((int) bounds.size.width, 1);
  place.height = MAX ((int) bounds.size.height, 1);
  if (place.height > TALL && self->position == GTK_POS_BOTTOM)
    place.height = HEAD;
  return place;
}

static gboolean
follow (gpointer data)
{
  SyTour *self = data;
  GdkRectangle place = measure_target (self);
  GdkRectangle before;

  if (!gtk_popover_get_pointing_to (GTK_POPOVER (self), &before) || !gdk_rectangle_equal (&place, &before))
    gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
  return G_SOURCE_CONTINUE;
}

static void
forget_target (SyTour *self)
{
  if (!self->target)
    return;
  gtk_widget_remove_css_class (self->target, FRAME_CLASS);
  g_object_remove_weak_pointer (G_OBJECT (self->target), (gpointer *) &self->target);
  self->target = NULL;
}

/* --- the ways on, back and out --- */

static void
on_back_cb (SyTour *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVED], 0, -1);
}

static void
on_next_cb (SyTour *self)
{
  if (self->last)
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    g_signal_emit (self, signals[SIGNAL_MOVED], 0, 1);
}

static void
on_skip_cb (SyTour *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* A popover keeps keys to itself: those that it does not need are the window's. */
static gboolean
on_key_cb (SyTour *self, guint key, guint code, GdkModifierType state, GtkEventControllerKey *controller)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root && gtk_event_controller_key_forward (controller, GTK_WIDGET (root));
}

static void
listen_to_keys (SyTour *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* --- the object --- */

static void
sy_tour_dispose (GObject *object)
{
  SyTour *self = SY_TOUR (object);

  g_clear_handle_id (&self->following, g_source_remove);
  forget_target (self);
  G_OBJECT_CLASS (sy_tour_parent_class)->dispose (object);
}

static void
sy_tour_class_init (SyTourClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_tour_dispose;
  signals[SIGNAL_MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 38);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 38);
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static GtkWidget *
add_button (GtkWidget *box, SyTour *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
sy_tour_init (SyTour *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "tour");
  self->place = add_label (box, "hint");
  self->title = add_label (box, "heading");
  self->text = add_label (box, NULL);
  self->skip = add_button (buttons, self, _ ("_End the Tour"), G_CALLBACK (on_skip_cb));
  gtk_widget_add_css_class (self->skip, "flat");
  gtk_widget_set_tooltip_text (self->skip, _ ("Escape"));
  gtk_widget_set_halign (self->skip, GTK_ALIGN_START);
  self->back = add_button (buttons, self, _ ("_Back"), G_CALLBACK (on_back_cb));
  gtk_widget_set_hexpand (self->back, TRUE);
  gtk_widget_set_halign (self->back, GTK_ALIGN_END);
  gtk_widget_set_tooltip_text (self->back, _ ("Alt+Page Up"));
  self->next = add_button (buttons, self, _ ("_Next"), G_CALLBACK (on_next_cb));
  gtk_widget_set_tooltip_text (self->next, _ ("Alt+Page Down"));
  gtk_widget_add_css_class (self->next, "suggested-action");
  gtk_widget_set_margin_top (buttons, 6);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  listen_to_keys (self);
}

SyTour *
sy_tour_new (GtkWidget *parent)
{
  SyTour *self = g_object_new (SY_TYPE_TOUR, NULL);

  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  self->following = g_timeout_add (FOLLOW_INTERVAL, follow, self);
  return self;
}

void
sy_tour_show_stop (SyTour *self, guint number, guint n_stops, const char *title, const char *text)
{
  g_autofree char *place = NULL;
  g_autofree char *all = NULL;

  g_return_if_fail (SY_IS_TOUR (self) && number >= 1 && number <= n_stops);
  place = g_strdup_printf (_ ("Tour, stop %u of %u"), number, n_stops);
  all = g_strdup_printf ("%s. %s. %s", place, title, text);
  self->last = number == n_stops;
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->text, text);
  gtk_widget_set_visible (self->back, number > 1);
  gtk_widget_set_visible (self->skip, !self->last);
  gtk_button_set_label (GTK_BUTTON (self->next), self->last ? _ ("_Done") : _ ("_Next"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, all, -1);
  /* The keyboard stays where it is from stop to stop: what is new is read as what the button is about. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->next), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, all, -1);
}

void
sy_tour_point_at (SyTour *self, GtkWidget *target, GtkPositionType position)
{
  GdkRectangle place;

  g_return_if_fail (SY_IS_TOUR (self));
  forget_target (self);
  self->position = position;
  if (target)
    {
      self->target = target;
      g_object_add_weak_pointer (G_OBJECT (target), (gpointer *) &self->target);
      gtk_widget_add_css_class (target, FRAME_CLASS);
    }
  place = measure_target (self);
  gtk_popover_set_position (GTK_POPOVER (self), position);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_popover_present (GTK_POPOVER (self)); /* the new words may need more lines */
}

void
sy_tour_take_focus (SyTour *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!focus || !GTK_IS_EDITABLE (focus))
    gtk_widget_grab_focus (self->next);
}
