/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-file-pane.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "sy-narrow-row.h"
#include "sy-reading-choices.h"
#include "sy-role-cost.h"

#define SHEET_KEY "steelyard-sheet"
#define TARGET_KEY "steelyard-target"
#define MAX_TABLES 4
#define MAX_OTHERS 8

struct _SyFilePane
{
  AdwBin parent_instance;

  GPtrArray *doubts;     /* (element-type GtkWidget) rows of doubt_group */
  GPtrArray *facts;      /* (element-type GtkWidget) rows of fact_group */
  GPtrArray *costs;      /* (element-type GtkWidget) rows of cost_group */
  GPtrArray *sheets;     /* (element-type GtkCheckButton) in more_row */
  GPtrArray *sheet_rows; /* (element-type GtkWidget) of more_row */
  GPtrArray *others;     /* (element-type GtkWidget) rows of other_group */
  GPtrArray *kind_ids;   /* (element-type utf8) parallel to kind_row */
  gboolean filling;      /* rows are being set by us, not by the user */
  gpointer chosen_row;   /* the AdwComboRow of which a choice is being carried out, or NULL */
  char *offered;         /* the file whose like sheets were ticked; afterwards the user's ticks hold */

  /* template */
  AdwPreferencesGroup *doubt_group;
  AdwPreferencesGroup *file_group;
  AdwComboRow *encoding_row;
  AdwComboRow *delimiter_row;
  AdwComboRow *quote_row;
  AdwComboRow *escape_row;
  AdwComboRow *sheet_row;
  AdwExpanderRow *more_row;
  AdwPreferencesGroup *table_group;
  AdwActionRow *header_row;
  GtkSpinButton *header_spin;
  AdwActionRow *n_headers_row;
  GtkSpinButton *n_headers_spin;
  AdwComboRow *kind_row;
  AdwComboRow *year_row;
  AdwComboRow *order_row;
  AdwActionRow *unpivot_row;
  GtkSwitch *unpivot_switch;
  AdwActionRow *groups_row;
  GtkSwitch *groups_switch;
  AdwActionRow *footer_row;
  GtkSwitch *footer_switch;
  AdwPreferencesGroup *fact_group;
  AdwPreferencesGroup *cost_group;
  AdwPreferencesGroup *other_group;
  AdwPreferencesGroup *mode_group;
  AdwComboRow *mode_row;
};

G_DEFINE_FINAL_TYPE (SyFilePane, sy_file_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_OVERRULED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- rows --- */

static void
set_subtitle (gpointer row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text ? text : "", -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
}

static GtkWidget *
new_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  set_subtitle (row, subtitle);
  sy_narrow_row (row);
  return row;
}

static void
clear_group (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
}

