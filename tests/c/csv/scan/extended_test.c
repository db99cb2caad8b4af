/*
 * What libcsv does not know: an escaped byte is data wherever it stands, delimiters may be several
 * bytes long, and a quote astray need not spoil what comes behind it.
 */
#include "csv/scan/reference.h"

static void check(splitting s, const char *bytes, const char *expected) {
    assert_splits(s, bytes, strlen(bytes), expected);
}

static splitting escaped_by(char escape, size_t n_columns) {
    splitting s = splitting_of(n_columns, '"');
    s.dialect.escape = escape;
    return s;
}

static splitting delimited_by(const char *delimiter, size_t n_columns) {
    splitting s = splitting_of(n_columns, '"');
    memcpy(s.dialect.delimiter, delimiter, strlen(delimiter) + 1);
    return s;
}

static void an_escaped_byte_is_data(void **state) {
    splitting s = escaped_by('\\', 2);
    check(s, "\"x\\\"y\",1\n\"x\\\\\",2\n", "1: x\"y|1\n2: x\\|2\n");
    check(s, "a\\,b,\\\"c\r\n\\\\,\\\n\n", "1: a,b|\"c\n2: \\|\n\n");
    check(s, "a\\\r\nb,c\r\n1,2\r\n", "1: a\r\nb|c\n3: 1|2\n");
    check(s, "\"\"\"a\",\"\"\n", "1: \"a|\n"); /* doubled quotes are still one */
    check(s, "a,b\\", "1: a|b\\\n");
    check(s, "a,b\\\n", "1: a|b\n\n");
    check(s, "a,b\\\r", "1: a|b\r\n");
    s.dialect.trim = true;
    check(s, " a\\  , \"b\" \n", "1: a |b\n");
    s.dialect.comment = '#';
    check(s, "\\#a,b\n#c\\\nd,e\n", "1: #a|b\n3: d|e\npadded 0 from 0, comments 1\n");
}

static void the_quote_as_its_own_escape_is_a_doubled_one(void **state) {
    check(escaped_by('"', 2), "\"a\"\"b\",c\n", "1: a\"b|c\n");
}

static void delimiters_of_several_bytes(void **state) {
    check(delimited_by("||", 3), "a||b|c||\"d||e\"\r\n|| ||\n", "1: a|b|c|d||e\n2: | |\n");
    check(delimited_by("||", 2), "a|||b\n\"a\"|\",\"||\n", "1: a||b\n2: a\"|\",|\n");
    check(delimited_by("<=====>", 2), "1<=====>2\n<====><=====>\n", "1: 1|2\n2: <====>|\n");
}

/* 0x7c and 0x5c are a bar and a backslash, and second bytes of characters. */
static void half_a_character_is_no_mark(void **state) {
    splitting s = delimited_by("|", 2);
    s.how.gb18030 = true;
    check(s, "\x81\x7c|\x81\x30\x81\x39\n\"\x81\x7c\"|\x81\n",
          "1: \x81\x7c|\x81\x30\x81\x39\n2: \x81\x7c|\x81\n");
    check(s, "\x81\x30\"\n1|\x81\x30\"\n",
          "1! 1 <\x81\x30\">\n2: 1|\x81\x30\"\n"); /* no character */
    s = escaped_by('\\', 2);
    s.how.gb18030 = true;
    s.dialect.trim = true;
    check(s, "\x81\x5c ,\"\x81\x5c\"\n\\\x81\x5c,\\,\n", "1: \x81\x5c|\x81\x5c\n2: \x81\x5c|,\n");
    s.how.gb18030 = false;
    check(s, "\x81\x5c,\n", "1! 1 <\x81\x5c,>\n");
}

static void rows_of_escaped_cells_know_their_text(void **state) {
    splitting s = escaped_by('\\', 2);
    s.with_records = true;
    s.how.pad = true;
    s.how.empty_end = true;
    check(s, "a\\,,\"b\"\r\nc\nd,e,\n",
          "1: a,|b <a\\,,\"b\">\n2: c| <c>\n3: d|e <d,e,>\npadded 1 from 2, comments 0\n");
}

static splitting mended(size_t n_columns) {
    splitting s = splitting_of(n_columns, '"');
    s.how.mend = true;
    return s;
}

static void a_quote_astray_is_data_where_that_makes_a_row(void **state) {
    check(mended(3), "\"a,b,\"c d\"\n1,2,3\n", "1: \"a|b|c d\n2: 1|2|3\nmended 1 from 1\n");
    check(mended(3), "1,2,\"\r\na,\"b c\",d\r\n", "1: 1|2|\"\n2: a|b c|d\nmended 1 from 1\n");
    check(mended(2), "x,\"a\nb\"c,d\n", "1: x|\"a\n2: b\"c|d\nmended 1 from 1\n");
    check(mended(2), "x,\"a\"b\"\ny,\"\"c\"\n", "1: x|a\"b\n2: y|\"c\n"); /* rows as they are */
    check(mended(2), "\"a\"b,c\"\n1,2\n", "1: \"a\"b|c\"\n2: 1|2\nmended 1 from 1\n");
    check(mended(2), "\"a\"b\",c,\"d\n", "1! open <\"a\"b\",c,\"d>\n");
    check(mended(3), "\"a\"b,c\"\n1,2,3\n", "1! 1 <\"a\"b,c\">\n2: 1|2|3\n");
}

