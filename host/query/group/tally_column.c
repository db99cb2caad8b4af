/*
 * From records to columns, piece by piece. Integers are looked through for the least and the greatest
 * as soon as a piece is numbered, for all aggregates while it is in the cache, then each column is
 * written at the width these ask for.
 */
#include "query/group/tally_values.h"
#include "query/vector/result.h"

typedef struct finish {
    const ig_tally *tally;
    ig_wanted wanted;
    ig_tally_reader reader;
    ig_column *to;
    uint8_t *present; /* owned, or NULL: of each group, before it becomes bits */
    uint8_t *bools;   /* owned, or NULL: as `present` */
} finish;

void ig_tally_survey(ig_tally *tally, size_t piece) {
    ig_breadth *breadths = tally->breadths + (piece + 1) * tally->n_wanted;
    for (size_t k = 0; k < tally->n_wanted; k++) {
        ig_breadth found = {0};
        ig_tally_vector v = {.overflow = SIZE_MAX};
        ig_tally_reader reader = ig_tally_reader_of(tally, tally->wanted[k]);
        ig_tally_cursor cursor = ig_tally_piece(tally, piece);
        while (!reader.real && ig_tally_next(&reader, &cursor, &v))
            for (size_t i = 0; i < v.n; i++) {
                int64_t value = v.values.ints[i];
                found.least = value < found.least ? value : found.least;
                found.greatest = value > found.greatest ? value : found.greatest;
            }
        found.overflow = v.overflow;
        breadths[k] = found;
    }
}

void ig_tally_survey_end(ig_tally *tally) {
    for (size_t k = 0; k < tally->n_wanted; k++) {
        ig_breadth *all = &tally->breadths[k];
        *all = (ig_breadth){.overflow = SIZE_MAX};
        for (size_t piece = 0; piece < tally->n_pieces; piece++) {
            const ig_breadth *e = &tally->breadths[(piece + 1) * tally->n_wanted + k];
            all->least = e->least < all->least ? e->least : all->least;
            all->greatest = e->greatest > all->greatest ? e->greatest : all->greatest;
            all->overflow = e->overflow < all->overflow ? e->overflow : all->overflow;
        }
    }
}

static void store_ints(const finish *f, const ig_tally_vector *v) {
    void *to = f->to->values;
    const uint32_t *at = v->numbers;
    switch (f->to->width) {
    case 0:
        for (size_t i = 0; i < v->n; i++)
            f->bools[at[i]] = v->values.ints[i] != 0;
        return;
    case 1:
        for (size_t i = 0; i < v->n; i++)
            ((uint8_t *)to)[at[i]] = (uint8_t)v->values.ints[i];
        return;
    case 2:
        for (size_t i = 0; i < v->n; i++)
            ((uint16_t *)to)[at[i]] = (uint16_t)v->values.ints[i];
        return;
    case 4:
        for (size_t i = 0; i < v->n; i++)
            ((uint32_t *)to)[at[i]] = (uint32_t)v->values.ints[i];
        return;
    default:
        for (size_t i = 0; i < v->n; i++)
            ((int64_t *)to)[at[i]] = v->values.ints[i];
        return;
    }
}

static int store_piece(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    const finish *f = context;
    ig_tally_vector v = {.overflow = SIZE_MAX};
    ig_tally_cursor cursor = ig_tally_piece(f->tally, task);
    while (ig_tally_next(&f->reader, &cursor, &v)) {
        for (size_t i = 0; f->present != NULL && i < v.n; i++)
            f->present[v.numbers[i]] = v.present[i];
        if (!f->reader.real)
            store_ints(f, &v);
        else
            for (size_t i = 0; i < v.n; i++)
                ((double *)f->to->values)[v.numbers[i]] = v.values.reals[i];
    }
    return 0;
}

static ig_likeness likeness(const finish *f) {
    const ig_column *column = f->wanted.x.column;
    switch (f->wanted.kind) {
    case IG_AGG_COUNT: return (ig_likeness){.type = IG_DECIMAL};
    case IG_AGG_VAR:
    case IG_AGG_CORR: return (ig_likeness){.type = IG_REAL};
    case IG_AGG_MEAN:
    case IG_AGG_SD: return (ig_likeness){.type = IG_REAL, .unit = column->unit};
    default: return (ig_likeness){column->type, column->scale, column->dict, column->unit};
    }
}

static bool may_lack(const finish *f) {
    switch (f->wanted.kind) {
    case IG_AGG_COUNT: return false;
    case IG_AGG_SD:
    case IG_AGG_VAR:
    case IG_AGG_CORR: return true;
    default: return f->reader.source->has_missing;
    }
}

static int make_column(finish *f, ig_breadth found, size_t n_groups, ig_error *err) {
    ig_memory *memory = f->tally->memory;
    ig_likeness like = likeness(f);
    f->to = ig_result_column(memory, &like, found.least, found.greatest, n_groups, err);
    if (f->to == NULL)
        return -1;
    if (like.type == IG_BOOL) {
        f->bools = ig_alloc_zero(memory, n_groups, 1, err);
        if (f->bools == NULL)
            return -1;
    }
    if (!may_lack(f))
        return 0;
    f->present = ig_alloc_zero(memory, n_groups, 1, err);
    return f->present != NULL ? 0 : -1;
}

static void pack_bits(uint64_t *words, const uint8_t *bytes, size_t n) {
    for (size_t i = 0; i < n; i++)
        words[i / 64] |= (uint64_t)(bytes[i] != 0) << (i % 64);
}

/* Bytes become bits, and validity where a group lacks a value. */
static int settle(finish *f, size_t n_groups, ig_error *err) {
    size_t n_present = 0;
    if (f->bools != NULL)
        pack_bits(f->to->values, f->bools, n_groups);
    for (size_t i = 0; f->present != NULL && i < n_groups; i++)
        n_present += f->present[i];
    if (f->present == NULL || n_present == n_groups)
        return 0;
    f->to->n_missing = n_groups - n_present;
    f->to->validity =
        ig_alloc_zero(f->tally->memory, ig_bitmap_words(n_groups), sizeof(uint64_t), err);
    if (f->to->validity == NULL)
        return -1;
    pack_bits(f->to->validity, f->present, n_groups);
    return 0;
}

static int run(const ig_context *context, finish *f, size_t n_groups, size_t *overflow,
               ig_error *err) {
    ig_breadth found = {.overflow = SIZE_MAX};
    if (f->tally->breadths != NULL) /* no road was gone for a shape */
        found = f->tally->breadths[ig_tally_wanted(f->tally, f->wanted)];
    *overflow = found.overflow;
    if (found.overflow != SIZE_MAX)
        return ig_fail(err, IG_ERROR_DATA, "a sum does not fit 64 bits");
    if (make_column(f, found, n_groups, err) != 0)
        return -1;
    if (ig_pool_run(context->pool, f->tally->n_pieces, store_piece, f, err) != 0)
        return -1;
    return settle(f, n_groups, err);
}

ig_column *ig_tally_column(const ig_context *context, const ig_tally *tally, ig_wanted wanted,
                           size_t n_groups, size_t *overflow, ig_error *err) {
    finish f = {.tally = tally, .wanted = wanted, .reader = ig_tally_reader_of(tally, wanted)};
    *overflow = SIZE_MAX;
    if (run(context, &f, n_groups, overflow, err) != 0) {
        ig_column_release(f.to);
        f.to = NULL;
    }
    ig_free(f.present);
    ig_free(f.bools);
    return f.to;
}
