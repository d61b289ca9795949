import { Injectable } from '@nestjs/common';
import { Database, type Transaction } from '../../database/database.js';
import type { Actor } from '../../http/actor.js';
import { conflict, notFound, Problem, titleOf, unprocessable } from '../../http/problem.js';
import { AuditTrail } from '../../identity/audit/audit-trail.js';
import { today } from '../../municipalities/day.js';
import type { LocalisedText } from '../../core/vocabulary.js';
import { describedPeriod } from './period-code.js';
import { PeriodRepository } from './period.repository.js';
import { nextStates, usualSchedule, type Deadlines, type PeriodRecord, type PeriodState } from './reporting-period.js';

export interface NewPeriod {
  readonly code: string;
  /** Needed where the code does not say them. */
  readonly startsOn?: string | undefined;
  readonly endsOn?: string | undefined;
  readonly title?: LocalisedText | undefined;
  readonly isPractice?: boolean | undefined;
  readonly opensOn?: string | undefined;
  readonly deadlines?: Deadlines | undefined;
  /** `planned` where absent. */
  readonly state?: PeriodState | undefined;
}

export interface PeriodChange {
  readonly state?: PeriodState | undefined;
  readonly opensOn?: string | undefined;
  readonly deadlines?: Deadlines | undefined;
  readonly title?: LocalisedText | undefined;
  /** Refuse where the version is another by now. */
  readonly expectedVersion?: number | undefined;
}

/** Reporting periods: what there are, how far each has come, and who moves them on. */
@Injectable()
export class PeriodService {
  constructor(
    private readonly database: Database,
    private readonly periods: PeriodRepository,
    private readonly audit: AuditTrail,
  ) {}

  /** Newest first. */
  list(): Promise<PeriodRecord[]> {
    return this.periods.all();
  }

  async byCode(code: string): Promise<PeriodRecord | undefined> {
    return (await this.periods.byCodes([code]))[0];
  }

  /** The period that municipalities fill in now: of several the newest; practice periods are not meant. */
  async open(): Promise<PeriodRecord | undefined> {
    return (await this.periods.all()).find(({ state }) => state === 'open');
  }

  /**
   * The periods of these codes inside a transaction; those that are over and do not exist yet are made, closed.
   *
   * @returns by code; a code that is missing names no period, or one that does not exist and has not ended yet
   */
  async ensureClosed(transaction: Transaction, codes: readonly string[]): Promise<Map<string, PeriodRecord>> {
    const wanted = [...new Set(codes)];
    const found = await this.periods.byCodes(wanted, transaction);
    const known = new Set(found.map(({ code }) => code));
    const ended = wanted
      .filter((code) => !known.has(code))
      .flatMap((code) => describedPeriod(code) ?? [])
      .filter(({ endsOn }) => endsOn < today())
      .map((period) => ({ ...period, state: 'closed' as const, isPractice: false, opensOn: null, deadlines: {} }));
    if (ended.length === 0) return new Map(found.map((period) => [period.code, period]));
    await this.periods.add(transaction, ended);
    const all = await this.periods.byCodes(wanted, transaction);
    return new Map(all.map((period) => [period.code, period]));
  }

  /**
   * Makes a period, planned unless told otherwise.
   *
   * @throws Problem 409 where the code is taken, 422 where the days do not fit
   */
  async create(wanted: NewPeriod, actor: Actor): Promise<PeriodRecord> {
    const period = completed(wanted);
    return this.database.transaction(async (transaction) => {
      const [created] = await this.periods.add(transaction, [period]);
      if (created === undefined)
        throw conflict('period_exists', {
          lv: `Periods “${period.code}” jau ir.`,
          en: `There is a period “${period.code}” already.`,
        });
      await this.audit.record(transaction, {
        actor,
        action: 'period.created',
        subject: `period:${created.code}`,
        after: created,
      });
      return created;
    });
  }

  /**
   * Opens, locks or closes a period, or moves its days.
   *
   * @throws Problem 404, 412 for another version, 422 for a state that cannot follow
   */
  async change(code: string, wanted: PeriodChange, actor: Actor): Promise<PeriodRecord> {
    return this.database.transaction(async (transaction) => {
      const before = await this.periods.forChange(transaction, code);
      if (before === undefined) throw noPeriod(code);
      if (wanted.expectedVersion !== undefined && wanted.expectedVersion !== before.version) throw outdated(before);
      const after = changed(before, wanted);
      const saved = await this.periods.update(transaction, after);
      const action = after.state === before.state ? 'period.changed' : `period.${after.state}`;
      await this.audit.record(transaction, { actor, action, subject: `period:${code}`, before, after: saved });
      return saved;
    });
  }
}

/** 404 for a period. */
export function noPeriod(code: string): Problem {
  return notFound({ lv: `Perioda “${code}” nav.`, en: `There is no period “${code}”.` }, 'period_not_found');
}

function outdated(current: PeriodRecord): Problem {
  const { version, state, opensOn, deadlines } = current;
  return new Problem({
    status: 412,
    code: 'stale_version',
    title: titleOf(412),
    extra: { current: { version, state, opensOn, deadlines } },
  });
}

function completed(wanted: NewPeriod): Omit<PeriodRecord, 'id' | 'version'> {
  const described = describedPeriod(wanted.code);
  const startsOn = wanted.startsOn ?? described?.startsOn;
  const endsOn = wanted.endsOn ?? described?.endsOn;
  if (startsOn === undefined || endsOn === undefined || endsOn < startsOn)
    throw unprocessable('period_days_missing', {
      lv: 'Norādiet perioda pirmo un pēdējo dienu; pēdējā nav agrāka par pirmo.',
      en: 'State the first and the last day of the period; the last is not before the first.',
    });
  const isPractice = wanted.isPractice ?? false;
  const state = wanted.state ?? 'planned';
  const schedule = usualSchedule(endsOn);
  if (!isPractice && state === 'practice') throw cannotFollow(state, nextStates({ state: 'planned', isPractice }));
  return {
    code: wanted.code,
    startsOn,
    endsOn,
    title: wanted.title ?? described?.title ?? { lv: wanted.code, en: wanted.code },
    state,
    isPractice,
    opensOn: wanted.opensOn ?? schedule.opensOn,
    deadlines: merged(schedule.deadlines, wanted.deadlines),
  };
}

function changed(before: PeriodRecord, { state, opensOn, deadlines, title }: PeriodChange): PeriodRecord {
  const allowed = nextStates(before);
  if (state !== undefined && state !== before.state && !allowed.includes(state)) throw cannotFollow(state, allowed);
  return {
    ...before,
    state: state ?? before.state,
    opensOn: opensOn ?? before.opensOn,
    deadlines: merged(before.deadlines, deadlines),
    title: title ?? before.title,
  };
}

/** Days that are given replace those there are; a module left out keeps its day. */
function merged(there: Deadlines, given: Deadlines = {}): Deadlines {
  const days = Object.entries(given).filter(([, day]: [string, string | undefined]) => day !== undefined);
  return { ...there, ...(Object.fromEntries(days) as Deadlines) };
}

function cannotFollow(state: PeriodState, allowed: readonly PeriodState[]): Problem {
  const list = allowed.join(', ');
  return unprocessable('period_state_refused', {
    lv: `Periods nevar pāriet stāvoklī “${state}”. Iespējamie: ${list}.`,
    en: `The period cannot become “${state}”. Possible: ${list}.`,
  });
}
