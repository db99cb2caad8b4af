/*
 * The file is mapped, and read where it is asked for: a head, an entry of fixed size per module in the
 * order of their names, then names and bytecode. An entry knows its text by what the system says of
 * the file: size, inode, and when it was modified and changed; the last of these no one can set back.
 * Where these differ, or say little because the text was written just before it was compiled, the text
 * is read and its hash decides. A copied folder is thus as good as the one that was compiled.
 */
#include "lua/modules.h"

#include "base/file.h"
#include "base/hash.h"
#include "lua/native.h"
#include "lua/state.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char class_name[] = "ingot.Modules";
static const char mark[16] = "ingot modules 3\n";

typedef struct head {
    char mark[16];
    uint64_t size_bytes; /* of the file */
    uint64_t n_entries;
} head;

typedef struct facts {
    uint64_t size_bytes, inode;
    int64_t modified_ns, changed_ns;
} facts;

typedef struct entry {
    uint64_t name, name_bytes; /* from the file's begin: "ingot/cube.lua" */
    uint64_t code, code_bytes;
    uint64_t path,
        path_bytes; /* of the text, where it does not lie below share/lua; else 0 bytes */
    facts text;
    uint64_t is_settled; /* the text was old enough that a change since must show in its facts */
    uint64_t hash;       /* of the text */
} entry;

enum { SETTLED_NS = 1000000000 };

typedef struct modules {
    const char *file; /* NULL: none */
    size_t size_bytes;
    char share[PATH_MAX];
} modules;

static int64_t nanoseconds(struct timespec time) {
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static bool look(const char *path, facts *now) {
    struct stat file;
    if (stat(path, &file) != 0 || !S_ISREG(file.st_mode)) {
        return false;
    }
    *now = (facts){.size_bytes = (uint64_t)file.st_size,
                   .inode = (uint64_t)file.st_ino,
                   .modified_ns = nanoseconds(file.st_mtim),
                   .changed_ns = nanoseconds(file.st_ctim)};
    return true;
}

static int close_modules(lua_State *L) {
    modules *self = luaL_checkudata(L, 1, class_name);
    if (self->file != NULL) {
        munmap((void *)self->file, self->size_bytes);
        self->file = NULL;
    }
    return 0;
}

/* Everything that is looked up later lies within the file. */
static bool is_whole(const char *file, size_t size_bytes) {
    const head *first = (const head *)file;
    if (size_bytes < sizeof *first || memcmp(first->mark, mark, sizeof mark) != 0 ||
        first->size_bytes != size_bytes ||
        first->n_entries > (size_bytes - sizeof *first) / sizeof(entry)) {
        return false;
    }
    const entry *entries = (const entry *)(first + 1);
    for (size_t i = 0; i < first->n_entries; i++) {
        const entry *e = &entries[i];
        if (e->name > size_bytes || e->name_bytes > size_bytes - e->name || e->code > size_bytes ||
            e->code_bytes > size_bytes - e->code || e->path > size_bytes ||
            e->path_bytes > size_bytes - e->path || e->path_bytes >= PATH_MAX) {
            return false;
        }
    }
    return true;
}

static void map(modules *self, const char *path) {
    struct stat file;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return;
    }
    if (fstat(fd, &file) == 0 && S_ISREG(file.st_mode) && file.st_size > 0) {
        size_t bytes = (size_t)file.st_size;
        char *mapped = mmap(NULL, bytes, PROT_READ, MAP_PRIVATE, fd, 0);
        if (mapped != MAP_FAILED && is_whole(mapped, bytes)) {
            self->file = mapped;
            self->size_bytes = bytes;
        } else if (mapped != MAP_FAILED) {
            munmap(mapped, bytes);
        }
    }
    close(fd);
}

