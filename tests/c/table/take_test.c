/* Rows are gathered exactly, whatever the type, the size and the number of threads. */
#include <stdio.h>
#include <stdlib.h>

#include "table/builder.h"

#include "base/world.h"

/* A random column; its integers grow with the row, so that a take may narrow. */
static ig_column *random_column(ig_memory *memory, ig_type type, size_t n, size_t missing,
                                uint64_t *seed) {
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_builder *builder = ig_builder_new(memory, type, type == IG_DECIMAL ? 3 : 0, n, &err);
    assert_non_null(builder);
    for (size_t i = 0; i < n; i++) {
        char text[16];
        int result = 0;
        if (random_below(seed, 10) < missing) {
            ig_reason reason = (ig_reason)(1 + random_below(seed, 3));
            assert_int_equal(ig_builder_missing(builder, reason, &err), 0);
            continue;
        }
        switch (type) {
        case IG_DECIMAL: result = ig_builder_int(builder, (int64_t)(i * i), &err); break;
        case IG_MONTH: result = ig_builder_int(builder, (int64_t)i, &err); break;
        case IG_REAL: result = ig_builder_real(builder, (double)i / 7, &err); break;
        case IG_BOOL: result = ig_builder_bool(builder, random_below(seed, 2), &err); break;
        case IG_TEXT:
            snprintf(text, sizeof text, "%zu", random_below(seed, 300));
            result = ig_builder_text(builder, text, strlen(text), &err);
            break;
        }
        assert_int_equal(result, 0);
    }
    ig_column *column = ig_builder_finish(builder, &err);
    assert_non_null(column);
    assert_int_equal(ig_column_set_unit(column, "kg", &err), 0);
    assert_int_equal(ig_column_set_source(column, "第一数量", &err), 0);
    return column;
}

static uint32_t *random_rows(size_t n, size_t below, uint64_t *seed) {
    uint32_t *rows = malloc((n + 1) * sizeof *rows);
    assert_non_null(rows);
    for (size_t i = 0; i < n; i++) {
        rows[i] = (uint32_t)random_below(seed, below);
    }
    return rows;
}

/* Rows of a column, and IG_NO_ROW among them. */
static uint32_t *random_outer_rows(size_t n, size_t below, uint64_t *seed) {
    uint32_t *rows = random_rows(n, below, seed);
    for (size_t i = 0; i < n; i++) {
        rows[i] = random_below(seed, 5) == 0 ? IG_NO_ROW : rows[i];
    }
    return rows;
}

static bool same_value(const ig_column *a, size_t i, const ig_column *b, size_t j) {
    switch (a->type) {
    case IG_DECIMAL:
    case IG_MONTH: return ig_column_int(a, i) == ig_column_int(b, j);
    case IG_REAL: return ig_column_double(a, i) == ig_column_double(b, j);
    case IG_TEXT: return ig_column_code(a, i) == ig_column_code(b, j);
    case IG_BOOL: return ig_column_bool(a, i) == ig_column_bool(b, j);
    }
    return false;
}

static ig_reason reason_of(const ig_column *column, size_t row) {
    if (ig_column_present(column, row)) {
        return IG_PRESENT;
    }
    return column->reasons == NULL ? IG_EMPTY : (ig_reason)column->reasons[row];
}

/* Holds a take against its definition, row by row, and all it says of itself. */
static void check_take(const ig_column *from, const uint32_t *rows, size_t n, const ig_column *to) {
    int64_t min = 0;
    int64_t max = 0;
    size_t n_missing = 0;
    bool has_reason = false;
    assert_int_equal(to->n_rows, n);
    for (size_t i = 0; i < n; i++) {
        ig_reason reason = reason_of(from, rows[i]);
        if (!same_value(from, rows[i], to, i) || reason != reason_of(to, i)) {
            fail_msg("row %zu differs from row %u", i, (unsigned)rows[i]);
        }
        n_missing += reason != IG_PRESENT;
        has_reason |= reason > IG_EMPTY;
        if (from->type == IG_DECIMAL || from->type == IG_MONTH) {
            int64_t value = ig_column_int(from, rows[i]);
            min = value < min ? value : min;
            max = value > max ? value : max;
        }
    }
    unsigned width = max > INT32_MAX ? 8 : max > INT16_MAX ? 4 : max > INT8_MAX ? 2 : 1;
    width = from->type == IG_MONTH && width < 2 ? 2 : width;
    bool integer = from->type == IG_DECIMAL || from->type == IG_MONTH;
    assert_int_equal(min, 0);
    assert_int_equal(to->width, integer ? width : from->width);
    assert_int_equal(to->scale, from->scale);
    assert_int_equal(to->n_missing, n_missing);
    assert_int_equal(to->validity != NULL, n_missing > 0);
    assert_int_equal(to->reasons != NULL, has_reason);
    assert_ptr_equal(to->dict, from->dict);
    assert_string_equal(to->unit, "kg");
    assert_string_equal(to->source, "第一数量");
}

static void a_take_agrees_with_row_by_row(void **state) {
    static const size_t sizes[] = {
        0, 1, 63, 64, 65, 1000, IG_MORSEL_ROWS, IG_MORSEL_ROWS + 1, 2 * IG_MORSEL_ROWS + 77};
    uint64_t seed = 51;
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_pool *pool = ig_pool_new(memory, 3, &err);
    assert_non_null(pool);
    size_t before = ig_memory_read(memory).live_blocks;
    for (int type = IG_DECIMAL; type <= IG_BOOL; type++) {
        for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
            for (size_t missing = 0; missing < 2; missing++) {
                size_t n_from = i % 2 == 0 ? 70000 : 100;
                ig_context context = {.memory = memory,
                                      .pool = i % 3 == 0 ? NULL : pool,
                                      .morsel_rows = i % 2 * 64 * (1 + random_below(&seed, 40))};
                ig_column *from = random_column(memory, (ig_type)type, n_from, missing, &seed);
                uint32_t *rows = random_rows(sizes[i], i % 4 == 0 ? 50 : n_from, &seed);
                ig_column *to = ig_column_take(&context, from, rows, sizes[i], &err);
                assert_non_null(to);
                check_take(from, rows, sizes[i], to);
                free(rows);
                ig_column_release(from); /* the dictionary lives on in the take */
                ig_column_release(to);
            }
        }
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, before);
    ig_pool_free(pool);
    ig_memory_free(memory);
}

