-- The card of a figure: how its claim was made, in spans, as it stands within a sentence. It says
-- what the claims file says: exact values stand in `data`, periods in `time`, for programs to read.

local dimension = require "ingot.dimension"
local escape = require "ingot.render.html.escape"
local metric = require "ingot.metric"
local number = require "ingot.number"
local product = require "ingot.product"
local suggest = require "ingot.suggest"

local M = {}

local MOST_FILES <const> = 12 -- named in a card; all are at the foot of the page
local LONG <const> = 12       -- digits from which a quotient is shown to a few places
local PLACES <const> = 6

local function span(class, html)
  return ('<span class="%s">%s</span>'):format(class, html)
end

-- A line of the card; a program finds it by its key.
local function line(key, label, html)
  return ('<span class="r" data-k="%s"><span class="k">%s</span> <span class="v">%s</span></span>')
    :format(key, escape(label), html)
end

local function shown(value, text)
  if value.real and #text > LONG and math.abs(number.float(value)) >= 0.001 then
    return number.format(value, { decimals = PLACES, trim = true })
  end
  return value.real and text or number.format(value, {})
end

local amounts <const> = setmetatable({}, { __mode = "k" }) -- of numbers by unit: in any language

local function amount(value, unit)
  if not value then return "—" end
  local kept = amounts[value]
  if kept and kept[unit] then return kept[unit] end
  local behind = unit == "" and "" or (unit == "%" and "" or " ") .. unit
  local text = number.text(value)
  local html = ('<data value="%s">%s</data>'):format(text, escape(shown(value, text) .. behind))
  kept = kept or {}
  amounts[value], kept[unit] = kept, html
  return html
end

local function time(page, period)
  local written = tostring(period)
  local kept = page.kept["time " .. written]
  if kept then return kept end
  local html = ('<time datetime="%s">%s</time>'):format(escape(written),
    escape(period:text(page.lang)))
  page.kept["time " .. written] = html
  return html
end

local function count(n, words)
  local text = number.format(number.exact(n), {})
  return (n == 1 and words.one or words.count):format(text)
end

local function is_dimension(name)
  for _, known in ipairs(dimension.names()) do
    if known == name then return true end
  end
  return false
end

-- Who bears the names of a member; nil when only its code is known.
local function named_by(claim, key, code)
  local subject = claim.subject
  if subject and subject.dimension == key and subject.code == code then return subject end
  local find = key == "product" and function() return product.get(code) end
    or is_dimension(key) and function() return dimension.subject(key, code) end
  if not find then return nil end
  local fine, found = pcall(find)
  return fine and found or nil
end

local function label_of(page, claim, key, code)
  local named = named_by(claim, key, code)
  return page.words.members[code] or named and (named[page.lang] or named.en)
end

local function member(page, claim, key, code)
  local place = key .. " " .. code
  if page.kept[place] then return page.kept[place] end
  local name = page.words.dimensions[key] or key
  local label = label_of(page, claim, key, code)
  local named = (not label or label == code) and escape(code)
    or ('%s <span class="x">%s</span>'):format(escape(label), escape(code))
  local html = ('<span class="w"><span class="x">%s</span> %s</span>'):format(escape(name), named)
  page.kept[place] = html
  return html
end

-- What rows were taken: the members of `where`, or those that `than` does not have.
local function filter(page, claim, where, than)
  local parts = {}
  for _, key in ipairs(suggest.names(where or {})) do
    if not than or than[key] ~= where[key] then
      parts[#parts + 1] = member(page, claim, key, tostring(where[key]))
    end
  end
  return table.concat(parts, " ")
end

local operand_of -- an operand of a metric made of metrics has operands of its own

function operand_of(page, claim, operand)
  local words = page.words
  local name = operand.name or operand.metric
  local role = operand.of and span("x", escape(words.roles[operand.of] or operand.of)) or ""
  local about = {}
  if operand.period then about[1] = time(page, operand.period) end
  if not operand.of then
    local more = filter(page, claim, operand.where, claim.where)
    about[#about + 1] = more ~= "" and more or nil
  end
  if operand.rows then about[#about + 1] = escape(count(operand.rows, words)) end
  local inner = {}
  for i, one in ipairs(operand.operands or {}) do inner[i] = operand_of(page, claim, one) end
  return span("o", ("%s %s %s%s"):format(
    span("on", ("<code>%s</code> %s"):format(escape(name), role)),
    span("ov", amount(operand.value, operand.unit)),
    span("oa", table.concat(about, '<span class="x"> · </span>')),
    #inner > 0 and " " .. span("oi", table.concat(inner, " ")) or ""))
end

local function operands(page, claim)
  local all = {}
  for i, operand in ipairs(claim.operands) do all[i] = operand_of(page, claim, operand) end
  return table.concat(all, " ")
end

-- The files, each with its path for programs; a folder is written out for the first in it.
local function named_files(page, paths)
  local named, before = {}, nil
  for i = 1, math.min(#paths, MOST_FILES) do
    local folder, name = paths[i]:match "^(.*/)([^/]*)$"
    local text = folder and folder == before and name or paths[i]
    named[i] = ('<data class="p" value="%s">%s</data>'):format(escape(paths[i]), escape(text))
    before = folder
  end
  if #paths > MOST_FILES then
    named[#named + 1] = span("x", escape(page.words.more:format(#paths - MOST_FILES)))
  end
  return table.concat(named, page.words.gap)
end

local function files(page, claim)
  if not claim.sources then return "" end
  local kept = page.kept[claim.sources]
  if kept then return kept end
  local paths = {}
  for i, source in ipairs(claim.sources) do paths[i] = source.path end
  local key = "files " .. table.concat(paths, "\0")
  page.kept[key] = page.kept[key] or named_files(page, paths)
  page.kept[claim.sources] = page.kept[key]
  return page.kept[key]
end

local function title(page, claim)
  local words = page.words
  local noun = metric.noun_of(claim)[page.lang]
  local label = claim.subject and (claim.subject[page.lang] or claim.subject.en)
  local parts = { noun, words.measures[claim.kind] or claim.kind, label }
  for i, part in ipairs(parts) do parts[i] = escape(part) end
  return span("t", table.concat(parts, " · "))
end

-- What the card of a claim says, and what was done to its figure.
local function card(page, claim, how)
  local words = page.words
  local lines = { title(page, claim) }
  local function add(key, label, html)
    if html ~= "" then lines[#lines + 1] = line(key, label, html) end
  end
  add("value", words.value,
    amount(claim.value, claim.unit) .. (how and span("oa", escape(how)) or ""))
  add("formula", words.formula, ("<code>%s</code>"):format(escape(claim.formula)))
  add("operands", words.operands, operands(page, claim))
  add("filter", words.filter, filter(page, claim, claim.where))
  add("period", words.period, time(page, claim.period))
  if claim.base_period then add("base_period", words.base_period, time(page, claim.base_period)) end
  add("rows", words.rows, escape(number.format(number.exact(claim.rows), {})))
  add("source", words.source, files(page, claim))
  return table.concat(lines, " ")
end

--- The card's content.
---@param page ingot.HtmlPage
---@param placed ingot.PlacedSpan
---@return string html
function M.render(page, placed)
  local claim, how = placed.span.claim, page.words.modes[placed.span.display.mode]
  if how then return card(page, claim, how) end
  page.kept[claim] = page.kept[claim] or card(page, claim)
  return page.kept[claim]
end

return M
