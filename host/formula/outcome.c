/*
 * What a block can come to without a look at its values: sets of truths are computed as truths are,
 * test by test, from the extents of the columns. A set that is too large costs time, one that is too
 * small would be wrong; tests of steps may come to anything.
 */
#include "formula/predicate.h"

enum { ANYTHING = IG_MAY_BE_FALSE | IG_MAY_BE_UNKNOWN | IG_MAY_BE_TRUE };

static bool reads_stats(const ig_test *test) {
    return test->column != NULL && test->kind < IG_TEST_STEPS;
}

int ig_predicate_learn(ig_predicate *predicate, const ig_context *context, ig_error *err) {
    for (uint32_t i = 0; i < predicate->n_tests; i++) {
        ig_test *test = &predicate->tests[i];
        if (!reads_stats(test)) {
            continue;
        }
        test->stats = ig_column_stats(context, test->column, err);
        if (test->stats == NULL) {
            return -1;
        }
    }
    return 0;
}

static unsigned turned(unsigned set) {
    return (set & IG_MAY_BE_UNKNOWN) | ((set & IG_MAY_BE_FALSE) != 0 ? IG_MAY_BE_TRUE : 0) |
           ((set & IG_MAY_BE_TRUE) != 0 ? IG_MAY_BE_FALSE : 0);
}

/* `and` of any truth of one set with any of the other. */
static unsigned both(unsigned a, unsigned b) {
    unsigned any = a | b, in_each = a & b;
    unsigned set = any & IG_MAY_BE_FALSE;
    set |= in_each & IG_MAY_BE_TRUE;
    bool a_not_false = (a & ~(unsigned)IG_MAY_BE_FALSE) != 0;
    bool b_not_false = (b & ~(unsigned)IG_MAY_BE_FALSE) != 0;
    return a_not_false && b_not_false ? set | (any & IG_MAY_BE_UNKNOWN) : set;
}

static unsigned either(unsigned a, unsigned b) {
    return turned(both(turned(a), turned(b)));
}

/* Whether a value that the test looks for may be in the extent. */
static bool meets(const ig_test *test, const ig_extent *extent) {
    if (test->kind != IG_TEST_SET) {
        return test->least <= extent->greatest && test->greatest >= extent->least;
    }
    for (size_t i = 0; i < test->n_set; i++) {
        if (test->set[i] >= extent->least && test->set[i] <= extent->greatest) {
            return true;
        }
    }
    return false;
}

/* Whether every value of the extent is in the test's range. Only one value is sure to be in a set. */
static bool covers(const ig_test *test, const ig_extent *extent) {
    if (test->kind == IG_TEST_RANGE) {
        return test->least <= extent->least && test->greatest >= extent->greatest;
    }
    return test->kind == IG_TEST_SET && extent->least == extent->greatest && meets(test, extent);
}

/* Of the present rows of a block that has some. */
static unsigned outcomes_of_values(const ig_test *test, const ig_extent *extent) {
    unsigned set;
    switch (test->kind) {
    case IG_TEST_CONSTANT: return test->truth == IG_TRUE ? IG_MAY_BE_TRUE : IG_MAY_BE_FALSE;
    case IG_TEST_BITS:
        set =
            (extent->greatest > 0 ? IG_MAY_BE_TRUE : 0) | (extent->least < 1 ? IG_MAY_BE_FALSE : 0);
        break;
    default:
        set = (meets(test, extent) ? IG_MAY_BE_TRUE : 0) |
              (covers(test, extent) ? 0 : IG_MAY_BE_FALSE);
        break;
    }
    return test->negated ? turned(set) : set;
}

static unsigned outcomes_of(const ig_test *test, size_t block) {
    if (test->kind == IG_TEST_CONSTANT && test->column == NULL) {
        return test->truth == IG_TRUE    ? IG_MAY_BE_TRUE
               : test->truth == IG_FALSE ? IG_MAY_BE_FALSE
                                         : IG_MAY_BE_UNKNOWN;
    }
    if (test->stats == NULL) {
        return ANYTHING;
    }
    const ig_extent *extent = &test->stats->blocks[block];
    bool present = extent->least <= extent->greatest;
    if (test->kind == IG_TEST_MISSING) {
        return (extent->n_missing > 0 ? IG_MAY_BE_TRUE : 0) | (present ? IG_MAY_BE_FALSE : 0);
    }
    return (extent->n_missing > 0 ? IG_MAY_BE_UNKNOWN : 0) |
           (present ? outcomes_of_values(test, extent) : 0);
}

unsigned ig_predicate_outcomes(const ig_predicate *predicate, uint32_t conjunct, size_t block,
                               uint8_t *waiting) {
    const ig_conjunct *program = &predicate->conjuncts[conjunct];
    size_t n = 0;
    for (uint32_t i = 0; i < program->n; i++) {
        const ig_test *test = &predicate->tests[program->first + i];
        switch (test->kind) {
        case IG_TEST_NOT: waiting[n - 1] = (uint8_t)turned(waiting[n - 1]); break;
        case IG_TEST_AND:
            n--;
            waiting[n - 1] = (uint8_t)both(waiting[n - 1], waiting[n]);
            break;
        case IG_TEST_OR:
            n--;
            waiting[n - 1] = (uint8_t)either(waiting[n - 1], waiting[n]);
            break;
        default: waiting[n++] = (uint8_t)outcomes_of(test, block); break;
        }
    }
    return waiting[0];
}
