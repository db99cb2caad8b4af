/* Row functions: what they give, and what they refuse. */
#include "fixture.h"

static void test_rounding(void **state) {
    static const char *const cases[][2] = {
        {"round(value_usd, 1)", "decimal(1): 0.0 7.8 15.5 -3.1 0.1"}, /* half away from zero */
        {"round(value_usd)", "decimal: 0 8 16 -3 0"},
        {"round(value_usd, 5)", "decimal(2): 0.00 7.77 15.54 -3.05 0.05"},
        {"round(qty_kg, -3)", "decimal: 0 1000 ! 4000 0"},
        {"round(value_usd, -1)", "decimal: 0 10 20 0 0"},
        {"round(-value_usd, 1)", "decimal(1): 0.0 -7.8 -15.5 3.1 -0.1"},
        {"floor(value_usd)", "decimal: 0 7 15 -4 0"},
        {"ceil(value_usd)", "decimal: 0 8 16 -3 1"},
        {"trunc(value_usd)", "decimal: 0 7 15 -3 0"},
        {"abs(value_usd)", "decimal(2): 0.00 7.77 15.54 3.05 0.05"},
        {"floor(qty_kg)", "decimal: -100 1400 ! 4400 0"},
        {"round(ratio)", "real: 1 -2 1e+300 ~ 0"},
        {"round(ratio, 1)", "real: 0.5 -2.3 1e+300 ~ 0"},
        {"floor(ratio)", "real: 0 -3 1e+300 ~ 0"},
        {"ceil(ratio)", "real: 1 -2 1e+300 ~ 0"},
        {"trunc(ratio)", "real: 0 -2 1e+300 ~ 0"},
        {"abs(ratio)", "real: 0.5 2.25 1e+300 ~ 0"},
        {"abs(nil)", "decimal: ~ ~ ~ ~ ~"},
        {"round(nil, 2)", "decimal: ~ ~ ~ ~ ~"},
        {"round(2.5)", "decimal: 3 3 3 3 3"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_curves_miss_outside_their_domain(void **state) {
    static const char *const cases[][2] = {
        {"sqrt(qty_kg / 100)", "real: ~ 3.7416573867739413 ! 6.6332495807108 0"},
        {"log(qty_kg)", "real: ~ 7.24422751560335 ! 8.389359819906353 ~"},
        {"exp(ratio)", "real: 1.6487212707001282 0.10539922456186433 ~ ~ 1"},
        {"log(nil)", "real: ~ ~ ~ ~ ~"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_least_and_greatest_of_a_row(void **state) {
    static const char *const cases[][2] = {
        {"min(qty_kg, 0)", "decimal: -100 0 ! 0 0"},
        {"max(qty_kg, 0.5, 1)", "decimal(1): 1.0 1400.0 ! 4400.0 1.0"},
        {"min(qty_kg, ratio)", "real: -100 -2.25 ! ~ 0"},
        {"max(month, '2024-02')", "month: 2024-02 2024-02 2024-03 ~ 2025-12"},
        {"min(nil, nil)", "decimal: ~ ~ ~ ~ ~"},
        {"max(qty_kg, nil)", "decimal: ~ ~ ! ~ ~"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_choice(void **state) {
    static const char *const cases[][2] = {
        {"if_else(qty_kg > 0, 'up', 'down')", "text: down up ! up down"},
        {"if_else(flag, qty_kg, 0.5)", "decimal(1): -100.0 0.5 ~ 4400.0 0.5"},
        {"if_else(flag, ratio, qty_kg)", "real: 0.5 1400 ~ ~ 0"},
        {"if_else(flag, partner, other)", "text: Mexico Chile ~ Perú Mexico"},
        {"if_else(flag, month, '2020-01')", "month: 2024-01 2020-01 ~ ~ 2020-01"},
        {"if_else(flag, flag, nil)", "bool: true ~ ~ true ~"},
        {"if_else(nil, 1, 2)", "decimal: ~ ~ ~ ~ ~"},
        {"coalesce(qty_kg, -1)", "decimal: -100 1400 -1 4400 0"},
        {"coalesce(qty_kg, nil, nil)", "decimal: -100 1400 ! 4400 0"},
        {"coalesce(partner, other)", "text: Mexico China Mexico Perú Mexico"},
        {"coalesce(partner, 'unknown')", "text: Mexico China Mexico Perú unknown"},
        {"coalesce(nil, flag, false)", "bool: true false false true false"},
        {"is_missing(qty_kg)", "bool: false false true false false"},
        {"is_missing(1 / qty_kg)", "bool: false false true false true"},
        {"is_missing(nil)", "bool: true true true true true"},
        {"is_missing(1)", "bool: false false false false false"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_text(void **state) {
    static const char *const cases[][2] = {
        {"prefix(partner, 4)", "text: Mexi Chin Mexi Perú ~"},
        {"prefix(partner, 3)", "text: Mex Chi Mex Per ~"},
        {"prefix(partner, 0)", "text:     ~"},
        {"lower(partner)", "text: mexico china mexico perú ~"},
        {"lower('ÁÉÑ ŠЖΣＡ 中')",
         "text: áéñ šжσａ 中 áéñ šжσａ 中 áéñ šжσａ 中 áéñ šжσａ 中 áéñ šжσａ 中"},
        {"lower(prefix(partner, 1)) == 'm'", "bool: true false true false ~"},
        {"starts_with(partner, 'Me')", "bool: true false true false ~"},
        {"starts_with(partner, '')", "bool: true true true true ~"},
        {"contains(partner, 'i')", "bool: true true true false ~"},
        {"contains(partner, 'xico')", "bool: true false true false ~"},
        {"contains(partner, 'xicos')", "bool: false false false false ~"},
        {"contains('ananas', 'nas')", "bool: true true true true true"},
        {"contains(partner, nil)", "bool: ~ ~ ~ ~ ~"},
        {"prefix(nil, 2)", "decimal: ~ ~ ~ ~ ~"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_months(void **state) {
    static const char *const cases[][2] = {
        {"year(month)", "decimal: 2024 2024 2024 ~ 2025"},
        {"quarter(month)", "decimal: 1 1 1 ~ 4"},
        {"month(month)", "decimal: 1 2 3 ~ 12"},
        {"month(month) <= 2 and year(month) == 2024", "bool: true true false ~ false"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_refusals(void **state) {
    static const char *const cases[][2] = {
        {"abs(partner)", "formula: 'abs' wants a number, 'partner' is text\n"
                         "  abs(partner)\n"
                         "      ^"},
        {"1 + sqrt(month)", "formula: 'sqrt' wants a number, 'month' is month\n"
                            "  1 + sqrt(month)\n"
                            "           ^"},
        {"round(qty_kg, value_usd)",
         "formula: 'round' wants a constant whole number from -9 to 9, got 'value_usd'\n"
         "  round(qty_kg, value_usd)\n"
         "                ^"},
        {"round(qty_kg, 1.5)",
         "formula: 'round' wants a constant whole number from -9 to 9, got 1.5\n"
         "  round(qty_kg, 1.5)\n"
         "                ^"},
        {"prefix(partner, -1)",
         "formula: 'prefix' wants a constant whole number from 0 to 1000000, got '-1'\n"
         "  prefix(partner, -1)\n"
         "                  ^"},
        {"lower(qty_kg)", "formula: 'lower' wants text, 'qty_kg' is decimal\n"
                          "  lower(qty_kg)\n"
                          "        ^"},
        {"contains(partner, other)",
         "formula: 'contains' wants a constant second, 'other' varies by row\n"
         "  contains(partner, other)\n"
         "                    ^"},
        {"starts_with(partner, 7)", "formula: 'starts_with' wants text, 7 is decimal\n"
                                    "  starts_with(partner, 7)\n"
                                    "                       ^"},
        {"year(partner)", "formula: 'year' wants a month, 'partner' is text\n"
                          "  year(partner)\n"
                          "       ^"},
        {"if_else(qty_kg, 1, 2)",
         "formula: 'if_else' wants a condition first, 'qty_kg' is decimal\n"
         "  if_else(qty_kg, 1, 2)\n"
         "          ^"},
        {"if_else(flag, partner, 1)", "formula: unlike types: 'partner' is text, 1 is decimal\n"
                                      "  if_else(flag, partner, 1)\n"
                                      "  ^"},
        {"min(qty_kg, flag)", "formula: 'min' wants numbers or months, 'flag' is bool\n"
                              "  min(qty_kg, flag)\n"
                              "              ^"},
        {"max('a', 'b')", "formula: 'max' wants numbers or months, 'a' is text\n"
                          "  max('a', 'b')\n"
                          "      ^"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_curves_miss_outside_their_domain),
        cmocka_unit_test(test_least_and_greatest_of_a_row),
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_months),
        cmocka_unit_test(test_refusals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
