/* Parameters: copied when set, found by name, replaced by a second value. */
#include "formula/params.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_values_are_copied(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {0};
    ig_params *params = ig_params_new(memory, &err);
    char text[] = "Mexico";
    ig_value values[3] = {{.type = IG_TEXT, .bytes = text, .size_bytes = 6},
                          {.type = IG_DECIMAL, .integer = 75, .scale = 1},
                          {.type = IG_TEXT, .missing = true}};
    assert_int_equal(ig_params_set(params, "list", true, values, 3, &err), 0);
    assert_int_equal(ig_params_set(params, "none", true, NULL, 0, &err), 0);
    assert_int_equal(ig_params_set(params, "one", false, &values[1], 1, &err), 0);
    memset(text, '?', 6);
    bool list = false;
    const ig_value *found = NULL;
    size_t n = 0;
    assert_true(ig_params_find(params, "list", &list, &found, &n));
    assert_true(list);
    assert_int_equal(n, 3);
    assert_string_equal(found[0].bytes, "Mexico");
    assert_int_equal(found[1].integer, 75);
    assert_true(found[2].missing);
    assert_true(ig_params_find(params, "none", &list, &found, &n));
    assert_int_equal(n, 0);
    assert_true(ig_params_find(params, "one", &list, &found, &n));
    assert_false(list);
    assert_false(ig_params_find(params, "two", &list, &found, &n));
    assert_false(ig_params_find(NULL, "one", &list, &found, &n));
    assert_int_equal(ig_params_size(params), 3);
    assert_string_equal(ig_params_name(params, 2), "one");
    ig_params_release(params);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void test_a_second_value_replaces_the_first(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {0};
    ig_params *params = ig_params_new(memory, &err);
    ig_value value = {.type = IG_BOOL, .boolean = true};
    assert_int_equal(ig_params_set(params, "x", true, &value, 1, &err), 0);
    value.boolean = false;
    assert_int_equal(ig_params_set(params, "x", false, &value, 1, &err), 0);
    bool list = true;
    const ig_value *found = NULL;
    size_t n = 0;
    assert_true(ig_params_find(params, "x", &list, &found, &n));
    assert_false(list);
    assert_false(found[0].boolean);
    assert_int_equal(ig_params_size(params), 1);
    assert_int_equal(ig_params_set(params, "x", false, &value, 0, &err), -1);
    assert_string_equal(err.text, "parameter 'x': one value expected, got 0");
    assert_ptr_equal(ig_params_retain(params), params);
    ig_params_release(params);
    assert_int_equal(ig_params_size(params), 1);
    ig_params_release(params);
    ig_params_release(NULL);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void test_every_failure_frees(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_value values[2] = {{.type = IG_TEXT, .bytes = "a", .size_bytes = 1}, {.type = IG_REAL}};
    bool done = false;
    uint64_t nth = 1;
    for (; !done; nth++) {
        ig_error err = {0};
        ig_memory_fail_at(memory, nth);
        ig_params *params = ig_params_new(memory, &err);
        done = params != NULL && ig_params_set(params, "a", true, values, 2, &err) == 0 &&
               ig_params_set(params, "b", false, values, 1, &err) == 0 &&
               ig_params_set(params, "a", false, values, 1, &err) == 0;
        ig_memory_fail_at(memory, 0);
        assert_true(done || err.kind == IG_ERROR_LIMIT);
        ig_params_release(params);
        assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    }
    assert_true(nth > 7);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_are_copied),
        cmocka_unit_test(test_a_second_value_replaces_the_first),
        cmocka_unit_test(test_every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
