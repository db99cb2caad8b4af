/*
 * Values gather in their widest form: integers as int64, reals as double, texts as 32-bit codes,
 * bools as bits. `validity` appears with the first missing row, `reasons` with the first reason other
 * than IG_EMPTY; both then cover all rows before. Finishing narrows them, or hands them
 * over as they are.
 * Invariant: every array that is there has room for `capacity` rows, and bits past `n` are clear.
 */
#include "table/builder.h"

#include "table/decimal.h"
#include "table/narrow.h"

#include <string.h>

enum { FIRST_ROWS = 64 };

struct ig_builder {
    ig_memory *memory; /* borrowed */
    ig_type type;
    unsigned scale;
    size_t n;
    size_t capacity; /* a multiple of 64 */
    size_t n_missing;
    int64_t min; /* of the integers present, and 0 */
    int64_t max;
    void *values;       /* owned */
    uint64_t *validity; /* owned, or NULL */
    uint8_t *reasons;   /* owned, or NULL */
    ig_dict *dict;      /* one reference; text only */
};

/* Bytes a value while building; 0 for bits. */
static size_t item_bytes(ig_type type) {
    switch (type) {
    case IG_TEXT: return sizeof(uint32_t);
    case IG_REAL: return sizeof(double);
    case IG_BOOL: return 0;
    case IG_DECIMAL:
    case IG_MONTH: break;
    }
    return sizeof(int64_t);
}

/* Bits for `to` rows, the words from `from` rows on clear. Returns NULL on failure. */
static uint64_t *grow_bits(ig_builder *builder, uint64_t *bits, size_t from, size_t to,
                           ig_error *err) {
    uint64_t *grown = ig_realloc_array(builder->memory, bits, to / 64, sizeof *grown, err);
    if (grown != NULL) {
        memset(grown + from / 64, 0, (to - from) / 64 * sizeof *grown);
    }
    return grown;
}

static int grow_to(ig_builder *builder, size_t capacity, ig_error *err) {
    size_t item = item_bytes(builder->type);
    void *values = item == 0
                       ? grow_bits(builder, builder->values, builder->capacity, capacity, err)
                       : ig_realloc_array(builder->memory, builder->values, capacity, item, err);
    if (values == NULL) {
        return -1;
    }
    builder->values = values;
    if (builder->validity != NULL) {
        uint64_t *bits = grow_bits(builder, builder->validity, builder->capacity, capacity, err);
        if (bits == NULL) {
            return -1;
        }
        builder->validity = bits;
    }
    if (builder->reasons != NULL) {
        uint8_t *reasons = ig_realloc_array(builder->memory, builder->reasons, capacity, 1, err);
        if (reasons == NULL) {
            return -1;
        }
        builder->reasons = reasons;
    }
    builder->capacity = capacity;
    return 0;
}

/* Room for one more row. */
static inline int grow(ig_builder *builder, ig_error *err) {
    if (builder->n < builder->capacity) {
        return 0;
    }
    if (builder->capacity > SIZE_MAX / 32) {
        return ig_fail(err, IG_ERROR_LIMIT, "out of memory: a column of more than %zu rows refused",
                       builder->n);
    }
    return grow_to(builder, builder->capacity * 2, err);
}

ig_builder *ig_builder_new(ig_memory *memory, ig_type type, unsigned scale, size_t capacity,
                           ig_error *err) {
    if (scale > (type == IG_DECIMAL ? IG_SCALE_MAX : 0)) {
        ig_fail(err, IG_ERROR_INTERNAL, "no %s column has scale %u", ig_type_name(type), scale);
        return NULL;
    }
    ig_builder *builder = ig_alloc_zero(memory, 1, sizeof *builder, err);
    if (builder == NULL) {
        return NULL;
    }
    builder->memory = memory;
    builder->type = type;
    builder->scale = scale;
    if (type == IG_TEXT) {
        builder->dict = ig_dict_new(memory, err);
        if (builder->dict == NULL) {
            ig_builder_free(builder);
            return NULL;
        }
    }
    size_t rows = capacity < FIRST_ROWS ? FIRST_ROWS : capacity;
    if (rows > SIZE_MAX - 63) {
        ig_fail(err, IG_ERROR_LIMIT, "out of memory: a column of %zu rows refused", rows);
        ig_builder_free(builder);
        return NULL;
    }
    if (grow_to(builder, (rows + 63) / 64 * 64, err) != 0) {
        ig_builder_free(builder);
        return NULL;
    }
    return builder;
}

