/* Numbers read exactly or not at all, print exactly, and never wrap. */
#include "table/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/harness.h"

static uint64_t bits_of(double value) {
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Parses a copy that ends where the text ends, so that a byte read too much is seen by ASan. */
static ig_number parse(const char *text, char thousands) {
    size_t size_bytes = strlen(text);
    char *copy = malloc(size_bytes + (size_bytes == 0));
    assert_non_null(copy);
    memcpy(copy, text, size_bytes);
    ig_number number = ig_number_parse(copy, size_bytes, (ig_number_marks){.thousands = thousands});
    free(copy);
    return number;
}

static void assert_decimal(const char *text, char thousands, int64_t units, unsigned scale) {
    ig_number number = parse(text, thousands);
    if (number.kind != IG_NUMBER_DECIMAL || number.units != units || number.scale != scale) {
        fail_msg("'%s': kind %d, %lld at scale %u", text, (int)number.kind, (long long)number.units,
                 number.scale);
    }
}

static void plain_digits_are_exact(void **state) {
    assert_decimal("0", 0, 0, 0);
    assert_decimal("11395", 0, 11395, 0);
    assert_decimal("11395.0", 0, 113950, 1); /* the scale is as written */
    assert_decimal("0.000000001", 0, 1, 9);
    assert_decimal("-5", 0, -5, 0);
    assert_decimal("-0", 0, 0, 0);
    assert_decimal("-0.50", 0, -50, 2);
    assert_decimal(".5", 0, 5, 1);
    assert_decimal("-.5", 0, -5, 1);
    assert_decimal("5.", 0, 5, 0);
    assert_decimal("9223372036854775807", 0, INT64_MAX, 0);
    assert_decimal("-9223372036854775808", 0, INT64_MIN, 0);
    assert_decimal("-9223372036.854775808", 0, INT64_MIN, 9);
    /* Zeros before the first digit are no digits of the 19. */
    assert_decimal("00000000000000000000000000000042", 0, 42, 0);
}

static void thousands_are_checked_group_by_group(void **state) {
    assert_decimal("639,240,426", ',', 639240426, 0);
    assert_decimal("1,234.5", ',', 12345, 1);
    assert_decimal("-1,234", ',', -1234, 0);
    assert_decimal("999", ',', 999, 0);
    assert_decimal("1234567", ',', 1234567, 0); /* all groups or none */
    assert_decimal("1'234'567", '\'', 1234567, 0);
    assert_decimal("9,223,372,036,854,775,807", ',', INT64_MAX, 0);
    assert_decimal("1,234.", ',', 1234, 0);
    static const char *const wrong[] = {"63,92",   "1234,567", ",234",      "1,234,", "1,,234",
                                        "1,2345",  "1,234,56", "1.234,567", "-,234",  "1,234,5678",
                                        "12,34,5", ",",        "1,234,e5"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (parse(wrong[i], ',').kind != IG_NUMBER_NOT) {
            fail_msg("'%s' was taken", wrong[i]);
        }
    }
    assert_int_equal(parse("1,234", 0).kind, IG_NUMBER_NOT);
    assert_int_equal(parse("1,234", '\'').kind, IG_NUMBER_NOT);
}

static void the_decimal_mark_may_be_another(void **state) {
    const ig_number_marks comma = {.decimal = ',', .thousands = '.'};
    ig_number number = ig_number_parse("-1.234.567,50", 13, comma);
    assert_int_equal(number.kind, IG_NUMBER_DECIMAL);
    assert_int_equal(number.units, -123456750);
    assert_int_equal(number.scale, 2);
    assert_int_equal(ig_number_parse("1,5e3", 5, comma).kind, IG_NUMBER_REAL);
    assert_true(ig_number_parse("1,5e3", 5, comma).real == 1500);
    assert_int_equal(ig_number_parse("1.5", 3, comma).kind, IG_NUMBER_NOT);
    assert_int_equal(ig_number_parse("1,5", 3, (ig_number_marks){0}).kind, IG_NUMBER_NOT);
}

static void what_is_no_number_is_refused(void **state) {
    static const char *const wrong[] = {
        "",    "-",        ".",    "-.",   "+5",   "--5",   "5-",   " 5",    "5 ",   "1e",
        "1e+", "1e-",      "e5",   ".e5",  "1.2.", "1.2.3", "1..2", "0x10",  "inf",  "-inf",
        "nan", "Infinity", "1e5x", "1e5.", "n/a",  "12a",   "１２", "1_000", "1e5e5"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (parse(wrong[i], 0).kind != IG_NUMBER_NOT) {
            fail_msg("'%s' was taken", wrong[i]);
        }
    }
    /* A NUL is a byte like any other, and no digit. */
    assert_int_equal(ig_number_parse("1\0002", 3, (ig_number_marks){0}).kind, IG_NUMBER_NOT);
    assert_int_equal(ig_number_parse("12345", 2, (ig_number_marks){0}).units,
                     12); /* only the bytes given */
}

static void a_leading_zero_marks_a_code(void **state) {
    static const char *const codes[] = {"007", "01012100", "00", "-01", "01.5", "0,123", "01e5"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        assert_true(parse(codes[i], ',').leading_zero);
        assert_int_not_equal(parse(codes[i], ',').kind, IG_NUMBER_NOT);
    }
    static const char *const quantities[] = {"0",  "0.5",     "-0",  "0.05",
                                             "10", "100,000", ".05", "0."};
    for (size_t i = 0; i < sizeof quantities / sizeof quantities[0]; i++) {
        assert_false(parse(quantities[i], ',').leading_zero);
        assert_int_not_equal(parse(quantities[i], ',').kind, IG_NUMBER_NOT);
    }
}

static void assert_real(const char *text, double value) {
    ig_number number = parse(text, ',');
    if (number.kind != IG_NUMBER_REAL || bits_of(number.real) != bits_of(value)) {
        fail_msg("'%s': kind %d, %.17g", text, (int)number.kind, number.real);
    }
}

static void what_does_not_fit_becomes_real(void **state) {
    assert_real("9223372036854775808", 9223372036854775808.0);
    assert_real("-9223372036854775809", -9223372036854775808.0);
    assert_real("12345678901234567890123", 12345678901234567890123.0);
    assert_real("0.1234567890", 0.123456789); /* ten decimals, though the last is a zero */
    assert_real("1e5", 1e5);
    assert_real("1E+5", 1e5);
    assert_real("-1.5e-3", -1.5e-3);
    assert_real("1,234e2", 123400);
    assert_real("0e5", 0.0);
    assert_real("-0e5", -0.0);
    assert_real("5.e1", 50);
    assert_real("1e0000000000000000000000000000000000005", 1e5);
    /* Halfway cases: even, and just above and below it in the digits that strtod must see. */
    assert_real("9007199254740993e0", 9007199254740992.0);
    assert_real("9007199254740993.00000000000000000000000001", 9007199254740994.0);
    assert_real("2.2250738585072011e-308", 2.2250738585072011e-308);
    assert_real("5e-324", 5e-324);
    assert_real("1.7976931348623157e308", 1.7976931348623157e308);
}

static void past_the_doubles_is_no_number(void **state) {
    /* Infinity or zero in place of a written number would change it silently. */
    assert_int_equal(parse("1e309", 0).kind, IG_NUMBER_NOT);
    assert_int_equal(parse("-1e99999999999999999999999999", 0).kind, IG_NUMBER_NOT);
    assert_int_equal(parse("1e-400", 0).kind, IG_NUMBER_NOT);
    assert_int_equal(parse("1e-99999999999999999999999999", 0).kind, IG_NUMBER_NOT);
    assert_real("0e99999999999999999999999999", 0.0);
    assert_real("0.0e-99999999999999999999999999", 0.0);
}

static void very_long_texts_keep_their_last_digit(void **state) {
    /* 9007199254740993 is halfway between two doubles; a digit after 1,500 zeros decides. */
    char text[2000] = "9007199254740993.";
    memset(text + 17, '0', 1500);
    text[1517] = '\0';
    assert_real(text, 9007199254740992.0);
    text[1517] = '1';
    text[1518] = '\0';
    assert_real(text, 9007199254740994.0);

    /* Many zeros before the point are taken back by the exponent. */
    text[0] = '1';
    memset(text + 1, '0', 1500);
    memcpy(text + 1501, "e-1500", 7);
    assert_real(text, 1.0);
    memcpy(text, "0.", 2);
    memset(text + 2, '0', 1499);
    memcpy(text + 1501, "1e1500", 7);
    assert_real(text, 1.0);
}

/* Random text of a number in `text` (NUL-terminated); returns its length. */
static size_t random_number(uint64_t *seed, char *text) {
    size_t n = 0;
    uint64_t choice = random_next(seed);
    if (choice & 1) {
        text[n++] = '-';
    }
    size_t whole = (choice >> 1) % 20;
    size_t fraction = (choice >> 8) % 16;
    uint64_t digits = random_next(seed);
    for (size_t i = 0; i < whole;
         i++, digits = digits * 6364136223846793005u + 1442695040888963407u) {
        text[n++] = (char)('0' + (digits >> 60) % 10);
    }
    if (choice >> 16 & 1) {
        text[n++] = '.';
        for (size_t i = 0; i < fraction; i++) {
            digits = digits * 6364136223846793005u + 1442695040888963407u;
            text[n++] = (char)('0' + (digits >> 60) % 10);
        }
    }
    if ((choice >> 17 & 3) == 0) {
        int exponent = (int)(choice >> 20 & 63) - 32;
        exponent = (choice >> 26 & 7) == 0 ? exponent * 10 : exponent;
        n += (size_t)snprintf(text + n, 8, "e%d", exponent);
    }
    text[n] = '\0';
    return n;
}

/* The exact value by 128 bits of a text without exponent; false when it does not fit. */
static bool slow_decimal(const char *text, int64_t *units, unsigned *scale) {
    ig_i128 value = 0;
    bool point = false;
    *scale = 0;
    for (const char *at = text + (*text == '-'); *at != '\0'; at++) {
        if (*at == '.') {
            point = true;
            continue;
        }
        value = value * 10 + (*at - '0');
        *scale += point;
        if (value > (ig_i128)INT64_MAX + 1) {
            return false;
        }
    }
    value = *text == '-' ? -value : value;
    *units = (int64_t)value;
    return value <= INT64_MAX && *scale <= IG_SCALE_MAX;
}

/* True when one of `digits` stands before the exponent. */
static bool holds(const char *text, const char *digits) {
    const char *found = strpbrk(text, digits);
    const char *exponent = strchr(text, 'e');
    return found != NULL && (exponent == NULL || found < exponent);
}

/* Holds one text's number against the slow ways. */
static void check_number(const char *text, ig_number number) {
    int64_t units = 0;
    unsigned scale = 0;
    if (!holds(text, "0123456789")) {
        assert_int_equal(number.kind, IG_NUMBER_NOT);
        return;
    }
    if (strchr(text, 'e') == NULL && slow_decimal(text, &units, &scale)) {
        assert_int_equal(number.kind, IG_NUMBER_DECIMAL);
        assert_true(number.units == units);
        assert_int_equal(number.scale, scale);
        return;
    }
    double expected = strtod(text, NULL);
    if (isinf(expected) || (expected == 0 && holds(text, "123456789"))) {
        assert_int_equal(number.kind, IG_NUMBER_NOT);
        return;
    }
    assert_int_equal(number.kind, IG_NUMBER_REAL);
    assert_true(bits_of(number.real) == bits_of(expected));
}

static void a_million_random_texts_read_as_by_strtod(void **state) {
    uint64_t seed = 20250401;
    char text[64];
    for (size_t i = 0, rounds = test_rounds(1000000); i < rounds; i++) {
        size_t n = random_number(&seed, text);
        check_number(text, ig_number_parse(text, n, (ig_number_marks){0}));
    }
}

static void random_bytes_never_surprise(void **state) {
    /* Every text over a small alphabet that is taken at all is one that strtod reads whole. */
    static const char alphabet[] = "0019.-e+,";
    uint64_t seed = 5;
    char text[12];
    for (size_t i = 0, rounds = test_rounds(300000); i < rounds; i++) {
        size_t n = random_below(&seed, 11);
        for (size_t j = 0; j < n; j++) {
            text[j] = alphabet[random_below(&seed, sizeof alphabet - 1)];
        }
        text[n] = '\0';
        ig_number number = ig_number_parse(text, n, (ig_number_marks){0});
        char *end = NULL;
        double expected = strtod(text, &end);
        bool whole = n > 0 && *end == '\0' && text[0] != '+';
        if (number.kind == IG_NUMBER_NOT) {
            assert_true(!whole || isinf(expected) || expected == 0);
            continue;
        }
        assert_true(whole);
        double got = number.kind == IG_NUMBER_REAL ? number.real
                                                   : ig_decimal_real(number.units, number.scale);
        assert_true(got == expected);
    }
}

static void assert_prints(ig_i128 units, unsigned scale, const char *expected) {
    char text[IG_DECIMAL_TEXT];
    size_t n = ig_decimal_print(text, units, scale);
    assert_string_equal(text, expected);
    assert_int_equal(n, strlen(expected));
}

static void decimals_print_exactly(void **state) {
    assert_prints(0, 0, "0");
    assert_prints(0, 3, "0.000");
    assert_prints(113950, 1, "11395.0");
    assert_prints(-5, 1, "-0.5");
    assert_prints(-5, 9, "-0.000000005");
    assert_prints(INT64_MIN, 0, "-9223372036854775808");
    assert_prints((ig_i128)UINT64_MAX + 1, 0, "18446744073709551616");
    ig_i128 max = (ig_i128)(~(unsigned __int128)0 >> 1);
    assert_prints(max, 0, "170141183460469231731687303715884105727");
    assert_prints(-max - 1, 0, "-170141183460469231731687303715884105728");
    assert_prints(-max - 1, 9, "-170141183460469231731687303715.884105728");
    assert_prints(-max - 1, 38, "-1.70141183460469231731687303715884105728");
    assert_prints(1, 38, "0.00000000000000000000000000000000000001");
}

static void what_prints_reads_back(void **state) {
    uint64_t seed = 11;
    for (size_t i = 0, rounds = test_rounds(200000); i < rounds; i++) {
        int64_t units = random_int(&seed);
        unsigned scale = (unsigned)random_below(&seed, IG_SCALE_MAX + 1);
        char text[IG_DECIMAL_TEXT];
        size_t n = ig_decimal_print(text, units, scale);
        ig_number number = ig_number_parse(text, n, (ig_number_marks){0});
        assert_int_equal(number.kind, IG_NUMBER_DECIMAL);
        assert_true(number.units == units);
        assert_int_equal(number.scale, scale);
        assert_false(number.leading_zero);
    }
}

static void rescaling_loses_nothing(void **state) {
    int64_t out = 0;
    assert_true(ig_decimal_rescale(12, 0, 3, &out) && out == 12000);
    assert_true(ig_decimal_rescale(12000, 3, 0, &out) && out == 12);
    assert_false(ig_decimal_rescale(12001, 3, 0, &out));
    assert_false(ig_decimal_rescale(INT64_MAX, 0, 1, &out));
    assert_true(ig_decimal_rescale(INT64_MIN, 4, 4, &out) && out == INT64_MIN);
    assert_true(ig_decimal_rescale(-9, 0, 18, &out) && out == INT64_C(-9000000000000000000));

    uint64_t seed = 12;
    for (size_t i = 0, rounds = test_rounds(200000); i < rounds; i++) {
        int64_t units = random_int(&seed);
        units = random_below(&seed, 4) == 0 ? units / 1000 * 1000 : units;
        unsigned from = (unsigned)random_below(&seed, 10);
        unsigned to = (unsigned)random_below(&seed, 10);
        ig_i128 scaled = (ig_i128)units * ig_pow10(to);
        ig_i128 exact = scaled / ig_pow10(from);
        bool fits = scaled % ig_pow10(from) == 0 && exact >= INT64_MIN && exact <= INT64_MAX;
        assert_int_equal(ig_decimal_rescale(units, from, to, &out), fits);
        assert_true(!fits || out == (int64_t)exact);
    }
}

static void powers_of_ten_are_right(void **state) {
    int64_t power = 1;
    for (unsigned exponent = 0; exponent < 18; exponent++, power *= 10) {
        assert_true(ig_pow10(exponent) == power);
    }
    assert_true(ig_pow10(18) == power);
}

static void the_nearest_double_is_found(void **state) {
    uint64_t seed = 13;
    for (size_t i = 0, rounds = test_rounds(100000); i < rounds; i++) {
        ig_i128 units = random_int(&seed);
        if (random_below(&seed, 3) == 0) {
            units *= random_int(&seed);
        }
        unsigned scale = (unsigned)random_below(&seed, 10);
        char text[IG_DECIMAL_TEXT];
        ig_decimal_print(text, units, scale);
        assert_true(ig_decimal_real(units, scale) == strtod(text, NULL));
    }
}

static void assert_real_prints(double value, const char *expected) {
    char text[IG_DECIMAL_TEXT];
    size_t n = ig_real_print(text, value);
    assert_string_equal(text, expected);
    assert_int_equal(n, strlen(expected));
}

static void reals_print_in_the_fewest_digits(void **state) {
    assert_real_prints(0.0, "0");
    assert_real_prints(-0.0, "-0");
    assert_real_prints(0.1, "0.1");
    assert_real_prints(0.1 + 0.2, "0.30000000000000004");
    assert_real_prints(1.0 / 3, "0.3333333333333333");
    assert_real_prints(639240426, "639240426");
    assert_real_prints(1e23, "1e+23");
    assert_real_prints(5e-324, "5e-324");
    assert_real_prints(2.2250738585072014e-308, "2.2250738585072014e-308");
    assert_real_prints(-1.7976931348623157e308, "-1.7976931348623157e+308");
    assert_real_prints(INFINITY, "inf");
    assert_real_prints(-INFINITY, "-inf");
    assert_real_prints(NAN, "nan");
    assert_real_prints(-NAN, "nan");

    uint64_t seed = 14;
    for (size_t i = 0, rounds = test_rounds(50000); i < rounds; i++) {
        uint64_t bits = random_next(&seed);
        double value = 0;
        memcpy(&value, &bits, sizeof value);
        if (i % 16 == 0) { /* below the normal doubles as well */
            value = ldexp((double)(bits >> (bits & 63)), -1074);
        }
        if (isnan(value) || isinf(value)) {
            continue;
        }
        char text[IG_DECIMAL_TEXT];
        char shorter[IG_DECIMAL_TEXT];
        ig_real_print(text, value);
        assert_true(bits_of(strtod(text, NULL)) == bits_of(value));
        size_t digits = strcspn(text, "e") - (strchr(text, '.') != NULL) - (text[0] == '-');
        if (digits > 1 && digits <= 17 && strchr(text, 'e') != NULL) {
            snprintf(shorter, sizeof shorter, "%.*g", (int)digits - 1, value);
            assert_true(strtod(shorter, NULL) != value);
        }
    }
}

static void integers_have_a_narrowest_width(void **state) {
    assert_int_equal(ig_int_width(0, 0), 1);
    assert_int_equal(ig_int_width(INT8_MIN, INT8_MAX), 1);
    assert_int_equal(ig_int_width(INT8_MIN - 1, 0), 2);
    assert_int_equal(ig_int_width(0, INT8_MAX + 1), 2);
    assert_int_equal(ig_int_width(INT16_MIN, INT16_MAX), 2);
    assert_int_equal(ig_int_width(INT16_MIN - 1, 0), 4);
    assert_int_equal(ig_int_width(0, INT16_MAX + 1), 4);
    assert_int_equal(ig_int_width(INT32_MIN, INT32_MAX), 4);
    assert_int_equal(ig_int_width(INT64_C(-1) + INT32_MIN, 0), 8);
    assert_int_equal(ig_int_width(0, INT64_C(1) + INT32_MAX), 8);
    assert_int_equal(ig_int_width(INT64_MIN, INT64_MAX), 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_digits_are_exact),
        cmocka_unit_test(thousands_are_checked_group_by_group),
        cmocka_unit_test(the_decimal_mark_may_be_another),
        cmocka_unit_test(what_is_no_number_is_refused),
        cmocka_unit_test(a_leading_zero_marks_a_code),
        cmocka_unit_test(what_does_not_fit_becomes_real),
        cmocka_unit_test(past_the_doubles_is_no_number),
        cmocka_unit_test(very_long_texts_keep_their_last_digit),
        cmocka_unit_test(a_million_random_texts_read_as_by_strtod),
        cmocka_unit_test(random_bytes_never_surprise),
        cmocka_unit_test(decimals_print_exactly),
        cmocka_unit_test(what_prints_reads_back),
        cmocka_unit_test(rescaling_loses_nothing),
        cmocka_unit_test(powers_of_ten_are_right),
        cmocka_unit_test(the_nearest_double_is_found),
        cmocka_unit_test(reals_print_in_the_fewest_digits),
        cmocka_unit_test(integers_have_a_narrowest_width),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
