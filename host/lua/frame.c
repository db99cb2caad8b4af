/* Functions of the module that look at the stack, so that the library needs no debug library. */
#include "lua/native.h"
#include "lua/state.h"

static void set_text(lua_State *L, const char *name, const char *text) {
    if (text != NULL) {
        lua_pushstring(L, text);
        lua_setfield(L, -2, name);
    }
}

static void set_line(lua_State *L, const char *name, int line) {
    if (line > 0) {
        lua_pushinteger(L, line);
        lua_setfield(L, -2, name);
    }
}

/* frame(level or function): level 1 is whoever calls it, as in debug.getinfo. nil past the last. */
int ig_lua_frame(lua_State *L) {
    lua_Debug frame;
    if (lua_isfunction(L, 1)) {
        lua_settop(L, 1);
        lua_getinfo(L, ">S", &frame);
        frame.currentline = 0;
        frame.name = NULL;
    } else {
        lua_Integer level = luaL_checkinteger(L, 1);
        if (level < 0 || level > 1000000 || !lua_getstack(L, (int)level, &frame)) {
            return 0;
        }
        lua_getinfo(L, "Sln", &frame);
    }
    lua_createtable(L, 0, 6);
    set_text(L, "source", frame.source);
    set_text(L, "short", frame.short_src);
    set_text(L, "what", frame.what);
    set_text(L, "name", frame.name);
    set_line(L, "line", frame.currentline);
    set_line(L, "defined", frame.linedefined);
    return 1;
}

/* place(): "FILE:LINE: " of the nearest caller outside the library, or "". */
int ig_lua_place(lua_State *L) {
    ig_lua_where(L);
    return 1;
}

/* traceback([text, [level]]): level 1, whoever calls it, by default. */
int ig_lua_trace(lua_State *L) {
    lua_Integer level = luaL_optinteger(L, 2, 1);
    luaL_argcheck(L, level >= 0 && level <= 1000000, 2, "a level expected");
    luaL_traceback(L, L, luaL_optstring(L, 1, NULL), (int)level);
    return 1;
}
