/*
 * `load` and `store` are told their widths as constants, so that each pair of widths becomes a loop
 * of its own, which the compiler vectorises. Numbers of missing rows may be anything: they are
 * multiplied without a sign, so that nothing overflows, and cleared afterwards.
 */
#include "csv/columns/copy.h"

#include "base/clones.h"
#include "table/decimal.h"

#include <string.h>

#define ALWAYS_INLINE static inline __attribute__((always_inline))

ALWAYS_INLINE void scale_loop(void *to, unsigned width, const void *from, unsigned from_width,
                              int64_t factor, size_t n) {
    for (size_t i = 0; i < n; i++) {
        uint64_t value = (uint64_t)ig_csv_int_at(from, from_width, i) * (uint64_t)factor;
        ig_csv_int_put(to, width, i, (int64_t)value);
    }
}

ALWAYS_INLINE void scale_from(void *to, unsigned width, const void *from, unsigned from_width,
                              int64_t factor, size_t n) {
    switch (from_width) {
    case 1: scale_loop(to, width, from, 1, factor, n); break;
    case 2: scale_loop(to, width, from, 2, factor, n); break;
    case 4: scale_loop(to, width, from, 4, factor, n); break;
    default: scale_loop(to, width, from, 8, factor, n); break;
    }
}

ALWAYS_INLINE void scale_any(void *to, unsigned width, const void *from, unsigned from_width,
                             int64_t factor, size_t n) {
    switch (width) {
    case 1: scale_from(to, 1, from, from_width, factor, n); break;
    case 2: scale_from(to, 2, from, from_width, factor, n); break;
    case 4: scale_from(to, 4, from, from_width, factor, n); break;
    default: scale_from(to, 8, from, from_width, factor, n); break;
    }
}

IG_CLONES static void scale(void *restrict to, unsigned width, const void *restrict from,
                            unsigned from_width, int64_t factor, size_t n) {
    scale_any(to, width, from, from_width, factor, n);
}

IG_CLONES static void widen(void *restrict to, unsigned width, const void *restrict from,
                            unsigned from_width, size_t n) {
    scale_any(to, width, from, from_width, 1, n);
}

void ig_csv_copy_ints(void *to, unsigned width, const void *from, unsigned from_width,
                      int64_t factor, size_t n) {
    if (factor != 1) {
        scale(to, width, from, from_width, factor, n);
    } else if (width == from_width) {
        memcpy(to, from, n * width);
    } else {
        widen(to, width, from, from_width, n);
    }
}

ALWAYS_INLINE void map_loop(void *restrict to, unsigned width, const void *restrict codes,
                            unsigned code_width, const void *restrict table, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int64_t value = ig_csv_int_at(table, width, ig_csv_code_at(codes, code_width, i));
        ig_csv_int_put(to, width, i, value);
    }
}

ALWAYS_INLINE void map_from(void *to, unsigned width, const void *codes, unsigned code_width,
                            const void *table, size_t n) {
    switch (code_width) {
    case 1: map_loop(to, width, codes, 1, table, n); break;
    case 2: map_loop(to, width, codes, 2, table, n); break;
    default: map_loop(to, width, codes, 4, table, n); break;
    }
}

void ig_csv_copy_mapped(void *to, unsigned width, const void *codes, unsigned code_width,
                        const void *table, size_t n) {
    switch (width) {
    case 1: map_from(to, 1, codes, code_width, table, n); break;
    case 2: map_from(to, 2, codes, code_width, table, n); break;
    case 4: map_from(to, 4, codes, code_width, table, n); break;
    default: map_from(to, 8, codes, code_width, table, n); break;
    }
}

void ig_csv_copy_present(void *to, unsigned width, const void *codes, unsigned code_width,
                         const void *table, const uint64_t *validity, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int64_t value = 0;
        if (ig_bit_get(validity, i)) {
            value = ig_csv_int_at(table, width, ig_csv_code_at(codes, code_width, i));
        }
        ig_csv_int_put(to, width, i, value);
    }
}

static unsigned scale_at(const ig_csv_stretch *stretch, size_t i) {
    return stretch->scales == NULL ? stretch->scale : stretch->scales[i];
}

static void clear_missing(void *to, unsigned width, const uint64_t *validity, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!ig_bit_get(validity, i)) {
            ig_csv_int_put(to, width, i, 0);
        }
    }
}

void ig_csv_copy_decimals(void *to, unsigned width, unsigned scale_to,
                          const ig_csv_stretch *stretch, size_t n) {
    if (stretch->scales == NULL) {
        ig_csv_copy_ints(to, width, stretch->values, stretch->width,
                         ig_pow10(scale_to - stretch->scale), n);
    }
    for (size_t i = 0; stretch->scales != NULL && i < n; i++) {
        unsigned s = stretch->scales[i] < scale_to ? stretch->scales[i] : scale_to;
        uint64_t units = (uint64_t)ig_csv_int_at(stretch->values, stretch->width, i);
        ig_csv_int_put(to, width, i, (int64_t)(units * (uint64_t)ig_pow10(scale_to - s)));
    }
    if (stretch->validity != NULL) {
        clear_missing(to, width, stretch->validity, n);
    }
}

void ig_csv_copy_reals(double *to, const ig_csv_stretch *stretch, size_t n) {
    for (size_t i = 0; i < n; i++) {
        bool present = stretch->validity == NULL || ig_bit_get(stretch->validity, i);
        to[i] = present ? ig_decimal_real(ig_csv_int_at(stretch->values, stretch->width, i),
                                          scale_at(stretch, i))
                        : 0;
    }
}

void ig_csv_copy_real_values(double *to, const ig_csv_stretch *stretch, size_t n) {
    memcpy(to, stretch->values, n * sizeof to[0]);
    if (stretch->validity != NULL) {
        clear_missing(to, sizeof to[0], stretch->validity, n);
    }
}

ALWAYS_INLINE void lines_loop(void *to, unsigned width, uint64_t first, const uint32_t *lines,
                              size_t n) {
    for (size_t i = 0; lines == NULL && i < n; i++) {
        ig_csv_int_put(to, width, i, (int64_t)(first + i));
    }
    for (size_t i = 0; lines != NULL && i < n; i++) {
        ig_csv_int_put(to, width, i, (int64_t)(first + lines[i]));
    }
}

IG_CLONES static void lines_any(void *to, unsigned width, uint64_t first, const uint32_t *lines,
                                size_t n) {
    switch (width) {
    case 1: lines_loop(to, 1, first, lines, n); break;
    case 2: lines_loop(to, 2, first, lines, n); break;
    case 4: lines_loop(to, 4, first, lines, n); break;
    default: lines_loop(to, 8, first, lines, n); break;
    }
}

void ig_csv_copy_lines(void *to, unsigned width, uint64_t first, const uint32_t *lines, size_t n) {
    lines_any(to, width, first, lines, n);
}
