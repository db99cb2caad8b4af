/* Whatever a cell holds, its stretch gives it back; and a given type says what does not fit. */
#include "csv/cells/grid.h"
#include "table/month.h"

typedef struct desk { /* what a worker has */
    ig_memory *memory;
    ig_csv_taker taker;
    ig_csv_shelf shelf;
    ig_csv_faults faults;
    ig_csv_stretch out;
} desk;

static int desk_open(desk *d, ig_memory *memory, ig_encoding encoding, ig_error *err) {
    *d = (desk){.memory = memory};
    ig_csv_taker_init(&d->taker, memory);
    ig_csv_faults_init(&d->faults, memory);
    d->taker.decoder = ig_csv_decoder_new(memory, encoding, err);
    return d->taker.decoder == NULL ? -1 : 0;
}

static void desk_close(desk *d) {
    ig_csv_decoder_free(d->taker.decoder);
    ig_csv_taker_reset(&d->taker);
    ig_csv_shelf_reset(&d->shelf);
    ig_csv_faults_reset(&d->faults);
    ig_csv_stretch_reset(&d->out);
}

static desk desk_new(ig_encoding encoding) {
    desk d;
    ig_error err;
    ig_memory *memory = ig_memory_new();
    assert_non_null(memory);
    assert_int_equal(desk_open(&d, memory, encoding, &err), 0);
    return d;
}

static void desk_free(desk *d) {
    desk_close(d);
    assert_int_equal(ig_memory_read(d->memory).live_blocks, 0);
    ig_memory_free(d->memory);
}

static void take(desk *d, const ig_csv_taking *how, const ig_csv_rows *rows, size_t c,
                 uint32_t chunk) {
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_csv_stretch_reset(&d->out);
    int status = ig_csv_take(&d->taker, &d->shelf, how, rows, c, chunk, &d->faults, &d->out, &err);
    if (status != 0) {
        fail_msg("%s", err.text);
    }
}

/* The stretch as one line: form, width, scale, and the cells: "~" missing, "*" suppressed, "!"
   rejected. */
static const char *show(const desk *d, const ig_csv_rows *rows, char decimal, char out[1000]) {
    static const char *const forms[] = {"nothing", "texts", "numbers", "reals"};
    const ig_csv_stretch *s = &d->out;
    size_t n = (size_t)snprintf(out, 1000, "%s %d:", forms[s->form], s->width);
    for (size_t row = 0; row < rows->n_rows; row++) {
        static const char *const marks[] = {"", "~", "*", "!"};
        char room[IG_DECIMAL_TEXT];
        ig_text text = stretch_text(s, &d->shelf, decimal, row, room);
        n += (size_t)snprintf(out + n, 1000 - n, " %s%.*s", marks[stretch_reason(s, row)],
                              (int)text.size_bytes, text.bytes);
    }
    return out;
}

#define N(list) (sizeof(list) / sizeof(list)[0])

/* Takes one column of cells and compares; further arguments: how, the cells, what is expected. */
static void assert_taken(desk *d, const ig_csv_taking *how, const char *const *cells, size_t n,
                         const char *expected) {
    grid g;
    char shown[1000];
    grid_of(&g, cells, n);
    take(d, how, &g.rows, 0, 0);
    assert_string_equal(show(d, &g.rows, how->marks.decimal, shown), expected);
    grid_close(&g);
}

static const ig_csv_taking OPEN = {.marks = {.decimal = '.'}};

