/* Trees evaluated the slow and obvious way: row by row, recursively, on 128-bit integers. */
#ifndef INGOT_TESTS_FORMULA_REFERENCE_EVALUATE_H
#define INGOT_TESTS_FORMULA_REFERENCE_EVALUATE_H

#include "formula/reference/tree.h"

#include <math.h>

static inline value missing_value(void) {
    return (value){.missing = true};
}

static inline ig_i128 checked(ig_i128 units, bool *overflow) {
    *overflow = *overflow || units > INT64_MAX || units < INT64_MIN;
    return units;
}

/* To a finer scale, as both sides of a sum are brought to. */
static inline ig_i128 at_scale(value v, int from, int to, bool *overflow) {
    return v.overflow ? 0 : checked(v.units * ig_pow10((unsigned)(to - from)), overflow);
}

static inline double nearest(value v, const node *n) {
    return n->type == IG_REAL ? v.real : ig_decimal_real(v.units, (unsigned)n->scale);
}

static inline ig_i128 floor_divide(ig_i128 x, ig_i128 y) {
    return x / y - (x % y != 0 && (x < 0) != (y < 0));
}

static inline value finish_real(double x, bool overflow) {
    if (!isfinite(x))
        return (value){.missing = true};
    return (value){.real = x + 0.0, .overflow = overflow};
}

static inline bool order_is(shape what, int order) {
    switch (what) {
    case EQ: return order == 0;
    case NE: return order != 0;
    case LT: return order < 0;
    case LE: return order <= 0;
    case GT: return order > 0;
    default: return order >= 0;
    }
}

static inline int order_of(ig_type type, value x, int x_scale, value y, int y_scale) {
    if (type == IG_TEXT)
        return strcmp(x.text, y.text);
    if (type == IG_REAL)
        return (x.real > y.real) - (x.real < y.real);
    ig_i128 a = x.units * ig_pow10((unsigned)(y_scale > x_scale ? y_scale - x_scale : 0));
    ig_i128 b = y.units * ig_pow10((unsigned)(x_scale > y_scale ? x_scale - y_scale : 0));
    return (a > b) - (a < b);
}

static inline value eval(const node *n, const value *row);

static inline value eval_decimal(const node *n, const value *args) {
    bool overflow = false;
    ig_i128 result = 0;
    int inner = n->n_args > 0 ? n->args[0]->scale : 0;
    for (int i = 0; i < n->n_args; i++) {
        if (args[i].missing)
            return missing_value();
        overflow = overflow || args[i].overflow;
    }
    ig_i128 x = args[0].overflow ? 0 : args[0].units;
    switch (n->shape) {
    case NEGATE: result = -x; break;
    case ABS: result = x < 0 ? -x : x; break;
    case SHIFT: result = x; break;
    case YEAR: result = x / 12; break;
    case QUARTER: result = x % 12 / 3 + 1; break;
    case MONTH_OF: result = x % 12 + 1; break;
    case MUL: result = x * (args[1].overflow ? 0 : args[1].units); break;
    case ADD:
    case SUB:
    case MOD: {
        ig_i128 a = at_scale(args[0], inner, n->scale, &overflow);
        ig_i128 b = at_scale(args[1], n->args[1]->scale, n->scale, &overflow);
        if (n->shape == MOD && b == 0)
            return overflow ? (value){.overflow = true} : missing_value();
        result = n->shape == ADD ? a + b : n->shape == SUB ? a - b : a - b * floor_divide(a, b);
        break;
    }
    case MIN:
    case MAX:
        for (int i = 0; i < n->n_args; i++) {
            ig_i128 a = at_scale(args[i], n->args[i]->scale, n->scale, &overflow);
            bool better = n->shape == MIN ? a < result : a > result;
            result = i == 0 || better ? a : result;
        }
        break;
    default: { /* rounding */
        if (n->parameter >= inner) {
            result = x;
            break;
        }
        ig_i128 by = ig_pow10((unsigned)(inner - n->parameter)), low = floor_divide(x, by);
        bool exact = low * by == x;
        result = n->shape == FLOOR   ? low
                 : n->shape == CEIL  ? low + !exact
                 : n->shape == TRUNC ? x / by
                                     : (x < 0 ? -((-x + by / 2) / by) : (x + by / 2) / by);
        if (n->parameter < 0)
            result *= ig_pow10((unsigned)-n->parameter);
    }
    }
    if (overflow)
        return (value){.overflow = true};
    result = checked(result, &overflow);
    return (value){.units = overflow ? 0 : result, .overflow = overflow};
}

