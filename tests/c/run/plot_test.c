/* gnuplot in its own jail: a picture, a script that fails, and one that does not end. */
#define _GNU_SOURCE

#include "base/harness.h"

#include "run/plot.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

static const sigset_t no_signals;

/* What the worker would be answered. */
static char *draw(const char *script, double seconds) {
    ig_error err;
    ig_buffer answer;
    ig_memory *memory = ig_memory_new();
    ig_plot *plot = ig_plot_start(memory, script, strlen(script), seconds, &no_signals, &err);
    assert_non_null(plot);
    while (!ig_plot_is_done(plot)) {
        const struct timespec pause = {.tv_nsec = 1000000};
        (void)ig_plot_watch(plot);
        (void)nanosleep(&pause, NULL);
    }
    ig_buffer_init(&answer, memory);
    assert_int_equal(ig_plot_answer(plot, &answer, &err), 0);
    const char *text = ig_buffer_text(&answer, &err);
    assert_non_null(text);
    char *copy = strdup(text);
    ig_buffer_reset(&answer);
    ig_plot_free(plot);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
    return copy;
}

static void assert_problem(const char *script, double seconds, const char *problem) {
    char *answer = draw(script, seconds);
    assert_string_equal(answer, problem);
    free(answer);
}

static bool is_installed(void) {
    return access("/usr/bin/gnuplot", X_OK) == 0;
}

static void a_picture_comes_as_json(void **state) {
    if (!is_installed()) {
        skip();
    }
    char *answer = draw("set terminal svg\nplot x title 'a \"b\"'\n", 20.0);
    assert_memory_equal(answer, "{\"svg\":\"<?xml version=\\u0022", 27);
    assert_non_null(strstr(answer, "</svg>"));
    assert_int_equal(answer[strlen(answer) - 1], '}');
    free(answer);
}

static void what_fails_is_a_problem(void **state) {
    if (!is_installed()) {
        skip();
    }
    assert_problem("plot nonsense(\n", 20.0, "{\"problem\":\"failed\"}");
    assert_problem("while (1) {}\n", 0.2, "{\"problem\":\"took longer than 0.2 seconds\"}");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
static void its_script_reaches_nothing(void **state) {
    if (!is_installed()) {
        skip();
    }
    char path[] = "/tmp/ingot-plot-XXXXXX", script[256];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    (void)close(fd);
    assert_int_equal(unlink(path), 0);
    snprintf(script, sizeof script, "set terminal svg\nset output '%s'\nplot x\n", path);
    free(draw(script, 20.0));
    assert_int_not_equal(access(path, F_OK), 0);
    snprintf(script, sizeof script, "system('touch %s')\n", path);
    free(draw(script, 20.0));
    assert_int_not_equal(access(path, F_OK), 0);
}
#endif

static void one_that_is_not_installed_is_named(void **state) {
    char *path = strdup(getenv("PATH"));
    assert_int_equal(setenv("PATH", "/nowhere", 1), 0);
    assert_problem("plot x\n", 20.0, "{\"problem\":\"is not installed (Debian: gnuplot-nox)\"}");
    assert_int_equal(setenv("PATH", path, 1), 0);
    free(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_picture_comes_as_json),
        cmocka_unit_test(what_fails_is_a_problem),
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        cmocka_unit_test(its_script_reaches_nothing),
#endif
        cmocka_unit_test(one_that_is_not_installed_is_named),
    };
    return cmocka_run_group_tests_name("run/plot", tests, NULL, NULL);
}
