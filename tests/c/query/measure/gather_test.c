#include "query/measure/gather.h"

#include "query/support.h"
#include "table/stats.h"

static uint64_t order_at(ig_view view, size_t i) {
    size_t row = ig_view_row(view, i);
    return view.column->type == IG_REAL
               ? ig_int_order(ig_real_order(ig_column_double(view.column, row)))
               : ig_int_order(ig_column_int(view.column, row));
}

static uint64_t gathered_order(const ig_gather *gather, const ig_gathered *from, size_t i) {
    unsigned width = gather->source.width;
    switch (width) {
    case 1: return ig_order_widen(((const uint8_t *)from->values)[i], width);
    case 2: return ig_order_widen(((const uint16_t *)from->values)[i], width);
    case 4: return ig_order_widen(((const uint32_t *)from->values)[i], width);
    default: return ig_order_widen(((const uint64_t *)from->values)[i], width);
    }
}

typedef struct item {
    uint32_t group;
    uint64_t order;
} item;

static int compare_items(const void *a, const void *b) {
    const item *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static size_t list_expected(const ig_groups *groups, ig_view view, item *out) {
    size_t n = 0;
    for (size_t i = 0; i < groups->n_rows; i++)
        if (ig_column_present(view.column, ig_view_row(view, i)))
            out[n++] = (item){groups->ids != NULL ? groups->ids[i] : 0, order_at(view, i)};
    return n;
}

/* All parts through one room, the last first. */
static size_t list_gathered(const ig_context *context, const ig_gather *gather, item *out) {
    ig_error err;
    ig_gathered room = {0};
    size_t n = 0, n_groups = 0;
    for (size_t part = gather->n_parts; part-- > 0;) {
        uint32_t start = 0;
        assert_int_equal(ig_gather_part(context, gather, part, &room, &err), 0);
        for (size_t i = 0; i < room.n_groups; i++) {
            size_t group = i * gather->n_parts + part;
            assert_true(group < gather->groups->n_groups && room.ends[i] >= start);
            for (; start < room.ends[i]; start++)
                out[n++] = (item){(uint32_t)group, gathered_order(gather, &room, start)};
        }
        n_groups += room.n_groups;
    }
    assert_int_equal(n_groups, gather->groups->n_groups);
    ig_gathered_reset(&room);
    return n;
}

static void check_gather(const ig_context *context, const ig_groups *groups, ig_view view) {
    ig_error err;
    ig_gather gather;
    item *expected = ig_alloc_array(context->memory, groups->n_rows, sizeof *expected, &err);
    item *got = ig_alloc_array(context->memory, groups->n_rows, sizeof *got, &err);
    assert_int_equal(ig_gather_init(context, &gather, groups, view, &err), 0);
    size_t n = list_expected(groups, view, expected);
    assert_int_equal(list_gathered(context, &gather, got), n);
    qsort(expected, n, sizeof *expected, compare_items);
    qsort(got, n, sizeof *got, compare_items);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(got[i].group, expected[i].group);
        assert_true(got[i].order == expected[i].order);
    }
    ig_gather_reset(&gather);
    ig_free(expected);
    ig_free(got);
}

static uint32_t *random_ids(ig_memory *memory, uint64_t *r, size_t n_groups, size_t n) {
    return n_groups > 0 ? random_rows(memory, r, n_groups, n) : NULL;
}

/* Chunks of few rows; missing values; rows picked or all; some, one and no groups. */
static void groups_have_their_present_values(void **state) {
    (void)state;
    enum { N_ROWS = 3000, N = 2700 };
    uint64_t r = 101;
    for (size_t round = 0; round < test_rounds(120); round++) {
        const flavour *like = &FLAVOURS[round % N_FLAVOURS];
        if (like->type != IG_DECIMAL && like->type != IG_REAL && like->type != IG_MONTH)
            continue;
        ig_context context = world_new(1);
        context.morsel_rows = 64 * (1 + random_below(&r, 12));
        size_t n_groups = random_below(&r, 40);
        ig_column *column = random_column(context.memory, &r, like, N_ROWS);
        uint32_t *rows = random_rows(context.memory, &r, N_ROWS, N);
        uint32_t *ids = random_ids(context.memory, &r, n_groups, N);
        ig_groups groups = {.n_rows = n_groups > 0 ? N : 0, .n_groups = n_groups, .ids = ids}, all;
        ig_groups_all(&all, round % 5 == 0 ? 0 : N);
        ig_view view = {column, round % 2 != 0 ? rows : NULL};
        check_gather(&context, &groups, view);
        check_gather(&context, &all, view);
        ig_free(rows);
        ig_free(ids);
        ig_column_release(column);
        world_free(context);
    }
}

