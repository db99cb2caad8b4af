/*
 * Whatever is not as the writer would have put it is no place: the caller calls it damage. Sizes are
 * compared for equality, never less, so that no sum of them can wrap.
 */
#include "store/place.h"

#include "store/format.h"
#include "table/month.h"

#include <string.h>

enum { LAST_MONTH = 9999 * 12 + 11 };

bool ig_place_pair(const ig_arrow_file *file, size_t i, const char *key, ig_flat_text *value) {
    *value = (ig_flat_text){NULL, 0};
    return i < file->pairs.n && ig_flat_text_is(ig_arrow_pair(&file->pairs, i, value), key) &&
           !file->view.broken && value->bytes != NULL;
}

static bool is_int(const ig_arrow_type *type, bool is_signed, int32_t least, int32_t most) {
    bool known = type->bits == 8 || type->bits == 16 || type->bits == 32 || type->bits == 64;
    return type->id == IG_ARROW_INT && type->is_signed == is_signed && known &&
           type->bits >= least && type->bits <= most;
}

/* What a field is as a column. */
static bool read_shape(const ig_arrow_field *field, ig_place *s) {
    static const ig_type types[] = {IG_DECIMAL, IG_REAL, IG_TEXT, IG_MONTH, IG_BOOL};
    size_t i = 0;
    while (i < 5 && !ig_flat_text_is(field->kind, ig_type_name(types[i]))) {
        i++;
    }
    if (i == 5 || field->has_dictionary != (types[i] == IG_TEXT) || field->n_children > 0) {
        return false;
    }
    const ig_arrow_type *type = &field->type;
    s->type = types[i];
    s->width = (unsigned)type->bits / 8;
    switch (s->type) {
    case IG_DECIMAL:
        s->scale = field->scale.size_bytes == 1 ? (unsigned)(*field->scale.bytes - '0') : 99;
        return is_int(type, true, 8, 64) && s->scale <= 9;
    case IG_MONTH: return is_int(type, true, 16, 32);
    case IG_REAL: s->width = 8; return type->id == IG_ARROW_FLOAT && type->unit == IG_ARROW_DOUBLE;
    case IG_BOOL: s->width = 0; return type->id == IG_ARROW_BOOL;
    case IG_TEXT: s->width = (unsigned)field->index.bits / 8; break;
    }
    return is_int(&field->index, false, 8, 32) &&
           (type->id == IG_ARROW_UTF8 || type->id == IG_ARROW_LARGE_UTF8);
}

/* Buffer i, which must be of this size, and aligned. */
static bool take_buffer(const ig_placing *o, const ig_arrow_batch *batch, size_t i, size_t expected,
                        const void **place) {
    ig_error ignored;
    const uint8_t *bytes = NULL;
    size_t size_bytes = 0;
    if (ig_arrow_batch_buffer(o->file, batch, i, &bytes, &size_bytes, &ignored) != 0) {
        return false;
    }
    *place = bytes;
    return size_bytes == expected && (uintptr_t)bytes % sizeof(uint64_t) == 0;
}

static bool find_dictionary(ig_placing *o, size_t number, const ig_arrow_field *field,
                            ig_dict_place *dict) {
    ig_error ignored;
    ig_arrow_block block;
    ig_arrow_batch batch;
    ig_arrow_buffer texts;
    if (o->n_dictionaries >= o->file->dictionaries.n) {
        return false;
    }
    ig_flat_item_struct(&o->file->dictionaries, o->n_dictionaries++, &block, sizeof block);
    if (ig_arrow_batch_read(o->file, &block, true, &batch, &ignored) != 0 ||
        batch.dictionary != field->dictionary || field->dictionary != (int64_t)number ||
        batch.is_delta || batch.compression >= 0 || batch.n_rows > IG_DICT_MAX ||
        batch.buffers.n != 3) {
        return false;
    }
    ig_flat_item_struct(&batch.buffers, 2, &texts, sizeof texts);
    dict->n = (uint32_t)batch.n_rows;
    dict->width = field->type.id == IG_ARROW_UTF8 ? 4 : 8;
    dict->size_bytes = (size_t)texts.size_bytes;
    const void *bytes = NULL;
    size_t starts_bytes = ((size_t)dict->n + 1) * dict->width;
    bool found = take_buffer(o, &batch, 1, starts_bytes, &dict->starts) &&
                 take_buffer(o, &batch, 2, dict->size_bytes, &bytes);
    dict->texts = bytes;
    return found;
}

