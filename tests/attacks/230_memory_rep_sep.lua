-- expect: memory limit|too large
-- rep with a separator
return #(("").rep("", 1 << 40, "xxxxxxxx"))
