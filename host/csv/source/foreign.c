/*
 * What is often taken for a table and is none, told by its first bytes, and what to do with it instead.
 * Binary formats are known by their bytes, zip files by the name of their first member, and texts
 * whatever blanks and large letters they begin with.
 */
#include "csv/source/foreign.h"

#include <stdbool.h>
#include <string.h>

#define UTF16                                                                                      \
    "UTF-16 is not read; in Excel save it as \"CSV UTF-8\", or: iconv -f UTF-16 -t UTF-8 FILE > "  \
    "NEW"
#define EXCEL "an Excel file; in Excel save it as \"CSV UTF-8\" first"
#define JSON "JSON, not CSV; ask for the data as CSV"

typedef struct foreign {
    const char *bytes;
    size_t size_bytes;
    const char *text;
} foreign;

static const foreign FOREIGN[] = {
    {"\xff\xfe", 2, UTF16},
    {"\xfe\xff", 2, UTF16},
    {"\x1f\x8b", 2, "packed twice; unpack it once"},
    {"\x28\xb5\x2f\xfd", 4, "packed twice; unpack it once"},
    {"\xfd\x37zXZ", 5, "packed with xz; unpack it first"},
    {"BZh91AY&SY", 10, "packed with bzip2; unpack it first"},
    {"\xd0\xcf\x11\xe0", 4, EXCEL},
    {"ARROW1", 6, "an Arrow file, not CSV; open it as a snapshot"},
    {"PAR1", 4, "a Parquet file, not CSV; save it as CSV first"},
    {"%PDF-", 5, "a PDF file, not CSV; ask for the table as CSV"},
};

/* Of the first member's name in a zip file. */
static const foreign MEMBERS[] = {
    {"[Content_Types].xml", 19, EXCEL},
    {"_rels/", 6, EXCEL},
    {"xl/", 3, EXCEL},
    {"mimetype", 8, "an OpenDocument file; save its sheet as CSV first"},
    {"", 0, "a zip file; unpack it first"},
};

/* Of texts, behind blanks, in small letters. */
static const foreign MARKUP[] = {
    {"<!doctype html", 14, "a web page, not CSV: perhaps an error of the site; download it again"},
    {"<html", 5, "a web page, not CSV: perhaps an error of the site; download it again"},
    {"<?xml", 5, "XML, not CSV; if it is a table, open it in Excel and save it as \"CSV UTF-8\""},
    {"{\"", 2, JSON},
    {"[{", 2, JSON},
};

#define N_OF(array) (sizeof(array) / sizeof(array)[0])

enum { ZIP_NAME = 30 }; /* where the name of a zip file's first member stands */

/* The text of the first of `n` kinds that the bytes open with, or NULL. */
static const char *find_foreign(const foreign *kinds, size_t n, const char *bytes,
                                size_t size_bytes) {
    for (size_t i = 0; i < n; i++) {
        if (size_bytes >= kinds[i].size_bytes &&
            memcmp(bytes, kinds[i].bytes, kinds[i].size_bytes) == 0) {
            return kinds[i].text;
        }
    }
    return NULL;
}

/* Copies up to `max` bytes in small letters, without blanks before the first, nor in what opens with a
   bracket. */
static size_t squeeze(char *out, size_t max, const char *bytes, size_t size_bytes) {
    size_t n = 0;
    size_t i = size_bytes >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (; i < size_bytes && n < max; i++) {
        char c = bytes[i];
        bool mark = n == 0 || out[0] == '{' || out[0] == '[';
        if (!mark || (c != ' ' && c != '\t' && c != '\r' && c != '\n')) {
            out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
    }
    return n;
}

/* Text of two bytes a character, one of them 0, without a mark. */
static bool is_bare_utf16(const char *bytes, size_t size_bytes) {
    size_t zero = size_bytes > 1 && bytes[1] == '\0';
    if (size_bytes < 8) {
        return false;
    }
    for (size_t i = 0; i < 8; i++) {
        if ((bytes[i] == '\0') != (i % 2 == zero)) {
            return false;
        }
    }
    return true;
}

int ig_csv_foreign_refuse(const char *shown, const char *bytes, size_t size_bytes, ig_error *err) {
    static const char zip[] = "PK\x03\x04";
    char text[IG_CSV_OPENING_BYTES];
    const char *what = find_foreign(FOREIGN, N_OF(FOREIGN), bytes, size_bytes);
    if (what == NULL && size_bytes >= 4 && memcmp(bytes, zip, 4) == 0) {
        size_t name = size_bytes < ZIP_NAME ? size_bytes : ZIP_NAME;
        what = find_foreign(MEMBERS, N_OF(MEMBERS), bytes + name, size_bytes - name);
    }
    if (what == NULL && is_bare_utf16(bytes, size_bytes)) {
        what = UTF16;
    }
    if (what == NULL) {
        size_t n = squeeze(text, sizeof text, bytes, size_bytes);
        what = find_foreign(MARKUP, N_OF(MARKUP), text, n);
    }
    return what == NULL ? 0 : ig_fail(err, IG_ERROR_DATA, "%s: %s", shown, what);
}
