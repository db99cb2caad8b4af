/* Few records: each takes its rows out of all rows of a vector. */
#ifndef INGOT_QUERY_GROUP_TALLY_FEW_H
#define INGOT_QUERY_GROUP_TALLY_FEW_H

#include "query/group/tally.h"

/* Of the rows whose offset is `mine`: how many there are, or are present. */
uint32_t ig_few_count(const ig_batch *batch, uint32_t mine, const uint8_t *present);

/* The sum of their values of `width` bytes; missing values are zero. */
int64_t ig_few_sum(const ig_batch *batch, uint32_t mine, const void *values, unsigned width);

#endif
