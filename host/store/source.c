/* Numbers are copied out of the file's bytes, little-endian as this machine is. */
#include "store/source.h"

#include <string.h>

static const char *const names[] = {"none",
                                    "null",
                                    "int",
                                    "float",
                                    "binary",
                                    "utf8",
                                    "bool",
                                    "decimal",
                                    "date",
                                    "time",
                                    "timestamp",
                                    "interval",
                                    "list",
                                    "struct",
                                    "union",
                                    "fixed-size binary",
                                    "fixed-size list",
                                    "map",
                                    "duration",
                                    "large binary",
                                    "large utf8",
                                    "large list",
                                    "run-end encoded",
                                    "binary view",
                                    "utf8 view",
                                    "list view",
                                    "large list view"};

const char *ig_arrow_type_name(const ig_arrow_type *type) {
    if (type->id == IG_ARROW_FLOAT && type->unit == IG_ARROW_HALF) {
        return "half float";
    }
    return type->id < sizeof names / sizeof *names ? names[type->id] : "unknown";
}

/* Bytes of an item of `values`; 0 for bits, SIZE_MAX for types that are not read. */
static size_t item_bytes(const ig_arrow_type *type) {
    switch (type->id) {
    case IG_ARROW_INT:
        return type->bits == 8 || type->bits == 16 || type->bits == 32 || type->bits == 64
                   ? (size_t)type->bits / 8
                   : SIZE_MAX;
    case IG_ARROW_FLOAT:
        return type->unit == IG_ARROW_SINGLE   ? sizeof(float)
               : type->unit == IG_ARROW_DOUBLE ? sizeof(double)
                                               : SIZE_MAX;
    case IG_ARROW_DECIMAL: return type->bits == 128 ? 16 : SIZE_MAX;
    case IG_ARROW_DATE: return type->unit == IG_ARROW_DAYS ? 4 : 8;
    case IG_ARROW_TIMESTAMP: return 8;
    case IG_ARROW_UTF8: return 4;
    case IG_ARROW_LARGE_UTF8: return 8;
    case IG_ARROW_UTF8_VIEW: return 16;
    case IG_ARROW_BOOL: return 0;
    default: return SIZE_MAX;
    }
}

bool ig_source_known(const ig_arrow_type *type) {
    return item_bytes(type) != SIZE_MAX;
}

static bool has_offsets(const ig_arrow_type *type) {
    return type->id == IG_ARROW_UTF8 || type->id == IG_ARROW_LARGE_UTF8;
}

/* The size that n items need. */
static size_t needed(const ig_arrow_type *type, size_t n) {
    size_t item = item_bytes(type);
    if (item == 0) {
        return n / 8 + (n % 8 != 0);
    }
    return (n + (has_offsets(type) && n > 0)) * item;
}

/* The number of buffers of views that an array has. */
static bool count_texts(const ig_arrow_batch *batch, size_t variadic, size_t *n) {
    int64_t said = 0;
    if (variadic >= batch->variadic.n) {
        return false;
    }
    ig_flat_item_struct(&batch->variadic, variadic, &said, sizeof said);
    *n = (size_t)said;
    return said >= 0 && (uint64_t)said <= batch->buffers.n;
}

static int find_validity(const ig_source *source, size_t buffer, int64_t n_missing,
                         const uint8_t **validity, ig_error *err) {
    size_t size = 0;
    if (ig_arrow_batch_buffer(source->file, source->batch, buffer, validity, &size, err) != 0) {
        return -1;
    }
    if (n_missing == 0) {
        *validity = NULL;
    } else if (size < source->n / 8 + (source->n % 8 != 0)) {
        return ig_arrow_damaged(source->file, err, "a validity bitmap is too short");
    }
    return 0;
}

