import { Injectable } from '@nestjs/common';
import type { LocalisedText } from '../../core/vocabulary.js';
import { unprocessable } from '../../http/problem.js';
import { PeerGroups } from '../../municipalities/peer-groups/peer-groups.js';
import { ScoreReader, type RunHorizon } from '../../scoring/reading/score-reader.js';

/** Whom a municipality is compared with in one period. */
export interface ComparisonGroup {
  readonly code: string;
  readonly name: LocalisedText;
  /** Places in the unit order, ascending. */
  readonly members: Int32Array;
  /** Whether scores within it are stored. */
  readonly stored: boolean;
}

/** Peer groups by their codes: kept with the scores, or made for the question. */
@Injectable()
export class ComparisonGroups {
  constructor(
    private readonly peers: PeerGroups,
    private readonly reader: ScoreReader,
  ) {}

  /**
   * @param code `all`, that of a fixed group, `nearest-<atvk>`, `nearest-<atvk>-k<number>` or `own-<atvk>-<atvk>-…`
   * @throws Problem 422 naming the groups there are
   */
  async find(
    code: string,
    period: { readonly id: number; readonly endsOn: string },
    horizon: RunHorizon,
  ): Promise<ComparisonGroup> {
    const kept = await this.reader.groups(horizon.sequence, period.id);
    const fixed = kept.find((group) => group.code === code);
    if (fixed !== undefined) return { ...fixed, stored: true };
    const made = await this.peers.resolve(code, period.endsOn);
    if (made === undefined || made.members.length === 0) throw unknownGroup(code, kept);
    return { code, name: made.name, members: made.members, stored: false };
  }
}

function unknownGroup(code: string, kept: readonly { readonly code: string }[]) {
  const list = [...kept.map((group) => group.code), 'nearest-<atvk>', 'own-<atvk>-<atvk>-…'].join(', ');
  const message = {
    lv: `Salīdzināmās grupas “${code}” nav. Ir šādas: ${list}.`,
    en: `There is no peer group “${code}”. There are: ${list}.`,
  };
  return unprocessable('unknown_peer_group', message, [{ path: 'peerGroup', code: 'unknown_peer_group', message }]);
}
