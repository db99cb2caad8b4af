/* Workers as their supervisor sees them: ends of every kind, requests, limits, and nothing left over. */
#define _GNU_SOURCE

#include "base/harness.h"

#include "run/crew.h"
#include "run/hand.h"
#include "run/line.h"
#include "run/worker.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const ig_job plain = {.name = "s.lua", .fd = -1, .is_trusted = true};

/* The worker's end of the line, which is not its to touch. */
static int line_of(void) {
    for (int fd = 3; fd < 64; fd++) {
        int domain = 0;
        socklen_t size = sizeof domain;
        if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_UNIX) {
            return fd;
        }
    }
    return -1;
}

static void send_head(uint32_t kind, uint32_t size_bytes) {
    const ig_frame frame = {.kind = kind, .size_bytes = size_bytes};
    (void)!write(line_of(), &frame, sizeof frame);
}

/* A worker that does to its line what none of ours does. */
static int be_hostile(char how) {
    static char megabyte[1 << 20];
    switch (how) {
    case 'h': /* half a head */ (void)!write(line_of(), "\1\0\0", 3); return 0;
    case 'b': /* half a body */
        send_head(IG_FRAME_TELL, 1000);
        (void)!write(line_of(), "begun", 5);
        return 0;
    case 'k': /* a kind that is the supervisor's */ send_head(IG_FRAME_ANSWER, 0); break;
    case 'n': /* a kind that is none */ send_head(77, 0); break;
    case 's': /* a size past the bound */ send_head(IG_FRAME_TELL, IG_FRAME_MAX + 1); break;
    case 'a': /* does not wait for answers */
        for (;;) {
            send_head(IG_FRAME_ASK, 0);
        }
    case 'c':
        for (;;) {
            send_head(IG_FRAME_COMMIT, 0);
        }
    case 't': /* tells without end */
        for (;;) {
            send_head(IG_FRAME_TELL, sizeof megabyte);
            (void)!write(line_of(), megabyte, sizeof megabyte);
        }
    case 'l': /* hangs up */ (void)close(line_of()); break;
    case 'd': /* is gone before it can be told that it is committed */
        send_head(IG_FRAME_COMMIT, 0);
        return 0;
    case 'f': /* leaves one behind that has its pipes and its line */
        if (fork() == 0) {
            (void)sleep(2);
            _exit(0);
        }
        return 0;
    default: return 99;
    }
    for (;;) {
        (void)pause();
    }
}
static void *foreign_board;

/* Whether all its inputs are what `share` put there. */
static int check_inputs(const ig_worker *worker, const ig_job *job) {
    for (size_t i = 0; i < job->n_inputs; i++) {
        const ig_job_input *input = ig_worker_input(worker, job->inputs[i].name);
        const unsigned char *bytes = input->bytes;
        for (size_t k = 0; k < input->size_bytes; k++) {
            if (bytes[k] != (unsigned char)(bytes[0] + k % 251)) {
                return 1;
            }
        }
    }
    return ig_worker_input(worker, "none") != NULL;
}

/* Megabytes of data that the kernel counts; of each 256 the rest. */
static int data_megabytes(void) {
    char line[256];
    long kilobytes = -1;
    FILE *file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        (void)sscanf(line, "VmData: %ld", &kilobytes);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
    return (int)(kilobytes / 1024 % 256);
}

