/*
 * A column: n immutable values of one type, shared by counted reference (safe across threads).
 *
 * Representation. `values` holds n items of `width` bytes in host order:
 *   decimal  signed integers of 1, 2, 4 or 8 bytes, units × 10^−scale
 *   real     double (8)
 *   text     unsigned dictionary codes of 1, 2 or 4 bytes
 *   month    signed integers of 2 or 4 bytes (see month.h)
 *   bool     one bit a row in 64-bit words (width 0)
 * `validity` is NULL when no row is missing, else one bit a row, set = present. The value of a
 * missing row is zero bits. `reasons` is NULL or one ig_reason a row. `stats` is what stats.h knows of
 * the values, once it was asked.
 */
#ifndef INGOT_TABLE_COLUMN_H
#define INGOT_TABLE_COLUMN_H

#include "base/bitmap.h"
#include "base/context.h"
#include "table/dict.h"

#include <stdatomic.h>

typedef enum ig_type { IG_DECIMAL, IG_REAL, IG_TEXT, IG_MONTH, IG_BOOL } ig_type;

/* Why a cell is missing. */
typedef enum ig_reason { IG_PRESENT, IG_EMPTY, IG_SUPPRESSED, IG_REJECTED } ig_reason;

typedef struct ig_column {
    atomic_size_t references;
    ig_memory *memory; /* borrowed */
    ig_type type;
    uint8_t scale; /* decimal only */
    uint8_t width; /* bytes a value; 0 for bool */
    size_t n_rows;
    size_t n_missing;
    void *values;       /* owned */
    uint64_t *validity; /* owned, or NULL */
    uint8_t *reasons;   /* owned, or NULL */
    ig_dict *dict;      /* one reference; text only */
    char *unit;         /* owned, or NULL: "kg", "USD" … */
    char *source;       /* owned, or NULL: the header the values came under */

    struct ig_stats *_Atomic stats; /* owned, or NULL; of stats.h alone */
} ig_column;

/* "decimal", "real", "text", "month", "bool". */
const char *ig_type_name(ig_type type);

/* A column with room for its values, all zero, no validity: for kernels that write it directly
   before it is shared. `width` as above. One reference. */
ig_column *ig_column_new(ig_memory *memory, ig_type type, unsigned scale, unsigned width,
                         size_t n_rows, ig_error *err) IG_CHECKED;
ig_column *ig_column_retain(ig_column *column);
void ig_column_release(ig_column *column); /* NULL is nothing */

/* Sets unit or source before the column is shared; text is copied, NULL clears. */
int ig_column_set_unit(ig_column *column, const char *unit, ig_error *err) IG_CHECKED;
int ig_column_set_source(ig_column *column, const char *source, ig_error *err) IG_CHECKED;

/* A new column of the given rows, in that order, narrowed and with the same unit and source. */
ig_column *ig_column_take(const ig_context *context, const ig_column *column, const uint32_t *rows,
                          size_t n_rows, ig_error *err) IG_CHECKED;

/* As ig_column_take; where a row is IG_NO_ROW, the new one is missing. */
#define IG_NO_ROW UINT32_MAX
ig_column *ig_column_take_or_miss(const ig_context *context, const ig_column *column,
                                  const uint32_t *rows, size_t n_rows, ig_error *err) IG_CHECKED;

/* Bytes held: values, validity, reasons, dictionary. */
size_t ig_column_bytes(const ig_column *column);

static inline bool ig_column_present(const ig_column *column, size_t row) {
    return column->validity == NULL || ig_bit_get(column->validity, row);
}

/* The integer of a decimal or month row. */
static inline int64_t ig_column_int(const ig_column *column, size_t row) {
    switch (column->width) {
    case 1: return ((const int8_t *)column->values)[row];
    case 2: return ((const int16_t *)column->values)[row];
    case 4: return ((const int32_t *)column->values)[row];
    default: return ((const int64_t *)column->values)[row];
    }
}

static inline uint32_t ig_column_code(const ig_column *column, size_t row) {
    switch (column->width) {
    case 1: return ((const uint8_t *)column->values)[row];
    case 2: return ((const uint16_t *)column->values)[row];
    default: return ((const uint32_t *)column->values)[row];
    }
}

static inline double ig_column_double(const ig_column *column, size_t row) {
    return ((const double *)column->values)[row];
}

static inline bool ig_column_bool(const ig_column *column, size_t row) {
    return ig_bit_get((const uint64_t *)column->values, row);
}

static inline ig_text ig_column_text(const ig_column *column, size_t row) {
    return ig_dict_text(column->dict, ig_column_code(column, row));
}

#endif
