/*
 * Slots. Each key adds code × weight to the offsets of a vector, straight from the bytes of its
 * column: (value − base) × weight, where the base of all keys went into the start value and all runs
 * modulo 2^32. The value of a missing row is zero bits, so what it lacks to the greatest code is one
 * constant.
 */
#include "query/group/slots.h"

#include "base/clones.h"
#include "table/stats.h"

size_t ig_slots_count(const ig_keys *keys, size_t most) {
    size_t slots = 1;
    for (size_t i = 0; i < keys->n; i++) {
        if (keys->items[i].greatest >= most / slots)
            return 0;
        slots *= (size_t)keys->items[i].greatest + 1;
    }
    return slots;
}

IG_CLONES
static void start_offsets(uint32_t start, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++)
        offsets[i] = start;
}

IG_CLONES
static void add_u8(const uint8_t *values, uint32_t weight, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += values[i] * weight;
}

IG_CLONES
static void add_i8(const int8_t *values, uint32_t weight, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += (uint32_t)values[i] * weight;
}

IG_CLONES
static void add_u16(const uint16_t *values, uint32_t weight, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += values[i] * weight;
}

IG_CLONES
static void add_i16(const int16_t *values, uint32_t weight, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += (uint32_t)values[i] * weight;
}

IG_CLONES
static void add_u32(const uint32_t *values, uint32_t weight, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += values[i] * weight;
}

IG_CLONES
static void add_u64(const uint64_t *values, uint32_t weight, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += (uint32_t)values[i] * weight;
}

static inline void add_bits(const uint64_t *words, uint32_t weight, ig_block block,
                            uint32_t *offsets) {
    for (size_t i = 0; i < block.n; i++)
        offsets[i] +=
            ig_bit_get(words, block.index != NULL ? block.index[i] : block.start + i) * weight;
}

/* Rows picked from all over a column: nothing for the compiler to vectorise, one loop a width. */
static void add_picked(const ig_column *column, uint32_t weight, ig_block block,
                       uint32_t *offsets) {
    const uint32_t *rows = block.index;
    size_t n = block.n;
    bool is_signed = column->type != IG_TEXT;
    switch (column->width) {
    case 1:
        for (size_t i = 0; i < n; i++) {
            uint8_t value = ((const uint8_t *)column->values)[rows[i]];
            offsets[i] += (is_signed ? (uint32_t)(int8_t)value : value) * weight;
        }
        return;
    case 2:
        for (size_t i = 0; i < n; i++) {
            uint16_t value = ((const uint16_t *)column->values)[rows[i]];
            offsets[i] += (is_signed ? (uint32_t)(int16_t)value : value) * weight;
        }
        return;
    case 4:
        for (size_t i = 0; i < n; i++)
            offsets[i] += ((const uint32_t *)column->values)[rows[i]] * weight;
        return;
    default:
        for (size_t i = 0; i < n; i++)
            offsets[i] += (uint32_t)((const uint64_t *)column->values)[rows[i]] * weight;
        return;
    }
}

static void add_values(const ig_column *column, uint32_t weight, ig_block block,
                       uint32_t *offsets) {
    if (column->type == IG_BOOL) {
        add_bits(column->values, weight, block, offsets);
        return;
    }
    if (block.index != NULL) {
        add_picked(column, weight, block, offsets);
        return;
    }
    const char *values = (const char *)column->values + block.start * column->width;
    bool is_text = column->type == IG_TEXT;
    size_t n = block.n;
    switch (column->width) {
    case 1:
        if (is_text)
            add_u8((const void *)values, weight, n, offsets);
        else
            add_i8((const void *)values, weight, n, offsets);
        return;
    case 2:
        if (is_text)
            add_u16((const void *)values, weight, n, offsets);
        else
            add_i16((const void *)values, weight, n, offsets);
        return;
    case 4: add_u32((const void *)values, weight, n, offsets); return;
    default: add_u64((const void *)values, weight, n, offsets); return;
    }
}

IG_CLONES
static void add_missing(const uint8_t *present, uint32_t lacking, size_t n, uint32_t *offsets) {
    for (size_t i = 0; i < n; i++)
        offsets[i] += present[i] != 0 ? 0 : lacking;
}

/* True when the value of a row itself makes the code of the key. */
static bool is_plain(const ig_key *key) {
    return key->numbers == NULL && key->ranks == NULL && !key->descending &&
           key->view.column->type != IG_REAL;
}

