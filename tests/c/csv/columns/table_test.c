/* One table of all files: types, codes and rows do not depend on how the files were cut, or on who
   took what. */
#include "csv/columns/table.h"

#include "csv/columns/reference.h"
#include "csv/world.h"

enum { MAX_SHEETS = 4, MAX_ROWS = 300, N_NAMES = 9 };

static const char *const WORDS[] = {"-", "*", "..."};
static const char *const ALIASES[] = {"when"};
static const ig_csv_column COLUMNS[] = {
    {.name = "period", .aliases = ALIASES, .n_aliases = 1, .kind = IG_AS_MONTH},
    {.name = "kg", .kind = IG_AS_DECIMAL, .missing = WORDS, .n_missing = 3, .unit = "kg"},
    {.name = "share", .kind = IG_AS_REAL, .missing = WORDS, .n_missing = 2},
    {.name = "hs", .kind = IG_AS_TEXT},
    {.name = "value",
     .missing = WORDS,
     .n_missing = 3,
     .marks = {.decimal = ',', .thousands = '.'}},
};

static ig_csv_spec spec_of_columns(void) {
    return (ig_csv_spec){.name = "p",
                         .dialect = {.delimiter = ",", .quote = '"', .has_header = true},
                         .on_error = IG_CSV_COLLECT,
                         .missing = WORDS,
                         .n_missing = 3,
                         .columns = COLUMNS,
                         .n_columns = sizeof COLUMNS / sizeof COLUMNS[0]};
}

/* Makes parts of all sheets and a table of them. */
static ig_table *table_of(const ig_context *context, const ig_csv_spec *spec, const sheet *sheets,
                          size_t n, ig_error *err) {
    ig_csv_part parts[MAX_SHEETS] = {0};
    int status = 0;
    for (size_t i = 0; i < n && status == 0; i++) {
        status = make_part(&parts[i], context->memory, spec, &sheets[i], err);
    }
    ig_table *table = status == 0 ? ig_csv_table_make(context, spec, parts, n, err) : NULL;
    for (size_t i = 0; i < n; i++) {
        drop_part(&parts[i]);
    }
    return table;
}

static ig_table *made(const ig_context *context, const ig_csv_spec *spec, const sheet *sheets,
                      size_t n) {
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_table *table = table_of(context, spec, sheets, n, &err);
    if (table == NULL) {
        fail_msg("%s", err.text);
    }
    return table;
}

static void files_become_one_table(void **state) {
    ig_context context = world_new(2);
    ig_csv_spec spec = spec_of_columns();
    static const ig_csv_constant constants[] = {{"flow", "export"}, {"note", ""}};
    spec.constants = constants;
    spec.n_constants = 2;
    static const char *const a_names[] = {"hs", "n", "when", "kg"};
    static const char *const a_cells[] = {"0101", "1",   "202501",  "1.50", //
                                          "0102", "2.5", "",        "*",    //
                                          "0101", " 7",  "2025-02", "12 t"};
    static const char *const b_names[] = {"value", "period", "n"};
    static const char *const b_cells[] = {"1.234,5", "2025/3", "-", "0,25", "soon", "10"};
    static const size_t cut[] = {2};
    const sheet sheets[] = {
        {"a.csv", a_names, 4, a_cells, 3, cut, 1, 2, NULL, 2},
        {"b.csv", b_names, 3, b_cells, 2, NULL, 0, 1, NULL, 2},
    };
    ig_table *table = made(&context, &spec, sheets, 2);
    assert_table(table, "period:month kg:decimal(2)[kg] hs:text value:decimal(2) n:decimal(1) "
                        "flow:text note:text file:text line:decimal(0)\n"
                        "2025-01|1.50|0101|~|1.0|export|~|a.csv|2\n"
                        "~|*|0102|~|2.5|export|~|a.csv|3\n"
                        "2025-02|!|0101|~|7.0|export|~|a.csv|4\n"
                        "2025-03|~|~|1234.50|~|export|~|b.csv|2\n"
                        "!|~|~|0.25|10.0|export|~|b.csv|3");
    assert_string_equal(table->fields[0].column->source, "when");
    assert_listed(table->rejects,
                  "a.csv|4|kg|not_decimal|12 t|integer or decimal expected|the row\n"
                  "b.csv|3|period|not_month|soon|month expected|the row");
    assert_listed(table->warnings, "a.csv|1 cell or row rejected\n"
                                   "a.csv|lacks value\n"
                                   "b.csv|1 cell or row rejected\n"
                                   "b.csv|lacks kg, hs");
    ig_table_release(table);
    world_free(context);
}

