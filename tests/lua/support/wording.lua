--- Made-up trade for specs of wording: facts as rules take them, and what an article says of them.

local document = require "ingot.document"
local ingot = require "ingot"
local small_cube = require "support.small_cube"

local M = { NOW = "2025-04", BEFORE = "2025-03", YEAR_AGO = "2024-04" }

local NOW <const>, BEFORE <const>, YEAR_AGO <const> = M.NOW, M.BEFORE, M.YEAR_AGO

-- Trade of one member: tonnes by month; the other months that the data cover have none.
function M.trade(months, fields)
  local spec <const> = { levels = { ["429"] = months } }
  for name, value in pairs(fields or {}) do spec[name] = value end
  return small_cube(spec)
end

function M.whole(months, period, fields)
  return function() return M.trade(months, fields):measure("exports", period or NOW) end
end

-- Rows of a breakdown: tonnes now, the month before and a year ago by code.
function M.parts(dimension, flow, members, n)
  return function()
    local levels <const> = {}
    for code, t in pairs(members) do
      levels[code] = { [NOW] = t[1], [BEFORE] = t[2], [YEAR_AGO] = t[3] }
    end
    local by <const> = small_cube { dimension = dimension, flow = flow, levels = levels }:by(dimension)
    local metric <const> = flow .. "s"
    return n and by:top(n, metric, NOW) or by:all(metric, NOW)
  end
end

-- The same over three months: now, the month before and the one before that.
function M.parts_over(members)
  return function()
    local levels <const> = {}
    for code, t in pairs(members) do
      levels[code] = { [NOW] = t[1], [BEFORE] = t[2], ["2025-02"] = t[3] }
    end
    return small_cube { flow = "import", levels = levels }:by("partner"):top(1, "imports", NOW)
  end
end

-- A balance by month: imports of so much more than exports of 1,000 t, or the other way round.
function M.net(months, period, from)
  return function()
    local columns <const> = { month = {}, flow = {}, hs = {}, qty_kg = {} }
    local function add(month, flow, t)
      local n <const> = #columns.month + 1
      columns.month[n], columns.flow[n], columns.hs[n] = month, flow, "76011010"
      columns.qty_kg[n] = t * 1000
    end
    for month, balance in pairs(months) do
      add(month, "import", math.max(balance, 0) + 1000)
      add(month, "export", math.max(-balance, 0) + 1000)
    end
    return ingot.cube(ingot.table(columns, {
      units = { qty_kg = "kg" }, covers = { from = from or "2023-01", to = "2025-12" },
    })):measure("net_imports", period or NOW)
  end
end

-- The products of a whole: tonnes now and the month before of each code.
function M.hs(...)
  local given <const> = { ... }
  return function()
    local columns <const> = { month = {}, flow = {}, hs = {}, qty_kg = {}, value_usd = {} }
    for i, t in ipairs(given) do
      for j, month in ipairs { NOW, BEFORE } do
        local n <const> = #columns.month + 1
        columns.month[n], columns.flow[n] = month, "export"
        columns.hs[n], columns.qty_kg[n] = i == 1 and "76141000" or "76149000", t[j] * 1000
        columns.value_usd[n] = 1000
      end
    end
    return ingot.cube(ingot.table(columns, {
      units = { qty_kg = "kg" }, covers = { from = "2023-01", to = "2025-12" },
    })):slice { product = "wire_cable" }:by("hs"):top(2, "exports", NOW)
  end
end

--- What a case says in a language; a finding of lint is an error.
---@param lang string
---@param case { facts: function, rules: any, options: table? }
---@return string
function M.said(lang, case)
  local a <const> = ingot.article { title = "T", lang = lang, period = NOW }
  a:tell(case.facts(), case.rules, case.options)
  local texts <const>, doc <const> = {}, a:document()
  for _, block in ipairs(doc.blocks) do
    texts[#texts + 1] = block.kind == "paragraph" and document.text(doc, block) or nil
  end
  for _, finding in ipairs(ingot.lint(a)) do
    error(("%s: %s"):format(finding, finding.text), 0)
  end
  return table.concat(texts, " ")
end

return M
