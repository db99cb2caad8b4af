/* What a block may come to, as sets of truths; held against every truth of the sets' members. */
#include "formula/predicate.h"

#include "base/harness.h"

enum { N_TRUTHS = 3 };
static const uint8_t truths[N_TRUTHS] = {IG_FALSE, IG_UNKNOWN, IG_TRUE};

static unsigned bit_of(uint8_t truth) {
    return truth == IG_FALSE  ? IG_MAY_BE_FALSE
           : truth == IG_TRUE ? IG_MAY_BE_TRUE
                              : IG_MAY_BE_UNKNOWN;
}

/* A test that comes to exactly a set: a column of which the block holds 1 … 2, 1 or 2 of it are
   looked for, and some are missing. */
static ig_test test_for(unsigned set, ig_stats *stats, ig_column *column) {
    ig_test test = {.kind = IG_TEST_RANGE, .column = column, .stats = stats};
    bool no = (set & IG_MAY_BE_FALSE) != 0, yes = (set & IG_MAY_BE_TRUE) != 0;
    stats->blocks[0] = (ig_extent){1, 2, (set & IG_MAY_BE_UNKNOWN) != 0};
    if (!yes && !no)
        stats->blocks[0] = (ig_extent){INT64_MAX, INT64_MIN, 1};
    test.least = yes && no ? 2 : yes ? 1 : 3;
    test.greatest = 3;
    return test;
}

static unsigned outcomes(ig_test *tests, uint32_t n) {
    uint8_t waiting[4];
    ig_conjunct conjunct = {.n = n};
    ig_predicate predicate = {
        .tests = tests, .n_tests = n, .conjuncts = &conjunct, .n_conjuncts = 1};
    return ig_predicate_outcomes(&predicate, 0, 0, waiting);
}

static void sets_combine_as_their_members(void **state) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_stats *of_a = ig_stats_new(memory, 1, &err), *of_b = ig_stats_new(memory, 1, &err);
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 1, 1, &err);
    assert_true(of_a != NULL && of_b != NULL && column != NULL);
    for (unsigned a = 1; a < 8; a++) {
        for (unsigned b = 1; b < 8; b++) {
            ig_test x = test_for(a, of_a, column), y = test_for(b, of_b, column);
            unsigned both = 0, either = 0, turned = 0;
            for (size_t i = 0; i < N_TRUTHS; i++) {
                for (size_t k = 0; k < N_TRUTHS; k++) {
                    if ((bit_of(truths[i]) & a) == 0 || (bit_of(truths[k]) & b) == 0)
                        continue;
                    both |= bit_of(truths[i] < truths[k] ? truths[i] : truths[k]);
                    either |= bit_of(truths[i] > truths[k] ? truths[i] : truths[k]);
                    turned |= bit_of((uint8_t)(IG_TRUE - truths[i]));
                }
            }
            ig_test joined[] = {x, y, {.kind = IG_TEST_AND}};
            assert_int_equal(outcomes(joined, 1), a);
            assert_int_equal(outcomes(joined, 3), both);
            joined[2].kind = IG_TEST_OR;
            assert_int_equal(outcomes(joined, 3), either);
            joined[1] = (ig_test){.kind = IG_TEST_NOT};
            assert_int_equal(outcomes(joined, 2), turned);
        }
    }
    ig_column_release(column);
    ig_free(of_a);
    ig_free(of_b);
    ig_memory_free(memory);
}

