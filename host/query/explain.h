/*
 * Plans as text. A node writes one line or more; the first carries its number:
 *    1  from      9,999 rows, 3 of 8 columns, 10 bytes a row
 *    2  by        month
 *       agg       price = sum(value_usd) / sum(qty_kg)
 *                 qty = sum(qty_kg)
 */
#ifndef INGOT_QUERY_EXPLAIN_H
#define INGOT_QUERY_EXPLAIN_H

#include "base/buffer.h"
#include "query/node.h"

typedef struct ig_explanation {
    ig_buffer *out;  /* borrowed */
    unsigned digits; /* of the greatest number */
    size_t number;   /* of the node, until its first line begins; then 0 */
    size_t input; /* its input's number where that is not the line above, or where there are two */
    size_t other; /* its second input's number, or 0 */
} ig_explanation;

/* Begins a line; `label` is a verb, or "" to go on under the line above. The first line of a node
   names its inputs: "of 2: ", "2 with 3". */
int ig_explain_line(ig_explanation *to, const char *label, ig_error *err) IG_CHECKED;

/* Adds to the line. Breaks in the text go on under it. */
int ig_explain_add(ig_explanation *to, const char *text, ig_error *err) IG_CHECKED;
int ig_explain_count(ig_explanation *to, size_t n, ig_error *err) IG_CHECKED; /* "12,345" */
int ig_explain_names(ig_explanation *to, const ig_names *names, ig_error *err) IG_CHECKED;
int ig_explain_orders(ig_explanation *to, const ig_query *node, ig_error *err) IG_CHECKED;

/* "name = formula" a term, each on a line; one that is not looked at says so. */
int ig_explain_terms(ig_explanation *to, const char *label, const ig_query *node,
                     const bool *needed, ig_error *err) IG_CHECKED;

/* Tells the pool's watch what is being done: a node's first line, "by month, partner". */
void ig_explain_doing(const ig_context *context, const ig_query *node);

#endif