static void
add_to_group (AdwPreferencesGroup *group, GPtrArray *rows, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (rows, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

/* --- findings --- */

/* Where a finding can be overruled; NULL: it can't, or is told by another control. */
static GtkWidget *
find_control (SyFilePane *self, const char *topic)
{
  const struct
  {
    const char *topic;
    gpointer control;
  } controls[] = {
    { "encoding", self->encoding_row }, { "delimiter", self->delimiter_row },
    { "quote", self->quote_row },       { "escape", self->escape_row },
    { "year", self->year_row },         { "date-order", self->order_row },
    { "sheet", self->sheet_row },       { "header", self->header_row },
    { "kind", self->kind_row },         { "crosstab", self->unpivot_row },
    { "footer", self->footer_row },     { "groups", self->groups_row },
  };

  for (guint i = 0; i < G_N_ELEMENTS (controls); i++)
    if (g_str_equal (controls[i].topic, topic))
      return controls[i].control;
  return NULL;
}

static void
on_doubt_cb (GtkWidget *row)
{
  GtkWidget *control = g_object_get_data (G_OBJECT (row), TARGET_KEY);

  if (control)
    gtk_widget_grab_focus (control);
}

static void
add_doubt (SyFilePane *self, const char *title, const char *reason, GtkWidget *control)
{
  GtkWidget *row = new_row (title, reason);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (icon, "warning");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (control)
    {
      g_object_set_data (G_OBJECT (row), TARGET_KEY, control);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect (row, "activated", G_CALLBACK (on_doubt_cb), NULL);
    }
  add_to_group (self->doubt_group, self->doubts, row);
}

static void
show_finding (SyFilePane *self, const SyImportFinding *finding)
{
  GtkWidget *control = find_control (self, finding->topic);
  g_autofree char *title = g_strdup_printf (_ ("%s: %s"), finding->title, finding->value);

  if (control)
    set_subtitle (control, finding->reason);
  else if (!g_str_equal (finding->topic, "format"))
    add_to_group (self->fact_group, self->facts, new_row (title, finding->reason));
  if (!finding->sure)
    add_doubt (self, title, finding->reason, control);
}

static gboolean
has_finding (const SyImportPlan *plan, const char *topic)
{
  for (guint i = 0; i < plan->findings->len; i++)
    if (g_str_equal (((const SyImportFinding *) plan->findings->pdata[i])->topic, topic))
      return TRUE;
  return FALSE;
}

/* Days that only want their year, or to be told from the month, are asked for that. */
static gboolean
is_asked_for (const SyImportPlan *plan, const SyRole *role)
{
  gboolean lacks_year = plan->year_fill && !sy_year_fill_knows (plan->year_fill);

  return role && role->type == SY_ROLE_DATE && (lacks_year || sy_import_plan_find_unsettled (plan));
}

static void
show_missing (SyFilePane *self, const SyImportPlan *plan)
{
  for (guint i = 0; plan->kind && plan->missing_roles[i]; i++)
    {
      const SyRole *role = sy_source_kind_find_role (plan->kind, plan->missing_roles[i]);
      g_autofree char *title =
          g_strdup_printf (_ ("Still needed: %s"), role ? role->title : plan->missing_roles[i]);

      if (is_asked_for (plan, role))
        continue;
      add_doubt (self, title, _ ("Choose a column on the right and say that it is this."), NULL);
    }
}

static void
show_findings (SyFilePane *self, const SyImportPlan *plan)
{
  clear_group (self->doubt_group, self->doubts);
  clear_group (self->fact_group, self->facts);
  show_missing (self, plan);
  for (guint i = 0; plan->findings && i < plan->findings->len; i++)
    show_finding (self, plan->findings->pdata[i]);
}

/* --- what is chosen from a list --- */

typedef struct
{
  SyOverruleWhat what;
  AdwComboRow *row;
} Choice;

#define N_CHOICES 6

static void
list_choices (SyFilePane *self, Choice choices[N_CHOICES])
{
  choices[0] = (Choice){ SY_OVERRULE_ENCODING, self->encoding_row };
  choices[1] = (Choice){ SY_OVERRULE_DELIMITER, self->delimiter_row };
  choices[2] = (Choice){ SY_OVERRULE_QUOTE, self->quote_row };
  choices[3] = (Choice){ SY_OVERRULE_ESCAPE, self->escape_row };
  choices[4] = (Choice){ SY_OVERRULE_YEAR, self->year_row };
  choices[5] = (Choice){ SY_OVERRULE_ORDER, self->order_row };
}

static void
show_choices (SyFilePane *self, const SyImportPlan *plan)
{
  Choice choices[N_CHOICES];

  list_choices (self, choices);
  for (guint i = 0; i < N_CHOICES; i++)
    {
      guint selected;
      g_autoptr (GListModel) list = sy_reading_choices_new_list (choices[i].what, plan, &selected);

      adw_combo_row_set_model (choices[i].row, list);
      adw_combo_row_set_selected (choices[i].row, selected);
      gtk_widget_set_visible (GTK_WIDGET (choices[i].row), sy_reading_choices_suits (choices[i].what, plan));
    }
}

/* --- sheets --- */

static void
add_sheet_check (SyFilePane *self, const char *name)
{
  GtkWidget *row = new_row (name, NULL);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  g_object_set_data_full (G_OBJECT (check), SHEET_KEY, g_strdup (name), g_free);
  adw_expander_row_add_row (self->more_row, row);
  g_ptr_array_add (self->sheets, check);
  g_ptr_array_add (self->sheet_rows, row);
}

/* Months on sheets of their own are taken together, unless somebody wants less. */
static void
tick_alike (SyFilePane *self, const SyImportPlan *plan)
{
  guint n = plan->alike_sheets ? g_strv_length (plan->alike_sheets) : 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u sheet has the same columns, and is ticked",
                                                     "%u sheets have the same columns, and are ticked", n),
                                           n);

  if (n == 0 || g_strcmp0 (self->offered, plan->path) == 0)
    return;
  g_free (self->offered);
  self->offered = g_strdup (plan->path);
  for (guint i = 0; i < self->sheets->len; i++)
    if (g_strv_contains ((const char *const *) plan->alike_sheets,
                         g_object_get_data (self->sheets->pdata[i], SHEET_KEY)))
      gtk_check_button_set_active (self->sheets->pdata[i], TRUE);
  adw_expander_row_set_subtitle (self->more_row, text);
  adw_expander_row_set_expanded (self->more_row, TRUE);
}

