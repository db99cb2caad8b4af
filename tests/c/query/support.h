/*
 * What the tests of queries share: random columns, and comparisons of cells for slow and obvious
 * references.
 */
#ifndef INGOT_TESTS_QUERY_SUPPORT_H
#define INGOT_TESTS_QUERY_SUPPORT_H

#include "base/world.h"

#include "query/vector/view.h"
#include "table/builder.h"
#include "table/decimal.h"
#include "table/stats.h"
#include "table/table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* What a random column is like. */
typedef struct flavour {
    ig_type type;
    unsigned scale;
    size_t n_values;  /* at most so many distinct ones */
    bool wide;        /* numbers spread over 64 bits */
    unsigned missing; /* per cent */
} flavour;

/* The k-th of a flavour's values; distinct for distinct k, in no order. */
static inline int64_t wide_int(size_t k) {
    static const int64_t ends[] = {INT64_MIN, INT64_MAX, 0, -1, 1};
    return k < 5 ? ends[k] : (int64_t)(k * UINT64_C(0x9e3779b97f4a7c15));
}

static inline double some_real(size_t k, bool wide) {
    static const double odd[] = {-0.0, 1e300, -1e300, 1e-300, 0.1};
    return wide && k < 5 ? odd[k] : (double)(int64_t)(k * 2654435761u % 100003) / 7.0 - 5000.0;
}

static inline void build_value(ig_builder *builder, const flavour *f, size_t k) {
    ig_error err;
    char text[64];
    int n;
    switch (f->type) {
    case IG_DECIMAL:
        assert_int_equal(ig_builder_int(builder, f->wide ? wide_int(k) : (int64_t)k - 3, &err), 0);
        return;
    case IG_REAL:
        assert_int_equal(ig_builder_real(builder, some_real(k, f->wide), &err), 0);
        return;
    case IG_MONTH: assert_int_equal(ig_builder_int(builder, 24000 + (int64_t)k, &err), 0); return;
    case IG_BOOL: assert_int_equal(ig_builder_bool(builder, k % 2 != 0, &err), 0); return;
    case IG_TEXT:
        n = snprintf(text, sizeof text, k % 3 == 0 ? "%zu" : "a long text, then %zu",
                     k * 7919 % 10007);
        assert_int_equal(ig_builder_text(builder, text, (size_t)(k == 1 ? 0 : n), &err), 0);
        return;
    }
}

static inline ig_column *random_column(ig_memory *memory, uint64_t *r, const flavour *f, size_t n) {
    ig_error err;
    ig_builder *builder = ig_builder_new(memory, f->type, f->scale, n, &err);
    assert_non_null(builder);
    for (size_t i = 0; i < n; i++) {
        if (random_below(r, 100) < f->missing)
            assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
        else
            build_value(builder, f, random_below(r, f->n_values));
    }
    ig_column *column = ig_builder_finish(builder, &err);
    assert_non_null(column);
    return column;
}

/* As data sorted by month are: rows of one block of stats have one to three of the values. */
static inline ig_column *clustered_column(ig_memory *memory, uint64_t *r, const flavour *f,
                                          size_t n) {
    ig_error err;
    size_t least = 0, span = 1;
    ig_builder *builder = ig_builder_new(memory, f->type, f->scale, n, &err);
    assert_non_null(builder);
    for (size_t i = 0; i < n; i++) {
        if (i % IG_STATS_ROWS == 0) {
            least = random_below(r, f->n_values);
            span = 1 + random_below(r, 3);
        }
        if (f->missing > 0 && i % 30011 == 30010)
            assert_int_equal(ig_builder_missing(builder, IG_EMPTY, &err), 0);
        else
            build_value(builder, f, least + random_below(r, span));
    }
    ig_column *column = ig_builder_finish(builder, &err);
    assert_non_null(column);
    return column;
}

/* A selection of n of `n_rows` rows, in any order, with repeats. */
static inline uint32_t *random_rows(ig_memory *memory, uint64_t *r, size_t n_rows, size_t n) {
    ig_error err;
    uint32_t *rows = ig_alloc_array(memory, n, sizeof *rows, &err);
    assert_non_null(rows);
    for (size_t i = 0; i < n; i++)
        rows[i] = (uint32_t)random_below(r, n_rows);
    return rows;
}

