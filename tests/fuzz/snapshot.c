/*
 * Bytes that may be anything, opened as a snapshot. Without libFuzzer it changes good files: bits,
 * bytes, numbers that reach far, cuts; and half of the time it puts the right hash of the footer
 * back, so that what stands behind the hash is tried as well.
 */
#define _GNU_SOURCE /* memfd_create */

#include "store/snapshot.h"
#include "store/format.h"
#include "table/builder.h"

#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void nothing(void *context, const ig_checked *checked) {
    (void)context;
    (void)checked;
}

static void read_cells(ig_memory *memory, const ig_table *table) {
    ig_error err;
    ig_buffer out;
    ig_buffer_init(&out, memory);
    for (size_t i = 0; table != NULL && i < table->n_fields; i++) {
        for (size_t row = 0; row < table->n_rows; row++) {
            out.size_bytes = 0;
            if (ig_table_print_cell(table, i, row, &out, &err) != 0)
                fuzz_fail("a cell that was checked cannot be printed");
        }
    }
    ig_buffer_reset(&out);
}

static void open_path(const ig_context *context, const char *path) {
    ig_error err;
    ig_snapshot snapshot;
    if (ig_snapshot_open(context, path, &snapshot, &err) == 0 &&
        ig_snapshot_verify(context, snapshot.table, nothing, NULL, &err) == 0) {
        read_cells(context->memory, snapshot.table);
        for (size_t i = 0; i < IG_ATTACHED; i++) {
            read_cells(context->memory, *ig_attached(snapshot.table, i));
        }
    }
    ig_snapshot_reset(&snapshot);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size_bytes) {
    ig_error err;
    char path[64];
    int fd = memfd_create("fuzz", 0);
    ig_memory *memory = ig_memory_new();
    ig_pool *pool = ig_pool_new(memory, 1, &err);
    if (fd < 0 || pool == NULL || write(fd, bytes, size_bytes) != (ssize_t)size_bytes)
        fuzz_fail("no file for the input");
    ig_memory_limit(memory, (size_t)1 << 30);
    ig_context context = {.memory = memory, .pool = pool};
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    open_path(&context, path);
    close(fd);
    ig_pool_free(pool);
    if (ig_memory_read(memory).live_blocks != 0)
        fuzz_fail("memory was left behind");
    ig_memory_free(memory);
    return 0;
}

#ifndef INGOT_LIBFUZZER

#include "base/harness.h"

enum { SEEDS = 64, LARGEST = 1 << 20 };

typedef struct seeds {
    uint8_t *bytes[SEEDS];
    size_t size_bytes[SEEDS];
    size_t n;
} seeds;

static void add_seed(seeds *all, const char *path) {
    FILE *file = fopen(path, "rb");
    if (file == NULL || all->n == SEEDS)
        fuzz_fail("a file of the seeds cannot be taken");
    all->bytes[all->n] = malloc(LARGEST);
    if (all->bytes[all->n] == NULL)
        fuzz_fail("no memory for a seed");
    all->size_bytes[all->n] = fread(all->bytes[all->n], 1, LARGEST, file);
    all->n++;
    fclose(file);
}

/* A column of each type, some rows missing for a reason. */
static ig_table *make_table(ig_memory *memory, size_t n_rows, uint64_t *state) {
    static const ig_type types[] = {IG_DECIMAL, IG_REAL, IG_TEXT, IG_MONTH, IG_BOOL};
    ig_error err;
    ig_table *table = ig_table_new(memory, n_rows, &err);
    for (size_t i = 0; i < 10; i++) {
        char text[16];
        ig_type type = types[i % 5];
        ig_builder *b = ig_builder_new(memory, type, 0, n_rows, &err);
        int failed = 0;
        for (size_t row = 0; row < n_rows; row++) {
            int value = (int)(random_next(state) % 300);
            int length = snprintf(text, sizeof text, "%d", value);
            if (i >= 5 && value % 3 == 0) {
                failed |= ig_builder_missing(b, (ig_reason)(1 + row % 3), &err);
                continue;
            }
            switch (type) {
            case IG_DECIMAL: failed |= ig_builder_int(b, value << (i * 3), &err); break;
            case IG_MONTH: failed |= ig_builder_int(b, 24000 + value, &err); break;
            case IG_REAL: failed |= ig_builder_real(b, value / 7.0, &err); break;
            case IG_TEXT: failed |= ig_builder_text(b, text, (size_t)length, &err); break;
            case IG_BOOL: failed |= ig_builder_bool(b, value & 1, &err); break;
            }
        }
        snprintf(text, sizeof text, "c%d", (int)i);
        if (failed != 0 || ig_table_add(table, text, ig_builder_finish(b, &err), &err) != 0)
            fuzz_fail(err.text);
    }
    return table;
}

