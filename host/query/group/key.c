/*
 * Keys. An order value is an unsigned 64-bit image of a value (sign bit flipped for integers, the
 * usual turn of the bits for doubles); a key's code is order value − base, so that codes are as
 * small as the data allow: small codes address groups directly and pack into few words. Bases come
 * from the stats of the column, or from one parallel pass over the selected rows, except where the
 * type bounds them (texts, bools).
 */
#include "query/group/key.h"

#include "table/stats.h"

static const uint64_t SIGN = UINT64_C(1) << 63;

double ig_order_real(uint64_t value) {
    uint64_t bits = (value & SIGN) != 0 ? value & ~SIGN : ~value;
    double real;
    memcpy(&real, &bits, sizeof real);
    return real;
}

void ig_order_values(const ig_column *column, const ig_ranks *ranks, ig_block block,
                     uint64_t *out) {
    int64_t ints[IG_VECTOR_ROWS];
    if (column->type == IG_REAL) {
        double reals[IG_VECTOR_ROWS];
        ig_load_reals(column, block, reals);
        for (size_t i = 0; i < block.n; i++)
            out[i] = (uint64_t)ig_real_order(reals[i]) ^ SIGN;
        return;
    }
    ig_load_ints(column, block, ints);
    if (column->type == IG_TEXT && ranks != NULL && ranks->n > 0)
        for (size_t i = 0; i < block.n; i++)
            out[i] = ranks->by_code[ints[i]];
    else if (column->type == IG_DECIMAL || column->type == IG_MONTH)
        for (size_t i = 0; i < block.n; i++)
            out[i] = (uint64_t)ints[i] ^ SIGN;
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = (uint64_t)ints[i];
}

typedef struct bounds {
    uint64_t least, greatest; /* least > greatest: no value yet */
} bounds;

typedef struct scan {
    const ig_context *context;
    ig_view view;
    size_t n_rows;
    bounds *parts; /* one a morsel */
} scan;

static void widen(bounds *into, const uint64_t *values, size_t n) {
    uint64_t least = into->least, greatest = into->greatest;
    for (size_t i = 0; i < n; i++) {
        least = values[i] < least ? values[i] : least;
        greatest = values[i] > greatest ? values[i] : greatest;
    }
    *into = (bounds){least, greatest};
}

static size_t keep_present(const ig_column *column, ig_block block, uint64_t *values) {
    uint8_t present[IG_VECTOR_ROWS];
    size_t kept = 0;
    ig_load_present(column, block, present);
    for (size_t i = 0; i < block.n; i++) {
        values[kept] = values[i];
        kept += present[i];
    }
    return kept;
}

static int scan_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker, (void)err;
    scan *job = context;
    uint64_t values[IG_VECTOR_ROWS];
    ig_morsel rows = ig_morsel_at(job->context, task, job->n_rows);
    bounds found = {UINT64_MAX, 0};
    for (size_t at = rows.lo; at < rows.hi; at += IG_VECTOR_ROWS) {
        ig_block block = ig_view_block(job->view, at, ig_least(IG_VECTOR_ROWS, rows.hi - at));
        ig_order_values(job->view.column, NULL, block, values);
        bool partial = job->view.column->validity != NULL;
        size_t n = partial ? keep_present(job->view.column, block, values) : block.n;
        widen(&found, values, n);
    }
    job->parts[task] = found;
    return 0;
}

static int scan_bounds(const ig_context *context, ig_view view, size_t n_rows, bounds *out,
                       ig_error *err) {
    size_t n_tasks = ig_morsels(context, n_rows);
    scan job = {context, view, n_rows, NULL};
    job.parts = ig_alloc_array(context->memory, n_tasks, sizeof *job.parts, err);
    if (job.parts == NULL)
        return -1;
    int rc = ig_pool_run(context->pool, n_tasks, scan_morsel, &job, err);
    *out = (bounds){UINT64_MAX, 0};
    for (size_t i = 0; rc == 0 && i < n_tasks; i++) {
        out->least = job.parts[i].least < out->least ? job.parts[i].least : out->least;
        out->greatest =
            job.parts[i].greatest > out->greatest ? job.parts[i].greatest : out->greatest;
    }
    ig_free(job.parts);
    return rc;
}

