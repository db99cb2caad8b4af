/* The account knows what is live, refuses what it must, and fails where it is told to. */
#include "base/memory.h"

#include <pthread.h>

#include "base/harness.h"

static void blocks_are_counted_and_aligned(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    char *first = ig_alloc(memory, 100, &err);
    char *empty = ig_alloc(memory, 0, &err); /* valid, and freed like any other */
    int64_t *zeros = ig_alloc_zero(memory, 50, sizeof *zeros, &err);
    assert_non_null(first);
    assert_non_null(empty);
    assert_non_null(zeros);
    assert_int_equal((uintptr_t)first % 16, 0);
    assert_int_equal((uintptr_t)empty % 16, 0);
    assert_int_equal((uintptr_t)zeros % 16, 0);
    for (size_t i = 0; i < 50; i++) {
        assert_int_equal(zeros[i], 0);
    }
    memset(first, 1, 100);

    ig_memory_stats stats = ig_memory_read(memory);
    assert_int_equal(stats.live_bytes, 500);
    assert_int_equal(stats.live_blocks, 3);
    assert_int_equal(stats.calls, 3);

    /* The peak remembers what is gone. */
    ig_free(zeros);
    ig_free(empty);
    ig_free(NULL);
    stats = ig_memory_read(memory);
    assert_int_equal(stats.live_bytes, 100);
    assert_int_equal(stats.peak_bytes, 500);
    assert_int_equal(stats.live_blocks, 1);
    ig_free(first);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
    ig_memory_free(NULL);
}

static void a_block_can_grow_and_shrink(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    uint32_t *items = ig_realloc_array(memory, NULL, 4, sizeof *items, &err);
    assert_non_null(items);
    for (uint32_t i = 0; i < 4; i++) {
        items[i] = i;
    }
    items = ig_realloc_array(memory, items, 1000, sizeof *items, &err);
    assert_non_null(items);
    assert_int_equal(items[3], 3);
    assert_int_equal(ig_memory_read(memory).live_bytes, 4000);
    items = ig_realloc_array(memory, items, 2, sizeof *items, &err);
    assert_non_null(items);
    assert_int_equal(items[1], 1);
    assert_int_equal(ig_memory_read(memory).live_bytes, 8);
    assert_int_equal(ig_memory_read(memory).live_blocks, 1);

    /* It stays with its account, whichever is named. */
    ig_memory *other = ig_memory_new();
    items = ig_realloc_array(other, items, 10, sizeof *items, &err);
    assert_non_null(items);
    assert_int_equal(ig_memory_read(memory).live_bytes, 40);
    assert_int_equal(ig_memory_read(other).calls, 0);
    ig_memory_free(other);
    ig_free(items);
    ig_memory_free(memory);
}

static void texts_are_copied_with_a_nul(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    char *part = ig_strndup(memory, "kilogram", 4, &err);
    char *whole = ig_strdup(memory, "USD", &err);
    char *none = ig_strndup(memory, NULL, 0, &err);
    assert_string_equal(part, "kilo");
    assert_string_equal(whole, "USD");
    assert_string_equal(none, "");
    assert_null(ig_strndup(memory, "x", SIZE_MAX, &err));
    assert_error(&err, IG_ERROR_LIMIT, "out of memory: 18446744073709551615 bytes refused");
    ig_free(part);
    ig_free(whole);
    ig_free(none);
    ig_memory_free(memory);
}

static void sizes_that_overflow_are_refused(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    const size_t half = SIZE_MAX / 2 + 1;
    const char *product = "out of memory: 9223372036854775808 items of 2 bytes refused";
    assert_null(ig_alloc_array(memory, half, 2, &err));
    assert_error(&err, IG_ERROR_LIMIT, product);
    assert_null(ig_alloc_zero(memory, half, 2, &err));
    assert_error(&err, IG_ERROR_LIMIT, product);
    assert_null(ig_realloc_array(memory, NULL, half, 2, &err));
    assert_error(&err, IG_ERROR_LIMIT, product);

    /* The header must not overflow either. */
    assert_null(ig_alloc(memory, SIZE_MAX - 3, &err));
    assert_error(&err, IG_ERROR_LIMIT, "out of memory: 18446744073709551612 bytes refused");
    char *block = ig_alloc(memory, 8, &err);
    assert_non_null(block);
    assert_null(ig_realloc_array(memory, block, SIZE_MAX - 3, 1, &err));
    assert_null(ig_realloc_array(memory, block, half, 2, &err));
    assert_int_equal(ig_memory_read(memory).live_bytes, 8);
    ig_free(block);
    ig_memory_free(memory);
}

