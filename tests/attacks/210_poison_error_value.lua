-- expect: error object|unknown|42|1.5|true|nil|%s|called|table|ingot|module|script.lua
-- a value as an error
error(setmetatable({message=1,kind={}},getmetatable(select(2,pcall(probe.new().where,probe.new(),"zzz"))) or {}))
