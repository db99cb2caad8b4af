/*
 * native.look, native.names, native.slurp, native.where, native.getenv and what goes with them: what
 * the library may ask of files and surroundings. Files are asked for through the reach.
 */
#define _XOPEN_SOURCE 700 /* readlink, getcwd */

#include "base/buffer.h"
#include "base/file.h"
#include "base/path.h"
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- what there is ---- */

static void set_integer(lua_State *L, const char *name, uint64_t value) {
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

static void set_time(lua_State *L, const char *name, struct timespec when) {
    lua_pushinteger(L, (lua_Integer)when.tv_sec * 1000000000 + when.tv_nsec);
    lua_setfield(L, -2, name);
}

/* A link that leads nowhere: what it says. */
static void push_target(lua_State *L, const char *path) {
    char target[PATH_MAX];
    ssize_t n = readlink(path, target, sizeof target);
    lua_pushlstring(L, target, n < 0 ? 0 : (size_t)n);
    lua_setfield(L, -2, "target");
}

/* look(path) → what is known of it, or nil; or nil, message, kind. */
int ig_lua_look(lua_State *L) {
    static const char *const kinds[] = {"link", "file", "folder", "other"};
    ig_error err;
    ig_facts facts;
    const char *path = ig_lua_text(L, 1, "look: path");
    if (ig_reach_look(ig_lua_of(L)->context.reach, path, &facts, &err) != 0) {
        return ig_lua_refuse(L, &err);
    }
    if (facts.kind == IG_NO_FILE && !facts.is_link) {
        lua_pushnil(L);
        return 1;
    }
    lua_createtable(L, 0, 8);
    lua_pushstring(L, kinds[facts.kind]);
    lua_setfield(L, -2, "kind");
    lua_pushboolean(L, facts.is_link);
    lua_setfield(L, -2, "link");
    if (facts.kind == IG_NO_FILE) {
        push_target(L, path);
        return 1;
    }
    set_integer(L, "size", facts.size_bytes);
    set_integer(L, "device", facts.device);
    set_integer(L, "inode", facts.inode);
    set_time(L, "modified", facts.modified);
    set_time(L, "changed", facts.changed);
    return 1;
}

/* Names, one behind the other, each with its zero byte, and how many. */
typedef struct names {
    ig_buffer *bytes;
    size_t n;
} names;

static int take_name(void *context, const char *name, ig_error *err) {
    names *all = context;
    all->n++;
    return ig_buffer_append(all->bytes, name, strlen(name) + 1, err);
}

static int compare_texts(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* names(folder) → sorted list, each once; or nil, message, kind. */
int ig_lua_names_in(lua_State *L) {
    ig_error err;
    ig_lua_hold *hold = NULL;
    const char *path = ig_lua_text(L, 1, "names: folder");
    names all = {.bytes = ig_lua_buffer(L, &hold)};
    if (ig_reach_names(ig_lua_of(L)->context.reach, path, take_name, &all, &err) != 0) {
        ig_lua_hold_drop(hold);
        return ig_lua_refuse(L, &err);
    }
    const char **sorted = ig_lua_scratch(L, all.n + 1, sizeof *sorted);
    const char *at = (const char *)all.bytes->bytes;
    for (size_t i = 0; i < all.n; i++) {
        sorted[i] = at;
        at += strlen(at) + 1;
    }
    qsort(sorted, all.n, sizeof *sorted, compare_texts);
    lua_createtable(L, all.n < INT_MAX ? (int)all.n : 0, 0);
    lua_Integer n = 0;
    for (size_t i = 0; i < all.n; i++) {
        if (i == 0 || strcmp(sorted[i], sorted[i - 1]) != 0) {
            lua_pushstring(L, sorted[i]);
            lua_rawseti(L, -2, ++n);
        }
    }
    ig_lua_hold_drop(hold);
    return 1;
}

/* ---- what is in it ---- */

enum { PIECE = 1 << 16 };

static int fail_slurp(const char *path, int number, ig_error *err) {
    char reason[IG_REASON_TEXT];
    ig_path_reason(reason, number);
    return ig_fail(err, IG_ERROR_NO_INPUT, "%s: cannot be read: %s", path, reason);
}

/* What can be read once is waited for, where everything is in reach; it is no file of a project. */
static int check_slurp(const ig_reach *reach, const char *path, int fd, struct stat *facts,
                       ig_error *err) {
    if (fstat(fd, facts) != 0) {
        return fail_slurp(path, errno, err);
    }
    if (S_ISDIR(facts->st_mode)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is a directory", path);
    }
    if (S_ISREG(facts->st_mode)) {
        return 0;
    }
    if (ig_reach_is_narrow(reach)) {
        return ig_fail(err, IG_ERROR_NO_INPUT, "%s: is not a regular file", path);
    }
    return fcntl(fd, F_SETFL, 0) == 0 ? 0 : fail_slurp(path, errno, err);
}

/* Reads all there is into a buffer, up to `most` bytes. */
static int read_all(const char *path, int fd, size_t most, ig_buffer *bytes, ig_error *err) {
    for (;;) {
        size_t wanted = most - bytes->size_bytes < PIECE ? most - bytes->size_bytes : PIECE;
        if (wanted == 0) {
            return 0;
        }
        if (ig_buffer_reserve(bytes, wanted, err) != 0) {
            return -1;
        }
        ssize_t n = read(fd, bytes->bytes + bytes->size_bytes, wanted);
        if (n == 0) {
            return 0;
        }
        if (n < 0 && errno != EINTR) {
            return fail_slurp(path, errno, err);
        }
        bytes->size_bytes += n < 0 ? 0 : (size_t)n;
    }
}

/* slurp(path, most?) → its bytes, the first `most` of them; or nil, message, kind. */
int ig_lua_slurp(lua_State *L) {
    ig_error err;
    struct stat facts;
    ig_lua_hold *hold = NULL;
    const ig_reach *reach = ig_lua_of(L)->context.reach;
    const char *path = ig_lua_text(L, 1, "slurp: path");
    lua_Integer most = luaL_optinteger(L, 2, PTRDIFF_MAX);
    luaL_argcheck(L, most >= 0, 2, "a number of bytes expected");
    ig_buffer *bytes = ig_lua_buffer(L, &hold);
    int fd = ig_reach_open(reach, path, 0, &err);
    int result = fd < 0 ? -1 : check_slurp(reach, path, fd, &facts, &err);
    if (result == 0) {
        result = read_all(path, fd, (size_t)most, bytes, &err);
    }
    if (fd >= 0) {
        (void)close(fd); /* only read from */
    }
    if (result != 0) {
        ig_lua_hold_drop(hold);
        return ig_lua_refuse(L, &err);
    }
    lua_pushlstring(L, (const char *)bytes->bytes, bytes->size_bytes);
    ig_lua_hold_drop(hold);
    return 1;
}

/* ---- changing it ---- */

/* write(path, bytes): all of it or nothing. */
int ig_lua_write(lua_State *L) {
    ig_error err;
    size_t bytes = 0;
    const char *path = ig_lua_text(L, 1, "write: path");
    const char *data = luaL_checklstring(L, 2, &bytes);
    if (ig_file_write(ig_lua_of(L)->context.reach, path, data, bytes, &err) != 0) {
        return ig_lua_refuse(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* make_folder(path): with those above it. */
int ig_lua_make_folder(lua_State *L) {
    ig_error err;
    const char *path = ig_lua_text(L, 1, "make_folder: path");
    if (ig_reach_make_folder(ig_lua_of(L)->context.reach, path, &err) != 0) {
        return ig_lua_refuse(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* remove(path): of a file. */
int ig_lua_remove(lua_State *L) {
    ig_error err;
    const char *path = ig_lua_text(L, 1, "remove: path");
    if (ig_reach_remove(ig_lua_of(L)->context.reach, path, &err) != 0) {
        return ig_lua_refuse(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* ---- surroundings ---- */

/* where() → the folder that relative paths start from; or nil, message, kind. */
int ig_lua_where_we_are(lua_State *L) {
    ig_error err;
    char path[PATH_MAX];
    if (getcwd(path, sizeof path) == NULL) {
        ig_fail(&err, IG_ERROR_NO_INPUT, "the current folder: %s", strerror(errno));
        return ig_lua_refuse(L, &err);
    }
    lua_pushstring(L, path);
    return 1;
}

/* getenv(name) → its text, or nil; of these, and of what begins with INGOT_. */
int ig_lua_getenv(lua_State *L) {
    static const char *const known_names[] = {"COLUMNS", "HOME",     "LANG",
                                              "LC_ALL",  "LC_CTYPE", "NO_COLOR",
                                              "TERM",    "TMPDIR",   "XDG_CONFIG_HOME"};
    const char *name = ig_lua_text(L, 1, "getenv: name");
    bool known = strncmp(name, "INGOT_", 6) == 0;
    for (size_t i = 0; i < sizeof known_names / sizeof *known_names && !known; i++) {
        known = strcmp(known_names[i], name) == 0;
    }
    lua_pushstring(L, known ? getenv(name) : NULL);
    return 1;
}
