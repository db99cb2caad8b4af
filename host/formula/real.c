/*
 * Arithmetic on doubles. The invariant is that a present real is finite: whatever comes out as
 * infinite or not a number (x / 0, the logarithm of −1, an overflow) is missing instead. Zero has
 * no sign, as decimals have none. Contraction is off in the build, so results are the same on every
 * machine that rounds as IEEE 754 says.
 */
#include "formula/kernels.h"

#include "base/clones.h"

#include <float.h>
#include <math.h>

typedef enum operation {
    ADD,
    SUB,
    MUL,
    DIV,
    MOD,
    NEGATE,
    ABS,
    FLOOR,
    CEIL,
    TRUNC,
    LOG,
    EXP,
    SQRT
} operation;

static const double *reals(const ig_vector *v) {
    return v->data;
}

/* Takes the sign from zeros; returns whether some row is not finite. */
IG_CLONES static bool settle(double *result, size_t n) {
    int wrong = 0;
    for (size_t i = 0; i < n; i++) {
        result[i] += 0.0;
        wrong |= !(fabs(result[i]) <= DBL_MAX);
    }
    return wrong != 0;
}

/* Hands over `result`: rows that are not finite are missing, and the zero of −0 is 0. */
static void finish(double *result, const ig_vector *args, size_t n_args, size_t n, ig_room room,
                   ig_vector *out) {
    bool wrong = settle(result, n);
    out->data = result;
    out->state = ig_state_join(args, n_args, n, room.state);
    if (!wrong) {
        return;
    }
    out->state = ig_state_own(out->state, room.state, n);
    for (size_t i = 0; i < n; i++) {
        if (room.state[i] == 0 && !(fabs(result[i]) <= DBL_MAX)) {
            room.state[i] = IG_STATE_MISSING;
        }
    }
}

/* The remainder has the sign of the divisor, as in Lua. */
static double modulo(double x, double y) {
    double rest = fmod(x, y);
    return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest;
}

static inline double compute(operation op, double x, double y) {
    switch (op) {
    case ADD: return x + y;
    case SUB: return x - y;
    case MUL: return x * y;
    case DIV: return x / y;
    case MOD: return modulo(x, y);
    case NEGATE: return -x;
    case ABS: return fabs(x);
    case FLOOR: return floor(x);
    case CEIL: return ceil(x);
    case TRUNC: return trunc(x);
    case LOG: return log(x);
    case EXP: return exp(x);
    case SQRT: return sqrt(x);
    }
    return 0;
}

static inline void run_two(operation op, const ig_vector *args, size_t n, ig_room room,
                           ig_vector *out) {
    const double *a = reals(&args[0]), *b = reals(&args[1]);
    double *result = room.data;
    if (!args[0].constant && !args[1].constant) {
        for (size_t i = 0; i < n; i++) {
            result[i] = compute(op, a[i], b[i]);
        }
    } else {
        for (size_t i = 0; i < n; i++) {
            result[i] = compute(op, a[ig_at(&args[0], i)], b[ig_at(&args[1], i)]);
        }
    }
    finish(result, args, 2, n, room, out);
}

static inline void run_one(operation op, const ig_vector *args, size_t n, ig_room room,
                           ig_vector *out) {
    const double *a = reals(&args[0]);
    double *result = room.data;
    for (size_t i = 0; i < n; i++) {
        result[i] = compute(op, a[ig_at(&args[0], i)], 0);
    }
    finish(result, args, 1, n, room, out);
}

IG_KERNEL(to_real) {
    int64_t exact = INT64_C(1) << DBL_MANT_DIG;
    const int64_t *units = args[0].data;
    unsigned scale = (unsigned)step->a;
    double *result = room.data, divisor = (double)ig_pow10(scale);
    for (size_t i = 0; i < n; i++) {
        int64_t value = units[ig_at(&args[0], i)];
        result[i] = value >= -exact && value <= exact ? (double)value / divisor
                                                      : ig_decimal_real(value, scale);
    }
    out->data = result;
    out->state = ig_state_join(args, 1, n, room.state);
}

