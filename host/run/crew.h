/*
 * The workers of a supervisor: forked one a job, watched against their limits, answered, reaped. The
 * supervisor has one thread and calls ig_crew_next in a loop; while it waits there, the crew kills who
 * is past a limit, commits the stages of who asks for it, and collects what is printed. Whatever a
 * worker does – crash, leave, send garbage, fill its pipes, be killed from elsewhere – is told by its
 * last event and touches nobody else. A worker dies with its supervisor.
 *
 * Signals: SIGINT and SIGTERM are the supervisor's. While a crew is there they come as events, and go
 * on at once to the workers that are not quiet; workers hear them from nobody else, since a terminal
 * sends them to both. One crew at a time.
 */
#ifndef INGOT_RUN_CREW_H
#define INGOT_RUN_CREW_H

#include "base/memory.h"
#include "run/board.h"
#include "run/job.h"

#include <stdbool.h>

typedef struct ig_crew ig_crew;
typedef struct ig_worker ig_worker; /* see run/worker.h: the other end, in the child */

/* Called in the child, which ends with what it returns. `inside` is what the crew was made with. */
typedef int (*ig_worker_main)(void *inside, ig_worker *worker, const ig_job *job);

ig_crew *ig_crew_new(ig_memory *memory, ig_worker_main run, void *inside, ig_error *err) IG_CHECKED;

/* Kills who still runs, reaps them and drops what they did not commit. Signals are as before. */
void ig_crew_free(ig_crew *crew);

/* Forks a worker. Its number counts 1, 2, 3 … Flushes the standard streams first. */
int ig_crew_start(ig_crew *crew, const ig_job *job, unsigned *number, ig_error *err) IG_CHECKED;

typedef enum ig_event_kind {
    IG_EVENT_NONE,     /* the time is over */
    IG_EVENT_MESSAGE,  /* a worker asks; it waits for ig_crew_answer or ig_crew_plot */
    IG_EVENT_ENDED,    /* a worker is gone */
    IG_EVENT_INTERRUPT /* SIGINT or SIGTERM came to the supervisor */
} ig_event_kind;

typedef enum ig_end {
    IG_END_EXIT,   /* by itself, with an exit code */
    IG_END_TIME,   /* killed: wall time */
    IG_END_CPU,    /* killed: processor time */
    IG_END_MEMORY, /* killed: past its hard cap */
    IG_END_OUTPUT, /* killed: what it printed into the crew's pipes */
    IG_END_STACK,  /* crashed: its stack was used up */
    IG_END_SIGNAL, /* crashed, or killed from elsewhere */
    IG_END_KILLED  /* by ig_crew_kill */
} ig_end;

/* Texts belong to the crew and last until its next call. */
typedef struct ig_event {
    ig_event_kind kind;
    unsigned worker;
    const char *text; /* of a message: the request; of an end: what it told last, or NULL */
    size_t text_bytes;
    /* of an end */
    ig_end end;
    ig_limit_hit hit; /* of IG_END_EXIT with the exit code of a limit: which, as the worker says */
    int exit_code; /* of the program for this end: what the worker gave, 75 for a limit, 70 for a crash */
    int signal;
    char place[IG_PLACE_TEXT]; /* where the script was when it was killed, "" where not known */
    double wall_seconds, cpu_seconds;
    uint64_t peak_bytes, output_bytes;
    bool is_committed;
    const char *printed[2]; /* stdout and stderr, where they were collected; else NULL */
    size_t printed_bytes[2];
    /* of an interrupt: `signal` says which */
    unsigned times;
} ig_event;

/* Waits for the next event, at most `seconds` (below 0: for ever). */
int ig_crew_next(ig_crew *crew, double seconds, ig_event *event, ig_error *err) IG_CHECKED;

/* Answers the request of a worker. One that is gone meanwhile is nothing. */
int ig_crew_answer(ig_crew *crew, unsigned number, const char *text, size_t size_bytes,
                   ig_error *err) IG_CHECKED;

/* Has gnuplot draw a script, which must hold nothing a worker wrote, and answers with
   {"svg": …} or {"problem": "is not installed (…)" | "took longer than 10 seconds" | "failed"}. */
int ig_crew_plot(ig_crew *crew, unsigned number, const char *script, size_t size_bytes,
                 double seconds, ig_error *err) IG_CHECKED;

void ig_crew_interrupt(ig_crew *crew, unsigned number); /* SIGINT to it */
void ig_crew_kill(ig_crew *crew, unsigned number);
unsigned ig_crew_running(const ig_crew *crew);

/* Memory for a shared input, until the crew is freed. Its number counts 1, 2, 3 … At first it has a
   descriptor, to hand to a job as `fd`. Sealed, when that job has ended, it has bytes instead, which
   are handed to any number of jobs as an input: workers that are forked from then on have them. */
typedef struct ig_shared {
    int fd; /* −1: sealed */
    void *bytes;
    size_t size_bytes, room_bytes;
} ig_shared;

int ig_crew_memory(ig_crew *crew, const char *name, unsigned *number, ig_error *err) IG_CHECKED;
int ig_crew_seal(ig_crew *crew, unsigned number, uint64_t *size_bytes, ig_error *err) IG_CHECKED;

/* Until the next ig_crew_memory; NULL where there is none of that number. */
const ig_shared *ig_crew_shared(const ig_crew *crew, unsigned number);

#endif
