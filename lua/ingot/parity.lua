--- Import parity: what a tonne bought abroad costs at home, and whether the import window is open.
---
---     local parity = ingot.import_parity {
---       date = "2017-08-07", price = 1903, premium = 110, fx = "6.7289", hs = "76011090",
---       fees = 100, domestic = 14740,
---     }
---     print(parity.cost, parity.margin, parity.open)   --> 15,947.97 CNY/t  -1,207.97 CNY/t  false

local inputs_ <const> = require "ingot.decompose.inputs"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local rates <const> = require "ingot.import_rates"
local rational <const> = require "ingot.rational"
local suggest <const> = require "ingot.suggest"

local M = {}

---@class ingot.ParityInput
---@field date string|ingot.Period  "2017-08-07" or a month: decides VAT and duty
---@field price ingot.Input         abroad, USD/t
---@field premium? ingot.Input      on it, USD/t; 0
---@field fx ingot.Input            CNY for a USD
---@field vat? ingot.Input          a fraction, as 0.13; by the date when left out
---@field duty? ingot.Input         a fraction; by `hs` and the date when left out
---@field hs? string                the code whose duty is meant
---@field fees? ingot.Input         of port and papers, CNY/t; 0
---@field domestic? ingot.Input     price at home with VAT, CNY/t: then there is a margin
---@field spot_premium? ingot.Input on that, CNY/t; 0

---@class ingot.Parity
---@field cost ingot.Claim       CNY/t, exact
---@field margin? ingot.Claim    domestic + spot_premium − cost, CNY/t; with `domestic`
---@field open? boolean          whether margin is above 0; nil when it is not known
---@field vat ingot.Number       the rates that were used
---@field duty ingot.Number
---@field sources string[]       where the dated rates are from

local names <const> = {
  { "price", "USD/t" }, { "premium", "USD/t" }, { "fx", "CNY/USD" }, { "duty", "" },
  { "vat", "" }, { "fees", "CNY/t" },
}
local home <const> = { { "domestic", "CNY/t" }, { "spot_premium", "CNY/t" } }
local allowed <const> = { date = true, hs = true }
for _, list in ipairs { names, home } do
  for _, pair in ipairs(list) do
    allowed[pair[1]] = true
  end
end

local days_of <const> = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

-- A day, or the last of a month, as "2017-08-07", and its month.
local function date_of(given)
  if type(given) == "string" and given:find "^%d%d%d%d%-%d%d%-%d%d$" then
    local month <const> = period.parse(given:sub(1, 7))
    local day <const> = tonumber(given:sub(9))
    if month and day >= 1 and day <= days_of[tonumber(given:sub(6, 7))] and day <= month:days() then
      return given, month
    end
  end
  local within <const> = inputs_.period(given)
  if within and within.kind == "month" then
    return ("%s-%02d"):format(within, within:days()), within
  end
end

-- The row of a list in force on a day.
local function in_force(list, day)
  local found
  for _, row in ipairs(list) do
    if not row.from or row.from <= day then
      found = row
    end
  end
  return found
end

-- Fills in a rate that was not given; gives what is wrong.
local function fill(given, name, list, day, sources)
  if given[name] ~= nil then
    return
  end
  local row <const> = in_force(list, day)
  if not row then
    return ("no %s is known for %s; say it with %s = …"):format(name, day, name)
  end
  given[name] = row.rate
  sources[#sources + 1] = ("%s %s%%: %s"):format(name, number.text(number.shift(
    number.parse(row.rate), 2)), row.source)
end

local function fill_rates(given, day, sources)
  local problem <const> = fill(given, "vat", rates.vat, day, sources)
  if problem or given.duty ~= nil then
    return problem
  end
  if given.hs == nil then
    return 'a duty or a code expected, as duty = 0 or hs = "76011090"'
  end
  local list <const> = rates.duty[given.hs]
  if not list then
    return ("no duty is known for '%s'%s; say it with duty = …"):format(tostring(given.hs),
      suggest.did_you_mean(tostring(given.hs), rates.duty))
  end
  return fill(given, "duty", list, day, sources)
end

