/**
 * Which physical copy of which label this is: `PWL*<label id>*<copy>*<check>`. The SSCC of a parcel never changes, so
 * every copy on paper carries this second code, and a superseded copy can be told at the box.
 */
const prefix = 'PWL*';
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./';
const form = /^PWL\*([0-9A-Z./-]{1,40})\*([1-9][0-9]{0,3})\*([A-Z]{2})$/;

/** A prime above the alphabet and below 26 × 26: every wrong character and every swap of neighbours is found. */
const modulus = 673;

const checkOf = (labelId: string, copy: number): string => {
  let sum = 0;
  for (const character of `${labelId}*${copy}`) sum = (sum * 40 + alphabet.indexOf(character) + 1) % modulus;
  return String.fromCharCode(65 + Math.floor(sum / 26), 65 + (sum % 26));
};

/** True for data that claims to be a copy code, whole or damaged. */
export const isCopyCode = (text: string): boolean => text.startsWith(prefix);

/**
 * Text of a copy code. `labelId`: 1 to 40 capital letters, digits and `-./`; `copy`: 1 to 9999. Anything else is a bug
 * of the caller and throws.
 */
export const encodeCopyCode = (labelId: string, copy: number): string => {
  const text = `${prefix}${labelId}*${copy}*${checkOf(labelId, copy)}`;
  if (!form.test(text)) throw new Error(`no copy code for ${labelId} ${copy}`);
  return text;
};

/** `null` for anything that is not a whole, undamaged copy code. */
export const decodeCopyCode = (text: string): { readonly labelId: string; readonly copy: number } | null => {
  const found = form.exec(text);
  if (found === null) return null;
  const [, labelId = '', digits = '', check = ''] = found;
  const copy = Number(digits);
  return checkOf(labelId, copy) === check ? { labelId, copy } : null;
};
