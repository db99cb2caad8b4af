/*
 * The footer is found from the end of the file. The vectors it gives lie within it, which the view
 * checked when they were read; their items are read when asked for.
 */
#include "store/file.h"

#include <stdio.h>
#include <string.h>

int ig_arrow_damaged(const ig_arrow_file *file, ig_error *err, const char *format, ...) {
    char text[IG_ERROR_TEXT];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return ig_fail(err, IG_ERROR_DATA, "%s: damaged: %s", file->path, text);
}

bool ig_flat_text_is(ig_flat_text text, const char *word) {
    return text.bytes != NULL && text.size_bytes == strlen(word) &&
           memcmp(text.bytes, word, text.size_bytes) == 0;
}

ig_flat_text ig_arrow_pair(const ig_flat_vector *pairs, size_t i, ig_flat_text *value) {
    ig_flat_table pair = ig_flat_item_table(pairs, i);
    *value = ig_flat_get_text(&pair, IG_PAIR_VALUE);
    return ig_flat_get_text(&pair, IG_PAIR_KEY);
}

/* ---- the schema ---- */

static ig_arrow_type read_int(const ig_flat_table *table) {
    return (ig_arrow_type){.id = IG_ARROW_INT,
                           .bits = ig_flat_get_32(table, IG_INT_BITS, 0),
                           .is_signed = ig_flat_get_8(table, IG_INT_SIGNED, 0) != 0};
}

static ig_arrow_type read_type(const ig_flat_table *field) {
    ig_flat_table table = ig_flat_get_table(field, IG_FIELD_TYPE);
    ig_arrow_type type = {.id = ig_flat_get_8(field, IG_FIELD_TYPE_ID, IG_ARROW_NONE)};
    switch (type.id) {
    case IG_ARROW_INT: return read_int(&table);
    case IG_ARROW_FLOAT: type.unit = ig_flat_get_16(&table, 0, IG_ARROW_HALF); break;
    case IG_ARROW_DATE: type.unit = ig_flat_get_16(&table, 0, IG_ARROW_DATE_MILLISECONDS); break;
    case IG_ARROW_TIMESTAMP:
        type.unit = ig_flat_get_16(&table, 0, 0);
        type.has_zone = ig_flat_get_text(&table, 1).size_bytes > 0;
        break;
    case IG_ARROW_DECIMAL:
        type.scale = ig_flat_get_32(&table, 1, 0);
        type.bits = ig_flat_get_32(&table, 2, 128);
        break;
    default: break;
    }
    return type;
}

static void read_meaning(const ig_flat_table *table, ig_arrow_field *field) {
    const struct {
        const char *key;
        ig_flat_text *place;
    } known[] = {{"ingot.type", &field->kind},
                 {"ingot.scale", &field->scale},
                 {"ingot.unit", &field->unit},
                 {"ingot.source", &field->source}};
    ig_flat_vector pairs = ig_flat_get_vector(table, IG_FIELD_METADATA, sizeof(uint32_t));
    for (size_t i = 0; i < pairs.n; i++) {
        ig_flat_text value;
        ig_flat_text key = ig_arrow_pair(&pairs, i, &value);
        for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
            if (ig_flat_text_is(key, known[k].key)) {
                *known[k].place = value;
            }
        }
    }
}

static ig_arrow_field read_field(const ig_flat_table *table) {
    ig_arrow_field field = {.name = ig_flat_get_text(table, IG_FIELD_NAME)};
    ig_flat_table encoding = ig_flat_get_table(table, IG_FIELD_DICTIONARY);
    field.type = read_type(table);
    field.n_children = ig_flat_get_vector(table, IG_FIELD_CHILDREN, sizeof(uint32_t)).n;
    field.has_dictionary = encoding.view != NULL;
    if (field.has_dictionary) {
        ig_flat_table index = ig_flat_get_table(&encoding, IG_ENCODING_INDEX);
        field.dictionary = ig_flat_get_64(&encoding, IG_ENCODING_ID, 0);
        field.index = read_int(&index);
        if (index.view == NULL) {
            field.index = (ig_arrow_type){.id = IG_ARROW_INT, .bits = 32, .is_signed = true};
        }
    }
    read_meaning(table, &field);
    return field;
}

static void read_about(const ig_flat_table *schema, ig_flat_text *about, ig_flat_text *hash) {
    ig_flat_vector pairs = ig_flat_get_vector(schema, IG_SCHEMA_METADATA, sizeof(uint32_t));
    for (size_t i = 0; i < pairs.n; i++) {
        ig_flat_text value;
        ig_flat_text key = ig_arrow_pair(&pairs, i, &value);
        if (ig_flat_text_is(key, "ingot.about")) {
            *about = value;
        } else if (ig_flat_text_is(key, "ingot.about.hash")) {
            *hash = value;
        }
    }
}

