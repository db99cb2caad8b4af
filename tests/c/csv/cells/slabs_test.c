/* Rooms never overlap, are aligned, and go back together. */
#include "csv/cells/slabs.h"

#include "base/harness.h"

static void rooms_are_apart(void **state) {
    enum { N = 3000 };
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_csv_slabs slabs = {0};
    uint64_t random = 3;
    uint8_t *rooms[N];
    size_t sizes[N];
    for (size_t i = 0; i < N; i++) {
        size_t item = (size_t)1 << random_below(&random, 4);
        size_t n = random_below(&random, i % 100 == 0 ? 1000000 : 2000);
        sizes[i] = n * item;
        rooms[i] = ig_csv_slabs_take(&slabs, memory, n, item, &err);
        assert_non_null(rooms[i]);
        assert_int_equal((uintptr_t)rooms[i] % 16, 0);
        memset(rooms[i], (int)(i % 251), sizes[i]);
    }
    for (size_t i = 0; i < N; i++) {
        for (size_t k = 0; k < sizes[i]; k += 1 + sizes[i] / 50) {
            assert_int_equal(rooms[i][k], i % 251);
        }
    }
    assert_true(ig_memory_read(memory).live_blocks < 300);
    ig_csv_slabs_reset(&slabs);
    ig_csv_slabs_reset(&slabs);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void what_cannot_be_had_is_refused(void **state) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_csv_slabs slabs = {0};
    assert_null(ig_csv_slabs_take(&slabs, memory, SIZE_MAX / 4, 8, &err));
    assert_error(&err, IG_ERROR_LIMIT,
                 "out of memory: 4611686018427387903 items of 8 bytes refused");
    ig_memory_fail_at(memory, 1);
    assert_null(ig_csv_slabs_take(&slabs, memory, 10, 8, &err));
    assert_non_null(ig_csv_slabs_take(&slabs, memory, 10, 8, &err));
    ig_csv_slabs_reset(&slabs);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rooms_are_apart),
        cmocka_unit_test(what_cannot_be_had_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
