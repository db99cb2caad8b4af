/*
 * The words of the trade table: 5,000 commodity codes with their names, 230 partners, 31 provinces,
 * 12 modes of trade. Each is a function of its number alone.
 */
#ifndef INGOT_BENCH_NAMES_H
#define INGOT_BENCH_NAMES_H

#include <stddef.h>

enum { BENCH_CODES = 5000, BENCH_PARTNERS = 230, BENCH_PROVINCES = 31, BENCH_MODES = 12 };

typedef struct bench_name {
    char text[120]; /* as it stands in the file: in quotes where there is a comma */
    size_t bytes;
} bench_name;

bench_name bench_code(unsigned i);
bench_name bench_product(unsigned i);
bench_name bench_partner(unsigned i);
bench_name bench_province(unsigned i);
bench_name bench_mode(unsigned i);

#endif
