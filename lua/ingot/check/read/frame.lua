-- What an article is about, told by its first sentences that hold figures: the product and flow, whose
-- trade it is ("China's", "Chile"), the period, and the calendar of its months.

local periods <const> = require "ingot.check.read.periods"
local subjects <const> = require "ingot.check.read.subjects"
local undated <const> = require "ingot.check.undated"
local years <const> = require "ingot.check.read.years"

local M = {}

---@class ingot.check.Frame
---@field home? string                  English name of the reporter
---@field main ingot.check.Subject      what and product
---@field calendar ingot.check.Calendar

local MOST_SENTENCES <const> = 40

local function latest_of(dateline)
  return dateline and dateline.year and dateline.month and dateline.year * 12 + dateline.month - 1
end

local global <const> = { world = true, global = true, worldwide = true, ["world's"] = true }

local function is_global(sentence)
  for _, atom in ipairs(sentence.atoms) do
    if global[atom.token.low] then
      return true
    end
  end
end

-- The reporter: the first place right before a flow, or the doer of one.
local function home_of(sentence, is_first)
  for i, mention in ipairs(sentence.mentions) do
    local flow <const> = i > 1 and sentence.mentions[i - 1]
    if flow and mention.partner and subjects.is_own_side(flow.what, mention)
      and flow.last == mention.first - 2 then
      return mention.partner
    end
    if mention.partner and (not mention.side or mention.side == "in")
      and (mention.possessor or is_first and i == 1
        and sentence.letters:find("^x?V", mention.last + 1)) then
      return mention.partner
    end
  end
end

