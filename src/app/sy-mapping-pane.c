/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-mapping-pane.h"

#include <glib/gi18n.h>

#include "sy-column-words.h"
#include "sy-narrow-row.h"

/* The types as they are offered. */
static const SyColumnType types[] = {
  SY_COLUMN_TEXT, SY_COLUMN_INT64,     SY_COLUMN_DECIMAL, SY_COLUMN_DOUBLE,
  SY_COLUMN_DATE, SY_COLUMN_TIMESTAMP, SY_COLUMN_TIME,    SY_COLUMN_BOOL,
};

/* --- one line of the list --- */

typedef enum
{
  PART_HEADER,
  PART_MEANING,
  PART_TYPE,
  PART_EXAMPLES,
  N_PARTS,
} Part;

#define SY_TYPE_COLUMN_LINE (sy_column_line_get_type ())
G_DECLARE_FINAL_TYPE (SyColumnLine, sy_column_line, SY, COLUMN_LINE, GObject)

struct _SyColumnLine
{
  GObject parent_instance;

  char *texts[N_PARTS];
  char *reason;
  gboolean left_out;
};

G_DEFINE_FINAL_TYPE (SyColumnLine, sy_column_line, G_TYPE_OBJECT)

static void
sy_column_line_finalize (GObject *object)
{
  SyColumnLine *self = SY_COLUMN_LINE (object);

  for (guint i = 0; i < N_PARTS; i++)
    g_free (self->texts[i]);
  g_free (self->reason);
  G_OBJECT_CLASS (sy_column_line_parent_class)->finalize (object);
}

static void
sy_column_line_class_init (SyColumnLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sy_column_line_finalize;
}

static void
sy_column_line_init (SyColumnLine *self)
{
}

static char *
describe_reasons (const SyImportColumn *column)
{
  if (column->role_reason && column->type_reason)
    return g_strdup_printf ("%s\n%s", column->role_reason, column->type_reason);
  return g_strdup (column->role_reason ? column->role_reason : column->type_reason);
}

static SyColumnLine *
new_line (const SyImportPlan *plan, const SyImportColumn *column)
{
  SyColumnLine *line = g_object_new (SY_TYPE_COLUMN_LINE, NULL);
  const char *role = sy_column_words_role (plan, column);

  line->left_out = column->left_out;
  line->texts[PART_HEADER] = g_strdup (column->header);
  line->texts[PART_MEANING] = g_strdup (column->left_out ? _ ("left out") : role ? role : "");
  line->texts[PART_TYPE] = sy_column_words_type (column);
  line->texts[PART_EXAMPLES] = sy_column_words_examples (column);
  line->reason = describe_reasons (column);
  return line;
}

/* --- the widget --- */

struct _SyMappingPane
{
  AdwBin parent_instance;

  SyImportPlan *plan; /* borrowed; NULL while it is elsewhere */
  GListStore *lines;  /* (element-type SyColumnLine) */
  GtkSingleSelection *selection;
  gboolean filling; /* rows are being set by us, not by the user */
  guint taking;     /* source that takes the choice of a row; 0: there is none to take */

  /* template */
  GtkColumnView *list;
  GtkWidget *editor;
  AdwPreferencesGroup *group;
  AdwComboRow *role_row;
  AdwComboRow *type_row;
  AdwActionRow *scale_row;
  GtkSpinButton *scale_spin;
  AdwComboRow *mark_row;
  AdwComboRow *unit_row;
  AdwComboRow *order_row;
  AdwActionRow *taken_row;
  GtkSwitch *taken_switch;
};

