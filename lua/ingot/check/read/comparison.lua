-- What stands around a number in its sentence and dates it: the period it is of, the relation it is
-- in, and what it is compared with. Functions take the walk over the sentence (see sentence.lua).

local periods <const> = require "ingot.check.read.periods"

local M = {}

local relations <const> = { mom = "mom", yoy = "yoy", qoq = "mom", hoh = "mom", previous = "mom" }

--- @param c string  a letter
function M.is_number(c)
  return c == "%" or c == "q" or c == "p" or c == "#"
end

--- The relation an atom says, as claims know it.
---@param atom ingot.check.Atom
function M.relation_of(atom)
  return relations[atom.sense and atom.sense.relation]
end

-- The place after `at` where what is said of a number ends.
function M.end_of_phrase(self, at, stops)
  return self.letters:match("^[^" .. stops .. "]*()", at + 1) - 1
end

function M.resolve(self, place, of, base)
  return periods.resolve(self.atoms[place].when, self.state.calendar, of, base)
end

function M.is_same(atom)
  return atom.when.kind == "same"
end

-- The relation after the last number of a row: "600 mt or 3.22% MoM".
local function comparison_of_row(self, at)
  local place <const> = self.letters:match("^()R", at + 1)
  return place and relations[self.atoms[place].sense.relation]
end

