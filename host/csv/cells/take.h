/* Decodes the cells of rows into stretches, column by column. */
#ifndef INGOT_CSV_CELLS_TAKE_H
#define INGOT_CSV_CELLS_TAKE_H

#include "csv/cells/faults.h"
#include "csv/cells/slabs.h"
#include "csv/cells/stretch.h"
#include "csv/scan/rows.h"
#include "csv/source/decode.h"
#include "csv/source/encoding.h"

/* How a column of a file is taken: from its heading and the spec. */
typedef struct ig_csv_taking {
    ig_kind kind;               /* IG_INFER: numbers where they are, else texts */
    bool keeps_blanks;          /* a cell of nothing but blanks is a text, and not missing */
    bool texts_only;            /* do not look for numbers: the name says month, or the spec text */
    ig_number_marks marks;      /* decimal is not 0 */
    const char *const *missing; /* words, in UTF-8 */
    size_t n_missing;
} ig_csv_taking;

/* What one worker keeps of one column of one file. Zero it to begin. */
typedef struct ig_csv_shelf {
    ig_csv_words *words; /* owned, or NULL while there was no text */
    ig_csv_numbers numbers;
    uint8_t hint; /* chunks to go until numbers are looked for again; changes speed alone */
    /* owned, or NULL: for each word of the column to the left, the one that came here with it last,
       as a first guess */
    uint32_t *follows;
    uint32_t n_follows;
    uint8_t guess_hint; /* chunks to go until guesses are made again */
    bool is_tangled;    /* a cell looks like several with a quote missing */
    uint64_t tangled;   /* place of the first */
    ig_csv_slabs slabs; /* owned: what the stretches of its chunks hold */
} ig_csv_shelf;
void ig_csv_shelf_reset(ig_csv_shelf *shelf); /* idempotent */

/* What one worker needs to decode. */
typedef struct ig_csv_taker {
    ig_memory *memory; /* borrowed */
    /* borrowed: of the file's encoding, for words that mean missing and rejects */
    ig_csv_decoder *decoder;
    ig_csv_seen seen;  /* of texts that become no words; whoever begins a chunk clears it */
    ig_buffer scratch; /* owned */
    ig_buffer padded;  /* owned: a value that is not in the rows, with slack around it */
    void *room;        /* owned: values of a chunk before they are narrowed */
    size_t room_bytes;
    void *left_room; /* owned: the same of the column before, whose codes are guessed from */
    size_t left_room_bytes;
    uint32_t n_left; /* its words; 0 when there is nothing to guess from */
    size_t n_left_rows;
    size_t left_column;
} ig_csv_taker;
void ig_csv_taker_init(ig_csv_taker *taker, ig_memory *memory);
void ig_csv_taker_reset(ig_csv_taker *taker); /* idempotent */

/* Takes column `c` of `rows`, which are those of chunk number `chunk`. Cells that do not fit a
   given kind (AS_DECIMAL, AS_REAL, AS_MONTH) are missing with IG_REJECTED, and listed in `faults`
   with their record. */
int ig_csv_take(ig_csv_taker *taker, ig_csv_shelf *shelf, const ig_csv_taking *how,
                const ig_csv_rows *rows, size_t c, uint32_t chunk, ig_csv_faults *faults,
                ig_csv_stretch *out, ig_error *err) IG_CHECKED;

/* Why a cell is missing, or IG_PRESENT, from its value in UTF-8 without blanks around it. */
ig_reason ig_csv_reason(const ig_csv_taking *how, ig_text trimmed);

/* Whether a number is written without an exponent: what a decimal column takes. */
static inline bool ig_csv_is_plain(ig_text number) {
    return memchr(number.bytes, 'e', number.size_bytes) == NULL &&
           memchr(number.bytes, 'E', number.size_bytes) == NULL;
}

/* Whether a value holds a line break and a quote where a cell of its own would open: what is left of
   several cells when the quote that closed the first is missing. */
bool ig_csv_is_tangled(ig_text value, char delimiter, char quote);

#endif
