/*
 * bench_plain groupby|trade FOLDER: see README.md. Each part adds into cells of its own, which are
 * then added up. Threads are made for every question; that costs some 50 µs.
 */
#include "load.h"

#include "../peers/serve.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 16, MONTHS = 256, MOST_COLUMNS = 5 };

/* The columns of either table, in this order. */
enum { ID1 = 0, ID2, V1, N_GROUPBY };
enum { PERIOD = 0, FLOW, HS, KG, USD, N_TRADE };

typedef struct data {
    bench_column columns[MOST_COLUMNS];
    size_t n_rows;
    unsigned n_threads;
    int export, codes[2]; /* of T2 */
} data;

typedef struct part {
    const data *data;
    int64_t *cells; /* owned */
    size_t lo, hi;
    void (*loop)(struct part *self);
} part;

typedef struct question {
    const char *id;
    size_t n_cells;
    void (*loop)(part *self);
    void (*write)(const data *self, const int64_t *cells, FILE *file);
} question;

static void loop_q1(part *self) {
    const uint8_t *id1 = self->data->columns[ID1].values;
    const int8_t *v1 = self->data->columns[V1].values;
    int64_t *cells = self->cells;
    for (size_t i = self->lo; i < self->hi; i++) {
        cells[id1[i]] += v1[i];
    }
}

static void loop_q2(part *self) {
    const uint8_t *id1 = self->data->columns[ID1].values;
    const uint8_t *id2 = self->data->columns[ID2].values;
    const int8_t *v1 = self->data->columns[V1].values;
    int64_t *cells = self->cells;
    for (size_t i = self->lo; i < self->hi; i++) {
        cells[id1[i] << 8 | id2[i]] += v1[i];
    }
}

/* kg and usd of a month and flow stand side by side. */
static void loop_t1(part *self) {
    const uint8_t *period = self->data->columns[PERIOD].values;
    const uint8_t *flow = self->data->columns[FLOW].values;
    const int32_t *kg = self->data->columns[KG].values;
    const int32_t *usd = self->data->columns[USD].values;
    int64_t *cells = self->cells;
    for (size_t i = self->lo; i < self->hi; i++) {
        size_t at = (size_t)(period[i] << 1 | flow[i]) * 2;
        cells[at] += kg[i];
        cells[at + 1] += usd[i];
    }
}

static void loop_t2(part *self) {
    const uint8_t *period = self->data->columns[PERIOD].values;
    const uint8_t *flow = self->data->columns[FLOW].values;
    const uint16_t *hs = self->data->columns[HS].values;
    const int32_t *kg = self->data->columns[KG].values;
    const int export = self->data->export, a = self->data->codes[0], b = self->data->codes[1];
    int64_t *cells = self->cells;
    for (size_t i = self->lo; i < self->hi; i++) {
        if ((hs[i] == a || hs[i] == b) && flow[i] == export) {
            cells[(hs[i] == b) * MONTHS + period[i]] += kg[i];
        }
    }
}

static void write_q1(const data *self, const int64_t *cells, FILE *file) {
    fprintf(file, "id1,v1\n");
    for (size_t i = 0; i < self->columns[ID1].n_texts; i++) {
        fprintf(file, "%s,%" PRId64 "\n", self->columns[ID1].texts[i], cells[i]);
    }
}

/* A group without a row has the sum 0, and no value is 0. */
static void write_q2(const data *self, const int64_t *cells, FILE *file) {
    fprintf(file, "id1,id2,v1\n");
    for (size_t i = 0; i < self->columns[ID1].n_texts; i++) {
        for (size_t j = 0; j < self->columns[ID2].n_texts; j++) {
            if (cells[i << 8 | j] > 0) {
                fprintf(file, "%s,%s,%" PRId64 "\n", self->columns[ID1].texts[i],
                        self->columns[ID2].texts[j], cells[i << 8 | j]);
            }
        }
    }
}

static void write_t1(const data *self, const int64_t *cells, FILE *file) {
    fprintf(file, "period,flow,kg,usd\n");
    for (size_t i = 0; i < self->columns[PERIOD].n_texts; i++) {
        for (size_t j = 0; j < self->columns[FLOW].n_texts; j++) {
            size_t at = (i << 1 | j) * 2;
            fprintf(file, "%s,%s,%" PRId64 ",%" PRId64 "\n", self->columns[PERIOD].texts[i],
                    self->columns[FLOW].texts[j], cells[at], cells[at + 1]);
        }
    }
}

static void write_change(int64_t now, int64_t before, FILE *file) {
    if (before > 0) {
        fprintf(file, ",%.17g", (double)now / (double)before - 1);
    } else {
        fprintf(file, ",");
    }
}

