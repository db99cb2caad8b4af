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
 *
 * A column with a guard borrows values, validity and reasons from memory that is not yet known to hold
 * what was written, such as a mapped file. Whoever reads rows of a column that he did not make says so
 * first to ig_column_touch. Sizes, types, stats and the number of missing rows hold from the start.
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

/* Checks rows of one column before they are read, and keeps their memory. Embedded in a struct of
   who made the column. */
typedef struct ig_guard ig_guard;
struct ig_guard {
    /* Checks the rows rows[0 … n−1], or from … from + n − 1 when `rows` is NULL, and the dictionary,
       each once. From any thread. */
    int (*touch)(const ig_context *context, ig_guard *guard, const uint32_t *rows, size_t from,
                 size_t n_rows, ig_error *err);
    void (*destroy)(ig_guard *guard); /* called with the column's end */
};

typedef struct ig_column {
    atomic_size_t references;
    ig_memory *memory; /* borrowed */
    ig_type type;
    uint8_t scale; /* decimal only */
    uint8_t width; /* bytes a value; 0 for bool */
    size_t n_rows;
    size_t n_missing;
    void *values;       /* owned, unless there is a guard */
    uint64_t *validity; /* owned, unless there is a guard, or NULL */
    uint8_t *reasons;   /* owned, unless there is a guard, or NULL */
    ig_dict *dict;      /* one reference; text only */
    char *unit;         /* owned, or NULL: "kg", "USD" … */
    char *source;       /* owned, or NULL: the header the values came under */
    ig_guard *guard;    /* owned, or NULL */

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

/* A column over borrowed memory: takes the guard, also on failure. `values`, `validity`, `reasons` and
   `dict` are for the caller to fill in. */
ig_column *ig_column_guarded(ig_memory *memory, ig_type type, unsigned scale, unsigned width,
                             size_t n_rows, ig_guard *guard, ig_error *err) IG_CHECKED;

/* To be called before rows of the column are read: rows[0 … n−1], or 0 … n−1 when `rows` is NULL. With
   no rows it checks the dictionary alone, before what it says is used. Fails with "data", naming what
   is damaged. */
static inline int ig_column_touch(const ig_context *context, const ig_column *column,
                                  const uint32_t *rows, size_t n_rows, ig_error *err) {
    ig_guard *guard = column->guard;
    return guard == NULL ? 0 : guard->touch(context, guard, rows, 0, n_rows, err);
}

/* The same for rows from … from + n − 1. */
static inline int ig_column_touch_run(const ig_context *context, const ig_column *column,
                                      size_t from, size_t n_rows, ig_error *err) {
    ig_guard *guard = column->guard;
    return guard == NULL ? 0 : guard->touch(context, guard, NULL, from, n_rows, err);
}

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

/* Bytes held: values, validity, reasons, dictionary; not those that are borrowed. */
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
