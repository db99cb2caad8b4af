/* Every pair of widths narrows without changing a value that fits. */
#include "table/narrow.h"

#include "base/harness.h"

static int64_t get(const void *values, unsigned width, size_t i) {
    switch (width) {
    case 1: return ((const int8_t *)values)[i];
    case 2: return ((const int16_t *)values)[i];
    case 4: return ((const int32_t *)values)[i];
    default: return ((const int64_t *)values)[i];
    }
}

static void put(void *values, unsigned width, size_t i, int64_t value) {
    switch (width) {
    case 2: ((int16_t *)values)[i] = (int16_t)value; break;
    case 4: ((int32_t *)values)[i] = (int32_t)value; break;
    default: ((int64_t *)values)[i] = value; break;
    }
}

static void integers_keep_their_value(void **state) {
    enum { N = 77 }; /* no multiple of a vector */
    static const unsigned widths[] = {1, 2, 4, 8};
    uint64_t seed = 31;
    for (size_t from = 1; from < 4; from++) {
        for (size_t to = 0; to < from; to++) {
            int64_t room[N];
            int64_t narrow[N + 1];
            int64_t values[N];
            int64_t max = (INT64_C(1) << (8 * widths[to] - 1)) - 1;
            memset(narrow, 0x55, sizeof narrow);
            for (size_t i = 0; i < N; i++) {
                values[i] = random_int(&seed) % max;
                values[i] = i == 3 ? max : i == 4 ? -max - 1 : values[i];
                put(room, widths[from], i, values[i]);
            }
            ig_narrow_ints(narrow, widths[to], room, widths[from], N);
            for (size_t i = 0; i < N; i++) {
                assert_true(get(narrow, widths[to], i) == values[i]);
            }
            assert_int_equal(get(narrow, 1, (size_t)N * widths[to]), 0x55); /* and nothing more */
        }
    }
}

static void codes_have_no_sign(void **state) {
    const uint32_t codes[] = {0, 255, 1, 128};
    uint8_t bytes[4];
    ig_narrow_codes(bytes, 1, codes, 4);
    const uint32_t large[] = {0, 65535, 1, 32768};
    uint16_t words[4];
    ig_narrow_codes(words, 2, large, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(bytes[i], codes[i]);
        assert_int_equal(words[i], large[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(integers_keep_their_value),
        cmocka_unit_test(codes_have_no_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
