/*
 * Characters are decoded strictly (no overlong forms, no surrogates, nothing past U+10FFFF); what
 * fails to decode advances by one byte. Widths and cases come from small range tables: they cover the
 * scripts that customs data are written in, and depend on no locale.
 */
#include "formula/utf8.h"

#include <stdbool.h>

static bool is_tail(char byte) {
    return ((unsigned char)byte & 0xC0u) == 0x80u;
}

uint32_t ig_utf8_next(const char *bytes, size_t size_bytes, size_t *i) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)bytes[*i];
    size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 1) {
        *i += 1;
        return lead;
    }
    if (length == 0 || lead > 0xF4 || size_bytes - *i < length) {
        *i += 1;
        return IG_UTF8_BAD;
    }
    uint32_t character = lead & (0xFFu >> (length + 1));
    for (size_t k = 1; k < length; k++) {
        if (!is_tail(bytes[*i + k])) {
            *i += 1;
            return IG_UTF8_BAD;
        }
        character = character << 6 | ((unsigned char)bytes[*i + k] & 0x3Fu);
    }
    bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < least[length] || character > 0x10FFFF || surrogate) {
        *i += 1;
        return IG_UTF8_BAD;
    }
    *i += length;
    return character;
}

size_t ig_utf8_put(char *bytes, uint32_t character) {
    if (character < 0x80) {
        bytes[0] = (char)character;
        return 1;
    }
    size_t length = character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t k = length - 1; k > 0; k--) {
        bytes[k] = (char)(0x80u | (character & 0x3Fu));
        character >>= 6;
    }
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    bytes[0] = (char)(leads[length] | character);
    return length;
}

typedef struct range {
    uint32_t from, to;
} range;

unsigned ig_utf8_columns(uint32_t character) {
    static const range none[] = {
        {0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};
    static const range wide[] = {{0x1100, 0x115F}, {0x2E80, 0xA4CF},   {0xAC00, 0xD7A3},
                                 {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                                 {0xFFE0, 0xFFE6}, {0x1F300, 0x1FAFF}, {0x20000, 0x3FFFD}};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        if (character >= none[i].from && character <= none[i].to) {
            return 0;
        }
    }
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++) {
        if (character >= wide[i].from && character <= wide[i].to) {
            return 2;
        }
    }
    return 1;
}

typedef struct shift {
    uint32_t from, to, by;
    bool every_other; /* capitals and small letters alternate: only from, from + 2 … are capitals */
} shift;

uint32_t ig_utf8_lower(uint32_t character) {
    static const shift shifts[] = {
        {'A', 'Z', 32, false},     {0xC0, 0xD6, 32, false},   {0xD8, 0xDE, 32, false},
        {0x100, 0x12E, 1, true},   {0x132, 0x136, 1, true},   {0x139, 0x147, 1, true},
        {0x14A, 0x176, 1, true},   {0x179, 0x17D, 1, true},   {0x391, 0x3A1, 32, false},
        {0x3A3, 0x3A9, 32, false}, {0x400, 0x40F, 80, false}, {0x410, 0x42F, 32, false},
        {0x1E00, 0x1E94, 1, true}, {0x1EA0, 0x1EFE, 1, true}, {0xFF21, 0xFF3A, 32, false}};
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
        const shift *s = &shifts[i];
        if (character < s->from || character > s->to) {
            continue;
        }
        bool capital = !s->every_other || (character - s->from) % 2 == 0;
        return capital ? character + s->by : character;
    }
    return character == 0x178 ? 0xFF : character;
}

size_t ig_utf8_prefix(const char *bytes, size_t size_bytes, uint64_t n) {
    size_t i = 0;
    while (i < size_bytes && n > 0) {
        (void)ig_utf8_next(bytes, size_bytes, &i);
        n--;
    }
    return i;
}
