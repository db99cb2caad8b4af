/*
 * A worker as its supervisor has it. Internal to host/run: crew.c keeps them, start.c makes them,
 * watch.c ends them; shared.c keeps what they share.
 */
#ifndef INGOT_RUN_HAND_H
#define INGOT_RUN_HAND_H

#include "run/crew.h"
#include "run/filter.h"
#include "run/line.h"
#include "run/plot.h"
#include "run/signals.h"
#include "run/stage.h"

#include <poll.h>
#include <sys/types.h>

typedef struct ig_hand {
    unsigned number;
    pid_t pid; /* 0: reaped */
    ig_board *board;
    ig_stage *stage; /* or NULL */
    ig_line line;
    int printed_fd[2]; /* −1: not collected, or closed by the other end */
    ig_buffer printed[2];
    ig_buffer told;
    ig_plot *plot; /* what it waits for, or NULL */
    ig_limits limits;
    int64_t begun_ns, struck_ns; /* struck: told that it is past a limit; 0: not yet */
    double cpu_rate;             /* the most processor seconds that pass in a second */
    double cpu_seconds;          /* as of its end */
    ig_end end;                  /* why we ended it; IG_END_EXIT: we did not */
    int status;                  /* of wait, once it is gone */
    bool has_told, is_asking, is_committed, is_quiet, is_collected;
} ig_hand;

struct ig_crew {
    ig_memory *memory;
    ig_worker_main run;
    void *inside;
    ig_hand **hands; /* n_hands of room_hands, in the order of their numbers */
    size_t n_hands, room_hands;
    ig_hand *last; /* whose end was told: its texts last until the next call */
    struct pollfd *polled;
    size_t room_polled;
    unsigned n_started;
    ig_shared *shared;
    size_t n_shared;
    ig_filter *filter; /* of workers behind a jail; NULL: none was started yet */
    ig_signals signals;
};

int64_t ig_now_ns(void); /* CLOCK_MONOTONIC */

/* Everything that the hand holds; its process is gone. NULL is nothing. */
void ig_hand_free(ig_hand *hand);

/* Gives back all memory that is shared. */
void ig_shared_free(ig_crew *crew);

/* ---- watch.c ---- */

/* Kills who is past a limit and tells when to look again: seconds, below 0 for never. */
double ig_watch_all(ig_crew *crew);

/* Takes the exit status where the worker is gone: true. */
bool ig_watch_reap(ig_hand *hand);

/* What the end of a reaped worker was. */
void ig_watch_tell(const ig_hand *hand, ig_event *event);

#endif
