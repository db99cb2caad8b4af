/* Dropped bytes keep their room until more is wanted: then what is held moves to the front. */
#include "csv/file/block.h"

#include <string.h>

void ig_csv_block_reset(ig_csv_block *block) {
    ig_free(block->room);
    *block = (ig_csv_block){.memory = block->memory};
}

int ig_csv_block_reserve(ig_csv_block *block, size_t more_bytes, ig_error *err) {
    size_t held = block->size_bytes;
    if (block->room != NULL && more_bytes <= block->room_bytes - block->start - held) {
        return 0;
    }
    if (block->room != NULL && block->start > 0) {
        memmove(block->room + IG_CSV_SLACK, ig_csv_block_bytes(block), held);
        block->start = 0;
    }
    if (block->room != NULL && more_bytes <= block->room_bytes - held) {
        return 0;
    }
    if (more_bytes > SIZE_MAX / 4 - held) {
        return ig_fail(err, IG_ERROR_LIMIT, "%zu bytes are too many to hold", more_bytes);
    }
    size_t wanted = held + more_bytes;
    size_t room = block->room_bytes + block->room_bytes / 2;
    room = room < wanted ? wanted : room;
    char *bytes = ig_realloc_array(block->memory, block->room, room + 2 * IG_CSV_SLACK, 1, err);
    if (bytes == NULL) {
        return -1;
    }
    if (block->room == NULL) {
        memset(bytes, 0, IG_CSV_SLACK); /* read in front of the first byte, though never used */
    }
    memset(bytes + IG_CSV_SLACK + room, 0, IG_CSV_SLACK);
    block->room = bytes;
    block->room_bytes = room;
    return 0;
}

int ig_csv_block_append(ig_csv_block *block, const char *bytes, size_t size_bytes, ig_error *err) {
    if (size_bytes == 0) {
        return 0;
    }
    if (ig_csv_block_reserve(block, size_bytes, err) != 0) {
        return -1;
    }
    memcpy(ig_csv_block_bytes(block) + block->size_bytes, bytes, size_bytes);
    block->size_bytes += size_bytes;
    return 0;
}
