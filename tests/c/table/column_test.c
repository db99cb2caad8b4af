/* A column has a type, a width that goes with it, and lives as long as somebody holds it. */
#include "table/column.h"

#include <pthread.h>

#include "base/harness.h"

static void a_new_column_is_all_zero_and_present(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 2, 4, 100, &err);
    assert_non_null(column);
    assert_int_equal(column->n_rows, 100);
    assert_int_equal(column->n_missing, 0);
    assert_int_equal(column->scale, 2);
    assert_null(column->validity);
    for (size_t row = 0; row < 100; row++) {
        assert_true(ig_column_present(column, row));
        assert_int_equal(ig_column_int(column, row), 0);
    }
    assert_int_equal(ig_column_bytes(column), 400);
    ig_column_release(column);
    ig_column_release(NULL);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void each_width_reads_its_own_values(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    static const unsigned widths[] = {1, 2, 4, 8};
    for (size_t i = 0; i < 4; i++) {
        ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, widths[i], 3, &err);
        assert_non_null(column);
        memset((char *)column->values + widths[i], 0xff, widths[i]); /* −1 in the middle */
        assert_int_equal(ig_column_int(column, 0), 0);
        assert_int_equal(ig_column_int(column, 1), -1);
        assert_int_equal(ig_column_int(column, 2), 0);
        ig_column_release(column);
    }
    static const uint32_t greatest[] = {UINT8_MAX, UINT16_MAX, UINT32_MAX};
    for (size_t i = 0; i < 3; i++) { /* codes have no sign */
        ig_column *column = ig_column_new(memory, IG_TEXT, 0, widths[i], 2, &err);
        assert_non_null(column);
        memset((char *)column->values + widths[i], 0xff, widths[i]);
        assert_int_equal(ig_column_code(column, 1), greatest[i]);
        ig_column_release(column);
    }
    ig_memory_free(memory);
}

static void bools_are_bits(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_column *column = ig_column_new(memory, IG_BOOL, 0, 0, 65, &err);
    assert_non_null(column);
    ig_bit_put(column->values, 64, true);
    assert_false(ig_column_bool(column, 63));
    assert_true(ig_column_bool(column, 64));
    assert_int_equal(ig_column_bytes(column), 16);
    ig_column_release(column);
    ig_memory_free(memory);
}

static void other_widths_are_refused(void **state) {
    static const struct {
        ig_type type;
        unsigned scale;
        unsigned width;
        const char *text;
    } wrong[] = {
        {IG_DECIMAL, 10, 8, "no decimal column has scale 10 and width 8"},
        {IG_DECIMAL, 0, 3, "no decimal column has scale 0 and width 3"},
        {IG_REAL, 0, 4, "no real column has scale 0 and width 4"},
        {IG_REAL, 1, 8, "no real column has scale 1 and width 8"},
        {IG_TEXT, 0, 8, "no text column has scale 0 and width 8"},
        {IG_MONTH, 0, 1, "no month column has scale 0 and width 1"},
        {IG_BOOL, 0, 1, "no bool column has scale 0 and width 1"},
    };
    ig_memory *memory = ig_memory_new();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        assert_null(ig_column_new(memory, wrong[i].type, wrong[i].scale, wrong[i].width, 1, &err));
        assert_error(&err, IG_ERROR_INTERNAL, wrong[i].text);
    }
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_null(ig_column_new(memory, IG_REAL, 0, 8, SIZE_MAX / 4, &err));
    assert_error(&err, IG_ERROR_LIMIT,
                 "out of memory: 4611686018427387903 items of 8 bytes refused");
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void unit_and_source_are_copied(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    char text[] = "kg";
    ig_column *column = ig_column_new(memory, IG_REAL, 0, 8, 1, &err);
    assert_int_equal(ig_column_set_unit(column, text, &err), 0);
    text[0] = 'm';
    assert_string_equal(column->unit, "kg");
    assert_int_equal(ig_column_set_unit(column, column->unit, &err), 0); /* its own, again */
    assert_string_equal(column->unit, "kg");
    assert_int_equal(ig_column_set_source(column, "第一数量", &err), 0);
    assert_string_equal(column->source, "第一数量");
    assert_int_equal(ig_column_set_unit(column, NULL, &err), 0);
    assert_null(column->unit);

    /* A refused copy leaves the old text. */
    ig_memory_fail_at(memory, 1);
    assert_int_equal(ig_column_set_source(column, "x", &err), -1);
    assert_error(&err, IG_ERROR_LIMIT, "out of memory: 2 bytes refused");
    assert_string_equal(column->source, "第一数量");
    ig_column_release(column);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void *hold_and_drop(void *argument) {
    for (size_t i = 0; i < 10000; i++) {
        ig_column_release(ig_column_retain(argument));
    }
    ig_column_release(argument);
    return NULL;
}

static void threads_may_share_a_column(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_column *column = ig_column_new(memory, IG_REAL, 0, 8, 10, &err);
    pthread_t threads[3];
    for (size_t i = 0; i < 3; i++) {
        ig_column_retain(column);
    }
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, hold_and_drop, column), 0);
    }
    ig_column_release(column); /* whichever thread is last frees it */
    for (size_t i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void types_have_names(void **state) {
    assert_string_equal(ig_type_name(IG_DECIMAL), "decimal");
    assert_string_equal(ig_type_name(IG_REAL), "real");
    assert_string_equal(ig_type_name(IG_TEXT), "text");
    assert_string_equal(ig_type_name(IG_MONTH), "month");
    assert_string_equal(ig_type_name(IG_BOOL), "bool");
}

static int make(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 8, 10, err);
    int result = column != NULL && ig_column_set_unit(column, "kg", err) == 0 &&
                         ig_column_set_source(column, "qty", err) == 0
                     ? 0
                     : -1;
    ig_column_release(column);
    return result;
}

static void every_failure_frees(void **state) {
    assert_int_equal(prove_failures_free(make, NULL), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_column_is_all_zero_and_present),
        cmocka_unit_test(each_width_reads_its_own_values),
        cmocka_unit_test(bools_are_bits),
        cmocka_unit_test(other_widths_are_refused),
        cmocka_unit_test(unit_and_source_are_copied),
        cmocka_unit_test(threads_may_share_a_column),
        cmocka_unit_test(types_have_names),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
