--- What the downloads of China's customs have in common in both languages: canonical columns, their
--- kinds and units, and the quirks. The languages add the words they write.

local M = {}

-- A quantity or unit that is not there. A decoding error would be U+FFFD, never a question mark.
local absent <const> = { "?", "-", "—" }

local text <const> = { kind = "text" }
local code <const> = { kind = "text", apostrophe = true }
local quantity <const> = { kind = "decimal", missing = absent }
local unit <const> = { kind = "text", missing = absent }

-- Values alone are written with thousands commas.
local function value(currency)
  return { kind = "decimal", thousands = ",", missing = absent, unit = currency }
end

-- Every canonical column, in canonical order, with what its cells are.
local columns <const> = {
  { "month", { kind = "month", required = true } },
  { "hs", code }, { "hs_name", text },
  { "partner_code", code }, { "partner", text },
  { "province_code", code }, { "province", text },
  { "mode_code", code }, { "mode", text },
  { "qty1", quantity }, { "qty1_unit", unit },
  { "qty2", quantity }, { "qty2_unit", unit },
  { "value", value() }, -- of a currency that only the caller knows
  { "value_cny", value "CNY" }, { "value_usd", value "USD" },
}

-- Either quantity may be the one in kilograms: items are counted first and weighed second.
local function kilograms(word)
  local alternatives <const> = {}
  for i, name in ipairs { "qty1", "qty2" } do
    alternatives[i] = ("if_else(%s_unit == '%s', %s, nil)"):format(name, word, name)
  end
  return { name = "qty_kg", unit = "kg", first_of = alternatives }
end

---@class ingot.GaccWords
---@field summary string
---@field kilogram string              the word for kilograms
---@field headers table<string, string[]>   canonical name → headers it stands under
---@field recognise string[][]         headers of which others have none
---@field order string[]               columns of a file without a header

--- The profile of the downloads in one language.
---@param words ingot.GaccWords
---@return table profile
function M.profile(words)
  local list <const> = {}
  for _, entry in ipairs(columns) do
    local name <const>, settings <const> = entry[1], entry[2]
    if words.headers[name] then
      local column <const> = { name = name, aliases = words.headers[name] }
      for key, setting in pairs(settings) do
        column[key] = setting
      end
      list[#list + 1] = column
    end
  end
  return {
    summary = words.summary,
    encoding = "auto",
    trim = true, -- some exports write a TAB behind the closing quote
    recognise = words.recognise,
    row_cap = 10000, -- a download never holds more: one of exactly so many was cut off
    needs = { "flow" }, -- exports or imports: the query knew, the file does not say
    columns = list,
    order = words.order,
    derive = { kilograms(words.kilogram) },
  }
end

return M
