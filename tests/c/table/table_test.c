/* A table: columns under names, shared, taken from, and printed cell by cell. */
#include "table/table.h"

#include <stdio.h>

#include "table/builder.h"
#include "table/month.h"

#include "base/harness.h"

static ig_column *numbers(ig_memory *memory, size_t n, ig_error *err) {
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 1, n, err);
    for (size_t i = 0; column != NULL && i < n; i++) {
        ((int8_t *)column->values)[i] = (int8_t)i;
    }
    return column;
}

/* A table of n_rows with the given columns, each holding 0, 1, 2 … */
static ig_table *make(ig_memory *memory, size_t n_rows, const char *const *names, size_t n_names,
                      ig_error *err) {
    ig_table *table = ig_table_new(memory, n_rows, err);
    for (size_t i = 0; table != NULL && i < n_names; i++) {
        ig_column *column = numbers(memory, n_rows, err);
        if (column == NULL || ig_table_add(table, names[i], column, err) != 0) {
            ig_table_release(table);
            table = NULL;
        }
    }
    return table;
}

static const char *const customs[] = {"month", "partner", "qty_kg"};

static void columns_stand_in_the_order_added(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_table *table = make(memory, 4, customs, 3, &err);
    assert_non_null(table);
    assert_int_equal(table->n_fields, 3);
    assert_string_equal(table->fields[1].name, "partner");
    assert_int_equal(ig_table_find(table, "qty_kg", 6), 2);
    assert_true(ig_table_find(table, "qty_k", 5) == SIZE_MAX);
    assert_int_equal(ig_table_find(table, "months", 5), 0); /* only the bytes given */
    size_t index = 99;
    assert_int_equal(ig_table_index(table, "partner", 7, &index, &err), 0);
    assert_int_equal(index, 1);
    assert_int_equal(ig_table_bytes(table), 3 * sizeof(ig_field) + 3 * 4);
    ig_table_release(table);
    ig_table_release(NULL);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void an_unknown_name_is_explained(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    size_t index = 0;
    ig_table *table = make(memory, 0, customs, 3, &err);
    assert_int_equal(ig_table_index(table, "qty_kgs", 7, &index, &err), -1);
    assert_error(&err, IG_ERROR_USAGE, "unknown column 'qty_kgs' (did you mean 'qty_kg'?)");
    assert_int_equal(ig_table_index(table, "flow", 4, &index, &err), -1);
    assert_error(&err, IG_ERROR_USAGE,
                 "unknown column 'flow'; columns are 'month', 'partner', 'qty_kg'");
    ig_table_release(table);
    table = make(memory, 0, NULL, 0, &err);
    assert_int_equal(ig_table_index(table, "flow", 4, &index, &err), -1);
    assert_error(&err, IG_ERROR_USAGE, "unknown column 'flow'; there are no columns");
    ig_table_release(table);

    /* Tables may be wide; the message looks at the first of them. */
    table = make(memory, 0, NULL, 0, &err);
    char name[32];
    for (int i = 0; i < 400; i++) {
        snprintf(name, sizeof name, "column%d", i);
        assert_int_equal(ig_table_add(table, name, numbers(memory, 0, &err), &err), 0);
    }
    assert_int_equal(ig_table_find(table, "column399", 9), 399);
    assert_int_equal(ig_table_index(table, "colunm255", 9, &index, &err), -1);
    assert_error(&err, IG_ERROR_USAGE, "unknown column 'colunm255' (did you mean 'column255'?)");
    ig_table_release(table);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

/* Wide tables find names through an index, whose cost does not grow with the columns: adding 20,000
   by comparing them all took a second. */
static void wide_tables_find_every_name(void **state) {
    enum { WIDE = 20000 };
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_table *table = ig_table_new(memory, 0, &err);
    char name[32];
    for (int i = 0; i < WIDE; i++) {
        int length = snprintf(name, sizeof name, "c%d", i);
        assert_true(ig_table_find(table, name, (size_t)length) == SIZE_MAX);
        assert_int_equal(ig_table_add(table, name, numbers(memory, 0, &err), &err), 0);
    }
    ig_table *shared = ig_table_share(table, &err);
    for (int i = 0; i < WIDE; i++) {
        int length = snprintf(name, sizeof name, "c%d", i);
        assert_int_equal(ig_table_find(table, name, (size_t)length), i);
        assert_int_equal(ig_table_find(shared, name, (size_t)length), i);
    }
    assert_true(ig_table_find(table, "c", 1) == SIZE_MAX);
    assert_int_equal(ig_table_add(table, "c19999", numbers(memory, 0, &err), &err), -1);
    assert_error(&err, IG_ERROR_USAGE, "two columns named 'c19999'");
    assert_in_range(table->n_slots, 2 * WIDE, 4 * WIDE); /* never crowded, so searches are short */
    ig_table_release(shared);
    ig_table_release(table);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static int make_wide(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    char names[70][4];
    const char *pointers[70];
    for (size_t i = 0; i < 70; i++) {
        snprintf(names[i], sizeof names[i], "c%zu", i);
        pointers[i] = names[i];
    }
    ig_table *table = make(memory, 1, pointers, 70, err);
    ig_table_release(table);
    return table == NULL ? -1 : 0;
}

static void a_column_that_does_not_fit_is_refused(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_table *table = make(memory, 4, customs, 3, &err);
    /* Its reference is taken all the same: the count of live blocks below proves it. */
    assert_int_equal(ig_table_add(table, "month", numbers(memory, 4, &err), &err), -1);
    assert_error(&err, IG_ERROR_USAGE, "two columns named 'month'");
    assert_int_equal(ig_table_add(table, "x", numbers(memory, 5, &err), &err), -1);
    assert_error(&err, IG_ERROR_INTERNAL, "column 'x' has 5 rows in a table of 4");
    assert_int_equal(table->n_fields, 3);
    ig_table_release(table);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void a_share_can_change_alone(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_table *table = make(memory, 4, customs, 3, &err);
    table->coverage = make(memory, 2, customs, 1, &err);
    ig_table *shared = ig_table_share(table, &err);
    assert_non_null(shared);
    assert_ptr_equal(shared->fields[2].column, table->fields[2].column);
    assert_ptr_equal(shared->coverage, table->coverage);
    assert_null(shared->rejects);
    assert_int_equal(ig_table_add(shared, "extra", numbers(memory, 4, &err), &err), 0);
    assert_int_equal(table->n_fields, 3);
    ig_table_release(table);
    assert_int_equal(ig_column_int(shared->fields[2].column, 3), 3); /* and lives on alone */
    assert_ptr_equal(ig_table_retain(shared), shared);
    ig_table_release(shared);
    ig_table_release(shared);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void a_take_keeps_what_rides_along(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_context context = {.memory = memory};
    ig_table *table = make(memory, 4, customs, 3, &err);
    table->coverage = make(memory, 1, customs, 1, &err);
    table->rejects = make(memory, 2, customs, 1, &err);
    table->warnings = make(memory, 3, customs, 1, &err);
    assert_int_equal(ig_table_bytes(table),
                     6 * sizeof(ig_field) + 3 * 4 + 1 + 2 + 3); /* attachments count */
    const uint32_t rows[] = {3, 3, 0, 1, 2};
    ig_table *taken = ig_table_take(&context, table, rows, 5, &err);
    assert_non_null(taken);
    assert_int_equal(taken->n_rows, 5);
    assert_int_equal(taken->n_fields, 3);
    for (size_t field = 0; field < 3; field++) {
        assert_string_equal(taken->fields[field].name, customs[field]);
        for (size_t row = 0; row < 5; row++) {
            assert_int_equal(ig_column_int(taken->fields[field].column, row), rows[row]);
        }
    }
    assert_ptr_equal(taken->coverage, table->coverage);
    assert_ptr_equal(taken->rejects, table->rejects);
    assert_ptr_equal(taken->warnings, table->warnings);
    ig_table_release(table);
    ig_table_release(taken);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

/* Adds a column of one value and one missing row. */
static void add_pair(ig_table *table, const char *name, ig_builder *builder, int given,
                     ig_error *err) {
    assert_int_equal(given, 0);
    assert_int_equal(ig_builder_missing(builder, IG_EMPTY, err), 0);
    assert_int_equal(ig_table_add(table, name, ig_builder_finish(builder, err), err), 0);
}

static void cells_print_exactly(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_table *table = ig_table_new(memory, 2, &err);
    ig_builder *b = ig_builder_new(memory, IG_DECIMAL, 3, 0, &err);
    add_pair(table, "d", b, ig_builder_int(b, -11395000, &err), &err);
    b = ig_builder_new(memory, IG_REAL, 0, 0, &err);
    add_pair(table, "r", b, ig_builder_real(b, 0.1, &err), &err);
    b = ig_builder_new(memory, IG_TEXT, 0, 0, &err);
    add_pair(table, "t", b, ig_builder_text(b, "a\0b", 3, &err), &err);
    b = ig_builder_new(memory, IG_MONTH, 0, 0, &err);
    add_pair(table, "m", b, ig_builder_int(b, ig_month_make(2025, 4), &err), &err);
    b = ig_builder_new(memory, IG_BOOL, 0, 0, &err);
    add_pair(table, "yes", b, ig_builder_bool(b, true, &err), &err);
    b = ig_builder_new(memory, IG_BOOL, 0, 0, &err);
    add_pair(table, "no", b, ig_builder_bool(b, false, &err), &err);

    ig_buffer out;
    ig_buffer_init(&out, memory);
    for (size_t row = 0; row < 2; row++) {
        for (size_t field = 0; field < table->n_fields; field++) {
            assert_int_equal(ig_table_print_cell(table, field, row, &out, &err), 0);
            assert_int_equal(ig_buffer_append(&out, "|", 1, &err), 0);
        }
    }
    static const char expected[] = "-11395.000|0.1|a\0b|2025-04|true|false|" /* a value each */
                                   "||||||";                                 /* nothing */
    assert_int_equal(out.size_bytes, sizeof expected - 1);
    assert_memory_equal(out.bytes, expected, sizeof expected - 1);
    ig_buffer_reset(&out);
    ig_table_release(table);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static int make_share_take(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    ig_context surroundings = {.memory = memory};
    const uint32_t rows[] = {2, 1};
    ig_buffer out;
    ig_buffer_init(&out, memory);
    ig_table *table = make(memory, 3, customs, 3, err);
    ig_table *shared = table == NULL ? NULL : ig_table_share(table, err);
    ig_table *taken = shared == NULL ? NULL : ig_table_take(&surroundings, shared, rows, 2, err);
    int result = taken == NULL ? -1 : ig_table_print_cell(taken, 0, 1, &out, err);
    ig_table_release(table);
    ig_table_release(shared);
    ig_table_release(taken);
    ig_buffer_reset(&out);
    return result;
}

static void every_failure_frees(void **state) {
    assert_in_range(prove_failures_free(make_share_take, NULL), 30, 60);
    assert_in_range(prove_failures_free(make_wide, NULL), 200, 320);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_stand_in_the_order_added),
        cmocka_unit_test(an_unknown_name_is_explained),
        cmocka_unit_test(wide_tables_find_every_name),
        cmocka_unit_test(a_column_that_does_not_fit_is_refused),
        cmocka_unit_test(a_share_can_change_alone),
        cmocka_unit_test(a_take_keeps_what_rides_along),
        cmocka_unit_test(cells_print_exactly),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
