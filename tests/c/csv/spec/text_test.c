/* Pieces of text: what counts as a blank, where a text may be cut, what a terminal may see. */
#include "csv/spec/text.h"

#include "csv/world.h"

static void assert_text(ig_text text, const char *expected) {
    assert_int_equal(text.size_bytes, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.size_bytes);
}

static ig_text of(const char *text) {
    return (ig_text){text, strlen(text)};
}

static void blanks_are_spaces_and_tabs(void **state) {
    assert_text(ig_csv_text_trim(of(" \t a b\t ")), "a b");
    assert_text(ig_csv_text_trim(of("")), "");
    assert_text(ig_csv_text_trim(of(" \t ")), "");
    assert_text(ig_csv_text_trim(of("\xc2\xa0x")), "\xc2\xa0x"); /* data, not a blank */
}

static void names_lose_wide_blanks_and_marks_too(void **state) {
    assert_text(ig_csv_text_trim_name(of("\xef\xbb\xbf \xe3\x80\x80数据年月\xc2\xa0\t")),
                "数据年月");
    assert_text(ig_csv_text_trim_name(of("\xe3\x80\x80\xc2\xa0")), "");
    /* The last byte of U+3000 ends other characters as well. */
    assert_text(ig_csv_text_trim_name(of("　、\xe4\xb8\x80")), "、\xe4\xb8\x80");
}

static void cuts_never_split_a_character(void **state) {
    assert_text(ig_csv_text_cut(of("千克"), 6), "千克");
    assert_text(ig_csv_text_cut(of("千克"), 5), "千");
    assert_text(ig_csv_text_cut(of("千克"), 3), "千");
    assert_text(ig_csv_text_cut(of("千克"), 2), "");
    assert_text(ig_csv_text_cut(of("abc"), 2), "ab");
}

static void assert_shown(const char *text, size_t size_bytes, size_t room, const char *expected) {
    char out[64];
    memset(out, '#', sizeof out);
    assert_ptr_equal(ig_csv_text_show(out, room, text, size_bytes), out);
    assert_string_equal(out, expected);
    assert_int_equal(out[room], '#');
}

static void messages_show_no_control_bytes(void **state) {
    assert_shown("a\x1b[31m\n", 7, 40, "a\\x1b[31m\\x0a");
    assert_shown("x\0y\x7f", 4, 40, "x\\x00y\\x7f");
    assert_shown("\xc2\x9b"
                 "31m",
                 5, 40, "\\xc2\\x9b31m"); /* a C1 control character */
    assert_shown("\xff\xe5\x8d", 3, 40, "\\xff\\xe5\\x8d");
    assert_shown("千克 \xc2\xa0", 9, 40, "千克 \xc2\xa0");
}

static void messages_cut_long_texts(void **state) {
    assert_shown("0123456789abcdef", 16, 17, "0123456789abcdef");
    assert_shown("0123456789abcdefg", 17, 17, "0123456789abc…");
    assert_shown("千千千千千千", 18, 16, "千千千千…");
    assert_shown("千千千千千", 15, 16, "千千千千千");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_are_spaces_and_tabs),
        cmocka_unit_test(names_lose_wide_blanks_and_marks_too),
        cmocka_unit_test(cuts_never_split_a_character),
        cmocka_unit_test(messages_show_no_control_bytes),
        cmocka_unit_test(messages_cut_long_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
