/* The kernels of order values of 16 bits. */
#define VALUE uint16_t
#include "query/measure/orders_width.h"

const ig_orders ig_orders_16 = {split, place, choose};