static void
show_sheets (SyFilePane *self, const SyImportPlan *plan)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GPtrArray *sheets = plan->info->sheets;
  g_auto (GStrv) ticked = sy_file_pane_dup_more_sheets (self);

  for (guint i = 0; i < self->sheet_rows->len; i++)
    adw_expander_row_remove (self->more_row, self->sheet_rows->pdata[i]);
  g_ptr_array_set_size (self->sheet_rows, 0);
  g_ptr_array_set_size (self->sheets, 0);
  for (guint i = 0; i < sheets->len; i++)
    {
      const char *name = sheets->pdata[i] ? sheets->pdata[i] : "";

      gtk_string_list_append (list, name);
      if (i == plan->sheet_index || sheets->len < 2)
        continue;
      add_sheet_check (self, name);
      gtk_check_button_set_active (self->sheets->pdata[self->sheets->len - 1],
                                   g_strv_contains ((const char *const *) ticked, name));
    }
  adw_combo_row_set_model (self->sheet_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->sheet_row, plan->sheet_index);
  gtk_widget_set_visible (GTK_WIDGET (self->more_row), sheets->len > 1);
  tick_alike (self, plan);
}

/* --- the table --- */

static void
show_header (SyFilePane *self, const SyImportPlan *plan)
{
  guint64 first = plan->header_row;

  if (first > 0 && plan->n_header_rows > 1)
    first -= plan->n_header_rows - 1;
  gtk_spin_button_set_value (self->header_spin, (double) first);
  gtk_spin_button_set_value (self->n_headers_spin, MAX (plan->n_header_rows, 1));
  gtk_widget_set_sensitive (GTK_WIDGET (self->n_headers_row), first > 0);
  set_subtitle (self->header_row, plan->header_reason);
}

static void
show_kinds (SyFilePane *self, const SyImportPlan *plan)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_set_size (self->kind_ids, 0);
  if (!plan->kind)
    {
      gtk_string_list_append (list, _ ("Choose…"));
      g_ptr_array_add (self->kind_ids, NULL);
    }
  for (guint i = 0; plan->kinds && i < plan->kinds->len; i++)
    {
      SySourceKind *kind = plan->kinds->pdata[i];

      if (kind == plan->kind)
        selected = self->kind_ids->len;
      gtk_string_list_append (list, sy_source_kind_get_title (kind));
      g_ptr_array_add (self->kind_ids, g_strdup (sy_source_kind_get_id (kind)));
    }
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->kind_row, selected);
  set_subtitle (self->kind_row, plan->kind_reason);
}

void
sy_file_pane_show (SyFilePane *self, const SyImportPlan *plan)
{
  g_autofree char *format = NULL;

  g_return_if_fail (SY_IS_FILE_PANE (self));
  g_return_if_fail (plan != NULL);

  format = g_markup_escape_text (plan->info->format_name ? plan->info->format_name : "", -1);
  self->filling = TRUE;
  adw_preferences_group_set_description (self->file_group, format);
  show_choices (self, plan);
  show_sheets (self, plan);
  show_header (self, plan);
  show_kinds (self, plan);
  gtk_switch_set_active (self->unpivot_switch, plan->unpivot);
  gtk_switch_set_active (self->groups_switch, plan->keep_blanks);
  gtk_widget_set_visible (GTK_WIDGET (self->groups_row), plan->group_fill != NULL);
  gtk_switch_set_active (self->footer_switch, plan->keep_footer);
  gtk_widget_set_visible (GTK_WIDGET (self->footer_row), has_finding (plan, "footer"));
  gtk_widget_set_visible (GTK_WIDGET (self->unpivot_row), plan->crosstab != NULL);
  show_findings (self, plan);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet_row),
                          plan->info->sheets->len > 0
                              && !sy_reading_choices_suits (SY_OVERRULE_ENCODING, plan));
  self->filling = FALSE;
  if (self->chosen_row)
    gtk_widget_grab_focus (self->chosen_row);
  self->chosen_row = NULL;
}

