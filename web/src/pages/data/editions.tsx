import { useEditionChanges, useEditions } from '../../api/queries.ts';
import type { Edition, EditionChange } from '../../api/types.ts';
import { Loaded } from '../../components/loaded.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { data as words } from '../../i18n/pages/data.ts';
import { useFormats } from '../../preferences/use-formats.ts';

/** Revisions that a page shows; the API has them all. */
const SHOWN = 100;

/** Everything that was published, newest first. */
export function Editions() {
  const say = useTexts(words);
  return (
    <section aria-labelledby="editions">
      <h2 id="editions">{say('editions')}</h2>
      <Loaded query={useEditions()} height="8rem">
        {({ items }) =>
          items.length === 0 ? <p>{say('noEditions')}</p> : <EditionTable items={items} />
        }
      </Loaded>
    </section>
  );
}

function EditionTable({ items }: { readonly items: readonly Edition[] }) {
  const say = useTexts(words);
  const { date } = useFormats();
  return (
    <div className="scroller" tabIndex={0} role="region" aria-labelledby="editions">
              <table className="data">
                <thead>
                  <tr>
                    {(['edition', 'kind', 'periods', 'published', 'note'] as const).map((column) => (
                      <th key={column} scope="col">
                        {say(column)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {items.map((edition) => (
                    <tr key={edition.id}>
                      <th scope="row">{edition.id}</th>
                      <td>{say(edition.kind)}</td>
                      <td>{edition.periods.join(', ')}</td>
                      <td>{date(edition.publishedAt)}</td>
                      <td>{edition.note}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
  );
}

/** What the newest edition corrected. */
export function Revisions() {
  const say = useTexts(words);
  const edition = useEditions().data?.items[0]?.id ?? null;
  const changes = useEditionChanges(edition, SHOWN).data;
  return (
    <section aria-labelledby="revisions">
      <h2 id="revisions">{say('revisions')}</h2>
      {changes === undefined || changes.total === 0 ? (
        <p>{say('noRevisions')}</p>
      ) : (
        <>
          {changes.total > changes.items.length ? (
            <p>{say('changed', { shown: changes.items.length, count: changes.total })}</p>
          ) : null}
          <RevisionTable changes={changes.items} />
        </>
      )}
    </section>
  );
}

function RevisionTable({ changes }: { readonly changes: readonly EditionChange[] }) {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const { text, number } = useFormats();
  const shown = ({ value, status }: EditionChange['old']) =>
    value === null ? sayCommon(status === 'reported' ? 'noValue' : status) : number(value, 2);
  return (
    <div className="scroller" tabIndex={0} role="region" aria-labelledby="revisions">
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{sayCommon('municipality')}</th>
            <th scope="col">{sayCommon('indicator')}</th>
            <th scope="col">{sayCommon('period')}</th>
            <th scope="col" className="number">
              {say('old')}
            </th>
            <th scope="col" className="number">
              {say('new')}
            </th>
            <th scope="col">{say('reason')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.indicator} ${change.municipality.atvk} ${change.period}`}>
              <th scope="row">{change.municipality.name}</th>
              <td>{text(change.name)}</td>
              <td>{change.period}</td>
              <td className="number">{shown(change.old)}</td>
              <td className="number">{shown(change.new)}</td>
              <td>{change.reason ?? (change.cause === 'recomputed' ? say('recomputed') : '–')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
