/*
 * The whole reader on small files of the shapes met in the wild, and on random files: the same table
 * for any block size and any number of threads, and no memory kept when a part of it fails.
 */
#include "csv/read.h"

#include "csv/packing.h"
#include "csv/world.h"

static const char *const MONTH[] = {"数据年月", "年月", "日期"};
static const char *const PARTNER_CODE[] = {"贸易伙伴编码"};
static const char *const PARTNER[] = {"贸易伙伴名称"};
static const char *const HS[] = {"商品编码"};
static const char *const HS_NAME[] = {"商品名称"};
static const char *const QTY1[] = {"第一数量"};
static const char *const QTY1_UNIT[] = {"第一计量单位"};
static const char *const QTY2[] = {"第二数量"};
static const char *const QTY2_UNIT[] = {"第二计量单位"};
static const char *const CNY[] = {"人民币"};
static const char *const NO_UNIT[] = {"?", "-", "—"};
static const ig_csv_column GACC[] = {
    {.name = "month", .aliases = MONTH, .n_aliases = 3, .kind = IG_AS_MONTH, .required = true},
    {.name = "hs", .aliases = HS, .n_aliases = 1, .kind = IG_AS_TEXT, .required = true},
    {.name = "hs_name", .aliases = HS_NAME, .n_aliases = 1, .kind = IG_AS_TEXT},
    {.name = "partner_code", .aliases = PARTNER_CODE, .n_aliases = 1, .kind = IG_AS_TEXT},
    {.name = "partner", .aliases = PARTNER, .n_aliases = 1, .kind = IG_AS_TEXT},
    {.name = "province_code", .kind = IG_AS_TEXT},
    {.name = "qty1", .aliases = QTY1, .n_aliases = 1, .kind = IG_AS_DECIMAL},
    {.name = "qty1_unit", .aliases = QTY1_UNIT, .n_aliases = 1, .kind = IG_AS_TEXT},
    {.name = "qty2", .aliases = QTY2, .n_aliases = 1, .kind = IG_AS_DECIMAL},
    {.name = "qty2_unit",
     .aliases = QTY2_UNIT,
     .n_aliases = 1,
     .kind = IG_AS_TEXT,
     .missing = NO_UNIT,
     .n_missing = 3},
    {.name = "value_cny",
     .aliases = CNY,
     .n_aliases = 1,
     .kind = IG_AS_DECIMAL,
     .marks.thousands = ',',
     .unit = "CNY"},
};
static const ig_csv_constant IMPORT[] = {{"flow", "import"}};

static ig_csv_spec gacc(void) {
    return (ig_csv_spec){
        .name = "gacc-zh",
        .dialect = {.delimiter = ",", .quote = '"', .trim = true, .has_header = true},
        .encoding = IG_AUTO,
        .on_error = IG_CSV_COLLECT,
        .row_cap = 10000,
        .columns = GACC,
        .n_columns = sizeof GACC / sizeof GACC[0],
        .constants = IMPORT,
        .n_constants = 1};
}

static void a_customs_download_is_read(void **state) {
    world *w = *state;
    ig_csv_spec spec = gacc();
    write_gb18030("in.csv",
                  "\"数据年月\",\"贸易伙伴编码\",\"贸易伙伴名称\",\"商品编码\",\"商品名称\","
                  "\"第一数量\",\"第一计量单位\",\"第二数量\",\"第二计量单位\",\"人民币\",\n"
                  "\"202504\",\"402\",\"阿根廷\",\"01012100\",\"改良种用马\",\"12\",\"匹\","
                  "\"7,5\",\"千克\",\"639,240,426\",\n"
                  "\"202504\"\t,\"410\"\t,\"巴西\"\t,\"12019019\"\t,\"转基因黄大豆\"\t,"
                  "\"1296592160\"\t,\"千克\"\t,\"0\"\t,\"?\"\t,\"5,917\"\t,\n"
                  "\"202504\",\"410\",\"巴西\",\"12019019\",\n");
    ig_table *table = read_one(w, &spec, "in.csv");
    assert_table(table,
                 "month:month hs:text hs_name:text partner_code:text partner:text "
                 "qty1:decimal(0) qty1_unit:text qty2:decimal(0) qty2_unit:text "
                 "value_cny:decimal(0)[CNY] flow:text file:text line:decimal(0)\n"
                 "2025-04|01012100|改良种用马|402|阿根廷|12|匹|!|千克|639240426|import|in.csv|2\n"
                 "2025-04|12019019|转基因黄大豆|410|巴西|1296592160|千克|0|~|5917|import|in.csv|3");
    assert_string_equal(table->fields[9].column->source, "人民币");
    assert_null(table->fields[10].column->source);
    assert_listed(table->rejects,
                  "in.csv|2|qty2|not_decimal|7,5|integer or decimal expected|"
                  "\"202504\",\"402\",\"阿根廷\",\"01012100\",\"改良种用马\",\"12\","
                  "\"匹\",\"7,5\",\"千克\",\"639,240,426\",\n"
                  "in.csv|4|~|short_row|~|expected 10 fields, got 5|"
                  "\"202504\",\"410\",\"巴西\",\"12019019\",");
    assert_listed(table->warnings, "in.csv|2 cells or rows rejected");
    assert_null(table->coverage);
    ig_table_release(table);
}

