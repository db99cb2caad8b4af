/*
 * The nodes behind ig_query, for the files of this folder. A node is immutable once made. `names`
 * are the columns of its result, always known; `shape` holds a column of no rows for each whose type
 * is known too: all of them, until a function of the host language comes in.
 */
#ifndef INGOT_QUERY_NODE_H
#define INGOT_QUERY_NODE_H

#include "query/query.h"

typedef struct ig_verb ig_verb; /* verb.h */

/* A list of names. */
typedef struct ig_names {
    size_t n;
    char **items;  /* owned, with their text */
    size_t *slots; /* owned: an index; NULL while names are few */
    size_t n_slots;
} ig_names;

int ig_names_copy(ig_memory *memory, ig_names *names, const char *const *items, size_t n,
                  ig_error *err) IG_CHECKED;
void ig_names_reset(ig_names *names); /* idempotent */

/* The index of a name, of the first where it stands twice; or SIZE_MAX. */
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

/* Lists that a verb does not have are empty. */
struct ig_query {
    atomic_size_t references;
    ig_memory *memory;   /* borrowed */
    const ig_verb *verb; /* borrowed: constant */
    ig_query *input;     /* one reference; NULL for from */
    ig_query *other;     /* one reference: the second input, of join and union; else NULL */
    ig_query *doomed;    /* while nodes are freed: the next to go */
    ig_table *table;     /* one reference; from only */
    ig_names names;      /* of the result */
    ig_table *shape;     /* one reference: what is known of the result's columns */
    ig_names keys;       /* aggregate and window: of groups; top: what it stays within */
    size_t n_terms;
    ig_kept_term *terms; /* owned */
    size_t n_orders;
    ig_kept_order *orders; /* owned */
    size_t n_wanted;       /* rows: top, limit */
    bool all_ties;         /* top */
    bool zero_gaps;        /* window: periods without a row count as 0 */
    void *own;             /* owned: what the verb alone knows; freed by its `free` */
};

/* The index of the term of a name, or SIZE_MAX. */
size_t ig_query_term(const ig_query *query, const char *name);

/* Making nodes. A new one of one reference, with references to its inputs (`input` NULL for from,
   `other` NULL for verbs of one input) and nothing else yet; NULL on failure. */
ig_query *ig_node_new(const ig_verb *verb, ig_memory *memory, ig_query *input, ig_query *other,
                      ig_error *err) IG_CHECKED;

/* The end of every constructor: runs the verb on the shapes of the inputs if all went well so far
   (rc 0) and returns the node, or NULL with the node gone. */
ig_query *ig_node_finish(ig_query *node, int rc, ig_error *err) IG_CHECKED;

/* Each fills one of the node's lists with copies. The names of the result: the input's; these, which
   must be among the input's and stand once; or `names` and those of the terms not among them. */
int ig_node_names_of_input(ig_query *node, ig_error *err) IG_CHECKED;
int ig_node_names_chosen(ig_query *node, const char *const *names, size_t n,
                         ig_error *err) IG_CHECKED;
int ig_node_names_with_terms(ig_query *node, const ig_names *names, ig_error *err) IG_CHECKED;

/* Takes the terms' functions over, also on failure. */
int ig_node_keep_terms(ig_query *node, const ig_term *terms, size_t n, ig_error *err) IG_CHECKED;

/* The orders' columns must be among the input's. */
int ig_node_keep_orders(ig_query *node, const ig_order *orders, size_t n, ig_error *err) IG_CHECKED;

/* Releases the functions of terms that no node was made for. */
void ig_node_drop_terms(const ig_term *terms, size_t n);

#endif
