/*
 * Running a bound formula over one vector of rows at a time. A frame holds the rooms that the steps
 * write to; each thread has its own, the expression is shared and never changes.
 */
#ifndef INGOT_FORMULA_EVALUATE_H
#define INGOT_FORMULA_EVALUATE_H

#include "base/context.h"
#include "formula/step.h"

typedef struct ig_frame {
    const ig_expression *expression; /* borrowed */
    ig_vector *vectors;              /* of each step; owned */
    ig_vector *args;                 /* owned */
    char *rooms;                     /* owned */
} ig_frame;

/* n frames, one for each worker of a pool. */
ig_frame *ig_frames_new(ig_memory *memory, const ig_expression *expression, unsigned n,
                        ig_error *err) IG_CHECKED;
void ig_frames_free(ig_frame *frames, unsigned n); /* NULL is nothing */

/* The vector of rows from … from + n − 1 of `rows`, n ≤ IG_VECTOR_ROWS; borrowed from the frame until
   its next run. Rows may be marked as overflowed: ig_evaluate_check makes that an error. */
const ig_vector *ig_evaluate(ig_frame *frame, ig_rows rows, size_t from, size_t n);

/* The same of one step: runs the steps from_step … to_step, among which are all that it needs. */
const ig_vector *ig_evaluate_steps(ig_frame *frame, uint32_t from_step, uint32_t to_step,
                                   ig_rows rows, size_t from, size_t n);

/* Touches what the expression reads (ig_column_touch): the rows of the list, or from … from + n − 1.
   With no rows, the dictionaries that it was bound to. Before anything is made of either. */
int ig_evaluate_touch(const ig_context *context, const ig_expression *expression,
                      const uint32_t *rows, size_t from, size_t n, ig_error *err) IG_CHECKED;

/* If a row of the vector overflowed: the error that names it. `out` came from the same call. */
int ig_evaluate_check(ig_frame *frame, const ig_vector *out, ig_rows rows, size_t from, size_t n,
                      ig_error *err) IG_CHECKED;

#endif
