/* What becomes of a system when memory runs out, at any of its allocations; and what it is like
   in C. */
#include "linear/system.h"

#include <stdio.h>

#include "base/world.h"

static const ig_linear_end none = {NULL, false};

static ig_linear_end at(const char *text) {
    return (ig_linear_end){text, false};
}

static ig_linear_end before(const char *text) {
    return (ig_linear_end){text, true};
}

/* Parts of a whole: 20, 30 and 1/3 of it, as they are printed. */
static int fill(ig_linear *system, ig_error *err) {
    size_t made = 0;
    for (size_t i = 0; i < 20; i++) {
        if (ig_linear_variable(system, &made, err) != 0) {
            return -1;
        }
    }
    const ig_linear_term parts[] = {{0, "1"}, {1, "1"}, {2, "1"}, {3, "-1"}};
    const ig_linear_term share[] = {{2, "3"}, {3, "-1"}};
    const ig_linear_term tiny[] = {{3, "1/100000000000000000000000000000000000001"}, {4, "-1"}};
    return ig_linear_row(system, parts, 4, at("0"), at("0"), &made, err) != 0 ||
                   ig_linear_row(system, &parts[0], 1, at("19.5"), before("20.5"), &made, err) !=
                       0 ||
                   ig_linear_row(system, &parts[1], 1, at("29.5"), before("30.5"), &made, err) !=
                       0 ||
                   ig_linear_row(system, share, 2, at("0"), at("0"), &made, err) != 0 ||
                   ig_linear_row(system, tiny, 2, at("0"), before("0.001"), &made, err) != 0 ||
                   ig_linear_row(system, &parts[3], 1, none, before("-77"), &made, err) != 0
               ? -1
               : 0;
}

static void free_texts(char *low, char *high) {
    ig_free(low);
    ig_free(high);
}

static int ask(ig_linear *system, ig_error *err) {
    bool is_feasible = true, low_is_open = false, high_is_open = false;
    char *low = NULL, *high = NULL;
    ig_linear_conflict conflict;
    if (ig_linear_check(system, &is_feasible, &conflict, err) != 0) {
        assert_null(conflict.members);
        return -1;
    }
    assert_false(is_feasible);
    assert_int_equal(conflict.n, 5);
    for (size_t i = 0; i < 5; i++) { /* all but the one about variable 4 */
        assert_int_equal(conflict.members[i].row, i < 4 ? i : 5);
    }
    assert_true(conflict.members[1].is_high);
    ig_linear_conflict_reset(&conflict);
    ig_linear_switch(system, 5, false);

    const ig_linear_term whole = {3, "2"};
    if (ig_linear_range(system, &whole, 1, &low, &low_is_open, &high, &high_is_open, err) != 0) {
        return -1;
    }
    assert_string_equal(low, "147");
    assert_string_equal(high, "153");
    assert_false(low_is_open);
    assert_true(high_is_open);
    free_texts(low, high);

    const ig_linear_term small = {4, "1"};
    if (ig_linear_range(system, &small, 1, &low, &low_is_open, &high, &high_is_open, err) != 0) {
        return -1;
    }
    assert_true(low_is_open);
    assert_true(high_is_open);
    assert_string_equal(high, "153/200000000000000000000000000000000000002");
    free_texts(low, high);

    const ig_linear_term free_one = {5, "1"};
    if (ig_linear_range(system, &free_one, 1, &low, &low_is_open, &high, &high_is_open, err) != 0) {
        return -1;
    }
    assert_null(low);
    assert_null(high);
    return 0;
}

static int live(ig_memory *memory, void *nothing, ig_error *err) {
    ig_context context = {.memory = memory};
    ig_linear *system = ig_linear_new(&context, err);
    int result = system == NULL || fill(system, err) != 0 || ask(system, err) != 0 ? -1 : 0;
    ig_linear_free(system);
    return result;
}

static void every_allocation_may_fail(void **state) {
    assert_true(prove_failures_free(live, NULL) > 50);
}

static void a_conflict_spares_nothing_row_by_row(void **state) {
    ig_context context = world_new(1);
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_linear *system = ig_linear_new(&context, &err);
    assert_non_null(system);
    size_t x = 0, row = 0;
    assert_int_equal(ig_linear_variable(system, &x, &err), 0);
    const ig_linear_term once = {x, "1"};
    assert_int_equal(ig_linear_row(system, &once, 1, at("5"), at("4"), &row, &err), 0);
    assert_int_equal(ig_linear_row(system, &once, 1, at("6"), none, &row, &err), 0);
    assert_int_equal(ig_linear_row(system, &once, 1, none, at("3"), &row, &err), 0);
    bool is_feasible = true;
    ig_linear_conflict conflict;
    assert_int_equal(ig_linear_check(system, &is_feasible, &conflict, &err), 0);
    assert_false(is_feasible);
    size_t rows = 0;
    for (size_t i = 0; i < conflict.n; i++) {
        rows += i == 0 || conflict.members[i].row != conflict.members[i - 1].row;
    }
    assert_int_equal(rows, 2); /* 6 ≤ x ≤ 3; the first alone would be another */
    ig_linear_conflict_reset(&conflict);
    ig_linear_free(system);
    world_free(context);
}

static void who_watches_may_stop_it(void **state) {
    ig_context context = world_new(1);
    ig_watch watch = {.context = NULL};
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_pool_watch(context.pool, &watch);
    ig_linear *system = ig_linear_new(&context, &err);
    assert_non_null(system);
    assert_int_equal(fill(system, &err), 0);
    atomic_store(&watch.stop, 1);
    bool is_feasible = true;
    assert_int_equal(ig_linear_check(system, &is_feasible, NULL, &err), -1);
    assert_error(&err, IG_ERROR_STOPPED, "interrupted");
    atomic_store(&watch.stop, 0);
    assert_int_equal(ig_linear_check(system, &is_feasible, NULL, &err), -1);
    assert_error(&err, IG_ERROR_USAGE, "linear: a system that failed before is of no use");
    ig_linear_free(system);
    world_free(context);
}

static void a_limit_is_kept(void **state) {
    ig_context context = world_new(1);
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_linear *system = ig_linear_new(&context, &err);
    assert_non_null(system);
    ig_memory_limit(context.memory, ig_memory_read(context.memory).live_bytes + 100000);
    size_t made = 0;
    int result = 0;
    for (size_t i = 0; i < IG_LINEAR_MOST && result == 0; i++) {
        result = ig_linear_variable(system, &made, &err);
    }
    assert_int_equal(result, -1);
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    ig_linear_free(system);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_conflict_spares_nothing_row_by_row),
        cmocka_unit_test(who_watches_may_stop_it),
        cmocka_unit_test(a_limit_is_kept),
    };
    return cmocka_run_group_tests_name("linear.system", tests, NULL, NULL);
}