/* --- what is missing --- */

/* "Pareto and ABC, Price bands and 3 more" */
static char *
join_tables (char **tables)
{
  guint n = g_strv_length (tables);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (n, MAX_TABLES); i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", tables[i]);
  if (n > MAX_TABLES)
    g_string_append_printf (text, _ (" and %u more"), n - MAX_TABLES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
sy_file_pane_show_costs (SyFilePane *self, GPtrArray *costs)
{
  g_return_if_fail (SY_IS_FILE_PANE (self));

  clear_group (self->cost_group, self->costs);
  for (guint i = 0; i < costs->len; i++)
    {
      const SyRoleCost *cost = costs->pdata[i];
      g_autofree char *tables = join_tables (cost->tables);
      g_autofree char *subtitle = g_strdup_printf (_ ("Without it there is no %s."), tables);

      if (cost->tables[0])
        add_to_group (self->cost_group, self->costs, new_row (cost->title, subtitle));
    }
}

/* --- what comes along --- */

void
sy_file_pane_show_others (SyFilePane *self, char **names)
{
  guint n = names ? g_strv_length (names) : 0;

  g_return_if_fail (SY_IS_FILE_PANE (self));

  clear_group (self->other_group, self->others);
  for (guint i = 0; i < MIN (n, MAX_OTHERS); i++)
    add_to_group (self->other_group, self->others, new_row (names[i], NULL));
  if (n > MAX_OTHERS)
    {
      g_autofree char *text = g_strdup_printf (_ ("… and %u more"), n - MAX_OTHERS);

      add_to_group (self->other_group, self->others, new_row (text, NULL));
    }
}

void
sy_file_pane_show_modes (SyFilePane *self, gint64 n_there)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SY_IS_FILE_PANE (self));

  text = g_strdup_printf (_ ("There are %'" PRId64 " rows of this kind already."), n_there);
  adw_preferences_group_set_description (self->mode_group, text);
  gtk_widget_set_visible (GTK_WIDGET (self->mode_group), n_there > 0);
}

gboolean
sy_file_pane_get_mode (SyFilePane *self, SyImportMode *mode)
{
  guint selected;

  g_return_val_if_fail (SY_IS_FILE_PANE (self), FALSE);

  selected = adw_combo_row_get_selected (self->mode_row);
  if (selected == 0 || selected > SY_IMPORT_N_MODES)
    return FALSE;
  *mode = (SyImportMode) (selected - 1);
  return TRUE;
}

char **
sy_file_pane_dup_more_sheets (SyFilePane *self)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  g_return_val_if_fail (SY_IS_FILE_PANE (self), NULL);

  for (guint i = 0; i < self->sheets->len; i++)
    if (gtk_check_button_get_active (self->sheets->pdata[i]))
      g_strv_builder_add (names, g_object_get_data (self->sheets->pdata[i], SHEET_KEY));
  return g_strv_builder_end (names);
}

/* --- overruling --- */

static void
overrule (SyFilePane *self, const SyOverrule *message)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_OVERRULED], 0, message);
}

/* The list of the row closes and gives the focus away; it comes back with what was read. */
static void
overrule_by (SyFilePane *self, AdwComboRow *row, const SyOverrule *message)
{
  if (!self->filling)
    self->chosen_row = row;
  overrule (self, message);
}

static void
on_choice_cb (SyFilePane *self, G_GNUC_UNUSED GParamSpec *spec, AdwComboRow *row)
{
  Choice choices[N_CHOICES];

  list_choices (self, choices);
  for (guint i = 0; i < N_CHOICES; i++)
    if (choices[i].row == row)
      {
        g_autoptr (SyOverrule) message =
            sy_reading_choices_new_message (choices[i].what, adw_combo_row_get_selected (row));
        if (message)
          overrule_by (self, row, message);
      }
}

