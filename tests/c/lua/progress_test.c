/* A terminal sees one line, late, seldom and never wider than itself; everything else sees nothing. */
#define _XOPEN_SOURCE 700 /* posix_openpt */
#define _DEFAULT_SOURCE   /* struct winsize */

#include "lua/progress.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/harness.h"

typedef struct terminal {
    int screen; /* what is drawn can be read here */
    int line;   /* and is written there */
} terminal;

static terminal open_terminal(unsigned short columns) {
    terminal t = {.screen = posix_openpt(O_RDWR | O_NOCTTY)};
    if (t.screen < 0) {
        print_message("no pseudo-terminal: %s\n", strerror(errno));
        skip();
    }
    assert_int_equal(grantpt(t.screen), 0);
    assert_int_equal(unlockpt(t.screen), 0);
    t.line = open(ptsname(t.screen), O_RDWR | O_NOCTTY);
    assert_true(t.line >= 0);
    struct termios raw;
    assert_int_equal(tcgetattr(t.line, &raw), 0);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    assert_int_equal(tcsetattr(t.line, TCSANOW, &raw), 0);
    struct winsize size = {.ws_col = columns, .ws_row = 24};
    assert_int_equal(ioctl(t.line, TIOCSWINSZ, &size), 0);
    assert_int_equal(fcntl(t.screen, F_SETFL, O_NONBLOCK), 0);
    return t;
}

static void close_terminal(terminal *t) {
    close(t->line);
    close(t->screen);
}

/* All that was drawn since the last call. */
static void assert_drawn(const terminal *t, const char *expected) {
    char got[2000];
    ssize_t n = read(t->screen, got, sizeof got - 1);
    got[n < 0 ? 0 : n] = '\0';
    assert_string_equal(got, expected);
}

static void nap(long milliseconds) {
    struct timespec time = {.tv_nsec = milliseconds * 1000000};
    nanosleep(&time, NULL);
}

/* Bytes come with their speed and the time left, where the line has room for them. */
static void bytes_have_a_speed(void **state) {
    terminal t = open_terminal(100);
    ig_progress progress;
    char got[400];
    setenv("TERM", "xterm", 1);
    ig_progress_init(&progress, t.line);
    ig_progress_begin(&progress);
    ig_progress_doing(&progress, "reading a.csv");
    ig_progress_bytes(&progress, 1, 4);
    assert_drawn(&t, "");
    nap(510);
    ig_progress_bytes(&progress, 1 << 30, (uint64_t)1 << 32);
    ssize_t n = read(t.screen, got, sizeof got - 1);
    got[n < 0 ? 0 : n] = '\0';
    assert_memory_equal(got, "\rreading a.csv  [#####...............]  25 %  ", 46);
    assert_non_null(strstr(got, " GB/s  1."));
    assert_non_null(strstr(got, " s left"));
    ig_progress_end(&progress);
    close_terminal(&t);
    (void)state;
}

static void draws_late_and_erases(void **state) {
    terminal t = open_terminal(60);
    ig_progress progress;
    setenv("TERM", "xterm", 1);
    ig_progress_init(&progress, t.line);
    assert_true(progress.is_on);
    ig_progress_begin(&progress);
    ig_progress_doing(&progress, "by month, partner");
    ig_progress_at(&progress, 1, 4);
    assert_drawn(&t, ""); /* not yet half a second */
    nap(510);
    ig_progress_at(&progress, 1, 4);
    assert_drawn(&t, "\rby month, partner  [#####...............]  25 %");
    ig_progress_at(&progress, 2, 4);
    assert_drawn(&t, ""); /* not ten times a second */
    nap(110);
    ig_progress_doing(&progress, "sort -q");
    ig_progress_at(&progress, 4, 4);
    assert_drawn(&t, "\rsort -q  [####################] 100 %          ");
    ig_progress_end(&progress);
    assert_drawn(&t, "\r                                     \r");
    ig_progress_end(&progress);
    assert_drawn(&t, "");
    ig_progress_begin(&progress); /* the next work waits again */
    ig_progress_at(&progress, 1, 4);
    ig_progress_end(&progress);
    assert_drawn(&t, "");
    close_terminal(&t);
}

static void assert_line(unsigned short columns, const char *what, const char *expected) {
    terminal t = open_terminal(columns);
    ig_progress progress;
    ig_progress_init(&progress, t.line);
    ig_progress_begin(&progress);
    progress.due = 0;
    ig_progress_doing(&progress, what);
    ig_progress_at(&progress, 1, 2);
    assert_drawn(&t, expected);
    close_terminal(&t);
}

static void fits_the_terminal(void **state) {
    assert_line(60, "reading a-file-of-a-very-long-name-2025.csv",
                "\rreading a-file-of-a-very-long  [##########..........]  50 %");
    assert_line(60, "读取中华人民共和国海关出口数据文件.csv", /* each takes two columns */
                "\r读取中华人民共和国海关出口数  [##########..........]  50 %");
    assert_line(20, "by month, partner", "\rby month, par  50 %");
    assert_line(5, "by month, partner", "\rby m");
    assert_line(0, "x", "\rx  [##########..........]  50 %"); /* of unknown width */
    assert_line(60, "a\nb\x1b[31m\xff", "\ra b [31m   [##########..........]  50 %");
}

static void assert_silent(int fd) {
    ig_progress progress;
    ig_progress_init(&progress, fd);
    assert_false(progress.is_on);
    ig_progress_begin(&progress);
    ig_progress_doing(&progress, "by month");
    ig_progress_at(&progress, 1, 4);
    ig_progress_end(&progress);
}

static void is_silent_elsewhere(void **state) {
    int ends[2];
    char byte;
    assert_int_equal(pipe(ends), 0);
    assert_silent(ends[1]);
    close(ends[1]);
    assert_int_equal(read(ends[0], &byte, 1), 0);
    close(ends[0]);

    terminal t = open_terminal(60); /* one that cannot go back in its line */
    setenv("TERM", "dumb", 1);
    assert_silent(t.line);
    assert_drawn(&t, "");
    close_terminal(&t);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(draws_late_and_erases),
        cmocka_unit_test(bytes_have_a_speed),
        cmocka_unit_test(fits_the_terminal),
        cmocka_unit_test(is_silent_elsewhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
