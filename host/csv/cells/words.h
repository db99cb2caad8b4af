/*
 * The distinct texts of one column that one worker meets in one file, numbered as they come. A lookup
 * is the reader's most frequent step: texts of up to 16 bytes are compared without leaving their slot.
 * Each knows the place (chunk and row) where it first came, which makes one order of the lists of
 * several workers.
 */
#ifndef INGOT_CSV_CELLS_WORDS_H
#define INGOT_CSV_CELLS_WORDS_H

#include "table/dict.h"

typedef struct ig_csv_words ig_csv_words;

/* A place in a file: its chunk, and the row in it. Places are ordered as rows are. */
static inline uint64_t ig_csv_place(uint32_t chunk, uint32_t row) {
    return (uint64_t)chunk << 32 | row;
}

ig_csv_words *ig_csv_words_new(ig_memory *memory, ig_error *err) IG_CHECKED;
void ig_csv_words_free(ig_csv_words *words); /* NULL is nothing */

/* The number of a text, which is new at `place` when it was not there. IG_CSV_SLACK bytes can be read
   behind it (and belong to no one). */
int ig_csv_words_add(ig_csv_words *words, const char *bytes, size_t size_bytes, uint64_t place,
                     uint32_t *code, ig_error *err) IG_CHECKED;

uint32_t ig_csv_words_size(const ig_csv_words *words);
ig_text ig_csv_words_text(const ig_csv_words *words, uint32_t code);
uint64_t ig_csv_words_place(const ig_csv_words *words, uint32_t code); /* grows with the code */

/* Rewrites all texts, in order of their codes; from then on words are only read. Two may become one
   text. `rewrite` gives a text that it keeps until its next call. */
typedef int (*ig_csv_rewrite)(void *context, ig_text from, ig_text *to, ig_error *err);
int ig_csv_words_rewrite(ig_csv_words *words, ig_csv_rewrite rewrite, void *context,
                         ig_error *err) IG_CHECKED;

#endif
