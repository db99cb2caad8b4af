/*
 * A filter keeps the rows where the column of the same formula is true, and fails as that column
 * fails: over all types, missing values, extremes and unlike scales, on tables of many blocks, for
 * any number of threads, any cut into morsels, with and without a list of rows.
 */
#include "formula/expression.h"
#include "table/stats.h"

#include "base/harness.h"
#include "table/builder.h"
#include "table/month.h"

#include <stdio.h>

enum { TEXT = 4096, N_POOLS = 3, MOST_ROWS = 70000 };

/* ---- Random tables ---- */

typedef struct shape {
    const char *name;
    ig_type type;
    unsigned scale, bits;
    bool sorted;
} shape;

static const shape shapes[] = {
    {"i8", IG_DECIMAL, 0, 8, false},   {"i16", IG_DECIMAL, 2, 16, false},
    {"i32", IG_DECIMAL, 3, 32, false}, {"i64", IG_DECIMAL, 1, 64, false},
    {"up", IG_DECIMAL, 0, 16, true},   {"month", IG_MONTH, 0, 0, false},
    {"sorted", IG_MONTH, 0, 0, true},  {"few", IG_TEXT, 0, 2, false},
    {"some", IG_TEXT, 0, 9, false},    {"code", IG_TEXT, 0, 9, true},
    {"real", IG_REAL, 0, 12, false},   {"flag", IG_BOOL, 0, 0, false},
};
enum { N_SHAPES = sizeof shapes / sizeof *shapes };

/* Signed and of at most so many bits; the ends come up now and then. */
static int64_t random_units(uint64_t *seed, unsigned bits) {
    int64_t most = (int64_t)(UINT64_MAX >> (65 - bits));
    switch (random_below(seed, 40)) {
    case 0: return most;
    case 1: return -most - 1;
    default: return random_int(seed) >> (64 - bits);
    }
}

static int add_value(ig_builder *builder, const shape *s, size_t i, size_t n, uint64_t *seed,
                     ig_error *err) {
    char text[32];
    size_t rising = i * 100 / n;
    switch (s->type) {
    case IG_DECIMAL:
        return ig_builder_int(
            builder, s->sorted ? (int64_t)(rising * 300) - 15000 : random_units(seed, s->bits),
            err);
    case IG_MONTH:
        return ig_builder_int(
            builder,
            ig_month_make(2015, 1) + (s->sorted ? (int)rising : (int)random_below(seed, 100)), err);
    case IG_REAL: return ig_builder_real(builder, (double)random_units(seed, s->bits) / 4, err);
    case IG_BOOL: return ig_builder_bool(builder, random_below(seed, 2), err);
    default:
        (void)snprintf(text, sizeof text, "%zu",
                       7000 + (s->sorted ? rising : random_below(seed, (size_t)1 << s->bits)));
        return ig_builder_text(builder, text, strlen(text), err);
    }
}

/* Missing values come singly, and now and then in long runs. */
static ig_column *random_column(ig_memory *memory, const shape *s, size_t n, uint64_t *seed) {
    static const size_t gaps[] = {0, 0, 1, 40};
    ig_error err;
    size_t holes = gaps[random_below(seed, 4)];
    ig_builder *builder = ig_builder_new(memory, s->type, s->scale, n, &err);
    assert_non_null(builder);
    for (size_t i = 0, hole = 0; i < n; i++) {
        bool starts = holes > 0 && random_below(seed, 100) < holes;
        hole = hole > 0 ? hole - 1 : starts ? 1 + (random_below(seed, 200) == 0 ? 20000 : 0) : 0;
        assert_int_equal(hole > 0 ? ig_builder_missing(builder, IG_EMPTY, &err)
                                  : add_value(builder, s, i, n, seed, &err),
                         0);
    }
    ig_column *column = ig_builder_finish(builder, &err);
    assert_non_null(column);
    return column;
}

static ig_table *random_table(ig_memory *memory, size_t n, uint64_t *seed) {
    ig_error err;
    ig_table *table = ig_table_new(memory, n, &err);
    assert_non_null(table);
    for (size_t i = 0; i < N_SHAPES; i++) {
        ig_column *column = random_column(memory, &shapes[i], n, seed);
        assert_int_equal(ig_table_add(table, shapes[i].name, column, &err), 0);
    }
    return table;
}

/* ---- Random conditions ---- */

