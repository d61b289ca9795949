import { Link } from 'react-router';
import { formatPeriod } from '../../../../charts/number-format.ts';
import { useMunicipalities, useOverview } from '../../api/queries.ts';
import type { Overview } from '../../api/types.ts';
import { ChartFigure } from '../../components/chart/chart-figure.tsx';
import { MunicipalityPicker } from '../../components/municipality-picker.tsx';
import { PageTitle } from '../../components/page-title.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useTexts } from '../../i18n/dictionary.ts';
import { common } from '../../i18n/pages/common.ts';
import { overview as words } from '../../i18n/pages/overview.ts';
import { choose } from '../../preferences/preferences.ts';
import { useFormats } from '../../preferences/use-formats.ts';
import { usePreferences } from '../../preferences/use-preferences.ts';
import { SUPPORT_INDEX } from '../support-index/code.ts';
import { Changes, Entries } from './after.tsx';
import './overview.css';

/** What the country looks like this year. */
export function OverviewPage() {
  const query = useOverview();
  if (query.data !== undefined) return <Country overview={query.data} />;
  if (query.error === null) return <Skeleton height="70rem" />;
  if (query.error.status === 404) return <NothingPublished />;
  return <ProblemNotice problem={query.error} onAgain={() => void query.refetch()} />;
}

function NothingPublished() {
  const say = useTexts(words);
  return (
    <>
      <PageTitle>{say('none')}</PageTitle>
      <p className="lead">{say('noneHelp')}</p>
      <Entries />
    </>
  );
}

function Country({ overview }: { readonly overview: Overview }) {
  const say = useTexts(words);
  const { language, date } = useFormats();
  const { periodDetails, completeness, provenance } = overview;
  const { kind, publishedAt } = provenance.edition;
  return (
    <>
      <PageTitle>
        {say('status', {
          period: formatPeriod(periodDetails, language),
          submitted: completeness.submitted,
          of: completeness.of,
        })}
      </PageTitle>
      <p className="lead">{say(kind, { date: publishedAt === null ? '' : date(publishedAt) })}</p>
      <Findings overview={overview} />
      <Pick />
      <Bands />
      <Changes />
      <Entries />
    </>
  );
}

function Findings({ overview: { findings } }: { readonly overview: Overview }) {
  const say = useTexts(words);
  const { municipality } = usePreferences();
  if (findings.length === 0) return null;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{say('findings')}</h2>
      <div className="findings">
        {findings.slice(0, 3).map((finding) => (
          <div key={finding.indicator} className="sheet">
            {municipality === null ? null : <p className="finding">{finding.title}</p>}
            <ChartFigure
              name="distribution"
              query={{ indicator: finding.indicator, municipality }}
              level={3}
              height={300}
              isBrief
            />
            <p>
              <Link to={`/indicators/${finding.indicator}`}>
                {say('openIndicator')}
                <span className="visually-hidden">: {finding.title}</span>
              </Link>
            </p>
          </div>
        ))}
      </div>
    </section>
  );
}

function Pick() {
  const say = useTexts(words);
  const sayCommon = useTexts(common);
  const { municipality } = usePreferences();
  const chosen = useMunicipalities().data?.items.find(({ atvk }) => atvk === municipality);
  return (
    <section className="sheet" aria-labelledby="pick">
      <h2 id="pick">{say('pick')}</h2>
      <p>{say('pickText')}</p>
      <MunicipalityPicker
        label={sayCommon('municipality')}
        value={municipality}
        onPick={(atvk) => {
          choose({ municipality: atvk });
        }}
      />
      {chosen === undefined ? null : (
        <div className="actions picked">
          <Link className="button primary" to={`/municipalities/${chosen.atvk}`}>
            {say('toProfile', { name: chosen.name })}
          </Link>
          <button
            type="button"
            onClick={() => {
              choose({ municipality: null });
            }}
          >
            {say('forget')}
          </button>
        </div>
      )}
    </section>
  );
}

function Bands() {
  const say = useTexts(words);
  const { municipality } = usePreferences();
  return (
    <section className="sheet" aria-labelledby="bands">
      <h2 id="bands">{say('bands')}</h2>
      <ChartFigure name="map" query={{ indicator: SUPPORT_INDEX, municipality }} level={3} height={560} />
      <p>
        <Link to="/support-index">{say('toIndex')}</Link>
      </p>
    </section>
  );
}
