/*
 * Builds one column value by value, then hands it over in its narrowest form. The struct is heap
 * allocated and owned by the caller until ig_builder_finish or ig_builder_free.
 */
#ifndef INGOT_TABLE_BUILDER_H
#define INGOT_TABLE_BUILDER_H

#include "table/column.h"

typedef struct ig_builder ig_builder;

/* `scale` is for decimals. `capacity` is a hint. */
ig_builder *ig_builder_new(ig_memory *memory, ig_type type, unsigned scale, size_t capacity,
                           ig_error *err) IG_CHECKED;
void ig_builder_free(ig_builder *builder); /* NULL is nothing */

int ig_builder_int(ig_builder *builder, int64_t units,
                   ig_error *err) IG_CHECKED; /* decimal, month */
int ig_builder_real(ig_builder *builder, double value, ig_error *err) IG_CHECKED;
int ig_builder_bool(ig_builder *builder, bool value, ig_error *err) IG_CHECKED;
int ig_builder_text(ig_builder *builder, const char *bytes, size_t size_bytes,
                    ig_error *err) IG_CHECKED;
/* `reason` other than IG_EMPTY is remembered for the row. */
int ig_builder_missing(ig_builder *builder, ig_reason reason, ig_error *err) IG_CHECKED;

/* The finished column (one reference), narrowed; the builder is freed in any case. NULL on failure. */
ig_column *ig_builder_finish(ig_builder *builder, ig_error *err) IG_CHECKED;

#endif
