/*
 * Each call has one matcher, and so one budget, for all the places it tries. gsub copies nothing
 * before the first replacement, and then whole stretches of what stays.
 */
#define _GNU_SOURCE /* memmem */

#include "lua/sandbox/search.h"

#include "lua/sandbox/bound.h"
#include "lua/sandbox/pattern.h"

#include <ctype.h>
#include <string.h>

typedef struct text {
    const char *bytes;
    size_t n;
} text;

static text check_text(lua_State *L, int index) {
    text t;
    t.bytes = luaL_checklstring(L, index, &t.n);
    return t;
}

/* Argument `index`, a place in a text of `n` bytes counted from 1, or from the end backwards: how many
   bytes lie before it. May be past the end. */
static size_t check_start(lua_State *L, int index, size_t n) {
    lua_Integer at = luaL_optinteger(L, index, 1);
    if (at > 0) {
        return (size_t)at - 1;
    }
    return at == 0 || at < -(lua_Integer)n ? 0 : n + (size_t)at;
}

/* A closing parenthesis alone is looked for as it stands, as in Lua. */
static bool is_plain(text pattern) {
    for (size_t i = 0; i < pattern.n; i++) {
        if (pattern.bytes[i] != ')' && ig_pattern_is_special(pattern.bytes[i])) {
            return false;
        }
    }
    return true;
}

/* Where `wanted` first stands in n bytes, or NULL. A few first characters are tried by hand: memmem,
   which never takes long, takes its time to begin. */
static const char *find_text(const char *at, size_t n, text wanted) {
    const char *end = at + n;
    if (wanted.n == 0 || wanted.n > n) {
        return wanted.n == 0 ? at : NULL;
    }
    for (int tries = 0; tries < 8; tries++) {
        if (wanted.n > (size_t)(end - at)) {
            return NULL;
        }
        at = memchr(at, wanted.bytes[0], (size_t)(end - at) - wanted.n + 1);
        if (at == NULL || memcmp(at, wanted.bytes, wanted.n) == 0) {
            return at;
        }
        at++;
    }
    return memmem(at, end - at, wanted.bytes, wanted.n);
}

static int find_plain(lua_State *L, text subject, size_t start, text wanted) {
    const char *at = find_text(subject.bytes + start, subject.n - start, wanted);
    if (at == NULL) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, at - subject.bytes + 1);
    lua_pushinteger(L, at - subject.bytes + (lua_Integer)wanted.n);
    return 2;
}

/* Takes the ^ off that ties the pattern to the first place. */
static bool is_anchored(text *pattern) {
    if (pattern->n == 0 || pattern->bytes[0] != '^') {
        return false;
    }
    pattern->bytes++;
    pattern->n--;
    return true;
}

/* The first match from *at on, which it moves there; NULL: none. */
static const char *find_match(ig_pattern *m, const char **at, bool is_tied) {
    if (is_tied) {
        return ig_pattern_match(m, *at);
    }
    for (const char *s = *at; s <= m->subject_end; s++) {
        if (m->first >= 0) {
            s = memchr(s, m->first, m->subject_end - s);
            if (s == NULL) {
                return NULL;
            }
        }
        const char *end = ig_pattern_match(m, s);
        if (end != NULL) {
            *at = s;
            return end;
        }
    }
    return NULL;
}

static int search(lua_State *L, bool wants_place) {
    text subject = check_text(L, 1);
    text pattern = check_text(L, 2);
    size_t start = check_start(L, 3, subject.n);
    if (start > subject.n) {
        lua_pushnil(L);
        return 1;
    }
    if (wants_place && (lua_toboolean(L, 4) || is_plain(pattern))) {
        return find_plain(L, subject, start, pattern);
    }
    bool is_tied = is_anchored(&pattern);
    ig_pattern m;
    ig_pattern_begin(&m, L, subject.bytes, subject.n, pattern.bytes, pattern.n);
    const char *begin = subject.bytes + start;
    const char *end = find_match(&m, &begin, is_tied);
    if (end == NULL) {
        lua_pushnil(L);
        return 1;
    }
    if (!wants_place) {
        return ig_pattern_push_all(&m, begin, end);
    }
    lua_pushinteger(L, begin - subject.bytes + 1);
    lua_pushinteger(L, end - subject.bytes);
    return 2 + ig_pattern_push_all(&m, NULL, NULL);
}

int ig_box_find(lua_State *L) {
    return search(L, true);
}

int ig_box_match(lua_State *L) {
    return search(L, false);
}

/* Upvalues: subject, pattern, where the next match may begin, and where the last one ended (−1:
   nowhere), as what no empty match may follow. */
static int next_match(lua_State *L) {
    text subject;
    text pattern;
    subject.bytes = lua_tolstring(L, lua_upvalueindex(1), &subject.n);
    pattern.bytes = lua_tolstring(L, lua_upvalueindex(2), &pattern.n);
    lua_Integer start = lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    if (start > (lua_Integer)subject.n) {
        return 0;
    }
    ig_pattern m;
    ig_pattern_begin(&m, L, subject.bytes, subject.n, pattern.bytes, pattern.n);
    const char *begin = subject.bytes + start;
    const char *end = find_match(&m, &begin, false);
    if (end != NULL && end - subject.bytes == last) {
        begin++;
        end = begin <= m.subject_end ? find_match(&m, &begin, false) : NULL;
    }
    lua_pushinteger(L, end == NULL ? (lua_Integer)subject.n + 1 : end - subject.bytes);
    lua_copy(L, -1, lua_upvalueindex(3));
    lua_copy(L, -1, lua_upvalueindex(4));
    return end == NULL ? 0 : ig_pattern_push_all(&m, begin, end);
}

