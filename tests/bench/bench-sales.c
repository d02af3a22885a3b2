/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a CSV file of sales, the same for the same number of rows. Usage: bench-sales FILE.csv ROWS
 * en|zh|retail retail: a chain with members and categories, whose orders have one to five lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long state = 1;

static unsigned
draw (unsigned below)
{
  state = state * 6364136223846793005ul + 1442695040888963407ul;
  return (unsigned) ((state >> 33) % below);
}

static void
write_lines (FILE *file, long n_rows)
{
  static const char *const districts[] = { "North", "South", "East", "West", "Harbour" };

  fputs ("order no,order date,store,customer,product code,product name,category,quantity,unit price,amount "
         "paid\n",
         file);
  for (long row = 0, order = 0; row < n_rows; order++)
    {
      unsigned lines = 1 + draw (5), store = draw (40), member = draw (3) ? 1 + draw (300000) : 0;
      unsigned day = (unsigned) ((double) row * 720 / (double) n_rows);

      for (unsigned line = 0; line < lines && row < n_rows; line++, row++)
        {
          unsigned product = draw (4000), quantity = 1 + draw (5), price = 200 + product % 97 * 25;

          fprintf (file, "S%02u-%08ld,%u-%02u-%02u,%s %u,", store, 10000000 + order, 2023 + day / 360,
                   1 + day % 360 / 30, 1 + day % 30 % 28, districts[store % 5], store);
          if (member)
            fprintf (file, "M%07u", member);
          fprintf (file, ",%05u,Pizza %u,Category %u,%u,%u.%02u,%u.%02u\n", product, product, product % 24,
                   quantity, price / 100, price % 100, price * quantity / 100, price * quantity % 100);
        }
    }
}

int
main (int argc, char **argv)
{
  static const char *const stores[][4] = { { "North", "South", "Harbour", "Station" },
                                           { "北门店", "南门店", "港口店", "车站店" } };
  int chinese = argc == 4 && strcmp (argv[3], "zh") == 0;
  FILE *file = argc == 4 ? fopen (argv[1], "w") : NULL;
  long n_rows = argc == 4 ? atol (argv[2]) : 0;

  if (!file)
    return 2;
  if (strcmp (argv[3], "retail") == 0)
    {
      write_lines (file, n_rows);
      return fclose (file) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
  fputs (chinese ? "订单号,销售日期,门店,商品编码,商品名称,数量,单价,销售额\n"
                 : "order no,order date,store,product code,product name,quantity,unit price,amount paid\n",
         file);
  for (long row = 0; row < n_rows; row++)
    {
      unsigned product = draw (4000), quantity = 1 + draw (5), price = 200 + product % 97 * 25;
      unsigned day = (unsigned) ((double) row * 720 / (double) n_rows);

      fprintf (file, "%07ld,%u-%02u-%02u,%s,%05u,%s %u,%u,%u.%02u,%u.%02u\n", 1000000 + row / 3,
               2023 + day / 360, 1 + day % 360 / 30, 1 + day % 28, stores[chinese][draw (4)], product,
               chinese ? "手工披萨" : "Pizza", product, quantity, price / 100, price % 100,
               price * quantity / 100, price * quantity % 100);
    }
  return fclose (file) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
