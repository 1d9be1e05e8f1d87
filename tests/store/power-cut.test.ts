import { describe, expect, it } from 'vitest';
import { runLives, runSeeds } from '../support/lives';

describe('power cuts and kills in the middle of any operation', () => {
  it('lose nothing acknowledged and leave no bad start, over 400 seeds', { timeout: 240_000 }, async () => {
    const { acknowledged, failed } = await runSeeds(1, 400);
    expect(failed).toBeNull();
    expect(acknowledged).toBeGreaterThan(1500);
  });

  it('replay the same from the same seed', async () => {
    expect(await runLives(7)).toEqual(await runLives(7));
  });
});

describe('controls: the test sees', () => {
  it('a disk that does not sync', async () => {
    expect((await runSeeds(1, 60, { syncs: false })).faulty).toBeGreaterThan(20);
  });

  it('a store that does not sync its journal', async () => {
    const spoiled = await runSeeds(1, 60, { port: (port) => ({ ...port, sync: () => undefined }) });
    expect(spoiled.faulty).toBeGreaterThan(20);
  });

  it('a store that does not sync its folders', async () => {
    const spoiled = await runSeeds(1, 60, { port: (port) => ({ ...port, syncFolder: () => undefined }) });
    expect(spoiled.faulty).toBeGreaterThan(5);
  });

  it('an acknowledgement before the write', async () => {
    const spoiled = await runSeeds(1, 60, {
      port: (port) => {
        let late: (() => void) | null = null;
        const flush = (): void => {
          late?.();
          late = null;
        };
        // Each write is done when the next one comes: the last one before the end never is.
        return {
          ...port,
          size: (path) => (flush(), port.size(path)),
          write: (handle, bytes, position) => {
            flush();
            const kept = bytes.slice();
            late = () => void port.write(handle, kept, position);
            return bytes.length;
          },
          close: (handle) => {
            flush();
            port.close(handle);
          },
        };
      },
    });
    expect(spoiled.faulty).toBeGreaterThan(20);
  });
});