void ig_lua_modules_open(lua_State *L, const char *share, const char *path) {
    modules *self = lua_newuserdatauv(L, sizeof *self, 0);
    self->file = NULL;
    snprintf(self->share, sizeof self->share, "%s", share);
    if (luaL_newmetatable(L, class_name)) {
        lua_pushcfunction(L, close_modules);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    if (path != NULL) {
        map(self, path);
    }
}

static const entry *find(const modules *self, const char *name) {
    if (self->file == NULL) {
        return NULL;
    }
    const entry *entries = (const entry *)(self->file + sizeof(head));
    size_t lo = 0;
    size_t hi = (size_t)((const head *)self->file)->n_entries;
    size_t name_bytes = strlen(name);
    while (lo < hi) {
        size_t middle = lo + (hi - lo) / 2;
        const entry *e = &entries[middle];
        size_t common = e->name_bytes < name_bytes ? (size_t)e->name_bytes : name_bytes;
        int order = memcmp(self->file + e->name, name, common);
        if (order == 0 && e->name_bytes == name_bytes) {
            return e;
        }
        if (order < 0 || (order == 0 && e->name_bytes < name_bytes)) {
            lo = middle + 1;
        } else {
            hi = middle;
        }
    }
    return NULL;
}

static bool is_as_compiled(const entry *e, const char *path) {
    facts now;
    uint64_t hash = 0;
    ig_error err;
    if (!look(path, &now) || now.size_bytes != e->text.size_bytes) {
        return false;
    }
    bool is_same = now.inode == e->text.inode && now.modified_ns == e->text.modified_ns &&
                   now.changed_ns == e->text.changed_ns;
    return (is_same && e->is_settled) ||
           (ig_hash_file(NULL, path, &hash, &err) == 0 && hash == e->hash);
}

/* "ingot.cube" → the path of its text below share/lua: with one of the endings. False for what is no
   plain name, or too long. */
static bool path_of(const modules *self, const char *name, const char *ending,
                    char path[PATH_MAX]) {
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
    if (name[0] == '.' || name[strspn(name, letters)] != '\0' || strstr(name, "..") != NULL) {
        return false;
    }
    int before = snprintf(path, PATH_MAX, "%s/lua/", self->share);
    int n = snprintf(path, PATH_MAX, "%s/lua/%s%s", self->share, name, ending);
    if (n < 0 || n >= PATH_MAX) {
        return false;
    }
    for (char *c = path + before; c < path + n - strlen(ending); c++) {
        *c = *c == '.' ? '/' : *c;
    }
    return true;
}

static const char *const endings[] = {".lua", "/init.lua"};

bool ig_lua_modules_find(lua_State *L, int index, const char *name) {
    const modules *self = luaL_checkudata(L, index, class_name);
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (!path_of(self, name, endings[i], path)) {
            return false;
        }
        const entry *e = find(self, path + strlen(self->share) + strlen("/lua/"));
        if (e != NULL && e->path_bytes > 0) {
            memcpy(path, self->file + e->path, (size_t)e->path_bytes);
            path[e->path_bytes] = '\0';
        }
        if (e != NULL && is_as_compiled(e, path)) {
            lua_pushfstring(L, "@%s", path);
            if (luaL_loadbufferx(L, self->file + e->code, (size_t)e->code_bytes,
                                 lua_tostring(L, -1), "b") == LUA_OK) {
                lua_remove(L, -2);
                lua_pushstring(L, path);
                return true;
            }
            lua_pop(L, 2); /* of another Lua: its text says the same */
        }
    }
    return false;
}

bool ig_lua_modules_load(lua_State *L, int index, const char *name) {
    index = lua_absindex(L, index);
    if (ig_lua_modules_find(L, index, name)) {
        return true;
    }
    const modules *self = luaL_checkudata(L, index, class_name);
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        facts now;
        if (path_of(self, name, endings[i], path) && look(path, &now)) {
            if (luaL_loadfilex(L, path, "t") != LUA_OK) {
                lua_error(L);
            }
            lua_pushstring(L, path);
            return true;
        }
    }
    return false;
}

/* Upvalue 1: the modules. */
static int search(lua_State *L) {
    return ig_lua_modules_find(L, lua_upvalueindex(1), luaL_checkstring(L, 1)) ? 2 : 0;
}

void ig_lua_modules_searcher(lua_State *L, const char *share, const char *path) {
    ig_lua_modules_open(L, share, path);
    lua_pushcclosure(L, search, 1);
}

/* ---- compiling ---- */

typedef struct dump {
    bool is_begun; /* not before the first piece: until then the function lies on top */
    luaL_Buffer code;
} dump;

static int append(lua_State *L, const void *piece, size_t size_bytes, void *context) {
    dump *self = context;
    if (!self->is_begun) {
        self->is_begun = true;
        luaL_buffinit(L, &self->code);
    }
    luaL_addlstring(&self->code, piece, size_bytes);
    return 0;
}

