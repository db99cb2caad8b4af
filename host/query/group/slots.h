/*
 * Slots: the codes of a row's keys as one number, first key highest. Where the product of the key
 * ranges is small, it addresses a group's record directly.
 */
#ifndef INGOT_QUERY_GROUP_SLOTS_H
#define INGOT_QUERY_GROUP_SLOTS_H

#include "query/group/key.h"

/* The number of slots, or 0 when there are more than `most`. */
size_t ig_slots_count(const ig_keys *keys, size_t most);

/* slot × unit of rows at … at + n − 1, n at most IG_VECTOR_ROWS. The product of the number of slots
   and `unit` is below 2^32. */
void ig_slots_offsets(const ig_keys *keys, uint32_t unit, size_t at, size_t n, uint32_t *offsets);

#endif
