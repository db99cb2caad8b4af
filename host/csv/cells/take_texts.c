/*
 * Texts become codes of the shelf's words. Cells go in batches: first the keys of all, which sets the
 * slots they will be looked for in on their way from memory, then the codes. A value that only lasts
 * until the next cell ends its batch.
 */
#include "csv/cells/cell.h"
#include "csv/cells/lookup.h"
#include "table/month.h"
#include "table/narrow.h"

enum {
    BATCH = 32,
    GUESS_FROM = 1 << 16, /* so many words at most, to keep what is learnt of them small */
    GUESS_PAUSE = 31      /* chunks without guessing, after many wrong guesses */
};

static int need_words(const ig_csv_cells *cells, ig_error *err) {
    ig_csv_shelf *shelf = cells->shelf;
    if (shelf->words == NULL) {
        shelf->words = ig_csv_words_new(cells->taker->memory, err);
    }
    return shelf->words == NULL ? -1 : 0;
}

/* A word that is not there yet. */
static int put(const ig_csv_cells *cells, const ig_csv_key *key, size_t row, uint32_t *code,
               ig_error *err) {
    ig_csv_shelf *shelf = cells->shelf;
    ig_csv_cell_look(cells, row, (ig_text){key->bytes, key->size_bytes});
    return ig_csv_words_put(shelf->words, key, ig_csv_place(cells->chunk, (uint32_t)row), code,
                            err);
}

/* The codes of `n` keys, those of the rows from `row` on. */
IG_CSV_INLINE int find_all(const ig_csv_cells *cells, const ig_csv_key *keys, size_t n, size_t row,
                           uint32_t *codes, ig_error *err) {
    const ig_csv_words *words = cells->shelf->words;
    for (size_t i = 0; i < n; i++) {
        uint32_t code = ig_csv_words_find(words, &keys[i]);
        if (__builtin_expect(code == IG_CSV_NO_WORD, 0) &&
            put(cells, &keys[i], row + i, &code, err) != 0) {
            return -1;
        }
        codes[i] = code;
    }
    return 0;
}

IG_CSV_INLINE int take(const ig_csv_cells *cells, bool bare, uint32_t *codes, ig_error *err) {
    ig_csv_words *words = cells->shelf->words;
    size_t n_rows = cells->rows->n_rows;
    ig_csv_key keys[BATCH];
    for (size_t row = 0; row < n_rows;) {
        size_t n = 0;
        int status = 0;
        for (; n < BATCH && row + n < n_rows && status == 0; n++) {
            ig_text value;
            status = ig_csv_cell(cells, bare, row + n, &value, err);
            if (status < 0) {
                return -1;
            }
            ig_csv_key_make(&keys[n], value.bytes, value.size_bytes);
            const ig_csv_slot *slot = &words->slots[keys[n].hash & words->mask];
            __builtin_prefetch(slot);
            __builtin_prefetch(slot + 1);
        }
        if (find_all(cells, keys, n, row, codes + row, err) != 0) {
            return -1;
        }
        row += n;
    }
    return 0;
}

/* Whether guesses may save time: long words that follow from the column to the left. */
static bool may_guess(const ig_csv_cells *cells) {
    const ig_csv_taker *taker = cells->taker;
    const ig_csv_words *words = cells->shelf->words;
    return (cells->bare || cells->plain) && taker->n_left > 0 && taker->n_left <= GUESS_FROM &&
           taker->left_column + 1 == cells->column && taker->n_left_rows == cells->rows->n_rows &&
           words->starts[words->n] > (size_t)IG_CSV_SHORT_WORD * words->n;
}

