// Real: the built service as a process of its own, its embedded Postgres, signals. Nothing is mocked.
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ended, privateDirectory, spawnEntry, startService } from '../factories/service.js';

const ready = async (url: string) => (await fetch(`${url}/api/health/ready`)).status;

/** Postgres servers whose command line names the text. */
function serversOf(text: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes('postgres') && command.includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

const clusterOf = (directory: string) => {
  try {
    return readFileSync(`${directory}/pg.location`, 'utf8').trim();
  } catch {
    return `${directory}/pg`;
  }
};

describe('start-up', () => {
  const directory = privateDirectory();
  const environment = { DATA_DIR: `${directory}/data`, SAMPLE_DATA: 'false' };
  const cluster = () => clusterOf(`${directory}/data`);
  const left: { stop(signal?: NodeJS.Signals): Promise<unknown> }[] = [];
  afterAll(async () => {
    for (const service of left) await service.stop('SIGKILL');
    for (const pid of serversOf(cluster())) process.kill(pid, 'SIGQUIT');
  });

  it('starts on an empty directory, answers, and leaves no process behind at SIGTERM', async () => {
    const service = await startService(environment);
    left.push(service);
    expect(await ready(service.url)).toBe(200);
    expect(serversOf(cluster()).length).toBeGreaterThan(0);
    expect(await service.stop('SIGTERM')).toBe(0);
    expect(serversOf(cluster())).toEqual([]);
  }, 60_000);

  it('refuses a second start on the same directory with a sentence, and the first goes on', async () => {
    const first = await startService(environment);
    left.push(first);
    const second = await ended(spawnEntry('main', environment));
    expect(second.code).toBe(78);
    expect(second.output).toMatch(/Another service already runs/);
    expect(await ready(first.url)).toBe(200);
    expect(await first.stop('SIGINT')).toBe(0);
  }, 60_000);

  it('adopts the database after the service was killed', async () => {
    const killed = await startService(environment);
    await killed.stop('SIGKILL');
    const orphans = serversOf(cluster());
    expect(orphans.length).toBeGreaterThan(0);
    const next = await startService(environment);
    left.push(next);
    expect(await ready(next.url)).toBe(200);
    expect(await next.stop()).toBe(0);
    expect(serversOf(cluster())).toEqual([]);
  }, 60_000);

  it('recovers after service and database were killed', async () => {
    const killed = await startService(environment);
    const [postmaster] = readFileSync(`${cluster()}/postmaster.pid`, 'utf8').split('\n');
    await killed.stop('SIGKILL');
    process.kill(Number(postmaster), 'SIGKILL');
    const next = await startService(environment);
    left.push(next);
    expect(await ready(next.url)).toBe(200);
    expect(await next.stop()).toBe(0);
  }, 60_000);

  it('names a refused setting and prints no value', async () => {
    const refused = await ended(spawnEntry('main', { ...environment, WORKER: 'hunter2' }));
    expect(refused.code).toBe(78);
    expect(refused.output).toMatch(/WORKER takes/);
    expect(refused.output).not.toContain('hunter2');
  });
});
