/* Words as text, and what a block of rows is known by. */
#include "store/block.h"

#include "store/world.h"

static void words_are_read_as_they_were_printed(void **state) {
    static const uint64_t words[] = {0, 1, UINT64_C(0x0123456789abcdef), UINT64_MAX};
    char text[IG_WORD_TEXT + 1] = {0};
    uint64_t back = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        ig_word_print(text, words[i]);
        assert_true(ig_word_read(text, &back));
        assert_true(back == words[i]);
    }
    ig_word_print(text, UINT64_C(0x0123456789abcdef));
    assert_string_equal(text, "0123456789abcdef");
    for (int c = 0; c < 256; c++) {
        text[7] = (char)c;
        bool digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        assert_int_equal(ig_word_read(text, &back), digit);
    }
}

static void what_is_missing_must_be_zero_and_have_a_reason(void **state) {
    const world *w = *state;
    ig_error err;
    uint64_t seed = 9;
    for (size_t i = 0; i < sizeof every_type / sizeof *every_type; i++) {
        if (every_type[i].missing == 0) {
            continue;
        }
        ig_column *column = random_column(w->memory, &every_type[i], 1000, &seed, &err);
        assert_non_null(column);
        assert_true(ig_block_measure(column, 0).sound);
        size_t row = 0;
        while (ig_column_present(column, row)) {
            row++;
        }
        uint8_t *value = column->type == IG_BOOL ? (uint8_t *)column->values + row / 8
                                                 : (uint8_t *)column->values + row * column->width;
        uint8_t bit = (uint8_t)(column->type == IG_BOOL ? 1u << row % 8 : 1u);
        *value = (uint8_t)(*value | bit);
        assert_false(ig_block_measure(column, 0).sound);
        *value = (uint8_t)(*value & ~bit);
        assert_true(ig_block_measure(column, 0).sound);
        column->validity[1000 / 64] |= UINT64_C(1) << 63; /* past the last row */
        assert_false(ig_block_measure(column, 0).sound);
        column->validity[1000 / 64] &= ~(UINT64_C(1) << 63);
        if (column->reasons != NULL) {
            uint8_t was = column->reasons[row];
            column->reasons[row] = IG_PRESENT;
            assert_false(ig_block_measure(column, 0).sound);
            column->reasons[row] = IG_REJECTED + 1;
            assert_false(ig_block_measure(column, 0).sound);
            column->reasons[row] = was;
        }
        ig_column_release(column);
    }
}

static void blocks_lie_end_to_end(void **state) {
    const world *w = *state;
    ig_error err;
    uint64_t seed = 2;
    for (size_t i = 0; i < sizeof every_type / sizeof *every_type; i++) {
        ig_column *column = random_column(w->memory, &every_type[i], 40000, &seed, &err);
        assert_non_null(column);
        size_t at = 0, size = 0;
        for (size_t k = 0; k < 3; k++) {
            assert_int_equal(ig_block_values(column, k, &size), at);
            at += size;
        }
        assert_int_equal(at, ig_values_bytes(column));
        assert_int_equal(ig_block_bits(column, 2, &size) + size, ig_bits_bytes(column));
        assert_int_equal(ig_block_words(column), column->reasons != NULL    ? 6
                                                 : column->validity != NULL ? 5
                                                                            : 3);
        ig_column_release(column);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_as_they_were_printed),
        cmocka_unit_test_setup_teardown(what_is_missing_must_be_zero_and_have_a_reason, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(blocks_lie_end_to_end, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
