/*
 * Whatever way is gone and wherever the bytes are cut, the records are the same, each on its line;
 * nothing is lost: what is no row is a misfit, a comment or blank.
 */
#include "csv/scan/pieces.h"

static void check(size_t n_columns, const char *bytes, const char *expected) {
    assert_splits(splitting_of(n_columns, '"'), bytes, strlen(bytes), expected);
}

static void any_line_break_ends_a_record(void **state) {
    check(2, "a,b\n1,2\n", "1: a|b\n2: 1|2\n");
    check(2, "a,b\r\n1,2\r\n", "1: a|b\n2: 1|2\n");
    check(2, "a,b\r1,2\r", "1: a|b\n2: 1|2\n");
    check(2, "a,b\n1,2", "1: a|b\n2: 1|2\n");
    check(2, "a,b\r\n1,2\r3,4\n5,6", "1: a|b\n2: 1|2\n3: 3|4\n4: 5|6\n");
    check(1, "a\r\r\nb\n\rc\r\n\r\nd", "1: a\n3: b\n5: c\n7: d\n");
    check(3, ",,", "1: ||\n");
    check(3, ",,\n,,", "1: ||\n2: ||\n");
}

static void blank_lines_are_no_records(void **state) {
    check(2, "\n\n  \t\na,b\n \n\n1,2\n\n", "4: a|b\n7: 1|2\n");
    check(2, "\n\r\n \n", "");
    check(2, "", "");
    check(1, "\na\n\n\nb\n", "2: a\n5: b\n");
    check(1, "\"\"\n\n \nx", "1: \n3:  \n4: x\n"); /* in one column blanks are data … */
    splitting s = splitting_of(1, '"');
    s.dialect.trim = true; /* … unless they are not */
    assert_splits(s, "\"\"\n\n \nx", 7, "1: \n4: x\n");
}

static void quotes_hold_delimiters_and_breaks(void **state) {
    check(2, "\"a,\"\"b\"\"\",\"\"\n\"x\ny\",1\nz,2\n", "1: a,\"b\"|\n2: x\ny|1\n4: z|2\n");
    check(2, "\"\r\n\r\n\",1\nb,2\n", "1: \r\n\r\n|1\n4: b|2\n");
    check(2, "\"\r\",1\nb,2\n", "1: \r|1\n3: b|2\n");
    check(2, "a,\"b\"", "1: a|b\n");
    check(1, "\"\"\"\"\n\"\"\"\"\"\"\n", "1: \"\n2: \"\"\n");
}

static void real_files_are_lax_about_quotes(void **state) {
    check(4, "84807110,\"\"Bladder\" moulds, for\",2018,\n",
          "1: 84807110|\"Bladder\" moulds, for|2018|\n");
    check(3, "01,C\"N,6\" pipe\n", "1: 01|C\"N|6\" pipe\n");
    check(2, "\"x\\\"y\",1\n\"x\\\\\",2\n", "1: x\\\"y|1\n2: x\\\\|2\n");
    check(2, "a, \"b\"\nc,d\n", "1: a| \"b\"\n2: c|d\n"); /* data: blanks are, too */
    splitting s = splitting_of(3, '"');
    s.dialect.trim = true;
    const char *gacc = "\"202301\"\t,\"402\"\t, 7 \n";
    assert_splits(s, gacc, strlen(gacc), "1: 202301|402|7\n");
    const char *blanks = "  a b \t, \"  c \" ,\t\n";
    assert_splits(s, blanks, strlen(blanks), "1: a b|  c |\n");
}

/* What a splitter can be asked of the files that are wrong in well-known ways. */
static void hostile_files_come_out_one_way(void **state) {
    check(2, "a,b\r\r\n1,2\r\r\n", "1: a|b\n3: 1|2\n"); /* CR CR LF: a blank line between */
    check(2, "a,b\r\n1,2\n3,4\r5,6", "1: a|b\n2: 1|2\n3: 3|4\n4: 5|6\n");
    check(3, ",,\n,,\n", "1: ||\n2: ||\n");
    check(2, "\n\n\r\n\r", "");
    check(2, "1,\"", "error: x.csv:1: a quote opened on line 1 is never closed\n");
    check(2, "1,2\n\x1a", "1: 1|2\n");
    check(2,
          "\xef\xbb\xbf"
          "1,2",
          "1: \xef\xbb\xbf"
          "1|2\n"); /* a mark is for others to take */
    check(1, "\"a\"b\"\n", "1: a\"b\n");
    /* Text behind a quote keeps the cell open, as for libcsv. */
    check(4, "\"01\"x,CN,1,1\n02,\"a\"b\"c\",3,4\n", "1! 3 <\"01\"x,CN,1,1\n02,\"a\"b\"c\",3,4>\n");
    splitting s = splitting_of(3, '"'); /* 0x7c and 0x5c as second bytes of GB18030 are no marks */
    assert_splits(s, "\x81\x7c,\x81\x5c,\x81\x40\n", 9, "1: \x81\x7c|\x81\x5c|\x81\x40\n");
}

