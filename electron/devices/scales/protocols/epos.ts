import { fixedLength } from '../../framing';
import type { Framing, ScaleMessage, ScaleProfile } from '../../types';
import { errorMessage, isOutOfRange, latin1, parseDecimal } from './ascii';

const bcc = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0);

/** STX, id, five digits, BCC, ETX. Cut by length: the BCC may equal any of the other bytes. */
export const eposFraming = (): Framing => fixedLength(9, { start: 0x02, isFrame: (frame) => frame[8] === 0x03 });

/**
 * Weight block of the EPOS/ICL scale interface (PSC/NCR DIVA service manual §6.1.5 and §6.1.11). Only the block: its
 * handshake (the host echoes the block, the scale confirms) needs a driver of its own, so this is no `ScaleProtocol`
 * and cannot be chosen yet. The block has no stable flag, so its state is marked as inferred.
 */
export const decodeEposBlock = (frame: Uint8Array, profile: ScaleProfile): ScaleMessage => {
  const text = latin1(frame.subarray(2, 7));
  if (frame.length !== 9 || frame[0] !== 0x02 || frame[8] !== 0x03) return errorMessage('E_FRAME', latin1(frame));
  if (bcc(frame.subarray(1, 7)) !== frame[7]) return errorMessage('E_CKSUM', text);
  const outside = ((frame[1] ?? 0) & 0x10) !== 0;
  const digits = parseDecimal(text);
  if (!/^[0-9]{5}$/.test(text) || !digits.ok) return errorMessage('E_DIGITS', text);
  if (profile.unit === undefined || profile.decimals === undefined) return errorMessage('E_UNIT', text);
  const weight = { mantissa: digits.value.mantissa, exponent: -profile.decimals, unit: profile.unit };
  if (!outside && isOutOfRange(weight, profile)) return errorMessage('E_RANGE', text);
  return {
    kind: 'reading',
    reading: {
      weight: outside ? null : weight,
      text,
      state: outside ? 'over' : 'stable',
      net: null,
      highRes: false,
      stableSource: 'inferred',
      checked: true,
    },
  };
};
