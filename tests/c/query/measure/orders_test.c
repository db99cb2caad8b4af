#include "query/measure/orders.h"

#include "query/group/key.h"
#include "query/support.h"

static const unsigned WIDTHS[] = {1, 2, 4, 8};
enum { N_WIDTHS = sizeof WIDTHS / sizeof WIDTHS[0] };

static uint64_t greatest_of(unsigned width) {
    return UINT64_MAX >> (64 - 8 * width);
}

static void put(void *values, unsigned width, size_t i, uint64_t value) {
    switch (width) {
    case 1: ((uint8_t *)values)[i] = (uint8_t)value; return;
    case 2: ((uint16_t *)values)[i] = (uint16_t)value; return;
    case 4: ((uint32_t *)values)[i] = (uint32_t)value; return;
    default: ((uint64_t *)values)[i] = value; return;
    }
}

static uint64_t get(const void *values, unsigned width, size_t i) {
    switch (width) {
    case 1: return ((const uint8_t *)values)[i];
    case 2: return ((const uint16_t *)values)[i];
    case 4: return ((const uint32_t *)values)[i];
    default: return ((const uint64_t *)values)[i];
    }
}

static int compare_orders(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* All over, close to either end, only the ends, close to the middle, equal. */
static uint64_t some_order(uint64_t *r, unsigned kind, unsigned shift, unsigned width) {
    uint64_t greatest = greatest_of(width), some = random_next(r) & greatest,
             little = some >> shift;
    switch (kind) {
    case 0: return some;
    case 1: return little;
    case 2: return greatest - little;
    case 3: return some & 1 ? greatest : 0;
    case 4: return (greatest / 2 + little) & greatest;
    default: return random_below(r, 50) == 0 ? some : greatest - 1;
    }
}

static void check_selection(unsigned width, void *values, size_t start, const uint64_t *sorted,
                            size_t n, size_t k) {
    ig_error err;
    ig_selection found = {.start = start, .n = n, .k = k};
    assert_int_equal(ig_orders_of(width)->select(NULL, values, &found, &err), 0);
    assert_true(found.value == sorted[k]);
    assert_true(found.next == sorted[k + 1 < n ? k + 1 : k]);
}

static void selection_finds_what_sorting_finds(void **state) {
    (void)state;
    enum { MOST = 3000, START = 5 };
    uint64_t r = 91;
    static uint64_t values[START + MOST], sorted[MOST];
    for (size_t round = 0; round < test_rounds(4000); round++) {
        unsigned width = WIDTHS[round % N_WIDTHS];
        size_t n = 1 + random_below(&r, round % 8 < 4 ? MOST : 70);
        unsigned kind = (unsigned)random_below(&r, 6);
        unsigned shift = (unsigned)random_below(&r, (size_t)8 * width);
        for (size_t i = 0; i < START; i++)
            put(values, width, i, 77);
        for (size_t i = 0; i < n; i++) {
            sorted[i] = some_order(&r, kind, shift, width);
            put(values, width, START + i, sorted[i]);
        }
        qsort(sorted, n, sizeof *sorted, compare_orders);
        size_t k = random_below(&r, 3) == 0 ? n - 1 : random_below(&r, n);
        check_selection(width, values, START, sorted, n, k);
        for (size_t i = 0; i < START; i++)
            assert_true(get(values, width, i) == 77);
    }
}

/* Each place in turn, so that the one behind lies in the same range, in the next, and far away. */
static void every_place_has_its_neighbour(void **state) {
    (void)state;
    enum { N = 120 };
    uint64_t r = 97, values[N], given[N], sorted[N];
    for (size_t round = 0; round < test_rounds(60); round++) {
        unsigned width = WIDTHS[round % N_WIDTHS], kind = (unsigned)(round / N_WIDTHS % 6);
        unsigned shift = (unsigned)random_below(&r, (size_t)8 * width);
        for (size_t i = 0; i < N; i++)
            sorted[i] = given[i] = some_order(&r, kind, shift, width);
        sorted[0] = given[0] = 0;
        sorted[1] = given[1] = greatest_of(width);
        qsort(sorted, N, sizeof *sorted, compare_orders);
        for (size_t k = 0; k < N; k++) {
            for (size_t i = 0; i < N; i++)
                put(values, width, i, given[i]);
            check_selection(width, values, 0, sorted, N, k);
        }
    }
}

/* So many that passes go block by block: the k-th of 0, step, 2 step, … in disorder is k step. */
static void many_values_are_selected_in_blocks(void **state) {
    (void)state;
    enum { N = 2500000 };
    ig_error err;
    ig_memory *memory = ig_memory_new();
    uint64_t *values = ig_alloc_array(memory, N, sizeof *values, &err);
    static const size_t places[] = {0, 1234567, N - 2, N - 1};
    for (size_t w = 2; w < N_WIDTHS; w++) {
        uint64_t step = greatest_of(WIDTHS[w]) / N;
        for (size_t p = 0; p < sizeof places / sizeof places[0]; p++) {
            size_t k = places[p];
            for (size_t i = 0; i < N; i++)
                put(values, WIDTHS[w], i, i * 1000003 % N * step);
            ig_selection found = {.n = N, .k = k};
            assert_int_equal(ig_orders_of(WIDTHS[w])->select(NULL, values, &found, &err), 0);
            assert_true(found.value == k * step);
            assert_true(found.next == (k + 1 < N ? k + 1 : k) * step);
        }
    }
    ig_free(values);
    ig_memory_free(memory);
}

static void a_watch_stops_a_selection_from_many(void **state) {
    (void)state;
    enum { N = 1100000 };
    ig_error err;
    ig_context context = world_new(1);
    ig_watch watch = {.stop = 1};
    ig_pool_watch(context.pool, &watch);
    for (size_t w = 0; w < N_WIDTHS; w++) {
        void *values = ig_alloc_zero(context.memory, N, WIDTHS[w], &err);
        ig_selection found = {.n = N, .k = 5};
        assert_int_equal(ig_orders_of(WIDTHS[w])->select(context.pool, values, &found, &err), -1);
        assert_string_equal(err.text, "interrupted");
        ig_free(values);
    }
    world_free(context);
}

/* Orders of all widths compare as the signed values do, also when widened. */
static void orders_widen_to_those_of_64_bits(void **state) {
    (void)state;
    for (size_t w = 0; w < N_WIDTHS; w++) {
        unsigned width = WIDTHS[w];
        uint64_t half = UINT64_C(1) << (8 * width - 1);
        int64_t least = -(int64_t)(half - 1) - 1, greatest = (int64_t)(half - 1);
        assert_true(ig_order_widen(0, width) == ig_int_order(least));
        assert_true(ig_order_widen(half, width) == ig_int_order(0));
        assert_true(ig_order_widen(half - 1, width) == ig_int_order(-1));
        assert_true(ig_order_widen(greatest_of(width), width) == ig_int_order(greatest));
    }
}

enum { N_SPLIT = 900, MOST_PARTS = 8 };

typedef struct split_case {
    unsigned width;
    ig_split split;
    uint64_t values[N_SPLIT], orders[N_SPLIT]; /* room for all widths */
    uint8_t present[N_SPLIT];
    uint32_t groups[N_SPLIT];
    uint16_t keys[N_SPLIT];
    ig_run runs[MOST_PARTS];
} split_case;

/* Values with both ends among them, and runs with room for the rows of their parts. */
static void make_split(split_case *c, uint64_t *r, size_t round) {
    uint32_t rows[MOST_PARTS] = {0}, next = 0;
    c->width = WIDTHS[round % N_WIDTHS];
    c->split = (ig_split){.n = N_SPLIT,
                          .values = c->values,
                          .present = round % 3 == 0 ? NULL : c->present,
                          .groups = c->groups,
                          .part_bits = (unsigned)random_below(r, 4),
                          .runs = c->runs,
                          .keys = c->keys,
                          .orders = c->orders};
    for (size_t i = 0; i < N_SPLIT; i++) {
        put(c->values, c->width, i, some_order(r, i % 4 == 0 ? 3 : 0, 0, c->width));
        c->present[i] = random_below(r, 4) != 0;
        c->groups[i] = (uint32_t)random_below(r, 40);
        rows[c->groups[i] & ((1U << c->split.part_bits) - 1)]++;
    }
    for (size_t part = 0; part < MOST_PARTS; part++) {
        c->runs[part] = (ig_run){next, next};
        next += rows[part];
    }
}

/* In each run what is present of its part, in order of rows: as an order, and by its key. */
static void check_split(const split_case *c) {
    uint64_t sign = UINT64_C(1) << (8 * c->width - 1);
    ig_run runs[MOST_PARTS];
    memcpy(runs, c->runs, sizeof runs);
    for (size_t i = 0; i < N_SPLIT; i++) {
        ig_run *run = &runs[c->groups[i] & ((1U << c->split.part_bits) - 1)];
        if (c->split.present != NULL && !c->present[i])
            continue;
        assert_true(run->start < run->end);
        assert_true(get(c->orders, c->width, run->start) == (get(c->values, c->width, i) ^ sign));
        assert_int_equal(c->keys[run->start++], c->groups[i] >> c->split.part_bits);
    }
    for (size_t part = 0; part < MOST_PARTS; part++)
        assert_int_equal(runs[part].start, runs[part].end);
}

static void values_go_to_their_parts_and_groups(void **state) {
    (void)state;
    uint64_t r = 98;
    static split_case c;
    static uint64_t placed[N_SPLIT];
    for (size_t round = 0; round < test_rounds(300); round++) {
        make_split(&c, &r, round);
        const ig_orders *kernels = ig_orders_of(c.width);
        kernels->split(&c.split);
        check_split(&c);
        size_t n = c.runs[0].end; /* the first part's run begins at 0 */
        uint32_t next[40] = {0}, starts[40];
        for (size_t i = 0; i < n; i++)
            for (size_t key = c.keys[i] + 1U; key < 40; key++)
                next[key]++;
        memcpy(starts, next, sizeof starts);
        kernels->place(placed, c.orders, c.keys, n, next);
        for (size_t i = 0; i < n; i++)
            assert_true(get(placed, c.width, starts[c.keys[i]]++) == get(c.orders, c.width, i));
        assert_memory_equal(starts, next, sizeof starts);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(selection_finds_what_sorting_finds),
        cmocka_unit_test(every_place_has_its_neighbour),
        cmocka_unit_test(many_values_are_selected_in_blocks),
        cmocka_unit_test(a_watch_stops_a_selection_from_many),
        cmocka_unit_test(orders_widen_to_those_of_64_bits),
        cmocka_unit_test(values_go_to_their_parts_and_groups),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
