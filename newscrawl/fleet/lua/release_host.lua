-- Leaves a host: ARGV[3] the host, ARGV[4] how long it is to be left alone. Gives {1}, or {0} where it was not ours.
if redis.call('HGET', fleet .. 'owner', ARGV[3]) ~= session then
    return {0}
end
free_host(session, ARGV[3], tonumber(ARGV[4]))
return {1}
