/* The tables: each writes its files into a folder and prints their checksums. 0, or -1 with a
   message printed. */
#ifndef INGOT_BENCH_GENERATE_H
#define INGOT_BENCH_GENERATE_H

#include <stdint.h>

int bench_groupby(uint32_t n_rows, const char *folder); /* groupby.csv */
int bench_join(uint32_t n_rows, const char *folder);    /* join_x, join_small, _medium, _big .csv */
int bench_trade(uint32_t n_rows, const char *folder);   /* trade.csv */

#endif
