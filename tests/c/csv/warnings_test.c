/* Remarks come file by file; silence when all is well. */
#include "csv/warnings.h"

#include "csv/world.h"

static void assert_warned(world *w, const ig_csv_spec *spec, size_t n_paths, const char *expected) {
    static const char *const paths[] = {"a.csv", "b.csv"};
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_table *table = ig_csv_read(&w->context, spec, paths, n_paths, &err);
    if (table == NULL) {
        fail_msg("%s", err.text);
    }
    assert_listed(table->warnings, expected);
    ig_table_release(table);
}

static void a_plain_file_needs_no_word(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    write_text("a.csv", "a,b\n1,2\n");
    assert_warned(w, &spec, 1, "");
}

static void a_full_download_is_probably_cut_off(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    ig_buffer text;
    ig_error err;
    ig_buffer_init(&text, w->memory);
    assert_int_equal(ig_buffer_append(&text, "a,b\n", 4, &err), 0);
    for (int i = 0; i < 10000; i++) { /* a rejected row was in the download as well */
        const char *row = i == 77 ? "1\n" : "1,2\n";
        assert_int_equal(ig_buffer_append(&text, row, strlen(row), &err), 0);
    }
    write_bytes("a.csv", text.bytes, text.size_bytes);
    spec.row_cap = 10000;
    assert_warned(w, &spec, 1,
                  "a.csv|exactly 10,000 rows: the download is probably cut off\n"
                  "a.csv|1 cell or row rejected");
    spec.row_cap = 10001;
    assert_warned(w, &spec, 1, "a.csv|1 cell or row rejected");
    ig_buffer_reset(&text);
}

static void rejects_are_counted_by_file(void **state) {
    world *w = *state;
    static const ig_csv_column columns[] = {{.name = "a", .kind = IG_AS_DECIMAL},
                                            {.name = "b", .kind = IG_AS_MONTH}};
    ig_csv_spec spec = plain_spec();
    spec.columns = columns;
    spec.n_columns = 2;
    write_text("a.csv", "a,b\nx,y\n1\n2,2023-01\n");
    write_text("b.csv", "a,b\n2,2023-01\nz,2023-01\n");
    assert_warned(w, &spec, 2,
                  "a.csv|3 cells or rows rejected\n"
                  "b.csv|1 cell or row rejected");
}

static void what_another_file_has_is_missed(void **state) {
    world *w = *state;
    static const ig_csv_column columns[] = {{.name = "province_code"}, {.name = "nowhere"}};
    ig_csv_spec spec = plain_spec();
    spec.columns = columns;
    spec.n_columns = 2;
    write_text("a.csv", "month,x\n2023-01,1\n");
    write_text("b.csv", "province,month,province_code\n1,2023-01,11\n");
    assert_warned(w, &spec, 2, "a.csv|lacks province_code, province\nb.csv|lacks x");
    assert_warned(w, &spec, 1, "");
    write_text("b.csv", "c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14\n");
    assert_warned(w, &spec, 2,
                  "a.csv|lacks c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12 and 2 more\n"
                  "b.csv|lacks month, x");
    /* A name from a file reaches the terminal with a message: escaped, and cut. */
    char long_name[400];
    int n = snprintf(long_name, sizeof long_name, "month,\x1b[31mx,%0300d\n2023-01,1,1\n", 0);
    write_bytes("a.csv", long_name, (size_t)n);
    write_text("b.csv", "month\n2023-01\n");
    spec.n_columns = 0;
    assert_warned(w, &spec, 2,
                  "b.csv|lacks \\x1b[31mx, "
                  "0000000000000000000000000000000000000000000000000000000000000000000000000000…");
}

static void doubtful_text_is_named(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    write_text("a.csv", "a,b\n\"1,2\n3,4\n\"z\",5\n");
    assert_warned(w, &spec, 1,
                  "a.csv|1 cell looks like several with a quote missing, first on line 2");
    write_text("a.csv", "a,b\n1,1\n\"1,\"\"\n\",\"\n\"\"2\"\"\"\n");
    assert_warned(w, &spec, 1,
                  "a.csv|2 cells look like several with a quote missing, first on line 3");
    /* Quotes within a text of several lines are well. */
    write_text("a.csv", "a,b\n\"\"\"1\"\" and\n \"\"2\"\"\",1\n");
    assert_warned(w, &spec, 1, "");
    spec.encoding = IG_GB18030;
    write_text("a.csv", "a,b\n中国,1\n");
    assert_warned(w, &spec, 1,
                  "a.csv|read as gb18030 as told, but valid UTF-8 too: try encoding = \"auto\"");
}

static void lost_digits_are_named_once(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    write_text("a.csv", "b\n1\n");
    write_text("b.csv", "id,mixed,b\n18446744073709551616,90000000000,1\n1,0.123456789,1\n");
    assert_warned(w, &spec, 2,
                  "a.csv|lacks id, mixed\n"
                  "b.csv|id: numbers of more than 17 digits are rounded; read as text they keep "
                  "them\n"
                  "b.csv|mixed: no common scale holds all numbers exactly, so they are real "
                  "numbers");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_file_needs_no_word),
        cmocka_unit_test(a_full_download_is_probably_cut_off),
        cmocka_unit_test(rejects_are_counted_by_file),
        cmocka_unit_test(what_another_file_has_is_missed),
        cmocka_unit_test(doubtful_text_is_named),
        cmocka_unit_test(lost_digits_are_named_once),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
