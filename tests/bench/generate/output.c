/*
 * The buffer is written and hashed whenever a row might not fit any more; a row is far shorter than
 * ROW_BYTES.
 */
#include "output.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

enum { BUFFER_BYTES = 1 << 20, ROW_BYTES = 4096 };

static void flush(bench_output *self) {
    if (fwrite(self->buffer, 1, self->used, self->file) != self->used ||
        XXH3_64bits_update(self->hash, self->buffer, self->used) == XXH_ERROR) {
        self->failed = true;
    }
    self->bytes += self->used;
    self->used = 0;
}

int bench_output_open(bench_output *self, const char *folder, const char *name,
                      const char *header) {
    char path[4096];
    *self = (bench_output){.name = name};
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (length < 0 || length >= (int)sizeof path) {
        fprintf(stderr, "%s: name too long\n", folder);
        return -1;
    }
    self->file = fopen(path, "wb");
    self->buffer = malloc(BUFFER_BYTES);
    self->hash = XXH3_createState();
    if (self->file == NULL || self->buffer == NULL || self->hash == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        self->failed = true;
        (void)bench_output_close(self);
        return -1;
    }
    (void)XXH3_64bits_reset(self->hash);
    bench_output_text(self, header, strlen(header));
    bench_output_end_row(self);
    return 0;
}

static void print_checksum(const char *path, uint64_t bytes, uint64_t hash) {
    const char *slash = strrchr(path, '/');
    printf("%s %" PRIu64 " xxh3:%016" PRIx64 "\n", slash == NULL ? path : slash + 1, bytes, hash);
}

int bench_output_close(bench_output *self) {
    if (!self->failed) {
        flush(self);
    }
    if (self->file != NULL && fclose(self->file) != 0) {
        self->failed = true;
    }
    if (self->failed) {
        fprintf(stderr, "%s: could not be written: %s\n", self->name, strerror(errno));
    } else {
        print_checksum(self->name, self->bytes, XXH3_64bits_digest(self->hash));
    }
    free(self->buffer);
    XXH3_freeState(self->hash);
    return self->failed ? -1 : 0;
}

static char *next_cell(bench_output *self) {
    if (self->row_begun) {
        self->buffer[self->used++] = ',';
    }
    self->row_begun = true;
    return self->buffer + self->used;
}

void bench_output_text(bench_output *self, const char *text, size_t bytes) {
    memcpy(next_cell(self), text, bytes);
    self->used += bytes;
}

/* Writes at least so many digits and gives the number of characters. */
static size_t put_digits(char *at, uint64_t value, unsigned least) {
    char digits[20];
    unsigned n = 0;
    for (; value > 0 || n < least; value /= 10) {
        digits[n++] = (char)('0' + value % 10);
    }
    for (unsigned i = 0; i < n; i++) {
        at[i] = digits[n - 1 - i];
    }
    return n;
}

void bench_output_id(bench_output *self, uint32_t id, unsigned digits) {
    char *at = next_cell(self);
    memcpy(at, "id", 2);
    self->used += 2 + put_digits(at + 2, id, digits);
}

void bench_output_integer(bench_output *self, uint64_t value) {
    self->used += put_digits(next_cell(self), value, 1);
}

void bench_output_millionths(bench_output *self, uint32_t value) {
    char *at = next_cell(self);
    size_t n = put_digits(at, value / 1000000, 1);
    at[n] = '.';
    self->used += n + 1 + put_digits(at + n + 1, value % 1000000, 6);
}

void bench_output_end_row(bench_output *self) {
    self->buffer[self->used++] = '\n';
    self->row_begun = false;
    self->rows++;
    if (self->used > BUFFER_BYTES - ROW_BYTES) {
        flush(self);
    }
}

int bench_output_check(const char *path) {
    FILE *file = fopen(path, "rb");
    char *buffer = malloc(BUFFER_BYTES);
    XXH3_state_t *hash = XXH3_createState();
    uint64_t bytes = 0;
    int result = -1;
    if (file == NULL || buffer == NULL || hash == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        goto done;
    }
    (void)XXH3_64bits_reset(hash);
    for (size_t n; (n = fread(buffer, 1, BUFFER_BYTES, file)) > 0; bytes += n) {
        (void)XXH3_64bits_update(hash, buffer, n);
    }
    if (ferror(file)) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        goto done;
    }
    print_checksum(path, bytes, XXH3_64bits_digest(hash));
    result = 0;
done:
    if (file != NULL) {
        (void)fclose(file);
    }
    free(buffer);
    XXH3_freeState(hash);
    return result;
}
