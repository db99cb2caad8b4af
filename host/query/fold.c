/*
 * Fold kernels. With one group the running cell is kept in a register where that pays; the order of
 * additions is the same either way, hence the bits of sums of doubles as well.
 */
#include "query/fold.h"

#include <math.h>

__extension__ typedef unsigned __int128 u128;

size_t ig_fold_cell_bytes(ig_fold fold) {
    switch (fold) {
    case IG_FOLD_COUNT: return 0;
    case IG_FOLD_SUM_NARROW: return sizeof(int64_t);
    case IG_FOLD_SUM_WIDE: return sizeof(ig_i128);
    case IG_FOLD_SUM_REAL: return sizeof(ig_real_sum);
    case IG_FOLD_LEAST:
    case IG_FOLD_GREATEST: return sizeof(uint64_t);
    case IG_FOLD_FIRST:
    case IG_FOLD_LAST: return sizeof(uint32_t);
    }
    return 0;
}

int ig_fold_empty(ig_fold fold) {
    return fold == IG_FOLD_LEAST || fold == IG_FOLD_FIRST ? 0xff : 0;
}

static inline ig_real_sum plus(ig_real_sum cell, double x) {
    double total = cell.sum + x;
    bool smaller = fabs(cell.sum) < fabs(x);
    double big = smaller ? x : cell.sum, small = smaller ? cell.sum : x;
    return (ig_real_sum){total, cell.lost + ((big - total) + small)};
}

double ig_real_sum_value(const ig_real_sum *sum) {
    /* Past the range of doubles, or with a NaN in it, what was lost is not a number. */
    return isfinite(sum->sum) ? sum->sum + sum->lost : sum->sum;
}

double ig_decimal_mean(ig_i128 sum, uint32_t count, unsigned scale) {
    const ig_i128 exact = (ig_i128)1 << 53;
    ig_i128 whole = (ig_i128)count * ig_pow10(scale);
    if (sum <= exact && sum >= -exact && whole <= exact)
        return (double)sum / (double)whole; /* of two exact doubles: rounded once */
    bool negative = sum < 0;
    u128 part = negative ? -(u128)sum : (u128)sum;
    if (part == 0)
        return 0.0;
    /* count < 2^32 and 10^9 < 2^30: the divisor has at most 62 bits, so a dividend with its top bit
       set gives a quotient of 66 or more: the conversion rounds it once, the last bit standing for
       all that remains. */
    u128 divisor = (u128)count * (u128)ig_pow10(scale);
    int shift = 0;
    while (part >> 127 == 0) {
        part <<= 1;
        shift++;
    }
    u128 quotient = part / divisor;
    if (part % divisor != 0)
        quotient |= 1;
    double mean = ldexp((double)quotient, -shift);
    return negative ? -mean : mean;
}

static inline void add_counts(uint32_t *counts, const uint32_t *ids, size_t n) {
    if (ids == NULL) {
        counts[0] += (uint32_t)n;
        return;
    }
    for (size_t i = 0; i < n; i++)
        counts[ids[i]]++;
}

static inline void add_narrow(int64_t *cells, const uint32_t *ids, const int64_t *values,
                              size_t n) {
    int64_t sum = 0;
    if (ids != NULL) {
        for (size_t i = 0; i < n; i++)
            cells[ids[i]] += values[i];
        return;
    }
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    cells[0] += sum;
}

static inline void add_wide(ig_i128 *cells, const uint32_t *ids, const int64_t *values, size_t n) {
    ig_i128 sum = 0;
    if (ids != NULL) {
        for (size_t i = 0; i < n; i++)
            cells[ids[i]] += values[i];
        return;
    }
    for (size_t i = 0; i < n; i++)
        sum += values[i];
    cells[0] += sum;
}

static inline void add_real(ig_real_sum *cells, const uint32_t *ids, const double *values,
                            size_t n) {
    if (ids != NULL) {
        for (size_t i = 0; i < n; i++)
            cells[ids[i]] = plus(cells[ids[i]], values[i]);
        return;
    }
    ig_real_sum sum = cells[0];
    for (size_t i = 0; i < n; i++)
        sum = plus(sum, values[i]);
    cells[0] = sum;
}

static inline void add_least(uint64_t *cells, const uint32_t *ids, const uint64_t *values,
                             size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t *cell = &cells[ids != NULL ? ids[i] : 0];
        *cell = values[i] < *cell ? values[i] : *cell;
    }
}

