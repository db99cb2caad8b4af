/* Codes of codes. Dictionaries are only read while tasks run; one that grows does so on one thread. */
#include "query/combine/recode.h"

#include <string.h>

static bool few_rows(ig_view view, size_t n_rows) {
    return n_rows < ig_dict_size(view.column->dict);
}

uint64_t *ig_recode_used(ig_memory *memory, ig_view view, size_t n_rows, ig_error *err) {
    int64_t codes[IG_VECTOR_ROWS];
    uint8_t present[IG_VECTOR_ROWS];
    bool partial = view.column->validity != NULL;
    size_t n_words = ig_bitmap_words(ig_dict_size(view.column->dict));
    uint64_t *used = ig_alloc_zero(memory, n_words, sizeof *used, err);
    if (used == NULL)
        return NULL;
    if (!few_rows(view, n_rows)) {
        memset(used, 0xff, n_words * sizeof *used);
        return used;
    }
    for (size_t at = 0; at < n_rows; at += IG_VECTOR_ROWS) {
        ig_block block = ig_view_block(view, at, ig_least(IG_VECTOR_ROWS, n_rows - at));
        ig_load_ints(view.column, block, codes);
        if (partial)
            ig_load_present(view.column, block, present);
        for (size_t i = 0; i < block.n; i++)
            if (!partial || present[i])
                ig_bit_put(used, (size_t)codes[i], true);
    }
    return used;
}

typedef struct find_job {
    const ig_context *context;
    const ig_dict *from;
    const ig_dict *into;
    const uint64_t *used;
    uint32_t *codes;
} find_job;

static int find_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    find_job *job = context;
    ig_morsel range = ig_morsel_at(job->context, task, ig_dict_size(job->from));
    for (size_t code = range.lo; code < range.hi; code++) {
        job->codes[code] = IG_NO_CODE;
        if (!ig_bit_get(job->used, code))
            continue;
        ig_text text = ig_dict_text(job->from, (uint32_t)code);
        uint32_t found;
        if (ig_dict_find(job->into, text.bytes, text.size_bytes, &found))
            job->codes[code] = found;
    }
    return 0;
}

uint32_t *ig_recode_find(const ig_context *context, ig_view view, size_t n_rows,
                         const ig_dict *into, ig_error *err) {
    const ig_dict *from = view.column->dict;
    find_job job = {.context = context, .from = from, .into = into};
    uint64_t *used = ig_recode_used(context->memory, view, n_rows, err);
    if (used == NULL)
        return NULL;
    job.used = used;
    job.codes = ig_alloc_array(context->memory, ig_dict_size(from), sizeof *job.codes, err);
    size_t n_tasks = ig_morsels(context, ig_dict_size(from));
    if (job.codes != NULL && ig_pool_run(context->pool, n_tasks, find_morsel, &job, err) != 0) {
        ig_free(job.codes);
        job.codes = NULL;
    }
    ig_free(used);
    return job.codes;
}

int ig_recode_add(uint32_t *codes, const uint64_t *used, ig_view view, ig_dict *into,
                  ig_error *err) {
    const ig_dict *from = view.column->dict;
    for (uint32_t code = 0; code < ig_dict_size(from); code++) {
        if (codes[code] != IG_NO_CODE || !ig_bit_get(used, code))
            continue;
        ig_text text = ig_dict_text(from, code);
        if (ig_dict_add(into, text.bytes, text.size_bytes, &codes[code], err) != 0)
            return -1;
    }
    return 0;
}
