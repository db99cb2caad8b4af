/* Cells written out: they are what they say, lie in slack, and their rows' text is the file's. */
#include "csv/scan/pieces.h"

static void literal_cells_are_what_they_say(void **state) {
    ig_memory *memory = ig_memory_new();
    splitting s = splitting_of(2, '"');
    s.dialect.escape = '\\';
    s.how.dialect = &s.dialect;
    static const char bytes[] = "a\\,b,\"c\\\"\"\n,\n";
    char *room = room_for(bytes, sizeof bytes - 1);
    ig_csv_split split;
    ig_error err;
    ig_csv_split_init(&split, memory);
    for (int again = 0; again < 2; again++) { /* the arrays are used again */
        assert_int_equal(ig_csv_split_piece(&split, &s.how, room + IG_CSV_SLACK, sizeof bytes - 1,
                                            1, true, &err),
                         0);
        assert_true(split.rows.literal);
        assert_int_equal(split.rows.n_rows, 2);
        ig_text cell = ig_csv_rows_raw(&split.rows, 0, 0);
        assert_int_equal(cell.size_bytes, 3);
        assert_memory_equal(cell.bytes, "a,b", 3);
        cell = ig_csv_rows_raw(&split.rows, 0, 1);
        assert_int_equal(cell.size_bytes, 2);
        assert_memory_equal(cell.bytes, "c\"", 2);
        assert_int_equal(ig_csv_rows_raw(&split.rows, 1, 1).size_bytes, 0);
        ig_text record = ig_csv_rows_record(&split.rows, 0);
        assert_int_equal(record.size_bytes, 10);
        assert_memory_equal(record.bytes, bytes, 10);
        size_t last = ig_csv_rows_raw(&split.rows, 1, 1).bytes - split.literal.bytes;
        assert_int_equal(split.rows.bytes - split.literal.bytes, IG_CSV_SLACK);
        assert_true(split.literal.size_bytes >= last + IG_CSV_SLACK);
    }
    ig_csv_split_reset(&split);
    ig_csv_split_reset(&split); /* is nothing */
    free(room);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literal_cells_are_what_they_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
