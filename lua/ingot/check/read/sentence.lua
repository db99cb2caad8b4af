-- The walk over a sentence: mentions are laid over the subject in their order, periods are taken down,
-- and each number becomes a figure with a role, the subject and period it stands with, and what it
-- is compared with.

local atoms_of <const> = require "ingot.check.read.atoms"
local comparison <const> = require "ingot.check.read.comparison"
local context <const> = require "ingot.check.read.context"
local contributions <const> = require "ingot.check.read.contributions"
local members <const> = require "ingot.check.read.members"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"
local periods <const> = require "ingot.check.read.periods"
local roles <const> = require "ingot.check.read.roles"
local subject_ <const> = require "ingot.check.subject"
local subjects <const> = require "ingot.check.read.subjects"
local words <const> = require "ingot.check.read.words"

local M = {}

---@class ingot.check.Figure
---@field token table
---@field role ingot.check.Role
---@field unit string
---@field shift? integer           power of ten lent by the number it stands in a row with
---@field subject ingot.check.Subject
---@field period? ingot.Period
---@field relation? "mom"|"yoy"
---@field sure boolean             of the relation
---@field base? ingot.Period
---@field moved? table
---@field whole? table
---@field of? ingot.check.Figure
---@field approx? string
---@field bound? string
---@field rank? boolean

local ratios <const> = { ["operating rate"] = true, ["capacity utilization"] = true, rate = true,
  utilization = true, ratio = true, share = true, margin = true, grade = true, tariff = true,
  ["utilization rate"] = true }

-- Bare numbers in a row take the unit of the last: "2,628, 1,619 and 1,352 mt".
local function lend_units(atoms, letters)
  local lent, lender, list = {}, nil, {}
  local any <const> = letters:find "q"
  for at = #atoms, 1, -1 do
    local c <const> = letters:sub(at, at)
    list[at] = c
    if c == "q" or c == "%" or c == "p" then
      lender = at
    elseif c == "#" and lender and letters:find("^[,a]+[#q%%p]", at + 1) then
      list[at] = letters:sub(lender, lender)
      lent[at] = lender
    elseif c == "#" and any and (atoms[at].token.power or 0) >= 3 then
      list[at], lent[at] = "q", any -- "from 2.40 million in September"
    elseif c ~= "," and c ~= "a" then
      lender = nil
    end
  end
  return table.concat(list), lent
end

local counting <const> = { counting = true, adding = true, taking = true }
local MOST_STRANGE <const> = 12 -- atoms before a verb

local Walk = {}
Walk.__index = Walk