/* What the worker does is its task. */
static int work(void *inside, ig_worker *worker, const ig_job *job) {
    ig_error err;
    size_t bytes = 0;
    switch (job->task[0]) {
    case 'e': /* exits */ return atoi(job->task + 1);
    case 'p':
        return ig_worker_say(worker, 1, "out", 3, &err) != 0 ||
               ig_worker_say(worker, 2, "err", 3, &err) != 0;
    case 'a': /* asks, and tells what it was answered */
        for (int i = 0; i < 3; i++) {
            char *answer = ig_worker_ask(worker, ig_worker_memory(worker), job->task,
                                         job->task_bytes, &bytes, &err);
            if (answer == NULL || ig_worker_tell(worker, answer, bytes, &err) != 0) {
                return 1;
            }
            ig_free(answer);
        }
        return 0;
    case 'c':                           /* crashes */
        (void)signal(SIGSEGV, SIG_DFL); /* the tests have a handler of their own */
        (void)raise(SIGSEGV);
        return 0;
    case 'l': /* loops, at a place */
        ig_board_place(ig_worker_board(worker), "s.lua", 7);
        for (;;) {
        }
    case 'i': return check_inputs(worker, job);
    case 'm': return data_megabytes();
    case 'w':
        (void)signal(SIGSEGV, SIG_DFL);
        *(volatile char *)(uintptr_t)job->inputs[0].bytes = 'x';
        return 0;
    case 's': /* sleeps */
        for (;;) {
            (void)pause();
        }
    case 'g': { /* garbage on every line it has */
        char garbage[4096];
        memset(garbage, 0xA5, sizeof garbage);
        for (int fd = 3; fd < 64; fd++) {
            (void)!write(fd, garbage, sizeof garbage);
        }
        for (;;) {
            (void)pause();
        }
    }
    case 'h': return be_hostile(job->task[1]);
    case 'n': /* nonsense, and is gone */
        for (int fd = 3; fd < 64; fd++) {
            (void)!write(fd, "nonsense", 8);
        }
        return 3;
    case 'o': /* looks for what belongs to another */
        return msync(foreign_board, 1, MS_ASYNC) == 0 || errno != ENOMEM;
    case 'd': /* for a descriptor */ return fcntl(atoi(job->task + 1), F_GETFD) >= 0;
    case 'f': /* floods */
        for (;;) {
            (void)!write(1, job->task, job->task_bytes);
        }
    default: return 99;
    }
}

typedef struct fixture {
    ig_memory *memory;
    ig_crew *crew;
} fixture;

static fixture begin(void) {
    ig_error err;
    fixture f = {.memory = ig_memory_new()};
    f.crew = ig_crew_new(f.memory, work, NULL, &err);
    assert_non_null(f.crew);
    return f;
}

static void end(fixture f) {
    ig_crew_free(f.crew);
    assert_int_equal(ig_memory_read(f.memory).live_blocks, 0);
    ig_memory_free(f.memory);
}

static unsigned start(ig_crew *crew, ig_job job, const char *task) {
    ig_error err;
    unsigned number = 0;
    job.task = task;
    job.task_bytes = strlen(task);
    assert_int_equal(ig_crew_start(crew, &job, &number, &err), 0);
    return number;
}

static ig_event next(ig_crew *crew) {
    ig_error err;
    ig_event event;
    assert_int_equal(ig_crew_next(crew, 20.0, &event, &err), 0);
    return event;
}

static void a_worker_ends_with_its_exit_code(void **state) {
    fixture f = begin();
    assert_int_equal(start(f.crew, plain, "e0"), 1);
    ig_event event = next(f.crew);
    assert_int_equal(event.kind, IG_EVENT_ENDED);
    assert_int_equal(event.end, IG_END_EXIT);
    assert_int_equal(event.exit_code, 0);
    assert_null(event.text);
    assert_null(event.printed[0]);
    assert_int_equal(start(f.crew, plain, "e66"), 2);
    assert_int_equal(next(f.crew).exit_code, 66);
    assert_int_equal(ig_crew_running(f.crew), 0);
    end(f);
}

static void what_it_prints_is_collected(void **state) {
    fixture f = begin();
    ig_job job = plain;
    job.is_collected = true;
    (void)start(f.crew, job, "p");
    ig_event event = next(f.crew);
    assert_int_equal(event.exit_code, 0);
    assert_int_equal(event.printed_bytes[0], 3);
    assert_memory_equal(event.printed[0], "out", 3);
    assert_memory_equal(event.printed[1], "err", 3);
    assert_int_equal(event.output_bytes, 6);
    end(f);
}

