import { delimited } from '../../framing';
import type { ScaleProtocol, ShownWeight } from '../../types';
import {
  ascii,
  errorMessage,
  opensPaddedText,
  parseDecimal,
  plainFrame,
  polledReading,
  shownDigits,
  unitNamed,
} from './ascii';

/** Space, six characters of weight (seven with a point on newer ones), space, unit, space, legend. */
const layout = /^ ?(.{6,7}) ([A-Za-z]{2}) (GR|NT|gr|nt|TA)$/;

/** Grams are `GM` on the 2800 and `gr` on the NexWeigh; neither means grains. */
const unitOf = (name: string): ReturnType<typeof unitNamed> => (/^gr$/i.test(name) ? 'g' : unitNamed(name));

const frame = (shown: ShownWeight): Uint8Array => {
  const legend = shown.net ? 'NT' : 'GR';
  const value = shown.state === 'over' || shown.state === 'fault' ? '--oL--' : shownDigits(shown).padStart(6);
  const unit = shown.unit === 'g' ? 'GM' : shown.unit.toUpperCase();
  return ascii(` ${value} ${unit} ${shown.state === 'motion' ? legend.toLowerCase() : legend}\r\n`);
};

/**
 * Fairbanks, computer polled: `W` and one line back, whose legend is in small letters while the scale moves. With an
 * address (POLLID) its digit stands before the `W`; that form is not asked for.
 */
export const fairbanks: ScaleProtocol = {
  id: 'fairbanks',
  name: 'Fairbanks, computer polled',
  source: 'Fairbanks 2800 owner’s manual 50647 p. 68; NexWeigh 51216 p. 78',
  unconfirmed: ['end of the line on the 2800: CR, LF or both are taken'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 250,
  ask: { weight: ascii('W\r') },
  acts: 'ZTP',
  framing: () => delimited(['\r', '\n'], { maxBytes: 256, parity: true, opens: opensPaddedText, ignoreEmpty: true }),
  decode: (bytes, profile) => {
    const { text: whole, parity } = plainFrame(bytes);
    const line = whole.replace(/[\r\n]+$/, '');
    const match = layout.exec(line);
    if (match === null || line === whole) return errorMessage('E_FRAME', line);
    const [, value = '', unitName = '', legend = ''] = match;
    if (legend === 'TA') return { kind: 'busy' };
    const text = value.trim();
    const net = legend.toUpperCase() === 'NT';
    if (text === '--oL--') return polledReading({ weight: null, text, state: 'over', net, parity }, profile);
    if (text === '--uL--') return polledReading({ weight: null, text, state: 'under', net, parity }, profile);
    const digits = parseDecimal(value);
    if (!digits.ok) return errorMessage('E_DIGITS', value);
    const unit = unitOf(unitName);
    if (unit === null) return errorMessage('E_UNIT', unitName);
    const state = legend === legend.toUpperCase() ? 'stable' : 'motion';
    return polledReading({ weight: { ...digits.value, unit }, text, state, net, parity }, profile);
  },
  scaleSide: { frame },
};
