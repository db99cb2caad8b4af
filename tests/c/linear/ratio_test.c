/* Fractions small and big are those of GMP, and take the small form wherever they fit it. */
#include "linear/ratio.h"

#include <limits.h>

#include "base/harness.h"

static void assert_text(ig_exact *exact, const ig_ratio *self, const char *wanted) {
    ig_error err;
    char *text = ig_ratio_text(exact, self, &err);
    assert_non_null(text);
    assert_string_equal(text, wanted);
    ig_free(text);
}

static void numbers_are_read(void **state) {
    static const char *const cases[][2] = {
        {"12", "12"},
        {"-0.125", "-1/8"},
        {"-7/3", "-7/3"},
        {"14/-6", NULL},
        {"0.50", "1/2"},
        {"6/4", "3/2"},
        {"-0", "0"},
        {"007", "7"},
        {"", NULL},
        {"-", NULL},
        {"1.", NULL},
        {".5", NULL},
        {"1/0", NULL},
        {"1/00", NULL},
        {"1/", NULL},
        {"1.5/2", NULL},
        {"1e3", NULL},
        {" 1", NULL},
        {"1 ", NULL},
        {"+1", NULL},
        {"0.0", "0"},
        {"9223372036854775807", "9223372036854775807"},
        {"-9223372036854775808", "-9223372036854775808"},
        {"1/18446744073709551616", "1/18446744073709551616"},
    };
    ig_memory *memory = ig_memory_new();
    ig_exact exact;
    ig_error err;
    ig_ratio read = ig_ratio_whole(0);
    ig_exact_init(&exact, memory);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int result = ig_ratio_read(&exact, &read, cases[i][0], &err);
        assert_int_equal(result, cases[i][1] == NULL ? -1 : 0);
        if (result == 0) {
            assert_text(&exact, &read, cases[i][1]);
        }
    }
    ig_ratio_reset(&exact, &read);
    assert_int_equal(ig_memory_read(memory).live_bytes, 0);
    ig_exact_reset(&exact);
    ig_memory_free(memory);
}

/* A fraction of random size, here and there. */
static void random_ratio(ig_exact *exact, ig_ratio *here, mpq_t there, uint64_t *seed) {
    char text[200];
    ig_error err;
    do {
        mpz_set_si(mpq_numref(there), random_int(seed));
        mpz_set_ui(mpq_denref(there), (size_t)random_int(seed) >> random_below(seed, 64));
    } while (mpz_sgn(mpq_denref(there)) == 0);
    if (random_below(seed, 4) == 0) {
        mpz_mul_ui(mpq_numref(there), mpq_numref(there), (size_t)random_next(seed));
    }
    (void)mpq_get_str(text, 10, there);
    mpq_canonicalize(there);
    assert_int_equal(ig_ratio_read(exact, here, text, &err), 0);
}

static void assert_is(ig_exact *exact, const ig_ratio *here, const mpq_t there) {
    char text[2000];
    assert_text(exact, here, mpq_get_str(text, 10, there));
    bool fits = mpz_fits_slong_p(mpq_numref(there)) && mpz_fits_slong_p(mpq_denref(there)) &&
                mpz_get_si(mpq_numref(there)) != LONG_MIN;
    assert_int_equal(here->below != 0, fits);
    assert_int_equal(ig_ratio_sign(here), mpq_sgn(there));
}

static void arithmetic_is_gmps(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_exact exact;
    ig_error err;
    uint64_t seed = 9;
    ig_ratio a = ig_ratio_whole(0), b = a, c = a;
    mpq_t p, q, r, product;
    mpq_inits(p, q, r, product, NULL);
    ig_exact_init(&exact, memory);
    for (size_t round = 0; round < test_rounds(20000); round++) {
        random_ratio(&exact, &a, p, &seed);
        random_ratio(&exact, &b, q, &seed);
        random_ratio(&exact, &c, r, &seed);
        int order = mpq_cmp(p, q);
        assert_int_equal(ig_ratio_compare(&exact, &a, &b), (order > 0) - (order < 0));
        mpq_mul(product, p, q);
        mpq_add(r, r, product);
        assert_int_equal(ig_ratio_add_product(&exact, &c, &a, &b, &err), 0);
        assert_is(&exact, &c, r);
        mpq_sub(r, p, q);
        assert_int_equal(ig_ratio_subtract(&exact, &c, &a, &b, &err), 0);
        assert_is(&exact, &c, r);
        assert_int_equal(ig_ratio_times(&exact, &c, &a, &b, &err), 0);
        assert_is(&exact, &c, product);
        assert_int_equal(ig_ratio_copy(&exact, &c, &a, &err), 0);
        ig_ratio_negate(&c);
        mpq_neg(r, p);
        assert_is(&exact, &c, r);
        if (mpq_sgn(q) != 0) {
            mpq_div(r, p, q);
            assert_int_equal(ig_ratio_over(&exact, &a, &a, &b, &err), 0); /* in its own place */
            assert_is(&exact, &a, r);
        }
    }
    ig_ratio_reset(&exact, &a);
    ig_ratio_reset(&exact, &b);
    ig_ratio_reset(&exact, &c);
    assert_int_equal(ig_memory_read(memory).live_bytes, 0);
    ig_exact_reset(&exact);
    mpq_clears(p, q, r, product, NULL);
    ig_memory_free(memory);
}

static void growth_has_an_end(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_exact exact;
    ig_error err;
    ig_ratio a = ig_ratio_whole(3);
    ig_exact_init(&exact, memory);
    int result = 0;
    for (int i = 0; i < 20 && result == 0; i++) {
        result = ig_ratio_times(&exact, &a, &a, &a, &err);
    }
    assert_int_equal(result, -1);
    assert_error(&err, IG_ERROR_LIMIT,
                 "linear: a fraction of more than 16384 bits would be needed");
    ig_ratio_reset(&exact, &a);
    assert_int_equal(ig_memory_read(memory).live_bytes, 0);
    ig_exact_reset(&exact);
    ig_memory_free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read),
        cmocka_unit_test(arithmetic_is_gmps),
        cmocka_unit_test(growth_has_an_end),
    };
    return cmocka_run_group_tests_name("linear.ratio", tests, NULL, NULL);
}
