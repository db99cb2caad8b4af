/*
 * Numbers as text, exactly. Parsing first splits the text into significant digits (a uint64 while
 * there are at most 19), a power of ten and a sign; from these come either exact units or the
 * nearest double. The double is computed directly where both digits and power are exact in binary
 * (Clinger's fast path: at most 2^53 and 10^22), and else by strtod on a canonical copy, which needs
 * LC_NUMERIC to be "C".
 */
#include "table/decimal.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGITS_MAX = 19,   /* any 19 digits fit in 64 bits without a sign */
    DIGITS_REAL = 800, /* digits after which only "more than this" matters to the nearest double */
    EXACT_POW10 = 22   /* 10^22 = 2^22 × 5^22, and 5^22 < 2^53 */
};

static const int64_t EXACT_DOUBLE = INT64_C(1) << 53;

int64_t ig_pow10(unsigned exponent) {
    static const int64_t powers[] = {1,
                                     10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     10000000000,
                                     100000000000,
                                     1000000000000,
                                     10000000000000,
                                     100000000000000,
                                     1000000000000000,
                                     10000000000000000,
                                     100000000000000000,
                                     1000000000000000000};
    return powers[exponent];
}

static double real_pow10(unsigned exponent) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    return powers[exponent];
}

/* The parts of a number's text. Positions point into it. */
typedef struct parts {
    bool negative;
    bool leading_zero;
    bool has_exponent;
    const char *digits; /* the first digit, mark or point after the sign */
    const char *end;    /* behind the last of them */
    uint64_t value;     /* the first DIGITS_MAX significant digits */
    size_t significant; /* digits from the first that is not zero, in all */
    size_t fraction;    /* digits after the point */
    int64_t exponent;   /* as written after the e, held to ± EXPONENT_MAX */
} parts;

static const int64_t EXPONENT_MAX = INT64_C(1000000000000000000);

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static void take_digit(parts *p, char c) {
    if (p->significant > 0 || c != '0') {
        if (p->significant < DIGITS_MAX) {
            p->value = p->value * 10 + (uint64_t)(c - '0');
        }
        p->significant++;
    }
}

/* The digits before the point. Returns where they end, or NULL when the marks stand wrongly. */
static const char *take_whole(parts *p, const char *at, const char *end, char thousands,
                              size_t *n_digits) {
    const char *start = at;
    const char *group = NULL; /* the first digit after the last mark */
    for (; at < end; at++) {
        if (is_digit(*at)) {
            take_digit(p, *at);
            (*n_digits)++;
        } else if (*at == thousands && thousands != 0) {
            size_t before = (size_t)(at - (group == NULL ? start : group));
            if (group == NULL ? before < 1 || before > 3 : before != 3) {
                return NULL;
            }
            group = at + 1;
        } else {
            break;
        }
    }
    return group != NULL && at - group != 3 ? NULL : at;
}

/* Returns where the exponent ends, or NULL when there is an "e" without digits. */
static const char *take_exponent(parts *p, const char *at, const char *end) {
    bool negative = false;
    at++;
    if (at < end && (*at == '-' || *at == '+')) {
        negative = *at == '-';
        at++;
    }
    if (at == end || !is_digit(*at)) {
        return NULL;
    }
    for (; at < end && is_digit(*at); at++) {
        if (p->exponent < EXPONENT_MAX / 10) {
            p->exponent = p->exponent * 10 + (*at - '0');
        }
    }
    p->exponent = negative ? -p->exponent : p->exponent;
    p->has_exponent = true;
    return at;
}

/* False when the text is no number. */
static bool split(parts *p, const char *text, size_t size_bytes, ig_number_marks marks) {
    char decimal = marks.decimal == 0 ? '.' : marks.decimal;
    const char *at = text;
    const char *end = text + size_bytes;
    size_t whole = 0;
    *p = (parts){0};
    if (at < end && *at == '-') {
        p->negative = true;
        at++;
    }
    p->digits = at;
    const char *first = at;
    at = take_whole(p, at, end, marks.thousands, &whole);
    if (at == NULL) {
        return false;
    }
    p->leading_zero = whole > 1 && *first == '0';
    if (at < end && *at == decimal) {
        const char *point = at++;
        for (; at < end && is_digit(*at); at++) {
            take_digit(p, *at);
        }
        p->fraction = (size_t)(at - point) - 1;
    }
    p->end = at;
    if (whole + p->fraction == 0) {
        return false;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at = take_exponent(p, at, end);
    }
    return at == end;
}

