/*
 * Queries: immutable nodes, each holding a reference to the one below; nothing runs until
 * ig_query_collect. A verb returns a new node of one reference and leaves its input as it was, so a
 * query can be shared and extended twice. Verbs check what they can at once (names, formulas against
 * the columns known so far) and raise the rest at collect.
 *
 * A term is what may stand where a formula may: a formula with parameters, or a function of the
 * host language called on rows or groups (ig_function), run in row order on the caller's thread.
 */
#ifndef INGOT_QUERY_QUERY_H
#define INGOT_QUERY_QUERY_H

#include "formula/formula.h"
#include "formula/params.h"
#include "table/table.h"

/* A function from outside. `rows` gets a table and returns one value a row; `groups` gets the same
   with its rows arranged by group: group g holds rows order[starts[g]] … order[starts[g+1] − 1], and
   returns one value a group. Both return a column of one reference, or NULL with `err` filled.
   `release` is called when the last query that holds the function goes. */
typedef struct ig_function {
    void *context;
    ig_column *(*rows)(void *context, const ig_table *table, ig_error *err);
    ig_column *(*groups)(void *context, const ig_table *table, const uint32_t *order,
                         const uint32_t *starts, size_t n_groups, ig_error *err);
    void (*release)(void *context);
} ig_function;

typedef struct ig_term {
    const char *name;            /* of the result column; NULL for a filter; borrowed */
    ig_formula *formula;         /* borrowed, retained by the query; NULL when `function` is set */
    ig_params *params;           /* borrowed, retained by the query; may be NULL */
    const ig_function *function; /* taken over by the query, also on failure; or NULL */
} ig_term;

typedef struct ig_query ig_query;

ig_query *ig_query_from(ig_table *table, ig_error *err) IG_CHECKED;
ig_query *ig_query_retain(ig_query *query);
void ig_query_release(ig_query *query); /* NULL is nothing */

/* Rows where the term is true. Narrows coverage by the parts of a formula (split at `and`) that
   mention nothing but flow, hs and month. */
ig_query *ig_query_where(ig_query *query, const ig_term *term, ig_error *err) IG_CHECKED;

/* Only these columns, in this order. */
ig_query *ig_query_select(ig_query *query, const char *const *names, size_t n,
                          ig_error *err) IG_CHECKED;

typedef struct ig_rename {
    const char *name; /* the new one; borrowed */
    const char *old;  /* borrowed */
} ig_rename;

/* Other names for columns, which stay where they are. What coverage says of one goes by its new
   name. */
ig_query *ig_query_rename(ig_query *query, const ig_rename *renames, size_t n,
                          ig_error *err) IG_CHECKED;

/* Adds columns, or replaces those of the same name; terms see the input's columns only. */
ig_query *ig_query_derive(ig_query *query, const ig_term *terms, size_t n,
                          ig_error *err) IG_CHECKED;

/* One row a group of equal keys (missing equals missing), in order of first appearance; keys first,
   then the terms in the order given. No keys: one row, also for an empty input. A term's formula may
   mix aggregates with keys. */
ig_query *ig_query_aggregate(ig_query *query, const char *const *keys, size_t n_keys,
                             const ig_term *terms, size_t n_terms, ig_error *err) IG_CHECKED;

typedef struct ig_order {
    const char *name;
    bool descending;
} ig_order;

/* Stable; missing last either way; text by bytes of UTF-8. */
ig_query *ig_query_sort(ig_query *query, const ig_order *orders, size_t n,
                        ig_error *err) IG_CHECKED;

/* The first n rows by one order (descending: the n largest), sorted so; missing values never enter.
   `all_ties` keeps rows equal to the n-th as well. `within`: the first n of each group of equal
   values there, groups in order of first appearance. `others`: one more row, behind those of each
   group, for what was left out: the aggregate below computed anew over the source's rows of all the
   groups left out, with the derive, select and rename that stand between (and sort may); its text keys
   outside `within` hold that label (an error where one of them has it as a value), its other keys
   outside it are missing. Where rows were left out,
   the extract covers nothing. */
typedef struct ig_top {
    size_t n_rows;
    ig_order order;
    bool all_ties;
    const char *const *within; /* borrowed */
    size_t n_within;
    const char *others; /* borrowed, or NULL */
} ig_top;

