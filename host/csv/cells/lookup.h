/*
 * How words are found, for the loops that do nothing else. A slot holds what tells a word from all
 * others: of a short one (up to 16 bytes) its bytes; of a longer one a hash of all of it, and where
 * it stands in the arena.
 *
 * A key is made of a text first, its slot is probed later: a loop that makes the keys of a batch of
 * cells and then probes has the slots' memory on its way meanwhile.
 */
#ifndef INGOT_CSV_CELLS_LOOKUP_H
#define INGOT_CSV_CELLS_LOOKUP_H

#include "csv/cells/load.h"
#include "csv/cells/words.h"

enum { IG_CSV_SHORT_WORD = 16 };

static const uint32_t IG_CSV_NO_WORD = UINT32_MAX;

typedef struct ig_csv_slot {
    uint64_t head; /* the first 8 bytes, filled up with zeros; of a longer word, its hash */
    uint64_t tail; /* the next 8; of a longer word, its start in the arena */
    uint32_t size_bytes;
    uint32_t code; /* IG_CSV_NO_WORD: the slot is free */
} ig_csv_slot;

struct ig_csv_words {
    ig_memory *memory; /* borrowed */
    char *arena;       /* owned: all texts end to end; IG_CSV_SLACK bytes more can be read */
    size_t arena_capacity;
    size_t *starts;    /* owned: text c is arena[starts[c] … starts[c + 1]) */
    uint64_t *places;  /* owned */
    uint32_t capacity; /* of `places`; `starts` has room for one more */
    uint32_t n;
    ig_csv_slot *slots; /* owned: a power of two, half of them taken at most, of few a quarter */
    size_t mask;        /* slots − 1 */
};

typedef struct ig_csv_key {
    const char *bytes;
    uint64_t hash;
    uint64_t head, tail; /* of a short word */
    uint32_t size_bytes;
} ig_csv_key;

/* Makes the key of a text. IG_CSV_SLACK bytes can be read behind it. */
IG_CSV_INLINE void ig_csv_key_make(ig_csv_key *key, const char *bytes, size_t size_bytes) {
    uint64_t head = 0;
    uint64_t tail = 0;
    uint64_t hash = 0;
    if (__builtin_expect(size_bytes <= IG_CSV_SHORT_WORD, 1)) {
        ig_csv_load_16(bytes, size_bytes, &head, &tail);
        hash = ig_csv_hash_short(head, tail, size_bytes);
    } else {
        hash = ig_csv_hash_long(bytes, size_bytes);
        head = hash;
    }
    key->bytes = bytes;
    key->hash = hash;
    key->head = head;
    key->tail = tail;
    key->size_bytes = (uint32_t)size_bytes;
}

/* A free slot is no key's: its size is none. */
IG_CSV_INLINE bool ig_csv_slot_is(const ig_csv_words *words, const ig_csv_slot *slot,
                                  const ig_csv_key *key) {
    if (((slot->head ^ key->head) | (slot->size_bytes ^ key->size_bytes)) != 0) {
        return false;
    }
    return key->size_bytes <= IG_CSV_SHORT_WORD
               ? slot->tail == key->tail
               : ig_csv_same(words->arena + slot->tail, key->bytes, key->size_bytes);
}

/* The code of a word, or IG_CSV_NO_WORD. */
IG_CSV_INLINE uint32_t ig_csv_words_find(const ig_csv_words *words, const ig_csv_key *key) {
    for (size_t at = key->hash & words->mask;; at = (at + 1) & words->mask) {
        const ig_csv_slot *slot = &words->slots[at];
        if (__builtin_expect(ig_csv_slot_is(words, slot, key), 1) || slot->code == IG_CSV_NO_WORD) {
            return slot->code;
        }
    }
}

/* Gives a word that is not there the next code. */
int ig_csv_words_put(ig_csv_words *words, const ig_csv_key *key, uint64_t place, uint32_t *code,
                     ig_error *err) IG_CHECKED;

#endif
