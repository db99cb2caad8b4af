#include "query/group/group.h"

#include "query/support.h"

/* Groups of rows by cell-for-cell comparison, the obvious way. */
static size_t reference_groups(ig_column **columns, size_t n_columns, const uint32_t *rows,
                               size_t n, uint32_t *ids, uint32_t *firsts) {
    size_t n_groups = 0;
    for (size_t i = 0; i < n; i++) {
        size_t g = 0;
        for (; g < n_groups; g++) {
            bool equal = true;
            for (size_t k = 0; k < n_columns && equal; k++)
                equal = cells_equal(columns[k], rows[firsts[g]], rows[i]);
            if (equal)
                break;
        }
        if (g == n_groups)
            firsts[n_groups++] = (uint32_t)i;
        ids[i] = (uint32_t)g;
    }
    return n_groups;
}

/* Random tables of one to four keys: some are addressed directly, some hashed. */
static void groups_are_those_of_equal_cells(void **state) {
    (void)state;
    enum { N_ROWS = 200, N = 150 };
    uint64_t r = 11;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(300); round < rounds; round++) {
        ig_context context = world_new(1);
        ig_column *columns[4];
        ig_key_spec specs[4] = {{.n_numbers = 0}};
        size_t n_columns = 1 + random_below(&r, 4);
        uint32_t *rows = random_rows(context.memory, &r, N_ROWS, N);
        for (size_t k = 0; k < n_columns; k++) {
            columns[k] =
                random_column(context.memory, &r, &FLAVOURS[random_below(&r, N_FLAVOURS)], N_ROWS);
            specs[k].view = (ig_view){columns[k], rows};
        }
        ig_keys keys;
        ig_groups groups;
        uint32_t ids[N], firsts[N];
        assert_int_equal(ig_keys_init(&context, &keys, specs, n_columns, N, &err), 0);
        assert_int_equal(ig_groups_make(&context, &groups, &keys, N, &err), 0);
        assert_int_equal(groups.n_groups,
                         reference_groups(columns, n_columns, rows, N, ids, firsts));
        assert_memory_equal(groups.ids, ids, sizeof ids);
        assert_memory_equal(groups.firsts, firsts, groups.n_groups * sizeof *firsts);
        ig_groups_reset(&groups);
        ig_keys_reset(&keys);
        ig_free(rows);
        for (size_t k = 0; k < n_columns; k++)
            ig_column_release(columns[k]);
        world_free(context);
    }
}

/* Many rows: row i has value number h(i), told by plain counting; spread narrow (direct) or over 64
   bits (hashed), with any number of threads. */
static void check_many(size_t n, size_t n_values, uint64_t factor) {
    ig_error err;
    static const unsigned threads[] = {1, 2, 3, 8};
    for (size_t t = 0; t < 4; t++) {
        uint64_t r = n_values + 1;
        ig_context context = world_new(threads[t]);
        ig_column *column = ig_column_new(context.memory, IG_DECIMAL, 0, 8, n, &err);
        uint32_t *seen = ig_alloc_array(context.memory, n_values, sizeof *seen, &err);
        uint32_t *ids = ig_alloc_array(context.memory, n, sizeof *ids, &err);
        memset(seen, 0xff, n_values * sizeof *seen);
        uint32_t n_groups = 0;
        for (size_t i = 0; i < n; i++) {
            size_t h = random_below(&r, n_values);
            ((int64_t *)column->values)[i] = (int64_t)(h * factor);
            if (seen[h] == UINT32_MAX)
                seen[h] = n_groups++;
            ids[i] = seen[h];
        }
        ig_key_spec spec = {.view = {column, NULL}};
        ig_keys keys;
        ig_groups groups;
        assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, n, &err), 0);
        assert_int_equal(ig_groups_make(&context, &groups, &keys, n, &err), 0);
        assert_int_equal(groups.n_groups, n_groups);
        assert_memory_equal(groups.ids, ids, n * sizeof *ids);
        for (size_t g = 0; g < n_groups; g++)
            assert_true(ids[groups.firsts[g]] == g &&
                        (g == 0 || groups.firsts[g - 1] < groups.firsts[g]));
        ig_groups_reset(&groups);
        ig_keys_reset(&keys);
        ig_free(seen);
        ig_free(ids);
        ig_column_release(column);
        world_free(context);
    }
}

static void many_rows_give_the_same_groups_on_any_pool(void **state) {
    (void)state;
    check_many(150001, 50, 1);
    check_many(150001, 100000, 1);
    check_many(150001, 50, UINT64_C(0x9e3779b97f4a7c15));
    check_many(150001, 140000, UINT64_C(0x9e3779b97f4a7c15));
}

