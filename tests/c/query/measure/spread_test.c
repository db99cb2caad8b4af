#include "query/measure/spread.h"

#include "query/support.h"

/* Whatever the spread, each row belongs to one task, in row order; in parts, groups never share. */
static void check_spread(size_t n_rows, size_t n_groups, bool parts, size_t least_tasks) {
    ig_error err;
    ig_context context = world_new(2);
    uint64_t r = n_groups;
    uint32_t *ids = n_groups > 1 ? random_rows(context.memory, &r, n_groups, n_rows) : NULL;
    uint8_t *seen = ig_alloc_zero(context.memory, n_rows, 1, &err);
    size_t *owner = ig_alloc_zero(context.memory, n_groups, sizeof *owner, &err);
    ig_groups groups = {.n_rows = n_rows, .n_groups = n_groups, .ids = ids};
    ig_spread spread;
    assert_int_equal(ig_spread_init(&context, &spread, &groups, &err), 0);
    assert_int_equal(spread.positions != NULL, parts);
    assert_int_equal(spread.n_sets, parts ? 1 : spread.n_tasks);
    assert_true(spread.n_tasks >= least_tasks && spread.n_tasks <= 64);
    size_t total = 0;
    for (size_t task = 0; task < spread.n_tasks; task++) {
        ig_span span = ig_spread_span(&spread, &groups, task);
        total += span.n;
        for (size_t i = 0; i < span.n; i++) {
            size_t at = parts ? span.positions[i] : span.at + i;
            assert_false(seen[at]);
            seen[at] = 1;
            assert_true(!parts || i == 0 || span.positions[i - 1] < at);
            if (parts) {
                assert_true(owner[ids[at]] == 0 || owner[ids[at]] == task + 1);
                owner[ids[at]] = task + 1;
            }
        }
    }
    assert_int_equal(total, n_rows);
    ig_spread_reset(&spread);
    ig_free(ids);
    ig_free(seen);
    ig_free(owner);
    world_free(context);
}

static void every_row_has_one_task(void **state) {
    (void)state;
    check_spread(0, 1, false, 1);
    check_spread(10, 3, false, 1);
    check_spread(65537, 1, false, 2);
    check_spread(300000, 100, false, 5);
    check_spread(300000, 90000, true, 32);
    check_spread(131073, 131073, true, 32);
}

static void failures_free_everything(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    uint64_t r = 7;
    uint32_t *ids = random_rows(context.memory, &r, 90000, 200000);
    ig_groups groups = {.n_rows = 200000, .n_groups = 90000, .ids = ids};
    size_t before = ig_memory_read(context.memory).live_blocks;
    int rc = -1;
    for (uint64_t nth = 1; rc != 0; nth++) {
        ig_spread spread;
        ig_memory_fail_at(context.memory, nth);
        rc = ig_spread_init(&context, &spread, &groups, &err);
        ig_memory_fail_at(context.memory, 0);
        ig_spread_reset(&spread);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    }
    ig_free(ids);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_one_task),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
