/* The kernels of order values of 64 bits. */
#define VALUE uint64_t
#include "query/measure/orders_width.h"

const ig_orders ig_orders_64 = {split, place, choose};
