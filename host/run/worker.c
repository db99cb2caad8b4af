/*
 * The child's side. What it counts stands on the board, where the supervisor sees it too; the sentence
 * of a limit is made in the handler's place beforehand, since making it there would not be safe.
 */
#define _GNU_SOURCE /* siginfo_t */

#include "run/worker.h"

#include "run/crash.h"
#include "run/jail.h"
#include "run/line.h"
#include "run/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { LIMIT_TEXT = 112, LAST_WORDS = 16384 };

struct ig_worker {
    const ig_job *job;
    ig_memory *memory;
    ig_board *board;
    int line_fd, stage_fd;
    const ig_filter *filter;
    pid_t supervisor;
    volatile sig_atomic_t hit;
    ig_reach *reach;
    size_t n_blocks;
    char limit_texts[IG_HIT_CPU + 1][LIMIT_TEXT];
    size_t last_words; /* bytes said on standard error past the limit of output */
};

/* "time limit: 5 s passed (--time 10s allows more)": a limit that is doubled may be enough. */
static void print_limit(char text[LIMIT_TEXT], double seconds, const char *what,
                        const char *option) {
    bool is_short = seconds < 1.0;
    double n = is_short ? seconds * 1000.0 : seconds;
    const char *unit = is_short ? "ms" : "s", *unit_of_twice = seconds < 0.5 ? "ms" : "s";
    snprintf(text, LIMIT_TEXT, "time limit: %g %s %s (--%s %g%s allows more)", n, unit, what,
             option, seconds < 0.5 ? seconds * 2000.0 : seconds * 2.0, unit_of_twice);
}

ig_worker *ig_worker_new(const ig_job *job, ig_board *board, int line_fd, int stage_fd,
                         const ig_filter *filter, ig_error *err) {
    ig_memory *memory = ig_memory_new();
    ig_worker *worker = NULL;
    if (memory == NULL) {
        ig_fail(err, IG_ERROR_LIMIT, "out of memory");
        return NULL;
    }
    worker = ig_alloc_zero(memory, 1, sizeof *worker, err);
    if (worker == NULL) {
        ig_memory_free(memory);
        return NULL;
    }
    worker->job = job;
    worker->memory = memory;
    worker->board = board;
    worker->line_fd = line_fd;
    worker->stage_fd = stage_fd;
    worker->filter = filter;
    worker->supervisor = getppid();
    worker->n_blocks = ig_memory_read(memory).live_blocks;
    print_limit(worker->limit_texts[IG_HIT_TIME], job->limits.wall_seconds, "passed", "time");
    print_limit(worker->limit_texts[IG_HIT_CPU], job->limits.cpu_seconds,
                "of processor time used up", "cpu");
    ig_memory_limit(memory, (size_t)job->limits.memory_bytes);
    ig_memory_tell_peak(memory, &board->peak_bytes);
    ig_crash_watch(board);
    return worker;
}

ig_memory *ig_worker_memory(ig_worker *worker) {
    return worker->memory;
}

void ig_worker_take(ig_worker *worker, ig_memory *memory) {
    worker->memory = memory;
    worker->n_blocks = 0;
    ig_memory_limit(memory, (size_t)worker->job->limits.memory_bytes);
    ig_memory_tell_peak(memory, &worker->board->peak_bytes);
}

ig_board *ig_worker_board(ig_worker *worker) {
    return worker->board;
}

const ig_limits *ig_worker_limits(const ig_worker *worker) {
    return &worker->job->limits;
}

/* ---- signals ---- */

bool ig_worker_is_from_supervisor(const ig_worker *worker, const siginfo_t *info) {
    return info->si_code == SI_QUEUE && info->si_pid == worker->supervisor;
}

bool ig_worker_hears(const ig_worker *worker, const siginfo_t *info) {
    return ig_worker_is_from_supervisor(worker, info) ||
           (info->si_code == SI_USER && !worker->job->is_quiet);
}

void ig_worker_hit(ig_worker *worker, ig_limit_hit hit) {
    unsigned none = IG_HIT_NONE;
    (void)atomic_compare_exchange_strong(&worker->board->limit, &none, (unsigned)hit);
}

void ig_worker_strike(ig_worker *worker, int hit) {
    worker->hit = hit == IG_HIT_CPU ? IG_HIT_CPU : IG_HIT_TIME;
}

