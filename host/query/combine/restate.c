/*
 * Restating. Values go through vectors of integers and bytes that say which are present; those that
 * cannot be said are dropped by clearing their byte.
 */
#include "query/combine/restate.h"

#include "query/combine/recode.h"
#include "table/decimal.h"

#include <string.h>

typedef struct restating {
    const ig_context *context;
    ig_view view;
    size_t n_rows;
    uint32_t *codes;   /* owned: texts; NULL for decimals */
    size_t *n_missing; /* owned: a task */
    ig_column *to;     /* one reference */
} restating;

static void restate_codes(const uint32_t *codes, size_t n, int64_t *values, uint8_t *present) {
    for (size_t i = 0; i < n; i++) {
        uint32_t code = present[i] ? codes[values[i]] : IG_NO_CODE;
        present[i] = code != IG_NO_CODE;
        values[i] = present[i] ? code : 0;
    }
}

static void restate_units(unsigned from, unsigned to, size_t n, int64_t *values, uint8_t *present) {
    for (size_t i = 0; i < n; i++) {
        present[i] = present[i] && ig_decimal_rescale(values[i], from, to, &values[i]);
        values[i] = present[i] ? values[i] : 0;
    }
}

/* Writes whole words of validity: `at` is a multiple of 64. Returns the number of missing rows. */
static size_t write_vector(ig_column *to, size_t at, size_t n, const int64_t *values,
                           const uint8_t *present) {
    size_t n_missing = 0;
    for (size_t i = 0; i < n; i++) {
        n_missing += !present[i];
        to->validity[(at + i) / 64] |= (uint64_t)present[i] << (at + i) % 64;
    }
    if (to->type == IG_TEXT)
        for (size_t i = 0; i < n; i++)
            ((uint32_t *)to->values)[at + i] = (uint32_t)values[i];
    else
        memcpy((int64_t *)to->values + at, values, n * sizeof *values);
    return n_missing;
}

static int restate_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    restating *job = context;
    const ig_column *from = job->view.column;
    int64_t values[IG_VECTOR_ROWS];
    uint8_t present[IG_VECTOR_ROWS];
    ig_morsel rows = ig_morsel_at(job->context, task, job->n_rows);
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        ig_block block = ig_view_block(job->view, at, ig_least(IG_VECTOR_ROWS, rows.hi - at));
        ig_load_ints(from, block, values);
        if (from->validity != NULL)
            ig_load_present(from, block, present);
        else
            memset(present, 1, block.n);
        if (job->codes != NULL)
            restate_codes(job->codes, block.n, values, present);
        else
            restate_units(from->scale, job->to->scale, block.n, values, present);
        job->n_missing[task] += write_vector(job->to, at, block.n, values, present);
    }
    return 0;
}

static int restate(restating *job, const ig_column *like, ig_error *err) {
    const ig_context *context = job->context;
    size_t n_tasks = ig_morsels(context, job->n_rows);
    unsigned width = like->type == IG_TEXT ? sizeof(uint32_t) : sizeof(int64_t);
    if (like->type == IG_TEXT) {
        job->codes = ig_recode_find(context, job->view, job->n_rows, like->dict, err);
        if (job->codes == NULL)
            return -1;
    }
    job->n_missing = ig_alloc_zero(context->memory, n_tasks, sizeof *job->n_missing, err);
    if (job->n_missing == NULL)
        return -1;
    job->to = ig_column_new(context->memory, like->type, like->scale, width, job->n_rows, err);
    if (job->to == NULL)
        return -1;
    if (like->dict != NULL)
        job->to->dict = ig_dict_retain(like->dict);
    job->to->validity =
        ig_alloc_zero(context->memory, ig_bitmap_words(job->n_rows), sizeof(uint64_t), err);
    if (job->to->validity == NULL ||
        ig_pool_run(context->pool, n_tasks, restate_morsel, job, err) != 0)
        return -1;
    for (size_t i = 0; i < n_tasks; i++)
        job->to->n_missing += job->n_missing[i];
    return 0;
}

int ig_restate(const ig_context *context, ig_view view, size_t n_rows, const ig_column *like,
               ig_view *out, ig_error *err) {
    if (view.column->dict == like->dict && view.column->scale == like->scale) {
        *out = (ig_view){ig_column_retain((ig_column *)view.column), view.rows};
        return 0;
    }
    restating job = {.context = context, .view = view, .n_rows = n_rows};
    int rc = restate(&job, like, err);
    ig_free(job.codes);
    ig_free(job.n_missing);
    if (rc != 0)
        ig_column_release(job.to);
    else
        *out = (ig_view){job.to, NULL};
    return rc;
}
