/*
 * Groups: which rows have equal keys. Groups are numbered in order of the first appearance of their
 * key, whatever the number of threads.
 */
#ifndef INGOT_QUERY_GROUP_GROUP_H
#define INGOT_QUERY_GROUP_GROUP_H

#include "query/group/key.h"

typedef struct ig_groups {
    size_t n_rows;
    size_t n_groups;
    uint32_t
        *ids; /* owned: the group of each value; NULL when all are in one group, or not asked */
    uint32_t *firsts; /* owned: the first value of each group; NULL for ig_groups_all */
} ig_groups;

/* Groups `n_rows` values (below 2^32 − 1) by all keys together. On failure `groups` is reset. */
int ig_groups_make(const ig_context *context, ig_groups *groups, const ig_keys *keys, size_t n_rows,
                   ig_error *err) IG_CHECKED;

/* The same without ids. */
int ig_groups_firsts(const ig_context *context, ig_groups *groups, const ig_keys *keys,
                     size_t n_rows, ig_error *err) IG_CHECKED;

/* One group of all values, even when there is none. */
void ig_groups_all(ig_groups *groups, size_t n_rows);
void ig_groups_reset(ig_groups *groups); /* idempotent */

/* The values arranged by group, ascending in each: group g is order[starts[g]] … order[starts[g+1]
   − 1]. Two new arrays, freed by ig_free; both NULL on failure. */
int ig_groups_arrange(const ig_context *context, const ig_groups *groups, uint32_t **order,
                      uint32_t **starts, ig_error *err) IG_CHECKED;

#endif
