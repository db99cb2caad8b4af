/* Names are found alike whether they are few or many enough for an index. */
#include "query/check.h"
#include "query/node.h"

#include <stdio.h>

#include "base/harness.h"

enum { MANY = 500, TEXT = 24 };

/* The names "n0", "n1", … of which number `twin` is called as its predecessor (0: none is). */
static int make(ig_memory *memory, ig_names *names, size_t n, size_t twin, ig_error *err) {
    static char texts[MANY][TEXT];
    const char *items[MANY];
    for (size_t i = 0; i < n; i++) {
        snprintf(texts[i], TEXT, "n%zu", i);
        items[i] = twin > 0 && i == twin ? texts[i - 1] : texts[i];
    }
    return ig_names_copy(memory, names, items, n, err);
}

static void names_are_found(void **state) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    for (size_t n = 0; n <= MANY; n = n < 70 ? n + 1 : 2 * n + 33) {
        ig_names names;
        assert_int_equal(make(memory, &names, n, 0, &err), 0);
        assert_int_equal(ig_check_distinct(&names, &err), 0);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(ig_names_find(&names, names.items[i]), i);
        }
        assert_int_equal(ig_names_find(&names, "other"), SIZE_MAX);
        assert_int_equal(ig_names_find(&names, ""), SIZE_MAX);
        ig_names_reset(&names);
    }
    ig_memory_free(memory);
}

static void the_first_of_two_is_found(void **state) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    static const size_t sizes[] = {2, 31, 32, 33, MANY};
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        ig_names names;
        char text[64];
        size_t twin = sizes[k] - 1;
        assert_int_equal(make(memory, &names, sizes[k], twin, &err), 0);
        assert_int_equal(ig_names_find(&names, names.items[twin]), twin - 1);
        assert_int_equal(ig_check_distinct(&names, &err), -1);
        snprintf(text, sizeof text, "two columns named 'n%zu'", twin - 1);
        assert_string_equal(err.text, text);
        ig_names_reset(&names);
    }
    ig_memory_free(memory);
}

static void copying_fails_cleanly(void **state) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    int status = -1;
    for (uint64_t nth = 1; status != 0; nth++) {
        ig_names names;
        ig_memory_fail_at(memory, nth);
        status = make(memory, &names, 40, 0, &err);
        ig_memory_fail_at(memory, 0);
        if (status == 0) {
            assert_int_equal(nth, 43); /* the list, 40 texts, the index, and none that fails */
            ig_names_reset(&names);
        }
        assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    }
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(the_first_of_two_is_found),
        cmocka_unit_test(copying_fails_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
