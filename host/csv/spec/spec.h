/* How files are to be read, as data; and what a spec must be before any file is opened for it. */
#ifndef INGOT_CSV_SPEC_SPEC_H
#define INGOT_CSV_SPEC_SPEC_H

#include "csv/spec/text.h"
#include "table/decimal.h"
#include "table/table.h"

typedef enum ig_encoding { IG_UTF8, IG_AUTO, IG_GB18030, IG_LATIN1, IG_ENCODINGS } ig_encoding;
extern const char *const ig_encoding_names[IG_ENCODINGS]; /* "utf8" "auto" "gb18030" "latin1" */

/* How a column's type is decided. */
typedef enum ig_kind { IG_INFER, IG_AS_DECIMAL, IG_AS_REAL, IG_AS_TEXT, IG_AS_MONTH } ig_kind;

/* The marks that divide a file's bytes into records and cells: visible ASCII characters, or TAB. */
enum { IG_CSV_DELIMITER_BYTES = 8 }; /* with its NUL */
typedef struct ig_csv_dialect {
    char delimiter[IG_CSV_DELIMITER_BYTES];
    char quote;      /* 0: none */
    char escape;     /* takes the meaning from the character behind it; 0: quotes are doubled */
    char comment;    /* a record that begins with it is none; 0: none does */
    bool trim;       /* blanks (space, TAB) around cells belong to no one, also around quotes */
    bool has_header; /* without: columns are the spec's in order, or column_1 … where it has none */
    size_t skip;     /* lines before the header that are not part of the table */
} ig_csv_dialect;

/* The parts of a dialect, in the order in which they are told. */
typedef enum ig_csv_trait {
    IG_CSV_DELIMITER,
    IG_CSV_QUOTE,
    IG_CSV_ESCAPE,
    IG_CSV_COMMENT,
    IG_CSV_TRIM,
    IG_CSV_HEADER,
    IG_CSV_SKIP,
    IG_CSV_TRAITS
} ig_csv_trait;
extern const char *const ig_csv_trait_names[IG_CSV_TRAITS]; /* "delimiter" "quote" … "skip" */

/* What of a dialect is to be found out from the file itself: a set of these. The others are given. */
enum {
    IG_CSV_DETECT_DELIMITER = 1 << IG_CSV_DELIMITER,
    IG_CSV_DETECT_QUOTE = 1 << IG_CSV_QUOTE,
    IG_CSV_DETECT_ESCAPE = 1 << IG_CSV_ESCAPE,
    IG_CSV_DETECT_COMMENT = 1 << IG_CSV_COMMENT,
    IG_CSV_DETECT_TRIM = 1 << IG_CSV_TRIM,
    IG_CSV_DETECT_HEADER = 1 << IG_CSV_HEADER,
    IG_CSV_DETECT_SKIP = 1 << IG_CSV_SKIP
};

/* What to do with a row that has too few or too many cells, and with a cell that is not of the type
   its column was given. */
typedef enum ig_csv_on_error {
    IG_CSV_STOP,   /* the first one in order of files, lines, columns is an error */
    IG_CSV_COLLECT /* all are listed in the table's rejects; rows are left out, cells missing */
} ig_csv_on_error;

/* What to do with rows of the wrong length before that. */
typedef enum ig_csv_ragged {
    IG_CSV_RAGGED_REJECT, /* they are errors */
    IG_CSV_RAGGED_PAD /* missing cells are missing; cells too many are errors; counted in a warning */
} ig_csv_ragged;

typedef struct ig_csv_column {
    const char *name;           /* canonical name in the table */
    const char *const *aliases; /* headers it may stand under, compared after trimming blanks */
    size_t n_aliases;
    ig_kind kind;
    ig_number_marks marks;      /* of its numbers; a decimal mark of 0: the spec's */
    bool required;              /* a file without it is refused */
    bool apostrophe;            /* headings may have one in front, as a spreadsheet puts it there */
    const char *unit;           /* or NULL */
    const char *const *missing; /* words that mean a missing cell, beside the empty one */
    size_t n_missing;
} ig_csv_column;

typedef struct ig_csv_constant {
    const char *name; /* a column that holds `value` in every row */
    const char *value;
} ig_csv_constant;

/* Refusals that keep hostile input from taking all memory; 0: the default. */
typedef struct ig_csv_limits {
    size_t record_bytes; /* of one record; default 64 MiB, at most 1 GiB */
    size_t columns;      /* default 65,536 */
} ig_csv_limits;
enum { IG_CSV_RECORD_BYTES = 64 << 20, IG_CSV_RECORD_BYTES_MAX = 1 << 30, IG_CSV_COLUMNS = 65536 };

typedef struct ig_csv_spec {
    const char *name; /* of the profile, for messages; NULL without one */
    ig_csv_dialect dialect;
    unsigned detect;            /* what of it is only a default: IG_CSV_DETECT_… */
    ig_encoding encoding;       /* IG_AUTO: strict UTF-8 first, then GB18030 */
    bool encoding_given;        /* else it is only the default */
    size_t row_cap;             /* a file of exactly so many rows gets a warning; 0 = none */
    ig_number_marks marks;      /* of columns that do not say; decimal 0 is '.' */
    bool all_text;              /* columns of kind IG_INFER are text */
    const char *const *missing; /* words for a missing cell in columns not described below */
    size_t n_missing;
    ig_csv_on_error on_error;
    ig_csv_ragged ragged;
    ig_csv_limits limits;
    const ig_csv_column *columns; /* headers not found here keep their own name, type inferred */
    size_t n_columns;
    const ig_csv_constant *constants;
    size_t n_constants;
} ig_csv_spec;

/* Whether a heading, without blanks around it, is one of the names of a column. */
bool ig_csv_column_has_name(const ig_csv_column *column, ig_text heading);

/* Refuses a spec that cannot work: names given twice, a delimiter that is the quote … */
int ig_csv_spec_check(const ig_csv_spec *spec, ig_error *err) IG_CHECKED;

#endif