/* Parts by the number of rows, by that of groups (more than keys have bits for), groups left empty. */
static void many_rows_and_groups_make_parts(void **state) {
    (void)state;
    enum { N = 300000 };
    static const flavour like = {IG_DECIMAL, 2, 100000, false, 10};
    static const struct {
        size_t n_rows, n_groups, n_parts;
    } cases[] = {
        {N, 1, 1},      {N, 2, 2},        {N, 9, 4},        {N, 65536, 4},      {131072, 9, 1},
        {131073, 9, 2}, {1000, 65536, 1}, {1000, 65537, 2}, {100000, 70000, 2}, {1000, 1000000, 16},
    };
    uint64_t r = 102;
    ig_error err;
    ig_context context = world_new(3);
    ig_column *column = random_column(context.memory, &r, &like, N);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_gather gather;
        uint32_t *ids = random_ids(context.memory, &r, cases[i].n_groups, cases[i].n_rows);
        ids[0] = (uint32_t)(cases[i].n_groups - 1);
        ig_groups groups = {.n_rows = cases[i].n_rows, .n_groups = cases[i].n_groups, .ids = ids};
        ig_view view = {column, NULL};
        assert_int_equal(ig_gather_init(&context, &gather, &groups, view, &err), 0);
        assert_int_equal(gather.n_parts, cases[i].n_parts);
        ig_gather_reset(&gather);
        check_gather(&context, &groups, view);
        ig_free(ids);
    }
    ig_column_release(column);
    world_free(context);
}

typedef struct fixture {
    const ig_column *column;
    ig_groups groups;
} fixture;

static int gather_all(ig_memory *memory, void *context, ig_error *err) {
    const fixture *f = context;
    ig_context world = {.memory = memory};
    ig_gather gather = {0};
    ig_gathered room = {0};
    int rc = -1;
    world.pool = ig_pool_new(memory, 1, err);
    if (world.pool == NULL)
        return -1;
    if (ig_gather_init(&world, &gather, &f->groups, (ig_view){f->column, NULL}, err) != 0)
        goto done;
    for (size_t part = 0; part < gather.n_parts; part++)
        if (ig_gather_part(&world, &gather, part, &room, err) != 0)
            goto done;
    rc = 0;
done:
    ig_gathered_reset(&room);
    ig_gather_reset(&gather);
    ig_pool_free(world.pool);
    return rc;
}

static void failures_free_everything(void **state) {
    (void)state;
    enum { N = 5000 };
    static const flavour like = {IG_REAL, 0, 50, false, 5};
    static const size_t n_groups[] = {1, 7, 200000};
    uint64_t r = 103;
    ig_context context = world_new(1);
    ig_column *column = random_column(context.memory, &r, &like, N);
    for (size_t i = 0; i < 3; i++) {
        uint32_t *ids = random_ids(context.memory, &r, n_groups[i], N);
        fixture f = {column, {.n_rows = N, .n_groups = n_groups[i], .ids = ids}};
        assert_true(prove_failures_free(gather_all, &f) >= 6);
        ig_free(ids);
    }
    ig_column_release(column);
    world_free(context);
}

/* Whatever step it is in. */
static void a_watch_stops_it(void **state) {
    (void)state;
    enum { N = 5000 };
    static const flavour like = {IG_DECIMAL, 0, 50, false, 5};
    uint64_t r = 104;
    ig_error err;
    ig_context context = world_new(1);
    ig_watch watch = {0};
    ig_column *column = random_column(context.memory, &r, &like, N);
    ig_pool_watch(context.pool, &watch);
    for (size_t n_groups = 1; n_groups < 3; n_groups++) {
        uint32_t *ids = random_ids(context.memory, &r, n_groups, N);
        ig_groups groups = {.n_rows = N, .n_groups = n_groups, .ids = ids};
        ig_view view = {column, NULL};
        ig_gather gather;
        ig_gathered room = {0};
        assert_int_equal(ig_gather_init(&context, &gather, &groups, view, &err), 0);
        atomic_store(&watch.stop, 1);
        assert_int_equal(ig_gather_part(&context, &gather, 0, &room, &err), -1);
        assert_string_equal(err.text, "interrupted");
        ig_gather_reset(&gather);
        assert_int_equal(ig_gather_init(&context, &gather, &groups, view, &err), -1);
        assert_string_equal(err.text, "interrupted");
        atomic_store(&watch.stop, 0);
        ig_gathered_reset(&room);
        ig_free(ids);
    }
    ig_column_release(column);
    world_free(context);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_have_their_present_values),
        cmocka_unit_test(many_rows_and_groups_make_parts),
        cmocka_unit_test(failures_free_everything),
        cmocka_unit_test(a_watch_stops_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
