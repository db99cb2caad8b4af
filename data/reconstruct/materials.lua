-- The assumed weights of alumina, bauxite and the products of aluminium, in the form described in
-- assumptions.lua. A series here has its months' totals in published.csv: `hs` spreads them over
-- codes, after what the series named by `beside` already holds. `swing` is how far a weight moves
-- from month to month; lots are large, since a few rows a month are enough for totals and ranks.
local PRODUCT_BUYERS <const> = {
  { "429", 150, 1.1, 1.1 }, { "141", 130, 0.7, 0.9 }, { "133", 110 }, { "502", 90, 1.3, 1.2 },
  { "136", 90 }, { "111", 85 }, { "501", 70, 1.2, 1.1 }, { "116", 60 }, { "138", 60, 0.8, 0.9 },
  { "122", 55 }, { "112", 50 }, { "131", 45, 0.7, 0.9 },
}

local PRODUCT_ORIGINS <const> = {
  { "122", 260 }, { "344", 150, 0.6, 0.8 }, { "136", 130 }, { "141", 110 }, { "133", 90 },
  { "116", 60 }, { "138", 50 }, { "112", 40, 0.5, 0.7 },
}

-- Code, weight of exports, of imports: alloys are most of what comes in, sheet and profiles of
-- what goes out.
local PRODUCTS <const> = {
  { "76012000", 45, 780 }, { "76031000", 2, 1 }, { "76042100", 62, 3 }, { "76042910", 28, 20 },
  { "76042990", 75, 6 }, { "76051100", 8, 42 }, { "76061230", 90, 12 }, { "76061259", 130, 45 },
  { "76061290", 35, 22 }, { "76071190", 100, 14 }, { "76082010", 18, 4 }, { "76090000", 11, 2 },
}

local function products(column)
  local entries = {}
  for i, product in ipairs(PRODUCTS) do entries[i] = { product[1], product[column] } end
  return entries
end

return {
  unwrought_products_exports = {
    beside = "primary_al_exports",
    hs = products(2),
    partners = PRODUCT_BUYERS,
    usual = 1,
    swing = 0.15,
    lot = { province = 24e6, hs = 22e6, mode = 24e6 },
    provinces = {
      { "41", 170 }, { "37", 160 }, { "32", 130 }, { "44", 120 }, { "33", 90 }, { "50", 40 },
      { "15", 35 },
    },
    modes = { { "10", 700 }, { "15", 180 }, { "34", 60 }, { "14", 40 } },
  },
  unwrought_products_imports = {
    beside = "primary_al_imports",
    hs = products(3),
    partners = PRODUCT_ORIGINS,
    usual = 1,
    swing = 0.15,
    lot = { province = 9e6, hs = 7e6, mode = 9e6 },
    provinces = {
      { "44", 250 }, { "33", 200 }, { "32", 110 }, { "31", 100 }, { "37", 60 },
    },
    modes = { { "10", 600 }, { "34", 150 }, { "15", 120 }, { "33", 80 } },
  },
  alumina_exports = {
    hs = { { "28182000", 1 } },
    partners = { { "344", 800 }, { "145", 40 }, { "112", 60 }, { "138", 35 }, { "111", 25 } },
    usual = 1,
    swing = 0.2,
    lot = { province = 60e6, hs = 1, mode = 60e6 },
    provinces = { { "37", 330 }, { "21", 250 }, { "45", 160 }, { "13", 90 } },
    modes = { { "10", 800 }, { "34", 150 } },
  },
  alumina_imports = {
    hs = { { "28182000", 1 } },
    partners = { { "601", 500 }, { "112", 260, 0.5, 0.8 }, { "141", 130 }, { "116", 25 } },
    usual = 1,
    swing = 0.3,
    lot = { province = 60e6, hs = 1, mode = 60e6 },
    provinces = { { "37", 300 }, { "21", 200 }, { "15", 120 }, { "65", 100 } },
    modes = { { "10", 700 }, { "33", 120 } },
  },
  bauxite_imports = {
    hs = { { "26060000", 1 } },
    partners = {
      { "221", 720, 0.95, 0.97 }, { "601", 235, 1.05, 1.05 }, { "137", 14 }, { "220", 10 },
      { "410", 6 },
    },
    usual = 0.5,
    swing = 0.12,
    lot = { province = 4e9, hs = 1, mode = 4e9 },
    provinces = { { "37", 540 }, { "14", 120 }, { "41", 110 }, { "45", 80 }, { "13", 60 } },
    modes = { { "10", 960 }, { "34", 30 } },
  },
}