static void without_a_quote_all_bytes_are_data(void **state) {
    splitting s = splitting_of(3, 0);
    assert_splits(s, "\"a,b\",\0\n", 8, "1: \"a|b\"|0\n");
}

static void a_row_knows_its_own_text(void **state) {
    splitting s = splitting_of(2, '"');
    s.with_records = true;
    s.how.empty_end = true;
    const char *bytes = "\"a\",b\r\n1,2,\r\n3,4,\"\"\n5,";
    assert_splits(s, bytes, strlen(bytes),
                  "1: a|b <\"a\",b>\n2: 1|2 <1,2,>\n3: 3|4 <3,4,\"\">\n4: 5| <5,>\n");
}

static void misfits_keep_their_place(void **state) {
    check(2, "1,2\n3\n4,5,6\r\n7,8\n9,", "1: 1|2\n2! 1 <3>\n3! 3 <4,5,6>\n4: 7|8\n5: 9|\n");
    check(2, "1,2\n\"3\n\"\n4,5\n", "1: 1|2\n2! 1 <\"3\n\">\n4: 4|5\n");
    check(2, "1,2,\n", "1! 3 <1,2,>\n");
    splitting s = splitting_of(2, '"');
    s.how.pad = true;
    assert_splits(s, "1,2\n3\n4,5,6\n\"\"\n", 15,
                  "1: 1|2\n2: 3|\n3! 3 <4,5,6>\n4: |\npadded 2 from 2, comments 0\n");
}

static void comments_are_lines(void **state) {
    splitting s = splitting_of(2, '"');
    s.dialect.comment = '#';
    const char *plain = "#x\n1,2\n# a,b\n#\n3,#4\n\"#5\",6\n#";
    assert_splits(s, plain, strlen(plain),
                  "2: 1|2\n5: 3|#4\n6: #5|6\npadded 0 from 0, comments 4\n");
    const char *quotes = "# it's a,\"quote\n1,2\n# 5\" wide\n\"3\",4\n#a,\"";
    assert_splits(s, quotes, strlen(quotes), "2: 1|2\n4: 3|4\npadded 0 from 0, comments 3\n");
}

/* Time must not grow with the square of what is odd. */
static void many_oddities_take_no_longer(void **state) {
    static char bytes[2 << 20];
    static const char *const lines[] = {
        "# a,\"\n1,2\n# b,\"\n", "# \"a\",\"b\n", "a\"b,\"c\"d\",\n",
        "\"\"\"\"\"\"\"\"",      "\"a\" ,b\n",    ",\"\n\",,\n"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        splitting s = splitting_of(2, '"');
        s.dialect.comment = '#';
        s.how.max_record_bytes = sizeof bytes;
        size_t n = 0;
        for (size_t line = strlen(lines[i]); n + line < sizeof bytes; n += line) {
            memcpy(bytes + n, lines[i], line);
        }
        char *expected = split_text(&s, bytes, n, n);
        s.way = IG_CSV_EXTENDED;
        char *text = split_text(&s, bytes, n, 1 << 18);
        assert_true(strcmp(text, expected) == 0);
        free(text);
        free(expected);
    }
}

static void the_header_decides_by_itself(void **state) {
    check(0, "\n \na,\"b\nc\",d\r\nx\n", "3: a|b\nc|d\nbehind it line 5, byte 14\n");
    check(0, "a,b", "1: a|b\nbehind it line 1, byte 3\n");
    check(0, "a,b\r", "1: a|b\nbehind it line 2, byte 4\n");
    check(0, "", "behind it line 1, byte 0\n");
}

static void a_quote_left_open_is_an_error(void **state) {
    check(2, "a,b\n\"01,1\n02,2\n03,3\n",
          "error: x.csv:4: a quote opened on line 2 is never closed\n");
    check(2, "a,b\n\"x\ny\",\"1\n02,2",
          "error: x.csv:4: a quote opened on line 3 is never closed\n");
    check(1, "a\n\"", "error: x.csv:2: a quote opened on line 2 is never closed\n");
    check(0, "\"a\r\nb\r\n", "error: x.csv:2: a quote opened on line 1 is never closed\n");
}

