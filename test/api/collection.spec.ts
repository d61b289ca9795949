// Real: the built service as a process with its embedded Postgres, sample data and sample accounts, everything over
// HTTP with sessions and CSRF tokens. Three municipalities and LPS; one municipality has no social enterprise at all.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, type Client } from '../factories/client.js';
import { eventually } from '../factories/eventually.js';
import { privateDirectory, startService, type RunningService } from '../factories/service.js';

interface Value {
  readonly cell: string;
  readonly companionOf: string | null;
  readonly editable: boolean;
  readonly status: string;
  readonly value: number | null;
  readonly version: number;
  readonly offer: { readonly value: number } | null;
  readonly lastYear: { readonly value: number | null } | null;
}
interface Finding {
  readonly cell: string;
  readonly code: string;
  readonly severity: string;
  readonly explained: boolean;
}

const PASSWORD = 'parauga-parole-1';
const COMMENT = 'Pārbaudīts: vērtība ir pareiza, mainījās pakalpojuma apjoms.';
const EVIDENCE = 'https://example.lv/lemums 1. punkts';
let service: RunningService;
let period: string;
const people: Record<string, Client> = {};
const as = (name: string): Client => {
  const client = people[name];
  if (client === undefined) throw new Error(`Nobody is called ${name}.`);
  return client;
};

beforeAll(async () => {
  service = await startService({
    DATA_DIR: `${privateDirectory()}/data`,
    SAMPLE_DATA: 'true',
    SAMPLE_PASSWORD: PASSWORD,
  });
  for (const [name, email] of Object.entries({
    lps: 'recenzents@paraugs.example',
    analyst: 'analitikis@paraugs.example',
    gulbene: 'koordinators@gulbene.paraugs.example',
    gulbeneApprover: 'izpilddirektors@gulbene.paraugs.example',
    cesis: 'koordinators@cesis.paraugs.example',
    cesisApprover: 'izpilddirektors@cesis.paraugs.example',
    valmiera: 'koordinators@valmiera.paraugs.example',
  }))
    people[name] = await connect(service.url, email, PASSWORD);
  const { body } = await as('lps').get('/api/v1/periods');
  const open = (body as { items: { code: string; state: string }[] }).items.find(({ state }) => state === 'open');
  period = open?.code ?? '';
}, 240_000);
afterAll(async () => {
  await service.stop();
});

async function submissionOf(name: string): Promise<string> {
  const { status, body } = await as(name).get(`/api/v1/submissions?period=${period}`);
  expect(status).toBe(200);
  const { items, total } = body as { items: { id: string }[]; total: number };
  expect(total).toBe(1);
  return items[0]?.id ?? '';
}
async function values(name: string, id: string): Promise<Map<string, Value>> {
  const { body } = await as(name).get(`/api/v1/submissions/${id}/values`);
  return new Map((body as { items: Value[] }).items.map((item) => [item.cell, item]));
}
const patch = async (name: string, id: string, entries: object[]) => {
  const answer = await as(name).send('PATCH', `/api/v1/submissions/${id}/values`, { values: entries });
  expect([answer.status, answer.status === 200 ? '' : answer.body]).toEqual([200, '']);
};
const act = (name: string, id: string, action: string, body: object = {}) =>
  as(name).send('POST', `/api/v1/submissions/${id}/actions/${action}`, body);

/** Fills the form as a clerk would: takes over what is offered, answers the rest with zero, explains what is odd. */
async function fill(name: string, id: string, enterprises: boolean): Promise<void> {
  let form = await values(name, id);
  const decisive = [...form.values()].filter(({ cell, editable }) => editable && /^(SP-MODE|SU-M-OFFER)\./.test(cell));
  await patch(
    name,
    id,
    decisive.map(({ cell, offer }) => ({
      cell,
      value: cell.startsWith('SU-M-OFFER') && !enterprises ? 0 : (offer?.value ?? 0),
      evidence: EVIDENCE,
      version: 0,
    })),
  );
  form = await values(name, id);
  const isSupport = (cell: string) => /^SU-(M|O)-/.test(cell);
  const open = [...form.values()].filter(({ editable, status }) => editable && status === 'not_provided');
  const entries = open.map(({ cell, companionOf, offer, version }) => ({
    cell,
    value: isSupport(cell) && !enterprises ? 0 : (offer?.value ?? 0),
    version,
    ...(companionOf === null ? { evidence: EVIDENCE } : {}),
  }));
  const lists = new Set([...form.keys()].filter((cell) => cell.endsWith('|partners')));
  const numeric = entries.filter(({ cell }) => !lists.has(cell));
  const before = form.get('SU-O-REG')?.lastYear?.value ?? 0;
  const set = (cell: string, value: number) =>
    numeric.map((entry) => (entry.cell === cell ? { ...entry, value } : entry));
  const registered = enterprises ? before : 0;
  let adjusted = set('SU-O-REG', registered);
  for (const [cell, value] of [
    ['SU-O-NEW', 0],
    ['SU-O-REG|left', before - registered],
    ['SU-O-REG|register', registered],
  ] as const)
    adjusted = adjusted.map((entry) => (entry.cell === cell ? { ...entry, value } : entry));
  await patch(name, id, adjusted);
  await explain(name, id);
}