int ig_source_find(const ig_arrow_file *file, const ig_arrow_batch *batch,
                   const ig_arrow_type *type, size_t node, size_t *buffer, size_t *variadic,
                   ig_source *source, ig_error *err) {
    ig_arrow_node said;
    size_t size = 0;
    if (node >= batch->nodes.n) {
        return ig_arrow_damaged(file, err, "a batch lacks a column");
    }
    ig_flat_item_struct(&batch->nodes, node, &said, sizeof said);
    if (said.length != batch->n_rows || said.null_count < 0) {
        return ig_arrow_damaged(file, err, "a column is not as long as its batch");
    }
    *source = (ig_source){.type = *type, .n = (size_t)said.length, .file = file, .batch = batch};
    if (said.length > UINT32_MAX) {
        return ig_arrow_damaged(file, err, "a batch of more rows than there can be");
    }
    if (find_validity(source, (*buffer)++, said.null_count, &source->validity, err) != 0 ||
        ig_arrow_batch_buffer(file, batch, (*buffer)++, &source->values, &size, err) != 0) {
        return -1;
    }
    if (size < needed(type, source->n)) {
        return ig_arrow_damaged(file, err, "a buffer is too short for its column");
    }
    if (has_offsets(type)) {
        return ig_arrow_batch_buffer(file, batch, (*buffer)++, &source->texts, &source->texts_bytes,
                                     err);
    }
    if (type->id == IG_ARROW_UTF8_VIEW) {
        source->first_text = *buffer;
        if (!count_texts(batch, (*variadic)++, &source->n_texts)) {
            return ig_arrow_damaged(file, err, "a batch does not tell how many buffers it has");
        }
        *buffer += source->n_texts;
    }
    return 0;
}

/* ---- items ---- */

static int64_t load_signed(const uint8_t *at, size_t bytes) {
    int64_t wide = 0;
    int32_t word = 0;
    int16_t half = 0;
    switch (bytes) {
    case 1: return (int8_t)*at;
    case 2: memcpy(&half, at, sizeof half); return half;
    case 4: memcpy(&word, at, sizeof word); return word;
    default: memcpy(&wide, at, sizeof wide); return wide;
    }
}

bool ig_source_int(const ig_source *source, size_t i, int64_t *value) {
    size_t bytes = item_bytes(&source->type);
    *value = load_signed(source->values + i * bytes, bytes);
    if (source->type.id != IG_ARROW_INT || source->type.is_signed) {
        return true;
    }
    if (bytes < sizeof *value) {
        *value &= ((int64_t)1 << (8 * bytes)) - 1;
    }
    return *value >= 0;
}

bool ig_source_decimal(const ig_source *source, size_t i, int64_t *units) {
    int64_t high = 0;
    memcpy(units, source->values + 16 * i, sizeof *units);
    memcpy(&high, source->values + 16 * i + 8, sizeof high);
    return high == (*units < 0 ? -1 : 0);
}

double ig_source_real(const ig_source *source, size_t i) {
    double wide = 0;
    float narrow = 0;
    if (source->type.unit == IG_ARROW_SINGLE) {
        memcpy(&narrow, source->values + i * sizeof narrow, sizeof narrow);
        return (double)narrow;
    }
    memcpy(&wide, source->values + i * sizeof wide, sizeof wide);
    return wide;
}

bool ig_source_bool(const ig_source *source, size_t i) {
    return source->values[i / 8] >> (i % 8) & 1;
}

/* A view is the length of a text and then the text itself, when it has at most 12 bytes, or its first
   four bytes, the number of its buffer and its place there. */
static bool view_text(const ig_source *source, size_t i, ig_text *text) {
    enum { INLINE = 12 };
    const uint8_t *view = source->values + 16 * i;
    uint32_t length = 0, buffer = 0, offset = 0;
    memcpy(&length, view, sizeof length);
    text->size_bytes = length;
    if (length <= INLINE) {
        text->bytes = (const char *)view + 4;
        return true;
    }
    memcpy(&buffer, view + 8, sizeof buffer);
    memcpy(&offset, view + 12, sizeof offset);
    const uint8_t *bytes = NULL;
    size_t size = 0;
    ig_error ignored;
    if (buffer >= source->n_texts ||
        ig_arrow_batch_buffer(source->file, source->batch, source->first_text + buffer, &bytes,
                              &size, &ignored) != 0 ||
        offset > size || length > size - offset) {
        return false;
    }
    text->bytes = (const char *)bytes + offset;
    return true;
}

bool ig_source_text(const ig_source *source, size_t i, ig_text *text) {
    if (source->type.id == IG_ARROW_UTF8_VIEW) {
        return view_text(source, i, text);
    }
    size_t bytes = item_bytes(&source->type);
    int64_t start = load_signed(source->values + i * bytes, bytes);
    int64_t end = load_signed(source->values + (i + 1) * bytes, bytes);
    if (start < 0 || end < start || (uint64_t)end > source->texts_bytes) {
        return false;
    }
    *text = (ig_text){(const char *)source->texts + start, (size_t)(end - start)};
    return true;
}
