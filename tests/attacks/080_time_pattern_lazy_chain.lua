-- expect: time limit|pattern too complex
-- lazy repeats that try all splits
return (("a"):rep(3000)):match((".-"):rep(30) .. "b")
