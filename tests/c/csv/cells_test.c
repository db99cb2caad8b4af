/* Cells come back in order, whatever their sizes, and cost little more than their bytes. */
#include "csv/cells.h"

#include "csv/world.h"

/* Cell i of the story: its size and its bytes follow from i alone. */
static size_t size_of(size_t i) {
    static const size_t special[] = {0, 1, 254, 255, 256, 127, 126, 128, 300000, 65535};
    return i % 50 < sizeof special / sizeof special[0] ? special[i % 50] : i % 23;
}

static int append_all(ig_csv_cells *cells, ig_memory *memory, size_t n, ig_error *err) {
    static char bytes[300000];
    for (size_t i = 0; i < n; i++) {
        memset(bytes, (int)('a' + i % 26), size_of(i));
        if (ig_csv_cells_append(cells, memory, (ig_text){bytes, size_of(i)}, err) != 0) {
            return -1;
        }
    }
    return 0;
}

static void cells_come_back_in_order(void **state) {
    world *w = *state;
    ig_csv_cells cells = {0};
    ig_error err;
    enum { CELLS = 300 };
    assert_int_equal(append_all(&cells, w->memory, CELLS, &err), 0);
    for (int round = 0; round < 2; round++) { /* reading leaves them as they are */
        ig_csv_cursor cursor = ig_csv_cells_start(&cells);
        for (size_t i = 0; i < CELLS; i++) {
            ig_text text = ig_csv_cells_next(&cursor);
            assert_int_equal(text.size_bytes, size_of(i));
            for (size_t k = 0; k < text.size_bytes; k += 97) {
                assert_int_equal(text.bytes[k], 'a' + i % 26);
            }
        }
    }
    ig_csv_cells_reset(&cells);
    ig_csv_cells_reset(&cells);
}

static void short_cells_cost_a_byte_more(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_csv_cells cells = {0};
    ig_error err;
    size_t bytes = 0;
    for (int i = 0; i < 300000; i++) {
        assert_int_equal(ig_csv_cells_append(&cells, memory, (ig_text){"12345678", 8}, &err), 0);
        bytes += 9;
    }
    assert_in_range(ig_memory_read(memory).live_bytes, bytes, bytes + (1 << 18) + 4096);
    ig_csv_cells_reset(&cells);
    /* A table of very many columns and one row. */
    assert_int_equal(ig_csv_cells_append(&cells, memory, (ig_text){"x", 1}, &err), 0);
    assert_in_range(ig_memory_read(memory).live_bytes, 2, 200);
    ig_csv_cells_reset(&cells);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static int append_some(ig_memory *memory, void *context, ig_error *err) {
    (void)context;
    ig_csv_cells cells = {0};
    int status = append_all(&cells, memory, 60, err);
    ig_csv_cells_reset(&cells);
    return status;
}

static void every_failure_frees(void **state) {
    assert_in_range(prove_failures_free(append_some, NULL), 4, 40);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_come_back_in_order),
        cmocka_unit_test(short_cells_cost_a_byte_more),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
