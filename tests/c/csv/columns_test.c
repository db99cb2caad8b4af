/* Columns are typed over all files and built with what does not fit listed, never bent. */
#include "csv/columns.h"

#include "csv/world.h"

static const char *const WORDS[] = {"?", "*"};
static const char *const VALUE[] = {"人民币"};
static const ig_csv_column COLUMNS[] = {
    {.name = "month", .kind = IG_AS_MONTH},
    {.name = "hs", .kind = IG_AS_TEXT},
    {.name = "qty", .kind = IG_AS_DECIMAL, .missing = WORDS, .n_missing = 2, .unit = "kg"},
    {.name = "value", .aliases = VALUE, .n_aliases = 1, .kind = IG_INFER, .thousands = ','},
    {.name = "ratio", .kind = IG_AS_REAL},
};

typedef struct many { /* files read and planned */
    ig_csv_spec spec;
    ig_csv_part parts[3];
    size_t n_parts;
    ig_csv_plan plan;
} many;

static int open_many(many *m, ig_memory *memory, size_t n_parts, ig_error *err) {
    static const char *const paths[] = {"a.csv", "b.csv", "c.csv"};
    *m = (many){.spec = plain_spec(), .n_parts = n_parts};
    m->spec.columns = COLUMNS;
    m->spec.n_columns = sizeof COLUMNS / sizeof COLUMNS[0];
    for (size_t i = 0; i < n_parts; i++) {
        if (ig_csv_part_read(&m->parts[i], &(ig_context){.memory = memory}, &m->spec, paths[i], i,
                             4096, err) != 0) {
            return -1;
        }
    }
    return ig_csv_plan_init(&m->plan, memory, &m->spec, m->parts, n_parts, err);
}

static void close_many(many *m) {
    ig_csv_plan_reset(&m->plan);
    for (size_t i = 0; i < m->n_parts; i++) {
        ig_csv_part_reset(&m->parts[i]);
    }
}

/* Column `name` of the files alone in a table, and its rejects. */
static void assert_built(world *w, const many *m, const char *name, const char *expected,
                         const char *rejected, ig_csv_remark remark) {
    static const char *const paths[] = {"a.csv", "b.csv", "c.csv"};
    size_t i = 0;
    while (i < m->plan.n_columns && strcmp(m->plan.columns[i].name, name) != 0) {
        i++;
    }
    assert_true(i < m->plan.n_columns);
    ig_csv_built built;
    ig_error err;
    ig_table *rejects = NULL;
    assert_int_equal(ig_csv_column_build(&built, w->memory, &m->plan, i, &err), 0);
    assert_int_equal(built.remark, remark);
    if (m->plan.columns[i].source == NULL) {
        assert_null(built.column->source);
    } else {
        assert_string_equal(built.column->source, m->plan.columns[i].source);
    }
    const ig_csv_rejects_source source = {&built.rejects, name};
    assert_int_equal(ig_csv_rejects_table(w->memory, &source, 1, paths, &rejects, &err), 0);
    assert_listed(rejects, rejected);
    ig_table_release(rejects);
    ig_table *table = ig_table_new(w->memory, m->plan.n_rows, &err);
    assert_non_null(table);
    assert_int_equal(ig_table_add(table, name, ig_column_retain(built.column), &err), 0);
    assert_table(table, expected);
    ig_table_release(table);
    ig_csv_built_reset(&built);
    ig_csv_built_reset(&built);
}

static void what_does_not_fit_is_listed(void **state) {
    world *w = *state;
    many m;
    ig_error err;
    write_text("a.csv", "month,hs,qty,人民币,ratio\n"
                        "202304,01012100,\"   13.235\",\"639,240,426\",1e3\n"
                        "2023-13, 01 ,?,12,n/a\n"
                        "2023年05月,\"  \",*,\"1,5\",0.5\n"
                        "2023/6,x,1e5,\"\",\n");
    write_text("b.csv", "qty,month\n-7,2023-07\n\"1,000\",\n");
    assert_int_equal(open_many(&m, w->memory, 2, &err), 0);
    assert_built(w, &m, "month", "month:month\n2023-04\n!\n2023-05\n2023-06\n2023-07\n~",
                 "a.csv|3|month|2023-13|month expected", IG_CSV_NO_REMARK);
    assert_built(w, &m, "hs", "hs:text\n01012100\n01\n~\nx\n~\n~", "", IG_CSV_NO_REMARK);
    assert_built(w, &m, "qty", "qty:decimal(3)[kg]\n13.235\n~\n*\n!\n-7.000\n!",
                 "a.csv|5|qty|1e5|integer or decimal expected\n"
                 "b.csv|3|qty|1,000|integer or decimal expected",
                 IG_CSV_NO_REMARK);
    /* "1,5" is no number, so the column whose type is free is text, as written. */
    assert_built(w, &m, "value", "value:text\n639,240,426\n12\n1,5\n~\n~\n~", "", IG_CSV_NO_REMARK);
    assert_built(w, &m, "ratio", "ratio:real\n1000\n!\n0.5\n~\n~\n~",
                 "a.csv|3|ratio|n/a|number expected", IG_CSV_NO_REMARK);
    close_many(&m);
}

