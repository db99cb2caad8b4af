/*
 * What the tests of verbs share: verbs on tables and terms that are written as texts, ways to collect
 * them, and functions of the host language that know how often they were called and released.
 */
#ifndef INGOT_TESTS_QUERY_VERBS_H
#define INGOT_TESTS_QUERY_VERBS_H

#include "query/query.h"

#include "query/texts.h"

/* A term of a formula; free with term_free. */
static inline ig_term term_of(ig_context context, const char *name, const char *formula) {
    ig_error err;
    ig_term term = {.name = name};
    term.formula = ig_formula_parse(context.memory, formula, strlen(formula), &err);
    if (term.formula == NULL)
        fail_msg("%s", err.text);
    return term;
}

static inline void term_free(ig_term *term) {
    ig_formula_release(term->formula);
    ig_params_release(term->params);
}

/* The verbs on texts. They take the query over, so that calls chain; NULL passes through. */
static inline ig_query *from_text(ig_context context, const char *text) {
    ig_error err;
    ig_table *table = table_of(context.memory, text);
    ig_query *query = ig_query_from(table, &err);
    assert_non_null(query);
    ig_table_release(table);
    return query;
}

/* A table with what belongs to it; NULL: it has none. */
typedef struct texts {
    const char *rows, *coverage, *rejects, *warnings;
} texts;

static inline ig_query *from_texts(ig_context context, texts t) {
    ig_error err;
    ig_table *table = table_of(context.memory, t.rows);
    table->coverage = t.coverage != NULL ? table_of(context.memory, t.coverage) : NULL;
    table->rejects = t.rejects != NULL ? table_of(context.memory, t.rejects) : NULL;
    table->warnings = t.warnings != NULL ? table_of(context.memory, t.warnings) : NULL;
    ig_query *query = ig_query_from(table, &err);
    assert_non_null(query);
    ig_table_release(table);
    return query;
}

/* A table one of whose columns has a unit. */
static inline ig_query *from_text_in(ig_context context, const char *text, const char *name,
                                     const char *unit) {
    ig_error err;
    ig_table *table = table_of(context.memory, text);
    size_t field = ig_table_find(table, name, strlen(name));
    assert_true(field != SIZE_MAX);
    assert_int_equal(ig_column_set_unit(table->fields[field].column, unit, &err), 0);
    ig_query *query = ig_query_from(table, &err);
    assert_non_null(query);
    ig_table_release(table);
    return query;
}

static inline ig_query *taken(ig_query *input, ig_query *result) {
    ig_query_release(input);
    return result;
}

static inline ig_query *where(ig_context context, ig_query *query, const char *formula,
                              ig_error *err) {
    if (query == NULL)
        return NULL;
    ig_term term = term_of(context, NULL, formula);
    ig_query *result = ig_query_where(query, &term, err);
    term_free(&term);
    return taken(query, result);
}

/* name, formula, name, formula, …, NULL */
static inline size_t terms_of(ig_context context, const char *const *pairs, ig_term *terms) {
    size_t n = 0;
    for (; pairs[2 * n] != NULL; n++)
        terms[n] = term_of(context, pairs[2 * n], pairs[2 * n + 1]);
    return n;
}

static inline ig_query *derive(ig_context context, ig_query *query, const char *const *pairs,
                               ig_error *err) {
    ig_term terms[8];
    if (query == NULL)
        return NULL;
    size_t n = terms_of(context, pairs, terms);
    ig_query *result = ig_query_derive(query, terms, n, err);
    for (size_t i = 0; i < n; i++)
        term_free(&terms[i]);
    return taken(query, result);
}

static inline size_t count_names(const char *const *names) {
    size_t n = 0;
    while (names[n] != NULL)
        n++;
    return n;
}

static inline ig_query *aggregate(ig_context context, ig_query *query, const char *const *keys,
                                  const char *const *pairs, ig_error *err) {
    ig_term terms[8];
    if (query == NULL)
        return NULL;
    size_t n = terms_of(context, pairs, terms);
    ig_query *result = ig_query_aggregate(query, keys, count_names(keys), terms, n, err);
    for (size_t i = 0; i < n; i++)
        term_free(&terms[i]);
    return taken(query, result);
}

