/* What stats say of a column is what a slow look at each value says, for every type and block. */
#include "table/stats.h"

#include "table/builder.h"

#include "base/world.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>

static double random_real(uint64_t *seed) {
    static const double odd[] = {0.0, -0.0, INFINITY, -INFINITY, 1e-300, -1e300};
    size_t pick = random_below(seed, 20);
    return pick < 6 ? odd[pick] : (double)random_int(seed) / 8;
}

/* Values of at most `bits` bits; `missing` of ten are missing. */
static ig_column *random_column(ig_memory *memory, ig_type type, size_t n, size_t missing,
                                unsigned bits, uint64_t *seed) {
    ig_error err;
    ig_builder *builder = ig_builder_new(memory, type, 0, n, &err);
    assert_non_null(builder);
    for (size_t i = 0; i < n; i++) {
        char text[32];
        int rc = 0;
        int64_t value = random_int(seed) >> (64 - bits);
        if (random_below(seed, 10) < missing) {
            assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
            continue;
        }
        switch (type) {
        case IG_DECIMAL: rc = ig_builder_int(builder, value, &err); break;
        case IG_MONTH: rc = ig_builder_int(builder, 12 + (value & 0xFFFF), &err); break;
        case IG_REAL: rc = ig_builder_real(builder, random_real(seed), &err); break;
        case IG_BOOL: rc = ig_builder_bool(builder, value & 1, &err); break;
        case IG_TEXT:
            (void)snprintf(text, sizeof text, "%lld", (long long)value);
            rc = ig_builder_text(builder, text, strlen(text), &err);
            break;
        }
        assert_int_equal(rc, 0);
    }
    ig_column *column = ig_builder_finish(builder, &err);
    assert_non_null(column);
    return column;
}

static int64_t order_of(const ig_column *column, size_t row) {
    switch (column->type) {
    case IG_REAL: return ig_real_order(ig_column_double(column, row));
    case IG_TEXT: return ig_column_code(column, row);
    case IG_BOOL: return ig_column_bool(column, row);
    default: return ig_column_int(column, row);
    }
}

static ig_extent slow_extent(const ig_column *column, size_t from, size_t to) {
    ig_extent extent = {INT64_MAX, INT64_MIN, 0};
    for (size_t i = from; i < to; i++) {
        if (!ig_column_present(column, i)) {
            extent.n_missing++;
            continue;
        }
        int64_t value = order_of(column, i);
        extent.least = value < extent.least ? value : extent.least;
        extent.greatest = value > extent.greatest ? value : extent.greatest;
    }
    return extent;
}

static void assert_extent(ig_extent got, ig_extent wanted) {
    assert_int_equal(got.least, wanted.least);
    assert_int_equal(got.greatest, wanted.greatest);
    assert_int_equal(got.n_missing, wanted.n_missing);
}

static void check_stats(const ig_column *column, const ig_stats *stats) {
    size_t n = column->n_rows;
    assert_int_equal(stats->n_blocks, (n + IG_STATS_ROWS - 1) / IG_STATS_ROWS);
    for (size_t i = 0; i < stats->n_blocks; i++) {
        size_t from = i * IG_STATS_ROWS, left = n - from;
        size_t to = from + (left < IG_STATS_ROWS ? left : IG_STATS_ROWS);
        assert_extent(stats->blocks[i], slow_extent(column, from, to));
    }
    assert_extent(stats->whole, slow_extent(column, 0, n));
}

static void stats_are_what_the_values_are(void **state) {
    static const size_t sizes[] = {0, 1, 63, 64, 65, 16383, 16384, 16385, 40000};
    static const size_t missing[] = {0, 1, 9, 10};
    static const unsigned bits[] = {1, 8, 16, 32, 64};
    uint64_t seed = 1;
    ig_error err;
    ig_context context = world_new(2);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        for (ig_type type = IG_DECIMAL; type <= IG_BOOL; type++) {
            ig_column *column =
                random_column(context.memory, type, sizes[s], missing[random_below(&seed, 4)],
                              bits[random_below(&seed, 5)], &seed);
            const ig_stats *stats = ig_column_stats(&context, column, &err);
            assert_non_null(stats);
            check_stats(column, stats);
            /* Asked again, they are the same. */
            assert_ptr_equal(ig_column_stats(&context, column, &err), stats);
            ig_column_release(column);
        }
    }
    world_free(context);
}

