/*
 * The nodes behind ig_query, for the files of this folder. A node is immutable once made. `names`
 * are the columns of its result, always known; `shape` holds a column of no rows for each whose type
 * is known too: all of them, until a function of the host language comes in.
 */
#ifndef INGOT_QUERY_NODE_H
#define INGOT_QUERY_NODE_H

#include "query/query.h"

typedef enum ig_verb {
    IG_FROM,
    IG_WHERE,
    IG_SELECT,
    IG_DERIVE,
    IG_AGGREGATE,
    IG_SORT,
    IG_TOP,
    IG_LIMIT,
    IG_DISTINCT
} ig_verb;

/* A list of names. */
typedef struct ig_names {
    size_t n;
    char **items; /* owned, with their text */
} ig_names;

int ig_names_copy(ig_memory *memory, ig_names *names, const char *const *items, size_t n,
                  ig_error *err) IG_CHECKED;
void ig_names_reset(ig_names *names); /* idempotent */

/* The index of a name, or SIZE_MAX. */
size_t ig_names_find(const ig_names *names, const char *name);

/* 0 when `name` is there, else an error with the nearest name that is. */
int ig_names_check(const ig_names *names, const char *name, ig_error *err) IG_CHECKED;

/* A term the query keeps. */
typedef struct ig_kept_term {
    char *name;           /* owned, or NULL for a filter */
    ig_formula *formula;  /* one reference, or NULL: a function */
    ig_params *params;    /* one reference, or NULL */
    ig_function function; /* owned; all NULL when `formula` is set */
} ig_kept_term;

typedef struct ig_kept_order {
    char *name; /* owned */
    bool descending;
} ig_kept_order;

struct ig_query {
    atomic_size_t references;
    ig_memory *memory; /* borrowed */
    ig_verb verb;
    ig_query *input; /* one reference; NULL for from */
    ig_table *table; /* one reference; from only */
    ig_names names;  /* of the result */
    ig_table *shape; /* one reference: what is known of the result's columns */
    ig_names keys;   /* aggregate */
    size_t n_terms;
    ig_kept_term *terms; /* owned: where, derive, aggregate */
    size_t n_orders;
    ig_kept_order *orders; /* owned: sort, top */
    size_t n_wanted;       /* top, limit */
    bool all_ties;         /* top */
};

/* The index of the term of a name, or SIZE_MAX. */
size_t ig_query_term(const ig_query *query, const char *name);

#endif
