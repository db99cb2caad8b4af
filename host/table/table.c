/*
 * Invariant: all columns have the table's n_rows, and no two fields the same name. Names are found
 * by comparing them all while they are few; from INDEXED_FROM on, through `slots`: a hash table with
 * open addressing of twice the fields or more, a power of two, that holds field numbers plus one.
 */
#include "table/table.h"

#include "base/hash.h"
#include "base/suggest.h"
#include "table/decimal.h"
#include "table/month.h"

#include <string.h>

enum {
    SUGGESTED_FROM = 256, /* the columns an error message looks at, at most */
    INDEXED_FROM = 32
};

ig_table *ig_table_new(ig_memory *memory, size_t n_rows, ig_error *err) {
    ig_table *table = ig_alloc_zero(memory, 1, sizeof *table, err);
    if (table == NULL) {
        return NULL;
    }
    atomic_init(&table->references, 1);
    table->memory = memory;
    table->n_rows = n_rows;
    return table;
}

ig_table *ig_table_retain(ig_table *table) {
    atomic_fetch_add_explicit(&table->references, 1, memory_order_relaxed);
    return table;
}

void ig_table_release(ig_table *table) {
    if (table == NULL ||
        atomic_fetch_sub_explicit(&table->references, 1, memory_order_acq_rel) != 1) {
        return;
    }
    for (size_t i = 0; i < table->n_fields; i++) {
        ig_free(table->fields[i].name);
        ig_column_release(table->fields[i].column);
    }
    ig_free(table->fields);
    ig_free(table->slots);
    ig_table_release(table->coverage);
    ig_table_release(table->rejects);
    ig_table_release(table->warnings);
    ig_table_release(table->detected);
    ig_free(table);
}

static bool is_named(const ig_field *field, const char *name, size_t name_bytes) {
    return strlen(field->name) == name_bytes && memcmp(field->name, name, name_bytes) == 0;
}

