/*
 * One row a function; min and max have two, told apart by their number of arguments: of one value
 * they are aggregates, of more they work in a row. The SQL templates speak DuckDB's dialect.
 */
#include "formula/functions.h"

#include "base/suggest.h"

#include <stdio.h>
#include <string.h>

static const ig_builtin builtins[] = {
    {"abs", 1, 1, IG_FN_ABS, 0, "ABS($1)"},
    {"round", 1, 2, IG_FN_ROUND, 0, "ROUND($*)"},
    {"floor", 1, 1, IG_FN_FLOOR, 0, "FLOOR($1)"},
    {"ceil", 1, 1, IG_FN_CEIL, 0, "CEIL($1)"},
    {"trunc", 1, 1, IG_FN_TRUNC, 0, "TRUNC($1)"},
    {"log", 1, 1, IG_FN_LOG, 0, "CASE WHEN %1 > 0 THEN LN($1) END"},
    {"exp", 1, 1, IG_FN_EXP, 0, "EXP($1)"},
    {"sqrt", 1, 1, IG_FN_SQRT, 0, "CASE WHEN %1 >= 0 THEN SQRT($1) END"},
    {"min", 1, 1, IG_FN_AGGREGATE, IG_AGG_MIN, "MIN($1)"},
    {"min", 2, IG_MANY_ARGUMENTS, IG_FN_MIN, 0, "LEAST($*)"},
    {"max", 1, 1, IG_FN_AGGREGATE, IG_AGG_MAX, "MAX($1)"},
    {"max", 2, IG_MANY_ARGUMENTS, IG_FN_MAX, 0, "GREATEST($*)"},
    {"if_else", 3, 3, IG_FN_IF_ELSE, 0,
     "CASE WHEN %1 IS NULL THEN NULL WHEN $1 THEN $2 ELSE $3 END"},
    {"coalesce", 1, IG_MANY_ARGUMENTS, IG_FN_COALESCE, 0, "COALESCE($*)"},
    {"is_missing", 1, 1, IG_FN_IS_MISSING, 0, "(%1 IS NULL)"},
    {"prefix", 2, 2, IG_FN_PREFIX, 0, "SUBSTR($1, 1, $2)"},
    {"lower", 1, 1, IG_FN_LOWER, 0, "LOWER($1)"},
    {"starts_with", 2, 2, IG_FN_STARTS_WITH, 0, "STARTS_WITH($1, $2)"},
    {"contains", 2, 2, IG_FN_CONTAINS, 0, "(STRPOS($1, $2) > 0)"},
    {"year", 1, 1, IG_FN_YEAR, 0, "EXTRACT(YEAR FROM $1)"},
    {"quarter", 1, 1, IG_FN_QUARTER, 0, "EXTRACT(QUARTER FROM $1)"},
    {"month", 1, 1, IG_FN_MONTH, 0, "EXTRACT(MONTH FROM $1)"},
    {"count", 0, 0, IG_FN_AGGREGATE, IG_AGG_COUNT, "COUNT(*)"},
    {"count", 1, 1, IG_FN_AGGREGATE, IG_AGG_COUNT, "COUNT($1)"},
    {"count_distinct", 1, 1, IG_FN_AGGREGATE, IG_AGG_COUNT_DISTINCT, "COUNT(DISTINCT $1)"},
    {"sum", 1, 1, IG_FN_AGGREGATE, IG_AGG_SUM, "SUM($1)"},
    {"mean", 1, 1, IG_FN_AGGREGATE, IG_AGG_MEAN, "AVG($1)"},
    {"median", 1, 1, IG_FN_AGGREGATE, IG_AGG_MEDIAN, "QUANTILE_CONT($1, 0.5)"},
    {"quantile", 2, 2, IG_FN_AGGREGATE, IG_AGG_QUANTILE, "QUANTILE_CONT($1, $2)"},
    {"sd", 1, 1, IG_FN_AGGREGATE, IG_AGG_SD, "STDDEV_SAMP($1)"},
    {"var", 1, 1, IG_FN_AGGREGATE, IG_AGG_VAR, "VAR_SAMP($1)"},
    {"corr", 2, 2, IG_FN_AGGREGATE, IG_AGG_CORR, "CORR($1, $2)"},
    {"first", 1, 1, IG_FN_AGGREGATE, IG_AGG_FIRST, "FIRST($1)"},
    {"last", 1, 1, IG_FN_AGGREGATE, IG_AGG_LAST, "LAST($1)"},
    {"any_value", 1, 1, IG_FN_AGGREGATE, IG_AGG_FIRST, "ANY_VALUE($1)"},
    {"row_number", 0, 0, IG_FN_ROW_NUMBER, 0, NULL},
    {"rank", 0, 0, IG_FN_RANK, 0, NULL},
    {"dense_rank", 0, 0, IG_FN_DENSE_RANK, 0, NULL},
    {"cumulative_sum", 1, 1, IG_FN_CUMULATIVE_SUM, 0, NULL},
    {"moving_sum", 2, 2, IG_FN_MOVING_SUM, 0, NULL},
    {"moving_mean", 2, 2, IG_FN_MOVING_MEAN, 0, NULL},
    {"lag", 2, 2, IG_FN_LAG, 0, NULL},
    {"lead", 2, 2, IG_FN_LEAD, 0, NULL},
};

