/* What cells look like. */
#include "csv/sniff/look.h"

#include "base/world.h"

static ig_text text_of(const char *text) {
    return (ig_text){text, strlen(text)};
}

static void looks(void **state) {
    static const struct {
        const char *text;
        ig_csv_look look;
    } cases[] = {
        {"", IG_CSV_LOOK_EMPTY},
        {" \t", IG_CSV_LOOK_EMPTY},
        {"5", IG_CSV_LOOK_NUMBER},
        {"-0.5", IG_CSV_LOOK_NUMBER},
        {"0,5", IG_CSV_LOOK_NUMBER},
        {"1,234,567.5", IG_CSV_LOOK_NUMBER},
        {"1.234.567,5", IG_CSV_LOOK_NUMBER},
        {" 12 % ", IG_CSV_LOOK_NUMBER},
        {"1e5", IG_CSV_LOOK_NUMBER},
        {"1E-05", IG_CSV_LOOK_NUMBER},
        {".5", IG_CSV_LOOK_NUMBER},
        {"1e", IG_CSV_LOOK_WORD},
        {"1,23,4", IG_CSV_LOOK_MIXED},
        {"5;2", IG_CSV_LOOK_MIXED},
        {"--5", IG_CSV_LOOK_WORD},
        {"+", IG_CSV_LOOK_WORD},
        {"2025-01", IG_CSV_LOOK_DATE},
        {"31/12/2024 08:15", IG_CSV_LOOK_DATE},
        {"2024-01-01T00:00:00Z", IG_CSV_LOOK_DATE},
        {"12:30", IG_CSV_LOOK_DATE},
        {"12:", IG_CSV_LOOK_WORD},
        {"copper", IG_CSV_LOOK_WORD},
        {"steel pipe", IG_CSV_LOOK_TEXT},
        {"pipes, steel", IG_CSV_LOOK_TEXT},
        {"a,b", IG_CSV_LOOK_MIXED},
        {"a|b", IG_CSV_LOOK_MIXED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (ig_csv_look_at(text_of(cases[i].text)) != cases[i].look) {
            fail_msg("'%s' looks like %d", cases[i].text,
                     (int)ig_csv_look_at(text_of(cases[i].text)));
        }
    }
}

static void years_and_counts(void **state) {
    assert_true(ig_csv_look_is_year(text_of(" 1900 ")));
    assert_true(ig_csv_look_is_year(text_of("2100")));
    assert_false(ig_csv_look_is_year(text_of("2101")));
    assert_false(ig_csv_look_is_year(text_of("2025.0")));
    assert_int_equal(ig_csv_look_count(text_of("12")), 12);
    assert_int_equal(ig_csv_look_count(text_of("")), -1);
    assert_int_equal(ig_csv_look_count(text_of("-1")), -1);
    assert_int_equal(ig_csv_look_count(text_of("1234567890")), -1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(looks),
        cmocka_unit_test(years_and_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