static inline ig_query *select_names(ig_query *query, const char *const *names, ig_error *err) {
    return query != NULL ? taken(query, ig_query_select(query, names, count_names(names), err))
                         : NULL;
}

static inline ig_query *distinct_names(ig_query *query, const char *const *names, ig_error *err) {
    return query != NULL ? taken(query, ig_query_distinct(query, names, count_names(names), err))
                         : NULL;
}

/* "-qty" descends. */
static inline ig_query *sort_by(ig_query *query, const char *const *names, ig_error *err) {
    ig_order orders[8];
    size_t n = count_names(names);
    for (size_t i = 0; i < n; i++)
        orders[i] = (ig_order){names[i] + (names[i][0] == '-'), names[i][0] == '-'};
    return query != NULL ? taken(query, ig_query_sort(query, orders, n, err)) : NULL;
}

static inline ig_query *top_by(ig_query *query, size_t n, const char *name, bool ties,
                               ig_error *err) {
    ig_top top = {
        .n_rows = n, .order = {name + (name[0] == '-'), name[0] == '-'}, .all_ties = ties};
    return query != NULL ? taken(query, ig_query_top(query, &top, err)) : NULL;
}

static inline ig_query *limit_to(ig_query *query, size_t n, ig_error *err) {
    return query != NULL ? taken(query, ig_query_limit(query, n, err)) : NULL;
}

/* left key, right key, left key, …, NULL */
static inline ig_query *join(ig_query *left, ig_query *right, ig_join_kind kind,
                             const char *const *keys, const char *suffix, ig_error *err) {
    const char *lefts[8], *rights[8];
    ig_join how = {.kind = kind, .left = lefts, .right = rights, .suffix = suffix};
    for (; keys[2 * how.n_keys] != NULL; how.n_keys++) {
        lefts[how.n_keys] = keys[2 * how.n_keys];
        rights[how.n_keys] = keys[2 * how.n_keys + 1];
    }
    ig_query *result = left != NULL && right != NULL ? ig_query_join(left, right, &how, err) : NULL;
    ig_query_release(right);
    return taken(left, result);
}

static inline ig_query *unite(ig_query *first, ig_query *second, ig_error *err) {
    ig_query *result = first != NULL && second != NULL ? ig_query_union(first, second, err) : NULL;
    ig_query_release(second);
    return taken(first, result);
}

/* new, old, new, old, …, NULL */
static inline ig_query *rename_to(ig_query *query, const char *const *pairs, ig_error *err) {
    ig_rename renames[8];
    size_t n = 0;
    for (; pairs[2 * n] != NULL; n++)
        renames[n] = (ig_rename){pairs[2 * n], pairs[2 * n + 1]};
    return query != NULL ? taken(query, ig_query_rename(query, renames, n, err)) : NULL;
}

/* The result; releases the query. */
static inline ig_table *collected(ig_context context, ig_query *query) {
    ig_error err;
    assert_non_null(query);
    ig_table *table = ig_query_collect(&context, query, &err);
    if (table == NULL)
        fail_msg("%s", err.text);
    ig_query_release(query);
    return table;
}

/* The result, after it was found alike for any number of threads and for rows cut into random
   morsels of at most so many; releases the query. */
static inline ig_table *collected_alike(ig_context home, ig_query *query, size_t most_rows,
                                        uint64_t *r) {
    static const unsigned threads[] = {1, 2, 3, 8, 16};
    ig_error err;
    ig_table *expected = collected(home, ig_query_retain(query));
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        ig_context context = {.memory = home.memory,
                              .pool = ig_pool_new(home.memory, threads[t], &err)};
        assert_non_null(context.pool);
        for (int cut = 0; cut < 3; cut++) {
            context.morsel_rows = cut > 0 ? 64 * (1 + random_below(r, most_rows / 64)) : 0;
            ig_table *found = collected(context, ig_query_retain(query));
            assert_true(same_tables(expected, found));
            ig_table_release(found);
        }
        ig_pool_free(context.pool);
    }
    ig_query_release(query);
    return expected;
}

/* A query made of what is not to be released: NULL with `err` filled when that fails. */
typedef ig_query *(*recipe)(void *of, ig_error *err);

