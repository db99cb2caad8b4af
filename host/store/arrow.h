/*
 * The words of Arrow's file format, as its schemas (Schema.fbs, Message.fbs, File.fbs) number them:
 *
 *   "ARROW1" 0 0 · schema message · dictionary messages · record batch messages · end mark
 *   · footer (a flatbuffer) · its size in 4 bytes · "ARROW1"
 *
 * A message is four bytes of ones, the size of its metadata in 4 bytes, the metadata (a flatbuffer
 * with zeroes behind it) and a body of buffers. The footer repeats the schema and says where the
 * messages are.
 */
#ifndef INGOT_STORE_ARROW_H
#define INGOT_STORE_ARROW_H

#include <stdint.h>

#define IG_ARROW_MAGIC "ARROW1"

enum {
    IG_ARROW_MAGIC_BYTES = 6,
    IG_ARROW_HEAD_BYTES = 8,   /* magic and padding */
    IG_ARROW_TAIL_BYTES = 10,  /* size of the footer and magic */
    IG_ARROW_PREFIX_BYTES = 8, /* of a message */
    IG_ARROW_V5 = 4
};

typedef enum ig_arrow_type_id {
    IG_ARROW_NONE,
    IG_ARROW_NULL,
    IG_ARROW_INT,
    IG_ARROW_FLOAT,
    IG_ARROW_BINARY,
    IG_ARROW_UTF8,
    IG_ARROW_BOOL,
    IG_ARROW_DECIMAL,
    IG_ARROW_DATE,
    IG_ARROW_TIME,
    IG_ARROW_TIMESTAMP,
    IG_ARROW_LARGE_UTF8 = 20,
    IG_ARROW_UTF8_VIEW = 24
} ig_arrow_type_id;

enum { IG_ARROW_SCHEMA = 1, IG_ARROW_DICTIONARY = 2, IG_ARROW_BATCH = 3 }; /* headers of messages */
enum { IG_ARROW_HALF, IG_ARROW_SINGLE, IG_ARROW_DOUBLE };                  /* precision of floats */
enum { IG_ARROW_DAYS, IG_ARROW_DATE_MILLISECONDS };                        /* units of dates */

/* Slots of the tables that are read and written. */
enum { IG_SCHEMA_ENDIANNESS, IG_SCHEMA_FIELDS, IG_SCHEMA_METADATA };
enum {
    IG_FIELD_NAME,
    IG_FIELD_NULLABLE,
    IG_FIELD_TYPE_ID,
    IG_FIELD_TYPE,
    IG_FIELD_DICTIONARY,
    IG_FIELD_CHILDREN,
    IG_FIELD_METADATA
};
enum { IG_ENCODING_ID, IG_ENCODING_INDEX, IG_ENCODING_ORDERED };
enum { IG_INT_BITS, IG_INT_SIGNED };
enum { IG_PAIR_KEY, IG_PAIR_VALUE };
enum { IG_MESSAGE_VERSION, IG_MESSAGE_HEADER_ID, IG_MESSAGE_HEADER, IG_MESSAGE_BODY_BYTES };
enum { IG_BATCH_LENGTH, IG_BATCH_NODES, IG_BATCH_BUFFERS, IG_BATCH_COMPRESSION, IG_BATCH_VARIADIC };
enum { IG_DICTIONARY_ID, IG_DICTIONARY_DATA, IG_DICTIONARY_DELTA };
enum {
    IG_FOOTER_VERSION,
    IG_FOOTER_SCHEMA,
    IG_FOOTER_DICTIONARIES,
    IG_FOOTER_BATCHES,
    IG_FOOTER_METADATA
};

/* Structs as they lie in the file. */
typedef struct ig_arrow_block {
    int64_t offset; /* of the message, from the start of the file */
    int32_t metadata_bytes;
    int32_t unused;
    int64_t body_bytes;
} ig_arrow_block;

typedef struct ig_arrow_node {
    int64_t length;
    int64_t null_count;
} ig_arrow_node;

typedef struct ig_arrow_buffer {
    int64_t offset; /* from the start of the body */
    int64_t size_bytes;
} ig_arrow_buffer;

#endif
