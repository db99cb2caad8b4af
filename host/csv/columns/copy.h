/* The loops that bring the cells of a chunk into a column: one for each pair of widths. */
#ifndef INGOT_CSV_COLUMNS_COPY_H
#define INGOT_CSV_COLUMNS_COPY_H

#include "csv/cells/stretch.h"

/* Value i of integers of 1, 2, 4 or 8 bytes. */
static inline int64_t ig_csv_int_at(const void *values, unsigned width, size_t i) {
    switch (width) {
    case 1: return ((const int8_t *)values)[i];
    case 2: return ((const int16_t *)values)[i];
    case 4: return ((const int32_t *)values)[i];
    default: return ((const int64_t *)values)[i];
    }
}

static inline void ig_csv_int_put(void *values, unsigned width, size_t i, int64_t value) {
    switch (width) {
    case 1: ((int8_t *)values)[i] = (int8_t)value; break;
    case 2: ((int16_t *)values)[i] = (int16_t)value; break;
    case 4: ((int32_t *)values)[i] = (int32_t)value; break;
    default: ((int64_t *)values)[i] = value; break;
    }
}

/* Code i of codes of 1, 2 or 4 bytes. */
static inline uint32_t ig_csv_code_at(const void *codes, unsigned width, size_t i) {
    switch (width) {
    case 1: return ((const uint8_t *)codes)[i];
    case 2: return ((const uint16_t *)codes)[i];
    default: return ((const uint32_t *)codes)[i];
    }
}

/* to[i] = table[codes[i]], items of `width` bytes. */
void ig_csv_copy_mapped(void *to, unsigned width, const void *codes, unsigned code_width,
                        const void *table, size_t n);

/* The same where bit i is set, else zero: codes of the others mean nothing. */
void ig_csv_copy_present(void *to, unsigned width, const void *codes, unsigned code_width,
                         const void *table, const uint64_t *validity, size_t n);

/* to[i] = from[i] × factor, which fits. */
void ig_csv_copy_ints(void *to, unsigned width, const void *from, unsigned from_width,
                      int64_t factor, size_t n);

/* The numbers of a stretch at one scale, which holds them, or as reals; zero where they are missing. */
void ig_csv_copy_decimals(void *to, unsigned width, unsigned scale, const ig_csv_stretch *stretch,
                          size_t n);
void ig_csv_copy_reals(double *to, const ig_csv_stretch *stretch, size_t n);

/* The reals of a stretch; zero where they are missing. */
void ig_csv_copy_real_values(double *to, const ig_csv_stretch *stretch, size_t n);

/* to[i] = first + lines[i], or first + i without `lines`. */
void ig_csv_copy_lines(void *to, unsigned width, uint64_t first, const uint32_t *lines, size_t n);

#endif