static void
on_sheet_cb (SyFilePane *self)
{
  GtkStringObject *sheet = adw_combo_row_get_selected_item (self->sheet_row);
  SyOverrule message = { .what = SY_OVERRULE_SHEET };

  if (!sheet)
    return;
  message.text = (char *) gtk_string_object_get_string (sheet);
  overrule_by (self, self->sheet_row, &message);
}

static void
on_header_cb (SyFilePane *self)
{
  SyOverrule message = { .what = SY_OVERRULE_HEADER };

  message.row = (guint64) gtk_spin_button_get_value_as_int (self->header_spin);
  message.n_rows = message.row == 0 ? 0 : (guint) gtk_spin_button_get_value_as_int (self->n_headers_spin);
  overrule (self, &message);
}

static void
on_kind_cb (SyFilePane *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);
  SyOverrule message = { .what = SY_OVERRULE_KIND };

  if (selected >= self->kind_ids->len || !self->kind_ids->pdata[selected])
    return;
  message.text = self->kind_ids->pdata[selected];
  overrule_by (self, self->kind_row, &message);
}

static void
on_unpivot_cb (SyFilePane *self)
{
  SyOverrule message = { .what = SY_OVERRULE_UNPIVOT, .on = gtk_switch_get_active (self->unpivot_switch) };

  overrule (self, &message);
}

static void
on_groups_cb (SyFilePane *self)
{
  SyOverrule message = { .what = SY_OVERRULE_GROUPS, .on = gtk_switch_get_active (self->groups_switch) };

  overrule (self, &message);
}

static void
on_footer_cb (SyFilePane *self)
{
  SyOverrule message = { .what = SY_OVERRULE_FOOTER, .on = gtk_switch_get_active (self->footer_switch) };

  overrule (self, &message);
}

/* --- the object --- */

static void
sy_file_pane_finalize (GObject *object)
{
  SyFilePane *self = SY_FILE_PANE (object);

  g_ptr_array_unref (self->doubts);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->costs);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->sheet_rows);
  g_free (self->offered);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->kind_ids);
  G_OBJECT_CLASS (sy_file_pane_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-file-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, doubt_group);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, file_group);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, quote_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, escape_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, more_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, table_group);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, header_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, header_spin);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, n_headers_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, n_headers_spin);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, year_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, order_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, unpivot_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, unpivot_switch);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, groups_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, groups_switch);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, footer_row);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, footer_switch);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, fact_group);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, cost_group);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, other_group);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, mode_group);
  gtk_widget_class_bind_template_child (widget_class, SyFilePane, mode_row);
  gtk_widget_class_bind_template_callback (widget_class, on_choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_sheet_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_header_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_unpivot_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_groups_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_footer_cb);
}

static void
sy_file_pane_class_init (SyFilePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_file_pane_finalize;
  signals[SIGNAL_OVERRULED] = g_signal_new ("overruled", SY_TYPE_FILE_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
fill_modes (SyFilePane *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, _ ("As suits the file"));
  for (guint i = 0; i < SY_IMPORT_N_MODES; i++)
    gtk_string_list_append (list, sy_import_mode_get_title ((SyImportMode) i));
  adw_combo_row_set_model (self->mode_row, G_LIST_MODEL (list));
}

static void
narrow_rows (SyFilePane *self)
{
  gpointer rows[] = { self->encoding_row, self->delimiter_row, self->quote_row,  self->sheet_row,
                      self->more_row,     self->kind_row,      self->header_row, self->n_headers_row,
                      self->unpivot_row,  self->groups_row,    self->footer_row, self->mode_row,
                      self->escape_row,   self->year_row,      self->order_row };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    sy_narrow_row (rows[i]);
}

static void
sy_file_pane_init (SyFilePane *self)
{
  self->doubts = g_ptr_array_new ();
  self->facts = g_ptr_array_new ();
  self->costs = g_ptr_array_new ();
  self->sheets = g_ptr_array_new ();
  self->sheet_rows = g_ptr_array_new ();
  self->others = g_ptr_array_new ();
  self->kind_ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  narrow_rows (self);
  fill_modes (self);
}
