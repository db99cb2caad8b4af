/* The choice of the kernels, which orders_8.c … orders_64.c have. */
#include "query/measure/orders.h"

const ig_orders *ig_orders_of(unsigned width) {
    switch (width) {
    case 1: return &ig_orders_8;
    case 2: return &ig_orders_16;
    case 4: return &ig_orders_32;
    default: return &ig_orders_64;
    }
}
