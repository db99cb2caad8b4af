/*
 * Numbering: first rows of all records are marked in bitmaps, one a thread (that of thread 0 is the
 * ranking's own), which are then joined; a group's number is the rank of its first row.
 */
#include "base/clones.h"
#include "query/group/road.h"

typedef struct number_job {
    const ig_journey *journey;
    ig_ranking *ranking;
    size_t n_workers;
    uint64_t **marks; /* owned but the first: of each worker, or NULL */
} number_job;

static void mark_records(uint64_t *marks, ig_records span) {
    for (size_t i = 0; i < span.n; i++) {
        uint32_t first = *ig_record_first(span.bytes + i * span.stride);
        if (first != 0)
            marks[~first / 64] |= UINT64_C(1) << (~first % 64);
    }
}

static int mark_piece(void *context, size_t task, unsigned worker, ig_error *err) {
    number_job *job = context;
    const ig_tally *tally = job->journey->tally;
    if (job->marks[worker] == NULL)
        job->marks[worker] =
            ig_alloc_zero(tally->memory, job->ranking->n_words, sizeof(uint64_t), err);
    uint64_t *marks = job->marks[worker];
    if (marks == NULL)
        return -1;
    for (size_t i = tally->pieces[task]; i < tally->pieces[task + 1]; i++) {
        if (i + 1 < tally->n_spans)
            ig_records_fetch(tally->spans[i + 1]);
        mark_records(marks, tally->spans[i]);
    }
    return 0;
}

static int join_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const number_job *job = context;
    ig_morsel words = ig_morsel_at(job->journey->context, task, job->ranking->n_words);
    for (size_t w = 1; w < job->n_workers; w++)
        for (size_t i = words.lo; job->marks[w] != NULL && i < words.hi; i++)
            job->ranking->words[i] |= job->marks[w][i];
    return 0;
}

IG_CLONES
static void rank_records(const ig_ranking *ranking, ig_records span) {
    for (size_t i = 0; i < span.n; i++) {
        uint32_t *first = ig_record_first(span.bytes + i * span.stride);
        *first = *first != 0 ? ig_ranking_of(ranking, ~*first) + 1 : 0;
    }
}

static int rank_piece(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const number_job *job = context;
    ig_tally *tally = job->journey->tally;
    for (size_t i = tally->pieces[task]; i < tally->pieces[task + 1]; i++) {
        if (i + 1 < tally->n_spans)
            ig_records_fetch(tally->spans[i + 1]);
        rank_records(job->ranking, tally->spans[i]);
    }
    ig_tally_survey(tally, task);
    return 0;
}

/* Of all rows there is one group, even when there are none. */
static int number_one(const ig_journey *journey, ig_error *err) {
    ig_tally *tally = journey->tally;
    *ig_record_first(tally->spans[0].bytes) = 1;
    journey->groups->n_groups = 1;
    if (ig_tally_cut(tally, err) != 0)
        return -1;
    ig_tally_survey(tally, 0);
    ig_tally_survey_end(tally);
    return 0;
}

static int number(number_job *job, ig_error *err) {
    const ig_journey *journey = job->journey;
    const ig_context *context = journey->context;
    ig_tally *tally = journey->tally;
    if (ig_tally_cut(tally, err) != 0 ||
        ig_ranking_init(tally->memory, job->ranking, tally->n_rows, err) != 0)
        return -1;
    job->marks[0] = job->ranking->words;
    if (ig_pool_run(context->pool, tally->n_pieces, mark_piece, job, err) != 0)
        return -1;
    size_t n_tasks = ig_morsels(context, job->ranking->n_words);
    if (ig_pool_run(context->pool, n_tasks, join_morsel, job, err) != 0)
        return -1;
    if (ig_ranking_list(context, job->ranking, &journey->groups->n_groups, &journey->groups->firsts,
                        err) != 0)
        return -1;
    int rc = ig_pool_run(context->pool, tally->n_pieces, rank_piece, job, err);
    if (rc == 0)
        ig_tally_survey_end(tally);
    return rc;
}

int ig_road_number(const ig_journey *journey, ig_ranking *ranking, ig_error *err) {
    if (journey->keys->n == 0)
        return number_one(journey, err);
    number_job job = {.journey = journey, .ranking = ranking};
    job.n_workers = ig_pool_size(journey->context->pool);
    job.marks = ig_alloc_zero(journey->tally->memory, job.n_workers, sizeof *job.marks, err);
    if (job.marks == NULL)
        return -1;
    int rc = number(&job, err);
    for (size_t w = 1; w < job.n_workers; w++)
        ig_free(job.marks[w]);
    ig_free(job.marks);
    return rc;
}
