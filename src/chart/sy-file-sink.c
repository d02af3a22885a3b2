/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-file-sink.h"

#include <errno.h>
#include <sys/types.h>
#include <unistd.h>

cairo_status_t
sy_file_sink_write (void *sink, const unsigned char *data, unsigned int length)
{
  SyFileSink *self = sink;

  while (length > 0)
    {
      ssize_t written = write (self->fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        {
          self->error = written < 0 ? errno : EIO;
          return CAIRO_STATUS_WRITE_ERROR;
        }
      data += written;
      length -= (unsigned int) written;
    }
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t
sy_file_sink_finish (cairo_surface_t *surface, cairo_status_t status)
{
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}
