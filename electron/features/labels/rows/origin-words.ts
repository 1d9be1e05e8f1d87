const sentences: Readonly<Record<string, (country: string) => string>> = {
  en: (country) => `Made in ${country}`,
  de: (country) => `Herkunft: ${country}`,
  es: (country) => `Origen: ${country}`,
};

/** Where an item was made, in the label's language; `null` where nobody knows. */
export const originWords = (country: string | null, language: string): string | null => {
  if (country === null) return null;
  const name = new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
  return (sentences[language] ?? sentences['en'])?.(name) ?? name;
};
