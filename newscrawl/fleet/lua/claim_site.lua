-- Makes a site this session's, whatever other crawls want of it: ARGV[3] its name, ARGV[4] since when it counts as done. Gives {1} where it is ours now,
-- {0} where another worker has it or should have it, {2} where it was done since; {-1} where the session is lost.
if not redis.call('ZSCORE', lives, session) then
    return {-1}
end
local site = ARGV[3]
local owner = redis.call('HGET', fleet .. 'site_owner', site)
if owner == session then
    return {1}
end
if owner and is_alive(owner) then
    redis.call('HSET', crawl .. 'hungry:sites', session, string.format('%d', now))
    return {0}
end
if tonumber(redis.call('HGET', crawl .. 'site_done', site) or -1) >= tonumber(ARGV[4]) then
    return {2}
end
if is_ahead('sites') then
    return {0}
end
if owner then
    redis.call('SREM', fleet .. 'sites:' .. owner, site)
end
redis.call('HSET', fleet .. 'site_owner', site, session)
redis.call('SADD', fleet .. 'sites:' .. session, site)
redis.call('HDEL', crawl .. 'hungry:sites', session)
return {1}
