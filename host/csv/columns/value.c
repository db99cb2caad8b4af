/* A decimal comma is read by exchanging the marks on a copy: whatever stood where the point goes then is
   no part of a number. */
#include "csv/columns/value.h"

enum { NUMBER_BYTES = 4096 }; /* of a longer text with a decimal comma no one says it is a number */

static bool is_word(const ig_csv_taking *taking, ig_text text) {
    for (size_t i = 0; i < taking->n_missing; i++) {
        const char *word = taking->missing[i];
        if (word[0] == text.bytes[0] && ig_csv_text_is(text, word)) {
            return true;
        }
    }
    return false;
}

ig_reason ig_csv_reason(const ig_csv_taking *taking, ig_text text) {
    if (text.size_bytes == 0) {
        return IG_EMPTY;
    }
    if (taking->n_missing == 0 || !is_word(taking, text)) {
        return IG_PRESENT;
    }
    bool hidden = ig_csv_text_is(text, "*") || ig_csv_text_is(text, "...");
    return hidden ? IG_SUPPRESSED : IG_EMPTY;
}

ig_number ig_csv_number(const ig_csv_marks *marks, ig_text text) {
    char copy[NUMBER_BYTES];
    if (marks->decimal == '.' || marks->decimal == 0) {
        return ig_number_parse(text.bytes, text.size_bytes, marks->thousands);
    }
    if (text.size_bytes > sizeof copy) {
        return (ig_number){.kind = IG_NUMBER_NOT};
    }
    for (size_t i = 0; i < text.size_bytes; i++) {
        char c = text.bytes[i];
        copy[i] = c == marks->decimal                              ? '.'
                  : marks->thousands != 0 && c == marks->thousands ? ','
                  : c == '.' || c == ','                           ? '?'
                                                                   : c;
    }
    return ig_number_parse(copy, text.size_bytes, marks->thousands == 0 ? 0 : ',');
}