static void an_open_quote_spoils_no_other_line(void **state) {
    check(mended(2), "1,\"a\n2,b\n", "1: 1|\"a\n2: 2|b\nmended 1 from 1\n");
    check(mended(2), "\"1\n2,b\n3,\"c\n", "1! open <\"1>\n2: 2|b\n3: 3|\"c\nmended 1 from 3\n");
    check(mended(2), "\"1\n2\",b,\"c\r\n3,d", "1! open <\"1\n2\",b,\"c>\n3: 3|d\n");
    check(mended(1), "\"", "1: \"\nmended 1 from 1\n");
}

/* Each of these lines alone would be read to the end of all. */
static void many_quotes_astray_are_read_once(void **state) {
    enum { LINES = 200000 };
    static char bytes[5 * LINES + 6];
    ig_memory *memory = ig_memory_new();
    ig_error err;
    for (size_t i = 0; i < LINES; i++) {
        memcpy(bytes + 5 * i, "\"x,y\n", 5);
    }
    for (int closes = 0; closes < 2; closes++) {
        splitting s = mended(2);
        ig_csv_split split;
        ig_csv_split_init(&split, memory);
        s.how.dialect = &s.dialect;
        s.how.max_record_bytes = 1 << 30;
        memcpy(bytes + 5 * LINES, "\",z,w\n", 6);
        char *room = room_for(bytes, 5 * LINES + (closes ? 6 : 0));
        assert_int_equal(ig_csv_split_piece(&split, &s.how, room + IG_CSV_SLACK,
                                            5 * LINES + (closes ? 6 : 0), 1, true, &err),
                         0);
        assert_int_equal(split.rows.n_rows, LINES - closes);
        assert_int_equal(split.liberties[IG_CSV_MENDED].n, LINES - closes);
        assert_int_equal(split.n_misfits, closes);
        free(room);
        ig_csv_split_reset(&split);
    }
    ig_memory_free(memory);
}

static void random_bytes_are_split_as_by_hand(void **state) {
    static const char marks[] = "|\\\"\n|\r #x\ta";
    static const char *const delimiters[] = {"|", "||", "|a|", "x|"};
    uint64_t seed = 7201;
    char bytes[60];
    for (size_t round = 0; round < test_rounds(3000); round++) {
        splitting s = random_splitting(&seed);
        s.dialect.escape = random_below(&seed, 3) == 0 ? 0 : '\\';
        const char *delimiter = delimiters[random_below(&seed, 4)];
        memcpy(s.dialect.delimiter, delimiter, strlen(delimiter) + 1);
        size_t n = random_bytes(&seed, marks, sizeof marks - 1, bytes, sizeof bytes);
        char *expected = reference_text(&s, bytes, n);
        for (size_t block = 1; block <= n + 1; block++) {
            assert_as_reference(&s, bytes, n, block, expected);
        }
        free(expected);
    }
}

static void assert_open(const ig_csv_dialect *dialect, const char *bytes, uint64_t line) {
    const ig_csv_splitting how = {.dialect = dialect};
    assert_int_equal(ig_csv_open_quote(&how, bytes, strlen(bytes), 7), line);
}

static void the_open_quote_is_found(void **state) {
    ig_csv_dialect d = {.delimiter = ",", .quote = '"', .comment = '#'};
    assert_open(&d, "", 0);
    assert_open(&d, "a,\"b", 7);
    assert_open(&d, "a,\"b\nc\",\"d\r\n", 8);
    assert_open(&d, "a,\"b\"", 0);
    assert_open(&d, "a,b\"c", 0);
    assert_open(&d, "#a,\"c", 0);
    assert_open(&d, "a,\"b\\\"", 0);
    d.escape = '\\';
    assert_open(&d, "a,\"b\\\"", 7);
    /* The second half of a character is no escape. */
    const ig_csv_splitting gb18030 = {.dialect = &d, .gb18030 = true};
    assert_int_equal(ig_csv_open_quote(&gb18030, "a,\"\x81\\\"", 6, 7), 0);
    d.quote = 0;
    assert_open(&d, "a,\"b", 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_escaped_byte_is_data),
        cmocka_unit_test(the_quote_as_its_own_escape_is_a_doubled_one),
        cmocka_unit_test(delimiters_of_several_bytes),
        cmocka_unit_test(half_a_character_is_no_mark),
        cmocka_unit_test(rows_of_escaped_cells_know_their_text),
        cmocka_unit_test(a_quote_astray_is_data_where_that_makes_a_row),
        cmocka_unit_test(an_open_quote_spoils_no_other_line),
        cmocka_unit_test(many_quotes_astray_are_read_once),
        cmocka_unit_test(random_bytes_are_split_as_by_hand),
        cmocka_unit_test(the_open_quote_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
