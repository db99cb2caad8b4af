/* Whole formulas against a slow reference, over vectors, morsels and threads. */
#include "base/harness.h"
#include "formula/reference/evaluate.h"
#include "formula/reference/generate.h"

#include <stdlib.h>

enum { N_RUNS = 5 };

typedef struct world {
    ig_memory *memory;
    ig_pool *pools[N_RUNS];
    ig_table *table;
    value *cells;
    uint32_t *rows;
    size_t n_rows; /* of the selection */
} world;

/* Each formula is run with so many threads, and rows cut so; all must give the same bits. */
static const unsigned threads[N_RUNS] = {1, 2, 3, 8, 16};

static ig_context run_context(const world *w, int run, chance *c) {
    size_t cut = run == 0 ? 0 : 64 * (1 + draw(c, 1 << draw(c, 9)));
    return (ig_context){.memory = w->memory, .pool = w->pools[run], .morsel_rows = cut};
}

static void open_world(world *w, chance *c, size_t n_rows) {
    ig_error err;
    memset(w, 0, sizeof *w);
    w->memory = ig_memory_new();
    for (int i = 0; i < N_RUNS; i++)
        assert_non_null(w->pools[i] = ig_pool_new(w->memory, threads[i], &err));
    w->cells = ig_alloc_array(w->memory, n_rows * REF_COLUMNS, sizeof *w->cells, &err);
    w->rows = ig_alloc_array(w->memory, n_rows, sizeof *w->rows, &err);
    assert_non_null(w->cells);
    assert_non_null(w->rows);
    w->table = random_table(w->memory, c, n_rows, w->cells);
    for (size_t i = 0; i < n_rows; i++)
        if (draw(c, 3) > 0)
            w->rows[w->n_rows++] =
                (uint32_t)draw(c, (uint32_t)n_rows); /* any order, with repeats */
}

static void close_world(world *w) {
    ig_table_release(w->table);
    ig_free(w->rows);
    ig_free(w->cells);
    for (int i = 0; i < N_RUNS; i++)
        ig_pool_free(w->pools[i]);
    assert_int_equal(ig_memory_read(w->memory).live_blocks, 0);
    ig_memory_free(w->memory);
}

/* ---- Against the reference ---- */

static bool equals(const ig_column *column, size_t at, const value *want) {
    if (ig_column_present(column, at) == want->missing)
        return false;
    switch (column->type) {
    case IG_REAL: return ig_column_double(column, at) == (want->missing ? 0 : want->real);
    case IG_BOOL: return ig_column_bool(column, at) == (!want->missing && want->units != 0);
    case IG_TEXT: {
        if (want->missing)
            return ig_column_code(column, at) == 0;
        ig_text text = ig_column_text(column, at);
        return text.size_bytes == strlen(want->text) &&
               memcmp(text.bytes, want->text, text.size_bytes) == 0;
    }
    default: return ig_column_int(column, at) == (want->missing ? 0 : (int64_t)want->units);
    }
}

/* Codes rise by one at each first appearance. */
static void check_first_appearance(const ig_column *column) {
    uint32_t next = 0;
    for (size_t i = 0; i < column->n_rows; i++) {
        if (!ig_column_present(column, i))
            continue;
        uint32_t code = ig_column_code(column, i);
        assert_true(code <= next);
        next += code == next;
    }
    assert_int_equal(ig_dict_size(column->dict), next);
}

static void check_column(const world *w, const node *tree, const char *text, const uint32_t *rows,
                         size_t n_rows, const ig_column *column, const ig_error *err) {
    for (size_t i = 0; i < n_rows; i++) {
        size_t row = rows == NULL ? i : rows[i];
        value want = eval(tree, &w->cells[row * REF_COLUMNS]);
        if (want.overflow && !want.missing) {
            char message[64];
            (void)snprintf(message, sizeof message, "formula: row %zu overflows 64 bits\n",
                           row + 1);
            if (column != NULL)
                print_error("%s: row %zu\n", text, row + 1);
            assert_null(column);
            assert_memory_equal(err->text, message, strlen(message));
            return;
        }
        if (column == NULL)
            continue; /* a later row overflowed */
        if (!equals(column, i, &want)) {
            print_error(
                "%s\n  row %zu: want missing %d units %lld real %.17g text '%s'; got present %d\n",
                text, row + 1, want.missing, (long long)want.units, want.real, want.text,
                ig_column_present(column, i));
            fail();
        }
    }
    if (column == NULL)
        print_error("%s\n%s\n", text, err->text);
    assert_non_null(column);
    assert_int_equal(column->n_rows, n_rows);
}

