/* Bits are put, got and counted; what stands past the end never counts. */
#include "base/bitmap.h"

#include "base/harness.h"

static void words_cover_the_bits(void **state) {
    assert_int_equal(ig_bitmap_words(0), 0);
    assert_int_equal(ig_bitmap_words(1), 1);
    assert_int_equal(ig_bitmap_words(64), 1);
    assert_int_equal(ig_bitmap_words(65), 2);
    assert_int_equal(ig_bitmap_words(SIZE_MAX), SIZE_MAX / 64 + 1); /* and never overflow */
}

static void bits_are_put_and_got(void **state) {
    uint64_t words[3] = {0};
    ig_bit_put(words, 0, true);
    ig_bit_put(words, 63, true);
    ig_bit_put(words, 64, true);
    ig_bit_put(words, 64, true);
    ig_bit_put(words, 130, true);
    ig_bit_put(words, 63, false);
    assert_true(ig_bit_get(words, 0));
    assert_false(ig_bit_get(words, 63));
    assert_true(ig_bit_get(words, 64));
    assert_true(ig_bit_get(words, 130));
    assert_int_equal(ig_bitmap_count(words, 192), 3);
    assert_int_equal(ig_bitmap_count(words, 131), 3);
    assert_int_equal(ig_bitmap_count(words, 130), 2);
    assert_int_equal(ig_bitmap_count(words, 0), 0);
}

static void counting_agrees_with_one_by_one(void **state) {
    enum { WORDS = 20 };
    uint64_t seed = 1;
    uint64_t words[WORDS];
    for (size_t round = 0, rounds = test_rounds(200); round < rounds; round++) {
        for (size_t i = 0; i < WORDS; i++) {
            words[i] = random_next(&seed);
        }
        size_t expected = 0;
        for (size_t n = 0; n < (size_t)WORDS * 64; n++) {
            assert_int_equal(ig_bitmap_count(words, n), expected);
            expected += ig_bit_get(words, n);
        }
    }
}

static void packing_draws_the_highest_bits_together(void **state) {
    uint64_t seed = 2;
    uint8_t bytes[64];
    for (size_t n = 0; n <= 64; n++) {
        for (size_t i = 0; i < n; i++) {
            bytes[i] = (uint8_t)random_next(&seed);
        }
        uint64_t word = ig_bitmap_pack(bytes, n);
        for (size_t i = 0; i < 64; i++) {
            assert_int_equal(ig_bit_get(&word, i), i < n && bytes[i] >= 128);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packing_draws_the_highest_bits_together),
        cmocka_unit_test(words_cover_the_bits),
        cmocka_unit_test(bits_are_put_and_got),
        cmocka_unit_test(counting_agrees_with_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
