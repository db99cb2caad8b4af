/* Signals of a supervisor: counted in their order, let through while it waits, and given back. */
#define _GNU_SOURCE

#include "base/harness.h"

#include "run/signals.h"

#include <poll.h>
#include <unistd.h>

static void wait_a_moment(const ig_signals *signals) {
    const struct timespec moment = {.tv_nsec = 1000 * 1000};
    (void)ppoll(NULL, 0, &moment, &signals->before);
}

static void each_is_told_with_how_many_came(void **state) {
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGINT};
    ig_signals signals;
    unsigned times = 0;
    ig_signals_take(&signals);
    assert_int_equal(ig_signals_next(&times), 0);
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        assert_int_equal(kill(getpid(), numbers[i]), 0);
        assert_int_equal(ig_signals_next(&times), 0); /* held back until it waits */
        wait_a_moment(&signals);
        assert_int_equal(ig_signals_next(&times), numbers[i]);
        assert_int_equal(times, i + 1);
        assert_int_equal(ig_signals_next(&times), 0);
    }
    assert_int_equal(kill(getpid(), SIGCHLD), 0);
    wait_a_moment(&signals);
    assert_int_equal(ig_signals_next(&times), 0); /* which only ends the waiting */
    ig_signals_give_back(&signals);
}

static void they_are_counted_anew(void **state) {
    ig_signals signals;
    unsigned times = 0;
    for (int i = 0; i < 2; i++) {
        ig_signals_take(&signals);
        assert_int_equal(kill(getpid(), SIGTERM), 0);
        wait_a_moment(&signals);
        assert_int_equal(ig_signals_next(&times), SIGTERM);
        assert_int_equal(times, 1);
        ig_signals_give_back(&signals);
    }
}

static void what_is_ignored_stays_so(void **state) {
    ig_signals signals;
    unsigned times = 0;
    void (*before)(int) = signal(SIGHUP, SIG_IGN);
    ig_signals_take(&signals);
    assert_int_equal(kill(getpid(), SIGHUP), 0);
    wait_a_moment(&signals);
    assert_int_equal(ig_signals_next(&times), 0);
    ig_signals_give_back(&signals);
    assert_ptr_equal(signal(SIGHUP, before), SIG_IGN);
}

static void everything_is_given_back(void **state) {
    ig_signals signals;
    sigset_t before, after;
    assert_int_equal(sigprocmask(SIG_SETMASK, NULL, &before), 0);
    ig_signals_take(&signals);
    assert_int_equal(sigprocmask(SIG_SETMASK, NULL, &after), 0);
    assert_true(sigismember(&after, SIGINT) && !sigismember(&signals.before, SIGINT));
    ig_signals_give_back(&signals);
    assert_int_equal(sigprocmask(SIG_SETMASK, NULL, &after), 0);
    struct sigaction action;
    assert_int_equal(sigaction(SIGINT, NULL, &action), 0);
    assert_ptr_equal(action.sa_handler, SIG_DFL);
    assert_int_equal(sigismember(&after, SIGINT), sigismember(&before, SIGINT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_is_told_with_how_many_came),
        cmocka_unit_test(they_are_counted_anew),
        cmocka_unit_test(what_is_ignored_stays_so),
        cmocka_unit_test(everything_is_given_back),
    };
    return cmocka_run_group_tests_name("run/signals", tests, NULL, NULL);
}