static void check_same(const ig_column *a, const ig_column *b) {
    assert_int_equal(a->type, b->type);
    assert_int_equal(a->scale, b->scale);
    assert_int_equal(a->width, b->width);
    assert_int_equal(a->n_missing, b->n_missing);
    size_t words = ig_bitmap_words(a->n_rows) * sizeof(uint64_t);
    assert_memory_equal(a->values, b->values, a->type == IG_BOOL ? words : a->n_rows * a->width);
    assert_int_equal(a->validity == NULL, b->validity == NULL);
    if (a->validity != NULL)
        assert_memory_equal(a->validity, b->validity, words);
    if (a->type != IG_TEXT)
        return;
    assert_int_equal(ig_dict_size(a->dict), ig_dict_size(b->dict));
    for (uint32_t code = 0; code < ig_dict_size(a->dict); code++) {
        ig_text x = ig_dict_text(a->dict, code), y = ig_dict_text(b->dict, code);
        assert_int_equal(x.size_bytes, y.size_bytes);
        assert_memory_equal(x.bytes, y.bytes, x.size_bytes);
    }
}

static void check_filter(const world *w, chance *c, const ig_expression *bound,
                         const ig_column *column, const uint32_t *rows, size_t n_rows) {
    for (int p = 0; p < N_RUNS; p++) {
        ig_error err;
        uint32_t *kept = NULL;
        size_t n_kept = 0, at = 0;
        ig_context context = run_context(w, p, c);
        assert_int_equal(ig_expression_filter(&context, bound, rows, n_rows, &kept, &n_kept, &err),
                         0);
        for (size_t i = 0; i < n_rows; i++) {
            if (!ig_column_bool(column, i))
                continue;
            assert_true(at < n_kept);
            assert_int_equal(kept[at++], rows == NULL ? i : rows[i]);
        }
        assert_int_equal(at, n_kept);
        ig_free(kept);
    }
}

static void check_formula(const world *w, chance *c, const node *tree, const char *text,
                          const uint32_t *rows, size_t n_rows) {
    ig_error err = {0};
    ig_column *made[N_RUNS] = {NULL};
    ig_formula *formula = ig_formula_parse(w->memory, text, strlen(text), &err);
    ig_expression *bound =
        formula == NULL ? NULL : ig_expression_bind(w->memory, formula, w->table, NULL, &err);
    if (bound == NULL)
        print_error("%s\n%s\n", text, err.text);
    assert_non_null(bound);
    ig_error first;
    for (int p = 0; p < N_RUNS; p++) {
        ig_context context = run_context(w, p, c);
        made[p] = ig_expression_column(&context, bound, rows, n_rows, &err);
        if (p == 0) {
            first = err;
            check_column(w, tree, text, rows, n_rows, made[0], &err);
        } else if (made[0] == NULL) {
            assert_null(made[p]);
            assert_string_equal(err.text, first.text);
        } else {
            check_same(made[0], made[p]);
        }
    }
    if (made[0] != NULL && made[0]->type == IG_BOOL)
        check_filter(w, c, bound, made[0], rows, n_rows);
    if (made[0] != NULL && made[0]->type == IG_TEXT && tree->shape != COLUMN)
        check_first_appearance(made[0]);
    for (int p = 0; p < N_RUNS; p++)
        ig_column_release(made[p]);
    ig_expression_free(bound);
    ig_formula_release(formula);
}

static bool all_nil(const node *tree) {
    if (tree->shape == NIL)
        return true;
    bool choice = tree->shape == IF_ELSE || tree->shape == COALESCE;
    bool typed = tree->type == IG_BOOL && !choice;
    if (tree->n_args == 0 || typed || tree->shape == DIV)
        return false;
    for (int i = tree->shape == IF_ELSE; i < tree->n_args; i++)
        if (!all_nil(tree->args[i]))
            return false;
    return true;
}

/* A formula of nothing but nil has no type of its own; what is made of it is missing throughout, and
   one scale is as good as another. Trees that hold such parts are left out. */
static bool has_untyped_part(const node *tree) {
    if (tree->n_args > 0 && all_nil(tree))
        return true;
    for (int i = 0; i < tree->n_args; i++)
        if (has_untyped_part(tree->args[i]))
            return true;
    return false;
}

