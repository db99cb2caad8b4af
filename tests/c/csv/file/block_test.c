/* Bytes are kept in order while they are dropped in front and appended behind. */
#include "csv/file/block.h"

#include "base/world.h"

static void what_is_dropped_makes_room_for_what_comes(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_csv_block block = {.memory = memory};
    uint64_t seed = 5;
    char next = 0;  /* to be appended */
    char first = 0; /* held */
    for (size_t round = 0; round < 2000; round++) {
        ig_error err;
        char bytes[64];
        size_t n = random_below(&seed, sizeof bytes);
        for (size_t i = 0; i < n; i++) {
            bytes[i] = next++;
        }
        assert_int_equal(ig_csv_block_append(&block, bytes, n, &err), 0);
        size_t dropped = random_below(&seed, block.size_bytes + 1);
        for (size_t i = 0; i < block.size_bytes; i++) {
            assert_int_equal(ig_csv_block_bytes(&block)[i], (char)(first + (char)i));
        }
        if (block.room != NULL) {
            ig_csv_block_drop(&block, dropped);
            first = (char)(first + (char)dropped);
        }
    }
    assert_true(block.room_bytes < 1000); /* it did not grow with what went through it */
    ig_csv_block_clear(&block);
    assert_int_equal(block.size_bytes, 0);
    ig_csv_block_reset(&block);
    ig_csv_block_reset(&block);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static int grow(ig_memory *memory, void *context, ig_error *err) {
    ig_csv_block block = {.memory = memory};
    int status = 0;
    for (size_t n = 0; n < 10000 && status == 0; n = 4 * n + 1) { /* room for nothing, too */
        status = ig_csv_block_reserve(&block, n, err);
        if (status == 0) { /* all of it may be written to, and the slack be read */
            memset(ig_csv_block_bytes(&block), 1, n);
            assert_int_equal(ig_csv_block_bytes(&block)[-1], 0);
            assert_int_equal(ig_csv_block_bytes(&block)[block.room_bytes + IG_CSV_SLACK - 1], 0);
        }
    }
    ig_csv_block_reset(&block);
    return status;
}

static void failures_free(void **state) {
    assert_in_range(prove_failures_free(grow, NULL), 2, 20);
}

static void sizes_are_checked_before_they_are_added(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_csv_block block = {.memory = memory};
    ig_error err;
    assert_int_equal(ig_csv_block_append(&block, "x", 1, &err), 0);
    assert_int_equal(ig_csv_block_reserve(&block, SIZE_MAX, &err), -1);
    assert_error(&err, IG_ERROR_LIMIT, "18446744073709551615 bytes are too many to hold");
    ig_csv_block_reset(&block);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_dropped_makes_room_for_what_comes),
        cmocka_unit_test(failures_free),
        cmocka_unit_test(sizes_are_checked_before_they_are_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