static void the_limit_holds(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_memory_limit(memory, 1000);
    char *most = ig_alloc(memory, 900, &err);
    assert_non_null(most);
    most[899] = 'x';
    assert_null(ig_alloc(memory, 101, &err));
    assert_error(
        &err, IG_ERROR_LIMIT,
        "memory limit: 101 bytes more were needed, 900 bytes are in use, the limit is 1000 bytes");

    /* A refused resize leaves the block as it was; only its growth counts against the limit. */
    assert_null(ig_realloc_array(memory, most, 1001, 1, &err));
    assert_error(
        &err, IG_ERROR_LIMIT,
        "memory limit: 101 bytes more were needed, 900 bytes are in use, the limit is 1000 bytes");
    assert_int_equal(most[899], 'x');
    most = ig_realloc_array(memory, most, 1000, 1, &err);
    assert_non_null(most);
    assert_null(ig_alloc(memory, 1, &err));

    /* What is freed can be had again, and the limit can be lifted. */
    ig_free(most);
    most = ig_alloc(memory, 1000, &err);
    assert_non_null(most);
    ig_memory_limit(memory, 0);
    char *more = ig_alloc(memory, 1000, &err);
    assert_non_null(more);
    ig_free(most);
    ig_free(more);
    ig_memory_free(memory);
}

static void the_limit_covers_guests(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_memory_limit(memory, 3 * 1024);
    ig_memory_guest(memory, 5000, 2952);
    assert_int_equal(ig_memory_read(memory).guest_bytes, 2048);
    assert_int_equal(ig_memory_read(memory).limit_bytes, 3072);
    assert_null(ig_alloc(memory, 1025, &err));
    assert_error(&err, IG_ERROR_LIMIT,
                 "memory limit: 1 KB more were needed, 2 KB are in use, the limit is 3 KB");
    char *block = ig_alloc(memory, 1024, &err);
    assert_non_null(block);
    assert_false(ig_memory_is_over(memory));

    /* A guest is never refused, but then others are: all but what needs nothing more. */
    ig_memory_guest(memory, 4096, 0);
    assert_true(ig_memory_is_over(memory));
    assert_null(ig_alloc(memory, 1, &err));
    assert_error(&err, IG_ERROR_LIMIT,
                 "memory limit: 1 byte more were needed, 7 KB are in use, the limit is 3 KB");
    block = ig_realloc_array(memory, block, 100, 1, &err);
    assert_non_null(block);
    ig_memory_limit(memory, 0);
    assert_false(ig_memory_is_over(memory));
    ig_memory_guest(memory, 0, 6144);
    assert_int_equal(ig_memory_read(memory).guest_bytes, 0);
    assert_int_equal(ig_memory_read(memory).live_bytes, 100);
    ig_free(block);
    ig_memory_free(memory);
}

static void sizes_are_told_for_people(void **state) {
    static const struct {
        size_t size_bytes;
        const char *text;
    } sizes[] = {
        {0, "0 bytes"},
        {1, "1 byte"},
        {1023, "1023 bytes"},
        {1024, "1 KB"},
        {1536, "1.5 KB"},
        {1048575, "1 MB"}, /* not 1024 KB */
        {512 * 1048576u, "512 MB"},
        {UINT64_C(1288490188), "1.2 GB"},
        {UINT64_C(2147483648), "2 GB"},
        {UINT64_C(2147483648) - 1, "2 GB"},
        {SIZE_MAX, "16777216 TB"},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char text[IG_SIZE_TEXT];
        ig_size_print(text, sizes[i].size_bytes);
        assert_string_equal(text, sizes[i].text);
    }
}

static void the_nth_allocation_fails_once(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_memory_fail_at(memory, 2);
    char *first = ig_alloc(memory, 16, &err);
    assert_non_null(first);
    assert_null(ig_realloc_array(memory, first, 4096, 1, &err)); /* a resize counts as well */
    assert_error(&err, IG_ERROR_LIMIT, "out of memory: 4096 bytes refused");
    first = ig_realloc_array(memory, first, 4096, 1, &err);
    assert_non_null(first);

    ig_memory_fail_at(memory, 1);
    ig_memory_fail_at(memory, 0); /* taken back */
    char *second = ig_alloc(memory, 1, &err);
    assert_non_null(second);
    ig_free(first);
    ig_free(second);
    ig_memory_free(memory);
}

