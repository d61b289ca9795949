import { Link, useParams } from 'react-router';
import { useMunicipality, usePeers, useRead } from '../../api/queries.ts';
import type { Municipality, ProfileAnswer } from '../../api/types.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ExplanationDialog } from '../../components/explanation/explanation-dialog.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { PeriodAndPeers } from '../../components/period-and-peers.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { municipality as words } from '../../i18n/pages/municipality.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { useAddress, type Address } from '../../state/use-address.ts';
import { Facts } from './facts.tsx';
import { HeadlineTiles } from './headline-tiles.tsx';
import { ProfileRows } from './profile-rows.tsx';
import { Standing } from './standing.tsx';
import './municipality.css';

/** One municipality against its peers: strengths, what may be learned, headlines, every indicator. */
export function MunicipalityPage() {
  const { atvk = '' } = useParams();
  return (
    <Loaded query={useMunicipality(atvk)} height="70rem">
      {(municipality) => <Profile key={municipality.atvk} municipality={municipality} />}
    </Loaded>
  );
}

function Profile({ municipality }: { readonly municipality: Municipality }) {
  const address = useAddress();
  const { atvk, name } = municipality;
  const query = { period: address.get('period'), peerGroup: address.get('peers') };
  const profile = useRead<ProfileAnswer>(`/municipalities/${atvk}/profile`, query, { keep: true });
  return (
    <>
      <PageTitle>{name}</PageTitle>
      <Facts municipality={municipality} />
      <PeriodAndPeers address={address} municipality={atvk} standard={`nearest-${atvk}`} />
      <Loaded query={profile} height="70rem">
        {(answer) => <Answer answer={answer} address={address} />}
      </Loaded>
    </>
  );
}

interface AnswerProps {
  readonly answer: ProfileAnswer;
  readonly address: Address;
}

function Answer({ answer, address }: AnswerProps) {
  const say = useTexts(words);
  const explained = address.get('explain');
  const { municipality, rows, periodDetails } = answer;
  const onExplain = (code: string) => {
    address.set({ explain: code });
  };
  if (rows.length === 0) return <p className="empty">{say('noFigures')}</p>;
  return (
    <>
      <Peers answer={answer} address={address} />
      <Actions answer={answer} />
      <Standing answer={answer} onExplain={onExplain} />
      <HeadlineTiles answer={answer} onExplain={onExplain} />
      <ProfileRows answer={answer} onExplain={onExplain} />
      {explained === null ? null : (
        <ExplanationDialog
          subject={{
            indicator: explained,
            municipality: municipality.atvk,
            period: periodDetails.code,
            peerGroup: address.get('peers') ?? `nearest-${municipality.atvk}`,
          }}
          onClose={() => {
            address.set({ explain: null });
          }}
        />
      )}
    </>
  );
}

/** Who the municipality is compared with, and why with those. */
function Peers({ answer, address }: AnswerProps) {
  const say = useTexts(words);
  const { text } = useFormats();
  const isNearest = address.get('peers') === null || address.get('peers')?.startsWith('nearest-') === true;
  const peers = usePeers(isNearest ? answer.municipality.atvk : null).data;
  const names = isNearest ? answer.peers.map(({ name }) => name).join(', ') : text(answer.peerGroupDetails.name);
  const variables = peers?.variables.map(({ name }) => name).join(', ') ?? '';
  return (
    <p className="soft peers">
      {say('peersAre', { names })} {variables === '' ? null : say('peersWhy', { variables })}
    </p>
  );
}

function Actions({ answer: { municipality } }: { readonly answer: ProfileAnswer }) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  return (
    <div className="actions">
      <button
        type="button"
        onClick={() => {
          window.print();
        }}
      >
        {sayCommon('print')}
      </button>
      <Link className="button" to={`/compare?municipalities=${municipality.atvk}`}>
        {say('compare')}
      </Link>
      <CopyButton text={() => location.href} label={sayCommon('link')} done={sayCommon('linkCopied')} />
    </div>
  );
}
