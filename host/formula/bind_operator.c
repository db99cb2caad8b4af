/*
 * Operators. Decimals keep their exact form as long as they can: sums at the larger scale, products at
 * the sum of scales, division by a power of ten as a shift of the point; comparisons never rescale a
 * column, but bring the constant to it.
 */
#include "formula/binder.h"

#include "formula/kernels.h"

/* ---- Arithmetic ---- */

static int check_numbers(const ig_binder *binder, const ig_node *node, const uint32_t *args,
                         uint32_t n, ig_error *err) {
    const char *sign = node->kind == IG_NODE_NEGATE ? "-" : ig_node_operator(node->kind);
    for (uint32_t i = 0; i < n; i++) {
        const ig_step *arg = ig_bind_step(binder, args[i]);
        char name[IG_OPERAND_TEXT];
        if (!ig_bind_is_number(arg)) {
            return ig_bind_fail(binder, node->at, err, "'%s' wants %s, %s is %s", sign,
                                n == 1 ? "a number" : "numbers",
                                ig_bind_name(binder, arg->node, name), ig_bind_type(arg));
        }
    }
    return 0;
}

static int to_reals(ig_binder *binder, uint32_t *args, uint32_t n, ig_error *err) {
    for (uint32_t i = 0; i < n; i++) {
        if (ig_bind_convert(binder, &args[i], IG_REAL, 0, err) != 0) {
            return -1;
        }
    }
    return 0;
}

/* Sums, differences and remainders work at the larger of two scales. */
static int bind_sum(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                    ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    ig_step step = {.node = index};
    if (node->kind != IG_NODE_MOD && ig_bind_units(binder, node->at, args, 2, &step, err) != 0) {
        return -1;
    }
    if (ig_bind_unify(binder, node->at, args, 2, err) != 0) {
        return -1;
    }
    step.type = ig_bind_step(binder, args[0])->type;
    step.scale = ig_bind_step(binder, args[0])->scale;
    bool real = step.type == IG_REAL;
    if (node->kind == IG_NODE_ADD) {
        step.run = real ? ig_kernel_add_real : ig_kernel_add_int;
    } else if (node->kind == IG_NODE_SUB) {
        step.run = real ? ig_kernel_sub_real : ig_kernel_sub_int;
    } else {
        step.run = real ? ig_kernel_mod_real : ig_kernel_mod_int;
    }
    return ig_bind_add(binder, step, args, 2, made, err);
}

static int bind_product(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                        ig_error *err) {
    unsigned scale = 0;
    bool real = false;
    for (int i = 0; i < 2; i++) {
        const ig_step *arg = ig_bind_step(binder, args[i]);
        real = real || arg->type == IG_REAL;
        scale += arg->nil ? 0 : arg->scale;
    }
    real = real || scale > IG_SCALE_MAX;
    ig_step step = {.node = index,
                    .type = real ? IG_REAL : IG_DECIMAL,
                    .scale = real ? 0 : (uint8_t)scale,
                    .run = real ? ig_kernel_mul_real : ig_kernel_mul_int};
    for (int i = 0; i < 2; i++) {
        unsigned own = ig_bind_step(binder, args[i])->scale;
        if (ig_bind_convert(binder, &args[i], step.type, real ? 0 : own, err) != 0) {
            return -1;
        }
    }
    return ig_bind_add(binder, step, args, 2, made, err);
}

/* Whether a step is the constant 10^e, and which e. */
static bool is_power_of_ten(const ig_step *step, int *exponent) {
    if (!step->constant || step->state != 0 || step->type != IG_DECIMAL) {
        return false;
    }
    for (unsigned e = 0; e <= 18; e++) {
        if (step->value.integer == ig_pow10(e)) {
            *exponent = (int)e - step->scale;
            return true;
        }
    }
    return false;
}

/* Division by 10^e moves the point. As nobody else uses the dividend's step, it is the quotient's step
   with another scale; only a point that would move past the units multiplies. */
static int bind_shift(ig_binder *binder, uint32_t index, uint32_t arg, int exponent, uint32_t *made,
                      ig_error *err) {
    ig_step *step = ig_bind_step(binder, arg);
    int scale = step->scale + exponent;
    if (scale >= 0) {
        step->scale = (uint8_t)scale;
        step->unit = NULL;
        step->node = index;
        *made = arg;
        return 0;
    }
    ig_step scaled = {.node = index,
                      .type = IG_DECIMAL,
                      .run = ig_kernel_scale_int,
                      .a = ig_pow10((unsigned)-scale)};
    return ig_bind_add(binder, scaled, &arg, 1, made, err);
}

