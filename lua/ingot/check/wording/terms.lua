-- One thing under two names. An index system names its indices twice: where it gives their readings, and
-- where it says what each is made of. A name that only has a reading, beside one that is only described,
-- is one index when both are among the words for it, or when they are the only two left over.

local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"

-- Words that translators use for one index.
local synonyms <const> = {
  { "coincident", "coincidence", "consensus", "consistency", "concurrent", "consistent" },
  { "leading", "antecedent" },
  { "lagging", "lagged" },
}

local class_of <const> = {}
for i, list in ipairs(synonyms) do
  for _, word in ipairs(list) do class_of[word] = i end
end

local no_name <const> = {
  the = true, this = true, that = true, an = true, a = true, sub = true, each = true, its = true,
  which = true, industry = true, prosperity = true, price = true, composite = true, overall = true,
  ["and"] = true, of = true, comprehensive = true, new = true, these = true,
}

local descriptions <const> = says.beginning { "composed of", "consists? of", "made up of", "used to", "reflects?",
  "cover[is]", "covering", "stands for", "comprises?", "includes?", "based on", "made of" }

local function is_described(rest)
  return says.any(rest:match "^[^;]*", descriptions)
end

---@class ingot.check.Term
---@field word string
---@field read boolean       a reading stands behind it
---@field described boolean  what it is made of stands behind it
---@field line ingot.check.Line
---@field from integer
---@field to integer
---@field claim? ingot.check.Claim

local function terms_of(scene)
  local terms <const>, order <const> = {}, {}
  for _, line in ipairs(scene.lines) do
    for from, word, to in line.low:gmatch "()%f[%a]([%a%-]+)%s+index()%f[%A]" do
      if not no_name[word] then
        local term = terms[word]
        if not term then
          term = { word = word, line = line, from = from, to = to - 1, read = false, described = false }
          terms[word] = term
          order[#order + 1] = term
        end
        local _, half <const> = line.low:find("^[^;]*", to)
        for _, placed in ipairs(line.placed) do
          if placed.from >= to and placed.from <= half and scene_.is_index(placed.claim) then
            term.claim = term.claim or placed.claim
          end
        end
        local described <const> = is_described(line.low:sub(to, half))
        term.described = term.described or described
        term.read = term.read or not described and line.low:sub(to, half):find "%d" ~= nil
      end
    end
  end
  return order
end

local function same_start(a, b)
  return a:sub(1, 3) == b:sub(1, 3)
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  local terms <const> = terms_of(scene)
  for _, a in ipairs(terms) do
    for _, b in ipairs(terms) do
      local known <const> = class_of[a.word] ~= nil and class_of[a.word] == class_of[b.word]
      local slots <const> = a.read and not a.described and b.described and not b.read
      if a ~= b and (known and (a.read or not b.read)
        or slots and same_start(a.word, b.word)) then
        report({
          kind = "wording", weight = "word", claims = { a.claim or b.claim },
          proof = slots and ("'%s index' has a reading and '%s index' is described in its place: one "
            .. "index under two names"):format(a.word, b.word)
            or ("'%s index' and '%s index' are one index under two names"):format(a.word, b.word),
        }, b.line, b.from, b.to)
        return
      end
    end
  end
end
