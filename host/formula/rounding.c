/*
 * Functions from integers to integers that cannot overflow, save abs of the least one. Rounding takes
 * `a` units to one of the coarser scale; −7 ÷ 2 floors to −4, ceils and truncates to −3, and rounds,
 * half away from zero, to −4.
 */
#include "formula/kernels.h"

#include "base/clones.h"
#include "table/month.h"

typedef enum operation { ROUND, FLOOR, CEIL, TRUNC, YEAR, QUARTER, MONTH } operation;

static const int64_t *ints(const ig_vector *v) {
    return v->data;
}

static inline int64_t round_half_away(int64_t x, int64_t divisor) {
    int64_t whole = x / divisor, rest = x % divisor;
    int64_t size = rest < 0 ? -rest : rest;
    if (size < divisor - size) {
        return whole;
    }
    return x < 0 ? whole - 1 : whole + 1;
}

static inline __attribute__((always_inline)) int64_t compute(operation op, int64_t x,
                                                             int64_t divisor) {
    switch (op) {
    case ROUND: return divisor == 1 ? x : round_half_away(x, divisor);
    case FLOOR: return x / divisor - (x % divisor < 0);
    case CEIL: return x / divisor + (x % divisor > 0);
    case TRUNC: return x / divisor;
    case YEAR: return ig_month_year((int32_t)x);
    case QUARTER: return (ig_month_of_year((int32_t)x) + 2) / 3;
    case MONTH: return ig_month_of_year((int32_t)x);
    }
    return 0;
}

/* One loop an operation. A single argument is never constant, save as one row while it is bound. */
#define LOOP(name, op)                                                                             \
    IG_CLONES static void loop_##name(const int64_t *values, int64_t divisor, size_t n,            \
                                      int64_t *restrict result) {                                  \
        for (size_t i = 0; i < n; i++)                                                             \
            result[i] = compute(op, values[i], divisor);                                           \
    }                                                                                              \
    IG_KERNEL(name) {                                                                              \
        loop_##name(args[0].data, step->a, n, room.data);                                          \
        out->data = room.data;                                                                     \
        out->state = ig_state_join(args, 1, n, room.state);                                        \
    }

LOOP(round_int, ROUND)
LOOP(floor_int, FLOOR)
LOOP(ceil_int, CEIL)
LOOP(trunc_int, TRUNC)
LOOP(year, YEAR)
LOOP(quarter, QUARTER)
LOOP(month, MONTH)

/* Returns whether a value has no positive counterpart. */
IG_CLONES static bool loop_abs(const int64_t *values, size_t n, int64_t *restrict result) {
    uint64_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t x = (uint64_t)values[i], sign = (uint64_t)(values[i] < 0);
        uint64_t size = (x ^ (0 - sign)) + sign;
        wrong |= size;
        result[i] = (int64_t)size;
    }
    return wrong >> 63 != 0;
}

IG_KERNEL(abs_int) {
    (void)step;
    const int64_t *values = ints(&args[0]);
    bool wrong = loop_abs(values, n, room.data);
    out->data = room.data;
    out->state = ig_state_join(args, 1, n, room.state);
    if (!wrong) {
        return;
    }
    out->state = ig_state_own(out->state, room.state, n);
    for (size_t i = 0; i < n; i++) {
        room.state[i] |= values[i] == INT64_MIN ? IG_STATE_OVERFLOW : 0;
    }
}

static inline void run_extreme(bool least, const ig_step *step, const ig_vector *args, size_t n,
                               ig_room room, ig_vector *out) {
    int64_t *result = room.data;
    for (size_t i = 0; i < n; i++) {
        result[i] = ints(&args[0])[ig_at(&args[0], i)];
    }
    for (uint32_t k = 1; k < step->n_args; k++) {
        for (size_t i = 0; i < n; i++) {
            int64_t x = ints(&args[k])[ig_at(&args[k], i)];
            result[i] = least ? (x < result[i] ? x : result[i]) : (x > result[i] ? x : result[i]);
        }
    }
    out->data = result;
    out->state = ig_state_join(args, step->n_args, n, room.state);
}

IG_KERNEL(min_int) {
    run_extreme(true, step, args, n, room, out);
}

IG_KERNEL(max_int) {
    run_extreme(false, step, args, n, room, out);
}
