-- Reconstructs the indicators in data/indicators/.
--
--   ingot run --trusted data/indicators/build.lua [--set out=DIR]     DIR must exist; default: data/indicators
--
-- Rough paths by year and chance by month (assumptions.lua), the values of published_indicators.csv
-- where there are any, exports of the customs downloads where these reach: that is all the data there
-- are. Then one component of each index is bent so that the method and the definitions that come
-- with the program give the two published readings (calibrate.lua).

local ingot = require "ingot"

local here <const> = debug.getinfo(1, "S").source:match("^@(.*)build%.lua$") or error("run it as a file")
local search_path <const> = package.path
package.path = here .. "?.lua;" .. here .. "../?.lua;" .. search_path
local calibrate <const> = require "calibrate"
local months <const> = require "months"
package.path = search_path

local out <const> = ingot.option("out", here)

local function write(name, series)
  local path <const> = ("%s/%s"):format(out, name)
  local file <close> = assert(io.open(path, "wb"))
  assert(file:write(months.csv(series)))
end

local components <const> = months.components(here .. "../published_indicators.csv", here .. "../published.csv")
calibrate.indices(components, months.readings(here .. "../published_indicators.csv"))
write("components.csv", components)
write("fundamentals.csv", months.fundamentals(here .. "../published_indicators.csv"))
