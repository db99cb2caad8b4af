/*
 * Steps stand in postorder and each is the argument of at most one other. So two walks make a
 * predicate: down from the result, to mark what is joined by `and` at the top (conjuncts) and what
 * logic stands below (parts); then up, to write a test for each part in the order of a stack machine.
 * A conjunct in which an overflow can come up below other logic is one test of steps as a whole,
 * since only the kernels know how states join.
 */
#include "formula/predicate.h"

#include "formula/kernels.h"
#include "formula/scan.h"
#include "table/month.h"

#include <string.h>

typedef struct compiler {
    const ig_expression *expression;
    ig_predicate *to;
    uint8_t *marks;  /* of each step; owned */
    uint32_t *first; /* of each step: the first step of its subtree; owned */
} compiler;

enum {
    CONJUNCT = 1, /* a conjunct, or `and` of conjuncts */
    PART = 2,     /* logic or a test below a conjunct */
    RISKY = 4     /* may overflow */
};

/* ---- Which steps can fail ---- */

static const ig_kernel harmless[] = {
    ig_kernel_to_real,      ig_kernel_div_decimal,
    ig_kernel_add_real,     ig_kernel_sub_real,
    ig_kernel_mul_real,     ig_kernel_div_real,
    ig_kernel_mod_real,     ig_kernel_negate_real,
    ig_kernel_abs_real,     ig_kernel_round_real,
    ig_kernel_floor_real,   ig_kernel_ceil_real,
    ig_kernel_trunc_real,   ig_kernel_log_real,
    ig_kernel_exp_real,     ig_kernel_sqrt_real,
    ig_kernel_min_real,     ig_kernel_max_real,
    ig_kernel_min_int,      ig_kernel_max_int,
    ig_kernel_year,         ig_kernel_quarter,
    ig_kernel_month,        ig_kernel_mod_int,
    ig_kernel_compare_int,  ig_kernel_compare_scaled,
    ig_kernel_compare_real, ig_kernel_compare_code,
    ig_kernel_compare_bool, ig_kernel_in_table,
    ig_kernel_in_sorted,    ig_kernel_in_real,
    ig_kernel_in_bool,      ig_kernel_code_bool,
    ig_kernel_code_code,    ig_kernel_and,
    ig_kernel_or,           ig_kernel_not,
    ig_kernel_is_missing,   ig_kernel_if_else,
    ig_kernel_coalesce,
};

/* Any kernel that is not known to be harmless is taken to overflow. */
static bool may_overflow(const ig_step *step) {
    if (step->run == NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++) {
        if (step->run == harmless[i]) {
            return false;
        }
    }
    return true;
}

static const ig_step *arg_of(const ig_expression *expression, const ig_step *step, uint32_t i) {
    return &expression->steps[expression->args[step->args + i]];
}

static bool is_logic(const ig_step *step) {
    return step->run == ig_kernel_and || step->run == ig_kernel_or || step->run == ig_kernel_not;
}

static void mark_up(compiler *c) {
    for (uint32_t i = 0; i <= c->expression->result; i++) {
        const ig_step *step = &c->expression->steps[i];
        c->first[i] = i;
        c->marks[i] = may_overflow(step) ? RISKY : 0;
        for (uint32_t k = 0; k < step->n_args; k++) {
            uint32_t arg = c->expression->args[step->args + k];
            c->first[i] = c->first[arg] < c->first[i] ? c->first[arg] : c->first[i];
            c->marks[i] |= c->marks[arg] & RISKY;
        }
    }
}

static void mark_down(compiler *c) {
    c->marks[c->expression->result] |= CONJUNCT;
    for (uint32_t i = c->expression->result + 1; i-- > 0;) {
        const ig_step *step = &c->expression->steps[i];
        uint8_t mark = c->marks[i] & (CONJUNCT | PART);
        bool splits = mark == CONJUNCT && step->run == ig_kernel_and;
        bool opens = mark != 0 && is_logic(step) && (c->marks[i] & RISKY) == 0;
        if (!splits && !opens) {
            continue;
        }
        for (uint32_t k = 0; k < step->n_args; k++) {
            c->marks[c->expression->args[step->args + k]] |= splits ? CONJUNCT : PART;
        }
    }
}

/* ---- Tests of a column ---- */

/* The order values that a column of its type and width can hold. */
static void bounds_of(const ig_column *column, int64_t *least, int64_t *greatest) {
    unsigned bits = 8u * column->width;
    if (column->type == IG_REAL) {
        *least = INT64_MIN;
        *greatest = IG_NAN_ORDER - 1; /* no number compares with what is none */
    } else if (column->type == IG_TEXT) {
        *least = 0;
        *greatest = (INT64_C(1) << bits) - 1;
    } else {
        *greatest = bits == 64 ? INT64_MAX : (INT64_C(1) << (bits - 1)) - 1;
        *least = -*greatest - 1;
    }
}

