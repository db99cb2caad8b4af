--- The scripts that complete `ingot …`, for each shell.

local M = {}

-- A word between single quotes of a shell.
local function quoted(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function names_of(command)
  local names <const> = {}
  for _, option in ipairs(command.options) do
    table.move(option.names, 1, #option.names, #names + 1, names)
  end
  return table.concat(names, " ")
end

-- The options whose value is one of a few, a folder, or anything: for `case`.
local function value_cases(commands)
  local lines <const>, seen <const> = {}, {}
  for _, command in ipairs(commands) do
    for _, option in ipairs(command.options) do
      local reply <const> = option.choices and "-W " .. quoted(table.concat(option.choices, " "))
        or option.takes == "DIR" and "-d" or option.takes and option.takes ~= "FILE" and "-W ''" or nil
      local patterns <const> = {}
      for i, name in ipairs(option.names) do
        patterns[i] = command.name .. " " .. name
      end
      local pattern <const> = "'" .. table.concat(patterns, "'|'") .. "'"
      if reply and not seen[pattern] then
        seen[pattern] = true
        lines[#lines + 1] = ("        %s) COMPREPLY=($(compgen %s -- \"$word\")); return ;;\n"):format(
          pattern, reply)
      end
    end
  end
  return table.concat(lines)
end

--- bash: a function for `complete`.
---@param commands ingot.CompletionCommand[]
---@return string
function M.bash(commands)
  local names <const>, cases <const> = {}, {}
  for i, command in ipairs(commands) do
    names[i] = command.name
    cases[i] = ("        %s) options=%s; words=%s ;;\n"):format(command.name, quoted(names_of(command)),
      quoted(table.concat(command.words, " ")))
  end
  return ([[
# bash completion of ingot, written by: ingot completion bash
_ingot() {
    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" options= words=
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W %s -- "$word"))
        return
    fi
    case "${COMP_WORDS[1]} $before" in
%s    esac
    case "${COMP_WORDS[1]}" in
%s    esac
    case "$word" in
        -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
        *) if [ -n "$words" ]; then
               COMPREPLY=($(compgen -W "$words" -- "$word"))
           else
               COMPREPLY=($(compgen -f -- "$word"))
           fi ;;
    esac
}
complete -o filenames -F _ingot ingot
]]):format(quoted("--version " .. table.concat(names, " ")), value_cases(commands), table.concat(cases))
end

-- "[…]" of _arguments: brackets and colons would end it.
local function explained(text)
  return (text:gsub("[%[%]:\\]", "\\%0"))
end

local function zsh_value(option)
  if not option.takes and not option.choices then
    return ""
  end
  local what <const> = (option.takes or "value"):lower():gsub("[^%w]", "-")
  local action <const> = option.choices and "(" .. table.concat(option.choices, " ") .. ")"
    or option.takes == "DIR" and "_files -/" or option.takes == "FILE" and "_files" or " "
  return (":%s:%s"):format(what, action)
end

--- zsh: a function for `compdef`, which also works from a file `_ingot` in $fpath.
---@param commands ingot.CompletionCommand[]
---@return string
function M.zsh(commands)
  local names <const>, cases <const> = {}, {}
  for i, command in ipairs(commands) do
    names[i] = "    " .. quoted(command.name .. ":" .. explained(command.summary)) .. "\n"
    local lines <const> = {}
    for _, option in ipairs(command.options) do
      for _, name in ipairs(option.names) do
        lines[#lines + 1] = quoted("*" .. name .. "[" .. explained(option.about) .. "]" .. zsh_value(option))
      end
    end
    lines[#lines + 1] = #command.words > 0
      and quoted("*:name:(" .. table.concat(command.words, " ") .. ")") or quoted "*:file:_files"
    cases[i] = ("    %s) _arguments %s ;;\n"):format(command.name, table.concat(lines, " \\\n        "))
  end
  return ([[
#compdef ingot
# zsh completion of ingot, written by: ingot completion zsh
_ingot() {
  local -a commands
  commands=(
%s  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
%s  esac
}
if [ "$funcstack[1]" = _ingot ]; then
  _ingot "$@"
else
  compdef _ingot ingot
fi
]]):format(table.concat(names), table.concat(cases))
end

return M
