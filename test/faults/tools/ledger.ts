import { appendFileSync } from 'node:fs';

/** How often something is done: short in `npm test`, as often as asked for in `npm run faults`. */
export function count(name: string, short: number): number {
  const asked = process.env[`FAULTS_${name}`];
  return asked === undefined || !/^\d{1,5}$/.test(asked) ? short : Number(asked);
}

/** Patience of a test whose length follows from the counts. */
export function patience(rounds: number, milliseconds: number): number {
  return 60_000 + rounds * milliseconds;
}

/**
 * What a client knows of one promise: what was attacked, what was acknowledged, what of that was not there afterwards,
 * and how long the service was away. `npm run faults` prints it.
 */
export class Ledger {
  attacks = 0;
  acknowledged = 0;
  /** Names of what was acknowledged and is gone, or was refused and is there, or is there twice. */
  readonly lost: string[] = [];
  private readonly recoveries: number[] = [];

  constructor(readonly promise: string) {}

  recovered(milliseconds: number): void {
    this.recoveries.push(milliseconds);
  }

  get slowestRecovery(): number {
    return Math.max(0, ...this.recoveries);
  }

  /** Adds the line to the report, where one is asked for. */
  report(): void {
    const file = process.env['FAULTS_REPORT'];
    if (file === undefined) return;
    const { promise, attacks, acknowledged, lost, slowestRecovery } = this;
    const recoveryMs = this.recoveries.length === 0 ? null : Math.round(slowestRecovery);
    appendFileSync(file, `${JSON.stringify({ promise, attacks, acknowledged, lost: lost.length, recoveryMs })}\n`);
  }
}

/** Says that a promise was not attacked, and why. */
export function skipped(promise: string, reason: string): void {
  process.stdout.write(`skipped: ${promise} (${reason})\n`);
  const file = process.env['FAULTS_REPORT'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify({ promise, skipped: reason })}\n`);
}
