/* Characters in and out, their widths and their lower case. */
#include "formula/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_every_character_comes_back(void **state) {
    for (uint32_t c = 1; c <= 0x10FFFF; c++) {
        char bytes[IG_UTF8_MAX];
        size_t i = 0, n = ig_utf8_put(bytes, c);
        uint32_t want = c >= 0xD800 && c <= 0xDFFF ? IG_UTF8_BAD : c; /* half a pair is none */
        assert_int_equal(ig_utf8_next(bytes, n, &i), want);
        assert_int_equal(i, want == c ? n : 1);
    }
}

static void test_bad_bytes_stand_alone(void **state) {
    static const char *const cases[] = {
        "\x80",     "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xF5\x80\x80\x80", "\xF4\x90\x80\x80",
        "\xE4\xB8", "\xFF",     "\xE4x",    "\xC3"};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        size_t i = 0;
        assert_int_equal(ig_utf8_next(cases[k], strlen(cases[k]), &i), IG_UTF8_BAD);
        assert_int_equal(i, 1);
    }
}

static void test_columns(void **state) {
    assert_int_equal(ig_utf8_columns('a'), 1);
    assert_int_equal(ig_utf8_columns(0xE9), 1);
    assert_int_equal(ig_utf8_columns(0x301), 0);
    assert_int_equal(ig_utf8_columns(0x4E2D), 2);
    assert_int_equal(ig_utf8_columns(0xFF21), 2);
    assert_int_equal(ig_utf8_columns(0x20000), 2);
}

static void test_lower(void **state) {
    static const uint32_t pairs[][2] = {
        {'A', 'a'},       {'z', 'z'},       {'[', '['},       {0xC9, 0xE9},   {0xD7, 0xD7},
        {0x160, 0x161},   {0x161, 0x161},   {0x130, 0x130},   {0x139, 0x13A}, {0x178, 0xFF},
        {0x17D, 0x17E},   {0x3A3, 0x3C3},   {0x3A2, 0x3A2},   {0x416, 0x436}, {0x401, 0x451},
        {0x1EA0, 0x1EA1}, {0xFF21, 0xFF41}, {0x4E2D, 0x4E2D},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        assert_int_equal(ig_utf8_lower(pairs[i][0]), pairs[i][1]);
    for (uint32_t c = 0; c < 0x11000; c++) /* what is lower stays so */
        assert_int_equal(ig_utf8_lower(ig_utf8_lower(c)), ig_utf8_lower(c));
}

static void test_prefix(void **state) {
    assert_int_equal(ig_utf8_prefix("Perú 中文", 12, 0), 0);
    assert_int_equal(ig_utf8_prefix("Perú 中文", 12, 4), 5);
    assert_int_equal(ig_utf8_prefix("Perú 中文", 12, 6), 9);
    assert_int_equal(ig_utf8_prefix("Perú 中文", 12, 99), 12);
    assert_int_equal(ig_utf8_prefix("\xFF\xFFx", 3, 2), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_character_comes_back),
        cmocka_unit_test(test_bad_bytes_stand_alone),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_lower),
        cmocka_unit_test(test_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
