/*
 * Bytes that may be anything, read as delimited text. The first three choose the dialect, what
 * happens to faults, and the size of chunks; the rest is the file. It must end in a table or in an
 * error, and in the same one, cell by cell and word by word, for another size of chunks and another
 * number of threads. Without libFuzzer it makes files out of pieces that matter to the reader.
 */
#define _GNU_SOURCE /* memfd_create */

#include "csv/read.h"

#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CHOICES = 3, BLOCK = 1 << 16 };

/* The spec that two bytes stand for. */
static ig_csv_spec choose(const uint8_t *choices, ig_csv_column *column) {
    static const char *const delimiters[] = {",", ";", "\t", "|", "||", ",", ",", ","};
    static const char quotes[] = {'"', '"', '\'', '\0'};
    static const ig_encoding encodings[] = {IG_UTF8, IG_AUTO, IG_GB18030, IG_LATIN1};
    static const ig_kind kinds[] = {IG_INFER, IG_AS_DECIMAL, IG_AS_TEXT, IG_AS_MONTH};
    static const char *const missing[] = {"-", "n/a"};
    *column = (ig_csv_column){
        .name = "a", .kind = kinds[choices[1] >> 6], .missing = missing, .n_missing = 2};
    ig_csv_spec spec = {
        .dialect = {.quote = quotes[choices[0] >> 3 & 3],
                    .escape = choices[1] & 1 ? '\\' : '\0',
                    .comment = choices[1] & 2 ? '#' : '\0',
                    .trim = choices[1] & 4,
                    .has_header = !(choices[1] & 8)},
        .detect = choices[0] & 128 ? 127 : 0,
        .encoding = encodings[choices[0] >> 5 & 3],
        .on_error = choices[1] & 16 ? IG_CSV_COLLECT : IG_CSV_STOP,
        .ragged = choices[1] & 32 ? IG_CSV_RAGGED_PAD : IG_CSV_RAGGED_REJECT,
        .columns = column,
        .n_columns = 1,
    };
    strcpy(spec.dialect.delimiter, delimiters[choices[0] & 7]);
    return spec;
}

static void put(ig_buffer *out, const void *bytes, size_t n) {
    ig_error err;
    if (ig_buffer_append(out, bytes, n, &err) != 0)
        fuzz_fail("no memory for what was read");
}

static void tell(ig_buffer *out, const ig_table *table) {
    ig_error err;
    put(out, "table", 6);
    for (size_t i = 0; table != NULL && i < table->n_fields; i++) {
        const ig_column *column = table->fields[i].column;
        put(out, table->fields[i].name, strlen(table->fields[i].name) + 1);
        put(out, &column->type, sizeof column->type);
        put(out, &column->scale, sizeof column->scale);
        for (size_t row = 0; row < table->n_rows; row++) {
            bool present = ig_column_present(column, row);
            put(out, &present, sizeof present);
            if (!present && column->reasons != NULL) {
                put(out, &column->reasons[row], sizeof column->reasons[row]);
            }
            if (present && ig_table_print_cell(table, i, row, out, &err) != 0)
                fuzz_fail("a cell that was read cannot be printed");
        }
    }
}

