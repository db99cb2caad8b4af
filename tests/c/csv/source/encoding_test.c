/* The checks agree with slow references on any bytes cut anywhere. */
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
    bool valid = feed == ig_csv_check_utf8 ? ig_csv_is_utf8((const char *)bytes, n)
                                           : ig_csv_is_gb18030((const char *)bytes, n);
    assert_int_equal(valid, fault == n);
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_agrees_with_code_points),
        cmocka_unit_test(gb18030_agrees_with_iconv),
        cmocka_unit_test(ascii_runs_are_measured),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
