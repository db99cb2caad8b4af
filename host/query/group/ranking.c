/* Ranking. Marks are counted in one go, then listed in parallel: where each word's go is known. */
#include "query/group/ranking.h"

#include "base/clones.h"

int ig_ranking_init(ig_memory *memory, ig_ranking *ranking, size_t n_rows, ig_error *err) {
    *ranking = (ig_ranking){.n_words = ig_bitmap_words(n_rows)};
    ranking->words = ig_alloc_zero(memory, ranking->n_words, sizeof *ranking->words, err);
    if (ranking->words == NULL)
        return -1;
    ranking->before = ig_alloc_array(memory, ranking->n_words, sizeof *ranking->before, err);
    if (ranking->before == NULL) {
        ig_ranking_reset(ranking);
        return -1;
    }
    return 0;
}

void ig_ranking_reset(ig_ranking *ranking) {
    ig_free(ranking->words);
    ig_free(ranking->before);
    *ranking = (ig_ranking){0};
}

IG_CLONES
static size_t count_marks(const uint64_t *words, uint32_t *before, size_t n_words) {
    uint32_t n = 0;
    for (size_t i = 0; i < n_words; i++) {
        before[i] = n;
        n += (uint32_t)__builtin_popcountll(words[i]);
    }
    return n;
}

typedef struct list_job {
    const ig_context *context;
    const ig_ranking *ranking;
    uint32_t *rows;
} list_job;

static int list_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const list_job *job = context;
    const ig_ranking *ranking = job->ranking;
    ig_morsel words = ig_morsel_at(job->context, task, ranking->n_words);
    for (size_t i = words.lo; i < words.hi; i++) {
        uint32_t *next = job->rows + ranking->before[i];
        for (uint64_t rest = ranking->words[i]; rest != 0; rest &= rest - 1)
            *next++ = (uint32_t)(i * 64 + (unsigned)__builtin_ctzll(rest));
    }
    return 0;
}

int ig_ranking_list(const ig_context *context, ig_ranking *ranking, size_t *n, uint32_t **rows,
                    ig_error *err) {
    *n = count_marks(ranking->words, ranking->before, ranking->n_words);
    *rows = ig_alloc_array(context->memory, *n, sizeof **rows, err);
    if (*rows == NULL)
        return -1;
    list_job job = {context, ranking, *rows};
    size_t n_tasks = ig_morsels(context, ranking->n_words);
    if (ig_pool_run(context->pool, n_tasks, list_morsel, &job, err) == 0)
        return 0;
    ig_free(*rows);
    *rows = NULL;
    return -1;
}
