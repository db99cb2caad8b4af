#include "query/measure/present.h"

#include "query/support.h"

/* The values and groups of a span, one row after the other. */
static void check_span(const ig_argument *from, ig_span span, size_t *n_seen) {
    bool two = from->y.column != NULL;
    ig_present v;
    for (size_t skip = 0; skip < span.n; skip += IG_VECTOR_ROWS) {
        size_t n = 0, end = ig_least(skip + IG_VECTOR_ROWS, span.n);
        ig_present_load(from, span, skip, &v);
        for (size_t i = skip; i < end; i++) {
            size_t at = span.positions != NULL ? span.positions[i] : span.at + i;
            size_t x = ig_view_row(from->x, at), y = two ? ig_view_row(from->y, at) : 0;
            if (!ig_column_present(from->x.column, x) ||
                (two && !ig_column_present(from->y.column, y)))
                continue;
            assert_int_equal(v.ids != NULL, from->groups->ids != NULL);
            assert_true(v.ids == NULL || v.ids[n] == from->groups->ids[at]);
            assert_true(from->x.column->type == IG_REAL
                            ? v.x.reals[n] == ig_column_double(from->x.column, x)
                            : v.x.ints[n] == ig_column_int(from->x.column, x));
            assert_true(!two || (from->y.column->type == IG_REAL
                                     ? v.y.reals[n] == ig_column_double(from->y.column, y)
                                     : v.y.ints[n] == ig_column_int(from->y.column, y)));
            n++;
        }
        assert_int_equal(v.n, n);
        *n_seen += n;
    }
}

/* One column and two, with and without missing values, groups, selections and scattered rows. */
static void vectors_hold_what_is_present(void **state) {
    (void)state;
    enum { N = 3000 };
    static const flavour likes[] = {{IG_DECIMAL, 2, 300, false, 0},
                                    {IG_DECIMAL, 0, 40, true, 30},
                                    {IG_REAL, 0, 60, false, 0},
                                    {IG_REAL, 0, 60, true, 60},
                                    {IG_DECIMAL, 0, 4, false, 100}};
    uint64_t r = 61;
    for (size_t round = 0; round < test_rounds(60); round++) {
        ig_context context = world_new(1);
        ig_column *x = random_column(context.memory, &r, &likes[random_below(&r, 5)], N);
        ig_column *y = random_column(context.memory, &r, &likes[random_below(&r, 5)], N);
        uint32_t *rows = random_rows(context.memory, &r, N, N);
        uint32_t *ids = random_rows(context.memory, &r, 7, N);
        ig_groups groups = {.n_rows = N, .n_groups = 7, .ids = round % 3 != 0 ? ids : NULL};
        ig_argument from = {&groups,
                            {x, random_below(&r, 2) != 0 ? rows : NULL},
                            {round % 2 != 0 ? y : NULL, random_below(&r, 2) != 0 ? rows : NULL}};
        size_t at = random_below(&r, N), n_seen = 0;
        check_span(&from, (ig_span){NULL, at, random_below(&r, N - at)}, &n_seen);
        check_span(&from, (ig_span){NULL, 0, 0}, &n_seen);
        n_seen = 0;
        check_span(&from, (ig_span){NULL, 0, N}, &n_seen);
        assert_true(from.x.rows != NULL || from.y.column != NULL || n_seen == N - x->n_missing);
        uint32_t *positions = random_rows(context.memory, &r, N, N);
        check_span(&from, (ig_span){positions, 0, N}, &n_seen);
        ig_free(positions);
        ig_free(ids);
        ig_free(rows);
        ig_column_release(x);
        ig_column_release(y);
        world_free(context);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_hold_what_is_present),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
