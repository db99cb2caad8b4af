/*
 * What bytes of a file say of its encoding: the first ones, and all of them. All are read in one pass
 * that feeds both checks; the line of a fault is counted only then, in a second one.
 */
#include <string.h>

#include "csv/source/encoding.h"

enum { BLOCK_BYTES = 1 << 18 };

#define MARK_UTF8 "\xef\xbb\xbf"
#define MARK_GB18030 "\x84\x31\x95\x33"

static bool opens_with(const char *bytes, size_t size_bytes, const char *mark) {
    size_t n = strlen(mark);
    return size_bytes >= n && memcmp(bytes, mark, n) == 0;
}

/* Whether the beginning of a text, which may end inside a character, looks like UTF-8. */
static bool begins_as_utf8(const char *bytes, size_t size_bytes) {
    ig_csv_check check = {0};
    ig_csv_check_utf8(&check, bytes, size_bytes);
    return !check.faulty;
}

int ig_csv_encoding_mark(const char *shown, const char *bytes, size_t size_bytes, ig_encoding asked,
                         ig_csv_encoded *encoded, ig_error *err) {
    *encoded = (ig_csv_encoded){.encoding = asked, .sure = asked != IG_AUTO};
    if (opens_with(bytes, size_bytes, MARK_UTF8)) {
        if (asked == IG_GB18030 || asked == IG_LATIN1) {
            return ig_fail(err, IG_ERROR_DATA,
                           "%s: opens with a UTF-8 mark, but its encoding is given as %s; set "
                           "encoding = \"auto\"",
                           shown, ig_encoding_names[asked]);
        }
        *encoded = (ig_csv_encoded){IG_UTF8, true, strlen(MARK_UTF8), false};
    } else if (opens_with(bytes, size_bytes, MARK_GB18030) &&
               (asked == IG_AUTO || asked == IG_GB18030)) {
        *encoded = (ig_csv_encoded){IG_GB18030, true, strlen(MARK_GB18030), false};
    } else if (asked == IG_AUTO) {
        encoded->encoding = begins_as_utf8(bytes, size_bytes) ? IG_UTF8 : IG_GB18030;
    }
    return 0;
}

typedef struct scanned {
    ig_csv_check utf8;
    ig_csv_check gb18030;
} scanned;

static int fail_nul(const ig_csv_source *source, uint64_t at, ig_error *err) {
    return ig_fail(err, IG_ERROR_DATA, "%s: binary data (a NUL byte at byte %llu)",
                   ig_csv_source_shown(source), (unsigned long long)at + 1);
}

/* Feeds all of the source to both checks, refuses binary data, and looks at its mark. */
static int scan(ig_csv_source *source, ig_encoding asked, char *block, scanned *all,
                ig_csv_encoded *encoded, ig_error *err) {
    size_t got = BLOCK_BYTES;
    for (uint64_t at = 0; got == BLOCK_BYTES; at += got) {
        if (ig_csv_source_next(source, block, BLOCK_BYTES, &got, err) != 0) {
            return -1;
        }
        if (at == 0 && ig_csv_encoding_mark(ig_csv_source_shown(source), block, got, asked, encoded,
                                            err) != 0) {
            return -1;
        }
        const char *nul = memchr(block, 0, got);
        if (nul != NULL) {
            return fail_nul(source, at + (size_t)(nul - block), err);
        }
        ig_csv_check_utf8(&all->utf8, block, got);
        ig_csv_check_gb18030(&all->gb18030, block, got);
    }
    ig_csv_check_end(&all->utf8);
    ig_csv_check_end(&all->gb18030);
    return 0;
}

/* The line that byte `at` is in, from 1, and the byte. */
static int find(ig_csv_source *source, uint64_t at, char *block, uint64_t *line,
                unsigned char *byte, ig_error *err) {
    bool after_cr = false;
    size_t got = BLOCK_BYTES;
    *line = 1;
    *byte = 0;
    if (ig_csv_source_rewind(source, err) != 0) {
        return -1;
    }
    for (uint64_t from = 0; from <= at && got == BLOCK_BYTES; from += got) {
        if (ig_csv_source_next(source, block, BLOCK_BYTES, &got, err) != 0) {
            return -1;
        }
        size_t n = at - from < got ? (size_t)(at - from) : got;
        for (size_t i = 0; i < n; i++) {
            *line += block[i] == '\r' || (block[i] == '\n' && !after_cr);
            after_cr = block[i] == '\r';
        }
        *byte = n < got ? (unsigned char)block[n] : 0;
    }
    return 0;
}

/* Says which byte is wrong: "x.csv:7: not UTF-8 (byte 0xb1 at byte 57 of the file)<advice>". */
static int fail_fault(ig_csv_source *source, uint64_t at, const char *text, const char *advice,
                      char *block, ig_error *err) {
    uint64_t line = 0;
    unsigned char byte = 0;
    if (find(source, at, block, &line, &byte, err) != 0) {
        return -1;
    }
    return ig_fail(err, IG_ERROR_DATA, "%s:%llu: %s (byte 0x%02x at byte %llu of the file)%s",
                   ig_csv_source_shown(source), (unsigned long long)line, text, byte,
                   (unsigned long long)at + 1, advice);
}

static int judge(ig_csv_source *source, ig_encoding asked, const scanned *all,
                 ig_csv_encoded *encoded, char *block, ig_error *err) {
    const ig_csv_check *utf8 = &all->utf8;
    const ig_csv_check *gb18030 = &all->gb18030;
    bool marked_utf8 = encoded->mark_bytes == strlen(MARK_UTF8);
    encoded->sure = true;
    if (asked == IG_UTF8 || marked_utf8 || (asked == IG_AUTO && !utf8->faulty)) {
        encoded->encoding = IG_UTF8;
        const char *advice = marked_utf8 ? ", though it opens with a UTF-8 mark"
                                         : "; name a profile or set encoding = \"gb18030\" "
                                           "(Chinese) or \"latin1\" (Western)";
        return !utf8->faulty
                   ? 0
                   : fail_fault(source, utf8->fault_byte, "not UTF-8", advice, block, err);
    }
    if (asked == IG_LATIN1) {
        return 0;
    }
    encoded->encoding = IG_GB18030;
    encoded->also_utf8 = !utf8->faulty && utf8->beyond_ascii;
    if (!gb18030->faulty) {
        return 0;
    }
    if (asked == IG_GB18030) {
        return fail_fault(source, gb18030->fault_byte, "not GB18030", "", block, err);
    }
    /* The check that came further is the likelier encoding, and its fault the one to look at. */
    bool further = gb18030->fault_byte >= utf8->fault_byte;
    return fail_fault(source, further ? gb18030->fault_byte : utf8->fault_byte,
                      "neither UTF-8 nor GB18030", "", block, err);
}

int ig_csv_encoding_decide(ig_csv_source *source, ig_encoding asked, ig_csv_encoded *encoded,
                           ig_error *err) {
    scanned all = {0};
    *encoded = (ig_csv_encoded){.encoding = asked};
    char *block = ig_alloc(ig_csv_source_memory(source), BLOCK_BYTES, err);
    int status = block == NULL ? -1 : ig_csv_source_rewind(source, err);
    if (status == 0) {
        status = scan(source, asked, block, &all, encoded, err);
    }
    if (status == 0) {
        status = judge(source, asked, &all, encoded, block, err);
    }
    ig_free(block);
    return status != 0 ? -1 : ig_csv_source_rewind(source, err);
}
