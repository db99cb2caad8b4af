/* Each thing that a jail denies, tried in a process of its own; and what must go on working in it. */
#define _GNU_SOURCE

#include "base/folder.h"

#include "run/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* 0: it was done. Else errno. */
typedef int (*attempt)(void);

static int of_errno(long result) {
    return result < 0 ? errno : 0;
}

/* In a jail that may read ./in and write below ./stage: the errno, or −signal. */
static int try_in_jail(attempt run) {
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        static const char *const reads[] = {"in"};
        ig_error err;
        ig_memory *memory = ig_memory_new();
        ig_jail jail = {.reads = reads, .n_reads = 1, .limits = {.n_files = 20}};
        jail.stage_fd = open("stage", O_RDONLY | O_DIRECTORY);
        jail.limits.memory_bytes = 64 << 20;
        jail.filter = ig_filter_new(memory, false, &err);
        _exit(jail.filter == NULL || jail.stage_fd < 0 || ig_jail_shut(&jail, &err) != 0 ? 255
                                                                                         : run());
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(!WIFEXITED(status) || WEXITSTATUS(status) != 255);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static int run_program(void) {
    char *const words[] = {(char[]){"/bin/true"}, NULL};
    return of_errno(execv(words[0], words));
}
static int start_process(void) {
    pid_t child = fork();
    if (child == 0) {
        _exit(0);
    }
    return of_errno(child);
}
static int open_socket(void) {
    return of_errno(socket(AF_INET, SOCK_STREAM, 0));
}
static int open_pair(void) {
    int pair[2];
    return of_errno(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
}
static int write_outside(void) {
    return of_errno(open("new", O_WRONLY | O_CREAT, 0666));
}
static int write_into_read(void) {
    return of_errno(open("in/x", O_WRONLY));
}
static int read_outside(void) {
    return of_errno(open("/etc/passwd", O_RDONLY));
}
static int list_outside(void) {
    return of_errno(open("/", O_RDONLY | O_DIRECTORY));
}
static int cut_outside(void) {
    return of_errno(truncate("other", 0));
}
static int link_out(void) {
    return of_errno(symlink("/etc", "stage/etc"));
}
static int move_out(void) {
    int fd = open("stage/a", O_WRONLY | O_CREAT, 0666);
    return fd < 0 ? 254 : of_errno(rename("stage/a", "a"));
}
static int trace(void) {
    return of_errno(ptrace(PTRACE_ATTACH, getppid(), 0, 0));
}
static int kill_parent(void) {
    return of_errno(kill(getppid(), SIGCONT));
}
static int make_namespace(void) {
    return of_errno(unshare(CLONE_NEWUSER));
}
static int raise_limit(void) {
    const struct rlimit more = {.rlim_cur = 1000, .rlim_max = 1000};
    return of_errno(setrlimit(RLIMIT_NOFILE, &more));
}

static int own_by_parent(void) {
    int fd = open("in/x", O_RDONLY);
    return of_errno(fcntl(fd, F_SETOWN, getppid()));
}
static int choose_signal(void) {
    int fd = open("in/x", O_RDONLY);
    return of_errno(fcntl(fd, F_SETSIG, SIGKILL));
}
static int give_privileges(void) {
    int fd = open("stage/a", O_WRONLY | O_CREAT, 0666);
    return fd < 0 ? 254 : of_errno(fchmod(fd, 04755));
}
static int fake_typing(void) {
    return of_errno(ioctl(0, TIOCSTI, "x"));
}
static int thread_of_another_namespace(void) {
    return of_errno(syscall(SYS_clone, CLONE_THREAD | CLONE_SIGHAND | CLONE_VM | CLONE_NEWNET, NULL,
                            NULL, NULL, 0));
}

static void what_leads_out_is_denied(void **state) {
    assert_int_equal(try_in_jail(run_program), -SIGSYS);
    assert_int_equal(try_in_jail(start_process), -SIGSYS);
    assert_int_equal(try_in_jail(trace), -SIGSYS);
    assert_int_equal(try_in_jail(make_namespace), -SIGSYS);
    assert_int_equal(try_in_jail(open_socket), EPERM);
    assert_int_equal(try_in_jail(open_pair), EPERM);
    assert_int_equal(try_in_jail(kill_parent), EPERM);
    assert_int_equal(try_in_jail(raise_limit), EPERM);
    assert_int_equal(try_in_jail(link_out), EPERM);
    assert_int_equal(try_in_jail(cut_outside), EPERM);
    assert_int_equal(try_in_jail(own_by_parent), EPERM);
    assert_int_equal(try_in_jail(choose_signal), EPERM);
    assert_int_equal(try_in_jail(give_privileges), EPERM);
    assert_int_equal(try_in_jail(fake_typing), EPERM);
    assert_int_equal(try_in_jail(thread_of_another_namespace), EPERM);
}

static void files_outside_are_denied_where_the_kernel_can(void **state) {
    if (syscall(SYS_landlock_create_ruleset, NULL, 0, 1) < 1) {
        skip();
    }
    assert_int_equal(try_in_jail(read_outside), EACCES);
    assert_int_equal(try_in_jail(list_outside), EACCES);
    assert_int_equal(try_in_jail(write_outside), EACCES);
    assert_int_equal(try_in_jail(write_into_read), EACCES);
    assert_int_not_equal(try_in_jail(move_out), 0);
}

static void *set_true(void *to) {
    *(bool *)to = true;
    return NULL;
}
static int start_thread(void) {
    pthread_t thread;
    bool ran = false;
    int result = pthread_create(&thread, NULL, set_true, &ran);
    return result != 0 ? result : pthread_join(thread, NULL) != 0 || !ran;
}
static int read_file(void) {
    char text[8];
    int fd = open("in/x", O_RDONLY);
    return fd < 0 ? errno : read(fd, text, sizeof text) != 3;
}
static int map_memory(void) {
    int fd = open("in/x", O_RDONLY);
    char *text = mmap(NULL, 3, PROT_READ, MAP_PRIVATE, fd, 0);
    char *room = malloc(32 << 20);
    return text == MAP_FAILED || text[1] != 'b' || room == NULL;
}
static int write_file(void) {
    int fd = mkdir("stage/below", 0777) != 0 ? -1 : open("stage/below/x", O_WRONLY | O_CREAT, 0666);
    return fd < 0 ? errno : write(fd, "abc", 3) != 3 || fsync(fd) != 0;
}
static int run_out_of_memory(void) {
    void *room = malloc((size_t)2 << 30);
    return room == NULL ? errno : 0;
}
static int run_out_of_files(void) {
    int n = 0;
    while (open("in/x", O_RDONLY) >= 0) {
        n++;
    }
    return n > 100 ? 254 : errno;
}

static void what_work_needs_goes_on(void **state) {
    assert_int_equal(try_in_jail(start_thread), 0);
    assert_int_equal(try_in_jail(read_file), 0);
    assert_int_equal(try_in_jail(map_memory), 0);
    assert_int_equal(try_in_jail(write_file), 0);
}

static void resources_end(void **state) {
    assert_int_equal(try_in_jail(run_out_of_memory), ENOMEM);
    assert_int_equal(try_in_jail(run_out_of_files), EMFILE);
}

static int open_cells(void **state) {
    int result = open_lone_world(state);
    assert_int_equal(mkdir("in", 0777), 0);
    assert_int_equal(mkdir("stage", 0777), 0);
    write_bytes("in/x", "abc", 3);
    write_bytes("other", "abc", 3);
    return result;
}

static int close_cells(void **state) {
    (void)remove("in/x");
    (void)remove("stage/a");
    (void)remove("stage/below/x");
    (void)remove("stage/below");
    return close_world(state);
}

#define JAIL_TEST(test) cmocka_unit_test_setup_teardown(test, open_cells, close_cells)

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
static void there_is_none_under_sanitizers(void **state) {
    skip();
}
#endif

int main(void) {
    const struct CMUnitTest tests[] = {
        JAIL_TEST(what_leads_out_is_denied),
        JAIL_TEST(files_outside_are_denied_where_the_kernel_can),
        JAIL_TEST(what_work_needs_goes_on),
        JAIL_TEST(resources_end),
    };
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    (void)tests;
    const struct CMUnitTest none[] = {cmocka_unit_test(there_is_none_under_sanitizers)};
    return cmocka_run_group_tests_name("run/jail", none, NULL, NULL);
#else
    return cmocka_run_group_tests_name("run/jail", tests, NULL, NULL);
#endif
}
