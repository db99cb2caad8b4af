--- Products: named sets of HS codes, as data. `data/products.lua` holds those that come with the
--- program; scripts add theirs with `ingot.product "name" { codes = {…}, en = "…" }`.

local native <const> = require "ingot.native"
local registry <const> = require "ingot.registry"

---@class ingot.Product
---@field name string
---@field codes string[]   HS codes, as text
---@field en string        its name in a sentence
---@field zh? string
---@field parts? table<string, {en: string, zh: string?}>   what each code is called beside the others
---@field source? string   who groups the codes so

local fields <const> = {
  codes = "table", en = "string", zh = "string", parts = "table", source = "string",
}

local function check(product)
  if not product.codes or #product.codes == 0 then
    return 'it needs codes, as codes = { "76141000" }'
  end
  if not product.en then
    return 'it needs a name in a sentence, as en = "aluminum wire and cable"'
  end
  local seen <const> = {}
  for i, code in ipairs(product.codes) do
    if type(code) ~= "string" or not code:match "^%d+$" or #code < 2 or #code > 10 then
      return ("code %d: an HS code as text expected, got %s"):format(i, tostring(code))
    end
    if seen[code] then
      return ("code %s stands twice"):format(code)
    end
    seen[code] = true
  end
  for code in pairs(product.parts or {}) do
    if not seen[code] then
      return ("part %s is not among its codes"):format(tostring(code))
    end
  end
end

local M <const> = registry.new("product", fields, check)

--- What `ingot list products` tells of each.
---@type ingot.Listing
M.listing = {
  columns = { "name", "en", "codes" },
  row = function(product)
    return { name = product.name, en = product.en, codes = { table.unpack(product.codes) } }
  end,
}

for name, definition in pairs(dofile(native.share .. "/data/products.lua")) do
  M.define(name)(definition)
end

return M
