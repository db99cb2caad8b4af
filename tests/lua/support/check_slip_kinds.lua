--- Slips of the kinds seen in print. Each is asked for on the plan of a made-up article and its
--- figures, spoils one of them, or its words, and gives what it spoilt; nil where the article has
--- nothing for it.

local figure <const> = require "support.check_figure"

---@class support.Slip
---@field figure? support.WorldFigure  the one spoilt
---@field is_said? boolean             refuted by its words
---@field kinds? string[]              of findings that are about no figure

local function picked(random, list, is_fit)
  local fit <const> = {}
  for _, one in ipairs(list) do
    if is_fit(one) then
      fit[#fit + 1] = one
    end
  end
  return #fit > 0 and random:pick(fit) or nil
end

local function is_amount(fig)
  return fig.key ~= nil and fig.unit ~= "points"
end

local function is_rate(fig)
  return fig.unit == "%" and fig.kind ~= "share"
end

-- Prints another number of the same look.
local function set(fig, digits)
  fig.digits = digits
  fig.value = tonumber((digits:gsub("[.,]", "")))
  for _ = 1, -fig.decimals do
    fig.value = fig.value // 10
  end
  return { figure = fig }
end

local function set_value(fig, value)
  fig.value, fig.digits = value, figure.digits(value, fig.decimals)
  return { figure = fig }
end

-- Prints the figure from another exact value.
local function set_exact(fig, num, den)
  local before <const> = fig.digits
  fig.num, fig.den = num, den
  figure.printed(fig)
  return fig.digits ~= before and { figure = fig } or nil
end

local function part_of(plan, name, is_fit)
  for _, part in ipairs(plan.parts) do
    if part.name == name and (not is_fit or is_fit(part)) then
      return part
    end
  end
  return nil
end

local function has_text(text)
  return function(part) return part.form:find(text, 1, true) ~= nil end
end

-- Places of digits that are printed, not mere zeros at the end.
local function significant(digits)
  local last <const> = digits:find "%." and #digits or #digits:match "^(.-)[0,]*$"
  local places <const> = {}
  for i = 1, last do
    places[#places + 1] = digits:find("^%d", i) and i or nil
  end
  return places
end

local function year_to_date_rate(random, figures)
  return picked(random, figures, function(fig)
    return fig.kind == "ytd_yoy" and fig.to0 ~= nil
  end)
end

-- Members of a section in the order they are told, exchanged as first and third.
local function exchange(figures, letters)
  for _, letter in ipairs(letters) do
    figures[letter .. 1], figures[letter .. 3] = figures[letter .. 3], figures[letter .. 1]
  end
end

local sizes <const> = {
  { word = { "slightly up", "slightly down" }, is_fit = function(x) return x >= 20 end },
  { word = { "sharply up", "sharply down" }, is_fit = function(x) return x < 3 end },
}

---@class support.SlipKind
---@field name string
---@field desks? table<string, boolean>  the only ones whose articles can have it
---@field now? integer                   month of the article, where that matters
---@field plant fun(random, plan: support.Plan, figures: support.WorldFigure[]): support.Slip?

---@type support.SlipKind[]
return {
  { name = "digit typo", plant = function(random, _, figures)
    local fig <const> = random:pick(figures)
    local place <const> = random:pick(significant(fig.digits))
    local old <const> = tonumber(fig.digits:sub(place, place))
    local new <const> = (old + 1 + random:below(9)) % 10
    if new == 0 and place == 1 then
      return nil
    end
    return set(fig, fig.digits:sub(1, place - 1) .. new .. fig.digits:sub(place + 1))
  end },
  { name = "swapped digits", plant = function(random, _, figures)
    local fig <const> = random:pick(figures)
    local places <const> = significant(fig.digits)
    local i <const> = #places > 1 and random:below(#places - 1) + 1
    local a <const> = i and fig.digits:sub(places[i], places[i])
    local b <const> = i and fig.digits:sub(places[i + 1], places[i + 1])
    if not i or a == b or i == 1 and b == "0" then
      return nil
    end
    local digits = fig.digits
    digits = digits:sub(1, places[i] - 1) .. b .. digits:sub(places[i] + 1)
    return set(fig, digits:sub(1, places[i + 1] - 1) .. a .. digits:sub(places[i + 1] + 1))
  end },
  { name = "factor of ten", plant = function(random, _, figures)
    local fig <const> = picked(random, figures, is_amount)
    local is_up <const> = random:chance(50)
    return fig and set_value(fig, is_up and fig.value * 10 or math.max(1, fig.value // 10))
  end },
  { name = "wrong sign", plant = function(random, _, figures)
    local fig <const> = picked(random, figures, function(one)
      return is_rate(one) or one.kind == "change"
    end)
    if not fig then
      return nil
    end
    fig.sign = -fig.sign
    return { figure = fig }
  end },
  { name = "stale copy", plant = function(random, plan, figures)
    local fig <const> = picked(random, figures, function(one)
      return one.kind == "level" and one.unit == "t" and plan.world.kg[one.series]
        and one.from == one.to
    end)
    return fig and set_exact(fig, plan.world:sum(fig.series, fig.from - 1), fig.den)
  end },
  { name = "share of the wrong total", plant = function(random, plan, figures)
    local fig <const> = picked(random, figures, function(one) return one.kind == "share" end)
    local world <const> = plan.world
    return fig and set_exact(fig, fig.num, world:sum(world.main, world.now - 1, world.now))
  end },
  { name = "wrong month label", plant = function(_, plan)
    local part <const> = part_of(plan, "provinces", has_text "of {month} {flow}s")
    if not part then
      return nil
    end
    local year <const> = plan.world:date(plan.world.now - 1)
    part.words = { month = ("%s %d"):format(plan.words.prev, year) }
    return { figure = part.figures.t1, is_said = true }
  end },
  { name = "year-to-date base a month off", plant = function(random, plan, figures)
    local fig <const> = year_to_date_rate(random, figures)
    if not fig then
      return nil
    end
    local to0 <const> = fig.to0 + (random:chance(50) and 1 or -1)
    local base <const> = to0 >= fig.from0 and plan.world:sum(fig.series, fig.from0, to0)
    return base and set_exact(fig, (plan.world:sum(fig.series, fig.from, fig.to) - base) * 100,
      base)
  end },
  { name = "part larger than whole", plant = function(random, plan, figures)
    local fig <const> = picked(random, figures, function(one)
      return one.kind == "level" and one.series:find "|p%a+|" ~= nil
    end)
    return fig and set_exact(fig, plan.world:sum(plan.world.main,
      fig.from) * (11 + random:below(9)) // 10, fig.den)
  end },
  { name = "missing treated as zero", plant = function(_, plan)
    local part <const> = part_of(plan, "partners", has_text "{d1} or {e1}")
    if not part then
      return nil
    end
    local change <const>, level <const> = part.figures.d1, part.figures.p1
    change.digits, change.value, change.sign = level.digits, level.value, 1
    part.figures.e1.sign = 1
    return { figure = change }
  end },
  { name = "order against quantities", plant = function(_, plan)
    local part <const> = part_of(plan, "partners", function(one)
      return one.form:find "{P3}" and one.figures.p1.value ~= one.figures.p3.value
    end)
    if not part then
      return nil
    end
    exchange(part.figures, { "P", "p", "s", "d", "e" })
    return { figure = part.figures.p1, others = { part.figures.p2, part.figures.p3 },
      is_said = true }
  end },
  { name = "words against figures", plant = function(random, plan)
    local part <const> = picked(random, plan.parts, has_text "{y.dir} {y}")
    local fig <const> = part and part.figures.y
    local size <const> = fig and picked(random, sizes, function(one)
      return one.is_fit(fig.value / 10 ^ fig.decimals)
    end)
    if not size then
      return nil
    end
    fig.word = size.word[fig.sign < 0 and 2 or 1]
    return { figure = fig, is_said = true }
  end },
  { name = "unit word", plant = function(_, plan)
    local part <const> = part_of(plan, "index")
    if not part then
      return nil
    end
    part.form = part.form:gsub(" points", " percentage points", 1)
    return { figure = part.figures.xd, is_said = true }
  end },
  { name = "change printed as a level", plant = function(_, plan)
    local part <const> = part_of(plan, "lead", has_text "{q}")
    return part and set_value(part.figures.q, part.figures.dq.value)
  end },
  { name = "sign lost", plant = function(random, plan)
    local part <const> = picked(random, plan.parts, function(one)
      return one.name == "table" and one.figures.m ~= nil and one.figures.m.sign < 0
    end)
    if not part then
      return nil
    end
    part.figures.m.sign = 1
    return { figure = part.figures.m }
  end },
  { name = "ten thousand tonnes left out", plant = function(_, plan)
    local part <const> = part_of(plan, "lead", has_text "{q}")
    local fig <const> = part and part.figures.q
    if not fig or fig.scale ~= 0 or fig.num < 3e8 then
      return nil
    end
    fig.decimals = 2
    return set_exact(fig, fig.num, fig.den * 10000)
  end },
  { name = "year to date outside its months", desks = { table = true }, now = 27,
    plant = function(_, plan)
    local part <const> = part_of(plan, "ytd", has_text "{cr}")
    if not part then
      return nil
    end
    local most = -100.0
    for _, one in ipairs(plan.parts) do
      local rate <const> = one.name == "table" and one.figures.y
      most = rate and math.max(most, rate.sign * rate.value / 10 ^ rate.decimals) or most
    end
    local fig <const> = part.figures.cr
    fig.sign = 1
    return set_value(fig, math.max(10, math.floor((most + 4) * 10 ^ fig.decimals)))
  end },
  { name = "growth against the wrong base", plant = function(random, plan, figures)
    local fig <const> = picked(random, figures, function(one) return one.kind == "mom"
      and one.from == one.to end)
    local world <const> = plan.world
    if not fig or not world.kg[fig.series] then
      return nil
    end
    local base <const> = world:sum(fig.series, fig.from - 2)
    return set_exact(fig, (world:sum(fig.series, fig.from) - base) * 100, base)
  end },
  { name = "garbled code", plant = function(random, plan)
    local part <const> = part_of(plan, "hs")
    if not part then
      return nil
    end
    part.figures.hs2 = random:chance(50) and "7410129" or "741012900"
    return { kinds = { "malformed" }, is_said = true }
  end },
  { name = "malformed number", plant = function(random, plan, figures)
    local fig <const> = picked(random, figures, function(one)
      return one.digits:find "%d,%d00$" ~= nil or one.unit == "%" and one.digits:find "%.%d$" ~= nil
    end)
    if not fig or plan.desk.format == "md" then
      return nil
    end
    fig.digits = fig.digits:find "%." and fig.digits:gsub("%d$", "") or fig.digits:gsub("%d$", "")
    return { figure = fig, kinds = { "malformed" }, is_said = true }
  end },
  { name = "dateline before the period's end", plant = function(_, plan)
    local part <const> = part_of(plan, "dateline", has_text "{Mon}")
    if not part or part.form:find "BEIJING" then
      return nil
    end
    local year <const>, month <const> = plan.world:date(plan.world.now - 1)
    part.words = { Mon = os.date("!%b", os.time { year = year, month = month, day = 15 }),
      inyear = tostring(year) }
    return { kinds = { "month_label", "malformed", "wording" }, is_said = true }
  end },
  { name = "regained a rank it held", plant = function(_, plan)
    local part <const> = part_of(plan, "partners", has_text "{P1} ranked first")
    if not part then
      return nil
    end
    part.form = part.form:gsub("ranked first with",
      "ranked first for the third consecutive month with")
      .. " {P1} thus regained first place from {P2}."
    return { kinds = { "wording", "rank_order" }, is_said = true }
  end },
}