/* Where the reasons and records of column i are. */
static bool find_records(const ig_placing *o, size_t i, ig_guarded *where) {
    ig_flat_text text;
    uint64_t reasons_at = 0;
    if (!ig_place_pair(o->file, IG_PAIRS_BEFORE_COLUMNS + i, IG_KEY_COLUMN, &text) ||
        text.size_bytes < IG_WORD_TEXT || !ig_word_read(text.bytes, &reasons_at)) {
        return false;
    }
    if (reasons_at != 0) {
        if (where->rows.validity == NULL || reasons_at > o->file->size_bytes ||
            where->rows.n_rows > o->file->size_bytes - reasons_at) {
            return false;
        }
        where->rows.reasons = (uint8_t *)o->file->bytes + reasons_at;
    }
    size_t words = ig_blocks(where->rows.n_rows, IG_BLOCK_ROWS) * ig_block_words(&where->rows);
    if (where->dict.width != 0) {
        words += ig_blocks(((size_t)where->dict.n + 1) * where->dict.width, IG_BLOCK_BYTES);
        words += ig_blocks(where->dict.size_bytes, IG_BLOCK_BYTES);
    }
    where->records = text.bytes + IG_WORD_TEXT;
    return text.size_bytes == (1 + words) * IG_WORD_TEXT;
}

/* Finds the values and bits of column i. */
static bool find_rows(const ig_placing *o, size_t i, ig_column *rows) {
    ig_arrow_node node;
    ig_arrow_buffer bits;
    const void *place = NULL;
    ig_flat_item_struct(&o->rows.nodes, i, &node, sizeof node);
    ig_flat_item_struct(&o->rows.buffers, 2 * i, &bits, sizeof bits);
    if (node.length != o->rows.n_rows || node.null_count < 0 || node.null_count > node.length ||
        (bits.size_bytes == 0) != (node.null_count == 0)) {
        return false;
    }
    rows->n_missing = (size_t)node.null_count;
    if (node.null_count > 0) {
        if (!take_buffer(o, &o->rows, 2 * i, ig_bits_bytes(rows), &place)) {
            return false;
        }
        rows->validity = (uint64_t *)place;
    }
    bool found = take_buffer(o, &o->rows, 2 * i + 1, ig_values_bytes(rows), &place);
    rows->values = (void *)place;
    return found;
}

/* As C's text, without a NUL inside. */
static bool is_plain(ig_flat_text text) {
    return text.bytes == NULL || memchr(text.bytes, '\0', text.size_bytes) == NULL;
}

bool ig_place_column(ig_placing *o, size_t i, ig_place *place) {
    const ig_arrow_field *field = &o->file->fields[i];
    if (field->name.bytes == NULL || !is_plain(field->name) || !is_plain(field->unit) ||
        !is_plain(field->source) || !read_shape(field, place)) {
        return false;
    }
    ig_column *rows = &place->where.rows;
    rows->type = place->type;
    rows->width = (uint8_t)place->width;
    rows->n_rows = (size_t)o->rows.n_rows;
    return find_rows(o, i, rows) &&
           (place->type != IG_TEXT || find_dictionary(o, i, field, &place->where.dict)) &&
           find_records(o, i, &place->where);
}

/* ---- what the records say ---- */

/* The least and the greatest order value that a column can have. */
static ig_extent possible(const ig_column *rows, const ig_dict_place *dict) {
    switch (rows->type) {
    case IG_TEXT: return (ig_extent){.least = 0, .greatest = (int64_t)dict->n - 1};
    case IG_MONTH: return (ig_extent){.least = ig_month_make(1, 1), .greatest = LAST_MONTH};
    case IG_BOOL: return (ig_extent){.least = 0, .greatest = 1};
    case IG_REAL:
    case IG_DECIMAL: break;
    }
    int64_t greatest = rows->width == 8 ? INT64_MAX : ((int64_t)1 << (8 * rows->width - 1)) - 1;
    return (ig_extent){.least = -greatest - 1, .greatest = greatest};
}

/* What the record of block i says of its values; false when they cannot be so. */
static bool read_extent(const ig_guarded *where, size_t i, ig_extent most, ig_extent *block) {
    const ig_column *rows = &where->rows;
    const char *record = where->records + i * ig_block_words(rows) * IG_WORD_TEXT;
    uint64_t least = 0, greatest = 0, missing = 0;
    bool good = ig_word_read(record + IG_WORD_LEAST * IG_WORD_TEXT, &least) &&
                ig_word_read(record + IG_WORD_GREATEST * IG_WORD_TEXT, &greatest);
    if (rows->validity != NULL) {
        good &= ig_word_read(record + IG_WORD_MISSING * IG_WORD_TEXT, &missing);
    }
    size_t rest = rows->n_rows - i * IG_BLOCK_ROWS;
    size_t n = rest < IG_BLOCK_ROWS ? rest : IG_BLOCK_ROWS;
    *block = (ig_extent){(int64_t)least, (int64_t)greatest, (size_t)missing};
    if (missing == n) {
        return good && block->least == INT64_MAX && block->greatest == INT64_MIN;
    }
    return good && missing < n && block->least >= most.least && block->least <= block->greatest &&
           block->greatest <= most.greatest;
}

bool ig_place_stats(const ig_guarded *where, ig_stats *stats) {
    ig_extent most = possible(&where->rows, &where->dict);
    for (size_t i = 0; i < stats->n_blocks; i++) {
        if (!read_extent(where, i, most, &stats->blocks[i])) {
            return false;
        }
    }
    ig_stats_sum(stats);
    return stats->whole.n_missing == where->rows.n_missing;
}
