-- Claims a record for one run before it is written: two workers may have read one article by two of its URLs.
-- KEYS[1] the claim. ARGV: prefix, run, seconds after which a claim that came to nothing is forgotten.
-- Gives 1, or 0 where another living run has it, or has just delivered it.
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[2] and (owner == 'done' or redis.call('ZSCORE', ARGV[1] .. ':lives', owner)) then
    return 0
end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