/* The nearest double by strtod, from a copy "-123456e-3" of at most DIGITS_REAL digits. */
static double real_slow(const parts *p) {
    char copy[DIGITS_REAL + 40];
    size_t n = 0;
    size_t digits = 0;
    bool more = false; /* a digit that is not zero was left out */
    if (p->negative) {
        copy[n++] = '-';
    }
    for (const char *at = p->digits; at < p->end; at++) {
        if (!is_digit(*at) || (digits == 0 && *at == '0')) {
            continue;
        }
        if (digits < DIGITS_REAL) {
            copy[n++] = *at;
        } else {
            more = more || *at != '0';
        }
        digits++;
    }
    if (digits == 0) {
        copy[n++] = '0';
    }
    int64_t exponent = p->exponent - (int64_t)p->fraction;
    if (digits > DIGITS_REAL) {
        exponent += (int64_t)(digits - DIGITS_REAL);
    }
    if (more) {
        copy[n++] = '1';
        exponent--;
    }
    exponent = exponent > 99999 ? 99999 : exponent < -99999 ? -99999 : exponent;
    snprintf(copy + n, sizeof copy - n, "e%d", (int)exponent);
    return strtod(copy, NULL);
}

static double real_of(const parts *p) {
    int64_t exponent = p->exponent - (int64_t)p->fraction;
    if (p->significant > DIGITS_MAX || p->value > (uint64_t)EXACT_DOUBLE ||
        exponent > EXACT_POW10 || exponent < -EXACT_POW10) {
        return real_slow(p);
    }
    double value = (double)p->value;
    value = exponent < 0 ? value / real_pow10((unsigned)-exponent)
                         : value * real_pow10((unsigned)exponent);
    return p->negative ? -value : value;
}

ig_number ig_number_parse(const char *text, size_t size_bytes, ig_number_marks marks) {
    ig_number number = {.kind = IG_NUMBER_NOT};
    parts p;
    if (!split(&p, text, size_bytes, marks)) {
        return number;
    }
    number.leading_zero = p.leading_zero;
    uint64_t most = (uint64_t)INT64_MAX + p.negative;
    if (!p.has_exponent && p.fraction <= IG_SCALE_MAX && p.significant <= DIGITS_MAX &&
        p.value <= most) {
        number.kind = IG_NUMBER_DECIMAL;
        number.units = p.negative ? (int64_t)(0 - p.value) : (int64_t)p.value;
        number.scale = (uint8_t)p.fraction;
        return number;
    }
    number.real = real_of(&p);
    bool lost = isinf(number.real) || (number.real == 0 && p.significant > 0);
    number.kind = lost ? IG_NUMBER_NOT : IG_NUMBER_REAL;
    return number;
}

bool ig_decimal_rescale(int64_t units, unsigned from, unsigned to, int64_t *out) {
    if (to >= from) {
        return !__builtin_mul_overflow(units, ig_pow10(to - from), out);
    }
    int64_t divisor = ig_pow10(from - to);
    *out = units / divisor;
    return units % divisor == 0;
}

size_t ig_decimal_print(char *text, ig_i128 units, unsigned scale) {
    char digits[IG_DECIMAL_TEXT]; /* from the right */
    size_t n = 0;
    unsigned __int128 rest = units < 0 ? 0 - (unsigned __int128)units : (unsigned __int128)units;
    while (rest > UINT64_MAX) {
        digits[n++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    }
    for (uint64_t low = (uint64_t)rest; low > 0; low /= 10) {
        digits[n++] = (char)('0' + (int)(low % 10));
    }
    while (n <= scale) {
        digits[n++] = '0';
    }
    size_t length = 0;
    if (units < 0) {
        text[length++] = '-';
    }
    while (n > 0) {
        if (n == scale) {
            text[length++] = '.';
        }
        text[length++] = digits[--n];
    }
    text[length] = '\0';
    return length;
}

double ig_decimal_real(ig_i128 units, unsigned scale) {
    if (scale == 0) {
        return (double)units;
    }
    if (units >= -EXACT_DOUBLE && units <= EXACT_DOUBLE && scale <= EXACT_POW10) {
        return (double)(int64_t)units / real_pow10(scale);
    }
    char text[IG_DECIMAL_TEXT];
    ig_decimal_print(text, units, scale);
    return strtod(text, NULL);
}

size_t ig_real_print(char *text, double value) {
    if (isnan(value)) {
        memcpy(text, "nan", 4);
        return 3;
    }
    if (isinf(value)) {
        return (size_t)snprintf(text, IG_DECIMAL_TEXT, "%s", value < 0 ? "-inf" : "inf");
    }
    /* Below DBL_MIN fewer than 15 digits may do, and %.15g would print the others. */
    int length = 0;
    for (int digits = fabs(value) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        length = snprintf(text, IG_DECIMAL_TEXT, "%.*g", digits, value);
        if (strtod(text, NULL) == value) {
            break;
        }
    }
    return (size_t)length;
}

unsigned ig_int_width(int64_t min, int64_t max) {
    if (min >= INT8_MIN && max <= INT8_MAX) {
        return 1;
    }
    if (min >= INT16_MIN && max <= INT16_MAX) {
        return 2;
    }
    return min >= INT32_MIN && max <= INT32_MAX ? 4 : 8;
}
