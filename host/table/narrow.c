/* One loop for each pair of widths: simple enough for the compiler to vectorise. */
#include "table/narrow.h"

static inline void int_16_to_8(int8_t *to, const int16_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int8_t)from[i];
    }
}

static inline void int_32_to_8(int8_t *to, const int32_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int8_t)from[i];
    }
}

static inline void int_32_to_16(int16_t *to, const int32_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int16_t)from[i];
    }
}

static inline void int_64_to_8(int8_t *to, const int64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int8_t)from[i];
    }
}

static inline void int_64_to_16(int16_t *to, const int64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int16_t)from[i];
    }
}

static inline void int_64_to_32(int32_t *to, const int64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int32_t)from[i];
    }
}

static inline void code_to_8(uint8_t *to, const uint32_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (uint8_t)from[i];
    }
}

static inline void code_to_16(uint16_t *to, const uint32_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (uint16_t)from[i];
    }
}

void ig_narrow_ints(void *to, unsigned to_width, const void *from, unsigned from_width, size_t n) {
    switch (from_width * 10 + to_width) {
    case 21: int_16_to_8(to, from, n); break;
    case 41: int_32_to_8(to, from, n); break;
    case 42: int_32_to_16(to, from, n); break;
    case 81: int_64_to_8(to, from, n); break;
    case 82: int_64_to_16(to, from, n); break;
    case 84: int_64_to_32(to, from, n); break;
    default: break; /* no other pair narrows */
    }
}

void ig_narrow_codes(void *to, unsigned to_width, const uint32_t *from, size_t n) {
    if (to_width == 1) {
        code_to_8(to, from, n);
    } else {
        code_to_16(to, from, n);
    }
}

typedef struct narrowing {
    const ig_context *context;
    const ig_column *from;
    char *to; /* owned by the caller */
    unsigned width;
} narrowing;

static int narrow_morsel(void *context, size_t task, unsigned worker, ig_error *err) {
    (void)worker;
    (void)err;
    const narrowing *work = context;
    ig_morsel rows = ig_morsel_at(work->context, task, work->from->n_rows);
    char *to = work->to + rows.lo * work->width;
    const char *from = (const char *)work->from->values + rows.lo * work->from->width;
    if (work->from->type == IG_TEXT) {
        ig_narrow_codes(to, work->width, (const uint32_t *)(const void *)from, rows.hi - rows.lo);
    } else {
        ig_narrow_ints(to, work->width, from, work->from->width, rows.hi - rows.lo);
    }
    return 0;
}

int ig_column_narrow(const ig_context *context, ig_column *column, unsigned width, ig_error *err) {
    if (width >= column->width) {
        return 0;
    }
    narrowing work = {.context = context, .from = column, .width = width};
    work.to = ig_alloc_array(context->memory, column->n_rows, width, err);
    if (work.to == NULL) {
        return -1;
    }
    if (ig_morsels_run(context, column->n_rows, narrow_morsel, &work, err) != 0) {
        ig_free(work.to);
        return -1;
    }
    ig_free(column->values);
    column->values = work.to;
    column->width = (uint8_t)width;
    return 0;
}
