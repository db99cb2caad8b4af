/*
 * An Arrow file, or a piece of one, as its metadata tell it: everything that is read of them is checked
 * against the bytes there are. What is said of columns and batches is borrowed from those bytes.
 */
#ifndef INGOT_STORE_FILE_H
#define INGOT_STORE_FILE_H

#include "base/memory.h"
#include "store/arrow.h"
#include "store/flat_read.h"

/* The type of a field, or of the values of its dictionary. */
typedef struct ig_arrow_type {
    uint8_t id;     /* of ig_arrow_type_id, or another one that Arrow has */
    int32_t bits;   /* of an integer or a decimal */
    bool is_signed; /* of an integer */
    int16_t unit;   /* precision of a float, unit of a date or timestamp */
    int32_t scale;  /* of a decimal */
    bool has_zone;  /* of a timestamp */
} ig_arrow_type;

typedef struct ig_arrow_field {
    ig_flat_text name;
    ig_arrow_type type;
    size_t n_children;
    bool has_dictionary;
    int64_t dictionary;
    ig_arrow_type index;                    /* of a dictionary's codes */
    ig_flat_text kind, scale, unit, source; /* ingot.type …; absent in files of others */
} ig_arrow_field;

typedef struct ig_arrow_file {
    ig_memory *memory; /* borrowed */
    const char *path;  /* borrowed, for errors */
    const uint8_t *bytes;
    size_t size_bytes;
    const uint8_t *footer;
    size_t footer_bytes;
    ig_flat_view view; /* of the footer; the struct must not move once it is read */
    size_t n_fields;
    ig_arrow_field *fields;               /* owned */
    ig_flat_vector dictionaries, batches; /* of ig_arrow_block */
    ig_flat_vector pairs;                 /* the footer's own */
    ig_flat_text about, about_hash;       /* of the schema */
} ig_arrow_file;

/* A record batch, or a batch of a dictionary's texts. */
typedef struct ig_arrow_batch {
    ig_flat_view view; /* of the metadata */
    const uint8_t *body;
    size_t body_bytes;
    bool is_delta;
    int64_t dictionary;
    int64_t n_rows;
    ig_flat_vector nodes, buffers, variadic;
    int compression; /* −1: none, else Arrow's number of it */
} ig_arrow_batch;

/* Finds the footer of the bytes, then reads it. To be reset in any case. */
int ig_arrow_file_find(ig_memory *memory, const char *path, const uint8_t *bytes, size_t size_bytes,
                       ig_arrow_file *file, ig_error *err) IG_CHECKED;
int ig_arrow_file_read(ig_arrow_file *file, ig_error *err) IG_CHECKED;
void ig_arrow_file_reset(ig_arrow_file *file); /* idempotent */

/* Reads what the schema message at the file's start says of itself: pair `about` and its hash; for
   files whose end is lost. False when it cannot be read. */
bool ig_arrow_file_about(const uint8_t *bytes, size_t size_bytes, ig_flat_text *about,
                         ig_flat_text *about_hash);

/* The bytes of a message without its body; 0 when they are not all there. NULL for a block: the schema
   message, which begins the file. */
size_t ig_arrow_message(const ig_arrow_file *file, const ig_arrow_block *block,
                        const uint8_t **message);

/* Reads the message of a block, which must be a dictionary's or a batch of records. */
int ig_arrow_batch_read(const ig_arrow_file *file, const ig_arrow_block *block, bool is_dictionary,
                        ig_arrow_batch *batch, ig_error *err) IG_CHECKED;

/* Buffer i of a batch. Fails when there is none, or it leaves the body. */
int ig_arrow_batch_buffer(const ig_arrow_file *file, const ig_arrow_batch *batch, size_t i,
                          const uint8_t **bytes, size_t *size_bytes, ig_error *err) IG_CHECKED;

/* A pair of a vector of pairs. */
ig_flat_text ig_arrow_pair(const ig_flat_vector *pairs, size_t i, ig_flat_text *value);
bool ig_flat_text_is(ig_flat_text text, const char *word);

/* Fills `err` (data) and returns −1: "PATH: damaged: …". */
int ig_arrow_damaged(const ig_arrow_file *file, ig_error *err, const char *format, ...)
    IG_PRINTF(3, 4);

#endif
