/* Grids: what stands where, attachments, every failure. */
#include "query/query.h"

#include "query/verbs.h"

static const char CELLS[] = "hs:text,part:text,month:month,qty:decimal.1,unit:text\n"
                            "76,a,2024-02,1.5,kg\n"
                            "76,a,,2.0,t\n"
                            "74,b,2024-01,,kg\n"
                            "76,b,2024-02,4.5,\n";

static void cells_go_where_their_keys_say(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(2);
    ig_table *cells = table_of(context.memory, CELLS);
    ig_table *grid = ig_query_pivot(&context, cells, 2, &err);
    assert_table(context, grid,
                 "hs,part,2024-01 qty,2024-01 unit,2024-02 qty,2024-02 unit,missing qty,"
                 "missing unit\n"
                 "76,a,,,1.5,kg,2.0,t\n74,b,,kg,,,,\n76,b,,,4.5,,,\n");
    assert_int_equal(grid->fields[4].column->scale, 1);
    ig_table_release(grid);
    ig_table_release(cells);
    cells = table_of(context.memory, "month:month,n:decimal\n2024-03,5\n2024-01,7\n");
    cells->coverage = table_of(context.memory, "month:month\n2024-01\n");
    grid = ig_query_pivot(&context, cells, 0, &err);
    assert_table(context, grid, "2024-01,2024-03\n7,5\n");
    assert_ptr_equal(grid->coverage, cells->coverage);
    ig_table_release(grid);
    ig_table_release(cells);
    world_free(context);
}

static int lay_out(ig_memory *memory, void *unused, ig_error *err) {
    (void)unused;
    ig_table *cells = ig_table_new(memory, 2, err), *grid = NULL;
    ig_context context = {.memory = memory, .pool = ig_pool_new(memory, 2, err)};
    int rc = cells != NULL && context.pool != NULL ? 0 : -1;
    for (int i = 0; rc == 0 && i < 3; i++) {
        static const char *const names[] = {"k", "c", "x"};
        ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 1, 2, err);
        if (column != NULL && i == 1)
            ((int8_t *)column->values)[1] = 1;
        rc = column != NULL ? ig_table_add(cells, names[i], column, err) : -1;
    }
    if (rc == 0)
        grid = ig_query_pivot(&context, cells, 1, err);
    rc = grid != NULL ? 0 : -1;
    ig_table_release(grid);
    ig_table_release(cells);
    ig_pool_free(context.pool);
    return rc;
}

static void failures_free_everything(void **state) {
    (void)state;
    assert_true(prove_failures_free(lay_out, NULL) > 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_go_where_their_keys_say),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
