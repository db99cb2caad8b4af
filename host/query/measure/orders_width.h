/*
 * The kernels of order values of one width, as static functions: for orders_8.c … orders_64.c alone,
 * each of which includes this with its unsigned type as VALUE.
 *
 * Selection works on the leading bits in which the candidates differ: every round keeps the values of
 * one of 256 ranges. Where the k-th is the last of its range, the least of those beyond is noted.
 */
#ifndef INGOT_QUERY_MEASURE_ORDERS_WIDTH_H
#define INGOT_QUERY_MEASURE_ORDERS_WIDTH_H

#include "base/clones.h"
#include "query/measure/orders.h"

enum { SORT_ROWS = 32, RANGES = 256, RANGE_BITS = 8, BLOCK_ROWS = 1 << 20 };

/* Passes over many values ask between blocks of them whether to stop. */
static inline int check_block(const ig_pool *pool, size_t at, ig_error *err) {
    return at > 0 ? ig_pool_check(pool, err) : 0;
}

static inline size_t block_end(size_t at, size_t n) {
    return n - at > BLOCK_ROWS ? at + BLOCK_ROWS : n;
}

/* The range that holds the k-th value; `*k` becomes its number in there. */
static inline size_t range_of(const uint32_t counts[RANGES], size_t *k) {
    size_t range = 0;
    for (; *k >= counts[range]; range++)
        *k -= counts[range];
    return range;
}

static void split(const ig_split *split) {
    const VALUE *values = split->values, sign = (VALUE)((VALUE)1 << (8 * sizeof(VALUE) - 1));
    const uint8_t *present = split->present;
    const uint32_t last = (UINT32_C(1) << split->part_bits) - 1, *groups = split->groups;
    VALUE *orders = split->orders;
    for (size_t i = 0; i < split->n; i++) {
        ig_run *run = &split->runs[groups[i] & last];
        uint32_t place = run->end;
        split->keys[place] = (uint16_t)(groups[i] >> split->part_bits);
        orders[place] = values[i] ^ sign;
        run->end = place + (present == NULL ? 1 : present[i]);
    }
}

static void place(void *to, const void *from, const uint16_t *keys, size_t n, uint32_t *next) {
    VALUE *out = to;
    const VALUE *values = from;
    for (size_t i = 0; i < n; i++)
        out[next[keys[i]]++] = values[i];
}

static inline void sort_few(VALUE *values, size_t n) {
    for (size_t i = 1; i < n; i++) {
        VALUE value = values[i];
        size_t k = i;
        for (; k > 0 && values[k - 1] > value; k--)
            values[k] = values[k - 1];
        values[k] = value;
    }
}

static inline int find_ends(const ig_pool *pool, const VALUE *values, size_t n, VALUE *least,
                            VALUE *greatest, ig_error *err) {
    VALUE low = values[0], high = values[0];
    for (size_t at = 0; at < n; at = block_end(at, n)) {
        if (check_block(pool, at, err) != 0)
            return -1;
        for (size_t i = at; i < block_end(at, n); i++) {
            low = values[i] < low ? values[i] : low;
            high = values[i] > high ? values[i] : high;
        }
    }
    *least = low;
    *greatest = high;
    return 0;
}

static inline int count_ranges(const ig_pool *pool, const VALUE *values, size_t n, VALUE least,
                               int shift, uint32_t counts[RANGES], ig_error *err) {
    for (size_t at = 0; at < n; at = block_end(at, n)) {
        if (check_block(pool, at, err) != 0)
            return -1;
        for (size_t i = at; i < block_end(at, n); i++)
            counts[(VALUE)(values[i] - least) >> shift]++;
    }
    return 0;
}

/* Keeps the values from `low` to low + span. */
static inline int keep_range(const ig_pool *pool, VALUE *values, size_t n, VALUE low, VALUE span,
                             ig_error *err) {
    size_t kept = 0;
    for (size_t at = 0; at < n; at = block_end(at, n)) {
        if (check_block(pool, at, err) != 0)
            return -1;
        for (size_t i = at; i < block_end(at, n); i++) {
            VALUE value = values[i];
            values[kept] = value;
            kept += (VALUE)(value - low) <= span;
        }
    }
    return 0;
}

/* The least value beyond `top`, which is not the greatest. */
static inline int least_beyond(const ig_pool *pool, const VALUE *values, size_t n, VALUE top,
                               VALUE *beyond, ig_error *err) {
    VALUE least = (VALUE)-1;
    for (size_t at = 0; at < n; at = block_end(at, n)) {
        if (check_block(pool, at, err) != 0)
            return -1;
        for (size_t i = at; i < block_end(at, n); i++) {
            VALUE value = values[i] > top ? values[i] : (VALUE)-1;
            least = value < least ? value : least;
        }
    }
    *beyond = least;
    return 0;
}

IG_CLONES
static int choose(const ig_pool *pool, void *all, ig_selection *selection, ig_error *err) {
    VALUE *values = (VALUE *)all + selection->start, beyond = 0, least, greatest;
    size_t n = selection->n, k = selection->k;
    bool last = k == n - 1;
    while (n > SORT_ROWS) {
        uint32_t counts[RANGES] = {0};
        if (find_ends(pool, values, n, &least, &greatest, err) != 0)
            return -1;
        if (least == greatest)
            break;
        int bits = 64 - __builtin_clzll((uint64_t)(VALUE)(greatest - least));
        int shift = bits > RANGE_BITS ? bits - RANGE_BITS : 0;
        bool inside = k + 1 < n; /* the one behind the k-th is among the values */
        if (count_ranges(pool, values, n, least, shift, counts, err) != 0)
            return -1;
        size_t range = range_of(counts, &k);
        VALUE low = (VALUE)(least + ((VALUE)range << shift));
        VALUE span = (VALUE)(((VALUE)1 << shift) - 1);
        if (inside && k + 1 == counts[range] && /* but not in this range */
            least_beyond(pool, values, n, (VALUE)(low + span), &beyond, err) != 0)
            return -1;
        if (keep_range(pool, values, n, low, span, err) != 0)
            return -1;
        n = counts[range];
    }
    if (n <= SORT_ROWS)
        sort_few(values, n);
    selection->value = values[k];
    selection->next = k + 1 < n ? values[k + 1] : last ? values[k] : beyond;
    return 0;
}

#endif
