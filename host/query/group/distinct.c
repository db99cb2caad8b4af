/*
 * Distinct values of a group are the groups of (key, value). Of each, its first row stands for it: the
 * first row of a group is among them, so that groups of these few rows are numbered like those of all.
 */
#include "query/group/distinct.h"

#include "query/group/group.h"
#include "query/vector/result.h"

typedef struct distinct_job {
    const ig_context *context;
    const ig_key_spec *specs;
    size_t n_specs;
    size_t n_rows;
    ig_view view;
    ig_groups pairs; /* rows with the first of each (key, value) */
    ig_groups few;   /* groups of these rows */
    uint32_t *rows;  /* owned: these rows, for the keys */
} distinct_job;

static ig_key_spec *copy_specs(const distinct_job *job, size_t n, ig_error *err) {
    ig_key_spec *specs = ig_alloc_zero(job->context->memory, n, sizeof *specs, err);
    for (size_t i = 0; specs != NULL && i < job->n_specs; i++)
        specs[i] = job->specs[i];
    return specs;
}

static int find_pairs(distinct_job *job, ig_error *err) {
    ig_keys keys = {0};
    ig_key_spec *specs = copy_specs(job, job->n_specs + 1, err);
    if (specs == NULL)
        return -1;
    specs[job->n_specs].view = job->view;
    int rc = ig_keys_init(job->context, &keys, specs, job->n_specs + 1, job->n_rows, err);
    if (rc == 0)
        rc = ig_groups_firsts(job->context, &job->pairs, &keys, job->n_rows, err);
    ig_keys_reset(&keys);
    ig_free(specs);
    return rc;
}

static int group_pairs(distinct_job *job, ig_error *err) {
    size_t n = job->pairs.n_groups;
    ig_keys keys = {0};
    if (job->n_specs == 0)
        return 0;
    job->rows = ig_alloc_array(job->context->memory, n, sizeof *job->rows, err);
    if (job->rows == NULL)
        return -1;
    for (size_t i = 0; i < n; i++)
        job->rows[i] = (uint32_t)ig_view_row(job->specs[0].view, job->pairs.firsts[i]);
    ig_key_spec *specs = copy_specs(job, job->n_specs, err);
    if (specs == NULL)
        return -1;
    for (size_t i = 0; i < job->n_specs; i++)
        specs[i].view.rows = job->rows;
    int rc = ig_keys_init(job->context, &keys, specs, job->n_specs, n, err);
    if (rc == 0)
        rc = ig_groups_make(job->context, &job->few, &keys, n, err);
    ig_keys_reset(&keys);
    ig_free(specs);
    return rc;
}

static ig_column *count_pairs(const distinct_job *job, size_t n_groups, ig_error *err) {
    ig_memory *memory = job->context->memory;
    ig_likeness like = {.type = IG_DECIMAL};
    int64_t *counts = ig_alloc_zero(memory, n_groups, sizeof *counts, err);
    if (counts == NULL)
        return NULL;
    for (size_t i = 0; i < job->pairs.n_groups; i++) {
        size_t row = ig_view_row(job->view, job->pairs.firsts[i]);
        counts[job->few.ids != NULL ? job->few.ids[i] : 0] +=
            ig_column_present(job->view.column, row);
    }
    ig_column *column = ig_result_ints(memory, &like, counts, NULL, n_groups, err);
    ig_free(counts);
    return column;
}

ig_column *ig_distinct_column(const ig_context *context, const ig_key_spec *specs, size_t n_specs,
                              size_t n_rows, ig_view view, size_t n_groups, ig_error *err) {
    distinct_job job = {context, specs, n_specs, n_rows, view, {0}, {0}, NULL};
    ig_column *column = NULL;
    if (find_pairs(&job, err) == 0 && group_pairs(&job, err) == 0)
        column = count_pairs(&job, n_groups, err);
    ig_groups_reset(&job.pairs);
    ig_groups_reset(&job.few);
    ig_free(job.rows);
    return column;
}
