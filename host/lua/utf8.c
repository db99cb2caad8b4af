/*
 * The ranges are those of Unicode 15's East_Asian_Width W and F and of its general categories Mn
 * and Cf as far as commentary in European languages, Chinese, Japanese and Korean uses them;
 * sorted, so that a search can halve them.
 */
#include "lua/utf8.h"

typedef struct range {
    uint32_t first;
    uint32_t last;
} range;

static const range zero[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x0483, 0x0489},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},
    {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0x302A, 0x302D}, {0x3099, 0x309A},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};

static const range wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static int contains(const range *ranges, size_t n, uint32_t character) {
    size_t low = 0;
    size_t high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (character > ranges[middle].last) {
            low = middle + 1;
        } else if (character < ranges[middle].first) {
            high = middle;
        } else {
            return 1;
        }
    }
    return 0;
}

unsigned ig_lua_utf8_columns(uint32_t character) {
    if (contains(zero, sizeof zero / sizeof *zero, character)) {
        return 0;
    }
    return contains(wide, sizeof wide / sizeof *wide, character) ? 2 : 1;
}

/* The length a lead byte announces, or 0. */
static size_t announced(unsigned char lead) {
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

size_t ig_lua_utf8_read(const char *text, size_t bytes, uint32_t *character) {
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    static const unsigned char masks[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    size_t length = announced((unsigned char)text[0]);
    if (length == 0 || length > bytes) {
        return 0;
    }
    uint32_t value = (unsigned char)text[0] & masks[length];
    for (size_t i = 1; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if ((byte & 0xC0u) != 0x80u) {
            return 0;
        }
        value = value << 6 | (byte & 0x3Fu);
    }
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 0;
    }
    *character = value;
    return length;
}
