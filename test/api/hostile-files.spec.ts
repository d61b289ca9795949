// Real: the built service in its own process with sample data, uploads over HTTP, its reading thread. Nothing is mocked.
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../factories/eventually.js';
import { HOSTILE_FILES, HOSTILE_ROWS, HOSTILE_VALUES } from '../factories/hostile-files.js';
import { startSampleService, type SampleService } from '../factories/sample-service.js';

const PATIENCE_MS = 2000;
/** What the service may grow by over all hostile files, in MiB: the reading thread has a limit of its own. */
const GROWTH_MEBIBYTES = 700;

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly code: string; readonly row?: number; readonly message: string }[];
}

describe('hostile files', () => {
  let service: SampleService;
  const times: number[] = [];
  let peak = 0;

  beforeAll(async () => {
    service = await startSampleService();
  }, 120_000);
  afterAll(async () => {
    process.stdout.write(
      `hostile files: ${times.length} uploads, slowest ${Math.round(Math.max(...times))} ms, memory at most ${Math.round(peak)} MiB\n`,
    );
    await service.stop();
  });

  /** Resident memory of the service's process in MiB; 0 where the system does not tell. */
  const memory = (): number => {
    const file = `/proc/${service.process.pid ?? 0}/status`;
    if (!fs.existsSync(file)) return 0;
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(file, 'utf8'))?.[1];
    const mebibytes = Number(kibibytes ?? '0') / 1024;
    peak = Math.max(peak, mebibytes);
    return mebibytes;
  };

  const upload = async (path: string, content: Buffer, { name = 'fails.xlsx' } = {}) => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)]), name);
    const headers = await service.as('lps_analyst');
    const from = performance.now();
    const response = await fetch(service.url + path, { method: 'POST', headers, body: form });
    const text = await response.text();
    times.push(performance.now() - from);
    return { status: response.status, text, milliseconds: performance.now() - from };
  };

  const read = async (path: string): Promise<Record<string, unknown>> => {
    const response = await fetch(service.url + path, { headers: await service.as('lps_analyst') });
    return (await response.json()) as Record<string, unknown>;
  };

  const stored = async () => (await read('/api/v1/imports?perPage=1'))['total'];

  it.each(HOSTILE_FILES.map((file) => [file.what, file] as const))(
    'to /imports: %s is refused at once, and nothing is stored',
    async (_, file) => {
      const before = await stored();
      const content = file.content();
      const { status, text, milliseconds } = await upload('/api/v1/imports', content);
      const problem = JSON.parse(text) as Problem;
      expect([problem.status, problem.code]).toEqual([file.status, file.code]);
      expect(status).toBe(file.status);
      expect(milliseconds).toBeLessThan(PATIENCE_MS);
      if (file.row !== undefined) expect(problem.errors?.[0]).toMatchObject({ row: file.row, code: file.code });
      if (file.code !== 'req_file_too_large') expect(problem.detail ?? '').not.toBe('');
      expect(await stored()).toBe(before);
      memory();
    },
    30_000,
  );

  it('hold memory within bounds, one after the other and at once', async () => {
    const bomb = HOSTILE_FILES[0];
    if (bomb === undefined) throw new Error('There are hostile files.');
    const content = bomb.content();
    const before = memory();
    const watch = setInterval(memory, 20);
    const answers = await Promise.all(Array.from({ length: 6 }, () => upload('/api/v1/imports', content)));
    clearInterval(watch);
    times.splice(-6); // six at once have one reading thread: they wait for each other
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 413));
    expect(peak - Math.min(before, peak)).toBeLessThan(GROWTH_MEBIBYTES);
  }, 60_000);

  it('let other requests through', async () => {
    const contents = HOSTILE_FILES.slice(0, 11).map((file) => file.content());
    const asked = async (during: Promise<unknown>): Promise<number> => {
      const state = { over: false };
      void during.finally(() => (state.over = true));
      const taken: number[] = [];
      while (!state.over || taken.length < 40) {
        const from = performance.now();
        expect((await fetch(`${service.url}/api/v1/municipalities?perPage=5`)).status).toBe(200);
        taken.push(performance.now() - from);
      }
      return taken.sort((a, b) => a - b)[Math.floor(taken.length * 0.95)] ?? Infinity;
    };
    const calm = await asked(Promise.resolve());
    const under = await asked(
      (async () => {
        for (const content of contents) await upload('/api/v1/imports', content);
      })(),
    );
    process.stdout.write(`p95 of others: ${Math.round(calm)} ms calm, ${Math.round(under)} ms under attack\n`);
    // reading has a thread of its own: what remains is the machine's second core
    expect(under).toBeLessThan(Math.max(200, calm * 3));
  }, 60_000);

  it('with hostile values or keys: each row is refused with its number, none is stored', async () => {
    const rows = [...HOSTILE_VALUES.map((value) => ['0001000', 'SU-L-POLICY', '2025', value]), ...HOSTILE_ROWS];
    const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join());
    const content = Buffer.from(`atvk,indicator,period,value\n${quoted.join('\n')}\n`);
    const sent = await upload('/api/v1/imports', content, { name: '../../=cmd|\u202evēr.csv' });
    expect(sent.status).toBe(202);
    const { id } = JSON.parse(sent.text) as { id: string };
    await eventually(async () => {
      expect(['done', 'failed']).toContain((await read(`/api/v1/imports/${id}`))['state']);
    });
    const { counts, fileName } = (await read(`/api/v1/imports/${id}`)) as {
      counts: Record<string, number>;
      fileName?: string;
    };
    expect(counts).toMatchObject({ added: 0, changed: 0 });
    expect(fileName ?? '').not.toMatch(/\u202e/);
    const { items } = (await read(`/api/v1/imports/${id}/findings?severity=error&perPage=1000`)) as {
      items: { row: number | null; message: string }[];
    };
    const told = new Set(items.map(({ row }) => row));
    expect(rows.map((_, index) => index + 2).filter((row) => !told.has(row))).toEqual([]);
  }, 30_000);

  it('the service is well afterwards', async () => {
    expect((await fetch(`${service.url}/api/health/ready`)).status).toBe(200);
    expect(service.output()).not.toMatch(/internal_error|heap out of memory|Unhandled/);
  });
});