void ig_builder_free(ig_builder *builder) {
    if (builder == NULL) {
        return;
    }
    ig_free(builder->values);
    ig_free(builder->validity);
    ig_free(builder->reasons);
    ig_dict_release(builder->dict);
    ig_free(builder);
}

static int refuse(const ig_builder *builder, const char *got, ig_error *err) {
    return ig_fail(err, IG_ERROR_INTERNAL, "a %s column was given %s", ig_type_name(builder->type),
                   got);
}

static inline void mark_present(ig_builder *builder) {
    if (builder->validity != NULL) {
        ig_bit_put(builder->validity, builder->n, true);
    }
    if (builder->reasons != NULL) {
        builder->reasons[builder->n] = IG_PRESENT;
    }
    builder->n++;
}

int ig_builder_int(ig_builder *builder, int64_t units, ig_error *err) {
    if (builder->type != IG_DECIMAL && builder->type != IG_MONTH) {
        return refuse(builder, "an integer", err);
    }
    if (builder->type == IG_MONTH && (units < INT32_MIN || units > INT32_MAX)) {
        return refuse(builder, "a number that is no month", err);
    }
    if (grow(builder, err) != 0) {
        return -1;
    }
    ((int64_t *)builder->values)[builder->n] = units;
    builder->min = units < builder->min ? units : builder->min;
    builder->max = units > builder->max ? units : builder->max;
    mark_present(builder);
    return 0;
}

int ig_builder_real(ig_builder *builder, double value, ig_error *err) {
    if (builder->type != IG_REAL) {
        return refuse(builder, "a real", err);
    }
    if (grow(builder, err) != 0) {
        return -1;
    }
    ((double *)builder->values)[builder->n] = value;
    mark_present(builder);
    return 0;
}

int ig_builder_bool(ig_builder *builder, bool value, ig_error *err) {
    if (builder->type != IG_BOOL) {
        return refuse(builder, "a bool", err);
    }
    if (grow(builder, err) != 0) {
        return -1;
    }
    ig_bit_put(builder->values, builder->n, value);
    mark_present(builder);
    return 0;
}

int ig_builder_text(ig_builder *builder, const char *bytes, size_t size_bytes, ig_error *err) {
    if (builder->type != IG_TEXT) {
        return refuse(builder, "a text", err);
    }
    uint32_t code = 0;
    if (grow(builder, err) != 0 || ig_dict_add(builder->dict, bytes, size_bytes, &code, err) != 0) {
        return -1;
    }
    ((uint32_t *)builder->values)[builder->n] = code;
    mark_present(builder);
    return 0;
}

/* The validity of all rows so far: present. */
static int start_validity(ig_builder *builder, ig_error *err) {
    builder->validity = grow_bits(builder, NULL, 0, builder->capacity, err);
    if (builder->validity == NULL) {
        return -1;
    }
    memset(builder->validity, 0xff, builder->n / 64 * sizeof(uint64_t));
    if (builder->n % 64 != 0) {
        builder->validity[builder->n / 64] = (UINT64_C(1) << (builder->n % 64)) - 1;
    }
    return 0;
}

/* The reasons of all rows so far: present or empty. */
static int start_reasons(ig_builder *builder, ig_error *err) {
    builder->reasons = ig_alloc_array(builder->memory, builder->capacity, 1, err);
    if (builder->reasons == NULL) {
        return -1;
    }
    for (size_t i = 0; i < builder->n; i++) {
        builder->reasons[i] = ig_bit_get(builder->validity, i) ? IG_PRESENT : IG_EMPTY;
    }
    return 0;
}

