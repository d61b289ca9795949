import { PageTitle } from '../../components/page-title.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { data as words } from '../../i18n/pages/data.ts';
import { Editions, Revisions } from './editions.tsx';

/** Downloads, the API, editions and revisions. */
export function DataPage() {
  const say = useTexts(words);
  return (
    <div className="prose">
      <PageTitle>{say('title')}</PageTitle>
      <p className="lead">{say('lead')}</p>
      <section aria-labelledby="download">
        <h2 id="download">{say('download')}</h2>
        <Download name="observations" title={say('observations')} text={say('observationsText')} />
        <Download name="scores" title={say('scores')} text={say('scoresText')} />
      </section>
      <Programs />
      <Editions />
      <Revisions />
    </div>
  );
}

interface DownloadProps {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

function Download({ name, title, text }: DownloadProps) {
  return (
    <>
      <h3>{title}</h3>
      <p>{text}</p>
      <p className="actions">
        {['csv', 'xlsx'].map((form) => (
          <a key={form} className="button" href={`/api/v1/exports/${name}.${form}`} aria-label={`${title}, ${form.toUpperCase()}`}>
            {form.toUpperCase()}
          </a>
        ))}
      </p>
    </>
  );
}

const EXAMPLES = [
  { address: '/api/v1/benchmarks/SU-IDX', text: 'exampleBenchmark' },
  { address: '/api/v1/municipalities/0029000/profile', text: 'exampleProfile' },
  { address: '/kolada/v3/kpi', text: 'exampleKolada' },
  { address: '/open-data/json-stat/SU-IDX', text: 'exampleJsonStat' },
] as const;

function Programs() {
  const say = useTexts(words);
  return (
    <section aria-labelledby="programs">
      <h2 id="programs">{say('programs')}</h2>
      <p>{say('programsText')}</p>
      <ul>
        {EXAMPLES.map(({ address, text }) => (
          <li key={address}>
            <a href={address}>
              <code>{address}</code>
            </a>
            : {say(text)}
          </li>
        ))}
      </ul>
      <p className="actions">
        <a className="button" href="/api/docs">
          {say('docs')}
        </a>
        <a className="button" href="/api/openapi.json">
          {say('openapi')}
        </a>
      </p>
    </section>
  );
}
