/** Commands of ZPL that the interpreter passes over, or draws as letters where a printer draws bars. */
const passedOver = ['^GE', '^TB', '^GS', '^FP'];
const asLetters = ['^B8', '^BA', '^BB', '^BF', '^BK', '^BR', '^BU', '^BZ'];
const unknown = new Set([...passedOver, ...asLetters]);

/** Commands of a label that its picture lacks or shows wrongly: said beside the picture, never left out in silence. */
export const notDrawn = (zpl: string): readonly string[] => {
  const found = (zpl.match(/[~^][A-Za-z@][A-Za-z0-9@]/g) ?? []).map((command) => command.toUpperCase());
  return [...new Set(found)].filter((command) => unknown.has(command)).toSorted();
};
