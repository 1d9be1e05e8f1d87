import { parseArgs } from 'node:util';

export interface AppArguments {
  readonly dataDir: string | null;
  readonly demo: boolean;
  /** Demo mode without the virtual bench and its data: the simulated devices of `station.yaml` alone. */
  readonly noBench: boolean;
  readonly tour: boolean;
  readonly quitAfterTour: boolean;
}

/** The app's own switches; Chromium's and Electron's are left alone. */
export const readArguments = (argv: readonly string[]): AppArguments => {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      'data-dir': { type: 'string' },
      demo: { type: 'boolean' },
      'no-bench': { type: 'boolean' },
      tour: { type: 'boolean' },
      'quit-after-tour': { type: 'boolean' },
    },
  });
  const dataDir = values['data-dir'];
  return {
    dataDir: typeof dataDir === 'string' ? dataDir : null,
    demo: values['demo'] === true || values['tour'] === true,
    noBench: values['no-bench'] === true && values['tour'] !== true,
    tour: values['tour'] === true,
    quitAfterTour: values['quit-after-tour'] === true,
  };
};
