/* One loop for each pair of widths: simple enough for the compiler to vectorise. */
#include "table/narrow.h"

static inline void int_16_to_8(int8_t *to, const int16_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int8_t)from[i];
    }
}

static inline void int_32_to_8(int8_t *to, const int32_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int8_t)from[i];
    }
}

static inline void int_32_to_16(int16_t *to, const int32_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int16_t)from[i];
    }
}

static inline void int_64_to_8(int8_t *to, const int64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int8_t)from[i];
    }
}

static inline void int_64_to_16(int16_t *to, const int64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int16_t)from[i];
    }
}

static inline void int_64_to_32(int32_t *to, const int64_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (int32_t)from[i];
    }
}

static inline void code_to_8(uint8_t *to, const uint32_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (uint8_t)from[i];
    }
}

static inline void code_to_16(uint16_t *to, const uint32_t *from, size_t n) {
    for (size_t i = 0; i < n; i++) {
        to[i] = (uint16_t)from[i];
    }
}

void ig_narrow_ints(void *to, unsigned to_width, const void *from, unsigned from_width, size_t n) {
    switch (from_width * 10 + to_width) {
    case 21: int_16_to_8(to, from, n); break;
    case 41: int_32_to_8(to, from, n); break;
    case 42: int_32_to_16(to, from, n); break;
    case 81: int_64_to_8(to, from, n); break;
    case 82: int_64_to_16(to, from, n); break;
    case 84: int_64_to_32(to, from, n); break;
    default: break; /* no other pair narrows */
    }
}

void ig_narrow_codes(void *to, unsigned to_width, const uint32_t *from, size_t n) {
    if (to_width == 1) {
        code_to_8(to, from, n);
    } else {
        code_to_16(to, from, n);
    }
}
