import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ConfigError } from '../../shared/config/config-error';
import { safeStationConfig, type StationConfig } from '../../shared/config/station-config';
import type { DeviceConfig } from '../../shared/device-config';
import { fail, ok, type Result } from '../../shared/result';
import type { LabelRole } from '../../shared/station';
import { writeAtomically } from '../files/write-atomically';
import { editStation, type StationEdit } from './edit-station';
import { stationExample, type ExampleOptions } from './example';
import { missing, readStation, signatureOf, type StationReading } from './read-station';

/** The settings in force and what is wrong with the file, if anything. */
export interface StationFileState {
  readonly config: StationConfig;
  /** `last-good`: the file has faults and an earlier one counts. `defaults`: there is no good one at all. */
  readonly source: 'file' | 'last-good' | 'defaults';
  readonly file: string;
  /** In the order of the file; empty when it is sound. */
  readonly errors: readonly ConfigError[];
}

export interface StationFile {
  state(): StationFileState;
  /** Calls at each change of settings or errors. Answers the unsubscribe function. */
  subscribe(listener: (state: StationFileState) => void): () => void;
  /**
   * Changes one setting in the file as it stands now, keeping comments; `undefined` takes it out. Refused with
   * `settings-faulty` while the file has faults, `settings-refused` when the outcome would have some,
   * `settings-changed` when somebody else kept writing, `settings-not-written` when the disk says no.
   */
  update(path: StationEdit['path'], value: unknown): Promise<Result<null>>;
  /** The same for changes that depend on what the file says now. */
  updateWith(change: (config: StationConfig) => readonly StationEdit[]): Promise<Result<null>>;
  /** Adds a device or puts it in place of the one with its id. `role`: what a printer is for; `null` leaves that. */
  saveDevice(device: DeviceConfig, role?: LabelRole | null): Promise<Result<null>>;
  removeDevice(deviceId: string): Promise<Result<null>>;
  /** Looks at the file now instead of at the next second. */
  check(): Promise<StationFileState>;
  close(): Promise<void>;
}

export interface StationFileOptions {
  readonly dataDir: string;
  /** For the first start, when there is no file yet. */
  readonly example: ExampleOptions;
  readonly pollMs?: number;
}