const char *ig_worker_limit_text(const ig_worker *worker) {
    return worker->limit_texts[worker->hit];
}

_Noreturn void ig_worker_end_at_limit(ig_worker *worker, const char *place, const char *text) {
    char line[IG_ERROR_TEXT];
    int length = snprintf(line, sizeof line, "%s%s\n", place, text);
    size_t n = length < 0 ? 0 : (size_t)length < sizeof line ? (size_t)length : sizeof line - 1;
    if (worker->hit != IG_HIT_NONE) {
        atomic_store(&worker->board->limit, (unsigned)worker->hit);
    }
    (void)!write(STDERR_FILENO, line, n);
    _exit(ig_error_exit_code(IG_ERROR_LIMIT));
}

/* ---- the line ---- */

static int gone(ig_error *err) {
    return ig_fail(err, IG_ERROR_STOPPED, "the supervisor is gone");
}

static int check_size(size_t size_bytes, ig_error *err) {
    return size_bytes <= IG_FRAME_MAX
               ? 0
               : ig_fail(err, IG_ERROR_LIMIT,
                         "a message to the supervisor of %zu bytes: %d at most", size_bytes,
                         IG_FRAME_MAX);
}

/* What the supervisor says to a frame, or NULL: also when it says that it failed. */
static char *exchange(ig_worker *worker, ig_memory *memory, ig_frame_kind kind, const char *text,
                      size_t size_bytes, size_t *answer_bytes, ig_error *err) {
    ig_frame frame;
    if (check_size(size_bytes, err) != 0) {
        return NULL;
    }
    if (ig_line_write(worker->line_fd, kind, text, size_bytes) != 0) {
        gone(err);
        return NULL;
    }
    char *answer = ig_line_read(worker->line_fd, memory, &frame, err);
    if (answer != NULL && frame.kind == IG_FRAME_FAILED) {
        ig_fail(err, (ig_error_kind)answer[0], "%s", answer + 1);
        ig_free(answer);
        return NULL;
    }
    if (answer != NULL) {
        *answer_bytes = frame.size_bytes;
    }
    return answer;
}

char *ig_worker_ask(ig_worker *worker, ig_memory *memory, const char *text, size_t size_bytes,
                    size_t *answer_bytes, ig_error *err) {
    return exchange(worker, memory, IG_FRAME_ASK, text, size_bytes, answer_bytes, err);
}

int ig_worker_tell(ig_worker *worker, const char *text, size_t size_bytes, ig_error *err) {
    if (check_size(size_bytes, err) != 0) {
        return -1;
    }
    return ig_line_write(worker->line_fd, IG_FRAME_TELL, text, size_bytes) == 0 ? 0 : gone(err);
}