/* The result, after making and collecting the query failed at each allocation in turn. */
static inline ig_table *collected_at_last(ig_context context, recipe make, void *of) {
    size_t before = ig_memory_read(context.memory).live_blocks;
    for (uint64_t nth = 1;; nth++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        ig_memory_fail_at(context.memory, nth);
        ig_query *query = make(of, &err);
        ig_table *table = query != NULL ? ig_query_collect(&context, query, &err) : NULL;
        ig_memory_fail_at(context.memory, 0);
        ig_query_release(query);
        if (table != NULL)
            return table;
        assert_int_equal(err.kind, IG_ERROR_LIMIT);
        assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    }
}

/* Collects, compares, releases the query. */
static inline void assert_result(ig_context context, ig_query *query, const char *expected) {
    ig_table *table = collected(context, query);
    assert_table(context, table, expected);
    ig_table_release(table);
}

/* The verb itself refuses. */
static inline void assert_refused(ig_query *query, const ig_error *err, ig_error_kind kind,
                                  const char *text) {
    assert_null(query);
    assert_error(err, kind, text);
}

/* Collecting fails; releases the query. */
static inline void assert_fails(ig_context context, ig_query *query, ig_error_kind kind,
                                const char *text) {
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_non_null(query);
    assert_null(ig_query_collect(&context, query, &err));
    assert_error(&err, kind, text);
    ig_query_release(query);
}

/* A function of the host language, and what became of it. */
typedef struct probe {
    ig_memory *memory;
    size_t n_called, n_released;
    size_t n_extra; /* values more than there should be */
    ig_type type;   /* of its result: decimal (qty doubled, or the sum), bool (qty > 1), text */
    bool fails;
} probe;

static inline ig_column *probe_values(probe *p, const int64_t *units, size_t n, ig_error *err) {
    ig_builder *builder = ig_builder_new(p->memory, p->type, 0, n, err);
    int rc = builder != NULL ? 0 : -1;
    for (size_t i = 0; rc == 0 && i < n; i++)
        rc = p->type == IG_DECIMAL ? ig_builder_int(builder, units[i], err)
             : p->type == IG_BOOL  ? ig_builder_bool(builder, units[i] > 2, err)
                                   : ig_builder_text(builder, "x", 1, err);
    for (size_t i = 0; rc == 0 && i < p->n_extra; i++)
        rc = ig_builder_missing(builder, IG_EMPTY, err);
    if (rc == 0)
        return ig_builder_finish(builder, err);
    ig_builder_free(builder);
    return NULL;
}

static inline const ig_column *probe_column(const ig_table *table) {
    size_t field = ig_table_find(table, "qty", 3);
    assert_true(field != SIZE_MAX);
    return table->fields[field].column;
}

static inline ig_column *probe_rows(void *context, const ig_table *table, ig_error *err) {
    probe *p = context;
    int64_t units[64];
    p->n_called++;
    if (p->fails) {
        ig_fail(err, IG_ERROR_SCRIPT, "the function raised");
        return NULL;
    }
    for (size_t i = 0; i < table->n_rows; i++)
        units[i] = 2 * ig_column_int(probe_column(table), i);
    return probe_values(p, units, table->n_rows, err);
}

static inline ig_column *probe_groups(void *context, const ig_table *table, const uint32_t *order,
                                      const uint32_t *starts, size_t n_groups, ig_error *err) {
    probe *p = context;
    int64_t units[64] = {0};
    p->n_called++;
    if (p->fails) {
        ig_fail(err, IG_ERROR_SCRIPT, "the function raised");
        return NULL;
    }
    for (size_t g = 0; g < n_groups; g++)
        for (size_t i = starts[g]; i < starts[g + 1]; i++)
            units[g] = units[g] * 10 + ig_column_int(probe_column(table), order[i]);
    return probe_values(p, units, n_groups, err);
}

static inline void probe_release(void *context) {
    ((probe *)context)->n_released++;
}

static inline ig_function probe_function(probe *p) {
    return (ig_function){p, probe_rows, probe_groups, probe_release};
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define NO_NAMES ((const char *const[]){NULL})

/* Collects a query, which it takes, and holds the coverage of the result against its text. */
static inline void assert_coverage(ig_context context, ig_query *query, const char *expected) {
    ig_table *table = collected(context, query);
    assert_table(context, table->coverage, expected);
    ig_table_release(table);
}

#endif
