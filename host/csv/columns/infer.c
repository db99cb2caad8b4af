/*
 * A guess is what is still possible after the cells so far. A column without a given type is, in
 * this order: months, when its name says so and every value is one (bare 202504 included); numbers;
 * months that are written as such; text. A value with a leading zero and more digits is a code, and
 * codes are text. Units are kept as their bounds at each scale, which is enough to know whether all
 * of them fit a common one, and how wide they are there.
 */
#include "csv/columns/infer.h"

#include "table/month.h"

enum { REAL_DIGITS = 17, MONTH_SCALE = 2 }; /* no number of more digits survives in a double */

static const int64_t REAL_UNITS = INT64_C(100000000000000000); /* 10^17: one digit more */

/* Units that a month has as a number: 2025.04, or bare 202504. */
static const int64_t MONTH_MIN = 101, MONTH_MAX = 999912;

static bool has_many_digits(ig_text text) {
    size_t n = 0;
    for (size_t i = 0; i < text.size_bytes; i++) {
        char c = text.bytes[i];
        n += c >= '0' && c <= '9' && (n > 0 || c != '0');
    }
    return n > REAL_DIGITS;
}

void ig_csv_guess_init(ig_csv_guess *guess, ig_kind kind, bool month_named) {
    *guess =
        (ig_csv_guess){.kind = kind, .month_named = month_named, .months = true, .numbers = true};
}

static void take_units(ig_csv_guess *guess, unsigned s, int64_t min, int64_t max) {
    if (!guess->has_scale[s]) {
        guess->has_scale[s] = true;
        guess->min[s] = min;
        guess->max[s] = max;
    }
    guess->min[s] = min < guess->min[s] ? min : guess->min[s];
    guess->max[s] = max > guess->max[s] ? max : guess->max[s];
    guess->max_scale = s > guess->max_scale ? s : guess->max_scale;
    guess->rounded = guess->rounded || max >= REAL_UNITS || min <= -REAL_UNITS;
}

static void take_number(ig_csv_guess *guess, ig_number_marks marks, ig_text text) {
    ig_number number = ig_number_parse(text.bytes, text.size_bytes, marks);
    guess->numbers = guess->numbers && number.kind != IG_NUMBER_NOT && !number.leading_zero;
    if (number.kind == IG_NUMBER_DECIMAL) {
        take_units(guess, number.scale, number.units, number.units);
    } else if (number.kind == IG_NUMBER_REAL) {
        bool plain = ig_csv_is_plain(text);
        guess->reals = guess->reals || plain || guess->kind == IG_INFER;
        guess->rounded = guess->rounded || (plain && has_many_digits(text));
    }
}

bool ig_csv_guess_take(ig_csv_guess *guess, ig_number_marks marks, ig_text text) {
    guess->seen = true;
    switch (guess->kind) {
    case IG_AS_TEXT:
    case IG_AS_MONTH:
    case IG_AS_REAL: return false;
    case IG_AS_DECIMAL: take_number(guess, marks, text); return true;
    case IG_INFER: break;
    }
    int32_t month = 0;
    guess->months =
        guess->months && ig_month_parse(text.bytes, text.size_bytes, guess->month_named, &month);
    if (guess->numbers) {
        take_number(guess, marks, text);
    }
    return guess->months || guess->numbers;
}

void ig_csv_guess_numbers(ig_csv_guess *guess, const ig_csv_numbers *numbers) {
    for (unsigned s = 0; s <= IG_SCALE_MAX; s++) {
        if (numbers->has_scale[s]) {
            guess->seen = true;
            guess->stretched = true;
            take_units(guess, s, numbers->min[s], numbers->max[s]);
        }
    }
}

static bool may_be_months(const ig_csv_guess *guess) {
    for (unsigned s = 0; s <= IG_SCALE_MAX; s++) {
        bool may = s == MONTH_SCALE || (s == 0 && guess->month_named);
        if (guess->has_scale[s] &&
            (!may || guess->min[s] < MONTH_MIN || guess->max[s] > MONTH_MAX)) {
            return false;
        }
    }
    return true;
}

/* Bounds and scales may be of words too, but words that are months pass. */
bool ig_csv_guess_wants_texts(const ig_csv_guess *guess) {
    return guess->kind == IG_INFER && guess->stretched && guess->months &&
           (guess->month_named || !guess->numbers) && may_be_months(guess);
}

/* Numbers of all scales at the common one; false when it does not hold them. */
static bool find_bounds(const ig_csv_guess *guess, ig_csv_type *type) {
    type->least = INT64_MAX;
    for (unsigned s = 0; s <= guess->max_scale; s++) {
        int64_t min = 0;
        int64_t max = 0;
        if (!guess->has_scale[s]) {
            continue;
        }
        if (!ig_decimal_rescale(guess->min[s], s, guess->max_scale, &min) ||
            !ig_decimal_rescale(guess->max[s], s, guess->max_scale, &max)) {
            return false;
        }
        type->least = min < type->least ? min : type->least;
        type->min = min < type->min ? min : type->min;
        type->max = max > type->max ? max : type->max;
    }
    return true;
}

static ig_csv_type number_type(const ig_csv_guess *guess) {
    ig_csv_type type = {.type = IG_DECIMAL, .scale = guess->max_scale};
    bool scaled = find_bounds(guess, &type);
    if (!guess->reals && scaled) {
        return type;
    }
    return (ig_csv_type){
        .type = IG_REAL, .rounded = guess->rounded, .unscaled = !guess->rounded && !guess->reals};
}

ig_csv_type ig_csv_guess_type(const ig_csv_guess *guess) {
    const ig_csv_type text = {.type = IG_TEXT};
    const ig_csv_type month = {.type = IG_MONTH,
                               .bare = guess->month_named || guess->kind == IG_AS_MONTH};
    bool months = guess->months && !guess->stretched;
    switch (guess->kind) {
    case IG_AS_TEXT: return text;
    case IG_AS_MONTH: return month;
    case IG_AS_REAL: return (ig_csv_type){.type = IG_REAL};
    case IG_AS_DECIMAL: return number_type(guess);
    case IG_INFER: break;
    }
    if (!guess->seen) {
        return text;
    }
    if (months && guess->month_named) {
        return month;
    }
    if (guess->numbers) {
        return number_type(guess);
    }
    return months ? month : text;
}
