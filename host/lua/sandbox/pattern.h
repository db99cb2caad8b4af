/*
 * Lua's patterns, matched within a budget. Same items, same results, same errors as Lua 5.4's own;
 * but a match that takes more than some 10⁸ steps beyond what the length of its subject explains
 * ends with "time limit: pattern too complex", and a hook that waits is run meanwhile.
 */
#ifndef INGOT_LUA_SANDBOX_PATTERN_H
#define INGOT_LUA_SANDBOX_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <lua.h>

enum { IG_PATTERN_CAPTURES = 32, IG_PATTERN_CHOICES = 200 };

/* length of a capture that is no text */
enum { IG_CAPTURE_OPEN = -1, IG_CAPTURE_POSITION = -2 };

typedef struct ig_capture {
    const char *begin;
    ptrdiff_t length;
} ig_capture;

typedef enum ig_choice_kind {
    IG_CHOICE_OPENED,  /* a capture was begun: undone by taking it away */
    IG_CHOICE_CLOSED,  /* capture `count` was ended: undone by opening it again */
    IG_CHOICE_GREEDY,  /* `count` more than the least were taken: next, one less */
    IG_CHOICE_LAZY,    /* next, one more, if it matches the item */
    IG_CHOICE_OPTIONAL /* it was taken: next, without */
} ig_choice_kind;

/* A place where a match can go another way, or where something must be undone on the way back. */
typedef struct ig_choice {
    ig_choice_kind kind;
    const char *at;   /* in the subject */
    const char *item; /* in the pattern; its suffix is at `end` */
    const char *end;
    size_t count;
} ig_choice;

typedef struct ig_pattern {
    lua_State *L;
    const char *subject;
    const char *subject_end;
    const char *pattern; /* behind the ^, if it is an anchor */
    const char *pattern_end;
    int64_t slice;  /* steps until the next look */
    int64_t budget; /* steps left behind that */
    int first;      /* the character that every match begins with, or −1 */
    unsigned n_captures;
    unsigned n_choices;
    ig_capture captures[IG_PATTERN_CAPTURES];
    ig_choice choices[IG_PATTERN_CHOICES];
} ig_pattern;

/* Both texts stay borrowed and end with a zero byte, as Lua's do. */
void ig_pattern_begin(ig_pattern *m, lua_State *L, const char *subject, size_t subject_bytes,
                      const char *pattern, size_t pattern_bytes);

/* True for what may mean more than itself. */
bool ig_pattern_is_special(char c);

/* The end of the match that begins at `at`, or NULL. */
const char *ig_pattern_match(ig_pattern *m, const char *at);

/* After a match: capture `i`, or the whole match where there is none at all and `i` is 0. */
ig_capture ig_pattern_capture(ig_pattern *m, unsigned i, const char *begin, const char *end);
void ig_pattern_push(ig_pattern *m, unsigned i, const char *begin, const char *end);

/* Pushes all captures, or the whole match where there are none; with `begin` NULL nothing then.
   Returns how many. */
int ig_pattern_push_all(ig_pattern *m, const char *begin, const char *end);

#endif
