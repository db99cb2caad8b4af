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
            uint32_t offsets[N], firsts[N], n_keys = 0;
            for (size_t i = 0; i < N; i++) /* the last word alone tells keys apart, and is even */
                words[i * n_words + n_words - 1] = 2 * (uint64_t)random_below(&r, variety[v]);
            assert_int_equal(ig_part_table_clear(&table, 10, &err), 0);
            for (size_t i = 0; i < N; i += 1000)
                assert_int_equal(
                    ig_part_table_find(&table, words + i * n_words, 1000, UNIT, offsets + i, &err),
                    0);
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

static void failures_free_everything(void **state) {
    (void)state;
    enum { N = 3000 };
    ig_error err;
    ig_context context = world_new(1);
    uint64_t words[N];
    uint32_t offsets[N];
    int rc = -1;
    for (size_t i = 0; i < N; i++)
        words[i] = i;
    for (uint64_t nth = 1; rc != 0; nth++) {
        ig_part_table table;
        ig_part_table_init(&table, context.memory, 1);
        ig_memory_fail_at(context.memory, nth);
        rc = ig_part_table_clear(&table, 0, &err);
        for (size_t i = 0; rc == 0 && i < N; i += 100)
            rc = ig_part_table_find(&table, words + i, 100, 4, offsets + i, &err);
        ig_memory_fail_at(context.memory, 0);
        ig_part_table_reset(&table);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, 1); /* the pool */
    }
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_numbered_as_they_come),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
