/** Which physical copy of which label this is: `PWL*<label id>*<copy>*<check>`. Every copy carries its own. */
const prefix = 'PWL*';

/** One letter over all characters before it, so that a damaged read is not taken for another copy. */
const checkOf = (text: string): string => {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum = (sum * 31 + text.charCodeAt(index)) % 26;
  return String.fromCharCode(65 + sum);
};

/** `labelId`: capital letters, digits and hyphens. `copy`: 1, 2, 3 … */
export const encodeCopyCode = (labelId: string, copy: number): string => {
  const body = `${prefix}${labelId}*${copy}`;
  return `${body}*${checkOf(body)}`;
};

/** `null` for anything that is not a whole copy code. */
export const decodeCopyCode = (text: string): { readonly labelId: string; readonly copy: number } | null => {
  const found = /^(PWL\*([A-Z0-9-]{1,30})\*([1-9]\d{0,3}))\*([A-Z])$/.exec(text);
  if (found === null || checkOf(found[1] ?? '') !== found[4]) return null;
  return { labelId: found[2] ?? '', copy: Number(found[3]) };
};