static void numbers_stay_numbers_while_their_text_can_be_had_back(void **state) {
    static const struct {
        const char *cells[4];
        const char *expected;
    } cases[] = {
        {{"1", "-27", "127", "0"}, "numbers 1: 1 -27 127 0"},
        {{"1", "128", "", " "}, "numbers 2: 1 128 ~ ~"},
        {{"1.50", "2", "-0.5", "\"3.000000001\""}, "numbers 8: 1.50 2 -0.5 3.000000001"},
        {{"1234567890123456789", "9223372036854775807", "-9223372036854775808", "0.0"},
         "numbers 8: 1234567890123456789 9223372036854775807 -9223372036854775808 0.0"},
        {{"1", "9223372036854775808", "", "0"}, "texts 1: 1 9223372036854775808  0"},
        {{"1", "2", "3", "04"}, "texts 1: 1 2 3 04"},
        {{"-0", "2", "3", "4"}, "texts 1: -0 2 3 4"},
        {{"-0.00", "2", "3", "4"}, "texts 1: -0.00 2 3 4"},
        {{"5.", "2", "3", "4"}, "texts 1: 5. 2 3 4"},
        {{".5", "2", "3", "4"}, "texts 1: .5 2 3 4"},
        {{"1.0000000001", "2", "3", "4"}, "texts 1: 1.0000000001 2 3 4"},
        {{"1e5", "+2", " 3", "4 "}, "texts 1: 1e5 +2  3 4 "},
        {{"-", "1.2.3", "1-2", "1,2"}, "texts 1: - 1.2.3 1-2 1,2"},
        {{"", " ", "\"\"", "\t"}, "nothing 0: ~ ~ ~ ~"},
        {{"a", "\"b \"\"c\"\"\"", "\"a\"", ""}, "texts 1: a b \"c\" a "},
    };
    for (size_t i = 0; i < N(cases); i++) {
        desk d = desk_new(IG_UTF8);
        assert_taken(&d, &OPEN, cases[i].cells, 4, cases[i].expected);
        desk_free(&d);
    }
}

static void words_that_mean_missing_are_no_numbers(void **state) {
    static const char *const words[] = {"-", "*", "...", "-999", "无"};
    const ig_csv_taking how = {.marks = {.decimal = '.'}, .missing = words, .n_missing = 5};
    static const char *const cells[] = {"1", " - ", "*", "-999", "...", "无", "", "-998"};
    desk d = desk_new(IG_UTF8);
    assert_taken(&d, &how, cells, 8, "numbers 2: 1 ~ * ~ * ~ ~ -998");
    static const char *const hidden[] = {"*", "-", "..."};
    assert_taken(&d, &how, hidden, 3, "nothing 0: * ~ *");
    static const char *const texts[] = {"*", "a", "-"}; /* among texts they are judged at the end */
    assert_taken(&d, &how, texts, 3, "texts 1: * a -");
    assert_int_equal(ig_csv_words_size(d.shelf.words), 3);
    desk_free(&d);
    d = desk_new(IG_GB18030);
    static const char *const encoded[] = {"1", "\xce\xde", "2"};
    assert_taken(&d, &how, encoded, 3, "numbers 1: 1 ~ 2");
    desk_free(&d);
}

static void a_decimal_comma_is_canonical_in_its_column(void **state) {
    const ig_csv_taking how = {.marks = {.decimal = ',', .thousands = '.'}};
    static const char *const cells[] = {"1,5", "20", "-0,25"};
    desk d = desk_new(IG_UTF8);
    assert_taken(&d, &how, cells, 3, "numbers 1: 1,5 20 -0,25");
    static const char *const marked[] = {"1,5", "1.234"};
    assert_taken(&d, &how, marked, 2, "texts 1: 1,5 1.234");
    desk_free(&d);
}

static void blanks_belong_to_no_one_where_they_are_trimmed(void **state) {
    desk d = desk_new(IG_UTF8);
    grid g;
    char shown[1000];
    static const char *const cells[] = {" 1", "\"2\"\t", " \" 3\"  ", "a b "};
    grid_of(&g, cells, 3);
    g.rows.trim = true;
    take(&d, &OPEN, &g.rows, 0, 0);
    assert_string_equal(show(&d, &g.rows, '.', shown), "texts 1: 1 2  3");
    grid_close(&g);
    grid_of(&g, cells, 2);
    g.rows.trim = true;
    take(&d, &OPEN, &g.rows, 0, 0);
    assert_string_equal(show(&d, &g.rows, '.', shown), "numbers 1: 1 2");
    grid_close(&g);
    desk_free(&d);
}

