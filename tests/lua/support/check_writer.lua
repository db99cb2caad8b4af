--- Articles printed from a made-up world (check_world) in the manners of desks (check_forms):
--- first a plan, whose figures may still be spoilt (check_slips), then its text with the true
--- place, kind, value, unit and period of every figure.

local facts <const> = require "support.check_facts"
local forms <const> = require "support.check_forms"
local worlds <const> = require "support.check_world"

local M = {}

local month_names <const> = { "January", "February", "March", "April", "May", "June", "July",
  "August",
  "September", "October", "November", "December" }
local counts <const> = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
  "ten",
  "eleven", "twelve" }

local quarters <const> = { "first", "second", "third", "fourth" }

local function words_of(world, desk, random)
  local m <const> = world.now
  local year <const>, month <const> = world:date(m)
  local _, before <const> = world:date(m - 1)
  local inyear <const>, inmonth <const> = world:date(m + 1)
  local is_export <const> = world.main == "export"
  local quarter <const> = ("the %s quarter of %d"):format(quarters[(month + 2) // 3], year)
  return {
    country = desk.country, product = world.product, flow = world.main, main = world.main,
    flowed = is_export and "exported" or "imported", other = is_export and "import" or "export",
    month = ("%s %d"):format(month_names[month], year), monthname = month_names[month],
    lastyear = ("%s %d"):format(month_names[month], year - 1), prev = month_names[before],
    yearname = tostring(year), ly = tostring(year - 1), count = counts[month], quarter = quarter,
    mom = desk.mom, yoy = desk.yoy,
    qoq = "from the previous quarter", yoy_ly = "compared with the same month of the year before,",
    mom_adj = "monthly", yoy_adj = "annual", day = tostring(18 + random:below(8)),
    mon = month_names[inmonth]:sub(1, 3), inyear = tostring(inyear),
    place = is_export and "destination" or "origin",
    places = is_export and "destinations" or "sources",
    prep = is_export and "to" or "from",
  }
end

local function table_section(of)
  local m <const>, main <const>, rows <const> = of.world.now, of.world.main, {}
  for i = m - 2, m do
    local year <const>, month <const> = of.world:date(i)
    local level <const> = of:level(main, i)
    local mom <const>, yoy <const> = of:mom(main, i), of:yoy(main, i)
    level.unit_text, yoy.unit_text, mom.unit_text = "", "", ""
    local month_year <const> = ("%s %d"):format(month_names[month], year)
    rows[#rows + 1] = { form = "| " .. month_year .. " | {q} | {m.sign}{m} | {y.sign}{y} |",
      figures = { q = level, m = mom, y = yoy } }
  end
  return rows
end

---@class support.Plan
---@field desk table
---@field world support.World
---@field words table<string, string>
---@field parts { form: string, figures: table<string, any>, name: string }[]

--- An article, not yet printed.
---@param random support.Random
---@param world support.World
---@param desk table  of check_forms
---@return support.Plan
function M.plan(random, world, desk)
  local words <const> = words_of(world, desk, random)
  local figures_of <const> = facts.new(world, desk, words)
  local parts <const> = {}
  local function add(name, form, figures, joined)
    parts[#parts + 1] = { name = name, form = form, figures = figures, joined = joined }
  end
  add("title", random:pick(forms.titles), { y = figures_of:yoy(world.main, world.now) })
  add("dateline", desk.dateline, {})
  for _, name in ipairs(desk.sections) do
    if name == "table" then
      add("table", ("| Month | %ss, t | m/m, %% | y/y, %% |"):format(words.flow), {})
      add("table", "|---|---:|---:|---:|", {}, true)
      for _, row in ipairs(table_section(figures_of)) do
        add("table", row.form, row.figures, true)
      end
    elseif facts.sections[name] and (name ~= "parts" or world.parts) then
      add(name, random:pick(forms[name]), facts.sections[name](figures_of, world.now, world.main))
    end
  end
  return { desk = desk, world = world, words = words, parts = parts }
end

-- Whether each rate of a plan is one that words can go with.
local function has_moves(plan)
  for _, part in ipairs(plan.parts) do
    for _, fig in pairs(part.figures) do
      if type(fig) == "table" and fig.unit == "%" and fig.value == 0 then
        return false
      end
    end
  end
  return true
end

--- A plan of any world that can be told in this desk's manner.
---@param random support.Random
---@param desk table
---@param now? integer
---@return support.Plan
function M.article(random, desk, now)
  while true do
    local plan <const> = M.plan(random, worlds.new(random, now or desk.now), desk)
    if has_moves(plan) then
      return plan
    end
  end
end

local function capital(text)
  return (text:gsub("^%l", string.upper))
end

-- Whether what follows begins a sentence.
local function is_start(out)
  local last <const> = out[#out] or ""
  return last == "" or last:find "%. $" ~= nil or last:find "\n$" ~= nil or last:find ">$" ~= nil
end

-- The sign that the words about a figure say; nothing to print when it has none.
local function moved(fig, how)
  if how == "sign" then
    return fig.sign < 0 and "-" or ""
  end
  return assert(forms.moves[how], how)[fig.sign < 0 and 2 or 1]
end

local function figure_text(fig)
  local digits <const> = fig.kind == "net" and fig.sign < 0 and "-" .. fig.digits or fig.digits
  return digits, fig.unit_text
end

--- The text of a plan and its figures in order of the text, each with `offset` (bytes from 0).
---@param plan support.Plan
---@return string text
---@return support.WorldFigure[] figures
function M.render(plan)
  local html <const> = plan.desk.format == "html"
  local out, length <const>, figures <const> = {}, { 0 }, {}
  local function put(text)
    out[#out + 1], length[1] = text, length[1] + #text
  end
  local function put_form(part)
    local at = 1
    for before, name, after in part.form:gmatch "([^{]*){([^}]*)}()" do
      put(before)
      at = after
      local who <const>, how <const> = name:match "^(%w+)%.(%w+)$"
      local one <const>, two <const> = name:match "^(%w+)&(%w+)$"
      local fig <const> = part.figures[name]
      if who then
        put(part.figures[who].word or moved(part.figures[who], how))
      elseif one then
        put(part.figures[one].sign == part.figures[two].sign and "and" or "but")
      elseif type(fig) == "string" then
        put(is_start(out) and capital(fig) or fig)
      elseif fig then
        local digits <const>, unit <const> = figure_text(fig)
        fig.offset = length[1] + #digits - #fig.digits
        figures[#figures + 1] = fig
        put(digits .. unit)
      else
        local word <const> = part.words and part.words[name] or plan.words[name]
        put(word or capital(assert(plan.words[name:lower()], name)))
      end
    end
    put(part.form:sub(at))
  end
  local title <const> = ("%s: %ss in %s"):format(capital(plan.words.product), plan.words.flow,
    plan.words.month)
  if html then
    put((forms.chrome[1].html:gsub("{title}", title)))
  end
  for i, part in ipairs(plan.parts) do
    local mark <const> = plan.desk.format == "md" and part.name == "title" and "# " or ""
    put(i > 1 and (part.joined and "\n" or "\n\n") or "")
    put(html and "<p>" or mark)
    put_form(part)
    put(html and "</p>" or "")
  end
  if html then
    put(forms.chrome[2].html)
  end
  put("\n")
  return table.concat(out), figures
end

return M
