/*
 * Open addressing with linear steps, at most half full. Slots hold numbers alone, so that a table of
 * ten thousand keys stays in the first caches; keys are appended and never move.
 */
#include "query/group/part_table.h"

#include <string.h>

enum { SLOTS_LEAST = 1024, SLOTS_FIRST = 32768 };

void ig_part_table_init(ig_part_table *table, ig_memory *memory, size_t n_words) {
    *table = (ig_part_table){.memory = memory, .n_words = n_words};
}

void ig_part_table_reset(ig_part_table *table) {
    ig_free(table->words);
    ig_free(table->slots);
    *table = (ig_part_table){0};
}

static int set_slots(ig_part_table *table, size_t n, ig_error *err) {
    uint32_t *slots = ig_alloc_zero(table->memory, n, sizeof *slots, err);
    if (slots == NULL)
        return -1;
    ig_free(table->slots);
    table->slots = slots;
    table->mask = n - 1;
    return 0;
}

int ig_part_table_clear(ig_part_table *table, size_t n_keys, ig_error *err) {
    size_t n = table->n_words == 0 ? n_keys : SLOTS_LEAST;
    while (table->n_words > 0 && n < SLOTS_FIRST && n / 2 < n_keys)
        n *= 2;
    table->n_keys = 0;
    if (table->slots == NULL || table->mask + 1 < n)
        return set_slots(table, n, err);
    table->mask = n - 1;
    memset(table->slots, 0, n * sizeof *table->slots);
    return 0;
}

static int grow_slots(ig_part_table *table, ig_error *err) {
    if (set_slots(table, 2 * (table->mask + 1), err) != 0)
        return -1;
    for (size_t i = 0; i < table->n_keys; i++) {
        size_t at = ig_hash_words(table->words + i * table->n_words, table->n_words);
        for (at &= table->mask; table->slots[at] != 0;)
            at = (at + 1) & table->mask;
        table->slots[at] = (uint32_t)i + 1;
    }
    return 0;
}

/* Room for n more keys. */
static int make_room(ig_part_table *table, size_t n, ig_error *err) {
    while (table->n_keys + n > (table->mask + 1) / 2)
        if (grow_slots(table, err) != 0)
            return -1;
    if (table->n_keys + n <= table->room)
        return 0;
    size_t room = 2 * table->room + n;
    uint64_t *words =
        ig_realloc_array(table->memory, table->words, room, table->n_words * sizeof *words, err);
    if (words == NULL)
        return -1;
    table->words = words;
    table->room = room;
    return 0;
}

static inline bool words_equal(const uint64_t *a, const uint64_t *b, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static inline uint32_t find(ig_part_table *table, const uint64_t *key, size_t n_words) {
    for (size_t at = ig_hash_words(key, n_words) & table->mask;; at = (at + 1) & table->mask) {
        uint32_t number = table->slots[at];
        if (number == 0) {
            memcpy(table->words + table->n_keys * n_words, key, n_words * sizeof *key);
            table->slots[at] = (uint32_t)++table->n_keys;
            return (uint32_t)table->n_keys - 1;
        }
        if (words_equal(table->words + (number - 1) * n_words, key, n_words))
            return number - 1;
    }
}

static inline void find_all(ig_part_table *table, const uint64_t *words, size_t n_words, size_t n,
                            uint32_t unit, uint32_t *offsets, uint32_t *fresh) {
    for (size_t i = 0; i < n; i++) {
        size_t n_keys = table->n_keys;
        *fresh = (uint32_t)i;
        offsets[i] = find(table, words + i * n_words, n_words) * unit;
        fresh += table->n_keys - n_keys;
    }
}

int ig_part_table_find(ig_part_table *table, const uint64_t *words, size_t n, uint32_t unit,
                       uint32_t *offsets, uint32_t *fresh, ig_error *err) {
    size_t n_words = table->n_words;
    if (make_room(table, n, err) != 0)
        return -1;
    if (n_words == 1)
        find_all(table, words, 1, n, unit, offsets, fresh);
    else
        find_all(table, words, n_words, n, unit, offsets, fresh);
    return 0;
}

void ig_part_table_address(ig_part_table *table, const uint32_t *items, unsigned shift, size_t n,
                           uint32_t unit, uint32_t *offsets, uint32_t *fresh) {
    uint32_t *slots = table->slots;
    uint32_t before = (uint32_t)table->n_keys, n_keys = before;
    for (size_t i = 0; i < n; i++) { /* no branch: whether a key is new is hard to foretell */
        uint32_t *slot = &slots[items[i] >> shift];
        bool is_new = *slot == 0;
        fresh[n_keys - before] = (uint32_t)i;
        n_keys += is_new;
        *slot = is_new ? n_keys : *slot;
        offsets[i] = (*slot - 1) * unit;
    }
    table->n_keys = n_keys;
}