static inline value eval_real(const node *n, const value *args) {
    bool overflow = false;
    for (int i = 0; i < n->n_args; i++) {
        if (args[i].missing)
            return missing_value();
        overflow = overflow || args[i].overflow;
    }
    if (overflow)
        return (value){.overflow = true};
    double x = args[0].real, y = n->n_args > 1 ? args[1].real : 0;
    switch (n->shape) {
    case NEGATE: return finish_real(-x, false);
    case ABS: return finish_real(fabs(x), false);
    case ADD: return finish_real(x + y, false);
    case SUB: return finish_real(x - y, false);
    case MUL: return finish_real(x * y, false);
    case MIN: return (value){.real = x < y ? x : y};
    case MAX: return (value){.real = x > y ? x : y};
    case MOD: {
        double rest = fmod(x, y);
        return finish_real(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest, false);
    }
    default: {
        int a = n->args[0]->scale, b = n->args[1]->scale;
        if (n->args[0]->type == IG_REAL)
            return finish_real(x / y, false);
        double over_factor = b > a ? (double)ig_pow10((unsigned)(b - a)) : 1;
        double under_factor = a > b ? (double)ig_pow10((unsigned)(a - b)) : 1;
        return finish_real((double)(int64_t)args[0].units * over_factor /
                               ((double)(int64_t)args[1].units * under_factor),
                           false);
    }
    }
}

static inline value eval_choice(const node *n, const value *row) {
    if (n->shape == IF_ELSE) {
        value condition = eval(n->args[0], row);
        if (condition.missing || condition.overflow)
            return condition;
        const node *taken = n->args[condition.units ? 1 : 2];
        value made = eval(taken, row);
        if (n->type == IG_DECIMAL && !made.missing && !made.overflow)
            made.units = at_scale(made, taken->scale, n->scale, &made.overflow);
        return made;
    }
    value made = missing_value();
    for (int i = 0; i < n->n_args && made.missing; i++) {
        made = eval(n->args[i], row);
        if (n->type == IG_DECIMAL && !made.missing && !made.overflow)
            made.units = at_scale(made, n->args[i]->scale, n->scale, &made.overflow);
    }
    return made;
}

static inline value eval_logic(const node *n, const value *row) {
    value x = eval(n->args[0], row), y = eval(n->args[n->n_args - 1], row);
    bool decisive = n->shape == OR;
    if (n->shape == NOT) {
        x.units = !x.units;
        return x;
    }
    if ((!x.missing && !x.overflow && (bool)x.units == decisive) ||
        (!y.missing && !y.overflow && (bool)y.units == decisive))
        return (value){.units = decisive};
    return (value){.missing = x.missing || y.missing,
                   .overflow = x.overflow || y.overflow,
                   .units = !decisive};
}

static inline value eval_membership(const node *n, const value *row) {
    value x = eval(n->args[0], row);
    bool found = false, unknown = false;
    if (x.missing || x.overflow)
        return x;
    for (int i = 0; i < n->n_items; i++) {
        unknown = unknown || n->items[i].missing;
        found = found || (!n->items[i].missing &&
                          order_of(n->args[0]->type, x, n->args[0]->scale, n->items[i],
                                   n->args[0]->type == IG_DECIMAL ? 2 : 0) == 0);
    }
    if (!found && unknown)
        return missing_value();
    return (value){.units = n->shape == IN ? found : !found};
}

static inline value eval_text(const node *n, value x) {
    if (x.missing || x.overflow)
        return x;
    if (n->shape == STARTS)
        return (value){.units = strncmp(x.text, n->items[0].text, strlen(n->items[0].text)) == 0};
    if (n->shape == CONTAINS)
        return (value){.units = strstr(x.text, n->items[0].text) != NULL};
    if (n->shape == LOWER) {
        for (char *p = x.text; *p; p++)
            *p = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
        return x;
    }
    int characters = 0;
    for (char *p = x.text; *p; p++) {
        characters += ((unsigned char)*p & 0xC0) != 0x80;
        if (characters > n->parameter) {
            *p = '\0';
            break;
        }
    }
    return x;
}

static inline value eval(const node *n, const value *row) {
    value args[REF_ARGS];
    switch (n->shape) {
    case COLUMN: return row[n->column];
    case LITERAL: return n->items[0];
    case NIL: return missing_value();
    case IF_ELSE:
    case COALESCE: return eval_choice(n, row);
    case AND:
    case OR:
    case NOT: return eval_logic(n, row);
    case IN:
    case NOT_IN: return eval_membership(n, row);
    default: break;
    }
    for (int i = 0; i < n->n_args; i++)
        args[i] = eval(n->args[i], row);
    switch (n->shape) {
    case IS_MISSING:
        return (value){.units = args[0].missing, .overflow = args[0].overflow && !args[0].missing};
    case PREFIX:
    case LOWER:
    case STARTS:
    case CONTAINS: return eval_text(n, args[0]);
    case EQ:
    case NE:
    case LT:
    case LE:
    case GT:
    case GE:
        if (args[0].missing || args[1].missing)
            return missing_value();
        if (args[0].overflow || args[1].overflow)
            return (value){.overflow = true};
        return (value){.units =
                           order_is(n->shape, order_of(n->args[0]->type, args[0], n->args[0]->scale,
                                                       args[1], n->args[1]->scale))};
    default: return n->type == IG_REAL ? eval_real(n, args) : eval_decimal(n, args);
    }
}

#endif
