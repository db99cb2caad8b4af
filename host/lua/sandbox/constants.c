/*
 * The chunk is dumped, its code is put right in the dump, and that is loaded again: no script ever
 * sees the dump, and nothing else in it is changed. The wrong code always looks like this, R and C
 * being registers of intermediate values:
 *
 *          …             first part of what is in parentheses: leaves its value in C and jumps to L
 *   load:  LOADI R 1     the number on the left
 *          …             at most a few loads into C: the last part
 *   L:     BXOR  x R C
 *
 * Loading R just before L cures it: between the two stand only loads into C and jumps among them. The
 * lines that the dump tells of those stay as they are, for none of them can raise.
 */
#include "lua/sandbox/constants.h"

#include "lua/sandbox/bound.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <lauxlib.h>

/* Of Lua 5.4's bytecode, which has been the same since 5.4.0. */
enum { MOVE = 0, LOADI = 1, LOADK = 3, LOADKX = 4, LOADNIL = 8, BAND = 41, BXOR = 43, JMP = 56 };
enum { TEST = 66, TESTSET = 67, EXTRAARG = 82 };
enum { JUMP_ZERO = (1 << 24) - 1, FEW_CONSTANTS = 256, WINDOW = 7 };

enum {
    NIL = 0,
    FALSE = 1,
    TRUE = 17,
    INTEGER = 3,
    FLOAT = 19
}; /* kinds of constants; else texts */

static inline unsigned op_of(uint32_t i) {
    return i & 0x7F;
}

static inline unsigned a_of(uint32_t i) {
    return i >> 7 & 0xFF;
}

static inline unsigned b_of(uint32_t i) {
    return i >> 16 & 0xFF;
}

static inline unsigned c_of(uint32_t i) {
    return i >> 24;
}

/* ---- The dump ------------------------------------------------------------------------------- */

typedef struct dump {
    const char *at, *end;
    bool is_bad; /* it is not as expected: nothing is done */
} dump;

static const char *take(dump *d, size_t n, size_t item_bytes) {
    const char *at = d->at;
    if (d->is_bad || n > (size_t)(d->end - at) / item_bytes) {
        d->is_bad = true;
        return NULL;
    }
    d->at += n * item_bytes;
    return at;
}

static size_t take_size(dump *d) {
    size_t size = 0;
    for (int i = 0; i < 10; i++) {
        const char *byte = take(d, 1, 1);
        if (byte == NULL) {
            return 0;
        }
        size = size << 7 | (*byte & 0x7F);
        if ((*byte & 0x80) != 0) {
            return size;
        }
    }
    d->is_bad = true;
    return 0;
}

static void skip_text(dump *d) {
    size_t size = take_size(d);
    (void)take(d, size > 0 ? size - 1 : 0, 1);
}

static void skip_constants(dump *d, size_t n) {
    for (size_t i = 0; i < n && !d->is_bad; i++) {
        const char *kind = take(d, 1, 1);
        switch (kind == NULL ? NIL : *kind) {
        case NIL:
        case FALSE:
        case TRUE: break;
        case INTEGER:
        case FLOAT: (void)take(d, 1, sizeof(lua_Integer)); break;
        default: skip_text(d); break;
        }
    }
}

/* Everything before the functions; false when it is of a version that is not known here. */
static bool take_header(dump *d) {
    static const char expected[] = LUA_SIGNATURE "\x54\x00\x19\x93\r\n\x1a\n\x04\x08\x08";
    const char *header = take(d, 1, sizeof expected - 1 + 8 + 8 + 1);
    return header != NULL && memcmp(header, expected, sizeof expected - 1) == 0;
}

/* ---- Code ----------------------------------------------------------------------------------- */

typedef struct code {
    char *bytes; /* of the instructions, which are not aligned */
    size_t n;
    dump locals; /* where the dump tells of them */
    size_t n_locals;
} code;

static inline uint32_t get(const code *f, size_t pc) {
    uint32_t i;
    memcpy(&i, f->bytes + pc * sizeof i, sizeof i);
    return i;
}

static inline void put(code *f, size_t pc, uint32_t i) {
    memcpy(f->bytes + pc * sizeof i, &i, sizeof i);
}

/* Whether the register holds an intermediate value at an instruction: those of variables stand below,
   one each. */
static bool is_intermediate(const code *f, size_t pc, unsigned r) {
    dump d = f->locals;
    size_t n_active = 0;
    for (size_t i = 0; i < f->n_locals; i++) {
        skip_text(&d);
        size_t from = take_size(&d);
        size_t to = take_size(&d);
        n_active += from <= pc && pc < to;
    }
    return r >= n_active;
}

/* Finds the load of the left operand of the operation at `pc`, with nothing but loads of the right one
   and jumps between. */
static bool find_load(const code *f, size_t pc, size_t *load) {
    unsigned left = b_of(get(f, pc));
    unsigned right = c_of(get(f, pc));
    for (size_t p = pc; p > 0 && pc - p < WINDOW;) {
        uint32_t i = get(f, --p);
        unsigned op = op_of(i);
        if ((op == LOADI || op == LOADK || op == LOADKX) && a_of(i) == left) {
            *load = p;
            return left != right;
        }
        if (op != JMP && op != EXTRAARG && (op > LOADNIL || a_of(i) != right)) {
            return false;
        }
    }
    return false;
}