-- The periods that what follows a number is compared with, and the relation words there.
function M.around(self, at, p)
  -- a rate in brackets right behind its change is compared with what stands behind both
  local from <const> = self.letters:match("^%)()", at + 1)
  if from and self.letters:find("^[qp%%]%(", at - 2) then
    at = from - 1
  end
  local said <const> = self.letters:match("^,[cf][io]?P()", at + 1) or self.letters:match("^,R()", at + 1)
  if said and (said > #self.letters or self.letters:find("^[,;]", said)) then
    at = at + 1 -- "or 3 per cent, compared with the same month last year"
  end
  local stop = M.end_of_phrase(self, at, ",;J()%%qp#u")
  local relation, base
  if self.letters:find("^R", at - 1) and self.letters:find("^x?d?c", at + 1) then
    stop = at -- "a monthly change of 27% says less than the annual one"
  end
  for place = at + 1, stop do
    local c <const> = self.letters:sub(place, place)
    relation = relation or c == "R" and relations[self.atoms[place].sense.relation]
    if c == "P" and (M.is_same(self.atoms[place])
      or self.letters:sub(at + 1, place - 1):find "[cf][^c]*$") then
      base = base or M.resolve(self, place, p, true)
    end
  end
  local over <const> = self.letters:match("^%s*[R]*[fc][P@]*[q%%#p]()", at + 1)
    or self.letters:match("^[^,;J()%%qp#u]*[fc][P@]*[q%%#p]()", at + 1)
  if over and not base then
    local place <const> = self.letters:match("^[VxLF]?i?()P", over)
      or self.letters:match("^%(?()P", over)
    base = place and M.resolve(self, place, p, true)
  end
  if not relation and not base then
    local next_one <const> = self.letters:match("^R*[a(,]+()[%%qp]", at + 1)
    if next_one and not self.letters:find("^[a(,]+[ugd]", at + 1) then
      relation = comparison_of_row(self, next_one)
      local this <const>, other <const> = self.letters:sub(at, at), self.letters:sub(next_one, next_one)
      if not relation and (this == "q" and other == "%" or this == "%" and other == "q") then
        return M.around(self, next_one, p) -- "74,000 mt or 10.8% fewer than in September": of both
      end
    end
  end
  if not relation and not base and self.row_fits and at < self.row_end then
    relation = comparison_of_row(self, self.row_end)
  end
  return relation, base
end

-- The relation before a number: "a year-on-year increase of 169.6%".
function M.relation_before(self, at)
  for place = at - 1, 1, -1 do
    local c <const> = self.letters:sub(place, place)
    if M.is_number(c) or c == ";" or c == "J" then
      return nil
    elseif c == "R" then
      local found <const> = relations[self.atoms[place].sense.relation]
      if found then return found end
    elseif c == "P" and M.is_same(self.atoms[place]) then
      return "yoy"
    end
  end
end

-- "The increase over March was 15,000 tonnes".
function M.base_before(self, at, p)
  local from <const> = math.max(1, at - 8)
  local place <const> = self.letters:sub(from, at - 1):match "g[fc]()P[PGF@xL]*$"
    or self.letters:sub(from, at - 1):match "g[fc]()P[PGF@xL]*q[,a]+$"
  return place and M.resolve(self, place + from - 1, p, true)
end

-- The period said right behind a number, or behind its noun where none was said before.
function M.period_behind(self, at)
  local place = self.letters:match("^[RWdgVL]*[io]?()P", at + 1)
    or self.letters:sub(at, at) == "q" and self.letters:match("^[xuVL][xuVL]?i()P", at + 1) or nil
  if not place and not self.period then
    local stop <const> = M.end_of_phrase(self, at, ";J%%qp#c")
    for i = at + 1, stop do
      local c <const> = self.letters:sub(i, i)
      if self.letters:find("^,[uVL]", i) then
        break -- "8% year on year, bringing the nine-month total to …"
      elseif c == "P" and self.letters:find("^[^f]P", i - 1) and not self.letters:find("^%(P[:q%%]", i - 1)
        and not M.is_same(self.atoms[i])
        and not self.zones[i] then
        place = i
        break
      end
    end
  end
  if not place or M.is_same(self.atoms[place]) and self.letters:sub(at, at) ~= "q"
    or self.zones[place] then
    return nil
  end
  local when <const> = self.atoms[place].when
  if self.letters:find("^[Rdg]*P", at + 1) and when.back then
    return nil -- "up 3% the previous month"
  end
  return M.resolve(self, place, self.period or self.state.period)
end

--- A figure whose own period is only carried over takes, of those in force, the one its base fits:
--- "Measured against September 2024" is said of September 2025, whatever was spoken of last.
function M.fit(self, figure, base)
  local p <const> = figure.period
  if not base or not p or self.period or periods.relation(p, base) then
    return
  end
  local calendar <const> = self.state.calendar
  for _, other in ipairs { calendar.main or p, calendar.whole or p, self.state.period_before or p } do
    if periods.relation(other, base) then
      figure.period = other
      return
    end
  end
  if base:count() > 1 and p:count() == 1 and p.to - base.to == 12 then -- of a season, as its base is
    local level <const> = self.level
    figure.period = periods.shifted(base, 12)
    if level and level.period == p then
      level.period = figure.period
    end
  end
end

--- The period of a figure that something is compared with.
function M.period_of_base(self, at)
  local of = self.period or self.state.period or self.state.calendar.main
  local place <const> = self.letters:match("^[RWLxVF]*[io]?%(?()P", at + 1)
  local nth <const> = self.letters:match("^[io]()O", at + 1)
  local from <const> = math.max(1, at - 10)
  local before <const> = self.letters:sub(from, at - 1):match "()P[xGF@oLi]*%(?$"
  if self.cumulative and of and of:count() == 1 then
    of = of:ytd()
  end
  local relation <const> = comparison_of_row(self, at)
  if place then
    self.zones[place] = true
    return M.resolve(self, place, of, true)
  elseif nth and of and (of:count() == 3 or of:count() == 6) then -- "in the first"
    local months <const> = of:count()
    local when <const> = { kind = months == 3 and "quarter" or "half", year = of.to // 12,
      to = months * self.atoms[nth].sense.ordinal }
    when.from = when.to - months + 1
    return periods.resolve(when, self.state.calendar, of)
  elseif before then
    return M.resolve(self, before + from - 1, of, true)
  end
  local said <const> = relation or self.relation
  return periods.base(of, said or "yoy"), not said and of or nil
end

-- "against X in November and Y in December 2024, that is 5.1% and 12.8% more": as many bare rates as
-- bases go with them in their order.
function M.pair(self)
  local bases <const>, bare <const> = {}, {}
  for _, figure in ipairs(self.figures) do
    if figure.was_base then
      bases[#bases + 1] = figure.period
    elseif figure.role == "rate" and not figure.relation and not figure.base and #bases > 1 then
      bare[#bare + 1] = figure
    end
  end
  if #bases < 2 or #bases ~= #bare then
    return
  end
  for i, figure in ipairs(bare) do
    figure.base, figure.sure, figure.inherited = bases[i], true, nil
    figure.relation = figure.period and periods.relation(figure.period, bases[i])
  end
end

--- Whether a level is that of the week that the change right before it is against: a week is no period
--- of the calendar.
function M.is_before(self, at)
  local change <const> = self.figures[#self.figures - 1]
  local when <const> = self.letters:find("^cP%(", at - 3) and self.atoms[at - 2].when
  return when and when.kind == "week" and change and (change.role == "change" or change.role == "rate")
    and not change.subject.item or false
end

-- Rates whose words do not say what they are against take it from a base level of their sentence:
-- "grew by 4.1% to 2.11 million tonnes from 2.03 million tonnes at the end of June".
function M.settle(self)
  for i, figure in ipairs(self.figures) do
    local after <const> = figure.unsaid and (self.figures[i + 1] or {})
    local relation = after and (after.relation or (self.figures[i + 2] or {}).relation
      or (self.figures[i + 3] or {}).relation)
    if after and not relation and self.state.said then
      relation = self.state.said
    elseif after and not relation and figure.unsaid:count() == 1 then
      relation = "mom"
    end
    if relation then
      figure.period = periods.base(figure.unsaid, relation)
    end
  end
  M.pair(self)
  local base
  local function take(figure)
    if figure.was_base then
      base = figure.period
    elseif figure.role == "rate" or figure.role == "change" then
      if base and not figure.relation and not figure.base and figure.period and base ~= figure.period then
        figure.base, figure.sure = base, true
        figure.relation = periods.relation(figure.period, base)
      elseif figure.relation or figure.base then
        base = nil
      end
    end
  end
  for i = #self.figures, 1, -1 do
    take(self.figures[i])
  end
  base = nil
  for _, figure in ipairs(self.figures) do
    take(figure)
  end
end

return M
