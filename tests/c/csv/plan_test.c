/* The plan of many files: which columns there are, in which order, and where their cells lie. */
#include "csv/plan.h"

#include "csv/world.h"

static const char *const MONTH[] = {"Date of data"};
static const ig_csv_column COLUMNS[] = {
    {.name = "province"},
    {.name = "month", .aliases = MONTH, .n_aliases = 1},
    {.name = "never"},
    {.name = "hs"},
};

static ig_csv_spec spec_of(void) {
    ig_csv_spec spec = plain_spec();
    spec.columns = COLUMNS;
    spec.n_columns = 4;
    return spec;
}

static int read_parts(ig_csv_part *parts, size_t n, ig_memory *memory, const ig_csv_spec *spec,
                      ig_error *err) {
    for (size_t i = 0; i < n; i++) {
        char path[32];
        snprintf(path, sizeof path, "p%zu.csv", i);
        if (ig_csv_part_read(&parts[i], &(ig_context){.memory = memory}, spec, path, i, 64, err) !=
            0) {
            return -1;
        }
    }
    return 0;
}

/* "name<source>:part.heading+part.heading …", with "*" behind a name that says month. */
static void assert_plan(const ig_csv_plan *plan, const char *expected) {
    char got[1000] = "";
    for (size_t c = 0; c < plan->n_columns; c++) {
        const ig_csv_plan_column *column = &plan->columns[c];
        size_t n = strlen(got);
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%s%s<%s>", c == 0 ? "" : " ",
                              column->name, column->month_named ? "*" : "", column->source);
        for (size_t i = 0; i < column->n_pieces; i++) {
            n += (size_t)snprintf(got + n, sizeof got - n, "%s%zu.%zu", i == 0 ? ":" : "+",
                                  column->pieces[i].part, column->pieces[i].heading);
        }
    }
    assert_string_equal(got, expected);
}

static void columns_are_the_union_in_order(void **state) {
    world *w = *state;
    ig_csv_spec spec = spec_of();
    ig_csv_part parts[3] = {0};
    ig_csv_plan plan;
    ig_error err;
    write_text("p0.csv", "z,hs,Date of data\n1,2,3\n4,5,6\n");
    write_text("p1.csv", "a,month,z,hs\n1,2,3,4\n");
    write_text("p2.csv", "hs,province\n");
    assert_int_equal(read_parts(parts, 3, w->memory, &spec, &err), 0);
    assert_int_equal(ig_csv_plan_init(&plan, w->memory, &spec, parts, 3, &err), 0);
    assert_int_equal(plan.n_rows, 3);
    assert_plan(&plan, "province<province>:2.1 month*<Date of data>:0.2+1.1 hs<hs>:0.1+1.3+2.0 "
                       "z<z>:0.0+1.2 a<a>:1.0");
    assert_ptr_equal(plan.columns[0].column, &COLUMNS[0]);
    assert_null(plan.columns[3].column);
    ig_csv_plan_reset(&plan);
    ig_csv_plan_reset(&plan);
    /* One file more or less changes only what it brings. */
    assert_int_equal(ig_csv_plan_init(&plan, w->memory, &spec, parts, 1, &err), 0);
    assert_plan(&plan, "month*<Date of data>:0.2 hs<hs>:0.1 z<z>:0.0");
    ig_csv_plan_reset(&plan);
    for (size_t i = 0; i < 3; i++) {
        ig_csv_part_reset(&parts[i]);
    }
}

static void a_table_has_its_limit(void **state) {
    world *w = *state;
    ig_csv_spec spec = spec_of();
    ig_csv_part parts[2] = {{.n_rows = UINT32_MAX}, {.n_rows = 1}};
    ig_csv_plan plan;
    ig_error err;
    assert_int_equal(ig_csv_plan_init(&plan, w->memory, &spec, parts, 2, &err), -1);
    assert_error(&err, IG_ERROR_LIMIT, "4294967296 rows are more than a table holds (4294967295)");
}

static int plan_some(ig_memory *memory, void *context, ig_error *err) {
    ig_csv_spec spec = spec_of();
    ig_csv_part parts[2] = {0};
    ig_csv_plan plan = {0};
    int status = read_parts(parts, 2, memory, &spec, err);
    if (status == 0) {
        status = ig_csv_plan_init(&plan, memory, &spec, parts, 2, err);
    }
    ig_csv_plan_reset(&plan);
    for (size_t i = 0; i < 2; i++) {
        ig_csv_part_reset(&parts[i]);
    }
    return status;
}

static void every_failure_frees(void **state) {
    assert_in_range(prove_failures_free(plan_some, NULL), 20, 150);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_the_union_in_order),
        cmocka_unit_test(a_table_has_its_limit),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
