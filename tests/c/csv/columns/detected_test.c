/* How files were read is told file by file, in the words of the options. */
#include "csv/columns/detected.h"

#include "csv/world.h"

static void assert_detected(world *w, const ig_csv_spec *spec, const char *expected) {
    ig_table *table = read_one(w, spec, "a.csv");
    assert_listed(table->detected, expected);
    ig_table_release(table);
}

static void what_is_given_needs_no_reason(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    spec.encoding_given = true;
    write_text("a.csv", "a,b\n1,2\n");
    assert_detected(w, &spec,
                    "a.csv|delimiter|,|true|~\n"
                    "a.csv|quote|\"|true|~\n"
                    "a.csv|escape||true|~\n"
                    "a.csv|comment||true|~\n"
                    "a.csv|trim|false|true|~\n"
                    "a.csv|header|true|true|~\n"
                    "a.csv|skip|0|true|~\n"
                    "a.csv|encoding|utf8|true|~");
}

static void what_was_found_out_says_why(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    spec.detect = IG_CSV_DETECT_DELIMITER;
    spec.encoding = IG_AUTO;
    write_text("a.csv", "sep=|\na|b\n1|2\n");
    assert_detected(w, &spec,
                    "a.csv|delimiter|||false|the first line says so: 'sep=|'\n"
                    "a.csv|quote|\"|true|~\n"
                    "a.csv|escape||true|~\n"
                    "a.csv|comment||true|~\n"
                    "a.csv|trim|false|true|~\n"
                    "a.csv|header|true|true|~\n"
                    "a.csv|skip|1|false|the first line names the delimiter\n"
                    "a.csv|encoding|utf8|false|all of it is UTF-8");
}

/* The encoding is told as it was decided in the end. */
static void an_encoding_has_three_reasons(void **state) {
    static const struct {
        const char *text, *told;
    } cases[] = {{"\xef\xbb\xbf"
                  "a\nx\n",
                  "utf8|false|the file begins with its mark"},
                 {"a\nx\n", "utf8|false|all of it is UTF-8"},
                 {"a\n\xb3\xf6\xbf\xda\n", "gb18030|false|it is not UTF-8, and is GB18030"}};
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    spec.encoding = IG_AUTO;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        write_text("a.csv", cases[i].text);
        ig_table *table = read_one(w, &spec, "a.csv");
        char *told = dump(table->detected);
        const char *last = strstr(told, "a.csv|encoding|");
        assert_non_null(last);
        assert_string_equal(last + strlen("a.csv|encoding|"), cases[i].told);
        free(told);
        ig_table_release(table);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_given_needs_no_reason, open_world, close_world),
        cmocka_unit_test_setup_teardown(what_was_found_out_says_why, open_world, close_world),
        cmocka_unit_test_setup_teardown(an_encoding_has_three_reasons, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
