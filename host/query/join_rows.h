/* Which rows of two sides stand side by side in the result of a join. */
#ifndef INGOT_QUERY_JOIN_ROWS_H
#define INGOT_QUERY_JOIN_ROWS_H

#include "query/stage.h"

/* A side: the rows of a table and the key columns seen through them. */
typedef struct ig_join_side {
    const ig_stage *stage; /* borrowed; after ig_stage_list */
    ig_view *keys;         /* borrowed: one a key, those of a pair in the same terms */
} ig_join_side;

/* Rows of the sides' tables. IG_NO_ROW stands only where a side may lack. */
typedef struct ig_join_rows {
    size_t n;         /* rows of the result */
    size_t n_tail;    /* full: how many of them, at the end, are rows of the right without match */
    uint32_t *left;   /* owned, or NULL: the rows of the left stage as they are */
    uint32_t *right;  /* owned, or NULL: the same for the right; semi, anti: not looked at */
    bool left_lacks;  /* holds IG_NO_ROW */
    bool right_lacks; /* holds IG_NO_ROW */
} ig_join_rows;

/* Matches the sides. More rows than a table may have are an error before there is memory for them.
   On failure nothing is held. */
int ig_join_rows_init(const ig_context *context, ig_join_rows *rows, ig_join_kind kind,
                      ig_join_side left, ig_join_side right, size_t n_keys,
                      ig_error *err) IG_CHECKED;
void ig_join_rows_reset(ig_join_rows *rows); /* idempotent */

#endif
