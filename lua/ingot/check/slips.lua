-- Slips of the pen: figures as printed that one wrong digit, two swapped, a sign or a factor of ten make
-- of one another.

local M = {}

local function bare(digits)
  return (digits:gsub("[^%d]", ""):gsub("^0+", ""):gsub("0+$", ""))
end

-- Where two texts of one length differ.
local function differences(a, b)
  local places <const> = {}
  for i = 1, #a do
    places[#places + 1] = a:byte(i) ~= b:byte(i) and i or nil
  end
  return places
end

local function is_swap(a, b, places)
  local i <const>, j <const> = places[1], places[2]
  return #places == 2 and j == i + 1 and a:byte(i) == b:byte(j) and a:byte(j) == b:byte(i)
end

--- Whether two neighbouring digits changed places.
---@param a string  digits alone
---@param b string
---@return boolean
function M.swapped(a, b)
  return #a == #b and is_swap(a, b, differences(a, b))
end

-- Whether the longer text is the shorter with one digit more.
local function has_one_more(long, short)
  for i = 1, #long do
    if long:sub(1, i - 1) .. long:sub(i + 1) == short then
      return true
    end
  end
  return false
end

--- Whether one slip makes one figure of the other.
---@param a string  as printed
---@param b string
---@return boolean
function M.alike(a, b)
  local x <const>, y <const> = bare(a), bare(b)
  if #x == #y then
    local places <const> = differences(x, y)
    return #places < 2 or is_swap(x, y, places)
  end
  return #x == #y + 1 and has_one_more(x, y) or #y == #x + 1 and has_one_more(y, x)
end

return M
