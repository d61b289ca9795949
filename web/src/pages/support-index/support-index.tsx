import { Link } from 'react-router';
import type { Query } from '../../api/http.ts';
import { ChartFigure } from '../../components/chart/chart-figure.tsx';
import { MunicipalityPicker } from '../../components/municipality-picker.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { PeriodAndPeers } from '../../components/period-and-peers.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { supportIndex as words } from '../../i18n/pages/support-index.ts';
import { useAddress, type Address } from '../../state/use-address.ts';
import { useOwn } from '../../state/use-own.ts';
import { SUPPORT_INDEX } from './code.ts';

/** The support index: bands, what it is made of, and how certain a place is. */
export function SupportIndexPage() {
  const say = useTexts(words);
  const address = useAddress();
  const own = useOwn(address);
  const query = {
    indicator: SUPPORT_INDEX,
    period: address.get('period'),
    peerGroup: address.get('peers'),
    municipality: own,
  };
  return (
    <>
      <PageTitle>{say('title')}</PageTitle>
      <p className="lead">{say('intro')}</p>
      <PeriodAndPeers address={address} municipality={own} standard="all" />
      <section className="sheet" aria-labelledby="bands">
        <h2 id="bands">{say('bands')}</h2>
        <p>{say('bandsText')}</p>
        <ChartFigure name="map" query={query} level={3} height={560} />
      </section>
      <Breakdown address={address} query={query} own={own} />
      <Certainty query={query} />
      <p>
        <Link to={`/indicators/${SUPPORT_INDEX}`}>{say('toMethod')}</Link>
      </p>
    </>
  );
}

interface BreakdownProps {
  readonly address: Address;
  readonly query: Query;
  readonly own: string | null;
}

function Breakdown({ address, query, own }: BreakdownProps) {
  const say = useTexts(words);
  return (
    <section className="sheet" aria-labelledby="breakdown">
      <h2 id="breakdown">{say('breakdown')}</h2>
      <MunicipalityPicker
        label={say('municipality')}
        value={own}
        onPick={(municipality) => {
          address.set({ municipality });
        }}
      />
      {own === null ? (
        <p className="empty">{say('pickFirst')}</p>
      ) : (
        <ChartFigure name="index-breakdown" query={query} level={3} height={620} />
      )}
    </section>
  );
}

function Certainty({ query }: { readonly query: Query }) {
  const say = useTexts(words);
  return (
    <section className="sheet" aria-labelledby="intervals">
      <h2 id="intervals">{say('intervals')}</h2>
      <p>{say('intervalsText')}</p>
      <ChartFigure name="rank-interval" query={query} level={3} height={900} />
    </section>
  );
}
