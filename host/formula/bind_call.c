/*
 * Calls of row functions. One table says how each function is bound; those that differ only in their
 * kernels share a binding. Functions of numbers keep the unit of their argument, save log, exp and
 * sqrt.
 */
#include "formula/binder.h"

#include "formula/kernels.h"

typedef struct rule rule;

struct rule {
    ig_builtin_id id;
    int (*bind)(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args, uint32_t n,
                uint32_t *index, ig_error *err);
    ig_kernel ints, reals; /* by the type of the argument */
};

/* ---- Checks ---- */

static int fail_argument(const ig_binder *binder, uint32_t node, uint32_t arg, const char *wanted,
                         ig_error *err) {
    const ig_step *step = ig_bind_step(binder, arg);
    char name[IG_OPERAND_TEXT];
    return ig_bind_fail(binder, binder->tree->nodes[step->node].begin, err,
                        "'%s' wants %s, %s is %s", binder->tree->nodes[node].call->name, wanted,
                        ig_bind_name(binder, step->node, name), ig_bind_type(step));
}

/* A constant of whole value within bounds, as a count of characters or digits is. */
static int whole_constant(const ig_binder *binder, uint32_t node, uint32_t arg, int64_t least,
                          int64_t most, int64_t *value, ig_error *err) {
    const ig_step *step = ig_bind_step(binder, arg);
    bool whole = step->constant && step->state == 0 && step->type == IG_DECIMAL &&
                 ig_decimal_rescale(step->value.integer, step->scale, 0, value);
    if (whole && *value >= least && *value <= most) {
        return 0;
    }
    char name[IG_OPERAND_TEXT];
    return ig_bind_fail(binder, binder->tree->nodes[step->node].begin, err,
                        "'%s' wants a constant whole number from %lld to %lld, got %s",
                        binder->tree->nodes[node].call->name, (long long)least, (long long)most,
                        ig_bind_name(binder, step->node, name));
}

/* ---- Numbers ---- */

static ig_step step_like(const ig_binder *binder, uint32_t node, uint32_t arg, ig_kernel ints,
                         ig_kernel reals) {
    const ig_step *from = ig_bind_step(binder, arg);
    return (ig_step){.node = node,
                     .type = from->type,
                     .scale = from->scale,
                     .run = from->type == IG_REAL ? reals : ints,
                     .unit = from->unit,
                     .unit_node = from->unit_node};
}

static int bind_abs(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args, uint32_t n,
                    uint32_t *index, ig_error *err) {
    if (!ig_bind_is_number(ig_bind_step(binder, args[0]))) {
        return fail_argument(binder, node, args[0], "a number", err);
    }
    if (ig_bind_step(binder, args[0])->nil) {
        return ig_bind_nil(binder, node, index, err);
    }
    return ig_bind_add(binder, step_like(binder, node, args[0], how->ints, how->reals), args, n,
                       index, err);
}

/* Decimals: to `digits` places, or to whole tens for a negative number of them. */
static int round_decimal(ig_binder *binder, uint32_t node, const rule *how, uint32_t arg,
                         int64_t digits, uint32_t *index, ig_error *err) {
    ig_step step = step_like(binder, node, arg, how->ints, how->reals);
    if (digits >= step.scale) {
        *index = arg; /* nothing to round */
        ig_bind_step(binder, arg)->node = node;
        return 0;
    }
    step.a = ig_pow10((unsigned)(step.scale - digits));
    step.scale = digits > 0 ? (uint8_t)digits : 0;
    if (ig_bind_add(binder, step, &arg, 1, index, err) != 0 || digits >= 0) {
        return digits >= 0 ? 0 : -1;
    }
    step.run = ig_kernel_scale_int;
    step.a = ig_pow10((unsigned)-digits);
    return ig_bind_add(binder, step, index, 1, index, err);
}

/* round, floor, ceil, trunc. */
static int bind_round(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args, uint32_t n,
                      uint32_t *index, ig_error *err) {
    int64_t digits = 0;
    if (!ig_bind_is_number(ig_bind_step(binder, args[0]))) {
        return fail_argument(binder, node, args[0], "a number", err);
    }
    if (n == 2 &&
        whole_constant(binder, node, args[1], -IG_SCALE_MAX, IG_SCALE_MAX, &digits, err) != 0) {
        return -1;
    }
    if (ig_bind_step(binder, args[0])->nil) {
        return ig_bind_nil(binder, node, index, err);
    }
    if (ig_bind_step(binder, args[0])->type == IG_DECIMAL) {
        return round_decimal(binder, node, how, args[0], digits, index, err);
    }
    ig_step step = step_like(binder, node, args[0], how->ints, how->reals);
    step.a = digits;
    return ig_bind_add(binder, step, args, 1, index, err);
}

