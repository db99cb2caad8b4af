--- A cube by regions: which rows are a region's, and the level of each region as of a member of a
--- dimension `region`. A region's code is its name; that of the rest is "outside ASEAN EU".

local breakdown <const> = require "ingot.breakdown"
local dimension <const> = require "ingot.dimension"
local levels <const> = require "ingot.cube.levels"
local period <const> = require "ingot.period"
local region <const> = require "ingot.region"
local suggest <const> = require "ingot.suggest"

local M = {}

local OUTSIDE <const> = "outside"

local function split(code)
  local words <const> = {}
  for word in code:gmatch "%S+" do
    words[#words + 1] = word
  end
  return words
end

-- ---- rows of regions ----

-- Members by the span of months they count in: a formula each, over codes and months, whose values
-- go into `params`.
local function terms_of(regions, key, prefix, params)
  local terms <const>, at <const> = {}, {}
  for _, one in ipairs(regions) do
    for _, member in ipairs(one.members) do
      local span <const> = ("%s %s"):format(member.from, member.to)
      if not at[span] then
        local n <const> = #terms + 1
        local codes <const> = prefix .. "codes_" .. n
        local from <const>, to <const> = prefix .. "from_" .. n, prefix .. "to_" .. n
        at[span], params[codes] = codes, {}
        terms[n] = ("%s in $%s"):format(key, codes)
        for name, month in pairs { [from] = member.from, [to] = member.to } do
          params[name] = tostring(period.from_month(month))
        end
        terms[n] = terms[n] .. (member.from and (" and month >= $%s"):format(from) or "")
          .. (member.to and (" and month <= $%s"):format(to) or "")
      end
      table.insert(params[at[span]], member.code)
    end
  end
  -- Months of membership are no months of coverage: `or false` keeps `where` from narrowing that.
  return "(" .. table.concat(terms, ") or (") .. ") or false"
end

-- The names in a value of the axis: of regions, and of those that it selects the outside of.
local function names_of(value)
  local inside <const>, outside <const> = {}, {}
  local into = inside
  for _, item in ipairs(type(value) == "table" and not value.subject and value or { value }) do
    local name <const> = type(item) == "table" and item.subject and item.subject.code or item
    local is_code <const> = type(name) == "string"
      and (" " .. name .. " "):find(" " .. OUTSIDE .. " ", 1, true)
    local to = into
    for _, word in ipairs(is_code and split(name) or { name }) do
      if word == OUTSIDE then
        to = outside
      else
        to[#to + 1] = word
      end
    end
    into = name == OUTSIDE and outside or into
  end
  return inside, outside
end

-- Regions by name, all of one kind.
local function regions_named(names, level)
  local regions <const> = {}
  for i, name in ipairs(names) do
    regions[i] = region.get(name)
    if regions[i].of ~= regions[1].of then
      error(("slice: region: '%s' is of %ss, '%s' of %ss"):format(names[1], regions[1].of, name,
        regions[i].of), level + 1)
    end
  end
  return regions
end

--- What a value of the axis `region` selects: a region, "outside" and a list of them, or a list of
--- both (all their members). An unknown region is an error at `level`.
---@param value string|ingot.Row|(string|ingot.Row)[]
---@param level integer  as for `error`: 1 is the caller
---@return ingot.AxisFilter
function M.filter(value, level)
  level = level + 1
  local inside, outside = names_of(value)
  if #inside + #outside == 0 then
    error("slice: region: the list is empty", level)
  end
  inside = #inside > 0 and region.expand(inside, level) or inside
  outside = #outside > 0 and region.expand(outside, level) or outside
  local members <const> = { table.unpack(inside) }
  table.move(outside, 1, #outside, #members + 1, members)
  local key <const> = dimension.get(regions_named(members, level)[1].of).key
  local params <const>, texts <const> = {}, {}
  if #inside > 0 then
    texts[1] = terms_of(regions_named(inside, level), key, "", params)
  end
  if #outside > 0 then
    texts[#texts + 1] = ("is_missing(%s) or not (%s)"):format(key,
      terms_of(regions_named(outside, level), key, "not_", params))
    table.insert(members, #inside + 1, OUTSIDE)
  end
  return { text = table.concat(texts, " or "), members = members, params = params, key = key }
end

--- What is wrong with a slice to regions and to members of their dimension, none of which is in
--- them; nil when one is, in some month.
---@param chosen table<string, string>  axis → members
---@return string?
function M.nothing_left(chosen)
  local inside <const>, outside <const> = names_of(split(chosen.region or ""))
  local all <const> = regions_named(table.move(outside, 1, #outside, #inside + 1, { table.unpack(
    inside) }), 2)
  local members <const> = all[1] and chosen[all[1].of]
  if not members or #outside > 0 then
    return nil
  end
  for _, one in ipairs(all) do
    for _, member in ipairs(one.members) do
      if (" " .. members .. " "):find(" " .. member.code .. " ", 1, true) then
        return nil
      end
    end
  end
  return ("%s: '%s' is not in region '%s'"):format(all[1].of,
    dimension.subject(all[1].of, members:match "%S+").en, chosen.region)
end

-- ---- regions as members of a dimension ----

local function find(name)
  local found <const>, one <const> = pcall(region.get, name, -2) -- no place of its own
  if not found then
    return nil, one
  end
  return one.name
end

local function named(code)
  if code == "" or code:find("^" .. OUTSIDE .. " ") then
    return { en = code, zh = code }
  end
  local one <const> = region.get(code)
  return { en = one.en, zh = one.zh }
end

dimension.add {
  name = "region", key = "region_code", label = "region", list = "", open = false, nouns = false,
  find = find, named = named,
}

--- The level of a metric in each region of a cube by regions.
---@param cube ingot.Cube
---@param definition ingot.Metric
---@param within ingot.Period
---@return table<string, ingot.FoundLevel>
function M.levels(cube, definition, within)
  local found <const> = {}
  for _, code in ipairs(cube.regions and cube.regions.codes or {}) do
    local part <const> = cube:slice { region = code }
    found[code] = levels.find(part, definition, within)[""]
  end
  return found
end

-- ---- the breakdown ----

local options <const> = { rest = "string or table", overlap = "boolean" }

-- What the rest is called in each language: a text, or one for each.
local function rest_names(rest, level)
  local names <const> = type(rest) == "string" and { en = rest } or rest
  if type(names.en) ~= "string" or type(names.zh or "") ~= "string" then
    error('by_region: rest: a name expected, as "Others" or { en = "Others", zh = "其他" }', level + 1)
  end
  return { en = names.en, zh = names.zh or names.en }
end

local function options_of(given, level)
  for key, value in pairs(given) do
    if not options[key] then
      error(("by_region: unknown option '%s'%s"):format(tostring(key),
        suggest.did_you_mean(tostring(key), options)), level + 1)
    elseif not options[key]:find(type(value), 1, true) then
      error(("by_region: %s: %s expected, got %s"):format(key, options[key], type(value)), level + 1)
    end
  end
  return given
end

-- Pairs of regions that share members, in words.
local function overlaps_of(names)
  local found <const> = {}
  for i, name in ipairs(names) do
    for j = i + 1, #names do
      local one <const>, other <const> = region.get(name), region.get(names[j])
      local codes <const> = region.shared(one, other)
      if #codes > 0 then
        local first <const> = dimension.subject(one.of, codes[1]).en
        found[#found + 1] = ("'%s' and '%s' share %s%s"):format(name, names[j], first,
          #codes > 1 and (" and %d more"):format(#codes - 1) or "")
      end
    end
  end
  return found
end

local function check_names(names, level)
  local seen <const> = {}
  for _, name in ipairs(names) do
    if seen[name] then
      error(("by_region: '%s' stands twice"):format(name), level + 1)
    end
    seen[name] = true
    if region.get(name).of ~= region.get(names[1]).of then
      error(("by_region: '%s' is of %ss, '%s' of %ss"):format(names[1], region.get(names[1]).of,
        name, region.get(name).of), level + 1)
    end
  end
end

--- A cube by regions, or by the parts of a scheme: `cube:by_region("ASEAN", "EU", { rest = "Others" })`,
--- `cube:by_region("continents")`. Where regions share members, a rest is refused unless
--- `overlap = true`: they and it do not add up to the whole.
---@param cube ingot.Cube
---@param given (string|{ rest: string|{ en: string, zh: string? }|nil, overlap: boolean? })[]
---@param level integer  for errors: 1 is the caller
---@return ingot.Breakdown
function M.breakdown(cube, given, level)
  level = level + 1
  local settings <const> = options_of(type(given[#given]) == "table" and table.remove(given) or {},
    level)
  if #given == 0 then
    error('by_region: names of regions expected, as by_region("ASEAN", "EU")', level)
  end
  local names <const> = region.expand(given, level)
  check_names(names, level)
  if cube.chosen.region then
    error(("by_region: the cube is of region '%s' already"):format(cube.chosen.region), level)
  end
  local overlaps <const> = overlaps_of(names)
  if settings.rest and #overlaps > 0 and not settings.overlap then
    error(("by_region: %s: the regions and a rest do not add up to the whole; overlap = true if "
      .. "that is meant"):format(overlaps[1]), level)
  end
  local codes <const>, labels <const> = { table.unpack(names) }, {}
  local rest <const> = OUTSIDE .. " " .. table.concat(names, " ")
  if settings.rest then
    codes[#codes + 1] = rest
    local said <const> = rest_names(settings.rest, level)
    labels[rest] = { dimension = "region", code = rest, en = said.en, zh = said.zh }
  end
  local by_regions <const> = cube:slice {}
  by_regions.regions = {
    names = names, codes = codes, labels = labels, rest = rest, of = region.get(names[1]).of,
    overlaps = overlaps,
  }
  return breakdown.new(by_regions, "region", level)
end

local function regions_of(parts, what)
  return parts.cube.regions
    or error(what .. ": only a breakdown by regions has it, as cube:by_region(…)", 3)
end

--- Members with trade in a period that are in none of its regions (the rest counts them): rows of
--- `name`, `subject` and `rows` of the data, by code, rows without one last; with a metric, rows as
--- `all` gives them.
---
---     for _, row in ipairs(cable:by_region("EU"):unmapped(period)) do print(row.name, row.rows) end
---
---@param within ingot.Period|string
---@param metric? string
---@return { name: string, subject: ingot.Subject, rows: integer }[]|ingot.Row[]
function breakdown.methods:unmapped(within, metric)
  local regions <const> = regions_of(self, "unmapped")
  within = period.of(within, 2)
  local outside <const> = self.cube:slice { region = regions.rest }
  if metric then
    local rows <const> = outside:by(regions.of):all(metric, within)
    return rows
  end
  local key <const>, list <const> = dimension.get(regions.of).key, {}
  local counted <const> = outside:rows_in({ name = "unmapped" }, within):by(key)
    :agg { { "rows", "count()" } }:sort(key)
  for row in counted:rows() do
    local subject <const> = dimension.subject(regions.of, row[key] or "", outside.data)
    list[#list + 1] = { name = subject.en, subject = subject, rows = row.rows }
  end
  return list
end

--- Refuses a member that is not in the region its cube is sliced to: an error at `level`.
---@param code string
---@param level integer  as for `error`: 1 is the caller
function breakdown.methods:demand_inside(code, level)
  local problem <const> = M.nothing_left(setmetatable({ [self.dimension] = code },
    { __index = self.cube.chosen }))
  if problem then
    error("one: " .. problem, level + 1)
  end
end

--- Which of its regions share members, in words; empty when shares of them may be summed.
---
---     print(#cable:by_region("ASEAN", "EU"):overlaps())   --> 0
---
---@return string[]
function breakdown.methods:overlaps()
  return { table.unpack(regions_of(self, "overlaps").overlaps) }
end

return M
