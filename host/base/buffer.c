/*
 * Invariant: size_bytes <= capacity_bytes, and `bytes` is NULL only while the capacity is 0.
 * Capacity doubles, so appending n bytes one by one costs O(n) copies. On failure nothing changes.
 */
#include "base/buffer.h"

#include <stdio.h>
#include <string.h>

void ig_buffer_init(ig_buffer *buffer, ig_memory *memory) {
    *buffer = (ig_buffer){.memory = memory};
}

void ig_buffer_reset(ig_buffer *buffer) {
    ig_free(buffer->bytes);
    ig_buffer_init(buffer, buffer->memory);
}

int ig_buffer_reserve(ig_buffer *buffer, size_t more_bytes, ig_error *err) {
    size_t capacity = buffer->capacity_bytes;
    if (more_bytes <= capacity - buffer->size_bytes) {
        return 0;
    }
    if (more_bytes > SIZE_MAX - buffer->size_bytes) {
        return ig_fail(err, IG_ERROR_LIMIT, "out of memory: %zu more bytes refused", more_bytes);
    }
    size_t need = buffer->size_bytes + more_bytes;
    size_t doubled = capacity > SIZE_MAX / 2 ? need : capacity * 2;
    size_t room = need > doubled ? need : doubled;
    char *bytes = ig_realloc_array(buffer->memory, buffer->bytes, room < 64 ? 64 : room, 1, err);
    if (bytes == NULL) {
        return -1;
    }
    buffer->bytes = bytes;
    buffer->capacity_bytes = room < 64 ? 64 : room;
    return 0;
}

int ig_buffer_append(ig_buffer *buffer, const void *bytes, size_t size_bytes, ig_error *err) {
    if (size_bytes == 0) {
        return 0;
    }
    if (ig_buffer_reserve(buffer, size_bytes, err) != 0) {
        return -1;
    }
    memcpy(buffer->bytes + buffer->size_bytes, bytes, size_bytes);
    buffer->size_bytes += size_bytes;
    return 0;
}

/* Tries in the room there is; returns the length the text wants, or -1. */
static int print_here(ig_buffer *buffer, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static int print_here(ig_buffer *buffer, const char *format, va_list args) {
    return vsnprintf(buffer->bytes + buffer->size_bytes,
                     buffer->capacity_bytes - buffer->size_bytes, format, args);
}

int ig_buffer_printf(ig_buffer *buffer, ig_error *err, const char *format, ...) {
    if (ig_buffer_reserve(buffer, 64, err) != 0) {
        return -1;
    }
    va_list args;
    va_start(args, format);
    int length = print_here(buffer, format, args);
    va_end(args);
    if (length < 0) {
        return ig_fail(err, IG_ERROR_INTERNAL, "a text could not be formatted");
    }
    if ((size_t)length >= buffer->capacity_bytes - buffer->size_bytes) {
        if (ig_buffer_reserve(buffer, (size_t)length + 1, err) != 0) {
            return -1;
        }
        va_start(args, format);
        length = print_here(buffer, format, args);
        va_end(args);
    }
    buffer->size_bytes += (size_t)length;
    return 0;
}

const char *ig_buffer_text(ig_buffer *buffer, ig_error *err) {
    if (ig_buffer_reserve(buffer, 1, err) != 0) {
        return NULL;
    }
    buffer->bytes[buffer->size_bytes] = '\0';
    return buffer->bytes;
}
