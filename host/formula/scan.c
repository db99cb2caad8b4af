/*
 * Columns are widened into a room while they are loaded, or not at all where their values already are
 * what vectors hold and the rows are contiguous: then the vector is a view into the column. The
 * commonest conditions, a column against a constant and a text in a list, need no widening: they are
 * answered on the narrow values as they lie.
 */
#include "formula/scan.h"

#include "base/clones.h"

#include <string.h>

#define LOAD(name, from_type, to_type)                                                             \
    IG_CLONES static void widen_##name(const from_type *values, size_t n, void *room) {            \
        for (size_t i = 0; i < n; i++)                                                             \
            ((to_type *)room)[i] = values[i];                                                      \
    }                                                                                              \
    static void load_##name(const void *values, const uint32_t *rows, size_t from, size_t n,       \
                            void *room) {                                                          \
        const from_type *source = values;                                                          \
        if (rows == NULL)                                                                          \
            widen_##name(source + from, n, room);                                                  \
        else                                                                                       \
            for (size_t i = 0; i < n; i++)                                                         \
                ((to_type *)room)[i] = source[rows[from + i]];                                     \
    }

LOAD(i8, int8_t, int64_t)
LOAD(i16, int16_t, int64_t)
LOAD(i32, int32_t, int64_t)
LOAD(i64, int64_t, int64_t)
LOAD(u8, uint8_t, uint32_t)
LOAD(u16, uint16_t, uint32_t)
LOAD(u32, uint32_t, uint32_t)

static void load_bits(const uint64_t *words, ig_rows rows, size_t from, size_t n, uint8_t *to) {
    for (size_t i = 0; i < n; i++) {
        to[i] = ig_bit_get(words, ig_row_at(rows, from + i));
    }
}

static const void *load_values(const ig_column *column, ig_rows rows, size_t from, size_t n,
                               void *room) {
    bool text = column->type == IG_TEXT;
    if (column->type == IG_BOOL) {
        load_bits(column->values, rows, from, n, room);
        return room;
    }
    switch (column->width) {
    case 1: (text ? load_u8 : load_i8)(column->values, rows.list, from, n, room); break;
    case 2: (text ? load_u16 : load_i16)(column->values, rows.list, from, n, room); break;
    case 4:
        if (text && rows.list == NULL) {
            return (const uint32_t *)column->values + from;
        }
        (text ? load_u32 : load_i32)(column->values, rows.list, from, n, room);
        break;
    default: /* int64_t and double alike */
        if (rows.list == NULL) {
            return (const int64_t *)column->values + from;
        }
        load_i64(column->values, rows.list, from, n, room);
        break;
    }
    return room;
}

static uint8_t state_for(uint8_t reason) {
    return reason == IG_SUPPRESSED ? IG_STATE_MISSING | IG_STATE_SUPPRESSED
           : reason == IG_REJECTED ? IG_STATE_MISSING | IG_STATE_REJECTED
                                   : IG_STATE_MISSING;
}

/* States of up to 64 rows that lie together, of which the clear bits are missing. */
static void load_word(const ig_column *column, uint64_t present, size_t from, size_t n,
                      uint8_t *room) {
    uint64_t gone = ~present;
    memset(room, 0, n);
    for (; gone != 0; gone &= gone - 1) {
        size_t i = (size_t)__builtin_ctzll(gone);
        if (i >= n) {
            return;
        }
        room[i] = state_for(column->reasons == NULL ? IG_EMPTY : column->reasons[from + i]);
    }
}

static const uint8_t *load_states(const ig_column *column, ig_rows rows, size_t from, size_t n,
                                  uint8_t *room) {
    uint8_t any = 0;
    if (column->validity == NULL) {
        return NULL;
    }
    if (rows.list == NULL && from % 64 == 0) {
        for (size_t i = 0; i < n; i += 64) {
            load_word(column, column->validity[(from + i) / 64], from + i, n - i < 64 ? n - i : 64,
                      room + i);
        }
        return room;
    }
    for (size_t i = 0; i < n; i++) {
        size_t row = ig_row_at(rows, from + i);
        bool present = ig_bit_get(column->validity, row);
        uint8_t reason = column->reasons == NULL ? IG_EMPTY : column->reasons[row];
        room[i] = present ? 0 : state_for(reason);
        any |= room[i];
    }
    return any == 0 ? NULL : room;
}

IG_SCAN(load) {
    out->data = load_values(step->column, rows, from, n, room.data);
    out->state = load_states(step->column, rows, from, n, room.state);
}

/* ---- Comparison with a constant ---- */

