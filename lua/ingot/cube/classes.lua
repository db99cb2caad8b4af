--- The members of a dimension in classes: each by the first rule that holds, with the rule and the
--- values that decided. A member whose rule cannot be decided, because a measure in it is unknown,
--- is of class "unknown" and goes no further; one that no rule holds for is "unclassified".

local class <const> = require "ingot.class"
local colon <const> = require "ingot.colon"
local classify <const> = require "ingot.cube.classify"
local dimension <const> = require "ingot.dimension"
local measures <const> = require "ingot.cube.measures"
local native <const> = require "ingot.native"
local number <const> = require "ingot.number"
local stability <const> = require "ingot.cube.stability"
local suggest <const> = require "ingot.suggest"

---@class ingot.ClassRow: ingot.Row  a row as of `top`, and where it belongs
---@field class string
---@field class_label { en: string, zh: string }  what a sentence says of it: `{class}`
---@field reason string   the rule with its values, or what is unknown

---@class ingot.ClassMember
---@field code string
---@field class string
---@field rule? ingot.ClassRule
---@field measures table<string, ingot.MeasureCell>  as far as the rules look at them
---@field blame? string   of a member of class "unknown": why

---@class ingot.Classes
---@field package breakdown ingot.Breakdown
---@field package metric ingot.Metric
---@field package period ingot.Period
---@field package definition ingot.ClassDefinition
---@field package params table<string, number>
---@field package parts_of ingot.ClassMember[]  largest first
local Classes = {}
local ClassesMeta <const> = {
  __name = "ingot.classes", __index = suggest.index("classes", Classes),
}

local M = {}

--- Its methods, as help and completion name them.
M.methods = Classes

-- Who is put into classes, whatever the rules look at: who trades now, or did a year ago.
local MEMBERS <const> = { "now", "year_ago" }

--- Classes of a breakdown; nil and a message when parameters or measures do not fit.
---@param breakdown ingot.Breakdown
---@param name string  of the definition
---@param metric ingot.Metric
---@param within ingot.Period
---@param params? table<string, number>
---@param row_of function  breakdown, metric, period, code → ingot.Row
---@return ingot.Classes?
---@return string?
function M.new(breakdown, name, metric, within, params, row_of)
  local definition <const> = class.get(name, 3)
  local names <const> = classify.columns_of(definition, metric)
  local problem = params and class.check_params(params, definition.params)
  for _, column in ipairs(names) do
    problem = problem or measures.problem(metric, column)
  end
  if problem then
    return nil, ("classes '%s': %s"):format(name, problem)
  end
  local thresholds <const> = {}
  for key, value in pairs(definition.params) do
    thresholds[key] = params and params[key] or value
  end
  local parts <const> = measures.parts(breakdown, metric, within, names, MEMBERS)
  local standing <const> = measures.standing(parts)
  local members <const>, list <const> = {}, {}
  local order <const> = measures.order(parts, standing)
  local cells_of <const> = classify.cells(metric, parts, standing, names)
  for i, code in ipairs(order) do
    list[i] = cells_of(code)
  end
  for i, found in ipairs(classify.classes(definition.rules, thresholds, list, names)) do
    members[i] = {
      code = order[i], measures = list[i], class = found[1], rule = found[2], blame = found[3],
    }
  end
  return setmetatable({
    breakdown = breakdown, metric = metric, period = within, definition = definition,
    params = thresholds, parts_of = members, names = names, parts = parts, row_of = row_of,
  }, ClassesMeta)
end

-- ---- what is said of it ----

local function shown(name, value)
  if not value then
    return name .. " none"
  end
  return ("%s %s"):format(name, class.columns[name] == "rank" and ("%d"):format(value)
    or ("%.4g"):format(value))
end

-- "yoy >= 1 and share_year_ago < 0.01 (share_year_ago 0.004, yoy 5.974)"
local function reason_of(classes, member)
  if not member.rule then
    return member.blame or "no rule holds"
  end
  local text <const> = member.rule.text:gsub("%$([%a_][%w_]*)", function(name)
    return ("%.14g"):format(classes.params[name])
  end)
  if not member.rule.formula then
    return text
  end
  local values <const> = {}
  for i, name in ipairs(member.rule.columns) do
    values[i] = shown(name, classify.seen(name, member.measures[name]))
  end
  return ("%s (%s)"):format(text, table.concat(values, ", "))
end

