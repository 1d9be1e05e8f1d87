import { means } from '../../../shared/wire-meaning';
import type { PrinterChannel } from '../printer-port';
import type { ErrorStatus } from './protocols/zpl-errors';
import { createZplReplyReader, decodeLabelCount, type HeadLife, type ZplReply } from './protocols/zpl-replies';
import type { HostStatus } from './protocols/zpl-status';
import { conditionsOfPort, decodeDeviceId } from './protocols/usb-class';
import type { PrinterCondition, RfidLabels } from '../../../shared/devices';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A printer that is out of paper or open may not answer at all (ZPL II guide, ~HS): silence means attention. */
const usualAnswerMs = 1500;
const keptBytes = 32_768;

export interface PrinterIdentity {
  readonly model: string | null;
  readonly serial: string | null;
  readonly dpi: number | null;
}

interface Heard<K extends ZplReply['kind']> {
  readonly reply: Extract<ZplReply, { kind: K }> | null;
  readonly bytes: readonly number[];
}

/** One question on a line that nobody else uses; what nobody asked for is thrown away first. */
const ask = async <K extends ZplReply['kind']>(
  channel: PrinterChannel,
  question: string,
  wanted: K,
  answerMs: number,
): Promise<Heard<K>> => {
  channel.flush();
  const reader = createZplReplyReader();
  const bytes: number[] = [];
  const isWanted = (reply: ZplReply): reply is Extract<ZplReply, { kind: K }> => reply.kind === wanted;
  const sent = await channel.write(ascii(question), means('said', { text: question.trim() }));
  const until = performance.now() + answerMs;
  while (sent.ok && performance.now() < until && bytes.length < keptBytes) {
    const chunk = await channel.receive(Math.max(1, until - performance.now()));
    if (chunk === null) break;
    bytes.push(...chunk);
    const reply = reader.push(chunk, performance.now()).find(isWanted);
    if (reply !== undefined) return { reply, bytes };
  }
  return { reply: null, bytes };
};

/** Silences after which a question counts as one that this printer does not know. */
const mostSilences = 2;

/**
 * What a station asks a printer. Clones and old firmwares know only a part of it: a question that stays unanswered by a
 * printer which just answered another is not asked again before `forget`, because each costs its whole time limit. One
 * that was answered once is known: then a silence is an accident.
 */
export const createZplQuestions = (answerMs = usualAnswerMs) => {
  const silences = new Map<string, number>();
  const isUnknown = (question: string): boolean => (silences.get(question) ?? 0) >= mostSilences;

  /** For questions that a printer need not know. Asked only of one that has just answered `~HS`. */
  const askKnown = async <K extends ZplReply['kind']>(
    channel: PrinterChannel,
    question: string,
    wanted: K,
  ): Promise<Heard<K>['reply']> => {
    if (isUnknown(question)) return null;
    const { reply } = await ask(channel, question, wanted, answerMs);
    if (reply !== null) silences.set(question, Number.NEGATIVE_INFINITY);
    else if (!channel.signal.aborted) silences.set(question, (silences.get(question) ?? 0) + 1);
    return reply;
  };

  const variable = async (channel: PrinterChannel, name: string): Promise<string | null> => {
    const question = `! U1 getvar "${name}"\r\n`;
    const text = (await askKnown(channel, question, 'variable'))?.text ?? null;
    // "?" is a variable that the printer does not know.
    if (text === '?') silences.set(question, mostSilences);
    return text;
  };

  return {
    hostStatus: async (channel: PrinterChannel): Promise<{ status: HostStatus | null; bytes: readonly number[] }> => {
      const { reply, bytes } = await ask(channel, '~HS\r\n', 'host-status', answerMs);
      return { status: reply?.status ?? null, bytes };
    },
    /** `answered`: it has just answered `~HS`. A silent one is asked all the same: it may know what is wrong. */
    errors: async (channel: PrinterChannel, answered: boolean): Promise<ErrorStatus | null> => {
      if (answered) return (await askKnown(channel, '~HQES\r\n', 'errors'))?.errors ?? null;
      if (isUnknown('~HQES\r\n')) return null;
      return (await ask(channel, '~HQES\r\n', 'errors', answerMs / 2)).reply?.errors ?? null;
    },
    /** What the printer's USB interface says of it without a word of its language. */
    port: async (channel: PrinterChannel): Promise<readonly PrinterCondition[] | null> => {
      const answer = await channel.query('port-status');
      return answer.ok ? conditionsOfPort(answer.value) : null;
    },
    /** `null`: it was silent, and somebody waits. */
    identity: async (channel: PrinterChannel, isWanted: () => boolean): Promise<PrinterIdentity | null> => {
      const told = (await askKnown(channel, '~HI\r\n', 'model'))?.model ?? null;
      if (told === null && isWanted()) return null;
      const id = told === null ? await channel.query('device-id') : null;
      const usb = id?.ok === true ? decodeDeviceId(id.value) : null;
      const serial = await variable(channel, 'device.unique_id');
      return {
        model: told?.model ?? usb?.model ?? null,
        dpi: told?.dpi ?? null,
        serial: serial !== null && /^[\w.-]{1,60}$/.test(serial) ? serial : (usb?.serial ?? null),
      };
    },
    labelCount: async (channel: PrinterChannel): Promise<number | null> => {
      const text = await variable(channel, 'odometer.total_label_count');
      return text === null ? null : decodeLabelCount(text);
    },
    /** `null` for a printer that encodes no tags, or keeps no count of them. */
    rfidLabels: async (channel: PrinterChannel): Promise<RfidLabels | null> => {
      const good = decodeLabelCount((await variable(channel, 'odometer.rfid.valid_resettable')) ?? '');
      const spoilt = good === null ? null : await variable(channel, 'odometer.rfid.void_resettable');
      const bad = decodeLabelCount(spoilt ?? '');
      return good === null || bad === null ? null : { good, void: bad };
    },
    mediaMillimetres: async (channel: PrinterChannel): Promise<number | null> =>
      (await askKnown(channel, '~HQOD\r\n', 'odometers'))?.millimetres ?? null,
    headLife: async (channel: PrinterChannel): Promise<HeadLife | null> =>
      (await askKnown(channel, '~HQPH\r\n', 'head-life'))?.head ?? null,
    /** Throws away a format that has begun and never ended; the next label would be taken for its rest. */
    dropPartialFormat: (channel: PrinterChannel) => channel.write(ascii('~JX\r\n'), means('said', { text: '~JX' })),
    forget: (): void => silences.clear(),
  };
};
export type ZplQuestions = ReturnType<typeof createZplQuestions>;
