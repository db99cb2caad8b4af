/*
 * A piece whose rows are all alike is taken as it was found, any other one record by record: what comes
 * of a row does not depend on its neighbours.
 */
#include "csv/scan/pieces.h"

#include <stdio.h>

/* Rows, among them one that makes the piece irregular; all but its line is what it is without it. */
static void assert_neighbours(splitting s, const char *odd, const char *odd_text) {
    char with[200];
    char without[200];
    for (int crlf = 0; crlf < 2; crlf++) {
        const char *end = crlf ? "\r\n" : "\n";
        snprintf(without, sizeof without, "1,\"a\"%s,%s\"x,y\",b%s", end, end, end);
        snprintf(with, sizeof with, "1,\"a\"%s%s%s,%s\"x,y\",b%s", end, odd, end, end, end);
        char expected[200];
        snprintf(expected, sizeof expected, "1: 1|a\n%s3: |\n4: x,y|b\n", odd_text);
        assert_splits(s, without, strlen(without), "1: 1|a\n2: |\n3: x,y|b\n");
        assert_splits(s, with, strlen(with), expected);
    }
}

static void odd_lines_leave_their_neighbours_alone(void **state) {
    splitting s = splitting_of(2, '"');
    assert_neighbours(s, "", "");
    assert_neighbours(s, " \t", "");
    assert_neighbours(s, "2", "2! 1 <2>\n");
    assert_neighbours(s, "2,3,4", "2! 3 <2,3,4>\n");
    assert_neighbours(s, "2,b\"", "2: 2|b\"\n");
    s.how.empty_end = true;
    assert_neighbours(s, "2,3,", "2: 2|3\n");
    assert_neighbours(s, "2,3,\"\"", "2: 2|3\n");
    assert_neighbours(s, "2,3, ", "2! 3 <2,3, >\n");
    s.dialect.trim = true;
    assert_neighbours(s, "2,3, ", "2: 2|3\n");
    assert_neighbours(s, "2,3,4", "2! 3 <2,3,4>\n");
}

static void all_rows_may_end_in_an_empty_cell(void **state) {
    splitting s = splitting_of(2, '"');
    s.how.empty_end = true;
    assert_splits(s, "1,2,\n3,4,\n", 10, "1: 1|2\n2: 3|4\n");
    assert_splits(s, "1,2\n3,4\n", 8, "1: 1|2\n2: 3|4\n");
}

/* As many cells and lines as there should be, but not where: 3 and 1 instead of 2 and 2. */
static void counts_alone_prove_nothing(void **state) {
    splitting s = splitting_of(2, '"');
    assert_splits(s, "1,2,3\n4\n", 8, "1! 3 <1,2,3>\n2! 1 <4>\n");
    assert_splits(s, "1\n2,3,4\n", 8, "1! 1 <1>\n2! 3 <2,3,4>\n");
    s.how.n_columns = 1;
    assert_splits(s, "1\n\n2,3\n", 7, "1: 1\n3! 2 <2,3>\n");
}

/* In order to be the same however the file is cut, what stands before a fault is there with it. */
static void what_stands_before_a_fault_is_handed_out(void **state) {
    static const char *const faulty[] = {"1,2\n3\n\"4,\n5", "1,2\n3\n45678901,2\n5,6\n"};
    ig_memory *memory = ig_memory_new();
    for (size_t i = 0; i < 2; i++) {
        splitting s = splitting_of(2, '"');
        s.how.dialect = &s.dialect;
        s.how.max_record_bytes = 8;
        ig_csv_split split;
        ig_error err;
        ig_csv_split_init(&split, memory);
        size_t n = strlen(faulty[i]);
        char *room = room_for(faulty[i], n);
        assert_int_equal(ig_csv_split_piece(&split, &s.how, room + IG_CSV_SLACK, n, 1, true, &err),
                         -1);
        assert_error(&err, i == 0 ? IG_ERROR_DATA : IG_ERROR_LIMIT,
                     i == 0 ? "x.csv:4: a quote opened on line 3 is never closed"
                            : "x.csv:3: a record of more than 8 bytes");
        assert_int_equal(split.rows.n_rows, 1);
        assert_int_equal(split.n_misfits, 1);
        assert_int_equal(split.misfits[0].line, 2);
        free(room);
        ig_csv_split_reset(&split);
    }
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_lines_leave_their_neighbours_alone),
        cmocka_unit_test(all_rows_may_end_in_an_empty_cell),
        cmocka_unit_test(counts_alone_prove_nothing),
        cmocka_unit_test(what_stands_before_a_fault_is_handed_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
