/*
 * Texts stand end to end in an arena; they are found by open addressing with linear probing, see
 * lookup.h. A text is put in three steps that each leave the list whole: room in the arena and the
 * arrays, room in the slots, and then the text with its code.
 */
#include "csv/cells/words.h"

#include "base/buffer.h"
#include "csv/cells/lookup.h"
#include "csv/scan/rows.h"

enum { FIRST_SLOTS = 64, FEW_SLOTS = 8192, FIRST_WORDS = 32, FIRST_ARENA = 256 };

static ig_csv_slot *new_slots(ig_memory *memory, size_t n, ig_error *err) {
    ig_csv_slot *slots = ig_alloc_array(memory, n, sizeof *slots, err);
    if (slots != NULL) {
        memset(slots, 0xff, n * sizeof *slots); /* every code IG_CSV_NO_WORD */
    }
    return slots;
}

ig_csv_words *ig_csv_words_new(ig_memory *memory, ig_error *err) {
    ig_csv_words *words = ig_alloc_zero(memory, 1, sizeof *words, err);
    if (words == NULL) {
        return NULL;
    }
    words->memory = memory;
    words->arena_capacity = FIRST_ARENA;
    words->capacity = FIRST_WORDS;
    words->mask = FIRST_SLOTS - 1;
    words->arena = ig_alloc(memory, FIRST_ARENA + IG_CSV_SLACK, err);
    words->slots = words->arena == NULL ? NULL : new_slots(memory, FIRST_SLOTS, err);
    words->places = words->slots == NULL
                        ? NULL
                        : ig_alloc_array(memory, FIRST_WORDS, sizeof words->places[0], err);
    words->starts = words->places == NULL
                        ? NULL
                        : ig_alloc_array(memory, FIRST_WORDS + 1, sizeof words->starts[0], err);
    if (words->starts == NULL) {
        ig_csv_words_free(words);
        return NULL;
    }
    words->starts[0] = 0;
    return words;
}

void ig_csv_words_free(ig_csv_words *words) {
    if (words == NULL) {
        return;
    }
    ig_free(words->arena);
    ig_free(words->starts);
    ig_free(words->places);
    ig_free(words->slots);
    ig_free(words);
}

static int grow_arena(ig_csv_words *words, size_t more_bytes, ig_error *err) {
    size_t fill = words->starts[words->n];
    if (more_bytes <= words->arena_capacity - fill) {
        return 0;
    }
    if (more_bytes > SIZE_MAX / 4 || fill > SIZE_MAX / 4) {
        return ig_fail(err, IG_ERROR_LIMIT, "out of memory: %zu bytes of text refused", more_bytes);
    }
    size_t need = fill + more_bytes;
    size_t capacity = need > 2 * words->arena_capacity ? need : 2 * words->arena_capacity;
    char *arena = ig_realloc_array(words->memory, words->arena, capacity + IG_CSV_SLACK, 1, err);
    if (arena == NULL) {
        return -1;
    }
    words->arena = arena;
    words->arena_capacity = capacity;
    return 0;
}

static int grow_lists(ig_csv_words *words, ig_error *err) {
    if (words->n < words->capacity) {
        return 0;
    }
    if (words->n == IG_DICT_MAX) {
        return ig_fail(err, IG_ERROR_LIMIT, "more than %u distinct texts in one column",
                       (unsigned)IG_DICT_MAX);
    }
    uint32_t capacity = words->n > IG_DICT_MAX / 2 ? IG_DICT_MAX : 2 * words->n;
    uint64_t *places =
        ig_realloc_array(words->memory, words->places, capacity, sizeof *places, err);
    if (places == NULL) {
        return -1;
    }
    words->places = places;
    size_t *starts =
        ig_realloc_array(words->memory, words->starts, (size_t)capacity + 1, sizeof *starts, err);
    if (starts == NULL) {
        return -1;
    }
    words->starts = starts;
    words->capacity = capacity;
    return 0;
}

/* The hash of a word that is in a slot, without looking at its text. */
static uint64_t slot_hash(const ig_csv_slot *slot) {
    return slot->size_bytes > IG_CSV_SHORT_WORD
               ? slot->head
               : ig_csv_hash_short(slot->head, slot->tail, slot->size_bytes);
}

