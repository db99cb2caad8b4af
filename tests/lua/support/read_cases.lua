-- The cases of check_read_spec: sentences of our own in the manner of many desks, and the published
-- documents by name, each with its figures.

local M = { desks = {}, seeds = {} }

local function case(text, figures)
  local name <const> = text:match "[^\n]*$":sub(1, 40)
  M.desks[#M.desks + 1] = { text = text, figures = figures, name = name }
end

local MAY <const> = "Published: May 20, 2025\n\n"
local JAN <const> = "Published: Jan 23, 2026\n\n"
local NOV <const> = "Published: Nov 9, 2025\n\n"

case(MAY
  .. "China's copper cathode imports reached 292,000 mt in April 2025, down 5.5% MoM but up "
  .. "2.9% YoY.", [[
  292,000 level 292000 t 2025-04 what=import product=copper_cathode
  5.5 mom -5.5 % 2025-04 base=2025-03
  2.9 yoy 2.9 % 2025-04 base=2024-04]])
case("Published: Oct 7, 2025\n\n"
  .. "Norway exported 138,400 tonnes of salmon in September. The volume fell by 4,100 tonnes, or 3 "
  .. "per cent, compared with the same month last year.", [[
  138,400 level 138400 t 2025-09 what=export product=salmon
  4,100 change -4100 t 2025-09 base=2024-09
  3 yoy -3 % 2025-09 base=2024-09]])
case(MAY
  .. "The premium was settled at $108 per tonne in April, 41% below the $182 of March.", [[
  108 level 108 USD/t 2025-04 what=premium
  41 mom -41 % 2025-04 base=2025-03
  182 level 182 USD/t 2025-03 what=premium]])
case(NOV
  .. "India's finished steel exports were 0.62 million tonnes in October 2025. For April-October 2025, "
  .. "exports came to 3.51 million tonnes, a 31.9% increase over 2.66 million tonnes in the same period "
  .. "last year.", [[
  0.62 level 620000 t 2025-10 what=export
  3.51 level 3510000 t 2025-04..10 what=export
  31.9 yoy 31.9 % 2025-04..10 base=2024-04..10
  2.66 level 2660000 t 2024-04..10]])
case("Published: Jan 23, 2025\n\n"
  .. "December exports of scrap came to 96,400 t, down by 11,300 t, or 10.5pc, from November.", [[
  96,400 level 96400 t 2024-12 what=export
  11,300 change -11300 t 2024-12 base=2024-11
  10.5 mom -10.5 % 2024-12 base=2024-11]])
case(NOV
  .. "The country was a net exporter of 60,000 tonnes of steel in October 2025, against net imports of "
  .. "210,000 tonnes a year ago.", [[
  60,000 net 60000 t 2025-10 what=net_export
  210,000 net 210000 t 2024-10 what=net_import]])
case("German exports fell 0.5 percent in August from July to EUR 129.7 billion. Exports to the United States "
  .. "were EUR 10.9 billion, the lowest since November 2021, those to non-EU countries EUR 57.5 billion. In "
  .. "August 2024 the surplus had been EUR 21.3 billion.", [[
  129.7 level 129700000000 EUR 2025-08 what=export
  10.9 level 10900000000 EUR 2025-08 partner=United_States
  57.5 level 57500000000 EUR 2025-08 partner=Outside_the_EU]])
case(NOV
  .. "Imports of steel declined by 6.8 percent to 1.5 million mt in October. In the ten-month period "
  .. "imports increased by 8.4 percent to 15.8 million mt.", [[
  1.5 level 1500000 t 2025-10 what=import
  8.4 ytd_yoy 8.4 % 2025-01..10
  15.8 ytd 15800000 t 2025-01..10]])
case(NOV
  .. "In April to October 2025 exports of rice were 12.4 million mt. Imports over the seven months were "
  .. "0.3 million mt.", [[
  12.4 level 12400000 t 2025-04..10 what=export
  0.3 level 300000 t 2025-04..10 what=import]])
case(MAY
  .. "Copper imports were 300 t in April, while imports of goods came to $7,562 million.", [[
  300 level 300 t 2025-04 what=import product=copper
  7,562 level 7562000000 USD 2025-04 what=import]])
case(MAY
  .. "China's exports of aluminum foil stood at 118,400 tonnes in April, up 3.1% month on "
  .. "month and 9.4% year on year.", [[
  118,400 level 118400 t 2025-04 what=export product=aluminum_foil
  3.1 mom 3.1 % 2025-04
  9.4 yoy 9.4 % 2025-04]])
case(NOV
  .. "China imported 9.48 million metric tons of soybeans in October, 17.2% more than a year "
  .. "earlier.", [[
  9.48 level 9480000 t 2025-10 what=import product=soybeans
  17.2 yoy 17.2 % 2025-10 base=2024-10]])
case(NOV
  .. "Crude oil imports fell 3.4% in October from September to 11.2 million barrels per day.", [[
  3.4 mom -3.4 % 2025-10 base=2025-09 product=crude_oil
  11.2 level 11200000 barrels/day 2025-10 what=import]])
case(MAY
  .. "From January to April, cumulative imports of bauxite totaled 67.6 million mt, up 34.2% "
  .. "YoY.", [[
  67.6 ytd 67600000 t 2025-01..04 product=bauxite
  34.2 ytd_yoy 34.2 % 2025-01..04 base=2024-01..04]])
case(MAY
  .. "China's tin ore imports were 9,861 mt in April 2025. Cumulative imports in the first "
  .. "four months came to 36,500 mt, a 47.98% decrease from 70,200 mt in the same period of "
  .. "2024.", [[
  9,861 level 9861 t 2025-04 product=tin_ore
  36,500 ytd 36500 t 2025-01..04
  47.98 ytd_yoy -47.98 % 2025-01..04
  70,200 ytd 70200 t 2024-01..04]])
case(MAY .. "Lithium carbonate imports surged by 56.3% MoM to 28,300 mt in April 2025.", [[
  56.3 mom 56.3 % 2025-04 product=lithium_carbonate
  28,300 level 28300 t 2025-04]])
case(MAY
  .. "In April 2025, imports of lithium carbonate were 28,300 mt. Chile ranked first with "
  .. "20,200 mt, accounting for 71.4% of the total, followed by Argentina with 6,850 mt, or "
  .. "24.2%.", [[
  28,300 level 28300 t 2025-04
  20,200 level 20200 t 2025-04 partner=Chile product=lithium_carbonate
  71.4 share 71.4 % 2025-04 partner=Chile whole.partner=nil whole=2025-04
  6,850 level 6850 t 2025-04 partner=Argentina
  24.2 share 24.2 % 2025-04 partner=Argentina]])
case(MAY .. "China's April 2025 rare earth exports rose to 4,785 tons from 5,666 tons in March.", [[
  4,785 level 4785 t 2025-04 product=rare_earth
  5,666 level 5666 t 2025-03]])
case(MAY
  .. "China's steel exports were 10.46 million mt in April 2025, an increase of 13.5% from a "
  .. "year earlier and little changed from March.", [[
  10.46 level 10460000 t 2025-04 product=steel what=export
  13.5 yoy 13.5 % 2025-04]])
case(MAY
  .. "China's zinc concentrate imports in April 2025 decreased by 600 mt or 3.22% MoM to "
  .. "18,030 mt.", [[
  600 change -600 t 2025-04 base=2025-03
  3.22 mom -3.22 % 2025-04
  18,030 level 18030 t 2025-04]])
case(MAY
  .. "Exports of alumina amounted to 262,900 mt in April 2025, down 28.26% MoM and 25.93% YoY.", [[
  262,900 level 262900 t 2025-04
  28.26 mom -28.26 % 2025-04
  25.93 yoy -25.93 % 2025-04]])
case(MAY
  .. "Net imports of primary aluminum were 236,800 mt in April 2025, 14.8% higher than a year "
  .. "ago.", [[
  236,800 net 236800 t 2025-04 what=net_import product=primary_aluminum
  14.8 yoy 14.8 % 2025-04]])
case(MAY
  .. "Exports of copper foil to Vietnam, Japan and India were 2,628, 1,619 and 1,352 mt "
  .. "respectively in April 2025.", [[
  2,628 level 2628 t 2025-04 partner=Vietnam
  1,619 level 1619 t 2025-04 partner=Japan
  1,352 level 1352 t 2025-04 partner=India]])
case(MAY
  .. "China's bauxite imports totaled 20.7 million mt in April 2025, mainly from Guinea (16.5 "
  .. "million mt, 79.7%) and Australia (2.9 million mt, 14.0%).", [[
  20.7 level 20700000 t 2025-04
  16.5 level 16500000 t 2025-04 partner=Guinea
  79.7 share 79.7 % 2025-04 partner=Guinea
  2.9 level 2900000 t 2025-04 partner=Australia
  14.0 share 14 % 2025-04 partner=Australia]])
case(MAY .. "China's coal imports were 37.83 million mt in April 2025 (-2.3% MoM, -16.4% YoY).", [[
  37.83 level 37830000 t 2025-04 product=coal
  2.3 mom -2.3 % 2025-04
  16.4 yoy -16.4 % 2025-04]])
case(MAY
  .. "China's LNG imports fell for the sixth consecutive month in April 2025 to 4.8 million "
  .. "tonnes.", [[
  sixth streak 6 none 2025-04
  4.8 level 4800000 t 2025-04]])
case(JAN
  .. "Full-year exports of aluminum wheels in 2025 totaled 1.02 million mt, down 4.1% YoY from"
  .. " 1.064 million mt in 2024.", [[
  1.02 level 1020000 t 2025
  4.1 yoy -4.1 % 2025 base=2024
  1.064 level 1064000 t 2024]])
case(JAN .. "Japan exported 452,000 vehicles in December 2025, 6.1% fewer than a year earlier.", [[
  452,000 level 452000 units 2025-12
  6.1 yoy -6.1 % 2025-12]])
case(MAY
  .. "The value of China's rare earth exports fell to $42.3 million in April 2025, down 12.5% "
  .. "from $48.3 million in March.", [[
  42.3 level 42300000 USD 2025-04
  12.5 mom -12.5 % 2025-04
  48.3 level 48300000 USD 2025-03]])
case(MAY
  .. "In April 2025 the average price of lithium carbonate fell by 4,300 yuan/mt to 69,500 "
  .. "yuan/mt.", [[
  4,300 change -4300 CNY/t 2025-04
  69,500 level 69500 CNY/t 2025-04 what=price]])
case(MAY
  .. "The operating rate of copper rod producers rose 2.1 percentage points to 73.4% in April "
  .. "2025.", [[
  2.1 change 2.1 pp 2025-04
  73.4 level 73.4 % 2025-04 what=operating_rate]])
case(MAY
  .. "In April 2025 the copper industry prosperity index recorded 42.1, an increase of 0.6 "
  .. "points from March.", [[
  42.1 index 42.1 none 2025-04
  0.6 change 0.6 points 2025-04 base=2025-03]])
case(MAY
  .. "Refined zinc production reached 576,000 mt in April 2025, up 5.2% MoM, or 14.2% YoY.", [[
  576,000 level 576000 t 2025-04 what=production product=refined_zinc
  5.2 mom 5.2 % 2025-04
  14.2 yoy 14.2 % 2025-04]])
case(MAY
  .. "China's imports of nickel ore in April 2025 were 2.9 million mt, compared with 3.4 "
  .. "million mt a year earlier.", [[
  2.9 level 2900000 t 2025-04
  3.4 level 3400000 t 2024-04]])
case(MAY
  .. "Aluminum scrap imports were 190,500 mt in April 2025. Thailand, the largest supplier, "
  .. "shipped 34,100 mt, accounting for 17.9% of total imports.", [[
  190,500 level 190500 t 2025-04
  34,100 level 34100 t 2025-04 partner=Thailand
  17.9 share 17.9 % 2025-04 partner=Thailand]])
case(MAY
  .. "Stainless steel exports reached 463,000 mt in April 2025. Guangdong and Jiangsu together"
  .. " accounted for over 45% of the total.", [[
  463,000 level 463000 t 2025-04
  45 bound 45 % 2025-04 bound=above group=Guangdong+Jiangsu]])
case(MAY
  .. "China's magnesium exports were 38,900 mt in April 2025. Shaanxi's exports were 12,100 "
  .. "mt, making up 31.1%, with a MoM decrease of 1,200 mt.", [[
  38,900 level 38900 t 2025-04
  12,100 level 12100 t 2025-04 province=Shaanxi product=magnesium
  31.1 share 31.1 % 2025-04
  1,200 change -1200 t 2025-04 base=2025-03 province=Shaanxi]])
case(MAY
  .. "World crude steel production was 155.7 million tonnes in April 2025, a 0.3% decrease "
  .. "compared with April 2024. China produced 86.0 million tonnes, unchanged on the year, "
  .. "while India produced 12.9 million tonnes, up 5.6%.", [[
  155.7 level 155700000 t 2025-04 what=production
  0.3 yoy -0.3 % 2025-04 base=2024-04
  86.0 level 86000000 t 2025-04 partner=China
  12.9 level 12900000 t 2025-04 partner=India
  5.6 yoy 5.6 % 2025-04 partner=India]])
case(MAY .. "Chile's copper exports rose 9.8% year-on-year in April 2025 to $4.6 billion.", [[
  9.8 yoy 9.8 % 2025-04
  4.6 level 4600000000 USD 2025-04 partner=nil]])
case(MAY
  .. "Imports of wheat in April 2025 stood at 910,000 tons. They were 54.3% lower year over "
  .. "year.", [[
  910,000 level 910000 t 2025-04
  54.3 yoy -54.3 % 2025-04 product=wheat]])
case(MAY
  .. "Imports of iron ore reached 103.1 million tons in April 2025, while exports of pellets "
  .. "were 1.2 million tons.", [[
  103.1 level 103100000 t 2025-04 product=iron_ore
  1.2 level 1200000 t 2025-04 product=pellets what=export]])
case(MAY
  .. "China's antimony exports were 1,500 mt in April 2025, accounting for 12 projects in "
  .. "2024.", [[
  1,500 level 1500 t 2025-04
  -12]])
case(MAY
  .. "China's ferronickel imports were 816,900 mt in April 2025, of which 798,000 mt came from"
  .. " Indonesia, a 97.7% share.", [[
  816,900 level 816900 t 2025-04
  798,000 level 798000 t 2025-04
  97.7 share 97.7 % 2025-04]])
case(MAY
  .. "A year-on-year increase of 21.4% took China's copper scrap imports to 204,700 mt in "
  .. "April 2025.", [[
  21.4 yoy 21.4 % 2025-04
  204,700 level 204700 t 2025-04 product=copper_scrap]])
case(MAY
  .. "In Q1 2025, silicon metal exports fell by 8% to 166,000 mt, against 180,000 mt in the "
  .. "first quarter of 2024.", [[
  8 ytd_yoy -8 % 2025-Q1
  166,000 ytd 166000 t 2025-Q1
  180,000 ytd 180000 t 2024-Q1]])
case(MAY
  .. "Processing with imported materials accounted for 32.5% of aluminum plate exports in "
  .. "April 2025, while general trade made up 61.2%.", [[
  32.5 share 32.5 % 2025-04
  61.2 share 61.2 % 2025-04]])
case(MAY
  .. "Manganese ore imports rose in April 2025, gaining 12.3% from the previous month, and "
  .. "South Africa supplied 1.21 million mt.", [[
  12.3 mom 12.3 % 2025-04
  1.21 level 1210000 t 2025-04 partner=South_Africa]])
case(MAY
  .. "Copper inventories stood at 141,000 mt at the end of April 2025, down 94,800 mt from the"
  .. " end of March.", [[
  141,000 level 141000 t 2025-04 what=stock
  94,800 change -94800 t 2025-04]])
case(MAY
  .. "China's imports of scrap copper in April 2025 increased 7.9% month-on-month, and exports"
  .. " dropped 3.3%.", [[
  7.9 mom 7.9 % 2025-04 what=import
  3.3 mom -3.3 % 2025-04 what=export]])
case(NOV
  .. "Palm oil exports in October climbed 18.58% to 1.69 million tons, versus 1.43 million "
  .. "tons in September.", [[
  18.58 mom 18.58 % 2025-10
  1.69 level 1690000 t 2025-10
  1.43 level 1430000 t 2025-09]])

-- Reuters, LSEG, Argus, Mysteel, Fastmarkets, KOMIS, USDA in their manner.
case("BEIJING, June 9 - China's rare earth exports in May 2025 dropped 48.3% from a year "
  .. "earlier to 5,864 tons, "
  .. "customs data showed on Monday.", [[
  48.3 yoy -48.3 % 2025-05 product=rare_earth what=export
  5,864 level 5864 t 2025-05]])
case(NOV
  .. "Imports of copper concentrate climbed to 2.45 million tons last month, up 6.0% from "
  .. "September's 2.31 million tons.", [[
  2.45 level 2450000 t 2025-10 product=copper_concentrate
  6.0 mom 6 % 2025-10 base=2025-09
  2.31 level 2310000 t 2025-09]])
case(NOV .. "China's iron ore imports in October totaled 111.3 million tons. Shipments "
  .. "from Brazil were 27.0 million tons, "
  .. "an 8.2% increase on the month; those from Australia slipped 3.9% to 68.1 million tons.", [[
  111.3 level 111300000 t 2025-10
  27.0 level 27000000 t 2025-10 partner=Brazil what=import product=iron_ore
  8.2 mom 8.2 % 2025-10 partner=Brazil
  3.9 mom -3.9 % 2025-10 partner=Australia
  68.1 level 68100000 t 2025-10 partner=Australia what=import product=iron_ore]])
case(MAY .. "China's urea exports were 2,350 t in April 2025, against none a year earlier.", [[
  2,350 level 2350 t 2025-04]])
case(MAY .. "In April 2025, China exported 1,062,000 t of aluminum plates, sheets and "
  .. "strips. The top three destinations were "
  .. "Mexico (98,300 t), Vietnam (71,200 t) and the US (66,500 t), with shares of 9.3%, "
  .. "6.7% and 6.3% respectively.", [[
  1,062,000 level 1062000 t 2025-04
  98,300 level 98300 t 2025-04 partner=Mexico
  71,200 level 71200 t 2025-04 partner=Vietnam
  66,500 level 66500 t 2025-04 partner=United_States
  9.3 share 9.3 % 2025-04 partner=Mexico
  6.7 share 6.7 % 2025-04 partner=Vietnam
  6.3 share 6.3 % 2025-04 partner=United_States]])
case(JAN
  .. "US crude oil imports from Canada averaged 4.1 million barrels per day in 2025, 5.2% more"
  .. " than in 2024.", [[
  4.1 level 4100000 barrels/day 2025 partner=Canada
  5.2 yoy 5.2 % 2025 base=2024]])
case(JAN
  .. "Australia's lithium spodumene exports hit 3.9 million tonnes in 2025, compared to 3.5 "
  .. "million tonnes in 2024, a growth of 11.4%.", [[
  3.9 level 3900000 t 2025 partner=nil
  3.5 level 3500000 t 2024
  11.4 yoy 11.4 % 2025]])
case(MAY
  .. "China's exports of unwrought aluminum and aluminum products stood at 518,000 mt in April"
  .. " 2025, rising 2.4% from 506,000 mt in March.", [[
  518,000 level 518000 t 2025-04 product=unwrought_aluminum_and_aluminum_products
  2.4 mom 2.4 % 2025-04 base=2025-03
  506,000 level 506000 t 2025-03]])
case(MAY .. "Graphite exports totaled 46,000 mt in April 2025. Heilongjiang led with 9,800 "
  .. "mt (21.3% of the total), up 12.6% MoM, "
  .. "ahead of Shandong at 8,100 mt, down 4.0% MoM.", [[
  46,000 level 46000 t 2025-04
  9,800 level 9800 t 2025-04 province=Heilongjiang
  21.3 share 21.3 % 2025-04 province=Heilongjiang
  12.6 mom 12.6 % 2025-04 province=Heilongjiang
  8,100 level 8100 t 2025-04 province=Shandong
  4.0 mom -4 % 2025-04 province=Shandong]])
case(MAY
  .. "Imports of Russian aluminum reached 226,300 mt in April 2025, or 90.3% of the month's "
  .. "imports.", [[
  226,300 level 226300 t 2025-04 partner=Russia
  90.3 share 90.3 % 2025-04 partner=Russia]])
case(MAY
  .. "China's exports of tungsten products were 1,020 mt in April 2025. Year to date, exports "
  .. "amounted to 4,310 mt, 22.5% below last year's level.", [[
  1,020 level 1020 t 2025-04
  4,310 ytd 4310 t 2025-01..04
  22.5 ytd_yoy -22.5 % 2025-01..04]])
case(MAY
  .. "Passenger vehicle exports came in at 431,000 units in April 2025, up 10.3% month-on-"
  .. "month and 0.8% from a year ago.", [[
  431,000 level 431000 units 2025-04
  10.3 mom 10.3 % 2025-04
  0.8 yoy 0.8 % 2025-04]])
case(MAY
  .. "The import value of semiconductors was USD 33.2 billion in April 2025, accounting for "
  .. "15.1% of China's total imports.", [[
  33.2 level 33200000000 USD 2025-04
  15.1 share 15.1 % 2025-04]])
case(MAY .. "In the first quarter of 2025 India imported 1.6 million tonnes of finished "
  .. "steel, 41.2% less than in the same quarter of 2024. "
  .. "South Korea was the largest supplier with a share of 29%.", [[
  1.6 ytd 1600000 t 2025-Q1 product=finished_steel
  41.2 ytd_yoy -41.2 % 2025-Q1 base=2024-Q1
  29 share 29 % 2025-Q1 partner=South_Korea]])
case(MAY .. "Cobalt hydroxide imports in April 2025 decreased 31.5% MoM and 12.0% YoY to "
  .. "39,100 mt in physical content. "
  .. "The DRC remained the main source, supplying 38,700 mt.", [[
  31.5 mom -31.5 % 2025-04
  12.0 yoy -12 % 2025-04
  39,100 level 39100 t 2025-04 product=cobalt_hydroxide
  38,700 level 38700 t 2025-04]])
case(MAY
  .. "China's lead ingot net exports were 2,700 mt in April 2025; imports were 4,900 mt and "
  .. "exports 7,600 mt.", [[
  2,700 net 2700 t 2025-04 what=net_export
  4,900 level 4900 t 2025-04 what=import
  7,600 level 7600 t 2025-04 what=export]])
case(MAY
  .. "Fluorspar imports stood at 120,000 mt in April 2025, of which Mongolia accounted for "
  .. "88.4%, or 106,000 mt.", [[
  120,000 level 120000 t 2025-04
  88.4 share 88.4 % 2025-04 partner=Mongolia
  106,000 level 106000 t 2025-04 partner=Mongolia]])
case(MAY
  .. "Silver exports rose for a third straight month, by 14.7% from March, to 398 tonnes in "
  .. "April 2025.", [[
  14.7 mom 14.7 % 2025-04
  398 level 398 t 2025-04]])
case(MAY
  .. "China's polysilicon imports were 2,900 mt in April 2025, less than half of the 6,400 mt "
  .. "imported in April 2024.", [[
  2,900 level 2900 t 2025-04
  6,400 level 6400 t 2024-04]])
case(MAY
  .. "Guangxi and Yunnan exported 3,200 mt and 1,100 mt of indium products in April 2025, up "
  .. "4.1% and down 2.2% MoM respectively.", [[
  3,200 level 3200 t 2025-04 province=Guangxi
  1,100 level 1100 t 2025-04 province=Yunnan
  4.1 mom 4.1 % 2025-04 province=Guangxi
  2.2 mom -2.2 % 2025-04 province=Yunnan]])

-- The published documents, by file name; `figures` as above.
case(MAY .. "China's trade in April 2025\n\n"
  .. "Exports of alumina came to 262,875 mt in April 2025. Imports of bauxite came to 9,000 mt.\n\n"
  .. "Product  Flow     Quantity (mt)    MoM  Rank\n-------  -------  -------------  -----  ----\n"
  .. "Alumina  Exports        262,876  10.6%     1\nBauxite  Imports          9,001  <0.1%     2\n", [[
  262,875 level 262875 t 2025-04 what=export product=alumina
  9,000 level 9000 t 2025-04 what=import product=bauxite
  262,876 level 262876 t 2025-04 what=export product=alumina
  10.6 mom 10.6 % 2025-04 what=export product=alumina
  1 rank 1 none 2025-04 product=alumina n=1
  9,001 level 9001 t 2025-04 what=import product=bauxite
  0.1 bound 0.1 % 2025-04 what=import product=bauxite bound=below
  2 rank 2 none 2025-04 product=bauxite n=2]])
case(MAY
  .. "China's imports of primary aluminum came to 250,500 mt in April. Direct imports from Russia "
  .. "(226,300 mt) and re-imports of Chinese origin (2,300 mt) add up to 228,600 mt, or 91.26% of "
  .. "the total.", [[
  250,500 level 250500 t 2025-04 what=import
  226,300 level 226300 t 2025-04 partner=Russia
  2,300 level 2300 t 2025-04 partner=China
  228,600 level 228600 t 2025-04 group=China+Russia
  91.26 share 91.26 % 2025-04 group=China+Russia]])

case(JAN
  .. "China's exports of wire totaled 279,000 mt in 2025, up 42.91% YoY. Jiangsu shipped 122,800 mt. "
  .. "The YoY change of the total, 42.9%, owes 22.61 percentage points to Jiangsu and 9.00 percentage "
  .. "points to Henan.\n\nExports of wire: contributions by province to the change from 2024 to 2025: "
  .. "Xinjiang 3.60 percentage points, Guangdong -0.81 percentage points and Others 1.20 percentage "
  .. "points, in all 42.9100 percentage points.", [[
  279,000 level 279000 t 2025
  42.91 yoy 42.91 % 2025
  122,800 level 122800 t 2025 province=Jiangsu
  42.9 yoy 42.9 % 2025 base=2024
  22.61 change 22.61 pp 2025 base=2024 province=Jiangsu
  9.00 change 9 pp 2025 base=2024 province=Henan
  3.60 change 3.6 pp 2025 base=2024 province=Xinjiang
  0.81 change -0.81 pp 2025 base=2024 province=Guangdong
  1.20 change 1.2 pp 2025 base=2024 province=others
  42.9100 change 42.91 pp 2025 base=2024]])

M.seeds[1] = { name = "000_d64adea729e4fbbb.txt", figures = [[
  42.9 yoy 42.9 % 2025
  30,400 level 30400 t 2025-12 what=export product=aluminum_wire_and_cable
  8.7 mom -8.7 % 2025-12 base=2025-11
  13.96 yoy 13.96 % 2025-12 base=2024-12
  279,000 level 279000 t 2025
  42.91 yoy 42.91 % 2025 base=2024
  195,000 level 195000 t 2024
  20,800 level 20800 t 2025-12 product=aluminum_steel_core_stranded_wire
  69 share 69 % 2025-12 whole.product=aluminum_wire_and_cable
  9,500 level 9500 t 2025-12 product=other_aluminum_strand_wire
  31 share 31 % 2025-12 whole.product=aluminum_wire_and_cable
  63 share 63 % 2025 product=aluminum_steel_core_stranded_wire
  37 share 37 % 2025 product=other_aluminum_strand_wire
  122,800 level 122800 t 2025 province=Jiangsu product=aluminum_wire_and_cable
  44.02 share 44.02 % 2025 whole=2025 province=Jiangsu
  56.11 yoy 56.11 % 2025 province=Jiangsu
  54,750 level 54750 t 2025 province=Henan
  47.24 yoy 47.24 % 2025 province=Henan
  60 bound 60 % 2025 bound=above group=Henan+Jiangsu
  597.44 yoy 597.44 % 2025 province=Xinjiang
  1,198.59 yoy 1198.59 % 2025 province=Jiangxi
  -12]] }
M.seeds[2] = { name = "001_6f7847006a92305c.txt", figures = [[
  21,300 level 21300 t 2025-04 what=export product=aluminum_wire_and_cable
  5.3 mom -5.3 % 2025-04
  8.43 yoy 8.43 % 2025-04
  82,800 ytd 82800 t 2025-01..04 product=aluminum_wire_and_cable
  16.08 ytd_yoy 16.08 % 2025-01..04
  71,400 ytd 71400 t 2024-01..04
  15,500 level 15500 t 2025-04 product=steel-core_aluminum_stranded_wire
  72.7 share 72.7 % 2025-04 whole.product=aluminum_wire_and_cable
  5,800 level 5800 t 2025-04 product=aluminum_stranded_wire
  27.3 share 27.3 % 2025-04
  2,628.738 level 2628.738 t 2025-04 partner=Mexico product=aluminum_wire_and_cable
  12.3 share 12.3 % 2025-04 partner=Mexico
  326.75 change 326.75 t 2025-04 partner=Mexico base=2025-03
  1,619.463 level 1619.463 t 2025-04 partner=Portugal
  7.6 share 7.6 % 2025-04 partner=Portugal
  60.383 change 60.383 t 2025-04 partner=Portugal
  1,352.531 level 1352.531 t 2025-04 partner=Iraq
  6.3 share 6.3 % 2025-04 partner=Iraq
  993.635 change 993.635 t 2025-04 partner=Iraq
  11,395.0 level 11395 t 2025-04 province=Jiangsu partner=nil
  53.3 share 53.3 % 2025-04 province=Jiangsu whole.province=nil
  2,475.2 change 2475.2 t 2025-04 province=Jiangsu
  3,098.9 level 3098.9 t 2025-04 province=Henan
  14.5 share 14.5 % 2025-04 province=Henan
  1,657.9 change -1657.9 t 2025-04 province=Henan
  1,364.8 level 1364.8 t 2025-04 province=Beijing
  6.4 share 6.4 % 2025-04 province=Beijing
  570.5 change 570.5 t 2025-04 province=Beijing]] }
M.seeds[3] = { name = "002_57fbe46f869171ae.txt", figures = [[
  510,000 level 510000 t 2024-03 what=export
  3.1 yoy 3.1 % 2024-03
  7.4 ytd_yoy 7.4 % 2024-Q1
  169.6 yoy 169.6 % 2024-03 product=alumina what=export
  140,000 level 140000 t 2024-03 product=alumina
  89.8 yoy 89.8 % 2024-03 what=import
  380,000 level 380000 t 2024-03 what=import
  92.3 ytd_yoy 92.3 % 2024-Q1 what=import
  1.4 yoy -1.4 % 2024-03 what=import product=aluminum_ore_and_concentrate
  2.1 ytd_yoy 2.1 % 2024-Q1 what=import product=aluminum_ore_and_concentrate]] }
M.seeds[4] = { name = "003_a84ed29bc22367ae.txt", figures = [[
  250,500 level 250500 t 2025-04 what=import product=primary_aluminum
  12.8 mom 12.8 % 2025-04
  14.6 yoy 14.6 % 2025-04
  634,300 ytd 634300 t 2025-01..04 what=import
  11.2 ytd_yoy -11.2 % 2025-01..04
  13,700 level 13700 t 2025-04 what=export
  54.6 mom 54.6 % 2025-04
  643.0 yoy 643 % 2025-04 what=export
  34,500 ytd 34500 t 2025-01..04 what=export
  139.6 ytd_yoy 139.6 % 2025-01..04
  236,800 net 236800 t 2025-04 what=net_import product=primary_aluminum
  11.1 mom 11.1 % 2025-04
  14.8 yoy 14.8 % 2025-04 what=net_import
  799,800 net 799800 t 2025-01..04
  13.6 ytd_yoy -13.6 % 2025-01..04
  227,000 level 227000 t 2025-04 partner=Russia what=import
  12.44 mom 12.44 % 2025-04 partner=Russia
  90.3 share 90.3 % 2025-04 partner=Russia whole=2025-03 whole.partner=nil
  2,300 level 2300 t 2025-03 partner=China
  44.32 mom -44.32 % 2025-03 partner=China
  228,600 level 228600 t 2025-04 partner=Russia
  91.26 share 91.26 % 2025-04 partner=Russia whole.product=primary_aluminum
  1,000 level 1000 CNY/t 2025-04
  49 level 49 t 2025-04 mode=barter_trade
  1,000 level 1000 CNY/t 2025-04]] }
M.seeds[5] = { name = "004_a0090f48c7da55a7.txt", figures = [[
  56.9 index 56.9 none 2025-11 what=index
  2.2 change 2.2 pp 2025-11 base=2025-10
  67.1 index 67.1 none 2025-11
  1.4 change -1.4 pp 2025-11
  122.3 index 122.3 none 2025-11
  3.3 change 3.3 pp 2025-11
  3.5 mom -3.5 % 2025-11 what=capacity
  44.06 level 44060000 t 2025-11 what=capacity
  3.615 level 3615000 t 2025-11 what=production product=electrolytic_aluminum
  0.9 yoy 0.9 % 2025-11 what=production product=electrolytic_aluminum
  7.47 level 7470000 t 2025-11 what=production product=alumina
  4 mom -4 % 2025-11 product=alumina
  1.8 yoy 1.8 % 2025-11 product=alumina
  21610 level 21610 CNY/t 2025-11
  1.5 mom 1.5 % 2025-11
  62 level 62 % 2025-11 what=operating_rate
  0.6 change 0.6 pp 2025-11
  62 level 62 % 2025-11]] }

return M
