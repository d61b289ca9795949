import { createBrowserRouter } from 'react-router';
import { Layout } from './layout/layout.tsx';
import { NotFoundPage } from './pages/not-found.tsx';

/** Every page by its address; each is loaded when it is first visited. */
export const router = createBrowserRouter([
  {
    path: '/',
    element: <Layout />,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./pages/overview/overview.tsx')).OverviewPage }) },
      { path: '*', element: <NotFoundPage /> },
    ],
  },
]);
