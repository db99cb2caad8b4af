#include "query/combine/join_index.h"

#include "query/support.h"

enum { KEYS_MAX = 3 };

/* Two sides of columns that share values, seen through rows. */
typedef struct sides {
    size_t n_keys, n_base, n_other;
    ig_column *base[KEYS_MAX], *other[KEYS_MAX];
    ig_view base_views[KEYS_MAX], other_views[KEYS_MAX];
    uint32_t *base_rows, *other_rows;
} sides;

/* The other side's texts in the first's dictionary: rows of the same column. */
static sides random_sides(ig_memory *memory, uint64_t *r, size_t n_keys, size_t most) {
    sides s = {.n_keys = n_keys, .n_base = random_below(r, most), .n_other = random_below(r, most)};
    size_t n = 1 + random_below(r, most);
    s.base_rows = random_rows(memory, r, n, s.n_base);
    s.other_rows = random_rows(memory, r, n, s.n_other);
    for (size_t k = 0; k < n_keys; k++) {
        s.base[k] = random_column(memory, r, &FLAVOURS[random_below(r, N_FLAVOURS)], n);
        s.other[k] = ig_column_retain(s.base[k]);
        s.base_views[k] = (ig_view){s.base[k], s.base_rows};
        s.other_views[k] = (ig_view){s.other[k], s.other_rows};
    }
    return s;
}

static void sides_free(sides *s) {
    for (size_t k = 0; k < s->n_keys; k++) {
        ig_column_release(s->base[k]);
        ig_column_release(s->other[k]);
    }
    ig_free(s->base_rows);
    ig_free(s->other_rows);
}

static bool keys_match(const sides *s, size_t base, size_t other) {
    for (size_t k = 0; k < s->n_keys; k++) {
        size_t a = s->base_rows[base], b = s->other_rows[other];
        if (!ig_column_present(s->base[k], a) || !ig_column_present(s->base[k], b) ||
            compare_cells(s->base[k], a, b) != 0)
            return false;
    }
    return true;
}

/* Holds what was found against all pairs of rows. */
static void check_matches(const sides *s, const ig_join_index *index,
                          const ig_join_matches *matches) {
    bool unique = true;
    for (size_t i = 0; i < s->n_base; i++) {
        size_t found = 0;
        uint32_t at = matches->at[i];
        size_t n = at == IG_NO_ROW ? 0 : matches->n != NULL ? matches->n[i] : 1;
        const uint32_t *rows = n > 1 ? index->list + at : &at;
        for (size_t k = 0; k < s->n_other; k++)
            if (keys_match(s, i, k)) {
                assert_true(found < n);
                assert_int_equal(rows[found++], k);
            }
        assert_int_equal(found, n);
        unique = unique && n < 2;
    }
    assert_true(unique || !index->unique);
}

static void rows_find_their_equals(void **state) {
    (void)state;
    ig_error err;
    uint64_t r = 41;
    for (size_t round = 0; round < test_rounds(300); round++) {
        ig_context context = world_new(1 + (unsigned)random_below(&r, 3));
        context.morsel_rows = random_below(&r, 2) * 64;
        sides s = random_sides(context.memory, &r, 1 + random_below(&r, KEYS_MAX),
                               round % 20 == 0 ? 700 : 70);
        ig_join_index index;
        ig_join_matches matches;
        assert_int_equal(
            ig_join_index_init(&context, &index, s.other_views, s.n_keys, s.n_other, &err), 0);
        assert_int_equal(
            ig_join_index_find(&context, &index, s.base_views, s.n_base, &matches, &err), 0);
        check_matches(&s, &index, &matches);
        ig_join_matches_reset(&matches);
        ig_join_index_reset(&index);
        sides_free(&s);
        world_free(context);
    }
}

/* A column of n rows whose row i is i × step mod `range`, spread by `factor`. */
static ig_column *stepping(ig_memory *memory, size_t n, size_t step, size_t range, int64_t factor) {
    ig_error err;
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 8, n, &err);
    for (size_t i = 0; i < n; i++)
        ((int64_t *)column->values)[i] = (int64_t)(i * step % range) * factor;
    return column;
}

