/*
 * A backtracking matcher without recursion. It goes through pattern and subject side by side; where
 * there is more than one way on, it notes the others in a stack of choices, and where it cannot go on
 * it takes the last of them. What was done to captures is noted there too and undone on the way. As
 * many choices are open at a time as Lua's own matcher recurses deep, so both find the same patterns
 * too complex. A pattern is read as it is reached: what is wrong behind the place where a match fails
 * is never noticed.
 */
#include "lua/sandbox/pattern.h"

#include "lua/sandbox/bound.h"
#include "lua/state.h"

#include <ctype.h>
#include <string.h>

enum { SLICE = 1 << 18, BUDGET = 100000000, BUDGET_PER_BYTE = 16 };

bool ig_pattern_is_special(char c) {
    switch (c) {
    case '^':
    case '$':
    case '*':
    case '+':
    case '?':
    case '.':
    case '(':
    case ')':
    case '[':
    case '%':
    case '-': return true;
    default: return false;
    }
}

/* The character that every match begins with, or −1. */
static int first_of(const char *p, size_t n) {
    if (n == 0 || ig_pattern_is_special(*p) ||
        (n > 1 && (p[1] == '*' || p[1] == '?' || p[1] == '-'))) {
        return -1;
    }
    return (unsigned char)*p;
}

void ig_pattern_begin(ig_pattern *m, lua_State *L, const char *subject, size_t subject_bytes,
                      const char *pattern, size_t pattern_bytes) {
    m->L = L;
    m->subject = subject;
    m->subject_end = subject + subject_bytes;
    m->pattern = pattern;
    m->pattern_end = pattern + pattern_bytes;
    m->first = first_of(pattern, pattern_bytes);
    m->slice = SLICE;
    m->budget = BUDGET + BUDGET_PER_BYTE * (int64_t)subject_bytes;
}

/* ---- The budget ---------------------------------------------------------------------------- */

static void next_slice(ig_pattern *m) {
    m->budget += m->slice - SLICE;
    m->slice = SLICE;
    if (m->budget < 0) {
        ig_error err;
        ig_fail(&err, IG_ERROR_LIMIT,
                "time limit: pattern too complex (given up after %d million steps)",
                BUDGET / 1000000);
        ig_lua_raise(m->L, &err);
    }
    ig_bound_look(m->L);
}

static inline void spend(ig_pattern *m, ptrdiff_t n_steps) {
    m->slice -= n_steps;
    if (m->slice < 0) {
        next_slice(m);
    }
}

/* ---- Items of one character ----------------------------------------------------------------- */

/* A letter that is no class stands for itself. */
static inline bool in_class(unsigned char c, unsigned char name) {
    int found;
    switch (name | 0x20) {
    case 'a': found = isalpha(c); break;
    case 'c': found = iscntrl(c); break;
    case 'd': found = isdigit(c); break;
    case 'g': found = isgraph(c); break;
    case 'l': found = islower(c); break;
    case 'p': found = ispunct(c); break;
    case 's': found = isspace(c); break;
    case 'u': found = isupper(c); break;
    case 'w': found = isalnum(c); break;
    case 'x': found = isxdigit(c); break;
    case 'z': found = c == 0; break; /* of Lua 5.1, still there */
    default: return name == c;
    }
    return (found != 0) == (islower(name) != 0);
}

/* `last` is the closing bracket. */
static bool in_set(unsigned char c, const char *set, const char *last) {
    const char *p = set + 1;
    bool inside = true;
    if (*p == '^') {
        inside = false;
        p++;
    }
    for (; p < last; p++) {
        if (*p == '%') {
            p++;
            if (in_class(c, (unsigned char)*p)) {
                return inside;
            }
        } else if (p[1] == '-' && p + 2 < last) {
            if ((unsigned char)p[0] <= c && c <= (unsigned char)p[2]) {
                return inside;
            }
            p += 2;
        } else if ((unsigned char)*p == c) {
            return inside;
        }
    }
    return !inside;
}

/* Where the item of one character that begins at `p` ends; there its suffix stands, if any. */
static inline const char *item_end(const ig_pattern *m, const char *p) {
    if (*p == '%') {
        if (p + 1 == m->pattern_end) {
            luaL_error(m->L, "malformed pattern (ends with '%%')");
        }
        return p + 2;
    }
    if (*p != '[') {
        return p + 1;
    }
    p++;
    if (*p == '^') {
        p++;
    }
    do { /* a bracket that comes first is a member */
        if (p == m->pattern_end) {
            luaL_error(m->L, "malformed pattern (missing ']')");
        }
        if (*p == '%' && p + 1 < m->pattern_end) {
            p++;
        }
        p++;
    } while (*p != ']');
    return p + 1;
}

