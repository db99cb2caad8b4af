/* Calendar months as integers: year × 12 + month − 1, so 2025-04 is 24303. Years 0001 … 9999. */
#ifndef INGOT_TABLE_MONTH_H
#define INGOT_TABLE_MONTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { IG_MONTH_TEXT = 16 };

static inline int32_t ig_month_make(int year, int month) {
    return year * 12 + month - 1;
}
static inline int ig_month_year(int32_t month) {
    return month / 12;
}
static inline int ig_month_of_year(int32_t month) {
    return month % 12 + 1;
}

/* Reads "2025-04", "2025/4", "2025年04月", "2025.04" (two digits after a point: 2025.1 may have been
   2025.10); and "202504" only when `bare` allows it. */
bool ig_month_parse(const char *text, size_t size_bytes, bool bare, int32_t *month);

/* Prints "2025-04" with a NUL; returns the length. `text` holds IG_MONTH_TEXT bytes. */
size_t ig_month_print(char *text, int32_t month);

#endif