/* Every width of every type, with and without missing values. */
static void every_width_is_counted(void **state) {
    uint64_t seed = 2;
    ig_error err;
    ig_context context = world_new(1);
    for (unsigned bits = 2; bits <= 64; bits++) {
        for (size_t missing = 0; missing <= 3; missing += 3) {
            for (ig_type type = IG_DECIMAL; type <= IG_BOOL; type++) {
                ig_column *column = random_column(context.memory, type, 300, missing, bits, &seed);
                const ig_stats *stats = ig_column_stats(&context, column, &err);
                assert_non_null(stats);
                check_stats(column, stats);
                ig_column_release(column);
            }
        }
    }
    world_free(context);
}

static void reals_have_an_order(void **state) {
    static const double rising[] = {-INFINITY, -1e300, -1, -1e-300, 0, 1e-300, 1, 1e300, INFINITY};
    for (size_t i = 1; i < sizeof rising / sizeof *rising; i++)
        assert_true(ig_real_order(rising[i - 1]) < ig_real_order(rising[i]));
    assert_int_equal(ig_real_order(-0.0), ig_real_order(0.0));
    assert_true(ig_real_order(INFINITY) < IG_NAN_ORDER);
    assert_int_equal(ig_real_order(nan("")), IG_NAN_ORDER);
    assert_int_equal(ig_real_order(-nan("")), IG_NAN_ORDER);
}

/* A reader that knows the values beforehand says so, and nothing is counted. */
static void stats_can_be_given(void **state) {
    uint64_t seed = 3;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *column = random_column(context.memory, IG_DECIMAL, 20000, 0, 16, &seed);
    for (int round = 0; round < 2; round++) { /* the second takes the first one's place */
        ig_stats *given = ig_stats_new(context.memory, 20000, &err);
        assert_non_null(given);
        assert_int_equal(given->n_blocks, 2);
        given->blocks[1].least = 7 + round;
        ig_column_set_stats(column, given);
        assert_ptr_equal(ig_column_stats(&context, column, &err), given);
        assert_int_equal(given->blocks[1].least, 7 + round);
    }
    ig_column_release(column);
    world_free(context);
}

typedef struct asking {
    ig_context context;
    const ig_column *column;
    const ig_stats *got;
} asking;

static void *ask(void *context) {
    asking *work = context;
    ig_error err;
    work->got = ig_column_stats(&work->context, work->column, &err);
    return NULL;
}

static void threads_that_ask_at_once_see_one(void **state) {
    enum { N = 4 };
    uint64_t seed = 4;
    for (size_t round = 0, rounds = test_rounds(20); round < rounds; round++) {
        ig_context context = world_new(2);
        pthread_t threads[N];
        asking works[N];
        ig_column *column = random_column(context.memory, IG_DECIMAL, 3000, 1, 16, &seed);
        for (size_t i = 0; i < N; i++) {
            works[i] = (asking){.context = context, .column = column};
            assert_int_equal(pthread_create(&threads[i], NULL, ask, &works[i]), 0);
        }
        for (size_t i = 0; i < N; i++)
            assert_int_equal(pthread_join(threads[i], NULL), 0);
        check_stats(column, works[0].got);
        for (size_t i = 1; i < N; i++)
            assert_ptr_equal(works[i].got, works[0].got);
        ig_column_release(column);
        world_free(context);
    }
}

static void a_failure_leaves_nothing_behind(void **state) {
    uint64_t seed = 5;
    ig_error err;
    ig_context context = world_new(2);
    ig_column *column = random_column(context.memory, IG_DECIMAL, 40000, 1, 16, &seed);
    size_t before = ig_memory_read(context.memory).live_blocks;
    ig_memory_fail_at(context.memory, 1);
    assert_null(ig_column_stats(&context, column, &err));
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    assert_null(atomic_load(&column->stats));
    const ig_stats *stats = ig_column_stats(&context, column, &err);
    assert_non_null(stats);
    check_stats(column, stats);
    assert_int_equal(ig_memory_read(context.memory).live_blocks, before + 1);
    ig_column_release(column);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stats_are_what_the_values_are),
        cmocka_unit_test(every_width_is_counted),
        cmocka_unit_test(reals_have_an_order),
        cmocka_unit_test(stats_can_be_given),
        cmocka_unit_test(threads_that_ask_at_once_see_one),
        cmocka_unit_test(a_failure_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