static void add_plain(const ig_key *key, uint32_t weight, size_t at, size_t n, uint32_t *offsets) {
    uint8_t present[IG_VECTOR_ROWS];
    ig_block block = ig_view_block(key->view, at, n);
    add_values(key->view.column, weight, block, offsets);
    if (!key->has_missing)
        return;
    ig_load_present(key->view.column, block, present);
    add_missing(present, ((uint32_t)key->greatest + (uint32_t)key->base) * weight, n, offsets);
}

static void add_codes(const ig_key *key, uint32_t weight, size_t at, size_t n, uint32_t *offsets) {
    uint64_t codes[IG_VECTOR_ROWS];
    ig_key_codes(key, at, n, codes);
    add_u64(codes, weight, n, offsets);
}

/* ---- Reach ---- */

/* The codes of a key in one block of its column; false when they may be any. */
static bool key_reach(const ig_key *key, size_t block, uint32_t *least, uint32_t *n) {
    if (!is_plain(key) || key->view.rows != NULL || key->part != IG_KEY_WHOLE)
        return false;
    const ig_stats *stats = ig_column_known_stats(key->view.column);
    if (stats == NULL)
        return false;
    const ig_extent *extent = &stats->blocks[block];
    if (extent->n_missing > 0 || extent->least > extent->greatest)
        return false;
    bool is_number = key->view.column->type == IG_DECIMAL || key->view.column->type == IG_MONTH;
    uint64_t order = is_number ? ig_int_order(extent->least) : (uint64_t)extent->least;
    *least = (uint32_t)(order - key->base);
    *n = (uint32_t)((uint64_t)extent->greatest - (uint64_t)extent->least) + 1;
    return true;
}

bool ig_slots_reach(const ig_keys *keys, size_t at, size_t n, ig_reach *reach) {
    size_t block = at / IG_STATS_ROWS;
    bool narrower = false;
    if (keys->n > IG_REACH_KEYS || n == 0 || (at + n - 1) / IG_STATS_ROWS != block)
        return false;
    *reach = (ig_reach){.n_slots = 1};
    for (size_t k = 0; k < keys->n; k++) {
        const ig_key *key = &keys->items[k];
        if (!key_reach(key, block, &reach->least[k], &reach->n[k])) {
            reach->least[k] = 0;
            reach->n[k] = (uint32_t)key->greatest + 1;
        }
        narrower |= reach->n[k] <= key->greatest;
        reach->n_slots *= reach->n[k];
    }
    return narrower;
}

size_t ig_reach_slot(const ig_keys *keys, const ig_reach *reach, size_t near) {
    size_t slot = 0, weight = 1;
    for (size_t k = keys->n; k > 0; k--) {
        slot += (reach->least[k - 1] + near % reach->n[k - 1]) * weight;
        near /= reach->n[k - 1];
        weight *= (size_t)keys->items[k - 1].greatest + 1;
    }
    return slot;
}

bool ig_reach_equal(const ig_keys *keys, const ig_reach *a, const ig_reach *b) {
    bool equal = true;
    for (size_t k = 0; k < keys->n; k++)
        equal &= a->least[k] == b->least[k] && a->n[k] == b->n[k];
    return equal;
}

/* ---- Offsets ---- */

static uint32_t code_count(const ig_key *key, const ig_reach *reach, size_t k) {
    return reach != NULL ? reach->n[k] : (uint32_t)key->greatest + 1;
}

void ig_slots_offsets(const ig_keys *keys, const ig_reach *reach, uint32_t unit, size_t at,
                      size_t n, uint32_t *offsets) {
    uint32_t weight = unit, start = 0;
    for (size_t k = keys->n; k > 0; k--) {
        const ig_key *key = &keys->items[k - 1];
        uint32_t codes = code_count(key, reach, k - 1);
        if (codes > 1 && is_plain(key))
            start -= (uint32_t)key->base * weight;
        if (codes > 1 && reach != NULL)
            start -= reach->least[k - 1] * weight;
        weight *= codes;
    }
    start_offsets(start, n, offsets);
    weight = unit;
    for (size_t k = keys->n; k > 0; k--) {
        const ig_key *key = &keys->items[k - 1];
        uint32_t codes = code_count(key, reach, k - 1);
        if (codes > 1 && is_plain(key))
            add_plain(key, weight, at, n, offsets);
        else if (codes > 1)
            add_codes(key, weight, at, n, offsets);
        weight *= codes;
    }
}
