/* Small work on pieces of text from a file: trimming, cutting, and showing them in a message. */
#ifndef INGOT_CSV_SPEC_TEXT_H
#define INGOT_CSV_SPEC_TEXT_H

#include "table/dict.h"

#include <string.h>

enum { IG_CSV_SHOWN = 80, IG_CSV_SHOWN_PATH = 400 };

static inline bool ig_csv_is_line_end(char c) {
    return c == '\n' || c == '\r';
}

static inline bool ig_csv_is_blank(char c) {
    return c == ' ' || c == '\t';
}

static inline bool ig_csv_text_is(ig_text text, const char *word) {
    size_t size_bytes = strlen(word);
    return text.size_bytes == size_bytes && memcmp(text.bytes, word, size_bytes) == 0;
}

/* Without the spaces and TABs at both ends. */
ig_text ig_csv_text_trim(ig_text text);

/* As ig_csv_text_trim, and without no-break spaces (U+00A0), ideographic spaces (U+3000) and byte
   order marks (U+FEFF): for names. `text` is UTF-8. */
ig_text ig_csv_text_trim_name(ig_text text);

/* At most `max_bytes` of UTF-8 text, never ending inside a character. */
ig_text ig_csv_text_cut(ig_text text, size_t max_bytes);

/* Writes the text into `out` for a message and returns `out`: control bytes and bytes that are not
   UTF-8 become "\x1b", and what does not fit becomes "…". `out_bytes` is 16 or more. */
const char *ig_csv_text_show(char *out, size_t out_bytes, const char *bytes, size_t size_bytes);

#endif
