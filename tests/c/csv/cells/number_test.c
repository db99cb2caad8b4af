/* A number is taken exactly when printing it gives its text. */
#include "csv/cells/number.h"

#include <stdio.h>

#include "base/harness.h"
#include "csv/scan/rows.h"

/* Reads a copy with nothing but the promised bytes around it, which look like digits. */
static bool read(const char *text, size_t n, char decimal, int64_t *units, uint8_t *scale) {
    char *block = malloc(n + 2 * IG_CSV_SLACK);
    assert_non_null(block);
    memset(block, '7', n + 2 * IG_CSV_SLACK);
    memcpy(block + IG_CSV_SLACK, text, n);
    bool taken = ig_csv_number(block + IG_CSV_SLACK, n, decimal, units, scale);
    free(block);
    return taken;
}

/* The slow way: any number, printed, and compared. */
static bool is_canonical(const char *text, size_t n, char decimal, ig_number *number) {
    char printed[IG_DECIMAL_TEXT];
    *number = ig_number_parse(text, n, (ig_number_marks){.decimal = decimal});
    if (number->kind != IG_NUMBER_DECIMAL) {
        return false;
    }
    size_t m = ig_decimal_print(printed, number->units, number->scale);
    for (size_t i = 0; i < m; i++) {
        printed[i] = printed[i] == '.' ? decimal : printed[i];
    }
    return m == n && memcmp(printed, text, n) == 0;
}

static void check(const char *text, size_t n, char decimal) {
    ig_number expected;
    int64_t units = 0;
    uint8_t scale = 0;
    bool wanted = is_canonical(text, n, decimal, &expected);
    bool taken = read(text, n, decimal, &units, &scale);
    if (taken != wanted || (taken && (units != expected.units || scale != expected.scale))) {
        fail_msg("'%.*s': taken %d as %lld at scale %d", (int)n, text, taken, (long long)units,
                 scale);
    }
}

static void all_short_texts_of_what_numbers_are_made_of(void **state) {
    static const char alphabet[] = "019.-, x";
    for (size_t n = 0; n <= 6; n++) {
        size_t all = 1;
        for (size_t i = 0; i < n; i++) {
            all *= 8;
        }
        for (size_t k = 0; k < all; k++) {
            char text[8];
            for (size_t i = 0, rest = k; i < n; i++, rest /= 8) {
                text[i] = alphabet[rest % 8];
            }
            check(text, n, k % 2 == 0 ? '.' : ',');
        }
    }
}

static void every_byte_at_every_place(void **state) {
    for (size_t n = 1; n <= 22; n++) {
        char text[24];
        for (size_t at = 0; at < n; at++) {
            for (int byte = 0; byte < 256; byte++) {
                memset(text, '1', sizeof text);
                text[at] = (char)byte;
                check(text, n, '.');
            }
        }
    }
}

static void random_numbers_with_a_byte_changed(void **state) {
    uint64_t seed = 3;
    for (size_t i = 0; i < test_rounds(300000); i++) {
        char text[IG_DECIMAL_TEXT];
        size_t n = ig_decimal_print(text, random_int(&seed), (unsigned)random_below(&seed, 12));
        check(text, n, '.');
        text[random_below(&seed, n)] = "0123456789.-"[random_below(&seed, 12)];
        check(text, n, '.');
    }
}

static void the_borders_of_64_bits(void **state) {
    static const char *const texts[] = {
        "9223372036854775807",   "9223372036854775808",   "-9223372036854775808",
        "-9223372036854775809",  "9223372036.854775807",  "-9223372036.854775808",
        "-9223372036.854775809", "18446744073709551616",  "99999999999999999999",
        "9999999999999999",      "-9999999999999999",     "999999999999999.9",
        "0.0000000000000000001", "-0.000000000000000000", "1.00000000000000000000"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        check(texts[i], strlen(texts[i]), '.');
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_short_texts_of_what_numbers_are_made_of),
        cmocka_unit_test(every_byte_at_every_place),
        cmocka_unit_test(random_numbers_with_a_byte_changed),
        cmocka_unit_test(the_borders_of_64_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