/* Rows of a column whose values are in least … greatest, or the others. */
static ig_test range_test(const ig_column *column, int64_t least, int64_t greatest, bool negated) {
    int64_t low, high;
    bounds_of(column, &low, &high);
    least = least < low ? low : least;
    greatest = greatest > high ? high : greatest;
    if (least > greatest) {
        return (ig_test){
            .kind = IG_TEST_CONSTANT, .column = column, .truth = negated ? IG_TRUE : IG_FALSE};
    }
    return (ig_test){.kind = IG_TEST_RANGE,
                     .column = column,
                     .least = least,
                     .greatest = greatest,
                     .negated = negated};
}

/* The values that compare with a constant as asked are a range, or all but one. */
static ig_test compare_test(const ig_column *column, ig_compare compare, int64_t with) {
    switch (compare) {
    case IG_LT:
        return with == INT64_MIN ? range_test(column, 1, 0, false)
                                 : range_test(column, INT64_MIN, with - 1, false);
    case IG_GT:
        return with == INT64_MAX ? range_test(column, 1, 0, false)
                                 : range_test(column, with + 1, INT64_MAX, false);
    case IG_LE: return range_test(column, INT64_MIN, with, false);
    case IG_GE: return range_test(column, with, INT64_MAX, false);
    default: return range_test(column, with, with, compare == IG_NE);
    }
}

/* The places of a table that hold one answer. */
typedef struct places {
    size_t n, low, high;
} places;

static places places_of(const uint8_t *table, size_t n, bool answer) {
    places found = {0};
    for (size_t i = 0; i < n; i++) {
        if ((table[i] != 0) == answer) {
            found.low = found.n == 0 ? i : found.low;
            found.high = i;
            found.n++;
        }
    }
    return found;
}

static bool is_run(places found) {
    return found.n > 0 && found.high - found.low + 1 == found.n;
}

/* A table with a byte for each of n values from `first` on: the simplest test that says the same.
   `complete`: the column holds no others. */
static ig_test table_test(const ig_column *column, const uint8_t *table, int64_t first, size_t n,
                          bool complete) {
    int64_t least, greatest;
    bounds_of(column, &least, &greatest);
    for (; n > 0 && first < least; first++) { /* values that the column is too narrow for */
        table++;
        n--;
    }
    while (n > 0 && first + (int64_t)(n - 1) > greatest) {
        n--;
    }
    places on = places_of(table, n, true), off = places_of(table, n, false);
    if (on.n == 0) {
        return range_test(column, 1, 0, false);
    }
    if (is_run(on)) {
        return range_test(column, first + (int64_t)on.low, first + (int64_t)on.high, false);
    }
    if (complete && is_run(off)) {
        return range_test(column, first + (int64_t)off.low, first + (int64_t)off.high, true);
    }
    ig_test test = {.kind = IG_TEST_TABLE,
                    .column = column,
                    .least = first + (int64_t)on.low,
                    .greatest = first + (int64_t)on.high,
                    .table = table + on.low};
    if (on.n <= IG_SET_MAX) {
        test.kind = IG_TEST_SET;
        for (size_t i = on.low; i <= on.high; i++) {
            test.set[test.n_set] = first + (int64_t)i;
            test.n_set += table[i] != 0;
        }
    }
    return test;
}

/* Few sorted integers, as `in` has them where they lie far apart. */
static ig_test set_test(const ig_column *column, const int64_t *items, size_t n) {
    ig_test test = {.kind = IG_TEST_SET, .column = column};
    int64_t low, high;
    bounds_of(column, &low, &high);
    for (size_t i = 0; i < n; i++) {
        if (items[i] >= low && items[i] <= high) {
            test.set[test.n_set++] = items[i];
        }
    }
    if (test.n_set == 0) {
        return range_test(column, 1, 0, false);
    }
    test.least = test.set[0];
    test.greatest = test.set[test.n_set - 1];
    return test;
}

/* ---- Steps as tests ---- */

static bool is_load(const ig_step *step, ig_type type) {
    return step->scan == ig_scan_load && step->type == type;
}

static bool is_value(const ig_step *step) {
    return step->constant && step->state == 0;
}

/* A comparison whose column stands at args[at] and whose constant is the other. */
static bool compare_reals(const ig_expression *expression, const ig_step *step, uint32_t at,
                          ig_test *test) {
    const ig_step *load = arg_of(expression, step, at), *with = arg_of(expression, step, 1 - at);
    if (!is_load(load, IG_REAL) || load->column->type != IG_REAL || !is_value(with)) {
        return false;
    }
    ig_compare compare = at == 0 ? step->compare : ig_compare_mirror(step->compare);
    *test = compare_test(load->column, compare, ig_real_order(with->value.real));
    return true;
}

