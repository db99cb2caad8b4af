-- expect: not available in sandbox
-- a process by a pipe
io.popen("id > /tmp/ingot_attack_popen"):read("a")
