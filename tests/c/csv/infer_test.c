/* The type of a column follows from all of its values, in any order of them. */
#include "csv/infer.h"

#include "csv/world.h"

static ig_text of(const char *text) {
    return (ig_text){text, strlen(text)};
}

/* The type of these values, NULL-terminated, as "decimal(2)", "real, rounded", "month, bare" … */
static const char *guess(const ig_csv_column *column, bool month_named, const char *const *values) {
    static char text[64];
    ig_csv_guess g;
    ig_csv_guess_init(&g, column, month_named);
    bool open = true;
    for (size_t i = 0; values[i] != NULL && open; i++) {
        open = ig_csv_guess_take(&g, of(values[i]));
    }
    ig_csv_type type = ig_csv_guess_type(&g);
    snprintf(text, sizeof text, "%s", ig_type_name(type.type));
    if (type.type == IG_DECIMAL) {
        snprintf(text, sizeof text, "decimal(%u)", type.scale);
    }
    strcat(text, type.bare ? ", bare" : "");
    strcat(text, type.rounded ? ", rounded" : "");
    strcat(text, type.unscaled ? ", unscaled" : "");
    return text;
}

/* Guesses for the values and for the same backwards. */
static void assert_guess(const ig_csv_column *column, bool month_named, const char *const *values,
                         const char *expected) {
    const char *backwards[16] = {NULL};
    size_t n = 0;
    while (values[n] != NULL) {
        n++;
    }
    for (size_t i = 0; i < n; i++) {
        backwards[i] = values[n - 1 - i];
    }
    assert_string_equal(guess(column, month_named, values), expected);
    assert_string_equal(guess(column, month_named, backwards), expected);
}

#define VALUES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void plain_numbers_are_decimals(void **state) {
    assert_guess(NULL, false, VALUES("1", "-20", "0"), "decimal(0)");
    assert_guess(NULL, false, VALUES("1", "2.50", "0.125"), "decimal(3)");
    assert_guess(NULL, false, VALUES("9223372036854775807"), "decimal(0)");
    assert_guess(NULL, false, VALUES("202504"), "decimal(0)");
    assert_guess(NULL, false, VALUES("2025.04"), "decimal(2)");
}

static void a_leading_zero_makes_a_code(void **state) {
    assert_guess(NULL, false, VALUES("85171300", "85171300", "01012100"), "text");
    assert_guess(NULL, false, VALUES("0", "0.5"), "decimal(1)");
    assert_guess(NULL, false, VALUES("00"), "text");
    assert_guess(NULL, false, VALUES("1e5", "007"), "text");
}

static void what_no_decimal_holds_is_real(void **state) {
    assert_guess(NULL, false, VALUES("1", "1e3"), "real");
    assert_guess(NULL, false, VALUES("0.1234567891"), "real");
    assert_guess(NULL, false, VALUES("1", "9223372036854775808"), "real, rounded");
    assert_guess(NULL, false, VALUES("9223372036854775807", "1e3"), "real, rounded");
    assert_guess(NULL, false, VALUES("1234567890.12345678901"), "real, rounded");
    assert_guess(NULL, false, VALUES("0.000000000000000000012345"), "real");
    /* Both are exact, but no scale holds both. */
    assert_guess(NULL, false, VALUES("90000000000", "0.123456789"), "real, unscaled");
    assert_guess(NULL, false, VALUES("-90000000000", "0.123456789"), "real, unscaled");
    assert_guess(NULL, false, VALUES("9000000000", "0.123456789"), "decimal(9)");
}

static void numbers_out_of_range_are_text(void **state) {
    assert_guess(NULL, false, VALUES("1", "1e400"), "text");
    assert_guess(NULL, false, VALUES("1", "inf"), "text");
    assert_guess(NULL, false, VALUES("1", "0x10"), "text");
    assert_guess(NULL, false, VALUES("1,234"), "text"); /* no mark was given */
    assert_guess(NULL, false, VALUES("１２３"), "text");
}

