-- Claims that stand in words: ranks ("ranked first", "the second largest") and streaks ("for the
-- second consecutive month").

local assemble <const> = require "ingot.check.read.assemble"

local M = {}

local NEAR <const> = 4 -- atoms between an ordinal and its word

local function ordinal(atom)
  local sense <const> = atom.sense
  return sense and (sense.ordinal or sense.n) or nil
end

-- The number of an ordinal in or around an atom.
local function n_of(atoms, at)
  local own <const> = ordinal(atoms[at])
  if own then
    return own, atoms[at].token
  end
  for distance = 1, NEAR do
    for _, place in ipairs { at + distance, at - distance } do
      local n <const> = atoms[place] and atoms[place].sense and atoms[place].sense.ordinal
      if n then
        return n, atoms[place].token
      end
    end
  end
end

-- The figure nearest to a place.
local function nearest(walk, at)
  local found, least
  for _, figure in ipairs(walk.figures) do
    local distance <const> = math.abs(figure.place - at)
    if figure.role and figure.role ~= "none" and (not found or distance < least) then
      found, least = figure, distance
    end
  end
  return found
end

local worlds <const> = { world = true, global = true, ["world's"] = true }

-- "the world's largest buyer" is no rank of this article.
local function is_epithet(atoms, at)
  local before <const> = atoms[at - 1]
  return before and worlds[before.token.low]
end

-- "Germany (…), Korea (…) and Japan (…) were the biggest takers": a rank of all, of none alone.
local function is_plural(sentence, at)
  local atoms <const> = sentence.atoms
  if not sentence.letters:sub(1, at):find "G.*q.*[%)a,]G?.*q" then
    return false
  end
  local token <const> = atoms[at + 1] and atoms[at + 1].c == "x" and atoms[at + 1].token
  return token and token.low:find "[^s]s$" and atoms[at].sense and atoms[at].sense.ordinal == 1
    and not token.possessive
end

local function place_of(subject)
  return subject.item or subject.partner or subject.province
end

-- Whether "followed by" stands before a place of the sentence.
local function follows(sentence, at)
  for i = 1, at - 1 do
    local sense <const> = sentence.atoms[i].sense
    if sense and sense.follow then
      return true
    end
  end
end

--- Marks the members of a ranking: the first, and those that are said to follow it.
---@param state table
---@param sentence table
---@param walk table
---@param in_words ingot.check.Claim[]
function M.list(state, sentence, walk, in_words)
  local first
  for _, claim in ipairs(in_words) do
    first = first or claim.kind == "rank" and claim.n == 1 and place_of(claim.subject)
  end
  for _, figure in ipairs(walk.figures) do
    local claim <const> = figure.claim
    local place <const> = claim and figure.role == "level" and not figure.was_base and claim.unit == "t"
      and place_of(claim.subject)
    if place and place == first then
      state.lists = (state.lists or 0) + 1
      state.list = { n = 1, last = place, period = claim.period }
      claim.listed, first = { list = state.lists, place = 1 }, nil
    elseif place and state.list and place ~= state.list.last and claim.period == state.list.period
      and follows(sentence, figure.place + 1) then
      state.list.n, state.list.last = state.list.n + 1, place
      claim.listed = { list = state.lists, place = state.list.n }
    end
  end
end

---@return ingot.check.Claim[]
function M.of(sentence, walk, page, state)
  local claims = {}
  local from = 1
  while true do
    local at <const> = sentence.letters:find("[KT]", from)
    if not at then
      return claims
    end
    from = at + 1
    local n, token
    if not is_epithet(sentence.atoms, at) and not is_plural(sentence, at) then
      n, token = n_of(sentence.atoms, at)
    end
    local figure <const> = n and nearest(walk, at)
    local subject <const> = figure and figure.subject or walk.subject
    local is_member <const> = place_of(subject) or subject.product ~= state.main.product
    if n and (figure or walk.owned) and (is_member or sentence.letters:sub(at, at) == "T") then
      claims[#claims + 1] = assemble.worded({
        kind = sentence.letters:sub(at, at) == "K" and "rank" or "streak", n = n, token = token,
        subject = subject,
        period = figure and figure.period or walk.period or state.period,
      }, page, sentence, state)
    end
  end
end

return M
