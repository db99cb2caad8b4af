/*
 * native.json_encode: Lua values written straight into an accounted buffer, since floats must be
 * the shortest text that reads back and keys stand in the order that the table's metatable names.
 * `path` tells where in the value a refusal stands; it grows and shrinks with the walk.
 */
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"
#include "lua/utf8.h"
#include "table/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 100, STACK_A_LEVEL = 12 };

typedef struct writer {
    lua_State *L;
    ig_buffer *out;  /* borrowed from its hold */
    ig_buffer *path; /* borrowed from its hold */
    int indent;      /* blanks a level; 0: all on one line */
    bool any_bytes;  /* each byte of a text is written as the character of its number */
    int depth;
} writer;

static void write_value(writer *w, int index);

static void put(writer *w, const char *bytes, size_t size_bytes) {
    ig_error err;
    if (ig_buffer_append(w->out, bytes, size_bytes, &err) != 0) {
        ig_lua_raise(w->L, &err);
    }
}

static _Noreturn void refuse(writer *w, const char *what) {
    ig_error err;
    const char *path = ig_buffer_text(w->path, &err);
    if (path == NULL) {
        ig_lua_raise(w->L, &err);
    }
    ig_lua_misuse(w->L, "json: %s%s%s", path, path[0] == '\0' ? "" : ": ", what);
}

/* Lengthens the path by a name or by an index; the old length comes back for leave. */
static size_t enter(writer *w, const char *name, size_t index) {
    ig_error err;
    size_t length = w->path->size_bytes;
    int done = name == NULL ? ig_buffer_printf(w->path, &err, "[%zu]", index)
                            : ig_buffer_printf(w->path, &err, "%s%s", length == 0 ? "" : ".", name);
    if (done != 0) {
        ig_lua_raise(w->L, &err);
    }
    return length;
}

static void leave(writer *w, size_t length) {
    w->path->size_bytes = length;
}

static void put_break(writer *w) {
    if (w->indent > 0) {
        put(w, "\n", 1);
        for (int i = 0; i < w->indent * w->depth; i++) {
            put(w, " ", 1);
        }
    }
}

static void put_escape(writer *w, unsigned char byte) {
    static const char named[] = "\"\"\\\\\bb\ff\nn\rr\tt"; /* pairs: the byte, its letter */
    char text[8] = {'\\'};
    for (size_t i = 0; i + 1 < sizeof named; i += 2) {
        if ((unsigned char)named[i] == byte) {
            text[1] = named[i + 1];
            put(w, text, 2);
            return;
        }
    }
    put(w, text, (size_t)snprintf(text, sizeof text, "\\u%04x", (unsigned)byte));
}

/* How many bytes the character at `text` has, and what it is; bytes past ASCII as control characters,
   for what escapes these, where a text is any bytes. */
static size_t read_character(writer *w, const char *text, size_t bytes, uint32_t *character) {
    if (w->any_bytes) {
        unsigned char byte = (unsigned char)text[0];
        *character = byte < 0x80 ? byte : 0;
        return 1;
    }
    size_t length = ig_lua_utf8_read(text, bytes, character);
    if (length == 0) {
        refuse(w, "text expected to be UTF-8");
    }
    return length;
}

static void write_text(writer *w, const char *text, size_t bytes) {
    put(w, "\"", 1);
    size_t done = 0; /* bytes before it are written */
    size_t at = 0;
    while (at < bytes) {
        uint32_t character = 0;
        size_t length = read_character(w, text + at, bytes - at, &character);
        if (character < 0x20 || character == '"' || character == '\\') {
            put(w, text + done, at - done);
            put_escape(w, (unsigned char)text[at]);
            done = at + length;
        }
        at += length;
    }
    put(w, text + done, bytes - done);
    put(w, "\"", 1);
}

static void write_number(writer *w, int index) {
    char text[IG_DECIMAL_TEXT];
    size_t bytes = 0;
    if (lua_isinteger(w->L, index)) {
        bytes = ig_decimal_print(text, lua_tointeger(w->L, index), 0);
    } else {
        double value = lua_tonumber(w->L, index);
        if (!isfinite(value)) {
            refuse(w, "a finite number expected");
        }
        bytes = ig_real_print(text, value);
    }
    put(w, text, bytes);
    if (!lua_isinteger(w->L, index) && strcspn(text, ".e") == bytes) {
        put(w, ".0", 2); /* a float reads back as a float */
    }
}

static void open_level(writer *w, const char *mark) {
    put(w, mark, 1);
    if (++w->depth > DEPTH_MAX) {
        refuse(w, "nested too deep (a table that holds itself?)");
    }
    luaL_checkstack(w->L, STACK_A_LEVEL, "json");
}

static void close_level(writer *w, const char *mark, bool any) {
    w->depth--;
    if (any) {
        put_break(w);
    }
    put(w, mark, 1);
}

