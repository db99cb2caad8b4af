/* What is taken for a table and is none is refused with what to do instead. */
#include "csv/source/foreign.h"

#include "csv/world.h"

#define UTF16 "UTF-16 is not read; in Excel save it as \"CSV UTF-8\", or: iconv -f UTF-16 -t UTF-8 "
#define EXCEL "x.csv: an Excel file; in Excel save it as \"CSV UTF-8\" first"
#define PAGE "x.csv: a web page, not CSV: perhaps an error of the site; download it again"
#define JSON "x.csv: JSON, not CSV; ask for the data as CSV"

static void assert_foreign(const char *bytes, size_t n, const char *text) {
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_int_equal(ig_csv_foreign_refuse("x.csv", bytes, n, &err), -1);
    assert_error(&err, IG_ERROR_DATA, text);
}

static void assert_taken(const char *bytes, size_t n) {
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_int_equal(ig_csv_foreign_refuse("x.csv", bytes, n, &err), 0);
}

static void utf16_says_how_to_save_it(void **state) {
    (void)state;
    assert_foreign("\xff\xfe"
                   "a\0",
                   4, "x.csv: " UTF16 "FILE > NEW");
    assert_foreign("\xfe\xff\0a", 4, "x.csv: " UTF16 "FILE > NEW");
    assert_foreign("m\0o\0n\0t\0h\0", 10, "x.csv: " UTF16 "FILE > NEW");
    assert_foreign("\0m\0o\0n\0t", 8, "x.csv: " UTF16 "FILE > NEW");
    assert_taken("a\0b\0c\0,", 7); /* a NUL in it is for others to refuse */
    assert_taken("a\0b\0cd\0\0", 8);
}

static void packed_files_say_what_is_in_them(void **state) {
    static const char names[][2][64] = {
        {"[Content_Types].xml", EXCEL},
        {"_rels/.rels", EXCEL},
        {"xl/workbook.xml", EXCEL},
        {"mimetypeapplication", "x.csv: an OpenDocument file; save its sheet as CSV first"},
        {"export.csv", "x.csv: a zip file; unpack it first"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char bytes[IG_CSV_OPENING_BYTES] = "PK\x03\x04";
        memcpy(bytes + 30, names[i][0], IG_CSV_OPENING_BYTES - 30);
        assert_foreign(bytes, sizeof bytes, names[i][1]);
    }
    assert_foreign("PK\x03\x04", 4, "x.csv: a zip file; unpack it first");
    assert_foreign("\xd0\xcf\x11\xe0", 4, EXCEL);
    assert_foreign("ARROW1\0\0", 8, "x.csv: an Arrow file, not CSV; open it as a snapshot");
    assert_foreign("PAR1\x15", 5, "x.csv: a Parquet file, not CSV; save it as CSV first");
    assert_foreign("%PDF-1.4\n", 9, "x.csv: a PDF file, not CSV; ask for the table as CSV");
    assert_foreign("\xfd\x37zXZ", 5, "x.csv: packed with xz; unpack it first");
    assert_foreign("BZh91AY&SY", 10, "x.csv: packed with bzip2; unpack it first");
}

static void pages_and_documents_are_no_tables(void **state) {
    static const struct {
        const char *bytes;
        const char *text;
    } cases[] = {
        {"<!DOCTYPE html>\n<html>", PAGE},
        {"\n\r\n  <HTML lang=en>", PAGE},
        {"\xef\xbb\xbf<html>", PAGE},
        {"{\"data\":[", JSON},
        {"{\n  \"data\": [", JSON},
        {"[ {\"period\"", JSON},
        {"<?xml version", "x.csv: XML, not CSV; if it is a table, open it in Excel and save it as "
                          "\"CSV UTF-8\""},
    };
    static const char *const tables[] = {"<5,6\n", "{a},b\n", "[kg],b\n", "\"<html>\",b\n", "\n\n"};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_foreign(cases[i].bytes, strlen(cases[i].bytes), cases[i].text);
    }
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        assert_taken(tables[i], strlen(tables[i]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf16_says_how_to_save_it),
        cmocka_unit_test(packed_files_say_what_is_in_them),
        cmocka_unit_test(pages_and_documents_are_no_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
