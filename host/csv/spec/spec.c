/* Specs are made by profiles, hence by people: every rule is checked before a file is opened. */
#include "csv/spec/spec.h"

#include <stdio.h>

const char *const ig_encoding_names[IG_ENCODINGS] = {"utf8", "auto", "gb18030", "latin1"};
const char *const ig_csv_trait_names[IG_CSV_TRAITS] = {"delimiter", "quote",  "escape", "comment",
                                                       "trim",      "header", "skip"};

static bool is_own_name(const char *name) {
    return strcmp(name, "file") == 0 || strcmp(name, "line") == 0;
}

/* Name i of columns and constants together. */
static const char *name_at(const ig_csv_spec *spec, size_t i) {
    return i < spec->n_columns ? spec->columns[i].name : spec->constants[i - spec->n_columns].name;
}

static int check_names(const ig_csv_spec *spec, ig_error *err) {
    size_t n = spec->n_columns + spec->n_constants;
    for (size_t i = 0; i < n; i++) {
        const char *name = name_at(spec, i);
        if (is_own_name(name)) {
            return ig_fail(err, IG_ERROR_USAGE,
                           "'%s' is the name of a column that the reader adds itself", name);
        }
        for (size_t k = 0; k < i; k++) {
            if (strcmp(name, name_at(spec, k)) == 0) {
                return ig_fail(err, IG_ERROR_USAGE, "the column '%s' is described twice", name);
            }
        }
    }
    return 0;
}

static bool is_mark(char c) {
    return c == '\t' || (c >= 0x20 && c < 0x7F);
}

/* A mark by its name in messages. */
typedef struct mark {
    const char *what;
    char c;
    bool needed; /* else 0 says that there is none */
} mark;

static const char *show(char shown[static IG_CSV_SHOWN], char c) {
    return ig_csv_text_show(shown, IG_CSV_SHOWN, &c, 1);
}

/* Each a visible character, and no two the same. `of` stands before the message: "" or a place. */
static int check_marks(const mark *marks, size_t n, const char *of, ig_error *err) {
    char shown[IG_CSV_SHOWN];
    for (size_t i = 0; i < n; i++) {
        if (!is_mark(marks[i].c) && (marks[i].needed || marks[i].c != 0)) {
            return ig_fail(err, IG_ERROR_USAGE, "%sthe %s '%s' is no visible ASCII character", of,
                           marks[i].what, show(shown, marks[i].c));
        }
        for (size_t k = 0; marks[i].c != 0 && k < i; k++) {
            if (marks[k].c == marks[i].c) {
                return ig_fail(err, IG_ERROR_USAGE, "%s%s and %s are both '%s'", of, marks[k].what,
                               marks[i].what, show(shown, marks[i].c));
            }
        }
    }
    return 0;
}

/* A delimiter of several bytes begins with one that no other mark has; its last one may be a
   blank. */
static int check_delimiter(const ig_csv_dialect *dialect, ig_error *err) {
    char shown[IG_CSV_SHOWN];
    size_t n = strnlen(dialect->delimiter, sizeof dialect->delimiter);
    if (n == sizeof dialect->delimiter) {
        return ig_fail(err, IG_ERROR_USAGE, "a delimiter of more than %d characters",
                       (int)sizeof dialect->delimiter - 1);
    }
    for (size_t i = 1; i < n; i++) {
        char c = dialect->delimiter[i];
        const char *whole = ig_csv_text_show(shown, sizeof shown, dialect->delimiter, n);
        if (!is_mark(c)) {
            return ig_fail(err, IG_ERROR_USAGE,
                           "the delimiter '%s' holds a character that is not visible ASCII", whole);
        }
        if (c == dialect->quote) {
            return ig_fail(err, IG_ERROR_USAGE, "the delimiter '%s' holds the quote", whole);
        }
    }
    return 0;
}

static int check_dialect(const ig_csv_dialect *dialect, ig_error *err) {
    const mark marks[] = {{"delimiter", dialect->delimiter[0], true},
                          {"quote", dialect->quote, false},
                          {"comment mark", dialect->comment, false}};
    char shown[IG_CSV_SHOWN];
    if (check_marks(marks, sizeof marks / sizeof *marks, "", err) != 0 ||
        check_delimiter(dialect, err) != 0) {
        return -1;
    }
    /* an escape that is the quote says in other words that quotes are doubled, and is refused as
       such */
    const mark taken[] = {{"delimiter", dialect->delimiter[0], true},
                          {"comment mark", dialect->comment, false},
                          {"escape", dialect->escape, false}};
    if (check_marks(taken, sizeof taken / sizeof *taken, "", err) != 0) {
        return -1;
    }
    if (dialect->escape != 0 && dialect->escape == dialect->quote) {
        return ig_fail(err, IG_ERROR_USAGE,
                       "quote and escape are both '%s': a doubled quote needs no escape",
                       show(shown, dialect->quote));
    }
    return 0;
}

/* Marks of numbers: the decimal one is '.' or ',', as readers of numbers know them. */
static int check_number_marks(ig_number_marks marks, const char *of, ig_error *err) {
    char shown[IG_CSV_SHOWN];
    const mark both[] = {{"decimal mark", marks.decimal == 0 ? '.' : marks.decimal, true},
                         {"thousands mark", marks.thousands, false}};
    if (marks.decimal != 0 && marks.decimal != '.' && marks.decimal != ',') {
        return ig_fail(err, IG_ERROR_USAGE, "%sthe decimal mark '%s' is neither '.' nor ','", of,
                       show(shown, marks.decimal));
    }
    if (strchr("0123456789+-eE", marks.thousands) != NULL && marks.thousands != 0) {
        return ig_fail(err, IG_ERROR_USAGE, "%sthe thousands mark '%s' is part of numbers", of,
                       show(shown, marks.thousands));
    }
    return check_marks(both, sizeof both / sizeof *both, of, err);
}

static int check_columns(const ig_csv_spec *spec, ig_error *err) {
    char of[2 * IG_CSV_SHOWN];
    char shown[IG_CSV_SHOWN];
    for (size_t i = 0; i < spec->n_columns; i++) {
        const char *name = spec->columns[i].name;
        snprintf(of, sizeof of,
                 "column '%s': ", ig_csv_text_show(shown, sizeof shown, name, strlen(name)));
        if (check_number_marks(spec->columns[i].marks, of, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int check_limits(const ig_csv_limits *limits, ig_error *err) {
    if (limits->record_bytes > IG_CSV_RECORD_BYTES_MAX) {
        return ig_fail(err, IG_ERROR_USAGE, "a limit of %zu bytes a record is more than %d",
                       limits->record_bytes, (int)IG_CSV_RECORD_BYTES_MAX);
    }
    return 0;
}

bool ig_csv_column_has_name(const ig_csv_column *column, ig_text heading) {
    bool has_apostrophe = heading.size_bytes > 0 && heading.bytes[0] == '\'';
    if (column->apostrophe && has_apostrophe) {
        heading = (ig_text){heading.bytes + 1, heading.size_bytes - 1};
    }
    bool same = ig_csv_text_is(heading, column->name);
    for (size_t i = 0; !same && i < column->n_aliases; i++) {
        same = ig_csv_text_is(heading, column->aliases[i]);
    }
    return same;
}

int ig_csv_spec_check(const ig_csv_spec *spec, ig_error *err) {
    if (check_dialect(&spec->dialect, err) != 0 || check_limits(&spec->limits, err) != 0 ||
        check_number_marks(spec->marks, "", err) != 0 || check_columns(spec, err) != 0) {
        return -1;
    }
    return check_names(spec, err);
}
