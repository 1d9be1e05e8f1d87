import type { ApplicatorConfig } from '../../shared/config/applicator-config';
import type { Scan } from '../../shared/devices';
import { fail, type Result } from '../../shared/result';
import { createApplicatorLine, type ApplicatorLine, type ApplicatorLineParts } from './applicator-line';

export interface ApplicatorsParts extends Omit<ApplicatorLineParts, 'config'> {
  readonly configs: () => readonly ApplicatorConfig[];
}

/** The print-and-apply lines of a station, and whose scan is whose. */
export const createApplicators = ({ configs, ...parts }: ApplicatorsParts) => {
  const lines = new Map<string, { line: ApplicatorLine; config: ApplicatorConfig }>();
  /** The line whose page is in sight: hand scanners are for it. */
  let shown: string | null = null;

  const lineOf = (config: ApplicatorConfig): ApplicatorLine => {
    const known = lines.get(config.id);
    if (known !== undefined) {
      known.config = config;
      return known.line;
    }
    const made: { line: ApplicatorLine; config: ApplicatorConfig } = {
      config,
      line: createApplicatorLine({ ...parts, config: () => made.config }),
    };
    lines.set(config.id, made);
    return made.line;
  };

  const byId = (applicatorId: string | null): ApplicatorLine | null => {
    const config = configs().find(({ id }) => id === applicatorId);
    return config === undefined ? null : lineOf(config);
  };

  const ownerOf = (deviceId: string): ApplicatorConfig | null =>
    configs().find(({ infeed, verify }) => infeed === deviceId || verify === deviceId) ?? null;

  return {
    /** This scanner is fixed to a line. */
    owns: (deviceId: string): boolean => ownerOf(deviceId) !== null,
    scan: async (scan: Scan): Promise<void> => {
      const config = ownerOf(scan.deviceId);
      if (config === null) return;
      const line = lineOf(config);
      await (config.infeed === scan.deviceId ? line.infeed(scan) : line.verify(scan));
    },
    open: (applicatorId: string): Result<null> => {
      if (byId(applicatorId) === null) return fail('line-unknown');
      shown = applicatorId;
      return { ok: true, value: null };
    },
    close: (): void => {
      shown = null;
    },
    isOpen: (): boolean => byId(shown) !== null,
    scanByHand: async (scan: Scan): Promise<void> => byId(shown)?.byHand(scan),
    reprint: async (applicatorId: string, itemId: string, reason: string): Promise<Result<unknown>> =>
      (await byId(applicatorId)?.reprint(itemId, reason)) ?? fail('line-unknown'),
    /** Look at each change and a few times a second. */
    advance: (): void => {
      const now = configs();
      // One that is set up again later begins as after a start: what was on it then may be anywhere.
      for (const id of lines.keys()) if (!now.some((config) => config.id === id)) lines.delete(id);
      for (const config of now) void lineOf(config).advance();
    },
  };
};
export type Applicators = ReturnType<typeof createApplicators>;
