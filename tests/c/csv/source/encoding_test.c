/* The checks agree with slow references on any bytes cut anywhere; the decision names the place. */
#include "csv/source/encoding.h"

#include "csv/world.h"

typedef void (*check_bytes)(ig_csv_check *check, const char *bytes, size_t size_bytes);

/* Where the first wrong character of UTF-8 starts, by decoding code points; n when there is none. */
static size_t utf8_fault(const unsigned char *bytes, size_t n) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    for (size_t i = 0; i < n;) {
        unsigned char lead = bytes[i];
        size_t size = lead < 0x80             ? 1
                      : (lead & 0xE0) == 0xC0 ? 2
                      : (lead & 0xF0) == 0xE0 ? 3
                      : (lead & 0xF8) == 0xF0 ? 4
                                              : 0;
        if (size == 0 || size > n - i) {
            return i;
        }
        uint32_t point = size == 1 ? lead : lead & (0x7Fu >> size);
        for (size_t k = 1; k < size; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return i;
            }
            point = point << 6 | (bytes[i + k] & 0x3Fu);
        }
        if (point < least[size] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
            return i;
        }
        i += size;
    }
    return n;
}

/* The same for GB18030, by asking iconv. */
static size_t gb18030_fault(const unsigned char *bytes, size_t n) {
    char out[512];
    iconv_t converter = iconv_open("UTF-8", "GB18030");
    assert_true(converter != (iconv_t)-1);
    char *from = (char *)bytes;
    char *to = out;
    size_t room = sizeof out;
    size_t left = n;
    (void)iconv(converter, &from, &left, &to, &room);
    iconv_close(converter);
    return n - left;
}

static void assert_check(check_bytes feed, const unsigned char *bytes, size_t n, size_t fault,
                         uint64_t *seed) {
    ig_csv_check check = {0};
    for (size_t i = 0; i < n;) {
        size_t piece = 1 + random_below(seed, n - i);
        feed(&check, (const char *)bytes + i, piece);
        i += piece;
    }
    ig_csv_check_end(&check);
    assert_int_equal(check.faulty, fault < n);
    if (fault < n) {
        assert_int_equal(check.fault_byte, fault);
    }
}

static void utf8_agrees_with_code_points(void **state) {
    static const unsigned char alphabet[] = {'a',  0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                             0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
                                             0xEE, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0xFF};
    uint64_t seed = 11;
    for (size_t round = 0, rounds = test_rounds(100000); round < rounds; round++) {
        unsigned char bytes[24];
        size_t n = random_below(&seed, sizeof bytes + 1);
        for (size_t i = 0; i < n; i++) { /* well-formed characters often enough to go on */
            bytes[i] = alphabet[random_below(&seed, sizeof alphabet)];
            if (i + 3 <= n && random_below(&seed, 3) == 0) {
                memcpy(bytes + i, "\xe5\x8d\x83", 3);
                i += 2;
            }
        }
        assert_check(ig_csv_check_utf8, bytes, n, utf8_fault(bytes, n), &seed);
    }
}

static void gb18030_agrees_with_iconv(void **state) {
    /* Without 0x82 and 0x84 before digits: which of those characters iconv knows differs by year. */
    static const unsigned char alphabet[] = {'a',  '0',  '5',  '9',  '@',  '~',  0x7F, 0x80,
                                             0x81, 0x90, 0xB1, 0xE3, 0xE4, 0xFE, 0xFF};
    uint64_t seed = 12;
    for (size_t round = 0, rounds = test_rounds(20000); round < rounds; round++) {
        unsigned char bytes[24];
        size_t n = random_below(&seed, sizeof bytes + 1);
        for (size_t i = 0; i < n; i++) {
            bytes[i] = alphabet[random_below(&seed, sizeof alphabet)];
            if (i + 4 <= n && random_below(&seed, 4) == 0) {
                memcpy(bytes + i, "\x90\x30\x81\x30", 4);
                i += 3;
            }
        }
        assert_check(ig_csv_check_gb18030, bytes, n, gb18030_fault(bytes, n), &seed);
    }
    /* The last character of Unicode, and the one after it. */
    assert_check(ig_csv_check_gb18030, (const unsigned char *)"\xe3\x32\x9a\x35", 4, 4, &seed);
    assert_check(ig_csv_check_gb18030, (const unsigned char *)"\xe3\x32\x9a\x36", 4, 0, &seed);
    assert_check(ig_csv_check_gb18030, (const unsigned char *)"\x84\x31\xa5\x30", 4, 0, &seed);
}

static void ascii_runs_are_measured(void **state) {
    char text[40];
    for (size_t n = 0; n <= sizeof text; n++) {
        for (size_t high = 0; high <= n; high++) {
            memset(text, 'x', sizeof text);
            if (high < n) {
                text[high] = '\x80';
            }
            assert_int_equal(ig_csv_ascii_bytes(text, n), high);
        }
    }
}

/* Decides a file of these bytes, for every size of block. */
static int decide(const char *bytes, size_t n, ig_encoding asked, ig_csv_encoded *encoded,
                  ig_error *err) {
    ig_csv_file file;
    char block[64];
    int status = 0;
    write_bytes("x.csv", bytes, n);
    assert_int_equal(ig_csv_file_open(&file, "x.csv", err), 0);
    for (size_t size = 1; size <= sizeof block; size++) {
        status = ig_csv_encoding_decide(&file, asked, block, size, encoded, err);
    }
    ig_csv_file_reset(&file);
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
                     "encoding = \"gb18030\"");
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
    assert_undecided("\xff\xfe"
                     "a\0",
                     4, IG_AUTO, "x.csv: UTF-16 is not read; save the file as UTF-8");
    assert_undecided("\xfe\xff\0a", 4, IG_UTF8,
                     "x.csv: UTF-16 is not read; save the file as UTF-8");
    assert_undecided("\x1f\x8b\x08", 3, IG_LATIN1, "x.csv: a gzip file; unpack it first");
    assert_undecided("PK\x03\x04", 4, IG_AUTO, "x.csv: a zip or Excel file; save it as CSV first");
    assert_undecided("\xd0\xcf\x11\xe0", 4, IG_AUTO,
                     "x.csv: an old Excel file; save it as CSV first");
    assert_undecided("ARROW1\0\0", 8, IG_AUTO,
                     "x.csv: an Arrow file, not CSV; open it as a snapshot");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_agrees_with_code_points),
        cmocka_unit_test(gb18030_agrees_with_iconv),
        cmocka_unit_test(ascii_runs_are_measured),
        cmocka_unit_test(strict_utf8_comes_first),
        cmocka_unit_test(gb18030_as_told_is_remarked_on_when_utf8_fits),
        cmocka_unit_test(a_wrong_byte_is_placed),
        cmocka_unit_test(a_mark_against_the_given_encoding_is_refused),
        cmocka_unit_test(what_is_no_text_is_named),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
