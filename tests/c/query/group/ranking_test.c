#include "query/group/ranking.h"

#include "query/support.h"

/* Marks are listed in order, and each row is told how many stand before it. */
static void marks_are_ranked(void **state) {
    (void)state;
    static const size_t sizes[] = {0, 1, 64, 65, 20000};
    uint64_t r = 61;
    ig_error err;
    for (size_t s = 0; s < 5; s++) {
        ig_context context = world_new(2);
        ig_ranking ranking;
        uint32_t *rows;
        size_t n, n_marks = 0;
        context.morsel_rows = 64;
        uint8_t *marked = ig_alloc_zero(context.memory, sizes[s], 1, &err);
        assert_int_equal(ig_ranking_init(context.memory, &ranking, sizes[s], &err), 0);
        for (uint32_t i = 0; i < sizes[s]; i++) {
            marked[i] = random_below(&r, 3) == 0;
            if (marked[i])
                ig_bit_put(ranking.words, i, true);
        }
        assert_int_equal(ig_ranking_list(&context, &ranking, &n, &rows, &err), 0);
        for (uint32_t i = 0; i < sizes[s]; i++) {
            assert_int_equal(ig_ranking_of(&ranking, i), n_marks);
            if (marked[i])
                assert_int_equal(rows[n_marks++], i);
        }
        assert_int_equal(n, n_marks);
        ig_free(rows);
        ig_free(marked);
        ig_ranking_reset(&ranking);
        world_free(context);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(marks_are_ranked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
