import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { SampleBanner } from './sample-banner.tsx';
import { SessionStatus } from './session-status.tsx';
import { ViewPreferences } from './view-preferences.tsx';
import './layout.css';

const ENTRIES = [
  { to: '/', label: 'layout.overview' },
  { to: '/indicators', label: 'layout.indicators' },
  { to: '/compare', label: 'layout.compare' },
  { to: '/support-index', label: 'layout.supportIndex' },
  { to: '/data', label: 'layout.data' },
  { to: '/methodology', label: 'layout.methodology' },
] as const;

/** What stands around every page: skip link, name, menu, view preferences, footer. */
export function Layout() {
  const { t } = useTranslation();
  return (
    <>
      <a className="skip" href="#content">
        {t('layout.skip')}
      </a>
      <header className="masthead">
        <div className="masthead-line">
          <NavLink to="/" className="product">
            {t('product')}
          </NavLink>
          <div className="masthead-side">
            <ViewPreferences />
            <SessionStatus />
          </div>
        </div>
        <nav aria-label={t('layout.navigation')}>
          <ul>
            {ENTRIES.map(({ to, label }) => (
              <li key={to}>
                <NavLink to={to} end={to === '/'}>
                  {t(label)}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <SampleBanner />
      <Content />
      <footer className="footer">
        <p>
          {t('owner')} · {t('layout.footer')} · <NavLink to="/accessibility">{t('layout.accessibility')}</NavLink> ·{' '}
          <a href="/api/docs">API</a>
        </p>
      </footer>
    </>
  );
}

/** The page itself; after a change of page the focus goes to it, so that a screen reader begins there. */
function Content() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else main.current?.focus();
  }, [pathname]);
  return (
    <main id="content" tabIndex={-1} ref={main}>
      <Outlet />
    </main>
  );
}
