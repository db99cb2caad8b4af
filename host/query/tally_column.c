/*
 * From records to columns. The values of a piece of records are read a vector at a time, group by
 * group in the order records lie in, and stored at the groups' numbers: integers first looked
 * through for the least and greatest, then written at the width these ask for.
 */
#include "query/fold.h"
#include "query/key.h"
#include "query/result.h"
#include "query/tally.h"

typedef struct extent {
    int64_t least, greatest; /* 0 among them */
    size_t overflow;         /* the first group whose sum does not fit, or SIZE_MAX */
    size_t n_missing;
} extent;

typedef struct finish {
    const ig_tally *tally;
    ig_aggregate_kind kind;
    const ig_source *source; /* NULL: count() */
    const ig_cell *value;    /* sum, peak, place; or NULL */
    const ig_cell *count;    /* where there is one */
    bool partial;            /* groups may have no value */
    extent *extents;         /* owned: of each piece */
    ig_column *to;
    uint8_t *present; /* owned, or NULL: of each group, before it becomes bits */
    uint8_t *bools;   /* owned, or NULL: as `present` */
} finish;

/* Up to a vector of groups. */
typedef struct vector {
    size_t n;
    uint32_t numbers[IG_VECTOR_ROWS];
    const char *records[IG_VECTOR_ROWS];
    uint8_t present[IG_VECTOR_ROWS];
    union {
        int64_t ints[IG_VECTOR_ROWS];
        double reals[IG_VECTOR_ROWS];
    } values;
    size_t overflow;
} vector;

static inline uint32_t read_32(const char *record, const ig_cell *cell) {
    return *(const uint32_t *)(const void *)(record + cell->at);
}

static inline uint64_t read_64(const char *record, const ig_cell *cell) {
    return *(const uint64_t *)(const void *)(record + cell->at);
}

static ig_i128 read_sum(const char *record, const ig_cell *cell) {
    if (cell->kind == IG_CELL_SUM)
        return (int64_t)read_64(record, cell);
    const ig_wide_sum *sum = (const void *)(record + cell->at);
    return (ig_i128)sum->high * ((ig_i128)1 << 64) + sum->low;
}

/* ---- A vector of values ---- */

static void read_counts(const finish *f, vector *v) {
    for (size_t i = 0; i < v->n; i++)
        v->values.ints[i] = read_32(v->records[i], f->count);
}

static void read_sums(const finish *f, vector *v) {
    if (f->value->kind == IG_CELL_SUM) {
        for (size_t i = 0; i < v->n; i++)
            v->values.ints[i] = (int64_t)read_64(v->records[i], f->value);
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        ig_i128 sum = read_sum(v->records[i], f->value);
        bool fits = sum >= INT64_MIN && sum <= INT64_MAX;
        v->values.ints[i] = fits ? (int64_t)sum : 0;
        if (!fits && v->numbers[i] < v->overflow)
            v->overflow = v->numbers[i];
    }
}

static void read_means(const finish *f, vector *v) {
    unsigned scale = f->source->view.column->scale;
    for (size_t i = 0; i < v->n; i++) {
        uint32_t count = read_32(v->records[i], f->count);
        ig_i128 sum = read_sum(v->records[i], f->value);
        v->values.reals[i] = count > 0 ? ig_decimal_mean(sum, count, scale) : 0.0;
    }
}

static int64_t int_of_code(const ig_source *source, uint64_t code, unsigned bytes) {
    if (source->view.column->type == IG_TEXT)
        return source->ranks->by_rank[code];
    return bytes == 4 ? (int32_t)((uint32_t)code ^ (UINT32_C(1) << 31)) : ig_order_int(code);
}

static void read_peaks(const finish *f, vector *v) {
    bool real = f->source->view.column->type == IG_REAL;
    uint64_t flip = f->value->flipped ? UINT64_MAX : 0;
    unsigned bytes = f->value->bytes;
    for (size_t i = 0; i < v->n; i++) {
        uint64_t code = bytes == 4 ? read_32(v->records[i], f->value) ^ (uint32_t)flip
                                   : read_64(v->records[i], f->value) ^ flip;
        if (real)
            v->values.reals[i] = v->present[i] ? ig_order_real(code) : 0.0;
        else
            v->values.ints[i] = v->present[i] ? int_of_code(f->source, code, bytes) : 0;
    }
}

