import type { MessageEvent } from '@nestjs/common';
import { concat, defer, distinctUntilChanged, interval, map, merge, Observable, of, switchMap, takeWhile } from 'rxjs';
import type { RunRecord } from '../runs/run-repository.js';
import { runView } from './scoring-run.dto.js';

const LOOK_MS = 300;
/** A comment now and then keeps proxies from closing a quiet connection. */
const HEARTBEAT_MS = 15_000;

/**
 * A run as it goes on, until it is done or failed: `progress` events, then one `done` or `failed`. It looks at the row,
 * so that it does not matter which process carries the run out.
 */
export function runEvents(look: () => Promise<RunRecord>): Observable<MessageEvent> {
  const states = concat(of(0), interval(LOOK_MS)).pipe(
    switchMap(() => defer(look)),
    distinctUntilChanged(
      (a, b) => a.state === b.state && a.progressDone === b.progressDone && a.progressTotal === b.progressTotal,
    ),
    takeWhile(({ state }) => state === 'queued' || state === 'running', true),
    map((run): MessageEvent => ({ type: eventOf(run), data: runView(run) })),
  );
  return untilFirstEnds(
    states,
    interval(HEARTBEAT_MS).pipe(map((): MessageEvent => ({ type: 'heartbeat', data: {} }))),
  );
}

function eventOf({ state }: RunRecord): string {
  return state === 'done' || state === 'failed' ? state : 'progress';
}

function untilFirstEnds(states: Observable<MessageEvent>, beats: Observable<MessageEvent>): Observable<MessageEvent> {
  return new Observable((subscriber) => {
    const quiet = merge(beats).subscribe((beat) => {
      subscriber.next(beat);
    });
    const subscription = states.subscribe(subscriber);
    return () => {
      quiet.unsubscribe();
      subscription.unsubscribe();
    };
  });
}
