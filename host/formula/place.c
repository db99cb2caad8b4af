/*
 * The caret stands where a terminal shows the place, so blanks are counted in display columns, not in
 * bytes. Only the line of the place is shown, and of a long line only a window of WINDOW columns;
 * "..." marks what was cut. Tabs and other control bytes show as blanks, bytes that are no UTF-8 as
 * question marks: the text of an error is always printable.
 */
#include "formula/place.h"

#include "formula/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { WINDOW = 96, BEFORE = 60, MESSAGE = 480, SHOWN = WINDOW * IG_UTF8_MAX + 8 };

typedef struct line_view {
    char text[SHOWN];
    size_t size_bytes;
    unsigned caret; /* columns before it */
} line_view;

static unsigned columns_between(const char *source, size_t from, size_t to) {
    unsigned columns = 0;
    for (size_t i = from; i < to;) {
        columns += ig_utf8_columns(ig_utf8_next(source, to, &i));
    }
    return columns;
}

static void append(line_view *view, const char *bytes, size_t size_bytes) {
    memcpy(view->text + view->size_bytes, bytes, size_bytes);
    view->size_bytes += size_bytes;
}

static void append_character(line_view *view, const char *bytes, size_t size_bytes,
                             uint32_t character) {
    if (character < 0x20 || character == 0x7F) {
        append(view, " ", 1);
    } else if (character == IG_UTF8_BAD && size_bytes == 1) {
        append(view, "?", 1);
    } else {
        append(view, bytes, size_bytes);
    }
}

/* Lines may be megabytes long: no more than a window of them is measured twice. */
static void view_line(line_view *view, const char *source, size_t size_bytes, size_t at) {
    size_t begin = at, end = at;
    while (begin > 0 && source[begin - 1] != '\n') {
        begin--;
    }
    while (end < size_bytes && source[end] != '\n') {
        end++;
    }
    unsigned before = columns_between(source, begin, at);
    view->size_bytes = 0;
    view->caret = before;
    if (before > BEFORE) {
        while (before > BEFORE) {
            size_t next = begin;
            before -= ig_utf8_columns(ig_utf8_next(source, at, &next));
            begin = next;
        }
        append(view, "...", 3);
        view->caret = before + 3;
    }
    unsigned columns = 0;
    size_t i = begin;
    while (i < end) {
        size_t next = i;
        uint32_t character = ig_utf8_next(source, end, &next);
        columns += ig_utf8_columns(character);
        if (columns > WINDOW || view->size_bytes + 2 * IG_UTF8_MAX > SHOWN) {
            break;
        }
        append_character(view, source + i, next - i, character);
        i = next;
    }
    if (i < end) {
        append(view, "...", 3);
    }
    view->text[view->size_bytes] = '\0';
}

int ig_place_fail(const char *source, size_t size_bytes, size_t at, ig_error *err,
                  ig_error_kind kind, const char *format, ...) {
    char message[MESSAGE];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(message, sizeof message, format, args);
    va_end(args);
    line_view view;
    view_line(&view, source, size_bytes, at < size_bytes ? at : size_bytes);
    return ig_fail(err, kind, "formula: %s\n  %s\n  %*s^", message, view.text, (int)view.caret, "");
}