/* The factors bring both units to one scale. While they fit 53 bits, both sides are exact and the
   quotient is rounded once, so it is the nearest double to the exact one. */
IG_CLONES static void loop_div(const int64_t *over, double a, const int64_t *under, double b,
                               size_t n, double *restrict result) {
    for (size_t i = 0; i < n; i++) {
        result[i] = ((double)over[i] * a) / ((double)under[i] * b);
    }
}

IG_KERNEL(div_decimal) {
    const int64_t *over = args[0].data, *under = args[1].data;
    double *result = room.data, a = (double)step->a, b = (double)step->b;
    if (!args[0].constant && !args[1].constant) {
        loop_div(over, a, under, b, n, result);
    } else {
        for (size_t i = 0; i < n; i++) {
            double x = (double)over[ig_at(&args[0], i)], y = (double)under[ig_at(&args[1], i)];
            result[i] = (x * a) / (y * b);
        }
    }
    finish(result, args, 2, n, room, out);
}

IG_KERNEL(add_real) {
    (void)step;
    run_two(ADD, args, n, room, out);
}

IG_KERNEL(sub_real) {
    (void)step;
    run_two(SUB, args, n, room, out);
}

IG_KERNEL(mul_real) {
    (void)step;
    run_two(MUL, args, n, room, out);
}

IG_KERNEL(div_real) {
    (void)step;
    run_two(DIV, args, n, room, out);
}

IG_KERNEL(mod_real) {
    (void)step;
    run_two(MOD, args, n, room, out);
}

IG_KERNEL(negate_real) {
    (void)step;
    run_one(NEGATE, args, n, room, out);
}

IG_KERNEL(abs_real) {
    (void)step;
    run_one(ABS, args, n, room, out);
}

IG_KERNEL(floor_real) {
    (void)step;
    run_one(FLOOR, args, n, room, out);
}

IG_KERNEL(ceil_real) {
    (void)step;
    run_one(CEIL, args, n, room, out);
}

IG_KERNEL(trunc_real) {
    (void)step;
    run_one(TRUNC, args, n, room, out);
}

IG_KERNEL(log_real) {
    (void)step;
    run_one(LOG, args, n, room, out);
}

IG_KERNEL(exp_real) {
    (void)step;
    run_one(EXP, args, n, room, out);
}

IG_KERNEL(sqrt_real) {
    (void)step;
    run_one(SQRT, args, n, room, out);
}

/* A value so large that shifting its point overflows has no digits to round. */
static double round_to(double x, int64_t digits) {
    double power = (double)ig_pow10((unsigned)(digits < 0 ? -digits : digits));
    double shifted = digits < 0 ? x / power : x * power;
    if (!(fabs(shifted) < 0x1p53)) {
        return x;
    }
    return digits < 0 ? round(shifted) * power : round(shifted) / power;
}

IG_KERNEL(round_real) {
    double *result = room.data;
    for (size_t i = 0; i < n; i++) {
        result[i] = round_to(reals(&args[0])[ig_at(&args[0], i)], step->a);
    }
    finish(result, args, 1, n, room, out);
}

static inline void run_extreme(bool least, const ig_step *step, const ig_vector *args, size_t n,
                               ig_room room, ig_vector *out) {
    double *result = room.data;
    for (size_t i = 0; i < n; i++) {
        result[i] = reals(&args[0])[ig_at(&args[0], i)];
    }
    for (uint32_t k = 1; k < step->n_args; k++) {
        for (size_t i = 0; i < n; i++) {
            double x = reals(&args[k])[ig_at(&args[k], i)];
            result[i] = least ? (x < result[i] ? x : result[i]) : (x > result[i] ? x : result[i]);
        }
    }
    out->data = result;
    out->state = ig_state_join(args, step->n_args, n, room.state);
}

IG_KERNEL(min_real) {
    run_extreme(true, step, args, n, room, out);
}

IG_KERNEL(max_real) {
    run_extreme(false, step, args, n, room, out);
}
