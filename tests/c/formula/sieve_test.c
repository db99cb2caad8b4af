/* Truths as bytes and bits; what tests do to values is held against the slow way in filter_test.c. */
#include "formula/sieve.h"

#include "base/harness.h"

static const uint8_t truths[] = {IG_FALSE, IG_UNKNOWN, IG_OVERFLOWED, IG_TRUE};

/* False decides, unknown hides an overflow, true changes nothing. */
static void and_takes_the_lesser(void **state) {
    static const uint8_t wanted[4][4] = {
        {IG_FALSE, IG_FALSE, IG_FALSE, IG_FALSE},
        {IG_FALSE, IG_UNKNOWN, IG_UNKNOWN, IG_UNKNOWN},
        {IG_FALSE, IG_UNKNOWN, IG_OVERFLOWED, IG_OVERFLOWED},
        {IG_FALSE, IG_UNKNOWN, IG_OVERFLOWED, IG_TRUE},
    };
    for (size_t a = 0; a < 4; a++) {
        uint8_t truth[4] = {truths[a], truths[a], truths[a], truths[a]};
        ig_truth_and(truth, truths, 4);
        assert_memory_equal(truth, wanted[a], 4);
    }
}

static void bits_are_what_may_be_kept(void **state) {
    uint64_t seed = 1, words[IG_VECTOR_ROWS / 64 + 1];
    uint8_t truth[IG_VECTOR_ROWS];
    for (size_t n = 0; n <= 300; n++) {
        size_t count = 0;
        for (size_t i = 0; i < n; i++) {
            truth[i] = truths[random_below(&seed, 4)];
            count += truth[i] >= IG_OVERFLOWED;
        }
        words[(n + 63) / 64] = 12345; /* no word behind the last is written */
        assert_int_equal(ig_truth_bits(truth, n, words), count);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(ig_bit_get(words, i), truth[i] >= IG_OVERFLOWED);
        for (size_t i = n; i % 64 != 0; i++)
            assert_false(ig_bit_get(words, i));
        assert_int_equal(words[(n + 63) / 64], 12345);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(and_takes_the_lesser),
        cmocka_unit_test(bits_are_what_may_be_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
