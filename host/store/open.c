/*
 * A snapshot says everything about itself twice or in a fixed order, so reading one is comparing: what
 * is not exactly as the writer would have put it is damage. The footer's hash stands before the footer,
 * the other messages' in it; sizes are held against the bytes there are all the same, since whoever
 * wants to harm can hash as well.
 */
#include "store/open.h"

#include "store/format.h"
#include "store/place.h"

#include <string.h>

bool ig_open_is_sealed(const ig_arrow_file *file) {
    return file->footer - file->bytes >= IG_SEALED_BYTES &&
           memcmp(file->footer - IG_SEALED_BYTES, IG_SEAL, IG_SEAL_BYTES) == 0;
}

static int check_seal(const ig_arrow_file *file, ig_error *err) {
    uint64_t hash = 0;
    memcpy(&hash, file->footer - sizeof hash, sizeof hash);
    if (ig_hash_bytes(file->footer, file->footer_bytes) != hash) {
        return ig_arrow_damaged(file, err, "metadata: wrong checksum");
    }
    return 0;
}

/* ---- the footer's pairs ---- */

static int refuse(const ig_arrow_file *file, ig_error *err) {
    return ig_arrow_damaged(file, err, "metadata: not such as a snapshot has");
}

static bool read_words(ig_flat_text text, uint64_t *words, size_t n) {
    bool good = text.size_bytes == n * IG_WORD_TEXT;
    for (size_t i = 0; i < n && good; i++) {
        good = ig_word_read(text.bytes + i * IG_WORD_TEXT, &words[i]);
    }
    return good;
}

/* One more message into the hash. */
static bool add_message(const ig_arrow_file *file, const ig_arrow_block *block, uint64_t *hash) {
    const uint8_t *message = NULL;
    size_t size = ig_arrow_message(file, block, &message);
    *hash = ig_messages_hash(*hash, message, size);
    return size > 0;
}

static int check_messages(const ig_arrow_file *file, ig_error *err) {
    ig_flat_text version, text;
    uint64_t said = 0, hash = 0;
    ig_arrow_block block;
    if (!ig_place_pair(file, 0, IG_KEY_SNAPSHOT, &version)) {
        return refuse(file, err);
    }
    if (!ig_flat_text_is(version, IG_SNAPSHOT_VERSION)) {
        return ig_fail(err, IG_ERROR_DATA,
                       "%s: a snapshot of version %.*s, this program reads version %s", file->path,
                       version.size_bytes < 8 ? (int)version.size_bytes : 8, version.bytes,
                       IG_SNAPSHOT_VERSION);
    }
    if (!ig_place_pair(file, 1, IG_KEY_MESSAGES, &text) || !read_words(text, &said, 1) ||
        file->batches.n != 1 || file->pairs.n != IG_PAIRS_BEFORE_COLUMNS + file->n_fields) {
        return refuse(file, err);
    }
    bool there = add_message(file, NULL, &hash);
    for (size_t i = 0; i < file->dictionaries.n; i++) {
        ig_flat_item_struct(&file->dictionaries, i, &block, sizeof block);
        there &= add_message(file, &block, &hash);
    }
    ig_flat_item_struct(&file->batches, 0, &block, sizeof block);
    there &= add_message(file, &block, &hash);
    return there && hash == said ? 0 : ig_arrow_damaged(file, err, "messages: wrong checksum");
}

/* ---- columns ---- */

/* What is being opened. */
typedef struct opening {
    ig_mapping *mapping;
    ig_placing placing;
} opening;

static int set_text(ig_column *column, ig_flat_text text,
                    int (*set)(ig_column *column, const char *text, ig_error *err), ig_error *err) {
    if (text.bytes == NULL) {
        return 0;
    }
    char *copy = ig_strndup(column->memory, text.bytes, text.size_bytes, err);
    int result = copy == NULL ? -1 : set(column, copy, err);
    ig_free(copy);
    return result;
}

/* Gives the column the stats that its records tell. */
static int set_stats(const opening *o, ig_column *column, const ig_guarded *where, ig_error *err) {
    ig_stats *stats = ig_stats_new(column->memory, column->n_rows, err);
    if (stats == NULL) {
        return -1;
    }
    bool good = ig_place_stats(where, stats);
    ig_column_set_stats(column, stats);
    return good ? 0
                : ig_arrow_damaged(o->placing.file, err,
                                   "metadata: column '%s': its blocks cannot be so", where->name);
}

/* Fills in what a column is beside its type and size. */
static int complete(const opening *o, ig_column *column, const ig_arrow_field *field,
                    const ig_guarded *where, ig_error *err) {
    column->n_missing = where->rows.n_missing;
    column->values = where->rows.values;
    column->validity = where->rows.validity;
    column->reasons = where->rows.reasons;
    if (column->type == IG_TEXT) {
        column->dict = ig_dict_map(column->memory, o->mapping, &where->dict, err);
        if (column->dict == NULL) {
            return -1;
        }
    }
    return set_stats(o, column, where, err) != 0 ||
                   set_text(column, field->unit, ig_column_set_unit, err) != 0
               ? -1
               : set_text(column, field->source, ig_column_set_source, err);
}