static int bind_quotient(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                         ig_error *err) {
    const ig_step *over = ig_bind_step(binder, args[0]);
    int exponent;
    if (over->type == IG_DECIMAL && !over->nil &&
        is_power_of_ten(ig_bind_step(binder, args[1]), &exponent) &&
        over->scale + exponent <= IG_SCALE_MAX) {
        return bind_shift(binder, index, args[0], exponent, made, err);
    }
    ig_step step = {.node = index, .type = IG_REAL, .run = ig_kernel_div_real};
    const ig_step *under = ig_bind_step(binder, args[1]);
    if (over->type == IG_DECIMAL && under->type == IG_DECIMAL && !over->nil && !under->nil) {
        step.run = ig_kernel_div_decimal;
        step.a = under->scale > over->scale ? ig_pow10(under->scale - over->scale) : 1;
        step.b = over->scale > under->scale ? ig_pow10(over->scale - under->scale) : 1;
        return ig_bind_add(binder, step, args, 2, made, err);
    }
    if (to_reals(binder, args, 2, err) != 0) {
        return -1;
    }
    return ig_bind_add(binder, step, args, 2, made, err);
}

static bool is_month(const ig_step *step) {
    return !step->nil && step->type == IG_MONTH;
}

/* A month moved by a whole number of months, which stands at args[by]. */
static int bind_move(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t by, uint32_t *made,
                     ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    const ig_step *number = ig_bind_step(binder, args[by]);
    char name[IG_OPERAND_TEXT];
    if (number->type == IG_REAL || (number->type == IG_DECIMAL && number->scale > 0)) {
        return ig_bind_fail(binder, node->at, err, "months move by whole numbers, %s is %s",
                            ig_bind_name(binder, number->node, name),
                            number->type == IG_REAL ? "real" : "a decimal fraction");
    }
    if (ig_bind_convert(binder, &args[by], IG_DECIMAL, 0, err) != 0) {
        return -1;
    }
    ig_step step = {.node = index,
                    .type = IG_MONTH,
                    .run = node->kind == IG_NODE_ADD ? ig_kernel_add_month : ig_kernel_sub_month};
    return ig_bind_add(binder, step, args, 2, made, err);
}

/* The number of months from the second to the first; constant text is read as a month. */
static int bind_span(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                     ig_error *err) {
    if (ig_bind_unify(binder, binder->tree->nodes[index].at, args, 2, err) != 0) {
        return -1;
    }
    ig_step step = {.node = index, .type = IG_DECIMAL, .run = ig_kernel_sub_int};
    return ig_bind_add(binder, step, args, 2, made, err);
}

/* month + 1 and 1 + month and month − 1 are months, month − month is a number. */
static int bind_months(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                       ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    bool add = node->kind == IG_NODE_ADD;
    for (uint32_t by = 0; by < 2; by++) {
        if (ig_bind_is_number(ig_bind_step(binder, args[by])) && (add || by == 1)) {
            return bind_move(binder, index, args, by, made, err);
        }
    }
    if (!add) {
        return bind_span(binder, index, args, made, err);
    }
    return ig_bind_fail(binder, node->at, err, "'+' wants a month and a whole number of months");
}

int ig_bind_arithmetic(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                       ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    bool moves = node->kind == IG_NODE_ADD || node->kind == IG_NODE_SUB;
    if (moves &&
        (is_month(ig_bind_step(binder, args[0])) || is_month(ig_bind_step(binder, args[1])))) {
        return bind_months(binder, index, args, made, err);
    }
    if (check_numbers(binder, node, args, 2, err) != 0) {
        return -1;
    }
    if (ig_bind_step(binder, args[0])->nil && ig_bind_step(binder, args[1])->nil) {
        return ig_bind_nil(binder, index, made, err);
    }
    switch (node->kind) {
    case IG_NODE_MUL: return bind_product(binder, index, args, made, err);
    case IG_NODE_DIV: return bind_quotient(binder, index, args, made, err);
    default: return bind_sum(binder, index, args, made, err);
    }
}

int ig_bind_negate(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                   ig_error *err) {
    const ig_step *arg = ig_bind_step(binder, args[0]);
    if (check_numbers(binder, &binder->tree->nodes[index], args, 1, err) != 0) {
        return -1;
    }
    if (arg->nil) {
        return ig_bind_nil(binder, index, made, err);
    }
    ig_step step = {.node = index,
                    .type = arg->type,
                    .scale = arg->scale,
                    .run = arg->type == IG_REAL ? ig_kernel_negate_real : ig_kernel_negate_int,
                    .unit = arg->unit,
                    .unit_node = arg->unit_node};
    return ig_bind_add(binder, step, args, 1, made, err);
}

/* ---- Comparison ---- */

static ig_compare compare_of(ig_node_kind kind) {
    switch (kind) {
    case IG_NODE_EQ: return IG_EQ;
    case IG_NODE_NE: return IG_NE;
    case IG_NODE_LT: return IG_LT;
    case IG_NODE_LE: return IG_LE;
    case IG_NODE_GT: return IG_GT;
    default: return IG_GE;
    }
}

/* Brings a constant to a coarser scale, or to a finer one that it may not fit, so that comparing with
   it there is the same. Comparing with the largest integer stands for "always" and "never". */
