import {
  fieldFault,
  powerSteps,
  readParameters,
  statusParameter,
  u16,
  parameter,
  type ReportContents,
} from './rfid-wire';

/** Answer to a request: its status parameter. */
export type Status = Buffer;

interface RoSpec {
  readonly id: number;
  readonly antennas: readonly number[];
  readonly session: number;
  /** One target only: tags rest once they have answered, where the session lets them. */
  readonly singleTarget: boolean;
  /** Only tags whose EPC begins so, in hexadecimal. */
  readonly filter: string;
  readonly contents: Pick<ReportContents, 'flags' | 'crc' | 'pc' | 'fineRssi'> & { readonly impinjTid: boolean };
  state: 'disabled' | 'inactive' | 'active';
}

/** ROSpecs and access specs of a reader, with the checks and states that the standard asks for (10.2, 11.2). */
export interface Specs {
  /** A request about a ROSpec or access spec; `null` when it is about something else. */
  request(type: number, body: Buffer): Status | null;
  /** The one that reads now. */
  active():
    | (Pick<RoSpec, 'id' | 'antennas' | 'session' | 'singleTarget' | 'filter'> & {
        readonly contents: ReportContents;
      })
    | null;
  /** The reader stops it by itself. */
  endActive(): number | null;
  readonly roSpecs: number;
  readonly session: number | null;
}

const done = statusParameter(0);
const malformed = statusParameter(100, 'malformed');
const outOfRange = 301;

class Fault extends Error {
  constructor(readonly status: Status) {
    super('refused');
  }
}

const refuseField = (type: number, field: number, text: string): never => {
  throw new Fault(statusParameter(101, text, fieldFault(type, field, outOfRange)));
};

const childrenOf = (bytes: Buffer, from: number) => {
  const found = readParameters(bytes, from);
  if (found === null) throw new Fault(malformed);
  return found;
};

const childOf = (bytes: Buffer, from: number, type: number): Buffer => {
  const found = childrenOf(bytes, from).find((each) => each.type === type);
  if (found === undefined) throw new Fault(statusParameter(103, 'missing', parameter(289, u16(type), u16(203))));
  return found.body;
};

type InventoryCommand = Pick<RoSpec, 'session' | 'singleTarget' | 'filter'>;

const impinjSearchMode = 23;
/** Impinj's search modes with one target. */
const singleTargets: readonly number[] = [1, 3, 5];

const readBits = (bytes: Buffer, at: number): string =>
  bytes
    .subarray(at + 2, at + 2 + Math.ceil(bytes.readUInt16BE(at) / 8))
    .toString('hex')
    .toUpperCase();

const readCommand = (command: Buffer): InventoryCommand => {
  const children = childrenOf(command, 1);
  const filter = children.find(({ type }) => type === 331)?.body;
  const mode = children.find(({ type, body }) => type === 1023 && body.readUInt32BE(4) === impinjSearchMode)?.body;
  return {
    session: (childOf(command, 1, 336)[0] ?? 0) >> 6,
    singleTarget:
      ((command[0] ?? 0) & 0x80) !== 0 || (mode !== undefined && singleTargets.includes(mode.readUInt16BE(8))),
    filter: filter === undefined ? '' : readBits(childOf(filter, 1, 332), 3),
  };
};

/** The first antenna's inventory command, and checks of each antenna's power. */
const readAntennaConfiguration = (body: Buffer, antennas: number): InventoryCommand | null => {
  if (body.readUInt16BE(0) > antennas) refuseField(222, 1, 'no such antenna');
  let command: InventoryCommand | null = null;
  for (const { type, body: child } of childrenOf(body, 2)) {
    if (type === 224) {
      const [hopTable, channel, power] = [0, 2, 4].map((at) => child.readUInt16BE(at));
      if (hopTable !== 0) refuseField(224, 1, 'no hop tables here');
      if (channel !== 1 && channel !== 2) refuseField(224, 2, 'no such channel');
      if (power === undefined || power < 1 || power > powerSteps) refuseField(224, 3, 'no such power');
    }
    if (type === 330) command = readCommand(child);
  }
  return command;
};

const readContents = (body: Buffer): RoSpec['contents'] => {
  const report = childOf(body, 6, 237);
  const selector = childOf(report, 3, 238);
  const memory = childrenOf(selector, 2).find(({ type }) => type === 348)?.body[0] ?? 0;
  const own = childrenOf(report, 3).find(({ type, body: child }) => type === 1023 && child.readUInt32BE(4) === 50);
  const wanted = own === undefined ? [] : childrenOf(own.body, 8).map(({ body: child }) => child.readUInt32BE(4));
  return {
    flags: selector.readUInt16BE(0),
    crc: (memory & 0x80) !== 0,
    pc: (memory & 0x40) !== 0,
    fineRssi: wanted.includes(53),
    impinjTid: wanted.includes(51),
  };
};