async function findings(name: string, id: string): Promise<Finding[]> {
  const { body } = await as(name).get(`/api/v1/submissions/${id}/findings`);
  return (body as { items: Finding[] }).items;
}
async function explain(name: string, id: string): Promise<void> {
  const form = await values(name, id);
  const odd = (await findings(name, id)).filter(({ severity, explained }) => severity === 'warning' && !explained);
  const cells = [...new Set(odd.map(({ cell }) => form.get(cell)?.companionOf ?? cell))];
  if (cells.length === 0) return;
  await patch(
    name,
    id,
    cells.map((cell) => ({ cell, comment: COMMENT, version: form.get(cell)?.version ?? 0 })),
  );
}

describe('the yearly collection', () => {
  const ids: Record<string, string> = {};
  const idOf = (name: string): string => ids[name] ?? '';

  it('gives each municipality its own form, with last year’s values offered and none copied', async () => {
    for (const name of ['gulbene', 'cesis', 'valmiera']) ids[name] = await submissionOf(name);
    expect(new Set(Object.values(ids)).size).toBe(3);
    const form = await values('gulbene', idOf('gulbene'));
    expect([...form.values()].filter(({ offer }) => offer !== null).length).toBeGreaterThan(100);
    const filled = [...form.values()].filter(({ editable, status }) => editable && status !== 'not_provided');
    expect(filled).toEqual([]);
    const foreign = await as('cesis').get(`/api/v1/submissions/${idOf('gulbene')}`);
    expect(foreign.status).toBe(404);
  });

  it('is filled in, found odd, explained, submitted and approved by two, one of them without enterprises', async () => {
    for (const [name, enterprises] of [
      ['gulbene', true],
      ['cesis', false],
    ] as const) {
      const id = idOf(name);
      const early = await act(name, id, 'submit');
      expect([early.status, (early.body as { code: string }).code]).toEqual([422, 'findings_block']);
      await fill(name, id, enterprises);
      const left = (await findings(name, id)).filter(
        ({ severity, explained }) => severity === 'error' || (severity === 'warning' && !explained),
      );
      expect([name, left.map(({ code, cell }) => `${code} ${cell}`)]).toEqual([name, []]);
      expect([name, (await act(name, id, 'submit')).status]).toEqual([name, 200]);
      expect([name, (await act(name, id, 'approve')).status]).toEqual([name, 403]);
      expect([name, (await act(`${name}Approver`, id, 'approve')).status]).toEqual([name, 200]);
    }
    const cesis = await values('cesis', idOf('cesis'));
    expect(cesis.get('SU-O-REG')?.value).toBe(0);
    expect(cesis.get('SU-M-GRANT-EUR')?.status).toBe('not_applicable');
  });

  it('is reviewed: one module returned, corrected, approved anew; both accepted', async () => {
    const id = idOf('gulbene');
    expect((await act('lps', id, 'review')).status).toBe(200);
    const reason = 'Lūdzu, pārbaudiet lietu skaitu pret uzskaites sistēmu.';
    expect((await act('lps', id, 'return', { module: 'SD', reason, cells: ['SD-CASES'] })).status).toBe(200);
    const form = await values('gulbene', id);
    const cell = form.get('SD-CASES');
    await patch('gulbene', id, [
      { cell: 'SD-CASES', value: (cell?.value ?? 0) + 1, comment: COMMENT, version: cell?.version ?? 0 },
    ]);
    await explain('gulbene', id);
    expect((await act('lps', id, 'accept', { module: 'SD' })).status).toBe(409);
    expect((await act('gulbene', id, 'submit', { module: 'SD' })).status).toBe(200);
    expect((await act('gulbeneApprover', id, 'approve', { module: 'SD' })).status).toBe(200);
    await act('lps', id, 'review', { module: 'SD' });
    await act('lps', idOf('cesis'), 'review');
    for (const name of ['gulbene', 'cesis']) {
      const accepted = await act('lps', idOf(name), 'accept');
      expect([name, accepted.status, (accepted.body as { state: string }).state]).toEqual([name, 200, 'accepted']);
    }
    const queue = await as('lps').get(`/api/v1/submissions?period=${period}&state=accepted`);
    expect((queue.body as { total: number }).total).toBe(2);
    const receipt = await as('gulbene').get(`/api/v1/submissions/${id}/receipt.pdf`);
    expect([receipt.status, String(receipt.body).slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  it('gives scores by themselves: what was accepted is compared', async () => {
    await eventually(async () => {
      const { status, body } = await as('analyst').get(`/api/v1/benchmarks/SU-L-EVENTS?period=${period}&edition=draft`);
      expect(status).toBe(200);
      const { rows } = body as { rows: { municipality: { name: string }; value: number | null }[] };
      expect(rows.filter(({ value }) => value !== null)).toHaveLength(2);
    }, 60_000);
  }, 70_000);

  it('leaves a chain of who did what that verifies', async () => {
    const { body } = await as('lps').get(`/api/v1/submissions/${idOf('gulbene')}/history?cell=SD-CASES`);
    const entries = (body as { items: { value: number; recordedBy: string }[] }).items;
    expect(entries.length).toBeGreaterThan(1);
    expect(entries[0]?.recordedBy).toMatch(/Koordinator/);
  });
});
