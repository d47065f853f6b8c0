-- Leaves a site with which all is done: ARGV[3] its name. Gives {1}, or {0} where it was not ours.
if redis.call('HGET', fleet .. 'site_owner', ARGV[3]) ~= session then
    return {0}
end
redis.call('HDEL', fleet .. 'site_owner', ARGV[3])
redis.call('SREM', fleet .. 'sites:' .. session, ARGV[3])
redis.call('HSET', crawl .. 'site_done', ARGV[3], string.format('%d', now))
return {1}