static void a_late_word_makes_texts_of_numbers(void **state) {
    ig_context context = world_new(2);
    ig_csv_spec spec = spec_of_columns();
    static const char *const names[] = {"code", "x"};
    static const char *const cells[] = {"12", "1,5", "7", "2", "12", "1,5", "007", "-", "7", "z"};
    static const size_t cuts[] = {0, 1, 3, 4};
    const sheet sheets[] = {{"a.csv", names, 2, cells, 5, cuts, 4, 1, NULL, 2}};
    ig_table *table = made(&context, &spec, sheets, 1);
    assert_table(table, "code:text x:text file:text line:decimal(0)\n"
                        "12|1,5|a.csv|2\n7|2|a.csv|3\n12|1,5|a.csv|4\n007|~|a.csv|5\n7|z|a.csv|6");
    assert_listed(table->warnings,
                  "a.csv|x: read as text; decimal = \",\" makes it numbers but for "
                  "'z' on line 6");
    assert_null(table->rejects);
    ig_table_release(table);
    world_free(context);
}

static void numbers_may_turn_out_to_be_months(void **state) {
    ig_context context = world_new(2);
    ig_csv_spec spec = {.on_error = IG_CSV_COLLECT};
    static const char *const names[] = {"p", "q"};
    static const char *const cells[] = {"2025.01", "2025.01", "2025-02", "2025.13", "2025.03", "x"};
    static const size_t cuts[] = {1, 2};
    const sheet sheets[] = {{"a.csv", names, 2, cells, 3, cuts, 2, 2, NULL, 2}};
    ig_table *table = made(&context, &spec, sheets, 1);
    assert_table(table, "p:month q:text file:text line:decimal(0)\n"
                        "2025-01|2025.01|a.csv|2\n2025-02|2025.13|a.csv|3\n2025-03|x|a.csv|4");
    ig_table_release(table);
    world_free(context);
}

/* The second file's heading says month, so the numbers that the first holds are looked at again. */
static void a_heading_of_another_file_says_month(void **state) {
    ig_context context = world_new(2);
    static const char *const aliases[] = {"month"};
    static const ig_csv_column columns[] = {{.name = "t", .aliases = aliases, .n_aliases = 1}};
    ig_csv_spec spec = {.columns = columns, .n_columns = 1};
    static const char *const a_names[] = {"t"};
    static const char *const b_names[] = {"month"};
    static const char *const a_cells[] = {"202501", "202502"};
    static const char *const late[] = {"202501", "202513"};
    static const char *const b_cells[] = {"202503"};
    sheet sheets[] = {{"a.csv", a_names, 1, a_cells, 2, NULL, 0, 1, NULL, 2},
                      {"b.csv", b_names, 1, b_cells, 1, NULL, 0, 1, NULL, 2}};
    ig_table *table = made(&context, &spec, sheets, 2);
    assert_table(table, "t:month file:text line:decimal(0)\n"
                        "2025-01|a.csv|2\n2025-02|a.csv|3\n2025-03|b.csv|2");
    ig_table_release(table);
    sheets[0].cells = late;
    table = made(&context, &spec, sheets, 2);
    assert_table(table, "t:decimal(0) file:text line:decimal(0)\n"
                        "202501|a.csv|2\n202513|a.csv|3\n202503|b.csv|2");
    ig_table_release(table);
    world_free(context);
}

static int to_one_word(void *context, ig_text from, ig_text *to, ig_error *err) {
    *to = text_of(from.bytes[0] == 'z' ? "z" : "a");
    return 0;
}