/* Of all of a column. */
static int known_bounds(const ig_context *context, const ig_column *column, bounds *out,
                        ig_error *err) {
    const ig_stats *stats = ig_column_stats(context, column, err);
    if (stats == NULL)
        return -1;
    *out = (bounds){(uint64_t)stats->whole.least ^ SIGN, (uint64_t)stats->whole.greatest ^ SIGN};
    return 0;
}

static int column_bounds(const ig_context *context, ig_key *key, bool ordered, size_t n_rows,
                         bounds *out, ig_error *err) {
    const ig_column *column = key->view.column;
    if (column->type == IG_BOOL) {
        *out = (bounds){0, 1};
        return 0;
    }
    if (column->type != IG_TEXT && key->view.rows == NULL && column->n_rows == n_rows)
        return known_bounds(context, column, out, err);
    if (column->type != IG_TEXT)
        return scan_bounds(context, key->view, n_rows, out, err);
    uint32_t n = ig_dict_size(column->dict);
    if (ordered) {
        key->ranks = ig_ranks_new(context->memory, key->view, n_rows, err);
        if (key->ranks == NULL)
            return -1;
        n = key->ranks->n;
    }
    *out = n > 0 ? (bounds){0, n - 1} : (bounds){UINT64_MAX, 0};
    return 0;
}

static int key_init(const ig_context *context, ig_key *key, const ig_key_spec *spec, size_t n_rows,
                    ig_error *err) {
    bounds found = {0, spec->n_numbers > 0 ? spec->n_numbers - 1 : 0};
    *key = (ig_key){.view = spec->view, .numbers = spec->numbers, .descending = spec->descending};
    if (key->numbers == NULL) {
        key->has_missing = key->view.column->n_missing > 0;
        if (column_bounds(context, key, spec->ordered, n_rows, &found, err) != 0)
            return -1;
    }
    if (found.least <= found.greatest) {
        key->base = found.least;
        key->range = found.greatest - found.least;
    }
    key->greatest = key->range + (key->has_missing ? 1 : 0);
    return 0;
}

/* The code of missing would be 2^64: the high and the low half become keys of their own. */
static size_t split_wide(ig_key *items, size_t n) {
    ig_key *key = &items[n];
    if (!key->has_missing || key->range != UINT64_MAX)
        return n + 1;
    items[n + 1] = *key;
    key->part = IG_KEY_HIGH;
    key->greatest = UINT64_C(1) << 32;
    items[n + 1].part = IG_KEY_LOW;
    items[n + 1].greatest = UINT32_MAX;
    return n + 2;
}

int ig_keys_init(const ig_context *context, ig_keys *keys, const ig_key_spec *specs, size_t n,
                 size_t n_rows, ig_error *err) {
    *keys = (ig_keys){0};
    keys->items = ig_alloc_array(context->memory, n, 2 * sizeof *keys->items, err);
    if (keys->items == NULL)
        return -1;
    for (size_t i = 0; i < n; i++) {
        ig_key *key = &keys->items[keys->n];
        if (key_init(context, key, &specs[i], n_rows, err) != 0) {
            ig_keys_reset(keys);
            return -1;
        }
        keys->n = split_wide(keys->items, keys->n);
    }
    return 0;
}

void ig_keys_reset(ig_keys *keys) {
    for (size_t i = 0; i < keys->n; i++)
        if (keys->items[i].part != IG_KEY_LOW) /* shares with its high half */
            ig_ranks_free(keys->items[i].ranks);
    ig_free(keys->items);
    *keys = (ig_keys){0};
}

/* Subtracts the base from order values, or from values whose order value is `value + skew`. */
static void turn_codes(const ig_key *key, uint64_t skew, size_t n, uint64_t *codes) {
    uint64_t base = key->base - skew, top = base + key->range;
    if (key->descending)
        for (size_t i = 0; i < n; i++)
            codes[i] = top - codes[i];
    else if (base != 0)
        for (size_t i = 0; i < n; i++)
            codes[i] -= base;
}

