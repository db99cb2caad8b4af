/* Specs are made by profiles, hence by people: every rule is checked before a file is opened. */
#include "csv/spec/spec.h"

#include "csv/spec/text.h"

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

int ig_csv_spec_check(const ig_csv_spec *spec, ig_error *err) {
    char shown[IG_CSV_SHOWN];
    if (!is_mark(spec->dialect.delimiter[0])) {
        return ig_fail(err, IG_ERROR_USAGE, "the delimiter '%s' is no visible ASCII character",
                       ig_csv_text_show(shown, sizeof shown, spec->dialect.delimiter, 1));
    }
    if (spec->dialect.quote != 0 && !is_mark(spec->dialect.quote)) {
        return ig_fail(err, IG_ERROR_USAGE, "the quote '%s' is no visible ASCII character",
                       ig_csv_text_show(shown, sizeof shown, &spec->dialect.quote, 1));
    }
    if (spec->dialect.delimiter[0] == spec->dialect.quote) {
        return ig_fail(err, IG_ERROR_USAGE, "delimiter and quote are both '%s'",
                       ig_csv_text_show(shown, sizeof shown, &spec->dialect.quote, 1));
    }
    if (!spec->dialect.has_header && spec->n_columns == 0) {
        return ig_fail(err, IG_ERROR_USAGE,
                       "a file without a header needs a profile that names its columns");
    }
    return check_names(spec, err);
}
