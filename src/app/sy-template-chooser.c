/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-template-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sy-indicator-text.h"
#include "sy-pinyin.h"
#include "sy-tag-filter.h"

struct _SyTemplateChooser
{
  AdwWindow parent_instance;

  SyCatalogue *catalogue;
  SyWorkbook *workbook; /* NULL: nothing is open */

  GtkSearchEntry *search;
  SyTagFilter *filter;
  GtkLabel *count;
  GtkListBox *list;
  char **words; /* what is looked for, case folded */
};

G_DEFINE_FINAL_TYPE (SyTemplateChooser, sy_template_chooser, ADW_TYPE_WINDOW)

#define SHORT_SUFFIX 20 /* characters */
#define ITEM_KEY "steelyard-template"

typedef struct
{
  SyTemplate *template;
  guint group; /* 0: the user's own; then by domain */
  guint place; /* in the catalogue */
  char *text;  /* what is searched, case folded */
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_object_unref (item->template);
  g_free (item->text);
  g_free (item);
}

static const char *const domains[] = { "people", "goods", "place", "money" };

static guint
find_group (SyTemplate *template)
{
  const char *domain = sy_template_get_domain (template);

  if (g_str_has_prefix (sy_template_get_path (template), g_get_user_data_dir ()))
    return 0;
  for (guint i = 0; domain && i < G_N_ELEMENTS (domains); i++)
    if (g_str_equal (domain, domains[i]))
      return i + 1;
  return G_N_ELEMENTS (domains) + 1;
}

static const char *
get_group_title (guint group)
{
  if (group == 0)
    return _ ("My Own");
  return group <= G_N_ELEMENTS (domains) ? sy_indicator_view_get_title (domains[group - 1]) : _ ("General");
}

/* --- what is missing --- */

static const SyWorkbookSource *
find_source (SyTemplateChooser *self, const char *kind)
{
  GPtrArray *sources = self->workbook ? sy_workbook_get_sources (self->workbook) : NULL;

  for (guint i = 0; sources && i < sources->len; i++)
    if (g_str_equal (((const SyWorkbookSource *) sources->pdata[i])->kind, kind))
      return sources->pdata[i];
  return NULL;
}

static gboolean
can_derive (SySourceKind *kind, const SyWorkbookSource *source, const char *role)
{
  g_autoptr (GPtrArray) derived = sy_source_kind_derive (kind, (const char *const *) source->roles, NULL);

  for (guint i = 0; i < derived->len; i++)
    if (g_str_equal (((const SyRole *) derived->pdata[i])->id, role))
      return TRUE;
  return FALSE;
}

static void
add_word (GString *list, const char *word)
{
  g_string_append_printf (list, "%s%s", list->len ? _ (", ") : "", word);
}

static void
add_missing_roles (SyTemplateChooser *self, const SyTemplateNeed *need, SySourceKind *kind, GString *missing)
{
  const SyWorkbookSource *source = find_source (self, need->source);

  if (!source)
    {
      if (!strstr (missing->str, sy_source_kind_get_title (kind)))
        add_word (missing, sy_source_kind_get_title (kind));
      return;
    }
  for (char **role = need->roles; *role; role++)
    {
      const SyRole *known = sy_source_kind_find_role (kind, *role);

      if (known && !g_strv_contains ((const char *const *) source->roles, *role)
          && !can_derive (kind, source, *role))
        add_word (missing, known->title);
    }
}

/* What these templates can't do without and is not there; @n_needs: how much of data they ask for. */
static void
collect_missing (SyTemplateChooser *self, SyTemplate *template, GString *missing, guint *n_needs)
{
  GPtrArray *needs = sy_template_get_needs (template);

  for (guint i = 0; i < needs->len; i++)
    {
      const SyTemplateNeed *need = needs->pdata[i];
      SySourceKind *kind = sy_catalogue_find_kind (self->catalogue, need->source);

      if (!kind || !*need->roles)
        continue;
      *n_needs += 1;
      add_missing_roles (self, need, kind, missing);
    }
}

