/*
 * native.read and native.sniff: a Lua table becomes an ig_csv_spec. Every text in the spec is
 * borrowed from a Lua string and every array is scratch of Lua's; all of them go into one table,
 * `anchors`, which keeps them whatever a script's finalizer does to the tables they came from.
 */
#include "csv/csv.h"
#include "csv/file/head.h"

#include "lua/data.h"
#include "lua/hold.h"
#include "lua/memory.h"
#include "lua/native.h"
#include "lua/state.h"
#include "lua/work.h"

#include <string.h>

static const char *const spec_keys[] = {
    "name",     "delimiter", "quote",   "escape",   "comment", "trim",     "header",
    "skip",     "detect",    "missing", "encoding", "decimal", "limits",   "thousands",
    "all_text", "on_error",  "ragged",  "row_cap",  "columns", "constants"};
static const char *const column_keys[] = {
    "name", "aliases", "kind", "decimal", "thousands", "required", "unit", "missing", "apostrophe"};
static const char *const limit_keys[] = {"record_bytes", "columns"};

/* In the order of ig_kind, ig_csv_on_error, ig_csv_ragged. */
static const char *const kinds[] = {"infer", "decimal", "real", "text", "month"};
static const char *const on_errors[] = {"stop", "collect"};
static const char *const raggeds[] = {"reject", "pad"};

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Pushes a raw field of the table at `index` and returns its type. */
static int field(lua_State *L, int index, const char *name) {
    lua_pushstring(L, name);
    return lua_rawget(L, index);
}

/* Moves everything above `floor` on the stack into the table at `anchors`. */
static void anchor(lua_State *L, int anchors, int floor) {
    while (lua_gettop(L) > floor) {
        lua_rawseti(L, anchors, (lua_Integer)lua_rawlen(L, anchors) + 1);
    }
}

static size_t choice_field(lua_State *L, int index, const char *name, const char *what,
                           const char *const *choices, size_t n) {
    const char *text = ig_lua_text_field(L, index, name, what);
    size_t choice = 0;
    while (text != NULL && choice < n && strcmp(choices[choice], text) != 0) {
        choice++;
    }
    if (choice < n) {
        lua_pop(L, 1);
        return choice;
    }
    ig_lua_unknown(L, what, text, choices, n);
}

/* A mark; "" is 0, none. */
static char char_field(lua_State *L, int index, const char *name, const char *what, char if_none) {
    const char *text = ig_lua_text_field(L, index, name, what);
    if (text != NULL && strlen(text) > 1) {
        ig_lua_misuse(L, "%s: one character expected, got '%s'", what, text);
    }
    char mark = text == NULL ? if_none : text[0];
    lua_pop(L, 1);
    return mark;
}

