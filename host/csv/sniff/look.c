/* One pass a cell, by classes of bytes; nothing is allocated and nothing is converted. */
#include "csv/sniff/look.h"

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

enum { TYPED_BYTES = 40, COUNT_DIGITS = 9 }; /* at most, of what is no text */

/* [+-] digits [, or . digits]… [%]; every group between two marks has three digits, and the first
   at most three when there are two or more marks. */
static bool is_number(const char *at, const char *end) {
    size_t n_marks = 0;
    size_t n_digits = 0; /* since the last mark */
    bool any = false;
    at += at < end && (*at == '+' || *at == '-');
    for (; at < end; at++) {
        if (is_digit(*at)) {
            n_digits++;
            any = true;
        } else if ((*at == '.' || *at == ',') && (n_marks == 0 || n_digits == 3)) {
            n_marks++;
            n_digits = 0;
        } else {
            break;
        }
    }
    if (any && at + 1 < end && (*at == 'e' || *at == 'E')) {
        at += 1 + (at[1] == '+' || at[1] == '-');
        any = at < end;
        while (at < end && is_digit(*at)) {
            at++;
        }
    }
    while (at < end && (*at == ' ' || *at == '%')) {
        at++;
    }
    return any && at == end;
}

/* Begins and ends with a digit (or ends in Z), and what stands between is digits and marks of dates
   and times, at least one of them none that numbers have. */
static bool is_date(const char *at, const char *end) {
    bool any = false;
    if (at == end || !is_digit(*at) || !(is_digit(end[-1]) || end[-1] == 'Z')) {
        return false;
    }
    for (; at < end; at++) {
        bool marks = strchr("-/:", *at) != NULL && *at != '\0';
        any = any || marks;
        if (!is_digit(*at) && !marks && *at != '.' && *at != 'T' && *at != 'Z' && *at != ' ') {
            return false;
        }
    }
    return any;
}

ig_csv_look ig_csv_look_at(ig_text cell) {
    ig_text text = ig_csv_text_trim(cell);
    if (text.size_bytes == 0) {
        return IG_CSV_LOOK_EMPTY;
    }
    const char *end = text.bytes + text.size_bytes;
    ig_csv_look look = IG_CSV_LOOK_WORD;
    if (text.size_bytes <= TYPED_BYTES) {
        if (is_number(text.bytes, end)) {
            return IG_CSV_LOOK_NUMBER;
        }
        if (is_date(text.bytes, end)) {
            return IG_CSV_LOOK_DATE;
        }
    }
    for (const char *at = text.bytes; at < end; at++) {
        if ((*at == ',' || *at == ';' || *at == '|' || *at == '\t') &&
            !(at + 1 < end && ig_csv_is_blank(at[1]))) {
            return IG_CSV_LOOK_MIXED;
        }
        look = *at == ' ' ? IG_CSV_LOOK_TEXT : look;
    }
    return look;
}

int64_t ig_csv_look_count(ig_text cell) {
    ig_text text = ig_csv_text_trim(cell);
    int64_t value = 0;
    if (text.size_bytes == 0 || text.size_bytes > COUNT_DIGITS) {
        return -1;
    }
    for (size_t i = 0; i < text.size_bytes; i++) {
        if (!is_digit(text.bytes[i])) {
            return -1;
        }
        value = 10 * value + (text.bytes[i] - '0');
    }
    return value;
}

bool ig_csv_look_is_year(ig_text cell) {
    int64_t value = ig_csv_look_count(cell);
    return value >= 1900 && value <= 2100;
}
