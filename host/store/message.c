/* Children first: a flatbuffer grows from its end, and a table refers only to what is written. */
#include "store/message.h"

#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

bool ig_message_is_large(const ig_dict *dict) {
    return ig_dict_texts(dict).size_bytes > INT32_MAX;
}

static ig_flat_ref write_pair(ig_flat *flat, ig_pair pair) {
    ig_flat_ref key = ig_flat_string(flat, pair.key, strlen(pair.key));
    ig_flat_ref value = ig_flat_string(flat, pair.value.bytes, pair.value.size_bytes);
    ig_flat_begin(flat);
    ig_flat_put_ref(flat, IG_PAIR_KEY, key);
    ig_flat_put_ref(flat, IG_PAIR_VALUE, value);
    return ig_flat_end(flat);
}

static ig_flat_ref write_pairs(ig_flat *flat, const ig_pair *pairs, size_t n) {
    ig_flat_ref *refs = n == 0 ? NULL : ig_alloc_array(flat->memory, n, sizeof *refs, &flat->err);
    if (refs == NULL) {
        flat->failed |= n > 0;
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        refs[i] = write_pair(flat, pairs[i]);
    }
    ig_flat_ref vector = ig_flat_refs(flat, refs, n);
    ig_free(refs);
    return vector;
}

/* ---- fields ---- */

static ig_flat_ref write_int(ig_flat *flat, unsigned width, bool is_signed) {
    ig_flat_begin(flat);
    ig_flat_put_32(flat, IG_INT_BITS, (int32_t)(8 * width));
    ig_flat_put_8(flat, IG_INT_SIGNED, is_signed);
    return ig_flat_end(flat);
}

static ig_flat_ref write_empty(ig_flat *flat) {
    ig_flat_begin(flat);
    return ig_flat_end(flat);
}

/* The type of the values, and what Arrow calls it. */
static ig_flat_ref write_type(ig_flat *flat, const ig_column *column, ig_arrow_type_id *id) {
    switch (column->type) {
    case IG_REAL:
        *id = IG_ARROW_FLOAT;
        ig_flat_begin(flat);
        ig_flat_put_16(flat, 0, IG_ARROW_DOUBLE);
        return ig_flat_end(flat);
    case IG_TEXT:
        *id = ig_message_is_large(column->dict) ? IG_ARROW_LARGE_UTF8 : IG_ARROW_UTF8;
        return write_empty(flat);
    case IG_BOOL: *id = IG_ARROW_BOOL; return write_empty(flat);
    case IG_DECIMAL:
    case IG_MONTH: break;
    }
    *id = IG_ARROW_INT;
    return write_int(flat, column->width, true);
}

static ig_flat_ref write_encoding(ig_flat *flat, const ig_column *column, size_t number) {
    if (column->type != IG_TEXT) {
        return 0;
    }
    ig_flat_ref index = write_int(flat, column->width, false);
    ig_flat_begin(flat);
    ig_flat_put_64(flat, IG_ENCODING_ID, (int64_t)number);
    ig_flat_put_ref(flat, IG_ENCODING_INDEX, index);
    return ig_flat_end(flat);
}

static ig_words words_of(const char *text) {
    return (ig_words){text, strlen(text)};
}

static ig_flat_ref write_meaning(ig_flat *flat, const ig_column *column) {
    ig_pair pairs[4];
    size_t n = 0;
    char scale[2] = {(char)('0' + column->scale), '\0'};
    pairs[n++] = (ig_pair){"ingot.type", words_of(ig_type_name(column->type))};
    if (column->type == IG_DECIMAL) {
        pairs[n++] = (ig_pair){"ingot.scale", words_of(scale)};
    }
    if (column->unit != NULL) {
        pairs[n++] = (ig_pair){"ingot.unit", words_of(column->unit)};
    }
    if (column->source != NULL) {
        pairs[n++] = (ig_pair){"ingot.source", words_of(column->source)};
    }
    return write_pairs(flat, pairs, n);
}

static ig_flat_ref write_field(ig_flat *flat, const ig_field *field, size_t number) {
    ig_arrow_type_id id = IG_ARROW_NONE;
    ig_flat_ref name = ig_flat_string(flat, field->name, strlen(field->name));
    ig_flat_ref type = write_type(flat, field->column, &id);
    ig_flat_ref encoding = write_encoding(flat, field->column, number);
    ig_flat_ref children = ig_flat_refs(flat, NULL, 0);
    ig_flat_ref meaning = write_meaning(flat, field->column);
    ig_flat_begin(flat);
    ig_flat_put_ref(flat, IG_FIELD_NAME, name);
    ig_flat_put_8(flat, IG_FIELD_NULLABLE, 1);
    ig_flat_put_8(flat, IG_FIELD_TYPE_ID, (uint8_t)id);
    ig_flat_put_ref(flat, IG_FIELD_TYPE, type);
    ig_flat_put_ref(flat, IG_FIELD_DICTIONARY, encoding);
    ig_flat_put_ref(flat, IG_FIELD_CHILDREN, children);
    ig_flat_put_ref(flat, IG_FIELD_METADATA, meaning);
    return ig_flat_end(flat);
}

