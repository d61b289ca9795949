import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import '@fontsource-variable/source-sans-3/wght.css';
import 'virtual:tokens.css';
import './styles/base.css';
import './styles/components.css';
import { startTranslations } from './i18n/translations.ts';
import { applyPreferences } from './preferences/preferences.ts';
import { router } from './router.tsx';

applyPreferences();
await startTranslations();

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, retry: 1, refetchOnWindowFocus: false } },
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
