/* States of rows, joined by `|`: a kernel's result is present where all its operands are. */
#include "formula/step.h"

#include <string.h>

static void join_one(const ig_vector *v, size_t n, uint8_t *restrict room) {
    if (v->constant) {
        for (size_t i = 0; i < n; i++) {
            room[i] |= v->state[0];
        }
        return;
    }
    const uint8_t *state = v->state;
    for (size_t i = 0; i < n; i++) {
        room[i] |= state[i];
    }
}

const uint8_t *ig_state_join(const ig_vector *args, size_t n_args, size_t n, uint8_t *room) {
    bool any = false;
    for (size_t i = 0; i < n_args; i++) {
        if (args[i].state == NULL) {
            continue;
        }
        if (!any) {
            memset(room, 0, n);
        }
        any = true;
        join_one(&args[i], n, room);
    }
    return any ? room : NULL;
}

uint8_t *ig_state_own(const uint8_t *state, uint8_t *room, size_t n) {
    if (state == NULL) {
        memset(room, 0, n);
    } else if (state != room) {
        memcpy(room, state, n);
    }
    return room;
}