/* Takes one half of codes of 64 bits; a missing value is past the greatest high half. */
static void halve_codes(const ig_key *key, const uint8_t *present, size_t n, uint64_t *codes) {
    bool high = key->part == IG_KEY_HIGH;
    for (size_t i = 0; i < n; i++) {
        uint64_t half = high ? codes[i] >> 32 : codes[i] & UINT32_MAX;
        codes[i] = present[i] ? half : high ? key->greatest : 0;
    }
}

void ig_key_codes(const ig_key *key, size_t at, size_t n, uint64_t *codes) {
    uint8_t present[IG_VECTOR_ROWS];
    if (key->numbers != NULL) {
        for (size_t i = 0; i < n; i++)
            codes[i] = key->numbers[at + i];
        return;
    }
    ig_block block = ig_view_block(key->view, at, n);
    if (key->view.column->type == IG_DECIMAL || key->view.column->type == IG_MONTH) {
        /* x ^ 2^63 is x + 2^63: one pass less for the commonest keys. */
        ig_load_ints(key->view.column, block, (int64_t *)codes);
        turn_codes(key, SIGN, n, codes);
    } else {
        ig_order_values(key->view.column, key->ranks, block, codes);
        turn_codes(key, 0, n, codes);
    }
    if (!key->has_missing)
        return;
    ig_load_present(key->view.column, block, present);
    if (key->part != IG_KEY_WHOLE) {
        halve_codes(key, present, n, codes);
        return;
    }
    for (size_t i = 0; i < n; i++)
        codes[i] = present[i] ? codes[i] : key->greatest;
}

static unsigned bit_length(uint64_t x) {
    unsigned bits = 0;
    for (; x != 0; x >>= 1)
        bits++;
    return bits;
}

static void lay_out(ig_packing *packing) {
    for (size_t i = 0; i < packing->n_keys; i++) {
        unsigned bits = bit_length(packing->keys[i].greatest);
        if (packing->n_words == 0 || packing->bits[packing->n_words - 1] + bits > 64)
            packing->bits[packing->n_words++] = 0;
        size_t word = packing->n_words - 1;
        packing->bits[word] = (uint8_t)(packing->bits[word] + bits);
        packing->words[i] = (uint32_t)word;
        /* A key of no bits has code 0 only: any shift below 64 serves. */
        packing->shifts[i] = (uint8_t)(bits == 0 ? 0 : 64 - packing->bits[word]);
    }
}

int ig_packing_init(ig_memory *memory, ig_packing *packing, const ig_keys *keys, ig_error *err) {
    size_t n = keys->n > 0 ? keys->n : 1;
    *packing = (ig_packing){.keys = keys->items, .n_keys = keys->n};
    packing->words = ig_alloc_zero(memory, n, sizeof *packing->words, err);
    packing->shifts = ig_alloc_zero(memory, n, sizeof *packing->shifts, err);
    packing->bits = ig_alloc_zero(memory, n, sizeof *packing->bits, err);
    if (packing->words == NULL || packing->shifts == NULL || packing->bits == NULL) {
        ig_packing_reset(packing);
        return -1;
    }
    lay_out(packing);
    return 0;
}

void ig_packing_reset(ig_packing *packing) {
    ig_free(packing->words);
    ig_free(packing->shifts);
    ig_free(packing->bits);
    *packing = (ig_packing){0};
}

void ig_packing_words(const ig_packing *packing, size_t at, size_t n, uint64_t *words) {
    uint64_t codes[IG_VECTOR_ROWS];
    size_t stride = packing->n_words;
    memset(words, 0, n * stride * sizeof *words);
    for (size_t k = 0; k < packing->n_keys; k++) {
        ig_key_codes(&packing->keys[k], at, n, codes);
        uint64_t *out = words + packing->words[k];
        unsigned shift = packing->shifts[k];
        for (size_t i = 0; i < n; i++)
            out[i * stride] |= codes[i] << shift;
    }
}
