--- `ingot list`: the definitions of a kind, with a line on each. What is printed of a definition stands
--- with its registry, as `listing`: so a new kind needs a line in `ingot.command.kinds` and no more.

local kinds_ <const> = require "ingot.command.kinds"
local native <const> = require "ingot.native"
local suggest <const> = require "ingot.suggest"
local visible <const> = require "ingot.visible"

---@class ingot.Listing  what is told of each definition of a registry
---@field columns string[]  in order; "name" first
---@field row fun(definition: table): table<string, string|integer|string[]>  column → what stands there

local USAGE <const> = 64

-- What is told of definitions whose registry does not say.
local default <const> = {
  columns = { "name", "summary" },
  row = function(definition)
    return { name = definition.name, summary = definition.summary or definition.en or "" }
  end,
}

-- The kinds that this installation has.
local function kinds()
  local present <const> = {}
  for kind, module in pairs(kinds_) do
    local path <const> = ("%s/lua/%s"):format(native.share, module:gsub("%.", "/"))
    local there <const> = native.look(path .. ".lua") or native.look(path .. "/init.lua")
    present[kind] = there and module or nil
  end
  return present
end

local function rows_of(registry, listing)
  local rows <const> = {}
  for i, name in ipairs(registry.names()) do
    rows[i] = listing.row(registry.get(name))
  end
  return rows
end

local function cell(value)
  return type(value) == "table" and table.concat(value, " ") or tostring(value or "")
end

-- Columns side by side, under their names; the last is as long as it is.
local function text_of(rows, listing)
  local lines <const> = {}
  for i = 0, #rows do
    lines[i] = ""
  end
  for _, name in ipairs(listing.columns) do
    local cells <const>, widest = { [0] = name }, native.width(name)
    for i, row in ipairs(rows) do
      cells[i] = visible(cell(row[name]))
      widest = math.max(widest, native.width(cells[i]))
    end
    for i = 0, #rows do
      lines[i] = lines[i] .. cells[i] .. (" "):rep(widest - native.width(cells[i]) + 2)
    end
  end
  for i = 0, #rows do
    lines[i] = lines[i]:gsub(" +$", "\n")
  end
  return table.concat(lines, "", 0)
end

local function json_of(rows, listing)
  for _, row in ipairs(rows) do
    for key, value in pairs(row) do
      row[key] = type(value) == "table" and setmetatable(value, { __array = true }) or value
    end
    setmetatable(row, { __order = listing.columns })
  end
  return native.json_encode(setmetatable(rows, { __array = true }), 2) .. "\n"
end

---@param args { kind: string, json?: boolean }
---@return integer exit_code
return function(args)
  local present <const> = kinds()
  local module <const> = present[args.kind]
  if not module then
    native.say(2, ("ingot: list: %s\n"):format(suggest.unknown("kind", "kinds", args.kind,
      suggest.names(present))))
    return USAGE
  end
  for _ in pairs(require "ingot") do end -- loads all that defines something
  local registry <const> = require(module)
  local listing <const> = rawget(registry, "listing") or default
  local rows <const> = rows_of(registry, listing)
  native.say(1, args.json and json_of(rows, listing) or text_of(rows, listing))
  return 0
end
