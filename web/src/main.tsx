import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import '@fontsource-variable/source-sans-3/wght.css';
import 'virtual:tokens.css';
import './styles/base.css';
import './styles/components.css';
import { EDITIONS, readOptions, SESSION_PATH } from './api/queries.ts';
import { startTranslations } from './i18n/translations.ts';
import { applyPreferences } from './preferences/preferences.ts';
import { router } from './router.tsx';

applyPreferences();
await startTranslations();

/** The first picture does not wait longer than this for what is good to know early. */
const EARLY_MILLISECONDS = 500;

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, retry: 1, refetchOnWindowFocus: false } },
});

// Known before the first picture, so that the band of sample data and the header do not push the page down later.
const early = Promise.allSettled([
  queries.query(readOptions(EDITIONS.path, EDITIONS.query)),
  queries.query(readOptions(SESSION_PATH)),
]);
await Promise.race([early, new Promise((resolve) => setTimeout(resolve, EARLY_MILLISECONDS))]);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
