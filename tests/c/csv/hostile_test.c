/*
 * Files that try to break a reader: every one gives the right table or an error that names its
 * place, and no bytes whatsoever crash it. The files are made here. A folder of further ones may be
 * named by the environment variable INGOT_HOSTILE_CSV; each is read in every encoding.
 */
#include "csv/read.h"

#include "csv/world.h"

/* Reads bytes as a.csv without a profile; a table is asserted whole. */
static void assert_reads(world *w, const ig_csv_spec *spec, const char *bytes,
                         const char *expected) {
    write_text("a.csv", bytes);
    ig_table *table = read_one(w, spec, "a.csv");
    assert_table(table, expected);
    ig_table_release(table);
}

static void assert_fails(world *w, const ig_csv_spec *spec, const char *bytes, size_t n,
                         const char *text) {
    write_bytes("a.csv", bytes, n);
    assert_refused(w, spec, "a.csv", IG_ERROR_DATA, text);
}

static void nothing_is_not_a_table(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    assert_fails(w, &spec, "", 0, "a.csv: empty file");
    assert_fails(w, &spec, "\n\n\n", 3, "a.csv: empty file");
    assert_reads(w, &spec, "hs_code,v", "hs_code:text v:text file:text line:decimal(0)");
    assert_reads(w, &spec, ",,\n,,\n,,\n",
                 "column_1:text column_2:text file:text line:decimal(0)\n"
                 "~|~|a.csv|2\n~|~|a.csv|3");
}

static void marks_never_become_names(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    assert_reads(w, &spec, "\xef\xbb\xbf\"hs,code\",v\n01,1\n",
                 "hs,code:text v:decimal(0) file:text line:decimal(0)\n01|1|a.csv|2");
    assert_fails(
        w, &spec, "\xff\xfeh\0s\0", 6,
        "a.csv: UTF-16 is not read; in Excel save it as \"CSV UTF-8\", or: iconv -f UTF-16 -t "
        "UTF-8 FILE > NEW");
    assert_fails(w, &spec, "sep=;\na;b\n", 10,
                 "a.csv:1: the file says its delimiter is ';', but ',' is given");
    assert_reads(w, &spec, "\"sep=,\"\na,b\n1,2\n",
                 "a:decimal(0) b:decimal(0) file:text line:decimal(0)\n1|2|a.csv|3");
    assert_fails(w, &spec, "\x1f\x8b\x08\x01", 4, "a.csv: the gzip data end early (at byte 4)");
}

static void line_ends_may_be_mixed(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    assert_reads(w, &spec, "c,v\n01,1\r\n02,2\n03,3\r04,4",
                 "c:text v:decimal(0) file:text line:decimal(0)\n"
                 "01|1|a.csv|2\n02|2|a.csv|3\n03|3|a.csv|4\n04|4|a.csv|5");
    assert_reads(w, &spec, "c,v\r\r\n01,1\r\r\n",
                 "c:text v:decimal(0) file:text line:decimal(0)\n01|1|a.csv|3");
    assert_reads(w, &spec, "c,v\n01,\"1\"",
                 "c:text v:decimal(0) file:text line:decimal(0)\n01|1|a.csv|2");
}

static void quotes_end_or_are_refused(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    assert_fails(w, &spec, "c,v\n\"01,1\n02,2\n", 15,
                 "a.csv:3: a quote opened on line 2 is never closed");
    assert_fails(w, &spec, "c,v\n1,\"", 7, "a.csv:2: a quote opened on line 2 is never closed");
    assert_reads(w, &spec, "c,v\n\"x\\\"y\",1\n",
                 "c:text v:decimal(0) file:text line:decimal(0)\nx\\\"y|1|a.csv|2");
    char many[100010] = "v\n"; /* 50,000 quotes, each written twice, in bounded time */
    memset(many + 2, '"', 100002);
    char *expected = calloc(1, 51000);
    assert_non_null(expected);
    strcpy(expected, "v:text file:text line:decimal(0)\n");
    memset(expected + strlen(expected), '"', 50000);
    strcat(expected, "|a.csv|2");
    assert_reads(w, &spec, many, expected);
    free(expected);
}

