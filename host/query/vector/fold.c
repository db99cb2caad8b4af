/*
 * With one group the running sum is kept in a register; the order of additions is the same either
 * way, hence the bits of the sums as well.
 */
#include "query/vector/fold.h"

#include <math.h>

__extension__ typedef unsigned __int128 u128;

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

void ig_real_sum_add(ig_real_sum *sums, const uint32_t *ids, const double *values, size_t n) {
    if (ids != NULL) {
        for (size_t i = 0; i < n; i++)
            sums[ids[i]] = plus(sums[ids[i]], values[i]);
        return;
    }
    ig_real_sum sum = sums[0];
    for (size_t i = 0; i < n; i++)
        sum = plus(sum, values[i]);
    sums[0] = sum;
}

void ig_real_sum_merge(ig_real_sum *into, const ig_real_sum *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        into[i] = plus(into[i], from[i].sum);
        into[i].lost += from[i].lost;
    }
}

double ig_decimal_mean(ig_i128 sum, uint32_t count, unsigned scale) {
    const ig_i128 exact = (ig_i128)1 << 53;
    ig_i128 whole = (ig_i128)count * ig_pow10(scale);
    if (sum <= exact && sum >= -exact && whole <= exact)
        return (double)sum / (double)whole; /* of two exact doubles: rounded once */
    bool negative = sum < 0;
    u128 part = negative ? -(u128)sum : (u128)sum;
    /* count < 2^32 and 10^9 < 2^30: the divisor has at most 62 bits, so a dividend with its top bit
       set gives a quotient of 66 or more: the conversion rounds it once, the last bit standing for
       all that remains. */
    u128 divisor = (u128)whole;
    uint64_t high = (uint64_t)(part >> 64), low = (uint64_t)part;
    int shift = high != 0 ? __builtin_clzll(high) : 64 + __builtin_clzll(low | 1);
    part <<= shift;
    u128 quotient = part / divisor;
    if (part % divisor != 0)
        quotient |= 1;
    double mean = ldexp((double)quotient, -shift);
    return negative ? -mean : mean;
}
