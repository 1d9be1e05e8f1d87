/**
 * Two digits for a bin's label, made from its code where the warehouse has none of its own. Bins side by side get different
 * ones: the remainder of a weighted sum by a prime above the number of digits' values.
 */
export const checkDigitsOf = (location: string): string => {
  let rest = 0;
  for (const letter of location) rest = (rest * 37 + (letter.codePointAt(0) ?? 0)) % 89;
  return String(rest + 10);
};

/** `A-01-02 47`: what somebody may type for a bin, the code and then its check digits. */
export const splitTypedLocation = (text: string): { readonly location: string; readonly digits: string | null } => {
  const [location = '', digits = null] = text.trim().toUpperCase().split(/\s+/);
  return { location, digits };
};
