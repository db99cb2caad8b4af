/* Nothing here allocates: trimming and cutting give views, showing writes into the caller's array. */
#include "csv/spec/text.h"

#include <stdio.h>

static const char *const NAME_BLANKS[] = {" ", "\t", "\xc2\xa0", "\xe3\x80\x80", "\xef\xbb\xbf"};
enum { N_NAME_BLANKS = sizeof NAME_BLANKS / sizeof NAME_BLANKS[0] };

/* The size of the blank that `text` starts with (or ends with), or 0. */
static size_t blank_at(ig_text text, bool at_end) {
    for (size_t i = 0; i < N_NAME_BLANKS; i++) {
        size_t n = strlen(NAME_BLANKS[i]);
        if (n <= text.size_bytes &&
            memcmp(text.bytes + (at_end ? text.size_bytes - n : 0), NAME_BLANKS[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

ig_text ig_csv_text_trim(ig_text text) {
    if (text.size_bytes == 0) {
        return text; /* whose bytes may be NULL */
    }
    const char *at = text.bytes;
    const char *end = text.bytes + text.size_bytes;
    while (at < end && ig_csv_is_blank(*at)) {
        at++;
    }
    while (end > at && ig_csv_is_blank(end[-1])) {
        end--;
    }
    return (ig_text){at, (size_t)(end - at)};
}

ig_text ig_csv_text_trim_name(ig_text text) {
    size_t n = 0;
    while ((n = blank_at(text, false)) > 0) {
        text.bytes += n;
        text.size_bytes -= n;
    }
    while ((n = blank_at(text, true)) > 0) {
        text.size_bytes -= n;
    }
    return text;
}

static bool is_continuation(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

ig_text ig_csv_text_cut(ig_text text, size_t max_bytes) {
    if (text.size_bytes <= max_bytes) {
        return text;
    }
    size_t n = max_bytes;
    while (n > 0 && is_continuation(text.bytes[n])) {
        n--;
    }
    return (ig_text){text.bytes, n};
}

/* The size of the UTF-8 character at `bytes`, or 0. Overlong forms are not told apart here: this
   decides only what a terminal is shown. */
static size_t character(const char *bytes, size_t size_bytes) {
    unsigned char lead = (unsigned char)bytes[0];
    size_t n = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (n > size_bytes || (lead == 0xC2 && size_bytes > 1 && (unsigned char)bytes[1] < 0xA0)) {
        return 0; /* cut off, or a C1 control character */
    }
    for (size_t i = 1; i < n; i++) {
        if (!is_continuation(bytes[i])) {
            return 0;
        }
    }
    return n;
}

const char *ig_csv_text_show(char *out, size_t out_bytes, const char *bytes, size_t size_bytes) {
    static const char more[] = "…";
    size_t n = 0;
    size_t cut = 0; /* where `more` still fits */
    for (size_t at = 0; at < size_bytes;) {
        unsigned char c = (unsigned char)bytes[at];
        size_t whole = c >= 0x20 && c < 0x7F ? 1 : character(bytes + at, size_bytes - at);
        size_t wanted = whole > 0 ? whole : 4;
        cut = n + sizeof more <= out_bytes ? n : cut;
        if (n + wanted + 1 > out_bytes) {
            memcpy(out + cut, more, sizeof more);
            return out;
        }
        if (whole > 0) {
            memcpy(out + n, bytes + at, whole);
        } else {
            snprintf(out + n, out_bytes - n, "\\x%02x", c);
        }
        n += wanted;
        at += whole > 0 ? whole : 1;
    }
    out[n] = '\0';
    return out;
}
