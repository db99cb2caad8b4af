/*
 * Slots: the codes of a row's keys as one number, first key highest. Where the product of the key
 * ranges is small, it addresses a group's record directly.
 */
#ifndef INGOT_QUERY_GROUP_SLOTS_H
#define INGOT_QUERY_GROUP_SLOTS_H

#include "query/group/key.h"

/* The number of slots, or 0 when there are more than `most`. */
size_t ig_slots_count(const ig_keys *keys, size_t most);

/* What is known of the slots of some rows without reading them: of each key, the codes they may
   have. */
enum { IG_REACH_KEYS = 8 };

typedef struct ig_reach {
    size_t n_slots;                                  /* the product of `n` */
    uint32_t least[IG_REACH_KEYS], n[IG_REACH_KEYS]; /* codes least … least + n − 1 */
} ig_reach;

/* The reach of the rows at … at + n − 1, which lie in one block of stats; of keys that have slots.
   False when nothing is known that is less than all slots. */
bool ig_slots_reach(const ig_keys *keys, size_t at, size_t n, ig_reach *reach);

/* The slot that has number `near` among those of a reach. */
size_t ig_reach_slot(const ig_keys *keys, const ig_reach *reach, size_t near);

bool ig_reach_equal(const ig_keys *keys, const ig_reach *a, const ig_reach *b);

/* slot × unit of rows at … at + n − 1, n at most IG_VECTOR_ROWS. The product of the number of slots
   and `unit` is below 2^32. With a reach the rows are of it, and slots are numbered in it. */
void ig_slots_offsets(const ig_keys *keys, const ig_reach *reach, uint32_t unit, size_t at,
                      size_t n, uint32_t *offsets);

#endif