static void files_that_differ_become_one_table(void **state) {
    world *w = *state;
    static const char *const paths[] = {"old.csv", "new.csv"};
    ig_csv_spec spec = gacc();
    ig_error err = {.kind = IG_ERROR_NONE};
    write_gb18030("old.csv", "年月,商品编码,备注,人民币\n202301,0101,旧,\"1,000\"\n");
    write_text("new.csv", "\xef\xbb\xbfprovince_code,日期,商品编码,人民币\r\n"
                          "44,2024-02,0102,2.50\r\n");
    ig_table *table = ig_csv_read(&w->context, &spec, paths, 2, &err);
    assert_table(table, "month:month hs:text province_code:text value_cny:decimal(2)[CNY] "
                        "备注:text flow:text file:text line:decimal(0)\n"
                        "2023-01|0101|~|1000.00|旧|import|old.csv|2\n"
                        "2024-02|0102|44|2.50|~|import|new.csv|2");
    assert_string_equal(table->fields[0].column->source, "年月");
    assert_null(table->rejects);
    assert_listed(table->warnings, "old.csv|lacks province_code\nnew.csv|lacks 备注");
    ig_table_release(table);
}

static void without_a_profile_types_are_inferred(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    /* BACI: CRLF, quoted and padded quantities. */
    write_text("baci.csv", "\"t\",\"i\",\"j\",\"k\",\"v\",\"q\"\r\n"
                           "2021,4,24,382390,52.051,\"       13.235\"\r\n"
                           "2021,4,24,010121,0.041,\"           NA\"\r\n");
    ig_table *table = read_one(w, &spec, "baci.csv");
    assert_table(table,
                 "t:decimal(0) i:decimal(0) j:decimal(0) k:text v:decimal(3) q:text file:text "
                 "line:decimal(0)\n"
                 "2021|4|24|382390|52.051|       13.235|baci.csv|2\n"
                 "2021|4|24|010121|0.041|           NA|baci.csv|3");
    assert_listed(table->warnings,
                  "baci.csv|q: read as text, no numbers, because of 'NA' on line 3; "
                  "missing = { \"NA\" } reads it as missing");
    ig_table_release(table);
    static const char *const na[] = {"NA"};
    static const ig_csv_column q[] = {{.name = "q", .missing = na, .n_missing = 1, .unit = "t"}};
    spec.columns = q;
    spec.n_columns = 1;
    table = read_one(w, &spec, "baci.csv");
    assert_table(table, "t:decimal(0) i:decimal(0) j:decimal(0) k:text v:decimal(3) "
                        "q:decimal(3)[t] file:text line:decimal(0)\n"
                        "2021|4|24|382390|52.051|13.235|baci.csv|2\n"
                        "2021|4|24|010121|0.041|~|baci.csv|3");
    ig_table_release(table);
}

