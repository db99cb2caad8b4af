/*
 * A dictionary of distinct texts, numbered in order of first appearance. It grows through
 * ig_dict_add while one builder holds it and is immutable from then on; columns share it by counted
 * reference. Texts are any bytes (UTF-8 by convention) and are not NUL-terminated.
 * A dictionary may also stand on the memory of a mapped file: it never grows, its index is built when
 * a text is first looked up, and whatever the file's offsets say, no text reaches outside it. Whether
 * the file holds what was written is for its columns to check (ig_column_touch).
 */
#ifndef INGOT_TABLE_DICT_H
#define INGOT_TABLE_DICT_H

#include "base/mapping.h"
#include "base/memory.h"

#include <stdbool.h>

#define IG_DICT_MAX (UINT32_MAX - 1) /* distinct texts */

typedef struct ig_dict ig_dict;

typedef struct ig_text { /* borrowed from its dictionary, until the next ig_dict_add */
    const char *bytes;
    size_t size_bytes;
} ig_text;

ig_dict *ig_dict_new(ig_memory *memory, ig_error *err) IG_CHECKED; /* one reference */

/* A dictionary of n texts in a mapping, which it retains: text i is texts[starts[i] … starts[i+1]),
   all within `size_bytes`, with starts of 4 or 8 bytes (`width`). */
typedef struct ig_dict_place {
    const char *texts;
    size_t size_bytes;
    const void *starts; /* n + 1 */
    unsigned width;
    uint32_t n;
} ig_dict_place;

ig_dict *ig_dict_map(ig_memory *memory, ig_mapping *mapping, const ig_dict_place *place,
                     ig_error *err) IG_CHECKED;

ig_dict *ig_dict_retain(ig_dict *dict);
void ig_dict_release(ig_dict *dict); /* NULL is nothing */

/* The code of a text, added when new. The bytes must not lie in the dictionary itself. */
int ig_dict_add(ig_dict *dict, const char *bytes, size_t size_bytes, uint32_t *code,
                ig_error *err) IG_CHECKED;

/* Makes room for `n` texts in all, of `size_bytes` together, so that adding up to there moves
   nothing. */
int ig_dict_reserve(ig_dict *dict, uint32_t n, size_t size_bytes, ig_error *err) IG_CHECKED;

/* Adds a text that is known not to be there, as code ig_dict_size: the index waits until a text is
   looked up or added again. */
int ig_dict_append(ig_dict *dict, const char *bytes, size_t size_bytes, ig_error *err) IG_CHECKED;

/* Looks a text up. False when it is not there. */
bool ig_dict_find(const ig_dict *dict, const char *bytes, size_t size_bytes, uint32_t *code);

uint32_t ig_dict_size(const ig_dict *dict);
ig_text ig_dict_text(const ig_dict *dict, uint32_t code);

/* All texts end to end, in order of their codes. */
ig_text ig_dict_texts(const ig_dict *dict);

/* Bytes held; those of a mapping are not. */
size_t ig_dict_bytes(const ig_dict *dict);

/* The bytes of a code where there are n of them. */
static inline unsigned ig_dict_width(uint32_t n) {
    return n <= 1u << 8 ? 1 : n <= 1u << 16 ? 2 : 4;
}

#endif
