--- The claims of a made-up article as a reader would take them who misses nothing: what relations and
--- conflicts have to work with, whatever the grammar of English can do.

local figure <const> = require "support.check_figure"
local number <const> = require "ingot.number"
local period <const> = require "ingot.period"

local M = {}

-- "export|partner|Mexico" of copper foil.
local function subject_of(series, world)
  local what <const>, dimension <const>, member <const> = series:match "^(%a+)|?(%a*)|?(.*)$"
  if what == "value" then
    return { what = dimension, product = world.product }
  elseif what == "points" then
    return { what = "index", item = dimension }
  elseif dimension == "part" then
    return { what = what, product = member }
  end
  local name <const> = member ~= "" and member:gsub("^the ", "") or nil
  return { what = what == "net" and "net " .. world.main or what, product = world.product,
    partner = dimension == "partner" and name or nil,
    province = dimension == "province" and name or nil }
end

local function period_of(world, key)
  local from <const>, to <const> = key:match "@(%d+)%.%.(%d+)$"
  local year <const>, first <const> = world:date(tonumber(from))
  local _, last <const> = world:date(tonumber(to))
  return period.parse(first == last and ("%04d-%02d"):format(year, first)
    or ("%04d-%02d..%02d"):format(year, first, last))
end

local function series_of(key) return key:match "^(.*)@" end

--- Claims of figures, with the levels that rates, changes and shares are said of.
---@param figures support.WorldFigure[]  in the order of the text
---@param world support.World
---@return ingot.check.Claim[]
function M.of(figures, world)
  local claims <const>, level_of <const> = {}, {}
  for i, fig in ipairs(figures) do
    local key <const> = fig.key or fig.a
    local zeros <const> = fig.scale - fig.decimals
    local step <const> = zeros >= 0 and fig.decimals > 0 and number.exact(math.tointeger(10 ^ zeros))
      or fig.decimals > 0 and number.exact(1, -zeros)
      or number.exact(math.tointeger(10 ^ fig.scale))
    local subject <const> = subject_of(series_of(key), world)
    local is_part <const> = series_of(key):find("|part|", 1, true) ~= nil
    local claim <const> = { id = "f" .. i, quote = fig.digits .. fig.unit_text, offset = fig.offset,
      length = #fig.digits + #fig.unit_text, digits = fig.digits, digits_offset = fig.offset,
      kind = fig.kind:match "^[%w_]+", value = number.parse(figure.text(fig)), step = step,
      unit = fig.unit, period = period_of(world, key), subject = subject, sentence = i, block = i,
      role = "body", figure = fig,
      moved = fig.b and fig.kind ~= "share" and { text = fig.sign < 0 and "down" or "up",
        sign = fig.sign } or nil }
    if fig.kind == "share" then
      claim.whole = { subject = subject_of(series_of(fig.b), world), period = period_of(world, fig.b) }
    elseif fig.b then
      claim.base = { period = period_of(world, fig.b) }
    elseif is_part then
      claim.whole = { subject = subject_of(world.main, world), period = claim.period }
    end
    level_of[key] = fig.key and claim.id or level_of[key]
    claims[i] = claim
  end
  for _, claim in ipairs(claims) do
    local id <const> = claim.figure.a and level_of[claim.figure.a]
    claim.of = id and { id = id } or nil
  end
  return claims
end

return M
