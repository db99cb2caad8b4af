/* Columns are built value by value and come out in their narrowest form. */
#include "table/builder.h"

#include <stdio.h>

#include "table/month.h"

#include "base/harness.h"

static ig_builder *start(ig_memory *memory, ig_type type, unsigned scale) {
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_builder *builder = ig_builder_new(memory, type, scale, 0, &err);
    assert_non_null(builder);
    return builder;
}

static ig_column *finish(ig_builder *builder) {
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_column *column = ig_builder_finish(builder, &err);
    assert_non_null(column);
    return column;
}

static void done(ig_memory *memory, ig_column *column) {
    ig_column_release(column);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void decimals_keep_their_scale(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_builder *builder = start(memory, IG_DECIMAL, 1);
    assert_int_equal(ig_builder_int(builder, 113950, &err), 0);
    assert_int_equal(ig_builder_int(builder, -5, &err), 0);
    ig_column *column = finish(builder);
    assert_int_equal(column->type, IG_DECIMAL);
    assert_int_equal(column->scale, 1);
    assert_int_equal(column->width, 4);
    assert_int_equal(column->n_rows, 2);
    assert_int_equal(ig_column_int(column, 0), 113950);
    assert_int_equal(ig_column_int(column, 1), -5);
    assert_null(column->validity);
    assert_null(column->reasons);
    done(memory, column);
}

static void integers_narrow_at_their_bounds(void **state) {
    static const struct {
        ig_type type;
        int64_t value;
        unsigned width;
    } cases[] = {
        {IG_DECIMAL, 0, 1},         {IG_DECIMAL, 127, 1},
        {IG_DECIMAL, 128, 2},       {IG_DECIMAL, -128, 1},
        {IG_DECIMAL, -129, 2},      {IG_DECIMAL, 32767, 2},
        {IG_DECIMAL, 32768, 4},     {IG_DECIMAL, -32769, 4},
        {IG_DECIMAL, INT32_MAX, 4}, {IG_DECIMAL, INT64_C(1) + INT32_MAX, 8},
        {IG_DECIMAL, INT32_MIN, 4}, {IG_DECIMAL, INT64_C(-1) + INT32_MIN, 8},
        {IG_DECIMAL, INT64_MIN, 8}, {IG_DECIMAL, INT64_MAX, 8},
        {IG_MONTH, 12, 2},          {IG_MONTH, 32767, 2},
        {IG_MONTH, 32768, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_memory *memory = ig_memory_new();
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_builder *builder = start(memory, cases[i].type, 0);
        assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
        assert_int_equal(ig_builder_int(builder, cases[i].value, &err), 0);
        ig_column *column = finish(builder);
        assert_int_equal(column->width, cases[i].width);
        assert_true(ig_column_int(column, 1) == cases[i].value);
        assert_int_equal(ig_column_int(column, 0), 0); /* a missing row is zero bits */
        done(memory, column);
    }
}

static void codes_are_as_wide_as_the_dictionary(void **state) {
    static const struct {
        uint32_t n;
        unsigned width;
    } cases[] = {{1, 1}, {256, 1}, {257, 2}, {65536, 2}, {65537, 4}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_memory *memory = ig_memory_new();
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_builder *builder = start(memory, IG_TEXT, 0);
        char text[16];
        for (uint32_t j = 0; j < cases[i].n; j++) {
            int length = snprintf(text, sizeof text, "%u", j);
            assert_int_equal(ig_builder_text(builder, text, (size_t)length, &err), 0);
        }
        ig_column *column = finish(builder);
        assert_int_equal(column->width, cases[i].width);
        assert_int_equal(ig_dict_size(column->dict), cases[i].n);
        for (uint32_t j = 0; j < cases[i].n; j++) {
            assert_int_equal(ig_column_code(column, j), j);
        }
        done(memory, column);
    }
}

static void missing_rows_keep_their_reason(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_builder *builder = start(memory, IG_REAL, 0);
    assert_int_equal(ig_builder_real(builder, 1.5, &err), 0);
    assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
    assert_int_equal(ig_builder_missing(builder, IG_SUPPRESSED, &err), 0);
    assert_int_equal(ig_builder_real(builder, -0.0, &err), 0);
    assert_int_equal(ig_builder_missing(builder, IG_REJECTED, &err), 0);
    ig_column *column = finish(builder);
    static const ig_reason reasons[] = {IG_PRESENT, IG_EMPTY, IG_SUPPRESSED, IG_PRESENT,
                                        IG_REJECTED};
    assert_int_equal(column->n_missing, 3);
    for (size_t row = 0; row < 5; row++) {
        assert_int_equal(ig_column_present(column, row), reasons[row] == IG_PRESENT);
        assert_int_equal(column->reasons[row], reasons[row]);
    }
    assert_int_equal(ig_bitmap_count(column->validity, 64), 2); /* and nothing past the end */
    done(memory, column);

    /* When all are merely empty, no reasons are kept. */
    memory = ig_memory_new();
    builder = start(memory, IG_TEXT, 0);
    assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
    column = finish(builder);
    assert_int_equal(column->n_missing, 1);
    assert_null(column->reasons);
    assert_int_equal(column->width, 1);
    assert_int_equal(ig_dict_size(column->dict), 0);
    done(memory, column);
}

static void an_empty_column_is_a_column(void **state) {
    static const ig_type types[] = {IG_DECIMAL, IG_REAL, IG_TEXT, IG_MONTH, IG_BOOL};
    static const unsigned widths[] = {1, 8, 1, 2, 0};
    for (size_t i = 0; i < 5; i++) {
        ig_memory *memory = ig_memory_new();
        ig_column *column = finish(start(memory, types[i], 0));
        assert_int_equal(column->type, types[i]);
        assert_int_equal(column->width, widths[i]);
        assert_int_equal(column->n_rows, 0);
        assert_non_null(column->values);
        done(memory, column);
    }
}

static void values_of_another_type_are_refused(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_builder *real = start(memory, IG_REAL, 0);
    ig_builder *month = start(memory, IG_MONTH, 0);
    assert_int_equal(ig_builder_int(real, 1, &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL, "a real column was given an integer");
    assert_int_equal(ig_builder_bool(real, true, &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL, "a real column was given a bool");
    assert_int_equal(ig_builder_text(real, "x", 1, &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL, "a real column was given a text");
    assert_int_equal(ig_builder_real(month, 1, &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL, "a month column was given a real");
    assert_int_equal(ig_builder_int(month, INT64_C(1) << 40, &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL, "a month column was given a number that is no month");
    assert_int_equal(ig_builder_missing(month, IG_PRESENT, &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL,
                 "a month column was given a missing row without a reason");
    assert_null(ig_builder_new(memory, IG_DECIMAL, 10, 0, &err));
    assert_error(&err, IG_ERROR_INTERNAL, "no decimal column has scale 10");
    assert_null(ig_builder_new(memory, IG_TEXT, 1, 0, &err));
    assert_error(&err, IG_ERROR_INTERNAL, "no text column has scale 1");
    assert_null(ig_builder_new(memory, IG_REAL, 0, SIZE_MAX, &err));
    assert_error(&err, IG_ERROR_LIMIT,
                 "out of memory: a column of 18446744073709551615 rows refused");

    /* What was refused left no row. */
    ig_column *column = finish(real);
    assert_int_equal(column->n_rows, 0);
    ig_builder_free(month); /* one that is not finished is freed */
    ig_builder_free(NULL);
    done(memory, column);
}

enum { ROWS = 1000 };

/* One random row: what was given, beside the builder. */
typedef struct cell {
    ig_reason reason;
    int64_t number;
} cell;

static void give(ig_builder *builder, ig_type type, cell c) {
    ig_error err = {.kind = IG_ERROR_NONE};
    char text[32];
    int result = -1;
    if (c.reason != IG_PRESENT) {
        assert_int_equal(ig_builder_missing(builder, c.reason, &err), 0);
        return;
    }
    switch (type) {
    case IG_DECIMAL:
    case IG_MONTH: result = ig_builder_int(builder, c.number, &err); break;
    case IG_REAL: result = ig_builder_real(builder, (double)c.number / 3, &err); break;
    case IG_BOOL: result = ig_builder_bool(builder, c.number & 1, &err); break;
    case IG_TEXT:
        snprintf(text, sizeof text, "%lld", (long long)(c.number & 511));
        result = ig_builder_text(builder, text, strlen(text), &err);
        break;
    }
    assert_int_equal(result, 0);
}

static void check(const ig_column *column, size_t row, cell c) {
    char text[32];
    assert_int_equal(ig_column_present(column, row), c.reason == IG_PRESENT);
    if (column->reasons != NULL) {
        assert_int_equal(column->reasons[row], c.reason);
    }
    int64_t number = c.reason == IG_PRESENT ? c.number : 0;
    switch (column->type) {
    case IG_DECIMAL:
    case IG_MONTH: assert_true(ig_column_int(column, row) == number); break;
    case IG_REAL: assert_true(ig_column_double(column, row) == (double)number / 3); break;
    case IG_BOOL: assert_int_equal(ig_column_bool(column, row), number & 1); break;
    case IG_TEXT:
        if (c.reason != IG_PRESENT) {
            assert_int_equal(ig_column_code(column, row), 0);
            break;
        }
        snprintf(text, sizeof text, "%lld", (long long)(number & 511));
        assert_int_equal(ig_column_text(column, row).size_bytes, strlen(text));
        assert_memory_equal(ig_column_text(column, row).bytes, text, strlen(text));
        break;
    }
}

static void what_goes_in_comes_out(void **state) {
    uint64_t seed = 41;
    static cell cells[ROWS];
    for (size_t round = 0; round < 200; round++) {
        ig_memory *memory = ig_memory_new();
        ig_type type = (ig_type)(round % 5);
        size_t n = random_below(&seed, ROWS);
        size_t missing = random_below(&seed, 3); /* of 10 */
        size_t n_missing = 0;
        ig_builder *builder = start(memory, type, 0);
        for (size_t i = 0; i < n; i++) {
            bool gone = random_below(&seed, 10) < missing;
            cells[i].reason = gone ? (ig_reason)(1 + random_below(&seed, 3)) : IG_PRESENT;
            cells[i].number = random_int(&seed) >> (round / 5);
            if (type == IG_MONTH) {
                cells[i].number = (int32_t)cells[i].number;
            }
            n_missing += gone;
            give(builder, type, cells[i]);
        }
        ig_column *column = finish(builder);
        assert_int_equal(column->n_rows, n);
        assert_int_equal(column->n_missing, n_missing);
        assert_int_equal(column->validity == NULL, n_missing == 0);
        for (size_t i = 0; i < n; i++) {
            check(column, i, cells[i]);
        }
        done(memory, column);
    }
}

static int build(ig_memory *memory, void *context, ig_error *err) {
    ig_type type = *(const ig_type *)context;
    ig_builder *builder = ig_builder_new(memory, type, 0, 0, err);
    int result = builder == NULL ? -1 : 0;
    for (int i = 0; i < 300 && result == 0; i++) {
        if (i % 7 == 3) {
            result = ig_builder_missing(builder, i > 100 ? IG_SUPPRESSED : IG_EMPTY, err);
            continue;
        }
        char c = (char)i;
        switch (type) {
        case IG_DECIMAL:
        case IG_MONTH: result = ig_builder_int(builder, ig_month_make(2025, 1) + i, err); break;
        case IG_REAL: result = ig_builder_real(builder, i, err); break;
        case IG_BOOL: result = ig_builder_bool(builder, true, err); break;
        case IG_TEXT: result = ig_builder_text(builder, &c, 1, err); break;
        }
    }
    if (result != 0) {
        ig_builder_free(builder);
        return -1;
    }
    ig_column *column = ig_builder_finish(builder, err);
    ig_column_release(column);
    return column == NULL ? -1 : 0;
}

static void every_failure_frees(void **state) {
    for (int type = IG_DECIMAL; type <= IG_BOOL; type++) {
        ig_type context = (ig_type)type;
        assert_in_range(prove_failures_free(build, &context), 10, 60);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_keep_their_scale),
        cmocka_unit_test(integers_narrow_at_their_bounds),
        cmocka_unit_test(codes_are_as_wide_as_the_dictionary),
        cmocka_unit_test(missing_rows_keep_their_reason),
        cmocka_unit_test(an_empty_column_is_a_column),
        cmocka_unit_test(values_of_another_type_are_refused),
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
