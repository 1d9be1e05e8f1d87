import type { Page } from '@playwright/test';
import type { PackwrightBridge } from '../../shared/bridge';
import { encodeBadge } from '../../shared/barcode/command-codes';
import { until } from './clock';
import { benchBadge, benchPin, equipStation, type PreparedStation } from './stations';
import { startEquipment, type Equipment } from './equipment';
import { newHome, startStation, type Joined, type Program } from './program';

type Bridged = { readonly packwright: PackwrightBridge };

export const askStation = async <T>(page: Page, name: string, params: unknown): Promise<T> => {
  const answer = await page.evaluate(
    ([wanted, payload]) => (window as unknown as Bridged).packwright.query(wanted, payload),
    [name, params] as const,
  );
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value as T;
};

/** Signs somebody of the demo's people in, as the sign-in screen does. */
export const signInByPin = async (page: Page): Promise<void> => {
  await page.locator('[data-session="signed-out"] .person').first().waitFor();
  await page.locator('.person').first().click();
  await page.keyboard.type(benchPin);
  await page.keyboard.press('Enter');
  await page.locator('[data-session="signed-in"]').waitFor();
};

/** Once all devices are ready, the badge is scanned. */
export const signInByBadge = async (page: Page, equipment: Equipment): Promise<void> => {
  await until('all devices', async () =>
    (await page.locator('.device[data-state="ready"]').count()) === equipment.configs.length ? true : null,
  );
  const badge = encodeBadge(benchBadge);
  if (!badge.ok) throw new Error('no badge');
  await equipment.scanners[0]?.device.send({ op: 'scan', data: badge.value, aim: 'C0' });
  await page.locator('[data-session="signed-in"]').waitFor();
};

/** Puts the open order on hold, as the screen does once a reason is chosen. */
export const holdOrder = async (page: Page, orderId: string): Promise<void> => {
  const answer = await page.evaluate(
    (packId) =>
      (window as unknown as Bridged).packwright.command(
        'packing.hold',
        { packId, reason: 'bench' },
        crypto.randomUUID(),
      ),
    orderId,
  );
  if (!answer.ok) throw new Error(`hold: ${answer.failure.code}`);
};

/** A running station whose devices are all ready and at which the bench's person has signed in by badge. */
export interface Bench {
  readonly program: Program;
  readonly joined: Joined;
  readonly equipment: Equipment;
  stop(): Promise<void>;
}

export const openBench = async (station: PreparedStation, scannerCount: number): Promise<Bench> => {
  const equipment = await startEquipment(scannerCount);
  equipStation(station, equipment.configs);
  const program = await startStation(station.base, newHome());
  const stop = async (): Promise<void> => {
    await program.stop();
    await equipment.stop();
  };
  try {
    const joined = await program.join();
    const { page } = joined;
    await signInByBadge(page, equipment);
    return { program, joined, equipment, stop };
  } catch (error) {
    console.log(program.output().slice(-4000));
    await stop();
    throw error;
  }
};
