/*
 * All texts stand end to end in one arena: text c is arena[starts[c] … starts[c+1]). They are found
 * through open addressing with linear probing: a slot holds a code and 32 bits of its hash, so a
 * miss rarely looks at the arena. All three arrays double.
 * Invariant: the slots are a power of two and at most half taken; starts[n] is the arena's fill.
 *
 * A mapped dictionary has no arena and no starts of its own. Its slots, and those of one that texts
 * were appended to, appear when first needed: a thread that finds none makes them for itself and
 * offers them; whose offer comes second takes the first. Without memory for slots every text is
 * compared instead.
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
    slot *_Atomic slots; /* owned; NULL until a text is looked up, where they wait */
    size_t n_slots;
    uint32_t n;
    ig_mapping *mapping; /* one reference, or NULL */
    ig_dict_place place; /* of a mapped one */
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
    ig_mapping_release(dict->mapping);
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
    atomic_init(&dict->slots, new_slots(memory, FIRST_SLOTS, err));
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

ig_dict *ig_dict_map(ig_memory *memory, ig_mapping *mapping, const ig_dict_place *place,
                     ig_error *err) {
    ig_dict *dict = ig_alloc_zero(memory, 1, sizeof *dict, err);
    if (dict == NULL) {
        return NULL;
    }
    atomic_init(&dict->references, 1);
    atomic_init(&dict->slots, NULL);
    dict->memory = memory;
    dict->mapping = ig_mapping_retain(mapping);
    dict->place = *place;
    dict->n = place->n;
    dict->n_slots = FIRST_SLOTS;
    while (dict->n_slots / 2 < dict->n) {
        dict->n_slots *= 2;
    }
    return dict;
}

static size_t mapped_start(const ig_dict_place *place, size_t i) {
    return place->width == 4 ? ((const uint32_t *)place->starts)[i]
                             : (size_t)((const uint64_t *)place->starts)[i];
}

/* Empty where the offsets do not lie in order within the texts. */
static ig_text mapped_text(const ig_dict_place *place, uint32_t code) {
    size_t start = mapped_start(place, code), end = mapped_start(place, (size_t)code + 1);
    if (start > end || end > place->size_bytes) {
        return (ig_text){.bytes = "", .size_bytes = 0};
    }
    return (ig_text){.bytes = place->texts + start, .size_bytes = end - start};
}

ig_text ig_dict_text(const ig_dict *dict, uint32_t code) {
    if (dict->mapping != NULL) {
        return mapped_text(&dict->place, code);
    }
    size_t start = dict->starts[code];
    /* An arena that holds empty texts alone was never allocated. */
    const char *bytes = dict->arena == NULL ? "" : dict->arena + start;
    return (ig_text){.bytes = bytes, .size_bytes = dict->starts[code + 1] - start};
}

ig_text ig_dict_texts(const ig_dict *dict) {
    if (dict->mapping != NULL) {
        return (ig_text){.bytes = dict->place.texts, .size_bytes = dict->place.size_bytes};
    }
    return (ig_text){.bytes = dict->arena == NULL ? "" : dict->arena,
                     .size_bytes = dict->starts[dict->n]};
}

static uint32_t tag_of(uint64_t hash) {
    return (uint32_t)(hash >> 32);
}

static bool equals(ig_text text, const char *bytes, size_t size_bytes) {
    return text.size_bytes == size_bytes &&
           (size_bytes == 0 || memcmp(text.bytes, bytes, size_bytes) == 0);
}

/* The slot of the text, or the empty one where it belongs. */
static size_t seek(const ig_dict *dict, const slot *slots, const char *bytes, size_t size_bytes,
                   uint64_t hash) {
    size_t mask = dict->n_slots - 1;
    size_t at = (size_t)hash & mask;
    for (;; at = (at + 1) & mask) {
        slot here = slots[at];
        if (here.code == EMPTY || (here.tag == tag_of(hash) &&
                                   equals(ig_dict_text(dict, here.code), bytes, size_bytes))) {
            return at;
        }
    }
}

/* New slots with all texts in them; NULL on failure. */
static slot *index_texts(const ig_dict *dict, size_t n_slots, ig_error *err) {
    slot *slots = new_slots(dict->memory, n_slots, err);
    if (slots == NULL) {
        return NULL;
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
    return slots;
}

/* New slots for all texts. They are hashed again: the tags alone would bound the size. */
static int set_slots(ig_dict *dict, size_t n_slots, ig_error *err) {
    slot *slots = index_texts(dict, n_slots, err);
    if (slots == NULL) {
        return -1;
    }
    ig_free(dict->slots);
    dict->slots = slots;
    dict->n_slots = n_slots;
    return 0;
}

/* The slots, made now if need be; NULL when there is no memory for them. */
static const slot *find_slots(ig_dict *dict) {
    slot *slots = atomic_load_explicit(&dict->slots, memory_order_acquire);
    if (slots != NULL) {
        return slots;
    }
    ig_error ignored;
    slot *made = index_texts(dict, dict->n_slots, &ignored);
    if (made != NULL && !atomic_compare_exchange_strong(&dict->slots, &slots, made)) {
        ig_free(made);
        return slots;
    }
    return made;
}

static int reserve_arena(ig_dict *dict, size_t capacity, ig_error *err) {
    if (capacity <= dict->arena_capacity) {
        return 0;
    }
    char *arena = ig_realloc_array(dict->memory, dict->arena, capacity, 1, err);
    if (arena == NULL) {
        return -1;
    }
    dict->arena = arena;
    dict->arena_capacity = capacity;
    return 0;
}

static int reserve_starts(ig_dict *dict, size_t capacity, ig_error *err) {
    if (capacity <= dict->starts_capacity) {
        return 0;
    }
    size_t *starts = ig_realloc_array(dict->memory, dict->starts, capacity, sizeof *starts, err);
    if (starts == NULL) {
        return -1;
    }
    dict->starts = starts;
    dict->starts_capacity = capacity;
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
        if (reserve_arena(dict, capacity, err) != 0) {
            return -1;
        }
    }
    return (size_t)dict->n + 2 > dict->starts_capacity
               ? reserve_starts(dict, 2 * dict->starts_capacity, err)
               : 0;
}

