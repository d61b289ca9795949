import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

/** The heading of a page, which also names the browser's tab. */
export function PageTitle({ children }: { readonly children: string }) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${children} · ${t('product')}`;
  }, [children, t]);
  return <h1>{children}</h1>;
}
