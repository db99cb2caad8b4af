/*
 * A bound formula is a straight program: steps in the order of the tree's postorder, each with one
 * kernel that makes one vector from the vectors of earlier steps. Vectors hold up to IG_VECTOR_ROWS
 * rows:
 *   decimal, month  int64_t          text  uint32_t codes of the step's dictionary
 *   real            double           bool  uint8_t, 0 or 1
 * Each row has a state, zero for present; the states of operands are joined by `|`. What stands in
 * `data` of a row that is not present is undefined (but within its dictionary, for codes).
 */
#ifndef INGOT_FORMULA_STEP_H
#define INGOT_FORMULA_STEP_H

#include "formula/expression.h"
#include "formula/tree.h"

enum { IG_VECTOR_ROWS = 2048 };

enum {
    IG_STATE_MISSING = 1,
    IG_STATE_OVERFLOW = 2, /* an error if it reaches the result, unless missing as well */
    IG_STATE_SUPPRESSED = 4,
    IG_STATE_REJECTED = 8
};

typedef enum ig_compare { IG_EQ, IG_NE, IG_LT, IG_LE, IG_GT, IG_GE } ig_compare;

/* The comparison with its sides changed: a < b is b > a. */
static inline ig_compare ig_compare_mirror(ig_compare compare) {
    switch (compare) {
    case IG_LT: return IG_GT;
    case IG_LE: return IG_GE;
    case IG_GT: return IG_LT;
    case IG_GE: return IG_LE;
    default: return compare;
    }
}

typedef struct ig_vector {
    const void *data;
    const uint8_t *state; /* NULL: every row is present */
    bool constant;        /* one value for all rows */
} ig_vector;

/* Where a step may write: IG_VECTOR_ROWS items of 8 bytes, and as many states. It overlaps no
   operand. */
typedef struct ig_room {
    void *data;
    uint8_t *state;
} ig_room;

typedef struct ig_step ig_step;

/* Makes the step's vector of n rows; `args` has n_args vectors. Kernels cannot fail. */
typedef void (*ig_kernel)(const ig_step *step, const ig_vector *args, size_t n, ig_room room,
                          ig_vector *out);

typedef struct ig_rows { /* of the table: `list`, or all from 0 when it is NULL */
    const uint32_t *list;
    size_t n;
} ig_rows;

static inline size_t ig_row_at(ig_rows rows, size_t i) {
    return rows.list == NULL ? i : rows.list[i];
}

/* As a kernel, but reads rows from … from + n − 1 of the step's column. */
typedef void (*ig_scan)(const ig_step *step, ig_rows rows, size_t from, size_t n, ig_room room,
                        ig_vector *out);

typedef struct ig_lookup { /* what bind prepared for a kernel; owned */
    void *items;
    size_t n;
} ig_lookup;

struct ig_step {
    ig_kernel run; /* NULL: a constant, or a scan of `column` */
    ig_scan scan;
    ig_type type;
    uint8_t scale;
    bool constant;
    bool nil;      /* a constant missing value of no type yet */
    uint8_t state; /* of a constant */
    union {        /* of a constant */
        int64_t integer;
        double real;
        uint32_t code;
        uint8_t boolean;
    } value;
    ig_compare compare; /* parameters of kernels */
    int64_t a, b;
    bool list_missing;
    ig_lookup lookup;
    const ig_column *column; /* scan: borrowed from the table */
    bool absorbed;           /* a load that its reader has taken over: it does not run */
    ig_dict *dict;           /* text: one reference */
    uint32_t node;           /* of the tree: whose value it is */
    uint32_t blame;          /* of the tree: whose overflow it is */
    const char *unit;        /* borrowed from a column, or NULL */
    uint32_t unit_node;      /* where that unit comes from */
    uint32_t args, n_args;   /* a run of expression->args */
    uint32_t slot;           /* which room it writes to */
};

struct ig_expression {
    ig_memory *memory; /* borrowed */
    ig_table *table;   /* one reference */
    ig_tree *tree;     /* one reference */
    ig_step *steps;    /* owned */
    uint32_t n_steps, steps_room;
    uint32_t *args; /* owned */
    uint32_t n_args, args_room;
    uint32_t n_slots;
    uint32_t most_args;      /* of any step */
    uint32_t result;         /* the step whose vector is the value */
    bool has_reasons;        /* some loaded column tells why cells are missing */
    ig_row_name row_name;    /* NULL: rows have numbers */
    const void *row_context; /* borrowed */
};

/* The column that the whole expression is, or NULL where it computes anything; borrowed. */
static inline const ig_column *ig_step_plain(const ig_expression *expression) {
    const ig_step *step = &expression->steps[expression->result];
    bool same = step->column != NULL && expression->tree->nodes[step->node].kind == IG_NODE_COLUMN;
    return same ? step->column : NULL;
}

/* ---- Reading vectors ---- */

static inline size_t ig_at(const ig_vector *v, size_t i) {
    return v->constant ? 0 : i;
}

static inline uint8_t ig_state_at(const ig_vector *v, size_t i) {
    return v->state == NULL ? 0 : v->state[ig_at(v, i)];
}

/* What a value does that has no room in the type of its step. */
static inline const char *ig_step_overflow(const ig_step *step) {
    return step->type == IG_MONTH ? "leaves the years 0001 to 9999" : "overflows 64 bits";
}

static inline bool ig_overflowed(uint8_t state) {
    return (state & (IG_STATE_MISSING | IG_STATE_OVERFLOW)) == IG_STATE_OVERFLOW;
}

/* The joined states of n_args vectors in `room`, or NULL when all rows are present. */
const uint8_t *ig_state_join(const ig_vector *args, size_t n_args, size_t n, uint8_t *room);

/* Adds `mark` to the states that a kernel is making: `state` is what ig_state_join gave. */
uint8_t *ig_state_own(const uint8_t *state, uint8_t *room, size_t n);

#endif
