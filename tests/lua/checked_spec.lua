-- What a worker may have drawn: a picture of numbers and listed words. Whatever it sends, each line of
-- the script that gnuplot gets is one of those that draw.

local checked = require "ingot.render.checked"
local native = require "ingot.native"
local plot = require "ingot.render.plot"
local random = require "support.random"
local rounds = require "support.rounds"

-- What a line may be. N stands for a number, T for a colour of a tone, P for a place.
local function pattern(text)
  return "^" .. text:gsub("%p", "%%%0"):gsub("T", '"#0000%%x%%x"'):gsub("N", "%%-?[%%d.]+e?[+-]?%%d*") .. "$"
end

local places <const> = { "screen N, screen N", "screen N, first N", "first N, first N" }

local grammar <const> = {
  pattern 'set terminal svg size N,N noenhanced font "sans,14" linewidth 1 butt', pattern "unset key",
  pattern "unset border", pattern "unset tics", pattern "set style fill solid 1 noborder",
  pattern "set lmargin at screen N", pattern "set rmargin at screen N",
  pattern "set tmargin at screen N", pattern "set bmargin at screen N",
  pattern "set xrange [N:N] noextend", pattern "set yrange [N:N] noextend", "^plot NaN$",
  "^%$d%d+ << E$", "^[%d.e+ -]*$", "^E$",
}
for _, from in ipairs(places) do
  for _, layer in ipairs { "front", "back" } do
    for _, to in ipairs(places) do
      table.insert(grammar, pattern(("set arrow N from %s to %s nohead %s linewidth N linecolor rgb T")
        :format(from, to, layer)))
    end
  end
  for _, align in ipairs { "left", "center", "right" } do
    table.insert(grammar, (pattern(('set label N "tok" at %s %s front font ",N" textcolor rgb T offset '
      .. "screen N, screen N"):format(from, align)):gsub("tok", "T%%d+T")))
  end
end
for _, lead in ipairs { "plot ", "  " } do
  for _, tail in ipairs { "", ", \\" } do
    for _, how in ipairs { "1:2:3:4:5:6 with boxxyerror fillstyle solid 1 noborder linecolor rgb T",
      "1:2 with lines linewidth 2.5 linecolor rgb T",
      "1:2 with points pointtype 7 pointsize 0.6 linecolor rgb T" } do
      table.insert(grammar, pattern(("%s$dN using %s%s"):format(lead, how, tail)))
    end
  end
end

-- The first line that is none of these.
local function foreign(script)
  for line in script:gmatch "([^\n]*)\n" do
    local known = false
    for _, one in ipairs(grammar) do
      known = known or line:find(one) ~= nil
    end
    if not known then
      return line
    end
  end
end

local numbers <const> = { 0, 1, -1, 0.5, 640, 1e30, -1e30, 1e-300, 12345678901234, 3.25 }

local function number(draw)
  return draw:chance(50) and draw:pick(numbers) or draw:below(2000) - 1000
end

local function some(draw, most, make)
  local list <const> = {}
  for i = 1, draw:below(most + 1) do
    list[i] = make(draw)
  end
  return list
end

local function pair(draw) return { number(draw), number(draw) } end

local function mark(draw)
  local kind <const> = draw:pick { "boxes", "line", "dots" }
  return { kind = kind, tone = draw:pick(plot.tones), points = some(draw, 5, function()
    if draw:chance(20) then
      return false
    end
    local point <const> = {}
    for i = 1, kind == "boxes" and 6 or 2 do
      point[i] = number(draw)
    end
    return point
  end) }
end

local function text(draw)
  return {
    at = pair(draw), on = draw:pick { "page", "chart", "across" }, tone = draw:pick(plot.tones),
    align = draw:pick { "left", "center", "right" }, size = draw:below(99) + 1,
    shift = draw:chance(50) and { draw:below(9), -draw:below(9) } or nil,
  }
end

local function rule(draw)
  return {
    from = pair(draw), to = pair(draw), on = draw:pick { "page", "chart" },
    tone = draw:pick(plot.tones), wide = draw:chance(50) and draw:below(9) or nil,
  }
