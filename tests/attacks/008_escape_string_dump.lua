-- expect: not available in sandbox
-- bytecode is never made
error("LEAK " .. #string.dump(function() end))
