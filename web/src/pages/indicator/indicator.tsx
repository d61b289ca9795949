import { useParams } from 'react-router';
import type { Query } from '../../api/http.ts';
import { useIndicator } from '../../api/queries.ts';
import type { IndicatorDetail } from '../../api/types.ts';
import { ChartFigure } from '../../components/chart/chart-figure.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { MunicipalityPicker } from '../../components/municipality-picker.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { PeriodAndPeers } from '../../components/period-and-peers.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { indicator as words } from '../../i18n/pages/indicator.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { useAddress, type Address } from '../../state/use-address.ts';
import { useOwn } from '../../state/use-own.ts';
import { AboutIndicator } from './about-indicator.tsx';

/** One indicator: all municipalities in order, over time, as a distribution, on the map, and what it means. */
export function IndicatorPage() {
  const { code = '' } = useParams();
  return (
    <Loaded query={useIndicator(code)} height="60rem">
      {(indicator) => <Indicator key={indicator.code} indicator={indicator} code={code} />}
    </Loaded>
  );
}

interface Props {
  readonly indicator: IndicatorDetail;
  readonly code: string;
}

/** The code whose figures are shown: the one in the address, or the first part of an indicator that is divided. */
function figuresCode({ indicator, code }: Props): string {
  if (indicator.cell !== null) return code;
  return indicator.cells[0]?.code ?? code;
}

function Indicator(props: Props) {
  const { indicator } = props;
  const address = useAddress();
  const { text } = useFormats();
  const cell = address.get('part') ?? figuresCode(props);
  const own = useOwn(address);
  const query = {
    indicator: cell,
    period: address.get('period'),
    peerGroup: address.get('peers'),
    municipality: own,
  };
  return (
    <>
      <PageTitle>{text(indicator.name)}</PageTitle>
      <Choices address={address} indicator={indicator} cell={cell} own={own} />
      <div className="with-side">
        <div>
          <div className="sheet">
            <ChartFigure name="ranking" query={query} height={1100} />
          </div>
          <div className="sheet">
            <Views address={address} query={query} />
          </div>
        </div>
        <AboutIndicator indicator={indicator} code={cell} />
      </div>
    </>
  );
}

interface ChoicesProps {
  readonly address: Address;
  readonly indicator: IndicatorDetail;
  readonly cell: string;
  readonly own: string | null;
}

function Choices({ address, indicator, cell, own }: ChoicesProps) {
  const say = useTexts(words);
  const { text } = useFormats();
  return (
    <div className="choices-block">
      {indicator.cells.length < 2 ? null : (
        <div className="choices">
          <SelectField
            label={say('part')}
            value={cell}
            choices={indicator.cells.map(({ code, name }) => ({ value: code, label: text(name) }))}
            onChoose={(part) => {
              address.set({ part });
            }}
          />
        </div>
      )}
      <PeriodAndPeers address={address} municipality={own} standard="all" />
      <MunicipalityPicker
        label={say('emphasise')}
        value={own}
        onPick={(municipality) => {
          address.set({ municipality });
        }}
      />
    </div>
  );
}

function Views({ address, query }: { readonly address: Address; readonly query: Query }) {
  const say = useTexts(words);
  return (
    <Tabs
      label={say('views')}
      selected={address.get('view') ?? 'trend'}
      onSelect={(view) => {
        address.set({ view: view === 'trend' ? null : view });
      }}
      tabs={[
        { id: 'trend', label: say('trend'), content: () => <ChartFigure key="trend" name="trend" query={query} /> },
        {
          id: 'distribution',
          label: say('distribution'),
          content: () => <ChartFigure key="distribution" name="distribution" query={query} height={320} />,
        },
        {
          id: 'map',
          label: say('map'),
          content: () => <ChartFigure key="map" name="map" query={query} height={520} />,
        },
      ]}
    />
  );
}
