/*
 * Entries refer to their texts by place, so a list is two buffers however long it grows. A list is
 * in order by file and line already; the table merges the lists by sorting on file, line and source,
 * a key that no two entries share: a column has one cell a line.
 */
#include "csv/old/rejects.h"

#include <stdint.h>
#include <stdlib.h>

typedef struct entry {
    size_t file;
    uint64_t line;
    size_t at; /* in the list's texts: the value, then the reason */
    uint32_t value_bytes;
    uint32_t reason_bytes;
} entry;

void ig_old_rejects_init(ig_old_rejects *rejects, ig_memory *memory) {
    ig_buffer_init(&rejects->entries, memory);
    ig_buffer_init(&rejects->texts, memory);
}

void ig_old_rejects_reset(ig_old_rejects *rejects) {
    ig_buffer_reset(&rejects->entries);
    ig_buffer_reset(&rejects->texts);
}

int ig_old_rejects_add(ig_old_rejects *rejects, size_t file, uint64_t line, ig_text value,
                       const char *reason, ig_error *err) {
    value = ig_csv_text_cut(value, IG_OLD_VALUE_BYTES);
    size_t reason_bytes = strlen(reason);
    entry one = {file, line, rejects->texts.size_bytes, (uint32_t)value.size_bytes,
                 (uint32_t)reason_bytes};
    if (ig_buffer_append(&rejects->texts, value.bytes, value.size_bytes, err) != 0 ||
        ig_buffer_append(&rejects->texts, reason, reason_bytes, err) != 0) {
        return -1;
    }
    return ig_buffer_append(&rejects->entries, &one, sizeof one, err);
}

static size_t n_entries(const ig_old_rejects *rejects) {
    return rejects->entries.size_bytes / sizeof(entry);
}

static const entry *entry_at(const ig_old_rejects *rejects, size_t i) {
    return (const entry *)(const void *)rejects->entries.bytes + i;
}

size_t ig_old_rejects_count(const ig_old_rejects *rejects, size_t file, size_t *from) {
    size_t start = *from;
    while (*from < n_entries(rejects) && entry_at(rejects, *from)->file == file) {
        (*from)++;
    }
    return *from - start;
}

typedef struct merged {
    const entry *entry;
    size_t source;
} merged;

static int by_place(const void *left, const void *right) {
    const merged *a = left;
    const merged *b = right;
    if (a->entry->file != b->entry->file) {
        return a->entry->file < b->entry->file ? -1 : 1;
    }
    if (a->entry->line != b->entry->line) {
        return a->entry->line < b->entry->line ? -1 : 1;
    }
    return a->source < b->source ? -1 : a->source > b->source;
}

enum { FILE_COLUMN, LINE_COLUMN, COLUMN_COLUMN, VALUE_COLUMN, REASON_COLUMN, N_COLUMNS };

static int put(ig_builder *const *builders, const merged *one, const ig_old_rejects_source *sources,
               const char *const *paths, ig_error *err) {
    const ig_old_rejects_source *source = &sources[one->source];
    const char *path = paths[one->entry->file];
    const char *value = source->rejects->texts.bytes + one->entry->at;
    if (ig_builder_text(builders[FILE_COLUMN], path, strlen(path), err) != 0 ||
        ig_builder_int(builders[LINE_COLUMN], (int64_t)one->entry->line, err) != 0) {
        return -1;
    }
    int status = source->column == NULL ? ig_builder_missing(builders[COLUMN_COLUMN], IG_EMPTY, err)
                                        : ig_builder_text(builders[COLUMN_COLUMN], source->column,
                                                          strlen(source->column), err);
    if (status != 0 ||
        ig_builder_text(builders[VALUE_COLUMN], value, one->entry->value_bytes, err) != 0) {
        return -1;
    }
    return ig_builder_text(builders[REASON_COLUMN], value + one->entry->value_bytes,
                           one->entry->reason_bytes, err);
}

static ig_table *build(ig_memory *memory, const merged *all, size_t n,
                       const ig_old_rejects_source *sources, const char *const *paths,
                       ig_error *err) {
    static const char *const names[N_COLUMNS] = {"file", "line", "column", "value", "reason"};
    ig_builder *builders[N_COLUMNS] = {0};
    ig_table *table = ig_table_new(memory, n, err);
    int status = table == NULL ? -1 : 0;
    for (size_t c = 0; c < N_COLUMNS && status == 0; c++) {
        ig_type type = c == LINE_COLUMN ? IG_DECIMAL : IG_TEXT;
        builders[c] = ig_builder_new(memory, type, 0, n, err);
        status = builders[c] == NULL ? -1 : 0;
    }
    for (size_t i = 0; i < n && status == 0; i++) {
        status = put(builders, &all[i], sources, paths, err);
    }
    for (size_t c = 0; c < N_COLUMNS && status == 0; c++) {
        ig_column *column = ig_builder_finish(builders[c], err);
        builders[c] = NULL;
        status = column == NULL ? -1 : ig_table_add(table, names[c], column, err);
    }
    for (size_t c = 0; c < N_COLUMNS; c++) {
        ig_builder_free(builders[c]);
    }
    if (status != 0) {
        ig_table_release(table);
        return NULL;
    }
    return table;
}

int ig_old_rejects_table(ig_memory *memory, const ig_old_rejects_source *sources, size_t n_sources,
                         const char *const *paths, ig_table **table, ig_error *err) {
    *table = NULL;
    size_t n = 0;
    for (size_t s = 0; s < n_sources; s++) {
        n += n_entries(sources[s].rejects);
    }
    if (n == 0) {
        return 0;
    }
    merged *all = ig_alloc_array(memory, n, sizeof *all, err);
    if (all == NULL) {
        return -1;
    }
    size_t filled = 0;
    for (size_t s = 0; s < n_sources; s++) {
        for (size_t i = 0; i < n_entries(sources[s].rejects); i++) {
            all[filled++] = (merged){entry_at(sources[s].rejects, i), s};
        }
    }
    qsort(all, n, sizeof *all, by_place);
    *table = build(memory, all, n, sources, paths, err);
    ig_free(all);
    return *table == NULL ? -1 : 0;
}
