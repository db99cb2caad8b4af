/*
 * In which encoding a file is written. UTF-8 and GB18030 are checked strictly on all of its bytes
 * before anything is taken from it; a file that fits neither is refused with line and byte.
 */
#ifndef INGOT_CSV_SOURCE_ENCODING_H
#define INGOT_CSV_SOURCE_ENCODING_H

#include "csv/spec/spec.h"
#include "csv/source/file.h"

typedef struct ig_csv_encoded {
    ig_encoding encoding; /* never IG_AUTO */
    size_t mark_bytes;    /* of the byte order mark that opens the file */
    bool also_utf8;       /* read as GB18030 because told so, though it is valid UTF-8 */
} ig_csv_encoded;

/* Decides the encoding of the whole file, and refuses what is no text. `block` is room for reading. */
int ig_csv_encoding_decide(const ig_csv_file *file, ig_encoding asked, char *block,
                           size_t block_bytes, ig_csv_encoded *encoded, ig_error *err) IG_CHECKED;

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

/* The number of ASCII bytes that `bytes` starts with. */
size_t ig_csv_ascii_bytes(const char *bytes, size_t size_bytes);

#endif
