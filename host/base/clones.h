/*
 * IG_CLONES before a hot kernel has it compiled for three machines: AVX-512, AVX2 and the plain base
 * of the target; the dynamic linker picks one when the program starts. The bits of a result never
 * depend on the pick: integers are exact, and -ffp-contract=off keeps doubles from being fused.
 * What a kernel calls must be inlined into it, or it is compiled for the base alone.
 *
 * Empty where it cannot work: on other machines and compilers, without glibc (the pick is a relocation
 * that others do not know), and under sanitizers, whose checks would run before they are set up.
 * GCC takes the attribute under -std=c17 as well: CMAKE_C_EXTENSIONS stays off.
 */
#ifndef INGOT_BASE_CLONES_H
#define INGOT_BASE_CLONES_H

#include <stdint.h> /* tells whether this is glibc */

#if defined(__x86_64__) && defined(__GLIBC__) && defined(__GNUC__) && !defined(__clang__) &&       \
    __GNUC__ >= 12 && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define IG_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define IG_CLONES
#endif

#endif
