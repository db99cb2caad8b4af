/* A buffer grows, prints, and stays whole when memory runs out. */
#include "base/buffer.h"

#include <stdio.h>

#include "base/harness.h"

static void pieces_stand_end_to_end(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_buffer buffer;
    ig_buffer_init(&buffer, memory);
    assert_int_equal(ig_buffer_append(&buffer, NULL, 0, &err), 0);
    assert_null(buffer.bytes); /* nothing asked for, nothing held */
    assert_int_equal(ig_buffer_append(&buffer, "month,", 6, &err), 0);
    assert_int_equal(ig_buffer_printf(&buffer, &err, "%s=%d", "rows", 412), 0);
    assert_string_equal(ig_buffer_text(&buffer, &err), "month,rows=412");
    assert_int_equal(buffer.size_bytes, 14); /* the NUL is not counted */
    assert_int_equal(ig_buffer_append(&buffer, "!", 1, &err), 0);
    assert_string_equal(ig_buffer_text(&buffer, &err), "month,rows=412!");

    /* Reset may come twice, and the buffer can be used again. */
    ig_buffer_reset(&buffer);
    ig_buffer_reset(&buffer);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    assert_string_equal(ig_buffer_text(&buffer, &err), "");
    ig_buffer_reset(&buffer);
    ig_memory_free(memory);
}

static void printing_finds_its_room(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    char wide[1000];
    for (int width = 1; width < 300; width += 7) { /* around and past each growth */
        ig_buffer buffer;
        ig_buffer_init(&buffer, memory);
        assert_int_equal(ig_buffer_printf(&buffer, &err, "%*d", width, 7), 0);
        snprintf(wide, sizeof wide, "%*d", width, 7);
        assert_string_equal(ig_buffer_text(&buffer, &err), wide);
        ig_buffer_reset(&buffer);
    }
    ig_memory_free(memory);
}

static void growth_is_amortised(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_buffer buffer;
    ig_buffer_init(&buffer, memory);
    for (size_t i = 0; i < 100000; i++) {
        char c = (char)('a' + i % 26);
        assert_int_equal(ig_buffer_append(&buffer, &c, 1, &err), 0);
    }
    assert_in_range(ig_memory_read(memory).calls, 1, 20);
    for (size_t i = 0; i < 100000; i++) {
        assert_int_equal(buffer.bytes[i], 'a' + i % 26);
    }
    ig_buffer_reset(&buffer);
    ig_memory_free(memory);
}

static void sizes_that_overflow_are_refused(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_buffer buffer;
    ig_buffer_init(&buffer, memory);
    assert_int_equal(ig_buffer_append(&buffer, "abc", 3, &err), 0);
    assert_int_equal(ig_buffer_reserve(&buffer, SIZE_MAX, &err), -1);
    assert_error(&err, IG_ERROR_LIMIT, "out of memory: 18446744073709551615 more bytes refused");
    assert_int_equal(ig_buffer_reserve(&buffer, SIZE_MAX - 3, &err), -1);
    assert_error(&err, IG_ERROR_LIMIT, "out of memory: 18446744073709551615 bytes refused");
    assert_string_equal(ig_buffer_text(&buffer, &err), "abc");
    ig_buffer_reset(&buffer);
    ig_memory_free(memory);
}

static int write_much(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    ig_buffer buffer;
    ig_buffer_init(&buffer, memory);
    int result = 0;
    for (int i = 0; i < 100 && result == 0; i++) {
        size_t before = buffer.size_bytes;
        result = ig_buffer_printf(&buffer, err, "%100d", i);
        assert_int_equal(buffer.size_bytes, result == 0 ? before + 100 : before);
    }
    result = result == 0 && ig_buffer_text(&buffer, err) != NULL ? 0 : -1;
    ig_buffer_reset(&buffer);
    return result;
}

static void every_failure_frees(void **state) {
    assert_in_range(prove_failures_free(write_much, NULL), 5, 20);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_stand_end_to_end),
        cmocka_unit_test(printing_finds_its_room),
        cmocka_unit_test(growth_is_amortised),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
