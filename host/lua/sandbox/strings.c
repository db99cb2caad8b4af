/*
 * Functions whose result is no larger than a few times their arguments are Lua's own behind one that
 * asks for the room first: their C functions hang in it as an upvalue. The others are written here.
 */
#include "lua/sandbox/strings.h"

#include "lua/sandbox/bound.h"
#include "lua/sandbox/search.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <lualib.h>

enum { ITEM_MOST = 512 }; /* of a number formatted, and of an option of pack without its data */

static int call_own(lua_State *L) {
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* The bytes of all texts among the arguments from `first` on. */
static size_t text_bytes(lua_State *L, int first) {
    size_t sum = 0;
    for (int i = first; i <= lua_gettop(L); i++) {
        sum += lua_type(L, i) == LUA_TSTRING ? lua_rawlen(L, i) : 0;
    }
    return sum;
}

/* lower, upper, reverse, sub: a buffer at most, and the result. */
static int box_same(lua_State *L) {
    if (lua_type(L, 1) == LUA_TSTRING) {
        ig_bound_room(L, 2 * lua_rawlen(L, 1));
    }
    return call_own(L);
}

static int box_rep(lua_State *L) {
    size_t n_bytes;
    size_t between_bytes;
    const char *text = luaL_checklstring(L, 1, &n_bytes);
    lua_Integer n = luaL_checkinteger(L, 2);
    const char *between = luaL_optlstring(L, 3, "", &between_bytes);
    size_t step = n_bytes + between_bytes;
    if (n <= 0 || step == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if (step > (size_t)PTRDIFF_MAX / (size_t)n) {
        return luaL_error(L, "resulting string too large");
    }
    size_t size = step * (size_t)n - between_bytes;
    ig_bound_room(L, 2 * size);
    luaL_Buffer out;
    char *p = luaL_buffinitsize(L, &out, size);
    if (step == 1 && n_bytes == 1) {
        memset(p, *text, size);
    } else {
        for (lua_Integer i = 1; i < n; i++) {
            memcpy(p, text, n_bytes);
            memcpy(p + n_bytes, between, between_bytes);
            p += step;
        }
        memcpy(p, text, n_bytes);
    }
    luaL_pushresultsize(&out, size);
    return 1;
}

/* ---- format --------------------------------------------------------------------------------- */

/* The letter of the conversion whose % was at p[-1]; NULL at the end. */
static const char *conversion(const char *p) {
    p += strspn(p, "-+ #0123456789.");
    return *p == '\0' ? NULL : p;
}

/* True where tostring would show an address. */
static bool has_no_text(lua_State *L, int index) {
    switch (lua_type(L, index)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING:
    case LUA_TNONE: return false;
    default:
        if (luaL_getmetafield(L, index, "__tostring") == LUA_TNIL) {
            return true;
        }
        lua_pop(L, 1);
        return false;
    }
}

/* Replaces argument `index` by its name, upvalue 2 of the value. */
static void name_it(lua_State *L, int index) {
    lua_pushvalue(L, lua_upvalueindex(2));
    lua_pushvalue(L, index);
    lua_call(L, 1, 1);
    lua_replace(L, index);
}

/* What %p shows of an argument: its number among those that tostring numbers. */
static void number_it(lua_State *L, int index) {
    if (!has_no_text(L, index)) {
        lua_pushliteral(L, "(null)");
        lua_replace(L, index);
        return;
    }
    name_it(L, index);
    const char *name = lua_tostring(L, index);
    const char *colon = name == NULL ? NULL : strstr(name, ": ");
    lua_pushstring(L, colon == NULL ? "(null)" : colon + 2);
    lua_replace(L, index);
}

/* Gives names to the arguments of %s and %p that have none but an address, and turns %p into %s. What
   is wrong with the format is left for Lua to say. */
static void name_arguments(lua_State *L) {
    size_t n;
    const char *format = luaL_checklstring(L, 1, &n);
    int top = lua_gettop(L);
    int index = 1;
    luaL_checkstack(L, 4, "too many arguments");
    const char *p = format;
    while ((p = memchr(p, '%', n - (p - format))) != NULL) {
        p = conversion(p + 1);
        if (p == NULL) {
            return;
        }
        if (*p == '%') {
            p++;
            continue;
        }
        index++;
        if (index > top) {
            return;
        }
        if (*p == 's' && has_no_text(L, index)) {
            name_it(L, index);
        } else if (*p == 'p') {
            size_t at = p - format;
            number_it(L, index);
            lua_pushlstring(L, format, at);
            lua_pushliteral(L, "s");
            lua_pushlstring(L, p + 1, n - at - 1);
            lua_concat(L, 3);
            lua_replace(L, 1);
            format = lua_tostring(L, 1);
            p = format + at;
        }
        p++;
    }
}

/* %q writes up to four bytes for one. */
static int box_format(lua_State *L) {
    name_arguments(L);
    size_t most = 4 * text_bytes(L, 1) + ITEM_MOST * (size_t)lua_gettop(L);
    ig_bound_room(L, most);
    return call_own(L);
}

/* ---- pack ----------------------------------------------------------------------------------- */

/* The bytes that the sizes in a format of pack ask for, PTRDIFF_MAX at most. */
static size_t format_bytes(const char *format, size_t n) {
    size_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        size_t size = 0;
        while (i < n && isdigit((unsigned char)format[i]) && size < (size_t)PTRDIFF_MAX / 16) {
            size = size * 10 + (size_t)(format[i] - '0');
            i++;
        }
        sum += size + 16;
        if (sum > (size_t)PTRDIFF_MAX / 4) {
            return (size_t)PTRDIFF_MAX / 4;
        }
    }
    return sum;
}

static int box_pack(lua_State *L) {
    size_t n;
    const char *format = luaL_checklstring(L, 1, &n);
    ig_bound_room(L, 2 * (format_bytes(format, n) + text_bytes(L, 2)));
    return call_own(L);
}

/* ---- The library ---------------------------------------------------------------------------- */

static const luaL_Reg ours[] = {
    {"find", ig_box_find}, {"match", ig_box_match}, {"gmatch", ig_box_gmatch},
    {"gsub", ig_box_gsub}, {"rep", box_rep},        {NULL, NULL},
};

/* Lua's own, behind a function of ours or as it is. */
static const luaL_Reg behind[] = {
    {"lower", box_same}, {"upper", box_same},    {"reverse", box_same}, {"sub", box_same},
    {"pack", box_pack},  {"format", box_format}, {NULL, NULL},
};

static const char *const kept[] = {"byte", "char", "len", "packsize", "unpack"};

static int format_name(lua_State *L) {
    luaL_tolstring(L, 1, NULL);
    return 1;
}

void ig_lua_box_strings(lua_State *L, lua_CFunction name) {
    luaL_checkstack(L, 8, NULL);
    lua_pushcfunction(L, luaopen_string);
    lua_call(L, 0, 1);
    int own = lua_gettop(L);
    lua_createtable(L, 0, 16);
    luaL_setfuncs(L, ours, 0);
    for (const luaL_Reg *f = behind; f->name != NULL; f++) {
        lua_getfield(L, own, f->name);
        lua_pushcfunction(L, name == NULL ? format_name : name);
        lua_pushcclosure(L, f->func, 2);
        lua_setfield(L, -2, f->name);
    }
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        lua_getfield(L, own, kept[i]);
        lua_setfield(L, -2, kept[i]);
    }
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_pushvalue(L, own + 1);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
    lua_remove(L, own);
}