/* log, exp, sqrt. */
static int bind_curve(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args, uint32_t n,
                      uint32_t *index, ig_error *err) {
    if (!ig_bind_is_number(ig_bind_step(binder, args[0]))) {
        return fail_argument(binder, node, args[0], "a number", err);
    }
    if (ig_bind_convert(binder, &args[0], IG_REAL, 0, err) != 0) {
        return -1;
    }
    ig_step step = {.node = node, .type = IG_REAL, .run = how->reals};
    return ig_bind_add(binder, step, args, n, index, err);
}

/* min and max in a row. */
static int bind_extreme(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args,
                        uint32_t n, uint32_t *index, ig_error *err) {
    uint32_t at = binder->tree->nodes[node].at;
    ig_step units = {0};
    for (uint32_t i = 0; i < n; i++) {
        const ig_step *arg = ig_bind_step(binder, args[i]);
        bool readable = arg->type == IG_TEXT && arg->constant; /* may turn out to be a month */
        if (!ig_bind_is_number(arg) && arg->type != IG_MONTH && !readable) {
            return fail_argument(binder, node, args[i], "numbers or months", err);
        }
    }
    if (ig_bind_units(binder, at, args, n, &units, err) != 0 ||
        ig_bind_unify(binder, at, args, n, err) != 0) {
        return -1;
    }
    if (ig_bind_step(binder, args[0])->nil) {
        return ig_bind_nil(binder, node, index, err);
    }
    if (ig_bind_step(binder, args[0])->type == IG_TEXT) {
        return fail_argument(binder, node, args[0], "numbers or months", err);
    }
    ig_step step = step_like(binder, node, args[0], how->ints, how->reals);
    step.unit = units.unit;
    step.unit_node = units.unit_node;
    return ig_bind_add(binder, step, args, n, index, err);
}

/* ---- Choice ---- */

/* A choice among n values of like type and unit, behind `before` arguments of another kind. */
static int bind_choice(ig_binder *binder, uint32_t node, ig_kernel run, uint32_t *args, uint32_t n,
                       uint32_t before, uint32_t *index, ig_error *err) {
    uint32_t at = binder->tree->nodes[node].at;
    ig_step step = {.node = node, .run = run};
    uint32_t *values = args + before;
    if (ig_bind_units(binder, at, values, n - before, &step, err) != 0 ||
        ig_bind_unify(binder, at, values, n - before, err) != 0) {
        return -1;
    }
    const ig_step *like = ig_bind_step(binder, values[0]);
    if (like->nil) {
        return ig_bind_nil(binder, node, index, err);
    }
    step.type = like->type;
    step.scale = like->scale;
    step.dict = like->dict == NULL ? NULL : ig_dict_retain(like->dict);
    return ig_bind_add(binder, step, args, n, index, err);
}

static int bind_if_else(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args,
                        uint32_t n, uint32_t *index, ig_error *err) {
    if (!ig_bind_is(ig_bind_step(binder, args[0]), IG_BOOL)) {
        return fail_argument(binder, node, args[0], "a condition first", err);
    }
    if (ig_bind_convert(binder, &args[0], IG_BOOL, 0, err) != 0) {
        return -1;
    }
    return bind_choice(binder, node, how->ints, args, n, 1, index, err);
}

static int bind_coalesce(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args,
                         uint32_t n, uint32_t *index, ig_error *err) {
    return bind_choice(binder, node, how->ints, args, n, 0, index, err);
}

static int bind_is_missing(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args,
                           uint32_t n, uint32_t *index, ig_error *err) {
    ig_step step = {.node = node, .type = IG_BOOL, .run = how->ints};
    return ig_bind_add(binder, step, args, n, index, err);
}

/* ---- Text ---- */

