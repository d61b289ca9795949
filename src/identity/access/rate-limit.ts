/**
 * A token bucket for each user, or for each address where nobody is signed in. It guards against a greedy or faulty
 * client, not against guessing (LoginThrottle does, in the shared database), so each process keeps its own buckets:
 * with n processes behind a balancer a client gets at most n times as much.
 */
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { AppConfig } from '../../config/app-config.js';
import { Problem, titleOf } from '../../http/problem.js';

/** Requests a minute, and as many at once after a rest. A page asks for a few dozen things at most. */
export const SIGNED_IN_PER_MINUTE = 600;
export const PUBLIC_PER_MINUTE = 300;

interface Bucket {
  tokens: number;
  filledAt: number;
}

@Injectable()
export class RateLimit {
  private readonly buckets = new LRUCache<string, Bucket>({ max: 20_000 });

  constructor(private readonly config: AppConfig) {}

  /**
   * Takes one request from the bucket.
   *
   * @param now milliseconds on a clock that does not go back
   * @throws Problem 429 `too_many_requests` with Retry-After in whole seconds
   */
  take(key: string, perMinute: number, now: number = performance.now()): void {
    if (!this.config.rateLimit) return;
    const bucket = this.buckets.get(key) ?? { tokens: perMinute, filledAt: now };
    bucket.tokens = Math.min(perMinute, bucket.tokens + ((now - bucket.filledAt) * perMinute) / 60_000);
    bucket.filledAt = now;
    this.buckets.set(key, bucket);
    if (bucket.tokens < 1) throw tooManyRequests(((1 - bucket.tokens) * 60) / perMinute);
    bucket.tokens -= 1;
  }
}

function tooManyRequests(seconds: number): Problem {
  return new Problem({
    status: 429,
    code: 'too_many_requests',
    title: titleOf(429),
    headers: { 'retry-after': String(Math.max(1, Math.ceil(seconds))) },
  });
}
