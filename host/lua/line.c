/*
 * A line from the terminal, edited by libedit, for the session at the desk, or what comes from a pipe
 * instead. The editor lives as long as one line takes: it owns the terminal's mode, so nothing may jump
 * past it while it reads; what Lua is asked meanwhile (completion) is asked under protection. Ctrl-C is
 * a key here, not a signal; the signals that end a program, which its supervisor blocks but where it
 * waits, end the line. The program's locale is "C"; while a line is read, this thread's is one of UTF-8,
 * by which libedit moves over characters.
 */
#define _GNU_SOURCE /* uselocale, ppoll */

#include "lua/hold.h"
#include "lua/native.h"
#include "lua/state.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <histedit.h>

enum { ARGUMENT = 1, KEPT_LINES = 1000 };

typedef struct editor {
    EditLine *line;
    History *history;
    lua_State *L;
    const char *prompt;
    int complete; /* stack index of the function, or 0 */
    bool is_interrupted;
    sigset_t blocked;    /* while it waits for a key */
    struct termios mode; /* of the terminal, before */
    bool has_mode;
} editor;

/* libedit gives the terminal its mode back, and drops what was typed meanwhile: so it sees none any
   more, and the mode is given back here. */
static void end_line(editor *self) {
    FILE *nowhere = fopen("/dev/null", "r");
    if (nowhere != NULL) {
        (void)el_set(self->line, EL_SETFP, 0, nowhere);
    }
    el_end(self->line);
    if (nowhere != NULL) {
        (void)fclose(nowhere);
    }
    if (self->has_mode) {
        (void)tcsetattr(STDIN_FILENO, TCSADRAIN, &self->mode);
    }
}

static void release(void *resource) {
    editor *self = resource;
    if (self->line != NULL) {
        end_line(self);
    }
    if (self->history != NULL) {
        history_end(self->history);
    }
    free(self);
}

static editor *editor_of(EditLine *line) {
    void *self = NULL;
    (void)el_get(line, EL_CLIENTDATA, &self);
    return self;
}

/* What is blocked while it waits: not the signals that end a program. */
static sigset_t blocked_signals(void) {
    sigset_t blocked;
    (void)pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    (void)sigdelset(&blocked, SIGTERM);
    (void)sigdelset(&blocked, SIGHUP);
    return blocked;
}

/* Waits until there is something to read; fails when a signal comes. */
static int wait_for_input(const sigset_t *blocked) {
    struct pollfd wanted = {.fd = STDIN_FILENO, .events = POLLIN};
    return ppoll(&wanted, 1, NULL, blocked) < 0 ? -1 : 0;
}

/* The next character; bytes that make none are passed over. A signal that ends the program ends the
   line. */
static int read_key(EditLine *line, wchar_t *key) {
    editor *self = editor_of(line);
    mbstate_t state;
    memset(&state, 0, sizeof state);
    for (;;) {
        char byte;
        if (wait_for_input(&self->blocked) != 0) {
            return -1;
        }
        ssize_t n = read(STDIN_FILENO, &byte, 1);
        if (n <= 0) {
            return (int)n;
        }
        size_t made = mbrtowc(key, &byte, 1, &state);
        if (made == (size_t)-1) {
            memset(&state, 0, sizeof state);
        } else if (made != (size_t)-2) {
            return 1;
        }
    }
}

static char *prompt_of(EditLine *line) {
    return (char *)editor_of(line)->prompt; /* libedit's type; it only reads */
}

/* Ctrl-C: the line ends, and counts for nothing. */
static unsigned char interrupt(EditLine *line, int key) {
    (void)key;
    editor_of(line)->is_interrupted = true;
    return CC_NEWLINE;
}

/* Tab: the function gets the line and how many bytes of it stand before the cursor; it gives what to
   insert there, or a text to show below the line, or neither. */
static unsigned char complete(EditLine *line, int key) {
    (void)key;
    editor *self = editor_of(line);
    lua_State *L = self->L;
    const LineInfo *info = el_line(line);
    if (self->complete == 0 || !lua_checkstack(L, 8)) {
        return CC_ERROR;
    }
    int top = lua_gettop(L);
    unsigned char result = CC_ERROR;
    lua_pushvalue(L, self->complete);
    lua_pushlstring(L, info->buffer, (size_t)(info->lastchar - info->buffer));
    lua_pushinteger(L, (lua_Integer)(info->cursor - info->buffer));
    if (lua_pcall(L, 2, 2, 0) == LUA_OK) {
        if (lua_type(L, -2) == LUA_TSTRING && lua_rawlen(L, -2) > 0) {
            result = el_insertstr(line, lua_tostring(L, -2)) == 0 ? CC_REFRESH : CC_ERROR;
        } else if (lua_type(L, -1) == LUA_TSTRING) {
            printf("\n%s\n", lua_tostring(L, -1));
            (void)fflush(stdout);
            result = CC_REDISPLAY;
        }
    }
    lua_settop(L, top);
    return result;
}