static void run_random(uint64_t seed, size_t n_rows, int n_formulas, int depth) {
    static const ig_type types[] = {IG_DECIMAL, IG_REAL, IG_BOOL, IG_BOOL, IG_TEXT, IG_MONTH};
    chance c = {.state = seed};
    world w;
    open_world(&w, &c, n_rows);
    forest *f = malloc(sizeof *f);
    assert_non_null(f);
    for (int i = 0; i < n_formulas; i++) {
        char text[REF_SOURCE] = "";
        f->n = 0;
        node *tree = grow(f, &c, types[draw(&c, 6)], depth);
        if (has_untyped_part(tree))
            continue;
        write_node(tree, text);
        if (draw(&c, 2))
            check_formula(&w, &c, tree, text, NULL, n_rows);
        else
            check_formula(&w, &c, tree, text, w.rows, w.n_rows);
    }
    free(f);
    close_world(&w);
}

static void test_random_formulas_on_small_tables(void **state) {
    for (uint64_t seed = 1, seeds = test_rounds(150); seed <= seeds; seed++)
        run_random(seed, 1 + seed % 70, 60, 4);
}

static void test_random_formulas_across_vectors_and_morsels(void **state) {
    static const size_t sizes[] = {2047, 2048, 2049, 16384, 16385, 40000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        run_random(1000 + i, sizes[i], 8, 3);
}

static void test_no_rows(void **state) {
    fixture f;
    fixture_open(&f);
    static const uint32_t none[1] = {0};
    static const char *const texts[] = {
        "qty_kg",       "qty_kg + 1", "partner", "prefix(partner, 2)",
        "flag or true", "ratio * 2",  "month",   "1"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        ig_error err = {0};
        ig_column *made = compute(&f, f.table, texts[i], none, 0, &err);
        assert_non_null(made);
        assert_int_equal(made->n_rows, 0);
        assert_int_equal(made->n_missing, 0);
        ig_column_release(made);
    }
    fixture_close(&f);
}

/* ---- Narrow form, units, sources, reasons ---- */

static void test_columns_are_narrow(void **state) {
    static const struct {
        const char *text;
        uint8_t width;
    } cases[] = {{"qty_kg / 100", 2},          {"qty_kg % 7", 1},
                 {"qty_kg * 100000", 4},       {"qty_kg * 1000000000", 8},
                 {"max(month, '2024-06')", 2}, {"prefix(partner, 1)", 1},
                 {"flag or false", 0},         {"ratio + 1", 8},
                 {"-128 + 0 * value_usd", 2}};
    fixture f;
    fixture_open(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_error err = {0};
        ig_column *made = compute(&f, f.table, cases[i].text, NULL, FIXTURE_ROWS, &err);
        assert_non_null(made);
        assert_int_equal(made->width, cases[i].width);
        ig_column_release(made);
    }
    fixture_close(&f);
}

/* The width that a sample of the rows needs is not enough for one that lies between. */
static void test_a_rare_value_widens_the_column(void **state) {
    enum { N = 300000 };
    static const struct {
        int64_t rare;
        uint8_t width;
    } cases[] = {{7, 1}, {300, 2}, {-70000, 4}, {INT64_MAX / 4, 8}};
    chance c = {.state = 1};
    fixture f;
    fixture_open(&f);
    for (size_t k = 0; k < 5 * sizeof cases / sizeof cases[0]; k++) {
        ig_error err = {0};
        int64_t rare = cases[k / 5].rare;
        uint32_t at = draw(&c, N);
        ig_table *table = ig_table_new(f.memory, N, &err);
        ig_column *x = ig_column_new(f.memory, IG_DECIMAL, 0, 8, N, &err);
        assert_true(table != NULL && x != NULL);
        for (size_t i = 0; i < N; i++)
            ((int64_t *)x->values)[i] = i == at ? rare : (int64_t)(i % 100);
        assert_int_equal(ig_table_add(table, "x", x, &err), 0);
        ig_column *made = compute(&f, table, "x + 1", NULL, N, &err);
        assert_non_null(made);
        assert_int_equal(made->width, cases[k / 5].width);
        for (size_t i = 0; i < N; i++)
            assert_true(ig_column_int(made, i) == 1 + (i == at ? rare : (int64_t)(i % 100)));
        ig_column_release(made);
        ig_table_release(table);
    }
    fixture_close(&f);
}

static void test_a_bare_column_is_shared(void **state) {
    fixture f;
    fixture_open(&f);
    ig_error err = {0};
    const ig_column *qty = f.table->fields[0].column;
    ig_column *made = compute(&f, f.table, "qty_kg", NULL, FIXTURE_ROWS, &err);
    assert_ptr_equal(made, qty);
    ig_column_release(made);
    /* its first rows, and any rows, keep unit, source and reasons */
    static const uint32_t rows[2] = {2, 0};
    for (int listed = 0; listed < 2; listed++) {
        made = compute(&f, f.table, "qty_kg", listed ? rows : NULL, listed ? 2 : 3, &err);
        assert_non_null(made);
        assert_string_equal(made->unit, "kg");
        assert_string_equal(made->source, "qty_kg");
        assert_int_equal(made->reasons[listed ? 0 : 2], IG_SUPPRESSED);
        assert_int_equal(ig_column_int(made, listed ? 1 : 0), -100);
        ig_column_release(made);
    }
    made = compute(&f, f.table, "qty_kg / 1000", NULL, FIXTURE_ROWS, &err);
    assert_null(made->source); /* computed: no longer what stood under the header */
    ig_column_release(made);
    fixture_close(&f);
}

static void test_reasons_follow_the_missing_operand(void **state) {
    static const struct {
        const char *text;
        ig_reason reasons[FIXTURE_ROWS];
    } cases[] = {
        {"qty_kg * 2", {IG_PRESENT, IG_PRESENT, IG_SUPPRESSED, IG_PRESENT, IG_PRESENT}},
        {"qty_kg + doubt", {IG_PRESENT, IG_REJECTED, IG_SUPPRESSED, IG_PRESENT, IG_EMPTY}},
        {"coalesce(doubt, 1) + coalesce(qty_kg, 1) + nil",
         {IG_EMPTY, IG_EMPTY, IG_EMPTY, IG_EMPTY, IG_EMPTY}},
        {"if_else(doubt > 0, 1, qty_kg)",
         {IG_PRESENT, IG_REJECTED, IG_REJECTED, IG_PRESENT, IG_EMPTY}},
        {"doubt > 0 and flag", {IG_PRESENT, IG_PRESENT, IG_REJECTED, IG_PRESENT, IG_PRESENT}},
    };
    fixture f;
    fixture_open(&f);
    static const cell doubt[FIXTURE_ROWS] = {{.integer = 1},
                                             {.missing = true, .reason = IG_REJECTED},
                                             {.missing = true, .reason = IG_REJECTED},
                                             {.integer = 1},
                                             MISSING};
    add_column(f.table, "doubt", NULL, IG_DECIMAL, 0, doubt);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_error err = {0};
        ig_column *made = compute(&f, f.table, cases[i].text, NULL, FIXTURE_ROWS, &err);
        assert_non_null(made);
        for (size_t row = 0; row < FIXTURE_ROWS; row++) {
            ig_reason got = ig_column_present(made, row) ? IG_PRESENT
                            : made->reasons == NULL      ? IG_EMPTY
                                                         : (ig_reason)made->reasons[row];
            assert_int_equal(got, cases[i].reasons[row]);
        }
        ig_column_release(made);
    }
    fixture_close(&f);
}