static inline bool is_item(const ig_pattern *m, const char *at, const char *item, const char *end) {
    if (at >= m->subject_end) {
        return false;
    }
    switch (*item) {
    case '.': return true;
    case '%': return in_class((unsigned char)*at, (unsigned char)item[1]);
    case '[': return in_set((unsigned char)*at, item, end - 1);
    default: return *item == *at;
    }
}

/* How often the item matches from `at` on. */
static size_t count_items(ig_pattern *m, const char *at, const char *item, const char *end) {
    if (*item == '.') {
        return m->subject_end - at;
    }
    const char *p = at;
    for (; is_item(m, p, item, end); p++) {
        spend(m, end - item);
    }
    return p - at;
}

/* Where a match goes on: in the subject and in the pattern, NULL where it cannot. */
typedef struct place {
    const char *at;
    const char *item;
} place;

static const place nowhere = {NULL, NULL};

/* ---- Choices -------------------------------------------------------------------------------- */

static inline void choose(ig_pattern *m, ig_choice_kind kind, const char *at, const char *item,
                          const char *end, size_t count) {
    if (m->n_choices == IG_PATTERN_CHOICES - 1) {
        luaL_error(m->L, "pattern too complex");
    }
    m->choices[m->n_choices++] = (ig_choice){kind, at, item, end, count};
}

static void open_capture(ig_pattern *m, const char *at, ptrdiff_t length) {
    if (m->n_captures == IG_PATTERN_CAPTURES) {
        luaL_error(m->L, "too many captures");
    }
    choose(m, IG_CHOICE_OPENED, NULL, NULL, NULL, 0);
    m->captures[m->n_captures++] = (ig_capture){at, length};
}

static void close_capture(ig_pattern *m, const char *at) {
    unsigned i = m->n_captures;
    do {
        if (i == 0) {
            luaL_error(m->L, "invalid pattern capture");
        }
        i--;
    } while (m->captures[i].length != IG_CAPTURE_OPEN);
    choose(m, IG_CHOICE_CLOSED, NULL, NULL, NULL, i);
    m->captures[i].length = at - m->captures[i].begin;
}

/* Takes the last way that is left; none: nowhere. */
static place go_back(ig_pattern *m) {
    while (m->n_choices > 0) {
        ig_choice *last = &m->choices[m->n_choices - 1];
        switch (last->kind) {
        case IG_CHOICE_OPENED: m->n_captures--; break;
        case IG_CHOICE_CLOSED: m->captures[last->count].length = IG_CAPTURE_OPEN; break;
        case IG_CHOICE_GREEDY:
            spend(m, 1);
            if (last->count > 0) {
                last->count--;
                return (place){last->at + last->count, last->end + 1};
            }
            break;
        case IG_CHOICE_LAZY:
            spend(m, last->end - last->item);
            if (is_item(m, last->at, last->item, last->end)) {
                last->at++;
                return (place){last->at, last->end + 1};
            }
            break;
        case IG_CHOICE_OPTIONAL: m->n_choices--; return (place){last->at, last->end + 1};
        }
        m->n_choices--;
    }
    return nowhere;
}

/* ---- Items of more than one character ------------------------------------------------------- */

/* %bxy at `item`: the end of the text from an x to the y that balances it, or NULL. */
static const char *match_balance(ig_pattern *m, const char *at, const char *item) {
    if (item + 3 >= m->pattern_end) {
        luaL_error(m->L, "malformed pattern (missing arguments to '%%b')");
    }
    const char *end = m->subject_end;
    if (at == end || *at != item[2]) {
        return NULL;
    }
    const char *p = at + 1;
    for (size_t depth = 1; p < end; p++) {
        spend(m, 1);
        if (*p == item[3]) {
            depth--;
            if (depth == 0) {
                return p + 1;
            }
        } else if (*p == item[2]) {
            depth++;
        }
    }
    return NULL;
}

/* %f[set] at `item`: the end of the item where the frontier is at `at`, or NULL. */
static const char *match_frontier(ig_pattern *m, const char *at, const char *item) {
    const char *set = item + 2;
    if (*set != '[') {
        luaL_error(m->L, "missing '[' after '%%f' in pattern");
    }
    const char *end = item_end(m, set);
    spend(m, end - set);
    unsigned char before = at == m->subject ? '\0' : (unsigned char)at[-1];
    bool is_there = !in_set(before, set, end - 1) && in_set((unsigned char)*at, set, end - 1);
    return is_there ? end : NULL;
}