/* The operation whose load is passed over by the jump at `from`, if there is one. */
static bool find_passed(const code *f, size_t from, size_t *target, size_t *load, size_t *pc) {
    uint32_t jump = get(f, from);
    if (op_of(jump) != JMP || jump >> 7 < JUMP_ZERO) {
        return false;
    }
    *target = from + 1 + ((jump >> 7) - JUMP_ZERO);
    for (*pc = *target; *pc < f->n && *pc - *target < WINDOW; ++*pc) {
        unsigned op = op_of(get(f, *pc));
        if (BAND <= op && op <= BXOR) {
            return find_load(f, *pc, load) && from < *load && *load < *target;
        }
    }
    return false;
}

/* Whether the instruction before a jump leaves a value in the register: then the load is the last part
   of a left operand in parentheses, and rightly passed over. */
static bool leaves_value(const code *f, size_t jump, unsigned r) {
    uint32_t before = jump > 0 ? get(f, jump - 1) : MOVE;
    return (op_of(before) == TEST || op_of(before) == TESTSET) && a_of(before) == r;
}

static void move_load(code *f, size_t load, size_t pc) {
    size_t n = op_of(get(f, load)) == LOADKX ? 2 : 1;
    uint32_t first = get(f, load);
    uint32_t second = get(f, load + 1);
    for (size_t i = load; i + n < pc; i++) {
        put(f, i, get(f, i + n));
    }
    put(f, pc - n, first);
    if (n == 2) {
        put(f, pc - 1, second);
    }
}

/* `is_wrong` has a byte for each instruction. True when something was changed. */
static bool mend_code(code *f, char *is_wrong) {
    bool is_any = false;
    size_t target;
    size_t load = 0;
    size_t pc;
    memset(is_wrong, 0, f->n);
    for (size_t i = 0; i < f->n; i++) {
        if (find_passed(f, i, &target, &load, &pc)) {
            unsigned left = b_of(get(f, pc));
            if (!leaves_value(f, i, left) && is_intermediate(f, pc, left)) {
                is_wrong[pc] = 1;
                is_any = true;
            }
        }
    }
    for (size_t i = 0; is_any && i < f->n; i++) {
        if (find_passed(f, i, &target, &load, &pc) && is_wrong[pc]) {
            uint32_t n = op_of(get(f, load)) == LOADKX ? 2 : 1;
            put(f, i, get(f, i) - (n << 7));
        }
    }
    for (size_t i = 0; is_any && i < f->n; i++) {
        if (is_wrong[i] && find_load(f, i, &load)) {
            move_load(f, load, i);
        }
    }
    return is_any;
}

/* ---- Functions ------------------------------------------------------------------------------ */

static bool mend_function(lua_State *L, dump *d);

static bool mend_functions(lua_State *L, dump *d) {
    bool is_any = false;
    size_t n = take_size(d);
    for (size_t i = 0; i < n && !d->is_bad; i++) {
        is_any = mend_function(L, d) || is_any;
    }
    return is_any;
}

static bool mend_function(lua_State *L, dump *d) {
    code f = {0};
    skip_text(d); /* source */
    (void)take_size(d);
    (void)take_size(d); /* lines */
    (void)take(d, 3, 1);
    f.n = take_size(d);
    f.bytes = (char *)take(d, f.n, sizeof(uint32_t));
    size_t n_constants = take_size(d);
    skip_constants(d, n_constants);
    (void)take(d, take_size(d), 3); /* upvalues */
    bool is_any = mend_functions(L, d);
    (void)take(d, take_size(d), 1); /* lines of instructions */
    for (size_t n = take_size(d); n > 0 && !d->is_bad; n--) {
        (void)take_size(d);
        (void)take_size(d);
    }
    f.n_locals = take_size(d);
    f.locals = *d;
    for (size_t i = 0; i < f.n_locals && !d->is_bad; i++) {
        skip_text(d);
        (void)take_size(d);
        (void)take_size(d);
    }
    for (size_t n = take_size(d); n > 0 && !d->is_bad; n--) {
        skip_text(d);
    }
    if (n_constants > FEW_CONSTANTS && !d->is_bad) {
        char *is_wrong = lua_newuserdatauv(L, f.n + 1, 0);
        is_any = mend_code(&f, is_wrong) || is_any;
        lua_pop(L, 1);
    }
    return is_any;
}

/* ---- The chunk ------------------------------------------------------------------------------ */

typedef struct sink {
    luaL_Buffer bytes;
    bool is_open;
} sink;

/* The buffer begins with the first piece: before, lua_dump wants the function on top. */
static int write_piece(lua_State *L, const void *piece, size_t size_bytes, void *context) {
    sink *to = context;
    if (!to->is_open) {
        to->is_open = true;
        luaL_buffinit(L, &to->bytes);
    }
    ig_bound_add(&to->bytes, piece, size_bytes);
    return 0;
}

void ig_lua_box_mend_constants(lua_State *L) {
    sink to = {.is_open = false};
    luaL_checkstack(L, 8, NULL);
    int function = lua_gettop(L);
    (void)lua_dump(L, write_piece, &to, 0);
    char *bytes = luaL_buffaddr(&to.bytes);
    size_t n = luaL_bufflen(&to.bytes);
    dump d = {.at = bytes, .end = bytes + n};
    if (!take_header(&d) || !mend_function(L, &d) || d.is_bad) {
        luaL_buffsub(&to.bytes, n);
        luaL_pushresult(&to.bytes);
        lua_settop(L, function);
        return;
    }
    ig_bound_result(&to.bytes);
    const char *text = lua_tolstring(L, -1, &n);
    if (luaL_loadbufferx(L, text, n, "=(load)", "b") != LUA_OK) {
        lua_error(L);
    }
    lua_replace(L, function);
    lua_settop(L, function);
}
