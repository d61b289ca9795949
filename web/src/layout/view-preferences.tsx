import { useTranslation } from 'react-i18next';
import { choose } from '../preferences/preferences.ts';
import { usePreferences } from '../preferences/use-preferences.ts';

/** Language, large print and high contrast: within reach on every page. */
export function ViewPreferences() {
  const { t } = useTranslation();
  const { language, largePrint, highContrast } = usePreferences();
  const other = language === 'lv' ? 'en' : 'lv';
  return (
    <div className="view-preferences" role="group" aria-label={t('layout.view')}>
      <button
        type="button"
        lang={other}
        onClick={() => {
          choose({ language: other });
        }}
      >
        {other === 'en' ? 'English' : 'Latviski'}
      </button>
      <button
        type="button"
        aria-pressed={largePrint}
        onClick={() => {
          choose({ largePrint: !largePrint });
        }}
      >
        {t('layout.largePrint')}
      </button>
      <button
        type="button"
        aria-pressed={highContrast}
        onClick={() => {
          choose({ highContrast: !highContrast });
        }}
      >
        {t('layout.highContrast')}
      </button>
    </div>
  );
}
