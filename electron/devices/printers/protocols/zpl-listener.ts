import type { PrinterListener } from '../../printer-port';
import { createZplReplyReader, type ZplReply } from './zpl-replies';
import { conditionsOf } from './zpl-status';

const list = (words: readonly string[]): string => (words.length === 0 ? 'nothing' : words.join(', '));

/** A printer's reply in a few words, for the device page. */
export const describeReply = (reply: ZplReply): string => {
  switch (reply.kind) {
    case 'host-status': {
      const { formatsWaiting, labelsRemaining } = reply.status;
      return `state: ${list(conditionsOf(reply.status))}; ${formatsWaiting} waiting, ${labelsRemaining} left`;
    }
    case 'errors':
      return `errors and warnings: ${list([...reply.errors.conditions, ...reply.errors.faults])}`;
    case 'model':
      return `${reply.model.model}, firmware ${reply.model.firmware}, ${reply.model.dpi} dpi`;
    case 'odometers':
      return `media moved: ${reply.millimetres} mm`;
    case 'head-life':
      return `print head: ${reply.head.millimetres} mm`;
    case 'variable':
      return reply.text === '?' ? 'a variable that it does not know' : `"${reply.text}"`;
    case 'unknown':
      return 'an answer that means nothing here';
    case 'noise':
      return reply.code;
  }
};

const isGood = ({ kind }: ZplReply): boolean => kind !== 'unknown' && kind !== 'noise';

/** Puts what a ZPL printer says into words and counts it. What its driver makes of it is another matter. */
export const createZplListener = (): PrinterListener => {
  const reader = createZplReplyReader();
  return (bytes, nowMs) => {
    const replies = reader.push(bytes, nowMs);
    const good = replies.filter(isGood).length;
    return {
      meaning: replies.length === 0 ? null : replies.map(describeReply).join(' · '),
      good,
      bad: replies.length - good,
    };
  };
};
