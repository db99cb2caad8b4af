/* UTF-8 as Lua strings hold it: characters, and the columns they take on a terminal. */
#ifndef INGOT_LUA_UTF8_H
#define INGOT_LUA_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Reads the character at the start of `text` (`bytes` > 0): its length of 1 to 4 bytes, or 0 when
   the bytes there are no UTF-8. */
size_t ig_lua_utf8_read(const char *text, size_t bytes, uint32_t *character);

/* 2 for East Asian wide characters, 0 for combining marks and control characters, else 1. */
unsigned ig_lua_utf8_columns(uint32_t character);

#endif
