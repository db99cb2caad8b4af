/*
 * Splitting holds the same for bytes cut anywhere, knows the lines, and notices a quote left open.
 * Random tables are written in random style and must come back cell by cell.
 */
#include "csv/records.h"

#include "csv/world.h"

typedef struct heard { /* "2: a|b\n" a record: its line and its fields */
    ig_buffer text;
    bool with_raw;
} heard;

static int hear(void *receiver, const ig_csv_record *record, ig_error *err) {
    heard *h = receiver;
    if (ig_buffer_printf(&h->text, err, "%llu:", (unsigned long long)record->line) != 0) {
        return -1;
    }
    for (size_t i = 0; i < record->n_fields; i++) {
        ig_text field = ig_csv_record_field(record, i);
        if (ig_buffer_append(&h->text, i == 0 ? " " : "|", 1, err) != 0 ||
            ig_buffer_append(&h->text, field.bytes, field.size_bytes, err) != 0) {
            return -1;
        }
    }
    if (h->with_raw && ig_buffer_printf(&h->text, err, " <%.*s>", (int)record->raw.size_bytes,
                                        record->raw.bytes) != 0) {
        return -1;
    }
    return ig_buffer_append(&h->text, "\n", 1, err);
}

static int split(ig_memory *memory, const char *bytes, size_t n, size_t block, char delimiter,
                 char quote, heard *h, ig_error *err) {
    ig_csv_records records;
    if (ig_csv_records_init(&records, memory, delimiter, quote, hear, h, err) != 0) {
        return -1;
    }
    int status = 0;
    for (size_t i = 0; i < n && status == 0; i += block) {
        size_t piece = n - i < block ? n - i : block;
        char *copy = malloc(piece); /* exactly as large, so that no byte behind it is read */
        assert_non_null(copy);
        memcpy(copy, bytes + i, piece);
        status = ig_csv_records_feed(&records, copy, piece, err);
        free(copy);
    }
    if (status == 0) {
        status = ig_csv_records_finish(&records, "x.csv", err);
    }
    ig_csv_records_reset(&records);
    return status;
}

static void assert_split_by(world *w, const char *text, char delimiter, char quote, bool with_raw,
                            const char *expected) {
    ig_error err = {.kind = IG_ERROR_NONE};
    size_t n = strlen(text);
    for (size_t block = 1; block <= n + 1; block++) {
        heard h = {.with_raw = with_raw};
        ig_buffer_init(&h.text, w->memory);
        if (split(w->memory, text, n, block, delimiter, quote, &h, &err) != 0) {
            fail_msg("%s", err.text);
        }
        const char *got = ig_buffer_text(&h.text, &err);
        assert_non_null(got);
        assert_string_equal(got, expected);
        ig_buffer_reset(&h.text);
    }
}

static void assert_split(world *w, const char *text, const char *expected) {
    assert_split_by(w, text, ',', '"', false, expected);
}

static void any_line_break_ends_a_record(void **state) {
    world *w = *state;
    assert_split(w, "a,b\n1,2\n", "1: a|b\n2: 1|2\n");
    assert_split(w, "a,b\r\n1,2\r\n", "1: a|b\n2: 1|2\n");
    assert_split(w, "a,b\r1,2\r", "1: a|b\n2: 1|2\n");
    assert_split(w, "a,b\n1,2", "1: a|b\n2: 1|2\n");
    assert_split(w, "a\r\r\nb\n\rc\r\n\r\nd", "1: a\n3: b\n5: c\n7: d\n");
}

static void blank_lines_are_skipped_and_counted(void **state) {
    world *w = *state;
    assert_split(w, "\n\n  \t\na,b\n \n\n1,2\n\n", "4: a|b\n7: 1|2\n");
    assert_split(w, "\n\r\n \n", "");
    assert_split(w, "", "");
}

static void quotes_hold_delimiters_and_breaks(void **state) {
    world *w = *state;
    assert_split(w, "\"a,\"\"b\"\"\",\"\"\n\"x\ny\",1\nz,2\n", "1: a,\"b\"|\n2: x\ny|1\n4: z|2\n");
    assert_split(w, "\"\r\n\r\n\",1\nb,2\n", "1: \r\n\r\n|1\n4: b|2\n");
    assert_split(w, "\"\r\",1\nb,2\n", "1: \r|1\n3: b|2\n");
    assert_split(w, "a,\"b\"", "1: a|b\n");
}