static int need_follows(ig_csv_shelf *shelf, ig_memory *memory, uint32_t n_left, ig_error *err) {
    if (n_left <= shelf->n_follows) {
        return 0;
    }
    uint32_t n = 2 * n_left;
    uint32_t *follows = ig_realloc_array(memory, shelf->follows, n, sizeof *follows, err);
    if (follows == NULL) {
        return -1;
    }
    memset(follows + shelf->n_follows, 0xff, (n - shelf->n_follows) * sizeof *follows);
    shelf->follows = follows;
    shelf->n_follows = n;
    return 0;
}

/* Whether a raw cell says the word `code`, which has no quote in it. */
IG_CSV_INLINE bool says(const ig_csv_words *words, ig_text raw, bool bare, char quote,
                        uint32_t code) {
    size_t start = words->starts[code];
    size_t size_bytes = words->starts[code + 1] - start;
    size_t quotes = !bare && raw.size_bytes > 1 && raw.bytes[0] == quote;
    return raw.size_bytes == size_bytes + 2 * quotes &&
           (quotes == 0 || raw.bytes[raw.size_bytes - 1] == quote) &&
           ig_csv_same(words->arena + start, raw.bytes + quotes, size_bytes);
}

/* A cell that was not guessed. */
static int take_other(const ig_csv_cells *cells, size_t row, uint32_t *follow, uint32_t *code,
                      ig_error *err) {
    ig_text value;
    ig_csv_key key;
    if (ig_csv_cell(cells, cells->bare, row, &value, err) < 0) {
        return -1;
    }
    ig_csv_key_make(&key, value.bytes, value.size_bytes);
    if (find_all(cells, &key, 1, row, code, err) != 0) {
        return -1;
    }
    if (memchr(value.bytes, cells->quote, value.size_bytes) == NULL) {
        *follow = *code;
    }
    return 0;
}

/* Compares each cell with the word that came last with its left neighbour before it is looked up. */
IG_CSV_INLINE int take_guessing(const ig_csv_cells *cells, bool bare, uint32_t *codes,
                                ig_error *err) {
    ig_csv_shelf *shelf = cells->shelf;
    const ig_csv_words *words = shelf->words;
    const uint32_t *left = cells->taker->left_room;
    size_t n_rows = cells->rows->n_rows;
    size_t n_wrong = 0;
    uint32_t guesses[BATCH];
    for (size_t from = 0; from < n_rows; from += BATCH) {
        size_t n = n_rows - from < BATCH ? n_rows - from : BATCH;
        for (size_t i = 0; i < n; i++) {
            guesses[i] = shelf->follows[left[from + i]];
            if (guesses[i] < words->n) {
                const char *text = words->arena + words->starts[guesses[i]];
                __builtin_prefetch(text);
                __builtin_prefetch(text + 64);
            }
        }
        for (size_t i = 0; i < n; i++) {
            ig_text raw = ig_csv_cell_raw(cells, from + i);
            bool guessed = guesses[i] < words->n;
            if (guessed && says(words, raw, bare, cells->quote, guesses[i])) {
                codes[from + i] = guesses[i];
                continue;
            }
            n_wrong += guessed;
            if (take_other(cells, from + i, &shelf->follows[left[from + i]], &codes[from + i],
                           err) != 0) {
                return -1;
            }
        }
    }
    shelf->guess_hint = 4 * n_wrong > n_rows ? GUESS_PAUSE : 0;
    return 0;
}

/* The codes of all cells. */
static int take_codes(const ig_csv_cells *cells, uint32_t *codes, ig_error *err) {
    ig_csv_shelf *shelf = cells->shelf;
    if (!may_guess(cells)) {
        return cells->bare ? take(cells, true, codes, err) : take(cells, false, codes, err);
    }
    if (shelf->guess_hint > 0) {
        shelf->guess_hint--;
        return cells->bare ? take(cells, true, codes, err) : take(cells, false, codes, err);
    }
    if (need_follows(shelf, cells->taker->memory, cells->taker->n_left, err) != 0) {
        return -1;
    }
    return cells->bare ? take_guessing(cells, true, codes, err)
                       : take_guessing(cells, false, codes, err);
}

