/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Topological order by depth-first search with a stack of its own, so that a long chain of columns can't
 * exhaust the thread's. */
#include "config.h"

#include "sy-binder-private.h"

typedef enum
{
  NEW,
  OPEN,
  DONE
} State;

typedef struct
{
  gpointer node;
  guint next;
} Frame;

typedef struct
{
  GHashTable *reads;
  GHashTable *states;
  GArray *stack; /* (element-type Frame) */
  GPtrArray *order;
} Search;

static State
get_state (const Search *search, gconstpointer node)
{
  return (State) GPOINTER_TO_UINT (g_hash_table_lookup (search->states, node));
}

static void
set_state (Search *search, gpointer node, State state)
{
  g_hash_table_insert (search->states, node, GUINT_TO_POINTER (state));
}

static void
open_node (Search *search, gpointer node)
{
  Frame frame = { node, 0 };

  set_state (search, node, OPEN);
  g_array_append_val (search->stack, frame);
}

static char *
describe_cycle (const Search *search, gconstpointer node, SyBinderNodeName get_name)
{
  GString *text = g_string_new (NULL);
  gboolean inside = FALSE;

  for (guint i = 0; i < search->stack->len; i++)
    {
      gpointer member = g_array_index (search->stack, Frame, i).node;

      inside = inside || member == node;
      if (inside)
        g_string_append_printf (text, "%s → ", get_name (member));
    }
  g_string_append (text, get_name (node));
  return g_string_free (text, FALSE);
}

/* Goes one step on from the top of the stack. Returns the node that closes a circle, or NULL. */
static gpointer
step (Search *search)
{
  Frame *top = &g_array_index (search->stack, Frame, search->stack->len - 1);
  GPtrArray *reads = g_hash_table_lookup (search->reads, top->node);
  gpointer next = NULL;

  if (!reads || top->next >= reads->len)
    {
      set_state (search, top->node, DONE);
      g_ptr_array_add (search->order, top->node);
      g_array_set_size (search->stack, search->stack->len - 1);
      return NULL;
    }
  next = reads->pdata[top->next++];
  if (get_state (search, next) == OPEN)
    return next;
  if (get_state (search, next) == NEW)
    open_node (search, next);
  return NULL;
}

gboolean
sy_binder_order (
    GPtrArray *nodes, GHashTable *reads, SyBinderNodeName get_name, GPtrArray *order, char **cycle)
{
  g_autoptr (GHashTable) states = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (Frame));
  Search search = { reads, states, stack, order };

  for (guint i = 0; i < nodes->len; i++)
    {
      if (get_state (&search, nodes->pdata[i]) == NEW)
        open_node (&search, nodes->pdata[i]);
      while (stack->len > 0)
        {
          gconstpointer closing = step (&search);

          if (closing)
            {
              *cycle = describe_cycle (&search, closing, get_name);
              return FALSE;
            }
        }
    }
  return TRUE;
}