typedef struct writer {
    char *text;
    size_t n;
    uint64_t *seed;
} writer;

static void put(writer *w, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(w->text + w->n, TEXT - w->n, format, args);
    va_end(args);
    w->n += (size_t)n;
    assert_true(w->n < TEXT);
}

static const char *any_of(writer *w, const char *const *words, size_t n) {
    return words[random_below(w->seed, n)];
}

#define ANY(w, ...)                                                                                \
    any_of((w), (const char *const[]){__VA_ARGS__},                                                \
           sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static const char *any_compare(writer *w) {
    return ANY(w, "==", "~=", "<", "<=", ">", ">=");
}

static const char *any_number(writer *w) {
    return ANY(w, "i8", "i16", "i32", "i64", "up");
}

/* A number as constants are written: of any scale, near the values, at the ends, or past them. */
static void put_number(writer *w) {
    switch (random_below(w->seed, 6)) {
    case 0: put(w, "%s", ANY(w, "0", "127", "128", "-128", "-129", "32767", "-32768")); break;
    case 1:
        put(w, "%s", ANY(w, "9223372036854775807", "-9223372036854775807", "12.7", "-3.27"));
        break;
    case 2:
        put(w, "%lld.%03zu", (long long)random_units(w->seed, 16), random_below(w->seed, 1000));
        break;
    default: put(w, "%lld", (long long)random_units(w->seed, 12)); break;
    }
}

static void put_month(writer *w) {
    put(w, "'%zu-%02zu'", 2014 + random_below(w->seed, 10), 1 + random_below(w->seed, 12));
}

static void put_text(writer *w) {
    put(w, "'%zu'", 6999 + random_below(w->seed, random_below(w->seed, 2) ? 5 : 600));
}

static void put_list(writer *w, void (*item)(writer *)) {
    size_t n = random_below(w->seed, 3) == 0 ? 12 : 1 + random_below(w->seed, 4);
    put(w, "{");
    for (size_t i = 0; i < n; i++) {
        put(w, "%s", i > 0 ? ", " : "");
        item(w);
    }
    put(w, "%s}", random_below(w->seed, 8) == 0 ? ", nil" : "");
}

static void put_atom(writer *w) {
    const char *in = ANY(w, "in", "not in");
    const char *compare = any_compare(w);
    const char *month = ANY(w, "month", "sorted"), *text = ANY(w, "few", "some", "code");
    switch (random_below(w->seed, 15)) {
    case 0:
    case 1:
        put(w, "%s %s ", any_number(w), compare);
        put_number(w);
        break;
    case 2:
        put_number(w);
        put(w, " %s %s", compare, any_number(w));
        break;
    case 3:
        put(w, "%s %s ", any_number(w), in);
        put_list(w, put_number);
        break;
    case 4:
        put(w, "%s %s ", month, compare);
        put_month(w);
        break;
    case 5:
        put(w, "%s %s ", month, in);
        put_list(w, put_month);
        break;
    case 6:
        put(w, "%s %s ", text, compare);
        put_text(w);
        break;
    case 7:
        put(w, "%s %s ", text, in);
        put_list(w, put_text);
        break;
    case 8:
        put(w, "%s(%s, '%s')", ANY(w, "starts_with", "contains"), text,
            ANY(w, "70", "71", "5", ""));
        break;
    case 9:
        put(w, "prefix(lower(%s), %s) == '%s'", text, ANY(w, "2", "3"), ANY(w, "70", "700", "x"));
        break;
    case 10: put(w, "year(%s) %s %zu", month, compare, 2012 + random_below(w->seed, 14)); break;
    case 11: put(w, "%s %s %lld.5", "real", compare, (long long)random_units(w->seed, 10)); break;
    case 12:
        put(w, "%s",
            ANY(w, "flag", "flag == false", "flag ~= true", "flag in {true}", "true",
                "is_missing(flag)"));
        break;
    case 13: put(w, "is_missing(%s)", shapes[random_below(w->seed, N_SHAPES)].name); break;
    default: /* what may overflow, and what runs as steps */
        put(w, "%s %s %s",
            ANY(w, "i64 + i64", "i64 * 3", "i8 * i8", "i32 - up", "i16 % 7", "-i64", "i32 / i8"),
            compare, any_number(w));
        break;
    }
}

static void put_condition(writer *w, unsigned depth) {
    size_t pick = depth == 0 ? 0 : random_below(w->seed, 5);
    if (pick < 2) {
        put_atom(w);
        return;
    }
    put(w, "%s(", pick == 2 ? "not " : "");
    put_condition(w, depth - 1);
    put(w, ")");
    if (pick > 2) {
        put(w, " %s (", pick == 3 ? "and" : "or");
        put_condition(w, depth - 1);
        put(w, ")");
    }
}

/* ---- The comparison ---- */

typedef struct world {
    ig_memory *memory;
    ig_pool *pools[N_POOLS];
} world;

static world world_new(void) {
    static const unsigned threads[N_POOLS] = {1, 2, 3};
    ig_error err;
    world w = {.memory = ig_memory_new()};
    assert_non_null(w.memory);
    for (size_t i = 0; i < N_POOLS; i++) {
        w.pools[i] = ig_pool_new(w.memory, threads[i], &err);
        assert_non_null(w.pools[i]);
    }
    return w;
}

static void world_free(world w) {
    for (size_t i = 0; i < N_POOLS; i++)
        ig_pool_free(w.pools[i]);
    assert_int_equal(ig_memory_read(w.memory).live_blocks, 0);
    ig_memory_free(w.memory);
}

static ig_expression *bind(ig_memory *memory, const ig_table *table, const char *text) {
    ig_error err = {0};
    ig_formula *formula = ig_formula_parse(memory, text, strlen(text), &err);
    ig_expression *bound =
        formula == NULL ? NULL : ig_expression_bind(memory, formula, table, NULL, &err);
    if (bound == NULL)
        print_error("%s\n", err.text);
    assert_non_null(bound);
    ig_formula_release(formula);
    return bound;
}

static ig_context random_context(const world *w, uint64_t *seed) {
    size_t cut = random_below(seed, 3);
    return (ig_context){.memory = w->memory,
                        .pool = w->pools[random_below(seed, N_POOLS)],
                        .morsel_rows =
                            cut == 0 ? 0 : 64 * (1 + random_below(seed, cut == 1 ? 8 : 600))};
}

static void compare_kept(const char *text, const ig_column *column, const uint32_t *rows,
                         const uint32_t *kept, size_t n_kept) {
    size_t at = 0;
    for (size_t i = 0; i < column->n_rows; i++) {
        if (!ig_column_present(column, i) || !ig_column_bool(column, i))
            continue;
        uint32_t row = rows == NULL ? (uint32_t)i : rows[i];
        if (at >= n_kept || kept[at] != row)
            print_error("%s\n  kept row %zu wanted: %u\n", text, at, row);
        assert_true(at < n_kept);
        assert_int_equal(kept[at++], row);
    }
    if (at != n_kept)
        print_error("%s\n  row %u kept\n", text, kept[at]);
    assert_int_equal(at, n_kept);
}

static void check_condition(const world *w, const ig_table *table, const char *text,
                            const uint32_t *rows, size_t n_rows, uint64_t *seed) {
    ig_error wanted = {0}, got = {0};
    uint32_t *kept = NULL;
    size_t n_kept = 0;
    ig_expression *bound = bind(w->memory, table, text);
    ig_context one = random_context(w, seed), other = random_context(w, seed);
    ig_column *column = ig_expression_column(&one, bound, rows, n_rows, &wanted);
    int rc = ig_expression_filter(&other, bound, rows, n_rows, &kept, &n_kept, &got);
    if ((rc == 0) != (column != NULL))
        print_error("%s\n%s%s\n", text, wanted.text, got.text);
    assert_int_equal(rc == 0, column != NULL);
    if (column == NULL)
        assert_error(&got, wanted.kind, wanted.text);
    else
        compare_kept(text, column, rows, kept, n_kept);
    ig_free(kept);
    ig_column_release(column);
    ig_expression_free(bound);
}

static void filters_keep_what_is_true(void **state) {
    static const size_t sizes[] = {0, 1, 63, 64, 65, 2047, 2049, 16384, 16385, 40000, MOST_ROWS};
    uint64_t seed = 1;
    char *text = malloc(TEXT);
    uint32_t *rows = malloc(MOST_ROWS * sizeof *rows);
    assert_true(text != NULL && rows != NULL);
    for (size_t round = 0, rounds = test_rounds(22); round < rounds; round++) {
        world w = world_new();
        size_t n = sizes[round % (sizeof sizes / sizeof *sizes)];
        ig_table *table = random_table(w.memory, n, &seed);
        for (size_t k = 0; k < 60; k++) {
            writer to = {.text = text, .seed = &seed};
            put_condition(&to, (unsigned)random_below(&seed, 4));
            size_t n_rows = 0;
            for (size_t i = 0; i < n; i++) { /* some of the rows, ascending or not */
                rows[n_rows] = (uint32_t)(k % 2 ? i : n - 1 - i);
                n_rows += random_below(&seed, 3) > 0;
            }
            check_condition(&w, table, text, NULL, n, &seed);
            check_condition(&w, table, text, rows, n_rows, &seed);
        }
        ig_table_release(table);
        world_free(w);
    }
    free(rows);
    free(text);
}

/* ---- Blocks ---- */

enum { N_BLOCKS = 4, BLOCK_ROWS = N_BLOCKS * IG_STATS_ROWS };

/* A column x that is 5 in all rows, and says of its blocks that they hold 1, 5, 5 or 9, and 9: what
   a filter makes of it shows which blocks it reads. */
static ig_table *lying_table(ig_memory *memory) {
    static const int64_t said[N_BLOCKS][2] = {{1, 1}, {5, 5}, {5, 9}, {9, 9}};
    ig_error err;
    ig_table *table = ig_table_new(memory, BLOCK_ROWS, &err);
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 1, BLOCK_ROWS, &err);
    ig_stats *stats = ig_stats_new(memory, BLOCK_ROWS, &err);
    assert_true(table != NULL && column != NULL && stats != NULL);
    memset(column->values, 5, BLOCK_ROWS);
    for (size_t i = 0; i < N_BLOCKS; i++)
        stats->blocks[i] = (ig_extent){said[i][0], said[i][1], 0};
    ig_column_set_stats(column, stats);
    assert_int_equal(ig_table_add(table, "x", column, &err), 0);
    return table;
}