static void real_files_are_lax_about_quotes(void **state) {
    world *w = *state;
    /* GACC: a TAB between the closing quote and the comma, and a comma at the end. */
    assert_split(w, "\"202301\"\t,\"402\"\t,\n", "1: 202301|402|\n");
    assert_split(w, "84807110,\"\"Bladder\" moulds, for\",2018,\n",
                 "1: 84807110|\"Bladder\" moulds, for|2018|\n");
    assert_split(w, "01,C\"N,6\" pipe\n", "1: 01|C\"N|6\" pipe\n");
    assert_split(w, "\"x\\\"y\",1\n\"x\\\\\",2\n", "1: x\\\"y|1\n2: x\\\\|2\n");
}

static void blanks_around_bare_fields_go(void **state) {
    world *w = *state;
    assert_split(w, "  a b \t, \"  c \" ,\t\n", "1: a b|  c |\n");
}

static void delimiter_and_quote_are_as_told(void **state) {
    world *w = *state;
    assert_split_by(w, "a;b,c\n'1;2';3\n", ';', '\'', false, "1: a|b,c\n2: 1;2|3\n");
    assert_split_by(w, "\ta\t\n1\t\t2\n\t\t\n", '\t', '"', false, "1: |a|\n2: 1||2\n3: ||\n");
    assert_split_by(w, "\"a,b\"\n", ',', 0, false, "1: \"a|b\"\n");
}

static void a_record_keeps_its_own_text(void **state) {
    world *w = *state;
    assert_split_by(w, " \n \"a\nb\" ,c \r\n\nd", ',', '"', true,
                    "2: a\nb|c <\"a\nb\" ,c >\n5: d <d>\n");
    char text[600];
    char expected[900];
    snprintf(text, sizeof text, "%0300d\nb\n", 7);
    snprintf(expected, sizeof expected, "1: %0300d <%0204d>\n2: b <b>\n", 7, 0);
    assert_split_by(w, text, ',', '"', true, expected);
}

static void assert_open_quote(world *w, const char *text, const char *message) {
    size_t n = strlen(text);
    for (size_t block = 1; block <= n; block++) {
        ig_error err = {.kind = IG_ERROR_NONE};
        heard h = {0};
        ig_buffer_init(&h.text, w->memory);
        assert_int_equal(split(w->memory, text, n, block, ',', '"', &h, &err), -1);
        assert_error(&err, IG_ERROR_DATA, message);
        ig_buffer_reset(&h.text);
    }
}

static void a_quote_left_open_is_an_error(void **state) {
    world *w = *state;
    assert_open_quote(w, "a,b\n\"01,1\n02,2\n03,3\n",
                      "x.csv:4: a quote opened on line 2 is never closed");
    assert_open_quote(w, "a,b\n\"x\ny\",\"1\n02,2",
                      "x.csv:4: a quote opened on line 3 is never closed");
    assert_open_quote(w, "a,\"", "x.csv:1: a quote opened on line 1 is never closed");
    /* Text after a closing quote opens it again. */
    assert_open_quote(w, "a\n\"01\"x\n02\n", "x.csv:3: a quote opened on line 2 is never closed");
}

