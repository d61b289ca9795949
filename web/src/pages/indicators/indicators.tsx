import { useId } from 'react';
import { Link } from 'react-router';
import { capitalised } from '../../../../charts/words.ts';
import { useIndicators } from '../../api/queries.ts';
import type { Indicator } from '../../api/types.ts';
import { fold } from '../../components/fold.ts';
import { Loaded } from '../../components/loaded.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { indicators as words } from '../../i18n/pages/indicators.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { useAddress } from '../../state/use-address.ts';
import './indicators.css';

function fits(indicator: Indicator, wanted: string): boolean {
  const { code, name, definition } = indicator;
  return fold([code, name.lv, name.en, definition.lv, definition.en].join(' ')).includes(wanted);
}

/** All indicators by group, with a search that forgives missing diacritics. */
export function IndicatorsPage() {
  const say = useTexts(words);
  const address = useAddress();
  const id = useId();
  const query = useIndicators();
  const wanted = fold(address.get('q') ?? '');
  return (
    <>
      <PageTitle>{say('title')}</PageTitle>
      <p className="lead">{say('intro')}</p>
      <div className="choices">
        <div className="field">
          <label htmlFor={id}>{say('search')}</label>
          <input
            id={id}
            type="search"
            value={address.get('q') ?? ''}
            onChange={(event) => {
              address.set({ q: event.target.value });
            }}
          />
        </div>
      </div>
      <Loaded query={query} height="60rem">
        {({ items }) => <Groups items={items.filter((indicator) => fits(indicator, wanted))} />}
      </Loaded>
    </>
  );
}

function Groups({ items }: { readonly items: readonly Indicator[] }) {
  const say = useTexts(words);
  const { text } = useFormats();
  const groups = Map.groupBy(items, ({ group }) => group?.code ?? '');
  return (
    <>
      <p role="status">{items.length === 0 ? say('none') : say('found', { count: items.length })}</p>
      {[...groups].map(([code, members]) => {
        const group = members[0]?.group ?? null;
        return (
          <section key={code} className="indicator-group">
            <h2>{capitalised(group === null ? say('other') : text(group.name))}</h2>
            <ul>
              {members.map((indicator) => (
                <Item key={indicator.code} indicator={indicator} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function Item({ indicator }: { readonly indicator: Indicator }) {
  const say = useTexts(words);
  const { text } = useFormats();
  const judgement = indicator.isCost ? say('cost') : say(indicator.direction);
  return (
    <li>
      <Link to={`/indicators/${indicator.code}`}>{text(indicator.name)}</Link>
      <span className="soft">
        {[text(indicator.unit), say(indicator.kind), judgement].filter((part) => part !== '').join(' · ')}
      </span>
    </li>
  );
}
