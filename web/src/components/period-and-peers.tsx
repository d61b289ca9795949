import { usePeerGroups, usePeers, usePublishedPeriods } from '../api/queries.ts';
import { useTexts } from '../i18n/dictionary.ts';
import { common } from '../i18n/pages/common.ts';
import type { Address } from '../state/use-address.ts';
import { SelectField } from './select-field.tsx';

interface Props {
  readonly address: Address;
  /** Whose most similar municipalities are offered. */
  readonly municipality: string | null;
  /** The group that stands where none is chosen. */
  readonly standard: string;
}

/** Choice of period and peer group, kept in the address. */
export function PeriodAndPeers({ address, municipality, standard }: Props) {
  const say = useTexts(common);
  const periods = usePublishedPeriods();
  const groups = usePeerGroups().data?.items ?? [];
  const peers = usePeers(municipality).data;
  const nearest =
    peers === undefined || peers.peerGroup === null
      ? []
      : [{ value: peers.peerGroup, label: say('nearest', { count: peers.k }) }];
  const choices = [...nearest, ...groups.map(({ code, name }) => ({ value: code, label: name }))];
  return (
    <div className="choices">
      <SelectField
        label={say('period')}
        value={address.get('period') ?? ''}
        choices={[{ value: '', label: say('newest') }, ...periods]}
        onChoose={(period) => {
          address.set({ period });
        }}
      />
      <SelectField
        label={say('peerGroup')}
        value={address.get('peers') ?? standard}
        choices={choices}
        onChoose={(group) => {
          address.set({ peers: group === standard ? null : group });
        }}
      />
    </div>
  );
}