/* The stretch of the codes in `room`. */
static int make(const ig_csv_cells *cells, ig_csv_room room, unsigned reasons, ig_csv_stretch *out,
                ig_error *err) {
    size_t n = cells->rows->n_rows;
    out->form = IG_CSV_TEXTS;
    out->width = (uint8_t)ig_dict_width(ig_csv_words_size(cells->shelf->words));
    out->values = ig_csv_cells_alloc(cells, out->width, err);
    if (out->values == NULL) {
        return -1;
    }
    if (out->width == sizeof(uint32_t)) {
        memcpy(out->values, room.values, n * sizeof(uint32_t));
    } else {
        ig_narrow_codes(out->values, out->width, room.values, n);
    }
    return ig_csv_stretch_mark(cells, out, room.marks, reasons, err);
}

int ig_csv_take_texts(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                      ig_error *err) {
    if (need_words(cells, err) != 0) {
        return -1;
    }
    return take_codes(cells, room.values, err) != 0 ? -1 : make(cells, room, 0, out, err);
}

int ig_csv_take_texts_marked(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                             ig_error *err) {
    uint32_t *codes = room.values;
    unsigned reasons = 0;
    if (need_words(cells, err) != 0) {
        return -1;
    }
    for (size_t row = 0; row < cells->rows->n_rows; row++) {
        ig_text value;
        codes[row] = 0;
        if (room.marks[row] == (IG_CSV_MISSING | IG_REJECTED)) {
            reasons = 1u << IG_REJECTED;
            continue;
        }
        room.marks[row] = 0;
        if (ig_csv_cell(cells, false, row, &value, err) < 0) {
            return -1;
        }
        ig_csv_key key;
        ig_csv_key_make(&key, value.bytes, value.size_bytes);
        if (find_all(cells, &key, 1, row, codes + row, err) != 0) {
            return -1;
        }
    }
    return make(cells, room, reasons, out, err);
}

/* Whether a value is a month, or missing. Returns −1 on failure. */
static int is_month(const ig_csv_cells *cells, ig_text value, ig_error *err) {
    ig_reason reason;
    ig_text text;
    int32_t month = 0;
    if (ig_csv_cell_reason(cells, value, &reason, err) != 0) {
        return -1;
    }
    if (reason != IG_PRESENT) {
        return 1;
    }
    int status = ig_csv_cell_decode(cells, ig_csv_text_trim(value), &text, err);
    if (status != 0) {
        return status > 0 ? 0 : -1;
    }
    return ig_month_parse(text.bytes, text.size_bytes, true, &month);
}

int ig_csv_take_months(const ig_csv_cells *cells, ig_csv_room room, ig_csv_stretch *out,
                       ig_error *err) {
    uint32_t *codes = room.values;
    unsigned reasons = 0;
    if (need_words(cells, err) != 0) {
        return -1;
    }
    for (size_t row = 0; row < cells->rows->n_rows; row++) {
        ig_text value;
        room.marks[row] = 0;
        if (ig_csv_cell(cells, false, row, &value, err) < 0) {
            return -1;
        }
        ig_csv_key key;
        ig_csv_key_make(&key, value.bytes, value.size_bytes);
        codes[row] = ig_csv_words_find(cells->shelf->words, &key);
        if (codes[row] != IG_CSV_NO_WORD) {
            continue; /* only what was found good is a word */
        }
        int good = is_month(cells, value, err);
        if (good < 0 || (good && put(cells, &key, row, &codes[row], err) != 0) ||
            (!good && ig_csv_cell_reject(cells, row, value, IG_CSV_NO_MONTH, err) != 0)) {
            return -1;
        }
        if (!good) {
            codes[row] = 0;
            room.marks[row] = IG_CSV_MISSING | IG_REJECTED;
            reasons = 1u << IG_REJECTED;
        }
    }
    return make(cells, room, reasons, out, err);
}