/* "" when nothing is missing. What used templates need counts where the template itself says nothing. */
static char *
list_missing (SyTemplateChooser *self, SyTemplate *template, guint *n_needs)
{
  GString *missing = g_string_new (NULL);
  g_autoptr (GPtrArray) all = NULL;

  *n_needs = 0;
  collect_missing (self, template, missing, n_needs);
  if (*n_needs == 0)
    all = sy_catalogue_resolve (self->catalogue, template, NULL);
  for (guint i = 0; all && i < all->len; i++)
    collect_missing (self, all->pdata[i], missing, n_needs);
  return g_string_free (missing, FALSE);
}

static char *
say_needs (SyTemplateChooser *self, SyTemplate *template)
{
  guint n_needs;
  g_autofree char *missing = list_missing (self, template, &n_needs);

  if (n_needs == 0)
    return g_strdup (_ ("Needs no file"));
  if (!*missing)
    return NULL;
  return self->workbook ? g_strdup_printf (_ ("Missing: %s"), missing)
                        : g_strdup_printf (_ ("Needs: %s"), missing);
}

/* --- rows --- */

static char *
make_search_text (SyTemplate *template)
{
  g_autofree char *initials = NULL;
  g_autofree char *pinyin = sy_pinyin_write (sy_template_get_title (template), &initials);
  const char *description = sy_template_get_description (template);
  g_autofree char *all =
      g_strjoin (" ", sy_template_get_title (template), sy_template_get_id (template), pinyin ? pinyin : "",
                 initials ? initials : "", description ? description : "", NULL);

  return g_utf8_casefold (all, -1);
}

static GtkWidget *
new_suffix (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  /* Only a long list of what is missing takes several lines. */
  if (g_utf8_strlen (text, -1) > SHORT_SUFFIX)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_width_chars (GTK_LABEL (label), SHORT_SUFFIX);
      gtk_label_set_max_width_chars (GTK_LABEL (label), SHORT_SUFFIX);
    }
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_xalign (GTK_LABEL (label), 1.f);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_template (SyTemplateChooser *self, SyTemplate *template, guint place)
{
  GtkWidget *row = adw_action_row_new ();
  Item *item = g_new0 (Item, 1);
  const char *description = sy_template_get_description (template);
  const char *level = sy_template_get_level (template);
  g_autofree char *title = g_markup_escape_text (sy_template_get_title (template), -1);
  g_autofree char *about = description ? g_markup_escape_text (description, -1) : NULL;
  g_autofree char *needs = say_needs (self, template);
  g_autofree char *name =
      g_strjoin (". ", sy_template_get_title (template), needs ? needs : "", description, NULL);

  item->template = g_object_ref (template);
  item->group = find_group (template);
  item->place = place;
  item->text = make_search_text (template);
  g_object_set_data_full (G_OBJECT (row), ITEM_KEY, item, item_free);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), about ? about : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  if (needs)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_suffix (needs, "hint"));
  if (level)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               new_suffix (sy_indicator_level_get_title (level), "hint"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_list_box_append (self->list, row);
}

static const Item *
get_item (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), ITEM_KEY);
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  const Item *x = get_item (a);
  const Item *y = get_item (b);

  if (x->group != y->group)
    return x->group < y->group ? -1 : 1;
  return x->place < y->place ? -1 : x->place > y->place;
}

/* A method for all lines of business names none. */
static gboolean
has_tags (SyTemplateChooser *self, SyTemplate *template)
{
  const char *levels[] = { sy_template_get_level (template), NULL };
  const char *const *lines = (const char *const *) sy_template_get_lines (template);

  return sy_tag_filter_accepts (self->filter, levels, lines && *lines ? lines : sy_indicator_lines);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  SyTemplateChooser *self = data;

  if (!has_tags (self, get_item (row)->template))
    return FALSE;

  for (char **word = self->words; word && *word; word++)
    if (!strstr (get_item (row)->text, *word))
      return FALSE;
  return TRUE;
}