static void a_decimal_column_says_what_does_not_fit(void **state) {
    static const char *const words[] = {"-"};
    const ig_csv_taking how = {.kind = IG_AS_DECIMAL,
                               .marks = {.decimal = '.', .thousands = ','},
                               .missing = words,
                               .n_missing = 1};
    static const char *const cells[] = {"007", "1,234.50", " -5 ", "n/a", "-", "1e3", ".5", ""};
    desk d = desk_new(IG_UTF8);
    assert_taken(&d, &how, cells, 8, "numbers 4: 7 1234.50 -5 ! ~ ! 0.5 ~");
    assert_int_equal(ig_csv_faults_size(&d.faults), 2);
    ig_csv_fault fault = ig_csv_faults_at(&d.faults, 0);
    assert_int_equal(fault.line, 5);
    assert_int_equal(fault.column, 0);
    assert_int_equal(fault.kind, IG_CSV_NO_DECIMAL);
    assert_int_equal(fault.value.size_bytes, 3);
    assert_memory_equal(fault.value.bytes, "n/a", 3);
    assert_memory_equal(fault.record.bytes, "n/a", 3);
    /* One that a decimal does not hold: all stay texts, and what is rejected is no word. */
    static const char *const more[] = {"1", "n/a", "0.12345678901", "-"};
    assert_taken(&d, &how, more, 4, "texts 1: 1 ! 0.12345678901 -");
    assert_int_equal(ig_csv_words_size(d.shelf.words), 3);
    assert_int_equal(ig_csv_faults_size(&d.faults), 3);
    desk_free(&d);
}

static void a_real_column_takes_any_number(void **state) {
    const ig_csv_taking how = {.kind = IG_AS_REAL, .marks = {.decimal = '.'}};
    static const char *const cells[] = {"1", "-2.5e-3", " 0.1 ",
                                        "",  "inf",     "123456789012345678901"};
    desk d = desk_new(IG_UTF8);
    assert_taken(&d, &how, cells, 6, "reals 8: 1 -0.0025 0.1 ~ ! 1.2345678901234568e+20");
    assert_int_equal(ig_csv_faults_at(&d.faults, 0).kind, IG_CSV_NO_NUMBER);
    static const char *const none[] = {"x", ""};
    assert_taken(&d, &how, none, 2, "nothing 0: ! ~");
    desk_free(&d);
}

static void a_month_column_keeps_good_months_as_texts(void **state) {
    static const char *const words[] = {"-"};
    const ig_csv_taking how = {
        .kind = IG_AS_MONTH, .marks = {.decimal = '.'}, .missing = words, .n_missing = 1};
    static const char *const cells[] = {"2025-04", " 202505", "-", "2025-13", "2025-04", "", "x"};
    desk d = desk_new(IG_UTF8);
    assert_taken(&d, &how, cells, 7, "texts 1: 2025-04  202505 - ! 2025-04  !");
    assert_int_equal(ig_csv_words_size(d.shelf.words), 4);
    assert_int_equal(ig_csv_faults_size(&d.faults), 2);
    desk_free(&d);
    d = desk_new(IG_GB18030);
    static const char *const encoded[] = {"2025\xc4\xea"
                                          "4\xd4\xc2",
                                          "\xff"};
    assert_taken(&d, &how, encoded, 2,
                 "texts 1: 2025\xc4\xea"
                 "4\xd4\xc2 !");
    desk_free(&d);
}

static void tangled_words_are_counted_once(void **state) {
    static const char *const cells[] = {"a", "\"b,\"\"c\nd\"", "\"b,\"\"c\nd\"", "\"e\nf\""};
    desk d = desk_new(IG_UTF8);
    grid g;
    grid_of(&g, cells, 4);
    take(&d, &OPEN, &g.rows, 0, 3);
    assert_true(d.shelf.is_tangled);
    assert_int_equal(d.shelf.tangled, ig_csv_place(3, 1));
    assert_int_equal(ig_csv_words_place(d.shelf.words, 2), ig_csv_place(3, 3));
    grid_close(&g);
    desk_free(&d);
}

