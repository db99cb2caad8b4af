/*
 * Comparisons make one byte a row. A constant on the left is turned to the right by mirroring the
 * comparison, so that each type needs two loops: against a vector and against one value.
 */
#include "formula/kernels.h"

#define ALWAYS_INLINE static inline __attribute__((always_inline))

ALWAYS_INLINE bool int_holds(ig_compare op, int64_t a, int64_t b) {
    switch (op) {
    case IG_EQ: return a == b;
    case IG_NE: return a != b;
    case IG_LT: return a < b;
    case IG_LE: return a <= b;
    case IG_GT: return a > b;
    default: return a >= b;
    }
}

ALWAYS_INLINE bool real_holds(ig_compare op, double a, double b) {
    switch (op) {
    case IG_EQ: return a == b;
    case IG_NE: return a != b;
    case IG_LT: return a < b;
    case IG_LE: return a <= b;
    case IG_GT: return a > b;
    default: return a >= b;
    }
}

ALWAYS_INLINE void int_loop(ig_compare op, const int64_t *a, const int64_t *b, bool b_one, size_t n,
                            uint8_t *restrict result) {
    int64_t one = b[0];
    for (size_t i = 0; i < n; i++) {
        result[i] = int_holds(op, a[i], b_one ? one : b[i]);
    }
}

ALWAYS_INLINE void real_loop(ig_compare op, const double *a, const double *b, bool b_one, size_t n,
                             uint8_t *restrict result) {
    double one = b[0];
    for (size_t i = 0; i < n; i++) {
        result[i] = real_holds(op, a[i], b_one ? one : b[i]);
    }
}

ALWAYS_INLINE void run_ints(ig_compare op, const int64_t *a, const int64_t *b, bool b_one, size_t n,
                            uint8_t *result) {
    switch (op) {
    case IG_EQ: int_loop(IG_EQ, a, b, b_one, n, result); break;
    case IG_NE: int_loop(IG_NE, a, b, b_one, n, result); break;
    case IG_LT: int_loop(IG_LT, a, b, b_one, n, result); break;
    case IG_LE: int_loop(IG_LE, a, b, b_one, n, result); break;
    case IG_GT: int_loop(IG_GT, a, b, b_one, n, result); break;
    case IG_GE: int_loop(IG_GE, a, b, b_one, n, result); break;
    }
}

ALWAYS_INLINE void run_reals(ig_compare op, const double *a, const double *b, bool b_one, size_t n,
                             uint8_t *result) {
    switch (op) {
    case IG_EQ: real_loop(IG_EQ, a, b, b_one, n, result); break;
    case IG_NE: real_loop(IG_NE, a, b, b_one, n, result); break;
    case IG_LT: real_loop(IG_LT, a, b, b_one, n, result); break;
    case IG_LE: real_loop(IG_LE, a, b, b_one, n, result); break;
    case IG_GT: real_loop(IG_GT, a, b, b_one, n, result); break;
    case IG_GE: real_loop(IG_GE, a, b, b_one, n, result); break;
    }
}

IG_KERNEL(compare_int) {
    bool turned = args[0].constant && !args[1].constant;
    const ig_vector *left = &args[turned], *right = &args[!turned];
    ig_compare op = turned ? ig_compare_mirror(step->compare) : step->compare;
    if (right->constant) {
        run_ints(op, left->data, right->data, true, n, room.data);
    } else {
        run_ints(op, left->data, right->data, false, n, room.data);
    }
    out->data = room.data;
    out->state = ig_state_join(args, 2, n, room.state);
}

IG_KERNEL(compare_real) {
    bool turned = args[0].constant && !args[1].constant;
    const ig_vector *left = &args[turned], *right = &args[!turned];
    ig_compare op = turned ? ig_compare_mirror(step->compare) : step->compare;
    if (right->constant) {
        run_reals(op, left->data, right->data, true, n, room.data);
    } else {
        run_reals(op, left->data, right->data, false, n, room.data);
    }
    out->data = room.data;
    out->state = ig_state_join(args, 2, n, room.state);
}

/* Decimals of unlike scales, exactly: a product of 64 bits and a power of ten fits 128. */
IG_KERNEL(compare_scaled) {
    const int64_t *a = args[0].data, *b = args[1].data;
    uint8_t *result = room.data;
    for (size_t i = 0; i < n; i++) {
        ig_i128 x = (ig_i128)a[ig_at(&args[0], i)] * step->a;
        ig_i128 y = (ig_i128)b[ig_at(&args[1], i)] * step->b;
        result[i] = int_holds(step->compare, (x > y) - (x < y), 0);
    }
    out->data = result;
    out->state = ig_state_join(args, 2, n, room.state);
}

IG_KERNEL(compare_code) {
    const uint32_t *a = args[0].data, *b = args[1].data;
    uint8_t *result = room.data;
    for (size_t i = 0; i < n; i++) {
        result[i] = int_holds(step->compare, a[ig_at(&args[0], i)], b[ig_at(&args[1], i)]);
    }
    out->data = result;
    out->state = ig_state_join(args, 2, n, room.state);
}

IG_KERNEL(compare_bool) {
    const uint8_t *a = args[0].data, *b = args[1].data;
    uint8_t *result = room.data;
    for (size_t i = 0; i < n; i++) {
        result[i] = int_holds(step->compare, a[ig_at(&args[0], i)], b[ig_at(&args[1], i)]);
    }
    out->data = result;
    out->state = ig_state_join(args, 2, n, room.state);
}
