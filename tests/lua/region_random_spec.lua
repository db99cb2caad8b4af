-- Random regions with dates of membership against a slow look at every month.

local ingot = require "ingot"
local number = require "ingot.number"
local random_of = require "support.random"
local rounds = require "support.rounds"

local partners <const> = { "429", "311", "110", "111", "112", "116" }
local FIRST <const>, LAST <const> = 2023 * 12, 2024 * 12 + 11
local lengths <const> = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function last_day(month)
  local year <const>, m <const> = month // 12, month % 12 + 1
  return m == 2 and year % 4 == 0 and 29 or lengths[m]
end

local function month_text(month) return ("%04d-%02d"):format(month // 12, month % 12 + 1) end

-- A date as it is written, and the first and last day that it stands for.
local function date(random)
  local month <const> = FIRST + random:below(LAST - FIRST + 1)
  local turn <const> = random:below(10)
  if turn < 1 then
    local year <const> = month // 12
    return tostring(year), year .. "-01-01", year .. "-12-31"
  elseif turn < 4 then
    return month_text(month), month_text(month) .. "-01",
      ("%s-%02d"):format(month_text(month), last_day(month))
  end
  local day <const> = random:pick { 1, 15, last_day(month) - 1, last_day(month) }
  local text <const> = ("%s-%02d"):format(month_text(month), day)
  return text, text, text
end

-- Members with dates: as they are defined, and by days.
local function members_of(random)
  local given <const>, spans <const> = {}, {}
  for _, code in ipairs(partners) do
    if random:chance(70) then
      local member <const>, span <const> = { code }, { code = code }
      if random:chance(50) then member.from, span.from = date(random) end
      if random:chance(50) then
        local text <const>, _ <const>, day <const> = date(random)
        if not span.from or day:sub(1, 7) > span.from:sub(1, 7) then
          member.to, span.to = text, day
        end
      end
      given[#given + 1], spans[#spans + 1] = member, span
    end
  end
  if #given == 0 then given[1], spans[1] = { partners[1] }, { code = partners[1] } end
  return given, spans
end

-- Membership is that of the last day of a month.
local function is_member(spans, code, month)
  local day <const> = ("%s-%02d"):format(month_text(month), last_day(month))
  for _, span in ipairs(spans) do
    if span.code == code and (not span.from or span.from <= day)
      and (not span.to or span.to >= day) then
      return true
    end
  end
  return false
end

-- Each partner trades as many tonnes a month as its place in the list, doubled each time: a sum says
-- who is in it.
local function sample()
  local columns <const> = { month = {}, flow = {}, partner_code = {}, qty_kg = {} }
  for month = FIRST, LAST do
    for i, code in ipairs(partners) do
      local n <const> = #columns.month + 1
      columns.month[n], columns.flow[n] = month_text(month), "export"
      columns.partner_code[n], columns.qty_kg[n] = code, 1000 << (i - 1)
    end
  end
  return ingot.cube(ingot.table(columns, { units = { qty_kg = "kg" } }))
end

local function sum_of(month, test)
  local sum = 0
  for i, code in ipairs(partners) do sum = sum + (test(code, month) and 1 << (i - 1) or 0) end
  return sum
end

describe("random regions", function()
  it("hold their members month by month, by slice and among others with a rest", function()
    local cube <const> = sample()
    for seed = 1, rounds(25) do
      local random <const> = random_of(seed)
      local given <const>, spans <const> = members_of(random)
      ingot.region "proof_dated" (given)
      local slice <const> = cube:slice { region = "proof_dated" }
      local parts <const> = cube:by_region("proof_dated", { rest = "Others" })
      for month = FIRST, LAST do
        local text <const> = month_text(month)
        local wanted <const> = sum_of(month, function(code)
          return is_member(spans, code, month)
        end)
        local own <const> = slice:measure("exports", text).value
        assert(number.compare(own, number.exact(wanted, 0)) == 0,
          ("round %d: in %s the region has %s, the slow way %d"):format(seed, text,
            number.text(own), wanted))
        if random:chance(15) then
          local among = number.exact(0, 0)
          for _, row in ipairs(parts:all("exports", text)) do
            among = number.add(among, row.exports.value)
            assert(row.name ~= "Others" or number.compare(row.exports.value,
              number.exact((1 << #partners) - 1 - wanted, 0)) == 0,
              ("round %d: in %s the rest has %s"):format(seed, text,
                number.text(row.exports.value)))
          end
          assert(number.compare(among, number.exact((1 << #partners) - 1, 0)) == 0,
            ("round %d: in %s region and rest are %s"):format(seed, text, number.text(among)))
        end
      end
      local whole <const> = slice:measure("exports", "2023-01..2024-12").value
      local total = 0
      for month = FIRST, LAST do
        total = total + sum_of(month, function(code) return is_member(spans, code, month) end)
      end
      assert(number.compare(whole, number.exact(total, 0)) == 0,
        ("round %d: of all months the region has %s, the slow way %d"):format(seed,
          number.text(whole), total))
    end
  end)
end)