static int64_t int_at(const ig_column *column, size_t row) {
    switch (column->type) {
    case IG_TEXT: return ig_column_code(column, row);
    case IG_BOOL: return ig_column_bool(column, row);
    default: return ig_column_int(column, row);
    }
}

static void read_places(const finish *f, vector *v) {
    const ig_column *column = f->source->view.column;
    for (size_t i = 0; i < v->n; i++) {
        uint32_t code = read_32(v->records[i], f->value);
        size_t row = 0;
        v->present[i] = code != 0;
        if (code != 0)
            row = ig_view_row(f->source->view, f->value->flipped ? ~code : code - 1);
        if (column->type == IG_REAL)
            v->values.reals[i] = code != 0 ? ig_column_double(column, row) : 0.0;
        else
            v->values.ints[i] = code != 0 ? int_at(column, row) : 0;
    }
}

static void read_values(const finish *f, vector *v) {
    for (size_t i = 0; i < v->n; i++)
        v->present[i] = !f->partial || read_32(v->records[i], f->count) > 0;
    switch (f->kind) {
    case IG_AGG_COUNT: read_counts(f, v); return;
    case IG_AGG_SUM: read_sums(f, v); return;
    case IG_AGG_MEAN: read_means(f, v); return;
    case IG_AGG_FIRST:
    case IG_AGG_LAST: read_places(f, v); return;
    default: read_peaks(f, v); return;
    }
}

/* The next groups of a piece, from record *at on; false when there are no more. */
static bool next_vector(const finish *f, ig_records piece, size_t *at, vector *v) {
    v->n = 0;
    for (; *at < piece.n && v->n < IG_VECTOR_ROWS; ++*at) {
        char *record = piece.bytes + *at * piece.stride;
        uint32_t number = *ig_record_first(record);
        v->records[v->n] = record;
        v->numbers[v->n] = number - 1;
        v->n += number != 0;
    }
    if (v->n > 0)
        read_values(f, v);
    return v->n > 0;
}

/* ---- What there is, then writing it ---- */

static bool is_real(const finish *f) {
    return f->kind == IG_AGG_MEAN ||
           (f->kind != IG_AGG_COUNT && f->source->view.column->type == IG_REAL);
}

static int survey_piece(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    finish *f = context;
    extent found = {.overflow = SIZE_MAX};
    vector v = {.overflow = SIZE_MAX};
    bool real = is_real(f);
    for (size_t at = 0; next_vector(f, f->tally->pieces[task], &at, &v);)
        for (size_t i = 0; i < v.n; i++) {
            int64_t value = real ? 0 : v.values.ints[i];
            found.least = value < found.least ? value : found.least;
            found.greatest = value > found.greatest ? value : found.greatest;
            found.n_missing += !v.present[i];
        }
    found.overflow = v.overflow;
    f->extents[task] = found;
    return 0;
}

static void store_ints(const finish *f, const vector *v) {
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
    vector v = {.overflow = SIZE_MAX};
    for (size_t at = 0; next_vector(f, f->tally->pieces[task], &at, &v);) {
        for (size_t i = 0; f->present != NULL && i < v.n; i++)
            f->present[v.numbers[i]] = v.present[i];
        if (f->to->type != IG_REAL)
            store_ints(f, &v);
        else
            for (size_t i = 0; i < v.n; i++)
                ((double *)f->to->values)[v.numbers[i]] = v.values.reals[i];
    }
    return 0;
}

static extent join_extents(const finish *f) {
    extent all = {.overflow = SIZE_MAX};
    for (size_t i = 0; i < f->tally->n_pieces; i++) {
        const extent *e = &f->extents[i];
        all.least = e->least < all.least ? e->least : all.least;
        all.greatest = e->greatest > all.greatest ? e->greatest : all.greatest;
        all.overflow = e->overflow < all.overflow ? e->overflow : all.overflow;
        all.n_missing += e->n_missing;
    }
    return all;
}