static void numbers_are_never_bent(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    /* A leading zero far behind the others. */
    ig_buffer text;
    ig_error err;
    ig_buffer_init(&text, w->memory);
    assert_int_equal(ig_buffer_printf(&text, &err, "hs\n"), 0);
    for (int i = 0; i < 50000; i++) {
        assert_int_equal(ig_buffer_printf(&text, &err, "85171300\n"), 0);
    }
    assert_int_equal(ig_buffer_printf(&text, &err, "01012100\n"), 0);
    write_bytes("a.csv", text.bytes, text.size_bytes);
    ig_buffer_reset(&text);
    ig_table *table = read_one(w, &spec, "a.csv");
    assert_int_equal(table->fields[0].column->type, IG_TEXT);
    assert_int_equal(ig_column_text(table->fields[0].column, 50000).size_bytes, 8);
    ig_table_release(table);

    assert_reads(w, &spec, "v\n1e400\n1\n",
                 "v:text file:text line:decimal(0)\n"
                 "1e400|a.csv|2\n1|a.csv|3");
    assert_reads(w, &spec, "v\n(123)\n12%\n",
                 "v:text file:text line:decimal(0)\n"
                 "(123)|a.csv|2\n12%|a.csv|3");
    assert_reads(w, &spec, "v\n１２\n3\n",
                 "v:text file:text line:decimal(0)\n"
                 "１２|a.csv|2\n3|a.csv|3");
    assert_reads(w, &spec, "v;w\n1\n", "v;w:decimal(0) file:text line:decimal(0)\n1|a.csv|2");
    assert_reads(w, &spec, "d\n2024-02-30\n29/02/2023\n",
                 "d:text file:text line:decimal(0)\n2024-02-30|a.csv|2\n29/02/2023|a.csv|3");
    assert_reads(w, &spec, "a, b \n 1 , \"x\" \n\xc2\xa0 5,\t7\n",
                 "a:text b:text file:text line:decimal(0)\n"
                 " 1 | \"x\" |a.csv|2\n\xc2\xa0 5|\t7|a.csv|3");
    assert_reads(w, &spec, "v,w\n 1 ,2\n3,\t \n",
                 "v:decimal(0) w:decimal(0) file:text line:decimal(0)\n1|2|a.csv|2\n3|~|a.csv|3");
    spec.dialect.trim = true;
    assert_reads(w, &spec, "a, b \n 1 , \"x\" \n\xc2\xa0 5,\t7\n",
                 "a:text b:text file:text line:decimal(0)\n1|x|a.csv|2\n\xc2\xa0 5|7|a.csv|3");
}

static void wrong_bytes_are_placed(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    static const char *const bad[] = {"\xc0\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe5\x8d"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        char bytes[32];
        char text[200];
        snprintf(bytes, sizeof bytes, "a\nb\n%s\n", bad[i]);
        snprintf(text, sizeof text,
                 "a.csv:3: not UTF-8 (byte 0x%02x at byte 5 of the file); name a profile or set "
                 "encoding = \"gb18030\" (Chinese) or \"latin1\" (Western)",
                 (unsigned char)bad[i][0]);
        assert_fails(w, &spec, bytes, strlen(bytes), text);
    }
    assert_fails(w, &spec, "a\n1\0002\n", 6, "a.csv: binary data (a NUL byte at byte 4)");
}

static void a_long_name_is_cut_in_messages(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    size_t n = 1000000;
    char *bytes = malloc(2 * n + 2);
    assert_non_null(bytes);
    memset(bytes, 'x', 2 * n + 1);
    bytes[n] = ',';
    ig_csv_column column = {.name = "v", .n_aliases = 1};
    char *alias = calloc(1, n + 1);
    assert_non_null(alias);
    memset(alias, 'x', n);
    column.aliases = (const char *const *)&alias;
    spec.columns = &column;
    spec.n_columns = 1;
    char text[400] = "a.csv:1: columns 1 ('";
    memset(text + strlen(text), 'x', 76);
    strcat(text, "…') and 2 ('");
    memset(text + strlen(text), 'x', 76);
    strcat(text, "…') are both 'v'");
    assert_fails(w, &spec, bytes, 2 * n + 1, text);
    free(alias);
    free(bytes);
}

