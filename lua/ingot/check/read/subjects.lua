-- Subjects: what a figure is of. A sentence's mentions are laid over what was spoken of before; a new
-- subject of a sentence clears the places of the one before it, and "total" clears them all.

local subject_ <const> = require "ingot.check.subject"

local M = {}

local places <const> = { "partner", "province", "mode", "item" }
local fields <const> = { "what", "product", "partner", "province", "mode", "item", "group", "mean" }

---@param subject ingot.check.Subject
---@return ingot.check.Subject
function M.copy(subject)
  local new = {}
  for _, field in ipairs(fields) do
    new[field] = subject[field]
  end
  new.members = subject.members
  return new
end

---@param subject ingot.check.Subject
function M.clear_places(subject)
  for _, field in ipairs(places) do
    subject[field] = nil
  end
  subject.group, subject.members = nil, nil
end

local function lay_place(subject, mention)
  for _, field in ipairs(places) do
    if mention[field] then
      subject.item = subject.item ~= "others" and subject.item or nil
      subject[field], subject.group, subject.members = mention[field], nil, nil
    end
  end
end

--- One subject for each member of an enumeration.
---@param subject ingot.check.Subject
---@param members table[]
---@return ingot.check.Subject[]
function M.spread(subject, members)
  local list = {}
  for i, member in ipairs(members) do
    local one <const> = M.copy(subject)
    one.group, one.members = nil, nil
    for _, field in ipairs(fields) do
      one[field] = member[field] or one[field]
    end
    list[i] = one
  end
  return list
end

local function name_of(subject)
  return subject.item or subject.partner or subject.province or subject.mode or subject.product
    or subject.what or ""
end

--- Makes a subject that of several members taken together.
---@param subject ingot.check.Subject  changed
---@param members table[]
function M.set_group(subject, members)
  M.clear_places(subject)
  local list <const>, names = M.spread(subject, members), {}
  for i, one in ipairs(list) do
    names[i] = name_of(one)
  end
  table.sort(names)
  subject.group, subject.members = table.concat(names, "+"), list
end

local own_sides <const> = { import = "to", export = "from" }

--- Whether a place is the reporter itself: "imports into China", "exports from Peru".
---@param what? string
---@param mention ingot.check.Mention
---@return boolean
function M.is_own_side(what, mention)
  return mention.partner ~= nil and mention.side ~= nil and own_sides[what] == mention.side
end

local mirrors <const> = { export = "import", import = "export" }
local at_home <const> = { production = true, consumption = true, demand = true }

-- Whether a place does the very trade that its reporter does: "Brazil shipped" in an article on
-- American exports. In articles on China's trade, desks name a partner so.
local function is_foreign(mention, topic, home)
  local flow <const> = mention.partner and mention.doer
  if not flow or not home or home == mention.partner or home == "China" then
    return false
  end
  return flow == topic.flow or not mirrors[topic.flow] and topic.what ~= mirrors[flow]
end

--- Lays a mention over a subject.
---@param subject ingot.check.Subject   changed
---@param mention ingot.check.Mention
---@param fresh boolean                 the first mention of a new part of the sentence
---@param topic ingot.check.Subject     gives what the mention leaves open
---@param home? string                  whose trade it is: no partner
function M.lay(subject, mention, fresh, topic, home)
  if mention.what or mention.likely then
    subject.loose = not mention.what -- "shipments": of which flow, their other end tells
  end
  if mention.partner and mention.partner == home and mention.side ~= "from"
    and not (home == "China" and mention.side == "to") then
    return
  elseif not subject.loose and M.is_own_side(subject.what, mention)
    or mention.side == "in" and at_home[subject.what] and not home and mirrors[topic.flow] then
    return
  end
  if subject.loose and mention.partner and home and M.is_own_side(subject.what, mention) then
    subject.what = mirrors[subject.what]
  end
  if is_foreign(mention, topic, home) then
    M.clear_places(subject) -- another country's trade, no part of the reporter's
    subject.item = "trade of " .. mention.partner
    subject.what, subject.product = mention.doer, subject.product or topic.product
    return
  end
  if mention.what then
    local what = mention.what
    local flow <const> = mirrors[what]
    if mention.verb and flow and (flow == topic.flow or flow == topic.what)
      and (subject.partner or subject.members) then
      what = flow -- what a partner ships is what the reporter takes in
    end
    if mention.soft and (mirrors[topic.what] or mirrors[topic.flow]) then
      what = mirrors[topic.what] and topic.what or topic.flow
    end
    if fresh and not mention.verb or mention.total then
      M.clear_places(subject)
    end
    subject.what = what
    subject.item = mention.item or subject.item
    subject.product = mention.product or (fresh and topic.product) or subject.product
      or topic.product
    if mention.all or what == "index" then
      subject.product = nil
      return
    end
  elseif mention.product then
    if fresh then
      M.clear_places(subject)
    end
    subject.product = mention.product
  elseif mention.members then
    if fresh then
      M.clear_places(subject)
    end
    subject.members, subject.group = mention.members, nil
  else
    if fresh then
      M.clear_places(subject)
    end
    lay_place(subject, mention)
  end
  subject.what = subject.what or topic.what
  subject.product = not mention.all and (subject.product or topic.product) or nil
end

--- What a share is a part of: the same flow and product with the member's place dropped, else the
--- product that the article is about.
---@param subject ingot.check.Subject
---@param mentions ingot.check.Mention[]  of the words "of the imports in March"
---@param main ingot.check.Subject
---@return ingot.check.Subject whole
---@return boolean sure
function M.whole(subject, mentions, main)
  local whole, sure = M.copy(subject), true
  M.clear_places(whole)
  if subject_.is_total(subject) then
    sure = subject.product ~= main.product
    whole.product = main.product
    if not sure and whole.what ~= main.what then
      whole.what, sure = main.what, true
    end
  end
  for _, mention in ipairs(mentions) do
    whole.what = mention.what or whole.what
    if mention.product then
      whole.product, sure = mention.product, true
    elseif mention.total and mention.what and subject_.is_total(subject) and subject.product == main.product then
      whole.product, sure = nil, true -- "copper made up half of total exports"
    end
  end
  return whole, sure
end

return M
