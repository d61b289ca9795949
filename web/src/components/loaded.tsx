import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Problem } from '../api/problem.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { Skeleton } from './skeleton.tsx';

interface Props<T> {
  readonly query: UseQueryResult<T, Problem>;
  /** Height of what will stand here, for its place to be kept. */
  readonly height: number | string;
  readonly children: (data: T) => ReactNode;
}

/** What a question was answered with: a placeholder until then, a notice where it fails. */
export function Loaded<T>({ query, height, children }: Props<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error !== null) {
    return <ProblemNotice problem={query.error} onAgain={() => void query.refetch()} />;
  }
  return <Skeleton height={height} />;
}
