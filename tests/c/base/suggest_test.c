/* The nearest name is found when it is near enough to be meant, and named in the error. */
#include "base/suggest.h"

#include "base/harness.h"

static const char *const columns[] = {"month",     "partner", "hs",     "qty_kg",
                                      "value_usd", "flow",    "Region", "品名"};
enum { N_COLUMNS = sizeof columns / sizeof columns[0] };

static const char *nearest(const char *wrong) {
    size_t found = ig_suggest(wrong, strlen(wrong), columns, N_COLUMNS);
    return found == SIZE_MAX ? "(none)" : columns[found];
}

static void each_kind_of_slip_is_forgiven(void **state) {
    assert_string_equal(nearest("mnth"), "month");   /* one left out */
    assert_string_equal(nearest("montth"), "month"); /* one too many */
    assert_string_equal(nearest("mouth"), "month");  /* one for another */
    assert_string_equal(nearest("motnh"), "month");  /* two swapped count once */
    assert_string_equal(nearest("MONTH"), "month");  /* the case of letters does not count */
    assert_string_equal(nearest("region"), "Region");
    assert_string_equal(nearest("value_us"), "value_usd");
    assert_string_equal(nearest("valu_us"), "value_usd");
    assert_string_equal(nearest("h"), "hs");
    assert_string_equal(nearest("品銘"), "(none)"); /* three bytes of six */
    assert_string_equal(nearest("month"), "month");
}

static void what_is_far_is_not_suggested(void **state) {
    assert_string_equal(nearest(""), "(none)");
    assert_string_equal(nearest("x"), "(none)");
    assert_string_equal(nearest("weight"), "(none)");
    assert_string_equal(nearest("mo"), "(none)");

    /* One byte for another leaves nothing in common; the same letter in another case does. */
    const char *const letters[] = {"", "a", "b"};
    assert_true(ig_suggest("c", 1, letters, 3) == SIZE_MAX);
    assert_true(ig_suggest("B", 1, letters, 3) == 2);
    assert_true(ig_suggest("a", 1, NULL, 0) == SIZE_MAX);

    /* Only the bytes given count, not what follows. */
    assert_true(ig_suggest("mont/h", 4, columns, N_COLUMNS) == 0);
}

static void the_first_of_the_nearest_wins(void **state) {
    const char *const names[] = {"rate_c", "rate_b", "rate"};
    assert_true(ig_suggest("rate_a", 6, names, 3) == 0);
    assert_true(ig_suggest("rat", 3, names, 3) == 2);
    assert_true(ig_suggest("rate_B", 6, names, 3) == 1);
}

static void long_names_are_never_compared(void **state) {
    char name[80];
    memset(name, 'n', sizeof name);
    name[64] = '\0';
    const char *const names[] = {name};
    assert_true(ig_suggest(name, 64, names, 1) == 0);
    assert_true(ig_suggest(name, 65, names, 1) == SIZE_MAX);
    name[64] = 'n';
    name[65] = '\0';
    assert_true(ig_suggest(name, 64, names, 1) == SIZE_MAX);
}

/* The same distance by its definition, without folding: recursion over the last bytes. */
static unsigned slow_distance(const char *a, size_t m, const char *b, size_t n) {
    if (m == 0 || n == 0) {
        return (unsigned)(m + n);
    }
    unsigned best = slow_distance(a, m - 1, b, n - 1) + (a[m - 1] != b[n - 1]);
    unsigned other = slow_distance(a, m - 1, b, n) + 1;
    best = other < best ? other : best;
    other = slow_distance(a, m, b, n - 1) + 1;
    best = other < best ? other : best;
    if (m > 1 && n > 1 && a[m - 1] == b[n - 2] && a[m - 2] == b[n - 1]) {
        other = slow_distance(a, m - 2, b, n - 2) + 1;
        best = other < best ? other : best;
    }
    return best;
}

static void the_distance_agrees_with_its_definition(void **state) {
    uint64_t seed = 3;
    for (size_t round = 0, rounds = test_rounds(3000); round < rounds; round++) {
        char a[8];
        char b[8];
        size_t m = 2 + random_below(&seed, 5);
        size_t n = 2 + random_below(&seed, 5);
        for (size_t i = 0; i < 7; i++) {
            a[i] = (char)('a' + random_below(&seed, 3));
            b[i] = (char)('a' + random_below(&seed, 3));
        }
        b[n] = '\0';
        const char *const names[] = {b};
        size_t longer = m > n ? m : n;
        unsigned allowed = longer < 6 ? 1 : (unsigned)longer / 3;
        bool near = slow_distance(a, m, b, n) <= allowed;
        assert_int_equal(ig_suggest(a, m, names, 1) == 0, near);
    }
}

static void the_error_names_what_may_be_meant(void **state) {
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_int_equal(ig_fail_unknown(&err, "column", "columns", "qty_kgs", 7, columns, N_COLUMNS),
                     -1);
    assert_error(&err, IG_ERROR_USAGE, "unknown column 'qty_kgs' (did you mean 'qty_kg'?)");

    const char *const few[] = {"a", "b", "c"};
    ig_fail_unknown(&err, "column", "columns", "xyz", 1, few, 3);
    assert_error(&err, IG_ERROR_USAGE, "unknown column 'x'; columns are 'a', 'b', 'c'");
    ig_fail_unknown(&err, "profile", "profiles", "x", 1, NULL, 0);
    assert_error(&err, IG_ERROR_USAGE, "unknown profile 'x'; there are no profiles");
}

static void the_error_lists_a_few_names_only(void **state) {
    ig_error err = {.kind = IG_ERROR_NONE};
    const char *const many[] = {"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"};
    ig_fail_unknown(&err, "column", "columns", "total", 5, many, 8);
    assert_error(&err, IG_ERROR_USAGE,
                 "unknown column 'total'; columns are "
                 "'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8'");
    ig_fail_unknown(&err, "column", "columns", "total", 5, many, 9);
    assert_error(&err, IG_ERROR_USAGE,
                 "unknown column 'total'; columns are "
                 "'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', …");

    /* Names too long to list are left out, and a wrong one too long is cut. */
    char huge[1000];
    memset(huge, 'n', sizeof huge);
    huge[sizeof huge - 1] = '\0';
    const char *const with_huge[] = {"a", huge, "b"};
    ig_fail_unknown(&err, "column", "columns", "total", 5, with_huge, 3);
    assert_error(&err, IG_ERROR_USAGE, "unknown column 'total'; columns are 'a', …");
    const char *const only_huge[] = {huge};
    ig_fail_unknown(&err, "column", "columns", "total", 5, only_huge, 1);
    assert_error(&err, IG_ERROR_USAGE, "unknown column 'total'; columns are …");
    ig_fail_unknown(&err, "column", "columns", huge, 999, with_huge, 1);
    assert_int_equal(strlen(err.text), strlen("unknown column ''; columns are 'a'") + 200);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_slip_is_forgiven),
        cmocka_unit_test(what_is_far_is_not_suggested),
        cmocka_unit_test(the_first_of_the_nearest_wins),
        cmocka_unit_test(long_names_are_never_compared),
        cmocka_unit_test(the_distance_agrees_with_its_definition),
        cmocka_unit_test(the_error_names_what_may_be_meant),
        cmocka_unit_test(the_error_lists_a_few_names_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
