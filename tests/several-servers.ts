import { type RedisServer, startRedis } from './redis-server.ts';
import { type ServerOptions, type ServerUnderTest, withApp } from './server-under-test.ts';

/** Two servers on one Redis of their own, cleared away after the test. */
export async function withServers(
  use: (one: ServerUnderTest, other: ServerUnderTest, redis: RedisServer) => Promise<void>,
  options: ServerOptions = {},
): Promise<void> {
  const redis = await startRedis();
  const environment = { ...options.environment, REDIS_URL: redis.url };
  const onRedis = { ...options, environment };
  try {
    await withApp((one) => withApp((other) => use(one, other, redis), onRedis), onRedis);
  } finally {
    await redis.dispose();
  }
}
