#include "query/group/key.h"

#include "query/support.h"
#include "table/stats.h"

/* Codes of one column, as one packed key of however many words. */
static int compare_packed(const uint64_t *words, size_t width, size_t a, size_t b) {
    for (size_t w = 0; w < width; w++) {
        uint64_t x = words[a * width + w], y = words[b * width + w];
        if (x != y)
            return x < y ? -1 : 1;
    }
    return 0;
}

static uint64_t *pack_all(ig_context context, const ig_keys *keys, size_t n, size_t *width) {
    ig_error err;
    ig_packing packing;
    assert_int_equal(ig_packing_init(context.memory, &packing, keys, &err), 0);
    *width = packing.n_words;
    uint64_t *words = ig_alloc_array(context.memory, n, packing.n_words * sizeof *words, &err);
    assert_non_null(words);
    for (size_t at = 0; at < n; at += IG_VECTOR_ROWS)
        ig_packing_words(&packing, at, ig_least(IG_VECTOR_ROWS, n - at),
                         words + at * packing.n_words);
    ig_packing_reset(&packing);
    return words;
}

/* Packed codes of an ordered key compare like its cells, whatever the type, selection or direction. */
static void codes_compare_like_values(void **state) {
    (void)state;
    uint64_t r = 1;
    ig_error err;
    for (size_t f = 0; f < N_FLAVOURS; f++) {
        for (int descending = 0; descending < 2; descending++) {
            ig_context context = world_new(2);
            ig_column *column = random_column(context.memory, &r, &FLAVOURS[f], 90);
            uint32_t *rows = random_rows(context.memory, &r, 90, 70);
            ig_key_spec spec = {
                .view = {column, rows}, .ordered = true, .descending = descending != 0};
            ig_keys keys;
            size_t width;
            assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, 70, &err), 0);
            uint64_t *words = pack_all(context, &keys, 70, &width);
            for (size_t a = 0; a < 70; a++)
                for (size_t b = 0; b < 70; b++)
                    assert_int_equal(compare_packed(words, width, a, b),
                                     order_cells(column, rows[a], rows[b], descending != 0));
            ig_free(words);
            ig_keys_reset(&keys);
            ig_free(rows);
            ig_column_release(column);
            world_free(context);
        }
    }
}

/* Several keys pack so that the first decides before the second. */
static void packed_keys_compare_in_order(void **state) {
    (void)state;
    uint64_t r = 2;
    ig_error err;
    enum { N = 60 };
    for (size_t round = 0, rounds = test_rounds(60); round < rounds; round++) {
        ig_context context = world_new(1);
        ig_column *columns[4];
        ig_key_spec specs[4];
        for (size_t k = 0; k < 4; k++) {
            columns[k] =
                random_column(context.memory, &r, &FLAVOURS[random_below(&r, N_FLAVOURS)], N);
            specs[k] = (ig_key_spec){.view = {columns[k], NULL},
                                     .ordered = true,
                                     .descending = random_below(&r, 2) != 0};
        }
        ig_keys keys;
        size_t width;
        assert_int_equal(ig_keys_init(&context, &keys, specs, 4, N, &err), 0);
        uint64_t *words = pack_all(context, &keys, N, &width);
        for (size_t a = 0; a < N; a++) {
            for (size_t b = 0; b < N; b++) {
                int expected = 0;
                for (size_t k = 0; k < 4 && expected == 0; k++)
                    expected = order_cells(columns[k], a, b, specs[k].descending);
                assert_int_equal(compare_packed(words, width, a, b), expected);
            }
        }
        ig_free(words);
        ig_keys_reset(&keys);
        for (size_t k = 0; k < 4; k++)
            ig_column_release(columns[k]);
        world_free(context);
    }
}

