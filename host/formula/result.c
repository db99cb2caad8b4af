/*
 * Every value is written once, where the column will have it. Morsels are multiples of 64 rows, so
 * threads never write the same word of bits. Bounds of integers start at 0, which is what stands for a
 * missing value and fits every width.
 */
#include "formula/result.h"

#include "base/clones.h"
#include "table/decimal.h"

#include <string.h>

static ig_type type_of(const ig_result *result) {
    return ig_expression_type(result->expression);
}

unsigned ig_result_width(const ig_expression *expression, int64_t least, int64_t most) {
    const ig_step *step = &expression->steps[expression->result];
    unsigned width = ig_int_width(least, most);
    switch (step->type) {
    case IG_REAL: return sizeof(double);
    case IG_BOOL: return 0;
    case IG_TEXT: return ig_dict_width(ig_dict_size(step->dict));
    case IG_MONTH: return width < 2 ? 2 : width;
    default: return width;
    }
}

static int init_firsts(ig_result *result, ig_error *err) {
    const ig_step *step = &result->expression->steps[result->expression->result];
    if (step->type != IG_TEXT) {
        return 0;
    }
    size_t n = ig_dict_size(step->dict) + (size_t)1; /* code 0 of missing rows in any case */
    result->firsts = ig_alloc_array(result->context->memory, n, sizeof *result->firsts, err);
    for (size_t i = 0; result->firsts != NULL && i < n; i++) {
        atomic_init(&result->firsts[i], UINT32_MAX);
    }
    return result->firsts == NULL ? -1 : 0;
}

int ig_result_init(ig_result *result, const ig_context *context, const ig_expression *expression,
                   size_t n_rows, unsigned width, ig_error *err) {
    ig_memory *memory = context->memory;
    size_t n_words = ig_bitmap_words(n_rows);
    *result =
        (ig_result){.context = context, .expression = expression, .n_rows = n_rows, .width = width};
    result->n_parts = ig_morsels(context, n_rows);
    result->values = width == 0 ? ig_alloc_zero(memory, n_words, sizeof(uint64_t), err)
                                : ig_alloc_array(memory, n_rows, width, err);
    if (result->values == NULL) {
        return -1;
    }
    result->validity = ig_alloc_zero(memory, n_words, sizeof(uint64_t), err);
    if (result->validity == NULL) {
        goto failed;
    }
    result->parts = ig_alloc_zero(memory, result->n_parts, sizeof *result->parts, err);
    if (result->parts == NULL || init_firsts(result, err) != 0) {
        goto failed;
    }
    if (!expression->has_reasons) {
        return 0;
    }
    result->reasons = ig_alloc_zero(memory, n_rows, 1, err);
    if (result->reasons != NULL) {
        return 0;
    }
failed:
    ig_result_reset(result);
    return -1;
}

void ig_result_reset(ig_result *result) {
    ig_free(result->values);
    ig_free(result->validity);
    ig_free(result->reasons);
    ig_free(result->firsts);
    ig_free(result->parts);
    *result = (ig_result){0};
}

/* ---- States ---- */

static ig_reason reason_of(uint8_t state) {
    return (state & IG_STATE_SUPPRESSED) != 0 ? IG_SUPPRESSED
           : (state & IG_STATE_REJECTED) != 0 ? IG_REJECTED
                                              : IG_EMPTY;
}

static void store_reasons(ig_result *result, ig_part *part, const ig_vector *vector, size_t at,
                          size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint8_t state = ig_state_at(vector, i);
        if (state != 0) {
            result->reasons[at + i] = (uint8_t)reason_of(state);
            part->has_reason = part->has_reason || reason_of(state) != IG_EMPTY;
        }
    }
}

/* Bits of up to 64 states, set where they are 0. */
static uint64_t present_bits(const uint8_t *state, size_t n) {
    uint8_t present[64];
    for (size_t i = 0; i < n; i++) {
        present[i] = state[i] == 0 ? 0x80 : 0;
    }
    return ig_bitmap_pack(present, n);
}

