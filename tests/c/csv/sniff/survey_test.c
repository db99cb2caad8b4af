/* A sample is cut into cells that refuse nothing, and comes to the figures dialects are compared by. */
#include "csv/sniff/survey.h"

#include "base/world.h"

static const ig_csv_dialect PLAIN = {.delimiter = ",", .quote = '"'};

static ig_csv_survey survey_of(const ig_csv_dialect *dialect, const char *text, bool whole) {
    ig_csv_survey survey;
    ig_csv_survey_take(&survey, dialect, text, strlen(text), 1, whole, '#');
    return survey;
}

static void records_are_counted_with_their_lines(void **state) {
    ig_csv_survey s = survey_of(&PLAIN, "hs,kg\n# note\n\n01,\"x\ny\"\r\n02,\n3", true);
    assert_int_equal(s.n_records, 4);
    assert_int_equal(s.steady, 2);
    assert_int_equal(s.n_steady, 3);
    assert_int_equal(s.records[1].line, 4);
    assert_true(s.records[1].behind_blank && !s.records[2].behind_blank);
    assert_int_equal(s.records[2].line, 6);
    assert_int_equal(s.records[2].n_cells, 2); /* the last one empty */
    assert_int_equal(s.records[2].n_filled, 1);
    assert_int_equal(s.records[2].n_numbers, 1);
    /* Where the file goes on, its last record may be cut. */
    assert_int_equal(survey_of(&PLAIN, "hs,kg\n01,2\n02,3", false).n_records, 2);
    assert_int_equal(survey_of(&PLAIN, "", true).n_records, 0);
}

static void quotes_tell_whether_they_stand_as_they_should(void **state) {
    ig_csv_survey s = survey_of(&PLAIN, "\"a\",\"b\"\"c\"\n\"d\" e,\"\\\"f\",\"open\n", true);
    assert_int_equal(s.n_quoted, 2);
    assert_int_equal(s.n_doubled, 1);
    assert_int_equal(s.n_faults, 2); /* one goes on behind its quote, one never closes */
    assert_false(ig_csv_survey_is_even(&s));
    ig_csv_dialect none = {.delimiter = ","};
    s = survey_of(&none, "\"a,\"b\nc\",d\n", true);
    assert_int_equal(s.n_begins, 2);
    assert_int_equal(s.n_closes, 1);
    ig_csv_dialect trims = {.delimiter = ",", .quote = '"', .trim = true};
    s = survey_of(&trims, "\"a\" , \"b\"\n\"c\",\"d\"\n", true);
    assert_int_equal(s.n_quoted, 4);
    assert_int_equal(s.n_beside, 2);
    assert_int_equal(s.n_led, 1);
    assert_int_equal(s.n_delimiters, 2);
}

/* Even records of values beat uneven ones, and those beat texts that hold the mark by chance. */
static void the_right_dialect_scores_highest(void **state) {
    static const char text[] = "hs;name;kg\n01;pipes, steel;1,5\n02;tubes, copper;2,5\n03;rods;7\n";
    ig_csv_dialect semicolon = {.delimiter = ";", .quote = '"'};
    ig_csv_dialect bar = {.delimiter = "|", .quote = '"'};
    ig_csv_survey right = survey_of(&semicolon, text, true);
    ig_csv_survey wrong = survey_of(&PLAIN, text, true);
    ig_csv_survey none = survey_of(&bar, text, true);
    assert_true(ig_csv_survey_is_even(&right));
    assert_false(ig_csv_survey_is_even(&wrong));
    assert_true(ig_csv_survey_score(&right) > 0.5);
    assert_true(ig_csv_survey_score(&right) > 4 * ig_csv_survey_score(&wrong));
    assert_true(ig_csv_survey_score(&none) == 0);
}

static void more_records_than_are_surveyed_are_left_alone(void **state) {
    enum { N = IG_CSV_SURVEY_RECORDS + 50 };
    static char text[4 * N + 1];
    for (size_t i = 0; i < N; i++) {
        memcpy(text + 4 * i, i < IG_CSV_SURVEY_RECORDS ? "1,2\n" : "\"x,\n", 4);
    }
    ig_csv_survey s = survey_of(&PLAIN, text, true);
    assert_int_equal(s.n_records, IG_CSV_SURVEY_RECORDS);
    assert_true(ig_csv_survey_is_even(&s));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_counted_with_their_lines),
        cmocka_unit_test(quotes_tell_whether_they_stand_as_they_should),
        cmocka_unit_test(the_right_dialect_scores_highest),
        cmocka_unit_test(more_records_than_are_surveyed_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