static void
put_heading (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  GtkWidget *label;

  if (before && get_item (before)->group == get_item (row)->group)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (get_group_title (get_item (row)->group));
  gtk_label_set_xalign (GTK_LABEL (label), 0.f);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, before ? 18 : 9);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_header (row, label);
}

/* --- choosing --- */

static void
choose (SyTemplateChooser *self, GtkListBoxRow *row)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *id = g_strdup (sy_template_get_id (get_item (row)->template));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.template", "s", id);
}

static void
filter_rows (SyTemplateChooser *self)
{
  g_autofree char *text = NULL;
  guint n = 0, all = 0;
  GtkListBoxRow *row;

  gtk_list_box_invalidate_filter (self->list);
  for (; (row = gtk_list_box_get_row_at_index (self->list, (int) all)); all++)
    n += is_wanted (row, self);
  text = g_strdup_printf (_ ("%u of %u"), n, all);
  gtk_label_set_text (self->count, text);
}

static void
on_search_cb (SyTemplateChooser *self)
{
  g_autofree char *text = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);

  g_strfreev (self->words);
  self->words = g_strsplit (g_strstrip (text), " ", -1);
  filter_rows (self);
}

/* Enter in the search takes the first that is left. */
static void
on_search_activate_cb (SyTemplateChooser *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        choose (self, row);
        return;
      }
}

static void
on_search_down_cb (SyTemplateChooser *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

/* --- the window --- */

static void
sy_template_chooser_dispose (GObject *object)
{
  SyTemplateChooser *self = SY_TEMPLATE_CHOOSER (object);

  g_clear_object (&self->catalogue);
  g_clear_object (&self->workbook);
  g_clear_pointer (&self->words, g_strfreev);
  G_OBJECT_CLASS (sy_template_chooser_parent_class)->dispose (object);
}

static void
sy_template_chooser_class_init (SyTemplateChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_template_chooser_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
build_list (SyTemplateChooser *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_ ("Nothing is called so, or has these tags"));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
  gtk_list_box_set_header_func (self->list, put_heading, NULL, NULL);
  gtk_widget_set_margin_top (empty, 24);
  gtk_list_box_set_placeholder (self->list, empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Analyses"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (choose), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
sy_template_chooser_init (SyTemplateChooser *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *filter = sy_tag_filter_new ();

  self->filter = SY_TAG_FILTER (filter);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "hint");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_box_append (GTK_BOX (filter), GTK_WIDGET (self->count));
  gtk_widget_set_halign (filter, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_bottom (filter, 6);
  g_signal_connect_swapped (filter, "changed", G_CALLBACK (filter_rows), self);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Choose an Analysis"));
  gtk_window_set_default_size (GTK_WINDOW (self), 760, 680);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self), TRUE);
  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  g_object_set (self->search, "placeholder-text", _ ("Search: pareto, price, rfm …"), NULL);
  gtk_widget_set_size_request (GTK_WIDGET (self->search), 320, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search analyses"), -1);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self));
  g_signal_connect_swapped (self->search, "search-changed", G_CALLBACK (on_search_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (on_search_activate_cb), self);
  g_signal_connect_swapped (self->search, "next-match", G_CALLBACK (on_search_down_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (gtk_window_close), self);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), filter);
  gtk_box_append (GTK_BOX (box), build_list (self));
  adw_window_set_content (ADW_WINDOW (self), box);
}

GtkWidget *
sy_template_chooser_new (GtkWindow *parent, SyCatalogue *catalogue, SyWorkbook *workbook)
{
  SyTemplateChooser *self = g_object_new (SY_TYPE_TEMPLATE_CHOOSER, "transient-for", parent, NULL);
  GPtrArray *templates = sy_catalogue_get_templates (catalogue);

  self->catalogue = g_object_ref (catalogue);
  if (workbook)
    self->workbook = g_object_ref (workbook);
  for (guint i = 0; i < templates->len; i++)
    add_template (self, templates->pdata[i], i);
  filter_rows (self);
  return GTK_WIDGET (self);
}
