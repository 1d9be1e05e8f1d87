import type { ConnectionReason } from '../../../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../../../shared/result';
import { join, u32, u8 } from '../bytes';
import { decodeCapabilities, type ReaderCapabilities } from './capabilities';
import type { LlrpLine, RequestFailure } from './line';
import { messageTypes } from './message';
import { decodeAntennas, encodeAskAntennas, encodeReaderConfig, eventTypes } from './reader-config';
import { impinj } from './tag-report';

/** What is known of a reader once it is set up. */
export interface ReaderFacts {
  readonly capabilities: ReaderCapabilities;
  readonly antennas: Readonly<Record<number, 'connected' | 'disconnected'>>;
  /** Its maker's extensions are on (Impinj). */
  readonly extensions: boolean;
  /** False: the reader tells of no antenna, no exception and no filling buffer. */
  readonly events: boolean;
}

/** A 1.0.1 reader that knows nothing of versions may also say nothing. */
const probeMs = 2000;

const reasonOf = ({ code, details }: Failure<RequestFailure>): Result<never, ConnectionReason> => {
  if (code === 'reader-no-answer') return fail('no-answer', details);
  if (code === 'reader-refused') return fail('refused-by-device', details);
  return code === 'reader-bad-answer' ? fail('wrong-device', details) : fail('connection-closed', details);
};

/** What the ConnectionAttempt event says (LLRP 1.0.1, 13.2.6.12); `null` for success. */
export const greetingFailure = (status: number): Failure<ConnectionReason> | null => {
  if (status === 0) return null;
  return { code: status === 1 || status === 2 ? 'in-use' : 'refused-by-device', details: { attempt: status } };
};

/**
 * Goes to LLRP 1.1 where the reader has it. Whatever goes wrong: 1.0.1, which every reader speaks. False when the
 * reader took offence and gave no answer: it is better not asked again.
 */
export const negotiateVersion = async (line: LlrpLine): Promise<boolean> => {
  const probe = await line.request('getSupportedVersion', undefined, { version: 2, limitMs: probeMs });
  if (!probe.ok) return probe.failure.code === 'reader-refused';
  const [current = 1, supported = 1] = probe.value.body;
  if (supported < 2) return true;
  if (current < 2 && !(await line.request('setProtocolVersion', u8(2), { version: 2 })).ok) return true;
  line.version = 2;
  return true;
};

const configure = async (
  line: LlrpLine,
  capabilities: ReaderCapabilities,
  keepaliveMs: number,
): Promise<Result<{ readonly events: boolean }, RequestFailure>> => {
  const { roSpec, bufferLevel, readerException, antenna } = eventTypes;
  const events = capabilities.tellsBufferLevel
    ? [roSpec, bufferLevel, readerException, antenna]
    : [roSpec, readerException, antenna];
  const all = await line.request('setReaderConfig', encodeReaderConfig({ events, keepaliveMs }));
  if (all.ok) return ok({ events: true });
  if (all.failure.code !== 'reader-refused') return all;
  // A reader takes all of it or nothing: what cannot be done without is the sign of life.
  const least = await line.request('setReaderConfig', encodeReaderConfig({ events: [], keepaliveMs }));
  return least.ok ? ok({ events: false }) : least;
};

/**
 * Sets up a reader that has accepted the connection, from nothing: what it remembers is somebody else's. All ROSpecs
 * are deleted. Extras that a reader refuses (versions, extensions, its antennas) are done without.
 */
export const setUpReader = async (
  line: LlrpLine,
  options: { readonly keepaliveMs: number; readonly silentMs: number },
): Promise<Result<ReaderFacts, ConnectionReason>> => {
  const told = await line.request('getReaderCapabilities', u8(0));
  if (!told.ok) return reasonOf(told.failure);
  const capabilities = decodeCapabilities(told.value.body);
  if (capabilities === null) return fail('wrong-device', { answer: 'capabilities' });
  const extensions =
    capabilities.maker === impinj && (await line.request('customMessage', join(u32(impinj), u8(21), u32(0)))).ok;
  const configured = await configure(line, capabilities, options.keepaliveMs);
  if (!configured.ok) return reasonOf(configured.failure);
  line.watch(options.silentMs);
  // Held back by the settings of somebody before us.
  line.send(messageTypes.enableEventsAndReports);
  // Readers without access specs refuse this, and some refuse to delete what is not there.
  for (const request of ['deleteAccessSpec', 'deleteRoSpec'] as const) {
    const deleted = await line.request(request, u32(0));
    if (!deleted.ok && deleted.failure.code !== 'reader-refused') return reasonOf(deleted.failure);
  }
  const asked = await line.request('getReaderConfig', encodeAskAntennas());
  if (!asked.ok && asked.failure.code === 'reader-not-connected') return reasonOf(asked.failure);
  const antennas = asked.ok ? decodeAntennas(asked.value.body) : {};
  return ok({ capabilities, antennas, extensions, events: configured.value.events });
};
