/* Lists of rejects become one table in order of file, line and column. */
#include "csv/rejects.h"

#include "csv/world.h"

static ig_text of(const char *text) {
    return (ig_text){text, strlen(text)};
}

static const char *const PATHS[] = {"a.csv", "b.csv"};

static int make_table(ig_memory *memory, void *context, ig_error *err) {
    ig_csv_rejects rows;
    ig_csv_rejects hs;
    ig_csv_rejects qty;
    ig_table *table = NULL;
    int status = -1;
    ig_csv_rejects_init(&rows, memory);
    ig_csv_rejects_init(&hs, memory);
    ig_csv_rejects_init(&qty, memory);
    if (ig_csv_rejects_add(&rows, 0, 5, of("x,y"), "2 fields where the header has 3", err) != 0 ||
        ig_csv_rejects_add(&qty, 0, 2, of("n/a"), "number expected", err) != 0 ||
        ig_csv_rejects_add(&qty, 0, 9, of("-,-"), "number expected", err) != 0 ||
        ig_csv_rejects_add(&qty, 1, 2, of(""), "number expected", err) != 0 ||
        ig_csv_rejects_add(&hs, 0, 9, of("?"), "month expected", err) != 0) {
        goto done;
    }
    const ig_csv_rejects_source sources[] = {{&rows, NULL}, {&hs, "hs"}, {&qty, "qty"}};
    status = ig_csv_rejects_table(memory, sources, 3, PATHS, &table, err);
    if (status == 0 && context != NULL) {
        char *text = dump(table);
        assert_string_equal(text, context);
        free(text);
    }
done:
    ig_table_release(table);
    ig_csv_rejects_reset(&rows);
    ig_csv_rejects_reset(&hs);
    ig_csv_rejects_reset(&qty);
    return status;
}

static void the_table_is_in_order(void **state) {
    world *w = *state;
    ig_error err;
    char expected[] = "file:text line:decimal(0) column:text value:text reason:text\n"
                      "a.csv|2|qty|n/a|number expected\n"
                      "a.csv|5|~|x,y|2 fields where the header has 3\n"
                      "a.csv|9|hs|?|month expected\n"
                      "a.csv|9|qty|-,-|number expected\n"
                      "b.csv|2|qty||number expected";
    assert_int_equal(make_table(w->memory, expected, &err), 0);
}

static void no_rejects_are_no_table(void **state) {
    world *w = *state;
    ig_csv_rejects none;
    ig_error err;
    ig_csv_rejects_init(&none, w->memory);
    const ig_csv_rejects_source source = {&none, "hs"};
    ig_table *table = (ig_table *)&none;
    assert_int_equal(ig_csv_rejects_table(w->memory, &source, 1, PATHS, &table, &err), 0);
    assert_null(table);
    ig_csv_rejects_reset(&none);
}

static void long_values_are_cut_between_characters(void **state) {
    world *w = *state;
    ig_csv_rejects list;
    ig_error err;
    char value[302] = "";
    for (int i = 0; i < 100; i++) {
        strcat(value, "千");
    }
    ig_csv_rejects_init(&list, w->memory);
    assert_int_equal(ig_csv_rejects_add(&list, 0, 1, of(value), "number expected", &err), 0);
    const ig_csv_rejects_source source = {&list, "qty"};
    ig_table *table = NULL;
    assert_int_equal(ig_csv_rejects_table(w->memory, &source, 1, PATHS, &table, &err), 0);
    ig_text kept = ig_column_text(table->fields[3].column, 0);
    assert_int_equal(kept.size_bytes, 198);
    assert_memory_equal(kept.bytes, value, 198);
    ig_table_release(table);
    ig_csv_rejects_reset(&list);
}

static void they_are_counted_by_file(void **state) {
    world *w = *state;
    ig_csv_rejects list;
    ig_error err;
    size_t from = 0;
    ig_csv_rejects_init(&list, w->memory);
    static const size_t files[] = {0, 0, 2};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(ig_csv_rejects_add(&list, files[i], 1 + i, of("x"), "y", &err), 0);
    }
    assert_int_equal(ig_csv_rejects_count(&list, 0, &from), 2);
    assert_int_equal(ig_csv_rejects_count(&list, 1, &from), 0);
    assert_int_equal(ig_csv_rejects_count(&list, 2, &from), 1);
    assert_int_equal(ig_csv_rejects_count(&list, 3, &from), 0);
    ig_csv_rejects_reset(&list);
}

static void every_failure_frees(void **state) {
    assert_in_range(prove_failures_free(make_table, NULL), 15, 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_in_order),
        cmocka_unit_test(no_rejects_are_no_table),
        cmocka_unit_test(long_values_are_cut_between_characters),
        cmocka_unit_test(they_are_counted_by_file),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
