--- Days of the Gregorian calendar: how many a month has, and their numbers in a row.

local M = {}

local lengths <const> = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

--- How many days a month has.
---@param month integer  year × 12 + month − 1
---@return integer
function M.of_month(month)
  local february <const> = month % 12 == 1 and is_leap(month // 12)
  return lengths[month % 12 + 1] + (february and 1 or 0)
end

--- The number of a day, counted from 0001-01-01 = 1: differences are days.
---@param year integer
---@param month integer  1 … 12
---@param day integer    1 … 31
---@return integer
function M.number(year, month, day)
  local years <const> = year - 1
  local days = years * 365 + years // 4 - years // 100 + years // 400
  for before = year * 12, year * 12 + month - 2 do
    days = days + M.of_month(before)
  end
  return days + day
end

return M
