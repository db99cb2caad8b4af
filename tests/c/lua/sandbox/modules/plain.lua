return { name = ..., globals = _G }