G_DEFINE_FINAL_TYPE (SyMappingPane, sy_mapping_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FAILED,
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static SyImportColumn *
chosen_column (SyMappingPane *self)
{
  guint index = gtk_single_selection_get_selected (self->selection);

  return self->plan && index < self->plan->columns->len ? self->plan->columns->pdata[index] : NULL;
}

/* --- the editor of the chosen column --- */

/* Entry 0 is “kept under its own header”, the others are the roles of the kind. */
static void
show_role (SyMappingPane *self, const SyImportColumn *column)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GPtrArray *roles = self->plan->kind ? sy_source_kind_get_roles (self->plan->kind) : NULL;
  guint selected = 0;

  gtk_string_list_append (list, _ ("Kept as it is"));
  for (guint i = 0; roles && i < roles->len; i++)
    {
      const SyRole *role = roles->pdata[i];

      gtk_string_list_append (list, role->title);
      if (g_strcmp0 (role->id, column->role) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->role_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->role_row, selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->role_row), !column->left_out);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->role_row),
                               column->role && column->role_reason ? column->role_reason : "");
}

static void
show_type (SyMappingPane *self, const SyImportColumn *column)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i] == column->type)
      adw_combo_row_set_selected (self->type_row, i);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->type_row),
                               column->type_reason ? column->type_reason : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->type_row), !column->left_out);
  gtk_spin_button_set_value (self->scale_spin, column->scale);
  gtk_widget_set_visible (GTK_WIDGET (self->scale_row), column->type == SY_COLUMN_DECIMAL);
}

/* What amounts are told in, in the order of the list. */
static const guint shifts[] = { 0, 3, 4, 6, 7, 8 };

static void
show_unit (SyMappingPane *self, const SyImportColumn *column)
{
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (shifts); i++)
    if (shifts[i] <= column->reading.shift)
      selected = i;
  adw_combo_row_set_selected (self->unit_row, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->unit_row), column->type == SY_COLUMN_DECIMAL || selected > 0);
}

/* Only where there is something to read in one way or another: texts. */
static void
show_reading (SyMappingPane *self, const SyImportColumn *column)
{
  gboolean of_texts = column->evidence && column->evidence->n_text_cells > 0;
  gboolean number = column->type == SY_COLUMN_DECIMAL || column->type == SY_COLUMN_DOUBLE
                    || column->type == SY_COLUMN_INT64;
  gboolean date = column->type == SY_COLUMN_DATE || column->type == SY_COLUMN_TIMESTAMP;

  adw_combo_row_set_selected (self->mark_row, column->reading.decimal_comma ? 1 : 0);
  adw_combo_row_set_selected (self->order_row, (guint) column->reading.date_order);
  show_unit (self, column);
  gtk_widget_set_visible (GTK_WIDGET (self->mark_row), of_texts && number);
  gtk_widget_set_visible (GTK_WIDGET (self->order_row),
                          date && column->evidence && column->evidence->n_order[0] > 0);
}

static void
show_editor (SyMappingPane *self)
{
  const SyImportColumn *column = chosen_column (self);
  g_autofree char *title = NULL, *examples = NULL, *escaped = NULL;

  gtk_widget_set_sensitive (self->editor, column != NULL);
  if (!column)
    return;
  self->filling = TRUE;
  title = g_markup_escape_text (column->header, -1);
  examples = sy_column_words_examples (column);
  escaped = g_markup_escape_text (examples, -1);
  adw_preferences_group_set_title (self->group, title);
  adw_preferences_group_set_description (self->group, escaped);
  show_role (self, column);
  show_type (self, column);
  show_reading (self, column);
  gtk_switch_set_active (self->taken_switch, !column->left_out);
  self->filling = FALSE;
}

/* --- the list --- */

static void
show_lines (SyMappingPane *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  guint selected = gtk_single_selection_get_selected (self->selection);

  for (guint i = 0; i < self->plan->columns->len; i++)
    g_ptr_array_add (lines, new_line (self->plan, self->plan->columns->pdata[i]));
  self->filling = TRUE;
  g_list_store_splice (self->lines, 0, g_list_model_get_n_items (G_LIST_MODEL (self->lines)), lines->pdata,
                       lines->len);
  gtk_single_selection_set_selected (self->selection, selected < lines->len ? selected : 0);
  self->filling = FALSE;
}

