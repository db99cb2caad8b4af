-- expect: not available in sandbox
-- hooks and the old pc
debug.sethook(function() end, "l")
