/*
 * Stable partitioning of rows into numbered parts, in parallel and with one outcome: rows are cut
 * into chunks, each chunk counts its rows a part, and the counts tell where each chunk's rows of
 * each part go, so that a part holds its rows in row order.
 */
#ifndef INGOT_QUERY_VECTOR_SCATTER_H
#define INGOT_QUERY_VECTOR_SCATTER_H

#include "query/vector/view.h"

typedef struct ig_scatter {
    size_t n_chunks;
    size_t chunk_rows;
    size_t n_parts;
    uint32_t *at;     /* owned: at[chunk × n_parts + part], a count, then the next free place */
    uint32_t *starts; /* owned: n_parts + 1 places */
} ig_scatter;

/* Room for the counts of n_rows rows, all zero. On failure nothing is held. */
int ig_scatter_init(const ig_context *context, ig_scatter *scatter, size_t n_rows, size_t n_parts,
                    ig_error *err) IG_CHECKED;
void ig_scatter_reset(ig_scatter *scatter); /* idempotent */

/* Turns counts into places. */
void ig_scatter_place(ig_scatter *scatter);

#endif
