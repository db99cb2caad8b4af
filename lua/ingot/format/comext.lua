--- `comext`: Eurostat's trade of the member states, of both versions of its bulk files
--- (`full2019…`, `full_v2_2023…`; lists REPORTERS, PARTNERS_ISO, FLOW, TRADE_TYPE,
--- STATISTICAL_PROCEDURES). Quantities are in kilograms in both; the tonnes and thousands of ECU of
--- older discs had no header. A period 202352 is the whole year. Codes may hold letters: 39XXXXXX
--- and 39SSS999 are what is kept secret of chapter 39, beside its other codes, not their sum. In
--- the first version regime 4 is the sum of the others.

local quantity <const> = { kind = "decimal" }

local function column(name, aliases, settings)
  local it <const> = { name = name, aliases = aliases, kind = "text" }
  for key, setting in pairs(settings or {}) do
    it[key] = setting
  end
  return it
end

return {
  summary = "Eurostat Comext bulk files, both versions",
  encoding = "utf8", delimiter = ",", row_cap = 0,
  recognise = { { "PRODUCT_NC", "FLOW", "PERIOD" } },
  columns = {
    column("of_period", { "PERIOD" }, { required = true, internal = true }),
    column("flow", { "FLOW" }, { required = true, words = { ["1"] = "import", ["2"] = "export" } }),
    column("hs", { "PRODUCT_NC" }, { required = true, apostrophe = true }),
    column("reporter_geo", { "DECLARANT" }, { internal = true }),
    column("reporter_iso", { "REPORTER", "DECLARANT_ISO" }, { internal = true }),
    column("partner_geo", { "PARTNER" }, { internal = true }),
    column("partner_iso", { "PARTNER_ISO" }, { internal = true }),
    column("trade_type", { "TRADE_TYPE" }, { words = { I = "intra-EU", E = "extra-EU" } }),
    column("procedure_code", { "STAT_PROCEDURE", "STAT_REGIME" }),
    column("qty1", { "SUP_QUANTITY", "QUANTITY_SUPPL_UNIT" }, quantity),
    column("qty1_unit", { "SUPP_UNIT", "SUPPL_UNIT" }, { missing = { "NO_SU" } }),
    column("qty_kg", { "QUANTITY_IN_KG", "QUANTITY_KG" }, { kind = "decimal", unit = "kg" }),
    column("value_eur", { "VALUE_IN_EUROS", "VALUE_EUR" }, { kind = "decimal", unit = "EUR" }),
    column("value_national", { "VALUE_NAC" }, quantity),
  },
  period = { "of_period" },
  leave_out = {
    { where = "procedure_code ~= '4'", says = "by statistical regime, beside their total",
      beside = { "reporter_code", "partner_code", "flow", "of_period", "hs" } },
    { where = "hs == 'TOTAL'", says = "of all commodities (TOTAL)",
      beside = { "reporter_code", "partner_code", "flow", "of_period" } },
  },
  nested = "hs",
  codes = { partner_code = "iso2", reporter_code = "iso2" },
  derive = {
    { name = "reporter_code", first_of = { "reporter_iso", "reporter_geo" } },
    { name = "partner_code", first_of = { "partner_iso", "partner_geo" } },
  },
}
