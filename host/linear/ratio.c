/*
 * A small fraction is reduced and its lower side above zero; a big one is in GMP's canonical form
 * and does not fit a small one. So two fractions are equal where their parts are. Sums and products
 * of small ones are made in 128 bits, which they cannot pass; where the result does not fit again,
 * GMP works it out.
 */
#include "linear/ratio.h"

#include <ctype.h>
#include <limits.h>
#include <string.h>

struct ig_big {
    mpq_t value;
    size_t charged_bytes;
};

typedef __int128 wide;

enum { LIMB_BYTES = sizeof(mp_limb_t) };

void ig_exact_init(ig_exact *self, ig_memory *memory) {
    self->memory = memory;
    mpq_inits(self->left, self->right, self->result, NULL);
}

void ig_exact_reset(ig_exact *self) {
    mpq_clears(self->left, self->right, self->result, NULL);
}

void ig_ratio_reset(ig_exact *exact, ig_ratio *self) {
    if (self->below == 0) {
        ig_memory_discharge(exact->memory, self->at.big->charged_bytes);
        mpq_clear(self->at.big->value);
        ig_free(self->at.big);
    }
    *self = ig_ratio_whole(0);
}

/* ---- small ---- */

static uint64_t greatest_divisor(uint64_t a, uint64_t b) {
    if (a == 0 || b == 0) {
        return a | b;
    }
    int shift = __builtin_ctzll(a | b);
    a >>= __builtin_ctzll(a);
    while (b != 0) {
        b >>= __builtin_ctzll(b);
        uint64_t less = a < b ? a : b;
        b = a < b ? b - a : a - b;
        a = less;
    }
    return a << shift;
}

static uint64_t size_of(int64_t value) {
    return value < 0 ? (uint64_t)-value : (uint64_t)value;
}

static bool fit(wide above, wide below, ig_ratio *to) {
    if (above > INT64_MAX || above < -INT64_MAX || below > INT64_MAX) {
        return false;
    }
    *to = (ig_ratio){.at.above = (int64_t)above, .below = (int64_t)below};
    return true;
}

static bool small_product(ig_ratio a, ig_ratio b, ig_ratio *to) {
    if (a.below != 1) {
        int64_t common = (int64_t)greatest_divisor(size_of(b.at.above), (uint64_t)a.below);
        b.at.above /= common;
        a.below /= common;
    }
    if (b.below != 1) {
        int64_t common = (int64_t)greatest_divisor(size_of(a.at.above), (uint64_t)b.below);
        a.at.above /= common;
        b.below /= common;
    }
    return fit((wide)a.at.above * b.at.above, (wide)a.below * b.below, to);
}

static bool small_sum(ig_ratio a, ig_ratio b, ig_ratio *to) {
    if (a.below == 1 && b.below == 1) {
        return fit((wide)a.at.above + b.at.above, 1, to);
    }
    int64_t common = (int64_t)greatest_divisor((uint64_t)a.below, (uint64_t)b.below);
    wide above = (wide)a.at.above * (b.below / common) + (wide)b.at.above * (a.below / common);
    wide below = (wide)a.below * (b.below / common);
    if (common > 1) {
        int64_t rest = (int64_t)(above % common);
        int64_t again = (int64_t)greatest_divisor(size_of(rest), (uint64_t)common);
        above /= again;
        below /= again;
    }
    return fit(above, below, to);
}

static bool small_inverse(ig_ratio a, ig_ratio *to) {
    *to = a.at.above < 0 ? (ig_ratio){.at.above = -a.below, .below = -a.at.above}
                         : (ig_ratio){.at.above = a.below, .below = a.at.above};
    return true;
}

/* ---- big ---- */

/* The fraction as GMP has it: its own, or `room` filled with it. */
static mpq_srcptr wide_of(const ig_ratio *self, mpq_t room) {
    if (self->below == 0) {
        return self->at.big->value;
    }
    mpq_set_si(room, self->at.above, (unsigned long)self->below);
    return room;
}

