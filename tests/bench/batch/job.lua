-- One job of many over a table that all of them share.
local ingot <const> = require "ingot"
local question <const> = require "question"

print(question(ingot.input("trade"), math.tointeger(ingot.option("n", 1))))