static void semicolons_and_latin1_are_read(void **state) {
    world *w = *state;
    static const char *const month[] = {"CO_MES"};
    static const ig_csv_column columns[] = {
        {.name = "month_of_year", .aliases = month, .n_aliases = 1, .kind = IG_AS_DECIMAL}};
    ig_csv_spec spec = plain_spec();
    spec.dialect.delimiter[0] = ';';
    spec.encoding = IG_LATIN1;
    spec.columns = columns;
    spec.n_columns = 1;
    write_text("br.csv", "\"CO_ANO\";\"CO_MES\";\"NO_UF\";\"VL_FOB\"\n"
                         "\"2023\";\"04\";\"S\xe3o Paulo\";1500\n");
    ig_table *table = read_one(w, &spec, "br.csv");
    assert_table(table, "CO_ANO:decimal(0) month_of_year:decimal(0) NO_UF:text VL_FOB:decimal(0) "
                        "file:text line:decimal(0)\n2023|4|São Paulo|1500|br.csv|2");
    ig_table_release(table);
}

static void a_header_alone_is_a_table_without_rows(void **state) {
    world *w = *state;
    ig_csv_spec spec = gacc();
    write_text("none.csv", "年月,商品编码");
    ig_table *table = read_one(w, &spec, "none.csv");
    assert_table(table, "month:month hs:text flow:text file:text line:decimal(0)");
    assert_null(table->rejects);
    assert_null(table->warnings);
    ig_table_release(table);
}

static void headers_may_be_left_out(void **state) {
    world *w = *state;
    static const ig_csv_column columns[] = {{.name = "hs", .kind = IG_AS_TEXT}, {.name = "v"}};
    ig_csv_spec spec = plain_spec();
    spec.dialect.has_header = false;
    spec.columns = columns;
    spec.n_columns = 2;
    write_text("bare.csv", "1,2\n3,4,\n");
    ig_table *table = read_one(w, &spec, "bare.csv");
    assert_table(table, "hs:text v:decimal(0) file:text line:decimal(0)\n"
                        "1|2|bare.csv|1\n3|4|bare.csv|2");
    assert_null(table->fields[0].column->source);
    ig_table_release(table);
}

static void the_first_bad_file_is_named(void **state) {
    world *w = *state;
    static const char *const paths[] = {"ok.csv", "bad.csv", "none.csv"};
    ig_csv_spec spec = gacc();
    ig_error err = {.kind = IG_ERROR_NONE};
    write_text("ok.csv", "年月,商品编码\n202301,01\n");
    write_text("bad.csv", "年月,flow,商品编码\n");
    assert_null(ig_csv_read(&w->context, &spec, paths, 3, &err));
    assert_error(&err, IG_ERROR_USAGE,
                 "flow: given as a constant, but bad.csv has a column of that name");
    assert_null(ig_csv_read(&w->context, &spec, paths, 0, &err));
    assert_error(&err, IG_ERROR_USAGE, "no file to read");
    assert_refused(w, &spec, "nowhere.csv", IG_ERROR_NO_INPUT, "nowhere.csv: no such file");
    spec.dialect.delimiter[0] = '"';
    assert_refused(w, &spec, "ok.csv", IG_ERROR_USAGE, "delimiter and quote are both '\"'");
}

/* One random cell: numbers, codes, months, words, odd text. */
static void print_cell(ig_buffer *out, size_t column, uint64_t *seed) {
    ig_error err;
    int status = 0;
    switch (column) {
    case 0:
        status = ig_buffer_printf(out, &err, "%lld", (long long)(random_int(seed) % 100000));
        break;
    case 1:
        status =
            ig_buffer_printf(out, &err, "\"%lld.%02u\"", (long long)(random_int(seed) % 1000000),
                             (unsigned)random_below(seed, 100));
        break;
    case 2:
        status = ig_buffer_printf(out, &err, "2023-%02u", (unsigned)random_below(seed, 12) + 1);
        break;
    case 3:
        status =
            ig_buffer_printf(out, &err, "\"国家%u,\"\"\r\n%s\"", (unsigned)random_below(seed, 50),
                             random_below(seed, 9) ? "" : "\n");
        break;
    default:
        status = ig_buffer_printf(out, &err, "%s", random_below(seed, 5) == 0 ? "?" : "0101");
        break;
    }
    assert_int_equal(status, 0);
}

