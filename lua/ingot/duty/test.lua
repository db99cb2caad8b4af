--- `ingot test`, in a worker.

return function(args)
  return require "ingot.command.test".run(args)
end
