/*
 * A stage: the rows of a table that a query has come to. Filters, orders and limits only change the
 * list of rows; columns are copied (materialised) when a verb needs them side by side with new ones.
 */
#ifndef INGOT_QUERY_STAGE_H
#define INGOT_QUERY_STAGE_H

#include "query/node.h"
#include "query/vector/view.h"

typedef struct ig_stage {
    const ig_context *context; /* borrowed */
    ig_table *table;           /* one reference */
    uint32_t *rows;            /* owned, or NULL: rows 0 … n_rows − 1 */
    size_t n_rows;
    uint64_t covering; /* bit i: the table's column named like field i of its coverage is still
                          what the coverage speaks of */
    struct ig_union
        *open; /* owned: when set, the rest of the stage is the first of the parts in it,
                               which are still to be put together (union.h) */
    struct ig_stage *other; /* borrowed while a verb of two inputs runs: the second; it may be moved
                               from; else NULL */
    bool is_shape;          /* no rows: verbs run for the types of their results alone */
    bool is_partial; /* a shape that lacks columns of unknown type: what mentions one is passed
                          over */
} ig_stage;

/* The whole of a table, retained. */
void ig_stage_init(ig_stage *stage, const ig_context *context, ig_table *table);
void ig_stage_reset(ig_stage *stage); /* idempotent */

/* The same rows of the same table, in a list of its own. */
int ig_stage_copy(ig_stage *copy, const ig_stage *stage, ig_error *err) IG_CHECKED;

/* Goes on to a table (taking the reference) or to other rows (taking the array; all when NULL). */
void ig_stage_move(ig_stage *stage, ig_table *table);
void ig_stage_pick(ig_stage *stage, uint32_t *rows, size_t n_rows);

/* A table of `n_rows` without columns, with the attachments of the stage's. */
ig_table *ig_stage_new_table(const ig_stage *stage, size_t n_rows, ig_error *err) IG_CHECKED;

/* Makes the rows a list even where they are the first of the table, unless they are all of it. */
int ig_stage_list(ig_stage *stage, ig_error *err) IG_CHECKED;

/* A column of the table at the stage's rows: shared or gathered. After ig_stage_list. */
ig_column *ig_stage_column(const ig_stage *stage, size_t field, ig_error *err) IG_CHECKED;

/* Copies the rows out, so that the stage is the whole of its table. */
int ig_stage_materialise(ig_stage *stage, ig_error *err) IG_CHECKED;

/* Only these columns, in this order; those a shape lacks are left out. */
int ig_stage_select(ig_stage *stage, const ig_names *names, ig_error *err) IG_CHECKED;

/* True when the stage is a shape that lacks a column the formula mentions, so that nothing can be
   said of it yet. That the column will be there was checked before. */
bool ig_stage_lacks(const ig_stage *stage, const ig_formula *formula);

/* Goes on to a table that has new columns (taking the reference, also on failure): the node's terms,
   or those of these names. Where one stands in the place of what the coverage speaks of, nothing is
   covered any more: its cells are those of the old values. */
int ig_stage_move_terms(ig_stage *stage, ig_table *table, const ig_query *node,
                        ig_error *err) IG_CHECKED;
int ig_stage_move_new(ig_stage *stage, ig_table *table, char *const *names, size_t n,
                      ig_error *err) IG_CHECKED;

/* The value of a term on the stage's rows. A function gets the table: materialise before. `verb`
   and the term's name stand in errors. */
ig_column *ig_stage_value(const ig_stage *stage, const ig_kept_term *term, const char *verb,
                          ig_error *err) IG_CHECKED;

/* Narrows the coverage of the stage's table by the parts of a filter that speak of it alone. */
int ig_coverage_narrow(ig_stage *stage, const ig_formula *formula, const ig_params *params,
                       ig_error *err) IG_CHECKED;

/* Empties it, for rows that were left out whatever cell they are of. */
int ig_coverage_extract(ig_stage *stage, ig_error *err) IG_CHECKED;

#endif