/* The table with all that hangs on it, or the error, as bytes. */
static void read_file(ig_buffer *out, const char *path, const ig_csv_spec *spec, unsigned n_threads,
                      size_t block_bytes) {
    ig_error err;
    ig_memory *memory = ig_memory_new();
    ig_pool *pool = ig_pool_new(memory, n_threads, &err);
    if (pool == NULL)
        fuzz_fail("no threads");
    ig_memory_limit(memory, (size_t)1 << 30);
    size_t before = ig_memory_read(memory).live_blocks;
    ig_context context = {.memory = memory, .pool = pool};
    ig_table *table = ig_csv_read_blocks(&context, spec, &path, 1, block_bytes, &err);
    if (table != NULL) {
        tell(out, table);
        tell(out, table->rejects);
        tell(out, table->warnings);
        tell(out, table->detected);
    } else {
        put(out, err.text, strlen(err.text));
    }
    ig_table_release(table);
    if (ig_memory_read(memory).live_blocks != before)
        fuzz_fail("memory was left behind");
    ig_pool_free(pool);
    ig_memory_free(memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size_bytes) {
    char path[64];
    ig_csv_column column;
    if (size_bytes < CHOICES) {
        return 0;
    }
    ig_csv_spec spec = choose(bytes, &column);
    size_t block = (size_t)(bytes[2] & 63) + 1;
    int fd = memfd_create("fuzz", 0);
    size_bytes -= CHOICES;
    if (fd < 0 || write(fd, bytes + CHOICES, size_bytes) != (ssize_t)size_bytes)
        fuzz_fail("no file for the input");
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ig_memory *memory = ig_memory_new();
    ig_buffer whole, pieces;
    ig_buffer_init(&whole, memory);
    ig_buffer_init(&pieces, memory);
    read_file(&whole, path, &spec, 1, BLOCK);
    read_file(&pieces, path, &spec, 1 + (bytes[2] >> 6 & 1), block);
    if (whole.size_bytes != pieces.size_bytes ||
        memcmp(whole.bytes, pieces.bytes, whole.size_bytes) != 0)
        fuzz_fail("another size of chunks reads something else");
    ig_buffer_reset(&whole);
    ig_buffer_reset(&pieces);
    ig_memory_free(memory);
    close(fd);
    return 0;
}

#ifndef INGOT_LIBFUZZER

#include "base/harness.h"

enum { LONGEST = 4096 };

/* Pieces of files, often enough to make rows that fit each other; the last WILD of them seldom. */
static const char *const pieces[] = {
    "a",
    "b",
    "month",
    "0",
    "1",
    "-1.50",
    "01",
    "2025-01",
    "202501",
    "\"",
    "\"\"",
    "\"x\"",
    "\"\n\"",
    "\"a,b\"",
    "\\\"",
    "\\",
    "'",
    ",",
    ",",
    ",",
    ";",
    "\t",
    "||",
    "|",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    "#",
    "-",
    "n/a",
    "...",
    "1,234",
    "1e400",
    "中国",
    "9223372036854775807",
    "9223372036854775808",
    "\"b\"\n",
    "\xc2\xa0",
    "\xd6\xd0",
    "\x81|",
    "\xff",
    "\x1a\n",
    "sep=;\n",
    "file",
    "line",
    "\xef\xbb\xbf",
    "\xff\xfe",
};
enum { N_PIECES = sizeof pieces / sizeof *pieces, WILD = 10 };

static size_t append(uint8_t *to, size_t n, const char *piece) {
    size_t length = strlen(piece);
    if (n + length > LONGEST) {
        return n;
    }
    memcpy(to + n, piece, length);
    return n + length;
}

/* A file: rows of some cells, then perhaps disturbed. */
static size_t make(uint8_t *to, uint64_t *seed) {
    size_t n = 0, n_columns = 1 + random_below(seed, 4), n_rows = random_below(seed, 12);
    size_t disorder = random_below(seed, 40) + 1;
    size_t kinds = N_PIECES - (random_below(seed, 4) == 0 ? 0 : WILD);
    while (n < CHOICES) {
        to[n++] = (uint8_t)random_next(seed);
    }
    for (size_t i = 0; i < n_rows * n_columns; i++) {
        size_t n_pieces = random_below(seed, 3);
        for (size_t k = 0; k < n_pieces; k++) {
            n = append(to, n, pieces[random_below(seed, kinds)]);
        }
        if (random_below(seed, disorder) != 0 || disorder > 20) {
            n = append(to, n, (i + 1) % n_columns == 0 ? "\n" : ",");
        }
    }
    if (n > CHOICES && random_below(seed, 20) == 0) {
        to[CHOICES + random_below(seed, n - CHOICES)] = (uint8_t)random_next(seed);
    }
    return n;
}

int main(int argc, char **argv) {
    uint64_t seed = 1;
    size_t rounds = test_rounds(argc > 1 ? strtoul(argv[1], NULL, 10) : 5000);
    uint8_t *bytes = malloc(LONGEST);
    if (bytes == NULL)
        fuzz_fail("no memory for an input");
    for (size_t round = 0; round < rounds; round++) {
        size_t n = make(bytes, &seed);
        uint8_t *exact = malloc(n + 1);
        if (exact == NULL)
            fuzz_fail("no memory for an input");
        memcpy(exact, bytes, n);
        FILE *last = fopen("csv.last", "wb"); /* for an input that ends the program */
        if (last != NULL) {
            (void)fwrite(bytes, 1, n, last);
            (void)fclose(last);
        }
        LLVMFuzzerTestOneInput(exact, n);
        free(exact);
    }
    (void)remove("csv.last");
    free(bytes);
    printf("%zu passed, 0 failed\n", rounds);
    return 0;
}

#endif
