/*
 * Runs a fuzzer without libFuzzer: over each line of a file of seeds, then over lines that were cut,
 * joined and mangled by an own random generator, so that a run is the same everywhere. The input of a
 * round that does not come back stands in a file FILE.last in the working folder.
 *
 *   fuzz.formula FILE [ROUNDS]      INGOT_TEST_ROUNDS goes before ROUNDS
 *   fuzz.formula FILE.last whole    that one input again
 *
 * Ends with "N passed, N failed", counting inputs; a failure ends it at once.
 */
#include "base/harness.h"
#include "fuzz.h"

#include <fcntl.h>
#include <unistd.h>

enum { MOST_SEEDS = 1024, LONGEST = 2048 };

typedef struct seeds {
    char *text; /* of the file, cut at line ends */
    size_t size;
    const char *lines[MOST_SEEDS];
    size_t n;
} seeds;

static void read_seeds(const char *path, seeds *to) {
    FILE *file = fopen(path, "rb");
    size_t room = 1 << 20;
    to->text = malloc(room);
    if (file == NULL || to->text == NULL)
        fuzz_fail("the file of seeds cannot be read");
    to->size = fread(to->text, 1, room - 1, file);
    to->text[to->size] = '\0';
    (void)fclose(file);
}

static void cut_seeds(seeds *to) {
    for (char *line = strtok(to->text, "\n"); line != NULL && to->n < MOST_SEEDS;
         line = strtok(NULL, "\n"))
        to->lines[to->n++] = line;
    if (to->n == 0)
        fuzz_fail("the file holds no seed");
}

/* Puts bytes in the place of `over` others, unless that gets too long. */
static size_t put_over(char *input, size_t n, size_t at, size_t over, const char *bytes,
                       size_t piece) {
    if (n - over + piece > LONGEST)
        return n;
    memmove(input + at + piece, input + at + over, n - at - over);
    memcpy(input + at, bytes, piece);
    return n - over + piece;
}

/* Puts a piece of some seed at a place of the input, over what stands there or in between. */
static size_t splice(char *input, size_t n, const seeds *from, uint64_t *seed) {
    const char *line = from->lines[random_below(seed, from->n)];
    size_t length = strlen(line), begin = random_below(seed, length + 1);
    size_t piece = random_below(seed, length - begin + 1), at = random_below(seed, n + 1);
    size_t over = random_below(seed, 2) ? 0 : random_below(seed, n - at + 1);
    return put_over(input, n, at, over, line + begin, piece);
}

/* The word around a place, between blanks. */
static void word_at(const char *text, size_t n, size_t *begin, size_t *end) {
    while (*begin > 0 && text[*begin - 1] != ' ')
        --*begin;
    for (*end = *begin; *end < n && text[*end] != ' ';)
        ++*end;
}

/* One word for another: what comes of it often still makes sense. */
static size_t swap_word(char *input, size_t n, const seeds *from, uint64_t *seed) {
    const char *line = from->lines[random_below(seed, from->n)];
    size_t length = strlen(line), end, word_end;
    size_t at = random_below(seed, n + 1), word = random_below(seed, length);
    word_at(input, n, &at, &end);
    word_at(line, length, &word, &word_end);
    return put_over(input, n, at, end - at, line + word, word_end - word);
}

static size_t mangle(char *input, size_t n, const seeds *from, uint64_t *seed) {
    static const char odd[] = "\0\xff(){}'\"$.,-+*/%<>=~0919eE \n";
    size_t at = n > 0 ? random_below(seed, n) : 0;
    switch (n == 0 ? 0 : random_below(seed, 9)) {
    case 1: /* one byte for another */ input[at] = odd[random_below(seed, sizeof odd)]; return n;
    case 2: input[at] = (char)random_next(seed); return n;
    case 3: { /* a piece left out */
        size_t gone = random_below(seed, n - at) + 1;
        memmove(input + at, input + at + gone, n - at - gone);
        return n - gone;
    }
    case 4: return splice(input, n, from, seed);
    default: return swap_word(input, n, from, seed);
    }
}

/* The input is written down before it is run. */
static void run(int last, const char *input, size_t n) {
    if (ftruncate(last, 0) != 0 || pwrite(last, input, n, 0) != (ssize_t)n)
        fuzz_fail("the last input cannot be written down");
    (void)LLVMFuzzerTestOneInput((const uint8_t *)(const void *)input, n);
}

static size_t run_all(const char *path, const seeds *from, size_t rounds) {
    uint64_t seed = 1;
    char input[LONGEST], last[4096];
    const char *name = strrchr(path, '/');
    (void)snprintf(last, sizeof last, "%s.last", name == NULL ? path : name + 1);
    int fd = open(last, O_CREAT | O_RDWR, 0644);
    for (size_t i = 0; i < from->n; i++)
        run(fd, from->lines[i], strlen(from->lines[i]));
    for (size_t round = 0; round < rounds; round++) {
        const char *line = from->lines[random_below(&seed, from->n)];
        size_t n = strlen(line) < LONGEST ? strlen(line) : LONGEST;
        memcpy(input, line, n);
        for (size_t k = random_below(&seed, 4) + 1; k > 0; k--)
            n = mangle(input, n, from, &seed);
        run(fd, input, n);
    }
    (void)close(fd);
    (void)remove(last);
    return from->n + rounds;
}

int main(int argc, char **argv) {
    seeds from = {0};
    size_t n = 1;
    if (argc < 2)
        fuzz_fail("usage: FILE [ROUNDS | whole]");
    read_seeds(argv[1], &from);
    if (argc > 2 && strcmp(argv[2], "whole") == 0) {
        (void)LLVMFuzzerTestOneInput((const uint8_t *)(const void *)from.text, from.size);
    } else {
        cut_seeds(&from);
        n = run_all(argv[1], &from, test_rounds(argc > 2 ? strtoul(argv[2], NULL, 10) : 20000));
    }
    printf("%zu passed, 0 failed\n", n);
    free(from.text);
    return 0;
}