/* Has a file on disk; the supervisor, which has to make sure, finds nothing left to wait for. */
static int settle(void *context, int folder_fd, const char *name, const char *path,
                  const struct stat *status, ig_error *err) {
    (void)context;
    (void)path;
    (void)err;
    int fd = S_ISREG(status->st_mode)
                 ? openat(folder_fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
                 : -1;
    if (fd >= 0) {
        (void)fsync(fd);
        (void)close(fd);
    }
    return 0;
}

int ig_worker_commit(ig_worker *worker, ig_error *err) {
    size_t n_bytes = 0;
    ig_error unsettled; /* the supervisor will see for itself */
    if (worker->stage_fd >= 0) {
        (void)!ig_tree_walk(worker->stage_fd, settle, NULL, &unsettled);
    }
    char *answer = exchange(worker, worker->memory, IG_FRAME_COMMIT, NULL, 0, &n_bytes, err);
    ig_free(answer);
    return answer == NULL ? -1 : 0;
}

/* ---- what it prints ---- */

enum { OPTION_SIZE = 24 };

/* A size as the command line takes it: "2G". */
static void print_size(char text[OPTION_SIZE], uint64_t bytes) {
    unsigned shift = bytes % (1U << 30) == 0 ? 30 : bytes % (1U << 20) == 0 ? 20 : 10;
    uint64_t whole = (bytes >> shift) + ((bytes & ((UINT64_C(1) << shift) - 1)) != 0);
    snprintf(text, OPTION_SIZE, "%" PRIu64 "%c", whole,
             shift == 30   ? 'G'
             : shift == 20 ? 'M'
                           : 'K');
}

int ig_worker_count(ig_worker *worker, uint64_t more_bytes, ig_error *err) {
    uint64_t limit = worker->job->limits.output_bytes;
    uint64_t before = atomic_fetch_add(&worker->board->output_bytes, more_bytes);
    if (limit == 0 || (before <= limit && more_bytes <= limit - before)) {
        return 0;
    }
    char size[OPTION_SIZE];
    char doubled[OPTION_SIZE];
    print_size(size, limit);
    print_size(doubled, 2 * limit);
    atomic_store(&worker->board->limit, IG_HIT_OUTPUT);
    return ig_fail(err, IG_ERROR_LIMIT,
                   "output limit: more than %s printed and written (--output %s allows more)", size,
                   doubled);
}

int ig_worker_say(ig_worker *worker, int stream, const char *text, size_t size_bytes,
                  ig_error *err) {
    if (ig_worker_count(worker, size_bytes, err) != 0 &&
        (stream == 1 || size_bytes > (size_t)LAST_WORDS - worker->last_words)) {
        return -1;
    }
    if (stream == 2 && atomic_load(&worker->board->limit) == IG_HIT_OUTPUT) {
        worker->last_words += size_bytes;
    }
    while (size_bytes > 0) {
        ssize_t n = write(stream, text, size_bytes);
        if (n < 0 && errno == EINTR) {
            continue;
        }
        if (n < 0 && stream == 2) {
            return 0; /* there is nowhere to say so */
        }
        if (n < 0) {
            return ig_fail(err, errno == ENOSPC ? IG_ERROR_LIMIT : IG_ERROR_SCRIPT,
                           "cannot write standard output: %s", strerror(errno));
        }
        text += n;
        size_bytes -= (size_t)n;
    }
    return 0;
}

/* ---- what it was handed ---- */

const ig_job_input *ig_worker_input(const ig_worker *worker, const char *name) {
    for (size_t i = 0; i < worker->job->n_inputs; i++) {
        if (strcmp(worker->job->inputs[i].name, name) == 0) {
            return &worker->job->inputs[i];
        }
    }
    return NULL;
}

int ig_worker_fd(const ig_worker *worker) {
    return worker->job->fd;
}

const ig_reach *ig_worker_reach(ig_worker *worker) {
    return worker->reach;
}

/* ---- the walls ---- */

static int count(void *context, uint64_t more_bytes, ig_error *err) {
    return ig_worker_count(context, more_bytes, err);
}

static int grant_all(ig_reach *reach, const char *const *paths, size_t n, ig_error *err) {
    for (size_t i = 0; i < n; i++) {
        if (ig_reach_grant(reach, paths[i], err) != 0) {
            return -1;
        }
    }
    return 0;
}

static int open_reach(ig_worker *worker, const char *const *own, size_t n_own, ig_error *err) {
    const ig_job *job = worker->job;
    int stage = worker->stage_fd < 0 ? -1 : fcntl(worker->stage_fd, F_DUPFD_CLOEXEC, 3);
    worker->reach = ig_reach_new(worker->memory, err);
    if (worker->reach == NULL) {
        return -1;
    }
    ig_reach_counter(worker->reach, count, worker);
    if (ig_reach_output(worker->reach, job->out == NULL ? "." : job->out, stage,
                        stage < 0 ? "nothing may be written here: not available in sandbox" : NULL,
                        err) != 0 ||
        grant_all(worker->reach, job->reads, job->n_reads, err) != 0) {
        return -1;
    }
    return grant_all(worker->reach, own, n_own, err);
}

int ig_worker_shut(ig_worker *worker, const char *const *own, size_t n_own, ig_error *err) {
    const ig_job *job = worker->job;
    if (job->is_trusted && job->out == NULL) {
        return 0;
    }
    size_t before = ig_memory_read(worker->memory).live_blocks;
    if (open_reach(worker, own, n_own, err) != 0) {
        return -1;
    }
    worker->n_blocks += ig_memory_read(worker->memory).live_blocks - before;
    if (job->is_trusted) {
        ig_reach_widen(worker->reach);
        return 0;
    }
    const ig_jail jail = {.limits = job->limits,
                          .reads = job->reads,
                          .n_reads = job->n_reads,
                          .own = own,
                          .n_own = n_own,
                          .stage_fd = worker->stage_fd,
                          .filter = worker->filter};
    return ig_jail_shut(&jail, err);
}

size_t ig_worker_blocks(const ig_worker *worker) {
    return worker->n_blocks;
}
