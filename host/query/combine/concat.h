/*
 * Columns below one another. Decimals of unlike scale meet at the larger one, decimals and reals as
 * reals; dictionaries are joined, texts in order of first appearance. Units are alike or not known.
 */
#ifndef INGOT_QUERY_COMBINE_CONCAT_H
#define INGOT_QUERY_COMBINE_CONCAT_H

#include "query/vector/result.h"
#include "query/vector/view.h"

typedef struct ig_piece {
    ig_view view; /* its column NULL: all values are missing */
    size_t n_rows;
} ig_piece;

/* What the pieces of column `name` have in common, without its dictionary; borrowed from them. At
   least one has a column. Unlike types and units are errors that name both; `*widened` tells whether
   any piece changes its type or scale. */
int ig_concat_like(const char *name, const ig_piece *pieces, size_t n, ig_likeness *like,
                   bool *widened, ig_error *err) IG_CHECKED;

/* The pieces as one column of one reference; `name` is for errors. */
ig_column *ig_concat(const ig_context *context, const char *name, const ig_piece *pieces, size_t n,
                     ig_error *err) IG_CHECKED;

/* "decimal(2)", "text": a type as errors and explain() call it. `text` holds IG_TYPE_TEXT bytes. */
enum { IG_TYPE_TEXT = 16 };
const char *ig_type_print(char *text, ig_type type, unsigned scale);

#endif
