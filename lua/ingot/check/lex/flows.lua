-- What figures are of: flows and other quantities, and words that say a level.

local flows <const> = {
  { "export", [[export|exports|export volume|export volumes|exports volume|export quantity|export quantities|
    volume of exports|exported volume|exported volumes|export shipments|outbound shipments|export tonnage|
    outflow|outflows|export sales|total exports|total export volume|overall exports|overall export volume|
    exports in total|shipments abroad|overseas shipments|exported quantity|cumulative exports|
    total export|cumulative export volume|total cumulative exports|cumulative export]] },
  { "import", [[import|imports|import volume|import volumes|imports volume|import quantity|import quantities|
    volume of imports|imported volume|imported volumes|import arrivals|inbound shipments|import tonnage|
    inflow|inflows|total imports|total import volume|overall imports|overall import volume|purchases from abroad|
    imported quantity|cumulative imports|total import|cumulative import volume|cumulative import|arrivals]] },
  { "net import", [[net import|net imports|net import volume|net import volumes|net inflow|net inflows|net importer|
    cumulative net imports|net import deficit|import surplus|net import position|net-import]] },
  { "net export", [[net export|net exports|net export volume|net export volumes|net outflow|net outflows|
    net exporter|cumulative net exports|net export surplus|export surplus|net export position|net-export]] },
  { "balance", "trade balance|balance of trade" }, { "surplus", "trade surplus" },
  { "deficit", "trade deficit" },
  { "trade", "trade volume|foreign trade|imports and exports|exports and imports|import and export volume|"
    .. "total trade|trade" },
  { "production", [[production|output|outputs|production volume|output volume|smelter output|mine output|
    refined output|total output|total production|cumulative output|cumulative production]] },
  { "consumption", "consumption|apparent consumption|usage|disappearance|apparent demand|real consumption|end-use" },
  { "demand", "demand" },
  { "supply", "supply|supplies|total supply" },
  { "sales", "sales|sales volume|sales volumes|deliveries|shipments|sold|loadings" },
  { "stock", [[stock|stocks|inventory|inventories|stockpile|stockpiles|social inventory|social inventories|
    warehouse stocks|port stocks|port inventories|port inventory|warehouse inventory|closing stock|
    stock levels|inventory level|inventory levels]] },
  { "price", [[price|prices|average price|average prices|spot price|spot prices|settlement price|closing price|
    main contract|most-traded contract|unit price|unit value|average unit price|average import price|
    average export price|import price|export price|import prices|export prices|futures price|futures prices|
    quotation|quotations|offer price|cif price|fob price]] },
  { "premium", "premium|premiums|discount|discounts" },
  { "capacity", [[capacity|capacities|operating capacity|production capacity|installed capacity|running capacity|
    existing capacity|built capacity|annual capacity|nameplate capacity]] },
  { "operating rate", [[operating rate|operating rates|utilisation rate|utilization rate|capacity utilisation|
    capacity utilization|run rate|run rates|utilization rates|production rate|operating load]] },
  { "index", [[index|indices|indexes|sub-index|sub-indices|sub indices|sub-indexes|pmi|prosperity index|
    leading index|coincident index|consensus index|consistency index|lagging index|composite index]] },
  { "profit", "profit|profits|margin|margins|profit margin|total profit|gross profit" },
  { "loss", "import loss|import losses|export loss|export losses|losses" },
  { "cost", "cost|costs|production cost|production costs" },
  { "tariff", "tariff|tariffs|duty|duties|tax rate|tax rebate|export tax rebate" },
  { "orders", "orders|order volume|new orders" },
  { "investment", "investment|investments|fixed asset investment" },
}

-- Value, in money, rather than amount.
local values <const> = {
  { "export", "export value|export values|value of exports|export earnings|export revenue|export revenues" },
  { "import", "import value|import values|value of imports|import bill|import spending" },
  { "trade", "trade value|value of trade|total value" },
  { nil, "value|values|earnings|revenue|revenues|proceeds|worth|valued at|in value|in value terms|by value" },
}

local verbs <const> = {
  { "export", [[exported|exporting|exports to|ships|shipped|shipping|shipped abroad|re-exported|reexported|
    sold abroad|shipped out]] },
  { "import", [[imported|importing|brought in|re-imported|reimported|sourced|sourcing|took in]] },
  { "production", "produced|producing|turned out|churned out" },
  { "consumption", "consumed|consuming|crushed|crushing|milled|processed|burned|burnt" },
  { "sales", "delivered" },
}

local levels <const> = [[reached|reaching|reach|reaches|totaled|totalled|totaling|totalling|totals|stood at|
  standing at|stands at|came to|coming to|comes to|amounted to|amounting to|amounts to|came in at|
  coming in at|hit|hitting|was|were|is|are|recorded|recording|registered|registering|posted|posting|
  settled at|closed at|averaged|averaging|averages|remained at|maintained at|stayed at|held at|
  landed at|arrived at|summed to|sum of|accumulated to|recorded at|a total of|totals of|
   add up to|adds up to|added up to|adding up to|held|holding|
   volume of|volumes of|measured|set at|estimated at|reported at|clocked in at|logged|ended at|climbed to]]

---@param add fun(phrases: string, sense: table)
return function(add)
  for _, row in ipairs(flows) do
    add(row[2], { flow = row[1] })
  end
  for _, row in ipairs(values) do
    add(row[2], { flow = row[1], value = "USD" })
  end
  for _, row in ipairs(verbs) do
    add(row[2], { flow = row[1], flow_verb = true })
  end
  add(levels, { level = true })
  add("averaged|averaging|an average of|on average|average|monthly average|the monthly average|mean",
    { level = true, mean = true })
  add("re-export|re-exports|reexports|reexport", { flow = "export", re = true })
  add("re-import|re-imports|reimports|reimport", { flow = "import", re = true })
end
