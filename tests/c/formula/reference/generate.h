/*
 * Random formulas, as typed trees of at most a given depth, and random tables for them. A seed gives
 * the same trees and cells on every machine.
 */
#ifndef INGOT_TESTS_FORMULA_REFERENCE_GENERATE_H
#define INGOT_TESTS_FORMULA_REFERENCE_GENERATE_H

#include "formula/reference/tree.h"

typedef struct chance {
    uint64_t state;
} chance;

static inline uint32_t draw(chance *c, uint32_t below) {
    c->state = c->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((c->state >> 33) % below);
}

static const char *const ref_texts[] = {"Mexico", "MEX", "mexico", "China", "中国", "", "Perú"};

static inline void random_text(chance *c, char *text) {
    strcpy(text, ref_texts[draw(c, sizeof ref_texts / sizeof ref_texts[0])]);
}

/* ---- Trees ---- */

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

/* ---- Tables ---- */

static inline int64_t random_units(chance *c, int column) {
    static const int64_t ranges[] = {200, 70000, 3000000, 4000000000};
    int64_t range = ranges[column];
    return (int64_t)(((uint64_t)draw(c, 1u << 31) << 31 | draw(c, 1u << 31)) % (uint64_t)range) -
           range / 2;
}

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