/* Fills the editor's history with the lines of the list in the argument. */
static void fill_history(lua_State *L, editor *self) {
    HistEvent event;
    (void)history(self->history, &event, H_SETSIZE, KEPT_LINES);
    (void)history(self->history, &event, H_SETUNIQUE, 1);
    if (lua_getfield(L, ARGUMENT, "history") == LUA_TTABLE) {
        lua_Integer n = (lua_Integer)lua_rawlen(L, -1);
        for (lua_Integer i = n > KEPT_LINES ? n - KEPT_LINES + 1 : 1; i <= n; i++) {
            if (lua_rawgeti(L, -1, i) == LUA_TSTRING) {
                (void)history(self->history, &event, H_ENTER, lua_tostring(L, -1));
            }
            lua_pop(L, 1);
        }
    }
    lua_pop(L, 1);
}

static bool set_up(editor *self) {
    self->blocked = blocked_signals();
    self->has_mode = tcgetattr(STDIN_FILENO, &self->mode) == 0;
    self->line = el_init("ingot", stdin, stdout, stderr);
    if (self->line == NULL) {
        return false;
    }
    (void)el_set(self->line, EL_CLIENTDATA, self);
    (void)el_set(self->line, EL_GETCFN, read_key);
    (void)el_set(self->line, EL_PROMPT, prompt_of);
    (void)el_set(self->line, EL_EDITOR, "emacs");
    (void)el_set(self->line, EL_HIST, history, self->history);
    (void)el_set(self->line, EL_ADDFN, "ingot-complete", "complete the word", complete);
    (void)el_set(self->line, EL_ADDFN, "ingot-interrupt", "leave the line", interrupt);
    (void)el_set(self->line, EL_BIND, "^I", "ingot-complete", NULL);
    (void)el_set(self->line, EL_BIND, "^C", "ingot-interrupt", NULL);
    (void)el_set(self->line, EL_BIND, "^R", "em-inc-search-prev", NULL);
    (void)el_set(self->line, EL_BIND, "\033[3~", "ed-delete-next-char", NULL);
    (void)el_set(self->line, EL_SETTY, "-d", "-isig", NULL);
    return true;
}

static const char *read_line(editor *self, int *length) {
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 != (locale_t)0 ? uselocale(utf8) : (locale_t)0;
    const char *text = set_up(self) ? el_gets(self->line, length) : NULL;
    if (utf8 != (locale_t)0) {
        (void)uselocale(before);
        freelocale(utf8);
    }
    return text;
}

/* line { prompt =, history =, complete = }: the line; false when Ctrl-C left it; nil at the end. */
int ig_lua_line(lua_State *L) {
    static const char *const names[] = {"prompt", "history", "complete"};
    luaL_checktype(L, ARGUMENT, LUA_TTABLE);
    lua_settop(L, ARGUMENT);
    ig_lua_check_keys(L, ARGUMENT, "key of line", names, sizeof names / sizeof *names);
    const char *prompt = ig_lua_text_field(L, ARGUMENT, "prompt", "line: prompt");
    bool completes = lua_getfield(L, ARGUMENT, "complete") == LUA_TFUNCTION;
    int function = lua_gettop(L);
    ig_lua_hold *hold = ig_lua_hold_new(L, release);
    editor *self = calloc(1, sizeof *self);
    if (self == NULL) {
        return luaL_error(L, "line: out of memory");
    }
    hold->resource = self;
    self->L = L;
    self->prompt = prompt != NULL ? prompt : "";
    self->complete = completes ? function : 0;
    self->history = history_init();
    if (self->history == NULL) {
        return luaL_error(L, "line: out of memory");
    }
    fill_history(L, self);
    int length = 0;
    const char *text = read_line(self, &length);
    if (self->is_interrupted) {
        (void)fputs("^C\n", stdout);
        lua_pushboolean(L, 0);
    } else if (text == NULL || length <= 0) {
        (void)fputs("\n", stdout);
        lua_pushnil(L);
    } else {
        lua_pushlstring(L, text, (size_t)(text[length - 1] == '\n' ? length - 1 : length));
    }
    (void)fflush(stdout);
    ig_lua_hold_drop(hold);
    return 1;
}

/* piped(): what standard input has by now, some bytes; nil at its end, and when a signal comes that ends
   the program. */
int ig_lua_piped(lua_State *L) {
    char bytes[BUFSIZ];
    const sigset_t blocked = blocked_signals();
    ssize_t n = wait_for_input(&blocked) != 0 ? 0 : read(STDIN_FILENO, bytes, sizeof bytes);
    if (n <= 0) {
        lua_pushnil(L);
    } else {
        lua_pushlstring(L, bytes, (size_t)n);
    }
    return 1;
}