static void a_block_may_outlive_its_account(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    char *text = ig_strdup(memory, "still here", &err);
    ig_memory_free(memory);
    assert_string_equal(text, "still here");
    ig_free(text); /* and takes the account with it: LeakSanitizer would tell */
}

enum { ROUNDS = 2000 };

static void *allocate_and_free(void *argument) {
    ig_error err;
    for (size_t i = 1; i <= ROUNDS; i++) {
        char *block = ig_alloc(argument, i, &err);
        block = block == NULL ? NULL : ig_realloc_array(argument, block, 2 * i, 1, &err);
        ig_free(block);
    }
    return NULL;
}

static void threads_may_share_an_account(void **state) {
    ig_memory *memory = ig_memory_new();
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, allocate_and_free, memory), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
    }
    ig_memory_stats stats = ig_memory_read(memory);
    assert_int_equal(stats.live_bytes, 0);
    assert_int_equal(stats.live_blocks, 0);
    assert_int_equal(stats.calls, 4 * 2 * ROUNDS);
    assert_in_range(stats.peak_bytes, 2 * ROUNDS, 4 * 2 * ROUNDS);
    ig_memory_free(memory);
}

static void pages_are_given_back_with_their_block(void **state) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    static const size_t sizes[] = {0, 1, 300000, 1 << 20, 9 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        char *neighbour = ig_alloc(memory, 100, &err);
        char *block = ig_alloc(memory, sizes[i], &err);
        char *other = ig_alloc(memory, 100, &err);
        assert_true(neighbour != NULL && block != NULL && other != NULL);
        memset(neighbour, 1, 100);
        memset(block, 2, sizes[i]);
        memset(other, 3, 100);
        ig_free_pages(block);
        for (size_t k = 0; k < 100; k++) {
            assert_true(neighbour[k] == 1 && other[k] == 3);
        }
        ig_free(neighbour);
        ig_free(other);
    }
    ig_free_pages(NULL);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    assert_int_equal(ig_memory_read(memory).live_bytes, 0);
    ig_memory_free(memory);
}

static void pages_go_from_block_to_block(void **state) {
    (void)state;
    enum { N = 5 << 20 };
    ig_error err;
    ig_memory *memory = ig_memory_new();
    for (int round = 0; round < 3; round++) {
        char *small = ig_alloc_pages(memory, 10, 1, &err);
        char *block = ig_alloc_pages(memory, N, 1, &err);
        assert_true(small != NULL && block != NULL && (uintptr_t)block % 16 == 0);
        memset(small, 1, 10);
        memset(block, round, N);
        assert_int_equal(ig_memory_read(memory).live_bytes, N + 10);
        if (round == 1) {
            block = ig_realloc_array(memory, block, N / 4, 2, &err);
            assert_non_null(block);
            assert_int_equal(block[0] + block[N / 2 - 1], 2);
            assert_int_equal(ig_memory_read(memory).live_bytes, N / 2 + 10);
        }
        if (round == 2) {
            ig_free(block);
        } else {
            ig_free_pages(block);
        }
        ig_free_pages(small);
        assert_int_equal(ig_memory_read(memory).live_bytes, 0);
    }
    ig_memory_fail_at(memory, 1);
    assert_null(ig_alloc_pages(memory, N, 1, &err));
    assert_null(ig_alloc_pages(memory, SIZE_MAX / 2, 4, &err));
    ig_memory_limit(memory, N - 1);
    assert_null(ig_alloc_pages(memory, N, 1, &err));
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    ig_memory_limit(memory, 0);
    char *last = ig_alloc_pages(memory, N, 1, &err);
    assert_non_null(last);
    ig_memory_trim(memory);
    ig_memory_free(memory);
    ig_free_pages(last); /* outlives its account, and with it go the kept pages */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_counted_and_aligned),
        cmocka_unit_test(a_block_can_grow_and_shrink),
        cmocka_unit_test(texts_are_copied_with_a_nul),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(the_limit_holds),
        cmocka_unit_test(the_limit_covers_guests),
        cmocka_unit_test(sizes_are_told_for_people),
        cmocka_unit_test(the_nth_allocation_fails_once),
        cmocka_unit_test(a_block_may_outlive_its_account),
        cmocka_unit_test(threads_may_share_an_account),
        cmocka_unit_test(pages_are_given_back_with_their_block),
        cmocka_unit_test(pages_go_from_block_to_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