/* Words that decoding made the same have one code. */
static void decoded_words_may_be_one(void **state) {
    ig_context context = world_new(2);
    ig_csv_spec spec = spec_of_columns();
    static const char *const names[] = {"x"};
    static const char *const cells[] = {"a1", "z", "a2", "a1"};
    const sheet s = {"a.csv", names, 1, cells, 4, NULL, 0, 1, NULL, 2};
    ig_csv_part part;
    ig_error err;
    assert_int_equal(make_part(&part, context.memory, &spec, &s, &err), 0);
    part.encoded.encoding = IG_GB18030;
    assert_int_equal(ig_csv_words_rewrite(part.shares[0][0].words, to_one_word, NULL, &err), 0);
    ig_table *table = ig_csv_table_make(&context, &spec, &part, 1, &err);
    assert_table(table, "x:text file:text line:decimal(0)\n"
                        "a|a.csv|2\nz|a.csv|3\na|a.csv|4\na|a.csv|5");
    assert_int_equal(ig_dict_size(table->fields[0].column->dict), 2);
    ig_table_release(table);
    drop_part(&part);
    world_free(context);
}

/* Remarks that come from what the reader noted on the way. */
static void remarks_are_made_of_files(void **state) {
    ig_context context = world_new(2);
    ig_csv_spec spec = spec_of_columns();
    static const char *const names[] = {"x", "x", "line"};
    static const char *const cells[] = {"1", "18446744073709551616", "3"};
    const sheet s = {"a.csv", names, 3, cells, 1, NULL, 0, 1, NULL, 2};
    ig_csv_part part;
    ig_error err;
    assert_int_equal(make_part(&part, context.memory, &spec, &s, &err), 0);
    part.header.headings[1].name = ig_strdup(context.memory, "x_2", &err);
    part.header.headings[2].name = ig_strdup(context.memory, "line_2", &err);
    part.chunks[0].liberties[IG_CSV_PADDED] = (ig_csv_count){.n = 1200, .line = 7};
    part.n_records = 10000;
    part.shares[0][0].is_tangled = true;
    part.encoded.also_utf8 = true;
    spec.row_cap = 10000;
    ig_table *table = ig_csv_table_make(&context, &spec, &part, 1, &err);
    assert_table(table, "x:decimal(0) x_2:real line_2:decimal(0) file:text line:decimal(0)\n"
                        "1|1.8446744073709552e+19|3|a.csv|2");
    assert_listed(table->warnings,
                  "a.csv|exactly 10,000 rows: the download is probably cut off\n"
                  "a.csv|1,200 rows were too short and padded with missing cells, first on line 7\n"
                  "a.csv|names that stand twice or are the reader's own are now x_2, line_2\n"
                  "a.csv|a cell looks like several with a quote missing, first on line 2\n"
                  "a.csv|read as gb18030 as told, but valid UTF-8 too: try encoding = \"auto\"\n"
                  "a.csv|x_2: numbers of more than 17 digits are rounded; read as text they keep "
                  "them");
    ig_table_release(table);
    drop_part(&part);
    world_free(context);
}

static void no_file_and_no_row_are_tables_too(void **state) {
    ig_context context = world_new(2);
    ig_csv_spec spec = spec_of_columns();
    static const char *const names[] = {"x", "hs"};
    const sheet sheets[] = {{"a.csv", names, 2, NULL, 0, NULL, 0, 1, NULL, 2}};
    ig_table *table = made(&context, &spec, sheets, 1);
    assert_table(table, "hs:text x:text file:text line:decimal(0)");
    ig_table_release(table);
    table = made(&context, &spec, NULL, 0);
    assert_table(table, "file:text line:decimal(0)");
    ig_table_release(table);
    world_free(context);
}

