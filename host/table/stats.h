/*
 * What is known of a column's values without reading them: the least, the greatest and the number of
 * missing ones, of each block of IG_STATS_ROWS rows and of the whole. Filters skip blocks by it, and
 * groupings learn how small their keys are.
 *
 * Values are compared as signed 64-bit order values:
 *   decimal, month  the units            text  the dictionary code
 *   real            ig_real_order        bool  0 or 1
 * A column has its stats from the first time they are asked for, and owns them.
 */
#ifndef INGOT_TABLE_STATS_H
#define INGOT_TABLE_STATS_H

#include "table/column.h"

#include <string.h>

enum { IG_STATS_ROWS = 16384 }; /* of a block */

/* Of the present values of some rows; least > greatest when there is none. */
typedef struct ig_extent {
    int64_t least, greatest;
    size_t n_missing;
} ig_extent;

typedef struct ig_stats {
    ig_extent whole;
    size_t n_blocks;
    ig_extent blocks[]; /* rows i × IG_STATS_ROWS …, the last one shorter */
} ig_stats;

/* The order value of what is no number: above all others. */
#define IG_NAN_ORDER INT64_C(0x7ff8000000000000)

/* Rises with the value; −0 is 0. */
static inline int64_t ig_real_order(double value) {
    double plain = value + 0.0; /* −0 becomes 0 */
    int64_t bits;
    memcpy(&bits, &plain, sizeof bits);
    int64_t order = bits < 0 ? bits ^ INT64_MAX : bits;
    return value != value ? IG_NAN_ORDER : order;
}

/* The stats of a shared column, borrowed from it: computed in parallel unless it has them. Any thread
   may ask. NULL when memory is short; the column is then as before. */
const ig_stats *ig_column_stats(const ig_context *context, const ig_column *column,
                                ig_error *err) IG_CHECKED;

/* The same where it has them already, else NULL; nothing is read. */
const ig_stats *ig_column_known_stats(const ig_column *column);

/* The extent of block i, counted now. Its rows must have been touched, or be about to be held against
   what they should be. */
ig_extent ig_stats_count(const ig_column *column, size_t i);

/* Stats of n_rows rows to be filled by the caller, who then gives them to a column, or ig_free()s
   them. */
ig_stats *ig_stats_new(ig_memory *memory, size_t n_rows, ig_error *err) IG_CHECKED;

/* Draws the blocks together to the whole, once all are filled. */
void ig_stats_sum(ig_stats *stats);

/* Gives a column that is not shared yet what its values are known to be; takes ownership. */
void ig_column_set_stats(ig_column *column, ig_stats *stats);

#endif
