/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-wrap-layout.h"

#define SPACING 6

struct _SyWrapLayout
{
  GtkLayoutManager parent_instance;

  guint spacing;
};

G_DEFINE_FINAL_TYPE (SyWrapLayout, sy_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

enum
{
  PROP_0,
  PROP_SPACING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* What it wants, and not more than there is. */
static int
get_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (minimum, MIN (natural, width));
}

static int
get_height (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The first child of the next line; the line's height. */
static GtkWidget *
find_line_end (SyWrapLayout *self, GtkWidget *child, int width, int *height)
{
  int x = 0;

  *height = 0;
  for (; child; child = gtk_widget_get_next_sibling (child))
    {
      int wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      wanted = get_width (child, width);
      if (x > 0 && x + wanted > width)
        return child;
      *height = MAX (*height, get_height (child, wanted));
      x += wanted + (int) self->spacing;
    }
  return NULL;
}

static void
place_line (SyWrapLayout *self, GtkWidget *from, GtkWidget *to, int width, int y, int height)
{
  gboolean is_rtl = gtk_widget_get_direction (from) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = from; child != to; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place;

      if (!gtk_widget_should_layout (child))
        continue;
      place.width = get_width (child, width);
      place.height = height;
      place.x = is_rtl ? width - x - place.width : x;
      place.y = y;
      gtk_widget_size_allocate (child, &place, -1);
      x += place.width + (int) self->spacing;
    }
}

/* --- overrides --- */

static GtkSizeRequestMode
sy_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (SyWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, wanted;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += (*natural > 0 ? (int) self->spacing : 0) + wanted;
    }
  /* A window is never less high than what it would need at its least width: lines must stay few. */
  *minimum = MAX (*minimum, *natural / 2);
}

static void
sy_wrap_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SyWrapLayout *self = SY_WRAP_LAYOUT (manager);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int width = for_size < 0 ? G_MAXINT / 2 : for_size, height;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }
  while (child)
    {
      child = find_line_end (self, child, width, &height);
      *natural += height + (child ? (int) self->spacing : 0);
    }
  *minimum = *natural;
}

static void
sy_wrap_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  SyWrapLayout *self = SY_WRAP_LAYOUT (manager);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child)
    {
      int line;
      GtkWidget *next = find_line_end (self, child, width, &line);

      place_line (self, child, next, width, y, line);
      y += line + (int) self->spacing;
      child = next;
    }
}

static void
sy_wrap_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SyWrapLayout *self = SY_WRAP_LAYOUT (object);

  if (id != PROP_SPACING)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->spacing = g_value_get_uint (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
sy_wrap_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SPACING)
    g_value_set_uint (value, SY_WRAP_LAYOUT (object)->spacing);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sy_wrap_layout_class_init (SyWrapLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  object_class->set_property = sy_wrap_layout_set_property;
  object_class->get_property = sy_wrap_layout_get_property;
  manager_class->get_request_mode = sy_wrap_layout_get_request_mode;
  manager_class->measure = sy_wrap_layout_measure;
  manager_class->allocate = sy_wrap_layout_allocate;
  properties[PROP_SPACING] =
      g_param_spec_uint ("spacing", NULL, NULL, 0, 1000, SPACING, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sy_wrap_layout_init (SyWrapLayout *self)
{
  self->spacing = SPACING;
}
