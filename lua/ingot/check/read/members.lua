-- Figures of several members: rows of numbers after rows of names ("Japan and India: 3 and 2 mt"), and
-- members taken together. Functions take the walk over the sentence (see sentence.lua).

local subjects <const> = require "ingot.check.read.subjects"

local M = {}

-- How many like numbers stand in a row from a place: "1,619, 1,352 and 900 mt".
function M.row(self, at)
  local c <const>, n, place = self.letters:sub(at, at), 1, at
  while true do
    local following <const> = self.letters:match("^[,a]+[udb]?()[%%qp#]", place + 1)
      or self.letters:match("^[Rod]?W?[,a]+()[%%qp#]", place + 1)
    if not following or self.letters:sub(following, following) ~= c then
      return n, place
    end
    n, place = n + 1, following
  end
end

local spelled <const> = { two = 2, three = 3, five = 5 }

local function number_word(self)
  for _, atom in ipairs(self.atoms) do
    local n <const> = atom.sense and (atom.sense.n
      or atom.sense.together and spelled[atom.token.low:match "(%a+)$"])
    if n and n > 1 and n < 20 then
      return n
    end
  end
end

local function place_of(subject)
  return subject.item or subject.partner or subject.province or subject.mode
end

-- The places of the paragraph and of the sentence so far, each once.
local function known_members(self)
  local list <const>, seen <const> = {}, {}
  local function add(subject)
    local name <const> = place_of(subject)
    if name and name ~= "others" and not seen[name] then
      list[#list + 1], seen[name] = subject, true
    end
  end
  for _, subject in ipairs(self.state.members) do
    add(subject)
  end
  local before <const> = #list
  for _, figure in ipairs(self.figures) do
    if figure.role == "level" and not figure.was_base then
      add(figure.subject)
    end
  end
  return list, #list - before
end

local leaders <const> = { leaders = true, top = true, largest = true, biggest = true, leading = true,
  main = true }

local function says_leaders(self)
  for _, atom in ipairs(self.atoms) do
    if leaders[atom.token.low] or atom.token.low:find "^the top" then
      return true
    end
  end
end

-- "Together, these two": the members that were spoken of last; "the three leaders": the first.
local function take_group(self, subject)
  local known <const>, own <const> = known_members(self)
  local said <const> = number_word(self)
  local n <const> = said or own > 1 and own or 2
  if #known < n then
    if said then -- some that were not told apart
      subjects.clear_places(subject)
      subject.item = "several together"
    end
    return
  end
  local from <const> = said and says_leaders(self) and 1 or #known - n + 1
  subjects.set_group(subject, table.move(known, from, from + n - 1, 1, {}))
end

function M.subject_of(self)
  local subject <const> = self.subject
  if not self.together or self.grouped or self.respective then
    return subject
  end
  self.grouped = true
  if subject.members and not subject.group then
    subjects.set_group(subject, subject.members)
  elseif not self.placed then
    take_group(self, subject)
  end
  return subject
end

-- The last places with figures: those of "with shares of 9.3%, 6.7% and 6.3% respectively".
local function members_before(self, n)
  local list, last = {}, nil
  for i = #self.figures, 1, -1 do
    local one <const> = self.figures[i].subject
    local name <const> = one.partner or one.province or one.item or one.mode
    if name and name ~= last then
      table.insert(list, 1, one)
      last = name
    end
    if #list == n then
      return list
    end
  end
  local known <const> = self.state.members
  if #known >= n and #list <= 1 then
    return table.move(known, #known - n + 1, #known, 1, {})
  end
end

-- The member of an enumeration a number of a row belongs to.
function M.member(self, at, subject)
  local members = subject.members
  if subject.group or not members and not self.respective then
    return subject
  end
  if not self.row_end or at > self.row_end then
    local n, last = M.row(self, at)
    self.row_at, self.row_end = 0, last
    self.row_members = members or members_before(self, n)
    self.row_fits = n > 1 and self.row_members and n == #self.row_members
    self.row_months = n > 1 and not members and self.period and self.period:count() == n
      and self.row_at + 1 or nil
  end
  self.row_at = self.row_at + 1
  if not members and not self.row_fits or self.row_months then
    return subject
  end
  members = self.row_members
  if self.row_fits then
    return subjects.spread(subject, members)[self.row_at]
  end
  local joint <const> = subjects.copy(subject)
  subjects.set_group(joint, members)
  return joint
end

local dimensions <const> = { "partner", "province", "mode", "item", "product" }

local function dimension_of(subject)
  for _, field in ipairs(dimensions) do
    if subject[field] then
      return field
    end
  end
end

--- "A (3 mt) and B (2 mt) add up to": the members with levels before it in the sentence.
function M.take_sum(self)
  local list, last = {}, nil
  for _, figure in ipairs(self.figures) do
    local field <const> = figure.role == "level" and dimension_of(figure.subject)
    local name <const> = field and figure.subject[field]
    list[#list + 1] = name and name ~= last and figure.subject or nil
    last = name or last
  end
  if #list > 1 then
    subjects.set_group(self.subject, list)
    self.row_end = nil
  end
end

local MOST_WORDS <const> = 4 -- of the name of a part

-- The words right before a number, a bracket between them aside: "and secondary (from scrap) 3.24 Mt".
local function words_before(self, at)
  local to = at - 1
  if self.letters:find("^%)", to) then
    to = #(self.letters:sub(1, to):match "^(.*)%(") or 0
  end
  local from <const> = self.letters:sub(1, to):match "()x+$"
  local names <const> = {}
  for place = from and to - from < MOST_WORDS and from or at, to do
    names[#names + 1] = not self.named_at[place] and self.atoms[place].token.low or nil
  end
  return from and #names == to - from + 1 and table.concat(names, " ") or nil
end

--- A part of the level before it: "71.3 bcm, of which LNG 33.8 bcm and pipeline 37.5 bcm". What no one
--- else names is an item of the whole.
function M.take_part(self, at, figure)
  local whole <const> = self.listing
  if not whole or figure.role ~= "level" or figure.unit ~= whole.unit then
    return
  end
  local name <const> = words_before(self, at)
  if name and name ~= "" then
    figure.subject = subjects.copy(self.listing_subject)
    subjects.clear_places(figure.subject)
    figure.subject.item = name
  end
  figure.part_of = whole
end

--- "the rest", "others": the members that are not named, of the kind that was.
function M.take_others(self)
  local subject <const> = self.subject
  local one <const> = subject.members and subject.members[1]
    or self.state.members[#self.state.members] or subject
  local field <const> = dimension_of(one) or "item"
  subjects.clear_places(subject)
  subject[field] = "others"
  subject.what = subject.what or self.state:topic().what
  subject.product = subject.product or self.state:topic().product
  self.owned, self.placed, self.fresh, self.level = true, true, false, nil
  self.together, self.row_end = nil, nil
end

return M