/* %1 to %9: the end of the same text once more, or NULL. A position has no text. */
static const char *match_again(ig_pattern *m, const char *at, char digit) {
    int i = digit - '1';
    if (i < 0 || i >= (int)m->n_captures || m->captures[i].length == IG_CAPTURE_OPEN) {
        luaL_error(m->L, "invalid capture index %%%d", i + 1);
    }
    ptrdiff_t length = m->captures[i].length;
    if (length < 0 || m->subject_end - at < length) {
        return NULL;
    }
    spend(m, length / 8);
    return memcmp(m->captures[i].begin, at, (size_t)length) == 0 ? at + length : NULL;
}

/* ---- The match ------------------------------------------------------------------------------ */

/* An item of one character, its end where a suffix may stand. */
static inline place match_item(ig_pattern *m, const char *at, const char *item) {
    const char *end = item_end(m, item);
    size_t n;
    spend(m, end - item);
    switch (*end) {
    case '?':
        if (is_item(m, at, item, end)) {
            choose(m, IG_CHOICE_OPTIONAL, at, item, end, 0);
            at++;
        }
        return (place){at, end + 1};
    case '-': choose(m, IG_CHOICE_LAZY, at, item, end, 0); return (place){at, end + 1};
    case '+':
    case '*':
        n = count_items(m, at, item, end);
        if (*end == '+') {
            if (n == 0) {
                return nowhere;
            }
            n--;
            at++;
        }
        choose(m, IG_CHOICE_GREEDY, at, item, end, n);
        return (place){at + n, end + 1};
    default: return is_item(m, at, item, end) ? (place){at + 1, end} : nowhere;
    }
}

/* An item that begins with '%'. */
static inline place match_escape(ig_pattern *m, const char *at, const char *item) {
    switch (item[1]) {
    case 'b': at = match_balance(m, at, item); return at != NULL ? (place){at, item + 4} : nowhere;
    case 'f': item = match_frontier(m, at, item); return item != NULL ? (place){at, item} : nowhere;
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9': at = match_again(m, at, item[1]); return at != NULL ? (place){at, item + 2} : nowhere;
    default: return match_item(m, at, item);
    }
}

const char *ig_pattern_match(ig_pattern *m, const char *at) {
    place now = {at, m->pattern};
    m->n_captures = 0;
    m->n_choices = 0;
    while (now.item != m->pattern_end) {
        switch (*now.item) {
        case '(':
            now.item++;
            if (*now.item == ')') {
                now.item++;
                open_capture(m, now.at, IG_CAPTURE_POSITION);
            } else {
                open_capture(m, now.at, IG_CAPTURE_OPEN);
            }
            break;
        case ')':
            close_capture(m, now.at);
            now.item++;
            break;
        case '$':
            if (now.item + 1 != m->pattern_end) {
                now = match_item(m, now.at, now.item);
            } else {
                now = now.at == m->subject_end ? (place){now.at, now.item + 1} : nowhere;
            }
            break;
        case '%': now = match_escape(m, now.at, now.item); break;
        default: now = match_item(m, now.at, now.item);
        }
        if (now.item == NULL) {
            now = go_back(m);
            if (now.item == NULL) {
                return NULL;
            }
        }
    }
    return now.at;
}

/* ---- Captures ------------------------------------------------------------------------------- */

ig_capture ig_pattern_capture(ig_pattern *m, unsigned i, const char *begin, const char *end) {
    if (i < m->n_captures) {
        if (m->captures[i].length == IG_CAPTURE_OPEN) {
            luaL_error(m->L, "unfinished capture");
        }
        return m->captures[i];
    }
    if (i != 0) {
        luaL_error(m->L, "invalid capture index %%%d", (int)i + 1);
    }
    return (ig_capture){begin, end - begin};
}

void ig_pattern_push(ig_pattern *m, unsigned i, const char *begin, const char *end) {
    ig_capture capture = ig_pattern_capture(m, i, begin, end);
    if (capture.length == IG_CAPTURE_POSITION) {
        lua_pushinteger(m->L, capture.begin - m->subject + 1);
        return;
    }
    ig_bound_room(m->L, (size_t)capture.length);
    lua_pushlstring(m->L, capture.begin, (size_t)capture.length);
}

int ig_pattern_push_all(ig_pattern *m, const char *begin, const char *end) {
    unsigned n = m->n_captures == 0 && begin != NULL ? 1 : m->n_captures;
    luaL_checkstack(m->L, (int)n, "too many captures");
    for (unsigned i = 0; i < n; i++) {
        ig_pattern_push(m, i, begin, end);
    }
    return (int)n;
}
