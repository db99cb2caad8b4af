/* Lists of names. Few are found by comparing them all, many by an index of open addressing: a slot
   holds 1 + the place of a name, of the first where it stands twice, or 0. */
#include "base/hash.h"
#include "base/suggest.h"
#include "query/node.h"

#include <string.h>

enum { INDEXED_FROM = 32 };

/* Where the name's number stands, or would. */
static size_t *slot_of(const ig_names *names, const char *name) {
    size_t mask = names->n_slots - 1;
    size_t at = (size_t)ig_hash_bytes(name, strlen(name)) & mask;
    while (names->slots[at] != 0 && strcmp(names->items[names->slots[at] - 1], name) != 0)
        at = (at + 1) & mask;
    return &names->slots[at];
}

static int index_all(ig_memory *memory, ig_names *names, ig_error *err) {
    if (names->n < INDEXED_FROM)
        return 0;
    size_t n_slots = 2 * (size_t)INDEXED_FROM;
    while (n_slots < 2 * names->n)
        n_slots *= 2;
    names->slots = ig_alloc_zero(memory, n_slots, sizeof *names->slots, err);
    if (names->slots == NULL)
        return -1;
    names->n_slots = n_slots;
    for (size_t i = 0; i < names->n; i++) {
        size_t *slot = slot_of(names, names->items[i]);
        *slot = *slot == 0 ? i + 1 : *slot;
    }
    return 0;
}

int ig_names_copy(ig_memory *memory, ig_names *names, const char *const *items, size_t n,
                  ig_error *err) {
    *names = (ig_names){0};
    names->items = ig_alloc_zero(memory, n, sizeof *names->items, err);
    if (names->items == NULL)
        return -1;
    for (; names->n < n; names->n++) {
        names->items[names->n] = ig_strdup(memory, items[names->n], err);
        if (names->items[names->n] == NULL) {
            ig_names_reset(names);
            return -1;
        }
    }
    if (index_all(memory, names, err) != 0) {
        ig_names_reset(names);
        return -1;
    }
    return 0;
}

void ig_names_reset(ig_names *names) {
    for (size_t i = 0; i < names->n; i++)
        ig_free(names->items[i]);
    ig_free(names->items);
    ig_free(names->slots);
    *names = (ig_names){0};
}

size_t ig_names_find(const ig_names *names, const char *name) {
    if (names->n_slots > 0)
        return *slot_of(names, name) - 1; /* none: wraps to SIZE_MAX */
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->items[i], name) == 0)
            return i;
    return SIZE_MAX;
}

int ig_names_check(const ig_names *names, const char *name, ig_error *err) {
    if (ig_names_find(names, name) != SIZE_MAX)
        return 0;
    return ig_fail_unknown(err, "column", "columns", name, strlen(name),
                           (const char *const *)names->items, names->n);
}
