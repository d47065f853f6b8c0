-- Begins a session. Gives {1, now}, or {-1} where it does not live.
if not redis.call('ZSCORE', lives, session) then
    return {-1}
end
redis.call('SADD', crawl .. 'sessions', session)
return {1, now}
