/* What is done to a program of steps once it is complete, before it runs. */
#ifndef INGOT_FORMULA_PLAN_H
#define INGOT_FORMULA_PLAN_H

#include "formula/step.h"

/* Lets comparisons of a column with a constant, and tables over a column's codes, read the column
   themselves; tables over tables become one. */
int ig_plan_scans(ig_expression *expression, ig_error *err) IG_CHECKED;

/* Gives each step a room that no step overwrites before it was read. */
int ig_plan_slots(ig_expression *expression, ig_error *err) IG_CHECKED;

#endif