/* Which blocks are kept whole, as bits; a block is kept or not, and nothing between. */
static unsigned blocks_kept(const ig_context *context, const ig_table *table, const char *text) {
    ig_error err = {0};
    uint32_t *kept = NULL;
    size_t n_kept = 0, per_block[N_BLOCKS] = {0};
    unsigned blocks = 0;
    ig_expression *bound = bind(context->memory, table, text);
    assert_int_equal(ig_expression_filter(context, bound, NULL, BLOCK_ROWS, &kept, &n_kept, &err),
                     0);
    for (size_t i = 0; i < n_kept; i++)
        per_block[kept[i] / IG_STATS_ROWS]++;
    for (unsigned i = 0; i < N_BLOCKS; i++) {
        assert_true(per_block[i] == 0 || per_block[i] == IG_STATS_ROWS);
        blocks |= (unsigned)(per_block[i] > 0) << i;
    }
    ig_free(kept);
    ig_expression_free(bound);
    return blocks;
}

static void decided_blocks_are_not_read(void **state) {
    static const struct {
        const char *text;
        unsigned blocks; /* kept; the third is read, and its values are 5 */
    } cases[] = {
        {"x == 5", 6},
        {"x == 1", 1},
        {"x == 9", 8},
        {"x ~= 5", 9},
        {"x < 5", 1},
        {"x <= 5", 7},
        {"x > 5", 8},
        {"x in {1, 9}", 9},
        {"x not in {1, 9}", 6},
        {"not (x == 5)", 9},
        {"x == 1 or x == 9", 9},
        {"x > 1 and x < 9", 6},
        {"x > 100", 0},
        {"x > -100", 15},
        {"x == 5.5", 0},
        {"is_missing(x)", 0},
        {"x == 9 and x + 1 == 10", 0}, /* that block is read after all */
        {"x == 5 and x + 1 == 6", 6},
    };
    static const size_t morsels[] = {0, 64, 4096, 16448};
    world w = world_new();
    for (size_t m = 0; m < sizeof morsels / sizeof *morsels; m++) {
        ig_context context = {
            .memory = w.memory, .pool = w.pools[m % N_POOLS], .morsel_rows = morsels[m]};
        ig_table *table = lying_table(w.memory);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            unsigned blocks = blocks_kept(&context, table, cases[i].text);
            if (blocks != cases[i].blocks)
                print_error("%s\n", cases[i].text);
            assert_int_equal(blocks, cases[i].blocks);
        }
        ig_table_release(table);
    }
    world_free(w);
}

