-- expect: error object|nested|table|thing
-- __name of every type in an error that is reported
for _, n in ipairs { 1, {}, true, print } do pcall(tostring, setmetatable({}, { __name = n })) end
error(setmetatable({}, { __name = ("x"):rep(1e6) .. "\27[2J\0" }))