static void make_seeds(seeds *all, uint64_t *state) {
    static const size_t sizes[] = {0, 1, 70, 17000};
    ig_error err;
    char path[] = "/tmp/ingot-fuzz-XXXXXX";
    int fd = mkstemp(path);
    ig_memory *memory = ig_memory_new();
    ig_pool *pool = ig_pool_new(memory, 1, &err);
    ig_context context = {.memory = memory, .pool = pool};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ig_table *table = make_table(memory, sizes[i], state);
        table->coverage = make_table(memory, 5, state);
        if (ig_snapshot_write(&context, table, "{}", path, &err) != 0)
            fuzz_fail(err.text);
        add_seed(all, path);
        ig_table_release(table);
    }
    close(fd);
    unlink(path);
    ig_pool_free(pool);
    ig_memory_free(memory);
}

/* Puts the hash of the footer before it, as ingot would have. */
static void seal(uint8_t *bytes, size_t n) {
    uint32_t footer = 0;
    if (n < 64) {
        return;
    }
    memcpy(&footer, bytes + n - 10, sizeof footer);
    if (footer <= n - 10 - IG_SEALED_BYTES) {
        uint64_t hash = ig_hash_bytes(bytes + n - 10 - footer, footer);
        memcpy(bytes + n - 10 - footer - sizeof hash, &hash, sizeof hash);
    }
}

/* Where a change shall be: mostly in the metadata, which are at both ends. */
static size_t somewhere(size_t n, uint64_t *state) {
    size_t near = n < 8192 ? n : 8192;
    switch (random_next(state) % 4) {
    case 0: return random_next(state) % n;
    case 1: return random_next(state) % near;
    default: return n - 1 - random_next(state) % near;
    }
}

static size_t change(uint8_t *bytes, size_t n, uint64_t *state) {
    static const uint64_t far[] = {0,      1,         0x7f,       0x80,     0xff,
                                   0xffff, INT32_MAX, UINT32_MAX, INT64_MAX};
    size_t at = somewhere(n, state), width = (size_t)1 << random_next(state) % 4;
    uint64_t value =
        random_next(state) % 2 == 0 ? far[random_next(state) % 9] : random_next(state) % 1000;
    switch (random_next(state) % 8) {
    case 0: return n > 1 ? n - random_next(state) % (n < 100 ? n : 100) : n;
    case 1:
    case 2: bytes[at] ^= (uint8_t)(1u << random_next(state) % 8); break;
    case 3: bytes[at] = (uint8_t)random_next(state); break;
    default: memcpy(bytes + at, &value, width <= n - at ? width : n - at); break;
    }
    return n;
}

int main(int argc, char **argv) {
    uint64_t state = 1;
    seeds all = {.n = 0};
    uint8_t *bytes = malloc(LARGEST);
    size_t rounds = test_rounds(argc > 1 ? strtoul(argv[1], NULL, 10) : 2000);
    if (bytes == NULL)
        fuzz_fail("no memory for an input");
    make_seeds(&all, &state);
    for (int i = 2; i < argc; i++) {
        add_seed(&all, argv[i]);
    }
    for (size_t round = 0; round < rounds; round++) {
        size_t which = random_below(&state, all.n), n = all.size_bytes[which];
        memcpy(bytes, all.bytes[which], n);
        for (size_t k = random_below(&state, 4) + 1; k > 0 && n > 0; k--) {
            n = change(bytes, n, &state);
        }
        if (random_below(&state, 2) == 0) {
            seal(bytes, n);
        }
        uint8_t *exact = malloc(n + 1);
        if (exact == NULL)
            fuzz_fail("no memory for an input");
        memcpy(exact, bytes, n);
        LLVMFuzzerTestOneInput(exact, n);
        free(exact);
    }
    for (size_t i = 0; i < all.n; i++) {
        free(all.bytes[i]);
    }
    free(bytes);
    printf("%zu passed, 0 failed\n", rounds);
    return 0;
}

#endif
