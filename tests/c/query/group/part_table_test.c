#include "query/group/part_table.h"

#include "query/support.h"

/* Random keys of one and three words, from few to many, in a table used again and again: equal keys
   have equal numbers, which rise as keys first come. */
static void keys_are_numbered_as_they_come(void **state) {
    (void)state;
    enum { N = 5000, UNIT = 24 };
    uint64_t r = 41;
    ig_error err;
    ig_context context = world_new(1);
    for (size_t n_words = 1; n_words <= 3; n_words += 2) {
        static const size_t variety[] = {1, 40, 4000, 1000000};
        ig_part_table table;
        ig_part_table_init(&table, context.memory, n_words);
        for (size_t v = 0; v < 4; v++) {
            uint64_t *words = ig_alloc_zero(context.memory, N, n_words * sizeof *words, &err);
            uint32_t offsets[N], fresh[N], firsts[N], n_keys = 0;
            for (size_t i = 0; i < N; i++) /* the last word alone tells keys apart, and is even */
                words[i * n_words + n_words - 1] = 2 * (uint64_t)random_below(&r, variety[v]);
            assert_int_equal(ig_part_table_clear(&table, 10, &err), 0);
            for (size_t i = 0; i < N; i += 1000) {
                size_t n_old = table.n_keys;
                assert_int_equal(ig_part_table_find(&table, words + i * n_words, 1000, UNIT,
                                                    offsets + i, fresh, &err),
                                 0);
                for (size_t k = n_old; k < table.n_keys; k++)
                    assert_int_equal(offsets[i + fresh[k - n_old]], k * UNIT);
            }
            for (size_t i = 0; i < N; i++) {
                size_t key = n_words * sizeof *words, number = offsets[i] / UNIT;
                assert_true(offsets[i] % UNIT == 0 && number <= n_keys);
                if (number == n_keys)
                    firsts[n_keys++] = (uint32_t)i;
                assert_memory_equal(words + i * n_words, words + firsts[number] * n_words, key);
                assert_memory_equal(table.words + number * n_words, words + i * n_words, key);
            }
            assert_int_equal(table.n_keys, n_keys);
            ig_free(words);
        }
        ig_part_table_reset(&table);
    }
    world_free(context);
}

/* Slots are numbered as they come, too; new ones are listed where they first come. */
static void slots_are_numbered_as_they_come(void **state) {
    (void)state;
    enum { N = 5000, SLOTS = 900, UNIT = 24, SHIFT = 16 };
    uint64_t r = 43;
    ig_error err;
    ig_context context = world_new(1);
    ig_part_table table;
    ig_part_table_init(&table, context.memory, 0);
    for (size_t round = 0; round < 3; round++) {
        uint32_t numbers[SLOTS] = {0}, items[N], offsets[N], fresh[N], n_keys = 0, n_fresh = 0;
        assert_int_equal(ig_part_table_clear(&table, SLOTS, &err), 0);
        for (size_t i = 0; i < N; i++)
            items[i] = (uint32_t)random_below(&r, SLOTS) << SHIFT | (uint32_t)i;
        ig_part_table_address(&table, items, SHIFT, N, UNIT, offsets, fresh);
        for (size_t i = 0; i < N; i++) {
            uint32_t *number = &numbers[items[i] >> SHIFT];
            if (*number == 0) {
                *number = ++n_keys;
                assert_int_equal(fresh[n_fresh++], i);
            }
            assert_int_equal(offsets[i], (*number - 1) * UNIT);
        }
        assert_int_equal(table.n_keys, n_keys);
    }
    ig_part_table_reset(&table);
    world_free(context);
}

static void failures_free_everything(void **state) {
    (void)state;
    enum { N = 3000 };
    ig_error err;
    ig_context context = world_new(1);
    uint64_t words[N];
    uint32_t offsets[N], fresh[N];
    int rc = -1;
    for (size_t i = 0; i < N; i++)
        words[i] = i;
    for (uint64_t nth = 1; rc != 0; nth++) {
        ig_part_table table;
        ig_part_table_init(&table, context.memory, 1);
        ig_memory_fail_at(context.memory, nth);
        rc = ig_part_table_clear(&table, 0, &err);
        for (size_t i = 0; rc == 0 && i < N; i += 100)
            rc = ig_part_table_find(&table, words + i, 100, 4, offsets + i, fresh, &err);
        ig_memory_fail_at(context.memory, 0);
        ig_part_table_reset(&table);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, 1); /* the pool */
    }
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_numbered_as_they_come),
        cmocka_unit_test(slots_are_numbered_as_they_come),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
