-- What is known of a quantity by what it is of: whether it adds up over months and over members, and
-- whether it may be negative.

local units <const> = require "ingot.check.lex.units"

local M = {}

---@class ingot.check.Facts
---@field flow? boolean    months add up to longer periods, members to their whole
---@field stock? boolean   members add up to their whole, months do not add up
---@field free? boolean    may be negative
---@field net? { [1]: string, [2]: string }  is the first less the second

local FLOW <const> = { flow = true }
local STOCK <const> = { stock = true }
local FREE <const> = { free = true }

---@type table<string, ingot.check.Facts>
local by_what <const> = {
  export = FLOW, import = FLOW, production = FLOW, output = FLOW, consumption = FLOW, sales = FLOW,
  shipment = FLOW, arrival = FLOW, demand = FLOW, supply = FLOW, purchase = FLOW, investment = FLOW,
  ["net import"] = { flow = true, free = true, net = { "import", "export" } },
  ["net export"] = { flow = true, free = true, net = { "export", "import" } },
  stock = STOCK, inventory = STOCK, capacity = STOCK, ["operating capacity"] = STOCK,
  price = {}, ["operating rate"] = {}, index = {},
  profit = FREE, loss = FREE, margin = FREE, balance = FREE, surplus = FREE, deficit = FREE,
  spread = FREE, premium = FREE,
}

local UNKNOWN <const> = { free = true }

-- In money these are of trade; in tonnes, of a market.
---@type table<string, ingot.check.Facts>
local in_money <const> = {
  surplus = { flow = true, free = true, net = { "export", "import" } },
  deficit = { flow = true, free = true, net = { "import", "export" } },
}

---@type table<string, ingot.check.Facts>
local in_amounts <const> = {
  surplus = { flow = true, free = true, net = { "production", "consumption" } },
  deficit = { flow = true, free = true, net = { "consumption", "production" } },
}

---@param subject ingot.check.Subject
---@param unit string
---@return ingot.check.Facts
function M.of(subject, unit)
  if unit == "t" and in_amounts[subject.what] then
    return in_amounts[subject.what]
  end
  return units.currencies[unit] and in_money[subject.what] or by_what[subject.what] or UNKNOWN
end

local ratios <const> = { ["%"] = true, pp = true, points = true, bp = true, [""] = true }

--- Whether amounts of this unit add up at all: rates, points and prices do not.
---@param unit string
---@return boolean
function M.adds_up(unit)
  return not ratios[unit] and not unit:find("/", 1, true)
end

return M
