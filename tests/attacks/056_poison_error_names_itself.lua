-- expect: error|function|unknown
-- an error value with a name of another kind
error(setmetatable({}, { __name = ("n"):rep(1 << 20) .. "\27[2J" }))
