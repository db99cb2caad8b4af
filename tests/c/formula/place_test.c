/* The caret stands under its place, whatever the script, and long lines show only what is near. */
#include "formula/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void test_places(void **state) {
    static const struct {
        const char *source, *at, *text;
    } cases[] = {
        {"a + b", "+", "formula: wrong\n  a + b\n    ^"},
        {"a + b", NULL, "formula: wrong\n  a + b\n       ^"},
        {"é + x", "x", "formula: wrong\n  é + x\n      ^"},
        {"国 == 'x'", "==", "formula: wrong\n  国 == 'x'\n     ^"},
        {"e\xCC\x81 + x", "x", "formula: wrong\n  e\xCC\x81 + x\n      ^"}, /* a combining mark */
        {"a\t+ b", "+", "formula: wrong\n  a + b\n    ^"},
        {"a\xFF + b", "+", "formula: wrong\n  a? + b\n     ^"},
        {"first\n  and x\nlast", "x", "formula: wrong\n    and x\n        ^"},
        {"first\nlast", "first", "formula: wrong\n  first\n  ^"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_error err = {0};
        const char *source = cases[i].source;
        size_t at =
            cases[i].at == NULL ? strlen(source) : (size_t)(strstr(source, cases[i].at) - source);
        assert_int_equal(
            ig_place_fail(source, strlen(source), at, &err, IG_ERROR_DATA, "%s", "wrong"), -1);
        assert_int_equal(err.kind, IG_ERROR_DATA);
        assert_string_equal(err.text, cases[i].text);
    }
}

/* Of a line of a thousand characters a window is shown, and the caret is right in it. */
static void test_windows(void **state) {
    char source[1001], want[512];
    for (int i = 0; i < 1000; i++)
        source[i] = (char)('a' + i % 26);
    source[1000] = '\0';
    ig_error err = {0};
    (void)ig_place_fail(source, 1000, 500, &err, IG_ERROR_USAGE, "wrong");
    (void)snprintf(want, sizeof want, "formula: wrong\n  ...%.96s...\n  %63s^", source + 440, "");
    assert_string_equal(err.text, want);
    (void)ig_place_fail(source, 1000, 999, &err, IG_ERROR_USAGE, "wrong");
    (void)snprintf(want, sizeof want, "formula: wrong\n  ...%s\n  %63s^", source + 939, "");
    assert_string_equal(err.text, want);
    (void)ig_place_fail(source, 1000, 3, &err, IG_ERROR_USAGE, "wrong");
    (void)snprintf(want, sizeof want, "formula: wrong\n  %.96s...\n     ^", source);
    assert_string_equal(err.text, want);
}

/* Four bytes and two columns each: the window is full before the text is too long. */
static void test_wide_windows(void **state) {
    char source[4 * 300 + 1] = "";
    for (int i = 0; i < 300; i++)
        memcpy(source + 4 * i, "𠀀", 5);
    ig_error err = {0};
    (void)ig_place_fail(source, sizeof source - 1, 400, &err, IG_ERROR_USAGE, "wrong");
    const char *caret = strrchr(err.text, '\n') + 3;
    assert_int_equal(strspn(caret, " "), 63);
    assert_string_equal(caret + 63, "^");
}

/* Marks without a width take no columns, but bytes: the line is cut by its bytes. */
static void test_lines_of_marks(void **state) {
    char source[2 * 2000 + 1] = "";
    for (int i = 0; i < 2000; i++)
        memcpy(source + 2 * i, "\xCC\x81", 3);
    ig_error err = {0};
    (void)ig_place_fail(source, sizeof source - 1, 0, &err, IG_ERROR_USAGE, "wrong");
    assert_non_null(strstr(err.text, "...\n  ^"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_wide_windows),
        cmocka_unit_test(test_lines_of_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
