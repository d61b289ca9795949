import { Link } from 'react-router';
import { useEditionChanges, useEditions } from '../../api/queries.ts';
import { useTexts } from '../../i18n/dictionary.ts';
import { overview as words } from '../../i18n/pages/overview.ts';

/** How many published values the newest edition corrected. */
export function Changes() {
  const say = useTexts(words);
  const edition = useEditions().data?.items[0]?.id ?? null;
  const changes = useEditionChanges(edition, 1).data;
  return (
    <section aria-labelledby="changes">
      <h2 id="changes">{say('changes')}</h2>
      <p>
        {changes === undefined || changes.total === 0 ? say('changesNone') : say('changed', { count: changes.total })}{' '}
        <Link to="/data#revisions">{say('toChanges')}</Link>
      </p>
    </section>
  );
}

const ENTRIES = ['indicators', 'compare', 'data', 'methodology'] as const;

/** Where to go from the overview. */
export function Entries() {
  const say = useTexts(words);
  return (
    <nav aria-labelledby="entries">
      <h2 id="entries">{say('entries')}</h2>
      <ul className="entries">
        {ENTRIES.map((entry) => (
          <li key={entry} className="sheet">
            <h3>
              <Link to={`/${entry}`}>{say(entry)}</Link>
            </h3>
            <p>{say(`${entry}Text`)}</p>
          </li>
        ))}
      </ul>
    </nav>
  );
}