end

local function picture(draw)
  return {
    width = draw:below(1000) + 1, height = draw:below(1000) + 1, left = draw:below(100),
    right = draw:below(100), top = draw:below(100), bottom = draw:below(100),
    x = { from = number(draw), to = number(draw) }, y = { from = number(draw), to = number(draw) },
    marks = some(draw, 3, mark), texts = some(draw, 4, text), rules = some(draw, 4, rule),
  }
end

local hostile <const> = {
  "system 'rm -r x'", "\n!rm -r x\n", "`touch x`", "1\nset output 'x'", "E\nplot '< sh'", 0 / 0, 1 / 0,
  -1 / 0, 1e31, true, "12", "", {}, { 1 }, { { {} } }, "ink\n", "page", native.null, math.mininteger,
  setmetatable({}, { __index = function() return "x" end }), print,
}

-- Puts a hostile value somewhere into a picture: in the place of a value, or as one more.
local function spoil(draw, value)
  local keys <const> = {}
  for key in pairs(value) do
    keys[#keys + 1] = key
  end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  local key <const> = #keys > 0 and draw:pick(keys)
  if key and type(value[key]) == "table" and draw:chance(80) then
    return spoil(draw, value[key])
  end
  value[key and draw:chance(90) and key or draw:pick { 1, 2, 7, "x", "kind", "text", "script" }] =
    draw:pick(hostile)
end

describe("a picture of a worker", function()
  it("is copied as it is, without its texts", function()
    local draw <const> = random(7)
    for _ = 1, 50 do
      local one <const> = picture(draw)
      assert.same(one, checked(one))
      one.texts[#one.texts + 1] = text(draw)
      one.texts[#one.texts].text = "system 'x'"
      assert.is_nil(checked(one).texts[#one.texts].text)
    end
  end)

  for name, case in pairs {
    ["that is none"] = { function() return 7 end, "a table expected" },
    ["of no size"] = { function(p) p.width = 0 return p end,
      "width: a whole number from 1 to 10000 expected" },
    ["with a point at no place"] = { function(p)
      p.marks = { { kind = "line", tone = "ink", points = { { 1, 0 / 0 } } } } return p
    end, "marks: item 1: points: item 1: item 2: a number from -1e+30 to 1e+30 expected" },
    ["with a box of two corners"] = { function(p)
      p.marks = { { kind = "boxes", tone = "ink", points = { { 1, 2 } } } } return p
    end, "marks: item 1: points: item 1: 6 numbers expected" },
    ["of another kind of mark"] = { function(p)
      p.marks = { { kind = "image", tone = "ink", points = {} } } return p
    end, "marks: item 1: kind: one of boxes, line, dots expected" },
    ["with too many texts"] = { function(p)
      p.texts = {} for i = 1, 20001 do p.texts[i] = {} end return p
    end, "texts: a list of at most 20000 expected" },
    ["with too many points"] = { function(p)
      local points <const> = {}
      for i = 1, 100001 do points[i] = false end
      local one <const> = { kind = "line", tone = "ink", points = points }
      p.marks = { one, one } return p
    end, "marks: at most 200000 points expected" },
  } do
    it(name .. " is refused", function()
      assert.same({ n = 2, nil, case[2] }, table.pack(checked(case[1](picture(random(1))))))
    end)
  end

  it("puts nothing into the script but lines that draw", function()
    local passed, refused = 0, 0
    for round = 1, rounds(600) do
      local draw <const> = random(round)
      local one <const> = picture(draw)
      for _ = 1, draw:below(3) do
        spoil(draw, one)
      end
      local copy <const> = checked(one)
      if copy then
        passed = passed + 1
        local line <const> = foreign(plot.script(copy))
        assert(not line, ("round %d: %s"):format(round, line))
      else
        refused = refused + 1
      end
    end
    assert.is_true(passed > 100 and refused > 100, ("%d passed, %d refused"):format(passed, refused))
  end)
end)