static void requests_are_answered_and_the_last_word_is_kept(void **state) {
    fixture f = begin();
    ig_error err;
    unsigned number = start(f.crew, plain, "ask");
    for (int i = 0; i < 3; i++) {
        ig_event event = next(f.crew);
        char answer[] = {'n', (char)('0' + i)};
        assert_int_equal(event.kind, IG_EVENT_MESSAGE);
        assert_int_equal(event.worker, number);
        assert_int_equal(event.text_bytes, 3);
        assert_memory_equal(event.text, "ask", 3);
        assert_int_equal(ig_crew_answer(f.crew, number, answer, sizeof answer, &err), 0);
        assert_int_equal(ig_crew_answer(f.crew, number, answer, sizeof answer, &err), 0);
    }
    ig_event event = next(f.crew);
    assert_int_equal(event.exit_code, 0);
    assert_string_equal(event.text, "n2");
    assert_int_equal(ig_crew_answer(f.crew, number, "x", 1, &err), 0); /* nobody */
    end(f);
}

static void a_crash_is_told_and_touches_nobody(void **state) {
    fixture f = begin();
    ig_error err;
    unsigned other = start(f.crew, plain, "ask");
    assert_int_equal(next(f.crew).kind, IG_EVENT_MESSAGE);
    (void)start(f.crew, plain, "c");
    ig_event event = next(f.crew);
    assert_int_equal(event.end, IG_END_SIGNAL);
    assert_int_equal(event.signal, SIGSEGV);
    assert_int_equal(event.exit_code, 70);
    assert_string_equal(event.place, "s.lua");
    assert_int_equal(ig_crew_answer(f.crew, other, "go", 2, &err), 0);
    assert_int_equal(next(f.crew).kind, IG_EVENT_MESSAGE);
    end(f); /* the other is killed */
}

static void limits_of_time_are_kept(void **state) {
    fixture f = begin();
    ig_job job = plain;
    job.limits.wall_seconds = 0.1;
    (void)start(f.crew, job, "sleep");
    ig_event event = next(f.crew);
    assert_int_equal(event.end, IG_END_TIME);
    assert_int_equal(event.exit_code, 75);
    assert_true(event.wall_seconds >= 0.1 && event.wall_seconds < 5.0);
    job.limits = (ig_limits){.cpu_seconds = 0.05};
    (void)start(f.crew, job, "loop");
    event = next(f.crew);
    assert_int_equal(event.end, IG_END_CPU);
    assert_int_equal(event.exit_code, 75);
    assert_string_equal(event.place, "s.lua:7");
    end(f);
}

static void output_without_end_is_ended(void **state) {
    fixture f = begin();
    ig_job job = plain;
    job.is_collected = true;
    job.limits.output_bytes = 100000;
    (void)start(f.crew, job, "flood");
    ig_event event = next(f.crew);
    assert_int_equal(event.end, IG_END_OUTPUT);
    assert_int_equal(event.exit_code, 75);
    assert_true(event.printed_bytes[0] < 1000000);
    end(f);
}

static void garbage_ends_who_sends_it(void **state) {
    fixture f = begin();
    (void)start(f.crew, plain, "garbage");
    ig_event event = next(f.crew);
    assert_int_equal(event.end, IG_END_SIGNAL);
    assert_int_equal(event.exit_code, 70);
    end(f);
}

/* How each ends, and that nothing of it piles up here. */
static void what_is_no_message_of_ours_harms_nobody(void **state) {
    static const struct {
        const char *task;
        ig_end end;
    } cases[] = {
        {"hh", IG_END_EXIT},   {"hb", IG_END_EXIT},   {"hk", IG_END_SIGNAL}, {"hn", IG_END_SIGNAL},
        {"hs", IG_END_SIGNAL}, {"ha", IG_END_SIGNAL}, {"hc", IG_END_SIGNAL}, {"ht", IG_END_TIME},
        {"hl", IG_END_TIME},   {"hf", IG_END_EXIT},
    };
    enum { MOST = 16 << 20 };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f = begin();
        ig_error err;
        ig_job job = plain;
        job.limits.wall_seconds = 0.3;
        job.is_collected = true;
        (void)start(f.crew, job, cases[i].task);
        ig_event event = next(f.crew);
        while (event.kind == IG_EVENT_MESSAGE) {
            assert_true(ig_memory_read(f.memory).live_bytes < MOST);
            assert_int_equal(ig_crew_answer(f.crew, event.worker, "x", 1, &err), 0);
            event = next(f.crew);
        }
        assert_int_equal(event.kind, IG_EVENT_ENDED);
        if (event.end != cases[i].end) {
            fail_msg("%s: ended as %d", cases[i].task, (int)event.end);
        }
        assert_true(event.wall_seconds < 1.5);
        assert_true(ig_memory_read(f.memory).live_bytes < MOST);
        assert_null(cases[i].end == IG_END_EXIT ? event.text : NULL);
        end(f);
    }
}

