#include "query/group.h"

#include "query/support.h"

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
    ig_groups groups = {.n_rows = N};
    groups.ids = ig_alloc_array(context.memory, N, sizeof *groups.ids, &err);
    assert_int_equal(ig_keys_init(&context, &keys, specs, 3, N, &err), 0);
    assert_int_equal(ig_groups_hash(&context, &groups, &keys, &err), 0);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wide_keys_meet_their_first_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