/* Many parts, addressed and hashed, of one word and of two, with keys of one row and of several. */
static void large_sides_are_built_in_parts(void **state) {
    (void)state;
    enum { N = 300007, RANGE = 400009 };
    ig_error err;
    ig_context context = world_new(3);
    for (int variant = 0; variant < 6; variant++) {
        int64_t factor = variant % 3 == 0 ? 1 : INT64_C(1000000007);
        size_t n_keys = variant % 3 == 2 ? 2 : 1, range = variant < 3 ? RANGE : 100003;
        ig_column *c = stepping(context.memory, N, 7919, range, factor);
        ig_column *d = stepping(context.memory, N, 7919, range, INT64_C(-1000000000039));
        ig_view views[] = {{c, NULL}, {d, NULL}};
        ig_join_index index;
        ig_join_matches matches;
        assert_int_equal(ig_join_index_init(&context, &index, views, n_keys, N, &err), 0);
        assert_int_equal(index.keys.n_slots > 0, variant % 3 == 0);
        assert_int_equal(index.keys.n_words, n_keys);
        assert_int_equal(index.unique, variant < 3);
        assert_int_equal(ig_join_index_find(&context, &index, views, N, &matches, &err), 0);
        for (size_t i = 0; i < N; i++) {
            size_t first =
                variant < 3 ? i : i % range; /* rows repeat with the range: it is prime */
            size_t n = variant < 3 ? 1 : (N - 1 - first) / range + 1;
            assert_int_equal(matches.n != NULL ? matches.n[i] : 1, n);
            const uint32_t *rows = n > 1 ? index.list + matches.at[i] : &matches.at[i];
            for (size_t k = 0; k < n; k++)
                assert_int_equal(rows[k], first + k * range);
        }
        ig_join_matches_reset(&matches);
        ig_join_index_reset(&index);
        ig_column_release(c);
        ig_column_release(d);
    }
    world_free(context);
}

/* A first key of one value has no bits of its own, even before one that fills a word. */
static void keys_without_bits_do_no_harm(void **state) {
    (void)state;
    ig_error err;
    ig_context context = world_new(1);
    ig_column *one = stepping(context.memory, 5, 1, 1, 9),
              *many = stepping(context.memory, 5, 1, 5, 1);
    ((int64_t *)many->values)[3] = INT64_MIN;
    ((int64_t *)many->values)[4] = INT64_MAX;
    ig_view views[] = {{one, NULL}, {many, NULL}, {one, NULL}};
    ig_join_index index;
    ig_join_matches matches;
    assert_int_equal(ig_join_index_init(&context, &index, views, 3, 5, &err), 0);
    assert_int_equal(ig_join_index_find(&context, &index, views, 5, &matches, &err), 0);
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(matches.at[i], i);
    ig_join_matches_reset(&matches);
    ig_join_index_reset(&index);
    ig_column_release(one);
    ig_column_release(many);
    world_free(context);
}

static void failing_allocations_leave_nothing(void **state) {
    (void)state;
    ig_error err;
    uint64_t r = 43;
    ig_context context = world_new(1);
    for (size_t round = 0; round < 8; round++) {
        sides s = random_sides(context.memory, &r, 1 + round % KEYS_MAX, 60);
        int rc = -1;
        for (uint64_t nth = 1; rc != 0; nth++) {
            ig_join_index index;
            ig_join_matches matches;
            ig_memory_fail_at(context.memory, nth);
            rc = ig_join_index_init(&context, &index, s.other_views, s.n_keys, s.n_other, &err);
            if (rc == 0) {
                rc = ig_join_index_find(&context, &index, s.base_views, s.n_base, &matches, &err);
                if (rc == 0)
                    ig_join_matches_reset(&matches);
                ig_join_index_reset(&index);
            }
            ig_memory_fail_at(context.memory, 0);
            assert_true(nth < 100);
        }
        sides_free(&s);
    }
    world_free(context); /* asserts that nothing is left */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_find_their_equals),
        cmocka_unit_test(large_sides_are_built_in_parts),
        cmocka_unit_test(keys_without_bits_do_no_harm),
        cmocka_unit_test(failing_allocations_leave_nothing),
    };
    return cmocka_run_group_tests_name("join_index", tests, NULL, NULL);
}