ig_query *ig_query_top(ig_query *query, const ig_top *top, ig_error *err) IG_CHECKED;
ig_query *ig_query_limit(ig_query *query, size_t n_rows, ig_error *err) IG_CHECKED;

/* The first row of each distinct combination of the named columns (n = 0: of all columns), and only
   those columns. Where rows were left out and a column that the coverage speaks of is not among them,
   nothing is covered any more. */
ig_query *ig_query_distinct(ig_query *query, const char *const *names, size_t n,
                            ig_error *err) IG_CHECKED;

/* What a window looks over: the rows of equal keys (none: all rows), in this order (none: as they
   come; missing last). `zero_gaps`: periods without a row, from the first to the last of the whole
   table, count as 0. */
typedef struct ig_over {
    const char *const *keys;
    size_t n_keys;
    const ig_order *orders;
    size_t n_orders;
    bool zero_gaps;
} ig_over;

/* Adds columns, as derive, whose formulas may call window functions. Rows keep their places.
     row_number() rank() dense_rank()   by the order; a row without its first sort value has no rank
     cumulative_sum(x)                  up to the row; missing values add nothing and stay missing
     lag(x, n) lead(x, n)               x of the row n periods before or behind, if there is one
     moving_sum(x, n) moving_mean(x, n) over the n periods that end with the row's; missing unless
                                        each has a row with a value
   A period is a month, or a year where the column is a decimal(0) named "year". Those with periods
   want that column as the only order, ascending; two rows of a group in one period are an error. */
ig_query *ig_query_window(ig_query *query, const ig_over *over, const ig_term *terms,
                          size_t n_terms, ig_error *err) IG_CHECKED;

/* The rows of one query, then those of another, columns by name: first those of the first. A column
   that one lacks is missing there. Decimals widen to the larger scale, decimal with real to real: that
   is said in the plan and among the warnings; other unlike types are an error, as are unlike units.
   Coverage is joined, as are rejects and warnings. */
ig_query *ig_query_union(ig_query *query, ig_query *other, ig_error *err) IG_CHECKED;

typedef enum ig_join_kind {
    IG_JOIN_INNER,
    IG_JOIN_LEFT,
    IG_JOIN_RIGHT,
    IG_JOIN_FULL,
    IG_JOIN_SEMI, /* rows with a match, once */
    IG_JOIN_ANTI  /* rows without one */
} ig_join_kind;

typedef struct ig_join {
    ig_join_kind kind;
    size_t n_keys;
    const char *const *left;  /* names of the keys; borrowed */
    const char *const *right; /* those they equal, of the other query; borrowed */
    const char *suffix;       /* put behind a name of the right that the left has too; or NULL: that
                                 is an error; borrowed */
} ig_join;

/* Rows of two queries side by side, where all keys are equal; a missing key equals none. Columns: the
   left's, then the right's that are no keys; a key of a row that only the right has is the right's.
   Rows: the left's in order, each with its matches in the right's order; those of a right join in the
   right's order; those of a full join that only the right has come last. Texts are equal by their
   bytes, decimals by value; other unlike types are an error, as are unlike units. Coverage stays the
   left's. */
ig_query *ig_query_join(ig_query *left, ig_query *right, const ig_join *how,
                        ig_error *err) IG_CHECKED;

/* Runs the query. A new table of one reference, or NULL. The same bits for any number of threads. */
ig_table *ig_query_collect(const ig_context *context, const ig_query *query,
                           ig_error *err) IG_CHECKED;

/* Appends the plan as text, one verb a line, sources first; nothing runs. */
int ig_query_explain(ig_memory *memory, const ig_query *query, ig_buffer *out,
                     ig_error *err) IG_CHECKED;

/* An aggregation laid out as a grid: `cells` has n_keys keys, then the column that turns, then values;
   no two rows share keys and that column. The result has a row for each combination of keys, in order
   of first appearance: the keys, then for each value of the column, in rising order and missing last,
   what the cells hold. A column is named by the text of its value ("missing" for that), with the name
   of the cells' column behind it where there are several ("2025-04 qty"). At most 10,000 columns.
   Coverage, rejects and warnings stay. A new table of one reference, or NULL. */
ig_table *ig_query_pivot(const ig_context *context, const ig_table *cells, size_t n_keys,
                         ig_error *err) IG_CHECKED;

/* The table below a query without any verb, or NULL: then collect would copy nothing. Borrowed. */
const ig_table *ig_query_source(const ig_query *query);

#endif
