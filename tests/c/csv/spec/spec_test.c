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

static void without_a_header_columns_are_needed(void **state) {
    ig_csv_spec spec = plain_spec();
    spec.dialect.has_header = false;
    assert_spec(&spec, "a file without a header needs a profile that names its columns");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(delimiter_and_quote_are_marks),
        cmocka_unit_test(names_belong_to_one_column),
        cmocka_unit_test(without_a_header_columns_are_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
