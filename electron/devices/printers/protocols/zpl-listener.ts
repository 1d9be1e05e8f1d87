import { means, type WireMeaning } from '../../../../shared/wire-meaning';
import type { PrinterListener } from '../../printer-port';
import { createZplReplyReader, type ZplReply } from './zpl-replies';
import { conditionsOf } from './zpl-status';

/** A printer's reply in a few words, for the device page. */
export const describeReply = (reply: ZplReply): WireMeaning => {
  switch (reply.kind) {
    case 'host-status': {
      const { formatsWaiting, labelsRemaining } = reply.status;
      const conditions = conditionsOf(reply.status).join(' ');
      return means('printer-state', { conditions, waiting: formatsWaiting, left: labelsRemaining });
    }
    case 'errors': {
      const { conditions, faults } = reply.errors;
      return means('printer-faults', { conditions: conditions.join(' '), faults: faults.join(' ') });
    }
    case 'model':
      return means('model', { ...reply.model });
    case 'odometers':
      return means('media-moved', { millimetres: reply.millimetres });
    case 'head-life':
      return means('head-moved', { millimetres: reply.head.millimetres });
    case 'variable':
      return reply.text === '?' ? means('unknown-variable') : means('reply', { text: JSON.stringify(reply.text) });
    case 'unknown':
      return means('unknown');
    case 'noise':
      return means('error', { error: reply.code });
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
      meaning: replies.flatMap(describeReply),
      good,
      bad: replies.length - good,
    };
  };
};