static void types_are_decided_on_all_files(void **state) {
    world *w = *state;
    many m;
    ig_error err;
    write_text("a.csv", "code,number,人民币,yes\n1,1,\"1,000\",2023-01\n2,2,2,2023-02\n");
    write_text("b.csv", "code,number,month,yes\n10,0.25,202301,2023年3月\n");
    write_text("c.csv", "number,code\n3,01\n");
    assert_int_equal(open_many(&m, w->memory, 2, &err), 0);
    assert_built(w, &m, "code", "code:decimal(0)\n1\n2\n10", "", IG_CSV_NO_REMARK);
    assert_built(w, &m, "number", "number:decimal(2)\n1.00\n2.00\n0.25", "", IG_CSV_NO_REMARK);
    assert_built(w, &m, "value", "value:decimal(0)\n1000\n2\n~", "", IG_CSV_NO_REMARK);
    assert_built(w, &m, "yes", "yes:month\n2023-01\n2023-02\n2023-03", "", IG_CSV_NO_REMARK);
    close_many(&m);
    /* One leading zero in the last row of the last file makes a code of all of them. */
    assert_int_equal(open_many(&m, w->memory, 3, &err), 0);
    assert_built(w, &m, "code", "code:text\n1\n2\n10\n01", "", IG_CSV_NO_REMARK);
    close_many(&m);
}

static void digits_are_not_lost_in_silence(void **state) {
    world *w = *state;
    many m;
    ig_error err;
    write_text("a.csv", "id,mixed,qty\n9223372036854775807,90000000000,1\n"
                        "18446744073709551616,0.123456789,0.12345678901\n");
    assert_int_equal(open_many(&m, w->memory, 1, &err), 0);
    assert_built(w, &m, "id", "id:real\n9.223372036854776e+18\n1.8446744073709552e+19", "",
                 IG_CSV_ROUNDED);
    assert_built(w, &m, "mixed", "mixed:real\n90000000000\n0.123456789", "", IG_CSV_UNSCALED);
    assert_built(w, &m, "qty", "qty:real[kg]\n1\n0.12345678901", "", IG_CSV_NO_REMARK);
    close_many(&m);
}

static void a_real_column_of_decimal_kind_lists_other_forms(void **state) {
    world *w = *state;
    many m;
    ig_error err;
    write_text("a.csv", "qty\n0.12345678901\n1e5\nx\n2\n");
    assert_int_equal(open_many(&m, w->memory, 1, &err), 0);
    assert_built(w, &m, "qty", "qty:real[kg]\n0.12345678901\n!\n!\n2",
                 "a.csv|3|qty|1e5|integer or decimal expected\n"
                 "a.csv|4|qty|x|integer or decimal expected",
                 IG_CSV_NO_REMARK);
    close_many(&m);
}

static void columns_without_values_are_text(void **state) {
    world *w = *state;
    many m;
    ig_error err;
    write_text("a.csv", "a,qty\n,\n\" \",?\n");
    assert_int_equal(open_many(&m, w->memory, 1, &err), 0);
    assert_built(w, &m, "a", "a:text\n~\n~", "", IG_CSV_NO_REMARK);
    assert_built(w, &m, "qty", "qty:decimal(0)[kg]\n~\n~", "", IG_CSV_NO_REMARK);
    close_many(&m);
}

static void assert_column(world *w, ig_column *column, const char *expected) {
    ig_error err;
    assert_non_null(column);
    ig_table *table = ig_table_new(w->memory, column->n_rows, &err);
    assert_non_null(table);
    assert_int_equal(ig_table_add(table, "c", column, &err), 0);
    assert_table(table, expected);
    ig_table_release(table);
}

static void rows_know_their_place(void **state) {
    world *w = *state;
    many m;
    ig_error err;
    write_text("a.csv", "a,b\n\"1\n\n\",2\n3\n\n4,5\n");
    write_text("b.csv", "a\n");
    write_text("c.csv", "a\r\n6\r\n");
    assert_int_equal(open_many(&m, w->memory, 3, &err), 0);
    assert_column(w, ig_csv_column_files(w->memory, &m.plan, &err), "c:text\na.csv\na.csv\nc.csv");
    assert_column(w, ig_csv_column_lines(w->memory, &m.plan, &err), "c:decimal(0)\n2\n7\n2");
    assert_column(w, ig_csv_column_repeat(&w->context, "import", 2, &err),
                  "c:text\nimport\nimport");
    assert_column(w, ig_csv_column_repeat(&w->context, "", 2, &err), "c:text\n~\n~");
    close_many(&m);
}

static int build_some(ig_memory *memory, void *context, ig_error *err) {
    many m;
    int status = open_many(&m, memory, 2, err);
    for (size_t i = 0; i < m.plan.n_columns && status == 0; i++) {
        ig_csv_built built;
        status = ig_csv_column_build(&built, memory, &m.plan, i, err);
        if (status == 0) {
            ig_csv_built_reset(&built);
        }
    }
    ig_column *files = status == 0 ? ig_csv_column_files(memory, &m.plan, err) : NULL;
    ig_column *lines = files != NULL ? ig_csv_column_lines(memory, &m.plan, err) : NULL;
    ig_column *flow = lines != NULL
                          ? ig_csv_column_repeat(&(ig_context){.memory = memory}, "import", 4, err)
                          : NULL;
    ig_column_release(files);
    ig_column_release(lines);
    ig_column_release(flow);
    close_many(&m);
    return flow == NULL ? -1 : 0;
}

static void every_failure_frees(void **state) {
    write_text("a.csv", "month,qty,b,ratio\n202304,x,B,1\ny,2,,2\n");
    write_text("b.csv", "b,qty\nB,1\nC,\n");
    assert_in_range(prove_failures_free(build_some, NULL), 50, 400);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_does_not_fit_is_listed),
        cmocka_unit_test(types_are_decided_on_all_files),
        cmocka_unit_test(digits_are_not_lost_in_silence),
        cmocka_unit_test(a_real_column_of_decimal_kind_lists_other_forms),
        cmocka_unit_test(columns_without_values_are_text),
        cmocka_unit_test(rows_know_their_place),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
