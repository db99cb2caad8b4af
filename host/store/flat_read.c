/*
 * Numbers are copied out byte by byte, so that nothing need be aligned. Offsets have 32 bits and the
 * bytes are in memory, so a sum of a place and an offset never wraps in 64 bits.
 */
#include "store/flat_read.h"

#include <string.h>

enum { SPARE = 4096 }; /* what a small buffer may cost */

ig_flat_view ig_flat_open(const uint8_t *bytes, size_t size_bytes) {
    return (ig_flat_view){
        .bytes = bytes, .size_bytes = size_bytes, .budget = 4 * size_bytes + SPARE};
}

static bool breaks(ig_flat_view *view) {
    view->broken = true;
    return false;
}

/* Whether `size_bytes` at a place may be read, which costs as much as there is to read. */
static bool allowed(ig_flat_view *view, size_t at, size_t size_bytes) {
    if (view->broken || at > view->size_bytes || size_bytes > view->size_bytes - at ||
        size_bytes > view->budget) {
        return breaks(view);
    }
    view->budget -= size_bytes;
    return true;
}

static uint32_t load_u32(ig_flat_view *view, size_t at) {
    uint32_t value = 0;
    if (allowed(view, at, sizeof value)) {
        memcpy(&value, view->bytes + at, sizeof value);
    }
    return value;
}

static unsigned load_u16(ig_flat_view *view, size_t at) {
    uint16_t value = 0;
    if (allowed(view, at, sizeof value)) {
        memcpy(&value, view->bytes + at, sizeof value);
    }
    return value;
}

static const ig_flat_table no_table;

static ig_flat_table table_at(ig_flat_view *view, size_t at) {
    ig_flat_table table = {.view = view, .at = at};
    int64_t vtable = (int64_t)at - (int32_t)load_u32(view, at);
    if (view->broken || vtable < 0) {
        breaks(view);
        return no_table;
    }
    table.vtable = (size_t)vtable;
    table.vtable_bytes = load_u16(view, table.vtable);
    table.table_bytes = load_u16(view, table.vtable + 2);
    if (view->broken || table.vtable_bytes < 4 || table.table_bytes < 4 ||
        table.vtable_bytes > view->size_bytes - table.vtable ||
        table.table_bytes > view->size_bytes - at) {
        breaks(view);
        return no_table;
    }
    return table;
}

ig_flat_table ig_flat_root(ig_flat_view *view) {
    return table_at(view, load_u32(view, 0));
}

/* Where a field of `size_bytes` is; 0 when it is absent. */
static size_t place_of(const ig_flat_table *table, unsigned slot, size_t size_bytes) {
    unsigned entry = 4 + 2 * slot;
    if (table->view == NULL || entry + 2 > table->vtable_bytes) {
        return 0;
    }
    unsigned offset = load_u16(table->view, table->vtable + entry);
    if (offset == 0 || table->view->broken) {
        return 0;
    }
    if (offset + size_bytes > table->table_bytes ||
        !allowed(table->view, table->at + offset, size_bytes)) {
        breaks(table->view);
        return 0;
    }
    return table->at + offset;
}

static void get(const ig_flat_table *table, unsigned slot, void *value, size_t size_bytes) {
    size_t at = place_of(table, slot, size_bytes);
    if (at != 0) {
        memcpy(value, table->view->bytes + at, size_bytes);
    }
}

uint8_t ig_flat_get_8(const ig_flat_table *table, unsigned slot, uint8_t otherwise) {
    get(table, slot, &otherwise, sizeof otherwise);
    return otherwise;
}

int16_t ig_flat_get_16(const ig_flat_table *table, unsigned slot, int16_t otherwise) {
    get(table, slot, &otherwise, sizeof otherwise);
    return otherwise;
}

int32_t ig_flat_get_32(const ig_flat_table *table, unsigned slot, int32_t otherwise) {
    get(table, slot, &otherwise, sizeof otherwise);
    return otherwise;
}

int64_t ig_flat_get_64(const ig_flat_table *table, unsigned slot, int64_t otherwise) {
    get(table, slot, &otherwise, sizeof otherwise);
    return otherwise;
}

/* Where the reference of a field leads; 0 when it is absent. */
static size_t follow(const ig_flat_table *table, unsigned slot) {
    size_t at = place_of(table, slot, sizeof(uint32_t));
    return at == 0 ? 0 : at + load_u32(table->view, at);
}

ig_flat_table ig_flat_get_table(const ig_flat_table *table, unsigned slot) {
    size_t at = follow(table, slot);
    return at == 0 || table->view->broken ? no_table : table_at(table->view, at);
}

ig_flat_vector ig_flat_get_vector(const ig_flat_table *table, unsigned slot, size_t item_bytes) {
    ig_flat_vector none = {.view = table->view};
    size_t at = follow(table, slot);
    if (at == 0 || table->view->broken) {
        return none;
    }
    size_t n = load_u32(table->view, at);
    if (!allowed(table->view, at + sizeof(uint32_t), n * item_bytes)) {
        return none;
    }
    return (ig_flat_vector){.view = table->view, .at = at + sizeof(uint32_t), .n = n};
}

ig_flat_text ig_flat_get_text(const ig_flat_table *table, unsigned slot) {
    ig_flat_vector bytes = ig_flat_get_vector(table, slot, 1);
    return bytes.at == 0 ? (ig_flat_text){NULL, 0}
                         : (ig_flat_text){(const char *)table->view->bytes + bytes.at, bytes.n};
}

ig_flat_table ig_flat_item_table(const ig_flat_vector *vector, size_t i) {
    size_t at = vector->at + i * sizeof(uint32_t);
    uint32_t offset = load_u32(vector->view, at);
    return vector->view->broken ? no_table : table_at(vector->view, at + offset);
}

void ig_flat_item_struct(const ig_flat_vector *vector, size_t i, void *item, size_t item_bytes) {
    memcpy(item, vector->view->bytes + vector->at + i * item_bytes, item_bytes);
}
