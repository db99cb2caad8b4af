--- The question of each job: one of many about the same table, by number.

---@param trade ingot.Table
---@param number integer
---@return string
return function(trade, number)
  local month <const> = ("20%02d-%02d"):format(16 + number // 12 % 8, number % 12 + 1)
  local answer <const> = trade:where("period >= $month and kg > $kg", { month = month, kg = number })
    :by("partner"):agg { usd = "sum(usd)", kg = "sum(kg)" }:collect()
  local total = 0
  for row in answer:rows() do
    total = total + row.usd
  end
  return ("%d: %d partners, %s"):format(number, #answer, tostring(total))
end
