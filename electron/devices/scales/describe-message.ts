import { weightDigits } from '../../../shared/units';
import { means, type WireMeaning } from '../../../shared/wire-meaning';
import type { ScaleMessage } from '../types';

/** A scale's message in a few words, for the device page. */
export const describeMessage = (message: ScaleMessage): WireMeaning => {
  switch (message.kind) {
    case 'reading': {
      const { weight, state, text } = message.reading;
      return means('reading', { state, text: weight === null ? text : `${weightDigits(weight)} ${weight.unit}` });
    }
    case 'reply':
      return means(message.accepted ? 'accepted' : 'refused', { request: message.to, text: message.text });
    case 'accepted':
      return means('command-in');
    case 'continue':
      return means('go-on');
    case 'unchanged':
      return means('unchanged');
    case 'error':
      return means('error', { error: message.code, text: message.text });
    case 'busy':
      return means('busy');
    case 'unknown':
      return means('unknown');
  }
};
