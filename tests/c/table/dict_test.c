/* A dictionary numbers texts in order of first appearance, however many there are. */
#include "table/dict.h"

#include <stdio.h>

#include "base/harness.h"

static uint32_t add(ig_dict *dict, const char *text) {
    ig_error err = {.kind = IG_ERROR_NONE};
    uint32_t code = 0;
    assert_int_equal(ig_dict_add(dict, text, strlen(text), &code, &err), 0);
    return code;
}

static void texts_are_numbered_as_they_come(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_dict *dict = ig_dict_new(memory, &err);
    uint32_t code = 99;
    assert_int_equal(ig_dict_size(dict), 0);
    assert_false(ig_dict_find(dict, "Vietnam", 7, &code));
    assert_int_equal(add(dict, "Vietnam"), 0);
    assert_int_equal(add(dict, "Thailand"), 1);
    assert_int_equal(add(dict, "Vietnam"), 0);
    assert_int_equal(add(dict, "Viet"), 2);
    assert_int_equal(ig_dict_size(dict), 3);
    assert_true(ig_dict_find(dict, "Thailand", 8, &code));
    assert_int_equal(code, 1);
    assert_false(ig_dict_find(dict, "Thailand", 7, &code));
    assert_int_equal(code, 1); /* untouched */
    ig_text text = ig_dict_text(dict, 2);
    assert_int_equal(text.size_bytes, 4);
    assert_memory_equal(text.bytes, "Viet", 4);
    ig_dict_release(dict);
    ig_dict_release(NULL);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void any_bytes_are_a_text(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_dict *dict = ig_dict_new(memory, &err);
    uint32_t code = 99;
    /* The empty text is one too, also when it is the only one. */
    assert_int_equal(ig_dict_add(dict, NULL, 0, &code, &err), 0);
    assert_int_equal(code, 0);
    assert_int_equal(ig_dict_text(dict, 0).size_bytes, 0);
    assert_non_null(ig_dict_text(dict, 0).bytes);
    assert_true(ig_dict_find(dict, "", 0, &code));
    assert_int_equal(ig_dict_add(dict, "a\0b", 3, &code, &err), 0);
    assert_int_equal(code, 1);
    assert_int_equal(ig_dict_add(dict, "a\0c", 3, &code, &err), 0);
    assert_int_equal(code, 2);
    assert_memory_equal(ig_dict_text(dict, 1).bytes, "a\0b", 3);
    ig_dict_release(dict);
    ig_memory_free(memory);
}

static void the_last_reference_frees(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_dict *dict = ig_dict_new(memory, &err);
    assert_ptr_equal(ig_dict_retain(dict), dict);
    ig_dict_release(dict);
    assert_int_equal(add(dict, "still here"), 0);
    ig_dict_release(dict);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void it_agrees_with_a_list(void **state) {
    enum { TEXTS = 3000, MOST = 6 };
    ig_memory *memory = ig_memory_new();
    uint64_t seed = 21;
    for (size_t round = 0; round < 4; round++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_dict *dict = ig_dict_new(memory, &err);
        static const size_t letters[] = {2, 3, 5, 26};
        char list[TEXTS][MOST + 1];
        uint32_t n = 0;
        for (size_t i = 0; i < TEXTS; i++) {
            char text[MOST + 1] = {0};
            size_t size_bytes = random_below(&seed, MOST + 1);
            for (size_t j = 0; j < size_bytes; j++) {
                text[j] = (char)('a' + random_below(&seed, letters[round]));
            }
            uint32_t expected = 0;
            while (expected < n && strcmp(list[expected], text) != 0) {
                expected++;
            }
            uint32_t code = 0;
            assert_int_equal(ig_dict_find(dict, text, size_bytes, &code), expected < n);
            assert_int_equal(ig_dict_add(dict, text, size_bytes, &code, &err), 0);
            assert_int_equal(code, expected);
            if (expected == n) {
                memcpy(list[n++], text, sizeof text);
            }
        }
        assert_int_equal(ig_dict_size(dict), n);
        for (uint32_t code = 0; code < n; code++) {
            ig_text text = ig_dict_text(dict, code);
            assert_int_equal(text.size_bytes, strlen(list[code]));
            assert_memory_equal(text.bytes, list[code], text.size_bytes);
        }
        ig_dict_release(dict);
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void many_texts_cost_few_allocations(void **state) {
    enum { TEXTS = 100000 };
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_dict *dict = ig_dict_new(memory, &err);
    char text[32];
    for (uint32_t i = 0; i < TEXTS; i++) {
        snprintf(text, sizeof text, "partner %u", i);
        assert_int_equal(add(dict, text), i);
    }
    for (uint32_t i = 0; i < TEXTS; i++) {
        uint32_t code = 0;
        size_t n = (size_t)snprintf(text, sizeof text, "partner %u", i);
        assert_true(ig_dict_find(dict, text, n, &code));
        assert_int_equal(code, i);
    }
    assert_in_range(ig_memory_read(memory).calls, 1, 100);
    assert_int_equal(ig_dict_bytes(dict), ig_memory_read(memory).live_bytes);
    ig_dict_release(dict);
    ig_memory_free(memory);
}

static int fill(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    ig_dict *dict = ig_dict_new(memory, err);
    int result = dict == NULL ? -1 : 0;
    char text[32];
    uint32_t i = 0;
    for (; i < 200 && result == 0; i++) {
        uint32_t code = 0;
        snprintf(text, sizeof text, "text number %u", i);
        result = ig_dict_add(dict, text, strlen(text), &code, err);
    }
    if (dict != NULL && result != 0) { /* a failed add changes nothing */
        uint32_t code = 0;
        assert_int_equal(ig_dict_size(dict), i - 1);
        assert_false(ig_dict_find(dict, text, strlen(text), &code));
        assert_true(i < 2 || ig_dict_find(dict, "text number 0", 13, &code));
    }
    ig_dict_release(dict);
    return result;
}

static void every_failure_frees(void **state) {
    assert_in_range(prove_failures_free(fill, NULL), 10, 40);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_numbered_as_they_come), cmocka_unit_test(any_bytes_are_a_text),
        cmocka_unit_test(the_last_reference_frees),        cmocka_unit_test(it_agrees_with_a_list),
        cmocka_unit_test(many_texts_cost_few_allocations), cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