static void a_receiver_may_stop(void **state) {
    world *w = *state;
    heard h = {0};
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_memory *small = ig_memory_new();
    ig_buffer_init(&h.text, small);
    ig_memory_limit(small, 1); /* what is heard cannot be kept */
    assert_int_equal(split(w->memory, "a\nb\n", 4, 4, ',', '"', &h, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    ig_memory_free(small);
}

/* Writes one random cell with or without quotes, as its text allows. */
static void write_cell(ig_buffer *out, const char *cell, uint64_t *seed) {
    ig_error err;
    bool must = cell[0] == '\0' || strpbrk(cell, ",\"\r\n\t ") != NULL;
    if (!must && random_below(seed, 2) == 0) {
        assert_int_equal(ig_buffer_append(out, cell, strlen(cell), &err), 0);
        return;
    }
    assert_int_equal(ig_buffer_append(out, "\"", 1, &err), 0);
    for (const char *at = cell; *at != '\0'; at++) {
        assert_int_equal(ig_buffer_append(out, *at == '"' ? "\"\"" : at, *at == '"' ? 2 : 1, &err),
                         0);
    }
    assert_int_equal(ig_buffer_append(out, "\"\t", 1 + random_below(seed, 2), &err), 0);
}

static void random_cell(char *cell, size_t most, uint64_t *seed) {
    static const char alphabet[] = "ab1,\"\n\r\t \xe5";
    size_t n = random_below(seed, most);
    for (size_t i = 0; i < n; i++) {
        cell[i] = alphabet[random_below(seed, sizeof alphabet - 1)];
    }
    cell[n] = '\0';
}

/* The number of line breaks of a text, CRLF being one. */
static size_t breaks_in(const char *text) {
    size_t n = 0;
    for (const char *at = text; *at != '\0'; at++) {
        n += *at == '\r' || (*at == '\n' && (at == text || at[-1] != '\r'));
    }
    return n;
}

static void random_tables_come_back(void **state) {
    world *w = *state;
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    uint64_t seed = 5;
    for (size_t round = 0, rounds = test_rounds(3000); round < rounds; round++) {
        ig_error err;
        ig_buffer file;
        ig_buffer expected;
        ig_buffer_init(&file, w->memory);
        ig_buffer_init(&expected, w->memory);
        size_t line = 1;
        const char *end = ends[random_below(&seed, 3)];
        for (size_t row = random_below(&seed, 8); row > 0; row--) {
            assert_int_equal(ig_buffer_printf(&expected, &err, "%zu:", line), 0);
            size_t cells = 1 + random_below(&seed, 5);
            for (size_t c = 0; c < cells; c++) {
                char cell[12];
                random_cell(cell, sizeof cell, &seed);
                assert_int_equal(ig_buffer_append(&file, ",", c > 0, &err), 0);
                write_cell(&file, cell, &seed);
                assert_int_equal(ig_buffer_printf(&expected, &err, "%s%s", c > 0 ? "|" : " ", cell),
                                 0);
                line += breaks_in(cell);
            }
            assert_int_equal(ig_buffer_append(&expected, "\n", 1, &err), 0);
            assert_int_equal(ig_buffer_append(&file, end, strlen(end), &err), 0);
            line++;
        }
        heard h = {0};
        ig_buffer_init(&h.text, w->memory);
        size_t block = 1 + random_below(&seed, 40);
        assert_int_equal(split(w->memory, file.bytes, file.size_bytes, block, ',', '"', &h, &err),
                         0);
        assert_string_equal(ig_buffer_text(&h.text, &err), ig_buffer_text(&expected, &err));
        ig_buffer_reset(&h.text);
        ig_buffer_reset(&expected);
        ig_buffer_reset(&file);
    }
}

static int count_bytes(void *receiver, const ig_csv_record *record, ig_error *err) {
    (void)err;
    *(size_t *)receiver += ig_csv_record_field(record, 0).size_bytes;
    return 0;
}

static int feed_wide(ig_memory *memory, void *context, ig_error *err) {
    size_t size_bytes = *(const size_t *)context;
    ig_csv_records records;
    size_t total = 0;
    if (ig_csv_records_init(&records, memory, ',', '"', count_bytes, &total, err) != 0) {
        return -1;
    }
    char *text = calloc(1, size_bytes + 101);
    assert_non_null(text);
    memset(text, 'x', size_bytes);
    memset(text + size_bytes, ',', 100); /* and many fields */
    int status = ig_csv_records_feed(&records, text, size_bytes + 100, err);
    if (status == 0) {
        status = ig_csv_records_finish(&records, "x.csv", err);
    }
    if (status == 0) {
        assert_int_equal(total, size_bytes);
    }
    free(text);
    ig_csv_records_reset(&records);
    return status;
}

static void long_fields_only_cost_memory(void **state) {
    world *w = *state;
    size_t size_bytes = 20000000;
    ig_error err;
    assert_int_equal(feed_wide(w->memory, &size_bytes, &err), 0);
    /* libcsv's own buffer is accounted like every other. */
    ig_memory *small = ig_memory_new();
    ig_memory_limit(small, 1000000);
    assert_int_equal(feed_wide(small, &size_bytes, &err), -1);
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    assert_int_equal(ig_memory_read(small).live_blocks, 0);
    ig_memory_free(small);
}

static void every_failure_frees(void **state) {
    size_t size_bytes = 100000;
    assert_in_range(prove_failures_free(feed_wide, &size_bytes), 12, 30);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_line_break_ends_a_record),
        cmocka_unit_test(blank_lines_are_skipped_and_counted),
        cmocka_unit_test(quotes_hold_delimiters_and_breaks),
        cmocka_unit_test(real_files_are_lax_about_quotes),
        cmocka_unit_test(blanks_around_bare_fields_go),
        cmocka_unit_test(delimiter_and_quote_are_as_told),
        cmocka_unit_test(a_record_keeps_its_own_text),
        cmocka_unit_test(a_quote_left_open_is_an_error),
        cmocka_unit_test(a_receiver_may_stop),
        cmocka_unit_test(random_tables_come_back),
        cmocka_unit_test(long_fields_only_cost_memory),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
