/* What a worker says of a fault of its own before the system ends it. */
#ifndef INGOT_RUN_CRASH_H
#define INGOT_RUN_CRASH_H

#include "run/board.h"

/* From here on a fault at the end of the calling thread's stack is put down on the board as
   IG_HIT_STACK; the process dies of it as ever. Nothing under sanitizers, which tell faults
   themselves. */
void ig_crash_watch(ig_board *board);

/* Has this called on such a fault, on a stack of its own: it may put down where the script is, and must
   not wait for anything. */
void ig_crash_place(void (*note)(void));

#endif
