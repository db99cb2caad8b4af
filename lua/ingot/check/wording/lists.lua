-- A number of things announced, and another number named: "five indicators, namely …". And a "top
-- three" that leaves out a member whose figure is larger than that of one it names.

local says <const> = require "ingot.check.wording.says"
local scene_ <const> = require "ingot.check.wording.scene"

local counts <const> = {
  two = 2, three = 3, four = 4, five = 5, six = 6, seven = 7, eight = 8, nine = 9, ten = 10,
}

local nouns <const> = {
  "indicator", "country", "countrie", "province", "destination", "source", "market", "product",
  "factor", "region", "importer", "exporter", "supplier", "buyer", "mode", "categorie", "item",
  "origin", "partner",
}

for i, noun in ipairs(nouns) do
  nouns[i] = "%f[%a]" .. noun .. "s?%f[%A]"
end

-- What leads from the number and its noun to the list.
local leads <const> = { ",?%s+namely,?:?%s+", "%s*:%s+", ",?%s+i%.e%.,?%s+", "%s+\xE2\x80\x94%s+",
  "\xE2\x80\x94", ",?%s+being%s+", "%s+were%s+", "%s+are%s+" }

-- The items of a list, and how many they may be: without a comma before it, the last "and" parts two
-- of them; any other may belong to a name.
local function items_of(text)
  text = text:gsub("%b()", ""):gsub("%.%s*$", "")
  local items <const> = {}
  for item in (text .. ","):gmatch "([^,]*)," do
    local is_last <const> = item:find "^%s*and%s"
    item = item:gsub("^%s*and%s+", ""):gsub("^%s+", ""):gsub("%s+$", "")
    if item ~= "" then items[#items + 1] = item end
    if is_last then break end -- the sentence goes on behind it
  end
  local parted <const> = not text:find ",%s*and%s" and (items[#items] or ""):find "%sand%s"
  local most = #items
  for _, item in ipairs(items) do
    most = most + select(2, item:gsub("%sand%s", " "))
  end
  return items, parted and #items + 1 or #items, most
end

-- Words that no list of names holds: what follows is a sentence, or the list is left open.
local open <const> = { "%f[%a]which%f[%A]", "%f[%a]such as%f[%A]", "%f[%a]etc", "%f[%a]including%f[%A]",
  "%f[%a]others?%f[%A]", "%f[%a]respectively%f[%A]", "%f[%a]among%f[%A]", "%f[%a]ha[sd]%f[%A]",
  "%f[%a]was%f[%A]", "%f[%a]were%f[%A]", "%f[%a]is%f[%A]", "%f[%a]are%f[%A]", "%f[%a]rose%f[%A]",
  "%f[%a]fell%f[%A]", "%f[%a]account", "%f[%a]to%f[%A]", "%d%%", "%f[%a]all%f[%A]", "%f[%a]up%f[%A]",
  "%f[%a]down%f[%A]", "%f[%a]with%f[%A]", "%f[%a]by%f[%A]", "%f[%a]both%f[%A]" }

local function announced(line, report)
  for from, word, to in line.low:gmatch "()%f[%a](%a+)()%f[%A]" do
    local n <const> = counts[word]
    for _, lead in ipairs(n and leads or {}) do
      local head, list_from = line.low:match("^([%s%a%-']-)" .. lead .. "()", to)
      if head and #head <= 60 and says.any(head, nouns) then
        local rest <const> = line.text:sub(list_from):match "^[^;:]*"
        local items <const>, least <const>, most <const> = items_of(rest)
        local short = true
        for _, item in ipairs(items) do short = short and #item <= 60 end
        if short and not says.any(table.concat(items, ", "):lower(), open) and least >= 2
          and (n < least or n > most) then
          report({
            kind = "list_mismatch", weight = "word", claims = {},
            proof = ("'%s' are announced and %d named: %s"):format(
              line.text:sub(from, to - 1) .. head, least, table.concat(items, "; ")),
          }, line, from, list_from + #rest - 1)
        end
        break
      end
    end
  end
end

-- ---- the top k against figures ----

local dimensions <const> = { "partner", "province" }

local function amount(claim)
  return claim.kind == "level" and claim.unit == "t" and claim.subject ~= nil
end

-- The members of a dimension that a text names, by the names the claims know.
local function named_in(text, levels, field)
  local named <const> = {}
  for _, claim in ipairs(levels) do
    local name <const> = claim.subject[field]
    if text:find(name:lower(), 1, true) then named[name] = claim end
  end
  return named
end

local function levels_by(scene, field)
  local levels <const> = {}
  for _, claim in ipairs(scene.claims) do
    if amount(claim) and claim.subject[field] and claim.subject[field] ~= "others"
      and not claim.subject.group and not claim.bound then
      levels[#levels + 1] = claim
    end
  end
  return levels
end

local top_words <const> = { "%f[%a]top%s+(%a+)", "%f[%a](%a+)%s+largest", "%f[%a](%a+)%s+biggest" }

local function is_like(a, b)
  return a.subject.what == b.subject.what and a.subject.product == b.subject.product
    and scene_.same_period(a.period, b.period)
end

local function left_out(scene, line, report)
  for _, pattern in ipairs(top_words) do
    local from <const>, to <const>, word <const> = line.low:find(pattern)
    local n <const> = word and counts[word]
    for _, field in ipairs(n and dimensions or {}) do
      local levels <const> = levels_by(scene, field)
      local named <const> = named_in(line.low:sub(to + 1), levels, field)
      local all <const> = named_in(line.low, levels, field)
      local smallest, count = nil, 0
      for _, claim in pairs(named) do
        count = count + 1
        if not smallest or scene_.float(claim) < scene_.float(smallest) then smallest = claim end
      end
      for _, claim in ipairs(count == n and levels or {}) do
        if not all[claim.subject[field]] and is_like(claim, smallest)
          and scene_.float(claim) > scene_.float(smallest) then
          report({
            kind = "list_mismatch", weight = "word", claims = { claim, smallest },
            proof = ("%s with %s is not among the %s largest, but %s with %s is"):format(
              claim.subject[field], claim.quote, word, smallest.subject[field], smallest.quote),
          }, line, from, to)
          return
        end
      end
    end
  end
end

---@param scene ingot.check.Scene
---@param report ingot.check.Report
return function(scene, report)
  for _, line in ipairs(scene.lines) do
    announced(line, report)
    left_out(scene, line, report)
  end
end