static bool bool_field(lua_State *L, int index, const char *name, const char *what, bool if_none) {
    int type = field(L, index, name);
    if (type != LUA_TNIL && type != LUA_TBOOLEAN) {
        ig_lua_misuse(L, "%s: true or false expected, got %s", what, lua_typename(L, type));
    }
    bool value = type == LUA_TNIL ? if_none : lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

/* The texts of the list at `index`. */
static const char *const *read_texts(lua_State *L, int anchors, int index, const char *what,
                                     size_t *n) {
    if (lua_type(L, index) != LUA_TTABLE) {
        ig_lua_misuse(L, "%s: a list of texts expected, got %s", what, luaL_typename(L, index));
    }
    size_t length = lua_rawlen(L, index);
    const char **texts = ig_lua_scratch(L, length, sizeof *texts);
    int floor = lua_gettop(L);
    for (size_t i = 0; i < length; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        texts[i] = ig_lua_text(L, -1, what);
        anchor(L, anchors, floor);
    }
    anchor(L, anchors, floor - 1);
    *n = length;
    return texts;
}

/* The texts of field `name`, or none when it is nil. */
static const char *const *texts_field(lua_State *L, int anchors, int index, const char *name,
                                      const char *what, size_t *n) {
    *n = 0;
    const char *const *texts =
        field(L, index, name) == LUA_TNIL ? NULL : read_texts(L, anchors, lua_gettop(L), what, n);
    lua_pop(L, 1);
    return texts;
}

/* Checks that field `name` is a list of tables or nil, pushes it, and gives its length. */
static size_t list_field(lua_State *L, int index, const char *name) {
    int type = field(L, index, name);
    if (type != LUA_TNIL && type != LUA_TTABLE) {
        ig_lua_misuse(L, "spec: '%s' must be a list, got %s", name, lua_typename(L, type));
    }
    return type == LUA_TNIL ? 0 : lua_rawlen(L, -1);
}

static void read_marks(lua_State *L, int index, ig_number_marks *out) {
    out->decimal = char_field(L, index, "decimal", "decimal mark", 0);
    out->thousands = char_field(L, index, "thousands", "thousands mark", 0);
}

/* The spec of the column at the top of the stack; what it borrows is anchored at `anchors`. */
static void read_column(lua_State *L, int anchors, ig_csv_column *out) {
    int self = lua_gettop(L);
    if (lua_type(L, self) != LUA_TTABLE) {
        ig_lua_misuse(L, "spec: a column must be a table, got %s", luaL_typename(L, self));
    }
    ig_lua_check_keys(L, self, "key of a column", column_keys, COUNT(column_keys));
    out->name = ig_lua_text_field(L, self, "name", "name of a column");
    if (out->name == NULL) {
        ig_lua_misuse(L, "spec: a column without a name");
    }
    out->kind = (ig_kind)choice_field(L, self, "kind", "kind of a column", kinds, COUNT(kinds));
    read_marks(L, self, &out->marks);
    if (out->marks.thousands != 0 && out->marks.decimal == 0) {
        out->marks.decimal = out->marks.thousands == '.' ? ',' : '.'; /* else the spec's count */
    }
    out->required = bool_field(L, self, "required", "required", false);
    out->apostrophe = bool_field(L, self, "apostrophe", "apostrophe", false);
    out->unit = ig_lua_text_field(L, self, "unit", "unit of a column");
    out->aliases = texts_field(L, anchors, self, "aliases", "aliases of a column", &out->n_aliases);
    out->missing =
        texts_field(L, anchors, self, "missing", "missing words of a column", &out->n_missing);
    anchor(L, anchors, self);
}

static const ig_csv_column *read_columns(lua_State *L, int spec, int anchors, size_t *n) {
    *n = list_field(L, spec, "columns");
    int list = lua_gettop(L);
    ig_csv_column *columns = ig_lua_scratch(L, *n, sizeof *columns);
    for (size_t i = 0; i < *n; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        read_column(L, anchors, &columns[i]);
        lua_pop(L, 1);
    }
    return columns;
}

static const ig_csv_constant *read_constants(lua_State *L, int spec, int anchors, size_t *n) {
    *n = list_field(L, spec, "constants");
    int list = lua_gettop(L);
    ig_csv_constant *constants = ig_lua_scratch(L, *n, sizeof *constants);
    int floor = lua_gettop(L);
    for (size_t i = 0; i < *n; i++) {
        if (lua_rawgeti(L, list, (lua_Integer)i + 1) != LUA_TTABLE || lua_rawlen(L, -1) != 2) {
            ig_lua_misuse(L, "spec: a constant must be a pair { name, value }");
        }
        lua_rawgeti(L, -1, 1);
        lua_rawgeti(L, -2, 2);
        constants[i].name = ig_lua_text(L, -2, "name of a constant");
        constants[i].value = ig_lua_text(L, -1, "value of a constant");
        anchor(L, anchors, floor);
    }
    return constants;
}

/* A whole number that is 0 or more. */
static size_t size_field(lua_State *L, int index, const char *name, const char *of) {
    int type = field(L, index, name);
    if (type != LUA_TNIL && (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 0)) {
        ig_lua_misuse(L, "spec: '%s' must be a number of %s", name, of);
    }
    size_t size = type == LUA_TNIL ? 0 : (size_t)lua_tointeger(L, -1);
    lua_pop(L, 1);
    return size;
}

static void read_dialect(lua_State *L, int index, ig_csv_dialect *out) {
    const char *delimiter = ig_lua_text_field(L, index, "delimiter", "delimiter");
    delimiter = delimiter == NULL ? "," : delimiter;
    if (strlen(delimiter) >= sizeof out->delimiter) {
        ig_lua_misuse(L, "delimiter: at most %d characters expected, got '%s'",
                      (int)sizeof out->delimiter - 1, delimiter);
    }
    memcpy(out->delimiter, delimiter, strlen(delimiter) + 1);
    lua_pop(L, 1);
    out->quote = char_field(L, index, "quote", "quote", '"');
    out->escape = char_field(L, index, "escape", "escape", 0);
    out->comment = char_field(L, index, "comment", "comment mark", 0);
    out->trim = bool_field(L, index, "trim", "trim", false);
    out->has_header = bool_field(L, index, "header", "header", true);
    out->skip = size_field(L, index, "skip", "lines");
}

static unsigned read_detect(lua_State *L, int index, int anchors) {
    size_t n = 0;
    unsigned detect = 0;
    const char *const *names = texts_field(L, anchors, index, "detect", "parts to detect", &n);
    for (size_t i = 0; i < n; i++) {
        size_t trait = 0;
        while (trait < IG_CSV_TRAITS && strcmp(ig_csv_trait_names[trait], names[i]) != 0) {
            trait++;
        }
        if (trait == IG_CSV_TRAITS) {
            ig_lua_unknown(L, "part to detect", names[i], ig_csv_trait_names, IG_CSV_TRAITS);
        }
        detect |= 1u << trait;
    }
    return detect;
}

static void read_limits(lua_State *L, int index, ig_csv_limits *out) {
    int type = field(L, index, "limits");
    if (type != LUA_TNIL) {
        if (type != LUA_TTABLE) {
            ig_lua_misuse(L, "spec: 'limits' must be a table, got %s", lua_typename(L, type));
        }
        int limits = lua_gettop(L);
        ig_lua_check_keys(L, limits, "limit", limit_keys, COUNT(limit_keys));
        out->record_bytes = size_field(L, limits, "record_bytes", "bytes");
        out->columns = size_field(L, limits, "columns", "columns");
    }
    lua_pop(L, 1);
}

/* Leaves arrays on the stack. */
static void read_spec(lua_State *L, int index, int anchors, ig_csv_spec *out) {
    ig_lua_check_keys(L, index, "key of a spec", spec_keys, COUNT(spec_keys));
    out->name = ig_lua_text_field(L, index, "name", "name of a spec");
    read_dialect(L, index, &out->dialect);
    out->detect = read_detect(L, index, anchors);
    out->encoding = (ig_encoding)choice_field(L, index, "encoding", "encoding", ig_encoding_names,
                                              IG_ENCODINGS);
    out->encoding_given = field(L, index, "encoding") != LUA_TNIL;
    lua_pop(L, 1);
    out->row_cap = size_field(L, index, "row_cap", "rows");
    read_marks(L, index, &out->marks);
    out->all_text = bool_field(L, index, "all_text", "all_text", false);
    out->missing = texts_field(L, anchors, index, "missing", "missing words", &out->n_missing);
    out->on_error = (ig_csv_on_error)choice_field(L, index, "on_error", "on_error", on_errors,
                                                  COUNT(on_errors));
    out->ragged =
        (ig_csv_ragged)choice_field(L, index, "ragged", "ragged", raggeds, COUNT(raggeds));
    read_limits(L, index, &out->limits);
    out->columns = read_columns(L, index, anchors, &out->n_columns);
    out->constants = read_constants(L, index, anchors, &out->n_constants);
}

/* Makes sure that argument 2 is a table, and reads it as a spec; gives the table of anchors. */
static int read_argument(lua_State *L, ig_csv_spec *spec) {
    lua_settop(L, 2);
    if (lua_isnil(L, 2)) {
        lua_createtable(L, 0, 0);
        lua_replace(L, 2);
    }
    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_checkstack(L, 40, "read");
    lua_createtable(L, 0, 0);
    int anchors = lua_gettop(L);
    read_spec(L, 2, anchors, spec);
    return anchors;
}

/* read(paths, spec): one path or a list of them. */
int ig_lua_read(lua_State *L) {
    ig_error err;
    size_t n_paths = 0;
    ig_csv_spec spec = {0};
    int anchors = read_argument(L, &spec);
    if (lua_type(L, 1) == LUA_TSTRING) {
        lua_createtable(L, 1, 0);
        lua_pushvalue(L, 1);
        lua_rawseti(L, -2, 1);
        lua_replace(L, 1);
    }
    const char *const *paths = read_texts(L, anchors, 1, "paths", &n_paths);
    if (n_paths == 0) {
        ig_lua_misuse(L, "read: at least one path expected");
    }
    ig_lua_data *result = ig_lua_data_new(L, IG_LUA_TABLE);
    ig_lua *host = ig_lua_of(L);
    ig_lua_settle(L);
    ig_lua_work_begin(host);
    ig_table *table = ig_csv_read(&host->context, &spec, paths, n_paths, &err);
    table = ig_lua_work_end(host, table, &err);
    if (table == NULL) {
        return ig_lua_refuse(L, &err);
    }
    ig_lua_table_fill(L, result, table);
    return 1;
}

static void release_head(void *head) {
    ig_csv_head_reset(head);
    ig_free(head);
}

static void set_text(lua_State *L, const char *name, const char *text) {
    lua_pushstring(L, text);
    lua_setfield(L, -2, name);
}

static void push_findings(lua_State *L, const ig_csv_sniffed *sniffed) {
    lua_createtable(L, IG_CSV_TRAITS, 0);
    for (size_t i = 0; i < IG_CSV_TRAITS; i++) {
        const ig_csv_finding *finding = &sniffed->findings[i];
        lua_createtable(L, 0, 4);
        set_text(L, "what", finding->what);
        set_text(L, "value", finding->value);
        set_text(L, "why", finding->why);
        lua_pushboolean(L, finding->given);
        lua_setfield(L, -2, "given");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_records(lua_State *L, const ig_csv_head *head) {
    size_t start = 0;
    size_t cell = 0;
    lua_createtable(L, (int)head->n_records, 0);
    for (size_t r = 0; r < head->n_records; r++) {
        lua_createtable(L, (int)head->n_cells[r], 0);
        for (size_t c = 0; c < head->n_cells[r]; c++) {
            lua_pushlstring(L, head->text.bytes + start, head->ends[cell] - start);
            lua_rawseti(L, -2, (lua_Integer)c + 1);
            start = head->ends[cell++];
        }
        lua_rawseti(L, -2, (lua_Integer)r + 1);
    }
}

/* sniff(path, spec) */
int ig_lua_sniff(lua_State *L) {
    static const char *const packings[] = {"plain", "gzip", "zstd"}; /* as ig_csv_packing */
    ig_error err;
    ig_csv_spec spec = {0};
    luaL_checktype(L, 1, LUA_TSTRING);
    (void)read_argument(L, &spec);
    const char *path = ig_lua_text(L, 1, "path");
    ig_lua_hold *hold = ig_lua_hold_new(L, release_head);
    ig_lua *host = ig_lua_of(L);
    ig_csv_head *head = ig_alloc_zero(host->context.memory, 1, sizeof *head, &err);
    if (head == NULL) {
        ig_lua_raise(L, &err);
    }
    hold->resource = head;
    if (ig_csv_head_take(head, &host->context, &spec, path, &err) != 0) {
        return ig_lua_refuse(L, &err);
    }
    lua_createtable(L, 0, 5);
    set_text(L, "encoding", ig_encoding_names[head->encoded.encoding]);
    set_text(L, "packing", packings[head->packing]);
    push_findings(L, &head->sniffed);
    lua_setfield(L, -2, "findings");
    push_records(L, head);
    lua_setfield(L, -2, "records");
    lua_pushinteger(L, (lua_Integer)head->first + 1);
    lua_setfield(L, -2, "first");
    ig_lua_hold_drop(hold);
    return 1;
}