/* All of 64 bits and a missing value besides: the key comes in two halves. */
static void full_range_with_missing_splits(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_builder *builder = ig_builder_new(context.memory, IG_DECIMAL, 0, 4, &err);
    assert_int_equal(ig_builder_int(builder, INT64_MAX, &err), 0);
    assert_int_equal(ig_builder_int(builder, INT64_MIN, &err), 0);
    assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
    assert_int_equal(ig_builder_int(builder, 0, &err), 0);
    ig_column *column = ig_builder_finish(builder, &err);
    ig_key_spec spec = {.view = {column, NULL}, .ordered = true};
    ig_keys keys;
    assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, 4, &err), 0);
    assert_int_equal(keys.n, 2);
    size_t width;
    uint64_t *words = pack_all(context, &keys, 4, &width);
    assert_int_equal(compare_packed(words, width, 1, 3), -1);
    assert_int_equal(compare_packed(words, width, 3, 0), -1);
    assert_int_equal(compare_packed(words, width, 0, 2), -1); /* missing is last */
    ig_free(words);
    ig_keys_reset(&keys);
    ig_column_release(column);
    world_free(context);
}

/* Not a number is a value like others: after all numbers, equal to itself. */
static void nan_and_infinities_have_their_place(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    const double inf = (double)INFINITY, nan = (double)NAN;
    const double values[] = {-inf, -1.5, -0.0, 0.0, 1e-308, inf, nan, -nan};
    ig_column *column = ig_column_new(context.memory, IG_REAL, 0, 8, 8, &err);
    memcpy(column->values, values, sizeof values);
    uint64_t orders[8];
    ig_order_values(column, NULL, (ig_block){0, NULL, 8}, orders);
    assert_true(orders[0] < orders[1] && orders[1] < orders[2] && orders[3] < orders[4]);
    assert_true(orders[2] == orders[3]);
    assert_true(orders[4] < orders[5] && orders[5] < orders[6] && orders[6] == orders[7]);
    for (size_t i = 0; i < 6; i++)
        assert_true(ig_order_real(orders[i]) == values[i]);
    assert_true(isnan(ig_order_real(orders[6])));
    ig_column_release(column);
    world_free(context);
}

/* Ranges are found in parallel over many morsels. */
static void ranges_span_all_morsels(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(3);
    size_t n = 3 * IG_MORSEL_ROWS + 17;
    ig_column *column = ig_column_new(context.memory, IG_DECIMAL, 0, 4, n, &err);
    int32_t *values = column->values;
    values[0] = -1000;
    values[n - 1] = 70000;
    ig_key_spec spec = {.view = {column, NULL}};
    ig_keys keys;
    assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, n, &err), 0);
    assert_int_equal(keys.items[0].greatest, 71000);
    ig_keys_reset(&keys);
    ig_column_release(column);
    world_free(context);
}

static void failures_free_everything(void **state) {
    (void)state;
    uint64_t r = 3;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *text = random_column(context.memory, &r, &FLAVOURS[7], 50);
    ig_column *number = random_column(context.memory, &r, &FLAVOURS[1], 50);
    ig_key_spec specs[] = {{.view = {text, NULL}, .ordered = true}, {.view = {number, NULL}}};
    /* The column keeps its stats: that asking for them may fail as well, their own test shows. */
    assert_non_null(ig_column_stats(&context, number, &err));
    size_t before = ig_memory_read(context.memory).live_blocks;
    int rc = -1;
    for (uint64_t nth = 1; rc != 0; nth++) {
        ig_keys keys;
        ig_packing packing;
        ig_memory_fail_at(context.memory, nth);
        rc = ig_keys_init(&context, &keys, specs, 2, 50, &err);
        if (rc == 0) {
            rc = ig_packing_init(context.memory, &packing, &keys, &err);
            if (rc == 0)
                ig_packing_reset(&packing);
            ig_keys_reset(&keys);
        }
        ig_memory_fail_at(context.memory, 0);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
        assert_true(rc == 0 || err.kind == IG_ERROR_LIMIT);
    }
    ig_column_release(text);
    ig_column_release(number);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_compare_like_values),
        cmocka_unit_test(packed_keys_compare_in_order),
        cmocka_unit_test(full_range_with_missing_splits),
        cmocka_unit_test(nan_and_infinities_have_their_place),
        cmocka_unit_test(ranges_span_all_morsels),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
