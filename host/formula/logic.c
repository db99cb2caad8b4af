/*
 * Three-valued logic. A present false decides `and` and a present true decides `or` whatever the other
 * side is, missing or overflowed; otherwise states join. A choice takes value and state of the chosen
 * argument, so what goes wrong in the other one is no error.
 */
#include "formula/kernels.h"

#include "base/clones.h"

#include <string.h>

static const uint8_t *bools(const ig_vector *v) {
    return v->data;
}

/* `decisive` is the value that decides alone: 0 for and, 1 for or. */
static inline void run(uint8_t decisive, const ig_vector *args, size_t n, ig_room room,
                       ig_vector *out) {
    uint8_t *restrict result = room.data;
    uint8_t *restrict state = room.state;
    const uint8_t *a = bools(&args[0]), *b = bools(&args[1]);
    out->data = result;
    out->state = NULL;
    if (args[0].state == NULL && args[1].state == NULL && !args[0].constant && !args[1].constant) {
        for (size_t i = 0; i < n; i++) {
            result[i] = decisive ? a[i] | b[i] : a[i] & b[i];
        }
        return;
    }
    for (size_t i = 0; i < n; i++) {
        uint8_t x = a[ig_at(&args[0], i)], y = b[ig_at(&args[1], i)];
        uint8_t sx = ig_state_at(&args[0], i), sy = ig_state_at(&args[1], i);
        bool decided = (sx == 0 && x == decisive) || (sy == 0 && y == decisive);
        result[i] = decided ? decisive : !decisive;
        state[i] = decided ? 0 : sx | sy;
    }
    out->state = state;
}

IG_KERNEL(and) {
    (void)step;
    run(0, args, n, room, out);
}

IG_KERNEL(or) {
    (void)step;
    run(1, args, n, room, out);
}

IG_KERNEL(not ) {
    (void)step;
    uint8_t *result = room.data;
    for (size_t i = 0; i < n; i++) {
        result[i] = !bools(&args[0])[ig_at(&args[0], i)];
    }
    out->data = result;
    out->state = ig_state_join(args, 1, n, room.state);
}

IG_KERNEL(is_missing) {
    (void)step;
    uint8_t *result = room.data;
    for (size_t i = 0; i < n; i++) {
        uint8_t state = ig_state_at(&args[0], i);
        result[i] = (state & IG_STATE_MISSING) != 0;
        room.state[i] = ig_overflowed(state) ? IG_STATE_OVERFLOW : 0;
    }
    out->data = result;
    out->state = args[0].state == NULL ? NULL : room.state;
}

static size_t item_bytes(ig_type type) {
    return type == IG_TEXT ? sizeof(uint32_t) : type == IG_BOOL ? 1 : sizeof(int64_t);
}

/* Choices read plain arrays: a constant is written out for every row, and so are states where another
   argument has some. */
typedef struct plain {
    const void *data;
    const uint8_t *state; /* NULL: all are present, or the caller does not ask */
} plain;

typedef struct plain_room {
    int64_t data[IG_VECTOR_ROWS];
    uint8_t state[IG_VECTOR_ROWS];
} plain_room;

static void spread(void *to, const void *item, size_t size, size_t n) {
    for (size_t i = 0; i < n; i++) {
        switch (size) {
        case 8: ((int64_t *)to)[i] = *(const int64_t *)item; break;
        case 4: ((uint32_t *)to)[i] = *(const uint32_t *)item; break;
        default: ((uint8_t *)to)[i] = *(const uint8_t *)item; break;
        }
    }
}

static plain plain_of(const ig_vector *v, size_t size, size_t n, bool states, plain_room *room) {
    plain made = {v->data, v->state};
    if (v->constant) {
        spread(room->data, v->data, size, n);
        made.data = room->data;
    }
    if (states && (v->constant || v->state == NULL)) {
        memset(room->state, ig_state_at(v, 0), n);
        made.state = room->state;
    }
    return made;
}

#define CHOOSE(name, type)                                                                         \
    IG_CLONES static void choose_##name(const uint8_t *yes, const void *a, const void *b,          \
                                        size_t n, void *to) {                                      \
        for (size_t i = 0; i < n; i++) {                                                           \
            type x = ((const type *)a)[i], y = ((const type *)b)[i];                               \
            ((type *)to)[i] = yes[i] ? x : y;                                                      \
        }                                                                                          \
    }

CHOOSE(8, int64_t)
CHOOSE(4, uint32_t)
CHOOSE(1, uint8_t)

static void choose(size_t size, const uint8_t *yes, const void *a, const void *b, size_t n,
                   void *to) {
    switch (size) {
    case 8: choose_8(yes, a, b, n, to); break;
    case 4: choose_4(yes, a, b, n, to); break;
    default: choose_1(yes, a, b, n, to); break;
    }
}

IG_KERNEL(if_else) {
    size_t size = item_bytes(step->type);
    plain_room rooms[3];
    bool states = args[0].state != NULL || args[1].state != NULL || args[2].state != NULL;
    plain test = plain_of(&args[0], 1, n, states, &rooms[0]);
    plain yes = plain_of(&args[1], size, n, states, &rooms[1]);
    plain no = plain_of(&args[2], size, n, states, &rooms[2]);
    choose(size, test.data, yes.data, no.data, n, room.data);
    out->data = room.data;
    out->state = states ? room.state : NULL;
    if (states) {
        choose(1, test.data, yes.state, no.state, n, room.state);
        choose(1, test.state, test.state, room.state, n, room.state);
    }
}

/* What is still missing is filled from one more argument; where that is missing as well, the reasons
   of both are kept. */
static void fill(size_t size, const ig_vector *from, size_t n, ig_room room) {
    plain_room spare;
    uint8_t gone[IG_VECTOR_ROWS], state[IG_VECTOR_ROWS];
    plain next = plain_of(from, size, n, true, &spare);
    for (size_t i = 0; i < n; i++) {
        gone[i] = room.state[i] & IG_STATE_MISSING;
        state[i] = next.state[i] | ((next.state[i] & IG_STATE_MISSING) != 0 ? room.state[i] : 0);
    }
    choose(size, gone, next.data, room.data, n, room.data);
    choose(1, gone, state, room.state, n, room.state);
}

IG_KERNEL(coalesce) {
    memset(room.state, IG_STATE_MISSING, n);
    memset(room.data, 0, n * sizeof(int64_t));
    for (uint32_t k = 0; k < step->n_args; k++) {
        fill(item_bytes(step->type), &args[k], n, room);
    }
    out->data = room.data;
    out->state = room.state;
}
