/* What becomes of a condition: which tests of columns, in which order, and what is left to steps. */
#include "formula/predicate.h"

#include "fixture.h"

/* One conjunct a clause, tests in postorder: "range qty_kg 5..9; partner set 2". */
static void append_test(fixture *f, const ig_table *table, const ig_test *test) {
    static const char *const names[] = {
        [IG_TEST_CONSTANT] = "constant", [IG_TEST_RANGE] = "range",
        [IG_TEST_SET] = "set",           [IG_TEST_TABLE] = "table",
        [IG_TEST_BITS] = "bits",         [IG_TEST_MISSING] = "missing",
        [IG_TEST_STEPS] = "steps",       [IG_TEST_NOT] = "not",
        [IG_TEST_AND] = "and",           [IG_TEST_OR] = "or"};
    char text[64];
    append_line(f, f->line[0] == '\0' || f->line[strlen(f->line) - 1] == ' ' ? "" : " ");
    append_line(f, test->negated ? "no " : "");
    append_line(f, names[test->kind]);
    for (size_t i = 0; i < table->n_fields && test->column != NULL; i++) {
        if (table->fields[i].column == test->column) {
            append_line(f, ":");
            append_line(f, table->fields[i].name);
        }
    }
    if (test->kind == IG_TEST_RANGE || test->kind == IG_TEST_TABLE) {
        (void)snprintf(text, sizeof text, "=%lld..%lld", (long long)test->least,
                       (long long)test->greatest);
        append_line(f, text);
    }
    for (size_t i = 0; i < test->n_set; i++) {
        (void)snprintf(text, sizeof text, "%c%lld", i == 0 ? '=' : ',', (long long)test->set[i]);
        append_line(f, text);
    }
    if (test->kind == IG_TEST_CONSTANT) {
        append_line(f, test->truth == IG_TRUE ? "=T" : test->truth == IG_FALSE ? "=F" : "=U");
    }
}

static const char *describe(fixture *f, const char *text) {
    ig_error err = {0};
    ig_predicate predicate;
    ig_formula *formula = parse(f, text);
    ig_expression *bound = ig_expression_bind(f->memory, formula, f->table, f->params, &err);
    assert_non_null(bound);
    assert_int_equal(ig_predicate_init(&predicate, f->memory, bound, &err), 0);
    f->line[0] = '\0';
    for (uint32_t i = 0; i < predicate.n_conjuncts; i++) {
        append_line(f, i > 0 ? "; " : "");
        for (uint32_t k = 0; k < predicate.conjuncts[i].n; k++)
            append_test(f, f->table, &predicate.tests[predicate.conjuncts[i].first + k]);
    }
    ig_predicate_reset(&predicate);
    ig_predicate_reset(&predicate); /* idempotent */
    ig_expression_free(bound);
    ig_formula_release(formula);
    return f->line;
}

static void check(fixture *f, const char *const (*cases)[2], size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *line = describe(f, cases[i][0]);
        if (strcmp(line, cases[i][1]) != 0)
            print_error("condition: %s\n", cases[i][0]);
        assert_string_equal(line, cases[i][1]);
    }
}

#define CHECK(f, cases) check((f), (cases), sizeof(cases) / sizeof((cases)[0]))

/* Constants come to the units of the column (two bytes here) and are cut to what it can hold. */
static void numbers_become_ranges(void **state) {
    static const char *const cases[][2] = {
        {"qty_kg == 5", "range:qty_kg=5..5"},
        {"qty_kg ~= 5", "no range:qty_kg=5..5"},
        {"qty_kg < 5", "range:qty_kg=-32768..4"},
        {"5 < qty_kg", "range:qty_kg=6..32767"},
        {"qty_kg <= 5.5", "range:qty_kg=-32768..5"},
        {"qty_kg > 40000", "constant:qty_kg=F"},
        {"qty_kg < 40000", "range:qty_kg=-32768..32767"},
        {"qty_kg ~= 5.5", "range:qty_kg=-32768..32767"},
        {"value_usd >= 5.5", "range:value_usd=550..32767"},
        {"value_usd / 100 >= 0.5", "range:value_usd=5000..32767"},
        {"qty_kg > 9223372036854775807", "constant:qty_kg=F"},
        {"ratio == 0.5", "range:ratio=4602678819172646912..4602678819172646912"},
        {"qty_kg in {1, 2, 3}", "range:qty_kg=1..3"},
        {"qty_kg in {1, 3, 99999}", "set:qty_kg=1,3"},
        {"qty_kg in {-9, 70000, 140000, 3}", "set:qty_kg=-9,3"},
        {"qty_kg in {70000, 140000}", "constant:qty_kg=F"},
        {"qty_kg in {1,3,5,7,9,11,13,15,17}", "table:qty_kg=1..17"},
        {"qty_kg in {1, 3, nil}", "set:qty_kg=1,3 constant=U or"},
    };
    fixture f;
    fixture_open(&f);
    CHECK(&f, cases);
    fixture_close(&f);
}

