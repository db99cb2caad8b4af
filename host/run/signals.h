/*
 * What the signals of a supervisor say, while it has a crew: they are let through only while it waits,
 * so that none is missed between looking and waiting.
 */
#ifndef INGOT_RUN_SIGNALS_H
#define INGOT_RUN_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

enum { IG_SIGNALS = 4 }; /* SIGCHLD, SIGINT, SIGTERM, SIGHUP */

typedef struct ig_signals {
    sigset_t before; /* the mask to wait with, and for a child */
    struct sigaction actions[IG_SIGNALS];
    bool is_taken[IG_SIGNALS];
} ig_signals;

/* Takes them; a signal that is ignored stays so. */
void ig_signals_take(ig_signals *signals);
void ig_signals_give_back(const ig_signals *signals);

/* The next of SIGINT, SIGTERM and SIGHUP that came, and how many did so far; 0: none. */
int ig_signals_next(unsigned *times);

#endif
