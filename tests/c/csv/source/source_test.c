/*
 * The same bytes come from a plain file, a packed one and standard input, in pieces of any size and
 * whatever the system does meanwhile; or there is an error that names the place.
 */
#include "csv/source/source.h"
#include "csv/source/encoding.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "csv/world.h"

#include "csv/faults.h"
#include "csv/packing.h"

/* Lines of numbers with some text: packs well, and no piece is like another. */
static char *lines_of(size_t size_bytes, uint64_t seed) {
    char *text = malloc(size_bytes + 64);
    assert_non_null(text);
    for (size_t at = 0; at < size_bytes;) {
        at += (size_t)snprintf(text + at, 64, "%zu,\"partner %zu\",千克\n",
                               random_below(&seed, 1000000), random_below(&seed, 50));
    }
    return text;
}

static ig_csv_source *open_source(ig_memory *memory, const char *path) {
    ig_error err;
    ig_csv_source *source = ig_csv_source_open(&(ig_context){.memory = memory}, path, &err);
    if (source == NULL) {
        fail_msg("%s", err.text);
    }
    return source;
}

/* All of a source, in pieces of random size up to `most`. */
static void assert_gives(ig_csv_source *source, const char *expected, size_t size_bytes,
                         size_t most, uint64_t *seed) {
    ig_error err;
    char *bytes = malloc(size_bytes + most);
    size_t at = 0;
    size_t got = 0;
    size_t wanted = 0;
    assert_non_null(bytes);
    do {
        wanted = 1 + random_below(seed, most);
        if (ig_csv_source_next(source, bytes + at, wanted, &got, &err) != 0) {
            fail_msg("%s", err.text);
        }
        at += got;
    } while (got == wanted);
    assert_int_equal(at, size_bytes);
    assert_memory_equal(bytes, expected, size_bytes);
    assert_int_equal(ig_csv_source_next(source, bytes, 1, &got, &err), 0);
    assert_int_equal(got, 0);
    assert_int_equal(ig_csv_source_consumed(source), ig_csv_source_size(source));
    assert_int_equal(ig_csv_source_same(source, &err), 0);
    free(bytes);
}

static void assert_reads(const char *path, ig_csv_packing packing, const char *expected,
                         size_t size_bytes, size_t most, uint64_t *seed) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_csv_source *source = open_source(memory, path);
    assert_int_equal(ig_csv_source_packing(source), packing);
    for (int round = 0; round < 2; round++) {
        assert_gives(source, expected, size_bytes, most, seed);
        assert_int_equal(ig_csv_source_rewind(source, &err), 0);
    }
    ig_csv_source_close(source);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void assert_no_source(const char *path, ig_error_kind kind, const char *text) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    assert_null(ig_csv_source_open(&(ig_context){.memory = memory}, path, &err));
    assert_error(&err, kind, text);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void the_bytes_do_not_depend_on_packing(void **state) {
    uint64_t seed = 21;
    static const size_t sizes[] = {1, 100, 400000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        size_t n = sizes[i];
        char *text = lines_of(n, seed);
        for (size_t parts = 1; parts <= 9; parts += 4) {
            size_t most = i < 2 ? 3 : 90000;
            write_bytes("x.csv", text, n);
            assert_reads("x.csv", IG_CSV_PLAIN, text, n, most, &seed);
            write_packed("x.csv", gzip_member, text, n, parts);
            assert_reads("x.csv", IG_CSV_GZIP, text, n, most, &seed);
            write_packed("x.csv", zstd_frame, text, n, parts);
            assert_reads("x.csv", IG_CSV_ZSTD, text, n, most, &seed);
        }
        free(text);
    }
}

static void short_and_interrupted_reads_change_nothing(void **state) {
    uint64_t seed = 22;
    size_t n = 20000;
    char *text = lines_of(n, seed);
    write_bytes("x.csv", text, n);
    write_packed("x.csv.gz", gzip_member, text, n, 3);
    write_packed("x.csv.zst", zstd_frame, text, n, 3);
    for (size_t most = 1; most <= 7; most += 3) {
        set_faults((fault_plan){.most = most, .interrupted = true});
        assert_reads("x.csv", IG_CSV_PLAIN, text, n, 6000, &seed);
        assert_reads("x.csv.gz", IG_CSV_GZIP, text, n, 6000, &seed);
        assert_reads("x.csv.zst", IG_CSV_ZSTD, text, n, 6000, &seed);
        no_faults();
    }
    free(text);
}

