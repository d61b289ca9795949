import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';

/** A Redis of the test's own, which it may wipe and stop. */
export interface OwnRedis {
  readonly url: string;
  wipe(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Whether a redis-server can be started here. */
export function hasRedisServer(): boolean {
  return spawnSync('redis-server', ['--version'], { timeout: 5000 }).status === 0;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}

/** Starts a Redis on a free port, keeping nothing on disk. */
export async function ownRedis(): Promise<OwnRedis> {
  const port = await freePort();
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'macities-redis-'));
  let server: ChildProcess | undefined;
  const talk = async <T>(work: (redis: Redis) => Promise<T>): Promise<T> => {
    const redis = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return await work(redis);
    } finally {
      redis.disconnect();
    }
  };
  const start = async (): Promise<void> => {
    const options = [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      directory,
    ];
    server = spawn('redis-server', options, { stdio: 'ignore' });
    for (let waited = 0; ; waited += 50) {
      const isUp = await talk((redis) => redis.ping()).catch(() => null);
      if (isUp === 'PONG') return;
      if (waited > 10_000) throw new Error('redis-server did not start.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}/0`,
    wipe: async () => {
      await talk((redis) => redis.flushall());
    },
    start,
    stop: async () => {
      const ended = new Promise((resolve) => server?.once('close', resolve));
      if (server?.kill('SIGKILL') === true) await ended;
    },
  };
}
