/*
 * Both checks are small automata over `parts`, the bytes of the character that is open; between
 * characters, runs of ASCII are skipped eight bytes at a time and common characters whole. The place
 * of a fault is where its character starts.
 */
#include "csv/source/encoding.h"

#include <string.h>

static const uint64_t HIGH_BITS = UINT64_C(0x8080808080808080);

size_t ig_csv_ascii_bytes(const char *bytes, size_t size_bytes) {
    size_t i = 0;
    uint64_t word = 0;
    for (; i + sizeof word <= size_bytes; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        if ((word & HIGH_BITS) != 0) {
            break;
        }
    }
    while (i < size_bytes && (unsigned char)bytes[i] < 0x80) {
        i++;
    }
    return i;
}

typedef bool (*take_byte)(ig_csv_check *check, unsigned char byte);

/* Takes one byte of a character; false when it cannot stand there. */
static bool take_utf8(ig_csv_check *check, unsigned char byte) {
    if (check->pending == 0) {
        check->wanted = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        return byte >= 0xC2 && byte <= 0xF4;
    }
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (check->pending == 1) { /* no overlong forms, no surrogates, nothing past U+10FFFF */
        low = check->parts[0] == 0xE0 ? 0xA0 : check->parts[0] == 0xF0 ? 0x90 : low;
        high = check->parts[0] == 0xED ? 0x9F : check->parts[0] == 0xF4 ? 0x8F : high;
    }
    return byte >= low && byte <= high;
}

/* Whether a well-formed sequence of four bytes stands for a character of Unicode. */
static bool is_assigned(const unsigned char *parts, unsigned char last) {
    unsigned at =
        (((parts[0] - 0x81u) * 10 + parts[1] - 0x30u) * 126 + parts[2] - 0x81u) * 10 + last - 0x30u;
    return at < 39420 || (at >= 189000 && at < 189000 + 0x100000);
}

static bool take_gb18030(ig_csv_check *check, unsigned char byte) {
    switch (check->pending) {
    case 0: check->wanted = 2; return byte >= 0x81 && byte <= 0xFE;
    case 1:
        if (byte >= 0x30 && byte <= 0x39) {
            check->wanted = 4;
            return true;
        }
        return byte >= 0x40 && byte <= 0xFE && byte != 0x7F;
    case 2: return byte >= 0x81 && byte <= 0xFE;
    default: return byte >= 0x30 && byte <= 0x39 && is_assigned(check->parts, byte);
    }
}

/* The size of the common whole character that `bytes` starts with, or 0 to look byte by byte. */
typedef size_t (*take_whole)(const unsigned char *bytes, size_t size_bytes);

static inline size_t whole_utf8(const unsigned char *bytes, size_t size_bytes) {
    if (size_bytes >= 2 && bytes[0] >= 0xC2 && bytes[0] <= 0xDF) {
        return (bytes[1] & 0xC0) == 0x80 ? 2 : 0;
    }
    if (size_bytes < 3 || bytes[0] < 0xE1 || bytes[0] > 0xEF || bytes[0] == 0xED) {
        return 0;
    }
    return (bytes[1] & 0xC0) == 0x80 && (bytes[2] & 0xC0) == 0x80 ? 3 : 0;
}

static inline size_t whole_gb18030(const unsigned char *bytes, size_t size_bytes) {
    if (size_bytes < 2 || bytes[0] < 0x81 || bytes[0] > 0xFE) {
        return 0;
    }
    return bytes[1] >= 0x40 && bytes[1] <= 0xFE && bytes[1] != 0x7F ? 2 : 0;
}

/* Takes one byte of a character that may be rare, wrong, or cut by the end of the bytes. */
static void feed_byte(ig_csv_check *check, unsigned char byte, uint64_t at, take_byte take) {
    if (!take(check, byte)) {
        check->faulty = true;
        check->fault_byte = at - check->pending;
        return;
    }
    check->parts[check->pending++] = byte;
    if (check->pending == check->wanted) {
        check->pending = 0;
        check->beyond_ascii = true;
    }
}

