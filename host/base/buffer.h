/* A growable run of bytes. The struct is the caller's; the bytes are owned by it until reset. */
#ifndef INGOT_BASE_BUFFER_H
#define INGOT_BASE_BUFFER_H

#include "base/memory.h"

typedef struct ig_buffer {
    ig_memory *memory; /* borrowed */
    char *bytes;       /* owned; not NUL-terminated unless ig_buffer_text was called */
    size_t size_bytes;
    size_t capacity_bytes;
} ig_buffer;

void ig_buffer_init(ig_buffer *buffer, ig_memory *memory);
void ig_buffer_reset(ig_buffer *buffer); /* idempotent */

/* Makes room for `more_bytes` behind those held. On failure nothing changes, here and below. */
int ig_buffer_reserve(ig_buffer *buffer, size_t more_bytes, ig_error *err) IG_CHECKED;

/* `bytes` must not lie in the buffer itself; NULL will do for none. */
int ig_buffer_append(ig_buffer *buffer, const void *bytes, size_t size_bytes,
                     ig_error *err) IG_CHECKED;
int ig_buffer_printf(ig_buffer *buffer, ig_error *err, const char *format, ...)
    IG_PRINTF(3, 4) IG_CHECKED;

/* The bytes with a NUL after them (not counted), or NULL on failure; borrowed from the buffer. */
const char *ig_buffer_text(ig_buffer *buffer, ig_error *err) IG_CHECKED;

#endif
