import { decodeCapabilities } from '../../../electron/devices/rfid/llrp/capabilities';
import { decodeReaderEvents } from '../../../electron/devices/rfid/llrp/events';
import { createLlrpFraming } from '../../../electron/devices/rfid/llrp/framing';
import { decodeMessage, messageTypes as types } from '../../../electron/devices/rfid/llrp/message';
import { readStatus } from '../../../electron/devices/rfid/llrp/status';
import { createReportDecoder, type ReportDecoder } from '../../../electron/devices/rfid/llrp/tag-report';
import type { Framed } from '../../../electron/devices/types';

export interface LlrpOutcome {
  readonly kind: string;
  readonly [field: string]: unknown;
}

const hexOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex').toUpperCase();

const withoutStatus = new Set<number>([types.keepalive, types.keepaliveAck]);

const outcomesOf = (frame: Uint8Array, reports: ReportDecoder): LlrpOutcome[] => {
  const { type, id, version, body } = decodeMessage(frame);
  if (withoutStatus.has(type)) return [{ kind: 'message', type, id, version }];
  if (type === types.readerEvent) {
    const events = decodeReaderEvents(body);
    return [events === null ? { kind: 'error', code: 'E_SHORT' } : { kind: 'events', ...events }];
  }
  if (type === types.roAccessReport) {
    const { tags, dropped, shortened } = reports.decode(body);
    return [
      ...tags.map((tag) => ({ kind: 'tag', ...tag, epc: hexOf(tag.epc), tid: hexOf(tag.tid) })),
      ...dropped.map((code) => ({ kind: 'dropped', code })),
      ...shortened.map((code) => ({ kind: 'shortened', code })),
    ];
  }
  if (type === types.getReaderCapabilitiesResponse) {
    const capabilities = decodeCapabilities(body);
    return [capabilities === null ? { kind: 'error', code: 'E_SHORT' } : { kind: 'capabilities', ...capabilities }];
  }
  const versions = type === types.getSupportedVersionResponse;
  const status = readStatus(body, versions ? 2 : type === types.customMessage ? 5 : 0);
  if (status === null) return [{ kind: 'error', code: 'E_STATUS' }];
  const told = versions ? { current: body[0], supported: body[1] } : {};
  return [{ kind: 'status', type, id, version, ...status, ...told }];
};

/** Framing and decoding of one connection, as the driver uses them. */
export const createLlrpPlayer = () => {
  const framing = createLlrpFraming();
  const reports = createReportDecoder();
  const play = (items: readonly Framed[]): LlrpOutcome[] =>
    items.flatMap((item) =>
      item.kind === 'noise' ? [{ kind: 'noise', code: item.code }] : outcomesOf(item.bytes, reports),
    );
  return {
    push: (bytes: Uint8Array, nowMs: number): LlrpOutcome[] => play(framing.push(bytes, nowMs)),
    tick: (nowMs: number): LlrpOutcome[] => play(framing.tick(nowMs)),
    get pending(): number {
      return framing.pending;
    },
    reset: () => framing.reset(),
  };
};
