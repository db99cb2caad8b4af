/* Errors are values: a kind that decides the exit code, and a text that always ends. */
#include "base/error.h"

#include "base/harness.h"

static void a_failure_fills_kind_and_text(void **state) {
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_int_equal(ig_fail(&err, IG_ERROR_DATA, "line %d: '%s'", 41, "n/a"), -1);
    assert_error(&err, IG_ERROR_DATA, "line 41: 'n/a'");

    /* A second failure replaces the first, and may quote it. */
    assert_int_equal(ig_fail(&err, IG_ERROR_SCRIPT, "%s again", err.text), -1);
    assert_error(&err, IG_ERROR_SCRIPT, "line 41: 'n/a' again");

    /* Callers that do not ask for the reason still learn of the failure. */
    assert_int_equal(ig_fail(NULL, IG_ERROR_DATA, "x"), -1);
    assert_int_equal(ig_fail_prefix(NULL, "x"), -1);
}

static void a_prefix_keeps_the_kind(void **state) {
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_fail(&err, IG_ERROR_LIMIT, "out of memory");
    assert_int_equal(ig_fail_prefix(&err, "%s:%d: ", "a.lua", 3), -1);
    assert_error(&err, IG_ERROR_LIMIT, "a.lua:3: out of memory");
}

static void long_text_is_cut_at_a_character(void **state) {
    ig_error err = {.kind = IG_ERROR_NONE};
    char text[2 * IG_ERROR_TEXT];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    ig_fail(&err, IG_ERROR_DATA, "%s", text);
    assert_int_equal(strlen(err.text), IG_ERROR_TEXT - 1);

    /* The last character that fits begins at byte 1022 and would need three: it goes whole. */
    memcpy(text + IG_ERROR_TEXT - 2, "月", 3);
    ig_fail(&err, IG_ERROR_DATA, "%s", text);
    assert_int_equal(strlen(err.text), IG_ERROR_TEXT - 2);

    /* A prefix pushes the end out, not the beginning. */
    ig_fail_prefix(&err, "place: ");
    assert_int_equal(strlen(err.text), IG_ERROR_TEXT - 1);
    assert_memory_equal(err.text, "place: xxx", 10);

    /* A prefix too long for itself leaves nothing else. */
    memset(text, 'y', sizeof text - 1);
    ig_fail_prefix(&err, "%s", text);
    assert_int_equal(strlen(err.text), IG_ERROR_TEXT - 1);
    assert_int_equal(err.text[IG_ERROR_TEXT - 2], 'y');
}

static void each_kind_has_a_name_and_an_exit_code(void **state) {
    static const struct {
        ig_error_kind kind;
        const char *name;
        int exit_code;
    } kinds[] = {
        {IG_ERROR_NONE, "none", 0},          {IG_ERROR_SCRIPT, "script", 1},
        {IG_ERROR_USAGE, "usage", 1},        {IG_ERROR_DATA, "data", 65},
        {IG_ERROR_NO_INPUT, "no input", 66}, {IG_ERROR_INTERNAL, "internal", 70},
        {IG_ERROR_LIMIT, "limit", 75},       {IG_ERROR_STOPPED, "stopped", 130},
        {IG_ERROR_RAISED, "script", 1},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        assert_string_equal(ig_error_kind_name(kinds[i].kind), kinds[i].name);
        assert_int_equal(ig_error_exit_code(kinds[i].kind), kinds[i].exit_code);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_failure_fills_kind_and_text),
        cmocka_unit_test(a_prefix_keeps_the_kind),
        cmocka_unit_test(long_text_is_cut_at_a_character),
        cmocka_unit_test(each_kind_has_a_name_and_an_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
