/*
 * The present values of one column brought together by group, in two steps that both stay in cache:
 * chunk by chunk of rows they go to parts, of 2^part_bits groups dealt out in turn, and a part's
 * values then to the groups in it. In which order a group has its values is not defined.
 *
 * Takes width + 2 bytes a row (10 of a real or wide column, 3 of one of bytes), and a part's values
 * once more a thread; not where all rows are one part, of one group: its values stay where they
 * are.
 */
#ifndef INGOT_QUERY_MEASURE_GATHER_H
#define INGOT_QUERY_MEASURE_GATHER_H

#include "query/group/group.h"
#include "query/group/source.h"
#include "query/measure/orders.h"

typedef struct ig_gather {
    const ig_groups *groups; /* borrowed */
    ig_source source;
    const ig_orders *kernels;
    unsigned part_bits;
    size_t n_parts, chunk_rows, n_chunks;
    ig_run *runs;   /* owned: chunk × n_parts */
    uint16_t *keys; /* owned: group div n_parts of each value */
    void *orders;   /* owned: the values, of source.width bytes */
} ig_gather;

/* The values of one part, by group. One thread's room. */
typedef struct ig_gathered {
    size_t n_groups; /* group i of the part is i × n_parts + part */
    uint32_t *ends;  /* owned: where the values of group i end, and those of i + 1 begin */
    void *values;    /* borrowed: of `room`, or of the gather */
    void *room;      /* owned, or NULL */
    size_t n_reserved;
} ig_gathered;

/* Brings the values of a decimal, month or real column to their parts. */
int ig_gather_init(const ig_context *context, ig_gather *gather, const ig_groups *groups,
                   ig_view view, ig_error *err) IG_CHECKED;
void ig_gather_reset(ig_gather *gather); /* idempotent */

/* Those of one part to their groups, once a part; from any thread, with room of its own. */
int ig_gather_part(const ig_context *context, const ig_gather *gather, size_t part,
                   ig_gathered *out, ig_error *err) IG_CHECKED;
void ig_gathered_reset(ig_gathered *gathered); /* idempotent */

#endif
