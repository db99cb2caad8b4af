/* Byte by byte: only the longest of numbers come here. */
#include "csv/cells/number.h"

enum { DIGITS_MAX = 19 }; /* any 19 digits fit in 64 bits without a sign */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool ig_csv_number_long(const char *bytes, size_t size_bytes, char decimal, int64_t *units,
                        uint8_t *scale) {
    bool negative = bytes[0] == '-';
    const char *end = bytes + size_bytes;
    const char *start = bytes + negative;
    const char *mark = NULL;
    uint64_t value = 0;
    size_t n_digits = 0;
    if (start[0] == decimal || (start[0] == '0' && start[1] != decimal)) {
        return false;
    }
    for (const char *at = start; at < end; at++) {
        if (is_digit(*at) && n_digits < DIGITS_MAX) {
            value = value * 10 + (uint64_t)(*at - '0');
            n_digits++;
        } else if (*at == decimal && mark == NULL) {
            mark = at;
        } else {
            return false;
        }
    }
    size_t places = mark == NULL ? 0 : (size_t)(end - mark) - 1;
    if ((mark != NULL && places == 0) || places > IG_SCALE_MAX || (negative && value == 0) ||
        value > (uint64_t)INT64_MAX + negative) {
        return false;
    }
    *units = negative ? (int64_t)(0 - value) : (int64_t)value;
    *scale = (uint8_t)places;
    return true;
}
