#include "query/combine/restate.h"

#include "query/support.h"

static const flavour SMALL = {IG_DECIMAL, 0, 50, false, 20}, FINE = {IG_DECIMAL, 3, 50, true, 20};

static ig_view restated(ig_context context, ig_view view, size_t n, const ig_column *like) {
    ig_view out;
    ig_error err;
    assert_int_equal(ig_restate(&context, view, n, like, &out, &err), 0);
    return out;
}

/* The same values under another scale; what would lose digits or overflow equals nothing there. */
static void decimals_change_their_scale(void **state) {
    (void)state;
    enum { N = 3000, ROWS = 2000 };
    uint64_t r = 31;
    ig_context context = world_new(2);
    context.morsel_rows = 128;
    ig_column *coarse = random_column(context.memory, &r, &SMALL, N);
    ig_column *fine = random_column(context.memory, &r, &FINE, N);
    uint32_t *rows = random_rows(context.memory, &r, N, ROWS);
    const ig_column *pairs[][2] = {{coarse, fine}, {fine, coarse}};
    for (size_t p = 0; p < 2; p++) {
        const ig_column *from = pairs[p][0], *like = pairs[p][1];
        ig_view out = restated(context, (ig_view){from, rows}, ROWS, like);
        size_t n_missing = 0;
        assert_null(out.rows);
        assert_int_equal(out.column->scale, like->scale);
        for (size_t i = 0; i < ROWS; i++) {
            int64_t units = 0;
            bool present =
                ig_column_present(from, rows[i]) &&
                ig_decimal_rescale(ig_column_int(from, rows[i]), from->scale, like->scale, &units);
            assert_int_equal(ig_column_present(out.column, i), present);
            assert_true(ig_column_int(out.column, i) == (present ? units : 0));
            n_missing += !present;
        }
        assert_int_equal(out.column->n_missing, n_missing);
        assert_true(n_missing > 0 && n_missing < ROWS);
        ig_column_release((ig_column *)out.column);
    }
    ig_free(rows);
    ig_column_release(coarse);
    ig_column_release(fine);
    world_free(context);
}

static void texts_change_their_dictionary(void **state) {
    (void)state;
    enum { N = 500 };
    uint64_t r = 32;
    ig_context context = world_new(2);
    context.morsel_rows = 64;
    flavour few = {IG_TEXT, 0, 40, false, 10}, many = {IG_TEXT, 0, 400, false, 0};
    ig_column *from = random_column(context.memory, &r, &many, N);
    ig_column *like = random_column(context.memory, &r, &few, N);
    ig_view out = restated(context, (ig_view){from, NULL}, N, like);
    assert_ptr_equal(out.column->dict, like->dict);
    for (size_t i = 0; i < N; i++) {
        uint32_t code;
        ig_text text = ig_column_text(from, i);
        bool present = ig_dict_find(like->dict, text.bytes, text.size_bytes, &code);
        assert_int_equal(ig_column_present(out.column, i), present);
        assert_int_equal(ig_column_code(out.column, i), present ? code : 0);
    }
    ig_column_release((ig_column *)out.column);
    ig_column_release(from);
    ig_column_release(like);
    world_free(context);
}

static void what_is_alike_stays(void **state) {
    (void)state;
    uint64_t r = 33;
    const uint32_t rows[] = {2, 0};
    ig_context context = world_new(1);
    ig_column *column = random_column(context.memory, &r, &SMALL, 5);
    ig_view out = restated(context, (ig_view){column, rows}, 2, column);
    assert_ptr_equal(out.column, column);
    assert_ptr_equal(out.rows, rows);
    ig_column_release(column);
    ig_column_release(column);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decimals_change_their_scale),
        cmocka_unit_test(texts_change_their_dictionary),
        cmocka_unit_test(what_is_alike_stays),
    };
    return cmocka_run_group_tests_name("restate", tests, NULL, NULL);
}
