/* The decision on all bytes of a file, and what its first ones say, name the place of what is wrong. */
#include "csv/source/encoding.h"

#include "csv/world.h"

/* Decides a file of these bytes, twice. */
static int decide(const char *bytes, size_t n, ig_encoding asked, ig_csv_encoded *encoded,
                  ig_error *err) {
    ig_memory *memory = ig_memory_new();
    write_bytes("x.csv", bytes, n);
    ig_csv_source *source = ig_csv_source_open(&(ig_context){.memory = memory}, "x.csv", err);
    int status = -1;
    for (int round = 0; source != NULL && round < 2; round++) {
        status = ig_csv_encoding_decide(source, asked, encoded, err);
    }
    ig_csv_source_close(source);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
    return status;
}

static void assert_decided(const char *bytes, ig_encoding asked, ig_encoding encoding,
                           size_t mark_bytes) {
    ig_csv_encoded encoded;
    ig_error err;
    assert_int_equal(decide(bytes, strlen(bytes), asked, &encoded, &err), 0);
    assert_int_equal(encoded.encoding, encoding);
    assert_int_equal(encoded.mark_bytes, mark_bytes);
    assert_int_equal(encoded.also_utf8, false);
}

static void assert_undecided(const char *bytes, size_t n, ig_encoding asked, const char *text) {
    ig_csv_encoded encoded;
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_int_equal(decide(bytes, n, asked, &encoded, &err), -1);
    assert_error(&err, IG_ERROR_DATA, text);
}

static void strict_utf8_comes_first(void **state) {
    assert_decided("a,b\n1,2\n", IG_AUTO, IG_UTF8, 0);
    assert_decided("千克\n", IG_AUTO, IG_UTF8, 0);
    assert_decided("千克\n", IG_UTF8, IG_UTF8, 0);
    assert_decided("\xef\xbb\xbf千克\n", IG_AUTO, IG_UTF8, 3);
    assert_decided("\xef\xbb\xbf"
                   "a\n",
                   IG_UTF8, IG_UTF8, 3);
    assert_decided("\xc7\xa7\xbf\xcb\n", IG_AUTO, IG_GB18030, 0); /* 千克 */
    assert_decided("\xc7\xa7\xbf\xcb\n", IG_GB18030, IG_GB18030, 0);
    assert_decided("\x84\x31\x95\x33\xc7\xa7\n", IG_AUTO, IG_GB18030, 4);
    assert_decided("S\xe3o Paulo\n", IG_LATIN1, IG_LATIN1, 0);
    assert_decided("plain\n", IG_GB18030, IG_GB18030, 0);
}

static void gb18030_as_told_is_remarked_on_when_utf8_fits(void **state) {
    ig_csv_encoded encoded;
    ig_error err;
    static const char text[] = "中国中国"; /* twelve bytes: six characters of GB18030 */
    assert_int_equal(decide(text, sizeof text - 1, IG_GB18030, &encoded, &err), 0);
    assert_int_equal(encoded.encoding, IG_GB18030);
    assert_true(encoded.also_utf8);
}

static void a_wrong_byte_is_placed(void **state) {
    /* Byte 4 of the second line; the first line ends with CRLF, which is one break. */
    assert_undecided("a,b\r\n1,2\xb1\xb1\n", 11, IG_UTF8,
                     "x.csv:2: not UTF-8 (byte 0xb1 at byte 9 of the file); name a profile or set "
                     "encoding = \"gb18030\" (Chinese) or \"latin1\" (Western)");
    assert_undecided("a\n\xff,\xb1\xb1\n", 7, IG_AUTO,
                     "x.csv:2: neither UTF-8 nor GB18030 (byte 0xff at byte 3 of the file)");
    /* UTF-8 comes to byte 16, GB18030 only to byte 13: the file is a damaged UTF-8 one. */
    assert_undecided("千千千千\nx千\xff\n", 18, IG_AUTO,
                     "x.csv:2: neither UTF-8 nor GB18030 (byte 0xff at byte 18 of the file)");
    assert_undecided("\xc7\xa7\n\xbf", 4, IG_GB18030,
                     "x.csv:2: not GB18030 (byte 0xbf at byte 4 of the file)");
    assert_undecided("\xef\xbb\xbf"
                     "a\n\xb1\n",
                     7, IG_AUTO,
                     "x.csv:2: not UTF-8 (byte 0xb1 at byte 6 of the file), though it opens with "
                     "a UTF-8 mark");
}

