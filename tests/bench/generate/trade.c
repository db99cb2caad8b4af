/*
 * A customs table as desks download it, month after month: 120 months of growing trade, sorted by
 * month and in no order within one. Codes, partners, provinces and modes are skewed: the i-th most
 * common of them comes i^−s as often as the first. Weights run over many sizes; a value is a weight
 * at its code's price, give or take a fifth. All whole numbers.
 */
#include "generate.h"

#include "names.h"
#include "output.h"
#include "random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEED = 110, MONTHS = 120, FIRST_YEAR = 2016, PICKS = 1 << 16, LEAST_DIGITS = 2 };

/* A list of PICKS names, each as often as it is common: one random number chooses. */
typedef struct picker {
    bench_name *names;    /* owned */
    uint16_t pick[PICKS]; /* index of a name */
} picker;

typedef struct world {
    picker codes, partners, provinces, modes;
    bench_name products[BENCH_CODES];
    uint32_t cents_a_kg[BENCH_CODES];
} world;

/* The i-th name is the spread(i)-th most common: a step that has no factor with n. */
static unsigned spread(unsigned i, unsigned n) {
    return (unsigned)(((uint64_t)i * 2477 + 11) % n);
}

static int fill_picker(picker *self, bench_name (*name)(unsigned), unsigned n, double skew) {
    double total = 0, upto = 0;
    unsigned at = 0;
    self->names = malloc(n * sizeof *self->names);
    if (self->names == NULL) {
        return -1;
    }
    for (unsigned i = 0; i < n; i++) {
        self->names[i] = name(i);
        total += pow(i + 1, -skew);
    }
    for (unsigned i = 0; i < n; i++) {
        upto += pow(i + 1, -skew);
        unsigned end = i + 1 == n ? PICKS : (unsigned)(upto / total * PICKS + 0.5);
        for (; at < end; at++) {
            self->pick[at] = (uint16_t)spread(i, n);
        }
    }
    return 0;
}

static unsigned draw(bench_random *random, const picker *self) {
    return self->pick[bench_random_below(random, PICKS)];
}

/* Log-uniform, without logarithms: so many digits, then a number of at most that many. */
static uint32_t draw_size(bench_random *random, unsigned n_digits) {
    uint32_t most = 1;
    for (unsigned i = bench_random_below(random, n_digits) + LEAST_DIGITS; i > 0; i--) {
        most *= 10;
    }
    return bench_random_between(random, 1, most);
}

static void write_name(bench_output *out, const bench_name *name) {
    bench_output_text(out, name->text, name->bytes);
}

static void write_row(bench_output *out, bench_random *random, const world *self, unsigned month) {
    char period[16];
    int length =
        snprintf(period, sizeof period, "%u-%02u", FIRST_YEAR + month / 12, month % 12 + 1);
    unsigned code = draw(random, &self->codes);
    uint32_t kg = draw_size(random, 6);
    uint64_t percent = bench_random_between(random, 80, 120);
    bool export = bench_random_below(random, 100) < 58;
    bench_output_text(out, period, (size_t)length);
    bench_output_text(out, export ? "export" : "import", 6);
    write_name(out, &self->codes.names[code]);
    write_name(out, &self->products[code]);
    write_name(out, &self->partners.names[draw(random, &self->partners)]);
    write_name(out, &self->provinces.names[draw(random, &self->provinces)]);
    write_name(out, &self->modes.names[draw(random, &self->modes)]);
    bench_output_integer(out, kg);
    bench_output_integer(out, kg * percent * self->cents_a_kg[code] / 10000 + 1);
    bench_output_end_row(out);
}

/* Month m has 200 + m parts of the rows. */
static int write_rows(bench_output *out, uint32_t n_rows, const world *self) {
    bench_random random = {SEED};
    uint64_t parts = 0, before = 0;
    uint32_t row = 0;
    for (unsigned month = 0; month < MONTHS; month++) {
        parts += 200 + month;
    }
    for (unsigned month = 0; month < MONTHS; month++) {
        before += 200 + month;
        for (uint32_t end = (uint32_t)(n_rows * before / parts); row < end; row++) {
            write_row(out, &random, self, month);
        }
    }
    return bench_output_close(out);
}

int bench_trade(uint32_t n_rows, const char *folder) {
    bench_output out;
    bench_random random = {SEED + 1};
    int result = -1;
    world *self = calloc(1, sizeof *self);
    if (self == NULL || fill_picker(&self->codes, bench_code, BENCH_CODES, 0.8) != 0 ||
        fill_picker(&self->partners, bench_partner, BENCH_PARTNERS, 0.8) != 0 ||
        fill_picker(&self->provinces, bench_province, BENCH_PROVINCES, 0.8) != 0 ||
        fill_picker(&self->modes, bench_mode, BENCH_MODES, 1.2) != 0) {
        fprintf(stderr, "trade: out of memory\n");
        goto done;
    }
    for (unsigned i = 0; i < BENCH_CODES; i++) {
        self->products[i] = bench_product(i);
        self->cents_a_kg[i] = 20 + draw_size(&random, 3);
    }
    if (bench_output_open(&out, folder, "trade.csv",
                          "period,flow,hs,product,partner,province,mode,kg,usd") == 0) {
        result = write_rows(&out, n_rows, self);
    }
done:
    if (self != NULL) {
        free(self->codes.names);
        free(self->partners.names);
        free(self->provinces.names);
        free(self->modes.names);
        free(self);
    }
    return result;
}
