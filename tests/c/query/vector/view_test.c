#include "query/vector/view.h"

#include "query/support.h"

/* Every type and width, in place, through a selection, and through picked positions of one. */
static void loads_equal_single_reads(void **state) {
    (void)state;
    enum { N_ROWS = 300, N = 200 };
    static const flavour widths[] = {
        {IG_DECIMAL, 0, 100, false, 20}, {IG_DECIMAL, 0, 3000, false, 0},
        {IG_DECIMAL, 0, 99, true, 5},    {IG_TEXT, 0, 200, false, 10},
        {IG_TEXT, 0, 5000, false, 0},    {IG_MONTH, 0, 99, false, 10},
        {IG_BOOL, 0, 2, false, 10},
    };
    uint64_t r = 71;
    ig_context context = world_new(1);
    for (size_t f = 0; f < sizeof widths / sizeof widths[0]; f++) {
        ig_column *column = random_column(context.memory, &r, &widths[f], N_ROWS);
        uint32_t *rows = random_rows(context.memory, &r, N_ROWS, N);
        uint32_t *positions = random_rows(context.memory, &r, N, N), scratch[IG_VECTOR_ROWS];
        ig_view plain = {column, NULL}, picked = {column, rows};
        ig_block blocks[] = {ig_view_block(plain, 50, N), ig_view_block(picked, 0, N),
                             ig_view_picked(plain, positions, N, scratch),
                             ig_view_picked(picked, positions, N, scratch)};
        for (size_t b = 0; b < 4; b++) {
            int64_t ints[N];
            uint8_t present[N];
            ig_load_ints(column, blocks[b], ints);
            memset(present, 1, sizeof present);
            if (column->validity != NULL)
                ig_load_present(column, blocks[b], present);
            for (size_t i = 0; i < N; i++) {
                const size_t of_block[] = {50 + i, rows[i], positions[i], rows[positions[i]]};
                size_t row = of_block[b];
                int64_t expected = column->type == IG_TEXT   ? ig_column_code(column, row)
                                   : column->type == IG_BOOL ? ig_column_bool(column, row)
                                                             : ig_column_int(column, row);
                assert_true(ints[i] == expected);
                assert_int_equal(present[i], ig_column_present(column, row));
            }
        }
        ig_free(rows);
        ig_free(positions);
        ig_column_release(column);
    }
    world_free(context);
}

/* Widths that the builder would need too many rows for. */
static void four_byte_values_load(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *number = ig_column_new(context.memory, IG_DECIMAL, 0, 4, 3, &err);
    ig_column *text = ig_column_new(context.memory, IG_TEXT, 0, 4, 3, &err);
    const int32_t numbers[] = {INT32_MIN, -1, INT32_MAX};
    const uint32_t codes[] = {0, UINT32_MAX, 7}, index[] = {2, 1, 0};
    memcpy(number->values, numbers, sizeof numbers);
    memcpy(text->values, codes, sizeof codes);
    int64_t out[3];
    ig_load_ints(number, (ig_block){0, NULL, 3}, out);
    assert_true(out[0] == INT32_MIN && out[1] == -1 && out[2] == INT32_MAX);
    ig_load_ints(number, (ig_block){0, index, 3}, out);
    assert_true(out[0] == INT32_MAX && out[2] == INT32_MIN);
    ig_load_ints(text, (ig_block){1, NULL, 2}, out);
    assert_true(out[0] == UINT32_MAX && out[1] == 7);
    ig_column_release(number);
    ig_column_release(text);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loads_equal_single_reads),
        cmocka_unit_test(four_byte_values_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