static void store_states(ig_result *result, ig_part *part, const ig_vector *vector, size_t at,
                         size_t n) {
    uint64_t *words = result->validity + at / 64;
    for (size_t i = 0; i < n; i += 64) {
        size_t some = n - i < 64 ? n - i : 64;
        uint64_t word = some < 64 ? (UINT64_C(1) << some) - 1 : UINT64_MAX;
        if (vector->state != NULL) {
            word = vector->constant ? 0 : present_bits(vector->state + i, some);
        }
        words[i / 64] = word;
        part->n_missing += some - (size_t)__builtin_popcountll(word);
    }
    if (vector->state != NULL && result->reasons != NULL) {
        store_reasons(result, part, vector, at, n);
    }
}

/* ---- Values ---- */

typedef struct span {
    int64_t least, most;
} span;

#define STORE(name, type)                                                                          \
    IG_CLONES static void store_##name(const int64_t *values, size_t n, void *to, span *bounds) {  \
        int64_t least = bounds->least, most = bounds->most;                                        \
        for (size_t i = 0; i < n; i++) {                                                           \
            int64_t value = values[i];                                                             \
            ((type *)to)[i] = (type)value;                                                         \
            least = value < least ? value : least;                                                 \
            most = value > most ? value : most;                                                    \
        }                                                                                          \
        *bounds = (span){least, most};                                                             \
    }

STORE(i8, int8_t)
STORE(i16, int16_t)
STORE(i32, int32_t)
STORE(i64, int64_t)

IG_CLONES static void clear_missing(const int64_t *values, const uint8_t *state, size_t n,
                                    int64_t *restrict to) {
    for (size_t i = 0; i < n; i++) {
        to[i] = state[i] == 0 ? values[i] : 0;
    }
}

/* The vector's integers with 0 where they are missing; `room` holds IG_VECTOR_ROWS of them. */
static const int64_t *plain_ints(const ig_vector *vector, size_t n, int64_t *room) {
    const int64_t *values = vector->data;
    if (vector->state == NULL && !vector->constant) {
        return values;
    }
    if (!vector->constant) {
        clear_missing(values, vector->state, n, room);
        return room;
    }
    for (size_t i = 0; i < n; i++) {
        room[i] = ig_state_at(vector, 0) == 0 ? values[0] : 0;
    }
    return room;
}

void ig_result_bounds(const ig_vector *vector, size_t n, int64_t *least, int64_t *most) {
    int64_t room[IG_VECTOR_ROWS], copy[IG_VECTOR_ROWS];
    span bounds = {*least, *most};
    store_i64(plain_ints(vector, n, room), n, copy, &bounds);
    *least = bounds.least;
    *most = bounds.most;
}

/* n times what stands before `to`, which is there once. */
static void repeat(char *to, unsigned width, size_t n) {
    for (size_t done = width; done < n * width;) {
        size_t some = done < n * width - done ? done : n * width - done;
        memcpy(to + done, to, some);
        done += some;
    }
}

static void store_ints(const ig_result *result, ig_part *part, const ig_vector *vector, size_t at,
                       size_t n) {
    int64_t room[IG_VECTOR_ROWS];
    size_t n_given = vector->constant ? 1 : n;
    const int64_t *values = plain_ints(vector, n_given, room);
    span bounds = {part->least, part->most};
    char *to = (char *)result->values + at * result->width;
    switch (result->width) {
    case 1: store_i8(values, n_given, to, &bounds); break;
    case 2: store_i16(values, n_given, to, &bounds); break;
    case 4: store_i32(values, n_given, to, &bounds); break;
    default: store_i64(values, n_given, to, &bounds); break;
    }
    if (vector->constant) {
        repeat(to, result->width, n);
    }
    part->least = bounds.least;
    part->most = bounds.most;
}

static void store_reals(double *to, const ig_vector *vector, size_t n) {
    const double *values = vector->data;
    if (vector->state == NULL && !vector->constant) {
        memcpy(to, values, n * sizeof *to);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        double value = values[ig_at(vector, i)];
        to[i] = ig_state_at(vector, i) == 0 ? value : 0;
    }
}

static void store_bools(uint64_t *words, const ig_vector *vector, size_t n) {
    const uint8_t *values = vector->data;
    uint8_t on[IG_VECTOR_ROWS];
    bool plain = vector->state == NULL && !vector->constant;
    for (size_t i = 0; i < n && plain; i++) {
        on[i] = (uint8_t)(values[i] << 7);
    }
    for (size_t i = 0; i < n && !plain; i++) {
        on[i] = ig_state_at(vector, i) == 0 && values[ig_at(vector, i)] ? 0x80 : 0;
    }
    for (size_t i = 0; i < n; i += 64) {
        words[i / 64] = ig_bitmap_pack(on + i, n - i < 64 ? n - i : 64);
    }
}

