/* Months read in the forms customs use, print in one, and count on the calendar. */
#include "table/month.h"

#include <stdio.h>

#include "base/harness.h"

static void assert_month(const char *text, bool bare, int year, int of_year) {
    int32_t month = -1;
    if (!ig_month_parse(text, strlen(text), bare, &month) ||
        month != ig_month_make(year, of_year)) {
        fail_msg("'%s' read as %d", text, (int)month);
    }
}

static void months_are_integers_in_a_row(void **state) {
    assert_int_equal(ig_month_make(2025, 4), 24303);
    assert_int_equal(ig_month_year(24303), 2025);
    assert_int_equal(ig_month_of_year(24303), 4);
    assert_int_equal(ig_month_make(2025, 1) - 1, ig_month_make(2024, 12));
    assert_int_equal(ig_month_of_year(ig_month_make(2024, 12)), 12);
    assert_int_equal(ig_month_year(ig_month_make(2024, 12)), 2024);
}

static void all_forms_are_read(void **state) {
    assert_month("2025-04", false, 2025, 4);
    assert_month("2025-4", false, 2025, 4);
    assert_month("2025/4", false, 2025, 4);
    assert_month("2025/12", false, 2025, 12);
    assert_month("2025年04月", false, 2025, 4);
    assert_month("2025年4月", false, 2025, 4);
    assert_month("2025.04", false, 2025, 4);
    assert_month("202504", true, 2025, 4);
    assert_month("2025-04", true, 2025, 4);
    assert_month("0001-01", false, 1, 1);
    assert_month("9999-12", false, 9999, 12);
}

static void other_texts_are_refused(void **state) {
    static const char *const wrong[] = {
        "",        "2025",     "202504",     "2025-00",     "2025-13",    "2025-004", "2025-",
        "2025-0a", "0000-01",  "25-04",      "12025-04",    "2025-04 ",   " 2025-04", "2025 04",
        "2025.4",  "2025年04", "2025年月",   "2025年004月", "2025/04/01", "2025-4-",  "-025-04",
        "2025--4", "2025-Q1",  "2025月04年", "2025年4月 ",  "+025-04",    "2025-+4"};
    int32_t month = 77;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (ig_month_parse(wrong[i], strlen(wrong[i]), false, &month)) {
            fail_msg("'%s' was taken", wrong[i]);
        }
    }
    static const char *const bare[] = {"20250", "2025004", "202513", "202500", "2025", "000001"};
    for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++) {
        assert_false(ig_month_parse(bare[i], strlen(bare[i]), true, &month));
    }
    assert_int_equal(month, 77); /* what is refused leaves the result alone */
    assert_true(ig_month_parse("2025-041", 7, false, &month)); /* only the bytes given */
}

static void every_month_prints_and_reads_back(void **state) {
    char text[IG_MONTH_TEXT];
    char expected[32];
    for (int32_t month = ig_month_make(1, 1); month <= ig_month_make(9999, 12); month++) {
        int32_t back = 0;
        size_t n = ig_month_print(text, month);
        snprintf(expected, sizeof expected, "%04d-%02d", month / 12, month % 12 + 1);
        assert_string_equal(text, expected);
        assert_int_equal(n, 7);
        assert_true(ig_month_parse(text, n, false, &back));
        assert_int_equal(back, month);
    }
}

static void months_off_the_calendar_fit_their_room(void **state) {
    char text[IG_MONTH_TEXT];
    assert_int_equal(ig_month_print(text, ig_month_make(10000, 1)), strlen("10000-01"));
    assert_string_equal(text, "10000-01");
    assert_in_range(ig_month_print(text, INT32_MAX), 1, IG_MONTH_TEXT - 1);
    assert_in_range(ig_month_print(text, INT32_MIN), 1, IG_MONTH_TEXT - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(months_are_integers_in_a_row),
        cmocka_unit_test(all_forms_are_read),
        cmocka_unit_test(other_texts_are_refused),
        cmocka_unit_test(every_month_prints_and_reads_back),
        cmocka_unit_test(months_off_the_calendar_fit_their_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
