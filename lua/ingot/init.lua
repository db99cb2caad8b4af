--- ingot: from trade data to commentary in which every printed number can be traced.
---
---     local ingot   = require "ingot"
---     local customs = ingot.read("data/customs/export-*.csv", { profile = "gacc-zh", flow = "export" })
---     local cable   = ingot.cube(customs):slice { product = "wire_cable" }
---     print(cable:measure("exports", "2025-04"))          --> 21,400 mt

local article <const> = require "ingot.article"
local cube <const> = require "ingot.cube"
local format <const> = require "ingot.format"
local indicator <const> = require "ingot.indicator"
local metrics <const> = require "ingot.metrics"
local native <const> = require "ingot.native"
local option <const> = require "ingot.option"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local read <const> = require "ingot.read"
local revisions <const> = require "ingot.revisions"
local snapshot <const> = require "ingot.snapshot"
local suggest <const> = require "ingot.suggest"
local table_ <const> = require "ingot.table"

---@class ingot
local M = {
  version = native.version,
  period = period,           -- ingot.period "2025-04"
  option = option.option,    -- ingot.option(name, default)
  read = read.read,          -- ingot.read(source, options) → Table
  indicator = indicator.read, -- ingot.indicator "prices/*.csv" → Table of monthly series
  open = snapshot.open,      -- ingot.open "customs.arrow" → Table
  table = table_.new,        -- ingot.table { month = {…}, qty = {…} } → Table
  revisions = revisions.revisions, -- ingot.revisions(table, "exports") → what later downloads changed
  cube = cube.new,           -- ingot.cube(table) → Cube
  metric = metrics.define,   -- ingot.metric "name" { formula = …, unit = … }
  product = product.define,  -- ingot.product "name" { codes = {…}, en = … }
  format = format.define,    -- ingot.format "name" { columns = {…} }
  article = article.new,     -- ingot.article { period = …, title = … }
}

return setmetatable(M, { __index = suggest.index("ingot", M) })
