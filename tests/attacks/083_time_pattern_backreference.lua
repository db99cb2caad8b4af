-- expect: time limit|pattern too complex|ok
-- a back reference that is compared at every place
return (("ab"):rep(20000)):find("(.+)x%1")
