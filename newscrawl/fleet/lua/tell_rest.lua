-- Notes how long a host is to be left alone should this session die: ARGV[3] the host, ARGV[4] how long. Gives {1}, or
-- {0} where the host is not ours.
if redis.call('HGET', fleet .. 'owner', ARGV[3]) ~= session then
    return {0}
end
redis.call('HSET', fleet .. 'rest', ARGV[3], ARGV[4])
return {1}
