/**
 * Answers over HTTP against floors measured in the same run, in turn: a bare `node:http` server that sends the same
 * bytes; the same benchmark asked from Postgres row by row; the idle service, while a recompute runs.
 * Every server is a process of its own; the service is the built one, with its own database and sample data.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { digits, median, quantile, type Goal } from './goal.js';
import { getRequest, Lines } from './http-load.js';

const PATH = '/api/v1/benchmarks/SD-CASELOAD';
const ROUNDS = 5;
const BURST = 400;
const CONNECTIONS = 8;
const UNCACHED = 60;
const LATENCIES = 400;
const LEAST_SHARE_CACHED = 0.75;
const LEAST_SHARE_304 = 0.85;
const LEAST_TIMES_ROWS = 2.5;
const MOST_TIMES_IDLE = 6;
const PASSWORD = randomUUID();

/** The goals of answers over HTTP, with a service and a database of their own. */
export async function run(): Promise<Goal[]> {
  const directory = mkdtempSync(path.join(tmpdir(), 'macities-bench-'));
  chmodSync(directory, 0o755);
  const service = await listening([path.resolve('dist/src/main.js')], {
    DATA_DIR: path.join(directory, 'data'),
    SAMPLE_DATA: 'true',
    SAMPLE_PASSWORD: PASSWORD,
    LOG_LEVEL: 'error',
    RATE_LIMIT: 'off',
    PORT: '0',
  });
  try {
    return [
      await cached(service.url),
      await unchanged(service.url),
      await uncached(service.url, path.join(directory, 'data')),
      await whileRecomputing(service.url),
    ];
  } finally {
    await service.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server that says where it listens. */
async function listening(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<RunningServer> {
  const child: ChildProcess = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      resolve();
    }),
  );
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (data: Buffer): void => {
      output += data.toString('utf8');
      const found = /listening on (\S+)/.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then(() => {
      reject(new Error(`The server ended before it listened: ${output}`));
    });
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const BARE_SERVER = `
  const { status, headers, body } = JSON.parse(process.argv[1]);
  const bytes = Buffer.from(body, 'base64');
  const server = require('node:http').createServer((request, response) => {
    response.writeHead(status, headers);
    response.end(bytes);
  });
  server.listen(0, '127.0.0.1', () => console.log('listening on http://127.0.0.1:' + server.address().port));`;

/** A server of node:http alone that gives the answer which the service gives to the request. */
async function bareServer(url: string, headers: Readonly<Record<string, string>>): Promise<RunningServer> {
  const answer = await fetch(`${url}${PATH}`, { headers: { 'accept-encoding': 'identity', ...headers } });
  const own = new Set(['date', 'connection', 'keep-alive']);
  const sent = {
    status: answer.status,
    headers: Object.fromEntries([...answer.headers].filter(([name]) => !own.has(name))),
    body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
  };
  return listening(['-e', BARE_SERVER, JSON.stringify(sent)], {});
}

/** Milliseconds that a burst takes, for both servers in turn. */
async function against(url: string, request: Buffer, status: number, bare: RunningServer) {
  const burst = Array.from({ length: BURST }, () => request);
  const [service, floor] = [await Lines.open(url, CONNECTIONS), await Lines.open(bare.url, CONNECTIONS)];
  const times = { service: [] as number[], floor: [] as number[] };
  for (let round = -1; round < ROUNDS; round++) {
    const [first, second] = [await duration(floor, burst, status), await duration(service, burst, status)];
    if (round < 0) continue; // warm-up
    times.floor.push(first);
    times.service.push(second);
  }
  service.close();
  floor.close();
  return { service: median(times.service), floor: median(times.floor) };
}

async function duration(lines: Lines, burst: readonly Buffer[], status: number): Promise<number> {
  const started = performance.now();
  await lines.send(burst, status);
  return performance.now() - started;
}

function shareGoal(
  id: string,
  what: string,
  least: number,
  { service, floor }: { service: number; floor: number },
): Goal {
  const perSecond = (time: number) => digits((BURST / time) * 1000);
  return {
    id,
    goal: `${what} ≥ ${least * 100} % as fast as node:http alone with the same bytes`,
    measured: `${digits((floor / service) * 100)} % (${perSecond(service)} a second, node:http ${perSecond(floor)})`,
    ok: floor / service >= least,
  };
}

async function cached(url: string): Promise<Goal> {
  const bare = await bareServer(url, {});
  try {
    return shareGoal(
      'http.cached',
      'a cached benchmark',
      LEAST_SHARE_CACHED,
      await against(url, getRequest(PATH), 200, bare),
    );
  } finally {
    await bare.stop();
  }
}

async function unchanged(url: string): Promise<Goal> {
  const tag = (await fetch(`${url}${PATH}`)).headers.get('etag') ?? '';
  const headers = { 'if-none-match': tag };
  const bare = await bareServer(url, headers);
  try {
    const times = await against(url, getRequest(PATH, headers), 304, bare);
    return shareGoal('http.not-modified', 'an unchanged benchmark (304)', LEAST_SHARE_304, times);
  } finally {
    await bare.stop();
  }
}

/** Each peer group of its own is an answer that nobody has asked for before. */
async function uncached(url: string, dataDir: string): Promise<Goal> {
  const { items } = (await (await fetch(`${url}/api/v1/municipalities?perPage=40`)).json()) as {
    items: readonly { atvk: string }[];
  };
  const codes = items.map(({ atvk }) => atvk);
  const group = (turn: number) => codes.filter((_, i) => (i + turn) % 7 !== 0 && (i * turn) % 11 !== 3);
  const lines = await Lines.open(url, 1);
  const floor = await RowByRow.connect(dataDir);
  const times = { service: [] as number[], rows: [] as number[] };
  for (let turn = 1; turn <= UNCACHED; turn++) {
    const request = getRequest(`${PATH}?municipalities=${group(turn).join(',')}&lang=en`);
    times.service.push(...(await lines.send([request], 200)));
    times.rows.push(await floor.time(group(turn)));
  }
  lines.close();
  await floor.end();
  const [service, rows] = [median(times.service), median(times.rows)];
  return {
    id: 'http.uncached',
    goal: `a benchmark that nobody asked for before ≥ ${LEAST_TIMES_ROWS} × as fast as asking Postgres for each row`,
    measured: `${digits(rows / service)} × (${digits(service)} ms, row by row ${digits(rows)} ms)`,
    ok: rows / service >= LEAST_TIMES_ROWS,
  };
}

/** The same figures by SQL: for each municipality of the group its value, and its place among the others'. */
class RowByRow {
  private constructor(private readonly client: pg.Client) {}

  static async connect(dataDir: string): Promise<RowByRow> {
    let cluster = path.join(dataDir, 'pg');
    try {
      cluster = readFileSync(path.join(dataDir, 'pg.location'), 'utf8').trim();
    } catch {
      // the cluster lies in the directory itself
    }
    const port = Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[3]);
    const password = readFileSync(path.join(dataDir, 'pg.password'), 'utf8').trim();
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'macities_owner', password, database: 'macities' });
    await client.connect();
    return new RowByRow(client);
  }

  async time(group: readonly string[]): Promise<number> {
    const started = performance.now();
    for (const atvk of group)
      await this.client.query({ name: 'row', text: ROW, values: [atvk, 'SD-CASES', '2025', group] });
    return performance.now() - started;
  }

  async end(): Promise<void> {
    await this.client.end();
  }
}

