/*
 * Three-valued logic. A present false decides `and` and a present true decides `or` whatever the other
 * side is, missing or overflowed; otherwise states join. A choice takes value and state of the chosen
 * argument, so what goes wrong in the other one is no error.
 */
#include "formula/kernels.h"

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

/* Copies one item between vectors of items of one of three sizes. */
static inline void copy_item(void *to, size_t at, const void *from, size_t from_at, size_t size) {
    if (size == 8) {
        ((int64_t *)to)[at] = ((const int64_t *)from)[from_at];
    } else if (size == 4) {
        ((uint32_t *)to)[at] = ((const uint32_t *)from)[from_at];
    } else {
        ((uint8_t *)to)[at] = ((const uint8_t *)from)[from_at];
    }
}

static inline void choose(size_t size, const ig_vector *args, size_t n, ig_room room) {
    for (size_t i = 0; i < n; i++) {
        uint8_t unknown = ig_state_at(&args[0], i);
        bool yes = bools(&args[0])[ig_at(&args[0], i)];
        const ig_vector *from = yes ? &args[1] : &args[2];
        copy_item(room.data, i, from->data, ig_at(from, i), size);
        room.state[i] = unknown ? unknown : ig_state_at(from, i);
    }
}

IG_KERNEL(if_else) {
    switch (item_bytes(step->type)) {
    case 8: choose(8, args, n, room); break;
    case 4: choose(4, args, n, room); break;
    default: choose(1, args, n, room); break;
    }
    out->data = room.data;
    out->state = args[0].state || args[1].state || args[2].state ? room.state : NULL;
}

/* Fills the rows that are still missing from one more argument. */
static inline void fill(size_t size, const ig_vector *from, size_t n, ig_room room) {
    for (size_t i = 0; i < n; i++) {
        if ((room.state[i] & IG_STATE_MISSING) == 0) {
            continue;
        }
        uint8_t state = ig_state_at(from, i);
        copy_item(room.data, i, from->data, ig_at(from, i), size);
        room.state[i] = (state & IG_STATE_MISSING) != 0 ? room.state[i] | state : state;
    }
}

IG_KERNEL(coalesce) {
    memset(room.state, IG_STATE_MISSING, n);
    memset(room.data, 0, n * sizeof(int64_t));
    for (uint32_t k = 0; k < step->n_args; k++) {
        switch (item_bytes(step->type)) {
        case 8: fill(8, &args[k], n, room); break;
        case 4: fill(4, &args[k], n, room); break;
        default: fill(1, &args[k], n, room); break;
        }
    }
    out->data = room.data;
    out->state = room.state;
}
