-- Ends a session: what it holds is given back. ARGV[3], ARGV[4] and so on: hosts, and how long each is to be left alone.
for i = 3, #ARGV - 1, 2 do
    if redis.call('HGET', fleet .. 'owner', ARGV[i]) == session then
        redis.call('HSET', fleet .. 'rest', ARGV[i], ARGV[i + 1])
    end
end
clear_session(session)
return {1}
