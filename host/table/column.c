/*
 * The life of a column. What is owned hangs on the last reference; dropping it is acquire-release, so
 * that the thread that frees sees the work of all others done. Rows are gathered in take.c.
 */
#include "table/column.h"

#include "table/decimal.h"

#include <string.h>

const char *ig_type_name(ig_type type) {
    switch (type) {
    case IG_DECIMAL: return "decimal";
    case IG_REAL: return "real";
    case IG_TEXT: return "text";
    case IG_MONTH: return "month";
    case IG_BOOL: return "bool";
    }
    return "unknown";
}

static bool fits_type(ig_type type, unsigned scale, unsigned width) {
    switch (type) {
    case IG_DECIMAL:
        return scale <= IG_SCALE_MAX && (width == 1 || width == 2 || width == 4 || width == 8);
    case IG_REAL: return scale == 0 && width == 8;
    case IG_TEXT: return scale == 0 && (width == 1 || width == 2 || width == 4);
    case IG_MONTH: return scale == 0 && (width == 2 || width == 4);
    case IG_BOOL: return scale == 0 && width == 0;
    }
    return false;
}

/* A column without memory for its values. */
static ig_column *new_empty(ig_memory *memory, ig_type type, unsigned scale, unsigned width,
                            size_t n_rows, ig_error *err) {
    if (!fits_type(type, scale, width)) {
        ig_fail(err, IG_ERROR_INTERNAL, "no %s column has scale %u and width %u",
                ig_type_name(type), scale, width);
        return NULL;
    }
    ig_column *column = ig_alloc_zero(memory, 1, sizeof *column, err);
    if (column == NULL) {
        return NULL;
    }
    atomic_init(&column->references, 1);
    atomic_init(&column->stats, NULL);
    column->memory = memory;
    column->type = type;
    column->scale = (uint8_t)scale;
    column->width = (uint8_t)width;
    column->n_rows = n_rows;
    return column;
}

ig_column *ig_column_new(ig_memory *memory, ig_type type, unsigned scale, unsigned width,
                         size_t n_rows, ig_error *err) {
    ig_column *column = new_empty(memory, type, scale, width, n_rows, err);
    if (column == NULL) {
        return NULL;
    }
    column->values = type == IG_BOOL
                         ? ig_alloc_zero(memory, ig_bitmap_words(n_rows), sizeof(uint64_t), err)
                         : ig_alloc_zero(memory, n_rows, width, err);
    if (column->values == NULL) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}

ig_column *ig_column_guarded(ig_memory *memory, ig_type type, unsigned scale, unsigned width,
                             size_t n_rows, ig_guard *guard, ig_error *err) {
    ig_column *column = new_empty(memory, type, scale, width, n_rows, err);
    if (column == NULL) {
        guard->destroy(guard);
        return NULL;
    }
    column->guard = guard;
    return column;
}

ig_column *ig_column_retain(ig_column *column) {
    atomic_fetch_add_explicit(&column->references, 1, memory_order_relaxed);
    return column;
}

void ig_column_release(ig_column *column) {
    if (column == NULL ||
        atomic_fetch_sub_explicit(&column->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    if (column->guard != NULL) {
        column->guard->destroy(column->guard);
    } else {
        ig_free(column->values);
        ig_free(column->validity);
        ig_free(column->reasons);
    }
    ig_dict_release(column->dict);
    ig_free(column->unit);
    ig_free(column->source);
    ig_free(atomic_load_explicit(&column->stats, memory_order_relaxed));
    ig_free(column);
}

/* Replaces an owned text by a copy of another, or by NULL. */
static int replace_text(ig_memory *memory, char **place, const char *text, ig_error *err) {
    char *copy = NULL;
    if (text != NULL) {
        copy = ig_strdup(memory, text, err);
        if (copy == NULL) {
            return -1;
        }
    }
    ig_free(*place);
    *place = copy;
    return 0;
}

int ig_column_set_unit(ig_column *column, const char *unit, ig_error *err) {
    return replace_text(column->memory, &column->unit, unit, err);
}

int ig_column_set_source(ig_column *column, const char *source, ig_error *err) {
    return replace_text(column->memory, &column->source, source, err);
}

size_t ig_column_bytes(const ig_column *column) {
    size_t bits = ig_bitmap_words(column->n_rows) * sizeof(uint64_t);
    size_t bytes = column->dict != NULL ? ig_dict_bytes(column->dict) : 0;
    if (column->guard != NULL) {
        return bytes;
    }
    bytes += column->type == IG_BOOL ? bits : column->n_rows * column->width;
    bytes += column->validity != NULL ? bits : 0;
    bytes += column->reasons != NULL ? column->n_rows : 0;
    return bytes;
}
