/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sy-start-page.h"

struct _SyStartPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (SyStartPage, sy_start_page, ADW_TYPE_BIN)

static void
sy_start_page_class_init (SyStartPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/io/github/steelyard/Steelyard/sy-start-page.ui");
}

static void
sy_start_page_init (SyStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