static int charge(ig_exact *exact, ig_big *big, ig_error *err) {
    size_t bytes =
        LIMB_BYTES * (mpz_size(mpq_numref(exact->result)) + mpz_size(mpq_denref(exact->result)));
    if (bytes > big->charged_bytes) {
        if (ig_memory_charge(exact->memory, bytes - big->charged_bytes, err) != 0) {
            return -1;
        }
        big->charged_bytes = bytes;
    }
    return 0;
}

static ig_big *new_big(ig_exact *exact, ig_error *err) {
    ig_big *big = ig_alloc(exact->memory, sizeof *big, err);
    if (big == NULL) {
        return NULL;
    }
    big->charged_bytes = 0;
    if (charge(exact, big, err) != 0) {
        ig_free(big);
        return NULL;
    }
    mpq_init(big->value);
    return big;
}

/* Takes what is in exact->result. */
static int take(ig_exact *exact, ig_ratio *to, ig_error *err) {
    mpz_srcptr above = mpq_numref(exact->result), below = mpq_denref(exact->result);
    if (mpz_fits_slong_p(above) && mpz_fits_slong_p(below) && mpz_get_si(above) != LONG_MIN) {
        ig_ratio_reset(exact, to);
        *to = (ig_ratio){.at.above = mpz_get_si(above), .below = mpz_get_si(below)};
        return 0;
    }
    if (mpz_sizeinbase(above, 2) > IG_RATIO_BITS || mpz_sizeinbase(below, 2) > IG_RATIO_BITS) {
        return ig_fail(err, IG_ERROR_LIMIT,
                       "linear: a fraction of more than %d bits would be needed", IG_RATIO_BITS);
    }
    if (to->below == 0) {
        if (charge(exact, to->at.big, err) != 0) {
            return -1;
        }
    } else {
        ig_big *big = new_big(exact, err);
        if (big == NULL) {
            return -1;
        }
        *to = (ig_ratio){.at.big = big, .below = 0};
    }
    mpq_swap(to->at.big->value, exact->result);
    return 0;
}

/* ---- both ---- */

int ig_ratio_sign(const ig_ratio *self) {
    return self->below == 0 ? mpq_sgn(self->at.big->value)
                            : (self->at.above > 0) - (self->at.above < 0);
}

int ig_ratio_compare(ig_exact *exact, const ig_ratio *a, const ig_ratio *b) {
    if (a->below != 0 && b->below != 0) {
        wide left = (wide)a->at.above * b->below, right = (wide)b->at.above * a->below;
        return (left > right) - (left < right);
    }
    int order = mpq_cmp(wide_of(a, exact->left), wide_of(b, exact->right));
    return (order > 0) - (order < 0);
}

static void put(ig_exact *exact, ig_ratio *to, ig_ratio small) {
    if (to->below == 0) {
        ig_ratio_reset(exact, to);
    }
    *to = small;
}

int ig_ratio_copy(ig_exact *exact, ig_ratio *to, const ig_ratio *a, ig_error *err) {
    if (a->below != 0) {
        put(exact, to, *a);
        return 0;
    }
    mpq_set(exact->result, a->at.big->value);
    return take(exact, to, err);
}

void ig_ratio_negate(ig_ratio *self) {
    if (self->below == 0) {
        mpq_neg(self->at.big->value, self->at.big->value);
    } else {
        self->at.above = -self->at.above;
    }
}

int ig_ratio_subtract(ig_exact *exact, ig_ratio *to, const ig_ratio *a, const ig_ratio *b,
                      ig_error *err) {
    ig_ratio result, less = *b;
    if (a->below != 0 && b->below != 0) {
        less.at.above = -less.at.above;
        if (small_sum(*a, less, &result)) {
            put(exact, to, result);
            return 0;
        }
    }
    mpq_sub(exact->result, wide_of(a, exact->left), wide_of(b, exact->right));
    return take(exact, to, err);
}