static inline void add_greatest(uint64_t *cells, const uint32_t *ids, const uint64_t *values,
                                size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t *cell = &cells[ids != NULL ? ids[i] : 0];
        *cell = values[i] > *cell ? values[i] : *cell;
    }
}

static inline void add_first(uint32_t *cells, const uint32_t *ids, const uint32_t *positions,
                             size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint32_t *cell = &cells[ids != NULL ? ids[i] : 0];
        *cell = positions[i] < *cell ? positions[i] : *cell;
    }
}

static inline void add_last(uint32_t *cells, const uint32_t *ids, const uint32_t *positions,
                            size_t n) {
    for (size_t i = 0; i < n; i++) /* positions rise */
        cells[ids != NULL ? ids[i] : 0] = positions[i] + 1;
}

void ig_fold_add(ig_fold fold, ig_cells cells, const uint32_t *ids, const void *values, size_t n) {
    if (cells.counts != NULL)
        add_counts(cells.counts, ids, n);
    switch (fold) {
    case IG_FOLD_COUNT: return;
    case IG_FOLD_SUM_NARROW: add_narrow(cells.values, ids, values, n); return;
    case IG_FOLD_SUM_WIDE: add_wide(cells.values, ids, values, n); return;
    case IG_FOLD_SUM_REAL: add_real(cells.values, ids, values, n); return;
    case IG_FOLD_LEAST: add_least(cells.values, ids, values, n); return;
    case IG_FOLD_GREATEST: add_greatest(cells.values, ids, values, n); return;
    case IG_FOLD_FIRST: add_first(cells.values, ids, values, n); return;
    case IG_FOLD_LAST: add_last(cells.values, ids, values, n); return;
    }
}

static inline void merge_i64(int64_t *into, const int64_t *from, size_t lo, size_t hi) {
    for (size_t g = lo; g < hi; g++)
        into[g] += from[g];
}

static inline void merge_i128(ig_i128 *into, const ig_i128 *from, size_t lo, size_t hi) {
    for (size_t g = lo; g < hi; g++)
        into[g] += from[g];
}

static inline void merge_real(ig_real_sum *into, const ig_real_sum *from, size_t lo, size_t hi) {
    for (size_t g = lo; g < hi; g++) {
        into[g] = plus(into[g], from[g].sum);
        into[g].lost += from[g].lost;
    }
}

static inline void merge_least(uint64_t *into, const uint64_t *from, size_t lo, size_t hi) {
    for (size_t g = lo; g < hi; g++)
        into[g] = from[g] < into[g] ? from[g] : into[g];
}

static inline void merge_greatest(uint64_t *into, const uint64_t *from, size_t lo, size_t hi) {
    for (size_t g = lo; g < hi; g++)
        into[g] = from[g] > into[g] ? from[g] : into[g];
}

static inline void merge_first(uint32_t *into, const uint32_t *from, size_t lo, size_t hi) {
    for (size_t g = lo; g < hi; g++)
        into[g] = from[g] < into[g] ? from[g] : into[g];
}

static inline void merge_last(uint32_t *into, const uint32_t *from, size_t lo, size_t hi) {
    for (size_t g = lo; g < hi; g++)
        into[g] = from[g] > into[g] ? from[g] : into[g];
}

void ig_fold_merge(ig_fold fold, ig_cells into, ig_cells from, size_t lo, size_t hi) {
    for (size_t g = lo; into.counts != NULL && g < hi; g++)
        into.counts[g] += from.counts[g];
    switch (fold) {
    case IG_FOLD_COUNT: return;
    case IG_FOLD_SUM_NARROW: merge_i64(into.values, from.values, lo, hi); return;
    case IG_FOLD_SUM_WIDE: merge_i128(into.values, from.values, lo, hi); return;
    case IG_FOLD_SUM_REAL: merge_real(into.values, from.values, lo, hi); return;
    case IG_FOLD_LEAST: merge_least(into.values, from.values, lo, hi); return;
    case IG_FOLD_GREATEST: merge_greatest(into.values, from.values, lo, hi); return;
    case IG_FOLD_FIRST: merge_first(into.values, from.values, lo, hi); return;
    case IG_FOLD_LAST: merge_last(into.values, from.values, lo, hi); return;
    }
}