static int read_all(ig_csv_source *source, ig_error *err) {
    char bytes[1000];
    size_t got = sizeof bytes;
    while (got == sizeof bytes) {
        if (ig_csv_source_next(source, bytes, sizeof bytes, &got, err) != 0) {
            return -1;
        }
    }
    return ig_csv_source_same(source, err);
}

static void assert_fails_while_read(const char *path, ig_error_kind kind, const char *text) {
    ig_memory *memory = ig_memory_new();
    ig_error err = {.kind = IG_ERROR_NONE};
    ig_csv_source *source = ig_csv_source_open(&(ig_context){.memory = memory}, path, &err);
    assert_true(source == NULL || read_all(source, &err) != 0);
    assert_error(&err, kind, text);
    ig_csv_source_close(source);
    assert_int_equal(ig_memory_read(memory).live_blocks, 0);
    ig_memory_free(memory);
}

static void a_disk_that_fails_is_named_with_the_place(void **state) {
    char *text = lines_of(30000, 23);
    write_bytes("x.csv", text, 30000);
    write_packed("y.csv", gzip_member, text, 30000, 1);
    set_faults((fault_plan){.broken_at = 2000});
    assert_fails_while_read("x.csv", IG_ERROR_NO_INPUT,
                            "x.csv: cannot be read at byte 2001: input/output error");
    assert_fails_while_read("y.csv", IG_ERROR_NO_INPUT,
                            "y.csv: cannot be read at byte 2001: input/output error");
    no_faults();
    free(text);
}

static void shorten(void) {
    assert_int_equal(truncate("x.csv", 1500), 0);
}

