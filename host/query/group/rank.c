/*
 * Ranks. Only codes that occur are sorted, so a small selection of a column with a large dictionary
 * stays cheap. Entries carry the first eight bytes as a big-endian number; most comparisons end
 * there. The sort is an own bottom-up merge: the C library's takes memory outside the account.
 */
#include "query/group/rank.h"

#include <string.h>

typedef struct entry {
    uint64_t head;
    uint32_t code;
} entry;

static uint64_t text_head(ig_text text) {
    uint64_t head = 0;
    for (size_t i = 0; i < 8; i++)
        head = head << 8 | (i < text.size_bytes ? (unsigned char)text.bytes[i] : 0u);
    return head;
}

static bool comes_before(const ig_dict *dict, const entry *a, const entry *b) {
    if (a->head != b->head)
        return a->head < b->head;
    ig_text x = ig_dict_text(dict, a->code), y = ig_dict_text(dict, b->code);
    size_t shorter = ig_least(x.size_bytes, y.size_bytes);
    int order = shorter > 0 ? memcmp(x.bytes, y.bytes, shorter) : 0;
    return order != 0 ? order < 0 : x.size_bytes < y.size_bytes;
}

static void merge(const ig_dict *dict, const entry *from, entry *into, size_t lo, size_t mid,
                  size_t hi) {
    size_t a = lo, b = mid;
    for (size_t i = lo; i < hi; i++) {
        bool right = a >= mid || (b < hi && comes_before(dict, &from[b], &from[a]));
        into[i] = right ? from[b++] : from[a++];
    }
}

/* Sorts n entries; `spare` holds as many. The result is in the array returned. */
static entry *sort_entries(const ig_dict *dict, entry *entries, entry *spare, size_t n) {
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t lo = 0; lo < n; lo += 2 * run)
            merge(dict, entries, spare, lo, ig_least(lo + run, n), ig_least(lo + 2 * run, n));
        entry *sorted = spare;
        spare = entries;
        entries = sorted;
    }
    return entries;
}

static void mark_used(ig_view view, size_t n_rows, uint64_t *used) {
    int64_t codes[IG_VECTOR_ROWS];
    uint8_t present[IG_VECTOR_ROWS];
    bool partial = view.column->validity != NULL;
    for (size_t at = 0; at < n_rows; at += IG_VECTOR_ROWS) {
        ig_block block = ig_view_block(view, at, ig_least(IG_VECTOR_ROWS, n_rows - at));
        ig_load_ints(view.column, block, codes);
        if (partial)
            ig_load_present(view.column, block, present);
        for (size_t i = 0; i < block.n; i++)
            if (!partial || present[i])
                used[codes[i] / 64] |= UINT64_C(1) << (codes[i] % 64);
    }
}

static size_t list_used(const ig_dict *dict, const uint64_t *used, entry *entries) {
    size_t n = 0;
    for (uint32_t code = 0; code < ig_dict_size(dict); code++)
        if (ig_bit_get(used, code))
            entries[n++] = (entry){text_head(ig_dict_text(dict, code)), code};
    return n;
}

void ig_ranks_free(ig_ranks *ranks) {
    if (ranks == NULL)
        return;
    ig_free(ranks->by_code);
    ig_free(ranks->by_rank);
    ig_free(ranks);
}

static int fill_ranks(ig_ranks *ranks, ig_memory *memory, const ig_dict *dict, const uint64_t *used,
                      ig_error *err) {
    int rc = -1;
    entry *spare = NULL;
    entry *entries = ig_alloc_array(memory, ranks->n, sizeof *entries, err);
    if (entries == NULL)
        return -1;
    spare = ig_alloc_array(memory, ranks->n, sizeof *spare, err);
    ranks->by_rank = ig_alloc_array(memory, ranks->n, sizeof *ranks->by_rank, err);
    ranks->by_code = ig_alloc_zero(memory, ig_dict_size(dict), sizeof *ranks->by_code, err);
    if (spare == NULL || ranks->by_rank == NULL || ranks->by_code == NULL)
        goto done;
    const entry *sorted = sort_entries(dict, entries, spare, list_used(dict, used, entries));
    for (uint32_t i = 0; i < ranks->n; i++) {
        ranks->by_rank[i] = sorted[i].code;
        ranks->by_code[sorted[i].code] = i;
    }
    rc = 0;
done:
    ig_free(entries);
    ig_free(spare);
    return rc;
}

ig_ranks *ig_ranks_new(ig_memory *memory, ig_view view, size_t n_rows, ig_error *err) {
    const ig_dict *dict = view.column->dict;
    size_t n_words = ig_bitmap_words(ig_dict_size(dict));
    ig_ranks *ranks = ig_alloc_zero(memory, 1, sizeof *ranks, err);
    if (ranks == NULL)
        return NULL;
    uint64_t *used = ig_alloc_zero(memory, n_words, sizeof *used, err);
    if (used == NULL)
        goto fail;
    mark_used(view, n_rows, used);
    ranks->n = (uint32_t)ig_bitmap_count(used, ig_dict_size(dict));
    if (fill_ranks(ranks, memory, dict, used, err) != 0)
        goto fail;
    ig_free(used);
    return ranks;
fail:
    ig_free(used);
    ig_ranks_free(ranks);
    return NULL;
}
