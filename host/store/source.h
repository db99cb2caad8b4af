/*
 * The cells of one array in another program's Arrow file: numbers, bits and texts of any of Arrow's
 * flat types. Sizes are checked when the array is found, the places of texts when they are read; no
 * buffer need be aligned.
 */
#ifndef INGOT_STORE_SOURCE_H
#define INGOT_STORE_SOURCE_H

#include "store/file.h"
#include "table/decimal.h"
#include "table/dict.h"

typedef struct ig_source {
    ig_arrow_type type;
    size_t n;
    const uint8_t *validity; /* or NULL: all present */
    const uint8_t *values;   /* numbers, bits, offsets or views */
    const uint8_t *texts;    /* of UTF8 and LARGE_UTF8 */
    size_t texts_bytes;
    const ig_arrow_file *file;
    const ig_arrow_batch *batch;
    size_t first_text; /* buffers of views: their first */
    size_t n_texts;
} ig_source;

/* The name of a type, as "list", for messages. */
const char *ig_arrow_type_name(const ig_arrow_type *type);

/* Whether arrays of the type can be found and read here. */
bool ig_source_known(const ig_arrow_type *type);

/* The array of a type whose first buffer is `*buffer` and whose node is `node`; moves *buffer and
   *variadic (of arrays that have any number of buffers) past it. */
int ig_source_find(const ig_arrow_file *file, const ig_arrow_batch *batch,
                   const ig_arrow_type *type, size_t node, size_t *buffer, size_t *variadic,
                   ig_source *source, ig_error *err) IG_CHECKED;

static inline bool ig_source_present(const ig_source *source, size_t i) {
    return source->validity == NULL || (source->validity[i / 8] >> (i % 8) & 1);
}

/* Item i of integers, dates and timestamps. False when it is past 64 bits with sign. */
bool ig_source_int(const ig_source *source, size_t i, int64_t *value);

/* Item i of decimals, as units. False as above. */
bool ig_source_decimal(const ig_source *source, size_t i, int64_t *units);

double ig_source_real(const ig_source *source, size_t i);
bool ig_source_bool(const ig_source *source, size_t i);

/* Item i of texts. False when its place is outside its buffer. */
bool ig_source_text(const ig_source *source, size_t i, ig_text *text);

#endif
