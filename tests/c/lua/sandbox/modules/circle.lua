return require 'circle'
