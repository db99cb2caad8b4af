/*
 * However a file is cut into chunks and whoever reads them, what comes of it is the same: the table
 * with every cell and reason, its rejects and warnings, or the error.
 */
#include "csv/file/flow.h"

#include "csv/world.h"

static const size_t CHUNKS[] = {1, 2, 3, 7, 64, 1000, 4096, IG_CSV_CHUNK_BYTES};
static const unsigned THREADS[] = {1, 2, 3, 8};
enum { N_CHUNKS = sizeof CHUNKS / sizeof CHUNKS[0], N_THREADS = 4, LONG = 70000 };

typedef struct pools {
    ig_pool *at[N_THREADS];
} pools;

static pools open_pools(world *w) {
    pools all;
    ig_error err;
    for (size_t i = 0; i < N_THREADS; i++) {
        all.at[i] = ig_pool_new(w->memory, THREADS[i], &err);
        assert_non_null(all.at[i]);
    }
    return all;
}

static void close_pools(pools *all) {
    for (size_t i = 0; i < N_THREADS; i++) {
        ig_pool_free(all->at[i]);
    }
}

static void add(char **text, const ig_table *table, const char *what) {
    char *dumped = table == NULL ? NULL : dump(table);
    size_t n = strlen(*text) + strlen(what) + (dumped == NULL ? 0 : strlen(dumped)) + 1;
    *text = realloc(*text, n);
    assert_non_null(*text);
    strcat(*text, what);
    strcat(*text, dumped == NULL ? "" : dumped);
    free(dumped);
}

/* All that comes of reading. The caller frees it. */
static char *outcome(world *w, const ig_csv_spec *spec, const char *const *paths, size_t n_paths,
                     ig_pool *pool, size_t chunk_bytes) {
    const ig_context context = {.memory = w->memory, .pool = pool};
    ig_error err = {.kind = IG_ERROR_NONE};
    size_t before = ig_memory_read(w->memory).live_blocks;
    ig_table *table = ig_csv_read_blocks(&context, spec, paths, n_paths, chunk_bytes, &err);
    char *text = calloc(1, 1);
    assert_non_null(text);
    add(&text, NULL, table == NULL ? err.text : "");
    if (table != NULL) {
        add(&text, table, "");
        add(&text, table->rejects, "\nrejects\n");
        add(&text, table->warnings, "\nwarnings\n");
    }
    ig_table_release(table);
    assert_int_equal(ig_memory_read(w->memory).live_blocks, before);
    return text;
}

/* Reads in every way, or, where `seed` is given, in a few of them. True when there was a table. */
static bool assert_agree(world *w, const pools *all, const ig_csv_spec *spec,
                         const char *const *paths, size_t n_paths, uint64_t *seed) {
    char *expected = outcome(w, spec, paths, n_paths, all->at[0], IG_CSV_CHUNK_BYTES);
    for (size_t c = 0; c < N_CHUNKS; c++) {
        for (size_t t = 0; t < N_THREADS; t++) {
            if (seed != NULL && random_below(seed, 8) != 0) {
                continue;
            }
            char *got = outcome(w, spec, paths, n_paths, all->at[t], CHUNKS[c]);
            if (strcmp(got, expected) != 0) {
                print_message("%zu bytes a chunk, %u threads\n", CHUNKS[c], THREADS[t]);
            }
            assert_string_equal(got, expected);
            free(got);
        }
    }
    bool read = strncmp(expected, "f", 1) != 0; /* f0.csv:3: … */
    free(expected);
    return read;
}

static const ig_encoding ENCODINGS[] = {IG_UTF8, IG_AUTO, IG_GB18030, IG_LATIN1};

static ig_csv_spec random_spec(uint64_t *seed) {
    static const char *const missing[] = {"-", "*"};
    static const ig_csv_column columns[] = {{.name = "v", .kind = IG_AS_DECIMAL},
                                            {.name = "month", .kind = IG_AS_MONTH}};
    ig_csv_spec spec = plain_spec();
    spec.encoding = ENCODINGS[random_below(seed, 4)];
    spec.dialect.delimiter[0] = random_below(seed, 4) == 0 ? ';' : ',';
    spec.dialect.trim = random_below(seed, 2) == 0;
    spec.dialect.comment = random_below(seed, 4) == 0 ? '-' : 0;
    spec.dialect.escape = random_below(seed, 6) == 0 ? '\\' : 0;
    spec.dialect.has_header = random_below(seed, 8) != 0;
    spec.ragged = random_below(seed, 3) == 0 ? IG_CSV_RAGGED_PAD : IG_CSV_RAGGED_REJECT;
    spec.on_error = random_below(seed, 4) == 0 ? IG_CSV_STOP : IG_CSV_COLLECT;
    spec.all_text = random_below(seed, 8) == 0;
    spec.columns = columns;
    spec.n_columns = random_below(seed, 2) == 0 ? 2 : 0;
    spec.missing = missing;
    spec.n_missing = 2;
    return spec;
}

