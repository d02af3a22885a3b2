/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-tag-filter.h"

#include <glib/gi18n.h>

#include "sy-indicator-text.h"

struct _SyTagFilter
{
  GtkBox parent_instance;

  GtkDropDown *level;
  GtkDropDown *line;
};

G_DEFINE_FINAL_TYPE (SyTagFilter, sy_tag_filter, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* NULL: all */
static const char *
get_choice (GtkDropDown *choice, const char *const *names)
{
  guint selected = gtk_drop_down_get_selected (choice);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? NULL : names[selected - 1];
}

static void
on_selected_cb (SyTagFilter *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkDropDown *
add_choice (SyTagFilter *self,
            const char *label,
            const char *all,
            const char *const *names,
            const char *(*get_title) (const char *) )
{
  GtkStringList *list = gtk_string_list_new (NULL);
  GtkWidget *choice;

  gtk_string_list_append (list, all);
  for (guint i = 0; names[i]; i++)
    gtk_string_list_append (list, get_title (names[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (list), NULL);
  gtk_widget_set_tooltip_text (choice, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (on_selected_cb), self);
  gtk_box_append (GTK_BOX (self), choice);
  return GTK_DROP_DOWN (choice);
}

static void
sy_tag_filter_class_init (SyTagFilterClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
sy_tag_filter_init (SyTagFilter *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->level = add_choice (self, _ ("Level of management"), _ ("All levels"), sy_indicator_levels,
                            sy_indicator_level_get_title);
  self->line = add_choice (self, _ ("Line of business"), _ ("All lines"), sy_indicator_lines,
                           sy_indicator_line_get_title);
}

GtkWidget *
sy_tag_filter_new (void)
{
  return g_object_new (SY_TYPE_TAG_FILTER, NULL);
}

gboolean
sy_tag_filter_is_set (SyTagFilter *self)
{
  g_return_val_if_fail (SY_IS_TAG_FILTER (self), FALSE);
  return get_choice (self->level, sy_indicator_levels) || get_choice (self->line, sy_indicator_lines);
}

/* Templates and worksheets call the staff people. */
static gboolean
is_tagged (const char *wanted, const char *const *tags)
{
  if (!wanted)
    return TRUE;
  return tags
         && (g_strv_contains (tags, wanted)
             || (g_str_equal (wanted, "staff") && g_strv_contains (tags, "people")));
}

gboolean
sy_tag_filter_accepts (SyTagFilter *self, const char *const *levels, const char *const *lines)
{
  g_return_val_if_fail (SY_IS_TAG_FILTER (self), FALSE);
  return is_tagged (get_choice (self->level, sy_indicator_levels), levels)
         && is_tagged (get_choice (self->line, sy_indicator_lines), lines);
}

void
sy_tag_filter_clear (SyTagFilter *self)
{
  g_return_if_fail (SY_IS_TAG_FILTER (self));
  gtk_drop_down_set_selected (self->level, 0);
  gtk_drop_down_set_selected (self->line, 0);
}
