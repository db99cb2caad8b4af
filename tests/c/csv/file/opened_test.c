/* The beginning of a file says all that must be known before its rows are taken. */
#include "csv/file/opened.h"

#include "csv/file/opening.h"

enum { ANY = 1 << 19 };

static void assert_rest(const opening *o, const char *expected, uint64_t line) {
    assert_int_equal(o->opened.rest.size_bytes, strlen(expected));
    assert_memory_equal(ig_csv_block_bytes(&o->opened.rest), expected, strlen(expected));
    assert_int_equal(o->opened.line, line);
}

static void assert_not_opened(world *w, const ig_csv_spec *spec, const char *text) {
    ig_error err = {.kind = IG_ERROR_NONE};
    opening o;
    assert_int_equal(open_opening(&o, w, spec, ANY, &err), -1);
    assert_string_equal(err.text, text);
    close_opening(&o);
}

static void each_step_takes_its_bytes_off_the_front(void **state) {
    world *w = *state;
    ig_error err;
    opening o;
    ig_csv_spec spec = plain_spec();
    spec.detect = IG_CSV_DETECT_DELIMITER | IG_CSV_DETECT_SKIP;
    spec.encoding = IG_AUTO;
    write_text("a.csv", "\xef\xbb\xbfReport\n\nhs;kg;月份\n01;2;3\n02;3;4\n");
    assert_int_equal(open_opening(&o, w, &spec, ANY, &err), 0);
    assert_int_equal(o.part.encoded.mark_bytes, 3);
    assert_int_equal(o.part.encoded.encoding, IG_UTF8);
    assert_string_equal(o.part.sniffed.dialect.delimiter, ";");
    assert_int_equal(o.part.sniffed.dialect.skip, 2);
    assert_int_equal(o.part.header.n_columns, 3);
    assert_string_equal(o.part.header.headings[2].text, "月份");
    assert_rest(&o, "01;2;3\n02;3;4\n", 4);
    assert_true(o.opened.is_whole);
    assert_false(o.again);
    assert_true(o.part.takings[2].texts_only); /* its name says month */
    assert_false(o.part.takings[1].texts_only);
    close_opening(&o);
}

/* What is decided does not depend on chunks, and no piece is larger for being the first. */
static void small_chunks_get_back_what_was_read_too_much(void **state) {
    world *w = *state;
    ig_error err;
    opening o;
    ig_csv_spec spec = plain_spec();
    write_text("a.csv", "a,b\n1,2\n3,4\n");
    assert_int_equal(open_opening(&o, w, &spec, 5, &err), 0);
    assert_rest(&o, "1,2\n3", 2);
    assert_int_equal(o.opened.at, 9);
    assert_int_equal(o.opened.chunks_at, 9);
    assert_false(o.opened.is_whole);
    close_opening(&o);
}

static void a_header_may_be_longer_than_the_first_bytes(void **state) {
    world *w = *state;
    ig_error err;
    opening o;
    ig_csv_spec spec = plain_spec();
    size_t n = 3 * IG_CSV_SNIFF_BYTES;
    char *text = malloc(n + 8);
    assert_non_null(text);
    memset(text, 'x', n);
    memcpy(text + n, ",b\n1,2\n", 8);
    write_text("a.csv", text);
    assert_int_equal(open_opening(&o, w, &spec, ANY, &err), 0);
    assert_int_equal(o.part.header.n_columns, 2);
    assert_rest(&o, "1,2\n", 2);
    close_opening(&o);
    spec.limits.record_bytes = 1000;
    assert_not_opened(w, &spec, "a.csv:1: a record of more than 1000 bytes");
    free(text);
}

static void a_column_is_taken_as_its_heading_and_the_spec_say(void **state) {
    world *w = *state;
    ig_error err;
    opening o;
    static const char *const words[] = {"-"};
    static const ig_csv_column columns[] = {
        {.name = "kg",
         .kind = IG_AS_DECIMAL,
         .marks = {.thousands = ' '},
         .missing = words,
         .n_missing = 1},
        {.name = "usd", .marks = {.decimal = '.', .thousands = ','}}};
    ig_csv_spec spec = plain_spec();
    spec.columns = columns;
    spec.n_columns = 2;
    spec.marks = (ig_number_marks){',', '.'};
    spec.all_text = true;
    write_text("a.csv", "usd,other,kg\n");
    assert_int_equal(open_opening(&o, w, &spec, ANY, &err), 0);
    const ig_csv_taking *takings = o.part.takings;
    assert_true(takings[0].kind == IG_AS_TEXT && takings[0].marks.thousands == ',');
    assert_true(takings[0].n_missing == 0 && takings[1].n_missing == 0);
    assert_true(takings[1].kind == IG_AS_TEXT && takings[1].marks.decimal == ',');
    /* A mark of thousands may be the column's own beside the decimal one of the spec. */
    assert_true(takings[2].kind == IG_AS_DECIMAL && takings[2].marks.decimal == ',');
    assert_true(takings[2].marks.thousands == ' ' && takings[2].n_missing == 1);
    close_opening(&o);
}

static void beginnings_that_are_none(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    write_text("a.csv", "");
    assert_not_opened(w, &spec, "a.csv: empty file");
    write_text("a.csv", "\n \n\n");
    assert_not_opened(w, &spec, "a.csv: empty file");
    write_text("a.csv", "a,b\n");
    spec.dialect.skip = 2;
    assert_not_opened(w, &spec, "a.csv: empty file");
    spec.dialect.skip = 0;
    write_bytes("a.csv", "a,b\n1,\0\n", 8);
    assert_not_opened(w, &spec, "a.csv: binary data (a NUL byte at byte 7)");
    write_text("a.csv", "a,\"b\n");
    assert_not_opened(w, &spec, "a.csv:1: a quote opened on line 1 is never closed");
    write_text("a.csv", "a,b,c\n");
    spec.limits.columns = 2;
    assert_not_opened(w, &spec, "a.csv:1: more than 2 columns");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_step_takes_its_bytes_off_the_front, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(small_chunks_get_back_what_was_read_too_much, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(a_header_may_be_longer_than_the_first_bytes, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(a_column_is_taken_as_its_heading_and_the_spec_say,
                                        open_world, close_world),
        cmocka_unit_test_setup_teardown(beginnings_that_are_none, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
