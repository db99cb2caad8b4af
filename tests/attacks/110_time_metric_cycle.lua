-- expect: metric|itself|cycle|time limit|unknown
-- metrics that are made of each other
local ingot = require "ingot"
ingot.metric "one" { formula = "two + 1" }
ingot.metric "two" { formula = "one + 1" }