static void
on_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer part)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  SyColumnLine *line = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (label), line->texts[GPOINTER_TO_UINT (part)]);
  gtk_widget_set_tooltip_text (label, line->reason);
  if (line->left_out)
    gtk_widget_add_css_class (label, "left-out");
  else
    gtk_widget_remove_css_class (label, "left-out");
}

static void
on_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer part)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (GPOINTER_TO_UINT (part) == PART_EXAMPLES)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_list_item_set_child (item, label);
}

static void
add_part (SyMappingPane *self, Part part, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cb), GUINT_TO_POINTER (part));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cb), GUINT_TO_POINTER (part));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->list, column);
}

static void
on_selected_cb (SyMappingPane *self)
{
  show_editor (self);
  if (!self->filling && chosen_column (self))
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, gtk_single_selection_get_selected (self->selection));
}

/* --- overruling --- */

static void
conclude (SyMappingPane *self, const GError *error)
{
  if (error)
    {
      show_editor (self);
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What follows from a choice fills its own row anew, which the row does not stand while it still tells of the
 * choice: so that is awaited. The list that closes gives the focus away; whoever takes the choice gives it
 * back to the row. */
static void
take_later (SyMappingPane *self, GSourceFunc take)
{
  if (self->filling)
    return;
  g_clear_handle_id (&self->taking, g_source_remove);
  self->taking = g_idle_add (take, self);
}

static gboolean
take_role (gpointer data)
{
  SyMappingPane *self = data;
  const SyImportColumn *column = chosen_column (self);
  guint selected = adw_combo_row_get_selected (self->role_row);
  GPtrArray *roles = self->plan && self->plan->kind ? sy_source_kind_get_roles (self->plan->kind) : NULL;
  const char *role;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;

  self->taking = 0;
  if (!column || !roles || selected > roles->len)
    return G_SOURCE_REMOVE;
  role = selected > 0 ? ((const SyRole *) roles->pdata[selected - 1])->id : NULL;
  if (g_strcmp0 (role, column->role) == 0)
    return G_SOURCE_REMOVE;
  before = g_strdup (column->role);
  sy_import_plan_map (self->plan, role ? role : before, role ? column->header : "", &error);
  conclude (self, error);
  gtk_widget_grab_focus (GTK_WIDGET (self->role_row));
  return G_SOURCE_REMOVE;
}

static void
on_role_cb (SyMappingPane *self)
{
  take_later (self, take_role);
}

static void
set_type (SyMappingPane *self, SyColumnType type, guint scale)
{
  g_autoptr (GError) error = NULL;

  sy_import_plan_set_type (self->plan, gtk_single_selection_get_selected (self->selection), type, scale,
                           &error);
  conclude (self, error);
}

static gboolean
take_type (gpointer data)
{
  SyMappingPane *self = data;
  const SyImportColumn *column = chosen_column (self);
  guint selected = adw_combo_row_get_selected (self->type_row);

  self->taking = 0;
  if (!column || selected >= G_N_ELEMENTS (types) || types[selected] == column->type)
    return G_SOURCE_REMOVE;
  set_type (self, types[selected], types[selected] == SY_COLUMN_DECIMAL ? MAX (column->scale, 2) : 0);
  gtk_widget_grab_focus (GTK_WIDGET (self->type_row));
  return G_SOURCE_REMOVE;
}

static void
on_type_cb (SyMappingPane *self)
{
  take_later (self, take_type);
}

static void
on_scale_cb (SyMappingPane *self)
{
  const SyImportColumn *column = chosen_column (self);
  guint scale = (guint) gtk_spin_button_get_value_as_int (self->scale_spin);

  if (!self->filling && column && column->type == SY_COLUMN_DECIMAL && scale != column->scale)
    set_type (self, SY_COLUMN_DECIMAL, scale);
}

static gboolean
is_same_reading (const SyColumnReading *a, const SyColumnReading *b)
{
  return a->decimal_comma == b->decimal_comma && a->date_order == b->date_order && a->shift == b->shift;
}

static gboolean
take_reading (gpointer data)
{
  SyMappingPane *self = data;
  const SyImportColumn *column = chosen_column (self);
  SyColumnReading reading;

  self->taking = 0;
  if (!column)
    return G_SOURCE_REMOVE;
  reading = column->reading;
  reading.decimal_comma = adw_combo_row_get_selected (self->mark_row) == 1;
  reading.date_order = (SyDateOrder) adw_combo_row_get_selected (self->order_row);
  reading.shift = shifts[MIN (adw_combo_row_get_selected (self->unit_row), G_N_ELEMENTS (shifts) - 1)];
  if (is_same_reading (&reading, &column->reading))
    return G_SOURCE_REMOVE;
  sy_import_plan_set_reading (self->plan, gtk_single_selection_get_selected (self->selection), reading);
  conclude (self, NULL);
  return G_SOURCE_REMOVE;
}

static void
on_reading_cb (SyMappingPane *self)
{
  take_later (self, take_reading);
}

static void
on_taken_cb (SyMappingPane *self)
{
  const SyImportColumn *column = chosen_column (self);
  gboolean left_out = !gtk_switch_get_active (self->taken_switch);

  if (self->filling || !column || column->left_out == left_out)
    return;
  sy_import_plan_set_left_out (self->plan, gtk_single_selection_get_selected (self->selection), left_out);
  conclude (self, NULL);
}

/* --- the object --- */

static void
sy_mapping_pane_dispose (GObject *object)
{
  SyMappingPane *self = SY_MAPPING_PANE (object);

  g_clear_handle_id (&self->taking, g_source_remove);
  if (self->selection)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (sy_mapping_pane_parent_class)->dispose (object);
}

static void
sy_mapping_pane_class_init (SyMappingPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_mapping_pane_dispose;
  signals[SIGNAL_CHANGED] =
      g_signal_new ("changed", SY_TYPE_MAPPING_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", SY_TYPE_MAPPING_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SY_TYPE_MAPPING_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/steelyard/Steelyard/sy-mapping-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, list);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, editor);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, group);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, role_row);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, type_row);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, scale_row);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, scale_spin);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, mark_row);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, unit_row);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, order_row);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, taken_row);
  gtk_widget_class_bind_template_child (widget_class, SyMappingPane, taken_switch);
  gtk_widget_class_bind_template_callback (widget_class, on_role_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_type_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_scale_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reading_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_taken_cb);
}

static void
sy_mapping_pane_init (SyMappingPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sy_narrow_row (self->role_row);
  sy_narrow_row (self->type_row);
  sy_narrow_row (self->mark_row);
  sy_narrow_row (self->unit_row);
  sy_narrow_row (self->order_row);
  self->lines = g_list_store_new (SY_TYPE_COLUMN_LINE);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->lines)));
  gtk_column_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  add_part (self, PART_HEADER, _ ("Column of the File"));
  add_part (self, PART_MEANING, _ ("Meaning"));
  add_part (self, PART_TYPE, _ ("Type"));
  add_part (self, PART_EXAMPLES, _ ("First Values"));
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selected_cb), self);
}

void
sy_mapping_pane_set_plan (SyMappingPane *self, SyImportPlan *plan)
{
  g_return_if_fail (SY_IS_MAPPING_PANE (self));

  g_clear_handle_id (&self->taking, g_source_remove);
  self->plan = plan;
  if (plan)
    show_lines (self);
  show_editor (self);
}

void
sy_mapping_pane_choose (SyMappingPane *self, guint column)
{
  g_return_if_fail (SY_IS_MAPPING_PANE (self));

  gtk_single_selection_set_selected (self->selection, column);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", column);
}
