-- What a sentence speaks of, in its order: flows with their product ("exports of alumina", "net
-- primary aluminum imports", "alumina output"), places ("Mexico", "Guinea and Australia"), and names
-- before a verb ("other strand wire comprising …"). A mention fills some fields of a subject.

local words <const> = require "ingot.check.read.words"

local M = {}

---@class ingot.check.Mention
---@field first integer   atoms it covers
---@field last integer
---@field what? string
---@field product? string
---@field partner? string
---@field province? string
---@field mode? string
---@field item? string
---@field likely? string  of "shipments", "purchases": the flow where nothing tells
---@field verb? boolean
---@field soft? boolean   a verb of either end of a trade: "took", "supplied"
---@field total? boolean  of all places
---@field members? ingot.check.Mention[]  more than one place
---@field topic? boolean  a product that a sentence opens with: "Tin: …"
---@field possessor? boolean  a place right before a flow
---@field doer? string      the flow it is said to do: "Brazil shipped"
---@field side? "to"|"from"|"in"

local MOST_RUN <const> = 10 -- atoms of a name

local function is_name(atom)
  return atom.c == "x" and not words.stops[atom.token.low] and not atom.token.low:find "%-month$"
    and not atom.token.low:find "%-week$" and atom.token.low:find "^[%a\128-\255]"
end

-- The words of a name that ends before atom `last`; from where.
local function run_left(atoms, letters, last)
  local first = last + 1
  for at = last, math.max(1, last - MOST_RUN), -1 do
    local c <const> = letters:sub(at, at)
    if is_name(atoms[at]) then
      first = at
    elseif c == "W" or (c == "a" and first == at + 1 and atoms[at].token.low == "and"
      and at > 1 and is_name(atoms[at - 1])) then
      first = c == "W" and at or first
    else
      break
    end
  end
  return first
end

-- … that begins at atom `first`; to where.
local function run_right(atoms, letters, first)
  local last = first - 1
  for at = first, math.min(#atoms, first + MOST_RUN) do
    local c <const> = letters:sub(at, at)
    if is_name(atoms[at]) then
      last = at
    elseif not (c == "a" and at < #atoms and is_name(atoms[at + 1]) and last == at - 1) then
      break
    end
  end
  return last
end

local function low_words(atoms, first, last)
  local list = {}
  for at = first, last do
    if atoms[at].c ~= "W" then
      for word in atoms[at].token.low:gmatch "%S+" do
        list[#list + 1] = word
      end
    end
  end
  return list
end

local function is_total(atoms, first, last)
  for at = first, last do
    local low <const> = atoms[at].token.low
    if atoms[at].c == "W" or low == "total" or low == "overall" or low == "all" then
      return true
    end
  end
end

local nets <const> = { import = "net import", export = "net export" }

local function with_net(list, what)
  return list[1] == "net" and nets[what] or what
end

-- Which index: "the leading index", "new orders index".
local function name_index(mention, low, left)
  local own <const> = low:gsub("sub%-?%s?ind%w+", ""):gsub("ind[ei][xc]%w*", ""):match "^%s*(.-)%s*$"
  if own ~= "" then
    mention.item = own
  elseif #left > 0 then
    mention.item = table.concat(left, " ", math.max(1, #left - 1))
  else
    mention.item = mention.product
  end
  mention.product = nil
end

-- "Domestic deliveries" are no trade with others.
local at_home <const> = { domestic = true, home = true, inland = true, ["local"] = true }

local all_goods <const> = { goods = true, merchandise = true }

-- A flow with the names on its sides. "exports of 5,800 mt of alumina": the name follows the number.
local function of_flow(atoms, letters, at, products)
  local first <const> = run_left(atoms, letters, at - 1)
  local sense <const> = atoms[at].sense
  local left <const> = low_words(atoms, first, at - 1)
  local mention = { first = first, last = at, what = sense.flow, value = sense.value,
    verb = sense.flow_verb, soft = words.soft[atoms[at].token.low], total = is_total(atoms, first, at) }
  for _, word in ipairs(left) do
    mention.what = word == "net" and nets[sense.flow] or mention.what
  end
  mention.what = with_net(left, mention.what)
  local low <const> = atoms[at].token.low
  if words.carried[low] ~= nil then
    mention.what, mention.likely = nil, words.carried[low]
  elseif low:find "^sales" and letters:find("^tG", at + 1) then -- "sales to Vietnam": of what was spoken of
    mention.what, mention.likely = nil, "export"
  end
  for _, word in ipairs(mention.likely and left or {}) do
    mention.what = at_home[word] and "sales" or mention.what
  end
  local to = at
  local from
  if letters:find("^o", at + 1) then
    from = at + 2
  elseif atoms[at].sense.flow_verb then
    from = letters:match("^[q#]o()", at + 1) or at + 1
  end
  if from then
    local last <const> = run_right(atoms, letters, from)
    local right <const> = low_words(atoms, from, last)
    mention.product = #right > 0 and products:name(right, true) or nil
    mention.all = #right == 1 and all_goods[right[1]] or nil
    to = mention.product and not letters:find("^[q#]", at + 1) and last or to
  end
  if not mention.product and not sense.flow_verb then
    mention.product = products:name(left, true)
  end
  mention.last = to
  if sense.flow == "index" and letters:find("^oF", at + 1) then -- "the index of prices"
    mention.item, mention.product, mention.last = atoms[at + 2].token.low, nil, at + 2
  elseif sense.flow == "index" then
    name_index(mention, atoms[at].token.low, left)
  end
  return mention
end

-- "trade modes", "weak demand": no flow where no number is said of it at once.
local function is_weak(atoms, letters, at)
  return words.weak[atoms[at].token.low] and not letters:find("^[bo]q", at + 1)
    and not letters:find("^[oxPiR]*[LuSdgt]+[tRob]*[%%q#]", at + 1)
end

local fields <const> = { "partner", "province", "mode", "region" }

local function place(atom)
  local sense <const>, m = atom.sense, {}
  for _, field in ipairs(fields) do
    if type(sense[field]) == "string" then
      m[field == "region" and "partner" or field] = sense[field]
      return m
    end
  end
end

-- Places one after another with nothing but commas and "and" between are members of one mention.
local function of_places(atoms, letters, at)
  local last <const> = letters:match("^G[,aG]*G()", at)
  local mention = place(atoms[at]) or {}
  mention.first, mention.last = at, at
  if not last or last - at < 2 then
    return mention
  end
  local members = {}
  for i = at, last - 1 do
    if letters:sub(i, i) == "G" then
      local member = place(atoms[i])
      if member then
        member.first, member.last = i, i
        members[#members + 1] = member
      end
    end
  end
  if #members < 2 then
    return mention
  end
  return { first = at, last = last - 1, members = members }
end

local MOST_WORDS <const> = 3

-- "white rice for 3.05, fragrant rice for 1.38": a name and its number, as before it another.
local function is_parallel(letters, at, last, before)
  return before ~= nil and before.product ~= nil and last - at < MOST_WORDS
    and letters:find("^i?q", last + 1) ~= nil and letters:sub(before.last + 1, at - 1):find "q" ~= nil
end

-- The words of a name that tell of no end of a trade.
local function without_sides(list)
  local rest <const> = {}
  for _, word in ipairs(list) do
    if not words.sides[word] and not words.is_general(word) then
      rest[#rest + 1] = word
    end
  end
  return rest
end

-- A name right before a verb, or after "with" and before a number.
local function of_name(atoms, letters, at, products, before)
  local last <const> = run_right(atoms, letters, at)
  if at == 1 and last >= at and letters:find("^:[PGRW]-F", last + 1) then -- "Unwrought nickel: imports fell"
    local name <const> = products:name(low_words(atoms, at, last), true)
    return name and { first = at, last = last, product = name, topic = true } or nil, last
  end
  local code <const> = letters:match("^%(x*#+%)()", last + 1) -- "palm oil (HS 1511) contributed"
  -- "Concentrate suppliers: Peru 391 kt"
  if (at == 1 or at == 2 and letters:find "^K") and last >= at and letters:find("^:G", last + 1) then
    local name <const> = products:name(without_sides(low_words(atoms, at, last)), true)
    return name and { first = at, last = last, product = name, topic = true } or nil, last
  end
  if last < at or not letters:find("^[LSudVK(%%q]", last + 1) and not letters:find("^iq", last + 1) then
    return nil, last
  end
  local list <const> = low_words(atoms, at, last)
  local product <const> = products:name(list, false)
  if product then
    return { first = at, last = last, product = product }, last
  end
  local text <const> = atoms[at].token.text
  local starts <const> = at == 1 or letters:find("^[,;:haJ]", at - 1)
  if not starts then
    return nil, last
  elseif is_parallel(letters, at, last, before) and not low_words(atoms, last, last)[1]:find "ly$" then
    local name <const> = products:name(list, true)
    return name and { first = at, last = last, product = name } or nil, last
  end
  if text:find "^%u" and (at > 1 or letters:find("^L[q%%][,a]+x+[q%%]", last + 1)) then
    local parts = {}
    for i = at, last do
      parts[#parts + 1] = atoms[i].token.text
    end
    return { first = at, last = last, item = table.concat(parts, " ") }, last
  end
  if not (code and letters:find("^[LSud]?[%%q]", code))
    and not letters:find("^[LSud][^,;]?[^,;]?[%%q]", last + 1) then
    return nil, last
  end
  local name <const> = products:name(list, true)
  return name and { first = at, last = last, product = name } or nil, last
end

-- "Of the total, 20,800 mt or 69% was steel core wire", "the shares were 63% for slabs".
local function is_told_behind(atoms, letters, at)
  local before <const> = letters:sub(math.max(1, at - 3), at - 1)
  return before:find "[q%%],?L$" ~= nil
    or before:find "%%i$" ~= nil and atoms[at - 1].token.low == "for"
end

---@param atoms ingot.check.Atom[]
---@param letters string
---@param products ingot.check.Products
---@return ingot.check.Mention[]
function M.of(atoms, letters, products)
  local list, at, flows = {}, 1, {}
  for place_of_flow in letters:gmatch "()[FV]" do
    if not is_weak(atoms, letters, place_of_flow) then
      local mention = of_flow(atoms, letters, place_of_flow, products)
      flows[mention.first] = mention
    end
  end
  if letters:find "^G,P" and atoms[3].when.day then
    at = 2
  elseif letters:find "^G," and atoms[1].token.text == atoms[1].token.text:upper() then
    at = 2 -- where a report was written: "BEIJING, Nov 9"
  end
  while at <= #atoms do
    local c <const>, mention = letters:sub(at, at), flows[at]
    local last = at
    if not mention and c == "G" then
      mention = of_places(atoms, letters, at)
      mention.possessor = letters:find("^[xWaPR]*F", mention.last + 1) and true or nil
      mention.doer = letters:match("^x?()V", mention.last + 1)
      mention.doer = mention.doer and atoms[mention.doer].sense.flow
      if at > 1 and words.excluding[atoms[at - 1].token.low] and mention.partner then
        mention.item, mention.partner = "excluding " .. mention.partner, nil
      end
      local before <const> = letters:sub(at - 1, at - 1)
      local behind <const> = atoms[mention.last + 1]
      local is_source <const> = before == "f" or behind and words.origin[behind.token.low]
      mention.side = before == "t" and "to" or is_source and "from"
        or at > 1 and atoms[at - 1].token.low == "in" and "in" or nil
    elseif not mention and c == "q" and letters:find("^ox", at + 1) and not flows[at + 2] then -- "9,500 mt of wire"
      last = run_right(atoms, letters, at + 2)
      local product <const> = products:name(low_words(atoms, at + 2, last), true)
      mention = product and { first = at + 1, last = last, product = product, amount = true }
    elseif not mention and c == "@" and letters:find("^oW?x", at + 1) then -- "those of pellets"
      last = run_right(atoms, letters, at + 2)
      local product <const> = products:name(low_words(atoms, at + 2, last), true)
      mention = product and { first = at, last = last, product = product }
    elseif not mention and c == "x" and is_told_behind(atoms, letters, at) then
      last = math.max(at, run_right(atoms, letters, at))
      local product <const> = products:name(low_words(atoms, at, last), letters:find "^oP?W" ~= nil)
      mention = product and { first = at, last = last, product = product }
    elseif not mention and c == "x" then
      mention, last = of_name(atoms, letters, at, products, list[#list])
    end
    if mention then
      list[#list + 1] = mention
      last = mention.last
    end
    at = math.max(at, last) + 1
  end
  return list
end

return M