/* ---- Errors ---- */

/* Only a row that all conjuncts before and behind keep can fail, whichever of them runs first. */
static void an_overflow_counts_where_the_rest_is_true(void **state) {
    static const char *const quiet[] = {
        "big + big > 0 and x == 2",           "x == 2 and big + big > 0",
        "big + big > 0 and is_missing(x)",    "big + big > 0 and gap > 0", /* unknown hides it */
        "gap > 0 and big * 3 > 0 and x == 1",
    };
    static const char *const loud[] = {
        "big + big > 0 and x == 1", "x == 1 and big + big > 0",      "big + big > 0 or x == 2",
        "not (big + big > 0)",      "big * 3 > 0 and big + big > 0",
    };
    uint64_t seed = 1;
    ig_error err;
    world w = world_new();
    ig_table *table = ig_table_new(w.memory, 1000, &err);
    ig_column *big = ig_column_new(w.memory, IG_DECIMAL, 0, 8, 1000, &err);
    ig_column *x = ig_column_new(w.memory, IG_DECIMAL, 0, 1, 1000, &err);
    ig_builder *builder = ig_builder_new(w.memory, IG_DECIMAL, 0, 1000, &err);
    assert_true(table != NULL && big != NULL && x != NULL && builder != NULL);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(i == 700 ? ig_builder_missing(builder, IG_EMPTY, &err)
                                  : ig_builder_int(builder, 1, &err),
                         0);
    memset(x->values, 1, 1000);
    ((int64_t *)big->values)[700] = INT64_MAX;
    assert_int_equal(ig_table_add(table, "big", big, &err), 0);
    assert_int_equal(ig_table_add(table, "x", x, &err), 0);
    assert_int_equal(ig_table_add(table, "gap", ig_builder_finish(builder, &err), &err), 0);
    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
        check_condition(&w, table, quiet[i], NULL, 1000, &seed);
    for (size_t i = 0; i < sizeof loud / sizeof *loud; i++) {
        uint32_t *kept;
        size_t n_kept;
        ig_context context = {.memory = w.memory, .pool = w.pools[1]};
        ig_expression *bound = bind(w.memory, table, loud[i]);
        assert_int_equal(ig_expression_filter(&context, bound, NULL, 1000, &kept, &n_kept, &err),
                         -1);
        assert_non_null(strstr(err.text, "row 701 overflows 64 bits"));
        ig_expression_free(bound);
        check_condition(&w, table, loud[i], NULL, 1000, &seed);
    }
    ig_table_release(table);
    world_free(w);
}

