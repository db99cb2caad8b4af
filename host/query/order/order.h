/*
 * Row order: sorting by several keys, and the first rows of an order without a whole sort. Positions
 * are those of the keys' values; equal keys keep their order.
 */
#ifndef INGOT_QUERY_ORDER_ORDER_H
#define INGOT_QUERY_ORDER_ORDER_H

#include "query/group/group.h"
#include "query/group/key.h"

/* All positions 0 … n_rows − 1 in the order of `keys` (ordered ones, first key first). A new array,
   freed by ig_free. */
uint32_t *ig_order_rows(const ig_context *context, const ig_keys *keys, size_t n_rows,
                        ig_error *err) IG_CHECKED;

/* The positions of the first `n_wanted` present values of the order of one column, in that order;
   with `all_ties` also those equal to the last of them. `keys` are made of that column alone. A new
   array of `*n` positions, freed by ig_free. */
uint32_t *ig_order_top(const ig_context *context, const ig_keys *keys, size_t n_rows,
                       size_t n_wanted, bool all_ties, size_t *n, ig_error *err) IG_CHECKED;

/* The same in each group, groups one after the other. `spec` is of one ordered column. */
uint32_t *ig_order_top_within(const ig_context *context, const ig_groups *groups,
                              const ig_key_spec *spec, size_t n_wanted, bool all_ties, size_t *n,
                              ig_error *err) IG_CHECKED;

#endif
