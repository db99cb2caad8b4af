/*
 * The trees of a reference for formulas, their values, and both as text for the engine: generate.h
 * makes random ones, evaluate.h computes them. Nothing is shared with host/formula.
 */
#ifndef INGOT_TESTS_FORMULA_REFERENCE_TREE_H
#define INGOT_TESTS_FORMULA_REFERENCE_TREE_H

#include "formula/fixture.h"

#include "table/decimal.h"

enum { REF_TEXT = 32, REF_ARGS = 3, REF_NODES = 512, REF_SOURCE = 16384 };

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

#endif