function Walk:facts(at, subject)
  local token <const> = self.atoms[at].token
  local digits <const> = token.digits
  local before <const> = self.figures[#self.figures]
  local place <const> = self.letters:sub(at - 2, at - 1) == "P(" and at - 2
  local behind <const> = self.atoms[at + 2]
  return {
    letters = self.letters, known = self.known,
    before = before and (before.was_base and "base" or before.role),
    ratio = ratios[subject.what] and not self.letters:sub(self.segment, at):find "S" or false,
    index = subject.what == "index",
    signed = token.signed, counted = roles.counted(self.atoms, at),
    large = #digits:gsub("[^%d]", "") > 3 or digits:find "%." ~= nil,
    old = place and (comparison.is_same(self.atoms[place]) or self.letters:find("^f", place - 1) ~= nil
      and self.atoms[place].when.back == 1) or false,
    bracket = self.depth > 0, either = at > 1 and self.atoms[at - 1].token.low == "or",
    capacity = behind and behind.sense and behind.sense.flow == "capacity",
  }
end

local function moved_of(self, at, figure)
  local place <const> = roles.movement(self.atoms, self.letters, at)
  if place then
    local atom <const> = self.atoms[place]
    figure.moved = { text = atom.token.text, sign = atom.sense.move, size = atom.sense.size }
    return
  end
  figure.moved = nil
end

function Walk:mark_zone(from, to)
  for place = from, to do
    self.zones[place] = true
  end
end

-- Whether a figure's sentence names, before it, something that is neither a flow nor a product nor a
-- place that is known: "Rebar (12mm) was quoted at …", "Chinese discharge reached …". What it is of is
-- then only carried over.
function Walk:is_strange(at)
  local from <const> = self.letters:match("^[iP,@]*()", self.segment) or 1
  local to <const> = math.min(at, self.letters:find("[LuVSdgq%%#]", from) or at)
  if to - from > MOST_STRANGE or self.topic or self.letters:sub(self.segment, to):find "[@W]" then
    return false
  end
  for place = from, to - 1 do
    local atom <const> = self.atoms[place]
    if atom.c == "x" and not self.named_at[place] and not words.is_general(atom.token.low) then
      return not self.owned or self.letters:find("^Gx+[Luq]", from) ~= nil
    end
  end
  return false
end

local tonnes <const> = { tonne = true, ton = true, t = true, mt = true, tons = true, tonnes = true }

-- "The average value per tonne was 4,310 euros".
function Walk:unit_of(unit)
  if self.per == nil then
    self.per = false
    for at = 1, #self.atoms - 1 do
      self.per = self.per or self.atoms[at].token.low == "per" and tonnes[self.atoms[at + 1].token.low]
    end
  end
  return self.per and unit:find "^%u%u%u$" and unit .. "/t" or unit
end

-- Whether an amount behind a rate is as large as the level that the rate is of: "0.88 billion, +3.5%
-- (0.85 billion)" is what it grew from, no change.
function Walk:is_as_large(figure)
  local rate <const>, level <const> = self.figures[#self.figures], self.level
  if not rate or rate.role ~= "rate" or not level or level.unit ~= figure.unit or level.shift ~= figure.shift
    or not rate.token.value or not figure.token.value then
    return false
  end
  local percent <const> = math.abs(tonumber(number.text(rate.token.value)) or 100)
  return percent < 40 and number.compare(number.times(number.abs(figure.token.value), 2),
    number.abs(level.token.value)) > 0
end

-- A number that follows its members at once: "A, B and C: 3, 2 and 1 mt" is read by row; members of
-- one row and one number are taken together.
function Walk:number(at)
  local atom <const> = self.atoms[at]
  local subject <const> = members.member(self, at, members.subject_of(self))
  local role, rule = roles.of(self.letters, at, self:facts(at, subject))
  local lender <const> = self.lent[at]
  local figure = { token = atom.token, role = role, rule = rule, place = at,
    approx = atom.approx, bound = atom.bound, subject = subjects.copy(subject),
    unit = self:unit_of((lender and self.atoms[lender].token or atom.token).unit or ""),
    shift = lender and (atom.token.power or 0) == 0 and atoms_of.scale(self.atoms[lender].token) or 0 }
  figure.subject.members = subject.group and subject.members or nil
  if self.whole_at == at then
    figure.subject = subjects.whole(figure.subject, self.whole_mentions, self.state.main)
  end
  figure.subject.item = figure.subject.item or self.counted_in
  if role == "change" and self.depth > 0 and self:is_as_large(figure) then
    figure.role = "base"
  end
  context.adjust(self, at, figure)
  if figure.unit == "pp" and (self.contributing or not role and contributions.follow_rate(self, at)) then
    figure.role = "contribution"
  end
  role = figure.role
  if role == "level" or role == "share" or role == "contribution" then
    context.place_behind(self, at, figure)
  end
  self.figures[#self.figures + 1] = figure
  if atom.token.code then
    figure.role = "none"
  end
  if not role or figure.role == "none" or not atom.token.value then
    return
  end
  self.last_place = at
  members.take_part(self, at, figure)
  figure.strange = role == "level" and not figure.part_of and self:is_strange(at) or nil
  figure.unsure = figure.unsure or figure.strange
  self:fill(at, figure)
end

local function is_to_date(p)
  return p.from % 12 == 0 and p:count() > 1 and p:count() < 12
end

-- The period in force where a sentence says none: a year to date ends with what it was said of.
function Walk:carried()
  local state <const> = self.state
  local p <const>, main <const> = state.period, state.calendar.main
  if p and main and main:count() == 1 and is_to_date(p) and p.to == main.to
    and self.owned and not self.cumulative and self.subject.product
    and (self.subject.product ~= state.subject.product or self.subject.what ~= state.subject.what) then
    return state.plain or main
  end
  return p or state.calendar.whole or main
end

function Walk:period_of(at)
  if self.row_months and at <= self.row_end then -- "from July to September they were A, B and C respectively"
    return period.from_month(self.period.from + self.row_at - 1)
  end
  local behind <const> = comparison.period_behind(self, at)
  if self.weekly and not behind then
    return nil
  end
  local p = behind or self.period or self:carried()
  if self.cumulative and p and p:count() == 1 then
    p = p:ytd()
  end
  return p
end

function Walk:fill(at, figure)
  local role <const> = figure.role
  if self.base_period and (role == "level" or role == "base") then
    figure.role, figure.was_base, figure.period = "level", true, self.base_period
    return
  elseif (role == "level" or role == "base") and comparison.is_before(self, at) then
    figure.after, figure.role, figure.was_base = self.figures[#self.figures - 1], "level", true
    figure.period, figure.subject.item = figure.after.period, "a week before"
    return -- "2,192 t more than a week ago (36,022 t)"
  elseif role == "level" and self.aside then
    figure.role, figure.was_base, figure.period, self.aside = "level", true, self.aside, nil
    return
  elseif role == "base" and self.last_share and figure.unit == "%" then
    figure.role, figure.was_base = "share", true
    figure.period, figure.unsaid = comparison.period_of_base(self, at)
    return
  elseif role == "base" then
    figure.period, figure.unsaid = comparison.period_of_base(self, at)
    figure.role, figure.was_base = "level", true
    figure.subject.what, self.base_what = self.base_what or figure.subject.what, nil
    if self.level and self.level.period and figure.period and not figure.unsaid then
      self.relation = self.relation or periods.relation(self.level.period, figure.period)
    end
    return
  end
  if role == "contribution" then
    contributions.fill(self, at, figure)
    return
  end
  figure.period = self:period_of(at)
  if role == "rate" or role == "change" then
    if not figure.token.signed or self.letters:find("^R*[gd]", at + 1) then
      moved_of(self, at, figure)
    end
    local relation, base = comparison.around(self, at, figure.period)
    base = base or not relation and (comparison.base_before(self, at, figure.period)
      or self:base_beside(at))
    relation = relation or not base and comparison.relation_before(self, at)
    comparison.fit(self, figure, base)
    if base and not relation and figure.period then
      relation = periods.relation(figure.period, base)
    end
    figure.base, figure.relation, figure.sure = base, relation, (relation or base) and true or false
    self.relation = relation or self.relation
    if not relation and not base and self.base_said then
      figure.base = comparison.resolve(self, self.base_said, figure.period, true)
      comparison.fit(self, figure, figure.base)
      figure.relation = figure.base and figure.period and periods.relation(figure.period, figure.base)
    end
    figure.inherited = not relation and not base and self.relation or nil
    figure.of = self.level
    self.pending[#self.pending + 1] = not self.level and figure or nil
  elseif role == "share" then
    figure.of, self.shared, self.last_share = self.level, true, true
    context.whole_of(self, at, figure)
    context.part_of_this(self, at, figure)
  else
    self.level = figure
    figure.adrift = not self.told or nil
    for _, waiting in ipairs(self.pending) do
      waiting.of = waiting.of or figure
    end
    self.pending = {}
  end
end

local owners <const> = { its = true, their = true }

-- "Its exports over January to September": of the place spoken of last.
function Walk:keep_owner(mention)
  local said <const> = self.state.subject
  if mention.first == 2 and mention.what and not mention.verb and owners[self.atoms[1].token.low]
    and subject_.is_total(self.subject) then
    for _, field in ipairs { "partner", "province", "item" } do
      self.subject[field] = said[field]
    end
  end
end

-- A sentence that names nothing but the reporter leaves open what its figures are of.
function Walk:note_told(mention)
  self.told = self.told or mention.what or mention.product or mention.members or mention.province
    or mention.item or mention.mode or mention.partner and mention.partner ~= self.state.home
end

-- "versus 98.7 kt in Q1 (−7.4%)": a rate in brackets behind a base is against it.
function Walk:base_beside(at)
  local last <const> = self.figures[#self.figures - 1]
  return last and last.was_base and self.letters:sub(last.place + 1, at - 1):find "^i?P?%($"
    and last.period or nil
end

-- "9.5% more than in June, when they averaged 3.67 million": what follows is of the base; "in June, when
-- 3.67 million were sold" dates that number alone.
function Walk:when(at)
  local before <const> = self.letters:match("^()[PR],x", at - 2) or self.letters:match("^()[PR]x", at - 1)
  local of <const> = self.period or self.state.period or self.state.calendar.main
  if at < 3 or not before or not of then
    return
  end
  local atom <const> = self.atoms[before]
  local relation <const> = atom.c == "R" and comparison.relation_of(atom)
  if relation then
    self.base_period = periods.base(of, relation)
  elseif atom.c == "P" and atom.when.kind ~= "week" then
    local is_base <const> = self.zones[before] or comparison.is_same(atom)
    local p <const> = comparison.resolve(self, before, of, is_base)
    self.base_period = is_base and p or self.base_period
    self.aside = not is_base and p ~= of and self.letters:find("^[^,;J]*[q#]", at + 1) and p
      or self.aside
  end
end

local balances <const> = { surplus = true, deficit = true, balance = true }

-- A net is of the product whose trade the sentence names.
local traded <const> = { import = true, export = true }
local turned <const> = { ["net import"] = "net export", ["net export"] = "net import" }
local nets_of <const> = { ["net import"] = traded, ["net export"] = traded }

-- A mention changes what is spoken of.
function Walk:mention(mention)
  if self.zones[mention.first] then -- "net exports of 0.06 mt, against net imports of 0.21 mt a year ago"
    self.base_what = mention.what and turned[mention.what] == self.subject.what and mention.what or nil
    return
  end
  local fresh <const> = self.fresh
  if fresh then
    self.level, self.pending = nil, {}
  end
  local topic = self.state:topic()
  self.topic = mention.topic and mention.product or self.topic
  topic.product = self.topic or topic.product
  local same <const> = mention.what and mention.what == self.subject.what and self.named and not self.shared
  local is_net <const> = mention.what and self.named and nets_of[mention.what]
  if (same or is_net and is_net[self.subject.what]) and not mention.product then
    topic.product = self.subject.product
  end
  if balances[mention.what] then
    self.balanced = true
  elseif self.balanced and mention.what and not mention.product then
    topic.product = nil -- "the trade deficit widened as imports reached …": of all goods
    self.subject.product = nil
  end
  self.named = self.named or mention.product
  subjects.lay(self.subject, mention, fresh, topic, self.state.home)
  self:keep_owner(mention)
  self:note_told(mention)
  if mention.partner or mention.province or mention.members or mention.item or mention.mode then
    self.placed = true
  end
  self.owned, self.fresh, self.row_end, self.row_months = true, false, nil, nil
end

local verbs <const> = "[LuVSK%%qp#]"

function Walk:boundary(at)
  local sense <const> = self.atoms[at].sense
  if sense and sense.of_them or self.letters:find("^[;J]", at) then
    self.listing = sense and sense.of_them and self.level or nil
    self.listing_subject = self.listing and subjects.copy(self.listing.subject)
  end
  if self.letters:sub(self.segment, at - 1):find(verbs) then
    self.fresh = not self.letters:find("^,?h", at + 1)
  end
  self.segment = at + 1
end

-- "The most since October 2024" dates nothing.
function Walk:mark_since()
  for at = 2, #self.atoms do
    local when <const> = self.atoms[at].when
    if when and not when.ytd and self.atoms[at - 1].token.low == "since" then
      self.zones[at] = true
    end
  end
end

local step <const> = {
  W = function(self, at) -- "The total was …": of all members
    if at == 1 and self.letters:find("^WL", at) then
      subjects.clear_places(self.subject)
    end
  end,
  [","] = Walk.boundary, J = Walk.boundary,
  [";"] = function(self, at)
    self.base_period = nil
    self:boundary(at)
  end,
  ["("] = function(self) self.depth = self.depth + 1 end,
  [")"] = function(self)
    self.depth, self.aside = math.max(0, self.depth - 1), nil
  end,
  B = function(self) members.take_others(self) end,
  U = function(self, at)
    self.together, self.grouped = true, false
    if self.letters:find("^[,;a(J]", at - 1) and not self.letters:find("^UU*h", at) then
      self.placed, self.subject.members, self.subject.group = false, nil, nil -- of those before it
      self.respective = false -- their row has ended
    end
  end,
  L = function(self, at)
    if at == 1 and self.atoms[at].token.low:find "^accumulated" then -- "Accumulated to the end of September"
      self.cumulative = true
    end
    if self.atoms[at].sum then
      members.take_sum(self)
    end
  end,
  R = function(self, at)
    local sense <const> = self.atoms[at].sense
    if sense.cumulative or sense.relation == "ytd" then
      self.cumulative = true
    end
  end,
  c = function(self, at)
    local to <const> = comparison.end_of_phrase(self, at, ",;J%%qp#")
    self:mark_zone(at, to)
    local place <const> = #self.figures == 0 and self.letters:match("^[%a@]-()P", at + 1)
    if place and place <= to then -- "Against July 2024, …"
      self.base_said = place
    end
  end,
  a = function(self, at)
    if self.letters:find("^[GFx][^,;J%%qp#]*[LuVSK]", at + 1) and self.placed_number then
      self:boundary(at)
    end
  end,
  P = function(self, at)
    local when <const> = self.atoms[at].when
    if when.kind == "week" and not self.zones[at] then
      self.weekly = true -- of no period of the calendar
    elseif not self.zones[at] and when.kind ~= "same" and not when.day then
      self.weekly = nil
    end
    if self.zones[at] or when.kind == "same" or when.day or when.kind == "week"
      or when.kind == "year" and not when.year and self.letters:find("^P", at - 1) then
      return
    end
    local before <const> = self.letters:sub(at - 1, at - 1)
    if before == "f" and self.letters:sub(math.max(self.segment, at - 40), at - 2):find "[udg%%q)]" then
      self.zones[at] = true
      return
    end
    local p = comparison.resolve(self, at, self.state.period)
    local of <const> = self.period or self.state.period
    if p and at == 2 and before == "f" and p:count() == 1 and self.letters:find("^,", at + 1) then
      self.base_said, self.zones[at] = at, true -- "From September, arrivals fell by …"
      return
    elseif before == "(" and when.kind == "year" and when.year and of and of:count() < 12 then
      p = periods.shifted(of, 12 * (when.year - of.to // 12)) -- "(2024: 702,800 t)" behind January to July
    end
    if p and before == "(" and self.letters:find("^:?[q#%%]", at + 1) and #self.figures > 0 then
      self.aside = p -- "(October: 18,840 t; -3.2% MoM)"
      self.zones[at] = true
      return
    elseif before == "o" and at > 2 and #self.figures == 0 and (self.letters:find("^x", at - 2)
      or self.atoms[at - 2].sense and self.atoms[at - 2].sense.flow == "tariff") then
      return -- "the tariff of March 2025"
    end
    local latest <const> = self.state.calendar.latest
    if p and not (latest and p.from > latest) then
      self.cumulative = self.cumulative and p:count() == 1 and self.cumulative_at == nil
      self.period = p
    end
  end,
}

-- A sentence that begins with a figure says behind it what it is of: "At 450 mt, exports to Ghana …".
function Walk:look_ahead(mentions)
  local begin <const> = self.letters:find "[%%qp#]"
  if not mentions[1] or not begin or mentions[1].first < begin then
    return
  end
  self.subject = subjects.copy(self.state.subject)
  if self.letters:sub(1, begin):find "@" then
    return
  end
  local stop <const> = comparison.end_of_phrase(self, begin, ";J%%qp#c")
  local follow
  for at = begin, stop do
    local sense <const> = self.atoms[at].sense
    follow = follow or sense and sense.follow and at
  end
  for _, mention in ipairs(mentions) do
    if mention.first <= (follow or stop) then
      self:mention(mention)
    end
  end
end

--- The figures of a sentence.
---@param sentence table  with atoms, letters, mentions
---@param state table     what was spoken of before
---@return ingot.check.Figure[]
---@return table walk  what it ended with: subject, period, relation
function M.figures(sentence, state)
  local letters <const>, lent = lend_units(sentence.atoms, sentence.letters)
  local walk <const> = setmetatable({
    atoms = sentence.atoms, letters = letters, lent = lent, mentions = sentence.mentions,
    state = state, figures = {}, zones = {},
    known = { S = state.shares_said or nil }, pending = {}, segment = 1, depth = 0, fresh = true,
    contributing = state.contributions_said or contributions.are_said(sentence.atoms),
    subject = subjects.copy(state.subject), weekly = state.weekly,
    respective = letters:find "Y" ~= nil,
  }, Walk)
  local at_mention <const> = {}
  walk.by_place, walk.named_at = at_mention, {}
  for _, mention in ipairs(sentence.mentions) do
    at_mention[mention.first] = mention
    for at = mention.first, mention.last do
      walk.named_at[at] = true
    end
  end
  local first <const> = sentence.mentions[1]
  if first and not (first.soft and letters:find "^@") then -- "It took …": of the member before
    walk.subject = {}
  end
  if letters:find "^x@?i,?" and counting[sentence.atoms[1].token.low] then
    walk.counted_in = "with others counted in" -- "Counting it in, imports from Russia reached …"
  end
  walk:mark_since()
  walk:look_ahead(sentence.mentions)
  for at = 1, #letters do
    local c <const> = letters:sub(at, at)
    if at_mention[at] then
      walk:mention(at_mention[at])
    end
    if c == "x" and sentence.atoms[at].token.low == "when" then
      walk:when(at)
    end
    if comparison.is_number(c) then
      walk:number(at)
      walk.placed_number = true
    elseif step[c] then
      step[c](walk, at)
    end
  end
  comparison.settle(walk)
  return walk.figures, walk
end

return M
