-- The five zones, and what published readings prove of where they lie. Bounds of an index are often
-- not published, but its readings are, with the zone beside them; zones follow each other, so a value
-- between two readings of one zone lies in it, and no bound need be invented.

local M = {}

--- From the coldest to the warmest.
M.zones = {
  { en = "over-cold", zh = "过冷" }, { en = "cold", zh = "偏冷" }, { en = "normal", zh = "正常" },
  { en = "hot", zh = "偏热" }, { en = "over-hot", zh = "过热" },
}

local function sign(text) return { en = text, zh = text } end

--- A sign for each zone, which tells them without colours; none for no light.
M.signs = { sign "▼▼", sign "▼", sign "●", sign "▲", sign "▲▲" }
M.no_sign = sign "—"

--- What the signs stand for, as a note below a table.
M.legend = { en = {}, zh = {} }
for i, one in ipairs(M.zones) do
  M.legend.en[i] = M.signs[i].en .. " " .. one.en
  M.legend.zh[i] = M.signs[i].zh .. one.zh
end
M.legend = { en = table.concat(M.legend.en, " · "), zh = table.concat(M.legend.zh, " · ") }

local by_name = {}
for i, zone in ipairs(M.zones) do by_name[zone.en] = i end

--- The place of a zone by its English name; nil when there is none.
---@param name string
---@return integer?
function M.find(name)
  return by_name[name]
end

--- The names, from the coldest.
---@return string[]
function M.names()
  local names = {}
  for i, zone in ipairs(M.zones) do names[i] = zone.en end
  return names
end

--- The light of a value: 1 to 5, by four rising bounds. One on a bound goes to the warmer zone.
---@param value number
---@param bounds number[]
---@return integer
function M.score(value, bounds)
  local score = 1
  for _, bound in ipairs(bounds) do
    score = score + (value >= bound and 1 or 0)
  end
  return score
end

---@class ingot.Reading  a published value of an index and the zone printed beside it
---@field value number
---@field zone integer
---@field month integer

--- What is wrong with readings, or nil: a colder one above a warmer one proves nothing.
---@param readings ingot.Reading[]  by rising value
---@return string?
function M.problem(readings)
  for i = 2, #readings do
    local a, b = readings[i - 1], readings[i]
    if a.zone > b.zone then
      return ("%.15g is %s and %.15g is %s: zones follow each other"):format(a.value,
        M.zones[a.zone].en, b.value, M.zones[b.zone].en)
    end
  end
end

--- The zones in which a value may lie: from the warmest reading at or below it to the coldest at or
--- above it.
---@param value number
---@param readings ingot.Reading[]
---@return integer lowest
---@return integer highest  the same where it is proven
function M.possible(value, readings)
  local lowest, highest = 1, #M.zones
  for _, reading in ipairs(readings) do
    if reading.value <= value then lowest = math.max(lowest, reading.zone) end
    if reading.value >= value then highest = math.min(highest, reading.zone) end
  end
  return lowest, highest
end

-- The values between which the lower bound of a zone lies: above the first, at or below the second.
local function edge(zone, readings)
  local above, below
  for _, reading in ipairs(readings) do
    if reading.zone < zone then above = math.max(above or reading.value, reading.value) end
    if reading.zone >= zone then below = math.min(below or reading.value, reading.value) end
  end
  return above, below
end

--- The stretch of a zone that is proven, and how far it may reach beyond: nil where nothing tells.
---@param zone integer
---@param readings ingot.Reading[]
---@return { from: number?, to: number?, least: number?, most: number? }
function M.proven(zone, readings)
  local stretch = {}
  for _, reading in ipairs(readings) do
    if reading.zone == zone then
      stretch.from = math.min(stretch.from or reading.value, reading.value)
      stretch.to = math.max(stretch.to or reading.value, reading.value)
    end
  end
  stretch.least = edge(zone, readings)
  local _, beyond = edge(zone + 1, readings)
  stretch.most = beyond
  return stretch
end

--- The half of its zone that a value lies in, where the zone and the half are both proven: wherever
--- the bounds may be, the value is beyond the middle between them.
---@param value number
---@param readings ingot.Reading[]
---@return "upper"|"lower"|nil
function M.half(value, readings)
  local lowest, highest = M.possible(value, readings)
  if lowest ~= highest then return nil end
  local s = M.proven(lowest, readings)
  if s.most and value > (s.from + s.most) / 2 then return "upper" end
  if s.least and value < (s.least + s.to) / 2 then return "lower" end
end

return M