static void write_array(writer *w, int index, size_t n) {
    open_level(w, "[");
    for (size_t i = 1; i <= n; i++) {
        if (i > 1) {
            put(w, ",", 1);
        }
        put_break(w);
        size_t length = enter(w, NULL, i);
        lua_rawgeti(w->L, index, (lua_Integer)i);
        write_value(w, lua_gettop(w->L));
        lua_pop(w->L, 1);
        leave(w, length);
    }
    close_level(w, "]", n > 0);
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_names(const char **names, size_t n) {
    if (n > 1) {
        qsort(names, n, sizeof *names, compare_names);
    }
}

/* The names of `__order` that the table has, then all others sorted: at most n. Pushes the array,
   and below it a set of all names, which keeps them: an object in the table may run a script's
   function to become text, and that may change the table. */
static const char **ordered_names(writer *w, int index, size_t *n_names) {
    lua_State *L = w->L;
    size_t n = *n_names;
    size_t listed = 0;
    lua_createtable(L, 0, 0);
    int seen = lua_gettop(L);
    const char **names = ig_lua_scratch(L, n, sizeof *names);
    if (luaL_getmetafield(L, index, "__order") != LUA_TNIL) {
        luaL_checktype(L, -1, LUA_TTABLE);
        size_t wanted = lua_rawlen(L, -1);
        for (size_t i = 1; i <= wanted; i++) {
            lua_rawgeti(L, -1, (lua_Integer)i);
            lua_pushvalue(L, -1);
            bool there = lua_rawget(L, index) != LUA_TNIL;
            lua_pushvalue(L, -2);
            bool again = lua_rawget(L, seen) != LUA_TNIL;
            lua_pop(L, 2);
            if (there && !again && listed < n) {
                names[listed++] = ig_lua_text(L, -1, "json: name in __order");
                lua_pushboolean(L, 1);
                lua_rawset(L, seen);
            } else {
                lua_pop(L, 1);
            }
        }
        lua_pop(L, 1);
    }
    size_t first = listed;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        if (lua_rawget(L, seen) == LUA_TNIL && listed < n) {
            names[listed++] = ig_lua_text(L, -2, "json: name");
            lua_pushvalue(L, -2);
            lua_pushboolean(L, 1);
            lua_rawset(L, seen);
        }
        lua_pop(L, 1);
    }
    sort_names(names + first, listed - first);
    *n_names = listed;
    return names;
}

static void write_object(writer *w, int index, size_t n) {
    lua_State *L = w->L;
    open_level(w, "{");
    const char **names = ordered_names(w, index, &n);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            put(w, ",", 1);
        }
        put_break(w);
        size_t length = enter(w, names[i], 0);
        write_text(w, names[i], strlen(names[i]));
        put(w, ": ", w->indent > 0 ? 2 : 1);
        lua_pushstring(L, names[i]);
        lua_rawget(L, index);
        write_value(w, lua_gettop(L));
        lua_pop(L, 1);
        leave(w, length);
    }
    lua_pop(L, 2);
    close_level(w, "}", n > 0);
}

static bool has_metafield(lua_State *L, int index, const char *name) {
    if (luaL_getmetafield(L, index, name) == LUA_TNIL) {
        return false;
    }
    lua_pop(L, 1);
    return true;
}

static void write_table(writer *w, int index) {
    lua_State *L = w->L;
    size_t listed = lua_rawlen(L, index);
    size_t n = 0;
    bool named = true;
    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        named = named && lua_type(L, -1) == LUA_TSTRING;
        n++;
    }
    if ((n > 0 && listed == n) || (n == 0 && has_metafield(L, index, "__array"))) {
        write_array(w, index, n);
    } else if (named) {
        write_object(w, index, n);
    } else {
        refuse(w, "a list without gaps, or a table with names only, expected");
    }
}

/* An object that says how to become text, such as a period, is that text. */
static void write_as_text(writer *w, int index) {
    size_t bytes = 0;
    const char *text = luaL_tolstring(w->L, index, &bytes);
    write_text(w, text, bytes);
    lua_pop(w->L, 1);
}

static void write_value(writer *w, int index) {
    lua_State *L = w->L;
    int type = lua_type(L, index);
    size_t bytes = 0;
    const char *text = NULL;
    switch (type) {
    case LUA_TBOOLEAN:
        text = lua_toboolean(L, index) ? "true" : "false";
        put(w, text, strlen(text));
        return;
    case LUA_TNUMBER: write_number(w, index); return;
    case LUA_TSTRING:
        text = lua_tolstring(L, index, &bytes);
        write_text(w, text, bytes);
        return;
    case LUA_TLIGHTUSERDATA:
        if (lua_touserdata(L, index) != NULL) {
            break;
        }
        put(w, "null", 4);
        return;
    case LUA_TNIL: put(w, "null", 4); return;
    default: break;
    }
    if (has_metafield(L, index, "__tostring")) {
        write_as_text(w, index);
    } else if (type == LUA_TTABLE) {
        write_table(w, index);
    } else {
        lua_pushfstring(L, "%s cannot be written", luaL_typename(L, index));
        refuse(w, lua_tostring(L, -1));
    }
}

/* json_encode(value, indent, any_bytes) */
int ig_lua_json_encode(lua_State *L) {
    ig_lua_hold *out = NULL;
    ig_lua_hold *path = NULL;
    luaL_checkany(L, 1);
    lua_Integer indent = luaL_optinteger(L, 2, 0);
    luaL_argcheck(L, indent >= 0 && indent <= 8, 2, "0 to 8 blanks expected");
    writer w = {.L = L, .indent = (int)indent, .any_bytes = lua_toboolean(L, 3)};
    w.out = ig_lua_buffer(L, &out);
    w.path = ig_lua_buffer(L, &path);
    write_value(&w, 1);
    lua_pushlstring(L, w.out->bytes, w.out->size_bytes);
    ig_lua_hold_drop(out);
    ig_lua_hold_drop(path);
    return 1;
}