static void limits_are_kept(void **state) {
    splitting s = splitting_of(2, '"');
    s.how.max_record_bytes = 5;
    assert_splits(s, "12,45\r\n1,\"3456\"\n", 16,
                  "error: x.csv:2: a record of more than 5 bytes\n");
    s = splitting_of(0, '"');
    s.how.max_columns = 3;
    assert_splits(s, "1,2,3,4\n", 8, "error: x.csv:1: more than 3 columns\n");
}

static void line_breaks_are_counted_wherever_they_are_cut(void **state) {
    static const char kinds[] = {'\n', '\r', 'a', '"'};
    enum { N = 600 };
    char bytes[N];
    uint64_t seed = 7;
    for (size_t i = 0; i < N; i++) {
        bytes[i] = kinds[random_below(&seed, 4)];
    }
    for (size_t from = 0; from < N; from += 1 + random_below(&seed, 20)) {
        uint64_t n = 0;
        assert_int_equal(ig_csv_count_breaks(bytes, from, from), 0);
        for (size_t to = from + 1; to <= N; to++) {
            bool at_end = bytes[to - 1] == '\r'; /* its LF, if any, is not there yet */
            assert_int_equal(ig_csv_count_breaks(bytes, from, to),
                             n + (bytes[to - 1] == '\n' || at_end));
            n += bytes[to - 1] == '\n' || (at_end && (to == N || bytes[to] != '\n'));
        }
    }
}

static uint64_t open_quote_of(const splitting *s, const char *bytes) {
    ig_csv_splitting how = s->how;
    how.dialect = &s->dialect;
    return ig_csv_open_quote(&how, bytes, strlen(bytes), 5);
}

static void the_open_quote_is_the_last_that_opens(void **state) {
    splitting s = splitting_of(2, '"');
    assert_int_equal(open_quote_of(&s, "a,b"), 0);
    assert_int_equal(open_quote_of(&s, "ab\"c,\"\"x\n,"), 5);
    assert_int_equal(open_quote_of(&s, "ab\"c,d\""), 0);
    assert_int_equal(open_quote_of(&s, "a,\"b\r\nc\r\n\",d"), 0);
    assert_int_equal(open_quote_of(&s, "a,\"b\r\nc\r\"\"\nd"), 5);
    assert_int_equal(open_quote_of(&s, "\"b\r\nc\r\n\"\"\n\",\"d\n"), 8);
    s.dialect.escape = '\\';
    assert_int_equal(open_quote_of(&s, "\"b\n\\\"\n"), 5);
    assert_int_equal(open_quote_of(&s, "\"b\n\\\"\n\""), 0);
}

static int story_of_a_split(ig_memory *memory, void *context, ig_error *err) {
    const splitting *s = context;
    static const char bytes[] = "1,2\n\"3\n4\" \n5\n6,7,\n#\n8,\"9\"\r\n";
    ig_buffer out;
    ig_buffer_init(&out, memory);
    int status = split_pieces(memory, s, bytes, sizeof bytes - 1, 9, &out, err);
    ig_buffer_reset(&out);
    return status;
}

static void failed_allocations_free(void **state) {
    splitting s = splitting_of(2, '"');
    s.dialect.trim = true;
    s.dialect.comment = '#';
    s.how.pad = true;
    for (s.way = IG_CSV_BEST; s.way <= IG_CSV_EXTENDED; s.way++) {
        assert_true(prove_failures_free(story_of_a_split, &s) > 3);
    }
    s.dialect.escape = '\\';
    assert_true(prove_failures_free(story_of_a_split, &s) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_line_break_ends_a_record),
        cmocka_unit_test(blank_lines_are_no_records),
        cmocka_unit_test(quotes_hold_delimiters_and_breaks),
        cmocka_unit_test(real_files_are_lax_about_quotes),
        cmocka_unit_test(hostile_files_come_out_one_way),
        cmocka_unit_test(without_a_quote_all_bytes_are_data),
        cmocka_unit_test(a_row_knows_its_own_text),
        cmocka_unit_test(misfits_keep_their_place),
        cmocka_unit_test(comments_are_lines),
        cmocka_unit_test(many_oddities_take_no_longer),
        cmocka_unit_test(the_header_decides_by_itself),
        cmocka_unit_test(a_quote_left_open_is_an_error),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(line_breaks_are_counted_wherever_they_are_cut),
        cmocka_unit_test(the_open_quote_is_the_last_that_opens),
        cmocka_unit_test(failed_allocations_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
