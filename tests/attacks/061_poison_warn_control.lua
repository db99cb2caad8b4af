-- expect: ok
-- warnings cannot act on the terminal nor end it
warn("@on")
warn("\27[2J", "\27]0;x\7", "\r\n", "forged")
warn("@off")
