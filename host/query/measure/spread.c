/*
 * Spread. Blocks cost memory (a cell a block and group) and time to merge, so their number falls as
 * groups grow in number; where that leaves too few, rows are scattered into parts instead.
 */
#include "query/measure/spread.h"

enum { BLOCK_ROWS = 65536, BLOCKS_MAX = 64, BLOCKS_LEAST = 8, PARTS = 64, CELLS_FREE = 65536 };

typedef struct part_job {
    const ig_groups *groups;
    ig_scatter scatter;
    unsigned shift;
    uint32_t *positions;
} part_job;

/* The number of blocks worth having, 0 for parts. */
static size_t count_blocks(const ig_groups *groups) {
    size_t wanted = groups->n_rows / BLOCK_ROWS + (groups->n_rows % BLOCK_ROWS != 0);
    size_t cells = groups->n_rows / 4 > CELLS_FREE ? groups->n_rows / 4 : CELLS_FREE;
    wanted = ig_least(wanted, BLOCKS_MAX);
    if (wanted <= 1 || groups->n_groups <= 1)
        return wanted > 1 ? wanted : 1;
    size_t affordable = cells / groups->n_groups;
    if (affordable >= wanted)
        return wanted;
    return affordable >= BLOCKS_LEAST ? affordable : 0;
}

static int count_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    part_job *job = context;
    size_t start = chunk * job->scatter.chunk_rows;
    size_t end = ig_least(start + job->scatter.chunk_rows, job->groups->n_rows);
    uint32_t *counts = job->scatter.at + chunk * job->scatter.n_parts;
    for (size_t i = start; i < end; i++)
        counts[job->groups->ids[i] >> job->shift]++;
    return 0;
}

static int move_chunk(void *context, size_t chunk, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    part_job *job = context;
    size_t start = chunk * job->scatter.chunk_rows;
    size_t end = ig_least(start + job->scatter.chunk_rows, job->groups->n_rows);
    uint32_t *next = job->scatter.at + chunk * job->scatter.n_parts;
    for (size_t i = start; i < end; i++)
        job->positions[next[job->groups->ids[i] >> job->shift]++] = (uint32_t)i;
    return 0;
}

static int make_parts(const ig_context *context, ig_spread *spread, const ig_groups *groups,
                      ig_error *err) {
    part_job job = {.groups = groups};
    while ((groups->n_groups - 1) >> job.shift >= PARTS)
        job.shift++;
    size_t n_parts = ((groups->n_groups - 1) >> job.shift) + 1;
    job.positions = ig_alloc_array(context->memory, groups->n_rows, sizeof *job.positions, err);
    if (job.positions == NULL)
        return -1;
    if (ig_scatter_init(context, &job.scatter, groups->n_rows, n_parts, err) != 0)
        goto fail;
    if (ig_pool_run(context->pool, job.scatter.n_chunks, count_chunk, &job, err) != 0)
        goto fail;
    ig_scatter_place(&job.scatter);
    if (ig_pool_run(context->pool, job.scatter.n_chunks, move_chunk, &job, err) != 0)
        goto fail;
    *spread = (ig_spread){.n_tasks = n_parts,
                          .n_sets = 1,
                          .shift = job.shift,
                          .positions = job.positions,
                          .starts = job.scatter.starts};
    job.scatter.starts = NULL; /* moved */
    ig_scatter_reset(&job.scatter);
    return 0;
fail:
    ig_free(job.positions);
    ig_scatter_reset(&job.scatter);
    return -1;
}

int ig_spread_init(const ig_context *context, ig_spread *spread, const ig_groups *groups,
                   ig_error *err) {
    *spread = (ig_spread){0};
    size_t n_blocks = count_blocks(groups);
    if (n_blocks == 0)
        return make_parts(context, spread, groups, err);
    size_t rows = groups->n_rows / n_blocks + (groups->n_rows % n_blocks != 0);
    *spread = (ig_spread){.n_tasks = n_blocks, .n_sets = n_blocks, .block_rows = rows};
    return 0;
}

void ig_spread_reset(ig_spread *spread) {
    ig_free(spread->positions);
    ig_free(spread->starts);
    *spread = (ig_spread){0};
}

ig_span ig_spread_span(const ig_spread *spread, const ig_groups *groups, size_t task) {
    if (spread->positions != NULL) {
        size_t start = spread->starts[task];
        return (ig_span){spread->positions + start, 0, spread->starts[task + 1] - start};
    }
    size_t start = ig_least(task * spread->block_rows, groups->n_rows);
    return (ig_span){NULL, start, ig_least(spread->block_rows, groups->n_rows - start)};
}
