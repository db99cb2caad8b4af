/* Three ways to compute an aggregate by group: sums of reals, sums of squares and products,
   selection. */
#include "query/measure/call.h"

#include "query/measure/aggregate.h"
#include "query/measure/dispersion.h"
#include "query/measure/quantile.h"
#include "table/decimal.h"

#include <string.h>

static bool wants_numbers(ig_aggregate_kind kind) {
    switch (kind) {
    case IG_AGG_SUM:
    case IG_AGG_MEAN:
    case IG_AGG_MEDIAN:
    case IG_AGG_QUANTILE:
    case IG_AGG_SD:
    case IG_AGG_VAR:
    case IG_AGG_CORR: return true;
    default: return false;
    }
}

int ig_call_check(ig_aggregate call, const ig_formula *argument, const ig_column *column,
                  ig_error *err) {
    if (!wants_numbers(call.kind) || column->type == IG_DECIMAL || column->type == IG_REAL)
        return 0;
    return ig_formula_fail(argument, NULL, err, "'%s' wants a number, '%s' is %s", call.name,
                           ig_formula_text(argument), ig_type_name(column->type));
}

static bool is_number(const ig_value *value) {
    return !value->missing && (value->type == IG_DECIMAL || value->type == IG_REAL);
}

/* The value behind a name is told as well. */
static int fail_share(ig_aggregate call, const ig_value *value, ig_error *err) {
    char number[3 + IG_DECIMAL_TEXT] = " = ";
    if (ig_formula_params(call.second) == 0 || !is_number(value))
        number[0] = '\0';
    else if (value->type == IG_REAL)
        ig_real_print(number + 3, value->real);
    else
        ig_decimal_print(number + 3, value->integer, value->scale);
    return ig_formula_fail(call.second, NULL, err,
                           "'%s' wants a constant number from 0 to 1, got %s%s", call.name,
                           ig_formula_text(call.second), number);
}

static int find_share(ig_memory *memory, ig_aggregate call, const ig_params *params, ig_share *p,
                      ig_error *err) {
    ig_value value;
    *p = ig_share_decimal(5, 1);
    if (call.kind == IG_AGG_MEDIAN)
        return 0;
    if (ig_expression_constant(memory, call.second, params, &value, err) != 0)
        return -1;
    bool real = value.type == IG_REAL;
    bool inside = real ? value.real >= 0 && value.real <= 1
                       : value.integer >= 0 && value.integer <= ig_pow10(value.scale);
    if (!is_number(&value) || !inside)
        return fail_share(call, &value, err);
    *p = real ? ig_share_real(value.real) : ig_share_decimal(value.integer, value.scale);
    return 0;
}

ig_column *ig_call_column(const ig_context *context, const ig_groups *groups,
                          const ig_spread *spread, ig_aggregate call, const ig_params *params,
                          ig_view x, ig_view y, ig_error *err) {
    ig_argument argument = {groups, x, y};
    ig_share p;
    switch (call.kind) {
    case IG_AGG_MEDIAN:
    case IG_AGG_QUANTILE:
        return find_share(context->memory, call, params, &p, err) == 0
                   ? ig_quantile_column(context, groups, x, p, err)
                   : NULL;
    case IG_AGG_SD:
    case IG_AGG_VAR:
    case IG_AGG_CORR: return ig_dispersion_column(context, &argument, spread, call.kind, err);
    default: return ig_aggregate_column(context, &argument, spread, call.kind, err);
    }
}
