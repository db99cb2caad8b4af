/*
 * Formulas the slow and obvious way: random typed trees that are written as text for the engine and
 * evaluated here row by row, recursively, on 128-bit integers. Nothing is shared with host/formula.
 */
#ifndef INGOT_TESTS_FORMULA_REFERENCE_H
#define INGOT_TESTS_FORMULA_REFERENCE_H

#include "fixture.h"

#include "table/decimal.h"

#include <math.h>

enum { REF_TEXT = 32, REF_ARGS = 3, REF_NODES = 512, REF_SOURCE = 16384 };

/* ---- Chance ---- */

typedef struct chance {
    uint64_t state;
} chance;

static inline uint32_t draw(chance *c, uint32_t below) {
    c->state = c->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((c->state >> 33) % below);
}

/* ---- Values and trees ---- */

typedef struct value {
    bool missing, overflow; /* missing wins */
    ig_i128 units;          /* decimal, month, bool */
    double real;
    char text[REF_TEXT];
} value;

typedef enum shape {
    COLUMN,
    LITERAL,
    NIL,
    NEGATE,
    ADD,
    SUB,
    MUL,
    MOD,
    DIV,
    SHIFT,
    ABS,
    ROUND,
    FLOOR,
    CEIL,
    TRUNC,
    MIN,
    MAX,
    IF_ELSE,
    COALESCE,
    YEAR,
    QUARTER,
    MONTH_OF,
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    AND,
    OR,
    NOT,
    IN,
    NOT_IN,
    IS_MISSING,
    PREFIX,
    LOWER,
    STARTS,
    CONTAINS
} shape;

typedef struct node {
    shape shape;
    ig_type type;
    int scale;
    int n_args;
    struct node *args[REF_ARGS];
    int column;     /* of the table */
    int parameter;  /* digits, exponent or length */
    int n_items;    /* IN: literals of the type of args[0] */
    value items[4]; /* IN, LITERAL */
} node;

typedef struct forest {
    node nodes[REF_NODES];
    int n;
} forest;

static const struct {
    const char *name;
    ig_type type;
    int scale;
} ref_columns[] = {{"a", IG_DECIMAL, 0},   {"b", IG_DECIMAL, 2}, {"c", IG_DECIMAL, 4},
                   {"big", IG_DECIMAL, 0}, {"r", IG_REAL, 0},    {"t", IG_TEXT, 0},
                   {"u", IG_TEXT, 0},      {"m", IG_MONTH, 0},   {"f", IG_BOOL, 0}};

enum { REF_COLUMNS = sizeof ref_columns / sizeof ref_columns[0] };

static const char *const ref_texts[] = {"Mexico", "MEX", "mexico", "China", "中国", "", "Perú"};

static inline void random_text(chance *c, char *text) {
    strcpy(text, ref_texts[draw(c, sizeof ref_texts / sizeof ref_texts[0])]);
}

static inline int64_t random_units(chance *c, int column) {
    static const int64_t ranges[] = {200, 70000, 3000000, 4000000000};
    int64_t range = ranges[column];
    return (int64_t)(((uint64_t)draw(c, 1u << 31) << 31 | draw(c, 1u << 31)) % (uint64_t)range) -
           range / 2;
}

/* ---- Growing ---- */

static inline node *grow(forest *f, chance *c, ig_type type, int depth);

static inline node *new_node(forest *f, shape what, ig_type type) {
    node *made = &f->nodes[f->n++];
    assert_true(f->n < REF_NODES);
    memset(made, 0, sizeof *made);
    made->shape = what;
    made->type = type;
    return made;
}

static inline void set_literal(chance *c, ig_type type, int scale, value *v) {
    static const double reals[] = {0.5, 2.25, 1e3, 0.125};
    memset(v, 0, sizeof *v);
    v->units = type == IG_MONTH  ? ig_month_make(2023 + (int)draw(c, 3), 1 + (int)draw(c, 12))
               : type == IG_BOOL ? (int)draw(c, 2)
                                 : (int)draw(c, scale > 1 ? 2000 : 60);
    v->real = reals[draw(c, 4)];
    random_text(c, v->text);
}

static inline node *leaf(forest *f, chance *c, ig_type type) {
    if (draw(c, 12) == 0)
        return new_node(f, NIL, type);
    bool literal = draw(c, 4) == 0 && type != IG_MONTH; /* months are literals beside months only */
    node *made = new_node(f, literal ? LITERAL : COLUMN, type);
    if (literal) {
        made->scale = type == IG_DECIMAL ? (int)draw(c, 4) : 0;
        set_literal(c, type, made->scale, &made->items[0]);
        return made;
    }
    do
        made->column = (int)draw(c, REF_COLUMNS);
    while (ref_columns[made->column].type != type);
    made->scale = ref_columns[made->column].scale;
    return made;
}

