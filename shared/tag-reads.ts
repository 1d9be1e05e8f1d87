import { z } from 'zod';

/** What RFID readers say, and what they are asked for. Values are integers as the reader sent them; nothing is guessed. */

/** One report of one tag. A reader may have merged several reads into it (`readCount`). */
export interface TagRead {
  readonly readerId: string;
  /** Left-aligned and padded with zero bits to whole bytes. */
  readonly epc: Uint8Array;
  readonly epcBits: number;
  /** The tag's protocol-control word. */
  readonly pc: number | null;
  /** The tag's own chip number, where the reader gave it. */
  readonly tid: Uint8Array | null;
  /** From 1, as printed on the reader. */
  readonly antenna: number | null;
  /** Hundredths of a dBm: −5725 is −57.25 dBm. The strongest one where reads were merged. */
  readonly rssiCentiDbm: number | null;
  /** Saturates at 65,535. */
  readonly readCount: number | null;
  /** Microseconds since 1970 by the reader's own clock; `unknown` where it has none or it was never set. */
  readonly firstSeenUs: number | 'unknown';
  readonly lastSeenUs: number | 'unknown';
  /** The reader's clock minus this machine's, to correct the times above; `null` when it cannot be told. */
  readonly clockAheadUs: number | null;
  /** Read more than 10 s before it came in: the reader had kept it. */
  readonly late: boolean;
  /** Epoch milliseconds of receipt. */
  readonly at: number;
  /** Monotonic milliseconds of receipt. */
  readonly monotonicMs: number;
  readonly simulated: boolean;
}

/** Countries' rules for the radio. A reader that forgets them with its power must be told, and they are never guessed. */
export const radioRegions = ['eu', 'us', 'cn', 'jp', 'kr', 'in', 'au', 'nz'] as const;
export type RadioRegion = (typeof radioRegions)[number];

export const inventoryTargets = ['A', 'B', 'both'] as const;
export type InventoryTarget = (typeof inventoryTargets)[number];

export const inventorySettingsSchema = z.strictObject({
  /** Hundredths of a dBm, rounded down to what the reader can do; `null` for the reader's own. */
  powerCentiDbm: z.number().int().min(-1000).max(4000).nullable(),
  /** Gen2 session. 0 and 1 see a tag again and again; 2 and 3 let it rest for a while. */
  session: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  /** Tags in which inventoried state are asked. */
  target: z.enum(inventoryTargets),
  /** Antennas from 1; empty for all. */
  antennas: z.array(z.number().int().min(1).max(64)).max(64).readonly(),
  /** Ask for chip numbers too, which slows reading down on most readers. */
  tid: z.boolean(),
  /** How many tags to expect at once: a hint for the reader's first slots. */
  population: z.number().int().min(1).max(65_535),
  /** Gen2 slots to begin with, as a power of two; `null` for the reader's own. */
  q: z.number().int().min(0).max(15).nullable(),
});
/** How a reader is to look for tags. */
export type InventorySettings = Readonly<z.infer<typeof inventorySettingsSchema>>;

export const usualInventory: InventorySettings = {
  powerCentiDbm: null,
  session: 1,
  target: 'both',
  antennas: [],
  tid: false,
  population: 200,
  q: null,
};

/** What the reader has really taken on. */
export interface RunningInventory extends Omit<InventorySettings, 'target' | 'tid'> {
  /** `reader-chosen`: the reader offers no choice. */
  readonly target: InventoryTarget | 'reader-chosen';
  /** `inline`: with every report; `access`: read from each tag in a step of its own. */
  readonly tid: 'off' | 'inline' | 'access';
}

/** Tags may have been read, or could have been, without a report of them arriving. */
export interface ReportLoss {
  readonly readerId: string;
  /**
   * `overflow`: the reader threw reports away; `unreadable`: one came in broken; `disconnected`: nothing could come;
   * `stopped`: the reader stopped by itself.
   */
  readonly cause: 'overflow' | 'unreadable' | 'disconnected' | 'stopped';
  /** Epoch milliseconds of the last thing heard before it: nothing is certain since then. */
  readonly since: number;
  /** Epoch milliseconds when it was noticed. */
  readonly at: number;
}

/** Something on the reader that whoever counts should know. */
export interface ReaderNotice {
  readonly readerId: string;
  readonly code:
    | 'buffer-filling'
    | 'reader-exception'
    | 'antenna-lost'
    | 'antenna-back'
    | 'clock-off'
    | 'other-client-tried'
    | 'events-not-offered'
    | 'inventory-resumed'
    | 'inventory-not-resumed';
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What of an inventory can be chosen on a reader; the rest is its own affair. */
export interface InventoryChoices {
  readonly session: boolean;
  /** Empty: it chooses by itself. */
  readonly targets: readonly InventoryTarget[];
  readonly tid: boolean;
  readonly population: boolean;
  readonly q: boolean;
}

/** Who the reader says it is. */
export interface ReaderIdentity {
  /** IANA private enterprise number of its maker; `null` where the protocol has none. */
  readonly maker: number | null;
  readonly model: string;
  readonly firmware: string;
  /** e.g. `LLRP 1.0.1`. */
  readonly protocol: string;
  readonly antennas: number;
  /** Least and most power, in hundredths of a dBm; `null` when it does not say. */
  readonly powerCentiDbm: { readonly least: number; readonly most: number } | null;
  readonly choices: InventoryChoices;
}

/** What a screen shows of a reader beside its connection. */
export interface ReaderView {
  readonly deviceId: string;
  /** `null` while it is not connected. */
  readonly identity: ReaderIdentity | null;
  /** What was asked for; stays over a lost connection and is taken up again. */
  readonly wanted: InventorySettings | null;
  /** What runs on the reader now; `null`: no tag is being read. */
  readonly running: RunningInventory | null;
  /** By antenna number; those that the reader says nothing of are missing. */
  readonly antennas: Readonly<Record<number, 'connected' | 'disconnected'>>;
  /** Reports of this inventory, losses included, cannot be complete since then (epoch milliseconds). */
  readonly lostSince: number | null;
  /** Epoch milliseconds of the last report with a tag. */
  readonly lastReadAt: number | null;
}
