--- ingot: from trade data to commentary in which every printed number can be traced.
---
---     local ingot   = require "ingot"
---     local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
---     local cable   = ingot.cube(customs):slice { product = "wire_cable" }
---     print(cable:measure("exports", "2025-04"))          --> 21,400 mt

local native <const> = require "ingot.native"
local parts <const> = require "ingot.parts"
local suggest <const> = require "ingot.suggest"

---@class ingot
local M = { version = native.version }

-- Modules that add to others when they are loaded: methods of tables, metrics, rules … What a name
-- leads to needs all of them, unless it is said here that it needs none, or those of tables only.
local of_tables <const> = { "table", "revisions" }
local of_all <const> = { "table", "revisions", "metrics", "classes", "rules", "decompose" }
local additions <const> = {
  period = {}, calendar = {}, option = {}, stat = {},
  read = of_tables, open = of_tables, table = of_tables, indicator = of_tables,
  months_of_ytd = of_tables,
}

-- What there is, in order.
local function names()
  local found <const> = suggest.names(parts)
  found[#found + 1] = "version"
  table.sort(found)
  return found
end

-- A name is looked up, and its module loaded, when it is first asked for.
local function part(_, name)
  if not parts[name] then
    error(("ingot has no '%s'%s"):format(tostring(name),
      suggest.did_you_mean(tostring(name), names())), 2)
  end
  for _, module in ipairs(additions[name] or of_all) do
    require("ingot." .. module)
  end
  local module <const>, field <const> = parts[name]:match "^([^:]*):?(.*)$"
  local value = require("ingot." .. module)
  if field ~= "" then
    value = value[field]
  end
  rawset(M, name, value)
  return value
end

local function each()
  local all <const>, i = names(), 0
  return function()
    i = i + 1
    return all[i], all[i] and M[all[i]]
  end
end

return setmetatable(M, { __index = part, __pairs = each })