int ig_box_gmatch(lua_State *L) {
    text subject = check_text(L, 1);
    check_text(L, 2);
    size_t start = check_start(L, 3, subject.n);
    lua_settop(L, 2);
    lua_pushinteger(L, (lua_Integer)(start > subject.n ? subject.n + 1 : start));
    lua_pushinteger(L, -1);
    lua_pushcclosure(L, next_match, 4);
    return 1;
}

/* ---- gsub ----------------------------------------------------------------------------------- */

enum { REPLACEMENT = 4 }; /* the stack's place for what a function or table gave */

static void add_capture(ig_pattern *m, luaL_Buffer *out, unsigned i, const char *begin,
                        const char *end) {
    ig_capture capture = ig_pattern_capture(m, i, begin, end);
    if (capture.length == IG_CAPTURE_POSITION) {
        lua_pushinteger(m->L, capture.begin - m->subject + 1);
        ig_bound_add_value(out);
    } else {
        ig_bound_add(out, capture.begin, (size_t)capture.length);
    }
}

/* Adds the replacement text (argument 3) with its % filled in. */
static void add_filled(ig_pattern *m, luaL_Buffer *out, const char *begin, const char *end) {
    text pattern;
    pattern.bytes = lua_tolstring(m->L, 3, &pattern.n);
    const char *p = pattern.bytes;
    const char *last = p + pattern.n;
    for (;;) {
        const char *escape = memchr(p, '%', last - p);
        if (escape == NULL) {
            break;
        }
        ig_bound_add(out, p, escape - p);
        unsigned char what = (unsigned char)escape[1];
        if (what == '%') {
            luaL_addchar(out, '%');
        } else if (what == '0') {
            ig_bound_add(out, begin, end - begin);
        } else if (isdigit(what)) {
            add_capture(m, out, what - '1', begin, end);
        } else {
            luaL_error(m->L, "invalid use of '%%' in replacement string");
        }
        p = escape + 2;
    }
    ig_bound_add(out, p, last - p);
}

/* Pushes what the table or function (argument 3) has for the match. */
static void push_replacement(ig_pattern *m, int type, const char *begin, const char *end) {
    lua_State *L = m->L;
    if (type == LUA_TTABLE) {
        ig_pattern_push(m, 0, begin, end);
        lua_gettable(L, 3);
        return;
    }
    lua_pushvalue(L, 3);
    lua_call(L, ig_pattern_push_all(m, begin, end), 1);
}

/* Adds what stays since *copied, and what comes in place of the match, if anything does. */
static void replace(ig_pattern *m, luaL_Buffer *out, int type, const char **copied,
                    const char *begin, const char *end) {
    lua_State *L = m->L;
    if (type == LUA_TSTRING || type == LUA_TNUMBER) {
        ig_bound_add(out, *copied, begin - *copied);
        add_filled(m, out, begin, end);
    } else {
        push_replacement(m, type, begin, end);
        if (!lua_toboolean(L, -1)) {
            lua_pop(L, 1);
            return;
        }
        if (!lua_isstring(L, -1)) {
            luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
        }
        lua_replace(L, REPLACEMENT); /* nothing may lie over the buffer when it grows */
        size_t n;
        const char *with = lua_tolstring(L, REPLACEMENT, &n);
        ig_bound_add(out, *copied, begin - *copied);
        ig_bound_add(out, with, n);
    }
    *copied = end;
}

int ig_box_gsub(lua_State *L) {
    text subject = check_text(L, 1);
    text pattern = check_text(L, 2);
    int type = lua_type(L, 3);
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)subject.n + 1);
    luaL_argexpected(L,
                     type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION ||
                         type == LUA_TTABLE,
                     3, "string/function/table");
    lua_settop(L, REPLACEMENT);
    bool is_tied = is_anchored(&pattern);
    ig_pattern m;
    luaL_Buffer out;
    luaL_buffinit(L, &out);
    ig_pattern_begin(&m, L, subject.bytes, subject.n, pattern.bytes, pattern.n);
    ig_bound_stack(L);
    const char *copied = subject.bytes;
    const char *at = subject.bytes;
    const char *last = NULL; /* where the last match ended: no empty one may follow */
    lua_Integer n = 0;
    while (n < most) {
        const char *end = find_match(&m, &at, is_tied);
        if (end != NULL && end == last && !is_tied) {
            at++;
            end = at <= m.subject_end ? find_match(&m, &at, false) : NULL;
        }
        if (end == NULL) {
            break;
        }
        n++;
        replace(&m, &out, type, &copied, at, end);
        at = last = end;
        if (is_tied) {
            break;
        }
    }
    if (copied == subject.bytes && out.n == 0) {
        lua_pushvalue(L, 1);
    } else {
        ig_bound_add(&out, copied, m.subject_end - copied);
        ig_bound_result(&out);
    }
    lua_pushinteger(L, n);
    return 2;
}
