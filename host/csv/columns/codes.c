/*
 * Codes have an even number of digits, and all of a column the same. Codes of chapters 01 to 09 that
 * lost a zero are one digit short among others that are not.
 */
#include "csv/columns/codes.h"

enum { NAME_BYTES = 32 };

/* A name without blanks, '_' and '-', in lower case. False when it is too long. */
static bool fold(char out[NAME_BYTES], const char *name) {
    size_t n = 0;
    for (; *name != '\0' && n + 1 < NAME_BYTES; name++) {
        char c = *name;
        if (c != ' ' && c != '_' && c != '-') {
            out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
    }
    out[n] = '\0';
    return *name == '\0';
}

/* Whether a heading says that codes of commodities stand below. */
static bool names_codes(const char *name) {
    static const char *const names[] = {"hs",      "hscode",        "hs6",      "hs8",      "hs10",
                                        "cmdcode", "commoditycode", "商品编码", "商品编号", "税号"};
    char folded[NAME_BYTES];
    if (name == NULL || !fold(folded, name)) {
        return false;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(folded, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The digits of codes of which some are one digit short, or 0. */
static unsigned digits_of_short(const ig_csv_type *type) {
    for (unsigned n = 6; n <= 10; n += 2) {
        if (type->least >= ig_pow10(n - 2) && type->least < ig_pow10(n - 1) &&
            type->max >= ig_pow10(n - 1) && type->max < ig_pow10(n)) {
            return n;
        }
    }
    return 0;
}

int ig_csv_codes_say(ig_buffer *out, const ig_csv_draft *draft, ig_error *err) {
    const ig_csv_type *type = &draft->type;
    char shown[IG_CSV_SHOWN];
    const char *name = draft->planned->name;
    if (!names_codes(name) && !names_codes(draft->planned->source)) {
        return 0;
    }
    ig_csv_text_show(shown, sizeof shown, name, strlen(name));
    if (type->type == IG_REAL) { /* 7.6E+07: what was rounded is lost */
        return ig_buffer_printf(
            out, err,
            "%s: codes are written as numbers with a fraction or an exponent: a "
            "spreadsheet has probably rounded them; download the file again",
            shown);
    }
    unsigned digits = type->type == IG_DECIMAL && type->scale == 0 ? digits_of_short(type) : 0;
    return digits == 0 ? 0
                       : ig_buffer_printf(out, err,
                                          "%s: codes of %u digits and of %u: a spreadsheet has "
                                          "probably dropped leading zeros; download the file again",
                                          shown, digits - 1, digits);
}
