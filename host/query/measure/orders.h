/*
 * Order values of 1, 2, 4 or 8 bytes: unsigned integers that compare like the values of a column of
 * that width. Narrow ones take less memory to bring together, and fewer rounds to select from.
 */
#ifndef INGOT_QUERY_MEASURE_ORDERS_H
#define INGOT_QUERY_MEASURE_ORDERS_H

#include "base/pool.h"

/* Where the values of one part lie. */
typedef struct ig_run {
    uint32_t start, end;
} ig_run;

/* A vector of n values as they are stored, signed, and where they go: the value of group g to the end
   of runs[g mod 2^part_bits], and g div 2^part_bits to the same place of `keys`. */
typedef struct ig_split {
    size_t n;
    const void *values;
    const uint8_t *present; /* NULL: all */
    const uint32_t *groups;
    unsigned part_bits;
    ig_run *runs; /* each with room at its end for all rows of its part */
    uint16_t *keys;
    void *orders;
} ig_split;

/* The k-th of the n > k values from `start` on, and the one behind it (of the last: itself). */
typedef struct ig_selection {
    size_t start, n, k;
    uint64_t value, next; /* found */
} ig_selection;

/* The kernels of one width. */
typedef struct ig_orders {
    /* Appends what is present to its runs. */
    void (*split)(const ig_split *split);
    /* to[next[keys[i]]++] = from[i] */
    void (*place)(void *to, const void *from, const uint16_t *keys, size_t n, uint32_t *next);
    /* What stood in the values is lost. Work grows as n, whatever they are; fails only when the pool
       is stopped, which it asks now and then. */
    int (*select)(const ig_pool *pool, void *values, ig_selection *selection, ig_error *err);
} ig_orders;

extern const ig_orders ig_orders_8, ig_orders_16, ig_orders_32, ig_orders_64;

/* Those of values of so many bytes. */
const ig_orders *ig_orders_of(unsigned width);

/* A value as an order value of 64 bits (key.h). */
static inline uint64_t ig_order_widen(uint64_t order, unsigned width) {
    return order + (UINT64_C(1) << 63) - (UINT64_C(1) << (8 * width - 1));
}

#endif
