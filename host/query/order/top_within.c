/*
 * The first rows of an order in each group. Rows are cut into a few blocks, as many as the threads
 * and the memory for heaps allow; each block keeps the best of every group in a heap that is full
 * from the start, of candidates worse than any row. Blocks are then merged group by group; the best
 * do not depend on the blocks. Where heaps would take more room than rows, all rows are sorted.
 */
#include "query/order/heap.h"
#include "query/order/order.h"

static const ig_candidate WORST = {UINT64_MAX, UINT32_MAX}; /* no row is at UINT32_MAX */

typedef struct within_job {
    const ig_context *context;
    const ig_groups *groups;
    const ig_key *key;
    size_t n_wanted;
    size_t n_blocks;
    ig_candidate *heaps; /* owned: n_wanted a group, block by block */
    size_t *counts;      /* owned: rows that ties let in, a morsel; then where they go */
    uint32_t *kept;      /* owned: those rows, ascending */
    uint32_t *numbers;   /* owned: their groups */
} within_job;

static inline uint32_t group_of(const ig_groups *groups, size_t at) {
    return groups->ids != NULL ? groups->ids[at] : 0;
}

static ig_candidate *heap_of(const within_job *job, size_t block, size_t group) {
    return job->heaps + (block * job->groups->n_groups + group) * job->n_wanted;
}

/* ---- Heaps ---- */

static int fill_block(void *context, size_t block, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const within_job *job = context;
    uint64_t codes[IG_VECTOR_ROWS];
    size_t n_rows = job->groups->n_rows, k = job->n_wanted;
    size_t rows = n_rows / job->n_blocks + 1;
    size_t lo = ig_least(block * rows, n_rows), hi = ig_least(lo + rows, n_rows);
    ig_candidate *heaps = heap_of(job, block, 0);
    for (size_t i = 0; i < job->groups->n_groups * k; i++)
        heaps[i] = WORST;
    for (size_t at = lo; at < hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, hi - at);
        ig_key_codes(job->key, at, n, codes);
        for (size_t i = 0; i < n; i++) {
            ig_candidate item = {codes[i], (uint32_t)(at + i)};
            ig_candidate *heap = heaps + group_of(job->groups, at + i) * k;
            if (item.code <= job->key->range && ig_candidate_worse(heap[0], item))
                ig_heap_down(heap, k, 0, item);
        }
    }
    return 0;
}

/* Merges the heaps of some groups into those of the first block, and sorts them. */
static int merge_groups(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const within_job *job = context;
    size_t k = job->n_wanted;
    ig_morsel groups = ig_morsel_at(job->context, task, job->groups->n_groups);
    for (size_t g = groups.lo; g < groups.hi; g++) {
        ig_candidate *heap = heap_of(job, 0, g);
        for (size_t block = 1; block < job->n_blocks; block++) {
            const ig_candidate *from = heap_of(job, block, g);
            for (size_t i = 0; i < k; i++)
                if (ig_candidate_worse(heap[0], from[i]))
                    ig_heap_down(heap, k, 0, from[i]);
        }
        ig_heap_sort(heap, k);
    }
    return 0;
}

static uint32_t *list_best(const within_job *job, size_t *n, ig_error *err) {
    size_t cells = job->groups->n_groups * job->n_wanted, count = 0;
    for (size_t i = 0; i < cells; i++)
        count += job->heaps[i].at != WORST.at;
    uint32_t *order = ig_alloc_array(job->context->memory, count, sizeof *order, err);
    *n = 0;
    for (size_t i = 0; order != NULL && i < cells; i++)
        if (job->heaps[i].at != WORST.at)
            order[(*n)++] = job->heaps[i].at;
    return order;
}

/* ---- Ties ---- */

/* True for a row as good as the worst that its group keeps. */
static inline bool is_kept(const within_job *job, uint64_t code, size_t at) {
    const ig_candidate *heap = heap_of(job, 0, group_of(job->groups, at));
    return code <= job->key->range && code <= heap[job->n_wanted - 1].code;
}

/* Counts the rows kept of a morsel, or lists them where there is room to. */
static int keep_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const within_job *job = context;
    uint64_t codes[IG_VECTOR_ROWS];
    ig_morsel rows = ig_morsel_at(job->context, task, job->groups->n_rows);
    size_t next = job->kept != NULL ? job->counts[task] : 0;
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        ig_key_codes(job->key, at, n, codes);
        for (size_t i = 0; i < n; i++) {
            if (!is_kept(job, codes[i], at + i))
                continue;
            if (job->kept != NULL) {
                job->kept[next] = (uint32_t)(at + i);
                job->numbers[next] = group_of(job->groups, at + i);
            }
            next++;
        }
    }
    if (job->kept == NULL)
        job->counts[task] = next;
    return 0;
}

static int list_kept(within_job *job, size_t *n, ig_error *err) {
    ig_memory *memory = job->context->memory;
    size_t n_tasks = ig_morsels(job->context, job->groups->n_rows), total = 0;
    job->counts = ig_alloc_array(memory, n_tasks, sizeof *job->counts, err);
    if (job->counts == NULL || ig_pool_run(job->context->pool, n_tasks, keep_morsel, job, err) != 0)
        return -1;
    for (size_t i = 0; i < n_tasks; i++) {
        size_t count = job->counts[i];
        job->counts[i] = total;
        total += count;
    }
    job->numbers = ig_alloc_array(memory, total, sizeof *job->numbers, err);
    if (job->numbers == NULL)
        return -1;
    job->kept = ig_alloc_array(memory, total, sizeof *job->kept, err);
    if (job->kept == NULL)
        return -1;
    *n = total;
    return ig_pool_run(job->context->pool, n_tasks, keep_morsel, job, err);
}

