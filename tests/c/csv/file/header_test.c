/* Header cells find their columns by alias; what is doubtful is refused with the place. */
#include "csv/file/header.h"

#include "csv/scan/scan.h"

#include "csv/world.h"

static const char *const MONTH[] = {"数据年月", "年月", "日期"};
static const char *const HS[] = {"商品编码"};
static const ig_csv_column COLUMNS[] = {
    {.name = "month", .aliases = MONTH, .n_aliases = 3, .required = true},
    {.name = "hs", .aliases = HS, .n_aliases = 1},
    {.name = "qty1"},
};
static const ig_csv_constant FLOW[] = {{"flow", "import"}};

static ig_csv_spec gacc(void) {
    ig_csv_spec spec = plain_spec();
    spec.name = "gacc-zh";
    spec.columns = COLUMNS;
    spec.n_columns = 3;
    spec.constants = FLOW;
    spec.n_constants = 1;
    return spec;
}

/* Reads a header whose cells stand in `text`, split by '|', on line 1 of data/x.csv. */
static int read_header(ig_csv_header *header, ig_memory *memory, const ig_csv_spec *spec,
                       const char *text, ig_encoding encoding, ig_error *err) {
    char room[4000 + 2 * IG_CSV_SLACK] = "";
    ig_csv_dialect dialect = {.delimiter = "|"};
    const ig_csv_splitting how = {.dialect = &dialect,
                                  .shown = "data/x.csv",
                                  .max_record_bytes = 1 << 20,
                                  .max_columns = 1000};
    ig_csv_split split;
    int status = -1;
    char *bytes = room + IG_CSV_SLACK;
    strcpy(bytes, text);
    ig_csv_split_init(&split, memory);
    ig_csv_decoder *decoder = ig_csv_decoder_new(memory, encoding, err);
    if (decoder != NULL &&
        ig_csv_split_piece(&split, &how, bytes, strlen(text), 1, true, err) == 0) {
        status = ig_csv_header_read(header, memory, spec, "data/x.csv", decoder, &split.rows, err);
    }
    ig_csv_decoder_free(decoder);
    ig_csv_split_reset(&split);
    return status;
}

/* "name=text …", with "+" at the end when rows may have an empty cell more. */
static void assert_header(world *w, const ig_csv_spec *spec, const char *text, ig_encoding encoding,
                          const char *expected) {
    ig_csv_header header;
    ig_error err;
    char got[4000] = "";
    if (read_header(&header, w->memory, spec, text, encoding, &err) != 0) {
        fail_msg("%s", err.text);
    }
    for (size_t i = 0; i < header.n_columns; i++) {
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s=%s", i == 0 ? "" : " ",
                 ig_csv_heading_name(spec, &header.headings[i]), header.headings[i].text);
    }
    if (header.empty_end) {
        snprintf(got + strlen(got), sizeof got - strlen(got), " +");
    }
    assert_string_equal(got, expected);
    ig_csv_header_reset(&header);
    ig_csv_header_reset(&header);
}

static void assert_no_header(world *w, const ig_csv_spec *spec, const char *text,
                             ig_error_kind kind, const char *message) {
    ig_csv_header header;
    ig_error err = {.kind = IG_ERROR_NONE};
    size_t before = ig_memory_read(w->memory).live_blocks;
    assert_int_equal(read_header(&header, w->memory, spec, text, IG_UTF8, &err), -1);
    assert_error(&err, kind, message);
    assert_int_equal(ig_memory_read(w->memory).live_blocks, before);
}

static void cells_match_by_name_or_alias(void **state) {
    world *w = *state;
    ig_csv_spec spec = gacc();
    assert_header(w, &spec, "商品编码|年月|qty1|note", IG_UTF8,
                  "hs=商品编码 month=年月 qty1=qty1 note=note");
    assert_header(w, &spec, " 商品编码\t|\xef\xbb\xbf数据年月|\xe3\x80\x80备注 ", IG_UTF8,
                  "hs=商品编码 month=数据年月 备注=备注");
    assert_header(w, &spec, "\xca\xfd\xbe\xdd\xc4\xea\xd4\xc2", IG_GB18030, "month=数据年月");
}

static void an_empty_last_cell_is_no_column(void **state) {
    world *w = *state;
    ig_csv_spec spec = gacc();
    assert_header(w, &spec, "日期|a|", IG_UTF8, "month=日期 a=a +");
    /* Other empty cells are named by their place, and only one is dropped. */
    assert_header(w, &spec, "|日期||", IG_UTF8, "column_1= month=日期 column_3= +");
    spec = plain_spec();
    assert_header(w, &spec, "||", IG_UTF8, "column_1= column_2= +");
}

