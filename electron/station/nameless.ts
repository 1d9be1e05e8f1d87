/** A number of an order, a parcel or goods: it has a digit, and is one word. */
const isNumber = (text: string): boolean => /^\S*\p{N}\S*$/u.test(text);

/** What of brought fields may stand in the record unsealed, to be found again by: numbers, and no word that could be a name. */
export const numbersAmong = (texts: readonly string[]): readonly string[] => texts.filter(isNumber);

/** A carrier's document is often called after its customer: `PDF 1Z999AA10123456784`, of all that its name says. */
export const documentTitle = (name: string): string => {
  const [, stem = name, kind = ''] = /^(.*)\.([a-z]{2,4})$/iu.exec(name) ?? [];
  const words = stem.split(/[^\p{L}\p{N}]+/u).filter(isNumber);
  return [kind.toUpperCase(), ...words].join(' ').trim().slice(0, 200);
};