-- The rows of a class, or of all.
local function rows_of(classes, name)
  local rows <const> = {}
  for _, member in ipairs(classes.parts_of) do
    if not name or member.class == name then
      local row <const> = classes.row_of(classes.breakdown, classes.metric, classes.period,
        member.code)
      row.class, row.reason = member.class, reason_of(classes, member)
      row.class_label = class.label(classes.definition, member.class)
      rows[#rows + 1] = row
    end
  end
  return rows
end

-- The names of classes, in order of the rules.
local function names_of(classes)
  local names <const>, seen <const> = {}, {}
  for _, rule in ipairs(classes.definition.rules) do
    names[#names + 1] = not seen[rule.name] and rule.name or nil
    seen[rule.name] = true
  end
  table.move({ "unclassified", "unknown" }, 1, 2, #names + 1, names)
  return names
end

local function check_class(classes, name)
  local names <const> = names_of(classes)
  for _, known in ipairs(names) do
    if known == name then
      return
    end
  end
  error(suggest.unknown("class", "classes", tostring(name), names), 3)
end

--- The members of a class, largest first: rows as `top` gives, with `.class` and `.reason`. None is
--- an empty list.
---
---     for _, row in ipairs(parts:of "leading") do print(row.name, row.reason) end
---
---@param name string
---@return ingot.ClassRow[]
function Classes:of(name)
  check_class(self, name)
  return rows_of(self, name)
end

--- All members, largest first, each with its `.class` and `.reason`: for a table of them.
---
---     for _, row in ipairs(parts:all()) do print(row.name, row.class) end
---
---@return ingot.ClassRow[]
function Classes:all()
  local rows <const> = rows_of(self)
  return rows
end

--- The classes that have members, in order of the rules: `for class, rows in parts:each() do`.
---
---     for class, rows in parts:each() do print(class, #rows) end
---
---@return fun(): string?, ingot.ClassRow[]?
function Classes:each()
  local names <const>, i = names_of(self), 0
  return function()
    local rows
    repeat
      i = i + 1
      rows = names[i] and rows_of(self, names[i])
    until not rows or #rows > 0
    return names[i], rows
  end
end

--- The level of a class as a whole, from which come its changes and its share: `.yoy`,
--- `:share_of(total)`. A class without members is an error.
---
---     print(parts:total("leading").yoy)
---
---@param name string
---@return ingot.Claim
function Classes:total(name)
  check_class(self, name)
  local rows <const> = rows_of(self, name)
  if #rows == 0 then
    error(("total: class '%s' has no members"):format(name), 2)
  end
  local slice <const> = self.breakdown.cube:slice { [self.breakdown.dimension] = rows }
  return slice:measure(self.metric.name, self.period)
end

--- The classes that have members, a row each: class, how many members, their names, the metric's
--- level of them together, its growth on a year before (%) and its share of the cube (%).
---
---     print(parts:table())
---
---@return ingot.Table
function Classes:table()
  local whole <const> = self.breakdown.cube:measure(self.metric.name, self.period)
  local shares <const> = not measures.problem(self.metric, "share")
  local columns <const> = {
    { name = "class", type = "text", values = {} },
    { name = "members", type = "decimal", values = {} },
    { name = "names", type = "text", values = {} },
    { name = self.metric.name, type = "decimal", unit = self.metric.unit, values = {} },
    { name = "yoy", type = "real", unit = "%", values = {} },
    shares and { name = "share", type = "real", unit = "%", values = {} } or nil,
  }
  local n = 0
  for name, rows in self:each() do
    n = n + 1
    local names <const> = {}
    for i, row in ipairs(rows) do
      names[i] = row.name
    end
    local total <const> = self:total(name)
    local share <const> = shares and total:share_of(whole).value
    local cells <const> = {
      name, #rows, table.concat(names, ", "), total.value,
      total.yoy.value and number.float(total.yoy.value), share and number.float(share),
    }
    for i, column in ipairs(columns) do
      column.values[n] = cells[i] or nil
    end
    if total.value and total.value.real then
      columns[4].type = "real"
    end
  end
  for i, value in pairs(columns[4].type == "real" and columns[4].values or {}) do
    columns[4].values[i] = number.float(value)
  end
  return native.table(columns, n)
end

--- The members, largest first, a row each: code, name, class, reason. It joins a table of measures
--- by the code.
---
---     print(parts:members())
---
---@return ingot.Table
function Classes:members()
  local axis <const> = dimension.get(self.breakdown.dimension)
  local codes <const>, names <const>, classes <const>, reasons <const> = {}, {}, {}, {}
  for i, member in ipairs(self.parts_of) do
    codes[i], names[i] = member.code, self.breakdown:subject(member.code).en
    classes[i], reasons[i] = member.class, reason_of(self, member)
  end
  return native.table({
    { name = axis.key, type = "text", values = codes },
    { name = axis.label, type = "text", values = names },
    { name = "class", type = "text", values = classes },
    { name = "reason", type = "text", values = reasons },
  }, #codes)
end

--- Why a member is in its class: "Jiangsu is leading: rank <= 2 or … (rank 1, …)".
---
---     print(parts:why "Jiangsu")
---
---@param member string  a name or a code
---@return string
function Classes:why(member)
  local code <const> = self.breakdown:code(member, 2)
  for _, found in ipairs(self.parts_of) do
    if found.code == code then
      return ("%s is %s: %s"):format(self.breakdown:subject(code).en, found.class,
        reason_of(self, found))
    end
  end
  return ("%s is in no class: it has no trade in %s, nor in %s"):format(
    self.breakdown:subject(code).en, self.period, self.period:year_ago())
end

--- The members that change class when a threshold (a parameter, or a number in a rule), or their
--- own level now or a year ago, moves by so much either way. Counts (`rank <= 2`) do not move, nor
--- do the insides of Lua functions.
---
---     for _, move in ipairs(parts:stability(0.01)) do print(move.name, move.becomes) end
---
---@param by number  as a fraction: 0.01 is 1 %
---@return ingot.ClassMove[]  in order of the members
function Classes:stability(by)
  if type(by) ~= "number" or by <= 0 or by >= 1 then
    error(("stability: a fraction between 0 and 1 expected, as 0.01, got %s"):format(
      tostring(by)), 2)
  end
  return stability.find(self, by)
end

function ClassesMeta.__tostring(classes)
  return ("%s in classes of %s by %s in %s"):format(classes.breakdown, classes.definition.name,
    classes.metric.name, classes.period)
end

colon.guard(Classes, "classes", function(value) return getmetatable(value) == ClassesMeta end)

return M
