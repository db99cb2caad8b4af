-- The digits of a figure as someone may have mistyped them: each edit gives texts in the form of the
-- original, "834,300" for "634,300".

local M = {}

local MOST_DIGITS <const> = 15 -- longer texts are no figures
local MOST_ZEROS <const> = 3   -- that may not be printed for what they are, as `claim.own_step` has it

---@class ingot.check.repair.Digits
---@field plain string      all digits, without marks: "30400"
---@field decimals integer  how many of them stand behind the point
---@field counted integer   how many of them were printed for what they are: not the zeros that stand
---   for what was rounded away
---@field grouped boolean   thousands are marked, or the number is too short to show it

--- The digits of a printed figure; nil where it is not read as plain digits.
---@param text string  "30,400", "14.6"
---@return ingot.check.repair.Digits?
function M.read(text)
  local whole <const>, fraction <const> = text:match "^(%d[%d,]*)%.?(%d*)$"
  if not whole or #whole + #fraction > MOST_DIGITS then
    return nil
  end
  local plain <const> = whole:gsub(",", "")
  local zeros <const> = fraction == "" and plain:match "[1-9](0*)$" or ""
  return { plain = plain .. fraction, decimals = #fraction,
    counted = #plain + #fraction - math.min(#zeros, MOST_ZEROS),
    grouped = whole:find(",", 1, true) ~= nil or #plain < 4 }
end

--- As it would be printed; nil where it would begin with a zero too many.
---@param digits ingot.check.repair.Digits
---@return string?
function M.write(digits)
  local whole = digits.plain:sub(1, #digits.plain - digits.decimals)
  local fraction <const> = digits.plain:sub(#whole + 1)
  if whole == "" or whole:find "^0%d" or not digits.plain:find "[1-9]" then
    return nil
  end
  if digits.grouped then
    whole = whole:reverse():gsub("(%d%d%d)", "%1,"):reverse():gsub("^,", "")
  end
  return fraction == "" and whole or whole .. "." .. fraction
end

local function with(digits, plain, decimals)
  return { plain = plain, decimals = decimals or digits.decimals, counted = digits.counted,
    grouped = digits.grouped }
end

---@param digits ingot.check.repair.Digits
---@return ingot.check.repair.Digits[]
function M.replaced(digits)
  local list <const>, plain <const> = {}, digits.plain
  for i = 1, digits.counted do
    for digit = 0, 9 do
      if plain:byte(i) ~= digit + 48 then
        list[#list + 1] = with(digits, plain:sub(1, i - 1) .. digit .. plain:sub(i + 1))
      end
    end
  end
  return list
end

--- Two neighbours in the place of each other.
---@param digits ingot.check.repair.Digits
---@return ingot.check.repair.Digits[]
function M.swapped(digits)
  local list <const>, plain <const> = {}, digits.plain
  for i = 1, digits.counted - 1 do
    local a <const>, b <const> = plain:sub(i, i), plain:sub(i + 1, i + 1)
    if a ~= b then
      list[#list + 1] = with(digits, plain:sub(1, i - 1) .. b .. a .. plain:sub(i + 2))
    end
  end
  return list
end

--- One digit more, any and anywhere, or one less of two that are alike.
---@param digits ingot.check.repair.Digits
---@return ingot.check.repair.Digits[]
function M.stretched(digits)
  local list <const>, plain <const>, seen <const> = {}, digits.plain, {}
  local function add(text, decimals)
    local name <const> = text .. "." .. decimals
    if decimals >= 0 and not seen[name] then
      seen[name] = true
      list[#list + 1] = with(digits, text, decimals)
    end
  end
  local whole <const> = #plain - digits.decimals
  for i = 1, #plain do
    if plain:byte(i) == plain:byte(i + 1) then
      add(plain:sub(1, i) .. plain:sub(i + 2), digits.decimals - (i > whole and 1 or 0))
    end
  end
  for i = 0, whole do -- digits lost behind the point would leave a figure of fewer decimals
    for digit = 0, 9 do
      add(plain:sub(1, i) .. digit .. plain:sub(i + 1), digits.decimals)
    end
  end
  return list
end

--- Times ten to the k.
---@param digits ingot.check.repair.Digits
---@param k integer
---@return ingot.check.repair.Digits
function M.moved(digits, k)
  local plain, decimals = digits.plain, digits.decimals - k
  if decimals < 0 then
    plain, decimals = plain .. ("0"):rep(-decimals), 0
  end
  while decimals > digits.decimals and plain:sub(-1) == "0" do -- none that was not printed
    plain, decimals = plain:sub(1, -2), decimals - 1
  end
  plain = ("0"):rep(decimals + 1 - #plain) .. plain
  while plain:find "^0%d" and #plain > decimals + 1 do
    plain = plain:sub(2)
  end
  return with(digits, plain, decimals)
end

return M
