/*
 * The script goes in as memory that is standard input, the picture comes out as memory that is standard
 * output: no names, no shell, nothing of it on disk. Exit code 127 is ours: the program could not be
 * started.
 */
#define _GNU_SOURCE /* memfd_create, close_range */

#include "run/plot.h"

#include "run/hand.h"
#include "run/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PICTURE_MAX = 8 << 20, NOT_STARTED = 127 };

struct ig_plot {
    pid_t pid; /* 0: reaped */
    int script_fd, picture_fd;
    double seconds;
    int64_t end_ns;
    int status;
    bool is_late;
};

static int write_script(int fd, const char *script, size_t size_bytes) {
    while (size_bytes > 0) {
        ssize_t n = write(fd, script, size_bytes);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0) {
            return -1;
        }
        script += n;
        size_bytes -= (size_t)n;
    }
    return lseek(fd, 0, SEEK_SET) == 0 ? 0 : -1;
}

/* The child: gnuplot without the settings of users and sites, and in no language. */
_Noreturn static void draw(const ig_plot *plot, ig_memory *memory, pid_t parent,
                           const sigset_t *mask) {
    static char program[] = "gnuplot", no_settings[] = "-d", from_input[] = "-";
    char *const words[] = {program, no_settings, from_input, NULL};
    ig_error err;
    const ig_filter *filter = ig_filter_new(memory, true, &err);
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)signal(SIGINT, SIG_IGN); /* a terminal's: its supervisor kills it */
    (void)sigprocmask(SIG_SETMASK, mask, NULL);
    (void)close_range(STDERR_FILENO + 1, UINT_MAX, CLOSE_RANGE_CLOEXEC);
    if (getppid() != parent || nothing < 0 || dup2(plot->script_fd, STDIN_FILENO) < 0 ||
        dup2(plot->picture_fd, STDOUT_FILENO) < 0 || dup2(nothing, STDERR_FILENO) < 0 ||
        setenv("LC_ALL", "C", 1) != 0 || setenv("GNUTERM", "svg", 1) != 0 || filter == NULL ||
        ig_jail_shut_plot(plot->seconds, filter, &err) != 0) {
        _exit(1);
    }
    (void)execvp(words[0], words);
    _exit(NOT_STARTED);
}

ig_plot *ig_plot_start(ig_memory *memory, const char *script, size_t size_bytes, double seconds,
                       const sigset_t *mask, ig_error *err) {
    ig_plot *plot = ig_alloc_zero(memory, 1, sizeof *plot, err);
    pid_t parent = getpid();
    if (plot == NULL) {
        return NULL;
    }
    plot->seconds = seconds;
    plot->end_ns = ig_now_ns() + (int64_t)(seconds * 1e9);
    plot->picture_fd = -1;
    plot->script_fd = memfd_create("script", MFD_CLOEXEC);
    if (plot->script_fd < 0 || write_script(plot->script_fd, script, size_bytes) != 0) {
        goto failed;
    }
    plot->picture_fd = memfd_create("picture", MFD_CLOEXEC);
    if (plot->picture_fd < 0) {
        goto failed;
    }
    (void)fflush(NULL);
    plot->pid = fork();
    if (plot->pid == 0) {
        draw(plot, memory, parent, mask);
    }
    if (plot->pid > 0) {
        return plot;
    }
failed:
    ig_fail(err, IG_ERROR_LIMIT, "gnuplot could not be started: %s", strerror(errno));
    plot->pid = 0;
    ig_plot_free(plot);
    return NULL;
}

double ig_plot_watch(ig_plot *plot) {
    int64_t left = plot->end_ns - ig_now_ns();
    if (left > 0) {
        return (double)left * 1e-9;
    }
    if (plot->pid > 0) {
        plot->is_late = true;
        (void)kill(plot->pid, SIGKILL);
    }
    return -1.0; /* its end comes as a signal */
}

bool ig_plot_is_done(ig_plot *plot) {
    if (plot->pid > 0 && waitpid(plot->pid, &plot->status, WNOHANG) == plot->pid) {
        plot->pid = 0;
    }
    return plot->pid == 0;
}

static int append_text(ig_buffer *answer, const char *text, size_t size_bytes, ig_error *err) {
    int result = ig_buffer_append(answer, "\"", 1, err);
    for (size_t i = 0, from = 0; i <= size_bytes && result == 0; i++) {
        unsigned char byte = i < size_bytes ? (unsigned char)text[i] : '"';
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        result = ig_buffer_append(answer, text + from, i - from, err);
        from = i + 1;
        if (result == 0 && i < size_bytes) {
            result = ig_buffer_printf(answer, err, "\\u%04x", byte);
        }
    }
    return result != 0 ? -1 : ig_buffer_append(answer, "\"}", 2, err);
}

/* The picture as a mapping, or NULL where there is none that is whole and of a bearable size. */
static const char *picture_of(const ig_plot *plot, size_t *size_bytes) {
    struct stat status;
    if (!WIFEXITED(plot->status) || WEXITSTATUS(plot->status) != 0 ||
        fstat(plot->picture_fd, &status) != 0 || status.st_size <= 0 ||
        status.st_size > PICTURE_MAX) {
        return NULL;
    }
    *size_bytes = (size_t)status.st_size;
    const char *picture = mmap(NULL, *size_bytes, PROT_READ, MAP_PRIVATE, plot->picture_fd, 0);
    return picture == MAP_FAILED ? NULL : picture;
}

int ig_plot_answer(ig_plot *plot, ig_buffer *answer, ig_error *err) {
    size_t size_bytes = 0;
    const char *picture = picture_of(plot, &size_bytes);
    if (picture != NULL) {
        int result = ig_buffer_printf(answer, err, "{\"svg\":");
        result = result != 0 ? -1 : append_text(answer, picture, size_bytes, err);
        (void)munmap((void *)picture, size_bytes);
        return result;
    }
    if (plot->is_late) {
        return ig_buffer_printf(answer, err, "{\"problem\":\"took longer than %g seconds\"}",
                                plot->seconds);
    }
    bool is_absent = WIFEXITED(plot->status) && WEXITSTATUS(plot->status) == NOT_STARTED;
    return ig_buffer_printf(answer, err, "{\"problem\":\"%s\"}",
                            is_absent ? "is not installed (Debian: gnuplot-nox)" : "failed");
}

void ig_plot_free(ig_plot *plot) {
    if (plot == NULL) {
        return;
    }
    if (plot->pid > 0) {
        (void)kill(plot->pid, SIGKILL);
        while (waitpid(plot->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
    if (plot->script_fd >= 0) {
        (void)close(plot->script_fd);
    }
    if (plot->picture_fd >= 0) {
        (void)close(plot->picture_fd);
    }
    ig_free(plot);
}
