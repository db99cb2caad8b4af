/*
 * libcsv, given the whole file at once, is the judge of what cells say; and what it takes to get along
 * with it: its buffer, which grows with the longest cell, is accounted for.
 */
#include "csv/scan/reference.h"

#include <csv.h> /* libcsv */

typedef struct told { /* by libcsv alone: "a|b\n" */
    ig_buffer text;
    size_t n_cells;
} told;

static void tell_cell(void *bytes, size_t size_bytes, void *context) {
    told *t = context;
    add(&t->text, "|", t->n_cells > 0 ? 1 : 0);
    t->n_cells++;
    add(&t->text, bytes, size_bytes);
}

static void tell_record(int end, void *context) {
    told *t = context;
    (void)end;
    t->n_cells = 0;
    add(&t->text, "\n", 1);
}

static int no_blanks(unsigned char c) {
    (void)c;
    return 0;
}

/* NULL when a quote is left open. The caller frees it. */
static char *libcsv_text(const splitting *s, const char *bytes, size_t n) {
    struct csv_parser parser;
    ig_memory *memory = ig_memory_new();
    told t = {0};
    ig_buffer_init(&t.text, memory);
    assert_int_equal(csv_init(&parser, 0), 0);
    csv_set_delim(&parser, (unsigned char)s->dialect.delimiter[0]);
    csv_set_quote(&parser, (unsigned char)s->dialect.quote);
    if (!s->dialect.trim) {
        csv_set_space_func(&parser, no_blanks);
    }
    assert_int_equal(csv_parse(&parser, bytes, n, tell_cell, tell_record, &t), n);
    (void)csv_set_opts(&parser, CSV_STRICT | CSV_STRICT_FINI);
    bool open = csv_fini(&parser, tell_cell, tell_record, &t) != 0;
    csv_free(&parser);
    char *text = open ? NULL : calloc(1, t.text.size_bytes + 1);
    if (!open && t.text.size_bytes > 0) {
        memcpy(text, t.text.bytes, t.text.size_bytes);
    }
    ig_buffer_reset(&t.text);
    ig_memory_free(memory);
    return text;
}

/* What we make of it in the same shape: with two columns and every record told by its cells. */
static char *our_text(const splitting *s, const char *bytes, size_t n) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    told t = {0};
    ig_buffer_init(&t.text, memory);
    ig_buffer scratch;
    ig_buffer_init(&scratch, memory);
    ig_csv_split split;
    ig_csv_split_init(&split, memory);
    ig_csv_splitting how = s->how;
    how.dialect = &s->dialect;
    how.n_columns = 0; /* each record is a header */
    char *room = room_for(bytes, n);
    size_t at = 0;
    bool open = false;
    while (at < n && !open) {
        open = ig_csv_split_by(&split, &how, s->way, room + IG_CSV_SLACK + at, n - at, 1, true,
                               &err) != 0;
        if (open || split.rows.n_rows == 0) {
            break;
        }
        for (size_t c = 0; c < split.rows.n_columns; c++) {
            ig_text value;
            assert_int_equal(ig_csv_rows_value(&split.rows, ig_csv_rows_raw(&split.rows, 0, c),
                                               &scratch, &value, &err),
                             0);
            tell_cell((void *)(uintptr_t)value.bytes, value.size_bytes, &t);
        }
        tell_record(0, &t);
        at += split.used_bytes;
    }
    char *text = open ? NULL : calloc(1, t.text.size_bytes + 1);
    if (!open && t.text.size_bytes > 0) {
        memcpy(text, t.text.bytes, t.text.size_bytes);
    }
    free(room);
    ig_csv_split_reset(&split);
    ig_buffer_reset(&scratch);
    ig_buffer_reset(&t.text);
    ig_memory_free(memory);
    return text;
}

static void cells_say_what_libcsv_says(void **state) {
    static const char marks[] = ",\"\n;\rx a\\1\t";
    uint64_t seed = 7101;
    char bytes[200];
    size_t open = 0;
    for (size_t round = 0; round < test_rounds(5000); round++) {
        splitting s = splitting_of(0, '"');
        s.dialect.trim = random_below(&seed, 2);
        s.how.max_columns = 1000;
        size_t n = random_bytes(&seed, marks, sizeof marks - 1, bytes, sizeof bytes);
        if (!s.dialect.trim) { /* lines of blanks are records to libcsv then */
            for (size_t i = 0; i < n; i++) {
                bytes[i] = bytes[i] == ' ' || bytes[i] == '\t' ? 'y' : bytes[i];
            }
        }
        char *expected = libcsv_text(&s, bytes, n);
        open += expected == NULL;
        for (s.way = IG_CSV_BEST; s.way <= IG_CSV_EXTENDED; s.way++) {
            char *text = ig_csv_way_exists(s.way) ? our_text(&s, bytes, n) : NULL;
            if (!ig_csv_way_exists(s.way)) {
                continue;
            }
            if ((text == NULL) != (expected == NULL) ||
                (text != NULL && strcmp(text, expected) != 0)) {
                print_message("way %d, trim %d:\n%.*s\n---\n", (int)s.way, s.dialect.trim, (int)n,
                              bytes);
                assert_string_equal(text == NULL ? "open" : text,
                                    expected == NULL ? "open" : expected);
            }
            free(text);
        }
        free(expected);
    }
    assert_in_range(open, 1, test_rounds(5000) - 1);
}

static int split_long_cells(ig_memory *memory, void *context, ig_error *err) {
    const splitting *s = context;
    static char bytes[9000];
    memset(bytes, 'x', sizeof bytes);
    bytes[0] = '"';
    bytes[1] = '"';
    bytes[5000] = '"';
    bytes[5001] = ',';
    ig_buffer out;
    ig_buffer_init(&out, memory);
    int status = split_pieces(memory, s, bytes, sizeof bytes, sizeof bytes, &out, err);
    if (status == 0) {
        assert_int_equal(out.size_bytes, strlen("1: |\n") + sizeof bytes - 3);
    }
    ig_buffer_reset(&out);
    return status;
}

static void long_cells_are_accounted_for(void **state) {
    splitting s = splitting_of(2, '"');
    s.how.max_record_bytes = 10000;
    assert_true(prove_failures_free(split_long_cells, &s) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_say_what_libcsv_says),
        cmocka_unit_test(long_cells_are_accounted_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
