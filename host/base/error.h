/*
 * Errors are values. A fallible function returns 0 or -1 (or a pointer or NULL) and takes an
 * `ig_error *` last; on failure it has filled it. The caller owns the struct; it holds no memory.
 * `kind` decides the exit code of the program (ig_error_exit_code), `text` is the whole message:
 * lower case, no full stop, with its place.
 */
#ifndef INGOT_BASE_ERROR_H
#define INGOT_BASE_ERROR_H

#include <stdarg.h>

enum { IG_ERROR_TEXT = 1024 };

typedef enum ig_error_kind {
    IG_ERROR_NONE,
    IG_ERROR_SCRIPT, /* a script did something wrong, or a function of it raised: exit 1 */
    IG_ERROR_USAGE,  /* wrong call, unknown name, formula that does not parse: exit 1 in a script */
    IG_ERROR_DATA,   /* input data that cannot be taken: exit 65 */
    IG_ERROR_NO_INPUT, /* no such input, or not readable: exit 66 */
    IG_ERROR_INTERNAL, /* a broken invariant of the program itself: exit 70 */
    IG_ERROR_LIMIT,    /* out of memory, or past a limit: exit 75 */
    IG_ERROR_STOPPED,  /* the user had enough: exit 130, as shells have it for an interrupt */
    IG_ERROR_RAISED    /* a value of the host language, which keeps it; `text` is what it says */
} ig_error_kind;

typedef struct ig_error {
    ig_error_kind kind;
    char text[IG_ERROR_TEXT];
} ig_error;

#define IG_CHECKED __attribute__((warn_unused_result))
#define IG_PRINTF(at, args) __attribute__((format(printf, at, args)))

/* Fills `err` (NULL is nothing) and returns -1, so that `return ig_fail(...)` reads as one step.
   Text past the end is cut before the character that does not fit; `err->text` may be an argument. */
int ig_fail(ig_error *err, ig_error_kind kind, const char *format, ...) IG_PRINTF(3, 4);

/* Puts "<prefix>" before the text that `err` already holds; returns -1. Cut as above. */
int ig_fail_prefix(ig_error *err, const char *format, ...) IG_PRINTF(2, 3);

/* The name of a kind as Lua sees it: "script", "usage", "data", "no input", "internal", "limit";
   "stopped"; "none" for IG_ERROR_NONE; what was raised in the host language is a script's error. */
const char *ig_error_kind_name(ig_error_kind kind);

/* The process exit code of a kind. */
int ig_error_exit_code(ig_error_kind kind);

#endif
