/*
 * Exact decimals: an int64 of units × 10^−scale, scale 0 … 9, and 128-bit sums of them.
 * Nothing here rounds unless its name says so, and nothing wraps: overflow is reported.
 */
#ifndef INGOT_TABLE_DECIMAL_H
#define INGOT_TABLE_DECIMAL_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 ig_i128;

enum { IG_SCALE_MAX = 9, IG_DECIMAL_TEXT = 48 };

/* What a piece of text is as a number. */
typedef enum ig_number_kind {
    IG_NUMBER_NOT,     /* no number */
    IG_NUMBER_DECIMAL, /* plain digits that fit: units and scale are set */
    IG_NUMBER_REAL     /* exponent, or more digits than fit: real is set */
} ig_number_kind;

typedef struct ig_number {
    ig_number_kind kind;
    int64_t units;
    uint8_t scale;     /* digits after the point as written, 0 … 9 */
    bool leading_zero; /* "01012100": a zero with more digits behind it: a code, not a quantity */
    double real;
} ig_number;

/* Marks inside numbers. */
typedef struct ig_number_marks {
    char decimal;   /* between the whole part and its fraction; 0: a point */
    char thousands; /* allowed between groups of three digits before it; 0: none is */
} ig_number_marks;

/* 10^exponent for exponent 0 … 18. Scales below are at most 18, in ig_decimal_print 38. */
int64_t ig_pow10(unsigned exponent);

/* Reads text as a number: "-"? digits ("." digits)? exponent?, where digits may be missing on one
   side of the point (".5", "5."). The point is the decimal mark, whichever that is; the thousands mark
   stands between all groups or none. No blanks, no locale; a leading "+", "inf", "nan", hexadecimal
   and what a double only holds as infinity or (without being zero) as zero are not numbers. */
ig_number ig_number_parse(const char *text, size_t size_bytes, ig_number_marks marks);

/* Takes units from one scale to another. False when digits would be lost or 64 bits overflow. */
bool ig_decimal_rescale(int64_t units, unsigned from, unsigned to, int64_t *out);

/* Prints units × 10^−scale exactly with all `scale` digits after the point, with a NUL; returns the
   length. `text` holds IG_DECIMAL_TEXT bytes. */
size_t ig_decimal_print(char *text, ig_i128 units, unsigned scale);

/* The nearest double. LC_NUMERIC must be "C", here and wherever reals are read or printed. */
double ig_decimal_real(ig_i128 units, unsigned scale);

/* Prints the shortest text that reads back to the same double ("inf", "-inf", "nan" for those), with
   a NUL; returns the length. `text` holds IG_DECIMAL_TEXT bytes. */
size_t ig_real_print(char *text, double value);

/* The number of bytes (1, 2, 4, 8) of the narrowest integer that holds both bounds. */
unsigned ig_int_width(int64_t min, int64_t max);

#endif
