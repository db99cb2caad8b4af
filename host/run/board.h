/*
 * One page of memory that a worker shares with its supervisor: where the script is, and what it uses.
 * A worker may write anything into it at any time, so whoever reads it copies first and trusts
 * nothing: a text without an end is cut, a number is only shown.
 */
#ifndef INGOT_RUN_BOARD_H
#define INGOT_RUN_BOARD_H

#include "base/error.h"

#include <stdatomic.h>
#include <stdint.h>

enum { IG_BOARD_NAME = 256 };

/* What a worker ran into by itself; numbers in shared memory. */
typedef enum ig_limit_hit {
    IG_HIT_NONE,
    IG_HIT_TIME,
    IG_HIT_CPU,
    IG_HIT_MEMORY,
    IG_HIT_OUTPUT,
    IG_HIT_STACK
} ig_limit_hit;

typedef struct ig_board {
    char script[IG_BOARD_NAME]; /* the chunk whose line this is */
    atomic_uint line;           /* 0: not known */
    atomic_uint_fast64_t peak_bytes;
    atomic_uint_fast64_t output_bytes;
    atomic_uint limit; /* an ig_limit_hit that the worker itself ran into */
} ig_board;

/* A shared board, all zero, or NULL. */
ig_board *ig_board_new(ig_error *err) IG_CHECKED;
void ig_board_free(ig_board *board); /* NULL is nothing */

/* By the supervisor, once its worker is forked: those that are forked later do not get to see it. */
void ig_board_hide(ig_board *board);

/* By the worker; only its main thread. A name too long is cut. */
void ig_board_place(ig_board *board, const char *script, unsigned line);

/* By the supervisor: "s.lua:12", "s.lua", or "" as far as it is known. Control characters in the name
   come as '?'. */
enum { IG_PLACE_TEXT = IG_BOARD_NAME + 16 };
void ig_board_read_place(const ig_board *board, char place[IG_PLACE_TEXT]);

#endif