/* A few lines of what means something to a reader. */
static void write_odd(const char *name, uint64_t *seed) {
    static const char *const pieces[] = {",",  ",",   ",",    "\n",   "\n",      "\r\n", "\r",
                                         "\"", "\"",  "\"\"", " ",    "\t",      "1",    "01",
                                         "-",  "1.5", "7e3",  "*",    "2025-01", "abc",  "x y",
                                         ";",  "\\",  "国",   "\x1a", "-3",      "1.50", "千克"};
    static const size_t n_pieces = sizeof pieces / sizeof pieces[0];
    char bytes[2000];
    size_t n = (size_t)snprintf(bytes, sizeof bytes, "v,month\n");
    size_t wanted = random_below(seed, 900);
    size_t kinds = random_below(seed, 3) == 0 ? 7 : n_pieces;
    n = random_below(seed, 6) == 0 ? 0 : n;
    while (n < wanted) {
        const char *piece = pieces[random_below(seed, kinds)];
        n += (size_t)snprintf(bytes + n, sizeof bytes - n, "%s", piece);
        if (random_below(seed, 400) == 0) {
            bytes[n++] = (char)random_next(seed);
        }
        if (kinds > 7 && random_below(seed, 3) == 0) { /* rows that fit */
            n += (size_t)snprintf(bytes + n, sizeof bytes - n, "\n%u,2025-%02u\n",
                                  (unsigned)random_below(seed, 2000),
                                  (unsigned)random_below(seed, 12) + 1);
        }
    }
    write_bytes(name, bytes, n);
}

static void odd_files_come_out_the_same(void **state) {
    world *w = *state;
    pools all = open_pools(w);
    static const char *const paths[] = {"f0.csv", "f1.csv", "f2.csv"};
    uint64_t seed = 7;
    size_t read = 0;
    size_t rounds = test_rounds(150);
    for (size_t round = 0; round < rounds; round++) {
        ig_csv_spec spec = random_spec(&seed);
        size_t n = 1 + random_below(&seed, 3);
        for (size_t i = 0; i < n; i++) {
            write_odd(paths[i], &seed);
        }
        read += assert_agree(w, &all, &spec, paths, n, &seed);
    }
    assert_in_range(read, rounds / 20, rounds - rounds / 20); /* both were met */
    close_pools(&all);
}

static void records_longer_than_chunks_come_out_whole(void **state) {
    world *w = *state;
    pools all = open_pools(w);
    static const char *const paths[] = {"f0.csv"};
    ig_csv_spec spec = plain_spec();
    ig_buffer out;
    ig_error err;
    ig_buffer_init(&out, w->memory);
    assert_int_equal(ig_buffer_printf(&out, &err, "a,b\n1,\"x"), 0);
    for (int i = 0; i < LONG; i++) {
        assert_int_equal(ig_buffer_append(&out, i % 50 == 0 ? "\n" : "y", 1, &err), 0);
    }
    assert_int_equal(ig_buffer_printf(&out, &err, "\"\n2,z\n3,\"\n\"\r\n"), 0);
    write_bytes("f0.csv", out.bytes, out.size_bytes);
    static const size_t chunks[] = {61, 1000, 4096, 65536, IG_CSV_CHUNK_BYTES};
    char *expected = outcome(w, &spec, paths, 1, all.at[0], IG_CSV_CHUNK_BYTES);
    for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
        char *got = outcome(w, &spec, paths, 1, all.at[i % N_THREADS], chunks[i]);
        assert_string_equal(got, expected);
        free(got);
    }
    free(expected);
    /* The same record is too long for a limit, and one that never ends is told apart. */
    spec.limits.record_bytes = 10000;
    for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
        char *got = outcome(w, &spec, paths, 1, all.at[i % N_THREADS], chunks[i]);
        assert_string_equal(got, "f0.csv:2: a record of more than 9.8 KB");
        free(got);
    }
    write_bytes("f0.csv", out.bytes, (size_t)LONG);
    for (size_t i = 0; i < sizeof chunks / sizeof chunks[0]; i++) {
        char *got = outcome(w, &spec, paths, 1, all.at[i % N_THREADS], chunks[i]);
        assert_string_equal(got, "f0.csv:1402: a quote opened on line 2 is never closed");
        free(got);
    }
    ig_buffer_reset(&out);
    close_pools(&all);
}

