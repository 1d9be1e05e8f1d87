/** Between two interruptions an inventory reads for so long. */
const readingMs = 500;
/** More EPCs than this at once are no twins, but a setting that is wrong. */
const mostWaiting = 200;

/** Reads chip numbers one EPC after the other, with time in between for the inventory that is interrupted. */
export const createChipQueue = (read: (epc: Uint8Array) => Promise<void>) => {
  const waiting = new Map<string, Uint8Array>();
  let timer: NodeJS.Timeout | null = null;

  const next = async (): Promise<void> => {
    const [first] = waiting;
    if (first !== undefined) {
      const [key, epc] = first;
      await read(epc);
      waiting.delete(key);
    }
    timer = waiting.size === 0 ? null : setTimeout(() => void next(), readingMs);
  };

  return {
    /** An EPC that waits already is not asked for twice. */
    ask(epc: Uint8Array): void {
      if (waiting.size >= mostWaiting) return;
      waiting.set(Buffer.from(epc).toString('hex'), epc);
      timer ??= setTimeout(() => void next(), 0);
    },
    clear: (): void => waiting.clear(),
  };
};
