/*
 * The fork. The child has what its job needs open, and nothing else. Only a trusted one keeps what the
 * program was started with, which is told from the supervisor's own as not close-on-exec. It dies with
 * the supervisor, and hears signals as a fresh program does.
 */
#define _GNU_SOURCE /* pipe2 */

#include "run/hand.h"
#include "run/worker.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int fail_start(ig_error *err, const ig_job *job) {
    return ig_fail(err, IG_ERROR_LIMIT, "%s: no worker could be started: %s", job->name,
                   strerror(errno));
}

static bool is_kept(int fd, int line, const ig_hand *hand, const ig_job *job) {
    return fd == line || (job->fd >= 0 && fd == job->fd) ||
           (hand->stage != NULL && fd == ig_stage_fd(hand->stage));
}

static void close_others(int line, const ig_hand *hand, const ig_job *job) {
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL) {
        return;
    }
    for (struct dirent *one = readdir(folder); one != NULL; one = readdir(folder)) {
        int fd = atoi(one->d_name);
        if (fd > STDERR_FILENO && fd != dirfd(folder) && !is_kept(fd, line, hand, job) &&
            (!job->is_trusted || (fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0)) {
            (void)close(fd);
        }
    }
    (void)closedir(folder);
}

/* What is collected goes into pipes, and then there is nothing to read either. */
static bool set_streams(const int pipes[2]) {
    if (pipes[0] < 0) {
        return true;
    }
    int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 && dup2(pipes[0], STDOUT_FILENO) >= 0 &&
           dup2(pipes[1], STDERR_FILENO) >= 0;
}

/* What is abandoned here, its own and the supervisor's, is no leak: AddressSanitizer is not to look. */
_Noreturn static void leave(int exit_code) {
#if defined(__SANITIZE_THREAD__)
    exit(exit_code); /* what it has found is told by then */
#else
    (void)fflush(NULL);
    _exit(exit_code);
#endif
}

_Noreturn static void be_worker(ig_crew *crew, const ig_hand *hand, const ig_job *job, int line,
                                const int pipes[2], pid_t parent) {
    ig_error err;
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(ig_error_exit_code(IG_ERROR_INTERNAL)); /* it is gone already */
    }
    ig_signals_give_back(&crew->signals);
    if (!set_streams(pipes)) {
        _exit(ig_error_exit_code(IG_ERROR_INTERNAL));
    }
    close_others(line, hand, job);
    ig_worker *worker =
        ig_worker_new(job, hand->board, line, hand->stage == NULL ? -1 : ig_stage_fd(hand->stage),
                      crew->filter, &err);
    if (worker == NULL) {
        fprintf(stderr, "ingot: %s\n", err.text);
        _exit(ig_error_exit_code(err.kind));
    }
    leave(crew->run(crew->inside, worker, job) & 0xFF);
}

static int make_room(ig_crew *crew, ig_error *err) {
    if (crew->n_hands < crew->room_hands) {
        return 0;
    }
    size_t room = crew->room_hands == 0 ? 8 : crew->room_hands * 2;
    ig_hand **hands = ig_realloc_array(crew->memory, crew->hands, room, sizeof(ig_hand *), err);
    if (hands == NULL) {
        return -1;
    }
    crew->hands = hands;
    crew->room_hands = room;
    return 0;
}

static ig_hand *new_hand(ig_crew *crew, const ig_job *job, ig_error *err) {
    ig_hand *hand = ig_alloc_zero(crew->memory, 1, sizeof *hand, err);
    if (hand == NULL) {
        return NULL;
    }
    long processors = job->n_threads > 0 ? job->n_threads : sysconf(_SC_NPROCESSORS_ONLN);
    hand->limits = job->limits;
    hand->cpu_rate = processors > 0 ? (double)processors : 1.0;
    hand->is_quiet = job->is_quiet;
    hand->is_collected = job->is_collected;
    hand->printed_fd[0] = hand->printed_fd[1] = -1;
    ig_line_init(&hand->line, crew->memory, -1);
    ig_buffer_init(&hand->printed[0], crew->memory);
    ig_buffer_init(&hand->printed[1], crew->memory);
    ig_buffer_init(&hand->told, crew->memory);
    hand->board = ig_board_new(err);
    if (hand->board == NULL ||
        (job->out != NULL && (hand->stage = ig_stage_open(crew->memory, job->out, err)) == NULL)) {
        ig_hand_free(hand);
        return NULL;
    }
    ig_board_place(hand->board, job->name, 0);
    return hand;
}

/* The supervisor's ends go to the hand; `line` and `pipes` get the worker's. */
static int open_line(ig_hand *hand, int *line, int pipes[2]) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) {
        return -1;
    }
    hand->line.fd = pair[0];
    *line = pair[1];
    for (int i = 0; i < 2 && hand->is_collected; i++) {
        if (pipe2(pair, O_CLOEXEC) != 0) {
            return -1;
        }
        hand->printed_fd[i] = pair[0];
        pipes[i] = pair[1];
        (void)fcntl(pair[0], F_SETFL, O_NONBLOCK);
    }
    return 0;
}

static void close_ends(int line, const int pipes[2]) {
    const int fds[] = {line, pipes[0], pipes[1]};
    for (size_t i = 0; i < sizeof fds / sizeof *fds; i++) {
        if (fds[i] >= 0) {
            (void)close(fds[i]);
        }
    }
}

int ig_crew_start(ig_crew *crew, const ig_job *job, unsigned *number, ig_error *err) {
    int line = -1, pipes[2] = {-1, -1};
    pid_t parent = getpid();
    if (!job->is_trusted && crew->filter == NULL &&
        (crew->filter = ig_filter_new(crew->memory, false, err)) == NULL) {
        return -1;
    }
    ig_hand *hand = make_room(crew, err) == 0 ? new_hand(crew, job, err) : NULL;
    if (hand == NULL) {
        return -1;
    }
    if (open_line(hand, &line, pipes) != 0) {
        goto failed;
    }
    (void)fflush(NULL);
    hand->begun_ns = ig_now_ns();
    hand->pid = fork();
    if (hand->pid == 0) {
        be_worker(crew, hand, job, line, pipes, parent);
    }
    if (hand->pid < 0) {
        goto failed;
    }
    close_ends(line, pipes);
    ig_board_hide(hand->board);
    hand->number = ++crew->n_started;
    crew->hands[crew->n_hands++] = hand;
    *number = hand->number;
    return 0;

failed:
    fail_start(err, job);
    close_ends(line, pipes);
    ig_hand_free(hand);
    return -1;
}
