/*
 * Loads. The switch over type and width stands at the door, outside the loops; each loop comes in
 * two forms, one for rows that lie together and one that gathers.
 */
#include "query/vector/view.h"

ig_block ig_view_picked(ig_view view, const uint32_t *positions, size_t n, uint32_t *scratch) {
    if (view.rows == NULL)
        return (ig_block){0, positions, n};
    for (size_t i = 0; i < n; i++)
        scratch[i] = view.rows[positions[i]];
    return (ig_block){0, scratch, n};
}

static inline void load_i8(const int8_t *values, ig_block block, int64_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.start + i];
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.index[i]];
}

static inline void load_i16(const int16_t *values, ig_block block, int64_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.start + i];
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.index[i]];
}

static inline void load_i32(const int32_t *values, ig_block block, int64_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.start + i];
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.index[i]];
}

static inline void load_i64(const int64_t *values, ig_block block, int64_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.start + i];
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.index[i]];
}

static inline void load_u8(const uint8_t *values, ig_block block, int64_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.start + i];
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.index[i]];
}

static inline void load_u16(const uint16_t *values, ig_block block, int64_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.start + i];
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.index[i]];
}

static inline void load_u32(const uint32_t *values, ig_block block, int64_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.start + i];
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.index[i]];
}

static inline void load_bits(const uint64_t *words, ig_block block, int64_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = ig_bit_get(words, block.start + i);
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = ig_bit_get(words, block.index[i]);
}

static void load_codes(const ig_column *column, ig_block block, int64_t *out) {
    switch (column->width) {
    case 1: load_u8(column->values, block, out); return;
    case 2: load_u16(column->values, block, out); return;
    default: load_u32(column->values, block, out); return;
    }
}

void ig_load_ints(const ig_column *column, ig_block block, int64_t *out) {
    if (column->type == IG_TEXT) {
        load_codes(column, block, out);
        return;
    }
    if (column->type == IG_BOOL) {
        load_bits(column->values, block, out);
        return;
    }
    switch (column->width) {
    case 1: load_i8(column->values, block, out); return;
    case 2: load_i16(column->values, block, out); return;
    case 4: load_i32(column->values, block, out); return;
    default: load_i64(column->values, block, out); return;
    }
}

void ig_load_reals(const ig_column *column, ig_block block, double *out) {
    const double *values = column->values;
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.start + i];
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = values[block.index[i]];
}

void ig_load_present(const ig_column *column, ig_block block, uint8_t *out) {
    if (block.index == NULL)
        for (size_t i = 0; i < block.n; i++)
            out[i] = ig_bit_get(column->validity, block.start + i);
    else
        for (size_t i = 0; i < block.n; i++)
            out[i] = ig_bit_get(column->validity, block.index[i]);
}