/* Pushes what Lua makes of a text, and fills in what the entry has to know of it. */
static void compile(lua_State *L, const char *path, entry *e) {
    ig_error err;
    dump made = {.is_begun = false};
    struct timespec now;
    if (!look(path, &e->text) || ig_hash_file(NULL, path, &e->hash, &err) != 0) {
        luaL_error(L, "%s: cannot be read", path);
    }
    if (luaL_loadfilex(L, path, "t") != LUA_OK) {
        lua_error(L);
    }
    clock_gettime(CLOCK_REALTIME, &now);
    e->is_settled = nanoseconds(now) - e->text.changed_ns > SETTLED_NS;
    int function = lua_gettop(L);
    lua_dump(L, append, &made, 0);
    luaL_pushresult(&made.code);
    lua_remove(L, function);
}

/* Pushes the path of a module's text, and where it lies elsewhere the same again, else nil. */
static void push_path(lua_State *L, int share, int elsewhere, const char *name) {
    if (lua_getfield(L, elsewhere, name) == LUA_TSTRING) {
        lua_pushvalue(L, -1);
    } else {
        lua_pushfstring(L, "%s/lua/%s", lua_tostring(L, share), name);
        lua_insert(L, -2);
    }
}

/* Called protected with share, names, path, and a table of paths by name. */
static int write_modules(lua_State *L) {
    enum { SHARE = 1, NAMES = 2, PATH = 3, ELSEWHERE = 4, CODES = 5, ENTRIES = 6, PATHS = 7 };
    size_t n = lua_rawlen(L, NAMES);
    lua_createtable(L, (int)n, 0);
    entry *entries = lua_newuserdatauv(L, (n + 1) * sizeof *entries, 0);
    lua_createtable(L, (int)n, 0);
    uint64_t at = sizeof(head) + n * sizeof *entries;
    for (size_t i = 0; i < n; i++) {
        entry *e = &entries[i];
        lua_rawgeti(L, NAMES, (lua_Integer)i + 1);
        e->name = at;
        e->name_bytes = lua_rawlen(L, -1);
        push_path(L, SHARE, ELSEWHERE, luaL_checkstring(L, -1));
        e->path = e->name + e->name_bytes;
        e->path_bytes = lua_isnil(L, -1) ? 0 : lua_rawlen(L, -1);
        lua_pushstring(L, e->path_bytes > 0 ? lua_tostring(L, -1) : "");
        lua_rawseti(L, PATHS, (lua_Integer)i + 1);
        compile(L, lua_tostring(L, -2), e);
        e->code = e->path + e->path_bytes;
        e->code_bytes = lua_rawlen(L, -1);
        at = e->code + e->code_bytes;
        lua_rawseti(L, CODES, (lua_Integer)i + 1);
        lua_settop(L, PATHS);
    }
    head first = {.size_bytes = at, .n_entries = n};
    memcpy(first.mark, mark, sizeof mark);
    luaL_Buffer file;
    luaL_buffinit(L, &file);
    luaL_addlstring(&file, (const char *)&first, sizeof first);
    luaL_addlstring(&file, (const char *)entries, n * sizeof *entries);
    for (size_t i = 0; i < n; i++) {
        lua_rawgeti(L, NAMES, (lua_Integer)i + 1);
        luaL_addvalue(&file);
        lua_rawgeti(L, PATHS, (lua_Integer)i + 1);
        luaL_addvalue(&file);
        lua_rawgeti(L, CODES, (lua_Integer)i + 1);
        luaL_addvalue(&file);
    }
    luaL_pushresult(&file);
    return 1;
}

/* compile(share, names, path, elsewhere): compiles the modules of these names ("ingot/cube.lua"), which
   are in order, into a file; those that do not lie below share/lua from the path that `elsewhere` says. */
int ig_lua_compile(lua_State *L) {
    ig_error err;
    luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    const char *path = ig_lua_text(L, 3, "compile: path");
    luaL_checktype(L, 4, LUA_TTABLE);
    lua_settop(L, 4);
    lua_pushcfunction(L, write_modules);
    lua_insert(L, 1);
    lua_pushvalue(L, 4);
    lua_insert(L, 1);
    if (lua_pcall(L, 4, 1, 0) != LUA_OK) {
        lua_pushnil(L);
        lua_insert(L, -2);
        return 2;
    }
    size_t bytes = 0;
    const char *file = lua_tolstring(L, -1, &bytes);
    if (ig_file_write(NULL, path, file, bytes, &err) != 0) {
        return ig_lua_refuse(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}