const refusal = (code: string, errors: readonly ConfigError[]): Result<never> => {
  const [first] = errors;
  return fail(code, { ...first?.details, line: first?.line ?? 1, fault: first?.code ?? null });
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The others, none of which is a second indicator of what is gone. */
const withoutDevice = (devices: readonly DeviceConfig[], deviceId: string): DeviceConfig[] =>
  devices
    .filter(({ id }) => id !== deviceId)
    .map((device) => {
      if (device.kind !== 'scale' || device.options?.secondIndicatorOf !== deviceId) return device;
      const { secondIndicatorOf: _gone, ...options } = device.options;
      return { ...device, options };
    });

/** Somebody else may save at the same moment; so often the change is made anew on what they wrote. */
const updateTries = 3;

/** Makes a printer the one for labels, a spare of it, or neither. The label printer of before becomes nothing. */
const roleEdits = (
  { labelPrinter, spareLabelPrinters }: StationConfig,
  id: string,
  role: LabelRole,
): readonly StationEdit[] => {
  const label = role === 'label' ? id : labelPrinter === id ? undefined : labelPrinter;
  const others = spareLabelPrinters.filter((each) => each !== id && each !== label);
  const spares = label === undefined ? [] : role === 'spare' ? [...others, id] : others;
  return [
    ...(label === labelPrinter ? [] : [{ path: ['labelPrinter'] as const, value: label }]),
    ...(isDeepStrictEqual(spares, spareLabelPrinters)
      ? []
      : [{ path: ['spareLabelPrinters'] as const, value: spares.length === 0 ? undefined : spares }]),
  ];
};

const sparesWithout = (
  spares: readonly string[],
  labelPrinter: string | undefined,
  deviceId: string,
): readonly string[] | undefined => {
  const left = labelPrinter === deviceId ? [] : spares.filter((id) => id !== deviceId);
  return left.length === 0 ? undefined : left;
};

/** One `station.yaml`: what it says, and who changes it. Everything passes one queue. */
class WatchedStationFile implements StationFile {
  readonly #path: string;
  readonly #lastGoodPath: string;
  readonly #pollMs: number;
  readonly #listeners = new Set<(state: StationFileState) => void>();
  #state: StationFileState;
  #queue: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;
  /** Signature of what `#state` was made of, and the one that was seen last. */
  #read = '';
  #seen = '';

  constructor(dataDir: string, pollMs: number) {
    this.#path = join(dataDir, 'station.yaml');
    this.#lastGoodPath = join(dataDir, 'station.last-good.yaml');
    this.#pollMs = pollMs;
    this.#state = { config: safeStationConfig, source: 'defaults', file: this.#path, errors: [] };
  }

  async start(example: ExampleOptions): Promise<void> {
    const isFirstStart =
      (await signatureOf(this.#path)) === missing && (await signatureOf(this.#lastGoodPath)) === missing;
    // If the disk won't have it, the missing file is told as such.
    if (isFirstStart) await writeAtomically(this.#path, stationExample(example)).catch(() => undefined);
    await this.#load();
    this.#schedule();
  }

  state(): StationFileState {
    return this.#state;
  }

  subscribe(listener: (state: StationFileState) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  update(path: StationEdit['path'], value: unknown): Promise<Result<null>> {
    return this.updateWith(() => [{ path, value }]);
  }

  updateWith(change: (config: StationConfig) => readonly StationEdit[]): Promise<Result<null>> {
    return this.#inTurn(async () => {
      for (let attempt = 1; attempt <= updateTries; attempt += 1) {
        const answer = await this.#tryUpdate(change);
        if (answer !== 'changed-meanwhile') return answer;
      }
      return fail('settings-changed');
    });
  }

  saveDevice(device: DeviceConfig, role: LabelRole | null = null): Promise<Result<null>> {
    return this.updateWith((config) => {
      const { devices } = config;
      const index = devices.findIndex(({ id }) => id === device.id);
      const value = index < 0 ? [...devices, device] : devices.with(index, device);
      return [{ path: ['devices'], value }, ...(role === null ? [] : roleEdits(config, device.id, role))];
    });
  }

  removeDevice(deviceId: string): Promise<Result<null>> {
    return this.updateWith(({ devices, labelPrinter, slipPrinter, spareLabelPrinters, scale }) => [
      { path: ['devices'], value: withoutDevice(devices, deviceId) },
      ...(scale === deviceId ? [{ path: ['scale'] as const, value: undefined }] : []),
      ...(labelPrinter === deviceId ? [{ path: ['labelPrinter'] as const, value: undefined }] : []),
      // Spares of nothing would be a fault of the file.
      ...(spareLabelPrinters.length > 0 && (labelPrinter === deviceId || spareLabelPrinters.includes(deviceId))
        ? [{ path: ['spareLabelPrinters'] as const, value: sparesWithout(spareLabelPrinters, labelPrinter, deviceId) }]
        : []),
      ...(slipPrinter === deviceId ? [{ path: ['slipPrinter'] as const, value: undefined }] : []),
    ]);
  }

  check(): Promise<StationFileState> {
    return this.#inTurn(async () => {
      await this.#load();
      return this.#state;
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#queue;
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(act);
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  #schedule(): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      void this.#inTurn(() => this.#poll()).finally(() => this.#schedule());
    }, this.#pollMs);
    this.#timer.unref();
  }

  /** A new file is read once it has been the same twice: an editor may still be writing it. */
  async #poll(): Promise<void> {
    const signature = await signatureOf(this.#path);
    const isSettled = signature === this.#seen;
    this.#seen = signature;
    if (signature !== this.#read && isSettled) await this.#load();
  }

  async #load(): Promise<void> {
    const signature = await signatureOf(this.#path);
    const reading = await readStation(this.#path);
    if (!reading.parsed.ok && this.#state.source === 'defaults') await this.#recallLastGood();
    this.#take(reading, signature);
    if (reading.parsed.ok && reading.bytes !== null) await this.#keepLastGood(reading.bytes);
  }

  /** Read only where it is wanted: each reading of a file is a part of the start. */
  async #recallLastGood(): Promise<void> {
    const { parsed } = await readStation(this.#lastGoodPath);
    if (parsed.ok) this.#state = { ...this.#state, config: parsed.config, source: 'last-good' };
  }

  #take({ parsed }: StationReading, signature: string): void {
    this.#read = signature;
    this.#seen = signature;
    const { file, config, source } = this.#state;
    const inForce = source === 'file' ? 'last-good' : source;
    const next: StationFileState = parsed.ok
      ? { config: parsed.config, source: 'file', errors: [], file }
      : { config, source: inForce, errors: parsed.errors, file };
    const isSame = JSON.stringify(next) === JSON.stringify(this.#state);
    this.#state = next;
    if (!isSame) for (const listener of this.#listeners) listener(next);
  }

  /** A copy of the last good file, for a start with a bad one. Without it the app still works. */
  async #keepLastGood(bytes: Buffer): Promise<void> {
    try {
      const kept = await readFile(this.#lastGoodPath).catch(() => null);
      if (kept === null || !kept.equals(bytes)) await writeAtomically(this.#lastGoodPath, bytes);
    } catch {
      // The disk may be full: the settings hold all the same.
    }
  }

  async #tryUpdate(
    change: (config: StationConfig) => readonly StationEdit[],
  ): Promise<Result<null> | 'changed-meanwhile'> {
    const signature = await signatureOf(this.#path);
    // Somebody took the file away: the change brings it back as it was when it was last good.
    const reading = await readStation(signature === missing ? this.#lastGoodPath : this.#path);
    if (!reading.parsed.ok || reading.text === null) {
      return refusal('settings-faulty', reading.parsed.ok ? [] : reading.parsed.errors);
    }
    const edited = editStation(reading.text, change(reading.parsed.config));
    if (!edited.ok) return refusal('settings-refused', edited.errors);
    try {
      if ((await signatureOf(this.#path)) !== signature) return 'changed-meanwhile';
      await writeAtomically(this.#path, edited.text);
    } catch (error) {
      return fail('settings-not-written', { reason: messageOf(error) });
    }
    await this.#load();
    return ok(null);
  }
}

/**
 * Opens the station's settings: makes a commented example on the first start, reads and checks the file, and goes on
 * watching it (by asking every second, since network shares send no events). A bad file never stops the app.
 */
export const openStationFile = async ({
  dataDir,
  example,
  pollMs = 1000,
}: StationFileOptions): Promise<StationFile> => {
  await mkdir(dataDir, { recursive: true });
  const file = new WatchedStationFile(dataDir, pollMs);
  await file.start(example);
  return file;
};
