/*
 * Both checks are small automata over `parts`, the bytes of the character that is open; between
 * characters, runs of ASCII are skipped eight bytes at a time and common characters whole. The place of a fault is where its
 * character starts. Its line is counted only then, by reading the file again.
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

/* What is often taken for a table and is none, by its first bytes. */
static const struct {
    const char *bytes;
    size_t size_bytes;
    const char *text;
} FOREIGN[] = {
    {"\xff\xfe", 2, "UTF-16 is not read; save the file as UTF-8"},
    {"\xfe\xff", 2, "UTF-16 is not read; save the file as UTF-8"},
    {"\x1f\x8b", 2, "a gzip file; unpack it first"},
    {"PK\x03\x04", 4, "a zip or Excel file; save it as CSV first"},
    {"\xd0\xcf\x11\xe0", 4, "an old Excel file; save it as CSV first"},
    {"ARROW1", 6, "an Arrow file, not CSV; open it as a snapshot"},
};

static int check_opening(const ig_csv_file *file, ig_encoding asked, ig_csv_encoded *encoded,
                         ig_error *err) {
    char opening[8];
    size_t got = 0;
    if (ig_csv_file_read(file, 0, opening, sizeof opening, &got, err) != 0) {
        return -1;
    }
    for (size_t i = 0; i < sizeof FOREIGN / sizeof FOREIGN[0]; i++) {
        if (got >= FOREIGN[i].size_bytes &&
            memcmp(opening, FOREIGN[i].bytes, FOREIGN[i].size_bytes) == 0) {
            return ig_fail(err, IG_ERROR_DATA, "%s: %s", file->shown, FOREIGN[i].text);
        }
    }
    bool utf8_mark = got >= 3 && memcmp(opening, "\xef\xbb\xbf", 3) == 0;
    bool gb18030_mark = got >= 4 && memcmp(opening, "\x84\x31\x95\x33", 4) == 0;
    if (utf8_mark && (asked == IG_GB18030 || asked == IG_LATIN1)) {
        return ig_fail(err, IG_ERROR_DATA,
                       "%s: opens with a UTF-8 mark, but its encoding is given as %s; "
                       "set encoding = \"auto\"",
                       file->shown, asked == IG_GB18030 ? "gb18030" : "latin1");
    }
    encoded->mark_bytes = utf8_mark ? 3 : gb18030_mark && asked != IG_LATIN1 ? 4 : 0;
    return 0;
}

/* Feeds the file to a check. With `look_for_nul`, goes on to its end and refuses binary data. */
static int scan(const ig_csv_file *file, ig_csv_check *check, bool gb18030, bool look_for_nul,
                char *block, size_t block_bytes, ig_error *err) {
    size_t got = 0;
    for (uint64_t at = 0; look_for_nul || !check->faulty; at += got) {
        if (ig_csv_file_read(file, at, block, block_bytes, &got, err) != 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        const char *nul = look_for_nul ? memchr(block, 0, got) : NULL;
        if (nul != NULL) {
            unsigned long long place = at + (size_t)(nul - block) + 1;
            return ig_fail(err, IG_ERROR_DATA, "%s: binary data (a NUL byte at byte %llu)",
                           file->shown, place);
        }
        if (gb18030) {
            ig_csv_check_gb18030(check, block, got);
        } else {
            ig_csv_check_utf8(check, block, got);
        }
    }
    ig_csv_check_end(check);
    return 0;
}

/* Says which byte is wrong: "<path>:<line>: <text> (byte 0xb1 at byte 57 of the file)<advice>". */
static int fail_fault(const ig_csv_file *file, uint64_t fault_byte, const char *text,
                      const char *advice, char *block, size_t block_bytes, ig_error *err) {
    uint64_t line = 0;
    char byte = 0;
    size_t got = 0;
    if (ig_csv_file_line(file, fault_byte, block, block_bytes, &line, err) != 0 ||
        ig_csv_file_read(file, fault_byte, &byte, 1, &got, err) != 0) {
        return -1;
    }
    return ig_fail(err, IG_ERROR_DATA, "%s:%llu: %s (byte 0x%02x at byte %llu of the file)%s",
                   file->shown, (unsigned long long)line, text, (unsigned char)byte,
                   (unsigned long long)fault_byte + 1, advice);
}

int ig_csv_encoding_decide(const ig_csv_file *file, ig_encoding asked, char *block,
                           size_t block_bytes, ig_csv_encoded *encoded, ig_error *err) {
    ig_csv_check utf8 = {0};
    ig_csv_check gb18030 = {0};
    *encoded = (ig_csv_encoded){.encoding = asked};
    if (check_opening(file, asked, encoded, err) != 0 ||
        scan(file, &utf8, false, true, block, block_bytes, err) != 0) {
        return -1;
    }
    bool marked_utf8 = encoded->mark_bytes == 3;
    if (asked == IG_UTF8 || marked_utf8 || (asked == IG_AUTO && !utf8.faulty)) {
        encoded->encoding = IG_UTF8;
        return !utf8.faulty
                   ? 0
                   : fail_fault(file, utf8.fault_byte, "not UTF-8",
                                marked_utf8 ? ", though it opens with a UTF-8 mark"
                                            : "; name a profile or set encoding = \"gb18030\"",
                                block, block_bytes, err);
    }
    if (asked == IG_LATIN1) {
        return 0;
    }
    if (scan(file, &gb18030, true, false, block, block_bytes, err) != 0) {
        return -1;
    }
    encoded->encoding = IG_GB18030;
    encoded->also_utf8 = !utf8.faulty && utf8.beyond_ascii;
    if (!gb18030.faulty) {
        return 0;
    }
    if (asked == IG_GB18030) {
        return fail_fault(file, gb18030.fault_byte, "not GB18030", "", block, block_bytes, err);
    }
    /* The check that came further is the likelier encoding, and its fault the one to look at. */
    bool further = gb18030.fault_byte >= utf8.fault_byte;
    return fail_fault(file, further ? gb18030.fault_byte : utf8.fault_byte,
                      "neither UTF-8 nor GB18030", "", block, block_bytes, err);
}
