/*
 * The years are always four digits, so that a month never reads as something shorter. With a point
 * the month must have two digits as well: a spreadsheet turns 2025.10 into 2025.1.
 */
#include "table/month.h"

#include <stdio.h>
#include <string.h>

/* Reads n digits; false when one of them is none. */
static bool digits(const char *text, size_t n, int *value) {
    *value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') {
            return false;
        }
        *value = *value * 10 + (text[i] - '0');
    }
    return n > 0;
}

/* True when `rest` (n bytes, after the year) is a month's part; sets where its digits are. */
static bool month_part(const char *rest, size_t n, bool bare, size_t *at, size_t *n_digits) {
    static const char year_sign[] = "年";
    static const char month_sign[] = "月";
    size_t sign = sizeof year_sign - 1;
    if (n > 2 * sign && memcmp(rest, year_sign, sign) == 0 &&
        memcmp(rest + n - sign, month_sign, sign) == 0) {
        *at = sign;
        *n_digits = n - 2 * sign;
        return *n_digits <= 2;
    }
    if (n > 0 && (rest[0] == '-' || rest[0] == '/' || rest[0] == '.')) {
        *at = 1;
        *n_digits = n - 1;
        return *n_digits == 2 || (*n_digits == 1 && rest[0] != '.');
    }
    *at = 0;
    *n_digits = n;
    return bare && n == 2;
}

bool ig_month_parse(const char *text, size_t size_bytes, bool bare, int32_t *month) {
    int year = 0;
    int of_year = 0;
    size_t at = 0;
    size_t n_digits = 0;
    if (size_bytes < 6 || !digits(text, 4, &year) ||
        !month_part(text + 4, size_bytes - 4, bare, &at, &n_digits) ||
        !digits(text + 4 + at, n_digits, &of_year)) {
        return false;
    }
    if (year < 1 || of_year < 1 || of_year > 12) {
        return false;
    }
    *month = ig_month_make(year, of_year);
    return true;
}

size_t ig_month_print(char *text, int32_t month) {
    int year = ig_month_year(month);
    int of_year = ig_month_of_year(month);
    if (year < 1 || year > 9999) {
        return (size_t)snprintf(text, IG_MONTH_TEXT, "%d-%02d", year, of_year);
    }
    text[0] = (char)('0' + year / 1000);
    text[1] = (char)('0' + year / 100 % 10);
    text[2] = (char)('0' + year / 10 % 10);
    text[3] = (char)('0' + year % 10);
    text[4] = '-';
    text[5] = (char)('0' + of_year / 10);
    text[6] = (char)('0' + of_year % 10);
    text[7] = '\0';
    return 7;
}
