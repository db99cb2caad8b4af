/* Standard input: read in place when it is a file, kept when it flows in, refused when neither. */
#include "csv/source/spool.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <time.h>

#include "csv/source/source.h"
#include "csv/world.h"

#include "csv/faults.h"
#include "csv/packing.h"

enum { MUCH = 700000 }; /* more than a pipe and a block hold */

/* Writes text into a descriptor and closes it: the other end of standard input. */
typedef struct speaker {
    pthread_t thread;
    int to;
    const char *bytes;
    size_t size_bytes;
} speaker;

static void *speak(void *context) {
    speaker *s = context;
    for (size_t at = 0; at < s->size_bytes;) {
        long n = syscall(SYS_write, s->to, s->bytes + at, s->size_bytes - at);
        if (n < 0) {
            break; /* nobody listens any more */
        }
        at += (size_t)n;
    }
    (void)close(s->to);
    return NULL;
}

static int keep_stdin(void) {
    int kept = dup(STDIN_FILENO);
    assert_true(kept >= 0);
    return kept;
}

static void put_stdin(int fd) {
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    assert_int_equal(close(fd), 0);
}

static void speak_into_stdin(speaker *s, bool as_socket, const char *bytes, size_t size_bytes) {
    int ends[2];
    assert_int_equal(as_socket ? socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : pipe(ends), 0);
    put_stdin(ends[0]);
    *s = (speaker){.to = ends[1], .bytes = bytes, .size_bytes = size_bytes};
    assert_int_equal(pthread_create(&s->thread, NULL, speak, s), 0);
}

static void assert_stdin_gives(const char *expected, size_t size_bytes) {
    ig_memory *memory = ig_memory_new();
    ig_error err;
    size_t got = 0;
    char *bytes = malloc(size_bytes + 1);
    assert_non_null(bytes);
    ig_csv_source *source = ig_csv_source_open(&(ig_context){.memory = memory}, "-", &err);
    if (source == NULL) {
        fail_msg("%s", err.text);
    }
    assert_string_equal(ig_csv_source_shown(source), "standard input");
    for (int round = 0; round < 2; round++) {
        assert_int_equal(ig_csv_source_next(source, bytes, size_bytes + 1, &got, &err), 0);
        assert_int_equal(got, size_bytes);
        assert_memory_equal(bytes, expected, size_bytes);
        assert_int_equal(ig_csv_source_rewind(source, &err), 0);
    }
    assert_int_equal(ig_csv_source_same(source, &err), 0);
    ig_csv_source_close(source);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
    free(bytes);
}

static void assert_no_stdin(ig_pool *pool, ig_error_kind kind, const char *text) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_null(ig_csv_source_open(&(ig_context){.memory = memory, .pool = pool}, "-", &err));
    assert_error(&err, kind, text);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static char *much(void) {
    uint64_t seed = 41;
    char *text = malloc(MUCH);
    assert_non_null(text);
    for (size_t i = 0; i < MUCH; i++) {
        text[i] = (char)('a' + random_below(&seed, 26));
    }
    return text;
}

static void what_flows_in_is_kept(void **state) {
    int kept = keep_stdin();
    char *text = much();
    speaker s;
    for (int as_socket = 0; as_socket < 2; as_socket++) {
        speak_into_stdin(&s, as_socket != 0, text, MUCH);
        assert_stdin_gives(text, MUCH);
        assert_int_equal(pthread_join(s.thread, NULL), 0);
        assert_stdin_gives(text, MUCH); /* its copy, which took its place */
    }
    set_faults((fault_plan){.most = 5000, .interrupted = true});
    speak_into_stdin(&s, false, text, MUCH);
    assert_stdin_gives(text, MUCH);
    assert_int_equal(pthread_join(s.thread, NULL), 0);
    no_faults();
    packed data = pack(gzip_member, text, MUCH, 2);
    speak_into_stdin(&s, false, data.bytes, data.size_bytes);
    assert_stdin_gives(text, MUCH);
    assert_int_equal(pthread_join(s.thread, NULL), 0);
    free(data.bytes);
    free(text);
    put_stdin(kept);
}

static void a_file_is_read_from_where_it_stands(void **state) {
    int kept = keep_stdin();
    char line[6];
    write_text("x.csv", "title\na,b\n1,2\n");
    int fd = open("x.csv", O_RDONLY);
    assert_true(fd >= 0);
    put_stdin(fd);
    assert_stdin_gives("title\na,b\n1,2\n", 14);
    assert_int_equal(read(STDIN_FILENO, line, sizeof line), 6);
    assert_stdin_gives("a,b\n1,2\n", 8);
    assert_int_equal(lseek(STDIN_FILENO, 0, SEEK_END), 14);
    assert_stdin_gives("", 0);
    put_stdin(kept);
}

