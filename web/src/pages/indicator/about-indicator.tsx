import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useEditionChanges, useEditions } from '../../api/queries.ts';
import type { EditionChange, IndicatorDetail } from '../../api/types.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { indicator as words } from '../../i18n/pages/indicator.ts';
import { useFormats } from '../../preferences/use-formats.ts';

interface Props {
  readonly indicator: IndicatorDetail;
  /** Of the part that is shown. */
  readonly code: string;
}

/** Definition, formula, caveats, source, revisions. */
export function AboutIndicator({ indicator, code }: Props) {
  const say = useTexts(words);
  const { text } = useFormats();
  const unit = text(indicator.cells.find((cell) => cell.code === code)?.unit ?? indicator.unit);
  const definition = text(indicator.definition);
  return (
    <aside className="sheet about" aria-labelledby="about-indicator">
      <h2 id="about-indicator">{say('about')}</h2>
      <Part title={say('definition')}>{definition === '' ? null : <p>{definition}</p>}</Part>
      <Part title={say('unit')}>{unit === '' ? null : <p>{unit}</p>}</Part>
      <Part title={say('direction')}>
        <p>{say(indicator.isCost ? 'cost' : indicator.direction)}</p>
      </Part>
      <Formula indicator={indicator} />
      <Scale indicator={indicator} />
      <Caveats indicator={indicator} code={code} />
      <Part title={say('source')}>
        <p>{indicator.source ?? say(indicator.kind === 'derived' ? 'computed' : 'collectedFrom')}</p>
        <p className="soft">
          {say('catalogue', { catalogue: indicator.catalogue, version: indicator.version })} · <code>{code}</code>
        </p>
      </Part>
      <Revisions code={code} />
    </aside>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  if (children === null) return null;
  return (
    <>
      <h3>{title}</h3>
      {children}
    </>
  );
}

function Formula({ indicator: { formula, composition } }: { readonly indicator: IndicatorDetail }) {
  const say = useTexts(words);
  const { text, number } = useFormats();
  if (composition.length > 0) {
    return (
      <Part title={say('parts')}>
        {composition.map((dimension) => (
          <details key={dimension.id}>
            <summary>
              {text(dimension.name)}, {say('weight', { weight: number(dimension.weight) })}
            </summary>
            <ul>
              {dimension.parts.map((part) => (
                <li key={part.code}>
                  {text(part.name)}, {say('weight', { weight: number(part.weight) })}
                  <br />
                  <code>{part.formula}</code>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </Part>
    );
  }
  return (
    <Part title={say('formula')}>
      {formula === null ? null : (
        <p>
          <FormulaText formula={formula} />
        </p>
      )}
    </Part>
  );
}

/** A formula whose indicators are links to their pages. */
function FormulaText({ formula }: { readonly formula: string }) {
  return (
    <code>
      {formula.split(/(\{[^}]+\})/).map((piece, index) => {
        const code = /^\{([A-Z0-9-]+)[^}]*\}$/.exec(piece)?.[1];
        return code === undefined ? (
          piece
        ) : (
          <Link key={index} to={`/indicators/${code}`}>
            {piece.slice(1, -1)}
          </Link>
        );
      })}
    </code>
  );
}

function Scale({ indicator: { scale } }: { readonly indicator: IndicatorDetail }) {
  const say = useTexts(words);
  const { text, number } = useFormats();
  return (
    <Part title={say('scale')}>
      {scale.length === 0 ? null : (
        <ul>
          {scale.map(({ value, label }) => (
            <li key={value}>
              {number(value)}: {text(label)}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Caveats({ indicator, code }: Props) {
  const say = useTexts(words);
  const { text, number } = useFormats();
  const [low, high] = indicator.cells.find((cell) => cell.code === code)?.warnBand ?? [];
  const { disclosure, direction } = indicator;
  return (
    <Part title={say('caveats')}>
      <ul>
        <li>{say('missing')}</li>
        {direction === 'neutral' ? null : <li>{say('rounded')}</li>}
        {low === undefined || high === undefined ? null : (
          <li>{say('band', { low: number(low, 0), high: number(high, 0) })}</li>
        )}
        {disclosure === null ? null : (
          <li>
            {say('disclosure')}: {text(disclosure.rule)}
          </li>
        )}
      </ul>
    </Part>
  );
}

/** Corrections of published values of this indicator in the newest edition. */
function Revisions({ code }: { readonly code: string }) {
  const say = useTexts(words);
  const edition = useEditions().data?.items[0]?.id ?? null;
  const changes = useEditionChanges(edition, 1000).data?.items.filter(({ indicator }) => indicator === code) ?? [];
  return (
    <Part title={say('revisions')}>
      {changes.length === 0 ? (
        <p>{say('noRevisions')}</p>
      ) : (
        <ul>
          {changes.slice(0, 5).map((change) => (
            <li key={`${change.municipality.atvk} ${change.period}`}>
              <RevisionText change={change} />
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to="/data#revisions">{say('more')}</Link>
      </p>
    </Part>
  );
}

function RevisionText({ change }: { readonly change: EditionChange }) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const { number } = useFormats();
  const shown = ({ value, status }: EditionChange['old']) =>
    value === null ? sayCommon(status === 'reported' ? 'noValue' : status) : number(value, 2);
  const { municipality, period, reason } = change;
  const line = say('revision', {
    municipality: municipality.name,
    period,
    old: shown(change.old),
    new: shown(change.new),
  });
  return (
    <>
      {line}
      {reason === null ? null : <span className="soft"> {reason}</span>}
    </>
  );
}
