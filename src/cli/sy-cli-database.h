/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Databases on the command line: their passwords. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sy_cli_database_take_passwords (GStrv arguments);

G_END_DECLS
