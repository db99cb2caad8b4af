/* The functions that formulas know, as one table of data: parser, printer, SQL and binder read it. */
#ifndef INGOT_FORMULA_FUNCTIONS_H
#define INGOT_FORMULA_FUNCTIONS_H

#include "formula/formula.h"

typedef enum ig_builtin_id {
    IG_FN_AGGREGATE, /* see `aggregate` */
    IG_FN_ABS,
    IG_FN_ROUND,
    IG_FN_FLOOR,
    IG_FN_CEIL,
    IG_FN_TRUNC,
    IG_FN_LOG,
    IG_FN_EXP,
    IG_FN_SQRT,
    IG_FN_MIN,
    IG_FN_MAX,
    IG_FN_IF_ELSE,
    IG_FN_COALESCE,
    IG_FN_IS_MISSING,
    IG_FN_PREFIX,
    IG_FN_LOWER,
    IG_FN_STARTS_WITH,
    IG_FN_CONTAINS,
    IG_FN_YEAR,
    IG_FN_QUARTER,
    IG_FN_MONTH,
    IG_FN_ROW_NUMBER, /* from here on window functions, in the order of ig_window_kind */
    IG_FN_RANK,
    IG_FN_DENSE_RANK,
    IG_FN_CUMULATIVE_SUM,
    IG_FN_MOVING_SUM,
    IG_FN_MOVING_MEAN,
    IG_FN_LAG,
    IG_FN_LEAD
} ig_builtin_id;

enum { IG_MANY_ARGUMENTS = 1000 };

typedef struct ig_builtin {
    const char *name;
    unsigned min_args, max_args; /* IG_MANY_ARGUMENTS: without a limit */
    ig_builtin_id id;
    ig_aggregate_kind aggregate; /* of an aggregate */
    const char
        *sql; /* $1 … $9 an argument, $* all of them, %1 one beside an operator; NULL: none */
} ig_builtin;

/* The function of a name that takes n arguments, or NULL with `message` saying why there is none. */
enum { IG_BUILTIN_MESSAGE = 256 };
const ig_builtin *ig_builtin_find(const char *name, size_t name_bytes, size_t n_args,
                                  char message[IG_BUILTIN_MESSAGE]);

#endif