static const ig_encoding ENCODINGS[] = {IG_UTF8, IG_AUTO, IG_GB18030, IG_LATIN1};

/* Reads the file in one way; whatever comes of it must be sound and leave nothing behind. */
static bool survive(world *w, const char *path, ig_encoding encoding, char delimiter,
                    size_t block_bytes) {
    static const ig_csv_column columns[] = {{.name = "v", .kind = IG_AS_DECIMAL},
                                            {.name = "month", .kind = IG_AS_MONTH}};
    ig_csv_spec spec = plain_spec();
    ig_error err = {.kind = IG_ERROR_NONE};
    size_t before = ig_memory_read(w->memory).live_blocks;
    spec.encoding = encoding;
    spec.dialect.delimiter[0] = delimiter;
    spec.columns = columns;
    spec.n_columns = 2;
    ig_table *table = ig_csv_read_blocks(&w->context, &spec, &path, 1, block_bytes, &err);
    if (table == NULL) {
        assert_true(err.kind == IG_ERROR_DATA || err.kind == IG_ERROR_NO_INPUT);
        assert_int_not_equal(err.text[0], '\0');
    } else {
        free(dump(table));
    }
    bool read = table != NULL;
    ig_table_release(table);
    assert_int_equal(ig_memory_read(w->memory).live_blocks, before);
    return read;
}

static void random_bytes_crash_nothing(void **state) {
    world *w = *state;
    /* Bytes that mean something to a reader, more often than others. */
    static const char telling[] = "\"\"\",,,\n\n\r;\t 01.-eE=\xb1\xe5\x8d\x83\xff\x81\x30";
    uint64_t seed = 77;
    size_t read = 0;
    size_t rounds = test_rounds(4000);
    for (size_t round = 0; round < rounds; round++) {
        char bytes[200] = "v,month\n";
        size_t start = random_below(&seed, 2) ? 8 : 0;
        size_t n = start + random_below(&seed, sizeof bytes - start);
        size_t kinds = 1 + random_below(&seed, sizeof telling - 1);
        for (size_t i = start; i < n; i++) {
            bytes[i] = random_below(&seed, 200) == 0 ? (char)random_next(&seed)
                                                     : telling[random_below(&seed, kinds)];
        }
        write_bytes("a.csv", bytes, n);
        read += survive(w, "a.csv", ENCODINGS[random_below(&seed, 4)],
                        random_below(&seed, 4) == 0 ? ';' : ',', 1 + random_below(&seed, 60));
    }
    assert_in_range(read, rounds / 20, rounds - rounds / 20); /* both outcomes were met */
}

static void given_files_crash_nothing(void **state) {
    world *w = *state;
    const char *name = getenv("INGOT_HOSTILE_CSV");
    if (name == NULL) {
        skip();
    }
    char folder[2 * PATH_MAX];
    snprintf(folder, sizeof folder, "%s%s%s", name[0] == '/' ? "" : w->home,
             name[0] == '/' ? "" : "/", name);
    DIR *files = opendir(folder);
    assert_non_null(files);
    size_t seen = 0;
    for (struct dirent *one = readdir(files); one != NULL; one = readdir(files)) {
        char path[3 * PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", folder, one->d_name);
        for (size_t i = 0; i < 4; i++) {
            seen += survive(w, path, ENCODINGS[i], ',', IG_CSV_CHUNK_BYTES);
        }
    }
    closedir(files);
    assert_true(seen > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_not_a_table),
        cmocka_unit_test(marks_never_become_names),
        cmocka_unit_test(line_ends_may_be_mixed),
        cmocka_unit_test(quotes_end_or_are_refused),
        cmocka_unit_test(numbers_are_never_bent),
        cmocka_unit_test(wrong_bytes_are_placed),
        cmocka_unit_test(a_long_name_is_cut_in_messages),
        cmocka_unit_test(random_bytes_crash_nothing),
        cmocka_unit_test(given_files_crash_nothing),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
