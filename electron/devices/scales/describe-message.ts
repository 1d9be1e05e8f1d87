import { weightDigits } from '../../../shared/units';
import type { ScaleMessage } from '../types';

/** A scale's message in a few words, for the device page. */
export const describeMessage = (message: ScaleMessage): string => {
  switch (message.kind) {
    case 'reading': {
      const { weight, state, text } = message.reading;
      return weight === null ? `${state} ${text}`.trim() : `${state} ${weightDigits(weight)} ${weight.unit}`;
    }
    case 'reply':
      return `${message.to} ${message.accepted ? 'accepted' : 'refused'}: ${message.text}`;
    case 'accepted':
      return 'command came in';
    case 'continue':
      return message.text;
    case 'unchanged':
      return 'the last weight still holds';
    case 'error':
      return `${message.code} ${message.text}`;
    case 'busy':
      return 'no weight now';
    case 'unknown':
      return 'unknown frame';
  }
};
