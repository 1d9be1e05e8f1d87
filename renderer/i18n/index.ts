import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { de } from './de';
import { en } from './en';
import { es } from './es';

/** All three languages are in the bundle: a change of language never leaves the task. */
export const startI18n = (): Promise<unknown> =>
  i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, de: { translation: de }, es: { translation: es } },
    // Until the station says its own.
    lng: typeof navigator === 'undefined' ? 'en' : navigator.language.slice(0, 2),
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
  });