/* Of a block that holds 10 … 20, and in the second half of the cases 10 … 10. */
static void tests_meet_blocks(void **state) {
    enum { F = IG_MAY_BE_FALSE, T = IG_MAY_BE_TRUE, ANY = F | T };
    static const struct {
        ig_test test;
        unsigned wide, one;
    } cases[] = {
        {{.kind = IG_TEST_RANGE, .least = 0, .greatest = 9}, F, F},
        {{.kind = IG_TEST_RANGE, .least = 0, .greatest = 10}, ANY, T},
        {{.kind = IG_TEST_RANGE, .least = 10, .greatest = 20}, T, T},
        {{.kind = IG_TEST_RANGE, .least = 15, .greatest = 15}, ANY, F},
        {{.kind = IG_TEST_RANGE, .least = 20, .greatest = 30}, ANY, F},
        {{.kind = IG_TEST_RANGE, .least = 21, .greatest = 30}, F, F},
        {{.kind = IG_TEST_RANGE, .least = 0, .greatest = 9, .negated = true}, T, T},
        {{.kind = IG_TEST_RANGE, .least = 10, .greatest = 20, .negated = true}, F, F},
        {{.kind = IG_TEST_SET, .least = 5, .greatest = 30, .set = {5, 30}, .n_set = 2}, F, F},
        {{.kind = IG_TEST_SET, .least = 5, .greatest = 12, .set = {5, 12}, .n_set = 2}, ANY, F},
        {{.kind = IG_TEST_SET, .least = 10, .greatest = 12, .set = {10, 12}, .n_set = 2}, ANY, T},
        {{.kind = IG_TEST_TABLE, .least = 5, .greatest = 30}, ANY, ANY},
        {{.kind = IG_TEST_TABLE, .least = 21, .greatest = 30}, F, F},
        {{.kind = IG_TEST_CONSTANT, .truth = IG_TRUE}, T, T},
        {{.kind = IG_TEST_CONSTANT, .truth = IG_FALSE}, F, F},
        {{.kind = IG_TEST_MISSING}, F, F},
    };
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_stats *stats = ig_stats_new(memory, 1, &err);
    ig_column *column = ig_column_new(memory, IG_DECIMAL, 0, 1, 1, &err);
    assert_true(stats != NULL && column != NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ig_test test = cases[i].test;
        test.column = column;
        assert_int_equal(outcomes(&test, 1), IG_MAY_BE_UNKNOWN | ANY);
        test.stats = stats;
        stats->blocks[0] = (ig_extent){10, 20, 0};
        assert_int_equal(outcomes(&test, 1), cases[i].wide);
        stats->blocks[0] = (ig_extent){10, 10, 0};
        assert_int_equal(outcomes(&test, 1), cases[i].one);
    }
    ig_column_release(column);
    ig_free(stats);
    ig_memory_free(memory);
}

static void bools_missing_rows_and_steps(void **state) {
    enum { F = IG_MAY_BE_FALSE, U = IG_MAY_BE_UNKNOWN, T = IG_MAY_BE_TRUE };
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_stats *stats = ig_stats_new(memory, 1, &err);
    ig_column *column = ig_column_new(memory, IG_BOOL, 0, 0, 1, &err);
    assert_true(stats != NULL && column != NULL);
    ig_test bits = {.kind = IG_TEST_BITS, .column = column, .stats = stats};
    ig_test missing = {.kind = IG_TEST_MISSING, .column = column, .stats = stats};
    ig_test steps = {.kind = IG_TEST_STEPS},
            unknown = {.kind = IG_TEST_CONSTANT, .truth = IG_UNKNOWN};
    stats->blocks[0] = (ig_extent){0, 1, 2};
    assert_int_equal(outcomes(&bits, 1), F | U | T);
    assert_int_equal(outcomes(&missing, 1), F | T);
    stats->blocks[0] = (ig_extent){1, 1, 0};
    assert_int_equal(outcomes(&bits, 1), T);
    assert_int_equal(outcomes(&missing, 1), F);
    bits.negated = true;
    assert_int_equal(outcomes(&bits, 1), F);
    stats->blocks[0] = (ig_extent){INT64_MAX, INT64_MIN, 7};
    assert_int_equal(outcomes(&bits, 1), U);
    assert_int_equal(outcomes(&missing, 1), T);
    assert_int_equal(outcomes(&steps, 1), F | U | T);
    assert_int_equal(outcomes(&unknown, 1), U);
    ig_column_release(column);
    ig_free(stats);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sets_combine_as_their_members),
        cmocka_unit_test(tests_meet_blocks),
        cmocka_unit_test(bools_missing_rows_and_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