static void stop_names_the_first_fault(void **state) {
    ig_context context = world_new(2);
    ig_csv_spec spec = spec_of_columns();
    spec.on_error = IG_CSV_STOP;
    static const char *const names[] = {"share", "kg"};
    static const char *const cells[] = {"1", "1", "1", "n/a", "q", "2"};
    static const size_t cuts[] = {1};
    const sheet sheets[] = {{"a.csv", names, 2, cells, 3, cuts, 1, 2, NULL, 40}};
    ig_error err;
    size_t before = ig_memory_read(context.memory).live_blocks;
    assert_null(table_of(&context, &spec, sheets, 1, &err));
    assert_error(&err, IG_ERROR_DATA,
                 "a.csv:41: column 'kg': integer or decimal expected, got 'n/a'; on_error = "
                 "\"collect\" reads on and lists such cells");
    assert_int_equal(ig_memory_read(context.memory).live_blocks, before);
    /* A row before it in an earlier chunk. */
    ig_csv_part part = {0};
    assert_int_equal(make_part(&part, context.memory, &spec, &sheets[0], &err), 0);
    ig_csv_fault row = {.line = 40,
                        .kind = IG_CSV_SHORT_ROW,
                        .column = UINT32_MAX,
                        .n_fields = 11,
                        .n_wanted = 12,
                        .record = text_of("01,CN")};
    assert_int_equal(ig_csv_faults_add(&part.chunks[0].faults, &row, &err), 0);
    assert_null(ig_csv_table_make(&context, &spec, &part, 1, &err));
    assert_error(&err, IG_ERROR_DATA,
                 "a.csv:40: expected 12 fields, got 11: '01,CN'; on_error = \"collect\" reads on "
                 "and lists such rows");
    drop_part(&part);
    world_free(context);
}

/* ---- Random files against the slow reference ---- */

static const char *const NAMES[N_NAMES] = {"when", "kg", "share",    "hs",  "value",
                                           "free", "id", "month of", "late"};

typedef struct files {
    ig_csv_spec spec;
    sheet sheets[MAX_SHEETS];
    size_t n;
    const char *names[MAX_SHEETS][N_NAMES];
    char texts[MAX_SHEETS][MAX_ROWS * N_NAMES][24];
    const char *cells[MAX_SHEETS][MAX_ROWS * N_NAMES];
    size_t cuts[MAX_SHEETS][8];
} files;

/* A cell of a flavour; the higher ones are rare in a column of a lower one. */
static void write_cell(char out[24], size_t flavour, uint64_t *random) {
    int64_t small = (int64_t)random_below(random, 300) - 100;
    switch (flavour) {
    case 0: snprintf(out, 24, "%d", (int)small); break;
    case 1: snprintf(out, 24, "%d.%02d", (int)(small + 101), (int)random_below(random, 100)); break;
    case 2: snprintf(out, 24, "%lld", (long long)random_int(random)); break;
    case 3:
        snprintf(out, 24, "2%03d%02d", (int)random_below(random, 40),
                 (int)random_below(random, 12) + 1);
        break;
    case 4:
        snprintf(out, 24, "2%03d.%02d", (int)random_below(random, 40),
                 (int)random_below(random, 12) + 1);
        break;
    case 5: snprintf(out, 24, "w%d", (int)random_below(random, 40)); break;
    case 6: snprintf(out, 24, "2025-%02d", (int)random_below(random, 13)); break;
    case 7: snprintf(out, 24, "%03d", (int)random_below(random, 30)); break;
    case 8: snprintf(out, 24, "%s", WORDS[random_below(random, 3)]); break;
    case 9: snprintf(out, 24, "%s", random_below(random, 2) ? "" : "  "); break;
    case 10: snprintf(out, 24, " %d ", (int)small); break;
    case 11: snprintf(out, 24, "%d,%d", (int)small, (int)random_below(random, 1000)); break;
    case 12: snprintf(out, 24, "%de3", (int)small); break;
    case 13: snprintf(out, 24, "9999999999999999999%d", (int)random_below(random, 10)); break;
    case 14: snprintf(out, 24, "0.%09d", (int)random_below(random, 1000)); break;
    default: snprintf(out, 24, "-0"); break;
    }
}

