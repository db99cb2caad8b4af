-- A format of one's own, as data: what a plant sent abroad, month by month.

local ingot = require "ingot"

ingot.format "plant" {
  columns = {
    { name = "year_of", aliases = { "Jahr" }, kind = "text", internal = true },
    { name = "month_of", aliases = { "Monat" }, kind = "text", internal = true },
    { name = "hs", aliases = { "Ware" }, kind = "text" },
    { name = "partner", aliases = { "Land" }, kind = "text", words = { MEX = "Mexico", IRQ = "Iraq" } },
    { name = "tonnes", aliases = { "Menge (t)" }, kind = "decimal", missing = { "k. A." }, internal = true },
    { name = "value_usd", aliases = { "Rechnungswert" }, kind = "decimal", unit = "USD" },
  },
  delimiter = ";", recognise = { { "Jahr", "Monat", "Ware" } }, constants = { flow = "export" },
  period = { "year_of", "month_of" }, derive = { { name = "qty_kg", unit = "kg", first_of = { "tonnes * 1000" } } },
  leave_out = { { where = "year_of == 'Summe'", says = "that sums the others" } },
}

-- Its header says which format the file is of.
return ingot.read "data/formats/dispatch.csv"
  :by("month", "partner"):agg { qty_t = "sum(qty_kg) / 1000", value_usd = "sum(value_usd)" }
