#include "query/vector/wide.h"

#include "query/big.h"

/* Random ones of any length, and the ends. */
static ig_i128 some_wide(uint64_t *r) {
    ig_u128 bits = (ig_u128)random_next(r) << 64 | random_next(r);
    ig_i128 value = (ig_i128)(bits >> (1 + random_below(r, 127)));
    switch (random_below(r, 8)) {
    case 0: return (ig_i128)random_below(r, 3) - 1;
    case 1: return (ig_i128)1 << random_below(r, 127);
    default: return random_below(r, 2) != 0 ? -value : value;
    }
}

static big big_wide(ig_wide a) {
    big result = big_of((uint64_t)((ig_u128)a.high >> 64));
    result = big_add(big_shift(result, 64), big_of((uint64_t)a.high));
    result = big_add(big_shift(result, 64), big_of((uint64_t)(a.low >> 64)));
    return big_add(big_shift(result, 64), big_of((uint64_t)a.low));
}

static ig_wide absolute(ig_wide a) {
    return a.high < 0 ? ig_wide_minus((ig_wide){0, 0}, a) : a;
}

static big big_128(ig_i128 x) {
    ig_u128 bits = x < 0 ? 0 - (ig_u128)x : (ig_u128)x;
    return big_add(big_shift(big_of((uint64_t)(bits >> 64)), 64), big_of((uint64_t)bits));
}

static void products_are_exact(void **state) {
    (void)state;
    uint64_t r = 71;
    for (size_t round = 0; round < test_rounds(2000); round++) {
        ig_i128 a = some_wide(&r), b = some_wide(&r);
        ig_wide product = ig_wide_product(a, b);
        assert_int_equal(
            big_compare(big_wide(absolute(product)), big_multiply(big_128(a), big_128(b))), 0);
        assert_int_equal(product.high < 0, a != 0 && b != 0 && (a < 0) != (b < 0));
    }
}

/* (a b) n − a (b n) + c − c is nothing, through every function. */
static void sums_and_counts_are_exact(void **state) {
    (void)state;
    uint64_t r = 72;
    for (size_t round = 0; round < test_rounds(2000); round++) {
        ig_i128 a = some_wide(&r) >> 40, b = some_wide(&r) >> 40, c = some_wide(&r);
        uint32_t n = (uint32_t)(random_next(&r) >> random_below(&r, 33));
        ig_wide left = ig_wide_times(ig_wide_product(a, b), n);
        ig_wide rest = ig_wide_minus(left, ig_wide_product(a, b * (ig_i128)n));
        assert_true(rest.low == 0 && rest.high == 0);
        ig_wide sum = left;
        ig_wide_add(&sum, c);
        sum = ig_wide_plus(sum, ig_wide_product(c, -1));
        assert_true(sum.low == left.low && sum.high == left.high);
    }
}

static void sums_carry_over_128_bits(void **state) {
    (void)state;
    const ig_i128 most = (ig_i128)(~(ig_u128)0 >> 1);
    ig_wide sum = {0, 0};
    for (int i = 0; i < 6; i++)
        ig_wide_add(&sum, most);
    assert_true(sum.high == 2 && sum.low == 0 - (ig_u128)6);
    for (int i = 0; i < 7; i++)
        ig_wide_add(&sum, -most);
    assert_true(sum.high == -1 && sum.low == (ig_u128)-most);
}

static void ratios_are_rounded_once(void **state) {
    (void)state;
    uint64_t r = 73;
    for (size_t round = 0; round < test_rounds(4000); round++) {
        ig_wide a = ig_wide_product(some_wide(&r), some_wide(&r));
        uint64_t p = random_next(&r) >> random_below(&r, 64), q = p == 0 ? 1 : p;
        p = random_next(&r) >> random_below(&r, 64);
        p = p == 0 ? 1 : p;
        double ratio = ig_wide_ratio(a, p, q);
        assert_int_equal(ratio < 0, a.high < 0);
        assert_nearest(fabs(ratio), big_wide(absolute(a)), big_multiply(big_of(p), big_of(q)));
    }
    /* Half way between two doubles it is the even one, unless the least bit of more remains. */
    const ig_i128 half = ((ig_i128)1 << 54) + 2, up = half + 4;
    assert_true(ig_wide_ratio(ig_wide_product(half, 1), 1, 1) == 0x1p54);
    assert_true(ig_wide_ratio(ig_wide_product(up, 1), 1, 1) == 0x1p54 + 8);
    ig_wide more = ig_wide_product(half, (ig_i128)1 << 120);
    assert_true(ig_wide_ratio(more, 1, UINT64_C(1) << 60) == 0x1p114);
    ig_wide_add(&more, 1);
    assert_true(ig_wide_ratio(more, 1, UINT64_C(1) << 60) == 0x1p114 + 0x1p62);
    assert_true(ig_wide_ratio((ig_wide){0, 0}, 3, 7) == 0);
}

static void two_doubles_hold_the_leading_bits(void **state) {
    (void)state;
    uint64_t r = 74;
    for (size_t round = 0; round < test_rounds(2000); round++) {
        double high, low;
        ig_wide a = ig_wide_product(some_wide(&r), some_wide(&r));
        ig_wide_split(a, &high, &low);
        assert_true(a.high < 0 ? high <= 0 && low <= 0 : high >= 0 && low >= 0);
        /* Both are whole multiples of 2^unit, as is a once the rest is cut off. */
        big all = big_wide(absolute(a));
        int exponent;
        (void)frexp(high, &exponent);
        int unit = exponent > 106 ? exponent - 106 : 0;
        int lift = high != 0 && exponent < 106 ? 106 - exponent : 0;
        big whole = big_shift(big_of((uint64_t)ldexp(fabs(high), lift - unit - 53)), 53);
        big sum = big_add(whole, big_of((uint64_t)ldexp(fabs(low), lift - unit)));
        big given = big_shift(sum, unit), taken = big_shift(all, lift);
        assert_true(big_compare(given, taken) <= 0);
        assert_true(big_compare(big_subtract(taken, given), big_shift(big_of(1), unit)) < 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(products_are_exact),
        cmocka_unit_test(sums_and_counts_are_exact),
        cmocka_unit_test(sums_carry_over_128_bits),
        cmocka_unit_test(ratios_are_rounded_once),
        cmocka_unit_test(two_doubles_hold_the_leading_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