/* Rows of all groups, each group's by the order. */
static uint32_t *sort_rows(const ig_context *context, const uint32_t *numbers, size_t n_groups,
                           const ig_key_spec *spec, size_t n, ig_error *err) {
    ig_keys keys = {0};
    ig_key_spec specs[2] = {{.numbers = numbers, .n_numbers = (uint32_t)n_groups}, *spec};
    size_t skip = numbers == NULL;
    if (ig_keys_init(context, &keys, specs + skip, 2 - skip, n, err) != 0)
        return NULL;
    uint32_t *order = ig_order_rows(context, &keys, n, err);
    ig_keys_reset(&keys);
    return order;
}

/* The rows kept are few: they are sorted by group and order, and turned into what they stand for. */
static uint32_t *list_with_ties(within_job *job, const ig_key_spec *spec, size_t *n,
                                ig_error *err) {
    if (list_kept(job, n, err) != 0)
        return NULL;
    uint32_t *rows = ig_alloc_array(job->context->memory, *n, sizeof *rows, err);
    if (rows == NULL)
        return NULL;
    for (size_t i = 0; i < *n; i++)
        rows[i] = (uint32_t)ig_view_row(spec->view, job->kept[i]);
    ig_key_spec few = *spec;
    few.view.rows = rows;
    uint32_t *order = sort_rows(job->context, job->numbers, job->groups->n_groups, &few, *n, err);
    for (size_t i = 0; order != NULL && i < *n; i++)
        order[i] = job->kept[order[i]];
    ig_free(rows);
    return order;
}

static uint32_t *top_by_heaps(within_job *job, const ig_key_spec *spec, bool all_ties, size_t *n,
                              ig_error *err) {
    const ig_context *context = job->context;
    size_t n_tasks = ig_morsels(context, job->groups->n_groups);
    uint32_t *order = NULL;
    /* Not past the number of rows, and for each block. */
    job->heaps = ig_alloc_array(context->memory, job->n_blocks * job->groups->n_groups,
                                job->n_wanted * sizeof *job->heaps, err);
    if (job->heaps == NULL)
        return NULL;
    if (ig_pool_run(context->pool, job->n_blocks, fill_block, job, err) == 0 &&
        ig_pool_run(context->pool, n_tasks, merge_groups, job, err) == 0)
        order = all_ties ? list_with_ties(job, spec, n, err) : list_best(job, n, err);
    ig_free(job->heaps);
    ig_free(job->counts);
    ig_free(job->kept);
    ig_free(job->numbers);
    return order;
}

/* ---- Sorting all ---- */

static bool equal_at(const ig_keys *keys, size_t a, size_t b) {
    for (size_t i = 0; i < keys->n; i++) {
        uint64_t x, y;
        ig_key_codes(&keys->items[i], a, 1, &x);
        ig_key_codes(&keys->items[i], b, 1, &y);
        if (x != y)
            return false;
    }
    return true;
}

/* Draws the first present rows of each run of one group together in front; returns their number. */
static size_t cut_groups(const ig_groups *groups, const ig_keys *keys, size_t n_wanted,
                         bool all_ties, uint32_t *order) {
    ig_view view = keys->items[0].view;
    size_t n = 0, taken = 0;
    uint32_t last = 0;
    for (size_t i = 0; i < groups->n_rows; i++) {
        uint32_t at = order[i];
        if (i == 0 || group_of(groups, at) != group_of(groups, last))
            taken = 0;
        last = at;
        bool tied = all_ties && taken > 0 && taken >= n_wanted && equal_at(keys, order[n - 1], at);
        if ((taken < n_wanted || tied) && ig_column_present(view.column, ig_view_row(view, at))) {
            order[n++] = at;
            taken++;
        }
    }
    return n;
}

static uint32_t *top_by_sorting(const within_job *job, const ig_keys *keys, const ig_key_spec *spec,
                                bool all_ties, size_t *n, ig_error *err) {
    uint32_t *order = sort_rows(job->context, job->groups->ids, job->groups->n_groups, spec,
                                job->groups->n_rows, err);
    if (order != NULL)
        *n = cut_groups(job->groups, keys, job->n_wanted, all_ties, order);
    return order;
}

uint32_t *ig_order_top_within(const ig_context *context, const ig_groups *groups,
                              const ig_key_spec *spec, size_t n_wanted, bool all_ties, size_t *n,
                              ig_error *err) {
    within_job job = {.context = context, .groups = groups, .n_wanted = n_wanted};
    ig_keys keys;
    if (ig_keys_init(context, &keys, spec, 1, groups->n_rows, err) != 0)
        return NULL;
    job.key = &keys.items[0];
    *n = 0;
    if (keys.n == 1 && n_wanted > 0 && n_wanted <= IG_HEAP_MAX && groups->n_groups > 0)
        job.n_blocks =
            ig_least(ig_pool_size(context->pool), groups->n_rows / groups->n_groups / n_wanted);
    uint32_t *order = job.n_blocks > 0 ? top_by_heaps(&job, spec, all_ties, n, err)
                                       : top_by_sorting(&job, &keys, spec, all_ties, n, err);
    ig_keys_reset(&keys);
    return order;
}
