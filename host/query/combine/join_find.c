/*
 * Looking rows up in an index, a vector at a time: words first, then, where the index is hashed, a
 * hint to the memory for each, then the look itself; so that the waits of a vector overlap.
 */
#include "query/combine/join_index.h"

#include <string.h>

typedef struct find_job {
    const ig_context *context;
    const ig_join_index *index;
    const ig_view *views;
    ig_join_matches *matches;
} find_job;

static inline void find_row(const uint32_t *rows, const uint64_t *words, const uint8_t *whole,
                            size_t n, uint32_t *at) {
    for (size_t i = 0; i < n; i++)
        at[i] = whole[i] ? rows[words[i]] : IG_NO_ROW;
}

static inline void find_span(const ig_join_span *spans, const uint64_t *words, const uint8_t *whole,
                             size_t n, ig_join_span *found) {
    for (size_t i = 0; i < n; i++)
        found[i] = whole[i] ? spans[words[i]] : (ig_join_span){0};
}

/* Where each row's search begins; fetched on the way. */
static inline void begin_searches(const ig_join_index *index, const uint64_t *words, size_t n,
                                  uint64_t *hashes, size_t *homes) {
    size_t width = index->keys.n_words;
    for (size_t i = 0; i < n; i++) {
        hashes[i] = ig_join_hash(words + i * width, width);
        size_t part = ig_join_part(index, hashes[i]), start = index->starts[part];
        homes[i] = start + ig_join_home(hashes[i], index->starts[part + 1] - start);
        __builtin_prefetch(&index->slots[homes[i]]);
    }
}

static inline ig_join_span search(const ig_join_index *index, uint64_t hash, size_t at,
                                  const uint64_t *words) {
    size_t part = ig_join_part(index, hash), width = index->keys.n_words;
    size_t start = index->starts[part], end = index->starts[part + 1];
    for (;; at = at + 1 < end ? at + 1 : start) {
        const ig_join_slot *slot = &index->slots[at];
        if (slot->span.n == 0)
            return slot->span;
        if (slot->hash == hash &&
            (width == 1 || memcmp(index->words + at * width, words, width * sizeof *words) == 0))
            return slot->span;
    }
}

static void find_hashed(const ig_join_index *index, const uint64_t *words, const uint8_t *whole,
                        size_t n, ig_join_span *found) {
    uint64_t hashes[IG_VECTOR_ROWS];
    size_t homes[IG_VECTOR_ROWS];
    begin_searches(index, words, n, hashes, homes);
    for (size_t i = 0; i < n; i++)
        found[i] = whole[i] ? search(index, hashes[i], homes[i], words + i * index->keys.n_words)
                            : (ig_join_span){0};
}

/* Stores what was found for rows at …; returns the number of pairs and adds up rows without any. */
static size_t store(ig_join_matches *matches, size_t at, size_t n, const ig_join_span *found,
                    size_t *n_unmatched) {
    size_t n_pairs = 0;
    for (size_t i = 0; i < n; i++) {
        matches->at[at + i] = found[i].n > 0 ? found[i].at : IG_NO_ROW;
        n_pairs += found[i].n;
        *n_unmatched += found[i].n == 0;
    }
    if (matches->n != NULL)
        for (size_t i = 0; i < n; i++)
            matches->n[at + i] = found[i].n;
    return n_pairs;
}

static size_t count_unmatched(const uint32_t *at, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += at[i] == IG_NO_ROW;
    return count;
}

static int find_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    find_job *job = context;
    const ig_join_index *index = job->index;
    ig_join_matches *matches = job->matches;
    uint64_t words[IG_VECTOR_ROWS];
    uint8_t whole[IG_VECTOR_ROWS];
    ig_join_span found[IG_VECTOR_ROWS];
    size_t step = ig_join_keys_step(&index->keys), n_pairs = 0, n_unmatched = 0;
    ig_morsel rows = ig_morsel_at(job->context, task, matches->n_rows);
    for (size_t at = rows.lo; at < rows.hi; at += step) {
        size_t n = ig_least(step, rows.hi - at);
        ig_join_keys_words(&index->keys, job->views, at, n, words, whole);
        if (index->rows != NULL) {
            find_row(index->rows, words, whole, n, matches->at + at);
            size_t none = count_unmatched(matches->at + at, n);
            n_unmatched += none;
            n_pairs += n - none;
            continue;
        }
        if (index->spans != NULL)
            find_span(index->spans, words, whole, n, found);
        else
            find_hashed(index, words, whole, n, found);
        n_pairs += store(matches, at, n, found, &n_unmatched);
    }
    matches->n_pairs[task] = n_pairs;
    matches->n_unmatched[task] = n_unmatched;
    return 0;
}

static int make_room(ig_memory *memory, ig_join_matches *matches, bool unique, size_t n_tasks,
                     ig_error *err) {
    matches->at = ig_alloc_array(memory, matches->n_rows, sizeof *matches->at, err);
    if (matches->at == NULL)
        return -1;
    if (!unique) {
        matches->n = ig_alloc_array(memory, matches->n_rows, sizeof *matches->n, err);
        if (matches->n == NULL)
            return -1;
    }
    matches->n_pairs = ig_alloc_zero(memory, n_tasks, sizeof *matches->n_pairs, err);
    if (matches->n_pairs == NULL)
        return -1;
    matches->n_unmatched = ig_alloc_zero(memory, n_tasks, sizeof *matches->n_unmatched, err);
    return matches->n_unmatched != NULL ? 0 : -1;
}

int ig_join_index_find(const ig_context *context, const ig_join_index *index, const ig_view *views,
                       size_t n_rows, ig_join_matches *matches, ig_error *err) {
    *matches = (ig_join_matches){.n_rows = n_rows};
    find_job job = {context, index, views, matches};
    size_t n_tasks = ig_morsels(context, n_rows);
    if (make_room(context->memory, matches, index->unique, n_tasks, err) == 0 &&
        ig_pool_run(context->pool, n_tasks, find_morsel, &job, err) == 0)
        return 0;
    ig_join_matches_reset(matches);
    return -1;
}

void ig_join_matches_reset(ig_join_matches *matches) {
    ig_free(matches->at);
    ig_free(matches->n);
    ig_free(matches->n_pairs);
    ig_free(matches->n_unmatched);
    *matches = (ig_join_matches){0};
}