/* The value as a file has it: bare where it can be, else in quotes. */
static size_t write_cell(uint64_t *seed, const char *value, size_t n, char *out) {
    bool bare = n == 0 || (value[0] != '"' && memchr(value, ',', n) == NULL &&
                           memchr(value, '\n', n) == NULL && memchr(value, '\r', n) == NULL);
    if (bare && random_below(seed, 4) > 0) {
        memcpy(out, value, n);
        return n;
    }
    size_t m = 0;
    out[m++] = '"';
    for (size_t i = 0; i < n; i++) {
        out[m++] = value[i];
        if (value[i] == '"') {
            out[m++] = '"';
        }
    }
    out[m++] = '"';
    return m;
}

/* Names follow codes, nearly always; what was learnt of one must not be taken for another. */
static void a_guess_from_the_left_is_only_a_guess(void **state) {
    static const char *const names[] = {
        "Engines of nickel",                          /* bare */
        "Tubes of zinc, coated",                      /* in quotes */
        "\"\"Engines\"\" of nickel and other metals", /* quotes at its start … */
        "Engines of nickel\"\" and of other metals",  /* … and two together inside */
        "Engines of nickel\" and of other metals",    /* which is not the same as one */
        "Engines of nickel, of a thickness over 2 mm, with a heading of more than 64 bytes",
        "Engines of nickel, of a thickness over 3 mm, with a heading of more than 64 bytes",
        "short"};
    uint64_t seed = 23;
    for (size_t round = 0; round < test_rounds(60); round++) {
        desk d = desk_new(IG_UTF8);
        ig_csv_shelf shelves[2] = {{0}};
        size_t unlike = 1 + random_below(&seed, 40); /* one in so many does not follow */
        for (uint32_t chunk = 0; chunk < 8; chunk++) {
            enum { ROWS = 200 };
            size_t said[ROWS];
            grid g;
            grid_open(&g, 2, 2 * ROWS, 2 * ROWS * 200);
            for (size_t i = 0; i < ROWS; i++) {
                char cell[200];
                size_t code = random_below(&seed, 8);
                size_t n = (size_t)snprintf(cell, sizeof cell, "c%zu", code);
                said[i] = random_below(&seed, unlike) == 0 ? random_below(&seed, 8) : code;
                grid_add(&g, cell, n);
                n = write_cell(&seed, names[said[i]], strlen(names[said[i]]), cell);
                grid_add(&g, cell, n);
            }
            const ig_csv_rows *rows = grid_rows(&g);
            for (size_t c = 0; c < 2; c++) {
                d.shelf = shelves[c];
                take(&d, &OPEN, rows, c, chunk);
                shelves[c] = d.shelf;
            }
            for (size_t i = 0; i < ROWS; i++) {
                ig_text text = ig_csv_words_text(d.shelf.words, stretch_code(&d.out, i));
                assert_true(ig_csv_text_is(text, names[said[i]]));
            }
            d.shelf = (ig_csv_shelf){0};
            grid_close(&g);
        }
        assert_true(unlike < 20 || shelves[1].follows != NULL);
        ig_csv_shelf_reset(&shelves[0]);
        ig_csv_shelf_reset(&shelves[1]);
        desk_free(&d);
    }
}