/* The file is sorted by month, and every month is in it: codes count months. */
static void write_t2(const data *self, const int64_t *cells, FILE *file) {
    fprintf(file, "hs,period,kg,mom,yoy,ytd\n");
    for (size_t code = 0; code < 2; code++) {
        const int64_t *kg = cells + code * MONTHS;
        int64_t ytd = 0;
        for (size_t i = 0; i < self->columns[PERIOD].n_texts; i++) {
            ytd = i % 12 == 0 ? kg[i] : ytd + kg[i];
            if (kg[i] > 0) {
                fprintf(file, "%s,%s,%" PRId64, self->columns[HS].texts[self->codes[code]],
                        self->columns[PERIOD].texts[i], kg[i]);
                write_change(kg[i], i >= 1 ? kg[i - 1] : 0, file);
                write_change(kg[i], i >= 12 ? kg[i - 12] : 0, file);
                fprintf(file, ",%" PRId64 "\n", ytd);
            }
        }
    }
}

static const question questions[] = {{"q1", 256, loop_q1, write_q1},
                                     {"q2", 256 * 256, loop_q2, write_q2},
                                     {"T1", MONTHS * 4, loop_t1, write_t1},
                                     {"T2", MONTHS * 2, loop_t2, write_t2}};

static const question *find_question(const char *id) {
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        if (strcmp(questions[i].id, id) == 0) {
            return &questions[i];
        }
    }
    return NULL;
}

static void *run_part(void *argument) {
    part *self = argument;
    self->loop(self);
    return NULL;
}

/* The cells of all rows, owned by the caller; NULL without memory or threads. */
static int64_t *ask(const data *self, const question *what) {
    pthread_t threads[MOST_THREADS];
    part parts[MOST_THREADS];
    bool worked = true;
    for (unsigned i = 0; i < self->n_threads; i++) {
        parts[i] =
            (part){self, calloc(what->n_cells, sizeof(int64_t)), self->n_rows * i / self->n_threads,
                   self->n_rows * (i + 1) / self->n_threads, what->loop};
        worked = worked && parts[i].cells != NULL;
    }
    unsigned started = 1;
    while (worked && started < self->n_threads) {
        worked = pthread_create(&threads[started], NULL, run_part, &parts[started]) == 0;
        started += worked;
    }
    if (worked) {
        (void)run_part(&parts[0]);
    }
    for (unsigned i = 1; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    for (unsigned i = 1; i < self->n_threads; i++) {
        for (size_t j = 0; worked && j < what->n_cells; j++) {
            parts[0].cells[j] += parts[i].cells[j];
        }
        free(parts[i].cells);
    }
    if (!worked) {
        free(parts[0].cells);
    }
    return worked ? parts[0].cells : NULL;
}

static int run(void *context, const char *id, const char *sql) {
    (void)sql;
    const question *what = find_question(id);
    if (what == NULL) {
        return bench_refuse("no plain loop for this question");
    }
    int64_t *cells = ask(context, what);
    free(cells);
    return cells == NULL ? bench_refuse("out of memory") : 0;
}

static int answer(void *context, const char *id, const char *path, const char *sql) {
    (void)sql;
    const question *what = find_question(id);
    int64_t *cells = what == NULL ? NULL : ask(context, what);
    FILE *file = cells == NULL ? NULL : fopen(path, "w");
    if (file == NULL) {
        free(cells);
        return bench_refuse("no answer");
    }
    what->write(context, cells, file);
    free(cells);
    return fclose(file) == 0 ? 0 : bench_refuse("the answer could not be written");
}

static int load(data *self, const char *name, const char *folder) {
    static const bench_column groupby[] = {{.name = "id1", .kind = BENCH_CODES_8},
                                           {.name = "id2", .kind = BENCH_CODES_8},
                                           {.name = "v1", .kind = BENCH_INTEGERS_8}};
    static const bench_column trade[] = {{.name = "period", .kind = BENCH_CODES_8},
                                         {.name = "flow", .kind = BENCH_CODES_8},
                                         {.name = "hs", .kind = BENCH_CODES_16},
                                         {.name = "kg", .kind = BENCH_INTEGERS_32},
                                         {.name = "usd", .kind = BENCH_INTEGERS_32}};
    bool is_trade = strcmp(name, "trade") == 0;
    char path[4096];
    memcpy(self->columns, is_trade ? trade : groupby, is_trade ? sizeof trade : sizeof groupby);
    (void)snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    if (bench_load(path, self->columns, is_trade ? N_TRADE : N_GROUPBY, &self->n_rows) != 0) {
        return -1;
    }
    if (is_trade) {
        self->export = bench_code_of(&self->columns[FLOW], "export");
        self->codes[0] = bench_code_of(&self->columns[HS], "29211060");
        self->codes[1] = bench_code_of(&self->columns[HS], "25456020");
    }
    return 0;
}

int main(int argc, char **argv) {
    data self = {.n_rows = 0};
    const char *threads = getenv("BENCH_THREADS");
    self.n_threads = threads == NULL ? 2 : (unsigned)strtoul(threads, NULL, 10);
    if (argc != 3 || self.n_threads < 1 || self.n_threads > MOST_THREADS) {
        fprintf(stderr, "usage: bench_plain groupby|trade FOLDER, BENCH_THREADS=1...16\n");
        return 64;
    }
    double began = bench_clock();
    int result = load(&self, argv[1], argv[2]);
    if (result == 0) {
        bench_peer peer = {&self, run, NULL, answer};
        bench_serve(&peer, bench_clock() - began, "C");
    }
    bench_unload(self.columns, MOST_COLUMNS);
    return result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