static inline node *over(forest *f, chance *c, shape what, ig_type type, int n, ig_type of,
                         int depth) {
    node *made = new_node(f, what, type);
    made->n_args = n;
    for (int i = 0; i < n; i++)
        made->args[i] = grow(f, c, of, depth - 1);
    for (int i = 0; i < n && type == IG_DECIMAL && of == IG_DECIMAL; i++)
        made->scale = made->args[i]->scale > made->scale ? made->args[i]->scale : made->scale;
    return made;
}

static inline node *choice(forest *f, chance *c, ig_type type, int depth) {
    node *made;
    if (draw(c, 2)) {
        made = over(f, c, COALESCE, type, 2 + (int)draw(c, 2), type, depth);
    } else {
        made = over(f, c, IF_ELSE, type, 3, type, depth);
        made->args[0] = grow(f, c, IG_BOOL, depth - 1);
        made->scale = 0;
        for (int i = 1; i < 3 && type == IG_DECIMAL; i++)
            made->scale = made->args[i]->scale > made->scale ? made->args[i]->scale : made->scale;
    }
    return made;
}

static inline node *grow_decimal(forest *f, chance *c, int depth) {
    node *made;
    switch (draw(c, 12)) {
    case 0: return over(f, c, ADD, IG_DECIMAL, 2, IG_DECIMAL, depth);
    case 1: return over(f, c, SUB, IG_DECIMAL, 2, IG_DECIMAL, depth);
    case 2: return over(f, c, MOD, IG_DECIMAL, 2, IG_DECIMAL, depth);
    case 3: return over(f, c, draw(c, 2) ? NEGATE : ABS, IG_DECIMAL, 1, IG_DECIMAL, depth);
    case 4:
        return over(f, c, draw(c, 2) ? MIN : MAX, IG_DECIMAL, 2 + (int)draw(c, 2), IG_DECIMAL,
                    depth);
    case 5: return choice(f, c, IG_DECIMAL, depth);
    case 6: {
        static const shape parts[] = {YEAR, QUARTER, MONTH_OF};
        return over(f, c, parts[draw(c, 3)], IG_DECIMAL, 1, IG_MONTH, depth);
    }
    case 7:
    case 8:
        made = over(f, c, MUL, IG_DECIMAL, 2, IG_DECIMAL, depth);
        made->scale = made->args[0]->scale + made->args[1]->scale;
        if (made->scale > IG_SCALE_MAX) { /* would be real: a sum instead */
            made->shape = ADD;
            made->scale = made->args[made->args[0]->scale < made->args[1]->scale]->scale;
        }
        return made;
    case 9:
        made = over(f, c, SHIFT, IG_DECIMAL, 1, IG_DECIMAL, depth);
        made->parameter = (int)draw(c, 3);
        if (made->scale + made->parameter > IG_SCALE_MAX)
            made->parameter = 0;
        made->scale += made->parameter;
        return made;
    default: {
        static const shape steps[] = {ROUND, FLOOR, CEIL, TRUNC};
        made = over(f, c, steps[draw(c, 4)], IG_DECIMAL, 1, IG_DECIMAL, depth);
        made->parameter = made->shape == ROUND ? (int)draw(c, 7) - 3 : 0;
        if (made->parameter < made->scale)
            made->scale = made->parameter > 0 ? made->parameter : 0;
        return made;
    }
    }
}

static inline bool varies(const node *n) {
    bool any = n->shape == COLUMN;
    for (int i = 0; i < n->n_args; i++)
        any = any || varies(n->args[i]);
    return any;
}

/* A divisor that is a constant could be a power of ten, and the quotient no real. */
static inline node *grow_quotient(forest *f, chance *c, int depth) {
    node *made = over(f, c, DIV, IG_REAL, 2, IG_DECIMAL, depth);
    while (!varies(made->args[1]))
        made->args[1] = leaf(f, c, IG_DECIMAL);
    return made;
}

static inline node *grow_real(forest *f, chance *c, int depth) {
    static const shape steps[] = {ADD, SUB, MUL, DIV, MOD, MIN, MAX};
    switch (draw(c, 4)) {
    case 0: return grow_quotient(f, c, depth);
    case 1: return over(f, c, draw(c, 2) ? NEGATE : ABS, IG_REAL, 1, IG_REAL, depth);
    case 2: return choice(f, c, IG_REAL, depth);
    default: return over(f, c, steps[draw(c, 7)], IG_REAL, 2, IG_REAL, depth);
    }
}

