/*
 * The tables of the H2O db-benchmark's join questions. Three sets of keys, of N / 1e6, N / 1e3 and N
 * values (ten at least): nine tenths stand on both sides, one tenth on the left only, and as many
 * on the right only. The left table x has N rows, each key of its side in it; small, medium and big
 * have each key of theirs once. id4 … id6 are id1 … id3 as texts.
 */
#include "generate.h"

#include "output.h"
#include "random.h"

#include <stdio.h>
#include <stdlib.h>

enum { SEED = 109, LEAST_KEYS = 10, N_SETS = 3 };

typedef struct key_set {
    uint32_t *keys; /* owned: those of both sides, the left's own, the right's own */
    uint32_t both, own;
} key_set;

static void shuffle(bench_random *random, uint32_t *values, uint32_t n) {
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = bench_random_below(random, i);
        uint32_t kept = values[i - 1];
        values[i - 1] = values[j];
        values[j] = kept;
    }
}

static int make_keys(bench_random *random, uint32_t n, key_set *set) {
    set->own = n / 10;
    set->both = n - set->own;
    uint32_t all = set->both + 2 * set->own;
    set->keys = malloc(all * sizeof *set->keys);
    if (set->keys == NULL) {
        return -1;
    }
    for (uint32_t i = 0; i < all; i++) {
        set->keys[i] = i + 1;
    }
    shuffle(random, set->keys, all);
    return 0;
}

/* A column of n cells that has every key of one side, in random order. NULL without memory. */
static uint32_t *sample_all(bench_random *random, const key_set *set, uint32_t right, uint32_t n) {
    uint32_t *column = malloc(n * sizeof *column);
    uint32_t n_keys = set->both + set->own;
    if (column == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t key = i < n_keys ? i : bench_random_below(random, n_keys);
        column[i] = set->keys[key < set->both ? key : key + right * set->own];
    }
    shuffle(random, column, n);
    return column;
}

/* One table: the first n_ids keys as integers and as texts, then a value. */
static int write_table(bench_random *random, const key_set *sets, unsigned n_ids, uint32_t n,
                       uint32_t right, const char *folder, const char *name, const char *header) {
    bench_output out;
    uint32_t *ids[N_SETS] = {NULL};
    int result = -1;
    for (unsigned i = 0; i < n_ids; i++) {
        ids[i] = sample_all(random, &sets[i], right, n);
        if (ids[i] == NULL) {
            fprintf(stderr, "%s: out of memory\n", name);
            goto done;
        }
    }
    if (bench_output_open(&out, folder, name, header) != 0) {
        goto done;
    }
    for (uint32_t row = 0; row < n; row++) {
        for (unsigned i = 0; i < n_ids; i++) {
            bench_output_integer(&out, ids[i][row]);
        }
        for (unsigned i = 0; i < n_ids; i++) {
            bench_output_id(&out, ids[i][row], 1);
        }
        bench_output_millionths(&out, bench_random_between(random, 0, 100000000));
        bench_output_end_row(&out);
    }
    result = bench_output_close(&out);
done:
    for (unsigned i = 0; i < n_ids; i++) {
        free(ids[i]);
    }
    return result;
}

int bench_join(uint32_t n_rows, const char *folder) {
    static const uint32_t shares[N_SETS] = {1000000, 1000, 1};
    bench_random random = {SEED};
    key_set sets[N_SETS] = {{NULL, 0, 0}};
    uint32_t n[N_SETS];
    int result = -1;
    for (unsigned i = 0; i < N_SETS; i++) {
        n[i] = n_rows / shares[i] > LEAST_KEYS ? n_rows / shares[i] : LEAST_KEYS;
        if (make_keys(&random, n[i], &sets[i]) != 0) {
            fprintf(stderr, "join: out of memory\n");
            goto done;
        }
    }
    if (write_table(&random, sets, 3, n[2], 0, folder, "join_x.csv",
                    "id1,id2,id3,id4,id5,id6,v1") == 0 &&
        write_table(&random, sets, 1, n[0], 1, folder, "join_small.csv", "id1,id4,v2") == 0 &&
        write_table(&random, sets, 2, n[1], 1, folder, "join_medium.csv", "id1,id2,id4,id5,v2") ==
            0 &&
        write_table(&random, sets, 3, n[2], 1, folder, "join_big.csv",
                    "id1,id2,id3,id4,id5,id6,v2") == 0) {
        result = 0;
    }
done:
    for (unsigned i = 0; i < N_SETS; i++) {
        free(sets[i].keys);
    }
    return result;
}
