/*
 * The handler runs on a stack of its own, since the one that is used up has no room for it. It notes
 * what it sees and lets the fault happen again under the system's own rule. A fault is the stack's end
 * when its address lies near the stack pointer: what lies far from it is another mistake.
 */
#define _GNU_SOURCE /* REG_RSP, sigaltstack */

#include "run/crash.h"

#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)

void ig_crash_watch(ig_board *board) {
    (void)board;
}

void ig_crash_place(void (*note)(void)) {
    (void)note;
}

#else

enum { STACK_BYTES = 64 * 1024, NEAR_BYTES = 256 * 1024 };

static ig_board *watched;
static void (*note_place)(void); /* or NULL */

static uintptr_t stack_pointer(const ucontext_t *at) {
#if defined(__x86_64__)
    return (uintptr_t)at->uc_mcontext.gregs[REG_RSP];
#elif defined(__aarch64__)
    return (uintptr_t)at->uc_mcontext.sp;
#else
    (void)at;
    return 0;
#endif
}

static void on_fault(int number, siginfo_t *info, void *context) {
    uintptr_t address = (uintptr_t)info->si_addr, stack = stack_pointer(context);
    uintptr_t distance = address > stack ? address - stack : stack - address;
    if (info->si_code == SEGV_MAPERR && distance < NEAR_BYTES) {
        atomic_store(&watched->limit, IG_HIT_STACK);
    }
    (void)signal(number, SIG_DFL);
    if (note_place != NULL) {
        note_place(); /* where it goes wrong, too, the fault is the end without it */
    }
    if (info->si_code <= 0) {
        (void)raise(number); /* it was sent, and will not happen again by itself */
    }
}

void ig_crash_watch(ig_board *board) {
    static char stack[STACK_BYTES];
    const stack_t own = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_fault;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    watched = board;
    note_place = NULL;
    if (sigaltstack(&own, NULL) == 0) {
        (void)sigaction(SIGSEGV, &action, NULL);
    }
}

void ig_crash_place(void (*note)(void)) {
    note_place = note;
}

#endif
