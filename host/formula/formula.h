/*
 * A formula: text in Lua's expression syntax, parsed once into an immutable tree. It knows no table;
 * binding it to one (expression.h) gives types and can fail, parsing alone cannot.
 *
 *   partner == "Mexico" and month >= $from        qty_kg / 1000        hs in {"76141000", "76149000"}
 *   sum(value_usd) / sum(qty_kg) * 1000            if_else(qty > 0, value / qty, nil)
 *
 * Operators by rising strength: or · and · not · comparison (== ~= < <= > >=), in, not in · + − ·
 * * / % · unary − · literals: numbers (exact decimals where they fit), 'text' and "text", true,
 * false, nil (missing), {lists}, $name parameters, names of columns. Comparison does not chain.
 * Errors carry the formula and a caret line:
 *   "formula: unknown function 'summ' (did you mean 'sum'?)\n  summ(qty_kg) / 1000\n  ^"
 */
#ifndef INGOT_FORMULA_FORMULA_H
#define INGOT_FORMULA_FORMULA_H

#include "base/buffer.h"

#include <stdbool.h>

typedef struct ig_formula ig_formula;

/* Parses; unknown functions and wrong numbers of arguments are errors here. One reference. */
ig_formula *ig_formula_parse(ig_memory *memory, const char *text, size_t size_bytes,
                             ig_error *err) IG_CHECKED;
ig_formula *ig_formula_retain(ig_formula *formula);
void ig_formula_release(ig_formula *formula); /* NULL is nothing */

/* The text it was parsed from, NUL-terminated; borrowed. */
const char *ig_formula_text(const ig_formula *formula);

/* The distinct column names it mentions, in order of appearance; borrowed. */
size_t ig_formula_columns(const ig_formula *formula);
const char *ig_formula_column(const ig_formula *formula, size_t i);

/* The distinct $names it mentions, without the $, in order of appearance; borrowed. */
size_t ig_formula_params(const ig_formula *formula);
const char *ig_formula_param(const ig_formula *formula, size_t i);

/* The parts that `and` joins at the top (a formula without one is its own single part), so that a
   filter can be applied piecewise. A part is a formula of one reference, made anew. */
size_t ig_formula_conjuncts(const ig_formula *formula);
ig_formula *ig_formula_conjunct(const ig_formula *formula, size_t i, ig_error *err) IG_CHECKED;

/* Aggregate calls in it, outermost, in order of appearance, each distinct call once. */
typedef enum ig_aggregate_kind {
    IG_AGG_COUNT, /* count() rows, count(x) values */
    IG_AGG_COUNT_DISTINCT,
    IG_AGG_SUM,
    IG_AGG_MEAN,
    IG_AGG_MIN,
    IG_AGG_MAX,
    IG_AGG_MEDIAN,
    IG_AGG_QUANTILE, /* quantile(x, p): p mentions no column */
    IG_AGG_SD,       /* sd and var of a sample */
    IG_AGG_VAR,
    IG_AGG_CORR,  /* corr(x, y) */
    IG_AGG_FIRST, /* first and last present value in row order; any_value(x) is the first */
    IG_AGG_LAST
} ig_aggregate_kind;

typedef struct ig_aggregate {
    ig_aggregate_kind kind;
    const char *name;     /* as written, "sum"; static */
    ig_formula *argument; /* borrowed from the formula; NULL for count() */
    ig_formula *second;   /* borrowed from the formula: of quantile and corr, else NULL */
    const char *text;     /* "sum(qty_kg)", normalised; borrowed: the name of its result column */
} ig_aggregate;

size_t ig_formula_aggregates(const ig_formula *formula);
ig_aggregate ig_formula_aggregate(const ig_formula *formula, size_t i);

/* Calls of window functions in it, in order of appearance, each distinct call once. */
typedef enum ig_window_kind {
    IG_WINDOW_ROW_NUMBER,
    IG_WINDOW_RANK,
    IG_WINDOW_DENSE_RANK,
    IG_WINDOW_CUMULATIVE_SUM,
    IG_WINDOW_MOVING_SUM,
    IG_WINDOW_MOVING_MEAN,
    IG_WINDOW_LAG,
    IG_WINDOW_LEAD
} ig_window_kind;

typedef struct ig_window {
    ig_window_kind kind;
    const char *name;     /* "lag"; static */
    ig_formula *argument; /* borrowed from the formula; NULL for those of none */
    ig_formula *periods;  /* borrowed from the formula; NULL for those of fewer than two */
    const char *text;     /* "lag(qty, 12)", normalised; borrowed: the name of its column */
    uint32_t at;          /* byte of the source, for ig_formula_fail_at */
} ig_window;

size_t ig_formula_windows(const ig_formula *formula);
ig_window ig_formula_window(const ig_formula *formula, size_t i);

/* 0 when no aggregate (no window function) is called in it, or those may stand where it stands; else
   an error with a caret under the first such call. */
int ig_formula_check_calls(const ig_formula *formula, bool aggregates, bool windows,
                           ig_error *err) IG_CHECKED;

/* The formula with each call of an aggregate or a window function replaced by a column whose name is
   the call's text. */
ig_formula *ig_formula_outer(const ig_formula *formula, ig_error *err) IG_CHECKED;

/* Appends the formula as an SQL expression (names double-quoted, $name as :name, ~= as <>, …). */
int ig_formula_sql(const ig_formula *formula, ig_buffer *out, ig_error *err) IG_CHECKED;

/* An error of usage like those of binding, "formula: <message>", line and caret: at the first place
   where the formula names a column, or at its beginning when `column` is NULL. Returns -1. */
int ig_formula_fail(const ig_formula *formula, const char *column, ig_error *err,
                    const char *format, ...) IG_PRINTF(4, 5);

/* The same at a byte of the source. */
int ig_formula_fail_at(const ig_formula *formula, uint32_t at, ig_error *err, const char *format,
                       ...) IG_PRINTF(4, 5);

#endif