static void a_mark_against_the_given_encoding_is_refused(void **state) {
    assert_undecided("\xef\xbb\xbf"
                     "a\n",
                     5, IG_GB18030,
                     "x.csv: opens with a UTF-8 mark, but its encoding is given as gb18030; "
                     "set encoding = \"auto\"");
    assert_undecided("\xef\xbb\xbf"
                     "a\n",
                     5, IG_LATIN1,
                     "x.csv: opens with a UTF-8 mark, but its encoding is given as latin1; "
                     "set encoding = \"auto\"");
}

static void what_is_no_text_is_named(void **state) {
    assert_undecided("a,b\n1,\0002\n", 9, IG_UTF8, "x.csv: binary data (a NUL byte at byte 7)");
    assert_undecided("a\n\xff\0", 4, IG_LATIN1, "x.csv: binary data (a NUL byte at byte 4)");
    /* A NUL says more than a wrong byte before it. */
    assert_undecided("\xff\n\0", 3, IG_AUTO, "x.csv: binary data (a NUL byte at byte 3)");
}

static void assert_mark(const char *bytes, ig_encoding asked, ig_csv_encoded expected) {
    ig_csv_encoded encoded;
    ig_error err;
    assert_int_equal(ig_csv_encoding_mark("x.csv", bytes, strlen(bytes), asked, &encoded, &err), 0);
    assert_int_equal(encoded.encoding, expected.encoding);
    assert_int_equal(encoded.sure, expected.sure);
    assert_int_equal(encoded.mark_bytes, expected.mark_bytes);
}

static void the_first_bytes_give_a_mark_or_a_guess(void **state) {
    assert_mark("a", IG_AUTO, (ig_csv_encoded){IG_UTF8, false, 0, false});
    assert_mark("a", IG_UTF8, (ig_csv_encoded){IG_UTF8, true, 0, false});
    assert_mark("千\xe5\x8d", IG_AUTO, (ig_csv_encoded){IG_UTF8, false, 0, false});
    assert_mark("\xb1\xb1", IG_AUTO, (ig_csv_encoded){IG_GB18030, false, 0, false});
    assert_mark("\xc7\xa7", IG_UTF8, (ig_csv_encoded){IG_UTF8, true, 0, false});
    assert_mark("\xef\xbb\xbf", IG_AUTO, (ig_csv_encoded){IG_UTF8, true, 3, false});
    assert_mark("\x84\x31\x95\x33", IG_AUTO, (ig_csv_encoded){IG_GB18030, true, 4, false});
    assert_mark("\x84\x31\x95\x33", IG_UTF8, (ig_csv_encoded){IG_UTF8, true, 0, false});
    assert_mark("\x84\x31\x95\x33", IG_LATIN1, (ig_csv_encoded){IG_LATIN1, true, 0, false});
    assert_mark("", IG_AUTO, (ig_csv_encoded){IG_UTF8, false, 0, false});
}

/* A character, a CRLF and the fault itself may lie across two blocks of reading. */
static void places_are_right_across_blocks(void **state) {
    enum { BLOCK = 1 << 18 };
    char *bytes = malloc(BLOCK + 8);
    assert_non_null(bytes);
    for (size_t at = BLOCK - 4; at < BLOCK + 4; at++) {
        memset(bytes, 'x', BLOCK + 8);
        memcpy(bytes + at - 2, "\r\n", 2);
        memcpy(bytes + at, "\xe5\x8d!", 3); /* cut off by the '!' */
        char text[160];
        snprintf(text, sizeof text,
                 "x.csv:2: not UTF-8 (byte 0xe5 at byte %zu of the file); name a profile or set "
                 "encoding = \"gb18030\" (Chinese) or \"latin1\" (Western)",
                 at + 1);
        assert_undecided(bytes, BLOCK + 8, IG_UTF8, text);
    }
    free(bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strict_utf8_comes_first),
        cmocka_unit_test(gb18030_as_told_is_remarked_on_when_utf8_fits),
        cmocka_unit_test(a_wrong_byte_is_placed),
        cmocka_unit_test(a_mark_against_the_given_encoding_is_refused),
        cmocka_unit_test(what_is_no_text_is_named),
        cmocka_unit_test(the_first_bytes_give_a_mark_or_a_guess),
        cmocka_unit_test(places_are_right_across_blocks),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