static inline node *grow_membership(forest *f, chance *c, int depth) {
    static const ig_type types[] = {IG_DECIMAL, IG_TEXT, IG_MONTH, IG_BOOL, IG_REAL};
    ig_type type = types[draw(c, 5)];
    node *made = over(f, c, draw(c, 2) ? IN : NOT_IN, IG_BOOL, 1, type, depth);
    made->n_items = (int)draw(c, 4);
    for (int i = 0; i < made->n_items; i++) {
        set_literal(c, type, 2, &made->items[i]);
        made->items[i].missing = draw(c, 10) == 0;
    }
    return made;
}

static inline node *grow_bool(forest *f, chance *c, int depth) {
    static const ig_type types[] = {IG_DECIMAL, IG_DECIMAL, IG_REAL, IG_TEXT, IG_MONTH, IG_BOOL};
    node *made;
    ig_type type = types[draw(c, 6)];
    switch (draw(c, 9)) {
    case 0:
    case 1:
    case 2:
        made = over(f, c, (shape)(EQ + draw(c, type == IG_BOOL ? 2 : 6)), IG_BOOL, 2, type, depth);
        for (int i = 0; i < 2; i++) /* a bare nil beside a comparison is refused */
            while (made->args[i]->shape == NIL)
                made->args[i] = leaf(f, c, type);
        if (type == IG_MONTH && draw(c, 2)) {
            node *literal = new_node(f, LITERAL, IG_MONTH);
            set_literal(c, IG_MONTH, 0, &literal->items[0]);
            made->args[0] = leaf(f, c, IG_MONTH);
            made->args[0]->shape = COLUMN;
            made->args[0]->column = 7;
            made->args[1] = literal;
        }
        return made;
    case 3: return over(f, c, AND, IG_BOOL, 2, IG_BOOL, depth);
    case 4: return over(f, c, OR, IG_BOOL, 2, IG_BOOL, depth);
    case 5: return over(f, c, NOT, IG_BOOL, 1, IG_BOOL, depth);
    case 6: return over(f, c, IS_MISSING, IG_BOOL, 1, type, depth);
    case 7:
        made = over(f, c, draw(c, 2) ? STARTS : CONTAINS, IG_BOOL, 1, IG_TEXT, depth);
        random_text(c, made->items[0].text);
        return made;
    default: return grow_membership(f, c, depth);
    }
}

static inline node *grow(forest *f, chance *c, ig_type type, int depth) {
    node *made;
    if (depth <= 0 || draw(c, 5) == 0)
        return leaf(f, c, type);
    switch (type) {
    case IG_DECIMAL: return grow_decimal(f, c, depth);
    case IG_REAL: return grow_real(f, c, depth);
    case IG_BOOL: return draw(c, 8) == 0 ? choice(f, c, type, depth) : grow_bool(f, c, depth);
    case IG_TEXT:
        if (draw(c, 2))
            return choice(f, c, type, depth);
        made = over(f, c, draw(c, 2) ? PREFIX : LOWER, IG_TEXT, 1, IG_TEXT, depth);
        made->parameter = (int)draw(c, 5);
        return made;
    default: return choice(f, c, type, depth);
    }
}

/* ---- Writing ---- */

static inline void write_value(ig_type type, int scale, const value *v, char *out) {
    char text[64];
    if (v->missing)
        strcpy(text, "nil");
    else if (type == IG_DECIMAL)
        ig_decimal_print(text, v->units, (unsigned)scale);
    else if (type == IG_REAL)
        (void)snprintf(text, sizeof text, "%.17ge0", v->real);
    else if (type == IG_TEXT)
        (void)snprintf(text, sizeof text, "'%s'", v->text);
    else if (type == IG_MONTH)
        (void)snprintf(text, sizeof text, "'%04d-%02d'", ig_month_year((int32_t)v->units),
                       ig_month_of_year((int32_t)v->units));
    else
        strcpy(text, v->units ? "true" : "false");
    strcat(out, text);
}

static inline void write_node(const node *n, char *out);

static inline void write_call(const node *n, const char *name, char *out) {
    strcat(out, name);
    strcat(out, "(");
    for (int i = 0; i < n->n_args; i++) {
        if (i > 0)
            strcat(out, ", ");
        write_node(n->args[i], out);
    }
    if (n->shape == STARTS || n->shape == CONTAINS) {
        strcat(out, ", ");
        write_value(IG_TEXT, 0, &n->items[0], out);
    }
    if (n->shape == ROUND || n->shape == PREFIX)
        (void)snprintf(out + strlen(out), 16, ", %d", n->parameter);
    strcat(out, ")");
}

