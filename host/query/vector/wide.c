/*
 * Wide integers are taken apart into four words of 64 bits, the lowest first, where they are
 * multiplied or divided; a dividend is first shifted up until its top bit is set, so that a quotient
 * by two divisors of 64 bits still has more bits than a double, and one bit more for all that
 * remains.
 */
#include "query/vector/wide.h"

#include <math.h>

enum { WORDS = 4 };

static const uint64_t EXACT = UINT64_C(1) << 53; /* up to here doubles hold every integer */

ig_wide ig_wide_product(ig_i128 a, ig_i128 b) {
    ig_u128 x = a < 0 ? 0 - (ig_u128)a : (ig_u128)a, y = b < 0 ? 0 - (ig_u128)b : (ig_u128)b;
    ig_u128 x_low = (uint64_t)x, x_high = x >> 64, y_low = (uint64_t)y, y_high = y >> 64;
    ig_u128 low = x_low * y_low, one = x_low * y_high, other = x_high * y_low;
    ig_u128 middle = (low >> 64) + (uint64_t)one + (uint64_t)other;
    ig_u128 high = x_high * y_high + (one >> 64) + (other >> 64) + (middle >> 64);
    ig_wide product = {middle << 64 | (uint64_t)low, (ig_i128)high};
    return (a < 0) == (b < 0) ? product : ig_wide_minus((ig_wide){0, 0}, product);
}

ig_wide ig_wide_times(ig_wide a, uint32_t n) {
    ig_u128 low = (ig_u128)(uint64_t)a.low * n;
    ig_u128 middle = (a.low >> 64) * n + (low >> 64);
    return (ig_wide){middle << 64 | (uint64_t)low, a.high * n + (ig_i128)(middle >> 64)};
}

/* The words of |a|, shifted up until the top bit is set; returns by how much. a is not 0. */
static int normalise(ig_wide a, uint64_t words[WORDS]) {
    a = a.high < 0 ? ig_wide_minus((ig_wide){0, 0}, a) : a;
    ig_u128 high = (ig_u128)a.high, low = a.low;
    int shift = 0;
    if (high == 0) {
        high = low;
        low = 0;
        shift = 128;
    }
    uint64_t top = (uint64_t)(high >> 64);
    int zeros = top != 0 ? __builtin_clzll(top) : 64 + __builtin_clzll((uint64_t)high);
    if (zeros > 0) {
        high = high << zeros | low >> (128 - zeros);
        low <<= zeros;
    }
    words[0] = (uint64_t)low;
    words[1] = (uint64_t)(low >> 64);
    words[2] = (uint64_t)high;
    words[3] = (uint64_t)(high >> 64);
    return shift + zeros;
}

/* Leaves the quotient; returns whether anything remains. */
static bool divide(uint64_t words[WORDS], uint64_t divisor) {
    uint64_t rest = 0;
    for (int i = WORDS - 1; divisor > 1 && i >= 0; i--) {
        ig_u128 part = (ig_u128)rest << 64 | words[i];
        words[i] = (uint64_t)(part / divisor);
        rest = (uint64_t)(part % divisor);
    }
    return rest != 0;
}

double ig_wide_ratio(ig_wide a, uint64_t p, uint64_t q) {
    uint64_t words[WORDS];
    if (a.low == 0 && a.high == 0)
        return 0.0;
    if (a.high == 0 && a.low <= EXACT && p <= EXACT && q <= EXACT && (ig_u128)p * q <= EXACT)
        return (double)(uint64_t)a.low / (double)(p * q);
    int shift = normalise(a, words);
    bool more = divide(words, p);
    more = divide(words, q) || more;
    int top = WORDS - 1;
    while (top > 1 && words[top] == 0) /* the quotient has 127 bits or more */
        top--;
    for (int i = 0; i < top - 1; i++)
        more = more || words[i] != 0;
    ig_u128 leading = (ig_u128)words[top] << 64 | words[top - 1];
    double ratio = ldexp((double)(leading | more), 64 * (top - 1) - shift);
    return a.high < 0 ? -ratio : ratio;
}

void ig_wide_split(ig_wide a, double *high, double *low) {
    uint64_t words[WORDS];
    *high = *low = 0.0;
    if (a.low == 0 && a.high == 0)
        return;
    int shift = normalise(a, words);
    double sign = a.high < 0 ? -1.0 : 1.0;
    uint64_t next = (words[3] & 0x7ff) << 42 | words[2] >> 22;
    *high = sign * ldexp((double)(words[3] >> 11), 256 - 53 - shift);
    *low = sign * ldexp((double)next, 256 - 106 - shift);
}
