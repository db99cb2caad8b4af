/* Lines come in by getline, whatever their length; words are cut out of them in place. */
#include "serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds_of(clockid_t which) {
    struct timespec now = {0};
    (void)clock_gettime(which, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double bench_clock(void) {
    return seconds_of(CLOCK_MONOTONIC);
}

int bench_refuse(const char *message) {
    printf("@error ");
    for (; *message != '\0'; message++) {
        putchar(*message == '\n' || *message == '\r' ? ' ' : *message);
    }
    printf("\n");
    (void)fflush(stdout);
    return -1;
}

static void run(const bench_peer *peer, const char *id, const char *sql) {
    double began = bench_clock(), busy = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
    if (peer->run(peer->context, id, sql) == 0) {
        printf("@time %.9f %.9f\n", bench_clock() - began,
               seconds_of(CLOCK_PROCESS_CPUTIME_ID) - busy);
    }
    if (peer->tidy != NULL) {
        peer->tidy(peer->context);
    }
}

/* The word that `at` begins with, cut off; *rest is what follows the blank. */
static char *cut_word(char *at, char **rest) {
    char *blank = strchr(at, ' ');
    *rest = blank == NULL ? at + strlen(at) : blank + 1;
    if (blank != NULL) {
        *blank = '\0';
    }
    return at;
}

void bench_serve(const bench_peer *peer, double load_seconds, const char *version) {
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    printf("@ready {\"load\":%.6f,\"version\":\"%s\"}\n", load_seconds, version);
    (void)fflush(stdout);
    while ((length = getline(&line, &capacity, stdin)) > 0) {
        line[length - (line[length - 1] == '\n')] = '\0';
        char *rest = NULL;
        const char *command = cut_word(line, &rest);
        const char *id = cut_word(rest, &rest);
        if (strcmp(command, "run") == 0) {
            run(peer, id, rest);
        } else if (strcmp(command, "answer") == 0) {
            const char *path = cut_word(rest, &rest);
            if (peer->answer(peer->context, id, path, rest) == 0) {
                printf("@done\n");
            }
        } else {
            (void)bench_refuse("unknown command");
        }
        (void)fflush(stdout);
    }
    free(line);
}
