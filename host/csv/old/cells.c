/*
 * A chain of blocks that grow from 128 bytes (tables of many columns) to 256 KiB (of many rows), so
 * that appending moves nothing and little room stays unused. A cell is its length and its bytes in
 * one block: one byte for a length below LONG_CELL, else LONG_CELL and eight bytes of length.
 */
#include "csv/old/cells.h"

#include <string.h>

enum { LONG_CELL = 255, LENGTH_BYTES = 1 + sizeof(uint64_t), BLOCK_MIN = 128, BLOCK_MAX = 1 << 18 };

struct ig_old_cells_block {
    ig_old_cells_block *next;
    size_t size_bytes;
    size_t capacity_bytes;
    char bytes[];
};

static ig_old_cells_block *add_block(ig_old_cells *cells, ig_memory *memory, size_t need,
                                     ig_error *err) {
    size_t capacity = cells->last == NULL ? BLOCK_MIN : cells->last->capacity_bytes * 2;
    capacity = capacity > BLOCK_MAX ? BLOCK_MAX : capacity;
    capacity = capacity < need ? need : capacity;
    if (capacity > SIZE_MAX - sizeof(ig_old_cells_block)) {
        ig_fail(err, IG_ERROR_LIMIT, "a cell of %zu bytes is too large", need);
        return NULL;
    }
    ig_old_cells_block *block = ig_alloc(memory, sizeof *block + capacity, err);
    if (block == NULL) {
        return NULL;
    }
    *block = (ig_old_cells_block){.capacity_bytes = capacity};
    if (cells->last == NULL) {
        cells->first = block;
    } else {
        cells->last->next = block;
    }
    cells->last = block;
    return block;
}

int ig_old_cells_append(ig_old_cells *cells, ig_memory *memory, ig_text text, ig_error *err) {
    if (text.size_bytes > SIZE_MAX - LENGTH_BYTES) {
        return ig_fail(err, IG_ERROR_LIMIT, "a cell of %zu bytes is too large", text.size_bytes);
    }
    size_t head = text.size_bytes < LONG_CELL ? 1 : LENGTH_BYTES;
    ig_old_cells_block *block = cells->last;
    if (block == NULL || head + text.size_bytes > block->capacity_bytes - block->size_bytes) {
        block = add_block(cells, memory, head + text.size_bytes, err);
        if (block == NULL) {
            return -1;
        }
    }
    char *to = block->bytes + block->size_bytes;
    if (head == 1) {
        *to = (char)(unsigned char)text.size_bytes;
    } else {
        uint64_t length = text.size_bytes;
        *to = (char)(unsigned char)LONG_CELL;
        memcpy(to + 1, &length, sizeof length);
    }
    if (text.size_bytes > 0) {
        memcpy(to + head, text.bytes, text.size_bytes);
    }
    block->size_bytes += head + text.size_bytes;
    return 0;
}

void ig_old_cells_reset(ig_old_cells *cells) {
    ig_old_cells_block *block = cells->first;
    while (block != NULL) {
        ig_old_cells_block *next = block->next;
        ig_free(block);
        block = next;
    }
    *cells = (ig_old_cells){0};
}

ig_old_cursor ig_old_cells_start(const ig_old_cells *cells) {
    return (ig_old_cursor){cells->first, 0};
}

ig_text ig_old_cells_next(ig_old_cursor *cursor) {
    if (cursor->at == cursor->block->size_bytes) { /* no block is empty */
        cursor->block = cursor->block->next;
        cursor->at = 0;
    }
    const char *from = cursor->block->bytes + cursor->at;
    ig_text text = {from + 1, (unsigned char)*from};
    if (text.size_bytes == LONG_CELL) {
        uint64_t length = 0;
        memcpy(&length, from + 1, sizeof length);
        text = (ig_text){from + LENGTH_BYTES, (size_t)length};
    }
    cursor->at = (size_t)(text.bytes - cursor->block->bytes) + text.size_bytes;
    return text;
}
