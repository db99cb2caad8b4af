/* bench_generate groupby|join|trade ROWS FOLDER, or check FILE…: see README.md. */
#include "generate.h"

#include "output.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROWS = 1000000000, EXIT_USAGE = 64 };

static int check(char **paths) {
    for (; *paths != NULL; paths++) {
        if (bench_output_check(*paths) != 0) {
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    static const struct {
        const char *name;
        int (*write)(uint32_t n_rows, const char *folder);
    } tables[] = {{"groupby", bench_groupby}, {"join", bench_join}, {"trade", bench_trade}};
    if (argc >= 3 && strcmp(argv[1], "check") == 0) {
        return check(argv + 2);
    }
    long n_rows = argc == 4 ? strtol(argv[2], NULL, 10) : 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && n_rows > 0; i++) {
        if (strcmp(argv[1], tables[i].name) == 0 && n_rows <= MOST_ROWS) {
            return tables[i].write((uint32_t)n_rows, argv[3]) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
        }
    }
    fprintf(stderr, "usage: bench_generate groupby|join|trade ROWS FOLDER, or check FILE...\n");
    return EXIT_USAGE;
}
