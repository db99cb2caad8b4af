/* The kernels of order values of 32 bits. */
#define VALUE uint32_t
#include "query/measure/orders_width.h"

const ig_orders ig_orders_32 = {split, place, choose};
