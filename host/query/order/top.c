/*
 * The first rows of an order. Every morsel keeps its best candidates in a heap whose root is the
 * worst of them, and most rows are turned away by one comparison; the candidates of all morsels are
 * then sorted. A candidate's rank is (code, position), which no two share, so the outcome depends on
 * nothing else. Where so many rows are wanted that heaps would not pay, all rows are sorted.
 */
#include "query/order/heap.h"
#include "query/order/order.h"

typedef struct top_job {
    const ig_context *context;
    const ig_key *key;
    size_t n_rows;
    size_t n_wanted;
    ig_candidate *heaps; /* owned: n_wanted a morsel */
    size_t *sizes;       /* owned: of the heaps */
} top_job;

static int top_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    top_job *job = context;
    uint64_t codes[IG_VECTOR_ROWS];
    ig_candidate *heap = job->heaps + task * job->n_wanted;
    ig_morsel rows = ig_morsel_at(job->context, task, job->n_rows);
    size_t size = 0;
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        size_t n = ig_least(IG_VECTOR_ROWS, rows.hi - at);
        ig_key_codes(job->key, at, n, codes);
        for (size_t i = 0; i < n; i++) {
            ig_candidate item = {codes[i], (uint32_t)(at + i)};
            if (item.code > job->key->range) /* missing */
                continue;
            if (size < job->n_wanted)
                ig_heap_up(heap, size++, item);
            else if (item.code < heap[0].code) /* an equal one comes later: it is worse */
                ig_heap_down(heap, size, 0, item);
        }
    }
    job->sizes[task] = size;
    return 0;
}

/* Draws the heaps together in front; returns how many candidates there are. */
static size_t join_heaps(top_job *job, size_t n_tasks) {
    size_t n = 0;
    for (size_t task = 0; task < n_tasks; task++)
        for (size_t i = 0; i < job->sizes[task]; i++)
            job->heaps[n++] = job->heaps[task * job->n_wanted + i];
    return n;
}

/* Rows of the code of the last candidate stand behind those of lesser codes, in row order. */
static uint32_t *with_ties(const ig_context *context, const top_job *job, size_t *n,
                           ig_error *err) {
    uint64_t codes[IG_VECTOR_ROWS], last = job->heaps[*n - 1].code;
    size_t kept = *n, capacity = *n;
    while (kept > 0 && job->heaps[kept - 1].code == last)
        kept--;
    uint32_t *order = ig_alloc_array(context->memory, capacity, sizeof *order, err);
    if (order == NULL)
        return NULL;
    for (size_t i = 0; i < kept; i++)
        order[i] = job->heaps[i].at;
    for (size_t at = 0; at < job->n_rows; at += IG_VECTOR_ROWS) {
        size_t rows = ig_least(IG_VECTOR_ROWS, job->n_rows - at);
        if (capacity - kept < rows) {
            capacity = 2 * capacity + rows;
            uint32_t *more = ig_realloc_array(context->memory, order, capacity, sizeof *order, err);
            if (more == NULL) {
                ig_free(order);
                return NULL;
            }
            order = more;
        }
        ig_key_codes(job->key, at, rows, codes);
        for (size_t i = 0; i < rows; i++)
            if (codes[i] == last)
                order[kept++] = (uint32_t)(at + i);
    }
    *n = kept;
    return order;
}

static uint32_t *plain_order(const ig_context *context, const top_job *job, size_t n,
                             ig_error *err) {
    uint32_t *order = ig_alloc_array(context->memory, n, sizeof *order, err);
    for (size_t i = 0; order != NULL && i < n; i++)
        order[i] = job->heaps[i].at;
    return order;
}

static uint32_t *top_by_heaps(const ig_context *context, const ig_key *key, size_t n_rows,
                              size_t n_wanted, bool all_ties, size_t *n, ig_error *err) {
    size_t n_tasks = ig_morsels(context, n_rows);
    top_job job = {.context = context, .key = key, .n_rows = n_rows, .n_wanted = n_wanted};
    uint32_t *order = NULL;
    job.heaps = ig_alloc_array(context->memory, n_tasks, n_wanted * sizeof *job.heaps, err);
    if (job.heaps == NULL)
        return NULL;
    job.sizes = ig_alloc_array(context->memory, n_tasks, sizeof *job.sizes, err);
    if (job.sizes == NULL)
        goto done;
    if (ig_pool_run(context->pool, n_tasks, top_morsel, &job, err) != 0)
        goto done;
    size_t n_candidates = join_heaps(&job, n_tasks);
    ig_heap_sort(job.heaps, n_candidates);
    *n = ig_least(n_candidates, n_wanted);
    order = all_ties && *n == n_wanted && *n > 0 ? with_ties(context, &job, n, err)
                                                 : plain_order(context, &job, *n, err);
done:
    ig_free(job.heaps);
    ig_free(job.sizes);
    return order;
}

static size_t count_present(const ig_key *key, size_t n_rows) {
    uint8_t present[IG_VECTOR_ROWS];
    size_t count = 0;
    if (!key->has_missing)
        return n_rows;
    for (size_t at = 0; at < n_rows; at += IG_VECTOR_ROWS) {
        ig_block block = ig_view_block(key->view, at, ig_least(IG_VECTOR_ROWS, n_rows - at));
        ig_load_present(key->view.column, block, present);
        for (size_t i = 0; i < block.n; i++)
            count += present[i];
    }
    return count;
}

static bool keys_equal(const ig_keys *keys, size_t a, size_t b) {
    for (size_t i = 0; i < keys->n; i++) {
        uint64_t x, y;
        ig_key_codes(&keys->items[i], a, 1, &x);
        ig_key_codes(&keys->items[i], b, 1, &y);
        if (x != y)
            return false;
    }
    return true;
}

static uint32_t *top_by_sorting(const ig_context *context, const ig_keys *keys, size_t n_rows,
                                size_t n_wanted, bool all_ties, size_t *n, ig_error *err) {
    uint32_t *order = ig_order_rows(context, keys, n_rows, err);
    if (order == NULL)
        return NULL;
    size_t n_present = count_present(&keys->items[0], n_rows);
    *n = ig_least(n_wanted, n_present);
    while (all_ties && *n > 0 && *n < n_present && keys_equal(keys, order[*n - 1], order[*n]))
        ++*n;
    return order;
}

uint32_t *ig_order_top(const ig_context *context, const ig_keys *keys, size_t n_rows,
                       size_t n_wanted, bool all_ties, size_t *n, ig_error *err) {
    bool few = keys->n == 1 && n_wanted > 0 && n_wanted <= IG_HEAP_MAX && n_wanted < n_rows / 2;
    return few ? top_by_heaps(context, &keys->items[0], n_rows, n_wanted, all_ties, n, err)
               : top_by_sorting(context, keys, n_rows, n_wanted, all_ties, n, err);
}
