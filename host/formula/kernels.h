/* The kernels a binder chooses from, and what a step must hold for each beside its arguments. */
#ifndef INGOT_FORMULA_KERNELS_H
#define INGOT_FORMULA_KERNELS_H

#include "formula/step.h"

#define IG_KERNEL(name)                                                                            \
    void ig_kernel_##name(const ig_step *step, const ig_vector *args, size_t n, ig_room room,      \
                          ig_vector *out)

/* Decimals of one scale (arithmetic.c). Overflow marks the row. */
IG_KERNEL(add_int);
IG_KERNEL(sub_int);
IG_KERNEL(mul_int);
IG_KERNEL(mod_int); /* sign of the divisor; by zero missing */
IG_KERNEL(negate_int);
IG_KERNEL(scale_int); /* × a */
IG_KERNEL(add_month); /* month and whole number, either first; past the years of months: overflow */
IG_KERNEL(sub_month); /* month − whole number */

/* Reals (real.c). What is not finite is missing. */
IG_KERNEL(to_real);     /* decimal of scale a */
IG_KERNEL(div_decimal); /* units × a over units × b: as near to the exact quotient as can be */
IG_KERNEL(add_real);
IG_KERNEL(sub_real);
IG_KERNEL(mul_real);
IG_KERNEL(div_real);
IG_KERNEL(mod_real);
IG_KERNEL(negate_real);
IG_KERNEL(abs_real);
IG_KERNEL(round_real); /* to a digits */
IG_KERNEL(floor_real);
IG_KERNEL(ceil_real);
IG_KERNEL(trunc_real);
IG_KERNEL(log_real);
IG_KERNEL(exp_real);
IG_KERNEL(sqrt_real);
IG_KERNEL(min_real); /* of all arguments */
IG_KERNEL(max_real);

/* Whole numbers from decimals and months (rounding.c). */
IG_KERNEL(abs_int);
IG_KERNEL(round_int); /* ÷ a, half away from zero */
IG_KERNEL(floor_int); /* ÷ a */
IG_KERNEL(ceil_int);
IG_KERNEL(trunc_int);
IG_KERNEL(min_int); /* of all arguments; months too */
IG_KERNEL(max_int);
IG_KERNEL(year);
IG_KERNEL(quarter);
IG_KERNEL(month);

/* Comparison by `compare` (compare.c). */
IG_KERNEL(compare_int);
IG_KERNEL(compare_scaled); /* first argument × a against second × b */
IG_KERNEL(compare_real);
IG_KERNEL(compare_code);
IG_KERNEL(compare_bool);

/* Membership and tables over codes (lookup.c). With list_missing, no match is missing. */
IG_KERNEL(in_table);  /* lookup: a byte for each integer a … a + n − 1 */
IG_KERNEL(in_sorted); /* lookup: rising int64_t */
IG_KERNEL(in_real);   /* lookup: rising double */
IG_KERNEL(in_bool);   /* a: bit 0 for false, bit 1 for true */
IG_KERNEL(code_bool); /* lookup: a byte for each code */
IG_KERNEL(code_code); /* lookup: a uint32_t for each code */

/* Three-valued logic and choice (logic.c). Arguments of a choice are of one type. */
IG_KERNEL(and);
IG_KERNEL(or);
IG_KERNEL(not );
IG_KERNEL(is_missing);
IG_KERNEL(if_else);
IG_KERNEL(coalesce);

#endif
