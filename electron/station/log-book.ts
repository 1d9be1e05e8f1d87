/** One line of the log, with when it was written. */
export interface LogLine {
  readonly at: string;
  readonly text: string;
}

const keptLines = 500;
const mostCharacters = 4000;

/** Passes each line on and keeps the last ones for the support file. */
export const createLogBook = (write: (text: string) => void, now: () => number) => {
  const lines: LogLine[] = [];
  return {
    log: (text: string): void => {
      lines.push({ at: new Date(now()).toISOString(), text: text.slice(0, mostCharacters) });
      if (lines.length > keptLines) lines.shift();
      write(text);
    },
    lines: (): readonly LogLine[] => [...lines],
  };
};
export type LogBook = ReturnType<typeof createLogBook>;