static int read_schema(ig_arrow_file *file, const ig_flat_table *schema, ig_error *err) {
    if (ig_flat_get_16(schema, IG_SCHEMA_ENDIANNESS, 0) != 0) {
        return ig_fail(err, IG_ERROR_DATA, "%s: big-endian Arrow files are not read", file->path);
    }
    ig_flat_vector fields = ig_flat_get_vector(schema, IG_SCHEMA_FIELDS, sizeof(uint32_t));
    file->fields = ig_alloc_zero(file->memory, fields.n, sizeof *file->fields, err);
    if (file->fields == NULL) {
        return -1;
    }
    file->n_fields = fields.n;
    for (size_t i = 0; i < fields.n && !file->view.broken; i++) {
        ig_flat_table field = ig_flat_item_table(&fields, i);
        file->fields[i] = read_field(&field);
    }
    read_about(schema, &file->about, &file->about_hash);
    return 0;
}

/* ---- the footer ---- */

static int find_footer(ig_arrow_file *file, ig_error *err) {
    size_t least = IG_ARROW_HEAD_BYTES + IG_ARROW_TAIL_BYTES;
    if (file->size_bytes < IG_ARROW_HEAD_BYTES ||
        memcmp(file->bytes, IG_ARROW_MAGIC, IG_ARROW_MAGIC_BYTES) != 0) {
        return ig_fail(err, IG_ERROR_DATA, "%s: not an Arrow file", file->path);
    }
    const uint8_t *end = file->bytes + file->size_bytes;
    if (file->size_bytes < least ||
        memcmp(end - IG_ARROW_MAGIC_BYTES, IG_ARROW_MAGIC, IG_ARROW_MAGIC_BYTES) != 0) {
        return ig_arrow_damaged(file, err, "its end is missing");
    }
    uint32_t size = 0;
    memcpy(&size, end - IG_ARROW_TAIL_BYTES, sizeof size);
    if (size > file->size_bytes - least) {
        return ig_arrow_damaged(file, err, "its footer does not fit into it");
    }
    file->footer_bytes = size;
    file->footer = end - IG_ARROW_TAIL_BYTES - size;
    return 0;
}

int ig_arrow_file_find(ig_memory *memory, const char *path, const uint8_t *bytes, size_t size_bytes,
                       ig_arrow_file *file, ig_error *err) {
    *file =
        (ig_arrow_file){.memory = memory, .path = path, .bytes = bytes, .size_bytes = size_bytes};
    return find_footer(file, err);
}

int ig_arrow_file_read(ig_arrow_file *file, ig_error *err) {
    file->view = ig_flat_open(file->footer, file->footer_bytes);
    ig_flat_table footer = ig_flat_root(&file->view);
    ig_flat_table schema = ig_flat_get_table(&footer, IG_FOOTER_SCHEMA);
    size_t block = sizeof(ig_arrow_block);
    file->dictionaries = ig_flat_get_vector(&footer, IG_FOOTER_DICTIONARIES, block);
    file->batches = ig_flat_get_vector(&footer, IG_FOOTER_BATCHES, block);
    file->pairs = ig_flat_get_vector(&footer, IG_FOOTER_METADATA, sizeof(uint32_t));
    if (file->view.broken || schema.view == NULL) {
        return ig_arrow_damaged(file, err, "its footer cannot be read");
    }
    if (read_schema(file, &schema, err) != 0) {
        return -1;
    }
    return file->view.broken ? ig_arrow_damaged(file, err, "its schema cannot be read") : 0;
}

void ig_arrow_file_reset(ig_arrow_file *file) {
    ig_free(file->fields);
    file->fields = NULL;
}

/* ---- messages ---- */

/* The bytes of a message without its body: `at` and `size` as a block says, or 0 for what the message
   itself says. Returns 0 when they are not all there. */
static size_t message_at(const uint8_t *bytes, size_t size_bytes, uint64_t at, size_t size) {
    uint32_t prefix[2];
    if (at > size_bytes || size_bytes - at < sizeof prefix) {
        return 0;
    }
    memcpy(prefix, bytes + at, sizeof prefix);
    size_t said = (size_t)prefix[1] + sizeof prefix;
    if (prefix[0] != UINT32_MAX || said > size_bytes - at || (size != 0 && said != size)) {
        return 0;
    }
    return said;
}

size_t ig_arrow_message(const ig_arrow_file *file, const ig_arrow_block *block,
                        const uint8_t **message) {
    if (block == NULL) {
        *message = file->bytes + IG_ARROW_HEAD_BYTES;
        return message_at(file->bytes, file->size_bytes, IG_ARROW_HEAD_BYTES, 0);
    }
    if (block->offset < 0 || block->metadata_bytes <= 0 || block->body_bytes < 0) {
        return 0;
    }
    size_t size = message_at(file->bytes, file->size_bytes, (uint64_t)block->offset,
                             (size_t)block->metadata_bytes);
    *message = file->bytes + (size == 0 ? 0 : block->offset);
    return size;
}

