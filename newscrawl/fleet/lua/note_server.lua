-- Notes which server answers. Where it is another one than before (it was restarted, or replaced), nobody may take
-- over what a worker holds before a lease has passed: the workers could give no sign of life while it was away.
-- KEYS[1] the server's hash. ARGV[1] the lease in milliseconds. Gives 1 where the server is another one.
local id = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local known = redis.call('HGET', KEYS[1], 'run_id')
if known == id then
    return 0
end
redis.call('HSET', KEYS[1], 'run_id', id)
if known then
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)
    redis.call('HSET', KEYS[1], 'grace_until', string.format('%d', now + tonumber(ARGV[1])))
    return 1
end
return 0
