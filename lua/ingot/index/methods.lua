--- The methods of composite indices by name, as data: each is a module of `index/method/`.

local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.IndexMethod
---@field summary string
---@field source string      where its formulas are from
---@field chain? "symmetric"|"ratio"  how growth becomes levels; nil: it gives levels
---@field like boolean       whether it can follow another index
---@field projects boolean   whether late components can be projected
---@field order? integer     lags of the projection when the definition does not say
---@field settings? table<string, number|false>  names and values when left out
---@field prepare? fun(frame: ingot.IndexFrame, settings: table)
---@field combine fun(frame: ingot.IndexFrame, settings: table, like?: ingot.IndexReference): table

---@type table<string, ingot.IndexMethod>
M.all = {
  nber = require "ingot.index.method.nber",
  conference_board = require "ingot.index.method.conference_board",
  esri = require "ingot.index.method.esri",
  oecd = require "ingot.index.method.oecd",
  diffusion = require "ingot.index.method.diffusion",
}

---@param name string
---@return ingot.IndexMethod?
function M.get(name)
  return M.all[name]
end

---@return string[]
function M.names()
  return suggest.names(M.all)
end

return M