bool ig_arrow_file_about(const uint8_t *bytes, size_t size_bytes, ig_flat_text *about,
                         ig_flat_text *about_hash) {
    *about = *about_hash = (ig_flat_text){NULL, 0};
    size_t size = message_at(bytes, size_bytes, IG_ARROW_HEAD_BYTES, 0);
    if (size == 0) {
        return false;
    }
    ig_flat_view view = ig_flat_open(bytes + IG_ARROW_HEAD_BYTES + IG_ARROW_PREFIX_BYTES,
                                     size - IG_ARROW_PREFIX_BYTES);
    ig_flat_table message = ig_flat_root(&view);
    ig_flat_table schema = ig_flat_get_table(&message, IG_MESSAGE_HEADER);
    if (ig_flat_get_8(&message, IG_MESSAGE_HEADER_ID, 0) != IG_ARROW_SCHEMA) {
        return false;
    }
    read_about(&schema, about, about_hash);
    return !view.broken && about->bytes != NULL && about_hash->bytes != NULL;
}

static void read_batch(const ig_flat_table *table, ig_arrow_batch *batch) {
    batch->n_rows = ig_flat_get_64(table, IG_BATCH_LENGTH, 0);
    batch->nodes = ig_flat_get_vector(table, IG_BATCH_NODES, sizeof(ig_arrow_node));
    batch->buffers = ig_flat_get_vector(table, IG_BATCH_BUFFERS, sizeof(ig_arrow_buffer));
    batch->variadic = ig_flat_get_vector(table, IG_BATCH_VARIADIC, sizeof(int64_t));
    ig_flat_table compression = ig_flat_get_table(table, IG_BATCH_COMPRESSION);
    batch->compression = compression.view == NULL ? -1 : ig_flat_get_8(&compression, 0, 0);
}

int ig_arrow_batch_read(const ig_arrow_file *file, const ig_arrow_block *block, bool is_dictionary,
                        ig_arrow_batch *batch, ig_error *err) {
    const char *what = is_dictionary ? "dictionary" : "batch";
    const uint8_t *message = NULL;
    *batch = (ig_arrow_batch){0};
    size_t size = ig_arrow_message(file, block, &message);
    if (size == 0 ||
        (uint64_t)block->body_bytes > file->size_bytes - (size_t)(message - file->bytes) - size) {
        return ig_arrow_damaged(file, err, "a %s is not where the footer says", what);
    }
    batch->body = message + size;
    batch->body_bytes = (size_t)block->body_bytes;
    batch->view = ig_flat_open(message + IG_ARROW_PREFIX_BYTES, size - IG_ARROW_PREFIX_BYTES);
    ig_flat_table root = ig_flat_root(&batch->view);
    ig_flat_table header = ig_flat_get_table(&root, IG_MESSAGE_HEADER);
    int id = ig_flat_get_8(&root, IG_MESSAGE_HEADER_ID, 0);
    if (is_dictionary) {
        ig_flat_table data = ig_flat_get_table(&header, IG_DICTIONARY_DATA);
        batch->dictionary = ig_flat_get_64(&header, IG_DICTIONARY_ID, 0);
        batch->is_delta = ig_flat_get_8(&header, IG_DICTIONARY_DELTA, 0) != 0;
        read_batch(&data, batch);
    } else {
        read_batch(&header, batch);
    }
    if (batch->view.broken || id != (is_dictionary ? IG_ARROW_DICTIONARY : IG_ARROW_BATCH) ||
        batch->n_rows < 0) {
        return ig_arrow_damaged(file, err, "a %s cannot be read", what);
    }
    return 0;
}

int ig_arrow_batch_buffer(const ig_arrow_file *file, const ig_arrow_batch *batch, size_t i,
                          const uint8_t **bytes, size_t *size_bytes, ig_error *err) {
    ig_arrow_buffer buffer = {0};
    if (i >= batch->buffers.n) {
        return ig_arrow_damaged(file, err, "a batch lacks a buffer");
    }
    ig_flat_item_struct(&batch->buffers, i, &buffer, sizeof buffer);
    if (buffer.offset < 0 || buffer.size_bytes < 0 || (uint64_t)buffer.offset > batch->body_bytes ||
        (uint64_t)buffer.size_bytes > batch->body_bytes - (uint64_t)buffer.offset) {
        return ig_arrow_damaged(file, err, "a buffer leaves its batch");
    }
    *bytes = batch->body + buffer.offset;
    *size_bytes = (size_t)buffer.size_bytes;
    return 0;
}
