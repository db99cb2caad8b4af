/* native.pack, native.open, native.advise, native.verify: tables as snapshot files. */
#include "lua/data.h"
#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"
#include "store/snapshot.h"

/* Writes the table at 1 as a snapshot with what is told at `about`: to a path, or where `fd` is not −1
   into what is open. */
static int write_snapshot(lua_State *L, int about, const char *name, int fd) {
    ig_error err;
    ig_lua_hold *rows = NULL;
    const ig_context *context = &ig_lua_of(L)->context;
    const char *told = lua_isnoneornil(L, about) ? NULL : ig_lua_text(L, about, "about");
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    int result = fd < 0 ? ig_snapshot_write(context, table, told, name, &err)
                        : ig_snapshot_write_fd(context, table, told, fd, name, &err);
    ig_lua_hold_drop(rows);
    if (result != 0) {
        return ig_lua_refuse(L, &err);
    }
    lua_pushboolean(L, 1);
    return 1;
}

/* pack(table, path, about): the table as a file; `about` is text that the file carries. */
int ig_lua_pack(lua_State *L) {
    lua_settop(L, 3);
    return write_snapshot(L, 3, ig_lua_text(L, 2, "pack: path"), -1);
}

int ig_lua_fill_memory(lua_State *L, int fd, const char *name) {
    lua_settop(L, 2);
    return write_snapshot(L, 2, name, fd);
}

static void release_snapshot(void *resource) {
    ig_snapshot_reset(resource);
    ig_free(resource);
}

/* Pushes a hold around an empty snapshot. */
static ig_snapshot *new_snapshot(lua_State *L, ig_lua_hold **hold) {
    ig_error err;
    *hold = ig_lua_hold_new(L, release_snapshot);
    ig_snapshot *snapshot = ig_alloc_zero(ig_lua_of(L)->context.memory, 1, sizeof *snapshot, &err);
    if (snapshot == NULL) {
        ig_lua_raise(L, &err);
    }
    (*hold)->resource = snapshot;
    return snapshot;
}

/* Pushes what a snapshot holds: of a file, or, where there are bytes, of sealed memory. */
static int push_snapshot(lua_State *L, const char *name, const void *bytes, size_t size_bytes) {
    ig_error err;
    ig_lua_hold *hold = NULL;
    const ig_context *context = &ig_lua_of(L)->context;
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_TABLE);
    int made = lua_gettop(L);
    ig_snapshot *snapshot = new_snapshot(L, &hold);
    int opened = bytes == NULL
                     ? ig_snapshot_open(context, name, snapshot, &err)
                     : ig_snapshot_open_memory(context, bytes, size_bytes, name, snapshot, &err);
    int n = 1;
    if (opened == 0) {
        ig_table *table = snapshot->table;
        snapshot->table = NULL;
        ig_lua_table_fill(L, result, table);
        lua_pushvalue(L, made);
    } else {
        n = ig_lua_refuse(L, &err);
    }
    if (snapshot->about != NULL) {
        lua_pushstring(L, snapshot->about);
    } else {
        lua_pushnil(L);
    }
    ig_lua_hold_drop(hold);
    return n + 1;
}

/* open(path) → table, about; or nil, message, kind, about. */
int ig_lua_open_snapshot(lua_State *L) {
    return push_snapshot(L, ig_lua_text(L, 1, "open: path"), NULL, 0);
}

int ig_lua_open_memory(lua_State *L, const void *bytes, size_t size_bytes, const char *name) {
    return push_snapshot(L, name, bytes, size_bytes);
}

/* advise(table, text): what a message of damage found from now on ends with. */
int ig_lua_advise(lua_State *L) {
    ig_error err;
    ig_lua_hold *rows = NULL;
    lua_settop(L, 2);
    const char *advice = ig_lua_text(L, 2, "advise: text");
    int result = ig_snapshot_advise(ig_lua_collect(L, 1, &rows), advice, &err);
    ig_lua_hold_drop(rows);
    if (result != 0) {
        ig_lua_raise(L, &err);
    }
    return 0;
}

/* Where the list that verify gives stands, and how long it is. */
typedef struct list {
    lua_State *L;
    int index;
    lua_Integer n;
} list;

/* Called while the table is held, so what it raises loses nothing. */
static void add_checked(void *context, const ig_checked *checked) {
    list *l = context;
    lua_createtable(l->L, 0, 4);
    lua_pushstring(l->L, checked->column);
    lua_setfield(l->L, -2, "column");
    lua_pushstring(l->L, checked->part);
    lua_setfield(l->L, -2, "part");
    lua_pushinteger(l->L, (lua_Integer)checked->n_blocks);
    lua_setfield(l->L, -2, "blocks");
    lua_pushinteger(l->L, (lua_Integer)checked->size_bytes);
    lua_setfield(l->L, -2, "bytes");
    lua_rawseti(l->L, l->index, ++l->n);
}

/* verify(table) → list of what was checked. */
int ig_lua_verify(lua_State *L) {
    ig_error err;
    ig_lua_hold *rows = NULL;
    lua_settop(L, 1);
    const ig_table *table = ig_lua_collect(L, 1, &rows);
    lua_createtable(L, 0, 0);
    list checked = {.L = L, .index = lua_gettop(L)};
    if (ig_snapshot_verify(&ig_lua_of(L)->context, table, add_checked, &checked, &err) != 0) {
        ig_lua_hold_drop(rows);
        return ig_lua_refuse(L, &err);
    }
    ig_lua_hold_drop(rows);
    return 1;
}
