/* A spec that cannot work is refused before a file is opened. */
#include "csv/spec/spec.h"

#include "csv/world.h"

static void assert_spec(const ig_csv_spec *spec, const char *text) {
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_int_equal(ig_csv_spec_check(spec, &err), -1);
    assert_error(&err, IG_ERROR_USAGE, text);
}

static void delimiter_and_quote_are_marks(void **state) {
    ig_error err;
    ig_csv_spec spec = plain_spec();
    assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
    spec.dialect.delimiter[0] = '\t';
    spec.dialect.quote = 0; /* no quoting */
    assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
    spec.dialect.delimiter[0] = '\n';
    assert_spec(&spec, "the delimiter '\\x0a' is no visible ASCII character");
    spec.dialect.delimiter[0] = 0;
    assert_spec(&spec, "the delimiter '\\x00' is no visible ASCII character");
    spec.dialect.delimiter[0] = ';';
    spec.dialect.quote = '\x85';
    assert_spec(&spec, "the quote '\\x85' is no visible ASCII character");
    spec.dialect.quote = ';';
    assert_spec(&spec, "delimiter and quote are both ';'");
}

static void names_belong_to_one_column(void **state) {
    ig_csv_spec spec = plain_spec();
    const ig_csv_column columns[] = {{.name = "month"}, {.name = "hs"}, {.name = "month"}};
    const ig_csv_constant flow[] = {{"flow", "import"}, {"hs", "01"}};
    spec.columns = columns;
    spec.n_columns = 3;
    assert_spec(&spec, "the column 'month' is described twice");
    spec.n_columns = 2;
    spec.constants = flow;
    spec.n_constants = 2;
    assert_spec(&spec, "the column 'hs' is described twice");
    const ig_csv_constant own[] = {{"line", "1"}};
    spec.constants = own;
    spec.n_constants = 1;
    assert_spec(&spec, "'line' is the name of a column that the reader adds itself");
    const ig_csv_column file[] = {{.name = "file"}};
    spec.columns = file;
    spec.n_columns = 1;
    assert_spec(&spec, "'file' is the name of a column that the reader adds itself");
}

static void all_marks_differ(void **state) {
    ig_error err;
    ig_csv_spec spec = plain_spec();
    spec.dialect.escape = '\\';
    spec.dialect.comment = '#';
    assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
    spec.dialect.comment = ',';
    assert_spec(&spec, "delimiter and comment mark are both ','");
    spec.dialect.comment = '"';
    assert_spec(&spec, "quote and comment mark are both '\"'");
    spec.dialect.comment = '\r';
    assert_spec(&spec, "the comment mark '\\x0d' is no visible ASCII character");
    spec.dialect.comment = '\\';
    assert_spec(&spec, "comment mark and escape are both '\\'");
    spec.dialect.comment = 0;
    spec.dialect.escape = ',';
    assert_spec(&spec, "delimiter and escape are both ','");
    spec.dialect.escape = '\x01';
    assert_spec(&spec, "the escape '\\x01' is no visible ASCII character");
    spec.dialect.escape = '"';
    assert_spec(&spec, "quote and escape are both '\"': a doubled quote needs no escape");
}

static void delimiters_may_be_long(void **state) {
    ig_error err;
    ig_csv_spec spec = plain_spec();
    static const char *const good[] = {"||", ", ", "\t\t", "\\t", "abcdefg"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        memcpy(spec.dialect.delimiter, good[i], strlen(good[i]) + 1);
        assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
    }
    memcpy(spec.dialect.delimiter, "|\n", 3);
    assert_spec(&spec, "the delimiter '|\\x0a' holds a character that is not visible ASCII");
    memcpy(spec.dialect.delimiter, "|\"", 3);
    assert_spec(&spec, "the delimiter '|\"' holds the quote");
    memcpy(spec.dialect.delimiter, "abcdefgh", 8);
    assert_spec(&spec, "a delimiter of more than 7 characters");
}

static void marks_of_numbers_differ(void **state) {
    ig_error err;
    ig_csv_spec spec = plain_spec();
    spec.marks = (ig_number_marks){',', '.'};
    assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
    spec.marks = (ig_number_marks){0, ' '};
    assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
    spec.marks = (ig_number_marks){',', ','};
    assert_spec(&spec, "decimal mark and thousands mark are both ','");
    spec.marks = (ig_number_marks){0, '.'};
    assert_spec(&spec, "decimal mark and thousands mark are both '.'");
    spec.marks = (ig_number_marks){';', 0};
    assert_spec(&spec, "the decimal mark ';' is neither '.' nor ','");
    spec.marks = (ig_number_marks){'.', '-'};
    assert_spec(&spec, "the thousands mark '-' is part of numbers");
    spec.marks = (ig_number_marks){'.', '\n'};
    assert_spec(&spec, "the thousands mark '\\x0a' is no visible ASCII character");
    const ig_csv_column columns[] = {{.name = "qty", .marks = {'.', '.'}}};
    spec.marks = (ig_number_marks){0};
    spec.columns = columns;
    spec.n_columns = 1;
    assert_spec(&spec, "column 'qty': decimal mark and thousands mark are both '.'");
}

static void a_record_has_at_most_a_gibibyte(void **state) {
    ig_error err;
    ig_csv_spec spec = plain_spec();
    spec.limits.record_bytes = IG_CSV_RECORD_BYTES_MAX;
    assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
    spec.limits.record_bytes++;
    assert_spec(&spec, "a limit of 1073741825 bytes a record is more than 1073741824");
}

static void without_a_header_no_columns_are_needed(void **state) {
    ig_error err;
    ig_csv_spec spec = plain_spec();
    spec.dialect.has_header = false;
    assert_int_equal(ig_csv_spec_check(&spec, &err), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delimiter_and_quote_are_marks),
        cmocka_unit_test(all_marks_differ),
        cmocka_unit_test(delimiters_may_be_long),
        cmocka_unit_test(marks_of_numbers_differ),
        cmocka_unit_test(a_record_has_at_most_a_gibibyte),
        cmocka_unit_test(names_belong_to_one_column),
        cmocka_unit_test(without_a_header_no_columns_are_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
