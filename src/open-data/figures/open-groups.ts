import { Injectable } from '@nestjs/common';
import { horizonOf, type EditionView } from '../../benchmarks/editions/edition-view.js';
import type { DirectoryState } from '../../municipalities/municipality-directory.js';
import { PeerGroups } from '../../municipalities/peer-groups/peer-groups.js';
import { ScoreReader } from '../../scoring/reading/score-reader.js';
import { fixedGroupId, nearestGroupId } from './group-ids.js';
import type { OpenPeerGroup, OpenPeriod } from './published-figures.js';

/** The peer groups of an edition: those that scores are kept for, and each municipality with its nearest neighbours. */
@Injectable()
export class OpenGroups {
  constructor(
    private readonly reader: ScoreReader,
    private readonly peers: PeerGroups,
  ) {}

  /** Units that figures of a period are published for, ascending. */
  async units(view: EditionView, period: { readonly id: number }): Promise<readonly number[]> {
    const groups = await this.stored(view, period);
    return [...(groups.find(({ code }) => code === 'all')?.members ?? [])];
  }

  /** The peer groups of a period, fixed ones first. */
  async of(view: EditionView, period: OpenPeriod, directory: DirectoryState): Promise<OpenPeerGroup[]> {
    const stored = await this.stored(view, period);
    const fixed = stored.map(({ code, name, members }) => ({
      code,
      koladaId: fixedGroupId(code, directory.groups),
      name,
      members: [...members],
    }));
    const all = stored.find(({ code }) => code === 'all')?.members ?? [];
    const codes = [...all].flatMap((unit) => directory.municipalities.byId(unit)?.atvk ?? []);
    const nearest = await Promise.all(codes.map((atvk) => this.nearest(atvk, period)));
    return [...fixed, ...nearest.flat()];
  }

  /** Empty where facts are missing that neighbours are found by. */
  private async nearest(atvk: string, { endsOn }: OpenPeriod): Promise<OpenPeerGroup[]> {
    const group = await this.peers.resolve(`nearest-${atvk}`, endsOn);
    if (group === undefined || group.members.length < 2) return [];
    return [{ code: group.code, koladaId: nearestGroupId(atvk), name: group.name, members: [...group.members] }];
  }

  private stored(view: EditionView, { id }: { readonly id: number }) {
    return this.reader.groups(horizonOf(view, id)?.sequence ?? 0, id);
  }
}