/* The column at a place; NULL on failure. */
static ig_column *make_column(const opening *o, ig_memory *memory, const ig_arrow_field *field,
                              const ig_place *place, ig_error *err) {
    ig_guard *guard = ig_guard_new(memory, o->mapping, &place->where, err);
    if (guard == NULL) {
        return NULL;
    }
    ig_column *column = ig_column_guarded(memory, place->type, place->scale, place->width,
                                          place->where.rows.n_rows, guard, err);
    if (column != NULL && complete(o, column, field, &place->where, err) != 0) {
        ig_column_release(column);
        return NULL;
    }
    return column;
}

static int open_column(opening *o, ig_table *table, size_t i, ig_error *err) {
    const ig_arrow_field *field = &o->placing.file->fields[i];
    ig_place place;
    memset(&place, 0, sizeof place);
    if (!ig_place_column(&o->placing, i, &place) ||
        ig_table_find(table, field->name.bytes, field->name.size_bytes) != SIZE_MAX) {
        return ig_arrow_damaged(o->placing.file, err,
                                "metadata: column %zu is not such as a snapshot has", i + 1);
    }
    char *name = ig_strndup(table->memory, field->name.bytes, field->name.size_bytes, err);
    if (name == NULL) {
        return -1;
    }
    place.where.name = name;
    ig_column *column = make_column(o, table->memory, field, &place, err);
    int result = column == NULL ? -1 : ig_table_add(table, name, column, err);
    ig_free(name);
    return result;
}

static ig_table *open_columns(const ig_arrow_file *file, ig_mapping *mapping, ig_error *err) {
    opening o = {.mapping = mapping, .placing = {.file = file}};
    ig_arrow_batch *rows = &o.placing.rows;
    ig_arrow_block block;
    ig_flat_item_struct(&file->batches, 0, &block, sizeof block);
    if (ig_arrow_batch_read(file, &block, false, rows, err) != 0) {
        return NULL;
    }
    if (rows->n_rows > UINT32_MAX || rows->compression >= 0 || rows->nodes.n != file->n_fields ||
        rows->buffers.n != 2 * file->n_fields) {
        refuse(file, err);
        return NULL;
    }
    ig_table *table = ig_table_new(file->memory, (size_t)rows->n_rows, err);
    for (size_t i = 0; table != NULL && i < file->n_fields; i++) {
        if (open_column(&o, table, i, err) != 0) {
            ig_table_release(table);
            table = NULL;
        }
    }
    if (table != NULL && o.placing.n_dictionaries != file->dictionaries.n) {
        refuse(file, err);
        ig_table_release(table);
        table = NULL;
    }
    return table;
}

/* ---- pieces ---- */

static ig_table *open_piece(ig_arrow_file *file, ig_mapping *mapping, uint64_t *attached,
                            ig_error *err) {
    ig_flat_text text;
    if (check_seal(file, err) != 0 || ig_arrow_file_read(file, err) != 0 ||
        check_messages(file, err) != 0) {
        return NULL;
    }
    memset(attached, 0, 2 * IG_ATTACHED * sizeof *attached);
    if (!ig_place_pair(file, 2, IG_KEY_ATTACHED, &text) ||
        !(read_words(text, attached, 2 * IG_ATTACHED_ALWAYS) ||
          (read_words(text, attached, 2 * IG_ATTACHED) && attached[2 * IG_ATTACHED - 2] != 0))) {
        refuse(file, err);
        return NULL;
    }
    return open_columns(file, mapping, err);
}

/* Opens what rides along at a place of the file, which itself has nothing that does. */
static ig_table *open_attached(const ig_arrow_file *outer, ig_mapping *mapping, uint64_t at,
                               uint64_t size_bytes, ig_error *err) {
    uint64_t none[2 * IG_ATTACHED] = {0};
    if (at % IG_ALIGNMENT != 0 || at > outer->size_bytes || size_bytes > outer->size_bytes - at) {
        refuse(outer, err);
        return NULL;
    }
    ig_arrow_file file;
    ig_table *table = NULL;
    if (ig_arrow_file_find(outer->memory, outer->path, outer->bytes + at, size_bytes, &file, err) ==
        0) {
        if (ig_open_is_sealed(&file)) {
            table = open_piece(&file, mapping, none, err);
        } else {
            refuse(&file, err);
        }
    }
    for (size_t i = 0; i < 2 * IG_ATTACHED && table != NULL; i++) {
        if (none[i] != 0) {
            refuse(&file, err);
            ig_table_release(table);
            table = NULL;
        }
    }
    ig_arrow_file_reset(&file);
    return table;
}

ig_table *ig_open_sealed(ig_arrow_file *file, ig_mapping *mapping, ig_error *err) {
    uint64_t attached[2 * IG_ATTACHED];
    ig_table *table = open_piece(file, mapping, attached, err);
    for (size_t i = 0; table != NULL && i < IG_ATTACHED; i++) {
        if (attached[2 * i] == 0) {
            continue;
        }
        ig_table **place = ig_attached(table, i);
        *place = open_attached(file, mapping, attached[2 * i], attached[2 * i + 1], err);
        if (*place == NULL) {
            ig_table_release(table);
            table = NULL;
        }
    }
    return table;
}