enum { N_BUILTINS = sizeof builtins / sizeof builtins[0], NAME_SHOWN = 80 };

static void explain_unknown(const char *name, size_t name_bytes, char *message) {
    const char *names[N_BUILTINS];
    for (size_t i = 0; i < N_BUILTINS; i++) {
        names[i] = builtins[i].name;
    }
    int shown = name_bytes < NAME_SHOWN ? (int)name_bytes : NAME_SHOWN;
    size_t near = ig_suggest(name, name_bytes, names, N_BUILTINS);
    if (near < N_BUILTINS) {
        (void)snprintf(message, IG_BUILTIN_MESSAGE, "unknown function '%.*s' (did you mean '%s'?)",
                       shown, name, names[near]);
    } else {
        (void)snprintf(message, IG_BUILTIN_MESSAGE, "unknown function '%.*s'", shown, name);
    }
}

/* The rows of one name stand together with rising counts and no gap between them. */
static void explain_count(const char *name, unsigned least, unsigned most, size_t got,
                          char *message) {
    char takes[64];
    if (most >= IG_MANY_ARGUMENTS) {
        (void)snprintf(takes, sizeof takes, "at least %u", least);
    } else if (least != most) {
        (void)snprintf(takes, sizeof takes, "%u to %u", least, most);
    } else {
        (void)snprintf(takes, sizeof takes, "%u", least);
    }
    bool one = least == 1 && (most == 1 || most >= IG_MANY_ARGUMENTS);
    (void)snprintf(message, IG_BUILTIN_MESSAGE, "'%s' takes %s argument%s, got %zu", name, takes,
                   one ? "" : "s", got);
}

const ig_builtin *ig_builtin_find(const char *name, size_t name_bytes, size_t n_args,
                                  char message[IG_BUILTIN_MESSAGE]) {
    const ig_builtin *seen = NULL;
    unsigned least = 0, most = 0;
    for (size_t i = 0; i < N_BUILTINS; i++) {
        const ig_builtin *f = &builtins[i];
        if (strlen(f->name) != name_bytes || memcmp(f->name, name, name_bytes) != 0) {
            continue;
        }
        bool open = f->max_args == IG_MANY_ARGUMENTS;
        if (n_args >= f->min_args && (open || n_args <= f->max_args)) {
            return f;
        }
        least = seen == NULL ? f->min_args : least;
        most = f->max_args;
        seen = f;
    }
    if (seen == NULL) {
        explain_unknown(name, name_bytes, message);
    } else {
        explain_count(seen->name, least, most, n_args, message);
    }
    return NULL;
}
