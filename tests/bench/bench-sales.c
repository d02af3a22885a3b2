/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a CSV file of sales, the same for the same number of rows. Usage: bench-sales FILE.csv ROWS en|zh */
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