const ROW = `
  with newest as (
    select distinct on (r.municipality_id) m.atvk, m.name_lv, r.value, r.status
      from observation_revision r join municipality m on m.id = r.municipality_id
      join indicator_cell c on c.id = r.cell_id join reporting_period p on p.id = r.period_id
     where c.code = $2 and p.code = $3 and m.atvk = any($4)
     order by r.municipality_id, r.id desc
  )
  select own.atvk, own.name_lv, own.value, own.status, 1 + count(other.value) filter (where other.value > own.value) as rank,
         count(other.value) as of, avg(other.value) as mean, stddev_samp(other.value) as sd
    from newest own cross join newest other where own.atvk = $1
   group by own.atvk, own.name_lv, own.value, own.status`;

/** One reader's waiting time, idle and while everything is scored anew again and again. */
async function whileRecomputing(url: string): Promise<Goal> {
  const lines = await Lines.open(url, 1);
  const requests = Array.from({ length: LATENCIES }, () => getRequest(PATH));
  await lines.send(requests, 200);
  const idle = quantile(await lines.send(requests, 200), 0.99);
  const analyst = await signIn(url);
  const recomputing = { runs: 0, isOver: false };
  const runs = (async () => {
    while (!recomputing.isOver) {
      await analyst();
      recomputing.runs++;
    }
  })();
  const times: number[] = [];
  while (recomputing.runs < 4) times.push(...(await lines.send(requests.slice(0, 50), 200)));
  recomputing.isOver = true;
  await runs;
  lines.close();
  const busy = quantile(times, 0.99);
  return {
    id: 'http.while-recomputing',
    goal: `p99 of a cached benchmark while a recompute runs ≤ ${MOST_TIMES_IDLE} × its idle p99`,
    measured: `${digits(busy / idle)} × (${digits(busy)} ms, idle ${digits(idle)} ms, ${times.length} answers, ${recomputing.runs} recomputes)`,
    ok: busy / idle <= MOST_TIMES_IDLE,
  };
}

/** Signs an analyst in; gives what asks for a full recompute and waits for its end. */
async function signIn(url: string): Promise<() => Promise<void>> {
  const session = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'analitikis@paraugs.example', password: PASSWORD }),
  });
  if (!session.ok) throw new Error(`The analyst was not let in: ${session.status}`);
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const { csrfToken } = (await session.json()) as { csrfToken: string };
  const headers = { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' };
  return async () => {
    const body = JSON.stringify({ full: true });
    const asked = await fetch(`${url}/api/v1/scoring-runs`, { method: 'POST', headers, body });
    const { id } = (await asked.json()) as { id: string };
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const { state } = (await (await fetch(`${url}/api/v1/scoring-runs/${id}`, { headers })).json()) as {
        state: string;
      };
      if (state === 'done') return;
      if (state === 'failed') throw new Error('A recompute failed.');
    }
  };
}
