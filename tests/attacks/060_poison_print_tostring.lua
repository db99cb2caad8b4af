-- expect: boom|error
-- printing something whose text is an error
print(setmetatable({}, { __tostring = function() error "boom" end }))
