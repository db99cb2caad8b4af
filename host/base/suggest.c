/*
 * Optimal string alignment (Damerau-Levenshtein without edits inside a swap) over bytes, with ASCII
 * letters folded, in three rows of the matrix on the stack. Names of more than 64 bytes are
 * never compared, so the work for one name is bounded.
 */
#include "base/suggest.h"

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { NAME_MAX_BYTES = 64, LISTED = 8, SHOWN_BYTES = 200, LIST_TEXT = 512 };

static unsigned char fold(char c) {
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static unsigned least(unsigned a, unsigned b) {
    return a < b ? a : b;
}

/* Both texts hold at most NAME_MAX_BYTES. */
static unsigned distance(const char *a, size_t a_bytes, const char *b, size_t b_bytes) {
    unsigned rows[3][NAME_MAX_BYTES + 1];
    for (size_t j = 0; j <= b_bytes; j++) {
        rows[0][j] = (unsigned)j;
    }
    for (size_t i = 1; i <= a_bytes; i++) {
        const unsigned *before = rows[(i + 1) % 3]; /* row i − 2 */
        const unsigned *above = rows[(i + 2) % 3];  /* row i − 1 */
        unsigned *row = rows[i % 3];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_bytes; j++) {
            bool same = fold(a[i - 1]) == fold(b[j - 1]);
            unsigned best = least(above[j - 1] + !same, 1 + least(above[j], row[j - 1]));
            if (i > 1 && j > 1 && fold(a[i - 1]) == fold(b[j - 2]) &&
                fold(a[i - 2]) == fold(b[j - 1])) {
                best = least(best, before[j - 2] + 1);
            }
            row[j] = best;
        }
    }
    return rows[a_bytes % 3][b_bytes];
}

/* The most edits between two names of which the longer has `longer` bytes. */
static unsigned near_edits(size_t longer) {
    if (longer == 1) {
        return 0; /* one letter for another has nothing in common */
    }
    return longer < 6 ? 1 : (unsigned)(longer / 3);
}

size_t ig_suggest(const char *wrong, size_t wrong_bytes, const char *const *names, size_t n_names) {
    size_t found = SIZE_MAX;
    unsigned best = UINT_MAX;
    for (size_t i = 0; i < n_names; i++) {
        size_t name_bytes = strlen(names[i]);
        size_t longer = name_bytes > wrong_bytes ? name_bytes : wrong_bytes;
        size_t shorter = name_bytes > wrong_bytes ? wrong_bytes : name_bytes;
        if (shorter == 0 || longer > NAME_MAX_BYTES || longer - shorter > near_edits(longer)) {
            continue;
        }
        unsigned edits = distance(wrong, wrong_bytes, names[i], name_bytes);
        if (edits <= near_edits(longer) && edits < best) {
            best = edits;
            found = i;
        }
    }
    return found;
}

/* "'a', 'b', 'c'": as many names as LISTED and the room allow, then "…" for the rest. */
static void list_names(char *text, size_t room, const char *const *names, size_t n_names) {
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < n_names; i++) {
        const char *comma = i == 0 ? "" : ", ";
        size_t want = strlen(names[i]) + sizeof ", ''" - 1 + sizeof ", …";
        if (i == LISTED || want >= room - used) {
            snprintf(text + used, room - used, "%s…", comma);
            return;
        }
        used += (size_t)snprintf(text + used, room - used, "%s'%s'", comma, names[i]);
    }
}

int ig_fail_unknown(ig_error *err, const char *what, const char *plural, const char *wrong,
                    size_t wrong_bytes, const char *const *names, size_t n_names) {
    int shown = wrong_bytes > SHOWN_BYTES ? SHOWN_BYTES : (int)wrong_bytes;
    size_t near = ig_suggest(wrong, wrong_bytes, names, n_names);
    if (near != SIZE_MAX) {
        return ig_fail(err, IG_ERROR_USAGE, "unknown %s '%.*s' (did you mean '%s'?)", what, shown,
                       wrong, names[near]);
    }
    if (n_names == 0) {
        return ig_fail(err, IG_ERROR_USAGE, "unknown %s '%.*s'; there are no %s", what, shown,
                       wrong, plural);
    }
    char list[LIST_TEXT];
    list_names(list, sizeof list, names, n_names);
    return ig_fail(err, IG_ERROR_USAGE, "unknown %s '%.*s'; %s are %s", what, shown, wrong, plural,
                   list);
}
