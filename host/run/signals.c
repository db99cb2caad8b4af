/*
 * Handlers count, and nothing else. What they count stands in variables of this file, the one place a
 * handler can reach; SIGCHLD only has to end the waiting.
 */
#include "run/signals.h"

#include <string.h>

static const int numbers[IG_SIGNALS] = {SIGCHLD, SIGINT, SIGTERM, SIGHUP};

static volatile sig_atomic_t came, last;
static unsigned told;

static void on_signal(int number) {
    if (number != SIGCHLD) {
        last = number;
        came = came + 1;
    }
}

void ig_signals_take(ig_signals *signals) {
    sigset_t all;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    sigemptyset(&action.sa_mask);
    sigemptyset(&all);
    came = 0;
    told = 0;
    for (int i = 0; i < IG_SIGNALS; i++) {
        sigaddset(&all, numbers[i]);
    }
    (void)sigprocmask(SIG_BLOCK, &all, &signals->before);
    for (int i = 0; i < IG_SIGNALS; i++) {
        (void)sigaction(numbers[i], NULL, &signals->actions[i]);
        signals->is_taken[i] = numbers[i] == SIGCHLD || signals->actions[i].sa_handler != SIG_IGN;
        if (signals->is_taken[i]) {
            (void)sigaction(numbers[i], &action, NULL);
        }
        sigdelset(&signals->before, numbers[i]);
    }
}

void ig_signals_give_back(const ig_signals *signals) {
    for (int i = 0; i < IG_SIGNALS; i++) {
        if (signals->is_taken[i]) {
            (void)sigaction(numbers[i], &signals->actions[i], NULL);
        }
    }
    (void)sigprocmask(SIG_SETMASK, &signals->before, NULL);
}

int ig_signals_next(unsigned *times) {
    if (told >= (unsigned)came) {
        return 0;
    }
    *times = ++told;
    return last;
}
