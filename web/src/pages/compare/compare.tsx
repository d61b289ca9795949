import { useIndicators, useMunicipalities, usePublishedPeriods } from '../../api/queries.ts';
import { ChartFigure } from '../../components/chart/chart-figure.tsx';
import { MunicipalityPicker } from '../../components/municipality-picker.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { SelectField, type Choice } from '../../components/select-field.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { compare as words } from '../../i18n/pages/compare.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { useAddress, type Address } from '../../state/use-address.ts';
import { useOwn } from '../../state/use-own.ts';
import { Chosen } from './chosen.tsx';
import { ComparisonTable } from './comparison-table.tsx';
import './compare.css';

/** More of each would fit no table. */
const MOST = 12;

/** Any municipalities by any indicators by any periods, and two indicators against each other. */
export function ComparePage() {
  const say = useTexts(words);
  const address = useAddress();
  const periods = usePublishedPeriods();
  const municipalities = address.list('municipalities').slice(0, MOST);
  const indicators = address.list('indicators').slice(0, MOST);
  const chosen = address.list('periods').slice(0, MOST);
  const asked = chosen.length > 0 ? chosen : periods.slice(0, 1).map(({ value }) => value);
  return (
    <>
      <PageTitle>{say('title')}</PageTitle>
      <p className="lead">{say('intro')}</p>
      <Choosers address={address} />
      {municipalities.length === 0 || indicators.length === 0 ? (
        <div className="empty">
          <p className="notice-title">{say('emptyTitle')}</p>
          <p>{say('empty')}</p>
        </div>
      ) : (
        <section className="sheet" aria-labelledby="comparison">
          <h2 id="comparison">{say('table')}</h2>
          <ComparisonTable municipalities={municipalities} indicators={indicators} periods={asked} />
        </section>
      )}
      <Scatter indicators={indicators} period={asked[0] ?? null} own={municipalities[0] ?? null} />
    </>
  );
}

function Choosers({ address }: { readonly address: Address }) {
  const say = useTexts(words);
  const { text } = useFormats();
  const own = useOwn(address);
  const names = (useMunicipalities().data?.items ?? []).map(({ atvk, name }) => ({ value: atvk, label: name }));
  const indicators = (useIndicators().data?.items ?? []).flatMap(({ cells }) =>
    cells.map(({ code, name }) => ({ value: code, label: text(name) })),
  );
  const list = address.list('municipalities');
  const add = (atvk: string) => {
    address.set({ municipalities: [...new Set([...list, atvk])] });
  };
  return (
    <div className="columns">
      <div>
        <MunicipalityPicker label={say('addMunicipality')} value={list.length === 0 ? own : null} onPick={add} />
        <Chosen label={say('chosenMunicipalities')} name="municipalities" choices={names} address={address} />
      </div>
      <Several
        name="indicators"
        add={say('addIndicator')}
        chosen={say('chosenIndicators')}
        choices={indicators}
        address={address}
      />
      <Several
        name="periods"
        add={say('addPeriod')}
        chosen={say('chosenPeriods')}
        choices={usePublishedPeriods()}
        address={address}
      />
    </div>
  );
}

interface SeveralProps {
  readonly name: string;
  readonly add: string;
  readonly chosen: string;
  readonly choices: readonly Choice[];
  readonly address: Address;
}

/** Several of a list, one after the other. */
function Several({ name, add, chosen, choices, address }: SeveralProps) {
  const say = useTexts(words);
  const list = address.list(name);
  const left = choices.filter(({ value }) => !list.includes(value));
  return (
    <div>
      <SelectField
        label={add}
        value=""
        choices={[{ value: '', label: say('choose') }, ...left]}
        onChoose={(value) => {
          if (value !== '') address.set({ [name]: [...list, value] });
        }}
      />
      <Chosen label={chosen} name={name} choices={choices} address={address} />
    </div>
  );
}

interface ScatterProps {
  readonly indicators: readonly string[];
  readonly period: string | null;
  readonly own: string | null;
}

function Scatter({ indicators: [x, y], period, own }: ScatterProps) {
  const say = useTexts(words);
  return (
    <section className="sheet" aria-labelledby="scatter">
      <h2 id="scatter">{say('scatter')}</h2>
      {x === undefined || y === undefined ? (
        <p>{say('scatterHelp')}</p>
      ) : (
        <ChartFigure
          name="scatter"
          query={{ indicator: x, against: y, period, municipality: own }}
          level={3}
          height={520}
        />
      )}
    </section>
  );
}
