import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { horizonOf, type EditionView } from '../../benchmarks/editions/edition-view.js';
import type { DirectoryState } from '../../municipalities/municipality-directory.js';
import { PeerGroups } from '../../municipalities/peer-groups/peer-groups.js';
import { ScoreReader } from '../../scoring/reading/score-reader.js';
import { fixedGroupId, nearestGroupId } from './group-ids.js';
import type { OpenPeerGroup, OpenPeriod } from './published-figures.js';

/** The peer groups of an edition: those that scores are kept for, and each municipality with its nearest neighbours. */
@Injectable()
export class OpenGroups {
  /** By state of the reference data, day and municipality. */
  private readonly neighbours = new LRUCache<string, readonly OpenPeerGroup[]>({ max: 5000 });

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
    const nearest: OpenPeerGroup[] = [];
    for (const atvk of codes) nearest.push(...(await this.nearest(atvk, period, directory.version)));
    return [...fixed, ...nearest];
  }

  /** Empty where facts are missing that neighbours are found by. Each is some milliseconds of arithmetic. */
  private async nearest(atvk: string, { endsOn }: OpenPeriod, version: string): Promise<readonly OpenPeerGroup[]> {
    const key = `${version} ${endsOn} ${atvk}`;
    const known = this.neighbours.get(key);
    if (known !== undefined) return known;
    await setImmediate();
    const group = await this.peers.resolve(`nearest-${atvk}`, endsOn);
    const isUsable = group !== undefined && group.members.length > 1;
    const found = isUsable
      ? [{ code: group.code, koladaId: nearestGroupId(atvk), name: group.name, members: [...group.members] }]
      : [];
    this.neighbours.set(key, found);
    return found;
  }

  private stored(view: EditionView, { id }: { readonly id: number }) {
    return this.reader.groups(horizonOf(view, id)?.sequence ?? 0, id);
  }
}