#define STORE_CODES(name, type)                                                                    \
    static void store_##name(const uint32_t *codes, size_t n, void *to) {                          \
        for (size_t i = 0; i < n; i++)                                                             \
            ((type *)to)[i] = (type)codes[i];                                                      \
    }

STORE_CODES(u8, uint8_t)
STORE_CODES(u16, uint16_t)
STORE_CODES(u32, uint32_t)

/* Notes a row as the first of its code, unless an earlier one is known. */
static inline void meet(atomic_uint *first, uint32_t row) {
    unsigned known = atomic_load_explicit(first, memory_order_relaxed);
    while (row < known && !atomic_compare_exchange_weak_explicit(
                              first, &known, row, memory_order_relaxed, memory_order_relaxed)) {
    }
}

static void store_codes(const ig_result *result, const ig_vector *vector, size_t at, size_t n) {
    uint32_t room[IG_VECTOR_ROWS];
    const uint32_t *codes = vector->data;
    bool plain = vector->state == NULL && !vector->constant;
    for (size_t i = 0; i < n && !plain; i++) {
        room[i] = ig_state_at(vector, i) == 0 ? codes[ig_at(vector, i)] : 0;
    }
    codes = plain ? codes : room;
    for (size_t i = 0; i < n; i++) {
        if (plain || ig_state_at(vector, i) == 0) {
            meet(&result->firsts[codes[i]], (uint32_t)(at + i));
        }
    }
    void *to = (char *)result->values + at * result->width;
    switch (result->width) {
    case 1: store_u8(codes, n, to); break;
    case 2: store_u16(codes, n, to); break;
    default: store_u32(codes, n, to); break;
    }
}

void ig_result_store(ig_result *result, size_t morsel, const ig_vector *vector, size_t at,
                     size_t n) {
    ig_part *part = &result->parts[morsel];
    store_states(result, part, vector, at, n);
    switch (type_of(result)) {
    case IG_REAL: store_reals((double *)result->values + at, vector, n); break;
    case IG_TEXT: store_codes(result, vector, at, n); break;
    case IG_BOOL: store_bools((uint64_t *)result->values + at / 64, vector, n); break;
    default: store_ints(result, part, vector, at, n); break;
    }
}

/* ---- Finishing ---- */

unsigned ig_result_needs(const ig_result *result) {
    int64_t least = 0, most = 0;
    for (size_t i = 0; i < result->n_parts; i++) {
        least = result->parts[i].least < least ? result->parts[i].least : least;
        most = result->parts[i].most > most ? result->parts[i].most : most;
    }
    return ig_result_width(result->expression, least, most);
}

/* Hands validity and reasons over where there is anything to say. */
static void finish_states(ig_result *result, ig_column *column) {
    bool has_reason = false;
    for (size_t i = 0; i < result->n_parts; i++) {
        column->n_missing += result->parts[i].n_missing;
        has_reason = has_reason || result->parts[i].has_reason;
    }
    if (column->n_missing > 0) {
        column->validity = result->validity;
        result->validity = NULL;
    }
    if (has_reason) {
        column->reasons = result->reasons;
        result->reasons = NULL;
    }
}

ig_column *ig_result_finish(ig_result *result, ig_error *err) {
    const ig_step *step = &result->expression->steps[result->expression->result];
    const ig_column *plain = ig_step_plain(result->expression);
    const char *source = plain == NULL ? NULL : plain->source;
    ig_memory *memory = result->context->memory;
    ig_dict *dict = NULL;
    if (step->type == IG_TEXT) {
        dict = ig_result_number(result, err);
        if (dict == NULL) {
            return NULL;
        }
    }
    ig_column *column = ig_column_new(
        memory, step->type, step->type == IG_DECIMAL ? step->scale : 0, result->width, 0, err);
    if (column == NULL) {
        ig_dict_release(dict);
        return NULL;
    }
    ig_free(column->values); /* the block changes hands */
    column->values = result->values;
    column->n_rows = result->n_rows;
    column->dict = dict;
    result->values = NULL;
    finish_states(result, column);
    if (ig_column_set_unit(column, step->unit, err) != 0 ||
        ig_column_set_source(column, source, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}
