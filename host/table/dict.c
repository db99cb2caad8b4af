/*
 * All texts stand end to end in one arena: text c is arena[starts[c] … starts[c+1]). They are found
 * through open addressing with linear probing: a slot holds a code and 32 bits of its hash, so a
 * miss rarely looks at the arena. All three arrays double.
 * Invariant: the slots are a power of two and at most half taken; starts[n] is the arena's fill.
 */
#include "table/dict.h"

#include "base/hash.h"

#include <stdatomic.h>
#include <string.h>

enum { FIRST_SLOTS = 32, FIRST_STARTS = 16 };

static const uint32_t EMPTY = UINT32_MAX; /* as a code: no text */

typedef struct slot {
    uint32_t code;
    uint32_t tag; /* the high bits of the hash; the low ones choose the place */
} slot;

struct ig_dict {
    atomic_size_t references;
    ig_memory *memory; /* borrowed */
    char *arena;       /* owned */
    size_t arena_capacity;
    size_t *starts; /* owned; n + 1 in use */
    size_t starts_capacity;
    slot *slots; /* owned */
    size_t n_slots;
    uint32_t n;
};

static slot *new_slots(ig_memory *memory, size_t n, ig_error *err) {
    slot *slots = ig_alloc_array(memory, n, sizeof *slots, err);
    if (slots != NULL) {
        memset(slots, 0xff, n * sizeof *slots); /* every code EMPTY */
    }
    return slots;
}

static void destroy(ig_dict *dict) {
    ig_free(dict->arena);
    ig_free(dict->starts);
    ig_free(dict->slots);
    ig_free(dict);
}

ig_dict *ig_dict_new(ig_memory *memory, ig_error *err) {
    ig_dict *dict = ig_alloc_zero(memory, 1, sizeof *dict, err);
    if (dict == NULL) {
        return NULL;
    }
    atomic_init(&dict->references, 1);
    dict->memory = memory;
    dict->n_slots = FIRST_SLOTS;
    dict->starts_capacity = FIRST_STARTS;
    dict->slots = new_slots(memory, FIRST_SLOTS, err);
    if (dict->slots == NULL) {
        destroy(dict);
        return NULL;
    }
    dict->starts = ig_alloc_array(memory, FIRST_STARTS, sizeof *dict->starts, err);
    if (dict->starts == NULL) {
        destroy(dict);
        return NULL;
    }
    dict->starts[0] = 0;
    return dict;
}

ig_dict *ig_dict_retain(ig_dict *dict) {
    atomic_fetch_add_explicit(&dict->references, 1, memory_order_relaxed);
    return dict;
}

void ig_dict_release(ig_dict *dict) {
    if (dict != NULL &&
        atomic_fetch_sub_explicit(&dict->references, 1, memory_order_acq_rel) == 1) {
        destroy(dict);
    }
}

ig_text ig_dict_text(const ig_dict *dict, uint32_t code) {
    size_t start = dict->starts[code];
    /* An arena that holds empty texts alone was never allocated. */
    const char *bytes = dict->arena == NULL ? "" : dict->arena + start;
    return (ig_text){.bytes = bytes, .size_bytes = dict->starts[code + 1] - start};
}

static uint32_t tag_of(uint64_t hash) {
    return (uint32_t)(hash >> 32);
}

/* The slot of the text, or the empty one where it belongs. */
static size_t seek(const ig_dict *dict, const char *bytes, size_t size_bytes, uint64_t hash) {
    size_t mask = dict->n_slots - 1;
    size_t at = (size_t)hash & mask;
    for (;; at = (at + 1) & mask) {
        slot here = dict->slots[at];
        if (here.code == EMPTY) {
            return at;
        }
        if (here.tag != tag_of(hash)) {
            continue;
        }
        ig_text text = ig_dict_text(dict, here.code);
        if (text.size_bytes == size_bytes &&
            (size_bytes == 0 || memcmp(text.bytes, bytes, size_bytes) == 0)) {
            return at;
        }
    }
}