static void write_random(world *w, const char *name, size_t n_rows, uint64_t seed) {
    ig_buffer out;
    ig_error err;
    ig_buffer_init(&out, w->memory);
    assert_int_equal(ig_buffer_printf(&out, &err, "n,d,m,t,c,\n"), 0);
    for (size_t row = 0; row < n_rows; row++) {
        size_t n = random_below(&seed, 40) == 0 ? 3 : 5;
        for (size_t c = 0; c < n; c++) {
            print_cell(&out, c, &seed);
            assert_int_equal(ig_buffer_append(&out, ",", 1, &err), 0);
        }
        assert_int_equal(ig_buffer_append(&out, "\r\n", 1 + random_below(&seed, 2), &err), 0);
    }
    write_bytes(name, out.bytes, out.size_bytes);
    ig_buffer_reset(&out);
}

static void assert_same(const ig_table *a, const ig_table *b) {
    char *left = dump(a);
    char *right = dump(b);
    assert_string_equal(left, right);
    free(left);
    free(right);
}

static void block_and_threads_change_nothing(void **state) {
    world *w = *state;
    static const char *const paths[] = {"r0.csv", "r1.csv", "r2.csv"};
    static const size_t blocks[] = {1, 2, 3, 7, 64, 1000};
    static const char *const question[] = {"?"};
    static const ig_csv_column columns[] = {{.name = "c", .missing = question, .n_missing = 1},
                                            {.name = "t", .kind = IG_AS_REAL}};
    ig_csv_spec spec = plain_spec();
    ig_error err = {.kind = IG_ERROR_NONE};
    spec.columns = columns;
    spec.n_columns = 2;
    spec.on_error = IG_CSV_COLLECT;
    for (size_t i = 0; i < 3; i++) {
        write_random(w, paths[i], 150, 100 + i);
    }
    ig_table *table = ig_csv_read(&w->context, &spec, paths, 3, &err);
    assert_non_null(table);
    assert_non_null(table->rejects);
    assert_true(table->rejects->n_rows > 100);
    ig_pool *alone = ig_pool_new(w->memory, 1, &err);
    assert_non_null(alone);
    const ig_context one = {.memory = w->memory, .pool = alone};
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        ig_table *other =
            ig_csv_read_blocks(i % 2 == 0 ? &one : &w->context, &spec, paths, 3, blocks[i], &err);
        assert_non_null(other);
        assert_same(table, other);
        assert_same(table->rejects, other->rejects);
        assert_same(table->warnings, other->warnings);
        ig_table_release(other);
    }
    ig_pool_free(alone);
    ig_table_release(table);
}

static void many_columns_cost_no_search(void **state) {
    world *w = *state;
    enum { COLUMNS = 65000 };
    ig_csv_spec spec = plain_spec();
    ig_buffer out;
    ig_error err;
    ig_buffer_init(&out, w->memory);
    for (int line = 0; line < 2; line++) {
        for (int c = 0; c < COLUMNS; c++) {
            assert_int_equal(ig_buffer_printf(&out, &err, "%s%d%s", line == 0 ? "c" : "", c,
                                              c + 1 < COLUMNS ? "," : "\n"),
                             0);
        }
    }
    write_bytes("wide.csv", out.bytes, out.size_bytes);
    ig_buffer_reset(&out);
    ig_table *table = read_one(w, &spec, "wide.csv");
    assert_int_equal(table->n_fields, COLUMNS + 2);
    assert_string_equal(table->fields[64999].name, "c64999");
    assert_int_equal(ig_column_int(table->fields[64999].column, 0), 64999);
    ig_table_release(table);
}

static int read_some(ig_memory *memory, void *context, ig_error *err) {
    static const char *const paths[] = {"f0.csv", "f1.csv"};
    ig_csv_spec spec = gacc();
    ig_error ignored;
    ig_memory *own = ig_memory_new(); /* the pool is not what fails here */
    ig_pool *pool = ig_pool_new(own, 1, &ignored);
    assert_non_null(pool);
    const ig_context surroundings = {.memory = memory, .pool = pool};
    ig_table *table = ig_csv_read_blocks(&surroundings, &spec, paths, 2, 32, err);
    ig_table_release(table);
    ig_pool_free(pool);
    ig_memory_free(own);
    return table == NULL ? -1 : 0;
}

static void every_failure_frees(void **state) {
    write_gb18030("f0.csv", "年月,商品编码,人民币,\n202301,0101,\"1,000\",\nx,马,y,\n1\n");
    write_text("f1.csv", "日期,商品编码,备注\n202302,0102,\"千\n克\"\n");
    assert_in_range(prove_failures_free(read_some, NULL), 100, 1000);
}

