--- How firmly members stand in their classes: what moves when a threshold or a level does.

local classify <const> = require "ingot.cube.classify"
local measures <const> = require "ingot.cube.measures"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"

---@class ingot.ClassMove
---@field name string      of the member, in English
---@field code string
---@field class string     it is in
---@field becomes string   the class it would be in
---@field cause string     what moved: "threshold fast 1 → 0.99", "level +1%", "base -1%"

local M = {}

local function plain(x)
  return ("%.14g"):format(x)
end

-- What counts members is no threshold that moves by a part of itself: "rank <= 2".
local COUNT <const> = "rank%s*[<>=]=?%s*"

-- The numbers written in a rule: where each begins and ends. Those inside texts and names are none,
-- nor are counts.
local function numbers_in(text)
  local blank <const> = text:gsub("(['\"]).-%1", function(quoted)
    return (" "):rep(#quoted)
  end)
  local places, from = {}, 1
  while true do
    local first <const>, last <const> = blank:find("%f[%w_.$]%d+%.?%d*", from)
    if not first then
      return places
    end
    if not blank:sub(1, first - 1):find(COUNT .. "$") then
      places[#places + 1] = { first = first, last = last, value = tonumber(text:sub(first, last)) }
    end
    from = last + 1
  end
end

local function is_count(rules, name)
  for _, rule in ipairs(rules) do
    if rule.text:find(COUNT .. "%$" .. name .. "%f[^%w_]") then
      return true
    end
  end
  return false
end

-- The rules with one number written anew.
local function rewritten(rules, i, place, value)
  local copy <const> = { table.unpack(rules) }
  local rule <const> = {}
  for key, field in pairs(rules[i]) do
    rule[key] = field
  end
  rule.condition = rule.text:sub(1, place.first - 1) .. plain(value)
    .. rule.text:sub(place.last + 1)
  rule.formula = native.formula(rule.condition)
  copy[i] = rule
  return copy
end

-- Every threshold moved either way: { rules, params, cause }.
local function moved_thresholds(classes, by)
  local rules <const>, variants <const> = classes.definition.rules, {}
  local function add(name, value, make)
    for _, factor in ipairs { 1 + by, 1 - by } do
      if value ~= 0 then
        local to <const> = value * factor
        local variant_rules <const>, params <const> = make(to)
        variants[#variants + 1] = {
          rules = variant_rules, params = params,
          cause = ("threshold %s %s → %s"):format(name, plain(value), plain(to)),
        }
      end
    end
  end
  local names <const> = {}
  for name in pairs(classes.params) do
    names[#names + 1] = not is_count(rules, name) and name or nil
  end
  table.sort(names)
  for _, name in ipairs(names) do
    add(name, classes.params[name], function(to)
      return rules, setmetatable({ [name] = to }, { __index = classes.params })
    end)
  end
  for i, rule in ipairs(rules) do
    for _, place in ipairs(rule.formula and numbers_in(rule.text) or {}) do
      add(("of '%s'"):format(rule.name), place.value, function(to)
        return rewritten(rules, i, place, to), classes.params
      end)
    end
  end
  return variants
end

-- The parts with one member's level moved, and the whole by as much.
local function with_level(parts, role, code, factor)
  local old <const> = parts.cells[role][code]
  local value <const> = number.real(number.float(old.value) * factor)
  local moved <const> = {
    state = old.state, value = value, rows = old.rows,
  }
  local whole = parts.whole[role]
  if whole.value then
    local total <const> = number.add(whole.value, number.sub(value, old.value))
    whole = { state = whole.state, value = total, rows = whole.rows }
  end
  local cells <const> = setmetatable({ [code] = moved }, { __index = parts.cells[role] })
  return {
    codes = parts.codes, periods = parts.periods, rest = parts.rest, below_zero = parts.below_zero,
    cells = setmetatable({ [role] = cells }, { __index = parts.cells }),
    whole = setmetatable({ [role] = whole }, { __index = parts.whole }),
  }
end

local levels <const> = { { "now", "level" }, { "year_ago", "base" } }

-- Every member with its level moved either way: its measures, and what moved.
local function moved_levels(classes, by)
  local parts <const>, list <const>, causes <const> = classes.parts, {}, {}
  for i, member in ipairs(classes.parts_of) do
    for _, level in ipairs(levels) do
      local role <const> = level[1]
      local cell <const> = parts.cells[role] and parts.cells[role][member.code]
      for _, sign in ipairs(cell and cell.state == "value" and { 1, -1 } or {}) do
        local moved <const> = with_level(parts, role, member.code, 1 + sign * by)
        list[#list + 1] = classify.cells(classes.metric, moved, measures.standing(moved),
          classes.names)(member.code)
        causes[#list] = { member = i, text = ("%s %+.14g%%"):format(level[2], sign * by * 100) }
      end
    end
  end
  return list, causes
end

--- Members that change class, in their order, thresholds first.
---@param classes ingot.Classes
---@param by number
---@return ingot.ClassMove[]
function M.find(classes, by)
  local moves <const> = {}
  local function note(i, becomes, cause)
    local member <const> = classes.parts_of[i]
    if becomes ~= member.class then
      moves[#moves + 1] = {
        name = classes.breakdown:subject(member.code).en, code = member.code,
        class = member.class, becomes = becomes, cause = cause, at = i, turn = #moves,
      }
    end
  end
  local list <const> = {}
  for i, member in ipairs(classes.parts_of) do
    list[i] = member.measures
  end
  for _, variant in ipairs(moved_thresholds(classes, by)) do
    local found <const> = classify.classes(variant.rules, variant.params, list, classes.names)
    for i, one in ipairs(found) do
      note(i, one[1], variant.cause)
    end
  end
  local moved <const>, causes <const> = moved_levels(classes, by)
  local rules <const> = classes.definition.rules
  for i, one in ipairs(classify.classes(rules, classes.params, moved, classes.names)) do
    note(causes[i].member, one[1], causes[i].text)
  end
  table.sort(moves, function(a, b)
    return a.at < b.at or a.at == b.at and a.turn < b.turn
  end)
  for _, move in ipairs(moves) do
    move.at, move.turn = nil, nil
  end
  return moves
end

return M