static void what_is_not_told_that_it_is_committed_is_not(void **state) {
    fixture f = begin();
    ig_job job = plain;
    char folder[] = "/tmp/ingot-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    job.out = folder;
    job.is_trusted = false;
    (void)start(f.crew, job, "hd");
    const struct timespec moment = {.tv_nsec = 200 * 1000 * 1000};
    (void)nanosleep(&moment, NULL);
    ig_event event = next(f.crew);
    assert_int_equal(event.end, IG_END_EXIT);
    assert_false(event.is_committed);
    end(f);
    assert_int_equal(rmdir(folder), 0); /* nothing is in it */
}

static int count_fds(void);

static void without_descriptors_no_worker_starts(void **state) {
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    fixture f = begin();
    ig_error err;
    ig_job job = plain;
    job.is_collected = true;
    job.task = "sleep";
    job.task_bytes = 5;
    int n_fds = count_fds(), started = 0;
    const struct rlimit few = {.rlim_cur = (rlim_t)n_fds + 16, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    unsigned number = 0;
    while (started < 16 && ig_crew_start(f.crew, &job, &number, &err) == 0) {
        started++;
    }
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_true(started > 0 && started < 16);
    assert_string_equal(err.text, "s.lua: no worker could be started: Too many open files");
    assert_int_equal(err.kind, IG_ERROR_LIMIT);
    assert_int_equal(ig_crew_running(f.crew), started);
    end(f);
    assert_int_equal(count_fds(), n_fds);
}

static void who_sends_garbage_and_is_gone_is_not_killed(void **state) {
    fixture f = begin();
    (void)start(f.crew, plain, "nonsense");
    assert_int_equal(waitid(P_ALL, 0, &(siginfo_t){0}, WEXITED | WNOWAIT), 0);
    assert_int_equal(next(f.crew).exit_code, 3); /* and this process lives */
    end(f);
}

static void a_worker_sees_nothing_of_another(void **state) {
    fixture f = begin();
    (void)start(f.crew, plain, "sleep");
    foreign_board = f.crew->hands[0]->board;
    (void)start(f.crew, plain, "other");
    assert_int_equal(next(f.crew).exit_code, 0);
    end(f);
}

static void what_the_program_was_started_with_is_for_the_trusted(void **state) {
    char task[16];
    fixture f = begin();
    ig_job job = plain;
    snprintf(task, sizeof task, "d%d", dup(STDERR_FILENO));
    (void)start(f.crew, job, task);
    assert_int_equal(next(f.crew).exit_code, 1);
    job.is_trusted = false;
    (void)start(f.crew, job, task);
    assert_int_equal(next(f.crew).exit_code, 0);
    (void)close(atoi(task + 1));
    end(f);
}

static void a_limit_may_be_any_number(void **state) {
    fixture f = begin();
    ig_job job = plain;
    job.limits = (ig_limits){.wall_seconds = 1e300, .cpu_seconds = 1e300};
    (void)start(f.crew, job, "e4");
    assert_int_equal(ig_crew_next(f.crew, 1e300, &(ig_event){0}, &(ig_error){0}), 0);
    end(f);
}

static void a_signal_is_told_without_a_wait(void **state) {
    fixture f = begin();
    ig_event event;
    ig_error err;
    assert_int_equal(raise(SIGTERM), 0); /* blocked but where a crew lets it in */
    assert_int_equal(ig_crew_next(f.crew, 0.0, &event, &err), 0);
    assert_int_equal(event.kind, IG_EVENT_INTERRUPT);
    assert_int_equal(event.signal, SIGTERM);
    assert_int_equal(ig_crew_next(f.crew, 0.0, &event, &err), 0);
    assert_int_equal(event.kind, IG_EVENT_NONE);
    end(f);
}

static void a_worker_can_be_killed(void **state) {
    fixture f = begin();
    unsigned number = start(f.crew, plain, "sleep");
    ig_crew_kill(f.crew, number);
    ig_event event = next(f.crew);
    assert_int_equal(event.end, IG_END_KILLED);
    assert_int_equal(event.exit_code, 130);
    ig_crew_kill(f.crew, number); /* nobody */
    end(f);
}

static void an_interrupt_is_told_and_passed_on(void **state) {
    fixture f = begin();
    (void)start(f.crew, plain, "sleep");
    ig_job quiet = plain;
    quiet.is_quiet = true;
    unsigned stays = start(f.crew, quiet, "sleep");
    assert_int_equal(kill(getpid(), SIGINT), 0);
    ig_event event = next(f.crew);
    assert_int_equal(event.kind, IG_EVENT_INTERRUPT);
    assert_int_equal(event.times, 1);
    assert_int_equal(event.signal, SIGINT);
    event = next(f.crew);
    assert_int_equal(event.kind, IG_EVENT_ENDED);
    assert_int_equal(event.signal, SIGINT);
    assert_int_not_equal(event.worker, stays);
    assert_int_equal(ig_crew_running(f.crew), 1);
    end(f);
}

static int count_fds(void) {
    int n = 0;
    DIR *folder = opendir("/proc/self/fd");
    assert_non_null(folder);
    while (readdir(folder) != NULL) {
        n++;
    }
    closedir(folder);
    return n;
}

static void nothing_is_left_over(void **state) {
    static const char *const tasks[] = {"e0", "p", "c", "e7", "ask"};
    fixture f = begin();
    ig_error err;
    ig_job job = plain;
    job.is_collected = true;
    size_t rounds = test_rounds(40), blocks = 0;
    int fds = 0;
    for (size_t i = 0; i < rounds; i++) {
        for (size_t k = 0; k < sizeof tasks / sizeof *tasks; k++) {
            (void)start(f.crew, job, tasks[k]);
        }
        while (ig_crew_running(f.crew) > 0) {
            ig_event event = next(f.crew);
            if (event.kind == IG_EVENT_MESSAGE) {
                assert_int_equal(ig_crew_answer(f.crew, event.worker, "x", 1, &err), 0);
            }
        }
        ig_event event;
        assert_int_equal(ig_crew_next(f.crew, 0.0, &event, &err), 0);
        assert_int_equal(event.kind, IG_EVENT_NONE);
        fds = i == 0 ? count_fds() : fds;
        blocks = i == 0 ? ig_memory_read(f.memory).live_blocks : blocks;
        assert_int_equal(count_fds(), fds);
        assert_int_equal(ig_memory_read(f.memory).live_blocks, blocks);
    }
    end(f);
}

/* Fills memory of the crew with `n_bytes` that tell which they are, and seals it. */
static const ig_shared *share(ig_crew *crew, size_t n_bytes, unsigned char first) {
    ig_error err;
    uint64_t sealed_bytes = 0;
    unsigned number = 0;
    assert_int_equal(ig_crew_memory(crew, "input", &number, &err), 0);
    char *bytes = malloc(n_bytes);
    assert_non_null(bytes);
    for (size_t i = 0; i < n_bytes; i++) {
        bytes[i] = (char)(first + i % 251);
    }
    assert_int_equal(write(ig_crew_shared(crew, number)->fd, bytes, n_bytes), n_bytes);
    assert_int_equal(ig_crew_seal(crew, number, &sealed_bytes, &err), 0);
    assert_int_equal(sealed_bytes, n_bytes);
    const ig_shared *shared = ig_crew_shared(crew, number);
    assert_int_equal(shared->fd, -1);
    assert_memory_equal(shared->bytes, bytes, n_bytes);
    free(bytes);
    return shared;
}

static void sealed_memory_is_an_input_of_any_worker(void **state) {
    enum { MEGABYTES = 37 };
    fixture f = begin();
    int fds = count_fds();
    const ig_shared small = *share(f.crew, 3, 'a'), large = *share(f.crew, MEGABYTES << 20, 1);
    const ig_job_input inputs[] = {{"small", small.bytes, small.size_bytes},
                                   {"large", large.bytes, large.size_bytes}};
    ig_job job = plain;
    job.inputs = inputs;
    job.n_inputs = 2;
    (void)start(f.crew, job, "i");
    (void)start(f.crew, job, "i");
    assert_int_equal(next(f.crew).exit_code, 0);
    assert_int_equal(next(f.crew).exit_code, 0);
    (void)start(f.crew, job, "w"); /* writes into it, and goes no further than that */
    assert_int_equal(next(f.crew).signal, SIGSEGV);
    assert_int_equal(((const char *)small.bytes)[0], 'a');
    assert_int_equal(count_fds(), fds);
    end(f);
}

/* What is read-only is no data of the worker's, as the kernel counts: see RLIMIT_DATA. */
static void sealed_memory_counts_against_no_limit(void **state) {
    enum { MEGABYTES = 37 };
    fixture f = begin();
    const ig_shared large = *share(f.crew, MEGABYTES << 20, 1);
    const ig_job_input inputs[] = {{"large", large.bytes, large.size_bytes}};
    ig_job job = plain;
    job.inputs = inputs;
    job.n_inputs = 1;
    (void)start(f.crew, job, "m");
    int with = next(f.crew).exit_code;
    end(f);
    f = begin();
    (void)start(f.crew, plain, "m");
    int without = next(f.crew).exit_code;
    assert_in_range(with, without - 2, without + 2);
    end(f);
}

static void memory_is_sealed_once_and_with_something_in_it(void **state) {
    fixture f = begin();
    ig_error err;
    uint64_t bytes = 0;
    unsigned number = 0;
    assert_null(ig_crew_shared(f.crew, 0));
    assert_null(ig_crew_shared(f.crew, 1));
    assert_int_equal(ig_crew_memory(f.crew, "input", &number, &err), 0);
    assert_int_equal(number, 1);
    assert_int_equal(ig_crew_seal(f.crew, number, &bytes, &err), -1);
    assert_string_equal(err.text, "seal: nothing was put into the memory");
    assert_int_equal(write(ig_crew_shared(f.crew, number)->fd, "a", 1), 1);
    assert_int_equal(ig_crew_seal(f.crew, number, &bytes, &err), 0);
    assert_int_equal(ig_crew_seal(f.crew, number, &bytes, &err), -1);
    assert_string_equal(err.text, "seal: memory of a crew that is not sealed expected");
    assert_int_equal(ig_crew_seal(f.crew, 2, &bytes, &err), -1);
    end(f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_worker_ends_with_its_exit_code),
        cmocka_unit_test(what_it_prints_is_collected),
        cmocka_unit_test(requests_are_answered_and_the_last_word_is_kept),
        cmocka_unit_test(a_crash_is_told_and_touches_nobody),
        cmocka_unit_test(limits_of_time_are_kept),
        cmocka_unit_test(output_without_end_is_ended),
        cmocka_unit_test(garbage_ends_who_sends_it),
        cmocka_unit_test(what_is_no_message_of_ours_harms_nobody),
        cmocka_unit_test(what_is_not_told_that_it_is_committed_is_not),
        cmocka_unit_test(without_descriptors_no_worker_starts),
        cmocka_unit_test(who_sends_garbage_and_is_gone_is_not_killed),
        cmocka_unit_test(a_worker_sees_nothing_of_another),
        cmocka_unit_test(what_the_program_was_started_with_is_for_the_trusted),
        cmocka_unit_test(a_limit_may_be_any_number),
        cmocka_unit_test(a_signal_is_told_without_a_wait),
        cmocka_unit_test(a_worker_can_be_killed),
        cmocka_unit_test(an_interrupt_is_told_and_passed_on),
        cmocka_unit_test(nothing_is_left_over),
        cmocka_unit_test(sealed_memory_is_an_input_of_any_worker),
        cmocka_unit_test(sealed_memory_counts_against_no_limit),
        cmocka_unit_test(memory_is_sealed_once_and_with_something_in_it),
    };
    return cmocka_run_group_tests_name("run/crew", tests, NULL, NULL);
}
