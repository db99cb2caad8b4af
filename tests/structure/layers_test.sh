#!/bin/sh
# Proves that the tree is built as its CMakeLists.txt says: lower layers never include higher ones,
# only the Lua border sees Lua, headers are guarded, folders have their map. Each rule is first
# seen to refuse a planted violation. Ends with "N passed, N failed".
#
#   sh tests/structure/layers_test.sh
set -eu
cd "$(dirname "$0")/../.."

# The rules. Each runs in the root of a tree and prints one line per violation.

# A file of layer L includes headers of L and of what L was declared above, by their path in host/.
# A layer is a folder; one inside another is a layer of its own.
includes_go_down() {
    {
        sed -n 's/^ig_layer(\(.*\)).*/layer \1/p' CMakeLists.txt
        grep -rnE --include='*.[ch]' '^[[:blank:]]*#[[:blank:]]*include[[:blank:]]*"' host/*/ || true
    } | awk '
        $1 == "layer" {
            for (i = 3; i <= NF; i++) {
                below[$2, $i] = 1
                for (l = 1; l <= layers; l++) if (below[$i, name[l]]) below[$2, name[l]] = 1
            }
            below[$2, $2] = 1
            name[++layers] = $2
            next
        }
        function folder(path) {
            sub("^host/", "", path)
            sub("/[^/]*$", "", path)
            return path
        }
        {
            split($0, place, ":")
            split($0, quoted, "\"")
            if (!below[folder(place[1]), folder(quoted[2])] && quoted[2] != "ingot_version.h")
                print place[1] ":" place[2] ": " folder(place[1]) " may not include \"" quoted[2] "\""
        }'
}

every_folder_is_a_layer() {
    find host -mindepth 1 -type d | sort | while read -r folder; do
        grep -q "^ig_layer(${folder#host/}[ )]" CMakeLists.txt ||
            echo "$folder: not declared in CMakeLists.txt"
    done
}

only_the_border_sees_lua() {
    grep -rnE --include='*.[ch]' \
        '^[[:blank:]]*#[[:blank:]]*include.*[<"/](lua|luaconf|lualib|lauxlib)\.h[">]' host |
        grep -vE '^host/(lua/|main\.c:)' || true
}

# The first directives are "#ifndef G" and "#define G", and no other header has the same G.
headers_are_guarded() {
    find host tests/c -name '*.h' | sort | while read -r header; do
        awk -v file="$header" '
            /^[ \t]*#/ { directive[++n] = $1 " " $2 }
            n == 2 { exit }
            END {
                split(directive[1], a, " "); split(directive[2], b, " ")
                ok = a[1] == "#ifndef" && b[1] == "#define" && a[2] == b[2]
                print (ok ? a[2] : "-"), file
            }' "$header"
    done | awk '
        $1 == "-" { print $2 ": no include guard"; next }
        $1 in first { print $2 ": same include guard as " first[$1]; next }
        { first[$1] = $2 }'
}

# Every folder with a file in it, down to the kinds of tests/; all of host/ and lua/.
folders_have_a_map() {
    {
        find host lua -type d || true
        find scripts data tests examples -maxdepth 1 -type d || true
    } 2>/dev/null | sort |
        while read -r folder; do
            [ -z "$(find "$folder" -type f | head -n 1)" ] || [ -e "$folder/README.md" ] ||
                echo "$folder: no README.md"
        done
}

# Where a folder's README.md tells its modules in order, "each knowing those above it", a module names
# only those of its own row and of rows above; and each module has a row.
modules_know_those_above() {
    grep -rl --include=README.md 'each knowing those above it' lua 2>/dev/null | sort |
        while read -r map; do
            folder=${map%/README.md}
            prefix=$(echo "${folder#lua/}" | tr / .)
            {
                sed -n 's/^| \(`[^|]*\)|.*/row \1/p' "$map" | tr -d '`/'
                find "$folder" -name '*.lua' | sort | sed 's/^/file /'
                grep -rnoE --include='*.lua' "\"$prefix\\.[a-z_]+" "$folder" | sort -t: -k1,1 -k2,2n |
                    sed 's/^/use /'
            } | awk -v folder="$folder/" -v prefix="$prefix" '
                function module(path) {
                    path = substr(path, length(folder) + 1)
                    sub(/[.\/].*/, "", path)
                    return path
                }
                $1 == "row" { for (i = 2; i <= NF; i++) at[$i] = NR; next }
                $1 == "file" {
                    if (!(module($2) in at) && !told[module($2)]++)
                        print $2 ": has no row in " folder "README.md"
                    next
                }
                {
                    split($2, place, ":")
                    own = module(place[1])
                    used = substr(place[3], length(prefix) + 3)
                    if (own in at && used in at && at[used] > at[own])
                        print place[1] ":" place[2] ": " own " may not know " used
                }'
        done
}

# The tests.

passed=0 failed=0
verdict() { # verdict NAME yes|no WHY
    if [ "$2" = yes ]; then
        passed=$((passed + 1))
        echo "pass: $1"
    else
        failed=$((failed + 1))
        printf 'FAIL: %s\n%s\n' "$1" "$3" | sed '2,$s/^/    /'
    fi
}

planted=$(mktemp -d)
trap 'rm -rf "$planted"' EXIT
(cd "$planted" && mkdir -p host/base host/table host/query/group host/stray tests/c)
printf 'ig_layer(base)\nig_layer(table base)\nig_layer(query/group table)\nig_layer(query query/group)\n' \
    >"$planted/CMakeLists.txt"
printf '#include "base/a.h"\n#include "query/a.h"\n' >"$planted/host/table/a.c"
printf '#include "query/group/b.h"\n# include "base/a.h"\n#include "ingot_version.h"\n' \
    >"$planted/host/query/a.c"
printf '#include "table/a.h"\n#include "query/a.h"\n' >"$planted/host/query/group/b.c"
printf '#include <lua.h>\n' >"$planted/host/base/a.c"
printf '#ifndef A_H\n#define A_H\n#endif\n' >"$planted/host/base/a.h"
printf '#ifndef A_H\n#define A_H\n#endif\n' >"$planted/host/query/a.h"
printf '#pragma once\n' >"$planted/host/table/a.h"
mkdir -p "$planted/lua/ingot/odd/low"
cat >"$planted/lua/ingot/odd/README.md" <<'END'
In order, each knowing those above it:

| module | is |
|---|---|
| `low` `low/` | a |
| `top` | b |
END
printf 'local top <const> = require "ingot.odd.top"\nlocal a = require "ingot.odd.low"\n' \
    >"$planted/lua/ingot/odd/low/a.lua"
printf 'local a <const> = require "ingot.odd.low.a"\nlocal b = require "ingot.other"\n' \
    >"$planted/lua/ingot/odd/top.lua"
printf 'return {}\n' >"$planted/lua/ingot/odd/stray.lua"
for folder in lua lua/ingot lua/ingot/odd/low; do echo map >"$planted/$folder/README.md"; done
for folder in host host/base host/query; do echo map >"$planted/$folder/README.md"; done

refuses() { # refuses RULE VIOLATIONS: the rule finds exactly these in the planted tree
    found=$(cd "$planted" && "$1")
    verdict "$1 refuses what is planted" "$([ "$found" = "$2" ] && echo yes || echo no)" "$found"
}
refuses includes_go_down 'host/query/group/b.c:2: query/group may not include "query/a.h"
host/table/a.c:2: table may not include "query/a.h"'
refuses every_folder_is_a_layer 'host/stray: not declared in CMakeLists.txt'
refuses only_the_border_sees_lua 'host/base/a.c:1:#include <lua.h>'
refuses headers_are_guarded 'host/query/a.h: same include guard as host/base/a.h
host/table/a.h: no include guard'
refuses folders_have_a_map 'host/query/group: no README.md
host/table: no README.md'
refuses modules_know_those_above 'lua/ingot/odd/stray.lua: has no row in lua/ingot/odd/README.md
lua/ingot/odd/low/a.lua:1: low may not know top'

for rule in includes_go_down every_folder_is_a_layer only_the_border_sees_lua headers_are_guarded \
    folders_have_a_map modules_know_those_above; do
    found=$($rule)
    verdict "$rule" "$([ -z "$found" ] && echo yes || echo no)" "$found"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
