-- Columns of unlike units, wherever a formula of a query may bring them together.

local ingot = require "ingot"
local raised = require "support.raised"

local function sample()
  return ingot.table({
    { "k", { "a", "b" } }, { "qty_kg", { 1, 2 } }, { "qty_t", { 3, 4 } }, { "usd", { 5, 6 } },
  }, { units = { qty_kg = "kg", qty_t = "t", usd = "USD" } })
end

describe("units in queries", function()
  for what, case in pairs {
    ["a sum of aggregates"] = {
      function(t) return t:agg { x = "sum(qty_kg) + sum(usd)" } end,
      "'sum(qty_kg)' is in kg, 'sum(usd)' in USD\n  sum(qty_kg) + sum(usd)\n              ^",
    },
    ["an aggregate of a sum"] = {
      function(t) return t:by("k"):agg { x = "sum(qty_kg + qty_t)" } end,
      "'qty_kg' is in kg, 'qty_t' in t\n  sum(qty_kg + qty_t)\n             ^",
    },
    ["a column"] = {
      function(t) return t:derive { x = "qty_kg - qty_t" } end,
      "'qty_kg' is in kg, 'qty_t' in t\n  qty_kg - qty_t\n         ^",
    },
    ["a condition"] = {
      function(t) return t:where "qty_kg > usd" end,
      "'qty_kg' is in kg, 'usd' in USD\n  qty_kg > usd\n         ^",
    },
    ["a choice"] = {
      function(t) return t:agg { x = "sum(if_else(usd > 5, qty_kg, usd))" } end,
      "'qty_kg' is in kg, 'usd' in USD\n  sum(if_else(usd > 5, qty_kg, usd))\n      ^",
    },
    ["the larger of two"] = {
      function(t) return t:agg { x = "max(sum(qty_kg), sum(usd))" } end,
      "'sum(qty_kg)' is in kg, 'sum(usd)' in USD\n  max(sum(qty_kg), sum(usd))\n  ^",
    },
    ["a value in place of a missing one"] = {
      function(t) return t:derive { x = "coalesce(qty_kg, usd)" } end,
      "'qty_kg' is in kg, 'usd' in USD\n  coalesce(qty_kg, usd)\n  ^",
    },
    ["what is derived of a column"] = {
      function(t) return t:derive { both = "usd + 1" }:derive { x = "qty_kg + both" } end,
      "'qty_kg' is in kg, 'both' in USD\n  qty_kg + both\n         ^",
    },
    ["a column of another table"] = {
      function(t)
        local other = t:derive { v = "usd" }:select("k", "v"):collect()
        return t:join(other, "k"):derive { x = "qty_kg + v" }
      end,
      "'qty_kg' is in kg, 'v' in USD\n  qty_kg + v\n         ^",
    },
  } do
    it("must be alike in " .. what, function()
      assert.equal("HERE: formula: unlike units: " .. case[2],
        (raised(function() return case[1](sample()):collect() end)))
    end)
  end
end)