int ig_dict_reserve(ig_dict *dict, uint32_t n, size_t size_bytes, ig_error *err) {
    size_t n_slots = dict->n_slots;
    while (n_slots / 2 < n) {
        n_slots *= 2;
    }
    if (reserve_arena(dict, size_bytes, err) != 0 ||
        reserve_starts(dict, (size_t)n + 1, err) != 0) {
        return -1;
    }
    return n_slots > dict->n_slots ? set_slots(dict, n_slots, err) : 0;
}

static int refuse_text(const ig_dict *dict, ig_error *err) {
    if (dict->mapping != NULL) {
        return ig_fail(err, IG_ERROR_INTERNAL, "a mapped dictionary was given a text");
    }
    if (dict->n == IG_DICT_MAX) {
        return ig_fail(err, IG_ERROR_LIMIT, "more than %u distinct texts in one column",
                       (unsigned)IG_DICT_MAX);
    }
    return 0;
}

/* Puts a text behind the others, where there is room. */
static void put_text(ig_dict *dict, const char *bytes, size_t size_bytes) {
    size_t start = dict->starts[dict->n];
    if (size_bytes > 0) {
        memcpy(dict->arena + start, bytes, size_bytes);
    }
    dict->n++;
    dict->starts[dict->n] = start + size_bytes;
}

int ig_dict_append(ig_dict *dict, const char *bytes, size_t size_bytes, ig_error *err) {
    if (refuse_text(dict, err) != 0 || grow_texts(dict, size_bytes, err) != 0) {
        return -1;
    }
    ig_free(dict->slots);
    dict->slots = NULL;
    dict->n_slots *= 2 * ((size_t)dict->n + 1) > dict->n_slots ? 2 : 1;
    put_text(dict, bytes, size_bytes);
    return 0;
}

int ig_dict_add(ig_dict *dict, const char *bytes, size_t size_bytes, uint32_t *code,
                ig_error *err) {
    uint64_t hash = ig_hash_bytes(bytes, size_bytes);
    if (dict->mapping != NULL) {
        return refuse_text(dict, err);
    }
    if (dict->slots == NULL && set_slots(dict, dict->n_slots, err) != 0) {
        return -1;
    }
    size_t at = seek(dict, dict->slots, bytes, size_bytes, hash);
    if (dict->slots[at].code != EMPTY) {
        *code = dict->slots[at].code;
        return 0;
    }
    if (refuse_text(dict, err) != 0 || grow_texts(dict, size_bytes, err) != 0) {
        return -1;
    }
    if (2 * ((size_t)dict->n + 1) > dict->n_slots) {
        if (set_slots(dict, 2 * dict->n_slots, err) != 0) {
            return -1;
        }
        at = seek(dict, dict->slots, bytes, size_bytes, hash);
    }
    dict->slots[at] = (slot){.code = dict->n, .tag = tag_of(hash)};
    *code = dict->n;
    put_text(dict, bytes, size_bytes);
    return 0;
}

/* Looks a text up without slots. */
static bool compare_all(const ig_dict *dict, const char *bytes, size_t size_bytes, uint32_t *code) {
    for (*code = 0; *code < dict->n; (*code)++) {
        if (equals(ig_dict_text(dict, *code), bytes, size_bytes)) {
            return true;
        }
    }
    return false;
}

bool ig_dict_find(const ig_dict *dict, const char *bytes, size_t size_bytes, uint32_t *code) {
    const slot *slots = find_slots((ig_dict *)dict); /* the index is no part of its value */
    if (slots == NULL) {
        return compare_all(dict, bytes, size_bytes, code);
    }
    size_t at = seek(dict, slots, bytes, size_bytes, ig_hash_bytes(bytes, size_bytes));
    if (slots[at].code == EMPTY) {
        return false;
    }
    *code = slots[at].code;
    return true;
}

uint32_t ig_dict_size(const ig_dict *dict) {
    return dict->n;
}

size_t ig_dict_bytes(const ig_dict *dict) {
    return sizeof *dict + dict->arena_capacity + dict->starts_capacity * sizeof *dict->starts +
           (dict->slots == NULL ? 0 : dict->n_slots * sizeof(slot));
}