static void months_are_told_by_their_form(void **state) {
    assert_guess(NULL, false, VALUES("2025-04", "2025/4", "2025年04月"), "month");
    assert_guess(NULL, false, VALUES("2025-04", "2025-13"), "text");
    assert_guess(NULL, false, VALUES("2025-04", "202504"), "text");
    assert_guess(NULL, true, VALUES("2025-04", "202504"), "month, bare");
    assert_guess(NULL, true, VALUES("202504"), "month, bare");
    /* Months of a year, and the 52 of an annual figure, are numbers whatever the name says. */
    assert_guess(NULL, true, VALUES("1", "12"), "decimal(0)");
    assert_guess(NULL, true, VALUES("202501", "202552"), "decimal(0)");
    assert_guess(NULL, true, VALUES("2025.04"), "month, bare");
}

static void a_given_type_stands(void **state) {
    const ig_csv_column decimal = {.kind = IG_AS_DECIMAL};
    const ig_csv_column real = {.kind = IG_AS_REAL};
    const ig_csv_column text = {.kind = IG_AS_TEXT};
    const ig_csv_column month = {.kind = IG_AS_MONTH};
    assert_guess(&decimal, false, VALUES("007", "n/a", "1.25", "1e9"), "decimal(2)");
    assert_guess(&decimal, false, VALUES("0.12345678901", "1"), "real");
    assert_guess(&real, false, VALUES("n/a"), "real");
    assert_guess(&text, false, VALUES("1"), "text");
    assert_guess(&month, false, VALUES("x"), "month, bare");
}

static void thousands_are_marked_where_told(void **state) {
    const ig_csv_column column = {.kind = IG_INFER, .thousands = ','};
    assert_guess(&column, false, VALUES("639,240,426", "12"), "decimal(0)");
    assert_guess(&column, false, VALUES("1,23.4"), "text");
}

static void nothing_is_text(void **state) {
    const ig_csv_column decimal = {.kind = IG_AS_DECIMAL};
    const char *const none[] = {NULL};
    assert_guess(NULL, false, none, "text");
    assert_guess(NULL, true, none, "text");
    assert_guess(&decimal, false, none, "decimal(0)");
}

static void words_of_the_spec_mean_missing(void **state) {
    const char *const words[] = {"?", "—", "*", "..."};
    const ig_csv_column column = {.missing = words, .n_missing = 4};
    assert_int_equal(ig_csv_cell_reason(&column, of("")), IG_EMPTY);
    assert_int_equal(ig_csv_cell_reason(&column, of("?")), IG_EMPTY);
    assert_int_equal(ig_csv_cell_reason(&column, of("—")), IG_EMPTY);
    assert_int_equal(ig_csv_cell_reason(&column, of("*")), IG_SUPPRESSED);
    assert_int_equal(ig_csv_cell_reason(&column, of("...")), IG_SUPPRESSED);
    assert_int_equal(ig_csv_cell_reason(&column, of("??")), IG_PRESENT);
    assert_int_equal(ig_csv_cell_reason(&column, of("-")), IG_PRESENT);
    assert_int_equal(ig_csv_cell_reason(NULL, of("")), IG_EMPTY);
    assert_int_equal(ig_csv_cell_reason(NULL, of("?")), IG_PRESENT);
}

static void names_say_month(void **state) {
    assert_true(ig_csv_name_says_month("refMonth"));
    assert_true(ig_csv_name_says_month("MONTHLY"));
    assert_true(ig_csv_name_says_month("数据年月"));
    assert_true(ig_csv_name_says_month("月份"));
    assert_false(ig_csv_name_says_month("mont"));
    assert_false(ig_csv_name_says_month("日期"));
    assert_false(ig_csv_name_says_month(""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_numbers_are_decimals),
        cmocka_unit_test(a_leading_zero_makes_a_code),
        cmocka_unit_test(what_no_decimal_holds_is_real),
        cmocka_unit_test(numbers_out_of_range_are_text),
        cmocka_unit_test(months_are_told_by_their_form),
        cmocka_unit_test(a_given_type_stands),
        cmocka_unit_test(thousands_are_marked_where_told),
        cmocka_unit_test(nothing_is_text),
        cmocka_unit_test(words_of_the_spec_mean_missing),
        cmocka_unit_test(names_say_month),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