static void fit_constant(ig_compare *compare, int64_t *units, unsigned from, unsigned to) {
    int64_t factor = ig_pow10(to > from ? to - from : from - to);
    if (to >= from) {
        int64_t fine;
        if (!__builtin_mul_overflow(*units, factor, &fine)) {
            *units = fine;
            return;
        }
        bool less = *units > 0; /* every value is less than the constant */
        bool always = less ? *compare == IG_LT || *compare == IG_LE || *compare == IG_NE
                           : *compare == IG_GT || *compare == IG_GE || *compare == IG_NE;
        *compare = always ? IG_LE : IG_GT;
        *units = INT64_MAX;
        return;
    }
    int64_t whole = *units / factor - (*units % factor < 0);
    bool exact = *units % factor == 0;
    *units = whole;
    if (exact) {
        return;
    }
    switch (*compare) { /* it lies between whole and whole + 1 */
    case IG_EQ:
        *compare = IG_GT;
        *units = INT64_MAX;
        break;
    case IG_NE:
        *compare = IG_LE;
        *units = INT64_MAX;
        break;
    case IG_LT: *compare = IG_LE; break;
    case IG_GE: *compare = IG_GT; break;
    default: break;
    }
}

static int compare_decimals(ig_binder *binder, ig_step step, uint32_t *args, uint32_t *made,
                            ig_error *err) {
    const ig_step *a = ig_bind_step(binder, args[0]), *b = ig_bind_step(binder, args[1]);
    step.run = ig_kernel_compare_int;
    if (a->scale != b->scale && (a->constant || b->constant)) {
        uint32_t other = b->constant ? args[0] : args[1];
        const ig_step *fixed = b->constant ? b : a;
        ig_value value = {.type = IG_DECIMAL, .integer = fixed->value.integer};
        step.compare = b->constant ? step.compare : ig_compare_mirror(step.compare);
        fit_constant(&step.compare, &value.integer, fixed->scale,
                     ig_bind_step(binder, other)->scale);
        args[0] = other;
        if (ig_bind_constant(binder, &value, fixed->node, &args[1], err) != 0) {
            return -1;
        }
    } else if (a->scale != b->scale) {
        step.run = ig_kernel_compare_scaled;
        step.a = a->scale < b->scale ? ig_pow10(b->scale - a->scale) : 1;
        step.b = b->scale < a->scale ? ig_pow10(a->scale - b->scale) : 1;
    }
    return ig_bind_add(binder, step, args, 2, made, err);
}

static bool is_missing_constant(const ig_step *step) {
    return step->constant && step->state != 0;
}

int ig_bind_compare(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                    ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    ig_step step = {.node = index, .type = IG_BOOL, .compare = compare_of(node->kind)}, unit = {0};
    ig_type type = IG_DECIMAL;
    unsigned scale = 0;
    bool any = false;
    if (ig_bind_common(binder, node->at, args, 2, &type, &scale, &any, err) != 0 ||
        ig_bind_units(binder, node->at, args, 2, &unit, err) != 0) {
        return -1;
    }
    if (any && type == IG_BOOL && step.compare >= IG_LT) {
        return ig_bind_fail(binder, node->at, err, "'%s' wants an order, and bool has none",
                            ig_node_operator(node->kind));
    }
    if (is_missing_constant(ig_bind_step(binder, args[0])) ||
        is_missing_constant(ig_bind_step(binder, args[1]))) {
        return ig_bind_missing(binder, IG_BOOL, 0, index, made, err);
    }
    switch (type) {
    case IG_TEXT:
        return ig_bind_text_compare(binder, index, step.compare, args[0], args[1], made, err);
    case IG_DECIMAL: return compare_decimals(binder, step, args, made, err);
    case IG_REAL:
        step.run = ig_kernel_compare_real;
        if (to_reals(binder, args, 2, err) != 0) {
            return -1;
        }
        break;
    case IG_MONTH: step.run = ig_kernel_compare_int; break;
    case IG_BOOL: step.run = ig_kernel_compare_bool; break;
    }
    return ig_bind_add(binder, step, args, 2, made, err);
}

/* ---- Logic ---- */

int ig_bind_logic(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t n, uint32_t *made,
                  ig_error *err) {
    const ig_node *node = &binder->tree->nodes[index];
    const char *name = node->kind == IG_NODE_NOT ? "not" : ig_node_operator(node->kind);
    for (uint32_t i = 0; i < n; i++) {
        const ig_step *arg = ig_bind_step(binder, args[i]);
        char text[IG_OPERAND_TEXT];
        if (!ig_bind_is(arg, IG_BOOL)) {
            return ig_bind_fail(binder, node->at, err, "'%s' wants %s, %s is %s", name,
                                n == 1 ? "a condition" : "conditions",
                                ig_bind_name(binder, arg->node, text), ig_bind_type(arg));
        }
        if (ig_bind_convert(binder, &args[i], IG_BOOL, 0, err) != 0) {
            return -1;
        }
    }
    ig_step step = {.node = index,
                    .type = IG_BOOL,
                    .run = node->kind == IG_NODE_NOT   ? ig_kernel_not
                           : node->kind == IG_NODE_AND ? ig_kernel_and
                                                       : ig_kernel_or};
    return ig_bind_add(binder, step, args, n, made, err);
}