static void a_wrong_guess_is_read_again(void **state) {
    world *w = *state;
    pools all = open_pools(w);
    static const char *const paths[] = {"f0.csv", "f1.csv"};
    ig_csv_spec spec = plain_spec();
    ig_buffer out;
    ig_error err;
    spec.encoding = IG_AUTO;
    ig_buffer_init(&out, w->memory);
    assert_int_equal(ig_buffer_printf(&out, &err, "a,b\n"), 0);
    for (int i = 0; i < 60000; i++) { /* more than is looked at to begin with */
        assert_int_equal(ig_buffer_printf(&out, &err, "%d,x\n", i), 0);
    }
    char *word = gb18030_of("千克");
    assert_int_equal(ig_buffer_printf(&out, &err, "7,%s\n", word), 0);
    write_bytes("f0.csv", out.bytes, out.size_bytes);
    write_text("f1.csv", "a,b\n8,千克\n");
    for (size_t t = 0; t < N_THREADS; t++) {
        const ig_context context = {.memory = w->memory, .pool = all.at[t]};
        ig_table *table = ig_csv_read_blocks(&context, &spec, paths, 2, 50000, &err);
        assert_non_null(table);
        assert_int_equal(table->n_rows, 60002);
        const ig_column *b = table->fields[1].column;
        assert_int_equal(ig_column_code(b, 60000), ig_column_code(b, 60001));
        assert_memory_equal(ig_column_text(b, 60000).bytes, "千克", 6);
        ig_table_release(table);
    }
    free(word);
    ig_buffer_reset(&out);
    close_pools(&all);
}

static void the_first_fault_in_order_is_the_error(void **state) {
    world *w = *state;
    pools all = open_pools(w);
    static const char *const paths[] = {"f0.csv", "f1.csv", "f2.csv"};
    ig_csv_spec spec = plain_spec();
    write_text("f0.csv", "a,b\n1,2\n");
    write_text("f1.csv", "a,b\n1,2\n3\n4,5,6\n");
    write_text("f2.csv", "a,b\n\"1,2\n");
    assert_false(assert_agree(w, &all, &spec, paths, 3, NULL));
    char *got = outcome(w, &spec, paths, 3, all.at[1], 1);
    assert_string_equal(got, "f1.csv:3: expected 2 fields, got 1: '3'; on_error = \"collect\" "
                             "reads on and lists such rows");
    free(got);
    close_pools(&all);
}

