import { fail, ok, type Result } from '../../../../shared/result';
import type { InventorySettings, RunningInventory } from '../../../../shared/tag-reads';
import type { ReaderFailure } from '../types';
import { u32 } from '../bytes';
import type { ReaderCapabilities } from './capabilities';
import type { ReaderFacts } from './handshake';
import type { LlrpLine, RequestFailure } from './line';
import { encodeAddRoSpec, encodeAddTidAccess, type InventorySpec } from './rospec';

export interface InventoryPlan {
  readonly spec: InventorySpec;
  readonly running: RunningInventory;
  /** Chip numbers are read of tags with this EPC only; `null` for all. */
  readonly chipsOf: Uint8Array | null;
}

/** Impinj's inventory search modes: single target A to B, dual target, single target B to A. */
const searchModes = { A: 1, both: 2, B: 5 } as const;

type Power = { readonly transmit: InventorySpec['transmit']; readonly centiDbm: number | null };

/** The strongest step that is not above what was asked for; `null` when even the weakest is. */
const choosePower = (wanted: number | null, { power, hopping, hopTables }: ReaderCapabilities): Power | null => {
  if (wanted === null) return { transmit: null, centiDbm: null };
  const step = power.filter(({ centiDbm }) => centiDbm <= wanted).at(-1);
  if (step === undefined) return null;
  // With hopping the channel counts for nothing; without, the first one is meant, and no hop table.
  const place = hopping ? { hopTable: hopTables[0] ?? 1, channel: 0 } : { hopTable: 0, channel: 1 };
  return { transmit: { ...place, powerIndex: step.index }, centiDbm: step.centiDbm };
};

/** How this reader can do what is asked for, or which field it cannot do at all. */
export const planInventory = (
  settings: InventorySettings,
  { capabilities, extensions }: Pick<ReaderFacts, 'capabilities' | 'extensions'>,
  roSpecId: number,
): Result<InventoryPlan, 'inventory-settings-impossible'> => {
  const missing = settings.antennas.find((antenna) => antenna > capabilities.antennas);
  if (missing !== undefined) return fail('inventory-settings-impossible', { field: 'antennas', value: missing });
  const power = choosePower(settings.powerCentiDbm, capabilities);
  if (power === null) {
    return fail('inventory-settings-impossible', { field: 'power', value: settings.powerCentiDbm });
  }
  const { target } = settings;
  const aware = !extensions && capabilities.stateAware && target !== 'both';
  const spec: InventorySpec = {
    roSpecId,
    antennas: settings.antennas.length === 0 ? [0] : settings.antennas,
    transmit: power.transmit,
    mode: null,
    session: settings.session,
    population: settings.population,
    target: aware ? target : null,
    impinj: extensions ? { searchMode: searchModes[target], tid: settings.tid } : null,
    epc: null,
  };
  const running: RunningInventory = {
    ...settings,
    powerCentiDbm: power.centiDbm,
    target: extensions || aware ? target : 'reader-chosen',
    tid: settings.tid ? (extensions ? 'inline' : 'access') : 'off',
    // A reader of this kind makes its own slots from the population.
    q: null,
  };
  return ok({ spec, running, chipsOf: null });
};

/**
 * How the chip numbers of all tags with one EPC are read, on the antennas of the inventory that is interrupted. In
 * session 0, as tags still rest from the session they answered in.
 */
export const planChipLook = (
  { spec, running }: InventoryPlan,
  { capabilities }: Pick<ReaderFacts, 'capabilities'>,
  roSpecId: number,
  epc: Uint8Array,
): InventoryPlan => ({
  spec: {
    ...spec,
    roSpecId,
    session: 0,
    population: 2,
    target: null,
    impinj: spec.impinj === null ? null : { searchMode: searchModes.both, tid: false },
    // Selected tags would stay so, and an inventory that asks those that are not (~SL) would miss them.
    epc: capabilities.filters && spec.target === null ? epc : null,
  },
  running: { ...running, tid: 'access' },
  chipsOf: epc,
});

/** Takes a ROSpec and its access spec (same number) off the reader, running or not. True on its word for the ROSpec. */
export const removeInventory = async (line: LlrpLine, plan: InventoryPlan): Promise<Result<void, RequestFailure>> => {
  const id = u32(plan.spec.roSpecId);
  if (plan.running.tid === 'access') await line.request('deleteAccessSpec', id);
  const deleted = await line.request('deleteRoSpec', id);
  return deleted.ok ? ok(undefined) : deleted;
};

const addTidAccess = async (line: LlrpLine, id: number, epc: Uint8Array | null): Promise<boolean> =>
  (await line.request('addAccessSpec', encodeAddTidAccess(id, id, epc))).ok &&
  (await line.request('enableAccessSpec', u32(id))).ok;

/** Hands the plan to the reader and starts it. After a failure nothing of it is left on the reader. */
export const startInventory = async (
  line: LlrpLine,
  plan: InventoryPlan,
): Promise<Result<InventoryPlan, ReaderFailure>> => {
  const id = plan.spec.roSpecId;
  const added = await line.request('addRoSpec', encodeAddRoSpec(plan.spec));
  if (!added.ok) return added;
  let started = plan;
  if (plan.running.tid === 'access' && !(await addTidAccess(line, id, plan.chipsOf))) {
    // Tags without chip numbers are better than none; `running` says so.
    await line.request('deleteAccessSpec', u32(id));
    started = { ...plan, running: { ...plan.running, tid: 'off' } };
  }
  for (const request of ['enableRoSpec', 'startRoSpec'] as const) {
    const done = await line.request(request, u32(id));
    if (done.ok) continue;
    await removeInventory(line, started);
    return done;
  }
  return ok(started);
};
