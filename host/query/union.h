/*
 * Unions that stay open. A chain of unions would copy its first rows once a link; so a union only
 * notes the stages it stands for, and all of them are put together at once, by the first verb above
 * that is none.
 */
#ifndef INGOT_QUERY_UNION_H
#define INGOT_QUERY_UNION_H

#include "query/stage.h"

typedef struct ig_union {
    size_t n, capacity;
    ig_stage *parts;      /* owned: those after the first, in order */
    const ig_query *node; /* borrowed: the last union of the chain */
    const bool *needed;   /* borrowed: which of its columns are looked at; NULL: all */
} ig_union;

/* Puts the parts of an open stage together; nothing to do for any other. */
int ig_union_close(ig_stage *stage, ig_error *err) IG_CHECKED;
void ig_union_free(ig_union *parts); /* NULL is nothing */

/* Several tables as one, by name, each row once, in order of first appearance; NULL tables and those
   that come again are passed over. One reference, or NULL without an error when there is none:
   `*result`. */
int ig_union_tables(const ig_context *context, ig_table *const *tables, size_t n, ig_table **result,
                    ig_error *err) IG_CHECKED;

#endif
