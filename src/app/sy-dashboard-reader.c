/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-dashboard-reader.h"

#include "sy-dashboard.h"

struct _SyDashboardReader
{
  GObject parent_instance;

  SySession *session;  /* borrowed: the window drops this before it */
  GPtrArray *readings; /* (element-type SyPinReading) */
  GObject *reading;    /* owner of the read under way */
};

G_DEFINE_FINAL_TYPE (SyDashboardReader, sy_dashboard_reader, G_TYPE_OBJECT)

enum
{
  SIGNAL_READ,
  SIGNAL_PINNED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

typedef struct
{
  SyDashboardReader *reader; /* borrowed: it or its token owns the fetch */
  GPtrArray *groups;         /* (element-type SyPinGroup) */
  GPtrArray *readings;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->groups);
  g_ptr_array_unref (reading->readings);
  g_free (reading);
}

static Reading *
new_reading (SyDashboardReader *self, GPtrArray *pins)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->reader = self;
  reading->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_reading_free);
  reading->groups = sy_pin_group_list (sy_session_get_workbook (self->session), pins,
                                       sy_session_get_period (self->session));
  return reading;
}

static gboolean
read_all (SyJob *job, gpointer data, GError **error)
{
  Reading *reading = data;

  for (guint i = 0; i < reading->groups->len; i++)
    {
      GPtrArray *more = sy_pin_group_read (reading->groups->pdata[i], sy_job_get_cancellable (job), error);

      if (!more)
        return FALSE;
      g_ptr_array_extend_and_steal (reading->readings, more);
    }
  sy_pin_reading_sort (reading->readings);
  return TRUE;
}

static void
show_all (SySession *session, gpointer data, const GError *error)
{
  Reading *reading = data;
  SyDashboardReader *self = reading->reader;

  if (error)
    {
      sy_session_fail (session, error);
      return;
    }
  g_ptr_array_unref (self->readings);
  self->readings = g_ptr_array_ref (reading->readings);
  g_signal_emit (self, signals[SIGNAL_READ], 0);
}

static void
refresh (SyDashboardReader *self)
{
  g_autoptr (GPtrArray) pins = sy_dashboard_list_pins (sy_session_get_workbook (self->session));

  g_clear_object (&self->reading);
  self->reading = g_object_new (G_TYPE_OBJECT, NULL);
  sy_session_fetch (self->session, self->reading, read_all, show_all, new_reading (self, pins), free_reading);
}

/* --- pinning --- */

static void
keep_pin (SySession *session, gpointer data, const GError *error)
{
  Reading *reading = data;
  SyPinReading *first = reading->readings->len ? reading->readings->pdata[0] : NULL;
  g_autoptr (GError) local = NULL;

  if (error || !first)
    {
      if (error)
        sy_session_fail (session, error);
      return;
    }
  g_clear_pointer (&first->pin->id, g_free); /* the dashboard gives one */
  first->pin->has_low = first->pin->has_high =
      sy_pin_reading_suggest_limits (first, &first->pin->low, &first->pin->high);
  if (sy_dashboard_pin (sy_session_get_workbook (session), first->pin, &local))
    g_signal_emit (reading->reader, signals[SIGNAL_PINNED], 0, first);
  else
    sy_session_fail (session, local);
}

void
sy_dashboard_reader_pin (SyDashboardReader *self, const char *indicator, const char *view)
{
  g_autoptr (GPtrArray) pins = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_free);
  SyPin *pin;

  g_return_if_fail (SY_IS_DASHBOARD_READER (self));
  g_return_if_fail (indicator != NULL);

  pin = sy_pin_new (indicator);
  pin->id = g_strdup ("");
  pin->view = view && *view ? g_strdup (view) : NULL;
  g_ptr_array_add (pins, pin);
  sy_session_fetch (self->session, G_OBJECT (self), read_all, keep_pin, new_reading (self, pins),
                    free_reading);
}

/* --- the object --- */

static void
sy_dashboard_reader_dispose (GObject *object)
{
  SyDashboardReader *self = SY_DASHBOARD_READER (object);

  g_clear_object (&self->reading);
  G_OBJECT_CLASS (sy_dashboard_reader_parent_class)->dispose (object);
}

static void
sy_dashboard_reader_finalize (GObject *object)
{
  g_ptr_array_unref (SY_DASHBOARD_READER (object)->readings);
  G_OBJECT_CLASS (sy_dashboard_reader_parent_class)->finalize (object);
}

static void
sy_dashboard_reader_class_init (SyDashboardReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sy_dashboard_reader_dispose;
  G_OBJECT_CLASS (klass)->finalize = sy_dashboard_reader_finalize;
  signals[SIGNAL_READ] =
      g_signal_new ("read", SY_TYPE_DASHBOARD_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PINNED] = g_signal_new ("pinned", SY_TYPE_DASHBOARD_READER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sy_dashboard_reader_init (SyDashboardReader *self)
{
  self->readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sy_pin_reading_free);
}

SyDashboardReader *
sy_dashboard_reader_new (SySession *session)
{
  SyDashboardReader *self = g_object_new (SY_TYPE_DASHBOARD_READER, NULL);

  self->session = session;
  g_signal_connect_object (session, "evaluated", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::period", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  return self;
}

GPtrArray *
sy_dashboard_reader_get_readings (SyDashboardReader *self)
{
  g_return_val_if_fail (SY_IS_DASHBOARD_READER (self), NULL);

  return self->readings;
}

guint
sy_dashboard_reader_count_alarms (SyDashboardReader *self)
{
  guint n = 0;

  g_return_val_if_fail (SY_IS_DASHBOARD_READER (self), 0);

  for (guint i = 0; i < self->readings->len; i++)
    n += ((const SyPinReading *) self->readings->pdata[i])->state == SY_PIN_BAD;
  return n;
}
