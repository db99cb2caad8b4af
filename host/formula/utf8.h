/* UTF-8 as formulas need it: stepping over characters and knowing how wide they stand in a terminal.
   Bytes that are no UTF-8 count as one character each, so nothing here can fail. */
#ifndef INGOT_FORMULA_UTF8_H
#define INGOT_FORMULA_UTF8_H

#include <stddef.h>
#include <stdint.h>

enum { IG_UTF8_BAD = 0xFFFD, IG_UTF8_MAX = 4 };

/* The character at *i, which moves behind it; a byte that starts none is IG_UTF8_BAD. *i < size. */
uint32_t ig_utf8_next(const char *bytes, size_t size_bytes, size_t *i);

/* Writes a character (at most IG_UTF8_MAX bytes) and returns its length. */
size_t ig_utf8_put(char *bytes, uint32_t character);

/* Columns it takes in a terminal: 0 for combining marks, 2 for the wide ones of East Asia. */
unsigned ig_utf8_columns(uint32_t character);

/* Its lower case in Latin, Greek, Cyrillic and full-width scripts; itself otherwise. No locale. */
uint32_t ig_utf8_lower(uint32_t character);

/* The bytes that the first n characters take. */
size_t ig_utf8_prefix(const char *bytes, size_t size_bytes, uint64_t n);

#endif