/* Keys of three words, many rows: every row meets the first of its equals, in any partition. */
static void wide_keys_meet_their_first_row(void **state) {
    (void)state;
    enum { N = 150000, VALUES = 30000, SLOTS = 4 * VALUES };
    ig_error err;
    uint64_t r = 81;
    ig_context context = world_new(3);
    ig_column *columns[3];
    ig_key_spec specs[3];
    uint32_t *first = ig_alloc_array(context.memory, SLOTS, sizeof *first, &err);
    uint32_t *values = random_rows(context.memory, &r, VALUES, N);
    memset(first, 0xff, SLOTS * sizeof *first);
    for (size_t k = 0; k < 3; k++) {
        columns[k] = ig_column_new(context.memory, IG_DECIMAL, 0, 8, N, &err);
        specs[k] = (ig_key_spec){.view = {columns[k], NULL}};
        for (size_t i = 0; i < N; i++) /* one word alone tells few of them apart */
            ((int64_t *)columns[k]->values)[i] = wide_int(5 + values[i] /
                                                                  (k == 0   ? 1000u
                                                                   : k == 1 ? 30u
                                                                            : 1u) %
                                                                  40);
    }
    ig_keys keys;
    ig_groups groups;
    assert_int_equal(ig_keys_init(&context, &keys, specs, 3, N, &err), 0);
    assert_int_equal(ig_groups_make(&context, &groups, &keys, N, &err), 0);
    for (size_t i = 0; i < N; i++) {
        uint32_t at = groups.firsts[groups.ids[i]];
        assert_true(at <= i);
        for (size_t k = 0; k < 3; k++)
            assert_true(ig_column_int(columns[k], at) == ig_column_int(columns[k], i));
    }
    /* No two groups are of equal keys: as many as the combinations that occur. */
    size_t expected = 0;
    for (size_t i = 0; i < N; i++) {
        uint32_t v = values[i], key = v / 1000 % 40 * 1600 + v / 30 % 40 * 40 + v % 40;
        uint32_t slot = key % SLOTS;
        while (first[slot] != UINT32_MAX && first[slot] != key)
            slot = (slot + 1) % SLOTS;
        expected += first[slot] == UINT32_MAX;
        first[slot] = key;
    }
    assert_int_equal(groups.n_groups, expected);
    ig_groups_reset(&groups);
    ig_keys_reset(&keys);
    ig_free(first);
    ig_free(values);
    for (size_t k = 0; k < 3; k++)
        ig_column_release(columns[k]);
    world_free(context);
}

static void no_rows_make_no_groups(void **state) {
    (void)state;
    uint64_t r = 12;
    ig_error err;
    for (size_t f = 0; f < N_FLAVOURS; f++) {
        ig_context context = world_new(2);
        ig_column *column = random_column(context.memory, &r, &FLAVOURS[f], 100);
        ig_key_spec spec = {.view = {column, NULL}};
        ig_keys keys;
        ig_groups groups;
        assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, 0, &err), 0);
        assert_int_equal(ig_groups_make(&context, &groups, &keys, 0, &err), 0);
        assert_int_equal(groups.n_groups, 0);
        ig_groups_reset(&groups);
        ig_keys_reset(&keys);
        ig_column_release(column);
        world_free(context);
    }
}

static void rows_are_arranged_by_group_in_row_order(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    uint32_t ids[] = {0, 1, 0, 2, 1, 0}, *order, *starts;
    const uint32_t wanted_order[] = {0, 2, 5, 1, 4, 3}, wanted_starts[] = {0, 3, 5, 6};
    ig_groups groups = {.n_rows = 6, .n_groups = 3, .ids = ids};
    assert_int_equal(ig_groups_arrange(&context, &groups, &order, &starts, &err), 0);
    assert_memory_equal(order, wanted_order, sizeof wanted_order);
    assert_memory_equal(starts, wanted_starts, sizeof wanted_starts);
    ig_free(order);
    ig_free(starts);
    ig_groups_all(&groups, 3);
    assert_int_equal(ig_groups_arrange(&context, &groups, &order, &starts, &err), 0);
    assert_true(starts[0] == 0 && starts[1] == 3 && order[0] == 0 && order[2] == 2);
    ig_free(order);
    ig_free(starts);
    world_free(context);
}

static void failures_free_everything(void **state) {
    (void)state;
    uint64_t r = 13;
    ig_error err;
    for (size_t f = 0; f < N_FLAVOURS; f++) {
        ig_context context = world_new(1);
        ig_column *column = random_column(context.memory, &r, &FLAVOURS[f], 5000);
        ig_key_spec spec = {.view = {column, NULL}};
        ig_keys keys;
        assert_int_equal(ig_keys_init(&context, &keys, &spec, 1, 5000, &err), 0);
        size_t before = ig_memory_read(context.memory).live_blocks;
        int rc = -1;
        for (uint64_t nth = 1; rc != 0; nth++) {
            ig_groups groups;
            uint32_t *order, *starts;
            ig_memory_fail_at(context.memory, nth);
            rc = ig_groups_make(&context, &groups, &keys, 5000, &err);
            if (rc == 0) {
                rc = ig_groups_arrange(&context, &groups, &order, &starts, &err);
                if (rc == 0) {
                    ig_free(order);
                    ig_free(starts);
                }
                ig_groups_reset(&groups);
            }
            ig_memory_fail_at(context.memory, 0);
            assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
        }
        ig_keys_reset(&keys);
        ig_column_release(column);
        world_free(context);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_are_those_of_equal_cells),
        cmocka_unit_test(many_rows_give_the_same_groups_on_any_pool),
        cmocka_unit_test(wide_keys_meet_their_first_row),
        cmocka_unit_test(no_rows_make_no_groups),
        cmocka_unit_test(rows_are_arranged_by_group_in_row_order),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
