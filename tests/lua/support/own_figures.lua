--- The figures of an article of ours as a reader of it would give them, made from its claims file.

local dimension <const> = require "ingot.dimension"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local product <const> = require "ingot.product"
local unit <const> = require "ingot.unit"

local M = {}

local whats <const> = { exports = "export", imports = "import", net_imports = "net import" }
local kinds <const> = {
  level = "level", full_year = "level", ytd = "ytd", mom = "mom", yoy = "yoy", ytd_yoy = "ytd_yoy",
  share = "share", diff = "change", rank = "rank", streak = "streak",
}

local function subject_of(metric, where)
  local goods <const> = product.find(where.product)
  local subject <const> = { what = whats[metric], product = goods.en }
  if where.hs then
    subject.product = (goods.parts[where.hs] or {}).en or where.hs
  end
  for _, name in ipairs { "partner", "province", "mode" } do
    local names <const> = {}
    for code in (where[name] or ""):gmatch "%S+" do
      names[#names + 1] = dimension.subject(name, code).en
    end
    if #names == 1 then
      subject[name] = names[1]
    elseif #names > 1 then
      subject.group = table.concat(names, "+")
    end
  end
  return subject
end

-- What a claim is printed in: its base unit, and the power of ten of what stands there.
local function printed_in(entry)
  local name <const> = entry.display.print_as or entry.display.unit
  local known <const> = unit.find(name)
  local base <const> = known and known.dimension == "mass" and "t" or entry.unit
  return base, known and base == "t" and unit.powers(name, "t") or 0
end

local function claim_of(entry, id, role, bound)
  local base_unit <const>, powers <const> = printed_in(entry)
  local plain <const> = entry.text:gsub(",", "")
  local value <const> = number.parse((plain:gsub("^<", "")))
  local is_count <const> = entry.measure == "rank" or entry.measure == "streak"
  if not value and not is_count then
    return nil
  end
  local size <const> = is_count and number.from(entry.value) or number.abs(number.shift(value, powers))
  local claim <const> = {
    id = id, quote = entry.text, digits = entry.text:gsub("^[-−]", ""), offset = 0, length = #entry.text,
    digits_offset = 0, kind = kinds[entry.measure], unit = base_unit,
    value = entry.value:find "^-" and number.negate(size) or size,
    step = number.shift(number.exact(1), powers - #(plain:match "%.(%d+)" or "")),
    period = period(entry.period), subject = subject_of(entry.metric, entry.where),
    base = entry.base_period and { period = period(entry.base_period) },
    n = is_count and math.tointeger(tonumber(entry.value)) or nil,
    role = role, bound = bound, block = entry.at.paragraph,
  }
  for _, operand in ipairs(entry.measure == "share" and entry.operands or {}) do
    if operand.of == "whole" then
      claim.whole = { subject = subject_of(operand.name, operand.where), period = claim.period }
    end
  end
  return claim
end

local roles_of <const> = { chart = "caption", cell = "table", title = "title" }

local bounds_of <const> = { over = "above", ["<"] = "below" }

local function place_of(at)
  return table.concat({ at.paragraph, at.sentence, at.row or 0, at.column or 0 }, " ")
end

--- Claims of the trade, levels, rates, shares, ranks and runs, of a claims file.
---@param document table
---@return ingot.check.Claim[]
function M.of(document)
  local claims <const>, roles <const>, bounds <const> = {}, {}, {}
  for _, sentence in ipairs(document.sentences) do
    roles[place_of(sentence.at)] = roles_of[sentence.kind] or "body"
    for word, id in (sentence.words or ""):gmatch "(%S*)%s*{(c%d+)}" do
      bounds[id] = bounds_of[word]
    end
  end
  for _, entry in ipairs(document.claims) do
    local known <const> = kinds[entry.measure] and whats[entry.metric] and entry.where.product
    claims[#claims + 1] = known and claim_of(entry, "f" .. #claims + 1, roles[place_of(entry.at)],
      bounds[entry.id]) or nil
  end
  return claims
end

return M