/* A random cell: numbers and near-numbers, texts of every length, with marks that matter. */
static size_t random_cell(uint64_t *seed, size_t kind, char *out) {
    static const char *const odd[] = {"-",   "-0",  "0",     "00",  "0.0",  "-0.0",   ".5", "5.",
                                      "1e5", "+1",  " 1",    "1 ",  "",     " ",      "\"", "a\"b",
                                      "1,5", "-.5", "1.2.3", "--1", "0.10", "1\0002", "x",  "."};
    size_t n = 0;
    switch (kind) {
    case 0: n = ig_decimal_print(out, random_int(seed), (unsigned)random_below(seed, 10)); return n;
    case 1: return ig_decimal_print(out, (int64_t)random_below(seed, 100000), 0);
    case 2: return ig_decimal_print(out, (int64_t)random_below(seed, 100000), 2);
    case 3: /* nearly a number */
        n = ig_decimal_print(out, random_int(seed), (unsigned)random_below(seed, 10));
        out[random_below(seed, n)] = "0123456789.-, e\"/:"[random_below(seed, 18)];
        return n;
    case 4: {
        const char *text = odd[random_below(seed, N(odd))];
        n = strlen(text);
        memcpy(out, text, n);
        return n;
    }
    case 5: /* few texts of like shapes, of all lengths around the borders of a slot */
        n = random_below(seed, 40);
        memset(out, 'x', n);
        if (n > 0) {
            out[random_below(seed, n)] = (char)('a' + random_below(seed, 4));
        }
        return n;
    default: /* any bytes */
        n = random_below(seed, 4) == 0 ? random_below(seed, 150) : random_below(seed, 20);
        for (size_t i = 0; i < n; i++) {
            out[i] = (char)random_next(seed);
        }
        return n;
    }
}

static bool is_blank(ig_text text) {
    return ig_csv_text_trim(text).size_bytes == 0;
}

enum { COLUMNS = 7, MAX_ROWS = 300, MAX_CELL = 160 };

static void any_cell_can_be_had_back(void **state) {
    uint64_t seed = 7;
    size_t n_cells = 0;
    static char values[COLUMNS * MAX_ROWS][MAX_CELL];
    static size_t sizes[COLUMNS * MAX_ROWS];
    for (size_t round = 0; round < test_rounds(300); round++) {
        desk d = desk_new(IG_UTF8);
        ig_csv_shelf shelves[COLUMNS] = {{0}};
        for (uint32_t chunk = 0; chunk < 4; chunk++) {
            size_t n_rows = random_below(&seed, MAX_ROWS + 1);
            bool bare = random_below(&seed, 2) == 0;
            grid g;
            grid_open(&g, COLUMNS, COLUMNS * MAX_ROWS, COLUMNS * MAX_ROWS * 2 * MAX_CELL);
            for (size_t i = 0; i < n_rows * COLUMNS; i++) {
                size_t own = i % COLUMNS;
                size_t kind = random_below(&seed, 200) == 0 ? random_below(&seed, COLUMNS) : own;
                char cell[2 * MAX_CELL + 2];
                sizes[i] = random_cell(&seed, kind, values[i]);
                size_t n = sizes[i];
                if (bare) {
                    memcpy(cell, values[i], n);
                } else {
                    n = write_cell(&seed, values[i], n, cell);
                }
                grid_add(&g, cell, n);
            }
            const ig_csv_rows *rows = grid_rows(&g);
            g.rows.literal = bare;
            for (size_t c = 0; c < COLUMNS; c++) {
                d.shelf = shelves[c];
                take(&d, &OPEN, rows, c, chunk);
                shelves[c] = d.shelf;
                for (size_t row = 0; row < n_rows; row++) {
                    char room[IG_DECIMAL_TEXT];
                    ig_text value = {values[row * COLUMNS + c], sizes[row * COLUMNS + c]};
                    ig_text text = stretch_text(&d.out, &d.shelf, '.', row, room);
                    ig_reason reason = stretch_reason(&d.out, row);
                    if (reason != IG_PRESENT
                            ? reason != IG_EMPTY || !is_blank(value)
                            : text.size_bytes != value.size_bytes ||
                                  memcmp(text.bytes, value.bytes, value.size_bytes) != 0) {
                        fail_msg("round %zu, row %zu, column %zu: '%.*s' came back as '%.*s'",
                                 round, row, c, (int)value.size_bytes, value.bytes,
                                 (int)text.size_bytes, text.bytes);
                    }
                }
                n_cells += n_rows;
                d.shelf = (ig_csv_shelf){0};
            }
            grid_close(&g);
        }
        for (size_t c = 0; c < COLUMNS; c++) {
            const ig_csv_words *words = shelves[c].words;
            for (uint32_t w = 1; words != NULL && w < ig_csv_words_size(words); w++) {
                assert_true(ig_csv_words_place(words, w - 1) < ig_csv_words_place(words, w));
            }
            ig_csv_shelf_reset(&shelves[c]);
        }
        desk_free(&d);
    }
    assert_true(n_cells > 100000 || test_rounds(300) < 300);
}