static void write_column(files *f, size_t i, size_t c, uint64_t *random) {
    sheet *s = &f->sheets[i];
    size_t usual = random_below(random, 8);
    size_t other = random_below(random, 16);
    size_t odds = random_below(random, 3) == 0 ? 3 : 60;
    bool holes = random_below(random, 2) == 0;
    for (size_t row = 0; row < s->n_rows; row++) {
        size_t at = row * s->n_columns + c;
        size_t flavour = random_below(random, odds) == 0         ? other
                         : holes && random_below(random, 5) == 0 ? 9
                                                                 : usual;
        write_cell(f->texts[i][at], flavour, random);
        f->cells[i][at] = f->texts[i][at];
    }
}

static int by_size(const void *a, const void *b) {
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

static void write_files(files *f, uint64_t *random) {
    static const char *const paths[MAX_SHEETS] = {"a.csv", "b.csv", "a.csv", "d.csv"};
    f->spec = spec_of_columns();
    f->spec.all_text = random_below(random, 8) == 0;
    f->n = 1 + random_below(random, MAX_SHEETS);
    for (size_t i = 0; i < f->n; i++) {
        sheet *s = &f->sheets[i];
        *s = (sheet){.path = paths[i],
                     .names = f->names[i],
                     .cells = f->cells[i],
                     .cuts = f->cuts[i],
                     .n_rows = random_below(random, MAX_ROWS),
                     .first_line = 2};
        size_t skip = random_below(random, 3);
        for (size_t c = 0; c < N_NAMES; c++) {
            if (skip == 0 || random_below(random, 4) > 0) {
                f->names[i][s->n_columns++] = NAMES[(c + skip) % N_NAMES];
            }
        }
        for (size_t c = 0; c < s->n_columns; c++) {
            write_column(f, i, c, random);
        }
    }
}

/* Other cuts and shares for the same cells. */
static void cut_files(files *f, uint64_t *random) {
    for (size_t i = 0; i < f->n; i++) {
        sheet *s = &f->sheets[i];
        s->n_cuts = random_below(random, 8);
        s->n_shares = 1 + random_below(random, 3);
        s->random = random;
        for (size_t k = 0; k < s->n_cuts; k++) {
            f->cuts[i][k] = random_below(random, s->n_rows + 1);
        }
        qsort(f->cuts[i], s->n_cuts, sizeof f->cuts[i][0], by_size);
    }
}

static void assert_as_reference(const ig_context *context, const files *f, const ig_table *table) {
    for (size_t c = 0; c + 2 < table->n_fields; c++) {
        slow_column slow = {&f->spec, f->sheets, f->n, table->fields[c].name, {0}, false};
        size_t index;
        const ig_csv_column *column = spec_column(&f->spec, slow.name, &index);
        taking_for(&slow.how, &f->spec, slow.name, column);
        slow.how.texts_only = false;
        slow.month_named = strstr(slow.name, "month") != NULL;
        ig_column *expected = slow_build(&slow, context->memory);
        assert_same_column(table->fields[c].column, expected);
        ig_column_release(expected);
    }
    size_t row = 0;
    for (size_t i = 0; i < f->n; i++) {
        for (size_t k = 0; k < f->sheets[i].n_rows; k++, row++) {
            ig_text path = ig_column_text(table->fields[table->n_fields - 2].column, row);
            assert_int_equal(path.size_bytes, strlen(f->sheets[i].path));
            assert_memory_equal(path.bytes, f->sheets[i].path, path.size_bytes);
            assert_int_equal(ig_column_int(table->fields[table->n_fields - 1].column, row), k + 2);
        }
    }
    assert_int_equal(row, table->n_rows);
}

static void random_files_are_as_the_reference(void **state) {
    ig_context contexts[] = {world_new(1), world_new(3)};
    files *f = calloc(1, sizeof *f);
    assert_non_null(f);
    uint64_t random = 7001;
    for (size_t round = 0; round < test_rounds(300); round++) {
        write_files(f, &random);
        char *lists[2][2];
        for (size_t again = 0; again < 2; again++) {
            cut_files(f, &random);
            ig_table *table = made(&contexts[again], &f->spec, f->sheets, f->n);
            assert_as_reference(&contexts[again], f, table);
            lists[again][0] = table->warnings == NULL ? strdup("") : dump(table->warnings);
            lists[again][1] = table->rejects == NULL ? strdup("") : dump(table->rejects);
            ig_table_release(table);
        }
        for (size_t i = 0; i < 2; i++) {
            assert_string_equal(lists[0][i], lists[1][i]);
            free(lists[0][i]);
            free(lists[1][i]);
        }
    }
    free(f);
    world_free(contexts[0]);
    world_free(contexts[1]);
}

/* More rows than one task has, so that workers share words of bits and lists of words. */
static void many_rows_are_shared_out(void **state) {
    enum { N = 300000, N_COLUMNS = 4 };
    static const char *const names[N_COLUMNS] = {"n", "word", "late", "hole"};
    ig_context contexts[] = {world_new(1), world_new(4)};
    ig_csv_spec spec = spec_of_columns();
    uint64_t random = 11;
    char(*texts)[16] = calloc(N * N_COLUMNS, sizeof *texts);
    const char **cells = calloc(N * N_COLUMNS, sizeof *cells);
    size_t *cuts = calloc(100, sizeof *cuts);
    assert_true(texts != NULL && cells != NULL && cuts != NULL);
    for (size_t i = 0; i < N * N_COLUMNS; i++) {
        size_t n = random_below(&random, 100000);
        size_t c = i % N_COLUMNS;
        bool word = c == 1 || (c == 2 && i / N_COLUMNS == N - 1);
        if (c != 3 || n % 3 > 0) {
            snprintf(texts[i], sizeof texts[i], "%s%zu", word ? "w" : "", n);
        }
        cells[i] = texts[i];
    }
    for (size_t k = 0; k < 100; k++) {
        cuts[k] = random_below(&random, N);
    }
    qsort(cuts, 100, sizeof *cuts, by_size);
    files f = {.spec = spec, .n = 1};
    f.sheets[0] = (sheet){"a.csv", names, N_COLUMNS, cells, N, cuts, 100, 3, &random, 2};
    for (size_t i = 0; i < 2; i++) {
        ig_table *table = made(&contexts[i], &spec, f.sheets, 1);
        assert_as_reference(&contexts[i], &f, table);
        ig_table_release(table);
        world_free(contexts[i]);
    }
    free(texts);
    free(cells);
    free(cuts);
}

static int make_once(ig_memory *memory, void *given, ig_error *err) {
    const files *f = given;
    uint64_t random = 5;
    ig_context context = {.memory = memory};
    sheet sheets[MAX_SHEETS];
    for (size_t i = 0; i < f->n; i++) {
        sheets[i] = f->sheets[i];
        sheets[i].random = &random;
    }
    ig_table *table = table_of(&context, &f->spec, sheets, f->n, err);
    if (table == NULL) {
        return -1;
    }
    ig_table_release(table);
    return 0;
}

static void every_failure_frees(void **state) {
    files *f = calloc(1, sizeof *f);
    assert_non_null(f);
    uint64_t random = 99;
    for (size_t round = 0; round < 3; round++) {
        write_files(f, &random);
        cut_files(f, &random);
        for (size_t i = 0; i < f->n; i++) {
            f->sheets[i].n_rows = f->sheets[i].n_rows < 20 ? f->sheets[i].n_rows : 20;
            f->sheets[i].n_cuts = 0;
        }
        assert_true(prove_failures_free(make_once, f) > 100);
    }
    free(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_become_one_table),
        cmocka_unit_test(a_late_word_makes_texts_of_numbers),
        cmocka_unit_test(numbers_may_turn_out_to_be_months),
        cmocka_unit_test(a_heading_of_another_file_says_month),
        cmocka_unit_test(decoded_words_may_be_one),
        cmocka_unit_test(remarks_are_made_of_files),
        cmocka_unit_test(no_file_and_no_row_are_tables_too),
        cmocka_unit_test(stop_names_the_first_fault),
        cmocka_unit_test(random_files_are_as_the_reference),
        cmocka_unit_test(many_rows_are_shared_out),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
