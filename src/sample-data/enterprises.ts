import type { Character } from './character.js';
import { characterKey, FIRST_YEAR } from './character.js';

/** Social enterprises of a municipality in a year. */
export interface Enterprises {
  readonly registered: number;
  readonly joined: number;
  readonly left: number;
  readonly municipal: number;
  readonly workIntegration: number;
  readonly jobs: number;
}

/** Made up; only the sum (217 in 2023, half of them in Rīga, a fifth around it) follows the real country. */
const FIRST: Readonly<Record<string, number>> = {
  '0001000': 109,
  '0002000': 3,
  '0003000': 4,
  '0004000': 7,
  '0005000': 5,
  '0006000': 2,
  '0007000': 2,
  '0020000': 1,
  '0021000': 1,
  '0022000': 0,
  '0023000': 4,
  '0024000': 1,
  '0025000': 2,
  '0026000': 6,
  '0027000': 2,
  '0028000': 1,
  '0029000': 0,
  '0030000': 2,
  '0031000': 2,
  '0032000': 1,
  '0033000': 3,
  '0034000': 5,
  '0035000': 3,
  '0036000': 1,
  '0037000': 1,
  '0038000': 2,
  '0039000': 7,
  '0040000': 6,
  '0041000': 1,
  '0042000': 1,
  '0043000': 2,
  '0044000': 4,
  '0045000': 2,
  '0046000': 1,
  '0047000': 1,
  '0048000': 6,
  '0049000': 2,
  '0051000': 2,
  '0052000': 3,
  '0053000': 1,
  '0054000': 8,
  '0055000': 0,
  '0056000': 0,
};

/** Municipalities where nobody has founded one yet; Gulbene prepares the ground. */
const NONE_YET = new Set(['0022000', '0029000', '0055000', '0056000']);

/** The year in which Ogre bought a social enterprise. */
const OGRE = { atvk: '0040000', since: 2024 };

/** Enterprises in a year: last year's and those that joined, without those that left. */
export function enterprisesOf(atvk: string, character: Character, year: number): Enterprises {
  let registered = FIRST[characterKey(atvk)] ?? 0;
  let change = { joined: 0, left: 0 };
  for (let passed = FIRST_YEAR; passed <= year; passed++) {
    change = changeOf(atvk, character, { year: passed, registered });
    if (passed > FIRST_YEAR) registered += change.joined - change.left;
  }
  const workIntegration = Math.round(registered * character.between('work integration', [0.12, 0.34]));
  const jobs = character.between('jobs', [3, 9]) * character.growth('jobs', year, 0.06);
  return {
    registered,
    ...change,
    municipal: atvk === OGRE.atvk && year >= OGRE.since ? 1 : 0,
    workIntegration,
    jobs: workIntegration === 0 ? 0 : Math.max(workIntegration, Math.round(workIntegration * jobs)),
  };
}

function changeOf(
  atvk: string,
  character: Character,
  { year, registered }: { readonly year: number; readonly registered: number },
): { joined: number; left: number } {
  if (NONE_YET.has(atvk)) return { joined: 0, left: 0 };
  const rate = 0.05 + 0.12 * character.activity;
  const joined = Math.floor(registered * rate + character.draw(`joined ${year}`));
  const left = registered < 2 ? 0 : Math.floor(registered * 0.08 + character.draw(`left ${year}`) * 0.55);
  return { joined: year === FIRST_YEAR ? Math.min(joined, registered) : joined, left };
}
