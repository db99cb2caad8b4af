-- expect: not available in sandbox|stack overflow|loop|undefined|ok|no module|not found
-- a module that is not there, asked for ever
for _ = 1, 100 do pcall(require, "no_such_module_of_mine") end
