/* Types, scales and units of formulas, and what binding refuses. */
#include "fixture.h"

static void test_decimals_stay_exact(void **state) {
    static const char *const cases[][2] = {
        {"qty_kg + 1", "decimal: -99 1401 ! 4401 1"},
        {"value_usd + 0.005", "decimal(3): 0.005 7.775 15.545 -3.045 0.055"},
        {"1 - value_usd", "decimal(2): 1.00 -6.77 -14.54 4.05 0.95"},
        {"-value_usd", "decimal(2): 0.00 -7.77 -15.54 3.05 -0.05"},
        {"value_usd * 2.50", "decimal(4): 0.0000 19.4250 38.8500 -7.6250 0.1250"},
        {"value_usd * value_usd", "decimal(4): 0.0000 60.3729 241.4916 9.3025 0.0025"},
        /* a product of more than nine places is real */
        {"value_usd * 0.00000001", "real: 0 7.77e-08 1.554e-07 -3.05e-08 5e-10"},
        /* a power of ten shifts the point, however it is written */
        {"qty_kg / 1000", "decimal(3): -0.100 1.400 ! 4.400 0.000"},
        {"qty_kg / 1", "decimal: -100 1400 ! 4400 0"},
        {"qty_kg / 10.00", "decimal(1): -10.0 140.0 ! 440.0 0.0"},
        {"value_usd / 0.1", "decimal(1): 0.0 77.7 155.4 -30.5 0.5"},
        {"value_usd / 0.001", "decimal: 0 7770 15540 -3050 50"},
        {"value_usd / 100 / 100000", "decimal(9): 0.000000000 0.000000777 0.000001554 "
                                     "-0.000000305 0.000000005"},
        {"value_usd / 100000000", "real: 0 7.77e-08 1.554e-07 -3.05e-08 5e-10"},
        /* other divisors give the nearest double of the exact quotient */
        {"value_usd / 7", "real: 0 1.11 2.22 -0.4357142857142857 0.007142857142857143"},
        {"value_usd / qty_kg", "real: 0 0.00555 ! -0.0006931818181818182 ~"},
        {"qty_kg / -10", "real: 10 -140 ! -440 0"},
        /* the sign of the divisor, and zero divides nothing */
        {"qty_kg % 7", "decimal: 5 0 ! 4 0"},
        {"qty_kg % -7", "decimal: -2 0 ! -3 0"},
        {"value_usd % 0.5", "decimal(2): 0.00 0.27 0.04 0.45 0.05"},
        {"5 % qty_kg", "decimal: -95 5 ! 5 ~"},
        {"qty_kg % 0", "decimal: ~ ~ ! ~ ~"},
        {"qty_kg / 0", "real: ~ ~ ! ~ ~"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_reals(void **state) {
    static const char *const cases[][2] = {
        {"ratio + 1", "real: 1.5 -1.25 1e+300 ~ 1"},
        {"qty_kg - ratio", "real: -100.5 1402.25 ! ~ 0"},
        {"-ratio", "real: -0.5 2.25 -1e+300 ~ 0"},
        {"ratio % 2", "real: 0.5 1.75 0 ~ 0"},
        {"1 / ratio", "real: 2 -0.4444444444444444 1e-300 ~ ~"},
        /* what is not finite is missing */
        {"ratio * ratio", "real: 0.25 5.0625 ~ ~ 0"},
        {"1e3 + qty_kg", "real: 900 2400 ! 5400 1000"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_comparison(void **state) {
    static const char *const cases[][2] = {
        {"qty_kg > 0", "bool: false true ! true false"},
        {"0 < qty_kg", "bool: false true ! true false"},
        {"qty_kg ~= 1400", "bool: true false ! true true"},
        /* constants between the column's values, and beyond its width */
        {"qty_kg >= 1399.5", "bool: false true ! true false"},
        {"qty_kg < -99.5", "bool: true false ! false false"},
        {"qty_kg == 0.5", "bool: false false ! false false"},
        {"qty_kg ~= 0.5", "bool: true true ! true true"},
        {"qty_kg <= -100.5", "bool: false false ! false false"},
        {"qty_kg < 100000", "bool: true true ! true true"},
        {"qty_kg < -9000000000000000000", "bool: false false ! false false"},
        {"value_usd < 9000000000000000000", "bool: true true true true true"},
        {"value_usd == 9000000000000000000", "bool: false false false false false"},
        {"value_usd > -9000000000000000000", "bool: true true true true true"},
        {"value_usd == 7.77", "bool: false true false false false"},
        {"value_usd == 7.770", "bool: false true false false false"},
        {"qty_kg / 1000 < 1.4", "bool: true false ! false true"},
        {"qty_kg + 0 >= 1399.5", "bool: false true ! true false"},
        {"ratio < 0", "bool: false true false ~ false"},
        {"ratio <= qty_kg", "bool: false true ! ~ true"},
        {"qty_kg <= 1e3", "bool: true false ! false true"},
        /* text, by its bytes */
        {"partner == 'Mexico'", "bool: true false true false ~"},
        {"partner ~= 'Mexico'", "bool: false true false true ~"},
        {"partner < 'Mexico'", "bool: false true false false ~"},
        {"'Mexico' < partner", "bool: false false false true ~"},
        {"partner == 'Nowhere'", "bool: false false false false ~"},
        {"partner == other", "bool: true false ~ false ~"},
        {"partner >= other", "bool: true true ~ true ~"},
        {"partner < partner", "bool: false false false false ~"},
        {"'a' < 'b'", "bool: true true true true true"},
        /* months meet text that is a month */
        {"month >= '2024-02'", "bool: false true true ~ true"},
        {"'2024年02月' == month", "bool: false true false ~ false"},
        {"month < '202403'", "bool: true true false ~ false"},
        {"flag == true", "bool: true false ~ true false"},
        {"flag ~= flag", "bool: false false ~ false false"},
        /* missing is equal to nothing, itself not excepted */
        {"qty_kg == -nil", "bool: ~ ~ ~ ~ ~"},
        {"partner ~= lower(nil)", "bool: ~ ~ ~ ~ ~"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_unlike_scales_compare_exactly(void **state) {
    static const char *const cases[][2] = {
        {"value_usd / 1000 < qty_kg", "bool: false true ! true false"},
        {"qty_kg >= value_usd * 0.001", "bool: false true ! true false"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    /* 2^63 − 1 against a value with nine places: no 64 bits hold both at one scale */
    static const cell large[FIXTURE_ROWS] = {
        {.integer = INT64_MAX}, {.integer = INT64_MIN}, {.integer = 9}, {.integer = 1}, MISSING};
    static const cell fine[FIXTURE_ROWS] = {{.integer = INT64_MAX},
                                            {.integer = INT64_MIN},
                                            {.integer = 9000000000},
                                            {.integer = 1000000001},
                                            {.integer = 1}};
    add_column(f.table, "large", NULL, IG_DECIMAL, 0, large);
    add_column(f.table, "fine", NULL, IG_DECIMAL, 9, fine);
    assert_string_equal(evaluate(&f, "large > fine"), "bool: true false false false ~");
    assert_string_equal(evaluate(&f, "large == fine"), "bool: false false true false ~");
    fixture_close(&f);
}

static void test_units(void **state) {
    static const struct {
        const char *formula, *unit;
    } cases[] = {{"qty_kg", "kg"},
                 {"qty_kg + qty_kg", "kg"},
                 {"qty_kg - 1", "kg"},
                 {"1 + -qty_kg", "kg"},
                 {"abs(qty_kg)", "kg"},
                 {"round(value_usd, 1)", "USD"},
                 {"ceil(value_usd)", "USD"},
                 {"max(qty_kg, 0, nil)", "kg"},
                 {"if_else(flag, qty_kg, 0)", "kg"},
                 {"coalesce(qty_kg, 0)", "kg"},
                 {"qty_kg * 1", NULL},
                 {"qty_kg / 1000", NULL},
                 {"qty_kg / 7", NULL},
                 {"value_usd / qty_kg", NULL},
                 {"qty_kg % 7", NULL},
                 {"sqrt(qty_kg)", NULL},
                 {"qty_kg > 0", NULL},
                 {"qty_kg / 1000 + value_usd / qty_kg", NULL}};
    fixture f;
    fixture_open(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_error err = {0};
        ig_column *column = compute(&f, f.table, cases[i].formula, NULL, f.table->n_rows, &err);
        assert_non_null(column);
        if (cases[i].unit == NULL)
            assert_null(column->unit);
        else
            assert_string_equal(column->unit, cases[i].unit);
        ig_column_release(column);
    }
    fixture_close(&f);
}

static void test_refusals(void **state) {
    static const char *const cases[][2] = {
        {"qty_kg + value_usd", "formula: unlike units: 'qty_kg' is in kg, 'value_usd' in USD\n"
                               "  qty_kg + value_usd\n"
                               "         ^"},
        {"abs(qty_kg + 1) > 2 + value_usd",
         "formula: unlike units: 'qty_kg' is in kg, 'value_usd' in USD\n"
         "  abs(qty_kg + 1) > 2 + value_usd\n"
         "                  ^"},
        {"if_else(flag, qty_kg, value_usd)",
         "formula: unlike units: 'qty_kg' is in kg, 'value_usd' in USD\n"
         "  if_else(flag, qty_kg, value_usd)\n"
         "  ^"},
        {"partner == '中文' and qtty_kg > 3",
         "formula: unknown column 'qtty_kg' (did you mean 'qty_kg'?)\n"
         "  partner == '中文' and qtty_kg > 3\n"
         "                        ^"},
        {"hs8 == 1", "formula: unknown column 'hs8'; columns are 'qty_kg', 'value_usd', 'ratio', "
                     "'partner', 'other', 'month', 'flag'\n"
                     "  hs8 == 1\n"
                     "  ^"},
        {"partner == 76141000", "formula: unlike types: 'partner' is text, 76141000 is decimal\n"
                                "  partner == 76141000\n"
                                "          ^"},
        {"month > qty_kg", "formula: unlike types: 'month' is month, 'qty_kg' is decimal\n"
                           "  month > qty_kg\n"
                           "        ^"},
        {"month == partner", "formula: unlike types: 'month' is month, 'partner' is text\n"
                             "  month == partner\n"
                             "        ^"},
        {"month < '2024-13'", "formula: '2024-13' is no month\n"
                              "  month < '2024-13'\n"
                              "          ^"},
        {"flag < true", "formula: '<' wants an order, and bool has none\n"
                        "  flag < true\n"
                        "       ^"},
        {"partner + 1", "formula: '+' wants numbers, 'partner' is text\n"
                        "  partner + 1\n"
                        "          ^"},
        {"1 * month", "formula: '*' wants numbers, 'month' is month\n"
                      "  1 * month\n"
                      "    ^"},
        {"-(partner == 'x')", "formula: '-' wants a number, '(partner == 'x')' is bool\n"
                              "  -(partner == 'x')\n"
                              "  ^"},
        {"qty_kg and flag", "formula: 'and' wants conditions, 'qty_kg' is decimal\n"
                            "  qty_kg and flag\n"
                            "         ^"},
        {"not partner", "formula: 'not' wants a condition, 'partner' is text\n"
                        "  not partner\n"
                        "  ^"},
        {"qty_kg - lag(qty_kg, 1)", "formula: 'lag' is a window function; it stands in window\n"
                                    "  qty_kg - lag(qty_kg, 1)\n"
                                    "           ^"},
        {"sum(qty_kg) / 2", "formula: aggregate 'sum' cannot stand where rows are computed\n"
                            "  sum(qty_kg) / 2\n"
                            "  ^"},
        {"month >= $from", "formula: $from has no value\n"
                           "  month >= $from\n"
                           "           ^"},
        {"9223372036854775807 + 1 > qty_kg",
         "formula: '9223372036854775807 + 1' overflows 64 bits\n"
         "  9223372036854775807 + 1 > qty_kg\n"
         "                      ^"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

/* Months move by whole numbers, and lie a whole number of months apart. */
static void test_months_are_counted(void **state) {
    static const char *const cases[][2] = {
        {"month + 1", "month: 2024-02 2024-03 2024-04 ~ 2026-01"},
        {"13 + month", "month: 2025-02 2025-03 2025-04 ~ 2027-01"},
        {"month - 12", "month: 2023-01 2023-02 2023-03 ~ 2024-12"},
        {"month - -qty_kg / 100 * 100", "formula: months move by whole numbers, "
                                        "'-qty_kg / 100 * 100' is a decimal fraction\n"
                                        "  month - -qty_kg / 100 * 100\n"
                                        "        ^"},
        {"month + qty_kg", "month: 2015-09 2140-10 ! ~ 2025-12"},
        {"month + nil", "month: ~ ~ ~ ~ ~"},
        {"month - '2024-02'", "decimal: -1 0 1 ~ 22"},
        {"$from - month", "decimal: 1 0 -1 ~ -22"},
        {"month - (month - 12) == 12", "bool: true true true ~ true"},
        {"year(month - 12)", "decimal: 2023 2023 2023 ~ 2024"},
        /* the calendar ends where its years do */
        {"month - 2024 * 12 - 1", "formula: row 1 leaves the years 0001 to 9999\n"
                                  "  month - 2024 * 12 - 1\n"
                                  "        ^"},
        {"month + 95700", "formula: row 5 leaves the years 0001 to 9999\n"
                          "  month + 95700\n"
                          "        ^"},
        {"month + 9223372036854775807", "formula: row 1 leaves the years 0001 to 9999\n"
                                        "  month + 9223372036854775807\n"
                                        "        ^"},
        {"max('2024-02', month) - 2023 * 12 - 1", "month: 0001-01 0001-01 0001-02 ~ 0002-11"},
        {"if_else(month < '2025-01', month - 24300, month - 25000) + 1",
         "formula: row 1 leaves the years 0001 to 9999\n"
         "  if_else(month < '2025-01', month - 24300, month - 25000) + 1\n"
         "                                   ^"},
        {"month + 1.0", "formula: months move by whole numbers, 1.0 is a decimal fraction\n"
                        "  month + 1.0\n"
                        "        ^"},
        {"ratio + month", "formula: months move by whole numbers, 'ratio' is real\n"
                          "  ratio + month\n"
                          "        ^"},
        {"month + month", "formula: '+' wants a month and a whole number of months\n"
                          "  month + month\n"
                          "        ^"},
        {"1 - month", "formula: unlike types: 1 is decimal, 'month' is month\n"
                      "  1 - month\n"
                      "    ^"},
        {"month * 2", "formula: '*' wants numbers, 'month' is month\n"
                      "  month * 2\n"
                      "        ^"},
    };
    fixture f;
    fixture_open(&f);
    ig_value from = text_value("2024-02");
    set_param(&f, "from", false, &from, 1);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_params_take_their_type_when_bound(void **state) {
    static const char *const cases[][2] = {
        {"month >= $from", "bool: false true true ~ true"},
        {"partner == $who", "bool: true false true false ~"},
        {"value_usd > $least", "bool: false true true false false"},
        {"ratio * $least", "real: 0.75 -3.375 1.5e+300 ~ 0"},
        {"coalesce(qty_kg, $none, 7)", "decimal: -100 1400 7 4400 0"},
        {"$none == 1", "bool: ~ ~ ~ ~ ~"},
        {"flag == $yes", "bool: true false ~ true false"},
        {"month < $who", "formula: 'Mexico' is no month\n"
                         "  month < $who\n"
                         "          ^"},
        {"partner == $least", "formula: unlike types: 'partner' is text, $least is decimal\n"
                              "  partner == $least\n"
                              "          ^"},
        {"partner == $many", "formula: $many is a list; use it behind 'in'\n"
                             "  partner == $many\n"
                             "             ^"},
    };
    fixture f;
    fixture_open(&f);
    ig_value from = text_value("2024-02"), who = text_value("Mexico"), least = int_value(15, 1);
    ig_value none = {.type = IG_TEXT, .missing = true};
    ig_value yes = {.type = IG_BOOL, .boolean = true};
    ig_value many[2] = {who, from};
    set_param(&f, "from", false, &from, 1);
    set_param(&f, "who", false, &who, 1);
    set_param(&f, "least", false, &least, 1);
    set_param(&f, "none", false, &none, 1);
    set_param(&f, "yes", false, &yes, 1);
    set_param(&f, "many", true, many, 2);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

static void test_nil_takes_any_type(void **state) {
    static const char *const cases[][2] = {
        {"nil", "decimal: ~ ~ ~ ~ ~"},
        {"nil + nil", "decimal: ~ ~ ~ ~ ~"},
        {"qty_kg + nil", "decimal: ~ ~ ! ~ ~"},
        {"ratio * nil", "real: ~ ~ ~ ~ ~"},
        {"value_usd / nil", "real: ~ ~ ~ ~ ~"},
        {"-nil", "decimal: ~ ~ ~ ~ ~"},
        {"nil and flag", "bool: ~ false ~ ~ false"},
        {"nil or flag", "bool: true ~ ~ true ~"},
        {"not nil", "bool: ~ ~ ~ ~ ~"},
        {"if_else(qty_kg > 0, partner, nil)", "text: ~ China ! Perú ~"},
    };
    fixture f;
    fixture_open(&f);
    CHECK_LINES(&f, cases);
    fixture_close(&f);
}

/* Binding allocates in many places: each must give back what came before when the next one fails. */
static void test_every_failure_frees(void **state) {
    static const char text[] =
        "partner in {'Mexico', 'China'} and month in $months and starts_with(lower(other), 'm') or "
        "partner < other and qty_kg in {1, 70000000, 2.5} or ratio in {1, 2.5} or "
        "coalesce(partner, other, 'none') == prefix(other, 2) or "
        "round(value_usd * 2.5 / 100, 1) + qty_kg / 7 > 3 and month >= $from";
    fixture f;
    fixture_open(&f);
    ig_value months[2] = {text_value("2024-01"), text_value("2024-02")};
    set_param(&f, "months", true, months, 2);
    set_param(&f, "from", false, months, 1);
    ig_formula *formula = parse(&f, text);
    size_t before = ig_memory_read(f.memory).live_blocks;
    uint64_t nth = 1;
    for (;; nth++) {
        ig_error err = {0};
        ig_memory_fail_at(f.memory, nth);
        ig_expression *bound = ig_expression_bind(f.memory, formula, f.table, f.params, &err);
        ig_memory_fail_at(f.memory, 0);
        if (bound != NULL) {
            assert_int_equal(ig_expression_type(bound), IG_BOOL);
            ig_expression_free(bound);
            break;
        }
        assert_int_equal(err.kind, IG_ERROR_LIMIT);
        assert_int_equal(ig_memory_read(f.memory).live_blocks, before);
    }
    assert_true(nth > 50);
    assert_int_equal(ig_memory_read(f.memory).live_blocks, before);
    ig_formula_release(formula);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decimals_stay_exact),
        cmocka_unit_test(test_reals),
        cmocka_unit_test(test_comparison),
        cmocka_unit_test(test_unlike_scales_compare_exactly),
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_params_take_their_type_when_bound),
        cmocka_unit_test(test_nil_takes_any_type),
        cmocka_unit_test(test_months_are_counted),
        cmocka_unit_test(test_every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
