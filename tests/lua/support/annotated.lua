--- Articles with a table of their figures, and how well a check understood them: which figures were
--- read at all, and which with the right kind, value, unit and period.

local number = require "ingot.number"
local period = require "ingot.period"

local M = {}

---@class support.Figure
---@field digits string
---@field offset integer     bytes from 0
---@field kind string        "a|b": either; "*": anything, also none
---@field value string       exact, in the base unit
---@field unit string
---@field period string
---@field member? string     partner or province it is of, "" for none; nil where that is not asked

local columns <const> = { "digits", "occurrence", "kind", "value", "unit", "period" }

local function slurp(path)
  local file <const> = assert(io.open(path, "rb"))
  local bytes <const> = file:read "a"
  file:close()
  return bytes
end

-- True where a number ends before `from` or goes on after `to`: "5" of "15", "2.5" and "5.1".
local function is_inside(bytes, from, to)
  return bytes:find("^%d", to + 1) or bytes:find("^[.,]%d", to + 1)
    or from > 1 and bytes:find("^%d", from - 1) or from > 2 and bytes:find("^%d[.,]", from - 2)
end

--- Where digits stand as a whole number for the n-th time: bytes from 0.
---@param bytes string
---@param digits string
---@param n integer
---@return integer?
function M.place(bytes, digits, n)
  local at = 1
  while true do
    local from <const>, to <const> = bytes:find(digits, at, true)
    if not from then
      return nil
    end
    n = is_inside(bytes, from, to) and n or n - 1
    if n == 0 then
      return from - 1
    end
    at = from + 1
  end
end

--- An article and its figures.
---@param path string  of the article; its table stands beside it as <name>.tsv
---@return string bytes
---@return support.Figure[]
function M.read(path)
  local bytes <const>, figures <const> = slurp(path), {}
  local table_path <const> = path:gsub("%.%a+$", ".tsv")
  for line in slurp(table_path):gsub("^[^\n]*\n", ""):gmatch "[^\n]+" do
    local figure <const>, i = {}, 0
    for cell in line:gmatch "[^\t]+" do
      i = i + 1
      figure[columns[i]] = cell
    end
    figure.offset = M.place(bytes, figure.digits, tonumber(figure.occurrence))
    assert(figure.offset, ("%s: '%s' does not stand there"):format(table_path, line))
    figures[#figures + 1] = figure
  end
  return bytes, figures
end

local function is_one_of(text, allowed)
  return allowed == "*" or ("|" .. allowed .. "|"):find("|" .. text .. "|", 1, true) ~= nil
end

-- Words for things counted, and an index's points, need not be said.
local counted <const> = { units = true, vehicles = true, cars = true, [""] = true }
local bare <const> = { points = true, [""] = true }

-- What of a claim is right, by name of the field.
local rights <const> = {
  { "kind", function(claim, figure) return is_one_of(claim.kind, figure.kind) end },
  { "value", function(claim, figure)
    return figure.value == "*" or number.compare(claim.value, number.parse(figure.value)) == 0
  end },
  { "unit", function(claim, figure)
    return is_one_of(claim.unit, figure.unit)
      or counted[figure.unit] ~= nil and counted[claim.unit] ~= nil
      or figure.kind:find "index" ~= nil and bare[claim.unit] ~= nil
  end },
  { "period", function(claim, figure)
    if figure.period == "*" then
      return true
    end
    local wanted <const> = assert(period.parse(figure.period))
    return claim.period ~= nil and claim.period.from == wanted.from and claim.period.to == wanted.to
  end },
}

local function member_of(claim)
  local subject <const> = claim.subject or {}
  return subject.partner or subject.province or ""
end

local function told(claim)
  return ("%s %s %s %s"):format(claim.kind, number.text(claim.value), claim.unit,
    claim.period and tostring(claim.period) or "-")
end

---@class support.Understanding
---@field figures integer    that should be understood
---@field read integer       of these, how many became claims
---@field right integer      … with all four fields right
---@field wrong table<string, integer>  how often a field was wrong
---@field extra integer      claims where no figure stands
---@field members integer    … read, but said of another partner or province
---@field misses string[]    one line each

--- How well claims tell of figures.
---@param claims ingot.check.Claim[]
---@param figures support.Figure[]
---@param into? support.Understanding  to be added to
---@param name? string                 of the article, for the misses
---@return support.Understanding
function M.measure(claims, figures, into, name)
  local sum <const> = into
    or { figures = 0, read = 0, right = 0, extra = 0, members = 0, misses = {},
      wrong = { kind = 0, value = 0, unit = 0, period = 0 } }
  local by_place <const>, left = {}, {}
  for _, claim in ipairs(claims) do
    for i = claim.digits_offset, claim.digits_offset + #claim.digits - 1 do
      by_place[i] = claim
    end
    left[claim] = claim.kind ~= "rank" and claim.kind ~= "streak" or nil
  end
  local function missed(text, ...)
    sum.misses[#sum.misses + 1] = (name and name .. ": " or "") .. text:format(...)
  end
  for _, figure in ipairs(figures) do
    local claim <const> = by_place[figure.offset]
    if claim then
      left[claim] = nil
    end
    if figure.kind ~= "*" then
      local bad <const> = {}
      for _, right in ipairs(claim and rights or {}) do
        if not right[2](claim, figure) then
          bad[#bad + 1] = right[1]
          sum.wrong[right[1]] = sum.wrong[right[1]] + 1
        end
      end
      sum.figures = sum.figures + 1
      sum.read = sum.read + (claim and 1 or 0)
      sum.right = sum.right + (claim and #bad == 0 and 1 or 0)
      if claim and figure.member and member_of(claim) ~= figure.member then
        sum.members = sum.members + 1
        missed("%s is of '%s', read as of '%s'", figure.digits, figure.member, member_of(claim))
      end
      if not claim then
        missed("%s not read (%s %s %s %s)", figure.digits, figure.kind, figure.value, figure.unit,
          figure.period)
      elseif #bad > 0 then
        missed("%s: %s, expected %s %s %s %s", figure.digits, told(claim), figure.kind,
          figure.value, figure.unit, figure.period)
      end
    end
  end
  for _, claim in ipairs(claims) do
    if left[claim] then
      sum.extra = sum.extra + 1
      missed("'%s' at %d is no figure, read as %s", claim.quote, claim.offset, told(claim))
    end
  end
  return sum
end

--- One line: shares of figures read and right, and what was wrong with the rest.
---@param sum support.Understanding
---@return string
function M.summary(sum)
  local function percent(part, whole) return whole > 0 and 100 * part / whole or 100 end
  local wrong <const> = {}
  for _, field in ipairs { "kind", "value", "unit", "period" } do
    wrong[#wrong + 1] = ("%s %d"):format(field, sum.wrong[field])
  end
  wrong[#wrong + 1] = ("member %d"):format(sum.members)
  return ("%d figures: %.1f%% read, %.1f%% right, %.1f%% of what was read are figures (wrong: %s)")
    :format(sum.figures, percent(sum.read, sum.figures), percent(sum.right, sum.figures),
      percent(sum.read, sum.read + sum.extra), table.concat(wrong, ", "))
end

return M