/* A constant outside of the column's type decides every row alike. */
static bool decides(ig_compare compare, int64_t constant, unsigned width, bool *holds) {
    int64_t most = width == 8 ? INT64_MAX : (INT64_C(1) << (8 * width - 1)) - 1;
    bool above = constant > most, below = constant < -most - 1;
    *holds = compare == IG_NE ||
             (above ? compare == IG_LT || compare == IG_LE : compare == IG_GT || compare == IG_GE);
    return above || below;
}

#define COMPARE(name, type)                                                                        \
    static inline __attribute__((always_inline)) void loop_##name(                                 \
        ig_compare compare, const type *values, const uint32_t *rows, size_t n, type with,         \
        uint8_t *restrict to) {                                                                    \
        for (size_t i = 0; i < n; i++) {                                                           \
            type value = values[rows == NULL ? i : rows[i]];                                       \
            to[i] = compare == IG_EQ   ? value == with                                             \
                    : compare == IG_NE ? value != with                                             \
                    : compare == IG_LT ? value < with                                              \
                    : compare == IG_LE ? value <= with                                             \
                    : compare == IG_GT ? value > with                                              \
                                       : value >= with;                                            \
        }                                                                                          \
    }                                                                                              \
    static inline __attribute__((always_inline)) void each_##name(                                 \
        ig_compare compare, const type *values, const uint32_t *rows, size_t n, type with,         \
        uint8_t *to) {                                                                             \
        switch (compare) {                                                                         \
        case IG_EQ: loop_##name(IG_EQ, values, rows, n, with, to); break;                          \
        case IG_NE: loop_##name(IG_NE, values, rows, n, with, to); break;                          \
        case IG_LT: loop_##name(IG_LT, values, rows, n, with, to); break;                          \
        case IG_LE: loop_##name(IG_LE, values, rows, n, with, to); break;                          \
        case IG_GT: loop_##name(IG_GT, values, rows, n, with, to); break;                          \
        case IG_GE: loop_##name(IG_GE, values, rows, n, with, to); break;                          \
        }                                                                                          \
    }                                                                                              \
    static void compare_##name(ig_compare compare, const void *values, ig_rows rows, size_t from,  \
                               size_t n, int64_t with, uint8_t *to) {                              \
        if (rows.list == NULL)                                                                     \
            each_##name(compare, (const type *)values + from, NULL, n, (type)with, to);            \
        else                                                                                       \
            each_##name(compare, values, rows.list + from, n, (type)with, to);                     \
    }

COMPARE(i8, int8_t)
COMPARE(i16, int16_t)
COMPARE(i32, int32_t)
COMPARE(i64, int64_t)

IG_SCAN(compare) {
    const ig_column *column = step->column;
    bool holds;
    out->data = room.data;
    out->state = load_states(column, rows, from, n, room.state);
    if (decides(step->compare, step->a, column->width, &holds)) {
        memset(room.data, holds, n);
        return;
    }
    switch (column->width) {
    case 1: compare_i8(step->compare, column->values, rows, from, n, step->a, room.data); break;
    case 2: compare_i16(step->compare, column->values, rows, from, n, step->a, room.data); break;
    case 4: compare_i32(step->compare, column->values, rows, from, n, step->a, room.data); break;
    default: compare_i64(step->compare, column->values, rows, from, n, step->a, room.data); break;
    }
}

/* ---- Tables over codes ---- */

#define LOOK_UP(name, type)                                                                        \
    static void look_up_##name(const uint8_t *table, const void *values, ig_rows rows,             \
                               size_t from, size_t n, uint8_t *restrict to) {                      \
        const type *codes = values;                                                                \
        if (rows.list == NULL)                                                                     \
            for (size_t i = 0; i < n; i++)                                                         \
                to[i] = table[codes[from + i]];                                                    \
        else                                                                                       \
            for (size_t i = 0; i < n; i++)                                                         \
                to[i] = table[codes[rows.list[from + i]]];                                         \
    }

LOOK_UP(u8, uint8_t)
LOOK_UP(u16, uint16_t)
LOOK_UP(u32, uint32_t)

IG_SCAN(codes) {
    const ig_column *column = step->column;
    const uint8_t *table = step->lookup.items;
    out->data = room.data;
    out->state = load_states(column, rows, from, n, room.state);
    switch (column->width) {
    case 1: look_up_u8(table, column->values, rows, from, n, room.data); break;
    case 2: look_up_u16(table, column->values, rows, from, n, room.data); break;
    default: look_up_u32(table, column->values, rows, from, n, room.data); break;
    }
}
