/*
 * Decimal arithmetic on 64-bit units. Sums take a loop that the compiler can vectorise: they wrap, and
 * collect in one word whether any row's sign went wrong. Only then are the rows gone through again to
 * mark those that overflowed. Rows that are not present may hold anything and may be marked as well:
 * a mark means nothing beside IG_STATE_MISSING.
 */
#include "formula/kernels.h"

#include "base/clones.h"
#include "table/month.h"

#include <string.h>

typedef enum operation { ADD, SUB, MUL } operation;

static const int64_t *ints(const ig_vector *v) {
    return v->data;
}

#define ALWAYS_INLINE static inline __attribute__((always_inline))

ALWAYS_INLINE bool overflows(operation op, int64_t a, int64_t b, int64_t *result) {
    switch (op) {
    case ADD: return __builtin_add_overflow(a, b, result);
    case SUB: return __builtin_sub_overflow(a, b, result);
    default: return __builtin_mul_overflow(a, b, result);
    }
}

/* Returns whether any row overflowed. Constants stand in a one-item operand. */
ALWAYS_INLINE bool run_loop(operation op, const int64_t *a, bool a_one, const int64_t *b,
                            bool b_one, size_t n, int64_t *restrict result) {
    uint64_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t x = a[a_one ? 0 : i], y = b[b_one ? 0 : i];
        if (op == MUL) {
            wrong |= (uint64_t)overflows(MUL, x, y, &result[i]) << 63;
        } else {
            uint64_t ux = (uint64_t)x, uy = (uint64_t)y, r = op == ADD ? ux + uy : ux - uy;
            wrong |= op == ADD ? (ux ^ r) & (uy ^ r) : (ux ^ uy) & (ux ^ r);
            result[i] = (int64_t)r;
        }
    }
    return wrong >> 63 != 0;
}

#define LOOP(name, op)                                                                             \
    IG_CLONES static bool loop_##name(const int64_t *a, bool a_one, const int64_t *b, bool b_one,  \
                                      size_t n, int64_t *restrict result) {                        \
        return b_one   ? run_loop(op, a, a_one, b, true, n, result)                                \
               : a_one ? run_loop(op, a, true, b, false, n, result)                                \
                       : run_loop(op, a, false, b, false, n, result);                              \
    }

LOOP(add, ADD)
LOOP(sub, SUB)
LOOP(mul, MUL)

static void mark(operation op, const ig_vector *args, size_t n, uint8_t *state) {
    int64_t ignored;
    for (size_t i = 0; i < n; i++) {
        if (overflows(op, ints(&args[0])[ig_at(&args[0], i)], ints(&args[1])[ig_at(&args[1], i)],
                      &ignored)) {
            state[i] |= IG_STATE_OVERFLOW;
        }
    }
}

static void run(operation op, const ig_vector *args, size_t n, ig_room room, ig_vector *out) {
    const int64_t *a = ints(&args[0]), *b = ints(&args[1]);
    bool a_one = args[0].constant, b_one = args[1].constant;
    bool wrong = op == ADD   ? loop_add(a, a_one, b, b_one, n, room.data)
                 : op == SUB ? loop_sub(a, a_one, b, b_one, n, room.data)
                             : loop_mul(a, a_one, b, b_one, n, room.data);
    out->data = room.data;
    out->state = ig_state_join(args, 2, n, room.state);
    if (wrong) {
        out->state = ig_state_own(out->state, room.state, n);
        mark(op, args, n, room.state);
    }
}

IG_KERNEL(add_int) {
    (void)step;
    run(ADD, args, n, room, out);
}

IG_KERNEL(sub_int) {
    (void)step;
    run(SUB, args, n, room, out);
}

IG_KERNEL(mul_int) {
    (void)step;
    run(MUL, args, n, room, out);
}

IG_KERNEL(scale_int) {
    ig_vector both[2] = {args[0], {.data = &step->a, .constant = true}};
    run(MUL, both, n, room, out);
}

IG_KERNEL(negate_int) {
    (void)step;
    static const int64_t zero = 0;
    ig_vector both[2] = {{.data = &zero, .constant = true}, args[0]};
    run(SUB, both, n, room, out);
}

/* Marks the months that are out of the calendar like sums that are out of 64 bits. */
static void mark_months(size_t n, ig_room room, ig_vector *out) {
    const int64_t *months = ints(out);
    int64_t least = ig_month_make(1, 1), most = ig_month_make(9999, 12);
    bool wrong = false;
    for (size_t i = 0; i < n; i++) {
        wrong = wrong || months[i] < least || months[i] > most;
    }
    if (!wrong) {
        return;
    }
    out->state = ig_state_own(out->state, room.state, n);
    for (size_t i = 0; i < n; i++) {
        if (months[i] < least || months[i] > most) {
            room.state[i] |= IG_STATE_OVERFLOW;
        }
    }
}

IG_KERNEL(add_month) {
    (void)step;
    run(ADD, args, n, room, out);
    mark_months(n, room, out);
}

IG_KERNEL(sub_month) {
    (void)step;
    run(SUB, args, n, room, out);
    mark_months(n, room, out);
}

IG_KERNEL(mod_int) {
    (void)step;
    int64_t *result = room.data;
    bool by_zero = false;
    for (size_t i = 0; i < n; i++) {
        int64_t x = ints(&args[0])[ig_at(&args[0], i)], y = ints(&args[1])[ig_at(&args[1], i)];
        by_zero = by_zero || y == 0;
        int64_t rest = y == 0 || y == -1 ? 0 : x % y; /* INT64_MIN % −1 has no value in C */
        result[i] = rest != 0 && (rest ^ y) < 0 ? rest + y : rest;
    }
    out->data = result;
    out->state = ig_state_join(args, 2, n, room.state);
    if (!by_zero) {
        return;
    }
    out->state = ig_state_own(out->state, room.state, n);
    for (size_t i = 0; i < n; i++) {
        if (room.state[i] == 0 && ints(&args[1])[ig_at(&args[1], i)] == 0) {
            room.state[i] = IG_STATE_MISSING;
        }
    }
}