/* What a column of given type must say of a cell, the slow way. */
static bool fits(const ig_csv_taking *how, ig_text trimmed, bool *real) {
    ig_number number = ig_number_parse(trimmed.bytes, trimmed.size_bytes, how->marks);
    bool plain = memchr(trimmed.bytes, 'e', trimmed.size_bytes) == NULL;
    int32_t month;
    *real = number.kind == IG_NUMBER_REAL;
    switch (how->kind) {
    case IG_AS_DECIMAL:
        return number.kind == IG_NUMBER_DECIMAL || (number.kind == IG_NUMBER_REAL && plain);
    case IG_AS_REAL: return number.kind != IG_NUMBER_NOT;
    default: return ig_month_parse(trimmed.bytes, trimmed.size_bytes, true, &month);
    }
}

static void given_types_agree_with_the_slow_way(void **state) {
    uint64_t seed = 11;
    static char values[MAX_ROWS][MAX_CELL];
    static size_t sizes[MAX_ROWS];
    for (size_t round = 0; round < test_rounds(600); round++) {
        static const ig_kind kinds[] = {IG_AS_DECIMAL, IG_AS_REAL, IG_AS_MONTH};
        static const char *const words[] = {"x", "..."};
        const ig_csv_taking how = {.kind = kinds[round % 3],
                                   .marks = {.decimal = '.', .thousands = ','},
                                   .missing = words,
                                   .n_missing = 2};
        desk d = desk_new(IG_UTF8);
        grid g;
        size_t n_rows = 1 + random_below(&seed, 60);
        size_t n_wrong = 0;
        grid_open(&g, 1, n_rows, n_rows * 2 * (MAX_CELL + 2));
        for (size_t i = 0; i < n_rows; i++) {
            char cell[2 * MAX_CELL + 2];
            if (kinds[round % 3] == IG_AS_MONTH && random_below(&seed, 3) > 0) {
                sizes[i] = ig_month_print(values[i], (int32_t)(24000 + random_below(&seed, 40)));
            } else {
                sizes[i] = random_cell(&seed, random_below(&seed, 5), values[i]);
            }
            size_t n = write_cell(&seed, values[i], sizes[i], cell);
            grid_add(&g, cell, n);
        }
        take(&d, &how, grid_rows(&g), 0, 0);
        for (size_t i = 0; i < n_rows; i++) {
            ig_text trimmed = ig_csv_text_trim((ig_text){values[i], sizes[i]});
            ig_reason expected = ig_csv_reason(&how, trimmed);
            bool real = false;
            bool texts = d.out.form == IG_CSV_TEXTS;
            if (expected == IG_PRESENT && !fits(&how, trimmed, &real)) {
                expected = IG_REJECTED;
                n_wrong++;
            } else if (texts) {
                expected = IG_PRESENT;
            }
            assert_int_equal(stretch_reason(&d.out, i), expected);
            char room[IG_DECIMAL_TEXT];
            ig_text text = stretch_text(&d.out, &d.shelf, '.', i, room);
            if (texts && expected == IG_PRESENT) {
                assert_int_equal(text.size_bytes, sizes[i]);
                assert_memory_equal(text.bytes, values[i], sizes[i]);
            } else if (expected == IG_PRESENT) {
                ig_number a = ig_number_parse(trimmed.bytes, trimmed.size_bytes, how.marks);
                double value =
                    a.kind == IG_NUMBER_REAL ? a.real : ig_decimal_real(a.units, a.scale);
                if (d.out.form == IG_CSV_REALS) {
                    assert_true(((double *)d.out.values)[i] == value);
                } else {
                    assert_true(stretch_int(&d.out, i) == a.units);
                    assert_int_equal(d.out.scales ? d.out.scales[i] : d.out.scale, a.scale);
                }
            }
        }
        assert_int_equal(ig_csv_faults_size(&d.faults), n_wrong);
        grid_close(&g);
        desk_free(&d);
    }
}