static void lengthen(void) {
    FILE *file = fopen("x.csv", "ab");
    assert_non_null(file);
    assert_true(fputs("late,row\n", file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* Whenever it happens while a file is read: an error, and never a signal or half a row. */
static void a_file_that_changes_while_it_is_read_is_refused(void **state) {
    static void (*const changes[])(void) = {shorten, lengthen};
    char *text = lines_of(300000, 24);
    for (size_t call = 2; call <= 30; call += 14) {
        for (size_t i = 0; i < 2; i++) {
            write_bytes("x.csv", text, 30000);
            set_faults((fault_plan){.call = call, .happen = changes[i]});
            assert_fails_while_read("x.csv", IG_ERROR_DATA,
                                    "x.csv: the file changed while it was read");
            write_packed("x.csv", zstd_frame, text, 300000, 1);
            set_faults((fault_plan){.call = 3, .happen = changes[i]});
            assert_fails_while_read("x.csv", IG_ERROR_DATA,
                                    "x.csv: the file changed while it was read");
            no_faults();
        }
    }
    free(text);
}

static void what_comes_late_is_not_read(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_error err;
    char bytes[64];
    size_t got = 0;
    write_text("x.csv", "a\n1\n");
    ig_csv_source *source = open_source(memory, "x.csv");
    lengthen();
    assert_int_equal(ig_csv_source_next(source, bytes, sizeof bytes, &got, &err), 0);
    assert_int_equal(got, 4);
    assert_int_equal(ig_csv_source_read(source, 2, bytes, sizeof bytes, &got, &err), 0);
    assert_int_equal(got, 2);
    ig_csv_source_close(source);
    ig_memory_free(memory);
}

static void what_cannot_be_a_table_is_refused(void **state) {
    struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "socket.csv"};
    int listener = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(listener >= 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_no_source("socket.csv", IG_ERROR_NO_INPUT, "socket.csv: is not a regular file");
    assert_int_equal(close(listener), 0);
    assert_int_equal(mkfifo("pipe.csv", 0600), 0);
    assert_no_source("pipe.csv", IG_ERROR_NO_INPUT, "pipe.csv: is not a regular file");
    assert_no_source("/dev/zero", IG_ERROR_NO_INPUT, "/dev/zero: is not a regular file");
    assert_no_source("/dev/tty", IG_ERROR_NO_INPUT, "/dev/tty: is not a regular file");
    assert_no_source(".", IG_ERROR_NO_INPUT, ".: is a directory");
    assert_no_source("none.csv", IG_ERROR_NO_INPUT, "none.csv: no such file");
    write_packed("twice.gz", gzip_member, "\x1f\x8b\x08", 3, 1);
    assert_no_source("twice.gz", IG_ERROR_DATA, "twice.gz: packed twice; unpack it once");
    write_packed("utf16.zst", zstd_frame,
                 "\xff\xfe"
                 "a\0",
                 4, 1);
    assert_no_source(
        "utf16.zst", IG_ERROR_DATA,
        "utf16.zst: UTF-16 is not read; in Excel save it as \"CSV UTF-8\", or: iconv -f UTF-16 "
        "-t UTF-8 FILE > NEW");
}

/* All but 4,096 bytes of it are no disk at all; what it says must come at once. */
static void a_sparse_terabyte_ends_at_its_first_nul(void **state) {
    ig_memory *memory = ig_memory_new();
    ig_csv_encoded encoded;
    ig_error err;
    write_text("x.csv", "a,b\n1,2\n");
    assert_int_equal(truncate("x.csv", (off_t)1 << 40), 0);
    ig_csv_source *source = open_source(memory, "x.csv");
    assert_int_equal(ig_csv_source_size(source), (uint64_t)1 << 40);
    assert_int_equal(ig_csv_encoding_decide(source, IG_UTF8, &encoded, &err), -1);
    assert_error(&err, IG_ERROR_DATA, "x.csv: binary data (a NUL byte at byte 9)");
    assert_true(ig_memory_read(memory).peak_bytes < 1 << 20);
    ig_csv_source_close(source);
    ig_memory_free(memory);
}

static void any_name_a_file_can_have_is_read_and_shown(void **state) {
    char longest[256];
    memset(longest, 'n', 255);
    longest[255] = '\0';
    const struct {
        const char *name;
        const char *shown;
    } names[] = {{"a\nb.csv", "a\\x0ab.csv"},
                 {"a\"'.csv", "a\"'.csv"},
                 {"\xff\x1b[2J", "\\xff\\x1b[2J"},
                 {"-rf", "-rf"},
                 {"./-", "./-"},
                 {"../x.csv", "../x.csv"},
                 {"出口.csv", "出口.csv"},
                 {longest, longest}};
    ig_memory *memory = ig_memory_new();
    assert_int_equal(mkdir("inner", 0700), 0);
    assert_int_equal(chdir("inner"), 0);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        write_text(names[i].name, "a\n1\n");
        ig_csv_source *source = open_source(memory, names[i].name);
        assert_string_equal(ig_csv_source_shown(source), names[i].shown);
        ig_csv_source_close(source);
        assert_int_equal(remove(names[i].name), 0);
    }
    assert_int_equal(chdir(".."), 0);
    ig_memory_free(memory);
    char longer[300];
    char text[400];
    memset(longer, 'n', 299);
    longer[299] = '\0';
    snprintf(text, sizeof text, "%s: cannot be read: file name too long", longer);
    assert_no_source(longer, IG_ERROR_NO_INPUT, text);
}

/* Two pages of which only the first may be touched; the end of the first is given out. */
typedef struct guarded {
    char *pages;
    size_t page_bytes;
} guarded;

static guarded guard(void) {
    guarded g = {.page_bytes = (size_t)sysconf(_SC_PAGESIZE)};
    int zero = open("/dev/zero", O_RDWR);
    assert_true(zero >= 0);
    g.pages = mmap(NULL, 2 * g.page_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE, zero, 0);
    assert_true(g.pages != MAP_FAILED);
    assert_int_equal(mprotect(g.pages + g.page_bytes, g.page_bytes, PROT_NONE), 0);
    assert_int_equal(close(zero), 0);
    return g;
}

/*
 * A file of exactly a page, read into exactly a page. The file is never mapped, so nothing of it can
 * be touched behind its end; proven is that reading and unpacking write, and the checks read, no
 * byte behind the memory they are given.
 */
static void nothing_is_touched_behind_the_bytes(void **state) {
    guarded g = guard();
    ig_memory *memory = ig_memory_new();
    ig_error err;
    size_t got = 0;
    char *text = lines_of(g.page_bytes, 25);
    write_bytes("a.csv", text, g.page_bytes);
    write_packed("b.csv", gzip_member, text, g.page_bytes, 1);
    write_packed("c.csv", zstd_frame, text, g.page_bytes, 1);
    for (const char *name = "a.csv\0b.csv\0c.csv\0"; *name != '\0'; name += 6) {
        for (size_t n = 1; n <= g.page_bytes; n = n < 70 ? n + 1 : n * 2) {
            char *at = g.pages + g.page_bytes - n;
            ig_csv_source *source = open_source(memory, name);
            assert_int_equal(ig_csv_source_next(source, at, n, &got, &err), 0);
            assert_int_equal(got, n);
            assert_memory_equal(at, text, n);
            ig_csv_check check = {0};
            ig_csv_check_utf8(&check, at, n);
            ig_csv_check_gb18030(&check, at, n);
            (void)ig_csv_is_utf8(at, n);
            (void)ig_csv_is_gb18030(at, n);
            (void)ig_csv_ascii_bytes(at, n);
            ig_csv_source_close(source);
        }
    }
    free(text);
    ig_memory_free(memory);
    assert_int_equal(munmap(g.pages, 2 * g.page_bytes), 0);
}

static void work_that_is_stopped_ends(void **state) {
    world *w = *state;
    ig_error err;
    char bytes[8];
    size_t got = 0;
    ig_watch watch = {0};
    ig_pool_watch(w->context.pool, &watch);
    write_text("x.csv", "a\n1\n");
    ig_csv_source *source = ig_csv_source_open(&w->context, "x.csv", &err);
    assert_non_null(source);
    atomic_store(&watch.stop, 1);
    assert_int_equal(ig_csv_source_next(source, bytes, sizeof bytes, &got, &err), -1);
    assert_error(&err, IG_ERROR_STOPPED, "interrupted");
    ig_csv_source_close(source);
    ig_pool_watch(w->context.pool, NULL);
}

static int read_path(ig_memory *memory, void *context, ig_error *err) {
    ig_csv_source *source = ig_csv_source_open(&(ig_context){.memory = memory}, context, err);
    int status = source == NULL ? -1 : read_all(source, err);
    ig_csv_encoded encoded;
    if (status == 0) {
        status = ig_csv_encoding_decide(source, IG_AUTO, &encoded, err);
    }
    ig_csv_source_close(source);
    return status;
}

static void every_failure_frees(void **state) {
    char *text = lines_of(300000, 26);
    write_bytes("a.csv", text, 300000);
    write_packed("b.csv", gzip_member, text, 300000, 2);
    write_packed("c.csv", zstd_frame, text, 300000, 2);
    assert_int_equal(prove_failures_free(read_path, (char *)"a.csv"), 2);
    assert_in_range(prove_failures_free(read_path, (char *)"b.csv"), 5, 12);
    assert_in_range(prove_failures_free(read_path, (char *)"c.csv"), 5, 12);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bytes_do_not_depend_on_packing),
        cmocka_unit_test(short_and_interrupted_reads_change_nothing),
        cmocka_unit_test(a_disk_that_fails_is_named_with_the_place),
        cmocka_unit_test(a_file_that_changes_while_it_is_read_is_refused),
        cmocka_unit_test(what_comes_late_is_not_read),
        cmocka_unit_test(what_cannot_be_a_table_is_refused),
        cmocka_unit_test(a_sparse_terabyte_ends_at_its_first_nul),
        cmocka_unit_test(any_name_a_file_can_have_is_read_and_shown),
        cmocka_unit_test(nothing_is_touched_behind_the_bytes),
        cmocka_unit_test(work_that_is_stopped_ends),
        cmocka_unit_test(every_failure_frees),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