static void a_required_column_must_be_there(void **state) {
    world *w = *state;
    ig_csv_spec spec = gacc();
    assert_no_header(w, &spec, "a|b|c", IG_ERROR_DATA,
                     "data/x.csv:1: the header lacks 'month' (数据年月, 年月 or 日期); "
                     "it has 'a', 'b', 'c'");
    assert_no_header(w, &spec, "商品编码|数据年份", IG_ERROR_DATA,
                     "data/x.csv:1: the header lacks 'month' (数据年月, 年月 or 日期); "
                     "it has '商品编码', '数据年份'; is '数据年份' meant?");
    assert_no_header(w, &spec, "1|2|3|4|5|6|7|8|9|10|11|\x1b[2J|13|14", IG_ERROR_DATA,
                     "data/x.csv:1: the header lacks 'month' (数据年月, 年月 or 日期); it has '1', "
                     "'2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '\\x1b[2J' and 2 more");
    const ig_csv_column bare[] = {{.name = "value_usd", .required = true}};
    spec.columns = bare;
    spec.n_columns = 1;
    assert_no_header(w, &spec, "Value_USD", IG_ERROR_DATA,
                     "data/x.csv:1: the header lacks 'value_usd'; it has 'Value_USD'; "
                     "is 'Value_USD' meant?");
}

static void a_name_may_come_twice(void **state) {
    world *w = *state;
    ig_csv_spec spec = gacc();
    assert_header(w, &spec, "日期|a|b|a|a_2|a|a", IG_UTF8,
                  "month=日期 a=a b=b a_3=a a_2=a_2 a_4=a a_5=a");
    assert_header(w, &spec, "日期|column_3||x", IG_UTF8,
                  "month=日期 column_3=column_3 column_3_2= x=x");
    assert_header(w, &spec, "日期|line|file|line", IG_UTF8,
                  "month=日期 line_2=line file_2=file line_3=line");
    assert_no_header(w, &spec, "年月|a|日期", IG_ERROR_DATA,
                     "data/x.csv:1: columns 1 ('年月') and 3 ('日期') are both 'month'");
}

static void a_constant_is_no_column(void **state) {
    world *w = *state;
    ig_csv_spec spec = gacc();
    assert_no_header(w, &spec, "日期|flow", IG_ERROR_USAGE,
                     "flow: given as a constant, but data/x.csv has a column of that name");
}

static void hostile_names_stay_data(void **state) {
    world *w = *state;
    ig_csv_spec spec = plain_spec();
    assert_header(w, &spec, "ab|x\"y|__index|\x1b[31m", IG_UTF8,
                  "ab=ab x\"y=x\"y __index=__index \x1b[31m=\x1b[31m");
    assert_header(w, &spec, "\x1b[31m|\x1b[31m", IG_UTF8, "\x1b[31m=\x1b[31m \x1b[31m_2=\x1b[31m");
}

static void assert_assumed(world *w, const ig_csv_spec *spec, size_t n_cells,
                           const char *expected) {
    ig_csv_header header;
    ig_error err;
    char got[400] = "";
    assert_int_equal(ig_csv_header_assume(&header, w->memory, spec, n_cells, &err), 0);
    for (size_t i = 0; i < header.n_columns; i++) {
        assert_null(header.headings[i].text);
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", i == 0 ? "" : " ",
                 ig_csv_heading_name(spec, &header.headings[i]));
    }
    assert_string_equal(got, expected);
    ig_csv_header_reset(&header);
}

static void without_a_header_the_spec_is_it(void **state) {
    world *w = *state;
    static const ig_csv_column named[] = {{.name = "column_2", .kind = IG_AS_TEXT}};
    ig_csv_spec spec = gacc();
    assert_assumed(w, &spec, 3, "month hs qty1");
    assert_assumed(w, &spec, 4, "month hs qty1");
    spec.n_columns = 0;
    assert_assumed(w, &spec, 3, "column_1 column_2 column_3");
    spec.columns = named;
    spec.n_columns = 1;
    assert_assumed(w, &spec, 3, "column_1 column_2 column_3");
}

static int read_some(ig_memory *memory, void *context, ig_error *err) {
    ig_csv_spec spec = gacc();
    ig_csv_header header = {0};
    int status = read_header(&header, memory, &spec, context, IG_GB18030, err);
    ig_csv_header_reset(&header);
    return status;
}

static int refuse_some(ig_memory *memory, void *context, ig_error *err) {
    if (read_some(memory, context, err) == 0 || err->kind != IG_ERROR_DATA) {
        return -1;
    }
    err->kind = IG_ERROR_NONE; /* the message came out in full: what was to be shown */
    return 0;
}

static void every_failure_frees(void **state) {
    char taken[] = "\xc8\xd5\xc6\xda|a|b|c"; /* 日期 */
    char refused[] = "a|b|c";
    assert_in_range(prove_failures_free(read_some, taken), 8, 40);
    assert_in_range(prove_failures_free(refuse_some, refused), 8, 40);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_match_by_name_or_alias),
        cmocka_unit_test(an_empty_last_cell_is_no_column),
        cmocka_unit_test(a_required_column_must_be_there),
        cmocka_unit_test(a_name_may_come_twice),
        cmocka_unit_test(a_constant_is_no_column),
        cmocka_unit_test(hostile_names_stay_data),
        cmocka_unit_test(without_a_header_the_spec_is_it),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
