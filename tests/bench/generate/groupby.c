/*
 * The table of the H2O db-benchmark's group-by questions: N rows, K groups. id1 and id2 are texts
 * and id4 and id5 integers of K values, id3 and id6 of N / K; v1 is 1 … 5, v2 1 … 15, v3 from 0 to
 * 100 with six decimals. No cell is missing, and no order is in it.
 */
#include "generate.h"

#include "output.h"
#include "random.h"

enum { K = 100, SEED = 108 };

int bench_groupby(uint32_t n_rows, const char *folder) {
    bench_output out;
    bench_random random = {SEED};
    uint32_t small = n_rows / K > 0 ? n_rows / K : 1;
    if (bench_output_open(&out, folder, "groupby.csv", "id1,id2,id3,id4,id5,id6,v1,v2,v3") != 0) {
        return -1;
    }
    for (uint32_t row = 0; row < n_rows; row++) {
        bench_output_id(&out, bench_random_between(&random, 1, K), 3);
        bench_output_id(&out, bench_random_between(&random, 1, K), 3);
        bench_output_id(&out, bench_random_between(&random, 1, small), 10);
        bench_output_integer(&out, bench_random_between(&random, 1, K));
        bench_output_integer(&out, bench_random_between(&random, 1, K));
        bench_output_integer(&out, bench_random_between(&random, 1, small));
        bench_output_integer(&out, bench_random_between(&random, 1, 5));
        bench_output_integer(&out, bench_random_between(&random, 1, 15));
        bench_output_millionths(&out, bench_random_between(&random, 0, 100000000));
        bench_output_end_row(&out);
    }
    return bench_output_close(&out);
}
