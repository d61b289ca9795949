import { describe, expect, it } from '@jest/globals';
import { describedPeriod } from './period-code.js';
import { nextStates, usualSchedule } from './reporting-period.js';

describe('describedPeriod', () => {
  it('reads years, halves, quarters and months', () => {
    const days = (code: string) => {
      const { startsOn, endsOn } = describedPeriod(code) ?? {};
      return [startsOn, endsOn];
    };
    expect(days('2024')).toEqual(['2024-01-01', '2024-12-31']);
    expect(days('2024-H2')).toEqual(['2024-07-01', '2024-12-31']);
    expect(days('2024-Q1')).toEqual(['2024-01-01', '2024-03-31']);
    expect(days('2024-02')).toEqual(['2024-02-01', '2024-02-29']);
    expect(days('2023-02')).toEqual(['2023-02-01', '2023-02-28']);
    expect(describedPeriod('2024')?.title).toEqual({ lv: '2024. gads', en: 'Year 2024' });
    expect(describedPeriod('2024-05')?.title).toEqual({ lv: '2024. gada maijs', en: 'May 2024' });
  });

  it('knows no other codes', () => {
    for (const code of ['', '24', '1899', '2024-13', '2024-00', '2024-Q5', '2024-H3', '2024-1', 'x2024', '2024 '])
      expect([code, describedPeriod(code)]).toEqual([code, undefined]);
  });
});

describe('nextStates', () => {
  it('leads from planned to closed, and back only for corrections', () => {
    const next = (state: Parameters<typeof nextStates>[0]['state']) => nextStates({ state, isPractice: false });
    expect(next('planned')).toEqual(['open', 'closed']);
    expect(next('locked')).toContain('correction');
    expect(next('closed')).toEqual(['correction']);
  });

  it('never makes a practice period a real one', () => {
    for (const state of ['planned', 'practice', 'open', 'locked', 'correction', 'closed'] as const)
      for (const next of nextStates({ state, isPractice: true })) expect(['practice', 'closed']).toContain(next);
  });
});

describe('usualSchedule', () => {
  it('is the one of the year after', () => {
    expect(usualSchedule('2026-12-31')).toEqual({
      opensOn: '2027-01-02',
      deadlines: { SU: '2027-03-31', SP: '2027-03-31', SD: '2027-02-15' },
    });
  });
});
