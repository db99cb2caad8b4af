/* Functions of the module about hashes, the terminal and clocks. */
#define _DEFAULT_SOURCE /* struct winsize */

#include "base/hash.h"
#include "base/pool.h"
#include "lua/native.h"
#include "lua/state.h"
#include "lua/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

/* hash(path) → "xxh3:0123456789abcdef" */
int ig_lua_hash(lua_State *L) {
    ig_error err;
    uint64_t hash = 0;
    if (ig_hash_file(ig_lua_of(L)->context.reach, ig_lua_text(L, 1, "hash: path"), &hash, &err) !=
        0) {
        return ig_lua_refuse(L, &err);
    }
    char text[32];
    int length = snprintf(text, sizeof text, "xxh3:%016" PRIx64, hash);
    lua_pushlstring(L, text, (size_t)length);
    return 1;
}

/* width(text): columns on a terminal; a byte that is no UTF-8 takes one. */
int ig_lua_width(lua_State *L) {
    size_t bytes = 0;
    const char *text = luaL_checklstring(L, 1, &bytes);
    lua_Integer columns = 0;
    while (bytes > 0) {
        uint32_t character = 0xFFFD;
        size_t length = ig_lua_utf8_read(text, bytes, &character);
        length = length == 0 ? 1 : length;
        columns += ig_lua_utf8_columns(character);
        text += length;
        bytes -= length;
    }
    lua_pushinteger(L, columns);
    return 1;
}

static double seconds_of(clockid_t which) {
    struct timespec now = {0};
    (void)clock_gettime(which, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* clock() → seconds on a clock that only goes forward, seconds of processor time of all threads */
int ig_lua_clock(lua_State *L) {
    lua_pushnumber(L, seconds_of(CLOCK_MONOTONIC));
    lua_pushnumber(L, seconds_of(CLOCK_PROCESS_CPUTIME_ID));
    return 2;
}

/* processors() → how many the machine has online */
int ig_lua_processors(lua_State *L) {
    lua_pushinteger(L, ig_pool_processors());
    return 1;
}

/* columns(fd) → how many a line of that terminal has; nil where it is none, or does not tell */
int ig_lua_columns(lua_State *L) {
    lua_Integer fd = luaL_checkinteger(L, 1);
    struct winsize size;
    if (fd < 0 || fd > 1023 || ioctl((int)fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return 0;
    }
    lua_pushinteger(L, size.ws_col);
    return 1;
}

/* isatty(fd) */
int ig_lua_isatty(lua_State *L) {
    lua_Integer fd = luaL_checkinteger(L, 1);
    lua_pushboolean(L, fd >= 0 && fd <= 1023 && isatty((int)fd));
    return 1;
}