static void put_zero(ig_builder *builder) {
    switch (builder->type) {
    case IG_TEXT: ((uint32_t *)builder->values)[builder->n] = 0; break;
    case IG_REAL: ((double *)builder->values)[builder->n] = 0; break;
    case IG_BOOL: break; /* the bit is clear */
    case IG_DECIMAL:
    case IG_MONTH: ((int64_t *)builder->values)[builder->n] = 0; break;
    }
}

int ig_builder_missing(ig_builder *builder, ig_reason reason, ig_error *err) {
    if (reason == IG_PRESENT) {
        return refuse(builder, "a missing row without a reason", err);
    }
    if (grow(builder, err) != 0 ||
        (builder->validity == NULL && start_validity(builder, err) != 0) ||
        (builder->reasons == NULL && reason != IG_EMPTY && start_reasons(builder, err) != 0)) {
        return -1;
    }
    put_zero(builder);
    if (builder->reasons != NULL) {
        builder->reasons[builder->n] = (uint8_t)reason;
    }
    builder->n_missing++;
    builder->n++;
    return 0;
}

/* The narrowest width of the finished column. */
static unsigned finished_width(const ig_builder *builder) {
    unsigned width = ig_int_width(builder->min, builder->max);
    uint32_t n_texts = builder->dict == NULL ? 0 : ig_dict_size(builder->dict);
    switch (builder->type) {
    case IG_DECIMAL: return width;
    case IG_MONTH: return width < 2 ? 2 : width;
    case IG_TEXT: return n_texts <= UINT8_MAX + 1 ? 1 : n_texts <= UINT16_MAX + 1 ? 2 : 4;
    case IG_REAL: return 8;
    case IG_BOOL: break;
    }
    return 0;
}

/* Puts the values into the column: cut to their length where they have the right width already, so
   that no second copy of them is ever held, else narrowed. */
static int give_values(ig_builder *builder, ig_column *column, ig_error *err) {
    size_t item = item_bytes(builder->type);
    if (item == column->width) {
        void *cut = item == 0
                        ? ig_realloc_array(builder->memory, builder->values,
                                           ig_bitmap_words(builder->n), sizeof(uint64_t), err)
                        : ig_realloc_array(builder->memory, builder->values, builder->n, item, err);
        if (cut == NULL) {
            return -1;
        }
        builder->values = NULL;
        ig_free(column->values);
        column->values = cut;
        return 0;
    }
    void *narrow = ig_alloc_array(builder->memory, builder->n, column->width, err);
    if (narrow == NULL) {
        return -1;
    }
    if (builder->type == IG_TEXT) {
        ig_narrow_codes(narrow, column->width, builder->values, builder->n);
    } else {
        ig_narrow_ints(narrow, column->width, builder->values, sizeof(int64_t), builder->n);
    }
    ig_free(column->values);
    column->values = narrow;
    return 0;
}

/* Hands validity and reasons over, cut to their length. */
static int give_maps(ig_builder *builder, ig_column *column, ig_error *err) {
    size_t words = ig_bitmap_words(builder->n);
    if (builder->validity != NULL) {
        uint64_t *cut =
            ig_realloc_array(builder->memory, builder->validity, words, sizeof *cut, err);
        if (cut == NULL) {
            return -1;
        }
        builder->validity = NULL;
        column->validity = cut;
    }
    if (builder->reasons != NULL) {
        uint8_t *cut = ig_realloc_array(builder->memory, builder->reasons, builder->n, 1, err);
        if (cut == NULL) {
            return -1;
        }
        builder->reasons = NULL;
        column->reasons = cut;
    }
    return 0;
}

ig_column *ig_builder_finish(ig_builder *builder, ig_error *err) {
    ig_column *column = ig_column_new(builder->memory, builder->type, builder->scale,
                                      finished_width(builder), 0, err);
    if (column != NULL) {
        column->n_rows = builder->n;
        column->n_missing = builder->n_missing;
        column->dict = builder->dict;
        builder->dict = NULL;
        if (give_values(builder, column, err) != 0 || give_maps(builder, column, err) != 0) {
            ig_column_release(column);
            column = NULL;
        }
    }
    ig_builder_free(builder);
    return column;
}
