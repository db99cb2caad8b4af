/*
 * The metadata of the messages that a snapshot consists of, as finished flatbuffers.
 *
 * A column becomes a field: decimals the integers of their width, reals doubles, texts a dictionary
 * with unsigned codes, months integers, bools bits. The field's metadata say what an integer means:
 * ingot.type, and where there is one ingot.scale, ingot.unit, ingot.source.
 */
#ifndef INGOT_STORE_MESSAGE_H
#define INGOT_STORE_MESSAGE_H

#include "store/arrow.h"
#include "store/flat_write.h"
#include "table/table.h"

/* Text that someone else keeps; not NUL-terminated. */
typedef struct ig_words {
    const char *bytes;
    size_t size_bytes;
} ig_words;

typedef struct ig_pair {
    const char *key;
    ig_words value;
} ig_pair;

/* Whether the texts need offsets of 8 bytes. */
bool ig_message_is_large(const ig_dict *dict);

/* The schema message of a table; `pairs` become the schema's metadata. */
int ig_message_schema(ig_flat *flat, const ig_table *table, const ig_pair *pairs, size_t n_pairs,
                      ig_error *err) IG_CHECKED;

/* A batch of n_rows with these nodes and buffers: of records, or the texts of a dictionary. */
typedef struct ig_message_batch {
    bool is_dictionary;
    int64_t dictionary; /* its number */
    int64_t n_rows;
    const ig_arrow_node *nodes;
    size_t n_nodes;
    const ig_arrow_buffer *buffers;
    size_t n_buffers;
    int64_t body_bytes;
} ig_message_batch;

int ig_message_batch_write(ig_flat *flat, const ig_message_batch *batch, ig_error *err) IG_CHECKED;

/* The footer, with metadata of its own beside the schema's. */
typedef struct ig_message_footer {
    const ig_table *table;
    const ig_pair *schema_pairs;
    size_t n_schema_pairs;
    const ig_arrow_block *dictionaries;
    size_t n_dictionaries;
    ig_arrow_block batch;
    const ig_pair *pairs;
    size_t n_pairs;
} ig_message_footer;

int ig_message_footer_write(ig_flat *flat, const ig_message_footer *footer,
                            ig_error *err) IG_CHECKED;

#endif
