import { spawnSync } from 'node:child_process';

/**
 * Address of a Redis for tests: a database of its own on REDIS_URL or on the usual port, or undefined where there is
 * none. Suites of one run share it; BullMQ's job ids are unique, so they do not meet.
 */
export function freshRedis(): string | undefined {
  const url = process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379/9';
  const { hostname, port } = new URL(url);
  const probe = `const s=require('net').connect(${port === '' ? 6379 : Number(port)},'${hostname}',()=>s.write('PING\\r\\n'));s.setTimeout(1000,()=>process.exit(1));s.on('error',()=>process.exit(1));s.on('data',(d)=>process.exit(String(d).startsWith('+PONG')?0:1))`;
  return spawnSync(process.execPath, ['-e', probe], { timeout: 3000 }).status === 0 ? url : undefined;
}