/* The slot of a name: where its field's number stands, or the empty one where it would. */
static size_t find_slot(const ig_table *table, const char *name, size_t name_bytes) {
    size_t mask = table->n_slots - 1;
    size_t slot = (size_t)ig_hash_bytes(name, name_bytes) & mask;
    while (table->slots[slot] != 0 &&
           !is_named(&table->fields[table->slots[slot] - 1], name, name_bytes)) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

size_t ig_table_find(const ig_table *table, const char *name, size_t name_bytes) {
    if (table->n_slots > 0) {
        size_t field = table->slots[find_slot(table, name, name_bytes)];
        return field == 0 ? SIZE_MAX : field - 1;
    }
    for (size_t i = 0; i < table->n_fields; i++) {
        if (is_named(&table->fields[i], name, name_bytes)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void enter_slot(ig_table *table, size_t field) {
    const char *name = table->fields[field].name;
    table->slots[find_slot(table, name, strlen(name))] = field + 1;
}

/* Makes room for one more name in the slots, once there are enough fields to need them. */
static int reserve_slot(ig_table *table, ig_error *err) {
    size_t n = table->n_fields + 1;
    if (n < INDEXED_FROM || 2 * n <= table->n_slots) {
        return 0;
    }
    size_t n_slots = table->n_slots == 0 ? 4 * (size_t)INDEXED_FROM : 2 * table->n_slots;
    size_t *slots = ig_alloc_zero(table->memory, n_slots, sizeof *slots, err);
    if (slots == NULL) {
        return -1;
    }
    ig_free(table->slots);
    table->slots = slots;
    table->n_slots = n_slots;
    for (size_t i = 0; i < table->n_fields; i++) {
        enter_slot(table, i);
    }
    return 0;
}

int ig_table_index(const ig_table *table, const char *name, size_t name_bytes, size_t *index,
                   ig_error *err) {
    *index = ig_table_find(table, name, name_bytes);
    if (*index != SIZE_MAX) {
        return 0;
    }
    const char *names[SUGGESTED_FROM];
    size_t n = table->n_fields < SUGGESTED_FROM ? table->n_fields : SUGGESTED_FROM;
    for (size_t i = 0; i < n; i++) {
        names[i] = table->fields[i].name;
    }
    return ig_fail_unknown(err, "column", "columns", name, name_bytes, names, n);
}

/* Adds a field without taking the reference on failure. */
static int add(ig_table *table, const char *name, ig_column *column, ig_error *err) {
    if (column->n_rows != table->n_rows) {
        return ig_fail(err, IG_ERROR_INTERNAL, "column '%s' has %zu rows in a table of %zu", name,
                       column->n_rows, table->n_rows);
    }
    if (ig_table_find(table, name, strlen(name)) != SIZE_MAX) {
        return ig_fail(err, IG_ERROR_USAGE, "two columns named '%s'", name);
    }
    if (reserve_slot(table, err) != 0) {
        return -1;
    }
    char *copy = ig_strdup(table->memory, name, err);
    if (copy == NULL) {
        return -1;
    }
    ig_field *fields =
        ig_realloc_array(table->memory, table->fields, table->n_fields + 1, sizeof *fields, err);
    if (fields == NULL) {
        ig_free(copy);
        return -1;
    }
    table->fields = fields;
    table->fields[table->n_fields++] = (ig_field){.name = copy, .column = column};
    if (table->n_slots > 0) {
        enter_slot(table, table->n_fields - 1);
    }
    return 0;
}

int ig_table_add(ig_table *table, const char *name, ig_column *column, ig_error *err) {
    int result = add(table, name, column, err);
    if (result != 0) {
        ig_column_release(column);
    }
    return result;
}

static ig_table *retain_or_null(ig_table *table) {
    return table == NULL ? NULL : ig_table_retain(table);
}

/* A table of n_rows without columns, with the attachments of another. */
static ig_table *new_like(ig_memory *memory, const ig_table *table, size_t n_rows, ig_error *err) {
    ig_table *like = ig_table_new(memory, n_rows, err);
    if (like != NULL) {
        like->coverage = retain_or_null(table->coverage);
        like->rejects = retain_or_null(table->rejects);
        like->warnings = retain_or_null(table->warnings);
        like->detected = retain_or_null(table->detected);
    }
    return like;
}

ig_table *ig_table_take(const ig_context *context, const ig_table *table, const uint32_t *rows,
                        size_t n_rows, ig_error *err) {
    ig_table *taken = new_like(context->memory, table, n_rows, err);
    for (size_t i = 0; taken != NULL && i < table->n_fields; i++) {
        ig_column *column = ig_column_take(context, table->fields[i].column, rows, n_rows, err);
        if (column == NULL || ig_table_add(taken, table->fields[i].name, column, err) != 0) {
            ig_table_release(taken);
            taken = NULL;
        }
    }
    return taken;
}

ig_table *ig_table_share(const ig_table *table, ig_error *err) {
    ig_table *shared = new_like(table->memory, table, table->n_rows, err);
    for (size_t i = 0; shared != NULL && i < table->n_fields; i++) {
        ig_column *column = ig_column_retain(table->fields[i].column);
        if (ig_table_add(shared, table->fields[i].name, column, err) != 0) {
            ig_table_release(shared);
            shared = NULL;
        }
    }
    return shared;
}

int ig_table_touch(const ig_context *context, const ig_table *table, size_t from, size_t n_rows,
                   ig_error *err) {
    for (size_t i = 0; i < table->n_fields; i++) {
        if (ig_column_touch_run(context, table->fields[i].column, from, n_rows, err) != 0) {
            return -1;
        }
    }
    return 0;
}

int ig_table_print_cell(const ig_table *table, size_t field, size_t row, ig_buffer *out,
                        ig_error *err) {
    const ig_column *column = table->fields[field].column;
    char text[IG_DECIMAL_TEXT];
    if (!ig_column_present(column, row)) {
        return 0;
    }
    switch (column->type) {
    case IG_DECIMAL: {
        size_t n = ig_decimal_print(text, ig_column_int(column, row), column->scale);
        return ig_buffer_append(out, text, n, err);
    }
    case IG_REAL: {
        size_t n = ig_real_print(text, ig_column_double(column, row));
        return ig_buffer_append(out, text, n, err);
    }
    case IG_MONTH: {
        size_t n = ig_month_print(text, (int32_t)ig_column_int(column, row));
        return ig_buffer_append(out, text, n, err);
    }
    case IG_TEXT: {
        ig_text value = ig_column_text(column, row);
        return ig_buffer_append(out, value.bytes, value.size_bytes, err);
    }
    case IG_BOOL: {
        const char *word = ig_column_bool(column, row) ? "true" : "false";
        return ig_buffer_append(out, word, strlen(word), err);
    }
    }
    return ig_fail(err, IG_ERROR_INTERNAL, "a column of no known type");
}

static size_t bytes_or_none(const ig_table *table) {
    return table == NULL ? 0 : ig_table_bytes(table);
}

size_t ig_table_bytes(const ig_table *table) {
    size_t bytes = table->n_fields * sizeof *table->fields + table->n_slots * sizeof *table->slots;
    for (size_t i = 0; i < table->n_fields; i++) {
        bytes += ig_column_bytes(table->fields[i].column);
    }
    return bytes + bytes_or_none(table->coverage) + bytes_or_none(table->rejects) +
           bytes_or_none(table->warnings) + bytes_or_none(table->detected);
}
