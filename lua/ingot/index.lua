--- Composite indices of monthly series: `ingot.index "coincident" { … }` defines one,
--- `ingot.index.of("coincident", data)` builds it.
---
---     ingot.index "coincident" { method = "nber", base = 2015,
---       components = { { "al_output", weight = 2 }, { "alumina_output" }, { "profit" } } }
---     local index = ingot.index.of("coincident", ingot.indicator "data/indicators/*.csv")
---     print(index:at "2025-11", index:at("2025-11").change)     --> 122.3  3.3 points

local build <const> = require "ingot.index.build"
local built <const> = require "ingot.index.built"
local definition <const> = require "ingot.index.definition"
local error_ <const> = require "ingot.error"
local given <const> = require "ingot.index.given"
local methods <const> = require "ingot.index.methods"
local own <const> = require "ingot.own"
local read <const> = require "ingot.read"
local step <const> = require "ingot.index.step"

local M = {
  define = definition.define, get = definition.get, find = definition.find, names = definition.names,
  step = step, -- change, standardise, cumulate, rebase by themselves
}

--- What `ingot list indices` tells of each.
---@type ingot.Listing
M.listing = {
  columns = { "name", "method", "components", "summary" },
  row = function(index)
    local names <const> = {}
    for i, component in ipairs(index.components) do
      names[i] = component.name
    end
    return {
      name = index.name, method = index.method, components = names,
      summary = index.summary or index.en or methods.get(index.method).summary,
    }
  end,
}

-- The definition of an index and those it is like, in turn.
local function chain_of(name, level)
  local list <const>, seen <const> = {}, {}
  local index = definition.get(name, level + 1)
  while index do
    if seen[index.name] then
      error(("index '%s': like: it is like itself"):format(name), level + 1)
    end
    seen[index.name], list[#list + 1] = true, index
    local other <const> = index.like and definition.get(index.like, level + 1)
    if other and other.method ~= index.method then
      error(("index '%s': like: '%s' is made by the method '%s', not '%s'"):format(index.name,
        other.name, other.method, index.method), level + 1)
    end
    index = other
  end
  return list
end

-- Sources of the series of a definition, each once.
local function sources_of(index, list)
  local sources <const>, seen <const>, wanted <const> = {}, {}, {}
  for _, component in ipairs(index.components) do
    wanted[component.name] = true
  end
  for _, one in ipairs(list) do
    for _, source in ipairs(wanted[one.name] and one.sources or {}) do
      local key <const> = table.concat({
        source.path, source.table or "", source.filter or "", source.rows,
      }, "\0")
      sources[#sources + 1] = not seen[key] and source or nil
      seen[key] = true
    end
  end
  return sources
end

local function tell(index, notices)
  local place <const> = error_.place():gsub(": $", "")
  for _, notice in ipairs(notices) do
    read.warn(place, ("index '%s': %s"):format(index.name, notice.message))
  end
end

--- Builds an index. Series are taken by the names of its components; when it is like another, that
--- is built from the same data first. What is odd (a constant series, gaps, a late start, an early
--- end, projected months) is warned of, and stands in `notices`.
---@param name string
---@param data ingot.Table|ingot.Series[]|table<string, ingot.Series|ingot.Claim[]>
---@return ingot.BuiltIndex
function M.of(name, data)
  local chain <const> = chain_of(name, 2)
  local list <const> = given.all(data, 2)
  local result
  for i = #chain, 1, -1 do
    result = build.of(chain[i], list, result and result.reference)
    tell(chain[i], result.frame.notices)
  end
  return built.new {
    name = name, definition = chain[1], result = result, sources = sources_of(chain[1], list),
  }
end

for name, index in pairs(own.data "indices/aluminum.lua".indices) do
  definition.define(name)(index)
end

return setmetatable(M, { __call = function(_, name, misplaced)
  return definition.define(name, misplaced)
end })