static ig_csv_slot *free_slot(ig_csv_slot *slots, size_t mask, uint64_t hash) {
    size_t at = hash & mask;
    while (slots[at].code != IG_CSV_NO_WORD) {
        at = (at + 1) & mask;
    }
    return &slots[at];
}

static int grow_slots(ig_csv_words *words, ig_error *err) {
    size_t n_slots = words->mask + 1;
    if ((n_slots < FEW_SLOTS ? 4 : 2) * ((size_t)words->n + 1) <= n_slots) {
        return 0;
    }
    n_slots *= 2;
    ig_csv_slot *slots = new_slots(words->memory, n_slots, err);
    if (slots == NULL) {
        return -1;
    }
    for (size_t at = 0; at <= words->mask; at++) {
        const ig_csv_slot *slot = &words->slots[at];
        if (slot->code != IG_CSV_NO_WORD) {
            *free_slot(slots, n_slots - 1, slot_hash(slot)) = *slot;
        }
    }
    ig_free(words->slots);
    words->slots = slots;
    words->mask = n_slots - 1;
    return 0;
}

int ig_csv_words_put(ig_csv_words *words, const ig_csv_key *key, uint64_t place, uint32_t *code,
                     ig_error *err) {
    if (grow_arena(words, key->size_bytes, err) != 0 || grow_lists(words, err) != 0 ||
        grow_slots(words, err) != 0) {
        return -1;
    }
    size_t start = words->starts[words->n];
    memcpy(words->arena + start, key->bytes, key->size_bytes);
    *free_slot(words->slots, words->mask, key->hash) =
        (ig_csv_slot){.head = key->head,
                      .tail = key->size_bytes > IG_CSV_SHORT_WORD ? start : key->tail,
                      .size_bytes = key->size_bytes,
                      .code = words->n};
    words->places[words->n] = place;
    *code = words->n++;
    words->starts[words->n] = start + key->size_bytes;
    return 0;
}

int ig_csv_words_add(ig_csv_words *words, const char *bytes, size_t size_bytes, uint64_t place,
                     uint32_t *code, ig_error *err) {
    ig_csv_key key;
    ig_csv_key_make(&key, bytes, size_bytes);
    *code = ig_csv_words_find(words, &key);
    return *code != IG_CSV_NO_WORD ? 0 : ig_csv_words_put(words, &key, place, code, err);
}

uint32_t ig_csv_words_size(const ig_csv_words *words) {
    return words->n;
}

ig_text ig_csv_words_text(const ig_csv_words *words, uint32_t code) {
    size_t start = words->starts[code];
    return (ig_text){words->arena + start, words->starts[code + 1] - start};
}

uint64_t ig_csv_words_place(const ig_csv_words *words, uint32_t code) {
    return words->places[code];
}

/* The new texts and where they start. */
static int rewrite_all(const ig_csv_words *words, ig_csv_rewrite rewrite, void *context,
                       ig_buffer *arena, size_t *starts, ig_error *err) {
    for (uint32_t code = 0; code < words->n; code++) {
        ig_text to;
        starts[code] = arena->size_bytes;
        if (rewrite(context, ig_csv_words_text(words, code), &to, err) != 0 ||
            ig_buffer_append(arena, to.bytes, to.size_bytes, err) != 0) {
            return -1;
        }
    }
    starts[words->n] = arena->size_bytes;
    return 0;
}

int ig_csv_words_rewrite(ig_csv_words *words, ig_csv_rewrite rewrite, void *context,
                         ig_error *err) {
    ig_buffer arena;
    ig_buffer_init(&arena, words->memory);
    size_t *starts = ig_alloc_array(words->memory, (size_t)words->n + 1, sizeof *starts, err);
    if (starts == NULL || ig_buffer_reserve(&arena, words->starts[words->n] + 1, err) != 0 ||
        rewrite_all(words, rewrite, context, &arena, starts, err) != 0) {
        ig_free(starts);
        ig_buffer_reset(&arena);
        return -1;
    }
    ig_free(words->arena);
    ig_free(words->starts);
    ig_free(words->slots); /* no longer of use */
    words->arena = arena.bytes;
    words->arena_capacity = arena.capacity_bytes;
    words->starts = starts;
    words->slots = NULL;
    words->mask = 0;
    words->capacity = words->n;
    return 0;
}
