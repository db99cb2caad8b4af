-- What is assumed of the indicators: rough paths by year, and how far months stray from them.
--
-- `at` gives values at the middle of years from 2015 on; between two of them lies a straight line.
-- `load` is how much an indicator has of the ups and downs that those of its kind share, `own` how far
-- it strays by itself: both in its unit. `joint`: January and February are known together only, as the
-- statistics bureau gives them.
local M = {}

M.first, M.last = 2015, 2025

-- The shared ups and downs: months and heights, straight lines between them.
M.shared = {
  leading = {
    { "2015-01", 100 }, { "2016-07", 82 }, { "2019-03", 74 }, { "2020-04", 54 }, { "2020-12", 82 },
    { "2022-04", 84 }, { "2023-01", 54 }, { "2023-11", 51 }, { "2024-05", 63 }, { "2025-03", 66 },
    { "2025-09", 58 }, { "2025-12", 54 },
  },
  coincident = {
    { "2015-01", 94 }, { "2016-01", 84 }, { "2017-08", 110 }, { "2019-02", 104 }, { "2020-03", 88 },
    { "2021-07", 126 }, { "2022-11", 106 }, { "2024-05", 126 }, { "2025-02", 120 }, { "2025-10", 134 },
    { "2025-12", 138 },
  },
}

M.components = {
  { name = "lme_price", unit = "USD/t", decimals = 0, shared = "leading", load = 20, own = 8,
    at = { 1600, 1750, 1950, 2050, 2050, 2250, 2450, 2700, 2850, 2950, 3100, 3250 } },
  { name = "m2_growth", unit = "%", shared = "leading", load = 0.08, own = 0.04,
    at = { 13.2, 12.9, 12.6, 12.3, 12, 11.7, 11.4, 11.1, 10.8, 10.7, 10.6, 10.5 } },
  { name = "smelting_investment_growth", unit = "%", shared = "leading", load = 0.5, own = 0.25,
    joint = true, at = { 15, 14.5, 14, 13.5, 13, 12.5, 12, 11.5, 11, 9.5, 7, 5 } },
  { name = "housing_sales_growth", unit = "%", shared = "leading", load = 0.45, own = 0.25, joint = true,
    at = { 17, 16, 15, 14, 13, 12, 11, 10, 9, 8.5, 8, 7.5 } },
  { name = "power_growth", unit = "%", shared = "leading", load = 0.15, own = 0.1, joint = true,
    at = { 5, 7, 8, 8.5, 8.5, 8.5, 8.5, 9, 9, 9, 9.5, 9.5 } },
  { name = "al_output_growth", level = "al_output" },
  { name = "alumina_output_growth", level = "alumina_output" },
  { name = "income_growth", unit = "%", shared = "coincident", load = 0.5, own = 0.2, joint = true,
    at = { -10 } },
  { name = "profit_growth", unit = "%", shared = "coincident", load = 1.5, own = 0.5, joint = true,
    at = { -25 } },
  { name = "al_exports_growth", unit = "%", shared = "coincident", load = 1, own = 0.7, joint = true,
    at = { -4 } },
}

-- Output of the year before the first, in million tonnes, by the days of its months; the years after it
-- by growth, in per cent as above, all of it then raised or lowered to meet `meet`.
M.levels = {
  { name = "al_output", unit = "Mt", decimals = 3, year = 28, meet = "2024-11", shared = "coincident",
    load = 0.12, own = 0.06, at = { 3, 3, 3, 3, 3, 3, 2.6, 2.6, 2, 0.6, -1.8, -2.6 } },
  { name = "alumina_output", unit = "Mt", decimals = 3, year = 52, meet = "2024-11",
    shared = "coincident", load = 0.2, own = 0.1,
    at = { 4, 4, 4, 4, 4, 4, 3, 3, 2, 0.6, -2, -4 } },
}

-- Levels that articles tell besides; from 2024 on, in steps, around the middle of a year as above.
M.fundamentals = {
  { name = "al_operating_capacity", unit = "Mt", decimals = 2 }, -- of one month alone
  { name = "shfe_al_close", unit = "CNY/t", decimals = 0, step = 5, own = 250,
    at = { [10] = 19950, [11] = 20700, [12] = 22400 } },
  { name = "operating_rate_all", unit = "%", decimals = 1, step = 0.1, own = 0.8,
    at = { [10] = 62.5, [11] = 61.8, [12] = 61.5 } },
  { name = "operating_rate_cable", unit = "%", decimals = 1, step = 0.1, own = 1.5,
    at = { [10] = 63.5, [11] = 61.5, [12] = 62 } },
}

return M