/* Doubles the slots. Texts are hashed again: the tags alone would bound the size. */
static int grow_slots(ig_dict *dict, ig_error *err) {
    size_t n_slots = dict->n_slots * 2;
    slot *slots = new_slots(dict->memory, n_slots, err);
    if (slots == NULL) {
        return -1;
    }
    for (uint32_t code = 0; code < dict->n; code++) {
        ig_text text = ig_dict_text(dict, code);
        uint64_t hash = ig_hash_bytes(text.bytes, text.size_bytes);
        size_t at = (size_t)hash & (n_slots - 1);
        while (slots[at].code != EMPTY) {
            at = (at + 1) & (n_slots - 1);
        }
        slots[at] = (slot){.code = code, .tag = tag_of(hash)};
    }
    ig_free(dict->slots);
    dict->slots = slots;
    dict->n_slots = n_slots;
    return 0;
}

/* Room for one more start and `more_bytes` in the arena. */
static int grow_texts(ig_dict *dict, size_t more_bytes, ig_error *err) {
    size_t fill = dict->starts[dict->n];
    if (more_bytes > dict->arena_capacity - fill) {
        if (more_bytes > SIZE_MAX / 4 || fill > SIZE_MAX / 4) {
            return ig_fail(err, IG_ERROR_LIMIT, "out of memory: %zu bytes of text refused",
                           more_bytes);
        }
        size_t need = fill + more_bytes;
        size_t capacity = need > 2 * dict->arena_capacity ? need : 2 * dict->arena_capacity;
        char *arena = ig_realloc_array(dict->memory, dict->arena, capacity, 1, err);
        if (arena == NULL) {
            return -1;
        }
        dict->arena = arena;
        dict->arena_capacity = capacity;
    }
    if ((size_t)dict->n + 2 > dict->starts_capacity) {
        size_t capacity = 2 * dict->starts_capacity;
        size_t *starts =
            ig_realloc_array(dict->memory, dict->starts, capacity, sizeof *starts, err);
        if (starts == NULL) {
            return -1;
        }
        dict->starts = starts;
        dict->starts_capacity = capacity;
    }
    return 0;
}

int ig_dict_add(ig_dict *dict, const char *bytes, size_t size_bytes, uint32_t *code,
                ig_error *err) {
    uint64_t hash = ig_hash_bytes(bytes, size_bytes);
    size_t at = seek(dict, bytes, size_bytes, hash);
    if (dict->slots[at].code != EMPTY) {
        *code = dict->slots[at].code;
        return 0;
    }
    if (dict->n == IG_DICT_MAX) {
        return ig_fail(err, IG_ERROR_LIMIT, "more than %u distinct texts in one column",
                       (unsigned)IG_DICT_MAX);
    }
    if (grow_texts(dict, size_bytes, err) != 0) {
        return -1;
    }
    if (2 * ((size_t)dict->n + 1) > dict->n_slots) {
        if (grow_slots(dict, err) != 0) {
            return -1;
        }
        at = seek(dict, bytes, size_bytes, hash);
    }
    size_t start = dict->starts[dict->n];
    if (size_bytes > 0) {
        memcpy(dict->arena + start, bytes, size_bytes);
    }
    dict->slots[at] = (slot){.code = dict->n, .tag = tag_of(hash)};
    *code = dict->n++;
    dict->starts[dict->n] = start + size_bytes;
    return 0;
}

bool ig_dict_find(const ig_dict *dict, const char *bytes, size_t size_bytes, uint32_t *code) {
    size_t at = seek(dict, bytes, size_bytes, ig_hash_bytes(bytes, size_bytes));
    if (dict->slots[at].code == EMPTY) {
        return false;
    }
    *code = dict->slots[at].code;
    return true;
}

uint32_t ig_dict_size(const ig_dict *dict) {
    return dict->n;
}

size_t ig_dict_bytes(const ig_dict *dict) {
    return sizeof *dict + dict->arena_capacity + dict->starts_capacity * sizeof *dict->starts +
           dict->n_slots * sizeof *dict->slots;
}