/* What becomes no word is text all the same: the first wrong byte is found wherever it stands. */
static void no_byte_is_overlooked(void **state) {
    static const struct {
        const char *text;
        const char *error;
    } cases[] = {
        {"#\xff\na,month\n1,2025-01\n", "1: not UTF-8 (byte 0xff at byte 2 of the file)"},
        {"a,month\n1,2025-01\n# \xff\n2,2025-02\n",
         "3: not UTF-8 (byte 0xff at byte 21 of the file)"},
        {"a,month\n1,2025-01\n#\xc3", "3: not UTF-8 (byte 0xc3 at byte 20 of the file)"},
        {"a,month\n\xff,2025-01\n", "2: not UTF-8 (byte 0xff at byte 9 of the file)"},
        {"a,month\n1,\xff\n", "2: not UTF-8 (byte 0xff at byte 11 of the file)"},
        {"a,month\n1,2025-01\n\xff\n", "3: not UTF-8 (byte 0xff at byte 19 of the file)"},
        {"a,month\n1,2025-01\n1,2025-01,\xff\n", "3: not UTF-8 (byte 0xff at byte 29 of the file)"},
    };
    static const char rest[] =
        "; name a profile or set encoding = \"gb18030\" (Chinese) or \"latin1\" (Western)";
    static const ig_csv_column columns[] = {{.name = "a", .kind = IG_AS_DECIMAL},
                                            {.name = "month", .kind = IG_AS_MONTH}};
    static const char *const paths[] = {"f0.csv"};
    world *w = *state;
    pools all = open_pools(w);
    ig_csv_spec spec = plain_spec();
    spec.dialect.comment = '#';
    spec.on_error = IG_CSV_COLLECT;
    spec.columns = columns;
    spec.n_columns = 2;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[200];
        write_text("f0.csv", cases[i].text);
        snprintf(expected, sizeof expected, "f0.csv:%s%s", cases[i].error, rest);
        assert_false(assert_agree(w, &all, &spec, paths, 1, NULL));
        char *got = outcome(w, &spec, paths, 1, all.at[1], 3);
        assert_string_equal(got, expected);
        free(got);
    }
    /* A missing word in another encoding than was thought is one, too. */
    static const char *const missing[] = {"—"};
    ig_csv_column dashed = {.name = "a", .kind = IG_AS_DECIMAL, .missing = missing, .n_missing = 1};
    spec.encoding = IG_AUTO;
    spec.columns = &dashed;
    spec.n_columns = 1;
    ig_buffer out;
    ig_error err;
    ig_buffer_init(&out, w->memory);
    assert_int_equal(ig_buffer_printf(&out, &err, "a\n"), 0);
    for (int i = 0; i < 70000; i++) { /* more than is looked at to begin with */
        assert_int_equal(ig_buffer_printf(&out, &err, "%d\n", i % 1000), 0);
    }
    char *dash = gb18030_of("—");
    assert_int_equal(ig_buffer_printf(&out, &err, "%s\n", dash), 0);
    write_bytes("f0.csv", out.bytes, out.size_bytes);
    ig_table *table = read_one(w, &spec, "f0.csv");
    assert_int_equal(table->n_rows, 70001);
    assert_null(table->rejects);
    assert_false(ig_column_present(table->fields[0].column, 70000));
    ig_table_release(table);
    free(dash);
    ig_buffer_reset(&out);
    close_pools(&all);
}

static void a_cell_that_is_several_is_told_of_wherever_it_is(void **state) {
    world *w = *state;
    pools all = open_pools(w);
    static const char *const paths[] = {"f0.csv"};
    static const ig_csv_column columns[] = {{.name = "v", .kind = IG_AS_DECIMAL}};
    ig_csv_spec spec = plain_spec();
    spec.on_error = IG_CSV_COLLECT;
    spec.columns = columns;
    spec.n_columns = 1;
    write_text("f0.csv", "a,v\n1,\"2\n3,\"4,\"\n5,6\n");
    assert_true(assert_agree(w, &all, &spec, paths, 1, NULL));
    ig_table *table = read_one(w, &spec, "f0.csv");
    assert_listed(table->warnings,
                  "f0.csv|1 cell or row rejected\n"
                  "f0.csv|a cell looks like several with a quote missing, first on line 2");
    ig_table_release(table);
    close_pools(&all);
}

static void the_end_mark_of_dos_is_no_row(void **state) {
    world *w = *state;
    pools all = open_pools(w);
    static const char *const paths[] = {"f0.csv"};
    static const char *const texts[] = {"a\nx\n\x1a", "a\nx\n\x1a\n",
                                        "\x1a\na\n\x1a\r\nx\n\n\x1a\r\n"};
    for (int pads = 0; pads < 2; pads++) {
        ig_csv_spec spec = plain_spec();
        spec.ragged = pads ? IG_CSV_RAGGED_PAD : IG_CSV_RAGGED_REJECT;
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
            write_text("f0.csv", texts[i]);
            assert_true(assert_agree(w, &all, &spec, paths, 1, NULL));
            ig_table *table = read_one(w, &spec, "f0.csv");
            assert_int_equal(table->n_rows, 1);
            assert_null(table->warnings);
            ig_table_release(table);
        }
        write_text("f0.csv", "a,b\nx,y\n\x1a\n");
        assert_true(assert_agree(w, &all, &spec, paths, 1, NULL));
        ig_table *table = read_one(w, &spec, "f0.csv");
        assert_int_equal(table->n_rows, 1);
        ig_table_release(table);
    }
    close_pools(&all);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_files_come_out_the_same),
        cmocka_unit_test(records_longer_than_chunks_come_out_whole),
        cmocka_unit_test(a_wrong_guess_is_read_again),
        cmocka_unit_test(the_first_fault_in_order_is_the_error),
        cmocka_unit_test(no_byte_is_overlooked),
        cmocka_unit_test(a_cell_that_is_several_is_told_of_wherever_it_is),
        cmocka_unit_test(the_end_mark_of_dos_is_no_row),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
