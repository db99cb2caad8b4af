/*
 * Membership in lists, and functions of text. Both are answered when a formula is bound: small ranges
 * of integers and all dictionary codes have a table with an item for each, other lists are sorted and
 * searched. A table over codes always has an item, so that the code 0 of a missing row may be read.
 */
#include "formula/kernels.h"

/* Where a list holds a missing value, what is not found in it may still be in it: missing. */
static void finish(const ig_step *step, const ig_vector *args, size_t n, ig_room room,
                   ig_vector *out) {
    const uint8_t *found = room.data;
    out->data = found;
    out->state = ig_state_join(args, 1, n, room.state);
    if (!step->list_missing) {
        return;
    }
    out->state = ig_state_own(out->state, room.state, n);
    for (size_t i = 0; i < n; i++) {
        room.state[i] = room.state[i] == 0 && !found[i] ? IG_STATE_MISSING : room.state[i];
    }
}

IG_KERNEL(in_table) {
    const int64_t *values = args[0].data;
    const uint8_t *table = step->lookup.items;
    uint64_t size = step->lookup.n;
    uint8_t *found = room.data;
    for (size_t i = 0; i < n; i++) {
        uint64_t at = (uint64_t)values[ig_at(&args[0], i)] - (uint64_t)step->a;
        found[i] = at < size ? table[at] : 0;
    }
    finish(step, args, n, room, out);
}

IG_KERNEL(in_sorted) {
    const int64_t *values = args[0].data, *items = step->lookup.items;
    uint8_t *found = room.data;
    for (size_t i = 0; i < n; i++) {
        int64_t value = values[ig_at(&args[0], i)];
        size_t low = 0, high = step->lookup.n;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (items[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        found[i] = low < step->lookup.n && items[low] == value;
    }
    finish(step, args, n, room, out);
}

IG_KERNEL(in_real) {
    const double *values = args[0].data, *items = step->lookup.items;
    uint8_t *found = room.data;
    for (size_t i = 0; i < n; i++) {
        double value = values[ig_at(&args[0], i)];
        size_t low = 0, high = step->lookup.n;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (items[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        found[i] = low < step->lookup.n && items[low] == value;
    }
    finish(step, args, n, room, out);
}

IG_KERNEL(in_bool) {
    const uint8_t *values = args[0].data;
    uint8_t *found = room.data;
    for (size_t i = 0; i < n; i++) {
        found[i] = (step->a >> values[ig_at(&args[0], i)]) & 1;
    }
    finish(step, args, n, room, out);
}

IG_KERNEL(code_bool) {
    const uint32_t *codes = args[0].data;
    const uint8_t *table = step->lookup.items;
    uint8_t *found = room.data;
    for (size_t i = 0; i < n; i++) {
        found[i] = table[codes[ig_at(&args[0], i)]];
    }
    finish(step, args, n, room, out);
}

IG_KERNEL(code_code) {
    const uint32_t *codes = args[0].data, *table = step->lookup.items;
    uint32_t *result = room.data;
    for (size_t i = 0; i < n; i++) {
        result[i] = table[codes[ig_at(&args[0], i)]];
    }
    out->data = result;
    out->state = ig_state_join(args, 1, n, room.state);
}