const readRoSpec = (message: Buffer, antennas: number): RoSpec => {
  const body = childOf(message, 0, 177);
  const id = body.readUInt32BE(0);
  if (id === 0) refuseField(177, 0, 'id 0 means all');
  if ((body[4] ?? 0) > 7) refuseField(177, 1, 'priority');
  if (body[5] !== 0) refuseField(177, 2, 'must be disabled');
  childOf(body, 6, 178);
  const inventory = childOf(body, 6, 183);
  const count = inventory.readUInt16BE(0);
  const wanted = Array.from({ length: count }, (_, index) => inventory.readUInt16BE(2 + 2 * index));
  if (count === 0 || wanted.some((antenna) => antenna > antennas)) refuseField(183, 2, 'no such antenna');
  const configurations = childrenOf(childOf(inventory, 2 + 2 * count, 186), 3).filter(({ type }) => type === 222);
  const commands = configurations.map(({ body: each }) => readAntennaConfiguration(each, antennas));
  const all = wanted.includes(0);
  return {
    id,
    antennas: all ? Array.from({ length: antennas }, (_, index) => index + 1) : wanted,
    ...(commands[0] ?? { session: 0, singleTarget: false, filter: '' }),
    contents: readContents(body),
    state: 'disabled',
  };
};

export const createSpecs = (antennas: number, mostRoSpecs: number): Specs => {
  const roSpecs = new Map<number, RoSpec>();
  const accessSpecs = new Map<number, { readonly roSpecId: number; readonly epc: string; enabled: boolean }>();

  const byId = (body: Buffer): readonly RoSpec[] => {
    const id = body.readUInt32BE(0);
    const found = id === 0 ? [...roSpecs.values()] : [roSpecs.get(id)];
    const known = found.filter((spec) => spec !== undefined);
    if (id !== 0 && known.length === 0) throw new Fault(statusParameter(101, 'no such ROSpec'));
    return known;
  };

  const move = (body: Buffer, from: RoSpec['state'] | 'any', to: RoSpec['state']): Status => {
    for (const spec of byId(body)) {
      if (from !== 'any' && spec.state !== from) throw new Fault(statusParameter(101, `ROSpec is ${spec.state}`));
      spec.state = to;
    }
    return done;
  };

  const addAccess = (message: Buffer): Status => {
    const body = childOf(message, 0, 207);
    childOf(body, 12, 208);
    const target = childOf(childOf(childOf(body, 12, 209), 0, 338), 0, 339);
    const maskBytes = Math.ceil(target.readUInt16BE(3) / 8);
    const epc = readBits(target, 5 + maskBytes);
    accessSpecs.set(body.readUInt32BE(0), { roSpecId: body.readUInt32BE(8), epc, enabled: false });
    return done;
  };

  const requests: Readonly<Record<number, (body: Buffer) => Status>> = {
    20: (body) => {
      const spec = readRoSpec(body, antennas);
      if (roSpecs.has(spec.id)) return statusParameter(101, 'this ROSpec is there already');
      if (roSpecs.size >= mostRoSpecs) return statusParameter(105, 'no room for another ROSpec');
      roSpecs.set(spec.id, spec);
      return done;
    },
    21: (body) => {
      for (const { id } of byId(body)) roSpecs.delete(id);
      return done;
    },
    22: (body) => move(body, 'inactive', 'active'),
    23: (body) => move(body, 'active', 'inactive'),
    24: (body) => move(body, 'disabled', 'inactive'),
    25: (body) => move(body, 'any', 'disabled'),
    40: addAccess,
    41: (body) => {
      const id = body.readUInt32BE(0);
      if (id === 0) accessSpecs.clear();
      else accessSpecs.delete(id);
      return done;
    },
    42: (body) => {
      const spec = accessSpecs.get(body.readUInt32BE(0));
      if (spec === undefined) return statusParameter(101, 'no such access spec');
      spec.enabled = true;
      return done;
    },
  };

  const activeSpec = (): RoSpec | null => [...roSpecs.values()].find(({ state }) => state === 'active') ?? null;

  return {
    request(type, body) {
      const act = requests[type];
      if (act === undefined) return null;
      try {
        return act(body);
      } catch (error) {
        // Reading beyond the end: the station's bytes are too short.
        return error instanceof Fault ? error.status : malformed;
      }
    },
    active() {
      const spec = activeSpec();
      if (spec === null) return null;
      const { flags, crc, pc, fineRssi, impinjTid } = spec.contents;
      const access = [...accessSpecs.values()].filter(({ enabled, roSpecId }) => enabled && roSpecId === spec.id);
      const tid = impinjTid ? 'impinj' : access.length > 0 ? 'access' : 'none';
      const accessed = access.some(({ epc }) => epc === '') ? null : access.map(({ epc }) => epc);
      return { ...spec, contents: { roSpecId: spec.id, flags, crc, pc, tid, accessed, fineRssi } };
    },
    endActive() {
      const spec = activeSpec();
      if (spec !== null) spec.state = 'inactive';
      return spec?.id ?? null;
    },
    get roSpecs() {
      return roSpecs.size;
    },
    get session() {
      return activeSpec()?.session ?? null;
    },
  };
};