static ig_flat_ref write_schema(ig_flat *flat, const ig_table *table, const ig_pair *pairs,
                                size_t n_pairs) {
    ig_flat_ref *refs = ig_alloc_array(flat->memory, table->n_fields, sizeof *refs, &flat->err);
    if (refs == NULL) {
        flat->failed = true;
        return 0;
    }
    for (size_t i = 0; i < table->n_fields; i++) {
        refs[i] = write_field(flat, &table->fields[i], i);
    }
    ig_flat_ref fields = ig_flat_refs(flat, refs, table->n_fields);
    ig_free(refs);
    ig_flat_ref metadata = write_pairs(flat, pairs, n_pairs);
    ig_flat_begin(flat);
    ig_flat_put_ref(flat, IG_SCHEMA_FIELDS, fields);
    ig_flat_put_ref(flat, IG_SCHEMA_METADATA, metadata);
    return ig_flat_end(flat);
}

/* ---- messages ---- */

static int finish_message(ig_flat *flat, uint8_t id, ig_flat_ref header, int64_t body_bytes,
                          ig_error *err) {
    ig_flat_begin(flat);
    ig_flat_put_64(flat, IG_MESSAGE_BODY_BYTES, body_bytes);
    ig_flat_put_ref(flat, IG_MESSAGE_HEADER, header);
    ig_flat_put_16(flat, IG_MESSAGE_VERSION, IG_ARROW_V5);
    ig_flat_put_8(flat, IG_MESSAGE_HEADER_ID, id);
    return ig_flat_finish(flat, ig_flat_end(flat), err);
}

int ig_message_schema(ig_flat *flat, const ig_table *table, const ig_pair *pairs, size_t n_pairs,
                      ig_error *err) {
    ig_flat_ref schema = write_schema(flat, table, pairs, n_pairs);
    return finish_message(flat, IG_ARROW_SCHEMA, schema, 0, err);
}

static ig_flat_ref write_batch(ig_flat *flat, const ig_message_batch *batch) {
    ig_flat_ref nodes = ig_flat_structs(flat, batch->nodes, batch->n_nodes, sizeof *batch->nodes);
    ig_flat_ref buffers =
        ig_flat_structs(flat, batch->buffers, batch->n_buffers, sizeof *batch->buffers);
    ig_flat_begin(flat);
    ig_flat_put_64(flat, IG_BATCH_LENGTH, batch->n_rows);
    ig_flat_put_ref(flat, IG_BATCH_NODES, nodes);
    ig_flat_put_ref(flat, IG_BATCH_BUFFERS, buffers);
    return ig_flat_end(flat);
}

int ig_message_batch_write(ig_flat *flat, const ig_message_batch *batch, ig_error *err) {
    ig_flat_ref header = write_batch(flat, batch);
    if (!batch->is_dictionary) {
        return finish_message(flat, IG_ARROW_BATCH, header, batch->body_bytes, err);
    }
    ig_flat_begin(flat);
    ig_flat_put_64(flat, IG_DICTIONARY_ID, batch->dictionary);
    ig_flat_put_ref(flat, IG_DICTIONARY_DATA, header);
    return finish_message(flat, IG_ARROW_DICTIONARY, ig_flat_end(flat), batch->body_bytes, err);
}

int ig_message_footer_write(ig_flat *flat, const ig_message_footer *footer, ig_error *err) {
    ig_flat_ref schema =
        write_schema(flat, footer->table, footer->schema_pairs, footer->n_schema_pairs);
    ig_flat_ref dictionaries = ig_flat_structs(flat, footer->dictionaries, footer->n_dictionaries,
                                               sizeof *footer->dictionaries);
    ig_flat_ref batches = ig_flat_structs(flat, &footer->batch, 1, sizeof footer->batch);
    ig_flat_ref metadata = write_pairs(flat, footer->pairs, footer->n_pairs);
    ig_flat_begin(flat);
    ig_flat_put_ref(flat, IG_FOOTER_SCHEMA, schema);
    ig_flat_put_ref(flat, IG_FOOTER_DICTIONARIES, dictionaries);
    ig_flat_put_ref(flat, IG_FOOTER_BATCHES, batches);
    ig_flat_put_ref(flat, IG_FOOTER_METADATA, metadata);
    ig_flat_put_16(flat, IG_FOOTER_VERSION, IG_ARROW_V5);
    return ig_flat_finish(flat, ig_flat_end(flat), err);
}