static int bind_test(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args, uint32_t n,
                     uint32_t *index, ig_error *err) {
    (void)n;
    for (int i = 0; i < 2; i++) {
        if (!ig_bind_is(ig_bind_step(binder, args[i]), IG_TEXT)) {
            return fail_argument(binder, node, args[i], "text", err);
        }
    }
    const ig_step *text = ig_bind_step(binder, args[0]), *with = ig_bind_step(binder, args[1]);
    if (!with->constant) {
        char name[IG_OPERAND_TEXT];
        return ig_bind_fail(binder, binder->tree->nodes[with->node].begin, err,
                            "'%s' wants a constant second, %s varies by row",
                            binder->tree->nodes[node].call->name,
                            ig_bind_name(binder, with->node, name));
    }
    if (text->nil || with->state != 0) {
        return ig_bind_missing(binder, IG_BOOL, 0, node, index, err);
    }
    return ig_bind_text_test(binder, node, how->id, args[0], ig_bind_text_constant(with), index,
                             err);
}

/* prefix and lower. */
static int bind_map(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args, uint32_t n,
                    uint32_t *index, ig_error *err) {
    int64_t length = 0;
    if (!ig_bind_is(ig_bind_step(binder, args[0]), IG_TEXT)) {
        return fail_argument(binder, node, args[0], "text", err);
    }
    if (n == 2 && whole_constant(binder, node, args[1], 0, 1000000, &length, err) != 0) {
        return -1;
    }
    if (ig_bind_step(binder, args[0])->nil) {
        return ig_bind_nil(binder, node, index, err);
    }
    return ig_bind_text_map(binder, node, how->id, args[0], (uint64_t)length, index, err);
}

/* ---- Months ---- */

static int bind_month_part(ig_binder *binder, uint32_t node, const rule *how, uint32_t *args,
                           uint32_t n, uint32_t *index, ig_error *err) {
    if (!ig_bind_is(ig_bind_step(binder, args[0]), IG_MONTH)) {
        return fail_argument(binder, node, args[0], "a month", err);
    }
    if (ig_bind_step(binder, args[0])->nil) {
        return ig_bind_nil(binder, node, index, err);
    }
    ig_step step = {.node = node, .type = IG_DECIMAL, .run = how->ints};
    return ig_bind_add(binder, step, args, n, index, err);
}

static const rule rules[] = {
    {IG_FN_ABS, bind_abs, ig_kernel_abs_int, ig_kernel_abs_real},
    {IG_FN_ROUND, bind_round, ig_kernel_round_int, ig_kernel_round_real},
    {IG_FN_FLOOR, bind_round, ig_kernel_floor_int, ig_kernel_floor_real},
    {IG_FN_CEIL, bind_round, ig_kernel_ceil_int, ig_kernel_ceil_real},
    {IG_FN_TRUNC, bind_round, ig_kernel_trunc_int, ig_kernel_trunc_real},
    {IG_FN_LOG, bind_curve, NULL, ig_kernel_log_real},
    {IG_FN_EXP, bind_curve, NULL, ig_kernel_exp_real},
    {IG_FN_SQRT, bind_curve, NULL, ig_kernel_sqrt_real},
    {IG_FN_MIN, bind_extreme, ig_kernel_min_int, ig_kernel_min_real},
    {IG_FN_MAX, bind_extreme, ig_kernel_max_int, ig_kernel_max_real},
    {IG_FN_IF_ELSE, bind_if_else, ig_kernel_if_else, NULL},
    {IG_FN_COALESCE, bind_coalesce, ig_kernel_coalesce, NULL},
    {IG_FN_IS_MISSING, bind_is_missing, ig_kernel_is_missing, NULL},
    {IG_FN_PREFIX, bind_map, NULL, NULL},
    {IG_FN_LOWER, bind_map, NULL, NULL},
    {IG_FN_STARTS_WITH, bind_test, NULL, NULL},
    {IG_FN_CONTAINS, bind_test, NULL, NULL},
    {IG_FN_YEAR, bind_month_part, ig_kernel_year, NULL},
    {IG_FN_QUARTER, bind_month_part, ig_kernel_quarter, NULL},
    {IG_FN_MONTH, bind_month_part, ig_kernel_month, NULL},
};

int ig_bind_call(ig_binder *binder, uint32_t node, uint32_t *made, ig_error *err) {
    const ig_node *call = &binder->tree->nodes[node];
    const rule *how = rules;
    while (how->id != call->call->id) {
        how++;
    }
    uint32_t *args = ig_alloc_array(binder->to->memory, call->n_args, sizeof *args, err);
    if (args == NULL) {
        return -1;
    }
    for (uint32_t i = 0; i < call->n_args; i++) {
        args[i] = binder->value[ig_node_arg(binder->tree, call, i)];
    }
    int failed = how->bind(binder, node, how, args, call->n_args, made, err);
    ig_free(args);
    return failed;
}
