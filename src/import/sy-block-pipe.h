/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inflates a part in a thread of its own while another scans what came out before. */
#pragma once

#include "sy-package.h"

G_BEGIN_DECLS

/* The longest tail that sy_block_pipe_take() takes. */
#define SY_BLOCK_PIPE_ROOM 4096

typedef struct _SyBlockPipe SyBlockPipe;

SyBlockPipe *sy_block_pipe_new (SyPackageStream *stream);
gssize sy_block_pipe_read (SyBlockPipe *pipe, gpointer buffer, gsize size, GError **error);
guint8 *sy_block_pipe_take (SyBlockPipe *pipe, const guint8 *tail, gsize n_tail, gssize *n, GError **error);
guint64 sy_block_pipe_get_position (SyBlockPipe *pipe);
guint64 sy_block_pipe_get_size (SyBlockPipe *pipe);
void sy_block_pipe_free (SyBlockPipe *pipe);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SyBlockPipe, sy_block_pipe_free)

G_END_DECLS
