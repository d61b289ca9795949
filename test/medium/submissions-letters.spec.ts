// Real: an SMTP server that the letters are handed to over TCP, Postgres, the PDF writer. The database's clock is
// today's; deadlines are set around it.
import type { AddressInfo } from 'node:net';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { SYSTEM_ACTOR, type Actor } from '../../src/http/actor.js';
import { SmtpMailer } from '../../src/identity/mail/smtp-mailer.js';
import { PeriodService } from '../../src/submissions/periods/period.service.js';
import { ReminderService } from '../../src/submissions/reminders/reminder.service.js';
import { addDays, dayInRiga } from '../../src/submissions/workflow/riga-time.js';
import { openCollection, PERIOD, soundEntries, type Collection } from '../factories/collection.js';

let server: SMTPServer;
let house: Collection;
const letters: { to: string[]; text: string }[] = [];
let refuse = false;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        if (refuse) {
          done(new Error('the mailbox is full'));
          return;
        }
        letters.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          text: Buffer.concat(parts).toString('utf8'),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  house = await openCollection(new SmtpMailer(`smtp://127.0.0.1:${port}?from=macities@example.lv`));
}, 60_000);
afterAll(async () => {
  await house.close();
  await new Promise<void>((resolve) => {
    server.close(resolve);
  });
});

const decoded = (text: string): string => {
  const [, body = ''] = text.split(/\r?\n\r?\n([\s\S]*)/);
  if (/Content-Transfer-Encoding: base64/i.test(text)) return Buffer.from(body, 'base64').toString('utf8');
  const bytes = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

describe('reminders', () => {
  let clerk: Actor;
  let coordinator: Actor;
  const setDeadlines = async (days: { SU: number; SP: number; SD: number }) => {
    const today = dayInRiga(new Date());
    const deadlines = { SU: addDays(today, days.SU), SP: addDays(today, days.SP), SD: addDays(today, days.SD) };
    await house.get(PeriodService).change(PERIOD, { deadlines }, SYSTEM_ACTOR);
  };

  it('go seven days before to those with gaps of their own, once', async () => {
    clerk = await house.user('data_owner', '0026000', { modules: ['SD'] });
    coordinator = await house.user('coordinator', '0026000');
    await house.user('data_owner', '0026000', { modules: ['SU'] });
    await house.call(coordinator, 'GET', `/submissions?period=${PERIOD}`);
    await setDeadlines({ SU: 30, SP: 30, SD: 7 });
    const reminders = house.get(ReminderService);
    refuse = true;
    expect(await reminders.run()).toBe(0);
    refuse = false;
    expect(await reminders.run()).toBe(2);
    expect(letters.map(({ to }) => to[0]).sort()).toEqual([clerk.email, coordinator.email].sort());
    const own = decoded(letters.find(({ to }) => to[0] === clerk.email)?.text ?? '');
    expect(own).toContain('Pēc 7 dienām beidzas termiņš');
    expect(own).toContain('SD-CASES');
    expect(own).not.toContain('SU-L-EVENTS');
    expect(await reminders.run()).toBe(0);
    expect(letters).toHaveLength(2);
  });

  it('go on the day and seven days after, and not in between or to those who are done', async () => {
    const count = async (SD: number) => {
      await setDeadlines({ SU: 30, SP: 30, SD });
      const before = letters.length;
      await house.get(ReminderService).run();
      return letters.length - before;
    };
    expect([await count(6), await count(0), await count(-1), await count(-7)]).toEqual([0, 2, 0, 2]);
    const { body } = await house.call(clerk, 'GET', `/submissions?period=${PERIOD}`);
    const id = body.items[0].id;
    const form = await house.call(clerk, 'GET', `/submissions/${id}/values?module=SD`);
    const editable = new Set<string>(
      form.body.items.filter((one: { editable: boolean }) => one.editable).map((one: { cell: string }) => one.cell),
    );
    await house.call(clerk, 'PATCH', `/submissions/${id}/values`, { values: soundEntries(editable) });
    expect(await count(7)).toBe(0);
  });
});

describe('the receipt', () => {
  it('is a PDF with the number and hash of what was approved', async () => {
    const coordinator = await house.user('coordinator', '0054000');
    const approver = await house.user('approver', '0054000', { name: 'Ģertrūde Ķēniņa' });
    const id = (await house.call(coordinator, 'GET', `/submissions?period=${PERIOD}`)).body.items[0].id;
    expect((await house.call(coordinator, 'GET', `/submissions/${id}/receipt.pdf`)).body.code).toBe(
      'receipt_not_found',
    );
    const form = await house.call(coordinator, 'GET', `/submissions/${id}/values`);
    const editable = new Set<string>(
      form.body.items.filter((one: { editable: boolean }) => one.editable).map((one: { cell: string }) => one.cell),
    );
    await house.call(coordinator, 'PATCH', `/submissions/${id}/values`, { values: soundEntries(editable) });
    await house.call(coordinator, 'POST', `/submissions/${id}/actions/submit`, { module: 'SD' });
    const approved = await house.call(approver, 'POST', `/submissions/${id}/actions/approve`, { module: 'SD' });
    expect(approved.status).toBe(200);
    const { status, headers, raw } = await house.call(coordinator, 'GET', `/submissions/${id}/receipt.pdf`);
    expect([status, headers['content-type'], raw.subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
    expect(shownGlyphs(raw)).toBeGreaterThan(300);
    const [receipt] = await house.suite.database.transaction(
      (tx) => tx.query<{ number: string }>('select number from receipt where submission_id = $1', [id]),
      { wide: true },
    );
    const hash: string = approved.body.modules[2].approvedHash;
    expect(receipt?.number).toBe(`${PERIOD}-0054000-SD-${hash.slice(0, 12)}`);
  });
});

/** Number of glyphs that the pages of a PDF show, from its unpacked streams. */
function shownGlyphs(pdf: Buffer): number {
  let glyphs = 0;
  for (const match of pdf.toString('latin1').matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    try {
      const text = inflateSync(Buffer.from(match[1] ?? '', 'latin1')).toString('latin1');
      for (const shown of text.matchAll(/\[([^\]]*)\] TJ/g))
        glyphs += [...(shown[1] ?? '').matchAll(/<([0-9a-f]*)>/gi)].reduce(
          (sum, [, hex = '']) => sum + hex.length / 4,
          0,
        );
    } catch {
      continue;
    }
  }
  return glyphs;
}
