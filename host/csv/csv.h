/*
 * Reading delimited text into one table. A spec says how; Lua profiles fill it. Many files become one
 * table: their headers may differ in order and in which columns they have; what a file lacks is
 * missing. Every row keeps its place: columns `file` (text) and `line` (decimal) stand last.
 *
 * Types are decided on all rows of all files: a column without a given type is decimal when each
 * value is a plain number without a leading zero, real when some need it, month when its name or the
 * spec says so, else text. A column with a given type lists what does not fit as a reject.
 */
#ifndef INGOT_CSV_CSV_H
#define INGOT_CSV_CSV_H

#include "table/table.h"

typedef enum ig_encoding { IG_UTF8, IG_AUTO, IG_GB18030, IG_LATIN1 } ig_encoding;

/* How a column's type is decided. */
typedef enum ig_kind { IG_INFER, IG_AS_DECIMAL, IG_AS_REAL, IG_AS_TEXT, IG_AS_MONTH } ig_kind;

typedef struct ig_csv_column {
    const char *name;           /* canonical name in the table */
    const char *const *aliases; /* headers it may stand under, compared after trimming blanks */
    size_t n_aliases;
    ig_kind kind;
    char thousands;             /* mark allowed inside its numbers, or 0 */
    bool required;              /* a file without it is refused */
    const char *unit;           /* or NULL */
    const char *const *missing; /* words that mean a missing cell, beside the empty one */
    size_t n_missing;
} ig_csv_column;

typedef struct ig_csv_constant {
    const char *name; /* a column that holds `value` in every row */
    const char *value;
} ig_csv_constant;

typedef struct ig_csv_spec {
    const char *name; /* of the profile, for messages; NULL without one */
    char delimiter;
    char quote;
    ig_encoding encoding;         /* IG_AUTO: strict UTF-8 first, then GB18030 */
    bool has_header;              /* without: columns are the spec's, in order */
    size_t row_cap;               /* a file of exactly so many rows gets a warning; 0 = none */
    const ig_csv_column *columns; /* headers not found here keep their own name, type inferred */
    size_t n_columns;
    const ig_csv_constant *constants;
    size_t n_constants;
} ig_csv_spec;

/* Reads the files in the given order. NULL on failure: nothing half-read is returned. Rejected rows
   and cells are listed in the table's `rejects`, remarks in its `warnings`. */
ig_table *ig_csv_read(const ig_context *context, const ig_csv_spec *spec, const char *const *paths,
                      size_t n_paths, ig_error *err) IG_CHECKED;

#endif
