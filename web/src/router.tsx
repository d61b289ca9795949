import { createBrowserRouter } from 'react-router';
import { Layout } from './layout/layout.tsx';
import { FailedPage } from './pages/failed.tsx';
import { NotFoundPage } from './pages/not-found.tsx';

const overview = async () => ({ Component: (await import('./pages/overview/overview.tsx')).OverviewPage });
const indicators = async () => ({ Component: (await import('./pages/indicators/indicators.tsx')).IndicatorsPage });
const indicator = async () => ({ Component: (await import('./pages/indicator/indicator.tsx')).IndicatorPage });
const municipality = async () => ({
  Component: (await import('./pages/municipality/municipality.tsx')).MunicipalityPage,
});
const compare = async () => ({ Component: (await import('./pages/compare/compare.tsx')).ComparePage });
const supportIndex = async () => ({
  Component: (await import('./pages/support-index/support-index.tsx')).SupportIndexPage,
});
const methodology = async () => ({ Component: (await import('./pages/methodology/methodology.tsx')).MethodologyPage });
const data = async () => ({ Component: (await import('./pages/data/data.tsx')).DataPage });
const accessibility = async () => ({
  Component: (await import('./pages/accessibility/accessibility.tsx')).AccessibilityPage,
});
const signIn = async () => ({ Component: (await import('./pages/sign-in/sign-in.tsx')).SignInPage });

/** Every page by its address; each is loaded when it is first visited. */
export const router = createBrowserRouter([
  {
    path: '/',
    element: <Layout />,
    children: [
      {
        ErrorBoundary: FailedPage,
        children: [
          { index: true, lazy: overview },
          { path: 'indicators', lazy: indicators },
          { path: 'indicators/:code', lazy: indicator },
          { path: 'municipalities/:atvk', lazy: municipality },
          { path: 'compare', lazy: compare },
          { path: 'support-index', lazy: supportIndex },
          { path: 'methodology', lazy: methodology },
          { path: 'data', lazy: data },
          { path: 'accessibility', lazy: accessibility },
          { path: 'sign-in', lazy: signIn },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
    HydrateFallback: () => null,
  },
]);