/* year(month) against a constant: the months of those years. */
static bool compare_years(const ig_expression *expression, const ig_step *step, uint32_t at,
                          ig_test *test) {
    const ig_step *year = arg_of(expression, step, at), *with = arg_of(expression, step, 1 - at);
    if (year->run != ig_kernel_year || !is_value(with)) {
        return false;
    }
    const ig_step *load = arg_of(expression, year, 0);
    if (!is_load(load, IG_MONTH)) {
        return false;
    }
    enum { YEARS = 10000 }; /* no month is of a year outside of 0 … 9999 */
    int64_t y = with->value.integer;
    ig_compare compare = at == 0 ? step->compare : ig_compare_mirror(step->compare);
    y = y < -1 ? -1 : y > YEARS ? YEARS : y;
    bool after = compare == IG_LE || compare == IG_GT; /* the year's last month is the border */
    if (compare == IG_EQ || compare == IG_NE) {
        *test = range_test(load->column, y * 12, y * 12 + 11, compare == IG_NE);
    } else {
        *test = compare_test(load->column, compare, after ? y * 12 + 11 : y * 12);
    }
    return true;
}

static bool compare_bools(const ig_expression *expression, const ig_step *step, uint32_t at,
                          ig_test *test) {
    const ig_step *load = arg_of(expression, step, at), *with = arg_of(expression, step, 1 - at);
    if (!is_load(load, IG_BOOL) || !is_value(with)) {
        return false;
    }
    *test = (ig_test){.kind = IG_TEST_BITS,
                      .column = load->column,
                      .negated = (step->compare == IG_EQ) != (with->value.boolean != 0)};
    return true;
}

static bool member(const ig_expression *expression, const ig_step *step, ig_test *test) {
    const ig_step *load = arg_of(expression, step, 0);
    if (load->scan != ig_scan_load) {
        return false;
    }
    if (step->run == ig_kernel_code_bool) {
        *test = table_test(load->column, step->lookup.items, 0, step->lookup.n, true);
        return true;
    }
    if (step->run == ig_kernel_in_table) {
        *test = table_test(load->column, step->lookup.items, step->a, step->lookup.n, false);
        return true;
    }
    if (step->run == ig_kernel_in_sorted && step->lookup.n <= IG_SET_MAX) {
        *test = set_test(load->column, step->lookup.items, step->lookup.n);
        return true;
    }
    return false;
}

static bool missing(const ig_expression *expression, const ig_step *step, ig_test *test) {
    const ig_step *load = arg_of(expression, step, 0);
    if (load->scan != ig_scan_load) {
        return false;
    }
    bool some = load->column->validity != NULL;
    *test = (ig_test){.kind = some ? IG_TEST_MISSING : IG_TEST_CONSTANT,
                      .column = some ? load->column : NULL};
    return true;
}

static bool either_way(const ig_expression *expression, const ig_step *step, ig_test *test) {
    for (uint32_t at = 0; at < 2; at++) {
        if ((step->run == ig_kernel_compare_real && compare_reals(expression, step, at, test)) ||
            (step->run == ig_kernel_compare_int && compare_years(expression, step, at, test)) ||
            (step->run == ig_kernel_compare_bool && compare_bools(expression, step, at, test))) {
            return true;
        }
    }
    return false;
}

static ig_test test_of(const compiler *c, uint32_t index) {
    const ig_step *step = &c->expression->steps[index];
    ig_test test = {.kind = IG_TEST_STEPS, .from = c->first[index], .to = index};
    if (step->constant) {
        bool known = step->state == 0;
        test.kind = IG_TEST_CONSTANT;
        test.truth = !known ? IG_UNKNOWN : step->value.boolean ? IG_TRUE : IG_FALSE;
    } else if (step->scan == ig_scan_compare) {
        test = compare_test(step->column, step->compare, step->a);
    } else if (step->scan == ig_scan_codes) {
        test = table_test(step->column, step->lookup.items, 0, step->lookup.n, true);
    } else if (is_load(step, IG_BOOL)) {
        test = (ig_test){.kind = IG_TEST_BITS, .column = step->column};
    } else if (step->n_args == 2) {
        (void)either_way(c->expression, step, &test);
    } else if (step->run == ig_kernel_is_missing) {
        (void)missing(c->expression, step, &test);
    } else if (step->n_args == 1) {
        (void)member(c->expression, step, &test);
    }
    return test;
}

/* ---- Writing ---- */

static unsigned cost_of(const ig_test *test) {
    switch (test->kind) {
    case IG_TEST_RANGE: return 2u * test->column->width;
    case IG_TEST_SET: return 2u * test->column->width * (unsigned)test->n_set;
    case IG_TEST_TABLE: return 40;
    case IG_TEST_STEPS: return 100u * (test->to - test->from + 1);
    default: return 1;
    }
}

