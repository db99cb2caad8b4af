/*
 * Modules that are there stand where Lua's own `require` keeps them, in the registry. lpeg is the one
 * module in C: it is linked in when the state is made, before anything shuts, and opened when it is
 * first asked for.
 */
#include "lua/sandbox/library.h"

#include "lua/modules.h"
#include "lua/state.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The path of a module in C by one template of Lua's search path, "/usr/lib/lua/5.4/?.so". */
static bool path_by(const char *template, size_t bytes, const char *name, char path[PATH_MAX]) {
    const char *mark = memchr(template, '?', bytes);
    if (mark == NULL) {
        return false;
    }
    int before = (int)(mark - template);
    int after = (int)bytes - before - 1;
    int n = snprintf(path, PATH_MAX, "%.*s%s%.*s", before, template, name, after, mark + 1);
    return n > 0 && n < PATH_MAX;
}

static lua_CFunction open_by(const char *templates, const char *name) {
    char path[PATH_MAX];
    char symbol[64];
    snprintf(symbol, sizeof symbol, "luaopen_%s", name);
    while (*templates != '\0') {
        size_t bytes = strcspn(templates, ";");
        void *library =
            path_by(templates, bytes, name, path) ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
        void *found = library != NULL ? dlsym(library, symbol) : NULL;
        if (found != NULL) {
            lua_CFunction function;
            memcpy(&function, &found, sizeof function); /* as POSIX has it */
            return function;
        }
        templates += bytes;
        templates += *templates == ';';
    }
    return NULL;
}

/* Where Lua itself would look: first as the environment says. */
static lua_CFunction find_c_module(const char *name) {
    static const char *const variables[] = {"LUA_CPATH_5_4", "LUA_CPATH"};
    lua_CFunction found = NULL;
    for (size_t i = 0; i < sizeof variables / sizeof *variables && found == NULL; i++) {
        const char *templates = getenv(variables[i]);
        found = templates != NULL ? open_by(templates, name) : NULL;
    }
    return found != NULL ? found : open_by(LUA_CPATH_DEFAULT, name);
}

/* Pushes what makes the module, and what it is told besides its name; false where there is none. */
static bool push_loader(lua_State *L, const char *name) {
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
    if (lua_getfield(L, -1, name) == LUA_TFUNCTION) {
        lua_remove(L, -2);
        lua_pushliteral(L, ":preload:");
        return true;
    }
    lua_pop(L, 2);
    return ig_lua_modules_load(L, lua_upvalueindex(1), name);
}

/* Upvalue 1: the compiled modules. */
static int library_require(lua_State *L) {
    const char *name = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    if (lua_getfield(L, 2, name) != LUA_TNIL) {
        return 1;
    }
    lua_pop(L, 1);
    if (!push_loader(L, name)) {
        ig_lua_misuse(L, "module '%s' not found", name);
    }
    lua_pushvalue(L, 1);
    lua_insert(L, -2); /* function, name, path */
    lua_call(L, 2, 1);
    if (!lua_isnil(L, -1)) {
        lua_setfield(L, 2, name);
    } else {
        lua_pop(L, 1);
    }
    if (lua_getfield(L, 2, name) == LUA_TNIL) {
        lua_pushboolean(L, 1);
        lua_copy(L, -1, -2);
        lua_setfield(L, 2, name);
    }
    return 1;
}

void ig_lua_box_push_require(lua_State *L) {
    const ig_lua *host = ig_lua_of(L);
    lua_CFunction lpeg = find_c_module("lpeg");
    if (lpeg != NULL) {
        luaL_getsubtable(L, LUA_REGISTRYINDEX, LUA_PRELOAD_TABLE);
        lua_pushcfunction(L, lpeg);
        lua_setfield(L, -2, "lpeg");
        lua_pop(L, 1);
    }
    ig_lua_modules_open(L, host->share, host->modules);
    lua_pushcclosure(L, library_require, 1);
}
