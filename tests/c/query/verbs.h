/*
 * What the tests of verbs share: tables written and read as small texts, terms made from texts, and
 * functions of the host language that know how often they were called and released.
 *   "month:month,partner:text,qty:decimal.2\n2025-04,Mexico,1.50\n2025-04,,\n"
 */
#ifndef INGOT_TESTS_QUERY_VERBS_H
#define INGOT_TESTS_QUERY_VERBS_H

#include "query/query.h"

#include "query/support.h"
#include "table/month.h"

/* The piece up to one of `ends`; steps behind it. */
static inline size_t next_piece(const char **at, const char *ends, const char **piece) {
    size_t n = strcspn(*at, ends);
    *piece = *at;
    *at += n + ((*at)[n] != '\0');
    return n;
}

static inline void build_cell(ig_builder *builder, ig_type type, unsigned scale, const char *text,
                              size_t n) {
    ig_error err;
    int32_t month;
    int64_t units;
    char copy[64] = {0};
    if (n == 0) {
        assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
        return;
    }
    memcpy(copy, text, n < 63 ? n : 63);
    switch (type) {
    case IG_TEXT: assert_int_equal(ig_builder_text(builder, text, n, &err), 0); return;
    case IG_BOOL: assert_int_equal(ig_builder_bool(builder, copy[0] == 't', &err), 0); return;
    case IG_REAL: assert_int_equal(ig_builder_real(builder, strtod(copy, NULL), &err), 0); return;
    case IG_MONTH:
        assert_true(ig_month_parse(text, n, false, &month));
        assert_int_equal(ig_builder_int(builder, month, &err), 0);
        return;
    case IG_DECIMAL: {
        bool minus = copy[0] == '-';
        ig_number number = ig_number_parse(copy + minus, n - minus, 0);
        assert_true(ig_decimal_rescale(number.units, number.scale, scale, &units));
        assert_int_equal(ig_builder_int(builder, minus ? -units : units, &err), 0);
        return;
    }
    }
}

static inline ig_type type_named(const char *name, unsigned *scale) {
    *scale = 0;
    for (int type = IG_DECIMAL; type <= IG_BOOL; type++) {
        size_t n = strlen(ig_type_name((ig_type)type));
        if (strncmp(name, ig_type_name((ig_type)type), n) == 0) {
            if (name[n] == '.')
                *scale = (unsigned)(name[n + 1] - '0');
            return (ig_type)type;
        }
    }
    fail_msg("no type '%s'", name);
    return IG_TEXT;
}

/* A table written as text; one reference. */
static inline ig_table *table_of(ig_memory *memory, const char *text) {
    ig_error err;
    char names[16][32] = {{0}};
    ig_builder *builders[16];
    ig_type types[16];
    unsigned scales[16];
    size_t n = 0, n_rows = 0;
    const char *piece, *body = strchr(text, '\n');
    for (const char *at = text; at <= body; n++) {
        size_t size = next_piece(&at, ",\n", &piece), name = strcspn(piece, ":");
        assert_true(name < size && n < 16);
        memcpy(names[n], piece, name);
        types[n] = type_named(piece + name + 1, &scales[n]);
        builders[n] = ig_builder_new(memory, types[n], scales[n], 0, &err);
        assert_non_null(builders[n]);
    }
    for (const char *at = body + 1; *at != '\0'; n_rows++) {
        for (size_t i = 0; i < n; i++) {
            size_t size = next_piece(&at, i + 1 < n ? "," : "\n", &piece);
            build_cell(builders[i], types[i], scales[i], piece, size);
        }
    }
    ig_table *table = ig_table_new(memory, n_rows, &err);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(ig_table_add(table, names[i], ig_builder_finish(builders[i], &err), &err),
                         0);
    return table;
}

/* Holds a table against its text, without types: "month,qty\n2025-04,1.50\n". */
static inline void assert_table(ig_context context, const ig_table *table, const char *expected) {
    ig_error err;
    ig_buffer out;
    ig_buffer_init(&out, context.memory);
    for (size_t i = 0; i < table->n_fields; i++)
        assert_int_equal(
            ig_buffer_printf(&out, &err, "%s%s", i > 0 ? "," : "", table->fields[i].name), 0);
    for (size_t row = 0; row <= table->n_rows; row++) {
        assert_int_equal(ig_buffer_append(&out, "\n", 1, &err), 0);
        for (size_t i = 0; row < table->n_rows && i < table->n_fields; i++) {
            assert_int_equal(ig_buffer_append(&out, ",", i > 0, &err), 0);
            assert_int_equal(ig_table_print_cell(table, i, row, &out, &err), 0);
        }
    }
    assert_string_equal(ig_buffer_text(&out, &err), expected);
    ig_buffer_reset(&out);
}

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

/* Collects, compares, releases the query. */
static inline void assert_result(ig_context context, ig_query *query, const char *expected) {
    ig_error err;
    assert_non_null(query);
    ig_table *table = ig_query_collect(&context, query, &err);
    if (table == NULL)
        fail_msg("%s", err.text);
    assert_table(context, table, expected);
    ig_table_release(table);
    ig_query_release(query);
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

#endif