/* ---- Filters ---- */

static void test_only_conditions_filter(void **state) {
    fixture f;
    fixture_open(&f);
    ig_error err = {0};
    ig_formula *formula = parse(&f, "qty_kg + 1");
    ig_expression *bound = ig_expression_bind(f.memory, formula, f.table, NULL, &err);
    uint32_t *kept = NULL;
    size_t n_kept = 0;
    assert_int_equal(
        ig_expression_filter(&f.context, bound, NULL, FIXTURE_ROWS, &kept, &n_kept, &err), -1);
    assert_string_equal(err.text, "formula: a condition expected, 'qty_kg + 1' is decimal\n"
                                  "  qty_kg + 1\n"
                                  "  ^");
    ig_expression_free(bound);
    ig_formula_release(formula);
    fixture_close(&f);
}

static void test_constant_conditions(void **state) {
    static const struct {
        const char *text;
        size_t n_kept;
    } cases[] = {{"true", FIXTURE_ROWS}, {"false", 0}, {"1 == 1 and 'a' < 'b'", FIXTURE_ROWS},
                 {"not nil", 0},         {"flag", 2},  {"not flag", 2}};
    fixture f;
    fixture_open(&f);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ig_error err = {0};
        ig_formula *formula = parse(&f, cases[i].text);
        ig_expression *bound = ig_expression_bind(f.memory, formula, f.table, NULL, &err);
        uint32_t *kept = NULL;
        size_t n_kept = 99;
        assert_int_equal(
            ig_expression_filter(&f.context, bound, NULL, FIXTURE_ROWS, &kept, &n_kept, &err), 0);
        assert_int_equal(n_kept, cases[i].n_kept);
        ig_free(kept);
        ig_expression_free(bound);
        ig_formula_release(formula);
    }
    fixture_close(&f);
}

