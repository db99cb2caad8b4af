/*
 * Whole numbers of 640 bits, slow and obvious, to hold exact results against: digits of 32 bits, the
 * lowest first, no sign.
 */
#ifndef INGOT_TESTS_QUERY_BIG_H
#define INGOT_TESTS_QUERY_BIG_H

#include "base/harness.h"

#include "table/decimal.h"

#include <math.h>

enum { BIG_DIGITS = 20 };

typedef struct big {
    uint32_t digits[BIG_DIGITS];
} big;

static inline big big_of(uint64_t x) {
    return (big){{(uint32_t)x, (uint32_t)(x >> 32)}};
}

static inline big big_add(big a, big b) {
    uint64_t carry = 0;
    for (int i = 0; i < BIG_DIGITS; i++) {
        carry += (uint64_t)a.digits[i] + b.digits[i];
        a.digits[i] = (uint32_t)carry;
        carry >>= 32;
    }
    assert_true(carry == 0);
    return a;
}

static inline int big_compare(big a, big b) {
    for (int i = BIG_DIGITS - 1; i >= 0; i--)
        if (a.digits[i] != b.digits[i])
            return a.digits[i] < b.digits[i] ? -1 : 1;
    return 0;
}

/* a ≥ b */
static inline big big_subtract(big a, big b) {
    uint64_t borrow = 0;
    assert_true(big_compare(a, b) >= 0);
    for (int i = 0; i < BIG_DIGITS; i++) {
        uint64_t x = (uint64_t)a.digits[i] - b.digits[i] - borrow;
        a.digits[i] = (uint32_t)x;
        borrow = x >> 63;
    }
    return a;
}

static inline big big_multiply(big a, big b) {
    big product = {{0}};
    for (int i = 0; i < BIG_DIGITS; i++) {
        uint64_t carry = 0;
        for (int k = 0; a.digits[i] != 0 && k < BIG_DIGITS; k++) {
            uint64_t x = (uint64_t)a.digits[i] * b.digits[k] + carry;
            assert_true(i + k < BIG_DIGITS || x == 0);
            if (i + k < BIG_DIGITS) {
                x += product.digits[i + k];
                product.digits[i + k] = (uint32_t)x;
            }
            carry = x >> 32;
        }
        assert_true(carry == 0);
    }
    return product;
}

static inline big big_shift(big a, int bits) {
    assert_true(bits >= 0);
    for (; bits >= 31; bits -= 31)
        a = big_multiply(a, big_of(UINT64_C(1) << 31));
    return big_multiply(a, big_of(UINT64_C(1) << bits));
}

/* |a − b| */
static inline big big_distance(int64_t a, int64_t b) {
    return big_of(a > b ? (uint64_t)a - (uint64_t)b : (uint64_t)b - (uint64_t)a);
}

/* `value` = m × 2^e is the double nearest to a / b, or of the two nearest where it lies between:
   |a − m b 2^e| ≤ b 2^e / 2. Both are not negative; b is not 0. */
static inline void assert_nearest(double value, big a, big b) {
    int e;
    uint64_t m = (uint64_t)ldexp(frexp(value, &e), 53);
    e -= 53;
    if (e < 0)
        a = big_shift(a, -e);
    else
        b = big_shift(b, e);
    big twice = big_shift(a, 1);
    assert_true(m > 0 || big_compare(a, big_of(0)) == 0);
    assert_true(m == 0 || big_compare(big_multiply(big_of(2 * m - 1), b), twice) <= 0);
    assert_true(big_compare(twice, big_multiply(big_of(2 * m + 1), b)) <= 0);
}

/* The same for √(a / b), where a tie cannot be told from its neighbourhood: within half an ulp. */
static inline void assert_nearest_root(double value, big a, big b) {
    int e;
    uint64_t m = (uint64_t)ldexp(frexp(value, &e), 53);
    e -= 53;
    if (e < 0)
        a = big_shift(a, -2 * e);
    else
        b = big_shift(b, 2 * e);
    big four = big_shift(a, 2);
    big low = m > 0 ? big_of(2 * m - 1) : big_of(0), high = big_of(2 * m + 1);
    assert_true(big_compare(big_multiply(big_multiply(low, low), b), four) <= 0);
    assert_true(big_compare(four, big_multiply(big_multiply(high, high), b)) <= 0);
}

#endif
