/*
 * All ways and all cuts give what the slow splitter gives: on bytes that are nothing but marks, and on
 * tables with some bytes out of place.
 */
#include "csv/scan/reference.h"

static const char MARKS[] = ",\"\n;\xac\r\tx\xff #a\\\"1";

static void every_cut_of_random_marks(void **state) {
    uint64_t seed = 7001;
    char bytes[40];
    for (size_t round = 0; round < test_rounds(1500); round++) {
        splitting s = random_splitting(&seed);
        size_t n = random_bytes(&seed, MARKS, sizeof MARKS - 1, bytes, sizeof bytes);
        char *expected = reference_text(&s, bytes, n);
        for (s.way = IG_CSV_BEST; s.way <= IG_CSV_EXTENDED; s.way++) {
            for (size_t block = 1; ig_csv_way_exists(s.way) && block <= n + 1; block++) {
                assert_as_reference(&s, bytes, n, block, expected);
            }
        }
        free(expected);
    }
}

static void blocks_carry_over(void **state) {
    uint64_t seed = 7002;
    char bytes[300];
    for (size_t round = 0; round < test_rounds(3000); round++) {
        splitting s = random_splitting(&seed);
        size_t n =
            random_below(&seed, 2) == 0
                ? random_bytes(&seed, MARKS, sizeof MARKS - 1, bytes, sizeof bytes)
                : random_table(&seed, s.how.n_columns, random_below(&seed, 3), bytes, sizeof bytes);
        char *expected = reference_text(&s, bytes, n);
        for (s.way = IG_CSV_BEST; s.way <= IG_CSV_EXTENDED; s.way++) {
            if (ig_csv_way_exists(s.way)) {
                assert_as_reference(&s, bytes, n, n + 1, expected);
                assert_as_reference(&s, bytes, n, 1 + random_below(&seed, n + 1), expected);
            }
        }
        free(expected);
    }
}

static void comments_among_quotes(void **state) {
    uint64_t seed = 7004;
    char bytes[60];
    for (size_t round = 0; round < test_rounds(3000); round++) {
        splitting s = splitting_of(1 + random_below(&seed, 3), '"');
        s.dialect.comment = '#';
        s.how.max_record_bytes = 1 << 20;
        size_t n = random_bytes(&seed, "#\"\n,\r", 5, bytes, sizeof bytes);
        char *expected = reference_text(&s, bytes, n);
        for (s.way = IG_CSV_BEST; s.way <= IG_CSV_EXTENDED; s.way++) {
            if (ig_csv_way_exists(s.way)) {
                assert_as_reference(&s, bytes, n, n + 1, expected);
                assert_as_reference(&s, bytes, n, 1 + random_below(&seed, n + 1), expected);
            }
        }
        free(expected);
    }
}

/* Else all would be right, and slow. */
static void quotes_in_place_are_not_declined(void **state) {
    uint64_t seed = 7005;
    static char bytes[3000];
    ig_memory *memory = ig_memory_new();
    ig_csv_split split;
    ig_error err;
    ig_csv_split_init(&split, memory);
    splitting s = splitting_of(4, '"');
    s.how.dialect = &s.dialect;
    for (size_t round = 0; round < test_rounds(300); round++) {
        size_t n = random_table(&seed, 4, 0, bytes, 100 + random_below(&seed, 2900));
        char *room = room_for(bytes, n);
        const ig_csv_piece piece = {.how = &s.how, .bytes = room + IG_CSV_SLACK, .n = n, .line = 1};
        for (s.way = IG_CSV_BEST; s.way <= IG_CSV_SCAN_AVX512; s.way++) {
            size_t bad;
            split.found.n = 0;
            split.found.n_breaks = 0;
            assert_int_equal(ig_csv_scan(&split.found, &piece, s.way, 0, &bad, &err), 0);
            assert_int_equal(bad, SIZE_MAX);
            assert_int_equal(split.found.n % 4, 0);
        }
        free(room);
    }
    ig_csv_split_reset(&split);
    ig_memory_free(memory);
}

static void the_scan_goes_on_behind_what_it_declined(void **state) {
    uint64_t seed = 7003;
    static char bytes[30000];
    for (size_t round = 0; round < test_rounds(60); round++) {
        splitting s = random_splitting(&seed);
        s.dialect.delimiter[0] = ',';
        size_t n = random_table(&seed, s.how.n_columns, random_below(&seed, 20), bytes,
                                1 + random_below(&seed, sizeof bytes));
        s.way = IG_CSV_LENIENT;
        char *expected = split_text(&s, bytes, n, n + 1);
        for (s.way = IG_CSV_BEST; s.way <= IG_CSV_EXTENDED; s.way++) {
            if (ig_csv_way_exists(s.way)) {
                assert_as_reference(&s, bytes, n, n + 1, expected);
                assert_as_reference(&s, bytes, n, 1 + n / (1 + random_below(&seed, 20)), expected);
            }
        }
        free(expected);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cut_of_random_marks),
        cmocka_unit_test(blocks_carry_over),
        cmocka_unit_test(comments_among_quotes),
        cmocka_unit_test(quotes_in_place_are_not_declined),
        cmocka_unit_test(the_scan_goes_on_behind_what_it_declined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
