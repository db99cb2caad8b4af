-- expect: error object|unknown|42|1.5|true|nil|%s|called|table|ingot|module|script.lua
-- a value as an error
error(probe.new())