/* ---- Failures ---- */

static int filter_story(ig_memory *memory, void *context, ig_error *err) {
    enum { N = 20000 };
    (void)context;
    static const char text[] = "(x > 3 or is_missing(x)) and x + 1 < 9 and x in {4, 5, 100}";
    int rc = -1;
    uint32_t *kept = NULL;
    size_t n_kept;
    ig_formula *formula = NULL;
    ig_expression *bound = NULL;
    ig_pool *pool = ig_pool_new(memory, 2, err);
    ig_table *table = pool == NULL ? NULL : ig_table_new(memory, N, err);
    if (table == NULL)
        goto done;
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 1, N, err);
    if (column == NULL || ig_table_add(table, "x", column, err) != 0)
        goto done;
    memset(column->values, 5, N);
    formula = ig_formula_parse(memory, text, sizeof text - 1, err);
    bound = formula == NULL ? NULL : ig_expression_bind(memory, formula, table, NULL, err);
    if (bound == NULL)
        goto done;
    ig_context with = {.memory = memory, .pool = pool, .morsel_rows = 4096};
    rc = ig_expression_filter(&with, bound, NULL, N, &kept, &n_kept, err);
    if (rc == 0) {
        assert_int_equal(n_kept, N);
        ig_free(kept);
    }
done:
    ig_expression_free(bound);
    ig_formula_release(formula);
    ig_table_release(table);
    ig_pool_free(pool);
    return rc;
}

static void failures_free_everything(void **state) {
    assert_true(prove_failures_free(filter_story, NULL) > 25);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filters_keep_what_is_true),
        cmocka_unit_test(decided_blocks_are_not_read),
        cmocka_unit_test(an_overflow_counts_where_the_rest_is_true),
        cmocka_unit_test(failures_free_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
