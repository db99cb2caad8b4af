/* What pieces of one column have in common: the type that all of them widen to, and their unit. */
#include "query/combine/concat.h"

#include <stdio.h>
#include <string.h>

const char *ig_type_print(char *text, ig_type type, unsigned scale) {
    snprintf(text, IG_TYPE_TEXT, type == IG_DECIMAL ? "%s(%u)" : "%s", ig_type_name(type), scale);
    return text;
}

static bool is_number(ig_type type) {
    return type == IG_DECIMAL || type == IG_REAL;
}

static int fail_types(const char *name, const ig_likeness *like, const ig_column *column,
                      ig_error *err) {
    char a[IG_TYPE_TEXT], b[IG_TYPE_TEXT];
    return ig_fail(err, IG_ERROR_USAGE, "column '%s' is %s on one side and %s on the other", name,
                   ig_type_print(a, like->type, like->scale),
                   ig_type_print(b, column->type, column->scale));
}

static int add_type(const char *name, ig_likeness *like, const ig_column *column, ig_error *err) {
    if (column->type == like->type) {
        like->scale = column->scale > like->scale ? column->scale : like->scale;
        return 0;
    }
    if (!is_number(column->type) || !is_number(like->type))
        return fail_types(name, like, column, err);
    like->type = IG_REAL;
    like->scale = 0;
    return 0;
}

static int add_unit(const char *name, ig_likeness *like, const ig_column *column, ig_error *err) {
    if (like->unit == NULL || column->unit == NULL || strcmp(like->unit, column->unit) == 0) {
        like->unit = like->unit != NULL ? like->unit : column->unit;
        return 0;
    }
    return ig_fail(err, IG_ERROR_USAGE,
                   "column '%s' is in %.60s on one side and in %.60s on the other", name,
                   like->unit, column->unit);
}

int ig_concat_like(const char *name, const ig_piece *pieces, size_t n, ig_likeness *like,
                   bool *widened, ig_error *err) {
    const ig_column *first = NULL;
    *like = (ig_likeness){0};
    *widened = false;
    for (size_t i = 0; i < n; i++) {
        const ig_column *column = pieces[i].view.column;
        if (column == NULL)
            continue;
        if (first == NULL) {
            first = column;
            *like = (ig_likeness){.type = column->type, .scale = column->scale};
        }
        if (add_type(name, like, column, err) != 0 || add_unit(name, like, column, err) != 0)
            return -1;
    }
    for (size_t i = 0; i < n; i++) {
        const ig_column *column = pieces[i].view.column;
        *widened |= column != NULL && (column->type != like->type || column->scale != like->scale);
    }
    return 0;
}
