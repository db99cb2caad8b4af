/*
 * Limits from outside, and ends. A worker past a limit is told by SIGUSR1, so that it can say where it
 * is and leave; one that is still there a moment later is in C code and is killed. It is a child until
 * it is reaped, so its number cannot mean another process.
 */
#define _DEFAULT_SOURCE /* wait4 */

#include "run/hand.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { GRACE_NS = 50 * 1000 * 1000, EXIT_SIGNALLED = 128 };

static const double NEVER = -1.0, SOON = 0.001;

int64_t ig_now_ns(void) {
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Below 0: not known, as of a process that is gone. */
static double cpu_seconds(const ig_hand *hand) {
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(hand->pid, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        return -1.0;
    }
    return (double)used.tv_sec + (double)used.tv_nsec * 1e-9;
}

static double earlier(double a, double b) {
    return a < 0.0 ? b : b < 0.0 ? a : fmin(a, b);
}

static void strike(ig_hand *hand, ig_end end, ig_limit_hit hit) {
    hand->end = end;
    hand->struck_ns = ig_now_ns();
    (void)sigqueue(hand->pid, SIGUSR1, (union sigval){.sival_int = hit});
}

/* Strikes where a limit is passed, and gives the seconds until the next can be. */
static double watch(ig_hand *hand) {
    int64_t now = ig_now_ns();
    double due = NEVER;
    if (hand->struck_ns != 0) {
        if (now - hand->struck_ns < GRACE_NS) {
            return (double)(hand->struck_ns + GRACE_NS - now) * 1e-9;
        }
        (void)kill(hand->pid, SIGKILL);
        return NEVER; /* its end comes as a signal */
    }
    if (hand->end != IG_END_EXIT) {
        return NEVER;
    }
    if (hand->limits.wall_seconds > 0.0) {
        double left = hand->limits.wall_seconds - (double)(now - hand->begun_ns) * 1e-9;
        if (left <= 0.0) {
            strike(hand, IG_END_TIME, IG_HIT_TIME);
            return (double)GRACE_NS * 1e-9;
        }
        due = left;
    }
    if (hand->limits.cpu_seconds > 0.0) {
        double used = cpu_seconds(hand);
        double left = hand->limits.cpu_seconds - used;
        if (used >= 0.0 && left <= 0.0) {
            strike(hand, IG_END_CPU, IG_HIT_CPU);
            return (double)GRACE_NS * 1e-9;
        }
        due = earlier(due, fmax(left / hand->cpu_rate, SOON));
    }
    return due;
}

double ig_watch_all(ig_crew *crew) {
    double due = NEVER;
    for (size_t i = 0; i < crew->n_hands; i++) {
        due = earlier(due, watch(crew->hands[i]));
    }
    return due;
}

bool ig_watch_reap(ig_hand *hand) {
    struct rusage used;
    if (wait4(hand->pid, &hand->status, WNOHANG, &used) != hand->pid) {
        return false;
    }
    hand->pid = 0; /* another process may have that number now */
    hand->cpu_seconds = (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                        (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) * 1e-6;
    return true;
}

/* Why a worker that a signal ended is gone. Once it was struck, whatever ends it is that limit. */
static ig_end end_of(const ig_hand *hand, int number) {
    if (hand->end != IG_END_EXIT) {
        return hand->end;
    }
    unsigned hit = atomic_load_explicit(&hand->board->limit, memory_order_relaxed);
    return number == SIGSEGV && hit == IG_HIT_STACK ? IG_END_STACK : IG_END_SIGNAL;
}

static int exit_code_of(ig_end end, int number) {
    switch (end) {
    case IG_END_SIGNAL:
        return number == SIGPIPE ? EXIT_SIGNALLED + SIGPIPE : ig_error_exit_code(IG_ERROR_INTERNAL);
    case IG_END_KILLED: return ig_error_exit_code(IG_ERROR_STOPPED);
    default: return ig_error_exit_code(IG_ERROR_LIMIT);
    }
}

void ig_watch_tell(const ig_hand *hand, ig_event *event) {
    event->kind = IG_EVENT_ENDED;
    event->worker = hand->number;
    event->wall_seconds = (double)(ig_now_ns() - hand->begun_ns) * 1e-9;
    event->cpu_seconds = hand->cpu_seconds;
    event->peak_bytes = atomic_load_explicit(&hand->board->peak_bytes, memory_order_relaxed);
    event->output_bytes = atomic_load_explicit(&hand->board->output_bytes, memory_order_relaxed);
    event->is_committed = hand->is_committed;
    event->text = hand->has_told ? hand->told.bytes : NULL;
    event->text_bytes = hand->told.size_bytes;
    for (int i = 0; i < 2; i++) {
        event->printed[i] = !hand->is_collected              ? NULL
                            : hand->printed[i].bytes != NULL ? hand->printed[i].bytes
                                                             : "";
        event->printed_bytes[i] = hand->printed[i].size_bytes;
    }
    ig_board_read_place(hand->board, event->place);
    if (WIFEXITED(hand->status)) {
        event->exit_code = WEXITSTATUS(hand->status);
        if (event->exit_code == ig_error_exit_code(IG_ERROR_LIMIT)) {
            unsigned hit = atomic_load_explicit(&hand->board->limit, memory_order_relaxed);
            event->hit = hit <= IG_HIT_STACK ? (ig_limit_hit)hit : IG_HIT_NONE;
        }
        return;
    }
    event->signal = WTERMSIG(hand->status);
    event->end = end_of(hand, event->signal);
    event->exit_code = exit_code_of(event->end, event->signal);
}
