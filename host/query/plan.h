/*
 * The nodes of a query in the order they run: inputs before what is made of them, each node once,
 * however many look at it.
 */
#ifndef INGOT_QUERY_PLAN_H
#define INGOT_QUERY_PLAN_H

#include "query/node.h"

typedef struct ig_plan_item {
    const ig_query *node; /* borrowed */
    size_t input;         /* the item it stands on, or SIZE_MAX: none */
    size_t other;         /* its second input, or SIZE_MAX */
    size_t n_readers;     /* how many inputs of other items it is */
    bool *needed;         /* borrowed from the plan: which columns of its result are looked at */
} ig_plan_item;

typedef struct ig_plan {
    size_t n;
    ig_plan_item *items; /* owned; the last is the query itself */
    bool *flags;         /* owned */
} ig_plan;

/* On failure nothing is held. */
int ig_plan_init(ig_plan *plan, ig_memory *memory, const ig_query *query, ig_error *err) IG_CHECKED;
void ig_plan_reset(ig_plan *plan); /* idempotent */

#endif
