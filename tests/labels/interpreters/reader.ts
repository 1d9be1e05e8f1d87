/** Reads a printer's input from front to back; what it does not expect is a fault of the job. */
export const createReader = (bytes: Uint8Array) => {
  const text = Buffer.from(bytes).toString('latin1');
  let at = 0;
  return {
    get isDone(): boolean {
      return at >= bytes.length;
    },
    /** The match of a sticky expression at this place; throws where there is none. */
    take: (expression: RegExp): readonly string[] => {
      const sticky = new RegExp(expression.source, 'y');
      sticky.lastIndex = at;
      const found = sticky.exec(text);
      if (found === null) throw new Error(`not a command of ours at ${at}: ${JSON.stringify(text.slice(at, at + 60))}`);
      at = sticky.lastIndex;
      return found;
    },
    /** Whether the expression matches here; takes nothing. */
    sees: (expression: RegExp): boolean => {
      const sticky = new RegExp(expression.source, 'y');
      sticky.lastIndex = at;
      return sticky.test(text);
    },
    bytes: (count: number): Uint8Array => {
      if (at + count > bytes.length) throw new Error('the job ends within a picture');
      at += count;
      return bytes.slice(at - count, at);
    },
  };
};
export type Reader = ReturnType<typeof createReader>;

export const numbers = (texts: readonly (string | undefined)[]): number[] => texts.map(Number);
