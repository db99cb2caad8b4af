/*
 * A guess is what is still possible after the cells so far. A column without a given type is, in
 * this order: months, when its name says so and every value is one (bare 202504 included); numbers;
 * months that are written as such; text. A value with a leading zero and more digits is a code, and
 * codes are text. Units are kept as their bounds at each scale, which is enough to know whether all
 * of them fit a common one.
 */
#include "csv/old/infer.h"

#include "table/month.h"

enum { REAL_DIGITS = 17 }; /* no number of more digits survives in a double */

static const int64_t REAL_UNITS = INT64_C(100000000000000000); /* 10^17: one digit more */

static bool is_word(const ig_csv_column *column, ig_text text) {
    for (size_t i = 0; i < column->n_missing; i++) {
        const char *word = column->missing[i];
        if (word[0] == text.bytes[0] && ig_csv_text_is(text, word)) {
            return true;
        }
    }
    return false;
}

ig_reason ig_old_cell_reason(const ig_csv_column *column, ig_text text) {
    if (text.size_bytes == 0) {
        return IG_EMPTY;
    }
    if (column == NULL || !is_word(column, text)) {
        return IG_PRESENT;
    }
    bool hidden = ig_csv_text_is(text, "*") || ig_csv_text_is(text, "...");
    return hidden ? IG_SUPPRESSED : IG_EMPTY;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool ig_old_name_says_month(const char *name) {
    static const char word[] = "month";
    for (const char *at = name; *at != '\0'; at++) {
        size_t n = 0;
        while (n < sizeof word - 1 && lower(at[n]) == word[n]) {
            n++;
        }
        if (n == sizeof word - 1) {
            return true;
        }
    }
    return strstr(name, "年月") != NULL || strstr(name, "月份") != NULL;
}

bool ig_old_is_plain(ig_text text) {
    return memchr(text.bytes, 'e', text.size_bytes) == NULL &&
           memchr(text.bytes, 'E', text.size_bytes) == NULL;
}

static bool has_many_digits(ig_text text) {
    size_t n = 0;
    for (size_t i = 0; i < text.size_bytes; i++) {
        char c = text.bytes[i];
        n += c >= '0' && c <= '9' && (n > 0 || c != '0');
    }
    return n > REAL_DIGITS;
}

void ig_old_guess_init(ig_old_guess *guess, const ig_csv_column *column, bool month_named) {
    *guess = (ig_old_guess){.column = column,
                            .kind = column == NULL ? IG_INFER : column->kind,
                            .month_named = month_named,
                            .months = true,
                            .numbers = true};
}

static void take_decimal(ig_old_guess *guess, const ig_number *number) {
    unsigned s = number->scale;
    int64_t units = number->units;
    if (!guess->has_scale[s]) {
        guess->has_scale[s] = true;
        guess->min[s] = units;
        guess->max[s] = units;
    }
    guess->min[s] = units < guess->min[s] ? units : guess->min[s];
    guess->max[s] = units > guess->max[s] ? units : guess->max[s];
    guess->max_scale = s > guess->max_scale ? s : guess->max_scale;
    guess->rounded = guess->rounded || units >= REAL_UNITS || units <= -REAL_UNITS;
}

static void take_number(ig_old_guess *guess, ig_text text) {
    ig_number number =
        ig_number_parse(text.bytes, text.size_bytes,
                        guess->column == NULL ? (ig_csv_marks){0} : guess->column->marks);
    guess->numbers = guess->numbers && number.kind != IG_NUMBER_NOT && !number.leading_zero;
    if (number.kind == IG_NUMBER_DECIMAL) {
        take_decimal(guess, &number);
    } else if (number.kind == IG_NUMBER_REAL) {
        bool plain = ig_old_is_plain(text);
        guess->reals = guess->reals || plain || guess->kind == IG_INFER;
        guess->rounded = guess->rounded || (plain && has_many_digits(text));
    }
}

bool ig_old_guess_take(ig_old_guess *guess, ig_text text) {
    guess->seen = true;
    switch (guess->kind) {
    case IG_AS_TEXT:
    case IG_AS_MONTH:
    case IG_AS_REAL: return false;
    case IG_AS_DECIMAL: take_number(guess, text); return true;
    case IG_INFER: break;
    }
    int32_t month = 0;
    guess->months =
        guess->months && ig_month_parse(text.bytes, text.size_bytes, guess->month_named, &month);
    if (guess->numbers) {
        take_number(guess, text);
    }
    return guess->months || guess->numbers;
}

static bool has_common_scale(const ig_old_guess *guess) {
    for (unsigned s = 0; s <= guess->max_scale; s++) {
        int64_t units = 0;
        if (guess->has_scale[s] &&
            (!ig_decimal_rescale(guess->min[s], s, guess->max_scale, &units) ||
             !ig_decimal_rescale(guess->max[s], s, guess->max_scale, &units))) {
            return false;
        }
    }
    return true;
}

static ig_old_type number_type(const ig_old_guess *guess) {
    bool scaled = has_common_scale(guess);
    if (!guess->reals && scaled) {
        return (ig_old_type){.type = IG_DECIMAL, .scale = guess->max_scale};
    }
    return (ig_old_type){
        .type = IG_REAL, .rounded = guess->rounded, .unscaled = !guess->rounded && !guess->reals};
}

ig_old_type ig_old_guess_type(const ig_old_guess *guess) {
    const ig_old_type text = {.type = IG_TEXT};
    const ig_old_type month = {.type = IG_MONTH,
                               .bare = guess->month_named || guess->kind == IG_AS_MONTH};
    switch (guess->kind) {
    case IG_AS_TEXT: return text;
    case IG_AS_MONTH: return month;
    case IG_AS_REAL: return (ig_old_type){.type = IG_REAL};
    case IG_AS_DECIMAL: return number_type(guess);
    case IG_INFER: break;
    }
    if (!guess->seen) {
        return text;
    }
    if (guess->months && guess->month_named) {
        return month;
    }
    if (guess->numbers) {
        return number_type(guess);
    }
    return guess->months ? month : text;
}