/* A row that is none is missing, without a reason; its value is zero bits. */
static void a_take_may_miss(void **state) {
    enum { N = IG_MORSEL_ROWS + 77, FROM = 300 };
    uint64_t seed = 53;
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_context context = world_new(3);
    for (int type = IG_DECIMAL; type <= IG_BOOL; type++) {
        for (size_t missing = 0; missing < 3; missing++) {
            size_t n_from = missing == 2 ? 0 : FROM;
            ig_column *from = random_column(context.memory, (ig_type)type, n_from, missing, &seed);
            uint32_t *rows = random_outer_rows(N, FROM, &seed);
            size_t n_missing = 0;
            for (size_t i = 0; i < N; i++) {
                rows[i] = n_from == 0 ? IG_NO_ROW : rows[i];
                n_missing += rows[i] == IG_NO_ROW || !ig_column_present(from, rows[i]);
            }
            ig_column *to = ig_column_take_or_miss(&context, from, rows, N, &err);
            assert_non_null(to);
            assert_int_equal(to->n_missing, n_missing);
            for (size_t i = 0; i < N; i++) {
                if (rows[i] != IG_NO_ROW) {
                    assert_true(same_value(from, rows[i], to, i));
                    assert_int_equal(reason_of(from, rows[i]), reason_of(to, i));
                    continue;
                }
                assert_int_equal(reason_of(to, i), IG_EMPTY);
                assert_true(type == IG_BOOL   ? !ig_column_bool(to, i)
                            : type == IG_REAL ? ig_column_double(to, i) == 0
                            : type == IG_TEXT ? ig_column_code(to, i) == 0
                                              : ig_column_int(to, i) == 0);
            }
            free(rows);
            ig_column_release(from);
            ig_column_release(to);
        }
    }
    world_free(context);
}

static void negative_values_narrow_too(void **state) {
    static const int64_t values[] = {
        -5, INT8_MIN, INT8_MIN - 1, INT16_MIN - 1, INT64_C(-1) + INT32_MIN, INT64_MIN};
    static const unsigned widths[] = {1, 1, 2, 4, 8, 8};
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_context context = {.memory = memory};
    ig_builder *builder = ig_builder_new(memory, IG_DECIMAL, 0, 0, &err);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(ig_builder_int(builder, values[i], &err), 0);
    }
    ig_column *from = ig_builder_finish(builder, &err);
    for (uint32_t row = 0; row < 6; row++) {
        ig_column *to = ig_column_take(&context, from, &row, 1, &err);
        assert_int_equal(to->width, widths[row]);
        assert_true(ig_column_int(to, 0) == values[row]);
        ig_column_release(to);
    }
    ig_column_release(from);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void maps_no_row_needs_are_dropped(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_context context = {.memory = memory};
    ig_builder *builder = ig_builder_new(memory, IG_REAL, 0, 0, &err);
    assert_int_equal(ig_builder_real(builder, 1.5, &err), 0);
    assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
    assert_int_equal(ig_builder_missing(builder, IG_SUPPRESSED, &err), 0);
    ig_column *from = ig_builder_finish(builder, &err);
    const uint32_t all[] = {2, 1, 0};
    ig_column *to = ig_column_take(&context, from, all, 3, &err);
    assert_int_equal(to->n_missing, 2);
    assert_int_equal(to->reasons[0], IG_SUPPRESSED);
    assert_null(to->unit);
    ig_column_release(to);
    to = ig_column_take(&context, from, all + 1, 2, &err); /* the empty one has no reason to keep */
    assert_int_equal(to->n_missing, 1);
    assert_null(to->reasons);
    ig_column_release(to);
    to = ig_column_take(&context, from, all + 2, 1, &err);
    assert_int_equal(to->n_missing, 0);
    assert_null(to->validity);
    ig_column_release(to);
    ig_column_release(from);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

typedef struct job {
    const ig_column *from;
    const uint32_t *rows;
} job;

static int take_some(ig_memory *memory, void *context, ig_error *err) {
    const job *j = context;
    ig_context surroundings = {.memory = memory};
    ig_column *to = ig_column_take(&surroundings, j->from, j->rows, 100, err);
    ig_column_release(to);
    return to == NULL ? -1 : 0;
}

static void every_failure_frees(void **state) {
    uint64_t seed = 52;
    ig_memory *memory = ig_memory_new();
    for (int type = IG_DECIMAL; type <= IG_BOOL; type++) {
        ig_column *from = random_column(memory, (ig_type)type, 1000, 2, &seed);
        uint32_t *rows = random_rows(100, 10, &seed);
        job context = {.from = from, .rows = rows};
        /* the struct, values, unit, source, validity, reasons, chunks; decimals narrow as well */
        assert_int_equal(prove_failures_free(take_some, &context), type == IG_DECIMAL ? 8 : 7);
        free(rows);
        ig_column_release(from);
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_take_agrees_with_row_by_row),
        cmocka_unit_test(a_take_may_miss),
        cmocka_unit_test(negative_values_narrow_too),
        cmocka_unit_test(maps_no_row_needs_are_dropped),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
