/*
 * The text is formatted apart and then copied, so that an argument may be the text it replaces.
 * Invariant: `text` always ends in NUL, and a cut never leaves half a UTF-8 character.
 */
#include "base/error.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Copies at most IG_ERROR_TEXT − 1 bytes of `text`, which holds `size_bytes` and a NUL. */
static void store(ig_error *err, const char *text, size_t size_bytes) {
    if (size_bytes >= IG_ERROR_TEXT) {
        size_bytes = IG_ERROR_TEXT - 1;
        while (size_bytes > 0 && ((unsigned char)text[size_bytes] & 0xC0u) == 0x80u) {
            size_bytes--;
        }
    }
    memcpy(err->text, text, size_bytes);
    err->text[size_bytes] = '\0';
}

/* Room for one message that is too long by any UTF-8 character, and for a prefix before it. */
enum { SCRATCH = 2 * IG_ERROR_TEXT + 8 };

/* Formats into `scratch` of `room` bytes; returns the bytes written, without the NUL. */
static size_t format_into(char *scratch, size_t room, const char *format, va_list args)
    __attribute__((format(printf, 3, 0)));

static size_t format_into(char *scratch, size_t room, const char *format, va_list args) {
    scratch[0] = '\0';
    int n = vsnprintf(scratch, room, format, args);
    if (n < 0) {
        return 0;
    }
    return (size_t)n < room ? (size_t)n : room - 1;
}

int ig_fail(ig_error *err, ig_error_kind kind, const char *format, ...) {
    if (err == NULL) {
        return -1;
    }
    char scratch[SCRATCH];
    va_list args;
    va_start(args, format);
    size_t size_bytes = format_into(scratch, sizeof scratch, format, args);
    va_end(args);
    err->kind = kind;
    store(err, scratch, size_bytes);
    return -1;
}

int ig_fail_prefix(ig_error *err, const char *format, ...) {
    if (err == NULL) {
        return -1;
    }
    char scratch[SCRATCH];
    va_list args;
    va_start(args, format);
    size_t prefix = format_into(scratch, IG_ERROR_TEXT, format, args);
    va_end(args);
    size_t size_bytes = strlen(err->text);
    memcpy(scratch + prefix, err->text, size_bytes + 1);
    store(err, scratch, prefix + size_bytes);
    return -1;
}

const char *ig_error_kind_name(ig_error_kind kind) {
    switch (kind) {
    case IG_ERROR_NONE: return "none";
    case IG_ERROR_SCRIPT: return "script";
    case IG_ERROR_USAGE: return "usage";
    case IG_ERROR_DATA: return "data";
    case IG_ERROR_NO_INPUT: return "no input";
    case IG_ERROR_INTERNAL: return "internal";
    case IG_ERROR_LIMIT: return "limit";
    case IG_ERROR_STOPPED: return "stopped";
    case IG_ERROR_RAISED: return "script";
    }
    return "internal";
}

int ig_error_exit_code(ig_error_kind kind) {
    switch (kind) {
    case IG_ERROR_NONE: return 0;
    case IG_ERROR_SCRIPT:
    case IG_ERROR_RAISED:
    case IG_ERROR_USAGE: return 1;
    case IG_ERROR_DATA: return 65;
    case IG_ERROR_NO_INPUT: return 66;
    case IG_ERROR_INTERNAL: return 70;
    case IG_ERROR_LIMIT: return 75;
    case IG_ERROR_STOPPED: return 130;
    }
    return 70;
}
