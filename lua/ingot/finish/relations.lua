-- Which printed figures a reader can get out of which others: a share or change whose levels are
-- printed too, put to the test with the numbers as they stand on the page, exactly.

local figures <const> = require "ingot.finish.figures"
local number <const> = require "ingot.number"
local rational <const> = require "ingot.rational"
local unit <const> = require "ingot.unit"

local M = {}

local levels <const> = { level = true, ytd = true, full_year = true }

---@class ingot.Printing  one way in which a level is printed, wherever that is
---@field display ingot.Display  as the script has it

---@class ingot.PrintedLevel
---@field claim ingot.Claim
---@field figures ingot.Figure[]
---@field printings ingot.Printing[]  by display, each once
---@field most integer     decimals of its metric's unit beyond which there is nothing to print
---@field floor integer?   it is printed with so many of these decimals at least

---@class ingot.Relation
---@field figure ingot.Figure   the share or change
---@field levels ingot.PrintedLevel[]
---@field asked string?      of `recompute`: for which floors it was last seen whether it holds
---@field answer boolean?    and whether it does
---@field compute fun(values: ingot.Rational[]): ingot.Rational?  of these, in the figure's unit

local KILOGRAM <const> = -3 -- 10^-3 t: nobody prints less
local REAL_DECIMALS <const> = 6

-- How many decimals of its unit a level has: all that the data hold, to the kilogram.
local function most_of(claim)
  if claim.value.real then
    return REAL_DECIMALS
  end
  local held <const> = #(number.text(claim.value):match "%.(%d+)$" or "")
  local is_mass <const>, powers <const> = pcall(unit.powers, claim.unit, "t")
  return is_mass and math.max(0, math.min(held, powers - KILOGRAM)) or held
end

--- How many decimals of the unit of a claim a display keeps; nil for all, or another dimension.
---@param claim ingot.Claim
---@param display ingot.Display
---@return integer?
function M.decimals(claim, display)
  local fine <const>, powers <const> = pcall(unit.powers, display.unit, claim.unit)
  return fine and display.decimals and display.decimals - powers or nil
end

local function same_display(a, b)
  return a.unit == b.unit and a.decimals == b.decimals and (a.mode or "round") == (b.mode or "round")
end

local function add_printing(level, display)
  for _, printing in ipairs(level.printings) do
    if same_display(printing.display, display) then
      return
    end
  end
  level.printings[#level.printings + 1] = { display = display }
end

-- The levels that are printed, by key.
local function levels_of(all)
  local by_key <const> = {}
  for _, figure in ipairs(all) do
    local claim <const> = figure.span.claim
    if levels[claim.kind] and claim.value then
      local key <const> = figures.key(claim.metric, claim)
      local level <const> = by_key[key] or {
        claim = claim, figures = {}, printings = {}, most = most_of(claim),
      }
      by_key[key] = level
      level.figures[#level.figures + 1] = figure
      add_printing(level, figure.span.display)
    end
  end
  return by_key
end

-- The formula of a claim as a function of its operands, by exact arithmetic; nil of one that needs
-- more than that: a root.
local function function_of(claim)
  local env <const> = {}
  local formula <const> = claim.formula:gsub(",.*$", "")
  local chunk <const> = load("return " .. formula, "=formula", "t", env)
  return chunk and function(values)
    for i, operand in ipairs(claim.operands) do
      env[operand.of or operand.name] = values[i]
    end
    local fine <const>, result <const> = pcall(chunk)
    return fine and getmetatable(result) == getmetatable(rational.zero) and result or nil
  end
end

local compared <const> = { share = true }

local function relation_of(figure, by_key)
  local claim <const> = figure.span.claim
  local is_compared <const> = compared[claim.kind] or claim.base_period
  if not is_compared or not claim.value or not figure.span.display.decimals
    or #claim.operands < 2 then
    return nil
  end
  local found <const> = {}
  for i, operand in ipairs(claim.operands) do
    found[i] = operand.value and by_key[figures.key(operand.name, operand)]
    if not found[i] or number.compare(found[i].claim.value, operand.value) ~= 0 then
      return nil
    end
  end
  local compute <const> = function_of(claim)
  return compute and { figure = figure, levels = found, compute = compute }
end

--- The shares and changes of a document whose levels are printed in it as well, and these levels.
---@param all ingot.Figure[]
---@return ingot.Relation[]
function M.of(all)
  local by_key <const>, relations <const> = levels_of(all), {}
  for _, figure in ipairs(all) do
    relations[#relations + 1] = relation_of(figure, by_key)
  end
  return relations
end

--- The display of a level with as many decimals as its floor asks for.
---@param level ingot.PrintedLevel
---@param display ingot.Display
---@return ingot.Display
function M.raised(level, display)
  local decimals <const> = M.decimals(level.claim, display)
  if not decimals or not level.floor or decimals >= level.floor then
    return display
  end
  return figures.changed(display, { decimals = display.decimals + level.floor - decimals })
end

-- A level as it stands on the page, in its own unit.
local function printed(level, display)
  local value = level.claim.value
  local shown <const> = M.raised(level, display)
  if shown.decimals then
    local fine <const> = M.decimals(level.claim, shown) -- nil of a display of another dimension
    value = fine and unit.convert(number.round(unit.convert(value, level.claim.unit, shown.unit),
      shown.decimals, shown.mode or "round"), shown.unit, level.claim.unit) or value
  end
  return rational.from(value)
end

local HALF <const> = rational.from "0.5"

-- A fraction as a whole number of the last places of a display, which are 10^-decimals.
local cut <const> = {
  round = function(x) return x:round(0) end,
  -- a half less, halves away from zero: what stands before the point
  truncate = function(x)
    local size <const> = (x:signum() < 0 and -x or x) - HALF
    return x:signum() < 0 and number.negate(size:round(0)) or size:round(0)
  end,
}

function cut.ceil(x)
  local whole <const> = cut.truncate(x)
  if rational.from(whole) == x then
    return whole
  end
  return number.add(whole, number.exact(x:signum()))
end

local function cut_by(value, display)
  local last <const> = rational.from("1" .. ("0"):rep(math.abs(display.decimals)))
  local places <const> = display.decimals < 0 and value / last or value * last
  return cut[display.mode or "round"](places)
end

-- Whether these values of the levels give the figure as it is printed.
local function gives(relation, values)
  local span <const> = relation.figure.span
  local got <const> = relation.compute(values)
  local fine <const>, powers <const> = pcall(unit.powers, span.claim.unit, span.display.unit)
  if not got or not fine then
    return false
  end
  local factor <const> = rational.from("1" .. ("0"):rep(math.abs(powers)))
  local shown <const> = powers < 0 and got / factor or got * factor
  local claimed <const> = unit.convert(span.claim.value, span.claim.unit, span.display.unit)
  local wanted <const> = number.round(claimed, span.display.decimals, span.display.mode or "round")
  return rational.from(cut_by(shown, span.display))
    == rational.from(cut_by(rational.from(wanted), figures.changed(span.display, { mode = "round" })))
end

--- Whether a reader gets the printed figure, whichever printings of its levels they take.
---@param relation ingot.Relation
---@return boolean
function M.holds(relation)
  local values <const> = {}
  local function all_give(i)
    local level <const> = relation.levels[i]
    if not level then
      return gives(relation, values)
    end
    for _, printing in ipairs(level.printings) do
      values[i] = printed(level, printing.display)
      if not all_give(i + 1) then
        return false
      end
    end
    return true
  end
  return all_give(1)
end

return M