/* Files of all kinds: in GB18030, packed, with quotes astray and open, with rejects, in many chunks. */
static void write_kinds(void) {
    enum { LINES = 300 };
    char text[LINES * 64];
    size_t n = 0;
    n += (size_t)sprintf(text, "年月,商品编码,商品名称,人民币\n");
    for (int i = 0; i < LINES; i++) {
        const char *name = i % 50 == 3 ? "\"马\" 驹" : i % 50 == 7 ? "\"千\n克\"" : "活马";
        n += (size_t)sprintf(text + n, "2023%02d,%04d,%s,%s\n", 1 + i % 13, i, name,
                             i % 40 == 9 ? "x" : "12.5");
    }
    write_gb18030("k0.csv", text);
    write_packed("k1.csv.gz", gzip_member, text, n, 3);
    (void)sprintf(text + n, "202301,0001,\"马,1\n202302,0002,驹,2\n");
    write_text("k2.csv", text);
    write_text("k3.csv", "年月,商品编码\n202301\n202302,1\n");
}

/* The table of these files with its rejects and warnings as one text, or NULL. The caller frees it. */
static char *read_kinds(ig_pool *pool, uint64_t nth, ig_error *err) {
    static const char *const paths[] = {"k0.csv", "k1.csv.gz", "k2.csv", "k3.csv"};
    ig_csv_spec spec = gacc();
    ig_memory *memory = ig_memory_new();
    const ig_context context = {.memory = memory, .pool = pool};
    char *text = NULL;
    ig_memory_fail_at(memory, nth);
    ig_table *table = ig_csv_read_blocks(&context, &spec, paths, 4, 1024, err);
    ig_memory_fail_at(memory, 0);
    if (table != NULL) {
        const ig_table *parts[] = {table, table->rejects, table->warnings};
        char *dumped[3];
        for (size_t i = 0; i < 3; i++) {
            dumped[i] = parts[i] == NULL ? strdup("none") : dump(parts[i]);
        }
        text = malloc(strlen(dumped[0]) + strlen(dumped[1]) + strlen(dumped[2]) + 3);
        assert_non_null(text);
        (void)sprintf(text, "%s\n%s\n%s", dumped[0], dumped[1], dumped[2]);
        for (size_t i = 0; i < 3; i++) {
            free(dumped[i]);
        }
    }
    ig_table_release(table);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    assert_int_equal(ig_memory_read(memory).live_bytes, 0);
    ig_memory_free(memory);
    return text;
}

static void failures_among_many_files_free(void **state) {
    ig_error err;
    ig_memory *own = ig_memory_new();
    write_kinds();
    char *expected = NULL;
    for (unsigned threads = 1; threads <= 3; threads += 2) {
        ig_pool *pool = ig_pool_new(own, threads, &err);
        assert_non_null(pool);
        if (expected == NULL) {
            expected = read_kinds(pool, 0, &err);
            assert_non_null(expected);
            assert_non_null(strstr(expected, "马"));
        }
        size_t n_failed = 0;
        size_t n_read = 0;
        for (uint64_t nth = 1; n_read < 2; nth += 1 + nth / 10) {
            err = (ig_error){.kind = IG_ERROR_NONE};
            char *got = read_kinds(pool, nth, &err);
            if (got != NULL) {
                assert_string_equal(got, expected);
                n_read++;
            } else {
                assert_int_equal(err.kind, IG_ERROR_LIMIT);
                assert_non_null(strstr(err.text, "out of memory: "));
                n_failed++;
            }
            free(got);
        }
        assert_true(n_failed > 40);
        ig_pool_free(pool);
    }
    free(expected);
    ig_memory_free(own);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_customs_download_is_read),
        cmocka_unit_test(files_that_differ_become_one_table),
        cmocka_unit_test(without_a_profile_types_are_inferred),
        cmocka_unit_test(semicolons_and_latin1_are_read),
        cmocka_unit_test(a_header_alone_is_a_table_without_rows),
        cmocka_unit_test(headers_may_be_left_out),
        cmocka_unit_test(the_first_bad_file_is_named),
        cmocka_unit_test(block_and_threads_change_nothing),
        cmocka_unit_test(many_columns_cost_no_search),
        cmocka_unit_test(every_failure_frees),
        cmocka_unit_test(failures_among_many_files_free),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