/* −1, 0, 1: how two present cells of one column compare. */
static inline int compare_cells(const ig_column *column, size_t a, size_t b) {
    if (column->type == IG_REAL) {
        double x = ig_column_double(column, a), y = ig_column_double(column, b);
        return x < y ? -1 : x > y;
    }
    if (column->type == IG_TEXT) {
        ig_text x = ig_column_text(column, a), y = ig_column_text(column, b);
        size_t n = x.size_bytes < y.size_bytes ? x.size_bytes : y.size_bytes;
        int order = n > 0 ? memcmp(x.bytes, y.bytes, n) : 0;
        if (order != 0)
            return order < 0 ? -1 : 1;
        return x.size_bytes < y.size_bytes ? -1 : x.size_bytes > y.size_bytes;
    }
    if (column->type == IG_BOOL)
        return (int)ig_column_bool(column, a) - (int)ig_column_bool(column, b);
    int64_t x = ig_column_int(column, a), y = ig_column_int(column, b);
    return x < y ? -1 : x > y;
}

/* How two cells order: missing after everything, whether descending or not. */
static inline int order_cells(const ig_column *column, size_t a, size_t b, bool descending) {
    bool x = ig_column_present(column, a), y = ig_column_present(column, b);
    if (!x || !y)
        return (int)y - (int)x;
    int order = compare_cells(column, a, b);
    return descending ? -order : order;
}

static inline bool cells_equal(const ig_column *column, size_t a, size_t b) {
    return order_cells(column, a, b, false) == 0;
}

/* The same bits in every cell. */
static inline bool same_columns(const ig_column *a, const ig_column *b) {
    if (a->type != b->type || a->scale != b->scale || a->n_rows != b->n_rows ||
        a->n_missing != b->n_missing || a->width != b->width)
        return false;
    for (size_t i = 0; i < a->n_rows; i++) {
        if (ig_column_present(a, i) != ig_column_present(b, i))
            return false;
        if (!ig_column_present(a, i))
            continue;
        if (a->type == IG_TEXT) {
            ig_text x = ig_column_text(a, i), y = ig_column_text(b, i);
            if (x.size_bytes != y.size_bytes || memcmp(x.bytes, y.bytes, x.size_bytes) != 0)
                return false;
        } else if (a->type == IG_BOOL) {
            if (ig_column_bool(a, i) != ig_column_bool(b, i))
                return false;
        } else if (memcmp((const char *)a->values + i * a->width,
                          (const char *)b->values + i * b->width, a->width) != 0) {
            return false;
        }
    }
    return true;
}

static inline bool same_tables(const ig_table *a, const ig_table *b) {
    if (a->n_rows != b->n_rows || a->n_fields != b->n_fields)
        return false;
    for (size_t i = 0; i < a->n_fields; i++)
        if (strcmp(a->fields[i].name, b->fields[i].name) != 0 ||
            !same_columns(a->fields[i].column, b->fields[i].column))
            return false;
    return true;
}

static const flavour FLAVOURS[] = {
    {IG_DECIMAL, 2, 7, false, 0}, {IG_DECIMAL, 0, 300, false, 20}, {IG_DECIMAL, 0, 40, true, 0},
    {IG_DECIMAL, 3, 9, true, 30}, {IG_REAL, 0, 11, false, 10},     {IG_REAL, 0, 60, true, 0},
    {IG_TEXT, 0, 5, false, 0},    {IG_TEXT, 0, 90, false, 25},     {IG_MONTH, 0, 36, false, 0},
    {IG_MONTH, 0, 3, false, 15},  {IG_BOOL, 0, 2, false, 0},       {IG_BOOL, 0, 2, false, 40},
    {IG_TEXT, 0, 4, false, 100},  {IG_DECIMAL, 0, 4, false, 100},
};
enum { N_FLAVOURS = sizeof FLAVOURS / sizeof FLAVOURS[0] };

#endif
