/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a cairo surface streams its bytes: an open file, with the reason when one can't be written. */
#pragma once

#include <cairo.h>

typedef struct
{
  int fd;
  int error; /* errno of the first write that failed, else 0 */
} SyFileSink;

/* A cairo_write_func_t; @sink: a SyFileSink */
cairo_status_t sy_file_sink_write (void *sink, const unsigned char *data, unsigned int length);
/* Closes the surface, whose last bytes come only now, and frees it. @status: of the painting so far */
cairo_status_t sy_file_sink_finish (cairo_surface_t *surface, cairo_status_t status);
