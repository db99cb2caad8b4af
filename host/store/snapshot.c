/* Whose file is it: ingot's own is mapped, another program's is read. */
#include "store/snapshot.h"

#include "store/format.h"
#include "store/guard.h"
#include "store/import.h"
#include "store/open.h"

#include <string.h>

void ig_snapshot_reset(ig_snapshot *snapshot) {
    ig_table_release(snapshot->table);
    ig_free(snapshot->about);
    *snapshot = (ig_snapshot){0};
}

/* Whether the file is ingot's own, going by its end, or where that is damaged by the footer's first
   pair: then its end is damaged. */
static int read_table(const ig_context *context, ig_arrow_file *file, ig_mapping *mapping,
                      ig_table **table, ig_error *err) {
    ig_flat_text version;
    if (ig_open_is_sealed(file)) {
        *table = ig_open_sealed(file, mapping, err);
        return *table == NULL ? -1 : 0;
    }
    if (ig_arrow_file_read(file, err) != 0) {
        return -1;
    }
    if (file->pairs.n > 0 &&
        ig_flat_text_is(ig_arrow_pair(&file->pairs, 0, &version), IG_KEY_SNAPSHOT)) {
        return ig_arrow_damaged(file, err, "metadata: the seal is broken");
    }
    *table = ig_import(context, file, err);
    return *table == NULL ? -1 : 0;
}

/* Takes `about` from the schema message if its hash is right; one that is not tells nothing. */
static int take_about(const ig_context *context, const ig_mapping *mapping, ig_snapshot *snapshot,
                      ig_error *err) {
    ig_flat_text about, hash_text;
    uint64_t hash = 0;
    if (!ig_arrow_file_about(ig_mapping_bytes(mapping), ig_mapping_size(mapping), &about,
                             &hash_text) ||
        hash_text.size_bytes != IG_WORD_TEXT || !ig_word_read(hash_text.bytes, &hash) ||
        ig_hash_bytes(about.bytes, about.size_bytes) != hash) {
        return 0;
    }
    snapshot->about = ig_strndup(context->memory, about.bytes, about.size_bytes, err);
    return snapshot->about == NULL ? -1 : 0;
}

/* Opens what is mapped, and drops the reference to it. */
static int open_mapping(const ig_context *context, ig_mapping *mapping, ig_snapshot *snapshot,
                        ig_error *err) {
    if (mapping == NULL) {
        return -1;
    }
    ig_arrow_file file;
    int result =
        ig_arrow_file_find(context->memory, ig_mapping_path(mapping), ig_mapping_bytes(mapping),
                           ig_mapping_size(mapping), &file, err);
    if (result == 0) {
        result = read_table(context, &file, mapping, &snapshot->table, err);
    }
    ig_error second;
    if (take_about(context, mapping, snapshot, &second) != 0 && result == 0) {
        *err = second;
        ig_snapshot_reset(snapshot);
        result = -1;
    }
    ig_arrow_file_reset(&file);
    ig_mapping_release(mapping);
    return result;
}

int ig_snapshot_open(const ig_context *context, const char *path, ig_snapshot *snapshot,
                     ig_error *err) {
    *snapshot = (ig_snapshot){0};
    ig_mapping *mapping = ig_mapping_open(context->memory, context->reach, path, err);
    return open_mapping(context, mapping, snapshot, err);
}

int ig_snapshot_open_memory(const ig_context *context, const void *bytes, size_t size_bytes,
                            const char *name, ig_snapshot *snapshot, ig_error *err) {
    *snapshot = (ig_snapshot){0};
    ig_mapping *mapping = ig_mapping_of_memory(context->memory, bytes, size_bytes, name, err);
    return open_mapping(context, mapping, snapshot, err);
}

/* ---- everything ---- */

static int advise_all(const ig_table *table, const char *advice, ig_error *err) {
    for (size_t i = 0; table != NULL && i < table->n_fields; i++) {
        if (ig_guard_advise(table->fields[i].column, advice, err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_snapshot_advise(const ig_table *table, const char *advice, ig_error *err) {
    for (size_t i = 0; i < IG_ATTACHED; i++) {
        if (advise_all(*ig_attached((ig_table *)table, i), advice, err) != 0) {
            return -1;
        }
    }
    return advise_all(table, advice, err);
}

static int touch_all(const ig_context *context, const ig_table *table, ig_error *err) {
    for (size_t i = 0; table != NULL && i < table->n_fields; i++) {
        if (ig_column_touch(context, table->fields[i].column, NULL, table->n_rows, err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_snapshot_verify(const ig_context *context, const ig_table *table, ig_checked_fn tell,
                       void *tell_context, ig_error *err) {
    for (size_t i = 0; i < IG_ATTACHED; i++) {
        if (touch_all(context, *ig_attached((ig_table *)table, i), err) != 0) {
            return -1;
        }
    }
    if (touch_all(context, table, err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < table->n_fields; i++) {
        ig_guard_tell(table->fields[i].column, tell, tell_context);
    }
    return 0;
}
