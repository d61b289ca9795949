import type { Actor } from '../../http/actor.js';

/** For whom figures are prepared: small numbers are hidden from everyone but their owner and the LPS reviewer. */
export type Viewer =
  { readonly kind: 'public' } | { readonly kind: 'owner'; readonly atvk: string } | { readonly kind: 'reviewer' };

export function viewerOf(actor: Actor | null): Viewer {
  if (actor?.role === 'lps_reviewer') return { kind: 'reviewer' };
  if (actor?.municipality !== undefined && actor.municipality !== null)
    return { kind: 'owner', atvk: actor.municipality };
  return { kind: 'public' };
}

/** Viewers with the same key see the same. */
export function viewerKey(viewer: Viewer): string {
  return viewer.kind === 'owner' ? `owner ${viewer.atvk}` : viewer.kind;
}
