local other = require 'circle'
return other
