/*
 * In which encoding a text is written. Where every word of a file is checked on its own, the whole
 * file need not be read for it; reading all of it says which byte on which line is wrong. A text
 * that is not in its encoding is refused, never repaired.
 */
#ifndef INGOT_CSV_SOURCE_ENCODING_H
#define INGOT_CSV_SOURCE_ENCODING_H

#include "csv/source/source.h"
#include "csv/spec/spec.h"

typedef struct ig_csv_encoded {
    ig_encoding encoding; /* never IG_AUTO */
    bool sure;            /* given, marked, or decided on all bytes; else guessed from the first */
    size_t mark_bytes;    /* of the byte order mark that opens the file */
    bool also_utf8;       /* read as GB18030 because told so, though it is valid UTF-8 */
} ig_csv_encoded;

/* What the first bytes of a text say: its mark, and its encoding as asked, as marked, or as far as
   these bytes tell. A mark that contradicts what is asked is an error. */
int ig_csv_encoding_mark(const char *shown, const char *bytes, size_t size_bytes, ig_encoding asked,
                         ig_csv_encoded *encoded, ig_error *err) IG_CHECKED;

/* Decides on all bytes of a source, from its start, and refuses what is no text: the first NUL, or
   the first byte that is wrong, with its line. */
int ig_csv_encoding_decide(ig_csv_source *source, ig_encoding asked, ig_csv_encoded *encoded,
                           ig_error *err) IG_CHECKED;

/* Whether a whole text is valid. */
bool ig_csv_is_utf8(const char *bytes, size_t size_bytes);
bool ig_csv_is_gb18030(const char *bytes, size_t size_bytes);

/* A check of bytes that arrive in pieces; zero it to begin. Feeding after a fault does nothing. */
typedef struct ig_csv_check {
    uint64_t fed_bytes;
    bool faulty;
    bool beyond_ascii;     /* a whole character of more than one byte was seen */
    unsigned char pending; /* bytes of the open character seen so far */
    unsigned char wanted;  /* bytes it has in all (GB18030: 2 until the second says 4) */
    unsigned char parts[4];
    uint64_t fault_byte; /* where the first wrong character starts, from 0 */
} ig_csv_check;

void ig_csv_check_utf8(ig_csv_check *check, const char *bytes, size_t size_bytes);
void ig_csv_check_gb18030(ig_csv_check *check, const char *bytes, size_t size_bytes);
void ig_csv_check_end(ig_csv_check *check); /* a character left open is a fault */

/* What was seen of texts that a file was cut into, as far as it tells the file's encoding. Zero it
   to begin. */
typedef struct ig_csv_seen {
    bool beyond_ascii;
    bool not_utf8;
    bool not_gb18030;
} ig_csv_seen;

void ig_csv_seen_take(ig_csv_seen *seen, const char *bytes, size_t size_bytes);
void ig_csv_seen_join(ig_csv_seen *seen, const ig_csv_seen *more);

/* The number of ASCII bytes that `bytes` starts with. */
size_t ig_csv_ascii_bytes(const char *bytes, size_t size_bytes);

#endif