static void what_is_neither_is_refused(void **state) {
    int kept = keep_stdin();
    put_stdin(open("/dev/null", O_RDONLY));
    assert_no_stdin(NULL, IG_ERROR_NO_INPUT, "standard input: is neither a file nor a pipe");
    put_stdin(open(".", O_RDONLY));
    assert_no_stdin(NULL, IG_ERROR_NO_INPUT, "standard input: is a directory");
    assert_int_equal(close(STDIN_FILENO), 0);
    assert_no_stdin(NULL, IG_ERROR_NO_INPUT, "standard input: cannot be read: bad file descriptor");
    assert_int_equal(open("/dev/null", O_RDONLY), STDIN_FILENO);
    speaker s;
    speak_into_stdin(&s, false, "", 0);
    assert_stdin_gives("", 0);
    assert_int_equal(pthread_join(s.thread, NULL), 0);
    put_stdin(kept);
}

static void a_folder_without_room_is_named(void **state) {
    int kept = keep_stdin();
    char *text = much();
    speaker s;
    (void)signal(SIGPIPE, SIG_IGN); /* the speaker finds nobody there */
    assert_int_equal(setenv("TMPDIR", ".", 1), 0);
    speak_into_stdin(&s, false, text, MUCH);
    set_faults((fault_plan){.room = 300000});
    assert_no_stdin(NULL, IG_ERROR_LIMIT,
                    "standard input: cannot be kept in the folder '.': no space left on device; "
                    "set TMPDIR to another");
    no_faults();
    put_stdin(kept);
    assert_int_equal(pthread_join(s.thread, NULL), 0);
    kept = keep_stdin();
    assert_int_equal(setenv("TMPDIR", "./none", 1), 0);
    speak_into_stdin(&s, false, "a\n", 2);
    assert_no_stdin(NULL, IG_ERROR_SCRIPT,
                    "standard input: cannot be kept in the folder './none': no such file or "
                    "directory; set TMPDIR to another");
    assert_int_equal(pthread_join(s.thread, NULL), 0);
    assert_int_equal(unsetenv("TMPDIR"), 0);
    put_stdin(kept);
    free(text);
}

static void *stop_soon(void *context) {
    ig_watch *watch = context;
    (void)nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    atomic_store(&watch->stop, 1);
    return NULL;
}

/* Nothing comes and nobody closes: only the watch can end it. */
static void waiting_can_be_stopped(void **state) {
    world *w = *state;
    int kept = keep_stdin();
    int ends[2];
    pthread_t thread;
    ig_watch watch = {0};
    ig_pool_watch(w->context.pool, &watch);
    assert_int_equal(pipe(ends), 0);
    put_stdin(ends[0]);
    assert_int_equal(pthread_create(&thread, NULL, stop_soon, &watch), 0);
    assert_no_stdin(w->context.pool, IG_ERROR_STOPPED, "interrupted");
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(close(ends[1]), 0);
    ig_pool_watch(w->context.pool, NULL);
    put_stdin(kept);
}

/* Where no folder may be written into it is kept in memory, and counted. */
static void without_a_folder_in_reach_it_is_kept_in_memory(void **state) {
    const world *w = *state;
    ig_error err;
    int ends[2];
    ig_reach *reach = ig_reach_new(w->memory, &err);
    assert_non_null(reach);
    const ig_context context = {.memory = w->memory, .reach = reach};
    for (int round = 0; round < 2; round++) {
        assert_int_equal(pipe(ends), 0);
        assert_int_equal(write(ends[1], "a\n", 2), 2);
        assert_int_equal(close(ends[1]), 0);
        size_t before = ig_memory_read(w->memory).live_bytes;
        ig_memory_limit(w->memory, round == 0 ? 0 : before + (1 << 18) + 1);
        int fd = ig_csv_spool(&context, ends[0], "a pipe", &err);
        ig_memory_limit(w->memory, 0);
        assert_int_equal(close(ends[0]), 0);
        if (round == 0) {
            assert_int_equal(lseek(fd, 0, SEEK_END), 2);
            assert_int_equal(close(fd), 0);
            assert_int_equal(ig_memory_read(w->memory).live_bytes, before + 2);
        } else {
            assert_int_equal(fd, -1);
            assert_int_equal(err.kind, IG_ERROR_LIMIT);
            assert_memory_equal(err.text, "a pipe: memory limit: ", 22);
        }
    }
    ig_reach_free(reach);
}

static int spool_a_line(ig_memory *memory, void *context, ig_error *err) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "a\n", 2), 2);
    assert_int_equal(close(ends[1]), 0);
    int fd = ig_csv_spool(&(ig_context){.memory = memory}, ends[0], "a pipe", err);
    assert_int_equal(close(ends[0]), 0);
    if (fd >= 0) {
        assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
        assert_int_equal(lseek(fd, 0, SEEK_END), 2);
        assert_int_equal(close(fd), 0);
    }
    return fd < 0 ? -1 : 0;
}

static void every_failure_frees(void **state) {
    assert_int_equal(prove_failures_free(spool_a_line, NULL), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_folder_in_reach_it_is_kept_in_memory),
        cmocka_unit_test(what_flows_in_is_kept),
        cmocka_unit_test(a_file_is_read_from_where_it_stands),
        cmocka_unit_test(what_is_neither_is_refused),
        cmocka_unit_test(a_folder_without_room_is_named),
        cmocka_unit_test(waiting_can_be_stopped),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
