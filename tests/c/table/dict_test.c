/* A dictionary numbers texts in order of first appearance, however many there are. */
#define _XOPEN_SOURCE 700 /* mkstemp */

#include "table/dict.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

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

/* Texts in a file: "ab", "", "c"; with the offsets of 4 or 8 bytes behind them. */
static ig_dict *map_texts(ig_memory *memory, const char *path, unsigned width, uint64_t third) {
    ig_error err;
    const uint64_t wide[] = {0, 2, 2, third};
    const uint32_t narrow[] = {0, 2, 2, (uint32_t)third};
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite("abc\0\0\0\0\0", 1, 8, file), 8);
    assert_int_equal(width == 8 ? fwrite(wide, 8, 4, file) : fwrite(narrow, 4, 4, file), 4);
    fclose(file);
    ig_mapping *mapping = ig_mapping_open(memory, NULL, path, &err);
    assert_non_null(mapping);
    const char *bytes = (const char *)ig_mapping_bytes(mapping);
    ig_dict_place place = {
        .texts = bytes, .size_bytes = 3, .starts = bytes + 8, .width = width, .n = 3};
    ig_dict *dict = ig_dict_map(memory, mapping, &place, &err);
    ig_mapping_release(mapping); /* the dictionary keeps it */
    remove(path);
    assert_non_null(dict);
    return dict;
}

static void texts_of_a_mapped_file_are_found(void **state) {
    char path[] = "/tmp/ingot-dict-XXXXXX";
    close(mkstemp(path));
    ig_error err;
    for (unsigned width = 4; width <= 8; width += 4) {
        ig_memory *memory = ig_memory_new();
        ig_dict *dict = map_texts(memory, path, width, 3);
        uint32_t code = 9;
        ig_memory_fail_at(memory, width == 4 ? 1 : 0); /* without an index as well */
        assert_true(ig_dict_find(dict, "c", 1, &code));
        assert_int_equal(code, 2);
        assert_true(ig_dict_find(dict, "", 0, &code));
        assert_int_equal(code, 1);
        assert_false(ig_dict_find(dict, "abc", 3, &code));
        assert_int_equal(ig_dict_size(dict), 3);
        assert_int_equal(ig_dict_texts(dict).size_bytes, 3);
        assert_int_equal(ig_dict_add(dict, "d", 1, &code, &err), -1);
        assert_error(&err, IG_ERROR_INTERNAL, "a mapped dictionary was given a text");
        ig_dict_release(dict);
        assert_int_equal(ig_memory_read(memory).live_blocks, 0);
        ig_memory_free(memory);
    }
}

static void offsets_that_leave_the_texts_give_empty_ones(void **state) {
    static const uint64_t wrong[] = {1, 4, UINT32_MAX};
    char path[] = "/tmp/ingot-dict-XXXXXX";
    close(mkstemp(path));
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ig_memory *memory = ig_memory_new();
        ig_dict *dict = map_texts(memory, path, 8, wrong[i]);
        assert_int_equal(ig_dict_text(dict, 0).size_bytes, 2);
        assert_int_equal(ig_dict_text(dict, 2).size_bytes, 0);
        ig_dict_release(dict);
        ig_memory_free(memory);
    }
}

static void appended_texts_are_found_and_added_to(void **state) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_dict *dict = ig_dict_new(memory, &err);
    assert_non_null(dict);
    assert_int_equal(ig_dict_reserve(dict, 10, 100, &err), 0);
    for (uint32_t i = 0; i < 5000; i++) {
        char text[16];
        uint32_t code = 0;
        int n = snprintf(text, sizeof text, "%u", i);
        if (i % 1000 == 999) { /* the index comes back for it */
            assert_int_equal(ig_dict_add(dict, text, (size_t)n, &code, &err), 0);
            assert_int_equal(code, i);
            assert_int_equal(ig_dict_add(dict, "7", 1, &code, &err), 0);
            assert_int_equal(code, 7);
        } else {
            assert_int_equal(ig_dict_append(dict, text, (size_t)n, &err), 0);
        }
    }
    assert_int_equal(ig_dict_size(dict), 5000);
    for (uint32_t i = 0; i < 6000; i++) {
        char text[16];
        uint32_t code = 0;
        int n = snprintf(text, sizeof text, "%u", i);
        assert_int_equal(ig_dict_find(dict, text, (size_t)n, &code), i < 5000);
        assert_true(i >= 5000 || code == i);
    }
    ig_dict_release(dict);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_numbered_as_they_come),
        cmocka_unit_test(any_bytes_are_a_text),
        cmocka_unit_test(the_last_reference_frees),
        cmocka_unit_test(it_agrees_with_a_list),
        cmocka_unit_test(many_texts_cost_few_allocations),
        cmocka_unit_test(every_failure_frees),
        cmocka_unit_test(texts_of_a_mapped_file_are_found),
        cmocka_unit_test(offsets_that_leave_the_texts_give_empty_ones),
        cmocka_unit_test(appended_texts_are_found_and_added_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
