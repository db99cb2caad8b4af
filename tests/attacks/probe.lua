-- What the scripts that misuse native objects ask for, made with what every script has.

local ingot = require "ingot"

probe = {
  methods = {
    "agg", "as_of", "by", "bytes", "close", "collect", "column", "coverage", "csv", "derive",
    "describe", "detected", "distinct", "exact", "explain", "head", "join", "limit", "rejects",
    "rename", "rows", "save", "schema", "select", "sort", "text", "top", "union", "value",
    "warnings", "where", "window",
  },
  must_fail_when_closed = {},
}

--- A table of three rows.
function probe.new()
  return ingot.table({ a = { 1, 2, 3 }, s = { "x", "y", "z" } }, { units = { a = "kg" } })
end

for _, name in ipairs(probe.methods) do
  assert(probe.new()[name])
  probe.must_fail_when_closed[name] = name ~= "close"
end

function probe.read(path)
  return ingot.read(path)
end

function probe.write(path)
  probe.new():save(path)
end