static int take_all(ig_memory *memory, void *context, ig_error *err) {
    static const ig_kind kinds[] = {IG_INFER, IG_AS_DECIMAL, IG_AS_REAL, IG_AS_MONTH, IG_AS_TEXT};
    desk d;
    int status = desk_open(&d, memory, IG_GB18030, err);
    for (size_t i = 0; i < N(kinds) && status == 0; i++) {
        static const char *const words[] = {"无", "*"};
        const ig_csv_taking how = {
            .kind = kinds[i], .marks = {.decimal = '.'}, .missing = words, .n_missing = 2};
        status =
            ig_csv_take(&d.taker, &d.shelf, &how, context, 0, (uint32_t)i, &d.faults, &d.out, err);
        ig_csv_stretch_reset(&d.out);
    }
    desk_close(&d);
    return status;
}

static void every_failure_frees(void **state) {
    static const char *const cells[] = {"1",
                                        "0.12345678901",
                                        "\xce\xde",
                                        "*",
                                        "\"a \"\"quoted\"\" word of more than 64 bytes, so long "
                                        "that scratch grows more than once, and further\"",
                                        "2025-04",
                                        "",
                                        "2.5"};
    grid g;
    for (size_t n = 1; n <= N(cells); n++) {
        grid_of(&g, cells, n);
        assert_in_range(prove_failures_free(take_all, &g.rows), 5, 200);
        grid_close(&g);
    }
}

static int take_two(ig_memory *memory, void *context, ig_error *err) {
    desk d;
    ig_csv_shelf other = {0};
    int status = desk_open(&d, memory, IG_UTF8, err);
    for (uint32_t i = 0; i < 4 && status == 0; i++) {
        ig_csv_shelf *shelf = i % 2 == 0 ? &d.shelf : &other;
        status = ig_csv_take(&d.taker, shelf, &OPEN, context, i % 2, i / 2, &d.faults, &d.out, err);
        ig_csv_stretch_reset(&d.out);
    }
    assert_true(status != 0 || other.follows != NULL);
    ig_csv_shelf_reset(&other);
    desk_close(&d);
    return status;
}

static void every_failure_of_a_guess_frees(void **state) {
    static const char *const cells[] = {"c1", "Engines of nickel", "c2", "Engines of zinc, coated"};
    grid g;
    grid_open(&g, 2, 4, 100);
    for (size_t i = 0; i < 4; i++) {
        grid_add(&g, cells[i], strlen(cells[i]));
    }
    (void)grid_rows(&g);
    assert_in_range(prove_failures_free(take_two, &g.rows), 10, 60);
    grid_close(&g);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_stay_numbers_while_their_text_can_be_had_back),
        cmocka_unit_test(words_that_mean_missing_are_no_numbers),
        cmocka_unit_test(a_decimal_comma_is_canonical_in_its_column),
        cmocka_unit_test(blanks_belong_to_no_one_where_they_are_trimmed),
        cmocka_unit_test(a_decimal_column_says_what_does_not_fit),
        cmocka_unit_test(a_real_column_takes_any_number),
        cmocka_unit_test(a_month_column_keeps_good_months_as_texts),
        cmocka_unit_test(tangled_words_are_counted_once),
        cmocka_unit_test(a_guess_from_the_left_is_only_a_guess),
        cmocka_unit_test(any_cell_can_be_had_back),
        cmocka_unit_test(given_types_agree_with_the_slow_way),
        cmocka_unit_test(every_failure_frees),
        cmocka_unit_test(every_failure_of_a_guess_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
