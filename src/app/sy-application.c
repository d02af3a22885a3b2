/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-application.h"

#include <glib/gi18n.h>

#include "sy-window.h"

struct _SyApplication
{
  AdwApplication parent_instance;

  GThread *reading;       /* of the catalogue, while GTK starts; NULL once it was joined */
  SyCatalogue *catalogue; /* NULL until the first window */
};

G_DEFINE_FINAL_TYPE (SyApplication, sy_application, ADW_TYPE_APPLICATION)

/* The language of titles is that of the interface. */
static const char *
interface_language (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i]; i++)
    {
      if (g_str_has_prefix (names[i], "zh"))
        return "zh_CN";
      if (g_str_has_prefix (names[i], "en") || g_str_equal (names[i], "C"))
        return "en";
    }
  return "en";
}

/* Gives the catalogue, or NULL after telling why there is none. */
static gpointer
read_catalogue (gpointer language)
{
  g_autoptr (GError) error = NULL;
  SyCatalogue *catalogue = sy_catalogue_new (language, &error);

  if (!catalogue)
    g_printerr ("steelyard: %s\n", error->message);
  return catalogue;
}

/* Waits for it; NULL: there is none, which was told. */
static SyCatalogue *
await_catalogue (SyApplication *self)
{
  if (self->reading)
    self->catalogue = g_thread_join (g_steal_pointer (&self->reading));
  return self->catalogue;
}

static SyWindow *
new_window (SyApplication *self)
{
  SyCatalogue *catalogue = await_catalogue (self);

  return catalogue ? sy_window_new (self, catalogue) : NULL;
}

/* Data are looked at while the window is made, and a document for them. NULL: it is something else. */
static SyEarlyLook *
begin_look (SyCatalogue *catalogue, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  return path && sy_window_is_data (path) ? sy_early_look_new (path, sy_catalogue_get_kinds (catalogue))
                                          : NULL;
}

static void
sy_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (!window)
    window = (GtkWindow *) new_window (SY_APPLICATION (application));
  if (window)
    gtk_window_present (window);
}

static void
sy_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SyApplication *self = SY_APPLICATION (application);
  SyCatalogue *catalogue = await_catalogue (self);
  SyEarlyLook *look;
  SyWindow *window;

  if (!catalogue)
    return;
  look = begin_look (catalogue, files[0]);
  window = sy_window_new (self, catalogue);
  sy_window_take_look (window, look);
  /* Their document is made in a thread while the window comes up. */
  sy_window_open_files (window, files, (guint) n_files);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  SyWindow *window = new_window (data);

  if (window)
    gtk_window_present (GTK_WINDOW (window));
}

static void
on_quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *l = windows; l; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static void
on_about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (
      gtk_application_get_active_window (data), "application-name", _ ("Steelyard"), "application-icon",
      SY_APP_ID, "version", SY_VERSION, "developer-name", _ ("The Steelyard authors"), "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _ ("Write an Excel formula once: run it over millions of rows, explain every number, hand back "
         "a living workbook."),
      NULL);
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = on_new_window_cb },
  { .name = "quit", .activate = on_quit_cb },
  { .name = "about", .activate = on_about_cb },
};

static const struct
{
  const char *action;
  const char *keys[3];
} shortcuts[] = {
  { "app.quit", { "<Control>q" } },
  { "app.new-window", { "<Control>n" } },
  { "window.close", { "<Control>w" } },
  { "win.open", { "<Control>o" } },
  { "win.add-data", { "<Control><Shift>o" } },
  { "win.add-database", { "<Control><Shift>d" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.export-xlsx", { "<Control>e" } },
  { "win.print", { "<Control>p" } },
  { "win.new-worksheet", { "<Control><Shift>n" } },
  { "win.shortcuts", { "<Control>question", "<Control>F1" } },
  { "win.find-in-worksheets", { "<Control><Shift>f" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.choose-month", { "<Control>m" } },
  { "win.toggle-sidebar", { "F9" } },
  { "win.toggle-inspector", { "F4" } },
  { "win.tour-step(1)", { "<Alt>Page_Down" } },
  { "win.tour-step(-1)", { "<Alt>Page_Up" } },
  { "win.area(0)", { "<Alt>1" } },
  { "win.area(1)", { "<Alt>2" } },
  { "win.area(2)", { "<Alt>3" } },
  { "win.area(3)", { "<Alt>4" } },
  { "win.area(4)", { "<Alt>5" } },
  { "win.area(5)", { "<Alt>6" } },
  { "win.area(6)", { "<Alt>7" } },
  { "win.area(7)", { "<Alt>8" } },
  { "win.area(8)", { "<Alt>9" } },
};

static void
sy_application_startup (GApplication *application)
{
  SY_APPLICATION (application)->reading =
      g_thread_new ("catalogue", read_catalogue, (gpointer) interface_language ());
  G_APPLICATION_CLASS (sy_application_parent_class)->startup (application);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action,
                                           shortcuts[i].keys);
  gtk_window_set_default_icon_name (SY_APP_ID);
}

static void
sy_application_dispose (GObject *object)
{
  SyApplication *self = SY_APPLICATION (object);

  if (self->reading)
    self->catalogue = g_thread_join (g_steal_pointer (&self->reading));
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (sy_application_parent_class)->dispose (object);
}

static void
sy_application_class_init (SyApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sy_application_dispose;
  application_class->startup = sy_application_startup;
  application_class->activate = sy_application_activate;
  application_class->open = sy_application_open;
}

static void
sy_application_init (SyApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/* Where GTK is told to draw with cairo, a driver for GL would be loaded for nothing. Later versions of GTK
 * know another name for it. */
static void
leave_gl_out (void)
{
  if (g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") == 0 && gtk_get_minor_version () < 14)
    g_setenv ("GDK_DEBUG", "gl-disable", FALSE);
}

int
sy_application_main (int argc, char **argv)
{
  g_autoptr (SyApplication) self =
      g_object_new (SY_TYPE_APPLICATION, "application-id", SY_APP_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                    "resource-base-path", "/io/github/steelyard/Steelyard", NULL);

  leave_gl_out ();
  g_set_application_name (_ ("Steelyard"));
  return g_application_run (G_APPLICATION (self), argc, argv);
}