local function check(given)
  if type(given) ~= "table" then
    return ("a table expected, as { date = \"2017-08-07\", price = 1903, … }, got %s"):format(
      type(given))
  end
  for name in pairs(given) do
    if not allowed[name] then
      return ("unknown field '%s'%s"):format(tostring(name),
        suggest.did_you_mean(tostring(name), allowed))
    end
  end
  for _, name in ipairs { "price", "fx" } do
    if given[name] == nil then
      return name .. " is missing"
    end
  end
  if given.spot_premium ~= nil and given.domestic == nil then
    return "spot_premium without domestic, the price it is on"
  end
end

local ONE <const> = rational.from(1)

-- A rate written as per cent is a slip of a factor of 100.
local function check_values(values)
  for _, name in ipairs { "vat", "duty" } do
    local rate <const> = values[name]
    if rate and (rate:signum() < 0 or rate >= ONE) then
      return ("%s: a fraction below 1 expected, as 0.13, got %.15g"):format(name, rate:float())
    end
  end
  for _, name in ipairs { "price", "fx" } do
    if values[name] and values[name]:signum() <= 0 then
      return ("%s: a number above 0 expected, got %.15g"):format(name, values[name]:float())
    end
  end
end

local display <const> = { unit = "CNY/t", decimals = 2 }
local COST <const> = "(price + premium) * fx * (1 + duty) * (1 + vat) + fees"

local function cost_of(values)
  return (values.price + values.premium) * values.fx * (ONE + values.duty) * (ONE + values.vat)
    + values.fees
end

local function make(given)
  local problem = check(given)
  if problem then
    return nil, problem
  end
  local day <const>, month <const> = date_of(given.date)
  if not day then
    return nil, ('date: a day or a month expected, as "2017-08-07", got %s'):format(
      given.date == nil and "none" or "'" .. tostring(given.date) .. "'")
  end
  local filled <const>, sources <const> = {}, {}
  for name, value in pairs(given) do
    filled[name] = value
  end
  filled.premium, filled.fees = filled.premium or 0, filled.fees or 0
  filled.spot_premium = given.domestic and (filled.spot_premium or 0)
  problem = fill_rates(filled, day, sources)
  if problem then
    return nil, problem
  end
  local inputs <const>, message = inputs_.read(filled, names, month)
  message = message or check_values(inputs.values)
  if message then
    return nil, message
  end
  local where <const> = { date = day }
  local cost <const> = not inputs.reason and cost_of(inputs.values) or nil
  local parity <const> = {
    sources = sources, vat = inputs.values.vat and inputs_.exact(inputs.values.vat),
    duty = inputs.values.duty and inputs_.exact(inputs.values.duty),
    cost = inputs_.claim(inputs, {
      kind = "import_parity", metric = "import_cost", unit = "CNY/t", display = display,
      formula = COST, value = cost, where = where,
    }),
  }
  if given.domestic == nil then
    return parity
  end
  local list <const> = { table.unpack(names) }
  table.move(home, 1, #home, #list + 1, list)
  local both <const>, wrong <const> = inputs_.read(filled, list, month)
  if not both then
    return nil, wrong
  end
  local margin <const> = not both.reason and both.values.domestic
    + both.values.spot_premium - cost or nil
  parity.margin = inputs_.claim(both, {
    kind = "import_margin", metric = "import_margin", unit = "CNY/t", display = display,
    formula = "domestic + spot_premium - (" .. COST .. ")", value = margin, where = where,
  })
  if margin then
    parity.open = margin:signum() > 0
  end
  return parity
end

--- Import parity: cost = (price + premium) × fx × (1 + duty) × (1 + vat) + fees; margin = domestic
--- + spot_premium − cost; the window is open when the margin is above 0. All of it exact. A mistake
--- in the inputs is an error at the caller's line; an unknown claim among them makes the result
--- unknown.
---
---     local parity = ingot.import_parity { date = "2025-04-15", price = 2400, premium = 80, fx = 7.2,
---       vat = 0.13, duty = 0, fees = 200, domestic = 20100 }
---     print(parity.margin)
---
---@param given ingot.ParityInput
---@return ingot.Parity
function M.import_parity(given)
  local parity <const>, message <const> = make(given)
  if not parity then
    error("import_parity: " .. message, 2)
  end
  return parity
end

return M