static void months_and_years_become_ranges(void **state) {
    static const char *const cases[][2] = {
        {"month >= '2024-02'", "range:month=24289..32767"},
        {"month in {'2024-02', '2024-05'}", "set:month=24289,24292"},
        {"year(month) == 2024", "range:month=24288..24299"},
        {"year(month) ~= 2024", "no range:month=24288..24299"},
        {"year(month) <= 2024", "range:month=-32768..24299"},
        {"2024 < year(month)", "range:month=24300..32767"},
        {"year(month) > 99999", "constant:month=F"},
        {"year(month) >= -99999", "range:month=-12..32767"},
        {"quarter(month) == 1", "steps"},
    };
    fixture f;
    fixture_open(&f);
    CHECK(&f, cases);
    fixture_close(&f);
}

/* Codes: Mexico 0, China 1, Perú 2. */
static void texts_become_codes(void **state) {
    static const char *const cases[][2] = {
        {"partner == 'China'", "range:partner=1..1"},
        {"partner ~= 'China'", "no range:partner=1..1"},
        {"partner == 'Chile'", "constant:partner=F"},
        {"partner ~= 'Chile'", "range:partner=0..2"},
        {"partner in {'Mexico', 'Perú'}", "no range:partner=1..1"},
        {"partner not in {'Mexico', 'Perú'}", "no range:partner=1..1 not"},
        {"prefix(lower(partner), 2) == 'ch'", "range:partner=1..1"},
        {"partner in {'China', nil}", "range:partner=1..1 constant=U or"},
        {"partner == other", "steps"},
    };
    fixture f;
    fixture_open(&f);
    CHECK(&f, cases);
    fixture_close(&f);
}

static void logic_is_a_stack(void **state) {
    static const char *const cases[][2] = {
        {"flag", "bits:flag"},
        {"not flag", "bits:flag not"},
        {"flag == false", "no bits:flag"},
        {"flag ~= false", "bits:flag"},
        {"is_missing(flag)", "missing:flag"},
        {"is_missing(value_usd)", "constant=F"}, /* none is */
        {"true", "constant=T"},
        {"flag or nil", "bits:flag constant=U or"},
        {"flag or (qty_kg == 1 and month < '2020-01')",
         "bits:flag range:qty_kg=1..1 range:month=-32768..24239 and or"},
        {"flag or partner == other", "bits:flag steps or"},
    };
    fixture f;
    fixture_open(&f);
    CHECK(&f, cases);
    fixture_close(&f);
}

/* The cheapest first; what may overflow is one test, with all the logic above it. */
static void conjuncts_stand_by_cost(void **state) {
    static const char *const cases[][2] = {
        {"partner == other and qty_kg == 1 and flag", "bits:flag; range:qty_kg=1..1; steps"},
        {"(qty_kg == 1 and flag) and (partner == 'China' and is_missing(flag))",
         "bits:flag; missing:flag; range:partner=1..1; range:qty_kg=1..1"},
        {"qty_kg + 1 == 1 and flag", "bits:flag; steps"},
        {"flag or qty_kg + 1 == 1", "steps"},
        {"not (qty_kg + 1 == 1)", "steps"},
        {"year(month) + 1 == 2024 or flag", "steps"},
        {"qty_kg / value_usd > 1 or flag", "steps bits:flag or"}, /* a quotient cannot */
    };
    fixture f;
    fixture_open(&f);
    CHECK(&f, cases);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_become_ranges),   cmocka_unit_test(months_and_years_become_ranges),
        cmocka_unit_test(texts_become_codes),      cmocka_unit_test(logic_is_a_stack),
        cmocka_unit_test(conjuncts_stand_by_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