-- Whether a country has a figure of its own in a list of them: "of which Guinea provided 9 million".
local function is_member(partner, sentences)
  for i = 1, math.min(#sentences, MOST_SENTENCES) do
    local sentence <const> = sentences[i]
    for _, mention in ipairs(sentence.mentions or {}) do
      if mention.partner == partner and mention.first > 1
        and sentence.letters:find("^[SV]?[(]?q", mention.last + 1) then
        return true
      end
    end
  end
  return false
end

-- A reporter that no flow follows: what a title begins with, or China in the lead.
local function likely_home(title, lead, sentences)
  local first <const> = title and title.mentions[1]
  if first and first.first == 1 and first.partner and title.letters:find("^[xP]", first.last + 1)
    and not is_member(first.partner, sentences) then
    return first.partner
  end
  for _, mention in ipairs(lead and lead.mentions or {}) do
    if mention.partner == "China" and (not mention.side or mention.side == "in") then
      return mention.partner
    end
  end
end

-- "Potash: Canadian exports": a title that names its goods first.
local function of_topic(title)
  local topic
  for _, mention in ipairs(title.mentions) do
    topic = topic or mention.topic and mention.product
    if topic and mention.what then
      return { what = mention.what, product = topic }
    end
  end
end

local function first_flow(sentence)
  for _, mention in ipairs(sentence.mentions) do
    if (mention.what or mention.likely) and mention.product then
      return mention
    end
  end
end

local traded <const> = { export = true, import = true, production = true }

-- The first flow with a figure, where none has a product: foreign trade as a whole.
local function bare_flow(sentences)
  for i = 1, math.min(#sentences, MOST_SENTENCES) do
    for _, mention in ipairs(sentences[i].letters:find "[qp%%]" and sentences[i].mentions or {}) do
      if traded[mention.what] then
        return mention.what
      end
    end
  end
end

local function first_period(sentence, calendar)
  local found
  for i, atom in ipairs(sentence.atoms) do
    if atom.c == ";" and sentence.letters:sub(1, i - 1):find "[q%%]" then
      break -- "Crude oil: 46.6 million tonnes; January to May: …"
    end
    local aside <const> = sentence.letters:sub(i - 1, i - 1) == "("
      and sentence.letters:sub(1, i - 1):find "[q%%#]"
    if atom.c == "P" and not aside and not years.is_base(sentence, i) and atom.when.kind ~= "same"
      and not atom.when.day and not atom.when.season then
      local p <const> = periods.resolve(atom.when, calendar)
      if p and (p:count() == 1 or not found or found:count() > p:count()) then
        if p:count() == 1 and found and found:count() == 1 then
          break
        end
        found = p
      end
    end
  end
  return found
end

-- The month of a title that is of a week: "week ended 28 November 2025".
local function week_of(title, calendar)
  local is_weekly, found = false, nil
  for _, atom in ipairs(title.atoms) do
    is_weekly = is_weekly or atom.token.low:find "^week" ~= nil or atom.when and atom.when.kind == "week"
    if atom.c == "P" and atom.when.day then
      found = periods.resolve(atom.when, calendar)
    end
  end
  return is_weekly and found or nil
end

---@param sentences table[]  with atoms, letters, mentions
---@param dateline? { year: integer, month: integer }
---@return ingot.check.Frame
function M.of(sentences, dateline)
  local named, is_loose <const> = years.latest(sentences)
  local published = latest_of(dateline)
  if not published and dateline and dateline.month and named then
    published = named // 12 * 12 + dateline.month - 1
    published = published < named and not is_loose and published + 12 or published
  end
  if not named and not published then
    named = undated.YEAR * 12 + (dateline and dateline.month or 12) - 1
  end
  local calendar = { published = published, latest = published or named }
  local frame = { main = {}, calendar = calendar }
  local title, titled, seen, lead, said, spoken
  for i = 1, math.min(#sentences, MOST_SENTENCES) do
    local sentence <const> = sentences[i]
    if sentence.role == "title" and not title then
      titled = home_of(sentence, true)
    elseif frame.home == nil then
      frame.home = home_of(sentence, not lead) or nil
    end
    local mention <const> = first_flow(sentence)
    local has_figure <const> = sentence.letters:find "[qp%%]"
    spoken = spoken or sentence.role == "body" and mention or nil
    if sentence.role == "title" and not title then
      title = sentence
    elseif mention and (has_figure or sentence.letters:find ":$") and sentence.role == "body"
      and not seen then
      seen = mention
      if is_global(sentence) then
        frame.home = false
      end
    end
    if sentence.role == "body" and has_figure then
      lead = lead or sentence.letters:find "[FVPL]" and sentence or nil
      if frame.home == nil then
        frame.home = titled
      end
    end
    if sentence.role == "body" and has_figure and not calendar.main then
      calendar.main = first_period(sentence, calendar)
        or lead == sentence and title
          and (first_period(title, calendar) or week_of(title, calendar)) or said
    elseif not calendar.main then -- a lead without figures
      said = first_period(sentence, calendar) or said
    end
  end
  if frame.home == nil then
    frame.home = titled
  end
  if frame.home == nil then
    frame.home = likely_home(title, lead, sentences)
  end
  local from_title <const> = title and (first_flow(title) or of_topic(title))
  if from_title and not (lead and first_flow(lead)) then
    seen = from_title
  end
  seen = seen or from_title or spoken or {}
  frame.main.what = seen.what or from_title and from_title.what or seen.likely or bare_flow(sentences)
  frame.main.product = seen.product
  if calendar.main and title and title.letters:find "[q%%]" then
    calendar.whole = first_period(title, calendar) -- what an article sums up
  end
  local of_title <const>, main <const> = title and first_period(title, calendar), calendar.main
  if not main or of_title and of_title:count() == 1 and main:count() == 3 and main.from <= of_title.from
    and of_title.to <= main.to then
    calendar.main = of_title or main -- "September 2025", though the lead sums up a quarter
  end
  if not calendar.main and published then
    calendar.main = periods.resolve({ kind = "month", back = 1 }, calendar)
  end
  calendar.latest = calendar.latest or calendar.main and calendar.main.to
  if is_loose and not published and calendar.main then -- "December" beside January's figures
    calendar.latest = math.min(calendar.latest, calendar.main.to + years.AFTER)
  end
  return frame
end

return M