static void pack_bits(uint64_t *words, const uint8_t *bytes, size_t n) {
    for (size_t i = 0; i < n; i++)
        words[i / 64] |= (uint64_t)(bytes[i] != 0) << (i % 64);
}

/* ---- The column ---- */

static ig_likeness likeness(const finish *f) {
    if (f->kind == IG_AGG_COUNT)
        return (ig_likeness){.type = IG_DECIMAL};
    const ig_column *column = f->source->view.column;
    if (f->kind == IG_AGG_MEAN)
        return (ig_likeness){.type = IG_REAL, .unit = column->unit};
    return (ig_likeness){column->type, column->scale, column->dict, column->unit};
}

static int make_column(finish *f, extent found, size_t n_groups, ig_error *err) {
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
    f->to->n_missing = found.n_missing;
    if (found.n_missing == 0)
        return 0;
    f->present = ig_alloc_zero(memory, n_groups, 1, err);
    if (f->present == NULL)
        return -1;
    f->to->validity = ig_alloc_zero(memory, ig_bitmap_words(n_groups), sizeof(uint64_t), err);
    return f->to->validity != NULL ? 0 : -1;
}

static int run(const ig_context *context, finish *f, size_t n_groups, size_t *overflow,
               ig_error *err) {
    size_t n_pieces = f->tally->n_pieces;
    f->extents = ig_alloc_array(f->tally->memory, n_pieces, sizeof *f->extents, err);
    if (f->extents == NULL)
        return -1;
    if (ig_pool_run(context->pool, n_pieces, survey_piece, f, err) != 0)
        return -1;
    extent found = join_extents(f);
    *overflow = found.overflow;
    if (found.overflow != SIZE_MAX)
        return ig_fail(err, IG_ERROR_DATA, "a sum does not fit 64 bits");
    if (make_column(f, found, n_groups, err) != 0)
        return -1;
    if (ig_pool_run(context->pool, n_pieces, store_piece, f, err) != 0)
        return -1;
    if (f->bools != NULL)
        pack_bits(f->to->values, f->bools, n_groups);
    if (f->present != NULL)
        pack_bits(f->to->validity, f->present, n_groups);
    return 0;
}

static const ig_cell *value_cell(const ig_tally *tally, ig_aggregate_kind kind, size_t source) {
    const ig_cell *narrow = ig_tally_cell(tally, IG_CELL_SUM, source, false);
    switch (kind) {
    case IG_AGG_COUNT: return NULL;
    case IG_AGG_SUM:
    case IG_AGG_MEAN:
        return narrow != NULL ? narrow : ig_tally_cell(tally, IG_CELL_WIDE, source, false);
    case IG_AGG_FIRST:
    case IG_AGG_LAST: return ig_tally_cell(tally, IG_CELL_PLACE, source, kind == IG_AGG_FIRST);
    default: return ig_tally_cell(tally, IG_CELL_PEAK, source, kind == IG_AGG_MIN);
    }
}

ig_column *ig_tally_column(const ig_context *context, const ig_tally *tally, ig_aggregate_kind kind,
                           ig_view view, size_t n_groups, size_t *overflow, ig_error *err) {
    size_t source = view.column != NULL ? ig_tally_source(tally, view) : SIZE_MAX;
    bool places = kind == IG_AGG_FIRST || kind == IG_AGG_LAST;
    finish f = {.tally = tally, .kind = kind};
    f.source = source != SIZE_MAX ? &tally->sources[source] : NULL;
    f.value = value_cell(tally, kind, source);
    f.count = ig_tally_cell(tally, IG_CELL_PRESENT, source, false);
    f.partial = f.count != NULL && kind != IG_AGG_COUNT && !places;
    if (f.count == NULL)
        f.count = ig_tally_cell(tally, IG_CELL_ROWS, SIZE_MAX, false);
    *overflow = SIZE_MAX;
    if (run(context, &f, n_groups, overflow, err) != 0) {
        ig_column_release(f.to);
        f.to = NULL;
    }
    ig_free(f.extents);
    ig_free(f.present);
    ig_free(f.bools);
    return f.to;
}
