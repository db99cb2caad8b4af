-- Random amounts in random units: nothing is lost on the way.

local number = require "ingot.number"
local random_of = require "support.random"
local rounds = require "support.rounds"
local unit = require "ingot.unit"

local families <const> = {
  { "g", "kg", "t", "mt", "kt", "万吨", "Mt", "亿吨" },
  { "USD", "thousand USD", "万美元", "million USD", "亿美元", "billion USD" },
  { "CNY", "thousand CNY", "万元", "million CNY", "亿元", "billion CNY" },
}

-- How many of the base unit each is, as a text of digits: the slow way to an exponent.
local worth <const> = {
  g = "0.001", kg = "1", t = "1000", mt = "1000", kt = "1000000", ["万吨"] = "10000000",
  Mt = "1000000000", ["亿吨"] = "100000000000",
  USD = "1", ["thousand USD"] = "1000", ["万美元"] = "10000", ["million USD"] = "1000000",
  ["亿美元"] = "100000000", ["billion USD"] = "1000000000",
  CNY = "1", ["thousand CNY"] = "1000", ["万元"] = "10000", ["million CNY"] = "1000000",
  ["亿元"] = "100000000", ["billion CNY"] = "1000000000",
}

local function zeros(name)
  return worth[name] == "0.001" and -3 or #worth[name] - 1
end

-- The digits of a number with its point moved to the right.
local function moved(text, by)
  local sign <const>, whole <const>, fraction <const> = text:match "^(-?)(%d+)%.?(%d*)$"
  local digits <const> = ("0"):rep(40) .. whole .. fraction .. ("0"):rep(40)
  local at <const> = 40 + #whole + by
  local left <const> = digits:sub(1, at):gsub("^0+(%d)", "%1")
  local right <const> = digits:sub(at + 1):gsub("0+$", "")
  local plain <const> = right == "" and left or left .. "." .. right
  return plain == "0" and plain or sign .. plain
end

-- Of few digits: from 亿吨 to g are fourteen more, and all have to fit 64 bits.
local function amount(random)
  local units <const> = random:below(random:pick { 10, 100, 9000 })
  return number.exact(random:chance(30) and -units or units, random:below(7))
end

describe("random amounts", function()
  it("come back exactly from any unit of their dimension, by any way", function()
    for seed = 1, rounds(2000) do
      local random <const> = random_of(seed)
      local family <const>, n <const> = random:pick(families), amount(random)
      local a <const>, b <const>, c <const> = random:pick(family), random:pick(family),
        random:pick(family)
      local where <const> = ("round %d, %s %s → %s → %s"):format(seed, number.text(n), a, b, c)
      local there <const> = unit.convert(n, a, b)
      assert(number.text(there) == moved(number.text(n), zeros(a) - zeros(b)),
        where .. ": is " .. number.text(there))
      assert(number.compare(unit.convert(there, b, a), n) == 0, where .. ": does not come back")
      assert(number.compare(unit.convert(there, b, c), unit.convert(n, a, c)) == 0,
        where .. ": is another by the way")
    end
  end)

  it("do so in one unit for each of another", function()
    for seed = 1, rounds(1000) do
      local random <const> = random_of(seed)
      local money <const>, mass <const> = families[2 + random:below(2)], families[1]
      local n <const> = amount(random)
      local a <const>, b <const> = random:pick(money), random:pick(money)
      local p <const>, q <const> = random:pick(mass), random:pick(mass)
      local from <const>, to <const> = a .. "/" .. p, b .. "/" .. q
      local by <const> = zeros(a) - zeros(p) - zeros(b) + zeros(q)
      if by <= 14 then -- no more digits than fit 64 bits
        local there <const> = unit.convert(n, from, to)
        assert(number.text(there) == moved(number.text(n), by),
          ("round %d, %s %s → %s: is %s"):format(seed, number.text(n), from, to,
            number.text(there)))
        assert(number.compare(unit.convert(there, to, from), n) == 0,
          ("round %d: %s %s does not come back"):format(seed, number.text(n), from))
      end
    end
  end)
end)
