-- What stands around a figure and changes what it is of: the whole of a share, a place behind an amount,
-- "exceeded by", "an average of". Functions take the walk over the sentence (see sentence.lua).

local comparison <const> = require "ingot.check.read.comparison"
local subject_ <const> = require "ingot.check.subject"
local subjects <const> = require "ingot.check.read.subjects"

local M = {}

local exceeding <const> = { exceeded = true, surpassed = true, outpaced = true, topped = true,
  outstripped = true, exceeding = true }
local adjusted <const> = { adjusted = true, ["seasonally adjusted"] = true, seasonally = true,
  day = true, daily = true }
local MOST_BEHIND <const> = 3
local ends <const> = { export = true, import = true }
local nets <const> = { export = "net export", import = "net import" }

-- What stands behind a share: "of the imports in March".
function M.whole_of(self, at, figure)
  local mentions = {}
  figure.whole_mentions = mentions
  local from <const> = self.letters:match("^S?[oi]()", at + 1) or self.letters:match("^()W", at + 1)
  if not from then
    return
  end
  local to <const> = comparison.end_of_phrase(self, from - 1, ",;J()%%qp#Luh")
  for _, mention in ipairs(self.mentions) do
    if mention.first >= from and mention.first <= to then
      mentions[#mentions + 1] = mention
    end
  end
  for place = from, to do
    if self.letters:sub(place, place) == "P" then
      figure.whole_period = comparison.resolve(self, place, figure.period)
    end
  end
  self:mark_zone(from, to)
  local level <const> = self.letters:match("^,@L()q", to + 1) -- "of total exports, which were 9,018"
  if level then
    self.whole_at, self.whole_mentions = level, mentions
  end
  local flow <const> = mentions[1] and mentions[1].what
  if ends[flow] and ends[figure.subject.what] then -- "bought 9,400 mt, or 80.7% of exports"
    figure.subject.what = flow
    if self.level and self.letters:find("^[q#][^;JFVG]*$", self.level.place)
      or self.level and not self.letters:sub(self.level.place + 1, at):find "[;JFVG]" then
      self.level.subject.what = flow
    end
  end
end

-- "New energy vehicles took 256,000 units of this, or 38.4%": of the total of the sentence before; a
-- name that is not known is an item of it.
function M.part_of_this(self, at, figure)
  local level <const>, said <const> = self.level, self.state.subject
  local of <const> = level and self.atoms[level.place + 1]
  if not of or not of.sense or not of.sense.of_them or #self.figures ~= 2 or not subject_.is_total(said)
    or self.letters:sub(level.place + 1, at - 1):find "[^,a]" then
    return
  end
  local last <const> = self.letters:match "^x+()%(?x*%)?V"
  if last and not self.named_at[1] then
    local names <const> = {}
    for place = 1, last - 1 do
      names[place] = self.atoms[place].token.low
    end
    for _, one in ipairs { level, figure } do
      one.subject = subjects.copy(said)
      one.subject.item = table.concat(names, " ")
    end
  end
  figure.whole_subject = subjects.copy(said)
end

-- "3,000 mt came from Russia and 2,000 mt from Iran".
function M.place_behind(self, at, figure)
  local named <const> = self.by_place[at + 1]
  if named and named.amount then
    figure.subject.product = named.product
  end
  local flow <const> = self.letters:find("^o", at + 1) and self.by_place[at + 2]
  if flow and flow.what and flow.product then -- "1.48 million tonnes of spodumene imports"
    subjects.lay(figure.subject, flow, self.fresh, self.state:topic(), self.state.home)
  end
  local name <const> = self.letters:match("^a?%%?,?L()x", at + 1) or self.letters:match("^i()x", at + 1)
  local told <const> = name and self.by_place[name]
  if told and told.product and not told.what then
    figure.subject.product = told.product
    subjects.clear_places(figure.subject)
  end
  local verb <const> = self.letters:match("^L()V", at + 1) -- "548 thousand tonnes were imported"
  if verb and subject_.is_total(figure.subject) then
    figure.subject.what = self.atoms[verb].sense.flow
  end
  local place <const> = self.letters:match("^x?[ft]()G", at + 1)
    or self.letters:match("^,?a%%,f()G", at + 1) or self.letters:match("^,f()G[.,;]*$", at + 1)
  local mention <const> = place and self.by_place[place]
  if mention and not mention.members and not (self.placed and self.letters:find("^[ft]", at - 1)) then
    subjects.lay(figure.subject, mention, false, self.state:topic(), self.state.home)
  end
end

local of_value <const> = { "average", "mean", "unit value", "unit price" }

-- Whether a number is said of an average price: value by amount, where both are of one trade.
local function is_unit_value(self, at)
  local behind <const> = self.atoms[at + 1]
  if behind and behind.token.low == "on average" then
    return true
  end
  for place = at - 1, 1, -1 do
    local atom <const> = self.atoms[place]
    if comparison.is_number(atom.c) then
      return false
    elseif atom.sense and atom.sense.flow == "price" then
      for _, words in ipairs(of_value) do
        if atom.token.low:find(words, 1, true) then
          return true
        end
      end
      local before <const> = self.atoms[place - 1]
      return before and before.sense and before.sense.mean or false
    end
  end
  return false
end

-- "exports exceeded imports by", "67.5% of capacity", "an average of", "average export price".
function M.adjust(self, at, figure)
  figure.unit_value = figure.unit:find("/", 1, true) and is_unit_value(self, at) or nil
  local from <const> = math.max(1, at - 10)
  local flow <const>, verb = self.letters:sub(from, at - 1):match "()F[xPGio]*()[uKc>][xWG]*F[xPGioR]*b$"
  local first <const> = flow and self.atoms[flow + from - 1].sense.flow
  if verb and nets[first] and exceeding[self.atoms[verb + from - 1].token.low] then
    figure.role, figure.subject.what = "level", nets[first]
  end
  local behind <const> = self.atoms[at + 1]
  if figure.role == "rate" and behind and adjusted[behind.token.low] then
    figure.subject.item = "adjusted" -- "up 12.65% adjusted for Lunar New Year", "up 10.94% a day"
  end
  if figure.rule and figure.rule.capacity then
    figure.subject.what = "operating rate"
  elseif figure.rule and figure.rule.total then
    subjects.clear_places(figure.subject)
  end
  for place = at + 1, math.min(#self.atoms, at + MOST_BEHIND) do
    if comparison.is_number(self.letters:sub(place, place)) then
      break
    end
    figure.unsure = figure.unsure or adjusted[self.atoms[place].token.low]
  end
  for place = at - 1, math.max(1, at - 3), -1 do
    local sense <const> = self.atoms[place].sense
    figure.averaged = figure.averaged or sense and sense.mean
    if comparison.is_number(self.letters:sub(place, place)) then
      break
    end
  end
end

return M