static inline void write_node(const node *n, char *out) {
    static const char *const names[] = {[NEGATE] = "-",
                                        [ADD] = "+",
                                        [SUB] = "-",
                                        [MUL] = "*",
                                        [MOD] = "%",
                                        [DIV] = "/",
                                        [ABS] = "abs",
                                        [ROUND] = "round",
                                        [FLOOR] = "floor",
                                        [CEIL] = "ceil",
                                        [TRUNC] = "trunc",
                                        [MIN] = "min",
                                        [MAX] = "max",
                                        [IF_ELSE] = "if_else",
                                        [COALESCE] = "coalesce",
                                        [YEAR] = "year",
                                        [QUARTER] = "quarter",
                                        [MONTH_OF] = "month",
                                        [EQ] = "==",
                                        [NE] = "~=",
                                        [LT] = "<",
                                        [LE] = "<=",
                                        [GT] = ">",
                                        [GE] = ">=",
                                        [AND] = "and",
                                        [OR] = "or",
                                        [NOT] = "not",
                                        [IN] = "in",
                                        [NOT_IN] = "not in",
                                        [IS_MISSING] = "is_missing",
                                        [PREFIX] = "prefix",
                                        [LOWER] = "lower",
                                        [STARTS] = "starts_with",
                                        [CONTAINS] = "contains"};
    assert_true(strlen(out) < REF_SOURCE - 512);
    switch (n->shape) {
    case COLUMN: strcat(out, ref_columns[n->column].name); return;
    case LITERAL: write_value(n->type, n->scale, &n->items[0], out); return;
    case NIL: strcat(out, "nil"); return;
    case NEGATE:
    case NOT:
        strcat(out, n->shape == NOT ? "(not " : "(-");
        write_node(n->args[0], out);
        strcat(out, ")");
        return;
    case SHIFT:
        strcat(out, "(");
        write_node(n->args[0], out);
        (void)snprintf(out + strlen(out), 32, " / %lld)",
                       (long long)ig_pow10((unsigned)n->parameter));
        return;
    case IN:
    case NOT_IN:
        strcat(out, "(");
        write_node(n->args[0], out);
        strcat(out, n->shape == IN ? " in {" : " not in {");
        for (int i = 0; i < n->n_items; i++) {
            write_value(n->args[0]->type, 2, &n->items[i], out);
            strcat(out, ",");
        }
        strcat(out, "})");
        return;
    case ADD:
    case SUB:
    case MUL:
    case MOD:
    case DIV:
    case EQ:
    case NE:
    case LT:
    case LE:
    case GT:
    case GE:
    case AND:
    case OR:
        strcat(out, "(");
        write_node(n->args[0], out);
        (void)snprintf(out + strlen(out), 16, " %s ", names[n->shape]);
        write_node(n->args[1], out);
        strcat(out, ")");
        return;
    default: write_call(n, names[n->shape], out); return;
    }
}

/* ---- Evaluating ---- */

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

/* ---- Tables ---- */

static inline value random_cell(chance *c, int column) {
    value v = {.missing = draw(c, 9) == 0};
    if (v.missing)
        return v;
    switch (ref_columns[column].type) {
    case IG_DECIMAL: v.units = random_units(c, column); break;
    case IG_REAL: v.real = ((int)draw(c, 2001) - 1000) / 8.0; break;
    case IG_TEXT: random_text(c, v.text); break;
    case IG_MONTH: v.units = ig_month_make(2023 + (int)draw(c, 3), 1 + (int)draw(c, 12)); break;
    case IG_BOOL: v.units = (int)draw(c, 2); break;
    }
    return v;
}

/* A table of random cells; `cells` gets n_rows × REF_COLUMNS of them. */
static inline ig_table *random_table(ig_memory *memory, chance *c, size_t n_rows, value *cells) {
    ig_error err;
    ig_table *table = ig_table_new(memory, n_rows, &err);
    assert_non_null(table);
    cell *column = ig_alloc_zero(memory, n_rows, sizeof *column, &err);
    assert_non_null(column);
    for (int k = 0; k < REF_COLUMNS; k++) {
        for (size_t i = 0; i < n_rows; i++) {
            value v = random_cell(c, k);
            cells[i * REF_COLUMNS + (size_t)k] = v;
            column[i] = (cell){.integer = (int64_t)v.units,
                               .real = v.real,
                               .text = cells[i * REF_COLUMNS + (size_t)k].text,
                               .missing = v.missing,
                               .reason = IG_EMPTY};
        }
        add_column(table, ref_columns[k].name, NULL, ref_columns[k].type,
                   (unsigned)ref_columns[k].scale, column);
    }
    ig_free(column);
    return table;
}

#endif