static void add_test(ig_predicate *to, ig_test test) {
    to->conjuncts[to->n_conjuncts].n++;
    to->conjuncts[to->n_conjuncts].cost += cost_of(&test);
    to->steps = to->steps || test.kind == IG_TEST_STEPS;
    to->tests[to->n_tests++] = test;
}

/* A step that is marked: its test, or the logic over the tests before it. */
static void write_part(const compiler *c, uint32_t index) {
    const ig_step *step = &c->expression->steps[index];
    bool risky = (c->marks[index] & RISKY) != 0;
    if (is_logic(step) && !risky) {
        add_test(c->to, (ig_test){.kind = step->run == ig_kernel_not   ? IG_TEST_NOT
                                          : step->run == ig_kernel_and ? IG_TEST_AND
                                                                       : IG_TEST_OR});
        return;
    }
    ig_test test = test_of(c, index);
    add_test(c->to, test);
    if (step->list_missing && test.kind != IG_TEST_STEPS) { /* what is not found may be there */
        add_test(c->to, (ig_test){.kind = IG_TEST_CONSTANT, .truth = IG_UNKNOWN});
        add_test(c->to, (ig_test){.kind = IG_TEST_OR});
    }
}

/* How many vectors wait while the tests of a conjunct run. */
static uint32_t depth_of(const ig_predicate *predicate, const ig_conjunct *conjunct) {
    uint32_t depth = 0, most = 0;
    for (uint32_t i = 0; i < conjunct->n; i++) {
        ig_test_kind kind = predicate->tests[conjunct->first + i].kind;
        depth += kind < IG_TEST_NOT;
        depth -= kind == IG_TEST_AND || kind == IG_TEST_OR;
        most = depth > most ? depth : most;
    }
    return most;
}

/* Puts the conjunct that was just written in its place. */
static void end_conjunct(ig_predicate *to) {
    uint32_t i = to->n_conjuncts++;
    ig_conjunct done = to->conjuncts[i];
    uint32_t depth = depth_of(to, &done);
    to->depth = depth > to->depth ? depth : to->depth;
    for (; i > 0 && to->conjuncts[i - 1].cost > done.cost; i--) {
        to->conjuncts[i] = to->conjuncts[i - 1];
    }
    to->conjuncts[i] = done;
}

static void write_tests(const compiler *c) {
    ig_predicate *to = c->to;
    to->conjuncts[0] = (ig_conjunct){0};
    for (uint32_t i = 0; i <= c->expression->result; i++) {
        uint8_t mark = c->marks[i];
        bool splits = (mark & CONJUNCT) != 0 && c->expression->steps[i].run == ig_kernel_and;
        if ((mark & (CONJUNCT | PART)) == 0 || splits) {
            continue;
        }
        write_part(c, i);
        if ((mark & CONJUNCT) != 0) {
            to->overflows = to->overflows || (mark & RISKY) != 0;
            end_conjunct(to);
            to->conjuncts[to->n_conjuncts] = (ig_conjunct){.first = to->n_tests};
        }
    }
}

static size_t count_tests(const compiler *c) {
    size_t n = 0;
    for (uint32_t i = 0; i <= c->expression->result; i++) {
        bool marked = (c->marks[i] & (CONJUNCT | PART)) != 0;
        n += !marked ? 0 : c->expression->steps[i].list_missing ? 3 : 1;
    }
    return n;
}

int ig_predicate_init(ig_predicate *predicate, ig_memory *memory, const ig_expression *expression,
                      ig_error *err) {
    compiler c = {.expression = expression, .to = predicate};
    size_t n = expression->result + (size_t)1;
    int failed = -1;
    *predicate = (ig_predicate){.expression = expression};
    c.marks = ig_alloc_zero(memory, n, sizeof *c.marks, err);
    if (c.marks == NULL) {
        goto done;
    }
    c.first = ig_alloc_array(memory, n, sizeof *c.first, err);
    if (c.first == NULL) {
        goto done;
    }
    mark_up(&c);
    mark_down(&c);
    predicate->tests = ig_alloc_array(memory, count_tests(&c), sizeof *predicate->tests, err);
    if (predicate->tests == NULL) {
        goto done;
    }
    predicate->conjuncts =
        ig_alloc_array(memory, count_tests(&c) + 1, sizeof *predicate->conjuncts, err);
    if (predicate->conjuncts == NULL) {
        goto done;
    }
    write_tests(&c);
    failed = 0;
done:
    ig_free(c.marks);
    ig_free(c.first);
    if (failed != 0) {
        ig_predicate_reset(predicate);
    }
    return failed;
}

void ig_predicate_reset(ig_predicate *predicate) {
    ig_free(predicate->tests);
    ig_free(predicate->conjuncts);
    *predicate = (ig_predicate){0};
}
