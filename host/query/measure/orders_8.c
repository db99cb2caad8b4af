/* The kernels of order values of 8 bits. */
#define VALUE uint8_t
#include "query/measure/orders_width.h"

const ig_orders ig_orders_8 = {split, place, choose};
