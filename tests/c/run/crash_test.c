/* What a fault leaves on the board: the end of a stack is told from any other. */
#define _GNU_SOURCE

#include "base/harness.h"

#include "run/crash.h"

#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Uses the stack up; not a tail call, and not to be left out. */
static unsigned deeper(unsigned depth) {
    volatile char room[4096];
    memset((char *)room, (int)depth, sizeof room);
    return depth == UINT32_MAX ? 0 : deeper(depth + 1) + (unsigned)room[depth % sizeof room];
}

static void overflow(void) {
    const struct rlimit small = {.rlim_cur = 1 << 20, .rlim_max = 1 << 20};
    (void)setrlimit(RLIMIT_STACK, &small);
    (void)deeper(1);
}

static void touch_nowhere(void) {
    volatile char *nowhere = (volatile char *)(uintptr_t)16;
    *nowhere = 1;
}

static void touch_what_is_closed(void) {
    volatile char *page = mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *page = 1;
}

static void send_itself(void) {
    (void)kill(getpid(), SIGSEGV);
}

/* The limit on the board of a process that dies of a fault; the fault is its end. */
static unsigned hit_by(void (*fault)(void)) {
    ig_error err;
    int status = 0;
    ig_board *board = ig_board_new(&err);
    assert_non_null(board);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const struct rlimit none = {0};
        (void)setrlimit(RLIMIT_CORE, &none);
        (void)signal(SIGSEGV, SIG_DFL); /* not the harness's */
        ig_crash_watch(board);
        fault();
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
    unsigned hit = atomic_load(&board->limit);
    ig_board_free(board);
    return hit;
}

static void the_end_of_the_stack_is_told(void **state) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip(); /* they tell faults themselves */
#endif
    assert_int_equal(hit_by(overflow), IG_HIT_STACK);
}

static void another_fault_is_not_taken_for_it(void **state) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    skip();
#endif
    assert_int_equal(hit_by(touch_nowhere), IG_HIT_NONE);
    assert_int_equal(hit_by(touch_what_is_closed), IG_HIT_NONE);
    assert_int_equal(hit_by(send_itself), IG_HIT_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_end_of_the_stack_is_told),
        cmocka_unit_test(another_fault_is_not_taken_for_it),
    };
    return cmocka_run_group_tests_name("run/crash", tests, NULL, NULL);
}
