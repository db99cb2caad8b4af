/*
 * A table: named columns of equal length, immutable and shared by counted reference. Four facts may
 * ride along, each a small table of its own or NULL:
 *   coverage  flow (text), hs (text), month: the cells of flow × code × month that the data cover;
 *             columns that were renamed go by their new names
 *   rejects   file, line, column, value, reason: what the reader could not take
 *   warnings  file, message: what the reader wants known
 *   detected  file, what, value, given, why: how files were read, by whose decision
 */
#ifndef INGOT_TABLE_TABLE_H
#define INGOT_TABLE_TABLE_H

#include "base/buffer.h"
#include "table/column.h"

typedef struct ig_field {
    char *name;        /* owned */
    ig_column *column; /* one reference */
} ig_field;

typedef struct ig_table {
    atomic_size_t references;
    ig_memory *memory; /* borrowed */
    size_t n_rows;
    size_t n_fields;
    ig_field *fields; /* owned */
    size_t *slots;    /* owned: an index of the names; NULL while they are few */
    size_t n_slots;
    struct ig_table *coverage; /* one reference, or NULL */
    struct ig_table *rejects;  /* one reference, or NULL */
    struct ig_table *warnings; /* one reference, or NULL */
    struct ig_table *detected; /* one reference, or NULL */
} ig_table;

/* A table without columns; add them before it is shared. One reference. */
ig_table *ig_table_new(ig_memory *memory, size_t n_rows, ig_error *err) IG_CHECKED;
ig_table *ig_table_retain(ig_table *table);
void ig_table_release(ig_table *table); /* NULL is nothing */

/* Adds a column under a name that must be new; takes the caller's reference, also on failure. */
int ig_table_add(ig_table *table, const char *name, ig_column *column, ig_error *err) IG_CHECKED;

/* The index of a name, or SIZE_MAX. */
size_t ig_table_find(const ig_table *table, const char *name, size_t name_bytes);

/* As ig_table_find, but an unknown name is an error: "unknown column 'x' (did you mean 'y'?)". */
int ig_table_index(const ig_table *table, const char *name, size_t name_bytes, size_t *index,
                   ig_error *err) IG_CHECKED;

/* A new table with the rows of each column in the given order; what rides along stays. */
ig_table *ig_table_take(const ig_context *context, const ig_table *table, const uint32_t *rows,
                        size_t n_rows, ig_error *err) IG_CHECKED;

/* A shallow copy sharing columns and attachments, for changing one of them before it is shared. */
ig_table *ig_table_share(const ig_table *table, ig_error *err) IG_CHECKED;

/* ig_column_touch_run of every column. */
int ig_table_touch(const ig_context *context, const ig_table *table, size_t from, size_t n_rows,
                   ig_error *err) IG_CHECKED;

/* Appends the exact text of a cell, which must have been touched: decimals with their scale's
   digits, reals shortest, months "2025-04", bools "true"/"false", texts as they are; nothing for a
   missing cell. */
int ig_table_print_cell(const ig_table *table, size_t field, size_t row, ig_buffer *out,
                        ig_error *err) IG_CHECKED;

size_t ig_table_bytes(const ig_table *table);

#endif
