-- What an article says elsewhere of the member or index that a clause names.

local around <const> = require "ingot.check.wording.around"
local scene_ <const> = require "ingot.check.wording.scene"

local M = {}

---@class ingot.check.Mentions   changes by the name of what they are of
---@field indices table<string, ingot.check.Claim[]>
---@field members table<string, ingot.check.Claim[]>

local named_by <const> = { "partner", "province", "item" }

-- What a clause that ends in "the leading index" gives its readings to.
local function index_named(text)
  local name
  for word in text:gmatch "([%a%-]+)%s+index%f[%A]" do name = word end
  return name
end

-- The changes of indices by their name in the text: those behind a reading, up to the next reading.
local function changes_of_indices(scene)
  local by_name <const> = {}
  for _, line in ipairs(scene.lines) do
    local current
    for i, placed in ipairs(line.placed) do
      local claim <const> = placed.claim
      if claim.kind == "index" then
        current = index_named(i > 1 and around.gap(line, i) or line.low:sub(1, placed.from - 1))
      elseif current and claim.kind == "change" and scene_.is_index(claim) then
        local list <const> = by_name[current] or {}
        by_name[current] = list
        list[#list + 1] = claim
      end
    end
  end
  return by_name
end

-- The clause that some words of a line stand in.
local function clause_of(line, from, to)
  return around.last_clause(line.low:sub(1, from - 1)) .. line.low:sub(from, to)
    .. around.first_clause(line.low:sub(to + 1))
end

-- The changes of members by their name.
local function changes_of_members(scene)
  local by_name <const> = {}
  for _, claim in ipairs(scene.claims) do
    for _, field in ipairs(claim.subject and scene_.is_change(claim) and named_by or {}) do
      local name <const> = claim.subject[field]
      if name then
        local list <const> = by_name[name:lower()] or {}
        by_name[name:lower()] = list
        list[#list + 1] = claim
      end
    end
  end
  return by_name
end

local function are_of_one(claims)
  for _, claim in ipairs(claims) do
    if not scene_.same_subject(claims[1], claim) then return false end
  end
  return true
end

--- The changes that an article tells, by name.
---@param scene ingot.check.Scene
---@return ingot.check.Mentions
function M.of(scene)
  return { indices = changes_of_indices(scene), members = changes_of_members(scene) }
end

--- The changes of the member or index that the clause around some words names, when all are of one.
---@param mentions ingot.check.Mentions
---@param line ingot.check.Line
---@param from integer  bytes of its text
---@param to integer
---@return ingot.check.Claim[]
function M.near(mentions, line, from, to)
  local clause <const> = clause_of(line, from, to)
  local index <const> = index_named(clause)
  if index then
    local list <const> = mentions.indices[index] or {}
    return #list == 1 and list or {}
  end
  local found
  for name, list in pairs(mentions.members) do
    if clause:find("%f[%w]" .. name:gsub("%p", "%%%0") .. "%f[%W]") then
      if found or not are_of_one(list) then return {} end
      found = list
    end
  end
  return found or {}
end

return M