static inline void feed(ig_csv_check *check, const char *bytes, size_t size_bytes, take_byte take,
                        take_whole whole) {
    const unsigned char *at = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < size_bytes && !check->faulty) {
        size_t n = 0;
        if (check->pending == 0 && at[i] < 0x80) {
            i += ig_csv_ascii_bytes(bytes + i, size_bytes - i);
        } else if (check->pending == 0 && (n = whole(at + i, size_bytes - i)) > 0) {
            check->beyond_ascii = true;
            i += n;
        } else {
            feed_byte(check, at[i], check->fed_bytes + i, take);
            i++;
        }
    }
    check->fed_bytes += size_bytes;
}

void ig_csv_check_utf8(ig_csv_check *check, const char *bytes, size_t size_bytes) {
    feed(check, bytes, size_bytes, take_utf8, whole_utf8);
}

void ig_csv_check_gb18030(ig_csv_check *check, const char *bytes, size_t size_bytes) {
    feed(check, bytes, size_bytes, take_gb18030, whole_gb18030);
}

void ig_csv_check_end(ig_csv_check *check) {
    if (!check->faulty && check->pending > 0) {
        check->faulty = true;
        check->fault_byte = check->fed_bytes - check->pending;
    }
}

/* Whether a text is ASCII: words are short, so their ends are loaded whole and overlapping. */
static inline bool is_ascii(const char *bytes, size_t size_bytes) {
    uint64_t first = 0;
    uint64_t last = 0;
    if (size_bytes >= sizeof first) {
        size_t i = 0;
        for (; i + sizeof first <= size_bytes; i += sizeof first) {
            memcpy(&first, bytes + i, sizeof first);
            last |= first;
        }
        memcpy(&first, bytes + size_bytes - sizeof first, sizeof first);
    } else if (size_bytes >= 4) {
        memcpy(&first, bytes, 4);
        memcpy(&last, bytes + size_bytes - 4, 4);
    } else {
        for (size_t i = 0; i < size_bytes; i++) {
            last |= (unsigned char)bytes[i];
        }
    }
    return ((first | last) & HIGH_BITS) == 0;
}

/* Whether a whole text is valid; from the first rare character on, the check decides. */
static inline bool is_valid(const char *bytes, size_t size_bytes, take_byte take,
                            take_whole whole) {
    if (is_ascii(bytes, size_bytes)) {
        return true;
    }
    size_t i = 0;
    while (i < size_bytes) {
        bool ascii = (unsigned char)bytes[i] < 0x80;
        size_t n = ascii ? 1 : whole((const unsigned char *)bytes + i, size_bytes - i);
        if (n == 0) {
            ig_csv_check check = {0};
            feed(&check, bytes + i, size_bytes - i, take, whole);
            ig_csv_check_end(&check);
            return !check.faulty;
        }
        i += n;
    }
    return true;
}

bool ig_csv_is_utf8(const char *bytes, size_t size_bytes) {
    return is_valid(bytes, size_bytes, take_utf8, whole_utf8);
}

bool ig_csv_is_gb18030(const char *bytes, size_t size_bytes) {
    return is_valid(bytes, size_bytes, take_gb18030, whole_gb18030);
}

void ig_csv_seen_take(ig_csv_seen *seen, const char *bytes, size_t size_bytes) {
    if (ig_csv_ascii_bytes(bytes, size_bytes) == size_bytes) {
        return;
    }
    seen->beyond_ascii = true;
    seen->not_utf8 = seen->not_utf8 || !ig_csv_is_utf8(bytes, size_bytes);
    seen->not_gb18030 = seen->not_gb18030 || !ig_csv_is_gb18030(bytes, size_bytes);
}

void ig_csv_seen_join(ig_csv_seen *seen, const ig_csv_seen *more) {
    seen->beyond_ascii = seen->beyond_ascii || more->beyond_ascii;
    seen->not_utf8 = seen->not_utf8 || more->not_utf8;
    seen->not_gb18030 = seen->not_gb18030 || more->not_gb18030;
}
