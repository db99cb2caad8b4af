#include "query/vector/scatter.h"

#include "query/support.h"

/* Counts become places: parts one after the other, in each the chunks in order. */
static void counts_become_places(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_scatter scatter;
    assert_int_equal(ig_scatter_init(&context, &scatter, 2 * IG_MORSEL_ROWS + 1, 2, &err), 0);
    assert_true(scatter.n_chunks == 3 && scatter.chunk_rows == IG_MORSEL_ROWS);
    const uint32_t counts[] = {5, 1, 0, 7, 2, 0}; /* chunk by chunk */
    const uint32_t places[] = {0, 7, 5, 8, 5, 15}, starts[] = {0, 7, 15};
    memcpy(scatter.at, counts, sizeof counts);
    ig_scatter_place(&scatter);
    assert_memory_equal(scatter.at, places, sizeof places);
    assert_memory_equal(scatter.starts, starts, sizeof starts);
    ig_scatter_reset(&scatter);
    world_free(context);
}

/* Chunks grow with the rows, never past 64 of them. */
static void chunks_cover_all_rows(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    static const size_t rows[] = {0,
                                  1,
                                  IG_MORSEL_ROWS,
                                  64 * (size_t)IG_MORSEL_ROWS,
                                  64 * (size_t)IG_MORSEL_ROWS + 1,
                                  UINT32_MAX - 1};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ig_scatter scatter;
        assert_int_equal(ig_scatter_init(&context, &scatter, rows[i], 4, &err), 0);
        assert_true(scatter.n_chunks <= 64);
        assert_true(scatter.n_chunks * scatter.chunk_rows >= rows[i]);
        assert_true(rows[i] == 0 || (scatter.n_chunks - 1) * scatter.chunk_rows < rows[i]);
        ig_scatter_reset(&scatter);
    }
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_become_places),
        cmocka_unit_test(chunks_cover_all_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
