/*
 * Binding in progress: the steps made so far, and for each node of the tree the step that holds its
 * value. Shared by bind.c (the walk), bind_operator.c, bind_call.c (functions), bind_list.c (`in`) and
 * bind_text.c (tables over dictionaries).
 */
#ifndef INGOT_FORMULA_BINDER_H
#define INGOT_FORMULA_BINDER_H

#include "formula/step.h"

typedef struct ig_binder {
    ig_expression *to;       /* owned by the caller */
    const ig_tree *tree;     /* borrowed */
    const ig_params *params; /* borrowed; may be NULL */
    uint32_t *value;         /* owned: the step of each node, or IG_UNBOUND */
} ig_binder;

enum { IG_UNBOUND = UINT32_MAX };

/* ---- Errors (bind_error.c) ---- */

enum { IG_OPERAND_TEXT = 128 };

/* An error at a byte of the source, as ig_place_fail. */
int ig_bind_fail(const ig_binder *binder, uint32_t at, ig_error *err, const char *format, ...)
    IG_PRINTF(4, 5);

/* A node as errors name it: 'qty_kg', $from, 76141000, 'a + b'. Returns `text`. */
const char *ig_bind_name(const ig_binder *binder, uint32_t node, char text[IG_OPERAND_TEXT]);

/* The type of a step as errors name it; "nil" for a missing constant. */
const char *ig_bind_type(const ig_step *step);

/* "unlike types: 'hs' is text, 76141000 is decimal" */
int ig_bind_fail_types(const ig_binder *binder, uint32_t at, uint32_t left, uint32_t right,
                       ig_error *err);

/* ---- Steps (bind_step.c) ---- */

static inline ig_step *ig_bind_step(const ig_binder *binder, uint32_t step) {
    return &binder->to->steps[step];
}

/* Adds a step over the arguments; one of constants only is computed at once and becomes a constant.
   Takes the step's lookup and dictionary over, also on failure. */
int ig_bind_add(ig_binder *binder, ig_step step, const uint32_t *args, uint32_t n_args,
                uint32_t *index, ig_error *err) IG_CHECKED;

/* Adds a constant missing value of a type. */
int ig_bind_missing(ig_binder *binder, ig_type type, unsigned scale, uint32_t node, uint32_t *index,
                    ig_error *err) IG_CHECKED;

/* Adds a missing constant that can take any type. */
int ig_bind_nil(ig_binder *binder, uint32_t node, uint32_t *index, ig_error *err) IG_CHECKED;

/* Adds a constant of a value; a missing one is nil. */
int ig_bind_constant(ig_binder *binder, const ig_value *value, uint32_t node, uint32_t *index,
                     ig_error *err) IG_CHECKED;

/* ---- Types (bind_type.c) ---- */

static inline bool ig_bind_is_number(const ig_step *step) {
    return step->nil || step->type == IG_DECIMAL || step->type == IG_REAL;
}

static inline bool ig_bind_is(const ig_step *step, ig_type type) {
    return step->nil || step->type == type;
}

/* Step *index as a value of the type: nil becomes missing, decimals gain places or become real,
   constant text becomes a month. The types must allow it. */
int ig_bind_convert(ig_binder *binder, uint32_t *index, ig_type type, unsigned scale,
                    ig_error *err) IG_CHECKED;

/* The type and scale that n steps can be brought to; unlike types are an error. Reads constant texts
   as months where one of the steps is a month. `any` is false when all are nil. */
int ig_bind_common(ig_binder *binder, uint32_t at, uint32_t *steps, uint32_t n, ig_type *type,
                   unsigned *scale, bool *any, ig_error *err) IG_CHECKED;

/* Brings n steps to one type, and decimals to one scale. All nil: stays so. */
int ig_bind_unify(ig_binder *binder, uint32_t at, uint32_t *steps, uint32_t n,
                  ig_error *err) IG_CHECKED;

/* The one unit of n steps into `step`; unlike units are an error. */
int ig_bind_units(const ig_binder *binder, uint32_t at, const uint32_t *args, uint32_t n,
                  ig_step *step, ig_error *err) IG_CHECKED;

/* ---- Parts ---- */

/* Bind an operator over `args`, which they may convert in place. */
int ig_bind_arithmetic(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                       ig_error *err) IG_CHECKED;
int ig_bind_negate(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                   ig_error *err) IG_CHECKED;
int ig_bind_compare(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t *made,
                    ig_error *err) IG_CHECKED;
int ig_bind_logic(ig_binder *binder, uint32_t index, uint32_t *args, uint32_t n, uint32_t *made,
                  ig_error *err) IG_CHECKED;

/* Binds a call, or x in {…}, whose arguments are bound. */
int ig_bind_call(ig_binder *binder, uint32_t node, uint32_t *made, ig_error *err) IG_CHECKED;
int ig_bind_membership(ig_binder *binder, uint32_t node, uint32_t *index, ig_error *err) IG_CHECKED;

/* Text functions, each a table over the dictionary of `arg` (bind_text.c). */
int ig_bind_text_compare(ig_binder *binder, uint32_t node, ig_compare compare, uint32_t left,
                         uint32_t right, uint32_t *index, ig_error *err) IG_CHECKED;
int ig_bind_text_test(ig_binder *binder, uint32_t node, ig_builtin_id test, uint32_t arg,
                      ig_text with, uint32_t *index, ig_error *err) IG_CHECKED;
int ig_bind_text_map(ig_binder *binder, uint32_t node, ig_builtin_id map, uint32_t arg,
                     uint64_t length, uint32_t *index, ig_error *err) IG_CHECKED;

/* Brings n text steps to one dictionary. */
int ig_bind_text_merge(ig_binder *binder, uint32_t *steps, uint32_t n, ig_error *err) IG_CHECKED;

/* The text of a constant step; empty for a missing one. */
ig_text ig_bind_text_constant(const ig_step *step);

#endif
