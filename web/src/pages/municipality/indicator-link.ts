import type { ProfileAnswer } from '../../api/types.ts';

/** The page of an indicator with the same period, peers and municipality. */
export function indicatorLink(code: string, answer: ProfileAnswer): string {
  const { municipality, peerGroupDetails, periodDetails } = answer;
  const query = new URLSearchParams({
    municipality: municipality.atvk,
    peers: peerGroupDetails.code,
    period: periodDetails.code,
  });
  return `/indicators/${encodeURIComponent(code)}?${query.toString()}`;
}
