#include "query/group/distinct.h"

#include "query/group/group.h"
#include "query/support.h"

/* How many of a group's present values have no equal before them in the group. */
static size_t count_plainly(const ig_groups *groups, ig_view view, size_t group) {
    size_t count = 0;
    for (size_t i = 0; i < groups->n_rows; i++) {
        size_t row = ig_view_row(view, i);
        bool counts = (groups->ids != NULL ? groups->ids[i] : 0) == group &&
                      ig_column_present(view.column, row);
        for (size_t j = 0; j < i && counts; j++)
            counts = (groups->ids != NULL ? groups->ids[j] : 0) != group ||
                     !cells_equal(view.column, ig_view_row(view, j), row);
        count += counts;
    }
    return count;
}

typedef struct grouped {
    size_t n_specs, n;
    ig_key_spec specs[2];
    ig_view view;
    ig_column *columns[3];
    uint32_t *rows;
} grouped;

static grouped random_grouped(ig_memory *memory, uint64_t *r, size_t n_rows, size_t n) {
    grouped data = {.n_specs = random_below(r, 3), .n = n};
    data.rows = random_below(r, 2) != 0 ? random_rows(memory, r, n_rows, n) : NULL;
    for (size_t k = 0; k < 3; k++)
        data.columns[k] = random_column(memory, r, &FLAVOURS[random_below(r, N_FLAVOURS)], n_rows);
    for (size_t k = 0; k < data.n_specs; k++)
        data.specs[k].view = (ig_view){data.columns[k], data.rows};
    data.view = (ig_view){data.columns[2], data.rows};
    return data;
}

static void grouped_free(grouped *data) {
    for (size_t k = 0; k < 3; k++)
        ig_column_release(data->columns[k]);
    ig_free(data->rows);
}

static void make_groups(const ig_context *context, const grouped *data, ig_groups *groups) {
    ig_error err;
    ig_keys keys;
    ig_groups_all(groups, data->n);
    if (data->n_specs == 0)
        return;
    assert_int_equal(ig_keys_init(context, &keys, data->specs, data->n_specs, data->n, &err), 0);
    assert_int_equal(ig_groups_make(context, groups, &keys, data->n, &err), 0);
    ig_keys_reset(&keys);
}

static void counts_match_a_plain_reference(void **state) {
    (void)state;
    uint64_t r = 71;
    ig_error err;
    for (size_t round = 0, rounds = test_rounds(300); round < rounds; round++) {
        ig_context context = world_new(1 + (unsigned)round % 2);
        grouped data = random_grouped(context.memory, &r, 120, round % 9 == 0 ? 0 : 120);
        ig_groups groups;
        make_groups(&context, &data, &groups);
        ig_column *got = ig_distinct_column(&context, data.specs, data.n_specs, data.n, data.view,
                                            groups.n_groups, &err);
        assert_non_null(got);
        assert_true(got->type == IG_DECIMAL && got->scale == 0 && got->n_missing == 0);
        assert_int_equal(got->n_rows, groups.n_groups);
        for (size_t g = 0; g < groups.n_groups; g++)
            assert_int_equal(ig_column_int(got, g), count_plainly(&groups, data.view, g));
        ig_column_release(got);
        ig_groups_reset(&groups);
        grouped_free(&data);
        world_free(context);
    }
}

static void failures_free_everything(void **state) {
    (void)state;
    uint64_t r = 72;
    ig_error err;
    for (size_t round = 0; round < 20; round++) {
        ig_context context = world_new(1);
        grouped data = random_grouped(context.memory, &r, 300, 300);
        ig_groups groups;
        make_groups(&context, &data, &groups);
        ig_column *got = NULL;
        for (uint64_t nth = 1; got == NULL; nth++) {
            ig_memory_fail_at(context.memory, nth);
            got = ig_distinct_column(&context, data.specs, data.n_specs, data.n, data.view,
                                     groups.n_groups, &err);
            ig_memory_fail_at(context.memory, 0);
        }
        ig_column_release(got);
        ig_groups_reset(&groups);
        grouped_free(&data);
        world_free(context); /* nothing is left */
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_match_a_plain_reference),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
