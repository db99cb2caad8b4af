/* What a cell's text is, as its column takes it. Texts are trimmed. */
#ifndef INGOT_CSV_COLUMNS_VALUE_H
#define INGOT_CSV_COLUMNS_VALUE_H

#include "csv/cells/take.h"
#include "table/decimal.h"

/* Why the cell is missing, or IG_PRESENT. */
ig_reason ig_csv_reason(const ig_csv_taking *taking, ig_text text);

/* ig_number_parse with the marks of the column. */
ig_number ig_csv_number(const ig_csv_marks *marks, ig_text text);

/* A number as written without exponent: what a decimal column takes. */
static inline bool ig_csv_is_plain(ig_text text) {
    return memchr(text.bytes, 'e', text.size_bytes) == NULL &&
           memchr(text.bytes, 'E', text.size_bytes) == NULL;
}

#endif
