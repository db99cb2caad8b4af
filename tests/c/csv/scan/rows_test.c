/* What a raw cell says: each case is a cell and its value. */
#include "base/harness.h"

#include "csv/scan/rows.h"

typedef struct saying {
    const char *raw;
    const char *value;
} saying;

static void assert_says(const ig_csv_rows *rows, const char *raw, const char *expected) {
    ig_memory *memory = ig_memory_new();
    ig_buffer scratch;
    ig_error err;
    ig_text value;
    ig_buffer_init(&scratch, memory);
    assert_int_equal(ig_csv_rows_value(rows, (ig_text){raw, strlen(raw)}, &scratch, &value, &err),
                     0);
    char *text = calloc(1, value.size_bytes + 1);
    assert_non_null(text);
    memcpy(text, value.bytes, value.size_bytes);
    assert_string_equal(text, expected);
    free(text);
    ig_buffer_reset(&scratch);
    ig_memory_free(memory);
}

static void assert_all(const ig_csv_rows *rows, const saying *sayings, size_t n) {
    for (size_t i = 0; i < n; i++) {
        assert_says(rows, sayings[i].raw, sayings[i].value);
    }
}

static void quotes_go(void **state) {
    static const saying sayings[] = {
        {"", ""},
        {"a", "a"},
        {" a ", " a "},
        {"\"\"", ""},
        {"\"a\"", "a"},
        {"\"a\"\"b\"", "a\"b"},
        {"\"\"\"\"", "\""},
        {"\" \"", " "},
        {"C\"N", "C\"N"},
        {"a\"\"b", "a\"\"b"},
        {" \"a\"", " \"a\""},
        {"\"\"Bladder\" moulds\"", "\"Bladder\" moulds"},
    };
    const ig_csv_rows rows = {.quote = '"'};
    assert_all(&rows, sayings, sizeof sayings / sizeof sayings[0]);
}

static void blanks_go_where_the_dialect_trims(void **state) {
    static const saying sayings[] = {
        {" a b\t", "a b"}, {"\t\"a \" ", "a "},        {" \"\" ", ""},
        {"  ", ""},        {"\"a\" \"b\"", "a\" \"b"},
    };
    const ig_csv_rows rows = {.quote = '"', .trim = true};
    assert_all(&rows, sayings, sizeof sayings / sizeof sayings[0]);
}

static void escapes_go(void **state) {
    static const saying sayings[] = {
        {"a\\,b", "a,b"},  {"\"a\\\"b\"", "a\"b"}, {"\\\\", "\\"},
        {"\\\"a", "\"a"},  {"\"\\\\\"", "\\"},     {"\\ a\\ \\  ", " a  "},
        {"a\\\\ ", "a\\"}, {"a\\", "a\\"},         {"a\"\"b", "a\"\"b"},
    };
    const ig_csv_rows rows = {.quote = '"', .escape = '\\', .trim = true};
    assert_all(&rows, sayings, sizeof sayings / sizeof sayings[0]);
}

static void without_a_quote_nothing_goes(void **state) {
    const ig_csv_rows rows = {0};
    assert_says(&rows, "\"a\"", "\"a\"");
    const ig_csv_rows literal = {.quote = '"', .escape = '\\', .trim = true, .literal = true};
    assert_says(&literal, " \"a\\\" ", " \"a\\\" ");
}

static void cells_are_known_by_the_bytes_around_them(void **state) {
    const uint32_t befores[] = {UINT32_MAX, 1, 5, 7};
    const uint32_t ends[] = {1, 4, 7, 8};
    const ig_csv_rows rows = {
        .bytes = "a,bc\r\nd,\n", .befores = befores, .ends = ends, .n_rows = 2, .n_columns = 2};
    ig_text raw = ig_csv_rows_raw(&rows, 0, 0);
    assert_int_equal(raw.size_bytes, 1);
    assert_memory_equal(raw.bytes, "a", 1);
    raw = ig_csv_rows_raw(&rows, 0, 1);
    assert_int_equal(raw.size_bytes, 2);
    assert_memory_equal(raw.bytes, "bc", 2);
    assert_int_equal(ig_csv_rows_raw(&rows, 1, 1).size_bytes, 0);
    ig_text record = ig_csv_rows_record(&rows, 1);
    assert_int_equal(record.size_bytes, 2);
    assert_memory_equal(record.bytes, "d,", 2);
}

static int value_of_doubled(ig_memory *memory, void *context, ig_error *err) {
    const ig_csv_rows rows = {.quote = '"'};
    ig_buffer scratch;
    ig_text value;
    ig_buffer_init(&scratch, memory);
    int status = ig_csv_rows_value(&rows, (ig_text){"\"\"\"\"", 4}, &scratch, &value, err);
    ig_buffer_reset(&scratch);
    return status;
}

static void failed_allocations_free(void **state) {
    assert_true(prove_failures_free(value_of_doubled, NULL) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_go),
        cmocka_unit_test(blanks_go_where_the_dialect_trims),
        cmocka_unit_test(escapes_go),
        cmocka_unit_test(without_a_quote_nothing_goes),
        cmocka_unit_test(cells_are_known_by_the_bytes_around_them),
        cmocka_unit_test(failed_allocations_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
