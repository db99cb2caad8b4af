/*
 * The codes of one dictionary in another, found once a text instead of once a row. Texts that no row
 * uses are passed over where rows are fewer than texts: a small extract stays cheap.
 */
#ifndef INGOT_QUERY_COMBINE_RECODE_H
#define INGOT_QUERY_COMBINE_RECODE_H

#include "query/vector/view.h"

#define IG_NO_CODE UINT32_MAX

/* The code in `into` of each text of a text column, IG_NO_CODE for those not there and those that
   none of the view's n_rows values uses. A new array, freed by ig_free; NULL on failure. */
uint32_t *ig_recode_find(const ig_context *context, ig_view view, size_t n_rows,
                         const ig_dict *into, ig_error *err) IG_CHECKED;

/* Adds those that are used and were not found, in the order of their codes, and fills in `codes`. */
int ig_recode_add(uint32_t *codes, const uint64_t *used, ig_view view, ig_dict *into,
                  ig_error *err) IG_CHECKED;

/* A bit a text, set when one of the n_rows values uses it. Freed by ig_free; NULL on failure. */
uint64_t *ig_recode_used(ig_memory *memory, ig_view view, size_t n_rows, ig_error *err) IG_CHECKED;

#endif