/* ---- Failures ---- */

/* The error of the first row that overflows, whichever thread meets one first. */
static void test_the_first_overflow_is_named(void **state) {
    enum { N = 100000 };
    ig_error err = {0};
    ig_memory *memory = ig_memory_new();
    ig_table *table = ig_table_new(memory, N, &err);
    cell *cells = ig_alloc_zero(memory, N, sizeof *cells, &err);
    for (size_t i = 40001; i < N; i++)
        cells[i].integer = INT64_MAX;
    add_column(table, "x", NULL, IG_DECIMAL, 0, cells);
    ig_formula *formula = ig_formula_parse(memory, "x * 3 + 1", 9, &err);
    ig_expression *bound = ig_expression_bind(memory, formula, table, NULL, &err);
    for (int round = 0; round < 12; round++) {
        ig_pool *pool = ig_pool_new(memory, threads[round % N_RUNS], &err);
        ig_context context = {.memory = memory, .pool = pool};
        assert_null(ig_expression_column(&context, bound, NULL, N, &err));
        assert_string_equal(err.text, "formula: row 40002 overflows 64 bits\n"
                                      "  x * 3 + 1\n"
                                      "    ^");
        ig_pool_free(pool);
    }
    ig_expression_free(bound);
    ig_formula_release(formula);
    ig_table_release(table);
    ig_free(cells);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void check_failures(fixture *f, const char *text, uint64_t least) {
    ig_error err = {0};
    ig_formula *formula = parse(f, text);
    ig_expression *bound = ig_expression_bind(f->memory, formula, f->table, NULL, &err);
    assert_non_null(bound);
    size_t before = ig_memory_read(f->memory).live_blocks;
    bool condition = ig_expression_type(bound) == IG_BOOL;
    for (int filter = 0; filter <= condition; filter++) {
        uint64_t nth = 1;
        for (bool done = false; !done; nth++) {
            uint32_t *kept = NULL;
            size_t n_kept = 0;
            ig_column *made = NULL;
            ig_memory_fail_at(f->memory, nth);
            if (filter)
                done = ig_expression_filter(&f->context, bound, NULL, FIXTURE_ROWS, &kept, &n_kept,
                                            &err) == 0;
            else
                made = ig_expression_column(&f->context, bound, NULL, FIXTURE_ROWS, &err);
            ig_memory_fail_at(f->memory, 0);
            done = done || made != NULL;
            ig_column_release(made);
            ig_free(kept);
            assert_int_equal(ig_memory_read(f->memory).live_blocks, before);
        }
        assert_true(nth > least);
    }
    ig_expression_free(bound);
    ig_formula_release(formula);
}

static void test_every_failure_frees(void **state) {
    fixture f;
    fixture_open(&f);
    check_failures(&f, "qty_kg * 2 + 1", 8);
    check_failures(&f, "lower(partner)", 8);
    check_failures(&f, "ratio * 2", 8);
    check_failures(&f, "qty_kg > 0 and partner in {'Mexico'}", 8);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_formulas_on_small_tables),
        cmocka_unit_test(test_random_formulas_across_vectors_and_morsels),
        cmocka_unit_test(test_no_rows),
        cmocka_unit_test(test_columns_are_narrow),
        cmocka_unit_test(test_a_rare_value_widens_the_column),
        cmocka_unit_test(test_a_bare_column_is_shared),
        cmocka_unit_test(test_reasons_follow_the_missing_operand),
        cmocka_unit_test(test_only_conditions_filter),
        cmocka_unit_test(test_constant_conditions),
        cmocka_unit_test(test_the_first_overflow_is_named),
        cmocka_unit_test(test_every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
