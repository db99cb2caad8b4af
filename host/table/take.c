/*
 * Gathering rows. Values are copied at the width they have, morsel by morsel, and integers are
 * narrowed afterwards by the least and the greatest value met. Missing rows need no care there: their
 * zero bits fit every width.
 *
 * Rows at or past `limit` are IG_NO_ROW. Where none can be, the limit is the constant ALL, and the
 * comparison with it is compiled away.
 */
#include "table/column.h"

#include "base/clones.h"
#include "table/decimal.h"
#include "table/narrow.h"

#define ALL SIZE_MAX

static inline void gather_8(uint8_t *to, const uint8_t *from, const uint32_t *rows, size_t n,
                            size_t limit) {
    for (size_t i = 0; i < n; i++) {
        to[i] = rows[i] < limit ? from[rows[i]] : 0;
    }
}

static inline void gather_16(uint16_t *to, const uint16_t *from, const uint32_t *rows, size_t n,
                             size_t limit) {
    for (size_t i = 0; i < n; i++) {
        to[i] = rows[i] < limit ? from[rows[i]] : 0;
    }
}

static inline void gather_32(uint32_t *to, const uint32_t *from, const uint32_t *rows, size_t n,
                             size_t limit) {
    for (size_t i = 0; i < n; i++) {
        to[i] = rows[i] < limit ? from[rows[i]] : 0;
    }
}

static inline void gather_64(uint64_t *to, const uint64_t *from, const uint32_t *rows, size_t n,
                             size_t limit) {
    for (size_t i = 0; i < n; i++) {
        to[i] = rows[i] < limit ? from[rows[i]] : 0;
    }
}

static inline void gather_real(double *to, const double *from, const uint32_t *rows, size_t n,
                               size_t limit) {
    for (size_t i = 0; i < n; i++) {
        to[i] = rows[i] < limit ? from[rows[i]] : 0;
    }
}

/* Writes whole words; the bits past n in the last one are clear. `from` NULL stands for set bits.
   Returns the number of set bits. */
static inline size_t gather_bits(uint64_t *to, const uint64_t *from, const uint32_t *rows, size_t n,
                                 size_t limit) {
    size_t count = 0;
    for (size_t i = 0; i < n; i += 64) {
        size_t m = n - i < 64 ? n - i : 64;
        uint64_t word = 0;
        for (size_t j = 0; j < m; j++) {
            size_t row = rows[i + j];
            bool set = row < limit && (from == NULL || ig_bit_get(from, row));
            word |= (uint64_t)set << j;
        }
        to[i / 64] = word;
        count += (size_t)__builtin_popcountll(word);
    }
    return count;
}

/* The least and the greatest integer of some rows. */
typedef struct span {
    int64_t min;
    int64_t max;
} span;

static inline span widen(span s, int64_t value) {
    s.min = value < s.min ? value : s.min;
    s.max = value > s.max ? value : s.max;
    return s;
}

IG_CLONES static span span_16(const int16_t *values, size_t n) {
    span s = {0, 0};
    for (size_t i = 0; i < n; i++) {
        s = widen(s, values[i]);
    }
    return s;
}

IG_CLONES static span span_32(const int32_t *values, size_t n) {
    span s = {0, 0};
    for (size_t i = 0; i < n; i++) {
        s = widen(s, values[i]);
    }
    return s;
}

IG_CLONES static span span_64(const int64_t *values, size_t n) {
    span s = {0, 0};
    for (size_t i = 0; i < n; i++) {
        s = widen(s, values[i]);
    }
    return s;
}

static bool is_integer(ig_type type) {
    return type == IG_DECIMAL || type == IG_MONTH;
}

/* What a take found out about a morsel. */
typedef struct found {
    span values; /* integers only */
    size_t n_present;
    bool has_reason; /* one other than IG_EMPTY */
} found;

typedef struct take {
    const ig_context *context;
    const ig_column *from;
    const uint32_t *rows;
    bool outer; /* rows may be IG_NO_ROW */
    ig_column *to;
    found *morsels;
} take;

static inline void take_values(const take *work, size_t start, size_t n, size_t limit,
                               found *result) {
    const ig_column *from = work->from;
    const uint32_t *rows = work->rows + start;
    if (from->type == IG_BOOL) {
        gather_bits((uint64_t *)work->to->values + start / 64, from->values, rows, n, limit);
        return;
    }
    void *to = (char *)work->to->values + start * from->width;
    if (from->type == IG_REAL) {
        gather_real(to, from->values, rows, n, limit);
        return;
    }
    bool integer = is_integer(from->type);
    switch (from->width) {
    case 1: gather_8(to, from->values, rows, n, limit); break;
    case 2:
        gather_16(to, from->values, rows, n, limit);
        result->values = integer ? span_16(to, n) : result->values;
        break;
    case 4:
        gather_32(to, from->values, rows, n, limit);
        result->values = integer ? span_32(to, n) : result->values;
        break;
    default:
        gather_64(to, from->values, rows, n, limit);
        result->values = integer ? span_64(to, n) : result->values;
        break;
    }
}