int ig_ratio_times(ig_exact *exact, ig_ratio *to, const ig_ratio *a, const ig_ratio *b,
                   ig_error *err) {
    ig_ratio result;
    if (a->below != 0 && b->below != 0 && small_product(*a, *b, &result)) {
        put(exact, to, result);
        return 0;
    }
    mpq_mul(exact->result, wide_of(a, exact->left), wide_of(b, exact->right));
    return take(exact, to, err);
}

int ig_ratio_over(ig_exact *exact, ig_ratio *to, const ig_ratio *a, const ig_ratio *b,
                  ig_error *err) {
    ig_ratio result;
    if (a->below != 0 && b->below != 0 && small_inverse(*b, &result) &&
        small_product(*a, result, &result)) {
        put(exact, to, result);
        return 0;
    }
    mpq_div(exact->result, wide_of(a, exact->left), wide_of(b, exact->right));
    return take(exact, to, err);
}

int ig_ratio_add_product(ig_exact *exact, ig_ratio *to, const ig_ratio *a, const ig_ratio *b,
                         ig_error *err) {
    ig_ratio result;
    if (a->below != 0 && b->below != 0 && to->below != 0 && small_product(*a, *b, &result) &&
        small_sum(*to, result, &result)) {
        *to = result;
        return 0;
    }
    mpq_mul(exact->result, wide_of(a, exact->left), wide_of(b, exact->right));
    mpq_add(exact->result, exact->result, wide_of(to, exact->left));
    return take(exact, to, err);
}

/* ---- text ---- */

static int refuse(const char *text, ig_error *err) {
    return ig_fail(err, IG_ERROR_USAGE, "number such as 12, -0.125 or -7/3 expected, got '%.40s'",
                   text);
}

/* Reads digits into a whole number of GMP's; `digits` has room. Returns where they end. */
static const char *read_digits(const char *text, char digits[IG_RATIO_TEXT_DIGITS + 1], size_t *n) {
    while (isdigit((unsigned char)*text) && *n < IG_RATIO_TEXT_DIGITS) {
        digits[(*n)++] = *text++;
    }
    digits[*n] = '\0';
    return text;
}

int ig_ratio_read(ig_exact *exact, ig_ratio *to, const char *text, ig_error *err) {
    char digits[IG_RATIO_TEXT_DIGITS + 1];
    bool is_negative = *text == '-';
    size_t n = 0;
    if (strlen(text) > IG_RATIO_TEXT_DIGITS) {
        return ig_fail(err, IG_ERROR_USAGE, "number of at most %d digits expected, got '%.40s…'",
                       IG_RATIO_TEXT_DIGITS, text);
    }
    const char *rest = read_digits(text + is_negative, digits, &n);
    if (n == 0) {
        return refuse(text, err);
    }
    size_t whole = n;
    if (*rest == '.') {
        rest = read_digits(rest + 1, digits, &n);
        if (n == whole) {
            return refuse(text, err);
        }
    }
    mpz_ptr above = mpq_numref(exact->result), below = mpq_denref(exact->result);
    (void)mpz_set_str(above, digits, 10);
    mpz_ui_pow_ui(below, 10, n - whole);
    if (*rest == '/' && n == whole) {
        n = 0;
        rest = read_digits(rest + 1, digits, &n);
        if (n == 0 || strspn(digits, "0") == n) {
            return refuse(text, err);
        }
        (void)mpz_set_str(below, digits, 10);
    }
    if (*rest != '\0') {
        return refuse(text, err);
    }
    if (is_negative) {
        mpz_neg(above, above);
    }
    mpq_canonicalize(exact->result);
    return take(exact, to, err);
}

char *ig_ratio_text(ig_exact *exact, const ig_ratio *self, ig_error *err) {
    mpq_srcptr value = wide_of(self, exact->left);
    size_t digits = mpz_sizeinbase(mpq_numref(value), 10) + mpz_sizeinbase(mpq_denref(value), 10);
    char *text = ig_alloc(exact->memory, digits + 3, err); /* a sign, a stroke, a NUL */
    return text == NULL ? NULL : mpq_get_str(text, 10, value);
}
