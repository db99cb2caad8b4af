#include "query/group/slots.h"

#include "query/support.h"

/* The offsets of random keys of every type are what their codes say, through a selection or not. */
static void slots_are_made_of_codes(void **state) {
    (void)state;
    enum { N_ROWS = 1500, UNIT = 12 };
    uint64_t r = 51;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(200); round < rounds; round++) {
        ig_context context = world_new(1);
        ig_column *columns[3];
        ig_key_spec specs[3] = {{.n_numbers = 0}};
        size_t n_keys = 1 + random_below(&r, 3), at = random_below(&r, 400);
        uint32_t *rows =
            random_below(&r, 2) != 0 ? random_rows(context.memory, &r, N_ROWS, N_ROWS) : NULL;
        for (size_t k = 0; k < n_keys; k++) {
            columns[k] =
                random_column(context.memory, &r, &FLAVOURS[random_below(&r, N_FLAVOURS)], N_ROWS);
            specs[k] = (ig_key_spec){.view = {columns[k], rows},
                                     .ordered = random_below(&r, 4) == 0,
                                     .descending = random_below(&r, 4) == 0};
        }
        ig_keys keys;
        uint32_t offsets[IG_VECTOR_ROWS];
        uint64_t codes[IG_VECTOR_ROWS];
        assert_int_equal(ig_keys_init(&context, &keys, specs, n_keys, N_ROWS, &err), 0);
        size_t n_slots = ig_slots_count(&keys, 1 << 20), n = IG_VECTOR_ROWS;
        if (n_slots > 0)
            ig_slots_offsets(&keys, NULL, UNIT, at, n, offsets);
        uint64_t slots[IG_VECTOR_ROWS] = {0}, all = 1;
        for (size_t k = 0; n_slots > 0 && k < keys.n; k++) {
            ig_key_codes(&keys.items[k], at, n, codes);
            for (size_t i = 0; i < n; i++)
                slots[i] = slots[i] * (keys.items[k].greatest + 1) + codes[i];
            all *= keys.items[k].greatest + 1;
        }
        for (size_t i = 0; n_slots > 0 && i < n; i++)
            assert_true(offsets[i] == slots[i] * UNIT && slots[i] < n_slots);
        assert_true(n_slots == 0 || n_slots == all);
        ig_keys_reset(&keys);
        ig_free(rows);
        for (size_t k = 0; k < n_keys; k++)
            ig_column_release(columns[k]);
        world_free(context);
    }
}

/* Numbers in a reach lead back to the slots; rows across blocks, and rows picked, have none. */
static void a_reach_numbers_the_slots_of_a_block(void **state) {
    (void)state;
    enum { N_ROWS = 3 * IG_STATS_ROWS + 700, UNIT = 24 };
    uint64_t r = 52;
    ig_error err;
    size_t n_narrow = 0;
    for (size_t round = 0, rounds = test_rounds(20); round < rounds; round++) {
        ig_context context = world_new(1);
        ig_column *columns[3];
        ig_key_spec specs[3] = {{.n_numbers = 0}};
        size_t n_keys = 1 + random_below(&r, 3);
        for (size_t k = 0; k < n_keys; k++) {
            columns[k] = clustered_column(context.memory, &r,
                                          &FLAVOURS[random_below(&r, N_FLAVOURS)], N_ROWS);
            specs[k] = (ig_key_spec){.view = {columns[k], NULL}, .descending = round % 7 == 0};
            if (random_below(&r, 4) > 0)
                assert_non_null(ig_column_stats(&context, columns[k], &err));
        }
        ig_keys keys;
        assert_int_equal(ig_keys_init(&context, &keys, specs, n_keys, N_ROWS, &err), 0);
        for (size_t at = 0; ig_slots_count(&keys, 1 << 20) > 0 && at < N_ROWS;
             at += IG_VECTOR_ROWS) {
            uint32_t near[IG_VECTOR_ROWS], offsets[IG_VECTOR_ROWS];
            size_t n = ig_least(IG_VECTOR_ROWS, N_ROWS - at);
            ig_reach reach;
            if (!ig_slots_reach(&keys, at, n, &reach))
                continue;
            n_narrow++;
            ig_slots_offsets(&keys, &reach, UNIT, at, n, near);
            ig_slots_offsets(&keys, NULL, 1, at, n, offsets);
            for (size_t i = 0; i < n; i++) {
                assert_true(near[i] % UNIT == 0 && near[i] / UNIT < reach.n_slots);
                assert_int_equal(ig_reach_slot(&keys, &reach, near[i] / UNIT), offsets[i]);
            }
        }
        ig_reach reach;
        assert_false(ig_slots_reach(&keys, IG_STATS_ROWS - 1, 2, &reach));
        ig_keys_reset(&keys);
        for (size_t k = 0; k < n_keys; k++)
            ig_column_release(columns[k]);
        world_free(context);
    }
    assert_true(n_narrow > 0);
}

static void too_many_slots_are_none(void **state) {
    (void)state;
    ig_key items[] = {{.greatest = 9}, {.greatest = 99}, {.greatest = UINT64_MAX}};
    assert_int_equal(ig_slots_count(&(ig_keys){2, items}, 1000), 1000);
    assert_int_equal(ig_slots_count(&(ig_keys){2, items}, 999), 0);
    assert_int_equal(ig_slots_count(&(ig_keys){3, items}, SIZE_MAX), 0);
    assert_int_equal(ig_slots_count(&(ig_keys){0, NULL}, 1), 1);
    assert_int_equal(ig_slots_count(&(ig_keys){1, items}, 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slots_are_made_of_codes),
        cmocka_unit_test(a_reach_numbers_the_slots_of_a_block),
        cmocka_unit_test(too_many_slots_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