/* A row that is none is missing without a reason of its own. */
static bool take_reasons(uint8_t *to, const uint8_t *from, const uint32_t *rows, size_t n,
                         size_t limit) {
    gather_8(to, from, rows, n, limit);
    bool has_reason = false;
    for (size_t i = 0; i < n; i++) {
        to[i] = rows[i] < limit ? to[i] : IG_EMPTY;
        has_reason |= to[i] > IG_EMPTY;
    }
    return has_reason;
}

static int take_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    (void)err;
    const take *work = context;
    ig_morsel morsel = ig_morsel_at(work->context, task, work->to->n_rows);
    size_t start = morsel.lo, n = morsel.hi - morsel.lo;
    found result = {.n_present = n};
    size_t limit = work->outer ? work->from->n_rows : ALL;
    if (work->outer) {
        take_values(work, start, n, limit, &result);
    } else {
        take_values(work, start, n, ALL, &result);
    }
    if (work->to->validity != NULL) {
        result.n_present = gather_bits(work->to->validity + start / 64, work->from->validity,
                                       work->rows + start, n, limit);
    }
    if (work->to->reasons != NULL) {
        result.has_reason = take_reasons(work->to->reasons + start, work->from->reasons,
                                         work->rows + start, n, limit);
    }
    work->morsels[task] = result;
    return 0;
}

static int narrow(const ig_context *context, ig_column *column, span values, ig_error *err) {
    unsigned width = ig_int_width(values.min, values.max);
    if (column->type == IG_MONTH && width < 2) {
        width = 2;
    }
    return ig_column_narrow(context, column, width, err);
}

/* The column to write into: everything there but the cells. */
static ig_column *prepare(const ig_context *context, const ig_column *from, size_t n_rows,
                          bool outer, ig_error *err) {
    ig_memory *memory = context->memory;
    ig_column *to = ig_column_new(memory, from->type, from->scale, from->width, n_rows, err);
    if (to == NULL || ig_column_set_unit(to, from->unit, err) != 0 ||
        ig_column_set_source(to, from->source, err) != 0) {
        ig_column_release(to);
        return NULL;
    }
    if (from->dict != NULL) {
        to->dict = ig_dict_retain(from->dict);
    }
    if (from->validity != NULL || outer) {
        to->validity = ig_alloc_zero(memory, ig_bitmap_words(n_rows), sizeof(uint64_t), err);
        if (to->validity == NULL) {
            ig_column_release(to);
            return NULL;
        }
    }
    if (from->reasons != NULL) {
        to->reasons = ig_alloc_zero(memory, n_rows, 1, err);
        if (to->reasons == NULL) {
            ig_column_release(to);
            return NULL;
        }
    }
    return to;
}

/* Draws the morsels together: count of missing rows, maps that are not needed, width. */
static int settle(const ig_context *context, ig_column *to, const found *morsels, size_t n_morsels,
                  ig_error *err) {
    size_t n_present = 0;
    bool has_reason = false;
    span values = {0, 0};
    for (size_t i = 0; i < n_morsels; i++) {
        n_present += morsels[i].n_present;
        has_reason |= morsels[i].has_reason;
        values = widen(widen(values, morsels[i].values.min), morsels[i].values.max);
    }
    to->n_missing = to->n_rows - n_present;
    if (to->n_missing == 0) {
        ig_free(to->validity);
        to->validity = NULL;
    }
    if (!has_reason) {
        ig_free(to->reasons);
        to->reasons = NULL;
    }
    return is_integer(to->type) && to->width > 1 ? narrow(context, to, values, err) : 0;
}

static ig_column *take_rows(const ig_context *context, const ig_column *column,
                            const uint32_t *rows, size_t n_rows, bool outer, ig_error *err) {
    if (ig_column_touch(context, column, rows, n_rows, err) != 0) {
        return NULL;
    }
    size_t n_morsels = ig_morsels(context, n_rows);
    ig_column *to = prepare(context, column, n_rows, outer, err);
    if (to == NULL) {
        return NULL;
    }
    found *morsels = ig_alloc_zero(context->memory, n_morsels, sizeof *morsels, err);
    take work = {.context = context,
                 .from = column,
                 .rows = rows,
                 .outer = outer,
                 .to = to,
                 .morsels = morsels};
    if (morsels == NULL || ig_morsels_run(context, n_rows, take_morsel, &work, err) != 0 ||
        settle(context, to, morsels, n_morsels, err) != 0) {
        ig_column_release(to);
        to = NULL;
    }
    ig_free(morsels);
    return to;
}

ig_column *ig_column_take(const ig_context *context, const ig_column *column, const uint32_t *rows,
                          size_t n_rows, ig_error *err) {
    return take_rows(context, column, rows, n_rows, false, err);
}

ig_column *ig_column_take_or_miss(const ig_context *context, const ig_column *column,
                                  const uint32_t *rows, size_t n_rows, ig_error *err) {
    return take_rows(context, column, rows, n_rows, true, err);
}
