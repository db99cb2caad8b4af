/* The beginning of a file: its dialect, packing and encoding, and its first records as texts. */
#include "csv/file/head.h"

#include "csv/world.h"

static ig_csv_spec open_spec(void) {
    ig_csv_spec spec = plain_spec();
    spec.detect = IG_CSV_DETECT_DELIMITER | IG_CSV_DETECT_QUOTE | IG_CSV_DETECT_ESCAPE |
                  IG_CSV_DETECT_COMMENT | IG_CSV_DETECT_TRIM | IG_CSV_DETECT_HEADER |
                  IG_CSV_DETECT_SKIP;
    spec.encoding = IG_AUTO;
    return spec;
}

static void assert_records(world *w, const char *path, const char *expected) {
    ig_error err;
    ig_csv_head head = {0};
    ig_csv_spec spec = open_spec();
    char out[4000];
    size_t n = 0;
    size_t cell = 0;
    size_t start = 0;
    assert_int_equal(ig_csv_head_take(&head, &w->context, &spec, path, &err), 0);
    for (size_t r = 0; r < head.n_records; r++) {
        for (size_t c = 0; c < head.n_cells[r]; c++) {
            n += (size_t)snprintf(out + n, sizeof out - n, "%s%.*s", c == 0 ? "" : "|",
                                  (int)(head.ends[cell] - start), head.text.bytes + start);
            start = head.ends[cell++];
        }
        n += (size_t)snprintf(out + n, sizeof out - n, "\n");
    }
    out[n] = '\0';
    assert_string_equal(out, expected);
    ig_csv_head_reset(&head);
    ig_csv_head_reset(&head);
}

static void records_before_any_line_is_skipped(void **state) {
    world *w = *state;
    write_text("a.csv",
               "\xef\xbb\xbfTitle\nof us\na;b;c\n1;\"x;\"\"y\"\"\";3\n\n4;5\n6;7;8\n9;1;2");
    assert_records(w, "a.csv", "Title\nof us\na|b|c\n1|x;\"y\"|3\n4|5\n6|7|8\n9|1|2\n");
    write_text("b.csv", "a,b\n1,\"open\n");
    assert_records(w, "b.csv", "a|b\n");
    write_text("c.csv", "\n\n");
    assert_records(w, "c.csv", "");
}

static void texts_are_decoded(void **state) {
    world *w = *state;
    ig_error err;
    ig_csv_head head = {0};
    ig_csv_spec spec = open_spec();
    write_gb18030("a.csv", "月份,出口\n2025-01,铜\n");
    assert_records(w, "a.csv", "月份|出口\n2025-01|铜\n");
    assert_int_equal(
        ig_csv_head_take(&head, &(ig_context){.memory = w->memory}, &spec, "a.csv", &err), 0);
    assert_int_equal(head.encoded.encoding, IG_GB18030);
    assert_int_equal(head.packing, IG_CSV_PLAIN);
    ig_csv_head_reset(&head);
}

static void at_most_sixteen(void **state) {
    world *w = *state;
    ig_error err;
    ig_csv_head head = {0};
    ig_csv_spec spec = open_spec();
    ig_buffer text;
    ig_buffer_init(&text, w->memory);
    for (size_t i = 0; i < 100000; i++) {
        assert_int_equal(ig_buffer_printf(&text, &err, "%zu,x\n", i), 0);
    }
    write_bytes("a.csv", text.bytes, text.size_bytes);
    ig_buffer_reset(&text);
    assert_int_equal(
        ig_csv_head_take(&head, &(ig_context){.memory = w->memory}, &spec, "a.csv", &err), 0);
    assert_int_equal(head.n_records, IG_CSV_HEAD_RECORDS);
    ig_csv_head_reset(&head);
}

static void what_cannot_be_opened(void **state) {
    world *w = *state;
    ig_error err;
    ig_csv_head head = {0};
    ig_csv_spec spec = open_spec();
    assert_int_equal(
        ig_csv_head_take(&head, &(ig_context){.memory = w->memory}, &spec, "none.csv", &err), -1);
    assert_error(&err, IG_ERROR_NO_INPUT, "none.csv: no such file");
    ig_csv_head_reset(&head);
}

static int head_story(ig_memory *memory, void *context, ig_error *err) {
    ig_csv_head head = {0};
    ig_csv_spec spec = open_spec();
    int result = ig_csv_head_take(&head, &(ig_context){.memory = memory}, &spec, context, err);
    ig_csv_head_reset(&head);
    return result;
}

static void failures_free(void **state) {
    char path[] = "a.csv";
    write_gb18030(path, "月份;出口\n1;\"x\"\"y\"\n");
    assert_true(prove_failures_free(head_story, path) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(records_before_any_line_is_skipped, open_world,
                                        close_world),
        cmocka_unit_test_setup_teardown(texts_are_decoded, open_world, close_world),
        cmocka_unit_test_setup_teardown(at_most_sixteen, open_world, close_world),
        cmocka_unit_test_setup_teardown(what_cannot_be_opened, open_world, close_world),
        cmocka_unit_test_setup_teardown(failures_free, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
