-- The same questions, one after the other in one process that has the table open: what two of these
-- take for half of them each is the least that two workers can take.
local ingot <const> = require "ingot"
local question <const> = require "question"

local trade <const> = ingot.open(ingot.option("snapshot", "trade.arrow"))
for n = ingot.option("from", 1), ingot.option("to", 1000), 2 do
  print(question(trade, n))
end
